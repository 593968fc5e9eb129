//! `sample`: reproducible, one per official, by risk; the filled form read back.

use std::collections::{BTreeMap, BTreeSet};

use motcua::analysis::facts::{self, Facts};
use motcua::analysis::sample::{self, Member, Risk, Size};
use motcua::domain::calendar::Calendar;
use motcua::domain::period::Period;
use motcua::domain::settings::{Import, Settings};
use motcua::io;
use motcua::metrics::Library;
use motcua::report::frame::Frame;
use motcua::words::{Lang, Phrase};
use motcua::{render, report};
use proptest::prelude::*;

use crate::made::{Dossier, Made, Suspension, t};

fn facts_of(made: &Made) -> Facts {
    let library = Library::builtin().unwrap();
    facts::build(&made.state(), &Calendar::builtin(), &Settings::default(), &library).unwrap()
}

fn member(n: usize, official: &str, risks: Vec<Risk>) -> Member {
    Member {
        dossier_code: format!("H32.7-261001-{n:04}"),
        official: official.to_string(),
        agency: None,
        procedure: None,
        accepted_at: None,
        ended_at: None,
        outcome: None,
        risks,
        place: Phrase::default(),
    }
}

fn population(n: usize, officials: usize) -> Vec<Member> {
    let risky = |i: usize| if i % 10 == 3 { vec![Risk::ImproperSuspension, Risk::Late] } else { vec![] };
    (0..n).map(|i| member(i, &format!("Cán bộ {}", i % officials), risky(i))).collect()
}

fn codes(sample: &sample::Sample) -> Vec<String> {
    sample.members.iter().map(|m| m.dossier_code.clone()).collect()
}

#[test]
fn same_seed_same_sample_on_every_machine() {
    let drawn = sample::sample(population(50, 4), Size::Dossiers(6), 2026).unwrap();
    assert_eq!(sample::GENERATOR, "ChaCha20");
    let short: Vec<&str> = drawn.members.iter().map(|m| &m.dossier_code[13..]).collect();
    insta::assert_snapshot!(format!("{} {}", drawn.id, short.join(" ")));
    assert_ne!(drawn.id, sample::sample(population(50, 4), Size::Dossiers(6), 2027).unwrap().id);
}

#[test]
fn risky_dossiers_are_drawn_more_readily() {
    let mut drawn: BTreeMap<bool, u32> = BTreeMap::new();
    for seed in 0..300 {
        for member in sample::sample(population(100, 1), Size::Dossiers(5), seed).unwrap().members {
            *drawn.entry(!member.risks.is_empty()).or_default() += 1;
        }
    }
    // 10 risky of weight 7 against 90 of weight 1: 70/160 of the first draws.
    let share = f64::from(drawn[&true]) / 1500.0;
    assert!((0.37..0.47).contains(&share), "{share}");
}

#[test]
fn sizes() {
    let n = |share: &str| {
        let size = Size::parse_share(share).unwrap();
        sample::sample(population(41, 3), size, 1).unwrap().members.len()
    };
    assert_eq!((n("10%"), n("10"), n("2,5%"), n("100%"), n("0.01%")), (5, 5, 2, 41, 1));
    for bad in ["0%", "101%", "mười", "", "-3%", "NaN", "inf"] {
        assert!(Size::parse_share(bad).is_err(), "{bad}");
    }
    let error = sample::sample(population(5, 2), Size::Dossiers(6), 1).unwrap_err();
    assert!(error.text(Lang::Vi).contains("6 hồ sơ từ 5"), "{error}");
    assert!(sample::sample(population(5, 2), Size::Dossiers(0), 1).is_err());
    assert!(sample::sample(vec![], Size::Dossiers(1), 1).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_dossier_twice_and_every_official_once(
        n in 1..60_usize,
        officials in 1..8_usize,
        seed in any::<u64>(),
        share in 0.0..1.0_f64,
    ) {
        let people = population(n, officials);
        let size = ((n as f64 * share) as usize).max(1);
        let drawn = sample::sample(people.clone(), Size::Dossiers(size), seed).unwrap();
        prop_assert_eq!(codes(&drawn).into_iter().collect::<BTreeSet<_>>().len(), size);
        let covered: BTreeSet<&str> = drawn.members.iter().map(|m| m.official.as_str()).collect();
        prop_assert_eq!(covered.len(), size.min(officials.min(n)));
        let mut shuffled = people;
        shuffled.reverse();
        prop_assert_eq!(sample::sample(shuffled, Size::Dossiers(size), seed).unwrap(), drawn);
    }
}

#[test]
fn who_may_be_drawn_and_with_which_risks() {
    let mut made = Made::new("2026-10-31 23:59");
    let code = |n: u32| format!("H32.7-261001-{n:04}");
    let accepted = |n: u32, at: &str| Dossier {
        dossier_code: code(n),
        accepted_at: Some(t(at)),
        processing_official: Some("B".into()),
        ..Dossier::default()
    };
    made.dossiers = vec![
        accepted(1, "2026-10-01 08:00"),
        accepted(2, "2026-09-01 08:00"),
        Dossier {
            finished_at: Some(t("2026-10-30 08:00")),
            due_at: Some(t("2026-10-29 08:00")),
            ..accepted(3, "2026-09-03 08:00")
        },
        accepted(4, "2026-09-04 08:00"),
        Dossier {
            original_due_at: Some(t("2026-10-12 08:00")),
            due_at: Some(t("2026-11-20 08:00")),
            processing_official: None,
            receiving_official: Some("A".into()),
            ..accepted(5, "2026-10-05 08:00")
        },
    ];
    made.suspensions.push(Suspension {
        dossier_code: code(4),
        sequence: 1,
        suspended_at: Some(t("2026-10-05 08:00")),
        reason: Some("khác".into()),
        ..Suspension::default()
    });
    let facts = facts_of(&made);
    let found = sample::population(&facts, &Calendar::builtin(), Period::parse("2026-10").unwrap());
    let found: Vec<(&str, &str, Vec<Risk>)> =
        found.iter().map(|m| (&m.dossier_code[15..], m.official.as_str(), m.risks.clone())).collect();
    assert_eq!(
        found,
        [
            ("01", "B", vec![]),
            ("03", "B", vec![Risk::Late]),
            ("04", "B", vec![Risk::ImproperSuspension]),
            ("05", "A", vec![Risk::DueEdited]),
        ]
    );
}

/// The form as a spreadsheet program would save it, with results filled in by `fill`.
fn filled(drawn: &sample::Sample, fill: impl Fn(usize) -> &'static str) -> String {
    let settings = Settings::default();
    let period = Period::parse("2026-10").unwrap();
    let frame = Frame {
        lang: Lang::Vi,
        settings: &settings,
        period,
        as_of: t("2026-10-31 23:59"),
        agency: None,
        calendar: None,
    };
    let document = report::sample::form(drawn, &frame);
    let section = &document.sections[0];
    let bytes = render::csv::render(section).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let result =
        section.table.columns.iter().filter(|c| !c.human_only).position(|c| c.key == "result").unwrap();
    let mut lines = Vec::new();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    lines.push(reader.headers().unwrap().iter().collect::<Vec<_>>().join(","));
    for (i, record) in reader.records().enumerate() {
        let record = record.unwrap();
        let cells: Vec<&str> =
            record.iter().enumerate().map(|(c, cell)| if c == result { fill(i) } else { cell }).collect();
        lines.push(cells.join(","));
    }
    lines.join("\n")
}

fn read(text: &str) -> motcua::Result<sample::Form> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("phieu.csv");
    std::fs::write(&path, text).unwrap();
    sample::read_form(&io::sheets::read(&path, &Import::default())?)
}

#[test]
fn a_filled_form_gives_the_error_rate() {
    let drawn = sample::sample(population(50, 4), Size::Dossiers(10), 7).unwrap();
    let words = ["Đạt", "không đạt", "", "ok", "Đạt", "LỖI", "đạt.", "pass", "", "đạt"];
    let form = read(&filled(&drawn, |i| words[i])).unwrap();
    assert_eq!(form.id, drawn.id);
    let (all, strata) = sample::assess(&form);
    assert_eq!((all.inspected, all.errors, all.blank), (8, 2, 2));
    assert_eq!(all.rate(), Some(25.0));
    assert_eq!(all.interval(), Some((7.15, 59.07)));
    assert_eq!(strata.len(), 4);
    assert_eq!(strata.iter().map(|s| s.inspected).sum::<u64>(), 8);
    let document = report::sample::results(&form, Lang::Vi);
    let json: serde_json::Value = serde_json::from_slice(&render::json::render(&document)).unwrap();
    assert_eq!(json["errors"], 2);
    assert_eq!(json["rate"], 25.0);
}

#[test]
fn a_form_that_is_not_one_is_refused() {
    let drawn = sample::sample(population(50, 4), Size::Dossiers(10), 7).unwrap();
    let whole = filled(&drawn, |_| "đạt");
    let said = |text: &str| {
        let error = read(text).unwrap_err();
        assert_eq!(error.kind.exit_code(), 4, "{error}");
        error.text(Lang::Vi)
    };
    let shorter = whole.lines().take(10).collect::<Vec<_>>().join("\n");
    assert!(said(&shorter).contains("không khớp với mẫu"));
    assert!(said(&whole.replace("sample_id", "x")).contains("không phải phiếu kiểm tra"));
    assert!(said(&whole.replacen("đạt", "chắc là được", 1)).contains("không rõ"));
    let twice = format!("{whole}\n{}", whole.lines().last().unwrap());
    assert!(said(&twice).contains("hai dòng"));
}
