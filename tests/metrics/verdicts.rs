//! Each rule of the audit on its own, what voided time does to the due date, the evidence.

use super::*;

/// A suspension with nothing to be said against it.
fn proper(code: &str, sequence: i64, from: &str, to: Option<&str>) -> Suspension {
    Suspension {
        dossier_code: code.into(),
        sequence,
        kind: Some("other"),
        suspended_at: Some(t(from)),
        resumed_at: to.map(t),
        reason: Some("Chờ cơ quan thuế xác định nghĩa vụ tài chính".into()),
        document_no: Some("15/CV".into()),
        document_at: Some(t(from)),
        notice_given: Some(true),
        ..Suspension::default()
    }
}

fn verdicts(made: &Made) -> Vec<(Verdict, Vec<String>, Vec<String>)> {
    let library = Library::builtin().unwrap();
    let found = suspensions::audit(&build(made), &library, october(), &Filter::default()).unwrap();
    found.into_iter().map(|s| (s.verdict, s.rules, s.no_data_rules)).collect()
}

pub(super) fn suspended(edit: impl Fn(&mut Suspension)) -> Made {
    let mut made = Made::new("2026-10-31 23:59");
    let due = Some(t("2026-10-30 16:00"));
    made.dossiers = vec![Dossier {
        accepted_at: Some(t("2026-10-01 08:00")),
        due_at: due,
        original_due_at: Some(t("2026-10-28 16:00")),
        ..dossier("A")
    }];
    let mut suspension = proper("A", 1, "2026-10-12 08:00", Some("2026-10-14 08:00"));
    edit(&mut suspension);
    made.suspensions = vec![suspension];
    made
}

#[test]
fn each_rule_of_the_verdict_fires_on_its_own() {
    assert_eq!(verdicts(&suspended(|_| {})), [(Verdict::Proper, vec![], vec![])]);
    let rules = |edit: fn(&mut Suspension)| verdicts(&suspended(edit)).remove(0).1;
    assert_eq!(rules(|s| s.reason = Some("khác".into())), ["no_reason"]);
    assert_eq!(rules(|s| s.reason = None), ["no_reason"]);
    assert_eq!(rules(|s| (s.document_no, s.document_at) = (None, None)), ["no_document"]);
    assert_eq!(rules(|s| s.document_at = Some(t("2026-10-13"))), ["document_after_suspension"]);
    assert_eq!(rules(|s| s.document_at = Some(t("2026-10-12"))), Vec::<String>::new());
    assert_eq!(rules(|s| s.notice_given = None), ["no_notice"]);
    assert_eq!(rules(|s| s.notice_given = Some(false)), ["no_notice"]);
    let late = |s: &mut Suspension| {
        (s.suspended_at, s.resumed_at) = (Some(t("2026-10-28 16:01")), Some(t("2026-10-29 16:01")));
    };
    assert_eq!(rules(late), ["after_due", "due_moved_too_far"]);
    let at_the_end = |s: &mut Suspension| {
        (s.suspended_at, s.resumed_at) = (Some(t("2026-10-28 14:00")), Some(t("2026-10-30 14:00")));
    };
    assert_eq!(rules(at_the_end), ["last_minute"]);
    assert_eq!(rules(|s| s.resumed_at = Some(t("2026-10-11 08:00"))), ["bad_interval", "due_moved_too_far"]);
}

#[test]
fn a_second_supplement_is_improper_and_unknown_kinds_leave_it_open() {
    let mut made = suspended(|s| s.kind = Some("supplement"));
    made.suspensions.push(proper("A", 2, "2026-10-16 08:00", Some("2026-10-16 09:00")));
    let second = |made: &Made| verdicts(made).remove(1);
    assert_eq!(second(&made).1, Vec::<String>::new());
    made.suspensions[1].kind = Some("supplement");
    assert_eq!(second(&made).1, ["second_supplement"]);
    made.suspensions[1].kind = None;
    assert_eq!(second(&made), (Verdict::Unverifiable, vec![], vec!["second_supplement".to_string()]));
}

#[test]
fn a_column_that_is_not_exported_makes_a_suspension_unverifiable_not_improper() {
    let mut made = suspended(|s| (s.document_no, s.document_at) = (None, None));
    made = made.without("suspensions.document_no").without("suspensions.document_at");
    let no_data = vec!["no_document".to_string(), "document_after_suspension".to_string()];
    assert_eq!(verdicts(&made), [(Verdict::Unverifiable, vec![], no_data)]);
    // One of the two columns is there and blank: not given.
    let made =
        suspended(|s| (s.document_no, s.document_at) = (None, None)).without("suspensions.document_at");
    let found = verdicts(&made).remove(0);
    assert_eq!((found.0, found.1), (Verdict::Improper, vec!["no_document".to_string()]));
}

#[test]
fn voided_time_moves_the_due_date_back_and_unverifiable_time_the_second_bound() {
    // Two days suspended without a notice; ended inside the two days that this gained.
    let mut made = suspended(|s| s.notice_given = None);
    made.dossiers[0].finished_at = Some(t("2026-10-29 10:00"));
    assert_eq!(counts(&made, "on_time"), (1, 1, 0));
    let row = one_rate(&made, "on_time_counterfactual");
    assert_eq!((row.hits, row.total, row.low.unwrap().hits), (0, 1, 0));
    // Nobody knows whether there was a notice: only the second bound falls.
    let made = made
        .without("suspensions.notice_given")
        .without("suspensions.notice_no")
        .without("suspensions.notice_at");
    let row = one_rate(&made, "on_time_counterfactual");
    let low = row.low.unwrap();
    assert_eq!((row.hits, row.total, low.hits, low.total), (1, 1, 0, 1));
}

#[test]
fn evidence_quotes_the_cells_and_says_where_they_are() {
    let library = Library::builtin().unwrap();
    let made = suspended(|s| (s.reason, s.notice_given) = (Some("chờ".into()), None));
    let found = suspensions::audit(&build(&made), &library, october(), &Filter::default()).unwrap();
    let lines: Vec<String> =
        found[0].evidence.iter().map(|e| format!("{}: {} [{}]", e.rule, e.text.vi, e.source.vi)).collect();
    insta::assert_snapshot!(lines.join("\n"));
}
