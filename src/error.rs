//! The one error type: what went wrong, where, and what to do next.
//!
//! The core returns findings for data it can't use; an [`Error`] is for what stops a command.
//! `kind` decides the exit code (documented in `--help`).

use crate::words::{Lang, Phrase};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a command stopped; each kind has its own exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A bug or an unexpected failure of the machine (exit 1).
    Internal,
    /// The command line or the config asks for something that does not exist (exit 2).
    Usage,
    /// An input can't be read (exit 3).
    Unreadable,
    /// The data was rejected: `--strict`, or nothing usable in the file (exit 4).
    Rejected,
    /// The store is damaged or locked (exit 5).
    Store,
    /// `--fail-on-findings` and there are findings (exit 6).
    Findings,
}

impl Kind {
    pub fn exit_code(self) -> u8 {
        match self {
            Kind::Internal => 1,
            Kind::Usage => 2,
            Kind::Unreadable => 3,
            Kind::Rejected => 4,
            Kind::Store => 5,
            Kind::Findings => 6,
        }
    }
}

/// What, where, help and cause of a failure. Never quotes applicant data.
#[derive(Clone, Debug)]
pub struct Error {
    pub kind: Kind,
    pub what: Phrase,
    /// `file.xlsx › sheet DanhSach › ô F12`
    pub place: Option<Phrase>,
    pub help: Option<Phrase>,
    /// The message of the library or system underneath, if any.
    pub cause: Option<String>,
}

impl Error {
    pub fn new(kind: Kind, what: Phrase) -> Error {
        Error { kind, what, place: None, help: None, cause: None }
    }

    pub fn internal(cause: impl std::fmt::Display) -> Error {
        Error::new(
            Kind::Internal,
            Phrase::new("Chương trình gặp lỗi không ngờ tới", "The program met an unexpected failure"),
        )
        .cause(cause)
    }

    pub fn usage(what: Phrase) -> Error {
        Error::new(Kind::Usage, what)
    }

    pub fn place(mut self, place: Phrase) -> Error {
        self.place = Some(place);
        self
    }

    pub fn help(mut self, help: Phrase) -> Error {
        self.help = Some(help);
        self
    }

    pub fn cause(mut self, cause: impl std::fmt::Display) -> Error {
        self.cause = Some(cause.to_string());
        self
    }

    /// The error as a person reads it, a line per part.
    pub fn text(&self, lang: Lang) -> String {
        let (error, place, cause, help) = match lang {
            Lang::Vi => ("lỗi", "tại", "chi tiết", "cách xử lý"),
            Lang::En => ("error", "where", "cause", "help"),
        };
        let mut lines = vec![format!("{error}: {}", self.what.text(lang))];
        if let Some(text) = &self.place {
            lines.push(format!("{place}: {}", text.text(lang)));
        }
        if let Some(text) = &self.cause {
            lines.push(format!("{cause}: {text}"));
        }
        if let Some(text) = &self.help {
            lines.push(format!("{help}: {}", text.text(lang)));
        }
        lines.join("\n")
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl std::error::Error for Error {}
