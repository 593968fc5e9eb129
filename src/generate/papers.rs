//! The papers of a suspension (reason, document, notice) and what is wrong with them.

use chrono::{Duration, NaiveDateTime};

use super::cast::{OFFICIALS, PROCESSORS};
use super::clock;
use super::decide::Story;
use super::record::{Suspension, curtain};
use super::suspend;

/// What is wrong with the papers of one suspension.
#[derive(Clone, Copy, Default)]
struct Flaws {
    reason: bool,
    document: bool,
    document_late: bool,
    notice: bool,
}

/// Fills in the papers and names the rules that they break.
pub fn fill(story: &mut Story, s: &mut Suspension) {
    let official = story.dossier.processor.unwrap_or(PROCESSORS[story.procedure.field][0].0);
    // Where the due date has no time the papers are in order: only the dates are tested there.
    let sloppy = if story.date_only { 0 } else { OFFICIALS[official].sloppy };
    let flaws = draw(story, sloppy);
    s.reason = suspend::reason(story, !flaws.reason);
    if flaws.reason {
        s.rules.push("no_reason");
    }
    document(story, s, flaws);
    notice(story, s, flaws);
}

fn draw(story: &mut Story, sloppy: u32) -> Flaws {
    let mut flaws = Flaws::default();
    let mut more = story.dice.chance(sloppy);
    while more {
        match story.dice.below(4) {
            0 => flaws.reason = true,
            1 => flaws.document = true,
            2 => flaws.document_late = true,
            _ => flaws.notice = true,
        }
        more = story.dice.chance(160);
    }
    flaws
}

fn number(story: &mut Story, kind: &str) -> Option<String> {
    Some(format!("{}/{kind}-UBND", story.dice.range(11, 980)))
}

fn document(story: &mut Story, s: &mut Suspension, flaws: Flaws) {
    if flaws.document {
        s.rules.push("no_document");
        return;
    }
    if flaws.document_late {
        let late = if story.dice.chance(500) {
            clock::date_only(clock::walk(s.suspended_at, story.dice.range(500, 1_900)))
        } else {
            clock::walk(s.suspended_at, story.dice.range(15, 400))
        };
        if late.date() > s.suspended_at.date() || !clock::is_date_only(late) {
            s.document_no = number(story, "CV");
            s.document_at = Some(late).filter(|at| *at <= curtain());
        }
        match s.document_at {
            Some(_) => s.rules.push("document_after_suspension"),
            None => {
                s.document_no = None;
                s.rules.push("no_document");
            }
        }
        return;
    }
    s.document_no = if story.dice.chance(40) { None } else { number(story, "CV") };
    let undated = !story.date_only && s.document_no.is_some() && story.dice.chance(45);
    if undated {
        s.no_data_rules.push("document_after_suspension");
    } else {
        s.document_at = Some(before(story, s.suspended_at));
    }
}

/// The same day without a time, or some minutes before.
fn before(story: &mut Story, moment: NaiveDateTime) -> NaiveDateTime {
    match story.dice.below(3) {
        0 => moment - Duration::minutes(story.dice.range(3, 55)),
        1 => clock::date_only(moment - Duration::days(1)),
        _ => clock::date_only(moment),
    }
}

fn notice(story: &mut Story, s: &mut Suspension, flaws: Flaws) {
    if flaws.notice {
        s.notice_given = if story.dice.chance(500) { Some(false) } else { None };
        s.rules.push("no_notice");
        return;
    }
    s.notice_given = if story.dice.chance(700) { Some(true) } else { None };
    if s.notice_given.is_none() || story.dice.chance(800) {
        s.notice_no = number(story, "TB");
        if story.dice.chance(850) {
            s.notice_at = Some(s.suspended_at + Duration::minutes(story.dice.range(1, 40)));
        }
    }
}
