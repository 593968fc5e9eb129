//! What all reports of a period share: letter head, subtitle, header fields, common columns.

use chrono::{Datelike, NaiveDateTime, NaiveTime};

use crate::analysis::rates::By;
use crate::domain::calendar::Calendar;
use crate::domain::period::Period;
use crate::domain::settings::Settings;
use crate::report::model::{Column, Document, Kind, LetterHead, Value};
use crate::words::{self, Lang, Phrase, notation};

/// What a report is about and who hands it on.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    pub lang: Lang,
    pub settings: &'a Settings,
    pub period: Period,
    pub as_of: NaiveDateTime,
    /// The most frequent agency of the data; used if the settings name none.
    pub agency: Option<&'a str>,
    /// Tells what it does not surely know about the period.
    pub calendar: Option<&'a Calendar>,
}

impl Frame<'_> {
    pub fn text(&self, phrase: Phrase) -> String {
        phrase.text(self.lang).to_string()
    }

    /// A document with the header fields `period`, `as_of` and `by`.
    pub fn document(&self, key: &str, title: Phrase) -> Document {
        Document {
            key: key.to_string(),
            lang: self.lang,
            title: self.text(title),
            subtitle: vec![self.period_line(), self.as_of_line()],
            fields: vec![period_field(self.period), ("as_of".into(), Value::DateTime(self.as_of))],
            ..Document::default()
        }
    }

    /// The same with the letter head of the office.
    pub fn official_document(&self, key: &str, title: Phrase) -> Document {
        let letter_head = Some(self.letter_head());
        Document { letter_head, notes: self.calendar_warnings(), ..self.document(key, title) }
    }

    /// What the calendar does not surely know about the period.
    fn calendar_warnings(&self) -> Vec<String> {
        let warnings = |calendar: &Calendar| calendar.warnings(self.period.start, self.period.end);
        self.calendar.map(warnings).unwrap_or_default().into_iter().map(|it| self.text(it)).collect()
    }

    fn period_line(&self) -> String {
        let (start, end) = (self.period.start, self.period.end);
        let label = self.period.label(self.lang);
        let (start, end) = (notation::date(start, self.lang), notation::date(end, self.lang));
        if label.contains(&start) {
            return label;
        }
        self.text(words::report::period_line(label, start, end))
    }

    pub fn as_of_line(&self) -> String {
        let end_of_day = NaiveTime::from_hms_opt(23, 59, 59);
        self.text(if Some(self.as_of.time()) == end_of_day {
            words::report::as_of_day(notation::date(self.as_of.date(), self.lang))
        } else {
            words::report::as_of_line(notation::moment(self.as_of, self.lang))
        })
    }

    fn letter_head(&self) -> LetterHead {
        let settings = self.settings;
        let agency = if settings.agency.name.is_empty() {
            self.agency.unwrap_or_default().to_string()
        } else {
            settings.agency.name.clone()
        };
        LetterHead {
            parent: settings.agency.parent.clone(),
            agency,
            motto: [self.text(words::report::motto_country()), self.text(words::report::motto_words())],
            date_line: self.date_line(),
            signers: settings.signers.iter().map(|s| (s.role.clone(), s.name.clone())).collect(),
            recipients: settings.recipients.clone(),
        }
    }

    /// The date of the data, since a report knows no clock.
    fn date_line(&self) -> String {
        let date = self.as_of.date();
        let (day, month) = (format!("{:02}", date.day()), format!("{:02}", date.month()));
        let place = &self.settings.agency.place;
        self.text(if place.is_empty() {
            words::report::date_line_no_place(day, month, date.year(), date)
        } else {
            words::report::date_line(place, day, month, date.year(), date)
        })
    }

    /// The name of an official, or the words for a blank one.
    pub fn official(&self, name: &str) -> String {
        if name.is_empty() { self.text(words::report::no_official()) } else { name.to_string() }
    }

    pub fn column(&self, key: &str, title: Phrase, kind: Kind) -> Column {
        Column::new(key, self.text(title), kind)
    }

    pub fn met(&self, met: Option<bool>) -> Value {
        match met {
            Some(true) => Value::Text(self.text(words::report::met_yes())),
            Some(false) => Value::Text(self.text(words::report::met_no())),
            None => Value::NoData(String::new()),
        }
    }
}

pub fn period_field(period: Period) -> (String, Value) {
    let record = vec![("start".into(), Value::Date(period.start)), ("end".into(), Value::Date(period.end))];
    ("period".into(), Value::Records(vec![record]))
}

pub fn by_title(by: By) -> Phrase {
    match by {
        By::Official => words::report::official(),
        By::Agency => words::report::agency(),
        By::Field => words::report::field(),
        By::Procedure => words::report::procedure(),
        By::Month => words::report::month(),
        By::Week => words::report::week(),
    }
}

/// `None` is drawn as "–" and is null for machines.
pub fn percent(rate: Option<f64>) -> Value {
    rate.map_or(Value::NoData(String::new()), Value::Percent)
}

pub fn count(n: u64) -> Value {
    Value::Int(i64::try_from(n).unwrap_or(i64::MAX))
}

pub fn count_or_no_data(n: Option<u64>) -> Value {
    n.map_or(Value::NoData(String::new()), count)
}

pub fn moment(at: Option<NaiveDateTime>) -> Value {
    at.map_or(Value::NoData(String::new()), Value::DateTime)
}

/// A text; blank is nothing (null for machines).
pub fn text_or_blank(text: Option<&str>) -> Value {
    text.filter(|t| !t.is_empty()).map_or(Value::Blank, |t| Value::Text(t.to_string()))
}
