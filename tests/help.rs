//! The command line as a person reads it: complete in both languages, with lines that work.

use std::collections::BTreeSet;
use std::ffi::OsString;

use assert_cmd::Command;
use motcua::cli::{self, Stop};
use motcua::words::{Lang, help, options};

fn motcua() -> Command {
    let mut command = Command::cargo_bin("motcua").unwrap();
    command.env_remove("MOTCUA_STORE").env_remove("MOTCUA_LANG");
    command
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

/// Every command that a person sees, with its path.
fn commands(command: &clap::Command, path: &str, found: &mut Vec<(String, clap::Command)>) {
    found.push((path.to_string(), command.clone()));
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        commands(sub, format!("{path} {}", sub.get_name()).trim_start(), found);
    }
}

fn all(lang: Lang) -> Vec<(String, clap::Command)> {
    let mut found = Vec::new();
    commands(&cli::command(lang), "", &mut found);
    found
}

#[test]
fn every_command_and_option_has_its_words() {
    let mut used = BTreeSet::new();
    for (path, command) in all(Lang::Vi) {
        let entry = help::command(&path).unwrap_or_else(|| panic!("words::help has no “{path}”"));
        let about = entry.about();
        assert!(!about.vi.is_empty() && about.vi != about.en, "{path}");
        used.insert(entry.path);
        for arg in command.get_arguments().filter(|a| !a.is_hide_set()) {
            let id = arg.get_id().as_str();
            if ["help", "version"].contains(&id) {
                continue;
            }
            let own = if arg.is_global_set() { "" } else { path.as_str() };
            let words = options::option(own, id);
            let words = words.unwrap_or_else(|| panic!("words::options has no “{path}.{id}”"));
            assert!(!words.vi.is_empty() && words.vi != words.en, "{path}.{id}");
        }
    }
    assert!(used.len() > 20);
}

/// The words of a line as a shell takes them; enough for the quotes of our examples.
fn shell_words(line: &str) -> Vec<OsString> {
    let line = line.split(" > ").next().unwrap();
    let mut words = Vec::new();
    for (i, piece) in line.split('"').enumerate() {
        match i % 2 {
            0 => words.extend(piece.split_whitespace().map(OsString::from)),
            _ => words.push(piece.into()),
        }
    }
    words
}

#[test]
fn every_example_is_a_line_that_the_program_takes() {
    let mut seen = BTreeSet::new();
    for (path, _) in all(Lang::En) {
        let entry = help::command(&path).unwrap();
        for (line, what) in entry.uses() {
            for (lang, line, what) in [(Lang::Vi, &line.vi, &what.vi), (Lang::En, &line.en, &what.en)] {
                assert!(!what.is_empty(), "{line}");
                if let Err(stop) = cli::parse(shell_words(line), lang) {
                    panic!("{path}: {line}: {stop:?}");
                }
                seen.insert(line.clone());
            }
        }
    }
    assert!(seen.len() > 100, "{}", seen.len());
}

#[test]
fn help_speaks_the_language_that_is_asked_for() {
    let vi = stdout(motcua().args(["rates", "--help"]));
    for words in ["Cách dùng: motcua rates [TÙY CHỌN]", "Tùy chọn:", "Ví dụ:", "motcua ty-le", "mặc định: vi"]
    {
        assert!(vi.contains(words), "{words}: {vi}");
    }
    for english in ["Usage", "Options", "default:", "Print", "possible values", "alias"] {
        assert!(!vi.contains(english), "{english}: {vi}");
    }
    let en = stdout(motcua().args(["rates", "--help", "--lang", "en"]));
    assert!(en.contains("Usage: motcua rates [OPTIONS]") && en.contains("Examples:"), "{en}");
    assert!(en.is_ascii(), "no Vietnamese in the English help: {en}");
    assert_eq!(stdout(motcua().args(["--lang=en", "rates", "-h"])), en);
    assert_eq!(stdout(motcua().env("MOTCUA_LANG", "en").args(["ty-le", "--help"])), en);
    assert_eq!(stdout(motcua().env("MOTCUA_LANG", "en").args(["help", "rates"])), en);
    assert_eq!(stdout(motcua().env("MOTCUA_LANG", "en").args(["--lang", "vi", "rates", "--help"])), vi);
}

#[test]
fn the_first_page_tells_the_exit_codes() {
    for (lang, words) in [("vi", "Mã thoát:"), ("en", "Exit codes:")] {
        let page = stdout(motcua().args(["--help", "--lang", lang]));
        let codes = page.split(words).nth(1).unwrap_or_else(|| panic!("{page}"));
        for code in 0..=6 {
            assert!(codes.contains(&format!("\n  {code}  ")), "{code}: {page}");
        }
    }
    assert!(!stdout(motcua().arg("--help")).contains("alias"));
    assert!(stdout(motcua().arg("--version")).starts_with("motcua "));
}

#[test]
fn a_wrong_line_is_told_in_words_with_a_remedy() {
    for (arguments, what, remedy) in [
        (vec!["rtes"], "“rtes”", "rates"),
        (vec!["rates", "--perod", "2026"], "--perod", "--period"),
        (vec!["rates", "--by", "person"], "“person”", "official"),
        (vec!["rank", "--min-total", "five"], "“five”", "motcua"),
        (vec!["evaluate"], "--month", "motcua evaluate --help"),
        (vec!["due", "--within"], "--within", "--help"),
        (vec!["sample", "--size", "3", "--share", "10%"], "--share", "--help"),
        (vec!["explain"], "<CODE>", "motcua explain --help"),
        (vec!["rates", "--period", "2026", "--period", "2025"], "--period", "--help"),
    ] {
        let refused = motcua().args(&arguments).assert().code(2).stdout("");
        let text = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
        assert!(text.starts_with("lỗi: ") && text.contains(what), "{arguments:?}: {text}");
        let help = text.split("cách xử lý: ").nth(1).unwrap_or_else(|| panic!("{arguments:?}: {text}"));
        assert!(help.contains(remedy), "{arguments:?}: {text}");
        assert!(!text.contains("error"), "{text}");
    }
    let lost = motcua().assert().code(2).stdout("");
    assert!(String::from_utf8_lossy(&lost.get_output().stderr).contains("Cách dùng: motcua"));
    assert!(matches!(cli::parse(vec!["motcua".into(), "-V".into()], Lang::Vi), Err(Stop::Told(_))));
}

#[test]
fn man_pages_of_every_command_and_completions_of_every_shell() {
    let folder = tempfile::tempdir().unwrap();
    motcua().args(["man", "-q", "-o"]).arg(folder.path()).assert().success().stdout("").stderr("");
    let mut written = 0;
    for (path, _) in all(Lang::Vi) {
        let name = format!("motcua {path}").trim_end().replace(' ', "-");
        let page = std::fs::read_to_string(folder.path().join(format!("{name}.1"))).unwrap();
        assert!(page.contains(&format!(".TH {name} 1")) && page.contains(".SH \"VÍ DỤ\""), "{name}: {page}");
        written += 1;
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), written);
    let one = stdout(motcua().args(["man", "imports", "show", "--lang", "en"]));
    assert!(one.contains(".TH motcua-imports-show 1") && one.contains(".SH \"EXAMPLES\""), "{one}");
    let whole = stdout(motcua().args(["man", "--lang", "en"]));
    assert_eq!(whole.matches("\n.TH ").count(), written);
    assert!(whole.contains("Exit codes:"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(motcua().args(["completions", shell]));
        assert!(script.contains("suspensions") && script.contains("fail-on-findings"), "{shell}");
    }
}
