//! The zip around xlsx, xlsb and ods: which of them it is, and whether it may be unpacked at all.
//!
//! Promises: no part is unpacked before the declared sizes are within the limits, and the zip reader
//! stops a part that grows past its declaration; no path from the file is ever used on the disk.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::intake::{damaged, mebibytes, unreadable};
use super::xml::attribute;
use crate::domain::settings::Import;
use crate::error::{Error, Kind, Result};
use crate::words::sheets as words;

pub(super) type Archive = ZipArchive<BufReader<File>>;

/// Packages that unpack to less than this are never called bombs.
const SMALL: u64 = 16 << 20;
/// Parts that describe the workbook (styles, names, relations) are read whole by the readers.
const MAX_DESCRIPTION: u64 = 256 << 20;
const MAX_PARTS: usize = 100_000;

/// The kind of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Package {
    Xlsx,
    Xlsb,
    Ods,
}

/// Opens the zip and tells what it is. Fails when it is no spreadsheet, is damaged or too large.
pub(super) fn open(path: &Path, limits: &Import, file: &str) -> Result<(Package, Archive)> {
    let handle = File::open(path).map_err(|e| super::open_error(file, &e))?;
    let file_bytes = handle.metadata().map_or(0, |m| m.len());
    let mut archive =
        ZipArchive::new(BufReader::with_capacity(1 << 16, handle)).map_err(|e| damaged(file, e))?;
    check_sizes(&mut archive, file_bytes, limits, file)?;
    let package = kind(&mut archive, file)?;
    Ok((package, archive))
}

fn check_sizes(archive: &mut Archive, file_bytes: u64, limits: &Import, file: &str) -> Result<()> {
    if archive.len() > MAX_PARTS {
        return Err(damaged(file, format!("{} parts", archive.len())));
    }
    let mut unpacked: u64 = 0;
    for i in 0..archive.len() {
        let Ok(part) = archive.by_index_data(i) else { continue };
        unpacked = unpacked.saturating_add(part.size());
        let name = part.name().map(|n| n.to_ascii_lowercase()).unwrap_or_default();
        let is_rows =
            ["/worksheets/", "sharedstrings", "content.xml", "/media/"].iter().any(|w| name.contains(w));
        if !is_rows && part.size() > MAX_DESCRIPTION {
            return Err(unreadable(file, words::part_too_large(name)));
        }
    }
    if unpacked > limits.max_unpacked_bytes {
        let what = words::unpacked_too_large(mebibytes(limits.max_unpacked_bytes));
        return Err(unreadable(file, what).help(words::help_limit()));
    }
    if unpacked > SMALL && unpacked / limits.max_unpacked_ratio.max(1) > file_bytes {
        let what = words::unpacked_ratio(limits.max_unpacked_ratio);
        return Err(unreadable(file, what).help(words::help_limit()));
    }
    Ok(())
}

fn kind(archive: &mut Archive, file: &str) -> Result<Package> {
    let names: Vec<String> = archive
        .file_names()
        .flatten()
        .map(|n| n.replace('\\', "/").trim_start_matches('/').to_lowercase())
        .collect();
    let has = |suffix: &str| names.iter().any(|name| name.ends_with(suffix));
    if has("workbook.bin") {
        return Ok(Package::Xlsb);
    }
    if has("workbook.xml") {
        return Ok(Package::Xlsx);
    }
    let within = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    if within("word/") {
        return Err(unreadable(file, words::word_document()));
    }
    if within("ppt/") {
        return Err(unreadable(file, words::presentation()));
    }
    if names.iter().any(|name| name == "content.xml") {
        return open_document(archive, file);
    }
    let is_office = names.iter().any(|name| name == "[content_types].xml" || name == "_rels/.rels");
    match archive.by_name("_rels/.rels") {
        Ok(_) if within("xl/") => Ok(Package::Xlsx),
        _ if names.iter().any(|name| name == "index/document.iwa") || is_office => {
            Err(unreadable(file, words::other_office_file()).help(words::help_save_as_xlsx()))
        }
        _ => Err(unreadable(file, words::plain_zip()).help(words::help_unpack())),
    }
}

/// OpenDocument: text, drawing or spreadsheet, perhaps encrypted.
fn open_document(archive: &mut Archive, file: &str) -> Result<Package> {
    let manifest = text_of(archive, "META-INF/manifest.xml").unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(password(file));
    }
    let mime = text_of(archive, "mimetype").unwrap_or_default();
    let kind = if mime.trim().is_empty() { manifest } else { mime };
    match () {
        () if kind.contains("opendocument.spreadsheet") || kind.trim().is_empty() => Ok(Package::Ods),
        () if kind.contains("opendocument.text") => Err(unreadable(file, words::word_document())),
        () if kind.contains("opendocument.presentation") => Err(unreadable(file, words::presentation())),
        () if kind.contains("opendocument.") => Err(unreadable(file, words::other_office_file())),
        () => Ok(Package::Ods),
    }
}

pub(super) fn password(file: &str) -> Error {
    let error = Error::new(Kind::Unreadable, words::password());
    error.place(words::at_file(file)).help(words::help_password())
}

/// A small part as text; `None` if it is not there or unreadable.
pub(super) fn text_of(archive: &mut Archive, name: &str) -> Option<String> {
    let name = part_name(archive, name)?;
    let mut bytes = Vec::new();
    archive.by_name(&name).ok()?.take(MAX_DESCRIPTION).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The name of a part as the zip spells it: writers differ in case and slashes.
pub(super) fn part_name(archive: &Archive, name: &str) -> Option<String> {
    let plain = |name: &str| name.replace('\\', "/").trim_start_matches('/').to_lowercase();
    let wanted = plain(name);
    let mut same = archive.file_names().flatten().filter(|name| plain(name) == wanted);
    same.next().map(std::borrow::Cow::into_owned)
}

/// The start tags of a small XML text, as long as it is well-formed.
pub(super) fn start_tags(xml: &str, mut each: impl FnMut(&BytesStart)) {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => each(&tag),
            Ok(Event::Eof) | Err(_) => return,
            _ => {}
        }
    }
}

/// What one part of a package says of another.
pub(super) struct Relation {
    pub id: String,
    /// The last word of its type: `worksheet`, `sharedStrings`, `styles` …
    pub kind: String,
    /// The part's name in the zip.
    pub part: String,
}

/// The workbook part that the package points to (else `usual`), and its relations.
pub(super) fn relations(archive: &mut Archive, usual: &str) -> (String, Vec<Relation>) {
    let main = main_part(archive).unwrap_or_else(|| usual.to_string());
    let (folder, name) = main.rsplit_once('/').map_or(("", main.as_str()), |(folder, name)| (folder, name));
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let xml = text_of(archive, &format!("{prefix}_rels/{name}.rels")).unwrap_or_default();
    let mut relations = Vec::new();
    start_tags(&xml, |tag| {
        if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) {
            let kind = attribute(tag, "Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_string();
            relations.push(Relation { id, kind, part: resolve(&prefix, &target) });
        }
    });
    (main, relations)
}

/// The workbook part that the package points to.
fn main_part(archive: &mut Archive) -> Option<String> {
    let relations = text_of(archive, "_rels/.rels")?;
    let mut main = None;
    start_tags(&relations, |tag| {
        if attribute(tag, "Type").is_some_and(|kind| kind.ends_with("/officeDocument")) {
            main = attribute(tag, "Target");
        }
    });
    main.map(|target| target.trim_start_matches('/').to_string())
}

fn resolve(prefix: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_string(),
        None => format!("{prefix}{}", target.trim_start_matches("./")),
    }
}
