//! The working calendar: known cases, laws, a naive loop, the command.

use std::sync::OnceLock;

use assert_cmd::Command;
use chrono::{Days, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use motcua::domain::calendar::{self, Calendar, DayKind, Status};
use motcua::domain::settings::OfficeHours;
use motcua::words::Lang;
use proptest::prelude::*;

mod laws;

fn at(text: &str) -> NaiveDateTime {
    let full = if text.len() == 16 { format!("{text}:00") } else { text.to_string() };
    full.replace(' ', "T").parse().unwrap_or_else(|_| panic!("{text}"))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn cases(file: &str) -> Vec<Vec<String>> {
    let path = format!("{}/tests/cases/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.records().map(|r| r.unwrap().iter().map(str::to_string).collect()).collect()
}

fn motcua(args: &[&str], input: &str) -> String {
    let mut command = Command::cargo_bin("motcua").unwrap();
    command.env_remove("MOTCUA_LANG").arg("calendar").args(args).write_stdin(input);
    let output = command.assert().success().get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

#[test]
fn working_minutes_of_all_cases() {
    let calendar = Calendar::builtin();
    let mut n = 0;
    for file in ["working_minutes.csv", "working_minutes_2026.csv"] {
        for case in cases(file) {
            let seconds: i64 = case[3].parse().unwrap();
            assert_eq!(calendar.working_seconds(at(&case[0]), at(&case[1])), seconds, "{case:?}");
            assert_eq!(calendar.working_minutes(at(&case[0]), at(&case[1])), seconds / 60, "{case:?}");
            n += 1;
        }
    }
    assert_eq!(n, 360);
}

#[test]
fn active_minutes_of_all_suspended_cases() {
    let calendar = Calendar::builtin();
    for case in cases("working_minutes_suspended.csv") {
        let (start, end) = (at(&case[0]), at(&case[1]));
        let mut suspensions: Vec<(NaiveDateTime, NaiveDateTime)> = case[2]
            .split(';')
            .filter(|s| !s.is_empty())
            .map(|s| s.split_once('/').unwrap())
            .map(|(from, until)| (at(from).max(start), at(until).min(end)))
            .collect();
        suspensions.sort();
        let (mut active, mut reached) = (calendar.working_seconds(start, end), start);
        for (from, until) in suspensions {
            active -= calendar.working_seconds(from.max(reached), until);
            reached = reached.max(until);
        }
        assert_eq!(active / 60, case[3].parse::<f64>().unwrap() as i64, "{case:?}");
    }
}

#[test]
fn sums_of_all_cases() {
    let calendar = Calendar::builtin();
    for case in cases("add_working_minutes.csv") {
        let minutes: i64 = case[1].parse().unwrap();
        let result = calendar.add_minutes(at(&case[0]), minutes);
        assert_eq!(result, at(&case[2]), "{case:?}");
        let opening = if is_close(&calendar, result) {
            calendar.add_minutes(result + Duration::seconds(1), 0)
        } else {
            result
        };
        assert_eq!(opening, at(&case[3]), "{case:?}");
    }
    for case in cases("add_working_days.csv") {
        let n: i64 = case[1].parse().unwrap();
        assert_eq!(calendar.add_days(day(&case[0]), n), day(&case[2]), "{case:?}");
    }
}

fn is_close(calendar: &Calendar, at: NaiveDateTime) -> bool {
    calendar.sessions(at.date()).iter().any(|(_, close)| *close == at.time())
}

#[test]
fn the_command_answers_all_cases() {
    let mut lines = String::from("start,end\n");
    let mut expected = String::new();
    for case in cases("working_minutes.csv") {
        lines += &format!("{},{}\n", case[0], case[1]);
        expected += &format!("{}\n", case[3].parse::<i64>().unwrap() / 60);
    }
    assert_eq!(motcua(&["between", "-"], &lines), expected);
    let (mut lines, mut expected) = (String::new(), String::new());
    for case in cases("add_working_minutes.csv") {
        lines += &format!("{},{}m\r\n", case[0], case[1]);
        expected += &format!("{}\n", case[2]);
    }
    for case in cases("add_working_days.csv") {
        lines += &format!("{},{}d\n", case[0], case[1]);
        expected += &format!("{}\n", case[2]);
    }
    assert_eq!(motcua(&["add", "-"], &lines), expected);
}

/// Eight working hours after submission, around swaps and holidays.
#[test]
fn eight_hours_end() {
    let calendar = Calendar::builtin();
    for (start, end) in [
        ("2024-04-15 08:00", "2024-04-16 08:00"),
        ("2024-04-15 17:00", "2024-04-16 17:00"),
        ("2024-04-15 20:15", "2024-04-16 17:00"),
        ("2024-04-19 12:00", "2024-04-22 11:30"),
        ("2024-04-26 16:00", "2024-05-02 16:00"),
        ("2024-05-03 15:00", "2024-05-04 15:00"),
        ("2024-02-07 14:00", "2024-02-15 14:00"),
        ("2025-04-25 16:30", "2025-04-26 16:30"),
        ("2026-01-09 16:00", "2026-01-10 16:00"),
        ("2026-08-21 10:00", "2026-08-22 10:00"),
        ("2026-11-23 09:00", "2026-11-25 09:00"),
    ] {
        assert_eq!(calendar.add_minutes(at(start), 480), at(end), "{start}");
        assert_eq!(calendar.working_minutes(at(start), at(end)), 480, "{start}");
    }
    for (start, n, end) in [
        ("2024-04-17", 3, "2024-04-23"),
        ("2024-04-26", 5, "2024-05-07"),
        ("2024-05-02", 2, "2024-05-04"),
        ("2025-04-24", 3, "2025-04-28"),
        ("2026-01-07", 3, "2026-01-10"),
        ("2026-08-20", 5, "2026-08-26"),
        ("2026-02-13", 1, "2026-02-23"),
        ("2026-11-20", 3, "2026-11-26"),
    ] {
        assert_eq!(calendar.add_days(day(start), n), day(end), "{start}");
    }
    for (start, end, minutes) in [
        ("2024-04-26 16:00", "2024-05-02 08:00", 120),
        ("2024-05-03 15:00", "2024-05-06 07:30", 630),
        ("2026-11-23 16:00", "2026-11-25 09:00", 180),
    ] {
        assert_eq!(calendar.working_minutes(at(start), at(end)), minutes, "{start}");
    }
}

#[test]
fn days_have_names() {
    let calendar = Calendar::builtin();
    for (date, kind, name) in [
        ("2026-01-01", DayKind::Off, "Tết Dương lịch"),
        ("2026-01-02", DayKind::Off, "nghỉ hoán đổi, làm bù ngày 10/01"),
        ("2026-01-10", DayKind::WorkedWeekend, "làm bù cho ngày nghỉ 02/01"),
        ("2026-02-17", DayKind::Off, "Tết Nguyên đán"),
        ("2026-04-27", DayKind::Off, "nghỉ bù Giỗ Tổ Hùng Vương"),
        ("2026-08-31", DayKind::Off, "nghỉ hoán đổi, làm bù ngày 22/08"),
        ("2026-09-01", DayKind::Off, "Quốc khánh"),
        ("2026-11-24", DayKind::Off, "Ngày Văn hóa Việt Nam"),
        ("2023-05-02", DayKind::Off, "nghỉ bù Giỗ Tổ Hùng Vương"),
        ("2023-05-03", DayKind::Off, "nghỉ bù Ngày Chiến thắng 30/4"),
        ("2023-09-04", DayKind::Off, "nghỉ bù Quốc khánh"),
        ("2024-04-29", DayKind::Off, "nghỉ hoán đổi, làm bù ngày 04/05"),
    ] {
        let known = calendar.day(day(date));
        assert_eq!((known.kind, known.name.unwrap().text(Lang::Vi)), (kind, name), "{date}");
        assert_eq!(known.status, Some(Status::Official));
        assert!(!known.source.is_empty());
    }
    assert_eq!(calendar.day(day("2026-10-03")).kind, DayKind::Weekend);
    assert_eq!(calendar.day(day("2026-10-05")).name, None);
}

#[test]
fn what_is_decided_and_what_is_not() {
    let calendar = Calendar::builtin();
    assert_eq!(calendar.decided_until(), day("2026-12-31"));
    assert!(calendar.warnings(day("2026-10-01"), day("2026-11-22")).is_empty());
    let undecided = calendar.warnings(day("2026-10-01"), day("2026-12-31"));
    assert!(undecided.len() == 1 && undecided[0].vi.contains("23/11/2026"), "{undecided:?}");
    let forecast = calendar.warnings(day("2026-12-01"), day("2027-01-04")).remove(0);
    assert!(forecast.vi.contains("31/12/2026"), "{}", forecast.vi);
    assert!(calendar.warnings(day("2028-01-01"), day("2028-01-31")).remove(0).vi.contains("2027"));
    assert!(calendar.warnings(day("2020-12-01"), day("2021-01-31")).remove(0).vi.contains("2021"));
    assert!(!calendar.knows(day("2020-12-31")) && calendar.knows(day("2021-01-01")));
}

#[test]
fn outside_the_lines_weekends_and_hours_hold() {
    let calendar = Calendar::builtin();
    assert_eq!(calendar.working_minutes(at("2019-12-30 00:00"), at("2020-01-06 00:00")), 5 * 480);
    assert_eq!(calendar.working_minutes(at("2031-09-01 07:00"), at("2031-09-08 07:00")), 5 * 480);
    assert_eq!(calendar.add_minutes(at("2020-01-03 16:30"), 60), at("2020-01-06 07:30"));
    assert_eq!(calendar.add_days(day("2035-06-29"), 1), day("2035-07-02"));
    let far = NaiveDate::MAX.and_time(NaiveTime::MIN);
    assert_eq!(calendar.add_minutes(far, i64::MAX).date(), NaiveDate::MAX);
    assert_eq!(calendar.add_minutes(far, i64::MIN).date(), NaiveDate::MIN);
    assert_eq!(calendar.add_days(day("2026-01-01"), i64::MAX), NaiveDate::MAX);
    assert_eq!(calendar.add_days(day("2026-01-01"), i64::MIN), NaiveDate::MIN);
    assert!(calendar.working_seconds(NaiveDate::MIN.and_time(NaiveTime::MIN), far) > 0);
    assert!(calendar.days(far, NaiveDateTime::MAX).len() <= 2);
}

fn hours(from: Option<&str>, agency: Option<&str>, sessions: &[&str]) -> OfficeHours {
    OfficeHours {
        from: from.map(str::to_string),
        agency: agency.map(str::to_string),
        sessions: sessions.iter().map(|s| s.to_string()).collect(),
    }
}

#[test]
fn office_hours_change_by_date_and_agency() {
    let winter = hours(Some("2026-10-15"), None, &["07:30-11:30", "13:30-17:30"]);
    let centre = hours(None, Some("Trung tâm  Phục vụ"), &["08:00-12:00", "13:00-17:00"]);
    let calendar = Calendar::from_csv("", vec![winter, centre]).unwrap();
    let minutes = |c: &Calendar, start, end| c.working_minutes(at(start), at(end));
    assert_eq!(minutes(&calendar, "2026-10-14 07:00", "2026-10-14 07:30"), 30);
    assert_eq!(minutes(&calendar, "2026-10-15 07:00", "2026-10-15 07:30"), 0);
    assert_eq!(minutes(&calendar, "2040-01-02 17:00", "2040-01-02 18:00"), 30);
    let own = calendar.for_agency("trung tâm phục vụ");
    assert_eq!(minutes(own, "2026-10-15 07:00", "2026-10-15 12:30"), 240);
    assert_eq!(minutes(calendar.for_agency("UBND xã"), "2026-10-14 07:00", "2026-10-14 12:30"), 270);
    for bad in [&["07:00"][..], &["11:30-07:00"], &["07:00-11:30", "11:00-17:00"], &[], &["7-11"]] {
        assert!(Calendar::from_csv("", vec![hours(None, None, bad)]).is_err(), "{bad:?}");
    }
    let twice = vec![hours(None, None, &["07:00-11:00"]), hours(None, None, &["08:00-11:00"])];
    assert!(Calendar::from_csv("", twice).is_err());
    let night = Calendar::from_csv("", vec![hours(None, None, &["20:00-24:00"])]).unwrap();
    assert_eq!(night.working_minutes(at("2026-10-05 00:00"), at("2026-10-06 00:00")), 240);
    assert_eq!(night.add_minutes(at("2026-10-05 00:00"), 240), at("2026-10-06 00:00"));
}

#[test]
fn own_lines_add_and_replace() {
    let plain = Calendar::builtin();
    let lines = "\u{feff}date;kind;status;source;agency\r\n\
        23/11/2026;off;official;swap;\r\n28/11/2026;work;official;swap;\r\n\
        2026-10-20;off;;bão;\r\n2026-10-21;off;local;mất điện;Trung tâm\r\n";
    let calendar = Calendar::from_csv(lines, vec![]).unwrap();
    assert!(!calendar.is_working_day(day("2026-11-23")));
    assert_eq!(calendar.day(day("2026-11-28")).name.unwrap().vi, "làm bù cho ngày nghỉ 23/11");
    assert_eq!(calendar.day(day("2026-10-20")).name.unwrap().vi, "nghỉ tại địa phương");
    assert!(calendar.is_working_day(day("2026-10-21")));
    assert!(!calendar.for_agency("Trung tâm").is_working_day(day("2026-10-21")));
    assert!(!calendar.for_agency("Trung tâm").is_working_day(day("2026-10-20")));
    assert_ne!(plain.version(), calendar.version());
    assert_eq!(plain.version(), Calendar::builtin().version());
    let undone = Calendar::from_csv("date,kind,status\n2027-02-04,work,official\n", vec![]).unwrap();
    assert!(undone.is_working_day(day("2027-02-04")));
    for bad in [
        "when,kind\n",
        "date,kind\n2026-13-01,off\n",
        "date,kind\n2026-10-01,maybe\n",
        "date,kind\n1026-10-01,off\n",
    ] {
        assert!(Calendar::from_csv(bad, vec![]).is_err(), "{bad}");
    }
    let error = Calendar::from_csv("date,kind\n2026-10-01,off\n2026-10-01,work\n", vec![]).unwrap_err();
    assert!(error.text(Lang::Vi).contains("Dòng 2 và 3"), "{error}");
}

fn codes(lines: &str) -> Vec<String> {
    calendar::check(lines).unwrap().iter().map(|gap| format!("{} {}", gap.date, gap.code)).collect()
}

#[test]
fn contradictions_are_found() {
    assert_eq!(codes(""), Vec::<String>::new());
    assert_eq!(codes("date,kind\n2026-10-17,work\n"), ["2026-10-17 worked_day_without_day_off"]);
    let year = codes("date,kind,status\n2028-01-03,off,official\n");
    assert!(year.contains(&"2028-01-26 no_tet".to_string()), "{year:?}");
    assert!(year.contains(&"2028-05-01 holiday_not_off".to_string()), "{year:?}");
    assert!(!year.contains(&"2028-01-01 no_make_up".to_string()), "{year:?}");
    let no_make_up = codes("date,kind,status\n2026-04-27,work,official\n");
    assert_eq!(no_make_up, ["2026-04-26 no_make_up"]);
    assert_eq!(codes("date,kind,status\n2026-02-18,work,official\n"), ["2026-02-17 tet_too_short"]);
    assert_eq!(codes("date,kind,status\n2026-10-21,off,official\n"), ["2026-10-21 unexplained_day_off"]);
    assert_eq!(codes("date,kind,status\n2026-10-21,off,local\n"), Vec::<String>::new());
    let twice =
        codes("date,kind,status\n2026-10-21,off,local\n2026-10-21,off,local\n2026-10-21,work,local\n");
    assert_eq!(twice, ["2026-10-21 conflicting_lines", "2026-10-21 duplicate_line"]);
    assert_eq!(codes("date,kind\n2026-10-24,off\n"), ["2026-10-24 weekend_is_off_anyway"]);
    assert!(codes("date,kind\n2029-01-01,off\n").contains(&"2028-01-01 empty_year".to_string()));
}

#[test]
fn the_command_in_other_forms() {
    let json = motcua(&["between", "2026-08-21T10:00", "2026-08-22 08:00", "--format", "json"], "");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["working_minutes"], 360);
    assert_eq!(json["days"].as_array().unwrap().len(), 2);
    let csv = motcua(&["between", "-", "--format", "csv"], "2026-08-21,2026-08-22\n\n");
    assert_eq!(csv, "\u{feff}start,end,working_minutes\r\n2026-08-21T00:00:00,2026-08-22T00:00:00,480\r\n");
    let json = motcua(&["add", "2026-08-20", "5d", "--format", "json"], "");
    assert!(json.contains("\"result\": \"2026-08-26\""), "{json}");
    let year = motcua(&["show", "2026"], "");
    assert!(year.contains("Quốc khánh") && year.contains("22/08/2026"), "{year}");
    assert!(motcua(&["check", "--lang", "en"], "").contains("No contradiction"));
    for (args, input, code) in [
        (&["between", "-"][..], "2026-08-21\n", 3),
        (&["between", "-"], "2026-08-21,2026-08-22\nx,y\n", 3),
        (&["add", "-"], "2026-08-21,3\n", 3),
        (&["between", "2026-08-21"], "", 2),
        (&["add", "2026-08-21", "3 ngày"], "", 2),
        (&["show", "99999"], "", 2),
    ] {
        let mut command = Command::cargo_bin("motcua").unwrap();
        let output = command.arg("calendar").args(args).write_stdin(input).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        assert!(output.stdout.is_empty());
    }
}
