//! Writing one document in every form into a folder, with a manifest of what went in and came out.
//!
//! Nothing in these files depends on the hour, the machine or the folder: a second run writes the
//! same bytes.

use std::path::Path;

use serde_json::{Value as Json, json};

use crate::commands::Context;
use crate::commands::ground::Ground;
use crate::error::{Error, Result};
use crate::io::files;
use crate::render;
use crate::report::frame::Frame;
use crate::report::model::Document;
use crate::words;

/// Which forms, and how the files are called.
pub struct Bundle<'a> {
    /// Stem of the workbook, the page and the JSON.
    pub stem: &'a str,
    pub page: bool,
    pub document: &'a Document,
}

impl Bundle<'_> {
    /// Writes all; the manifest last.
    pub fn write(&self, folder: &Path, ground: &Ground, frame: &Frame, context: &Context) -> Result<()> {
        let document = self.document;
        let mut outputs = vec![(format!("{}.xlsx", self.stem), render::xlsx::render(document)?)];
        if self.page {
            outputs.push((format!("{}.html", self.stem), render::html::render(document)?));
        }
        outputs.push((format!("{}.json", self.stem), render::json::render(document)));
        for section in document.sections.iter().filter(|s| !s.table.columns.is_empty()) {
            outputs.push((format!("{}.csv", section.key), render::csv::render(section)?));
        }
        for (name, bytes) in &mut outputs {
            // The manifest names what was written, also beside a workbook that Excel holds open.
            let written = context.write_file(&folder.join(&*name), bytes)?;
            *name = written.file_name().unwrap_or_default().to_string_lossy().into_owned();
        }
        // The evaluation may be written into the folder of the report.
        let name = if self.page { "manifest.json".into() } else { format!("{}-manifest.json", self.stem) };
        files::write(&folder.join(name), &manifest(&outputs, ground, frame, context)?)?;
        context.note(&words::report::written(outputs.len() + 1, folder.display()));
        Ok(())
    }
}

fn manifest(
    outputs: &[(String, Vec<u8>)],
    ground: &Ground,
    frame: &Frame,
    context: &Context,
) -> Result<Vec<u8>> {
    let versions = ground.versions(context)?;
    let inputs: Vec<Json> = ground
        .imports
        .iter()
        .map(|it| {
            json!({"file_name": it.file_name, "sha256": it.file_sha256, "import_id": it.import_id,
            "exported_at": it.exported_at.format("%Y-%m-%dT%H:%M:%S").to_string(),
            "rows_taken": it.rows_taken, "rows_rejected": it.rows_rejected})
        })
        .collect();
    let written: Vec<Json> = outputs
        .iter()
        .map(|(name, bytes)| json!({"file_name": name, "sha256": files::sha256(bytes), "bytes": bytes.len()}))
        .collect();
    let manifest = json!({
        "schema_version": render::json::SCHEMA_VERSION,
        "tool": {"name": "motcua", "version": versions.tool},
        "period": {"start": frame.period.start.to_string(), "end": frame.period.end.to_string()},
        "as_of": frame.as_of.format("%Y-%m-%dT%H:%M:%S").to_string(),
        "calendar_version": versions.calendar,
        "rules_version": versions.queries,
        "settings_sha256": versions.settings,
        "inputs": inputs,
        "outputs": written,
    });
    let mut bytes = serde_json::to_vec_pretty(&manifest).map_err(Error::internal)?;
    bytes.push(b'\n');
    Ok(bytes)
}
