//! `changes`: kinds of change, what explains a moved due date, effects, independence of row order.

use std::collections::BTreeSet;

use motcua::analysis::changes::{self, ChangeKind, Changes, Listed};
use motcua::analysis::facts::{self, Facts};
use motcua::domain::calendar::Calendar;
use motcua::domain::settings::Settings;
use motcua::metrics::Library;
use proptest::prelude::*;

use crate::made::{Dossier, Made, Suspension, t};

fn facts_of(made: &Made) -> Facts {
    let library = Library::builtin().unwrap();
    facts::build(&made.state(), &Calendar::builtin(), &Settings::default(), &library).unwrap()
}

/// With the metrics that the tests ask about; all of them would only take time.
fn compare(before: &Made, after: &Made, listed: Option<&Listed>) -> Changes {
    let mut library = Library::builtin().unwrap();
    library.metrics.retain(|m| ["on_time", "digitized", "procedures_online"].contains(&m.name.as_str()));
    changes::changes(&facts_of(before), &facts_of(after), listed, &Calendar::builtin(), &library).unwrap()
}

fn dossier(n: u32) -> Dossier {
    Dossier {
        dossier_code: format!("H32.7-261001-{n:04}"),
        submitted_at: Some(t("2026-10-01 08:00")),
        accepted_at: Some(t("2026-10-01 14:00")),
        due_at: Some(t("2026-10-08 17:00")),
        processing_official: Some("Trần Văn B".into()),
        receiving_official: Some("Lê Thị A".into()),
        status: Some("processing"),
        digitized: Some(true),
        paid_online: Some(false),
        ..Dossier::default()
    }
}

fn stop(n: u32, start: &str, end: &str) -> Suspension {
    Suspension {
        dossier_code: format!("H32.7-261001-{n:04}"),
        sequence: 1,
        suspended_at: Some(t(start)),
        resumed_at: Some(t(end)),
        reason: Some("Chờ xác minh thực địa thửa đất".into()),
        ..Suspension::default()
    }
}

fn at(as_of: &str, dossiers: Vec<Dossier>, suspensions: Vec<Suspension>) -> Made {
    Made { dossiers, suspensions, ..Made::new(as_of) }
}

fn told(changes: &Changes) -> Vec<(&str, &str, &str)> {
    changes.rows.iter().map(|c| (c.kind.as_str(), &c.dossier_code[13..], c.column)).collect()
}

#[test]
fn every_kind_of_change() {
    let before = at("2026-10-09 17:00", (1..=9).map(dossier).collect(), vec![]);
    let mut after = at("2026-10-16 17:00", (1..=10).map(dossier).collect(), vec![]);
    after.suspensions = vec![stop(1, "2026-10-05 08:00", "2026-10-06 08:00")];
    after.dossiers[0].due_at = Some(t("2026-10-09 17:00"));
    after.dossiers[1].due_at = Some(t("2026-10-09 17:00"));
    after.dossiers[2].submitted_at = Some(t("2026-10-01 13:30"));
    after.dossiers[3].accepted_at = None;
    after.dossiers[4].finished_at = Some(t("2026-10-08 16:59"));
    after.dossiers[5].processing_official = Some("Phạm C".into());
    after.dossiers[6].status = Some("registered");
    after.dossiers[7].digitized = Some(false);
    after.dossiers[8].paid_online = Some(true);
    let changes = compare(&before, &after, None);
    assert_eq!(
        told(&changes),
        [
            ("due_moved", "0002", "due_at"),
            ("due_moved_suspended", "0001", "due_at"),
            ("submitted_edited", "0003", "submitted_at"),
            ("accepted_edited", "0004", "accepted_at"),
            ("official_swapped", "0006", "processing_official"),
            ("status_back", "0007", "status"),
            ("digitized_flipped", "0008", "digitized"),
            ("paid_flipped", "0009", "paid_online"),
            ("new", "0010", ""),
        ]
    );
    assert_eq!((changes.n_before, changes.n_after, changes.n_both), (9, 10, 9));
    assert!(!changes.vanished_is_known);
    let digitized = changes.effects.iter().find(|e| e.metric == "digitized" && e.kind.is_none()).unwrap();
    assert_eq!((digitized.before.hits, digitized.before.total), (9, 9));
    // Dossier 4 lost its acceptance date and counts no more, dossier 8 its flag.
    assert_eq!((digitized.after.hits, digitized.after.total), (7, 8));
    let flipped = changes.effects.iter().find(|e| e.kind == Some(ChangeKind::DigitizedFlipped)).unwrap();
    assert_eq!((flipped.metric.as_str(), flipped.before.hits, flipped.after.hits), ("digitized", 1, 0));
}

#[test]
fn a_finish_edited_after_the_fact_moves_the_rate() {
    let late = Dossier { finished_at: Some(t("2026-10-09 09:00")), status: Some("finished"), ..dossier(1) };
    let early = Dossier { finished_at: Some(t("2026-10-08 16:00")), ..late.clone() };
    let changes = compare(
        &at("2026-10-12 17:00", vec![late], vec![]),
        &at("2026-10-19 17:00", vec![early], vec![]),
        None,
    );
    assert_eq!(told(&changes), [("finished_edited", "0001", "finished_at")]);
    let on_time: Vec<_> = changes.effects.iter().filter(|e| e.metric == "on_time").collect();
    assert_eq!(on_time.len(), 2);
    for effect in on_time {
        assert_eq!((effect.before.hits, effect.before.total), (0, 1));
        assert_eq!((effect.after.hits, effect.after.total), (1, 1));
        assert_eq!(effect.after.rate(), Some(100.0));
    }
}

#[test]
fn a_move_beyond_the_suspension_is_not_explained_by_it() {
    let moved = |due: &str| {
        let after = Dossier { due_at: Some(t(due)), ..dossier(1) };
        let stops = vec![stop(1, "2026-10-05 08:00", "2026-10-06 08:00")];
        let before = at("2026-10-02 17:00", vec![dossier(1)], vec![]);
        compare(&before, &at("2026-10-16 17:00", vec![after], stops), None).rows[0].kind
    };
    assert_eq!(moved("2026-10-09 17:00"), ChangeKind::DueMovedSuspended);
    assert_eq!(moved("2026-10-09 11:00"), ChangeKind::DueMovedSuspended);
    assert_eq!(moved("2026-10-12 08:00"), ChangeKind::DueMoved);
    assert_eq!(moved("2026-10-07 17:00"), ChangeKind::DueMoved);
}

#[test]
fn without_suspensions_a_move_is_not_judged() {
    let lacking = |mut made: Made| {
        for column in motcua::domain::schema::SUSPENSIONS {
            made = made.without(&format!("suspensions.{}", column.name));
        }
        made
    };
    let after = Dossier { due_at: Some(t("2026-10-09 17:00")), ..dossier(1) };
    let before = lacking(at("2026-10-02 17:00", vec![dossier(1)], vec![]));
    let changes = compare(&before, &lacking(at("2026-10-16 17:00", vec![after], vec![])), None);
    assert_eq!(changes.rows[0].kind, ChangeKind::DueMovedUnknown);
}

#[test]
fn a_column_that_one_side_lacks_is_not_compared() {
    let before = at("2026-10-02 17:00", vec![dossier(1)], vec![]);
    let after = at("2026-10-09 17:00", vec![Dossier { digitized: None, ..dossier(1) }], vec![]);
    assert_eq!(told(&compare(&before, &after.clone(), None)), [("digitized_flipped", "0001", "digitized")]);
    assert!(compare(&before, &after.without("dossiers.digitized"), None).rows.is_empty());
}

#[test]
fn who_is_missing_inside_the_scope_has_vanished() {
    let all: Vec<Dossier> = (1..=3).map(dossier).collect();
    let codes = |made: &[Dossier]| made.iter().map(|d| d.dossier_code.clone()).collect::<BTreeSet<_>>();
    let (before, after) =
        (at("2026-10-02 17:00", all.clone(), vec![]), at("2026-10-09 17:00", all.clone(), vec![]));
    let day = |text: &str| t(text).date();
    let mut listed = Listed {
        before: codes(&all),
        after: codes(&all[..2]),
        scope: Some((day("2026-10-01"), day("2026-10-09"))),
    };
    let changes = compare(&before, &after, Some(&listed));
    assert_eq!(told(&changes), [("vanished", "0003", "")]);
    assert!(changes.vanished_is_known);
    listed.scope = Some((day("2026-10-02"), day("2026-10-09")));
    assert!(compare(&before, &after, Some(&listed)).rows.is_empty());
    listed.scope = None;
    assert!(!compare(&before, &after, Some(&listed)).vanished_is_known);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_shuffled_export_gives_the_same_changes(
        edits in prop::collection::vec((0..8_usize, 0..5_u8), 1..8),
        order in Just((0..8_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let before = at("2026-10-09 17:00", (1..=8).map(dossier).collect(), vec![]);
        let mut after = at("2026-10-16 17:00", before.dossiers.clone(), vec![]);
        for (i, edit) in edits {
            let dossier = &mut after.dossiers[i];
            match edit {
                0 => dossier.due_at = Some(t("2026-10-15 17:00")),
                1 => dossier.digitized = None,
                2 => dossier.finished_at = Some(t("2026-10-12 10:00")),
                3 => dossier.receiving_official = Some("Phạm C".into()),
                _ => dossier.status = Some("accepted"),
            }
        }
        let mut shuffled = after.clone();
        shuffled.dossiers = order.iter().map(|i| after.dossiers[*i].clone()).collect();
        let (mut one, mut other) = (compare(&before, &after, None), compare(&before, &shuffled, None));
        // The made source row is the place in the list, which is what was shuffled.
        for row in one.rows.iter_mut().chain(&mut other.rows) {
            row.place = Default::default();
        }
        prop_assert_eq!(one, other);
    }
}
