//! The document of `due`: overdue and soon-due dossiers by official.

use crate::analysis::due::{Due, DueRow, State, Within};
use crate::report::frame::{self, Frame, moment, text_or_blank};
use crate::report::model::{Column, Document, Kind, Row, Section, Tone, Value};
use crate::words::{self, listing as w, notation};

pub fn document(due: &Due, within: Within, frame: &Frame) -> Document {
    let mut document = frame.official_document("due", w::due_title());
    // The list is of a moment, not of a period.
    document.subtitle = vec![frame.as_of_line()];
    document.fields.retain(|(key, _)| key != "period");
    let within = within.phrase();
    document.fields.push(("within".into(), Value::Text(within.text(frame.lang).into())));
    document.sections = vec![section(due, &within, frame)];
    document
}

pub fn section(due: &Due, within: &words::Phrase, frame: &Frame) -> Section {
    let within = within.text(frame.lang);
    let mut section = Section::new("due", frame.text(w::due_title()))
        .lead(frame.text(w::due_lead(within)))
        .columns(columns(frame))
        .rows(due.rows.iter().map(|row| due_row(row, frame)))
        .empty_text(frame.text(w::due_none(within)));
    if due.no_due > 0 {
        section = section.footnote(frame.text(w::due_no_data(due.no_due)));
    }
    section.signed = true;
    section
}

fn columns(frame: &Frame) -> Vec<Column> {
    vec![
        Column::new("official", "", Kind::Text).machine_only(),
        frame.column("official_text", words::report::official(), Kind::Text).human_only(),
        Column::new("state", "", Kind::Code).machine_only(),
        frame.column("state_text", w::due_state(), Kind::Text).human_only().toned().spare(1),
        frame.column("dossier_code", w::dossier_code(), Kind::Code),
        frame.column("procedure", words::report::procedure(), Kind::Prose).spare(2),
        frame.column("due_at", w::due_at(), Kind::DateTime),
        Column::new("minutes", "", Kind::Number).machine_only(),
        frame.column("remaining", w::remaining(), Kind::Text).human_only(),
        frame.column("apology_slip", w::apology(), Kind::Flag).spare(3),
    ]
}

fn due_row(row: &DueRow, frame: &Frame) -> Row {
    let dossier = &row.dossier;
    let (code, mut state, minutes, time, tone) = match row.state {
        State::Overdue(0) => ("overdue", w::overdue(), 0, w::past_by_date(), Tone::Bad),
        State::Overdue(n) => {
            let time = w::past_words(notation::working_time(n).text(frame.lang));
            ("overdue", w::overdue(), -n, time, Tone::Bad)
        }
        State::Soon(n) => {
            let time = w::remaining_words(notation::working_time(n).text(frame.lang));
            ("due_soon", w::due_soon(), n, time, Tone::Warn)
        }
    };
    if dossier.suspended_improperly {
        let also = w::improperly_suspended();
        state.vi += &format!("; {}", also.vi);
        state.en += &format!("; {}", also.en);
    }
    let apology = match (row.state, dossier.apology_slip) {
        (State::Soon(_), None) => Value::Blank,
        (_, Some(given)) => Value::Flag(given),
        (_, None) => Value::NoData(String::new()),
    };
    let values = vec![
        Value::Text(row.official.clone()),
        Value::Text(frame.official(&row.official)),
        Value::Text(code.into()),
        Value::Text(frame.text(state)),
        Value::Text(dossier.code.clone()),
        text_or_blank(dossier.procedure.as_deref()),
        moment(dossier.due_at),
        Value::Int(minutes),
        Value::Text(frame.text(time)),
        apology,
    ];
    Row::new(values).tone(tone).anchor(row.official.clone())
}

/// How many are overdue, and how many are soon due.
pub fn tally(due: &Due) -> (u64, u64) {
    let overdue = due.rows.iter().filter(|row| matches!(row.state, State::Overdue(_))).count();
    (overdue as u64, (due.rows.len() - overdue) as u64)
}

/// Tone of a headline figure that should be zero.
pub fn zero_is_good(n: u64) -> Tone {
    if n == 0 { Tone::Good } else { Tone::Bad }
}

/// A count as a headline value.
pub fn headline_count(n: u64) -> Value {
    frame::count(n)
}
