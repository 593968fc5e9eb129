//! Working time between two instants: questions per second on one core.
//!
//! `cargo bench --bench working_time`; the throughput line counts questions.

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use motcua::domain::calendar::Calendar;

/// Pairs of instants spread over 2021 to 2027 by a fixed linear congruence, up to 60 days apart.
fn pairs(n: u64) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let first = NaiveDate::from_ymd_opt(2021, 1, 1).expect("a date").and_hms_opt(0, 0, 0).expect("a time");
    let mut seed = 1_u64;
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    (0..n)
        .map(|_| {
            let start = first + Days::new(next(2_500)) + TimeDelta::seconds(next(86_400) as i64);
            (start, start + TimeDelta::seconds(next(60 * 86_400) as i64))
        })
        .collect()
}

fn working_seconds(c: &mut Criterion) {
    let calendar = Calendar::builtin();
    let pairs = pairs(100_000);
    let mut group = c.benchmark_group("working_seconds");
    group.throughput(Throughput::Elements(pairs.len() as u64));
    group.bench_function("100000 pairs over 7 years", |b| {
        b.iter(|| pairs.iter().map(|(start, end)| calendar.working_seconds(*start, *end)).sum::<i64>());
    });
    group.finish();
}

criterion_group!(benches, working_seconds);
criterion_main!(benches);
