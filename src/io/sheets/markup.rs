//! Tags and texts of a large XML part, one after the other, without a copy of them.
//!
//! quick-xml does the same with more care for what XML allows; a list of a million rows is a hundred
//! million tags, and there its care is most of the time of an import. Promises: only the five
//! entities of XML and character numbers are resolved, a DTD is passed over; a piece that is longer
//! than any honest one ends the reading; what is no XML at all gives an error or strange tags, never
//! a panic. Elements and attributes are known by their local names.

use std::io::Read;

use memchr::{memchr, memchr3, memmem};

/// Bytes that are read at a time.
const CHUNK: usize = 1 << 18;
/// The longest tag or text; a cell has at most 32 767 characters.
const MAX_PIECE: usize = 1 << 24;
/// `&#x10FFFF;` and some zeros.
const LONGEST_ENTITY: usize = 16;

/// A tag that opens an element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'a> {
    /// Without the prefix.
    pub name: &'a [u8],
    attributes: &'a [u8],
    /// `<a/>`: it closes the element too.
    pub is_closed: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'a> {
    Open(Tag<'a>),
    /// The local name.
    Close(&'a [u8]),
    /// As it is written, with entities.
    Text(&'a [u8]),
    CData(&'a [u8]),
}

/// Why the reading can't go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broken(pub &'static str);

/// See the module.
pub(super) struct Markup<R> {
    from: R,
    buffer: Vec<u8>,
    at: usize,
    /// Nothing more can be read.
    is_over: bool,
}

impl<R: Read> Markup<R> {
    pub fn new(from: R) -> Markup<R> {
        Markup { from, buffer: Vec::with_capacity(2 * CHUNK), at: 0, is_over: false }
    }

    /// What has been read and not handed out yet: some of what follows, at most times.
    pub fn ahead(&self) -> &[u8] {
        &self.buffer[self.at..]
    }

    /// Passes over bytes of [`Markup::ahead`].
    pub fn skip(&mut self, n: usize) {
        self.at = (self.at + n).min(self.buffer.len());
    }

    /// The next tag or text; `None` at the end of the part. Comments and instructions are passed over.
    pub fn next(&mut self) -> Result<Option<Piece<'_>>, Broken> {
        loop {
            if self.at == self.buffer.len() && !self.more()? {
                return Ok(None);
            }
            let length = if self.buffer[self.at] == b'<' { self.tag_length()? } else { self.text_length()? };
            let from = self.at;
            self.at += length;
            if let Some(kind) = kind_of(&self.buffer[from..self.at]) {
                return Ok(Some(piece(kind, &self.buffer[from..self.at])));
            }
        }
    }

    /// Reads on; the bytes not handed out move to the front. `false`: there is nothing more.
    fn more(&mut self) -> Result<bool, Broken> {
        if self.is_over {
            return Ok(false);
        }
        if self.buffer.len() - self.at > MAX_PIECE {
            return Err(Broken("a tag or text without an end"));
        }
        self.buffer.drain(..self.at);
        self.at = 0;
        let before = self.buffer.len();
        let read = self.from.by_ref().take(CHUNK as u64).read_to_end(&mut self.buffer);
        read.map_err(|_| Broken("a part that can't be unpacked"))?;
        self.is_over = self.buffer.len() == before;
        Ok(!self.is_over)
    }

    /// Up to the next tag or the end.
    fn text_length(&mut self) -> Result<usize, Broken> {
        let mut looked_at = 0;
        loop {
            if let Some(i) = memchr(b'<', &self.ahead()[looked_at..]) {
                return Ok(looked_at + i);
            }
            looked_at = self.ahead().len();
            if !self.more()? {
                return Ok(looked_at);
            }
        }
    }

    fn tag_length(&mut self) -> Result<usize, Broken> {
        loop {
            if let Some(length) = whole_tag(self.ahead()) {
                return Ok(length);
            }
            if !self.more()? {
                return Err(Broken("a tag that breaks off"));
            }
        }
    }
}

/// The length of the tag, comment or instruction at the start, if it is there to its end.
fn whole_tag(bytes: &[u8]) -> Option<usize> {
    let ends_with = |end: &[u8], from: usize| Some(from + memmem::find(bytes.get(from..)?, end)? + end.len());
    match bytes.get(1)? {
        b'?' => ends_with(b"?>", 2),
        b'!' if bytes.starts_with(b"<!--") => ends_with(b"-->", 4),
        b'!' if bytes.starts_with(b"<![CDATA[") => ends_with(b"]]>", 9),
        // Too little to tell them apart.
        b'!' if b"<!--".starts_with(bytes) || b"<![CDATA[".starts_with(bytes) => None,
        b'!' => doctype_length(bytes),
        _ => {
            let mut from = 1;
            loop {
                let i = from + memchr3(b'>', b'"', b'\'', bytes.get(from..)?)?;
                if bytes[i] == b'>' {
                    return Some(i + 1);
                }
                from = i + 1 + memchr(bytes[i], bytes.get(i + 1..)?)? + 1;
            }
        }
    }
}

/// `<!DOCTYPE a [ … ]>`: to the bracket that closes the first one.
fn doctype_length(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0usize;
    for (i, byte) in bytes.iter().enumerate() {
        match byte {
            b'<' => depth += 1,
            b'>' if depth <= 1 => return Some(i + 1),
            b'>' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[derive(Clone, Copy)]
enum Kind {
    Open,
    Close,
    Text,
    CData,
}

/// `None` for what says nothing.
fn kind_of(bytes: &[u8]) -> Option<Kind> {
    match bytes {
        [b'<', b'/', ..] => Some(Kind::Close),
        [b'<', b'!', b'[', ..] => Some(Kind::CData),
        [b'<', b'!' | b'?', ..] => None,
        [b'<', ..] => Some(Kind::Open),
        _ => Some(Kind::Text),
    }
}

fn piece(kind: Kind, bytes: &[u8]) -> Piece<'_> {
    let inside = |before: usize, after: usize| bytes.get(before..bytes.len() - after).unwrap_or_default();
    match kind {
        Kind::Text => Piece::Text(bytes),
        Kind::CData => Piece::CData(inside(9, 3)),
        Kind::Close => Piece::Close(local(inside(2, 1).trim_ascii())),
        Kind::Open => {
            let tag = inside(1, 1);
            let is_closed = tag.ends_with(b"/");
            let tag = if is_closed { &tag[..tag.len() - 1] } else { tag };
            let name = tag.iter().position(u8::is_ascii_whitespace).unwrap_or(tag.len());
            Piece::Open(Tag { name: local(&tag[..name]), attributes: &tag[name..], is_closed })
        }
    }
}

fn local(name: &[u8]) -> &[u8] {
    match name.iter().rposition(|byte| *byte == b':') {
        Some(i) => &name[i + 1..],
        None => name,
    }
}

impl<'a> Tag<'a> {
    /// The value of an attribute as it is written.
    pub fn attribute(&self, name: &[u8]) -> Option<&'a [u8]> {
        self.attributes().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Local names and values as they are written.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + use<'a> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            let equals = memchr(b'=', rest)?;
            let name = local(rest[..equals].trim_ascii());
            let value = rest[equals + 1..].trim_ascii_start();
            let (quote, value) = value.split_first()?;
            if !matches!(quote, b'"' | b'\'') {
                return None;
            }
            let end = memchr(*quote, value)?;
            rest = &value[end + 1..];
            Some((name, &value[..end]))
        })
    }
}

/// Adds a text with its entities resolved and its line ends as XML reads them. What is no UTF-8 is
/// replaced.
pub(super) fn add_text(raw: &[u8], to: &mut String) {
    let text = String::from_utf8_lossy(raw);
    let mut rest: &str = &text;
    while let Some(i) = memchr::memchr2(b'&', b'\r', rest.as_bytes()) {
        to.push_str(&rest[..i]);
        rest = &rest[i..];
        if let Some(after) = rest.strip_prefix('\r') {
            to.push('\n');
            rest = after.strip_prefix('\n').unwrap_or(after);
        } else if let Some((character, after)) = entity(rest) {
            to.push(character);
            rest = after;
        } else {
            to.push('&');
            rest = &rest[1..];
        }
    }
    to.push_str(rest);
}

/// The character that the text begins with as an entity, and what follows it.
fn entity(text: &str) -> Option<(char, &str)> {
    let end = text.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')?;
    let (name, after) = (text.get(1..end)?, &text[end + 1..]);
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| *c != '\0')?
        }
    };
    Some((character, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a text, read a few bytes at a time.
    fn pieces(xml: &str) -> Result<Vec<String>, Broken> {
        struct Slow<'a>(&'a [u8]);
        impl Read for Slow<'_> {
            fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
                let n = self.0.len().min(3).min(to.len());
                to[..n].copy_from_slice(&self.0[..n]);
                self.0 = &self.0[n..];
                Ok(n)
            }
        }
        let mut markup = Markup::new(Slow(xml.as_bytes()));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut found = Vec::new();
        while let Some(piece) = markup.next()? {
            found.push(match piece {
                Piece::Open(tag) => {
                    let attributes = tag.attributes().map(|(n, v)| format!(" {}={}", text(n), text(v)));
                    let end = if tag.is_closed { "/" } else { "" };
                    format!("<{}{}{end}>", text(tag.name), attributes.collect::<String>())
                }
                Piece::Close(name) => format!("</{}>", text(name)),
                Piece::Text(raw) => text(raw),
                Piece::CData(raw) => format!("[{}]", text(raw)),
            });
        }
        Ok(found)
    }

    #[test]
    fn tags_texts_and_what_is_passed_over() {
        let xml = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b \"<c>\">]><x:a r = \"1>2\" s='\"'><!-- <b> -->t&amp;\
            <b/><![CDATA[<&]]></x:a >";
        let expected = ["<a r=1>2 s=\">", "t&amp;", "<b/>", "[<&]", "</a>"];
        assert_eq!(pieces(xml).unwrap(), expected);
        assert_eq!(pieces("").unwrap(), [""; 0]);
        for broken in ["<a", "<!-- x", "<a b=\">", "<![CDATA[x"] {
            assert!(pieces(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn entities() {
        let resolved = |raw: &str| {
            let mut text = String::new();
            add_text(raw.as_bytes(), &mut text);
            text
        };
        assert_eq!(resolved("a &lt;b&gt; &#272;&#x111; \r\nx\ry"), "a <b> Đđ \nx\ny");
        for kept in ["&lol;", "& b", "&#0;", "&#x110000;", "&"] {
            assert_eq!(resolved(kept), kept);
        }
        let mut text = String::new();
        add_text(b"\xFF", &mut text);
        assert_eq!(text, "\u{FFFD}");
    }
}
