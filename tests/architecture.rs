//! The house keeps its shape: who may name whom, who touches the world, how long things get.
//!
//! The rules are those of `lib.rs` and `docs/architecture.md`. Comments and texts in quotes that
//! happen to contain such a path would count too; that is accepted, the remedy is another word.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms that it may name beside itself, `words` and `error`.
const ROOMS: &[(&str, &[&str])] = &[
    ("words", &[]),
    ("error", &[]),
    ("domain", &[]),
    ("tables", &["domain"]),
    ("layout", &["domain"]),
    ("normalize", &["domain", "tables", "layout"]),
    ("derive", &["domain", "tables"]),
    ("metrics", &["domain", "tables", "derive"]),
    ("analysis", &["domain", "tables", "derive", "metrics"]),
    ("report", &["domain", "tables", "normalize", "metrics", "analysis", "derive"]),
    ("render", &["report"]),
    ("io", &["domain", "tables", "layout", "normalize"]),
    ("generate", &[]),
    ("cli", &[]),
];

/// Rooms that stand at the end and may name all.
const ENDS: &[&str] = &["commands", "main", "lib"];

/// A name that only some rooms may use.
const RESERVED: &[(&str, &[&str])] = &[
    ("std::fs", &["io", "generate"]),
    ("calamine", &["io"]),
    ("rust_xlsxwriter", &["render", "generate"]),
    ("askama", &["render"]),
    ("clap::", &["cli", "commands", "main", "words"]),
    ("polars", &["tables", "normalize", "derive", "metrics", "analysis", "io", "commands"]),
    ("SystemTime::now", &["commands", "io"]),
    ("Local::now", &["commands", "io"]),
    ("Utc::now", &["commands", "io"]),
    ("std::env", &["commands", "main", "io"]),
    ("todo!(", &[]),
    ("unimplemented!(", &[]),
    ("dbg!(", &[]),
];

struct Source {
    path: PathBuf,
    room: String,
    lines: Vec<String>,
}

/// All of `src/`, without comment lines and without `#[cfg(test)]` modules at the end of a file.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    assert!(paths.len() > 20, "src/ was not found");
    paths
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(&root).unwrap();
            let first = inside.components().next().unwrap().as_os_str().to_string_lossy().to_string();
            let text = fs::read_to_string(&path).unwrap();
            Source {
                room: first.trim_end_matches(".rs").to_string(),
                lines: text.lines().map(str::to_string).collect(),
                path: inside.to_path_buf(),
            }
        })
        .collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// The lines of code proper: no comments, nothing from `#[cfg(test)]` on.
fn code(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    source
        .lines
        .iter()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .map(|(i, line)| (i + 1, line.trim()))
        .filter(|(_, line)| !line.starts_with("//"))
}

fn assert_none(offenders: Vec<String>, rule: &str) {
    assert!(offenders.is_empty(), "{rule}:\n{}", offenders.join("\n"));
}

#[test]
fn rooms_name_only_the_rooms_above_them() {
    let allowed: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    let names: Vec<&str> = ROOMS.iter().map(|r| r.0).chain(["commands", "cli"]).collect();
    let mut offenders = Vec::new();
    for source in sources() {
        if ENDS.contains(&source.room.as_str()) {
            continue;
        }
        let may = allowed
            .get(source.room.as_str())
            .unwrap_or_else(|| panic!("{}: an unknown room", source.path.display()));
        for (number, line) in code(&source) {
            for name in &names {
                let named = line.contains(&format!("crate::{name}::"))
                    || line.contains(&format!("crate::{name};"))
                    || line.contains(&format!("crate::{name}}}"));
                let fine = *name == source.room
                    || *name == "words"
                    || (*name == "error" && source.room != "words")
                    || may.contains(name);
                if named && !fine {
                    offenders.push(format!("{}:{number} names {name}", source.path.display()));
                }
            }
        }
    }
    assert_none(offenders, "a room names a room that it may not know");
}

#[test]
fn only_the_doors_touch_the_world() {
    let mut offenders = Vec::new();
    for source in sources() {
        for (number, line) in code(&source) {
            for (word, rooms) in RESERVED {
                if line.contains(word) && !rooms.contains(&source.room.as_str()) {
                    offenders.push(format!("{}:{number} uses {word}", source.path.display()));
                }
            }
        }
    }
    assert_none(offenders, "a name that belongs to another room");
}

#[test]
fn files_and_functions_stay_short() {
    let mut offenders = Vec::new();
    for source in sources() {
        if source.lines.len() > 400 {
            offenders.push(format!("{}: {} lines", source.path.display(), source.lines.len()));
        }
        for (name, start, length) in functions(&source) {
            let limit = if name == "run" && source.room == "commands" { 30 } else { 70 };
            if length > limit {
                offenders.push(format!("{}:{start} fn {name}: {length} lines", source.path.display()));
            }
        }
    }
    assert_none(offenders, "longer than 400 lines (file), 70 (function) or 30 (run of a command)");
}

/// `(name, first line, number of lines)` of each function, by the indentation that rustfmt gives.
fn functions(source: &Source) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    for (i, line) in source.lines.iter().enumerate() {
        let code = line.trim_start();
        let Some(at) = code.find("fn ") else { continue };
        let starts = code[..at]
            .split_whitespace()
            .all(|w| matches!(w, "pub" | "const" | "async" | "unsafe") || w.starts_with("pub("));
        if !starts {
            continue;
        }
        let indent = line.len() - code.len();
        let end = source.lines[i..].iter().position(|l| {
            l.len() > indent && l.starts_with(&" ".repeat(indent)) && l[indent..].starts_with('}')
        });
        let one_line = line.trim_end().ends_with('}') || line.trim_end().ends_with(';');
        if let (Some(end), false) = (end, one_line) {
            let name = code[at + 3..].split(['(', '<']).next().unwrap().to_string();
            found.push((name, i + 1, end + 1));
        }
    }
    found
}

#[test]
fn every_module_says_why_it_exists() {
    let offenders: Vec<String> = sources()
        .iter()
        .filter(|s| s.room != "words" && !s.lines.first().is_some_and(|l| l.starts_with("//!")))
        .map(|s| s.path.display().to_string())
        .collect();
    assert_none(offenders, "a file without a head (`//!`)");
}

#[test]
fn the_library_names_its_rooms_in_order() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let listed: Vec<&str> =
        lib.lines().filter_map(|l| l.strip_prefix("pub mod ")).map(|l| l.trim_end_matches(';')).collect();
    for (room, _) in ROOMS {
        assert!(listed.contains(room), "lib.rs does not list the room {room}");
    }
    assert_eq!(listed.len(), ROOMS.len() + 1, "a room of lib.rs is not in the table of this test");
}
