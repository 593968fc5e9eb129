//! All spellings of dates, and what is none.

use super::*;

fn read(text: &str) -> Result<Option<String>, DateProblem> {
    from_text(text, DateOrder::DayFirst, false).map(|m| m.map(|m| m.format("%Y-%m-%d %H:%M:%S").to_string()))
}

#[test]
fn all_spellings_of_one_moment() {
    let spellings = [
        "05/08/2024 08:30:00",
        "5/8/2024 8:30",
        "05-08-2024 08:30",
        "05.08.2024 08:30:00",
        "2024-08-05 08:30:00",
        "2024-08-05T08:30:00",
        "2024-08-05T08:30:00.000",
        "2024-08-05T01:30:00Z",
        "2024-08-05T08:30:00+07:00",
        "2024-08-05T01:30:00.123+00:00",
        "2024/08/05 08:30",
        "08:30 05/08/2024",
        "08:30:00, 05/08/2024",
        "08:30:00 - 05/08/2024",
        "05/08/2024, 08:30:00",
        "05/08/24 08:30",
        "05/08/2024 8:30 AM",
        "05/08/2024 8:30:00 SA",
        "08h30 05/08/2024",
        "08 giờ 30 phút ngày 05/08/2024",
        "08 giờ 30 phút, ngày 05 tháng 8 năm 2024",
        "lúc 08:30 ngày 05/08/2024",
        "/Date(1722821400000)/",
        "/Date(1722821400000+0700)/",
        "20240805083000",
    ];
    for text in spellings {
        assert_eq!(read(text), Ok(Some("2024-08-05 08:30:00".into())), "{text}");
    }
}

#[test]
fn dates_without_a_time_are_midnight() {
    for text in [
        "05/08/2024",
        "5/8/24",
        "2024-08-05",
        "ngày 5 tháng 8 năm 2024",
        "20240805",
        "45509",
        "05/08/2024 00:00:00",
    ] {
        assert_eq!(read(text), Ok(Some("2024-08-05 00:00:00".into())), "{text}");
    }
    assert_eq!(read("05/08/2024 2:05 CH"), Ok(Some("2024-08-05 14:05:00".into())));
    assert_eq!(read("05/08/2024 12:05 PM"), Ok(Some("2024-08-05 12:05:00".into())));
}

#[test]
fn blank_like_texts_are_no_date() {
    for text in ["", " ", "-", "…", "n/a", "NULL", "//"] {
        assert_eq!(read(text), Ok(None), "{text:?}");
    }
}

#[test]
fn what_is_no_date_is_said_to_be_none() {
    for text in [
        "hôm qua",
        "31/02/2024",
        "32/01/2024",
        "13/13/2024",
        "05/08",
        "05/08/202",
        "05/08/2024 25:00",
        "5 ngày",
        "H32.12-240415-0001",
        "05/08/2024 08:30 abc",
        "0912345678",
        "99999999999999999999999",
        "12",
        "05/08/2024 13:30 SA",
        "٣/٤/٢٠٢٤",
    ] {
        assert_eq!(read(text), Err(DateProblem::Unreadable), "{text}");
    }
    for text in ["05/08/1999", "01/01/0001", "05/08/2101", "1900-01-01", "/Date(-62135596800000)/", "2000"] {
        assert_eq!(read(text), Err(DateProblem::YearOutOfRange), "{text}");
    }
}

#[test]
fn serials_of_both_systems() {
    let text = |m: Read| m.map(|m| m.to_string());
    assert_eq!(text(from_serial(45509.354166666664, false)), Ok("2024-08-05 08:30:00".into()));
    assert_eq!(text(from_serial(45509.354166666664 - 1462.0, true)), Ok("2024-08-05 08:30:00".into()));
    assert_eq!(text(from_serial(20240805.0, false)), Ok("2024-08-05 00:00:00".into()));
    assert_eq!(from_serial(5.0, false), Err(DateProblem::YearOutOfRange));
    assert_eq!(from_serial(f64::NAN, false), Err(DateProblem::Unreadable));
    assert_eq!(from_serial(-1.0, false), Err(DateProblem::Unreadable));
    assert_eq!(from_serial(912345678.0, false), Err(DateProblem::Unreadable));
}

#[test]
fn month_first_is_proved_by_a_day_above_twelve() {
    assert_eq!(proof("08/25/2024 10:00"), Some(DateOrder::MonthFirst));
    assert_eq!(proof("25/08/2024"), Some(DateOrder::DayFirst));
    assert_eq!(proof("05/08/2024"), None);
    assert_eq!(proof("2024-08-25"), None);
    assert_eq!(proof("10:25:00, 05/08/2024"), None);
    let read = from_text("08/05/2024", DateOrder::MonthFirst, false).unwrap().unwrap();
    assert_eq!(read.to_string(), "2024-08-05 00:00:00");
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_fall(text in "\\PC{0,40}") {
        let _ = from_text(&text, DateOrder::DayFirst, false);
        let _ = proof(&text);
    }

    #[test]
    fn date_like_texts_neither(text in "[0-9/:\\-. T+Zzhgiờáng]{0,30}", serial in proptest::num::f64::ANY) {
        let _ = from_text(&text, DateOrder::MonthFirst, true);
        let _ = from_serial(serial, true);
    }
}

#[test]
fn dot_net_dates_that_are_none() {
    for text in [
        "/Date(ừ)/",
        "/Date(",
        "/Date(-",
        "/Date(-)/",
        "/Date(1-",
        "/Date(--1)/",
        "/Date(99999999999999999999)/",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
    assert_eq!(read("/Date(1722821400000-0000)/"), Ok(Some("2024-08-05 08:30:00".into())));
}
