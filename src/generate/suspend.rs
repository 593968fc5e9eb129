//! The course of an accepted dossier: its suspensions, each with the verdict that was decided for
//! it, its due dates and its end.

use chrono::NaiveDateTime;

use super::cast::{GOOD_REASONS, OFFICIALS, PROCESSORS, VAGUE_REASONS, applicants};
use super::clock;
use super::decide::Story;
use super::record::{Dossier, Ending, Kind, Suspension, Verdict, as_of, curtain};

/// One stop of the clock on the axis of working minutes since acceptance.
#[derive(Clone, Copy)]
struct Stop {
    start: i64,
    /// Working minutes until the resume; `None` while open.
    length: Option<i64>,
    /// Exported with a resume before its suspension.
    backwards: bool,
}

impl Stop {
    /// Working minutes that the resume adds to the due date.
    fn added(self) -> i64 {
        if self.backwards { 0 } else { self.length.unwrap_or(0) }
    }
}

pub struct Course {
    accepted: NaiveDateTime,
    limit: i64,
    has_due: bool,
    stops: Vec<Stop>,
    /// Working minutes by which the due date was moved without a suspension.
    extension: i64,
    original_known: bool,
}

impl Course {
    fn due(&self) -> i64 {
        self.limit + self.stops.iter().map(|s| s.added()).sum::<i64>() + self.extension
    }

    fn resumed(&self) -> i64 {
        self.stops.last().map_or(0, |s| s.start + s.added())
    }

    fn is_open(&self) -> bool {
        self.stops.last().is_some_and(|s| s.length.is_none())
    }

    /// The due date that held before stop `i`, as it can be known from the export.
    fn due_before(&self, i: usize) -> i64 {
        if self.original_known {
            self.limit + self.stops[..i].iter().map(|s| s.added()).sum::<i64>()
        } else {
            self.due() - self.stops[i..].iter().map(|s| s.added()).sum::<i64>()
        }
    }
}

/// Decides how often, when and how long the clock stops, and whether the due date is moved besides.
pub fn course(story: &mut Story, accepted: NaiveDateTime, without_due: bool) -> Course {
    let limit = story.procedure.limit;
    let mut course = Course {
        accepted,
        limit,
        has_due: !without_due,
        stops: Vec::new(),
        extension: 0,
        original_known: false,
    };
    let official = &OFFICIALS[story.dossier.processor.unwrap_or(PROCESSORS[story.procedure.field][0].0)];
    let may = limit >= 480 && !(story.date_only && limit < 2_400) && !clock::is_date_only(accepted);
    let wanted = match may && story.dice.chance(official.suspends) {
        true if !story.date_only && story.dice.chance(150) => 2,
        true => 1,
        false => 0,
    };
    for _ in 0..wanted {
        let Some(stop) = stop(story, &course, official.sloppy) else { break };
        course.stops.push(stop);
        if course.is_open() {
            break;
        }
    }
    if course.has_due && course.stops.len() < 2 && !course.is_open() && story.dice.chance(28) {
        course.extension = 480 * story.dice.range(1, 6);
    }
    let moved = course.due() > limit;
    // Without a time the day that a due date moves to is rounded: how far it moved proves nothing.
    let exact = !story.date_only || course.stops.is_empty();
    course.original_known = course.has_due && moved && exact && story.dice.chance(650);
    course
}

fn stop(story: &mut Story, course: &Course, sloppy: u32) -> Option<Stop> {
    let (from, due) = (course.resumed(), course.due());
    let careful = story.date_only || !course.has_due;
    let start = match story.dice.below(1_000) {
        n if !careful && n < u64::from(sloppy) / 5 && due - from > 260 => due - story.dice.range(4, 115),
        n if !careful && n < u64::from(sloppy) / 2 => due.max(from) + story.dice.range(20, 1_400),
        _ if due - from >= 200 => from + story.dice.range(20, (due - from) * 7 / 10 - 10),
        _ => return None,
    };
    // Well before a due date that has no time, so that the day alone decides.
    let start = if story.date_only { start.min(due - 1_500).max(from + 20) } else { start };
    let suspended = clock::walk(course.accepted, start);
    if suspended > curtain() {
        return None;
    }
    if story.dice.chance(24) {
        return Some(Stop { start, length: Some(0), backwards: true });
    }
    let mut length = match story.dice.below(100) {
        0..6 => 480 * story.dice.range(24, 34),
        6..9 => i64::MAX,
        _ => story.dice.range(200, 4_800),
    };
    if length < i64::MAX && days_apart(suspended, clock::walk(suspended, length)) == 30 {
        length += 3 * 480;
    }
    let open = length == i64::MAX || clock::walk(suspended, length) > curtain();
    if open && days_apart(suspended, as_of()) == 30 {
        return None;
    }
    Some(Stop { start, length: if open { None } else { Some(length) }, backwards: false })
}

/// 30 for what is too near to thirty days to be called longer or shorter, else the days.
fn days_apart(from: NaiveDateTime, to: NaiveDateTime) -> i64 {
    match (to - from).num_days() {
        28..=32 => 30,
        days => days,
    }
}

/// Writes the course into the dossier: due dates, suspensions, end.
pub fn settle(story: &mut Story, course: &Course) {
    write_due_dates(story, course);
    end(story, course);
    let mut made: Vec<Suspension> = Vec::new();
    for i in 0..course.stops.len() {
        let suspension = suspension(story, course, i, &made);
        made.push(suspension);
    }
    for s in &made {
        if s.kind == Some(Kind::Supplement) {
            story.ask_supplement(s.suspended_at);
        }
    }
    if story.dossier.supplement_count == Some(0) && story.dice.chance(22) {
        // A supplement without a stop of the clock; rarely a second one.
        let asked = clock::walk(course.accepted, story.dice.range(20, course.limit / 2 + 30));
        let ended = story.dossier.ended_at();
        if ended.is_none_or(|ended| asked < ended) {
            story.ask_supplement(asked);
            if story.dice.chance(200) {
                story.ask_supplement(clock::walk(asked, 90));
            }
        }
    }
    story.dossier.suspensions = made;
}

fn write_due_dates(story: &mut Story, course: &Course) {
    if !course.has_due {
        return;
    }
    let date_only = story.date_only;
    let dated = |minutes: i64| {
        let due = clock::walk(course.accepted, minutes);
        if date_only { clock::date_only(due) } else { due }
    };
    let mut due = course.limit;
    let mut earlier = Vec::new();
    for stop in course.stops.iter().filter(|s| s.added() > 0) {
        let resumed = clock::walk(course.accepted, stop.start + stop.added());
        earlier.push((resumed, dated(due)));
        due += stop.added();
    }
    if course.extension > 0 {
        let moved = clock::walk(course.accepted, (due - 60).max(course.resumed() + 1));
        // Moved only if that moment came before the last export.
        earlier.push((moved.min(curtain()), dated(due)));
        due += course.extension;
    }
    story.dossier.due_at = Some(dated(due));
    story.dossier.due_minutes = Some(due);
    story.dossier.original_due_at = course.original_known.then(|| dated(course.limit));
    story.dossier.earlier_dues = earlier;
    if story.procedure.steps && !course.is_open() && story.dice.chance(600) {
        let step = due - 120 * story.dice.range(1, 9);
        story.dossier.step_due_at = Some(clock::walk(course.accepted, step));
    }
}

/// Decides the end: early, in time, late, without a result, or not yet.
fn end(story: &mut Story, course: &Course) {
    let official = &OFFICIALS[story.dossier.processor.unwrap_or(PROCESSORS[story.procedure.field][0].0)];
    let (due, resumed) = (course.due(), course.resumed());
    if course.stops.is_empty() && story.dice.chance(38) {
        let minutes = story.dice.range(30, due * 11 / 10);
        terminate(story, minutes, clock::walk(course.accepted, minutes));
        return;
    }
    if course.is_open() {
        if story.dice.chance(60) {
            let at = resumed + story.dice.range(100, 1_500);
            finish(story, course, at);
        }
        return;
    }
    let stuck = if story.procedure.field == 2 { 60 } else { 9 };
    if story.dice.chance(stuck) {
        return;
    }
    let room = due - resumed;
    let at = match course.stops.last() {
        Some(stop) if stop.added() > 400 && story.dice.chance(30) => stop.start + stop.added() / 2,
        _ if room < 20 || story.dice.chance(official.late) => {
            due.max(resumed) + 6 + story.dice.range(0, 50) * story.dice.range(0, 50)
        }
        _ if story.dice.chance(330) => due - story.dice.range(0, (room - 10).min(420)),
        _ => resumed + story.dice.range(room / 5, room - 2).max(5),
    };
    finish(story, course, at);
}

fn terminate(story: &mut Story, minutes: i64, at: NaiveDateTime) {
    if at > curtain() {
        return;
    }
    let ending = match story.dice.below(10) {
        0..5 => Ending::Withdrawn,
        5..7 => Ending::Stopped,
        _ => Ending::Refused,
    };
    story.dossier.terminated_at = Some(at);
    story.dossier.end_minutes = Some(minutes);
    story.dossier.ending = Some(ending);
    if ending == Ending::Refused {
        story.dossier.refused_at = Some(at);
    }
}

fn finish(story: &mut Story, course: &Course, minutes: i64) {
    let at = clock::walk(course.accepted, minutes);
    if at > curtain() {
        // Marked as finished, with the date forgotten, while there is still time.
        let early = course.stops.is_empty() && story.dossier.due_at.is_some_and(|due| due > as_of());
        story.dossier.dateless = early && story.dice.chance(25);
        return;
    }
    story.dossier.end_minutes = Some(minutes);
    if story.dice.chance(25) {
        story.dossier.returned_at = Some(at);
        return;
    }
    let blurred = course.stops.is_empty() && story.dice.chance(30);
    let finished = if blurred { clock::date_only(at) } else { at };
    story.dossier.finished_at = Some(finished);
    if story.dice.chance(880) {
        let returned = clock::walk(at, story.dice.range(5, 2_400));
        story.dossier.returned_at = Some(returned).filter(|r| *r <= curtain());
    }
}

/// The papers of stop `i` and the verdict that follows from them.
fn suspension(story: &mut Story, course: &Course, i: usize, earlier: &[Suspension]) -> Suspension {
    let stop = course.stops[i];
    let suspended_at = clock::walk(course.accepted, stop.start);
    let resumed_at = match stop.length {
        None => None,
        Some(_) if stop.backwards => Some(suspended_at - chrono::Duration::minutes(1_505)),
        Some(length) => Some(clock::walk(suspended_at, length)),
    };
    let mut s = Suspension {
        sequence: i as i64 + 1,
        kind: kind(story, earlier),
        suspended_at,
        resumed_at,
        reason: String::new(),
        document_no: None,
        document_at: None,
        notice_no: None,
        notice_at: None,
        notice_given: None,
        suspended_by: story.dossier.processor.filter(|_| story.dice.chance(880)),
        minutes: match stop.length {
            Some(length) if !stop.backwards => Some(length),
            _ => None,
        },
        added: stop.added(),
        verdict: Verdict::Proper,
        rules: Vec::new(),
        no_data_rules: Vec::new(),
    };
    super::papers::fill(story, &mut s);
    judge(&mut s, earlier, course, i, &story.dossier);
    s
}

fn kind(story: &mut Story, earlier: &[Suspension]) -> Option<Kind> {
    let drawn = match story.dice.below(100) {
        0..8 => None,
        8..72 => Some(Kind::Supplement),
        72..85 => Some(Kind::FinancialDuty),
        _ => Some(Kind::Other),
    };
    // A blank kind beside another blank or a kind that asks nothing would prove nothing.
    match earlier.first() {
        Some(first) if drawn.is_none() && first.kind != Some(Kind::Supplement) => Some(Kind::Other),
        Some(first) if first.kind.is_none() && drawn != Some(Kind::Supplement) => Some(Kind::Other),
        _ => drawn,
    }
}

/// Adds what follows from when the clock stopped and for how long, and says the verdict.
fn judge(s: &mut Suspension, earlier: &[Suspension], course: &Course, i: usize, dossier: &Dossier) {
    let before = course.due_before(i) - course.stops[i].start;
    if !course.has_due {
        s.no_data_rules.extend(["after_due", "last_minute"]);
    } else if before < 0 {
        s.rules.push("after_due");
    } else if before <= 120 {
        s.rules.push("last_minute");
    }
    let asked_before = earlier.iter().any(|e| e.kind == Some(Kind::Supplement));
    let perhaps_before = earlier.iter().any(|e| e.kind.is_none());
    match s.kind {
        Some(Kind::Supplement) if asked_before => s.rules.push("second_supplement"),
        Some(Kind::Supplement) if perhaps_before => s.no_data_rules.push("second_supplement"),
        None if asked_before => s.no_data_rules.push("second_supplement"),
        _ => {}
    }
    if !course.stops[i].backwards && days_apart(s.suspended_at, s.resumed_at.unwrap_or(as_of())) > 30 {
        s.rules.push("too_long");
    }
    let inside = |ended: NaiveDateTime| ended >= s.suspended_at && s.resumed_at.is_none_or(|r| ended < r);
    if dossier.ended_at().is_some_and(inside) {
        s.rules.push("ended_while_suspended");
    }
    if course.stops[i].backwards {
        s.rules.push("bad_interval");
    }
    match course.original_known {
        true if course.extension > 0 => s.rules.push("due_moved_too_far"),
        true => {}
        false => s.no_data_rules.push("due_moved_too_far"),
    }
    const IMPROPER: [&str; 6] = [
        "no_reason",
        "no_document",
        "document_after_suspension",
        "no_notice",
        "after_due",
        "second_supplement",
    ];
    let counts = |rules: &[&'static str]| rules.iter().any(|r| IMPROPER.contains(r));
    s.verdict = if counts(&s.rules) {
        Verdict::Improper
    } else if counts(&s.no_data_rules) {
        Verdict::Unverifiable
    } else {
        Verdict::Proper
    };
}

/// The hint that a careless official writes into a reason: an applicant's phone, id or e-mail.
pub fn reason(story: &mut Story, good: bool) -> String {
    if !good {
        return story.dice.one_of(&VAGUE_REASONS).to_string();
    }
    let text = story.dice.one_of(&GOOD_REASONS);
    let person = &applicants()[story.dossier.applicant];
    let hint = match story.dice.below(10) {
        0 => format!("; liên hệ SĐT {}", person.phone),
        1 => format!("; số định danh {}", person.id),
        2 => format!("; gửi về {}", person.email),
        _ => String::new(),
    };
    text.replace("{}", &hint)
}
