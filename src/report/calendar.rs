//! The working calendar as documents: a year, an interval, a sum, the contradictions.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::model::{Column, Document, Kind, Row, Section, Tone, Value};
use crate::domain::calendar::{Calendar, DayCount, DayKind, Gap};
use crate::domain::period::Period;
use crate::words::{Lang, Phrase, calendar as words};

/// What came of adding a length of working time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    Instant(NaiveDateTime),
    Date(NaiveDate),
}

fn document(key: &str, title: &Phrase, lang: Lang) -> Document {
    Document { key: key.into(), lang, title: title.text(lang).into(), ..Document::default() }
}

fn text(phrase: &Phrase, lang: Lang) -> Value {
    Value::Text(phrase.text(lang).to_string())
}

/// A year: its special days, and working days and hours of each month.
pub fn year(calendar: &Calendar, year: i32, lang: Lang) -> Document {
    let mut document = document("calendar", &words::year_title(year), lang);
    document.fields.push(("year".into(), Value::Int(year.into())));
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let last = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or_default();
    document.subtitle.push(words::hours(sessions(calendar, first)).text(lang).into());
    let warnings = calendar.warnings(first, last);
    document.subtitle.extend(warnings.iter().map(|w| w.text(lang).to_string()));
    document.sections.push(special_days(calendar, first, last, lang));
    document.sections.push(months(calendar, year, lang));
    document
}

/// Hours of the first working day from `date` on.
fn sessions(calendar: &Calendar, date: NaiveDate) -> String {
    let day = calendar.add_days(date, 0);
    let one = |(open, close): &(NaiveTime, NaiveTime)| {
        format!("{}–{}", open.format("%H:%M"), close.format("%H:%M"))
    };
    calendar.sessions(day).iter().map(one).collect::<Vec<_>>().join(", ")
}

fn special_days(calendar: &Calendar, first: NaiveDate, last: NaiveDate, lang: Lang) -> Section {
    let columns = [
        ("date", words::column_date(), Kind::Date),
        ("weekday", words::column_weekday(), Kind::Text),
        ("kind", words::column_kind(), Kind::Text),
        ("name", words::column_name(), Kind::Text),
        ("status", words::column_status(), Kind::Text),
        ("source", words::column_source(), Kind::Prose),
    ];
    let special = first.iter_days().take_while(|d| *d <= last).filter_map(|date| {
        let day = calendar.day(date);
        let status = day.status?;
        let (kind, tone) = match day.kind {
            DayKind::Off | DayKind::Weekend => ("off", Tone::Plain),
            DayKind::Work | DayKind::WorkedWeekend => ("work", Tone::Warn),
        };
        Some(
            Row::new(vec![
                Value::Date(date),
                text(&words::weekday(date), lang),
                Value::Text(kind.into()),
                day.name.map_or(Value::Blank, |name| text(&name, lang)),
                Value::Text(status.as_str().into()),
                Value::Text(day.source),
            ])
            .tone(tone),
        )
    });
    Section::new("days", words::special_days().text(lang))
        .columns(columns.map(|(key, title, kind)| Column::new(key, title.text(lang), kind)).to_vec())
        .rows(special)
        .empty_text(words::no_special_days().text(lang))
}

fn months(calendar: &Calendar, year: i32, lang: Lang) -> Section {
    let columns = [
        ("month", words::column_month(), Kind::Code),
        ("working_days", words::column_working_days(), Kind::Number),
        ("working_minutes", words::column_working_minutes(), Kind::Number),
    ];
    let line = |name: String, start: NaiveDate, end: NaiveDate| {
        let days = start.iter_days().take_while(|d| *d <= end).filter(|d| calendar.is_working_day(*d));
        let midnight = end.succ_opt().unwrap_or(end).and_time(NaiveTime::MIN);
        let minutes = calendar.working_minutes(start.and_time(NaiveTime::MIN), midnight);
        Row::new(vec![Value::Text(name), Value::Int(days.count() as i64), Value::Int(minutes)])
    };
    let rows = (1..=12).filter_map(|month| {
        let period = Period::month_of(NaiveDate::from_ymd_opt(year, month, 1)?);
        Some(line(period.key(), period.start, period.end))
    });
    let whole =
        Period { start: first_day(year), end: NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or_default() };
    Section::new("months", words::months_title().text(lang))
        .columns(columns.map(|(key, title, kind)| Column::new(key, title.text(lang), kind)).to_vec())
        .rows(rows)
        .rows([line(whole.key(), whole.start, whole.end).tone(Tone::Total)])
}

fn first_day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

/// Intervals with their working minutes; a single one also day by day.
pub fn between(calendar: &Calendar, intervals: &[(NaiveDateTime, NaiveDateTime)], lang: Lang) -> Document {
    let mut document = document("working_minutes", &words::between_title(), lang);
    let columns = vec![
        Column::new("start", words::column_start().text(lang), Kind::DateTime).exact(),
        Column::new("end", words::column_end().text(lang), Kind::DateTime).exact(),
        Column::new("working_minutes", words::column_working_minutes().text(lang), Kind::Number),
        Column::new("in_words", words::column_in_words().text(lang), Kind::Minutes).human_only(),
    ];
    let rows = intervals.iter().map(|(start, end)| {
        let minutes = calendar.working_minutes(*start, *end);
        let values = vec![
            Value::DateTime(*start),
            Value::DateTime(*end),
            Value::Int(minutes),
            Value::Minutes(minutes),
        ];
        Row::new(values)
    });
    let title = words::between_title();
    document.sections.push(Section::new("rows", title.text(lang)).columns(columns).rows(rows));
    if let [(start, end)] = intervals {
        let minutes = calendar.working_minutes(*start, *end);
        document.fields.push(("start".into(), Value::DateTime(*start)));
        document.fields.push(("end".into(), Value::DateTime(*end)));
        document.fields.push(("working_minutes".into(), Value::Int(minutes)));
        document.sections.push(days(calendar, &calendar.days(*start, *end), lang));
        let warnings = calendar.warnings(start.date(), end.date());
        document.notes.extend(warnings.iter().map(|w| w.text(lang).to_string()));
    }
    document
}

/// Day by day what counted, days off with their names.
pub fn days(calendar: &Calendar, days: &[DayCount], lang: Lang) -> Section {
    let columns = [
        ("date", words::column_date(), Kind::Date),
        ("weekday", words::column_weekday(), Kind::Text),
        ("parts", words::column_parts(), Kind::Text),
        ("working_minutes", words::column_working_minutes(), Kind::Number),
        ("name", words::column_name(), Kind::Text),
    ];
    let rows = days.iter().map(|day| {
        Row::new(vec![
            Value::Date(day.date),
            text(&words::weekday(day.date), lang),
            Value::List(parts(&day.parts)),
            minutes(day.seconds),
            calendar.note(day.date).map_or(Value::Blank, |name| text(&name, lang)),
        ])
        .tone(if day.seconds > 0 { Tone::Plain } else { Tone::Muted })
    });
    Section::new("days", words::days_title().text(lang))
        .columns(columns.map(|(key, title, kind)| Column::new(key, title.text(lang), kind)).to_vec())
        .rows(rows)
}

/// Seconds as minutes; a whole number unless seconds are left over.
pub fn minutes(seconds: i64) -> Value {
    if seconds % 60 == 0 { Value::Int(seconds / 60) } else { Value::Decimal(seconds as f64 / 60.0) }
}

/// The counted stretches of a day: `07:00–11:30`; seconds only where they are not 0.
pub fn parts(parts: &[(NaiveTime, NaiveTime)]) -> Vec<String> {
    let time = |t: &NaiveTime| {
        use chrono::Timelike;
        t.format(if t.second() == 0 { "%H:%M" } else { "%H:%M:%S" }).to_string()
    };
    parts.iter().map(|(open, close)| format!("{}–{}", time(open), time(close))).collect()
}

/// Starting points with what came of adding to them.
pub fn added(rows: &[(NaiveDateTime, String, Added)], lang: Lang) -> Document {
    let mut document = document("working_time_added", &words::add_title(), lang);
    let columns = vec![
        Column::new("start", words::column_start().text(lang), Kind::DateTime).exact(),
        Column::new("duration", words::column_duration().text(lang), Kind::Code),
        Column::new("result", words::column_result().text(lang), Kind::DateTime).exact(),
    ];
    let result = |added: &Added| match added {
        Added::Instant(at) => Value::DateTime(*at),
        Added::Date(date) => Value::Date(*date),
    };
    let lines = rows.iter().map(|(start, duration, added)| {
        Row::new(vec![Value::DateTime(*start), Value::Text(duration.clone()), result(added)])
    });
    let title = words::add_title();
    document.sections.push(Section::new("rows", title.text(lang)).columns(columns).rows(lines));
    document
}

/// What `calendar check` found.
pub fn gaps(calendar: Option<&Calendar>, gaps: &[Gap], lang: Lang) -> Document {
    let mut document = document("calendar_check", &words::check_title(), lang);
    let columns = vec![
        Column::new("date", words::column_date().text(lang), Kind::Date),
        Column::new("code", words::column_code().text(lang), Kind::Code),
        Column::new("text", words::column_text().text(lang), Kind::Prose),
    ];
    let rows = gaps.iter().map(|gap| {
        Row::new(vec![Value::Date(gap.date), Value::Text(gap.code.into()), text(&gap.text, lang)])
            .tone(Tone::Warn)
    });
    let mut section = Section::new("rows", words::check_title().text(lang))
        .columns(columns)
        .rows(rows)
        .empty_text(words::no_gaps().text(lang));
    if let Some(calendar) = calendar {
        let until = calendar.decided_until();
        document.fields.push(("version".into(), Value::Text(calendar.version())));
        document.fields.push(("decided_until".into(), Value::Date(until)));
        let (vi, en) = (until.format("%d/%m/%Y"), until);
        section = section.footnote(words::decided_until(vi, en).text(lang));
    }
    document.sections.push(section);
    document
}
