//! The verdicts of the audit, by plain loops.

use super::*;

pub(super) fn date_only(t: NaiveDateTime) -> bool {
    t == t.date().and_hms_opt(0, 0, 0).unwrap()
}

pub(super) fn last_second(t: NaiveDateTime) -> NaiveDateTime {
    if date_only(t) { t.date().and_hms_opt(23, 59, 59).unwrap() } else { t }
}

pub(super) fn after(a: NaiveDateTime, b: NaiveDateTime) -> bool {
    if date_only(a) || date_only(b) { a.date() > b.date() } else { a > b }
}

/// Takes working seconds off a due date (or adds them).
pub(super) fn moved(c: &Calendar, due: NaiveDateTime, seconds: i64) -> NaiveDateTime {
    let to = match seconds {
        0 => return due,
        1.. => c.add_seconds(last_second(due), seconds),
        _ => c.subtract_seconds(last_second(due), -seconds),
    };
    if date_only(due) { to.date().and_hms_opt(0, 0, 0).unwrap() } else { to }
}

pub(super) fn length(c: &Calendar, s: &Suspension) -> i64 {
    match (s.suspended_at, s.resumed_at) {
        (Some(a), Some(b)) => c.working_seconds(a, b),
        _ => 0,
    }
}

pub(super) fn accepted(d: &Dossier) -> bool {
    d.accepted_at.is_some()
        || (!["registered", "refused"].contains(&d.status.unwrap_or("")) && d.due_at.is_some())
}

pub(super) fn end(d: &Dossier) -> Option<NaiveDateTime> {
    if d.finished_at.is_some() {
        d.finished_at
    } else if d.returned_at.is_some() {
        d.returned_at
    } else if accepted(d) {
        d.terminated_at
    } else {
        None
    }
}

pub(super) fn runs(d: &Dossier) -> bool {
    let over = ["refused", "withdrawn", "stopped", "finished", "returned"].contains(&d.status.unwrap_or(""));
    end(d).is_none() && accepted(d) && !over
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Judged {
    pub(super) verdict: &'static str,
    pub(super) rules: Vec<&'static str>,
    pub(super) no_data: Vec<&'static str>,
}

/// The rules of the audit over one suspension; `all`: those of its dossier, `k`: its place.
pub(super) fn judge(c: &Calendar, d: &Dossier, all: &[Suspension], k: usize, as_of: NaiveDateTime) -> Judged {
    let s = &all[k];
    let mut rules = Vec::new();
    let mut no_data = Vec::new();
    let mut say = |rule, finding: Option<bool>| match finding {
        Some(true) => rules.push(rule),
        None => no_data.push(rule),
        Some(false) => {}
    };
    let vague = ["khác", "...", "chờ"];
    say("no_reason", Some(s.reason.as_deref().is_none_or(|r| vague.contains(&r))));
    let document = s.document_no.is_some() || s.document_at.is_some();
    say("no_document", Some(!document));
    say(
        "document_after_suspension",
        match (s.document_at, s.suspended_at) {
            (Some(document), Some(start)) => Some(after(document, start)),
            (None, _) if !document => Some(false),
            _ => None,
        },
    );
    let notice = s.notice_given == Some(true) || s.notice_no.is_some() || s.notice_at.is_some();
    say("no_notice", Some(!notice));
    let before: i64 = all[..k].iter().map(|s| length(c, s)).sum();
    let since: i64 = all[k..].iter().map(|s| length(c, s)).sum();
    let due = match (d.original_due_at, d.due_at) {
        (Some(original), _) => Some(moved(c, original, before)),
        (None, Some(due)) => Some(moved(c, due, -since)),
        _ => None,
    };
    let both = s.suspended_at.zip(due);
    say("after_due", both.map(|(start, due)| after(start, due)));
    let earlier = all[..k].iter().map(|s| s.kind);
    let (known, unknown) =
        (earlier.clone().any(|k| k == Some("supplement")), earlier.clone().any(|k| k.is_none()));
    say(
        "second_supplement",
        match s.kind {
            Some("supplement") if known => Some(true),
            Some("supplement") if unknown => None,
            None if known || unknown => None,
            _ => Some(false),
        },
    );
    say("last_minute", both.and_then(|(start, due)| last_minute(c, start, due)));
    say("too_long", s.suspended_at.map(|start| is_long(start, s.resumed_at.unwrap_or(as_of))));
    let inside = |start| {
        end(d).is_some_and(|e| after(e, start) && s.resumed_at.is_none_or(|resumed| after(resumed, e)))
    };
    say("ended_while_suspended", s.suspended_at.map(inside));
    let backwards = |start| s.resumed_at.is_some_and(|resumed| after(start, resumed));
    let crosses = (0..all.len()).any(|j| j != k && overlap(s, &all[j]));
    say("bad_interval", s.suspended_at.map(|start| backwards(start) || crosses));
    say(
        "due_moved_too_far",
        d.original_due_at.zip(d.due_at).zip(s.suspended_at).map(|((original, due), _)| {
            let expected = moved(c, original, before + since);
            k + 1 == all.len()
                && after(due, expected)
                && c.working_minutes(last_second(expected), last_second(due)) > 0
        }),
    );
    let improper = &[
        "no_reason",
        "no_document",
        "document_after_suspension",
        "no_notice",
        "after_due",
        "second_supplement",
    ];
    let verdict = if rules.iter().any(|r| improper.contains(r)) {
        "improper"
    } else if no_data.iter().any(|r| improper.contains(r)) {
        "unverifiable"
    } else {
        "proper"
    };
    Judged { verdict, rules, no_data }
}

pub(super) fn last_minute(c: &Calendar, start: NaiveDateTime, due: NaiveDateTime) -> Option<bool> {
    if after(start, due) {
        return Some(false);
    }
    let until = last_second(due);
    let most = c.working_seconds(start, until) / 60;
    let least =
        if date_only(start) { c.working_seconds(start + TimeDelta::days(1), until) / 60 } else { most };
    if most <= 120 {
        Some(true)
    } else if least > 120 {
        Some(false)
    } else {
        None
    }
}

pub(super) fn is_long(start: NaiveDateTime, end: NaiveDateTime) -> bool {
    if date_only(start) || date_only(end) {
        (end.date() - start.date()).num_days() > 30
    } else {
        end - start > TimeDelta::days(30)
    }
}

pub(super) fn overlap(a: &Suspension, b: &Suspension) -> bool {
    let (Some(x), Some(y)) = (a.suspended_at, b.suspended_at) else { return false };
    let far = NaiveDate::MAX.and_hms_opt(0, 0, 0).unwrap();
    let (ex, ey) = (a.resumed_at.unwrap_or(far), b.resumed_at.unwrap_or(far));
    x < ex && y < ey && x < ey && y < ex
}
