//! Closed months, beside the imports and as safe as they are: each a folder, whole or not there,
//! never rewritten.
//!
//! ```text
//! DIR/closings/2026-10.1/   closing.json, closing.json.sha256, counted.parquet
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use polars::prelude::{BooleanChunked, DataFrame, IntoColumn, NamedFrom, NewChunkedArray, Series};

use super::commit::{encode_frame, put_in_place};
use super::{FORMAT, Store, UNFINISHED, as_store_failure, frames};
use crate::domain::closing::{Closing, Counted};
use crate::error::{Error, Kind, Result};
use crate::io::files;
use crate::words::{Phrase, store as words};

pub(super) const CLOSINGS: &str = "closings";
const RECORD: &str = "closing.json";
const RECORD_HASH: &str = "closing.json.sha256";
const COUNTED: &str = "counted";

impl Store {
    /// Every closing, by month and number. A damaged one is an error that names it.
    pub fn closings(&self) -> Result<Vec<Closing>> {
        let mut closings = Vec::new();
        for name in self.closing_names()?.into_iter().filter(|name| !name.starts_with(UNFINISHED)) {
            closings.push(checked(&self.closing_folder(&name), &name)?);
        }
        closings.sort_by(|a, b| (&a.month, a.number).cmp(&(&b.month, b.number)));
        Ok(closings)
    }

    /// Keeps a closing with what counted in it, all or nothing; its number follows the last one of the
    /// month. Fails (usage) if the month is closed and it is not `again`.
    pub fn close(&self, closing: Closing, counted: &[Counted], again: bool) -> Result<Closing> {
        let _lock = self.lock()?;
        let earlier = self.closings()?.into_iter().rfind(|it| it.month == closing.month);
        let number = earlier.as_ref().map_or(0, |it| it.number) + 1;
        if let Some(last) = earlier.filter(|_| !again) {
            return Err(Error::usage(words::closed_already(&last.month, last.number))
                .help(words::closed_already_help()));
        }
        for name in self.closing_names()?.into_iter().filter(|name| name.starts_with(UNFINISHED)) {
            let path = self.closing_folder(&name);
            fs::remove_dir_all(&path).map_err(|e| as_store_failure(files::write_error(&path, &e)))?;
        }
        let name = format!("{}.{number}", closing.month);
        let unfinished = self.closing_folder(&format!("{UNFINISHED}{name}"));
        let closing = Closing { format: FORMAT, number, ..closing };
        let written = self.write_closing(&unfinished, &name, closing, counted);
        if written.is_err() {
            // A full disk gets its space back; the error is what the person sees.
            let _ = fs::remove_dir_all(&unfinished);
        }
        written
    }

    fn write_closing(
        &self,
        unfinished: &Path,
        name: &str,
        mut closing: Closing,
        counted: &[Counted],
    ) -> Result<Closing> {
        let (file, bytes) = encode_frame(COUNTED, &mut frame(counted)?)?;
        closing.files = vec![file];
        let mut json = serde_json::to_vec_pretty(&closing).map_err(Error::internal)?;
        json.push(b'\n');
        let line = hash_line(&json);
        let counted = closing.files[0].name.as_str();
        let contents = [(counted, &bytes[..]), (RECORD, &json[..]), (RECORD_HASH, line.as_bytes())];
        put_in_place(unfinished, &self.closing_folder(name), &contents)?;
        Ok(closing)
    }

    /// What counted when the month was closed.
    pub fn counted(&self, closing: &Closing) -> Result<Vec<Counted>> {
        let name = format!("{}.{}", closing.month, closing.number);
        let path = self.closing_folder(&name).join(format!("{COUNTED}.parquet"));
        let sha256 = closing.files.first().map(|file| file.sha256.as_str()).unwrap_or_default();
        let frame = frames::read(&path, sha256, None).map_err(|problem| damaged(&name, &path, &problem))?;
        counted_of(&frame).map_err(Error::internal)
    }

    /// Names of the folders, in name order.
    pub(super) fn closing_names(&self) -> Result<Vec<String>> {
        self.names_in(CLOSINGS)
    }

    pub(super) fn closing_folder(&self, name: &str) -> PathBuf {
        self.folder.join(CLOSINGS).join(name)
    }
}

/// `closing.json` of a folder, if it and the folder's name are as they must be.
fn checked(folder: &Path, name: &str) -> Result<Closing> {
    let path = folder.join(RECORD);
    let fail = |problem: &Phrase| damaged(name, &path, problem);
    let bytes = fs::read(&path).map_err(|_| fail(&words::file_missing()))?;
    let line = fs::read(folder.join(RECORD_HASH)).map_err(|_| fail(&words::file_missing()))?;
    if line != hash_line(&bytes).as_bytes() {
        return Err(fail(&words::file_changed()));
    }
    let closing: Closing = serde_json::from_slice(&bytes).map_err(|_| fail(&words::file_unreadable()))?;
    match name == format!("{}.{}", closing.month, closing.number) {
        true => Ok(closing),
        false => Err(fail(&words::folder_name_differs(format!("{}.{}", closing.month, closing.number)))),
    }
}

/// Every file of one closing against its record: file and what is wrong with it.
pub(super) fn check(store: &Store, name: &str) -> Vec<(String, Option<Phrase>)> {
    let closing = match checked(&store.closing_folder(name), name) {
        Ok(closing) => closing,
        Err(error) => return vec![(RECORD.to_string(), Some(error.what))],
    };
    let file = format!("{COUNTED}.parquet");
    vec![(RECORD.to_string(), None), (file, store.counted(&closing).err().map(|error| error.what))]
}

fn hash_line(record: &[u8]) -> String {
    format!("{}  {RECORD}\n", files::sha256(record))
}

fn damaged(name: &str, path: &Path, problem: &Phrase) -> Error {
    let what = Phrase::new(
        words::closing_damaged(name, &problem.vi).vi,
        words::closing_damaged(name, &problem.en).en,
    );
    Error::new(Kind::Store, what).place(Phrase::same(path.display().to_string())).help(words::damaged_help())
}

fn frame(counted: &[Counted]) -> Result<DataFrame> {
    let text = |name: &str, of: fn(&Counted) -> Option<&str>| {
        Series::new(name.into(), counted.iter().map(of).collect::<Vec<_>>()).into_column()
    };
    let columns = vec![
        text("metric", |it| Some(&it.metric)),
        text("subject", |it| Some(&it.subject)),
        text("official", |it| it.official.as_deref()),
        text("agency", |it| it.agency.as_deref()),
        BooleanChunked::from_iter_options("hit".into(), counted.iter().map(|it| it.hit)).into_column(),
    ];
    DataFrame::new(counted.len(), columns).map_err(Error::internal)
}

fn counted_of(frame: &DataFrame) -> polars::prelude::PolarsResult<Vec<Counted>> {
    let text = |name: &str| frame.column(name).and_then(|column| column.str());
    let (metric, subject) = (text("metric")?, text("subject")?);
    let (official, agency, hit) = (text("official")?, text("agency")?, frame.column("hit")?.bool()?);
    let owned = |text: Option<&str>| text.map(str::to_string);
    let row = |i: usize| Counted {
        metric: owned(metric.get(i)).unwrap_or_default(),
        subject: owned(subject.get(i)).unwrap_or_default(),
        official: owned(official.get(i)),
        agency: owned(agency.get(i)),
        hit: hit.get(i),
    };
    Ok((0..frame.height()).map(row).collect())
}
