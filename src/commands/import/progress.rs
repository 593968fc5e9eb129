//! A bar over the files and the rows read so far, on stderr and on a terminal only.

use std::fmt::Write;
use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::commands::Context;
use crate::io::sheets;
use crate::words::notation::integer;
use crate::words::{Lang, imports as words};

pub struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    pub fn new(files: usize, context: &Context) -> Progress {
        let wanted = std::io::stderr().is_terminal() && !context.global.quiet;
        let bar = wanted.then(|| {
            let bar = ProgressBar::new(files as u64);
            let template = "[{bar:30}] {pos}/{len}  {elapsed}  {rows}  {wide_msg}";
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style.with_key("rows", rows_so_far(context.lang())));
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Progress { bar }
    }

    /// The next file's turn.
    pub fn file(&self, path: &Path) {
        if let Some(bar) = &self.bar {
            if !bar.message().is_empty() {
                bar.inc(1);
            }
            bar.set_message(path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned());
        }
    }

    /// Something to be printed while the bar stands.
    pub fn above(&self, print: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    pub fn done(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Moves within a large file too.
fn rows_so_far(lang: Lang) -> impl Fn(&ProgressState, &mut dyn Write) + Clone {
    move |_: &ProgressState, to: &mut dyn Write| {
        let rows = integer(sheets::rows_arrived() as i64, lang);
        let _ = to.write_str(words::rows_so_far(rows).text(lang));
    }
}
