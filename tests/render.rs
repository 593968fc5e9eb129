//! What the renderers promise: the same document gives the same bytes in every format, the workbook
//! holds the numbers of the JSON, a cell never becomes a formula or markup, nothing leaves the page.

use std::io::Cursor;

use calamine::{Data, DataType, Reader, Xlsx};
use chrono::NaiveDate;
use motcua::render;
use motcua::report::model::*;
use motcua::words::Lang;

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, d).unwrap()
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

type Person = (&'static str, i64, i64, f64, f64, f64);

const PEOPLE: [Person; 4] = [
    ("Nguyễn Thị Phương Thảo", 39, 40, 97.5, 87.12, 99.56),
    ("Trần Văn Bình", 55, 60, 91.67, 81.93, 96.39),
    ("Lê Hoàng Anh Dũng", 160, 200, 80.0, 73.92, 84.95),
    ("Phạm Minh Đức", 3, 4, 75.0, 30.06, 95.44),
];

fn ranking() -> Section {
    let rows = PEOPLE.iter().enumerate().map(|(i, &(name, hits, total, rate, lower, upper))| {
        let ranked = total >= 5;
        Row::new(vec![
            if ranked { Value::Int(i as i64 + 1) } else { Value::Blank },
            text(name),
            Value::Int(hits),
            Value::Int(total),
            Value::Link { section: format!("late#{name}"), value: Box::new(Value::Int(total - hits)) },
            Value::Percent(rate),
            Value::Percent(lower),
            Value::Percent(upper),
        ])
        .tone(if ranked { Tone::Plain } else { Tone::Muted })
    });
    let mut section = Section::new("ranking", "Xếp hạng đúng hạn")
        .columns(vec![
            Column::new("rank", "Hạng", Kind::Number),
            Column::new("group", "Cán bộ", Kind::Text),
            Column::new("hits", "Đúng hạn", Kind::Number).under("Số hồ sơ"),
            Column::new("total", "Được tính", Kind::Number).under("Số hồ sơ"),
            Column::new("late", "Trễ hạn", Kind::Number).under("Số hồ sơ"),
            Column::new("rate", "Tỷ lệ", Kind::Percent).target(Some(95.0)),
            Column::new("lower", "Cận dưới", Kind::Percent).under("Khoảng tin cậy 95 %"),
            Column::new("upper", "Cận trên", Kind::Percent).under("Khoảng tin cậy 95 %"),
        ])
        .rows(rows)
        .lead("Xếp theo tỷ lệ đúng hạn; dưới 5 hồ sơ thì không đủ số liệu để xếp hạng.");
    section.signed = true;
    section
}

fn charts() -> Section {
    let points = PEOPLE.iter().map(|p| IntervalPoint {
        label: p.0.into(),
        hits: p.1 as u64,
        total: p.2 as u64,
        rate: p.3,
        lower: p.4,
        upper: p.5,
    });
    let mut section = Section::new("charts", "Biểu đồ");
    section.charts = vec![
        Chart::DotAndWhisker {
            title: "Tỷ lệ đúng hạn và khoảng tin cậy 95 %".into(),
            points: points.collect(),
            target: Some(95.0),
        },
        Chart::Line {
            title: "Tỷ lệ đúng hạn theo tuần".into(),
            points: vec![
                ("T40".into(), Some(88.5)),
                ("T41".into(), Some(91.0)),
                ("T42".into(), None),
                ("T43".into(), Some(100.0)),
            ],
            target: Some(95.0),
        },
        Chart::Funnel {
            title: "Biểu đồ phễu".into(),
            points: PEOPLE
                .iter()
                .map(|p| FunnelPoint { label: p.0.into(), hits: p.1 as u64, total: p.2 as u64, rate: p.3 })
                .collect(),
            centre: 87.5,
        },
    ];
    section
}

fn late() -> Section {
    let names = ["Lê Hoàng Anh Dũng", "Trần Văn Bình", "Nguyễn Thị Phương Thảo"];
    let rows = (0..24_u32).map(|i| {
        Row::new(vec![
            text(&format!("H32.12-2610{:02}-{:04}", 1 + i % 28, i)),
            text(names[i as usize % 3]),
            text("=HYPERLINK(\"http://example.invalid\")"),
            Value::DateTime(day(1 + i % 28).and_hms_opt(16, 30, 0).unwrap()),
            Value::DateTime(day(2 + i % 28).and_hms_opt(0, 0, 0).unwrap()),
            Value::Minutes(390 + i64::from(i) * 97),
            if i % 3 == 0 { Value::NoData(String::new()) } else { Value::Flag(i % 2 == 0) },
            text("Chuyển mục đích sử dụng đất <script>alert(1)</script> & đăng ký biến động"),
        ])
        .tone(if i % 2 == 0 { Tone::Bad } else { Tone::Warn })
        .anchor(names[i as usize % 3])
    });
    Section::new("late", "Hồ sơ trễ hạn")
        .columns(vec![
            Column::new("dossier_code", "Mã hồ sơ", Kind::Code),
            Column::new("official", "Cán bộ", Kind::Text),
            Column::new("field", "Lĩnh vực", Kind::Text),
            Column::new("due_at", "Hẹn trả", Kind::DateTime),
            Column::new("ended_at", "Kết thúc", Kind::DateTime),
            Column::new("overdue_minutes", "Quá hạn (giờ làm việc)", Kind::Minutes),
            Column::new("apology_slip", "Phiếu xin lỗi", Kind::Flag),
            Column::new("procedure_name", "Thủ tục", Kind::Prose),
        ])
        .rows(rows)
}

fn evaluation() -> Section {
    let row = |name: &str, score: f64| {
        Row::new(vec![
            text(name),
            Value::Decimal(score),
            Value::Input { min: 0.0, max: 30.0 },
            Value::Formula {
                formula: "IF({general}=\"\",\"–\",ROUND({task}+{general},2))".into(),
                cached: Box::new(text("–")),
            },
        ])
    };
    Section::new("evaluation", "Đánh giá: tháng/10 [đề xuất] của toàn bộ cán bộ")
        .columns(vec![
            Column::new("official", "Cán bộ", Kind::Text),
            Column::new("task", "Điểm nhiệm vụ", Kind::Number),
            Column::new("general", "Tiêu chí chung", Kind::Number),
            Column::new("sum", "Tổng điểm", Kind::Number),
        ])
        .rows([row("Trần Văn Bình", 64.12), row("Lê Hoàng Anh Dũng", 58.0)])
}

fn document() -> Document {
    Document {
        key: "report".into(),
        title: "Báo cáo giải quyết thủ tục hành chính".into(),
        subtitle: vec!["Từ 01/10/2026 đến 31/10/2026".into(), "Số liệu đến 31/10/2026".into()],
        letter_head: Some(LetterHead {
            parent: "Ủy ban nhân dân tỉnh Khánh Hòa".into(),
            agency: "Ủy ban nhân dân xã Vạn Phước".into(),
            motto: ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".into(), "Độc lập - Tự do - Hạnh phúc".into()],
            date_line: "Vạn Phước, ngày 01 tháng 11 năm 2026".into(),
            signers: vec![("NGƯỜI LẬP BIỂU".into(), "".into()), ("CHỦ TỊCH".into(), "Nguyễn Văn A".into())],
            recipients: vec!["Sở Nội vụ".into(), "Lưu: VT".into()],
        }),
        fields: vec![
            (
                "period".into(),
                Value::Records(vec![vec![
                    ("start".into(), Value::Date(day(1))),
                    ("end".into(), Value::Date(day(31))),
                ]]),
            ),
            ("by".into(), Value::Blank),
        ],
        headline: vec![Headline {
            label: "Đúng hạn".into(),
            value: Value::Percent(84.54),
            detail: "257/304, mục tiêu 95%".into(),
            tone: Tone::Bad,
        }],
        sections: vec![ranking(), charts(), late(), evaluation()],
        notes: vec!["Tỷ lệ tính một lần từ số nguyên.".into()],
        ..Document::default()
    }
}

/// Writes the files to look at, if a folder is named.
fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("MOTCUA_PICTURES") {
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
    }
}

#[test]
fn two_renders_are_byte_equal() {
    let document = document();
    let (book, page) = (render::xlsx::render(&document).unwrap(), render::html::render(&document).unwrap());
    keep("sample.xlsx", &book);
    keep("sample.html", &page);
    assert_eq!(book, render::xlsx::render(&document).unwrap());
    assert_eq!(page, render::html::render(&document).unwrap());
}

fn sheet(book: &[u8], name: &str) -> calamine::Range<Data> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book.to_vec())).unwrap();
    book.worksheet_range(name).unwrap()
}

/// The numbers of a sheet's column below the cell that reads `title`.
fn column(range: &calamine::Range<Data>, title: &str) -> Vec<f64> {
    let cells = range.used_cells().find(|(_, _, v)| v.as_string().as_deref() == Some(title)).unwrap();
    let (top, column) = (cells.0 + 1, cells.1);
    (top..range.height()).filter_map(|row| range.get((row, column)).and_then(|v| v.as_f64())).collect()
}

#[test]
fn the_workbook_holds_the_numbers_of_the_json() {
    let document = document();
    let range = sheet(&render::xlsx::render(&document).unwrap(), "Xếp hạng đúng hạn");
    let json: serde_json::Value = serde_json::from_slice(&render::json::render(&document)).unwrap();
    let expected = |key: &str| -> Vec<f64> {
        json["ranking"].as_array().unwrap().iter().filter_map(|row| row[key].as_f64()).collect()
    };
    for (title, key) in [("Hạng", "rank"), ("Đúng hạn", "hits"), ("Được tính", "total"), ("Trễ hạn", "late")]
    {
        assert_eq!(column(&range, title), expected(key), "{key}");
    }
    for (title, key) in [("Tỷ lệ", "rate"), ("Cận dưới", "lower"), ("Cận trên", "upper")] {
        let shares: Vec<f64> = column(&range, title).iter().map(|x| (x * 10_000.0).round() / 100.0).collect();
        assert_eq!(shares, expected(key), "{key}");
    }
}

#[test]
fn dates_of_the_workbook_are_dates_and_texts_stay_texts() {
    let range = sheet(&render::xlsx::render(&document()).unwrap(), "Hồ sơ trễ hạn");
    let dates = range.used_cells().filter(|(_, _, v)| matches!(v, Data::DateTime(_))).count();
    assert_eq!(dates, 48, "two dates in each of 24 rows");
    let formula_like = range.used_cells().filter(|(_, _, v)| v.to_string().starts_with("=HYPERLINK"));
    assert!(formula_like.clone().count() == 24 && formula_like.clone().all(|(_, _, v)| v.is_string()));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(render::xlsx::render(&document()).unwrap())).unwrap();
    assert!(book.worksheet_formula("Hồ sơ trễ hạn").unwrap().is_empty());
}

#[test]
fn a_formula_names_the_cells_of_its_row_and_keeps_its_result() {
    let bytes = render::xlsx::render(&document()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    let name = book.sheet_names()[3].clone();
    assert_eq!(name, "Đánh giá  tháng 10  đề xuất  củ", "31 characters, none that Excel forbids");
    let formulas = book.worksheet_formula(&name).unwrap();
    let texts: Vec<&String> = formulas.used_cells().map(|(_, _, f)| f).collect();
    let row = formulas.start().unwrap().0 + 1;
    assert_eq!(texts[0], &format!("IF(C{row}=\"\",\"–\",ROUND(B{row}+C{row},2))"));
    let results = sheet(&bytes, &name);
    assert_eq!(results.get_value((row - 1, 3)), Some(&Data::String("–".into())));
}

#[test]
fn a_csv_cell_never_runs_in_a_spreadsheet() {
    let tricky = ["=1+1", "+84", "-5", "@SUM(A1)", "\tx", "\rx", "a=b", "", "Trễ, \"rất\" trễ"];
    let section = Section::new("x", "x")
        .columns(vec![
            Column::new("words", "Chữ", Kind::Text),
            Column::new("number", "Số", Kind::Number),
            Column::new("hidden", "Chỉ để xem", Kind::Text).human_only(),
        ])
        .rows(tricky.map(|t| Row::new(vec![text(t), Value::Int(-5), text("không")])))
        .rows([Row::new(vec![Value::NoData("cột thiếu".into()), Value::Percent(-0.5), Value::Blank])]);
    let bytes = render::csv::render(&section).unwrap();
    assert!(bytes.starts_with(b"\xEF\xBB\xBFwords,number\r\n"));
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let rows: Vec<(String, String)> =
        reader.records().map(|r| r.unwrap()).map(|r| (r[0].to_string(), r[1].to_string())).collect();
    let written: Vec<&str> = rows.iter().map(|r| r.0.as_str()).collect();
    let expected = ["'=1+1", "'+84", "'-5", "'@SUM(A1)", "'\tx", "'\rx", "a=b", "", "Trễ, \"rất\" trễ", ""];
    assert_eq!(written, expected);
    assert_eq!((rows[0].1.as_str(), rows[9].1.as_str()), ("-5", "-0.5"), "numbers stay numbers");
}

#[test]
fn json_of_one_section_has_rows_and_nulls() {
    let mut document = document();
    document.sections = vec![late()];
    document.sections[0].table.rows.truncate(1);
    document.sections[0].table.rows[0].values[2] = Value::Records(vec![vec![
        ("rule".into(), text("no_reason")),
        ("source".into(), Value::NoData("…".into())),
    ]]);
    insta::assert_snapshot!(String::from_utf8(render::json::render(&document)).unwrap());
}

#[test]
fn the_terminal_table_fits_its_width() {
    let document = document();
    for width in [60, 80, 100, 140, 200] {
        let text = render::terminal::render(&document, width, false);
        let tables = text.lines().filter(|l| l.starts_with(['│', '┌', '├', '╞', '└']));
        for line in tables {
            assert!(line.chars().count() <= width as usize, "{width}: {line}");
        }
        assert!(!text.contains('\u{1b}'), "no colour unless asked for");
    }
    assert!(render::terminal::render(&document, 100, true).contains('\u{1b}'));
    insta::assert_snapshot!(render::terminal::render(&document, 110, false));
}

#[test]
fn english_writes_numbers_and_dates_its_own_way() {
    let mut document = document();
    document.lang = Lang::En;
    document.sections = vec![ranking()];
    let text = render::terminal::render(&document, 110, false);
    assert!(text.contains("97.50%") && !text.contains("97,50%"), "{text}");
    let page = String::from_utf8(render::html::render(&document).unwrap()).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">") && page.contains("97.50%"));
}

#[test]
fn the_page_takes_cells_as_text_and_asks_for_nothing() {
    let page = String::from_utf8(render::html::render(&document()).unwrap()).unwrap();
    assert!(!page.contains("<script>alert"), "a cell became markup");
    assert!(page.contains("&#60;script&#62;alert(1)") || page.contains("&lt;script&gt;alert(1)"));
    for outside in ["src=", "url(", "@import", "<link rel=\"stylesheet\"", "fetch(", "XMLHttpRequest"] {
        assert!(!page.contains(outside), "{outside}");
    }
    let body = page.split("</style>").nth(1).unwrap();
    let links: Vec<&str> = body.split("href=\"#").skip(1).map(|t| t.split('"').next().unwrap()).collect();
    assert!(links.len() > 6);
    for link in links {
        assert!(page.contains(&format!("id=\"{link}\"")), "a link leads nowhere: #{link}");
    }
}

#[test]
fn an_empty_document_is_drawn_everywhere() {
    let mut document =
        Document { sections: vec![Section::new("x", "Không có gì")], ..Document::default() };
    document.sections[0].empty_text = "Không có hồ sơ nào.".into();
    document.sections[0].table.columns = vec![Column::new("a", "A", Kind::Text)];
    assert!(render::terminal::render(&document, 80, false).contains("Không có hồ sơ nào."));
    assert!(!render::xlsx::render(&document).unwrap().is_empty());
    assert!(!render::html::render(&document).unwrap().is_empty());
    let json = String::from_utf8(render::json::render(&document)).unwrap();
    assert_eq!(json, "{\n  \"schema_version\": 1,\n  \"rows\": []\n}\n");
}
