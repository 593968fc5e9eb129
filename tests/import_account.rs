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
