//! The account that `import` prints: short for a person, whole on demand, complete for programs.

use predicates::prelude::*;
use predicates::str::contains;

use crate::cli_import::{Place, list};

fn stdout(assert: assert_cmd::assert::Assert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

#[test]
fn a_folder_gets_a_line_per_file_and_more_only_where_there_is_something_to_say() {
    let place = Place::new();
    place.write("nhap/a.csv", list(20, &[]));
    place.write("nhap/b.csv", list(21, &[]));
    place.write("nhap/c.csv", list(40, &[1, 2, 3, 4, 5]));
    place.write("nhap/d.csv", list(22, &[]).replace("Ngày hẹn trả", "Nơi để"));
    let said = stdout(place.import(&["nhap"]).success());
    let line = |start: &str| said.lines().find(|l| l.starts_with(start)).unwrap_or_default().to_string();
    assert!(line("a.csv").ends_with("; hồ sơ, 20 dòng, lấy đủ"), "{said}");
    assert!(line("b.csv").ends_with("; hồ sơ, 21 dòng, lấy đủ"), "{said}");
    assert!(line("c.csv").ends_with("; hồ sơ, 40 dòng, lấy 35, để riêng 5, cảnh báo 1"), "{said}");
    assert_eq!(said.matches("Bố cục mới").count(), 2, "the columns of a layout once: {said}");
    assert_eq!(said.matches("  Để riêng, ô E").count(), 3, "{said}");
    assert!(said.contains("… và 2 dòng để riêng nữa"), "{said}");
    assert!(said.contains("Cột mới \"Nơi để\"") && said.contains("Mất cột \"Ngày hẹn trả\""), "{said}");
    assert!(said.contains("Tổng cộng 4 tệp: đã đọc 4"), "{said}");
    assert!(said.lines().count() < 35, "{said}");
    let again = stdout(place.import(&["nhap"]).success());
    assert_eq!(again.matches("không nhập lại").count(), 4, "{again}");
}

#[test]
fn verbose_show_and_json_give_everything() {
    let place = Place::new();
    place.write("a.csv", list(40, &[1, 2, 3, 4]));
    let whole = stdout(place.import(&["a.csv", "-v", "--dry-run"]).success());
    for part in ["Các sheet", "Cột đã nhận dạng", "Số điện thoại", "Dòng để riêng", "E4", "E7"]
    {
        assert!(whole.contains(part), "{part}: {whole}");
    }
    let json = place.json(&["import", "a.csv"]);
    assert_eq!(json["rejects"].as_array().map(Vec::len), Some(4));
    assert_eq!(json["columns"].as_array().map(Vec::len), Some(8));
    assert_eq!(json["columns"][4]["fields"][0], "dossiers.accepted_at");
    place
        .motcua()
        .args(["imports", "show", "1"])
        .assert()
        .success()
        .stdout(contains("Cột đã nhận dạng").and(contains("E7")).and(contains("đúng tiêu đề")));
}

/// Through a terminal of its own, made by `script`; where that is missing there is nothing to see.
#[cfg(target_os = "linux")]
#[test]
fn a_person_at_a_terminal_is_asked_about_near_headers() {
    let answered = |answer: &str| {
        let place = Place::new();
        place.write("a.csv", list(5, &[]).replace("Ngày kết thúc xử lý", "Ngày kết thúc sử lí"));
        let program = assert_cmd::cargo::cargo_bin("motcua");
        let command = format!("{} import a.csv", program.display());
        let mut child = std::process::Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .env_remove("MOTCUA_LANG")
            .current_dir(place.path(""))
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .ok()?;
        use std::io::Write;
        child.stdin.take()?.write_all(answer.as_bytes()).ok()?;
        let output = child.wait_with_output().ok()?;
        let carried = place.json(&["imports", "show", "1"]).to_string().contains("dossiers.finished_at");
        Some((String::from_utf8_lossy(&output.stdout).into_owned(), carried))
    };
    let (Some(yes), Some(no)) = (answered("c\n"), answered("\n")) else {
        println!("script is not there: nobody was asked");
        return;
    };
    assert!(yes.0.contains("Dùng các cột này như trên?") && yes.1, "{}", yes.0);
    assert!(no.0.contains("Dùng các cột này như trên?") && !no.1, "{}", no.0);
}
