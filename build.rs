//! Lists the folders of `queries/` and embeds every `.sql` file, so that a new metric, rule or query
//! is a new file and nothing else.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("queries");
    let mut code = String::new();
    for (constant, folder) in [("METRICS", "metrics"), ("RULES", "rules"), ("QUERIES", ".")] {
        let folder = root.join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        embed(&mut code, constant, &folder);
    }
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("queries.rs");
    fs::write(out, code).expect("the build folder can be written");
}

/// One constant with `(name, text)` of every query of a folder, by name.
fn embed(code: &mut String, constant: &str, folder: &Path) {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|e| e == "sql"))
        .collect();
    files.sort();
    writeln!(code, "pub const {constant}: &[(&str, &str)] = &[").expect("a text grows");
    for file in files {
        let name = file.file_stem().expect("a file has a name").to_string_lossy().to_string();
        writeln!(code, "    ({name:?}, include_str!({:?})),", file.display().to_string())
            .expect("a text grows");
    }
    writeln!(code, "];").expect("a text grows");
}
