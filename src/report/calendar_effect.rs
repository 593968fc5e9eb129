//! The document of `calendar diff`: verdicts that another calendar changes, what that does to the
//! rates, the days that differ.

use crate::analysis::calendar_effect::{CalendarEffect, ChangedVerdict, DaysApart, Sessions};
use crate::analysis::rates::{Counts, percent};
use crate::domain::calendar::Calendar;
use crate::metrics::Library;
use crate::report::calendar::parts;
use crate::report::closing::{difference_cells, difference_columns, title};
use crate::report::frame::{self, count, text_or_blank};
use crate::report::model::{Column, Document, Kind, Row, Section, Tone, Value};
use crate::words::{Lang, Phrase, calendar as words, report};

pub fn document(
    it: &CalendarEffect,
    in_force: &Calendar,
    other: &Calendar,
    library: &Library,
    lang: Lang,
) -> Document {
    let versions = words::diff_line(in_force.version(), other.version());
    Document {
        key: "calendar_diff".into(),
        lang,
        title: text(words::diff_title(), lang),
        subtitle: vec![text(versions, lang)],
        fields: vec![
            ("version_before".into(), Value::Text(in_force.version())),
            ("version_after".into(), Value::Text(other.version())),
        ],
        sections: vec![verdicts(it, library, lang), metrics(it, library, lang), days(it, lang)],
        ..Document::default()
    }
}

fn text(phrase: Phrase, lang: Lang) -> String {
    phrase.text(lang).to_string()
}

fn column(key: &str, title: Phrase, kind: Kind, lang: Lang) -> Column {
    Column::new(key, text(title, lang), kind)
}

fn verdicts(it: &CalendarEffect, library: &Library, lang: Lang) -> Section {
    let mut columns = difference_columns(words::column_before(), words::column_after(), lang);
    columns.push(column("minutes_before", words::column_minutes_before(), Kind::Number, lang));
    columns.push(column("minutes_after", words::column_minutes_after(), Kind::Number, lang));
    let row = |it: &ChangedVerdict| {
        let minutes = |minutes: Option<i64>| minutes.map_or(Value::Blank, Value::Int);
        let mut values = difference_cells(&it.difference, library, lang);
        values.extend([minutes(it.minutes.0), minutes(it.minutes.1)]);
        Row::new(values).tone(Tone::Warn)
    };
    Section::new("verdicts", text(words::diff_dossiers(), lang))
        .columns(columns)
        .rows(it.verdicts.iter().map(row))
        .empty_text(text(words::diff_none(), lang))
}

fn metrics(it: &CalendarEffect, library: &Library, lang: Lang) -> Section {
    let side = |key: &str, parent: Phrase| {
        let under = |name: &str, title: Phrase, kind| {
            column(&format!("{name}_{key}"), title, kind, lang).under(text(parent.clone(), lang))
        };
        [
            under("hits", report::hits(), Kind::Number),
            under("total", report::total(), Kind::Number),
            under("no_data", report::no_data(), Kind::Number),
            under("rate", report::rate(), Kind::Percent),
        ]
    };
    let mut columns = vec![
        Column::new("metric", "", Kind::Code).machine_only(),
        column("metric_title", report::metric(), Kind::Text, lang).human_only(),
    ];
    columns.extend(side("before", words::column_before()));
    columns.extend(side("after", words::column_after()));
    let cells = |it: Counts| {
        [count(it.hits), count(it.total), count(it.no_data), frame::percent(percent(it.hits, it.total))]
    };
    let rows = it.metrics.iter().map(|(metric, before, after)| {
        let mut values = vec![Value::Text(metric.clone()), Value::Text(title(metric, library, lang))];
        values.extend(cells(*before));
        values.extend(cells(*after));
        Row::new(values)
    });
    Section::new("metrics", text(words::diff_metrics(), lang))
        .columns(columns)
        .rows(rows)
        .empty_text(text(words::diff_metrics_none(), lang))
}

fn days(it: &CalendarEffect, lang: Lang) -> Section {
    let columns = vec![
        column("date", words::column_date(), Kind::Date, lang),
        column("until", words::column_until(), Kind::Date, lang),
        column("weekday", words::column_weekday(), Kind::Text, lang),
        column("agency", words::column_agency(), Kind::Text, lang),
        Column::new("hours_before", "", Kind::Text).machine_only(),
        column("before_text", words::column_before(), Kind::Text, lang).human_only(),
        Column::new("hours_after", "", Kind::Text).machine_only(),
        column("after_text", words::column_after(), Kind::Text, lang).human_only(),
    ];
    let row = |it: &DaysApart| {
        let hours = |sessions: &Sessions| match sessions.is_empty() {
            true => text(words::no_hours(), lang),
            false => parts(sessions).join(", "),
        };
        Row::new(vec![
            Value::Date(it.first),
            Value::Date(it.last),
            Value::Text(text(words::weekday(it.first), lang)),
            text_or_blank(it.agency.as_deref()),
            Value::List(parts(&it.before)),
            Value::Text(hours(&it.before)),
            Value::List(parts(&it.after)),
            Value::Text(hours(&it.after)),
        ])
    };
    Section::new("days", text(words::diff_days(), lang))
        .columns(columns)
        .rows(it.days.iter().map(row))
        .empty_text(text(words::diff_days_none(), lang))
}
