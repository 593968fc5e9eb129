//! HTML tables saved as `.xls` (what several one-stop systems really write) → sheets of text cells.
//!
//! Works on the token stream of an HTML5 parser instead of its tree: a list of 100 000 dossiers has
//! millions of nodes. Promises: one sheet per table with at least one cell; unclosed cells and rows
//! end where HTML5 ends them; colspan and rowspan shift what follows and are kept as merges; a table
//! inside a cell becomes a sheet of its own, unless it is a mere line or column of text.

use std::borrow::Cow;
use std::cell::RefCell;

use encoding_rs::{CoderResult, Encoding};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, StartTag, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::charset;
use super::html_grid::{Grid, Text};
use super::intake::{Intake, unreadable};
use crate::domain::cell::{BREAKS_OFF, Format, Sheet, Workbook};
use crate::domain::settings::Import;
use crate::error::{Error, Result};
use crate::words::sheets as words;

/// How deep tables may stand in tables; deeper ones are text of their cell.
const MAX_DEPTH: usize = 16;
/// Bytes decoded at a time.
const CHUNK: usize = 1 << 16;
/// A page that asks for a password and has no more rows than this is the door, not the list.
const LOGIN_ROWS: usize = 20;

/// One page and the encoding that its envelope names.
pub(super) struct Page<'a> {
    pub bytes: Cow<'a, [u8]>,
    pub charset: Option<String>,
}

/// Reads the tables of all pages. Fails when there is none with cells, or a limit is met.
pub(super) fn read(pages: &[Page], format: Format, limits: &Import, file: &str) -> Result<Workbook> {
    let mut state = State::new(Intake::new(format, limits, file));
    for page in pages {
        let declared = page.charset.clone().or_else(|| declared_charset(&page.bytes));
        let (encoding, skip) = charset::guess(&page.bytes, declared.as_deref());
        let tokenizer = Tokenizer::new(Tables { state: RefCell::new(state) }, TokenizerOpts::default());
        feed(&tokenizer, &page.bytes[skip..], encoding);
        tokenizer.end();
        state = tokenizer.sink.state.into_inner();
        state.end_page();
    }
    state.workbook()
}

/// Decodes and feeds chunk by chunk, so that the text is never whole in memory. Stops early once a
/// limit was met.
fn feed(tokenizer: &Tokenizer<Tables>, bytes: &[u8], encoding: &'static Encoding) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let queue = BufferQueue::default();
    let mut rest = bytes;
    let mut text = String::with_capacity(CHUNK * 3);
    loop {
        let chunk = &rest[..rest.len().min(CHUNK)];
        let is_last = chunk.len() == rest.len();
        text.clear();
        let (result, read, _) = decoder.decode_to_string(chunk, &mut text, is_last);
        rest = &rest[read..];
        queue.push_back(StrTendril::from_slice(&text));
        let _ = tokenizer.feed(&queue);
        let stopped = tokenizer.sink.state.borrow().failed.is_some();
        if stopped || (is_last && result == CoderResult::InputEmpty) {
            return;
        }
    }
}

/// `<meta charset=…>` or the `charset=` of a content type, in the first kilobytes.
fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let after = head.split_once("charset=")?.1.trim_start_matches(['"', '\'', ' ']);
    let label: String =
        after.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect();
    (!label.is_empty()).then_some(label)
}

/// Receives the tokens. The parser hands itself out by `&`, hence the cell.
struct Tables<'a> {
    state: RefCell<State<'a>>,
}

struct State<'a> {
    intake: Intake<'a>,
    /// Tables that are open, the innermost last.
    open: Vec<Grid>,
    /// The outermost table that was closed last: lines below the tables belong to it.
    last: Option<Grid>,
    /// Text outside of tables: a title and a period line often stand there.
    outside: Text,
    /// Numbers of the finished sheets, by their start tags.
    numbers: Vec<usize>,
    n_tables: usize,
    n_too_deep: usize,
    /// The element whose text nobody sees.
    muted: Option<String>,
    /// Sheet names that Excel left in a comment.
    names: Vec<String>,
    asks_password: bool,
    failed: Option<Error>,
}

impl TokenSink for Tables<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        if state.failed.is_some() {
            return TokenSinkResult::Continue;
        }
        let result = match token {
            Token::TagToken(tag) if tag.kind == StartTag => {
                let raw = raw_text(&tag.name);
                let result = state.start(&tag);
                state.failed = result.err();
                return raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
            }
            Token::TagToken(tag) => state.end(&tag.name),
            Token::CharacterTokens(text) => {
                state.text(&text);
                Ok(())
            }
            Token::CommentToken(text) => {
                state.names.extend(sheet_names(&text));
                Ok(())
            }
            _ => Ok(()),
        };
        state.failed = result.err();
        TokenSinkResult::Continue
    }
}

/// Elements whose content is no markup.
fn raw_text(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
    }
}

impl<'a> State<'a> {
    fn new(intake: Intake<'a>) -> State<'a> {
        State {
            intake,
            open: Vec::new(),
            last: None,
            outside: Text::default(),
            numbers: Vec::new(),
            n_tables: 0,
            n_too_deep: 0,
            muted: None,
            names: Vec::new(),
            asks_password: false,
            failed: None,
        }
    }

    fn start(&mut self, tag: &Tag) -> Result<()> {
        let name = &*tag.name;
        if raw_text(name).is_some() {
            self.muted = Some(name.to_string());
        }
        match name {
            "table" => self.open_table(),
            "tr" => self.in_table(Grid::open_row),
            "td" | "th" => {
                let (columns, rows) = (span(tag, "colspan").clamp(1, 1000), span(tag, "rowspan").min(65_534));
                self.in_table(|grid, intake| grid.open_cell(intake, columns, rows))
            }
            "input" => {
                let kind = attribute(tag, "type");
                self.asks_password |= kind.is_some_and(|kind| kind.eq_ignore_ascii_case("password"));
                Ok(())
            }
            _ => {
                self.block(name);
                Ok(())
            }
        }
    }

    fn end(&mut self, name: &str) -> Result<()> {
        if self.muted.as_deref() == Some(name) {
            self.muted = None;
        }
        match name {
            "table" if self.n_too_deep > 0 => {
                self.n_too_deep -= 1;
                Ok(())
            }
            "table" => self.close_table(),
            "tr" | "thead" | "tbody" | "tfoot" => self.in_table(Grid::close_row),
            "td" | "th" => self.in_table(Grid::close_cell),
            _ => {
                self.block(name);
                Ok(())
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.muted.is_some() {
            return;
        }
        match self.open.last_mut() {
            Some(grid) => grid.text(text),
            None => self.outside.push(text),
        }
    }

    /// Elements that begin a new line.
    fn block(&mut self, name: &str) {
        let is_block = matches!(
            name,
            "br" | "p"
                | "div"
                | "li"
                | "ul"
                | "ol"
                | "center"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "hr"
        );
        match self.open.last_mut() {
            _ if !is_block => {}
            Some(grid) => grid.line_break(),
            None => self.outside.line_break(),
        }
    }

    fn in_table(&mut self, act: impl FnOnce(&mut Grid, &mut Intake<'a>) -> Result<()>) -> Result<()> {
        match self.open.last_mut() {
            Some(grid) if self.n_too_deep == 0 => act(grid, &mut self.intake),
            _ => Ok(()),
        }
    }

    fn open_table(&mut self) -> Result<()> {
        if self.open.len() >= MAX_DEPTH {
            self.n_too_deep += 1;
            return Ok(());
        }
        if self.open.last().is_some_and(|grid| !grid.in_cell()) {
            self.close_table()?;
        }
        self.n_tables += 1;
        let mut grid = Grid::new(self.n_tables, words::table_name(self.n_tables).vi);
        if self.open.is_empty() {
            if let Some(last) = self.last.take() {
                self.finish(last);
            }
            self.take_outside_into(&mut grid)?;
        }
        self.open.push(grid);
        Ok(())
    }

    /// Lines of text outside of tables become rows, as Excel shows such a page.
    fn take_outside_into(&mut self, grid: &mut Grid) -> Result<()> {
        let text = self.outside.take();
        text.lines().filter(|line| !line.is_empty()).try_for_each(|line| grid.line(&mut self.intake, line))
    }

    fn close_table(&mut self) -> Result<()> {
        let Some(mut grid) = self.open.pop() else { return Ok(()) };
        grid.close_row(&mut self.intake)?;
        let Some(outer) = self.open.last_mut() else {
            self.last = Some(grid);
            return Ok(());
        };
        match grid.as_text(&self.intake) {
            Some(text) => {
                outer.line_break();
                text.split('\n').for_each(|line| {
                    outer.text(line);
                    outer.line_break();
                });
            }
            None => self.finish(grid),
        }
        Ok(())
    }

    fn finish(&mut self, grid: Grid) {
        if grid.draft.sheet().n_cells() > 0 {
            self.numbers.push(grid.number);
            self.intake.finish(grid.draft);
        }
    }

    fn end_page(&mut self) {
        if self.failed.is_some() {
            return;
        }
        self.n_too_deep = 0;
        self.muted = None;
        let result = self.close_all();
        self.failed = result.err();
    }

    fn close_all(&mut self) -> Result<()> {
        if let Some(outermost) = self.open.first() {
            self.intake.unreadable(outermost.draft.name(), BREAKS_OFF);
        }
        while !self.open.is_empty() {
            self.close_table()?;
        }
        if let Some(mut last) = self.last.take() {
            self.take_outside_into(&mut last)?;
            self.finish(last);
        }
        self.outside.take();
        Ok(())
    }

    /// The sheets in the order of their start tags, or why there is none.
    fn workbook(mut self) -> Result<Workbook> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let n_rows: usize = self.intake.book.sheets.iter().map(Sheet::n_rows).sum();
        if self.asks_password && n_rows <= LOGIN_ROWS {
            return Err(unreadable(self.intake.file, words::login_page()).help(words::help_login()));
        }
        if n_rows == 0 {
            return Err(unreadable(self.intake.file, words::web_page()));
        }
        let sheets = std::mem::take(&mut self.intake.book.sheets);
        let mut numbered: Vec<(usize, Sheet)> = self.numbers.into_iter().zip(sheets).collect();
        numbered.sort_by_key(|(number, _)| *number);
        let named = self.names.len() == numbered.len();
        for (i, (_, mut sheet)) in numbered.into_iter().enumerate() {
            if named {
                sheet.name.clone_from(&self.names[i]);
            }
            self.intake.book.sheets.push(sheet);
        }
        self.intake.done()
    }
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|a| &*a.name.local == name).map(|a| &*a.value)
}

/// A span as HTML5 reads it: leading digits; 1 if there are none.
fn span(tag: &Tag, name: &str) -> u32 {
    let value = attribute(tag, name).unwrap_or("1").trim();
    let digits = value.len() - value.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits == 0 { 1 } else { value[..digits].parse().unwrap_or(u32::MAX) }
}

/// `<x:Name>…</x:Name>` of the worksheet list that Excel hides in a conditional comment.
fn sheet_names(comment: &str) -> Vec<String> {
    let parts = comment.split("<x:Name>").skip(1);
    let names = parts.filter_map(|part| part.split_once("</x:Name>")).map(|(name, _)| name.trim());
    names.filter(|name| !name.is_empty() && name.len() < 256).map(str::to_string).collect()
}
