//! The page in a real browser: sorting, filtering, no sideways scroll, nothing on the console.
//!
//! Runs where MOTCUA_CHROMIUM names a Chromium or Chrome; elsewhere it says that it was skipped.

use std::process::Command;

use motcua::render;
use motcua::report::model::*;

/// Appended to the page: uses it as a person would and writes down what happened.
const SCRIPT: &str = r##"<script>
(function () {
  var table = document.getElementById('late-t'), seen = {};
  function column(k) {
    return Array.prototype.filter.call(table.tBodies[0].rows, function (r) { return !r.hidden; })
      .map(function (r) { return r.cells[k].textContent; });
  }
  function click(k) { table.querySelector('th[data-c="' + k + '"] button').click(); }
  click(1); seen.up = column(1).join('|');
  seen.sort = table.querySelector('th[data-c="1"]').getAttribute('aria-sort');
  click(1); seen.down = column(1).join('|');
  click(2); seen.dates = column(2).join('|');
  click(3); seen.times = column(3).join('|');
  var input = document.querySelector('#late-t-filter');
  input.value = 'duc'; input.dispatchEvent(new Event('input'));
  seen.filtered = column(0).join('|');
  seen.status = document.querySelector('[role=status]').textContent;
  input.value = ''; input.dispatchEvent(new Event('input'));
  seen.all = column(0).length;
  seen.sideways = document.documentElement.scrollWidth > window.innerWidth;
  seen.width = window.innerWidth;
  document.body.setAttribute('data-seen', JSON.stringify(seen));
})();
</script>"##;

fn page() -> String {
    let names = ["Đặng Văn Đức", "Lê Thị Ánh", "Trần Bảo", "Nguyễn Ân", "Ân Tố", "Phạm Du", "Vũ Ý", "Bùi É"];
    let rates = [Some(97.5), Some(100.0), None, Some(8.25), Some(9.0), Some(80.0), Some(12.0), Some(99.99)];
    let day = |d: u32, m: u32| chrono::NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    let rows = names.iter().zip(rates).enumerate().map(|(i, (name, rate))| {
        Row::new(vec![
            Value::Text((*name).into()),
            rate.map_or(Value::NoData(String::new()), Value::Percent),
            Value::Date(day(28 - i as u32, 1 + (i as u32 * 5) % 12)),
            Value::Minutes([390, 480, 0, 59, 60, 1051, 100, 481][i]),
            Value::Text("Một đoạn văn dài về thủ tục đăng ký đất đai, tài sản gắn liền với đất ".repeat(3)),
        ])
    });
    let section = Section::new("late", "Hồ sơ trễ hạn").rows(rows).columns(vec![
        Column::new("official", "Cán bộ", Kind::Text),
        Column::new("rate", "Tỷ lệ", Kind::Percent).target(Some(95.0)),
        Column::new("due_at", "Hẹn trả", Kind::Date),
        Column::new("overdue", "Quá hạn", Kind::Minutes),
        Column::new("procedure", "Thủ tục", Kind::Prose),
    ]);
    let document = Document { title: "Báo cáo".into(), sections: vec![section], ..Document::default() };
    String::from_utf8(render::html::render(&document).unwrap()).unwrap().replace("</body>", SCRIPT)
        + "</body>"
}

/// The page in a frame of the given width (a window can't be that narrow); what it wrote down is
/// copied to the outer document.
fn framed(width: u32) -> String {
    let page = page().replace('&', "&amp;").replace('"', "&quot;");
    format!(
        "<!DOCTYPE html><title>x</title><iframe id=\"f\" width=\"{width}\" height=\"800\" style=\"border:0\" \
         srcdoc=\"{page}\" onload=\"document.body.setAttribute('data-seen', \
         this.contentDocument.body.dataset.seen)\"></iframe>"
    )
}

#[test]
fn a_browser_sorts_and_filters_the_page() {
    let Some(browser) = std::env::var_os("MOTCUA_CHROMIUM") else {
        println!("skipped: MOTCUA_CHROMIUM names no browser");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    for width in [390, 1280] {
        std::fs::write(&file, framed(width)).unwrap();
        let run = Command::new(&browser)
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-logging=stderr",
                "--dump-dom",
            ])
            .arg("--window-size=1400,900")
            .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
            .arg(format!("file://{}", file.display()))
            .output()
            .unwrap();
        let log = String::from_utf8_lossy(&run.stderr);
        assert!(!log.contains("CONSOLE"), "{log}");
        let dom = String::from_utf8(run.stdout).unwrap();
        let seen = dom.split("data-seen=\"").nth(1).expect("the script ran").split('"').next().unwrap();
        let seen: serde_json::Value = serde_json::from_str(&seen.replace("&quot;", "\"")).unwrap();
        assert_eq!(seen["up"], "8,25%|9,00%|12,00%|80,00%|97,50%|99,99%|100,00%|–", "numbers, no data last");
        assert_eq!(seen["down"], "100,00%|99,99%|97,50%|80,00%|12,00%|9,00%|8,25%|–");
        assert_eq!(seen["sort"], "ascending");
        let dates: Vec<&str> = seen["dates"].as_str().unwrap().split('|').collect();
        assert_eq!((dates[0], dates[7]), ("28/01/2026", "21/12/2026"), "by date, not by text: {dates:?}");
        assert_eq!(
            seen["times"],
            "0 phút|59 phút|1 giờ|1 giờ 40 phút|6 giờ 30 phút|1 ngày|1 ngày 1 phút|2 ngày 1 giờ 31 phút"
        );
        assert_eq!(seen["filtered"], "Đặng Văn Đức", "found without its marks");
        assert_eq!(seen["status"], "Đang hiện 1/8 dòng");
        assert_eq!(seen["width"], width);
        assert_eq!((seen["all"].as_u64(), seen["sideways"].as_bool()), (Some(8), Some(false)), "{seen}");
    }
}
