//! Sheets, columns, rows set aside and findings of one or several imports.

use super::{Account, Detail, REJECTS_LISTED, columns, count, optional, phrase, tables, text};
use crate::domain::finding::{Finding, Severity};
use crate::domain::schema::TableName;
use crate::normalize::{Certainty, ColumnRecognition, LayoutSource};
use crate::report::model::{Column, Kind, Row, Section, Tone, Value};
use crate::words::{Lang, Phrase, imports as words};

/// The sections that have something to say (all of them if complete).
pub(super) fn of(accounts: &[(&str, &Account)], detail: Detail, lang: Lang) -> Vec<Section> {
    let mut sections = vec![
        sheets_section(accounts, lang),
        columns_section(accounts, detail, lang),
        rejects_section(accounts, detail, lang),
        findings_section(accounts, lang),
    ];
    let is_worth_it =
        |s: &Section| detail == Detail::Machine || !s.table.rows.is_empty() || !s.footnotes.is_empty();
    sections.retain(is_worth_it);
    sections
}

fn sheets_section(accounts: &[(&str, &Account)], lang: Lang) -> Section {
    let list = [
        ("file", words::file(), Kind::Text),
        ("sheet", words::sheet(), Kind::Text),
        ("tables", words::tables(), Kind::Text),
        ("layout", words::layout(), Kind::Text),
        ("layout_source", words::certainty(), Kind::Text),
        ("header_rows", words::header_rows(), Kind::Text),
        ("rows_read", words::rows_read(), Kind::Number),
        ("rows_taken", words::rows_taken(), Kind::Number),
        ("rows_rejected", words::rows_rejected(), Kind::Number),
        ("remark", words::remark(), Kind::Prose),
    ];
    let rows = accounts.iter().flat_map(|(file, account)| {
        account.recognised.iter().map(move |sheet| {
            let row = Row::new(vec![
                text(*file),
                text(&sheet.sheet),
                text(tables(sheet.tables.iter().copied(), lang)),
                optional(sheet.layout.as_deref()),
                sheet.layout_source.map_or(Value::Blank, |source| phrase(&by(source), lang)),
                sheet.header_rows.map_or(Value::Blank, |(first, last)| match first == last {
                    true => text(first.to_string()),
                    false => text(format!("{first}–{last}")),
                }),
                count(sheet.rows_read),
                count(sheet.rows_taken),
                count(sheet.rows_rejected),
                sheet.skipped.as_ref().map_or(Value::Blank, |why| phrase(why, lang)),
            ]);
            row.tone(if sheet.tables.is_empty() { Tone::Muted } else { Tone::Plain })
        })
    });
    Section::new("sheets", words::section_sheets().text(lang)).columns(columns(lang, &list)).rows(rows)
}

/// What each column was taken for.
fn columns_section(accounts: &[(&str, &Account)], detail: Detail, lang: Lang) -> Section {
    let list = [
        ("file", words::file(), Kind::Text),
        ("sheet", words::sheet(), Kind::Text),
        ("column", words::column(), Kind::Text),
        ("header", words::header(), Kind::Text),
        ("fields", words::meaning(), Kind::Text),
        ("certainty", words::certainty(), Kind::Text),
        ("remark", words::remark(), Kind::Prose),
    ];
    let mut rows = Vec::new();
    for (file, account) in accounts {
        for sheet in &account.recognised {
            let of_sheet = sheet.columns.iter().map(|c| column_row(file, &sheet.sheet, c, detail, lang));
            rows.extend(of_sheet);
        }
    }
    Section::new("columns", words::section_columns().text(lang)).columns(columns(lang, &list)).rows(rows)
}

fn column_row(file: &str, sheet: &str, column: &ColumnRecognition, detail: Detail, lang: Lang) -> Row {
    let fields = match (column.fields.is_empty(), detail == Detail::Machine) {
        (_, true) => Value::List(column.fields.clone()),
        (true, _) => phrase(&words::unused(), lang),
        (false, _) => {
            let named: Vec<String> = column.fields.iter().map(|field| field_title(field, lang)).collect();
            text(named.join("; "))
        }
    };
    let row = Row::new(vec![
        text(file),
        text(sheet),
        text(&column.letters),
        text(&column.header),
        fields,
        phrase(&sure(column.certainty), lang),
        column.remark.as_ref().map_or(Value::Blank, |remark| phrase(remark, lang)),
    ]);
    row.tone(if column.fields.is_empty() { Tone::Muted } else { Tone::Plain })
}

/// `dossiers.accepted_at` → "Ngày tiếp nhận".
pub(super) fn field_title(field: &str, lang: Lang) -> String {
    let column = field
        .split_once('.')
        .and_then(|(table, name)| TableName::ALL.into_iter().find(|t| t.as_str() == table)?.column(name));
    column.map_or(field, |c| if lang == Lang::Vi { c.vi } else { c.en }).to_string()
}

fn rejects_section(accounts: &[(&str, &Account)], detail: Detail, lang: Lang) -> Section {
    let list = [
        ("file", words::file(), Kind::Text),
        ("sheet", words::sheet(), Kind::Text),
        ("cell", words::cell(), Kind::Text),
        ("column", words::column(), Kind::Text),
        ("value_class", words::value_class(), Kind::Text),
        ("reason_code", words::kind(), Kind::Text),
        ("reason", words::reason(), Kind::Prose),
    ];
    let mut all = columns(lang, &list);
    for i in [4, 5] {
        all[i].machine_only = true;
    }
    let mut section = Section::new("rejects", words::section_rejects().text(lang)).columns(all);
    for (file, account) in accounts {
        let rows = account.rejects.iter().take(REJECTS_LISTED).map(|reject| {
            let column = field_title(&reject.column, lang);
            Row::new(vec![
                text(*file),
                text(&reject.sheet),
                text(&reject.cell),
                text(if detail == Detail::Machine { &reject.column } else { &column }),
                text(&reject.value_class),
                text(&reject.reason_code),
                phrase(&reject.reason, lang),
            ])
            .tone(Tone::Bad)
        });
        section = section.rows(rows);
        let more = account.rejects.len().saturating_sub(REJECTS_LISTED);
        if more > 0 {
            section = section.footnote(words::more_rejects(more).text(lang));
        }
    }
    section
}

fn findings_section(accounts: &[(&str, &Account)], lang: Lang) -> Section {
    let list = [
        ("severity", words::severity(), Kind::Text),
        ("place", words::place(), Kind::Text),
        ("text", words::text(), Kind::Prose),
    ];
    let mut all = columns(lang, &list);
    all.push(Column::new("code", words::kind().text(lang), Kind::Text).machine_only());
    let findings = accounts.iter().flat_map(|(_, account)| &account.record.findings);
    let row = |finding: &Finding| {
        let (level, tone) = match finding.severity {
            Severity::Note => (words::note(), Tone::Plain),
            Severity::Warning => (words::warning(), Tone::Warn),
            Severity::Reject => (words::reject(), Tone::Bad),
        };
        Row::new(vec![
            phrase(&level, lang),
            phrase(&finding.place.phrase(), lang),
            phrase(&finding.text, lang),
            text(&finding.code),
        ])
        .tone(tone)
    };
    let mut sorted: Vec<&Finding> = findings.collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let section = Section::new("findings", words::section_findings().text(lang)).columns(all);
    section.rows(sorted.into_iter().map(row))
}

pub(super) fn by(source: LayoutSource) -> Phrase {
    match source {
        LayoutSource::Forced => words::by_forced(),
        LayoutSource::Known => words::by_known(),
        LayoutSource::BuiltIn => words::by_builtin(),
        LayoutSource::Found => words::by_found(),
        LayoutSource::Continued => words::by_continued(),
    }
}

pub(super) fn sure(certainty: Certainty) -> Phrase {
    match certainty {
        Certainty::Layout => words::sure_layout(),
        Certainty::Exact => words::sure_exact(),
        Certainty::AccentFree => words::sure_accent_free(),
        Certainty::Near => words::sure_near(),
        Certainty::Content => words::sure_content(),
        Certainty::Unknown => words::sure_unknown(),
    }
}
