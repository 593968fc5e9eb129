//! The small part of XML that the readers of ods and SpreadsheetML share.
//!
//! Promises: only the five entities of XML and character numbers are resolved; anything that a DTD
//! declares stays as it is written; attributes and elements are known by their local names.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// A reader that takes sloppy writers as they are.
pub(super) fn reader<R: BufRead>(from: R) -> Reader<R> {
    let mut reader = Reader::from_reader(from);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.expand_empty_elements = true;
    reader
}

/// An attribute by its local name, with the five XML entities resolved.
pub(super) fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found =
        tag.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(match quick_xml::escape::unescape(&found.value) {
        Ok(value) => value.into_owned(),
        Err(_) => found.value.to_string(),
    })
}

/// A number in an attribute; `None` if there is none or it is no number.
pub(super) fn number(tag: &BytesStart, name: &str) -> Option<u32> {
    attribute(tag, name)?.trim().parse::<u64>().ok().map(|n| u32::try_from(n).unwrap_or(u32::MAX))
}

/// Adds the text that an event carries, if it carries any.
pub(super) fn add_text(event: &Event, to: &mut String) {
    match event {
        Event::Text(text) => to.push_str(&text.xml10_content()),
        Event::CData(text) => to.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => add_reference(reference, to),
        _ => {}
    }
}

fn add_reference(reference: &BytesRef, to: &mut String) {
    let name: &str = reference;
    let character = match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    };
    match character {
        Some(character) => to.push(character),
        None => {
            to.push('&');
            to.push_str(name);
            to.push(';');
        }
    }
}
