//! Which column of a section feeds which of ours: by the layout in force or the header words,
//! believed only as far as the content agrees.

use std::collections::{BTreeMap, BTreeSet};

use super::account::{Certainty, ColumnRecognition, LayoutSource};
use super::choice;
use super::notes::{At, Notes};
use super::profile::{self, Fit, Profile};
use super::source::{Section, Source};
use super::{Options, kinds, masking, shift};
use crate::domain::cell::column_letters;
use crate::domain::finding::Severity;
use crate::domain::schema::{Column, ColumnType, TableName};
use crate::error::{Error, Kind, Result};
use crate::layout::synonyms::{self, Agreement, Meaning};
use crate::layout::{Layout, LayoutColumn, Reading, Target, fold};
use crate::words::{Phrase, import as words};

/// How one section is read.
#[derive(Clone, Debug)]
pub struct Plan {
    pub layout: Layout,
    pub source: LayoutSource,
    pub tables: Vec<TableName>,
    /// The column of the dossier code (or procedure code).
    pub key: u16,
    /// The codes of this list are bare digits, as ids are.
    pub digit_codes: bool,
    /// All but the key, in schema order, tables in their order.
    pub fields: Vec<FieldPlan>,
    pub applicant_columns: Vec<u16>,
    pub columns: Vec<ColumnRecognition>,
}

/// One of our columns and where its cells come from, best first.
#[derive(Clone, Debug)]
pub struct FieldPlan {
    pub table: TableName,
    pub column: &'static Column,
    pub sources: Vec<FieldSource>,
}

#[derive(Clone, Debug)]
pub struct FieldSource {
    pub column: u16,
    pub reading: Option<Reading>,
    /// The header says working days.
    pub working_days: bool,
}

/// A header and what it may stand for.
pub struct Claim {
    pub column: u16,
    pub header: String,
    pub meanings: Vec<Meaning>,
    pub certainty: Certainty,
    pub agreement: Agreement,
    pub profile: Profile,
    pub remark: Option<Phrase>,
    /// The fields that it was chosen for.
    pub chosen: Vec<(TableName, &'static str)>,
    /// The field that the header names but the content contradicts.
    pub unfit: Option<Target>,
    pub applicant: bool,
}

/// What a section turned out to be.
pub enum Planned {
    Table(Plan),
    /// None of our tables, or not of the asked kind.
    NoTable,
    /// The headers are ours, but no column holds codes: a summary, or a broken list.
    NoKey(Error),
}

/// What planning needs to know of the whole file.
pub struct Context<'a> {
    pub options: &'a Options,
    pub built_in: &'a [Layout],
}

/// Plans a section, or says why it can't be read (`Err`: the file must not be imported as it is).
pub fn plan(source: &Source, section: &Section, context: &Context, notes: &mut Notes) -> Result<Planned> {
    let (layout, origin) = layout_in_force(section, context);
    let profiles = profile::profiles(source, section);
    let mut claims = claims(section, layout, context.options, &profiles);
    let sheet = source.sheet.name.as_str();
    let Some(tables) = kinds::tables(&claims, layout, context.options.kind) else {
        return Ok(Planned::NoTable);
    };
    drop_applicant_columns(&mut claims, sheet, notes);
    if let Some(column) = shift::shifted_from(&claims, &profiles, &tables) {
        let letters = column_letters(column);
        return Err(Error::new(Kind::Rejected, words::shifted(&letters))
            .place(notes.place(sheet, Some(&letters)).phrase())
            .help(words::shifted_help()));
    }
    note_near(&claims, sheet, notes);
    let drifted = matches!(origin, LayoutSource::Known | LayoutSource::Forced);
    set_unfit_aside(&mut claims, &tables, drifted, sheet, notes);
    let fields = choice::fields(&mut claims, &tables, layout.is_some(), sheet, notes)?;
    let key_table = tables[0];
    let Some(key) = fields.iter().find(|f| f.table == key_table && f.column.name == key_table.key()) else {
        return Ok(Planned::NoKey(no_key(&claims, key_table, sheet, notes)));
    };
    let key = key.sources[0].column;
    let digit_codes = claims.iter().any(|c| c.column == key && c.profile.are_ids());
    let fields = fields.into_iter().filter(|f| f.column.name != f.table.key()).collect();
    let applicant_columns = claims.iter().filter(|c| c.applicant).map(|c| c.column).collect();
    let layout = saved_layout(&claims, &tables, layout);
    let columns = claims.iter().map(recognition).collect();
    Ok(Planned::Table(Plan {
        layout,
        source: origin,
        tables,
        key,
        digit_codes,
        fields,
        applicant_columns,
        columns,
    }))
}

/// The layout that governs the section, if any.
fn layout_in_force<'a>(section: &Section, context: &'a Context) -> (Option<&'a Layout>, LayoutSource) {
    if let Some(forced) = &context.options.layout {
        return (Some(forced), LayoutSource::Forced);
    }
    let headers = section.header.headers();
    let newest_first = context.options.known_layouts.iter().rev();
    if let Some(known) = newest_first.into_iter().find(|l| l.headers() == headers) {
        return (Some(known), LayoutSource::Known);
    }
    let here: BTreeSet<&String> = headers.iter().collect();
    let built_in = context.built_in.iter().filter(|l| l.headers().iter().all(|h| here.contains(h)));
    match built_in.max_by_key(|l| l.columns.len()) {
        Some(layout) => (Some(layout), LayoutSource::BuiltIn),
        None => (None, LayoutSource::Found),
    }
}

fn claims(
    section: &Section,
    layout: Option<&Layout>,
    options: &Options,
    profiles: &BTreeMap<u16, Profile>,
) -> Vec<Claim> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let claim = |header: &crate::layout::header::HeaderColumn| {
        let text = header.text();
        let folded = fold(&text);
        let nth = seen.entry(folded.clone()).and_modify(|n| *n += 1).or_insert(0);
        let said = layout.and_then(|l| said_by(l, &folded, *nth));
        let found = synonyms::builtin().find(&header.path, true);
        let (meanings, certainty, agreement) = match (said, found) {
            // No layout can make applicant data ours.
            (Some(_), Some(found))
                if found.agreement <= Agreement::AccentFree && is_applicant(&found.meanings) =>
            {
                (found.meanings, Certainty::Layout, Agreement::Exact)
            }
            (Some(said), found) => {
                let known = found.map(|m| m.meanings).unwrap_or_default();
                (vec![layout_meaning(said, &known)], Certainty::Layout, Agreement::Exact)
            }
            (None, Some(mut found)) if options.layout.is_none() || is_applicant(&found.meanings) => {
                if profiles.get(&header.column).is_some_and(Profile::are_times) {
                    found.meanings.iter_mut().for_each(read_as_time);
                }
                let certainty = match found.agreement {
                    Agreement::Exact => Certainty::Exact,
                    Agreement::AccentFree => Certainty::AccentFree,
                    _ => Certainty::Near,
                };
                (found.meanings, certainty, found.agreement)
            }
            _ => (Vec::new(), Certainty::Unknown, Agreement::Exact),
        };
        let refused = agreement == Agreement::Resembles && !options.accept_near;
        let remark = refused.then(|| {
            let title = title_of(meanings[0].target);
            words::near_not_used(title.vi, title.en)
        });
        Claim {
            column: header.column,
            header: masking::mask(&text).into_owned(),
            applicant: is_applicant(&meanings),
            meanings: if refused && !is_applicant(&meanings) { Vec::new() } else { meanings },
            certainty,
            agreement,
            profile: profiles.get(&header.column).cloned().unwrap_or_default(),
            remark,
            chosen: Vec::new(),
            unfit: None,
        }
    };
    section.header.columns.iter().map(claim).collect()
}

/// A column of times under the name of a date ("Thời gian tiếp nhận" beside "Ngày tiếp nhận").
fn read_as_time(meaning: &mut Meaning) {
    let column = meaning.target.field().and_then(|(table, name)| table.column(name));
    if column.is_some_and(|c| c.kind == ColumnType::Timestamp) {
        meaning.reading = Some(Reading::TimeOfDay);
    }
}

fn said_by<'a>(layout: &'a Layout, folded: &str, nth: usize) -> Option<&'a LayoutColumn> {
    let mut same = layout.columns.iter().filter(|c| fold(&c.header) == folded);
    same.nth(nth)
}

fn layout_meaning(said: &LayoutColumn, known: &[Meaning]) -> Meaning {
    let same = known.iter().find(|m| m.target == said.field);
    Meaning {
        table: said.field.field().map_or(TableName::Dossiers, |f| f.0),
        target: said.field,
        rank: same.map_or(1, |m| m.rank),
        reading: said.reading,
        order: same.map_or(0, |m| m.order),
    }
}

fn is_applicant(meanings: &[Meaning]) -> bool {
    meanings.first().is_some_and(|m| m.target == Target::Applicant)
}

/// Applicant data by its content, whatever the title; the column is dropped.
fn drop_applicant_columns(claims: &mut [Claim], sheet: &str, notes: &mut Notes) {
    for claim in claims.iter_mut().filter(|c| !c.applicant) {
        let Some(personal) = claim.profile.personal() else { continue };
        let fields = || claim.meanings.iter().filter_map(|m| m.target.field());
        let key = fields().any(|(table, name)| name == table.key());
        let number = fields().any(|(_, name)| matches!(name, "fee_amount" | "supplement_count"));
        let official_account = personal == masking::Personal::Email
            && fields().any(|(t, n)| t.column(n).is_some_and(|c| c.kind == ColumnType::Official));
        if number || official_account || (key && personal == masking::Personal::Id) {
            continue;
        }
        let letters = column_letters(claim.column);
        let at = At { sheet: Some(sheet), cell: Some(&letters), ..At::default() };
        notes.add(Severity::Warning, "applicant_column", at, words::applicant_column(&claim.header));
        claim.applicant = true;
        claim.certainty = Certainty::Content;
        claim.meanings.clear();
        claim.remark = None;
    }
}

/// The name of what a header stands for, as a person knows it.
fn title_of(target: Target) -> Phrase {
    let column = target.field().and_then(|(table, name)| table.column(name));
    match column {
        Some(column) => Phrase::new(column.vi, column.en),
        None => words::applicant_data(),
    }
}

fn note_near(claims: &[Claim], sheet: &str, notes: &mut Notes) {
    for claim in claims.iter().filter(|c| c.certainty == Certainty::Near && !c.applicant) {
        let letters = column_letters(claim.column);
        let at = At { sheet: Some(sheet), cell: Some(&letters), ..At::default() };
        match claim.meanings.first() {
            Some(meaning) if meaning.target != Target::Ignore => {
                let title = title_of(meaning.target);
                let text = words::near_taken(&claim.header, title.vi, title.en);
                notes.add(Severity::Warning, "near_header", at, text);
            }
            Some(_) => {}
            None => {
                let text = words::near_refused(&claim.header, claim.remark.clone().unwrap_or_default().vi);
                notes.add(Severity::Warning, "near_header_refused", at, text);
            }
        }
    }
}

/// Takes back the meanings that the content contradicts.
fn set_unfit_aside(
    claims: &mut [Claim],
    tables: &[TableName],
    drifted: bool,
    sheet: &str,
    notes: &mut Notes,
) {
    for claim in claims.iter_mut() {
        let profile = &claim.profile;
        let unfit = |m: &Meaning| match m.target.field() {
            Some((table, name)) if tables.contains(&table) || name == "dossier_code" => {
                let column = table.column(name).filter(|c| {
                    let key = name == table.key();
                    profile.fit(c, key, m.reading) == Fit::No && !choice::has_other_use(name, profile)
                });
                column.is_some()
            }
            _ => false,
        };
        let (bad, good): (Vec<Meaning>, Vec<Meaning>) = claim.meanings.iter().partition(|m| unfit(m));
        let Some((table, name)) = bad.first().and_then(|m| m.target.field()) else { continue };
        let title = title_of(Target::Field(table, name));
        let letters = column_letters(claim.column);
        let at = At { sheet: Some(sheet), cell: Some(&letters), column: Some(name), ..At::default() };
        let code = if drifted { "column_retyped" } else { "column_unfit" };
        notes.add(Severity::Warning, code, at, words::content_unfit(&claim.header, &title.vi, &title.en));
        claim.remark = Some(words::content_unfit_short(title.vi, title.en));
        claim.unfit = bad.first().map(|m| m.target);
        claim.meanings = good;
    }
}

fn no_key(claims: &[Claim], table: TableName, sheet: &str, notes: &Notes) -> Error {
    let label = table.column(table.key()).map_or("", |c| c.vi);
    let unfit = claims.iter().find(|c| c.remark.is_some() && c.meanings.is_empty());
    let letters = unfit.map(|c| column_letters(c.column));
    Error::new(Kind::Rejected, words::no_key(label, table.key()))
        .place(notes.place(sheet, letters.as_deref()).phrase())
        .help(words::no_key_help())
}

/// The layout to save. One that was used stays as its author left it; what this file's content
/// contradicted keeps its meaning, since the next file is checked again.
fn saved_layout(claims: &[Claim], tables: &[TableName], used: Option<&Layout>) -> Layout {
    let chosen_elsewhere =
        |target: Target| claims.iter().any(|c| c.chosen.iter().any(|f| Some(*f) == target.field()));
    let target = |claim: &Claim| match (claim.chosen.first(), claim.unfit) {
        _ if claim.applicant => Target::Applicant,
        (Some((table, name)), _) => Target::Field(*table, name),
        (None, Some(unfit)) if !chosen_elsewhere(unfit) => unfit,
        _ => Target::Ignore,
    };
    let columns: Vec<LayoutColumn> = claims
        .iter()
        .map(|claim| {
            let field = target(claim);
            let reading = claim.meanings.iter().find(|m| m.target == field).and_then(|m| m.reading);
            LayoutColumn { header: claim.header.clone(), field, reading }
        })
        .collect();
    let found = Layout {
        name: Layout::name_of(tables, &columns),
        title: String::new(),
        tables: tables.to_vec(),
        columns,
    };
    match used {
        Some(used) if used.headers() == found.headers() => used.clone(),
        Some(used) => {
            let digest = found.name.rsplit('-').next().unwrap_or_default();
            Layout { name: format!("{}-{digest}", used.name), title: used.title.clone(), ..found }
        }
        None => found,
    }
}

fn recognition(claim: &Claim) -> ColumnRecognition {
    let fields = claim.chosen.iter().map(|(table, name)| format!("{}.{name}", table.as_str())).collect();
    ColumnRecognition {
        letters: column_letters(claim.column),
        header: claim.header.clone(),
        fields,
        certainty: claim.certainty,
        remark: if claim.applicant { Some(words::applicant_dropped()) } else { claim.remark.clone() },
    }
}
