//! What leaves the office, checked as it is: the workbooks against the JSON and in LibreOffice, the
//! page of a real report in a browser.
//!
//! Needs programs that not every machine has, and says so where they are not named:
//! `MOTCUA_SOFFICE` (LibreOffice), `MOTCUA_CHROMIUM` (Chromium or Chrome), `MOTCUA_AXE` (the file
//! `axe.min.js` of axe-core), and `MOTCUA_LARGE=1` for the page of 10 000 dossiers.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use calamine::{Data, DataType, Reader, Xlsx};
use serde_json::Value as Json;

use crate::report_command::{files, motcua, sample};

/// The value of an environment variable, or a line that says what is skipped without it.
fn named(variable: &str, what: &str) -> Option<OsString> {
    let value = std::env::var_os(variable);
    if value.is_none() {
        println!("skipped: {variable} is not set ({what})");
    }
    value
}

/// Report and evaluation of September in one folder, as a clerk makes them.
fn handed_on(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (store, out) = (sample(folder), folder.join("out"));
    for command in [["report", "--period", "2026-09"], ["evaluate", "--month", "2026-09"]] {
        motcua(&store).args(command).arg("-o").arg(&out).assert().success();
    }
    files(&out)
}

fn open(book: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(book.to_vec())).unwrap()
}

/// Title of the sheet's column → key of the JSON; a share of the sheet is a percentage there.
type Columns = &'static [(&'static str, &'static str)];

const REPORT: &[(&str, &str, Columns)] = &[
    (
        "Xếp hạng cán bộ",
        "ranking",
        &[
            ("Hạng", "rank"),
            ("Đạt", "hits"),
            ("Được tính", "total"),
            ("Không có dữ liệu", "no_data"),
            ("Tỷ lệ", "rate"),
            ("Cận dưới", "lower"),
            ("Cận trên", "upper"),
        ],
    ),
    (
        "Tỷ lệ theo cán bộ",
        "rates",
        &[
            ("Đạt", "hits"),
            ("Được tính", "total"),
            ("Không có dữ liệu", "no_data"),
            ("Tỷ lệ", "rate"),
            ("Mục tiêu", "target"),
        ],
    ),
    (
        "Hồ sơ trễ hạn",
        "late",
        &[
            ("Mã hồ sơ", "dossier_code"),
            ("Ngày tiếp nhận", "accepted_at"),
            ("Hẹn trả", "due_at"),
            ("Kết thúc", "ended_at"),
            ("Nguồn", "place"),
        ],
    ),
    ("Hồ sơ quá hạn và sắp đến hạn", "due", &[("Mã hồ sơ", "dossier_code"), ("Hẹn trả", "due_at")]),
    (
        "Tạm dừng",
        "suspensions",
        &[("Mã hồ sơ", "dossier_code"), ("Lần", "sequence"), ("Tạm dừng từ", "suspended_at")],
    ),
    ("Kết quả rà soát dữ liệu", "checks", &[("Số phát hiện", "found"), ("Không có dữ liệu", "no_data")]),
    (
        "Cách tính, căn cứ",
        "method",
        &[("Đạt", "hits"), ("Được tính", "total"), ("Không có dữ liệu", "no_data"), ("Mục tiêu", "target")],
    ),
    (
        "Nguồn số liệu",
        "imports",
        &[
            ("Lần nhập", "import_id"),
            ("Kết xuất lúc", "exported_at"),
            ("Dòng đọc", "rows_read"),
            ("Dòng nhận", "rows_taken"),
            ("SHA-256", "file_sha256"),
        ],
    ),
];

const EVALUATION: &[(&str, &str, Columns)] = &[(
    "Đánh giá (đề xuất)",
    "evaluation",
    &[
        ("Cán bộ", "official"),
        ("Trễ hạn", "late"),
        ("Tiếp nhận quá 8 giờ", "accepted_late"),
        ("Đã kết thúc", "ended"),
        ("Đang quá hạn", "running_overdue"),
        ("Kết thúc không vi phạm", "clean"),
        ("a. Số lượng", "quantity"),
        ("b. Chất lượng", "quality"),
        ("c. Tiến độ", "progress"),
        ("Nhiệm vụ (tối đa 70)", "task_points"),
    ],
)];

#[test]
fn every_number_and_date_of_the_workbooks_is_that_of_the_json() {
    let folder = tempfile::tempdir().unwrap();
    let written = handed_on(folder.path());
    let mut compared = 0;
    for (stem, sheets) in [("bao-cao", REPORT), ("danh-gia", EVALUATION)] {
        let mut book = open(&written[&format!("{stem}.xlsx")]);
        let json: Json = serde_json::from_slice(&written[&format!("{stem}.json")]).unwrap();
        for (sheet, section, columns) in sheets {
            let range = book.worksheet_range(sheet).unwrap();
            let rows = json[section].as_array().unwrap_or_else(|| panic!("no {section}"));
            assert!(!rows.is_empty(), "{section}: the sample has nothing to compare");
            for (title, key) in *columns {
                // A key that the JSON leaves out (it is for people only) would compare nothing.
                if rows[0].get(key).is_some() {
                    compared += same_column(&range, sheet, title, rows, key);
                }
            }
        }
    }
    assert!(compared > 500, "only {compared} cells were compared");
    assert!(written.contains_key("manifest.json") && written.contains_key("danh-gia-manifest.json"));
}

fn same_column(range: &calamine::Range<Data>, sheet: &str, title: &str, rows: &[Json], key: &str) -> usize {
    let head = range.used_cells().find(|(_, _, v)| v.as_string().as_deref() == Some(title));
    let (top, column, _) = head.unwrap_or_else(|| panic!("{sheet}: no column {title}"));
    // A title over two header rows stands in the upper one.
    let is_head = |row: usize| range.get((row, column)).is_some_and(|v| !matches!(v, Data::Empty));
    let two_rows = (top + 1..top + 2).all(|row| !is_head(row)) && !rows[0][key].is_null();
    let first = top + 1 + usize::from(two_rows);
    for (i, row) in rows.iter().enumerate() {
        let cell = range.get((first + i, column)).unwrap_or(&Data::Empty);
        assert!(equal(cell, &row[key]), "{sheet}, {title}, row {i}: {cell:?} is not {}", row[key]);
    }
    rows.len()
}

fn equal(cell: &Data, json: &Json) -> bool {
    match (cell, json) {
        (Data::DateTime(_), Json::String(text)) => {
            let at = cell.as_datetime().unwrap();
            let (moment, day) =
                (at.format("%Y-%m-%dT%H:%M:%S").to_string(), at.format("%Y-%m-%d").to_string());
            *text == moment || *text == day
        }
        (Data::Float(_) | Data::Int(_), Json::Number(n)) => {
            let (shown, told) = (cell.as_f64().unwrap(), n.as_f64().unwrap());
            (shown - told).abs() < 1e-9 || (shown * 100.0 - told).abs() < 1e-9
        }
        (Data::String(text), Json::String(told)) => text == told,
        (Data::String(text), Json::Null) => text == "–",
        (Data::Empty, Json::Null) => true,
        _ => false,
    }
}

/// One run of LibreOffice; returns the converted file.
fn converted(office: &OsString, folder: &Path, file: &Path, filter: &str) -> Vec<u8> {
    let profile = folder.join("profile");
    let user = profile.join("user");
    std::fs::create_dir_all(&user).unwrap();
    // Recalculate always on load, whatever program wrote the file.
    std::fs::write(
        user.join("registrymodifications.xcu"),
        r#"<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"#,
    )
    .unwrap();
    let out = folder.join("converted");
    let run = Command::new(office)
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", filter, "--outdir"])
        .arg(&out)
        .arg(file)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let extension = filter.split(':').next().unwrap();
    std::fs::read(out.join(file.file_stem().unwrap()).with_extension(extension)).unwrap()
}

#[test]
fn libreoffice_opens_the_workbooks_without_loss_and_recalculates_the_same() {
    let Some(office) = named("MOTCUA_SOFFICE", "conversion and recalculation by LibreOffice") else { return };
    let folder = tempfile::tempdir().unwrap();
    let written = handed_on(folder.path());
    for name in ["bao-cao.xlsx", "danh-gia.xlsx"] {
        let file = folder.path().join("out").join(name);
        let again = converted(&office, folder.path(), &file, "xlsx:Calc MS Excel 2007 XML");
        let (mut before, mut after) = (open(&written[name]), open(&again));
        assert_eq!(before.sheet_names(), after.sheet_names());
        for sheet in before.sheet_names() {
            let (one, two) =
                (before.worksheet_range(&sheet).unwrap(), after.worksheet_range(&sheet).unwrap());
            for (row, column, cell) in one.used_cells() {
                let start = one.start().unwrap_or_default();
                let place = (start.0 + row as u32, start.1 + column as u32);
                let other = two.get_value(place).unwrap_or(&Data::Empty);
                assert!(same_cell(cell, other), "{name}, {sheet}, {place:?}: {cell:?} became {other:?}");
            }
        }
        let pdf = converted(&office, folder.path(), &file, "pdf");
        let pages = pdf.windows(11).filter(|w| w.starts_with(b"/Type/Page/")).count();
        assert!(pages >= before.sheet_names().len(), "{name}: {pages} pages");
        println!("{name}: {} sheets, {pages} pages", before.sheet_names().len());
    }
}

fn same_cell(one: &Data, two: &Data) -> bool {
    match (one, two) {
        // A millisecond of a day and less.
        (Data::DateTime(a), Data::DateTime(b)) => (a.as_f64() - b.as_f64()).abs() < 1e-8,
        (Data::Float(_) | Data::Int(_), Data::Float(_) | Data::Int(_)) => {
            (one.as_f64().unwrap() - two.as_f64().unwrap()).abs() < 1e-9
        }
        _ => one.to_string().trim() == two.to_string().trim(),
    }
}

/// Appended to the page: what a person at that width would meet, written down for the outer page.
const WITNESS: &str = r##"<script>
(function () {
  var seen = { width: window.innerWidth, height: document.documentElement.scrollHeight };
  function sideways() { return document.documentElement.scrollWidth > window.innerWidth; }
  seen.sideways = sideways();
  seen.requests = performance.getEntriesByType('resource').length;
  seen.tables = document.querySelectorAll('table').length;
  seen.buttons = document.querySelectorAll('thead button').length;
  document.querySelector('nav button').click();
  seen.closed = 0;
  document.querySelectorAll('details').forEach(function (d) { if (!d.open) seen.closed++; });
  seen.sideways = seen.sideways || sideways();
  parent.document.body.setAttribute('data-seen', JSON.stringify(seen));
})();
</script>"##;

/// Appended to the page: what axe-core finds with every section open.
const AXE: &str = r##"<script>
document.querySelectorAll('details').forEach(function (d) { d.open = true; });
axe.run(document, { resultTypes: ['violations'] }).then(function (found) {
  var serious = found.violations.filter(function (v) { return /serious|critical/.test(v.impact); });
  document.body.setAttribute('data-seen', JSON.stringify({
    passed: found.passes.length,
    violations: found.violations.length,
    serious: serious.map(function (v) { return v.id + ': ' + v.nodes[0].target.join(' '); })
  }));
});
</script>"##;

/// Loads a page; returns what it wrote down. Nothing may be on the console.
fn witnessed(browser: &OsString, folder: &Path, page: &str) -> Json {
    let file = folder.join("witnessed.html");
    std::fs::write(&file, page).unwrap();
    let run = Command::new(browser)
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom"])
        .args(["--window-size=1400,900", "--virtual-time-budget=60000"])
        .arg(format!("--user-data-dir={}", folder.join("browser").display()))
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    let log = String::from_utf8_lossy(&run.stderr);
    assert!(!log.contains("CONSOLE"), "{log}");
    let dom = String::from_utf8(run.stdout).unwrap();
    let seen = dom.split("data-seen=\"").nth(1).expect("the script ran").split('"').next().unwrap();
    serde_json::from_str(&seen.replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&")).unwrap()
}

/// The page in a frame of the given width, since a window can't be that narrow.
fn framed(page: &str, width: u32) -> String {
    let quoted = page.replace("</body>", &format!("{WITNESS}</body>")).replace('&', "&amp;");
    let quoted = quoted.replace('"', "&quot;");
    format!(
        "<!DOCTYPE html><title>x</title><body><iframe width=\"{width}\" height=\"800\" style=\"border:0\" \
         srcdoc=\"{quoted}\"></iframe>"
    )
}

fn page_holds(page: &[u8], browser: &OsString, folder: &Path) {
    let page = String::from_utf8(page.to_vec()).unwrap();
    for width in [390, 1280] {
        let seen = witnessed(browser, folder, &framed(&page, width));
        println!("at {width} px: {seen}");
        assert_eq!(seen["width"], width);
        assert_eq!((seen["sideways"].as_bool(), seen["requests"].as_u64()), (Some(false), Some(0)), "{seen}");
        assert_eq!(seen["closed"], 0, "the button opens every section: {seen}");
        assert!(seen["tables"].as_u64() > Some(8) && seen["buttons"].as_u64() > Some(40), "{seen}");
    }
    let Some(axe) = named("MOTCUA_AXE", "the accessibility check") else { return };
    let axe = format!("<script>{}</script>{AXE}</body>", std::fs::read_to_string(axe).unwrap());
    // The layout of a phone, in a window that is wider.
    let phone = page.replace("(max-width:640px)", "(max-width:9640px)");
    let phone = phone.replace("</style>", "body{max-width:390px!important}</style>");
    for (layout, page) in [("desk", &page), ("phone", &phone)] {
        let seen = witnessed(browser, folder, &page.replace("</body>", &axe));
        println!("axe-core, layout of a {layout}: {seen}");
        assert!(seen["passed"].as_u64() > Some(20), "{seen}");
        assert_eq!(seen["serious"], serde_json::json!([]), "{layout}: {seen}");
    }
}

#[test]
fn the_page_of_a_report_holds_on_a_phone_and_on_a_desk() {
    let Some(browser) = named("MOTCUA_CHROMIUM", "the page of a report in a browser") else { return };
    let folder = tempfile::tempdir().unwrap();
    let written = handed_on(folder.path());
    page_holds(&written["bao-cao.html"], &browser, folder.path());
}

#[test]
fn the_page_of_ten_thousand_dossiers_is_small_and_opens() {
    if named("MOTCUA_LARGE", "the page of 10 000 dossiers").is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (exports, store, out) =
        (folder.path().join("exports"), folder.path().join("store"), folder.path().join("out"));
    let made = ["generate", "-q", "--dossiers", "10000", "--seed", "3", "--layout", "split", "-o"];
    motcua(&store).args(made).arg(&exports).assert().success();
    motcua(&store).args(["import", "-q"]).arg(&exports).assert().success();
    motcua(&store).args(["report", "--period", "2026", "-o"]).arg(&out).assert().success();
    let page = std::fs::read(out.join("bao-cao.html")).unwrap();
    println!("{} bytes", page.len());
    assert!(page.len() < 3_000_000, "{} bytes", page.len());
    if let Some(browser) = named("MOTCUA_CHROMIUM", "the large page in a browser") {
        page_holds(&page, &browser, folder.path());
    }
}
