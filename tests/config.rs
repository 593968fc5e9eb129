//! `motcua.toml`: wrong keys and values name their line; `config show` says where each value is from.

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use motcua::domain::settings::Settings;
use motcua::error::{Error, Kind};
use motcua::io::config;
use motcua::words::Lang;
use predicates::prelude::*;
use predicates::str::contains;

fn write(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("motcua.toml");
    fs::write(&path, text).unwrap();
    (folder, path)
}

fn refused(text: &str) -> Error {
    let (_folder, path) = write(text);
    let error = config::read(Some(&path)).unwrap_err();
    assert_eq!(error.kind, Kind::Usage, "{error}");
    error
}

fn place(error: &Error) -> String {
    error.place.clone().unwrap_or_default().text(Lang::Vi).to_string()
}

#[test]
fn the_defaults_are_fine_and_survive_their_own_file() {
    assert_eq!(Settings::default().problems(), []);
    let (_folder, path) = write(&toml::to_string(&Settings::default()).unwrap());
    assert_eq!(config::read(Some(&path)).unwrap().settings, Settings::default());
    let (_folder, path) = write("");
    assert_eq!(config::read(Some(&path)).unwrap().settings, Settings::default());
}

#[test]
fn a_byte_order_mark_of_notepad_is_no_error() {
    let (_folder, path) = write("\u{feff}[ranking]\r\nmin_total = 7\r\n");
    assert_eq!(config::read(Some(&path)).unwrap().settings.ranking.min_total, 7);
}

#[test]
fn an_unknown_key_names_its_line_and_the_nearest_key() {
    let error = refused("[agency]\nname = \"UBND xã\"\n\n[ranking]\nmin_totals = 5\n");
    assert!(error.what.vi.contains("min_totals"), "{error}");
    assert!(place(&error).ends_with("motcua.toml › dòng 5"), "{error}");
    assert!(error.help.unwrap().vi.contains("min_total"));
    let error = refused("rankin = 5\n");
    assert!(error.help.unwrap().vi.contains("ranking"));
    let error = refused("\n\nzzz = 5\n");
    assert!(error.help.unwrap().vi.contains("agency"), "a key like no other gets the list");
}

#[test]
fn wrong_types_values_and_syntax_name_their_line() {
    for (text, line) in [
        ("[ranking]\nmin_total = \"năm\"\n", 2),
        ("[ranking]\n\nmin_total = -1\n", 3),
        ("[targets]\non_time = 100\n# too much\ndigitized = 180\n", 4),
        ("[import]\nmax_rejected_percent = nan\n", 2),
        ("[import]\nmax_rows = 0\n", 2),
        ("[evaluation]\ncut_offs = [50, 70, 90]\n", 2),
        ("[suspensions]\ntoo_long_days = -3\n", 2),
        ("[[signers]]\nrole = \"CHỦ TỊCH\"\nname = \"A\"\n[[signers]]\nname = \"B\"\n", 4),
        ("recipients = [\n  \"Phòng Nội vụ\",\n  \" \",\n]\n", 3),
        ("[officials.aliases]\n\"A.\" = \"A\"\n\"A\" = \"Nguyễn Văn A\"\n", 2),
        ("[[calendar.hours]]\nsessions = [\"11:30-07:00\"]\n", 1),
        ("[calendar]\nfile = \"nowhere.csv\"\n", 2),
        ("queries = \"nowhere\"\n", 1),
        ("[agency\nname = \"x\"\n", 1),
        ("name = UBND\n", 1),
    ] {
        let error = refused(text);
        assert!(place(&error).ends_with(&format!("› dòng {line}")), "{text}: {error}");
    }
}

#[test]
fn a_file_that_is_asked_for_must_be_there() {
    let error = config::read(Some(&PathBuf::from("not-there.toml"))).unwrap_err();
    assert_eq!(error.kind, Kind::Usage);
}

#[test]
fn paths_start_from_the_folder_of_the_file() {
    let (folder, path) = write("queries = \"own\"\n[calendar]\nfile = \"lich.csv\"\n");
    fs::create_dir(folder.path().join("own")).unwrap();
    fs::write(folder.path().join("lich.csv"), "date,kind,status,source\n").unwrap();
    let settings = config::read(Some(&path)).unwrap().settings;
    assert_eq!(settings.queries.unwrap(), folder.path().join("own").display().to_string());
    assert_eq!(settings.calendar.file.unwrap(), folder.path().join("lich.csv").display().to_string());
}

fn motcua() -> Command {
    let mut command = Command::cargo_bin("motcua").unwrap();
    command.env_remove("MOTCUA_STORE").env_remove("MOTCUA_LANG");
    command
}

#[test]
fn show_says_where_each_value_comes_from() {
    let (folder, _path) = write("# mine\n[ranking]\nmin_total = 9\n\n[[signers]]\nrole = \"CHỦ TỊCH\"\n");
    let output = motcua()
        .current_dir(&folder)
        .env("MOTCUA_STORE", "kho")
        .args(["config", "show", "--format", "json", "--lang", "en"])
        .output()
        .unwrap();
    assert!(output.status.success());
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let of = |key: &str| {
        let rows = json["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["key"] == key).unwrap_or_else(|| panic!("no {key}"));
        (row["value"].as_str().unwrap().to_string(), row["origin"].as_str().unwrap().to_string())
    };
    let pair = |value: &str, origin: &str| (value.to_string(), origin.to_string());
    assert_eq!(of("ranking.min_total"), pair("9", "motcua.toml › line 3"));
    assert_eq!(of("signers[0].role"), pair("\"CHỦ TỊCH\"", "motcua.toml › line 6"));
    assert_eq!(of("signers[0].name"), pair("\"\"", "default"));
    assert_eq!(of("import.max_rejected_percent"), pair("20.0", "default"));
    assert_eq!(of("--store"), pair("kho", "environment variable MOTCUA_STORE"));
    assert_eq!(of("--lang"), pair("en", "command line"));
}

#[test]
fn a_wrong_config_stops_any_command_with_exit_2() {
    let (folder, _path) = write("[ranking]\nmin_totl = 9\n");
    motcua()
        .current_dir(&folder)
        .args(["imports", "list"])
        .assert()
        .code(2)
        .stdout(predicate::str::is_empty())
        .stderr(contains("min_totl").and(contains("motcua.toml › dòng 2")).and(contains("min_total")));
}

#[test]
fn the_documentation_names_every_key_and_its_example_is_valid() {
    let text = include_str!("../docs/config.md");
    let mut settings = Settings { queries: Some("own".into()), ..Settings::default() };
    settings.calendar.file = Some("lich.csv".into());
    let toml::Value::Table(tables) = toml::Value::try_from(&settings).unwrap() else { panic!() };
    let mut n = 0;
    for (key, value) in &tables {
        let keys = match value {
            toml::Value::Table(table) if !table.is_empty() => {
                table.keys().map(|inner| format!("{key}.{inner}")).collect()
            }
            _ => vec![key.clone()],
        };
        for key in keys {
            assert!(text.contains(&format!("| `{key}` |")), "docs/config.md does not name {key}");
            n += 1;
        }
    }
    let documented =
        text.lines().filter(|line| line.starts_with("| `") && !line.starts_with("| `--")).count();
    assert_eq!(documented, n, "docs/config.md names a key that does not exist");
    let example = text.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let (_folder, path) = write(example);
    assert_eq!(config::read(Some(&path)).unwrap().settings.signers.len(), 2);
}
