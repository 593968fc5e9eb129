//! Lists the folders of `queries/` and embeds every `.sql` file, so that a new metric, rule or query
//! is a new file and nothing else; numbers the code that derives, for the cache of derived states;
//! gives the Windows program the stack that Unix gives.

use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Stack of the main thread where the linker decides on it: what Linux gives. Windows gives 1 or 2 MiB,
/// which long SQL may exhaust.
const STACK: u32 = 8 << 20;

fn main() {
    if env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "windows") {
        let gnu = env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|env| env == "gnu");
        let option = if gnu { "-Wl,--stack," } else { "/STACK:" };
        println!("cargo::rustc-link-arg-bins={option}{STACK}");
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("queries");
    let mut code = String::new();
    for (constant, folder) in [("METRICS", "metrics"), ("RULES", "rules"), ("QUERIES", ".")] {
        let folder = root.join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        embed(&mut code, constant, &folder);
    }
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("queries.rs");
    fs::write(out, code).expect("the build folder can be written");
    println!("cargo::rustc-env=MOTCUA_DERIVATION={:016x}", hash_of_derivation());
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

/// A number that changes with the code that derives: states that older code derived are not used.
fn hash_of_derivation() -> u64 {
    let mut hasher = DefaultHasher::new();
    for room in ["derive", "analysis", "domain", "tables", "io/store", "metrics"] {
        let folder =
            PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("src").join(room);
        println!("cargo::rerun-if-changed={}", folder.display());
        hash_folder(&folder, &mut hasher);
    }
    hasher.finish()
}

fn hash_folder(folder: &Path, hasher: &mut DefaultHasher) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.expect("a folder can be listed").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            hash_folder(&path, hasher);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "csv") {
            let text = fs::read_to_string(&path).expect("a source can be read");
            // A checkout on Windows may have other line ends.
            text.replace('\r', "").hash(hasher);
        }
    }
}
