//! Laws that hold between any instants, and a naive loop over seconds.

use super::*;

/// Read once: the properties ask it thousands of times.
fn shared() -> &'static Calendar {
    static CALENDAR: OnceLock<Calendar> = OnceLock::new();
    CALENDAR.get_or_init(Calendar::builtin)
}

/// Minute by minute and second by second, from the days' sessions alone.
fn naive_seconds(calendar: &Calendar, start: NaiveDateTime, end: NaiveDateTime) -> i64 {
    let open = |at: NaiveDateTime| {
        let date = at.date();
        calendar.is_working_day(date)
            && calendar.sessions(date).iter().any(|(o, c)| *o <= at.time() && at.time() < *c)
    };
    let (mut at, mut seconds) = (start, 0);
    while at < end {
        let whole_minute = at.time().format("%S").to_string() == "00" && at + Duration::minutes(1) <= end;
        let step = if whole_minute { 60 } else { 1 };
        seconds += if open(at) { step } else { 0 };
        at += Duration::seconds(step);
    }
    seconds
}

/// An instant in 2019–2029, inside and outside the lines.
fn instants() -> impl Strategy<Value = NaiveDateTime> {
    (0..10 * 365 * 86_400_i64).prop_map(|s| at("2019-06-01 00:00") + Duration::seconds(s))
}

/// On the edges of sessions more often than chance would have it.
fn edges() -> impl Strategy<Value = NaiveDateTime> {
    let times = prop::sample::select(vec![0, 25_200, 41_400, 48_600, 61_200, 86_399]);
    (0..3_650_u64, times, -1..=1_i64).prop_map(|(days, second, off)| {
        let midnight = (day("2019-06-02") + Days::new(days)).and_time(NaiveTime::MIN);
        midnight + Duration::seconds(second + off)
    })
}

fn any_instant() -> impl Strategy<Value = NaiveDateTime> {
    prop_oneof![instants(), edges()]
}

proptest! {
    #[test]
    fn intervals_add_up(a in any_instant(), b in any_instant(), c in any_instant()) {
        let calendar = shared();
        let mut t = [a, b, c];
        t.sort();
        let whole = calendar.working_seconds(t[0], t[2]);
        prop_assert_eq!(calendar.working_seconds(t[0], t[1]) + calendar.working_seconds(t[1], t[2]), whole);
        prop_assert!(whole >= calendar.working_seconds(t[0], t[1]));
        prop_assert_eq!(calendar.working_seconds(t[2], t[0]), 0);
        let by_day: i64 = calendar.days(t[0], t[1]).iter().map(|d| d.seconds).sum();
        prop_assert_eq!(by_day, calendar.working_seconds(t[0], t[1]));
    }

    #[test]
    fn parts_of_days_are_what_they_count(a in any_instant(), length in 0..400_000_i64) {
        let calendar = shared();
        for day in calendar.days(a, a + Duration::seconds(length)) {
            let parts: i64 = day.parts.iter().map(|(open, close)| (*close - *open).num_seconds()).sum();
            prop_assert_eq!(parts, day.seconds);
        }
    }

    #[test]
    fn adding_and_taking_off_are_inverse(start in any_instant(), seconds in 1..3_000_000_i64) {
        let calendar = shared();
        let end = calendar.add_seconds(start, seconds);
        prop_assert_eq!(calendar.working_seconds(start, end), seconds);
        prop_assert!(calendar.add_seconds(start, seconds + 1) > end);
        let back = calendar.subtract_seconds(end, seconds);
        prop_assert!(calendar.working_seconds(back.min(start), back.max(start)) == 0);
        prop_assert_eq!(calendar.working_seconds(back, end), seconds);
        prop_assert_eq!(calendar.add_seconds(back, seconds), end);
        let earlier = calendar.subtract_seconds(start, seconds);
        prop_assert_eq!(calendar.working_seconds(earlier, start), seconds);
        prop_assert!(calendar.subtract_seconds(start, seconds + 1) < earlier);
    }

    #[test]
    fn days_added_are_days_counted(start in any_instant(), n in 1..600_i64) {
        let calendar = shared();
        let date = start.date();
        let end = calendar.add_days(date, n);
        prop_assert!(calendar.is_working_day(end));
        let counted = date.iter_days().skip(1).take_while(|d| *d <= end).filter(|d| calendar.is_working_day(*d));
        prop_assert_eq!(counted.count() as i64, n);
        let before = calendar.add_days(date, -n);
        prop_assert!(calendar.is_working_day(before) && before < date);
        let between = before.iter_days().take_while(|d| *d < date).filter(|d| calendar.is_working_day(*d));
        prop_assert_eq!(between.count() as i64, n);
        prop_assert!(calendar.add_days(date, 0) >= date);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_naive_loop_agrees(start in any_instant(), length in 0..700_000_i64) {
        let calendar = shared();
        let end = start + Duration::seconds(length);
        prop_assert_eq!(calendar.working_seconds(start, end), naive_seconds(calendar, start, end));
    }
}
