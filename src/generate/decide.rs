//! Deciding what happens to each dossier, in working minutes on its own axis: accepted after 505,
//! suspended at 1 130 for 2 400, finished 35 past due. The clock is only walked to date the events.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, Weekday};

use super::cast::{DESK, FIELDS, Level, OFFICIALS, PROCEDURES, PROCESSORS, Procedure};
use super::clock;
use super::dice::Dice;
use super::record::{Before, Channel, Dossier, Edit, Ending, curtain};
use super::suspend;

/// All dossiers in the order in which they came.
pub fn dossiers(count: usize, seed: u64) -> Vec<Dossier> {
    let mut dice = Dice::new(seed);
    let mut all = Vec::with_capacity(count);
    let days = days();
    let total: u64 = days.iter().map(|d| d.1).sum();
    let mut passed = 0;
    let mut made = 0;
    for (date, weight) in days {
        passed += weight;
        let until = (u128::from(passed) * count as u128 / u128::from(total)) as usize;
        let mut arrivals: Vec<Arrival> = (made..until).map(|_| arrival(&mut dice, date)).collect();
        made = until;
        arrivals.sort_by_key(|a| (a.at, a.procedure));
        for (number, arrival) in arrivals.into_iter().enumerate() {
            let number = u32::try_from(number + 1).unwrap_or(u32::MAX);
            all.push(Story::new(&mut dice, date, number, &arrival).tell(&arrival));
        }
    }
    all
}

/// Every date from mid June (the few carried over) to October and how much comes on it.
fn days() -> Vec<(NaiveDate, u64)> {
    let first = NaiveDate::from_ymd_opt(2026, 6, 15).unwrap_or_default();
    (0..139)
        .filter_map(|n| first.checked_add_days(Days::new(n)))
        .map(|date| {
            let weight = match (date.month(), clock::is_worked(date), date.weekday()) {
                (6, true, _) => 240,
                (6, false, _) => 0,
                (_, false, _) => 95,
                (_, true, Weekday::Mon) => 1_250,
                (_, true, Weekday::Fri) => 850,
                (_, true, _) => 1_000,
            };
            (date, weight)
        })
        .collect()
}

struct Arrival {
    at: NaiveDateTime,
    procedure: usize,
    channel: Channel,
}

fn arrival(dice: &mut Dice, date: NaiveDate) -> Arrival {
    loop {
        let index = dice.weighted(PROCEDURES.iter().map(|p| p.weight));
        let procedure = &PROCEDURES[index];
        // Only long procedures of June are still open in July.
        if date.month() == 6 && procedure.limit < 2_400 {
            continue;
        }
        let channel = channel(dice, procedure);
        if channel != Channel::Online && !clock::is_worked(date) {
            continue;
        }
        return Arrival { at: clock::at(date, second_of_arrival(dice, channel)), procedure: index, channel };
    }
}

/// Some services are offered online or by post and hardly ever used so.
fn channel(dice: &mut Dice, procedure: &Procedure) -> Channel {
    let online = match procedure.level {
        Level::Full => 660,
        Level::Partial if procedure.fee == 30_000 => 12,
        Level::Partial => 380,
        Level::None => 0,
    };
    let post = match procedure.field {
        0 | 3 => 260,
        _ => 9,
    };
    if dice.chance(online) {
        Channel::Online
    } else if procedure.by_post && dice.chance(post) {
        Channel::Post
    } else {
        Channel::Counter
    }
}

/// Online at any waking hour, a quarter of it in the evening; the others in office hours.
fn second_of_arrival(dice: &mut Dice, channel: Channel) -> i64 {
    let (low, high) = match (channel, dice.below(100)) {
        (Channel::Online, 0..5) => (5 * 3_600, 7 * 3_600 - 1),
        (Channel::Online, 5..30) => (17 * 3_600 + 60, 23 * 3_600),
        (Channel::Online, _) => (7 * 3_600, 17 * 3_600 - 60),
        (_, 0..60) => (7 * 3_600 + 300, 11 * 3_600 + 1_500),
        _ => (13 * 3_600 + 2_100, 16 * 3_600 + 2_700),
    };
    dice.range(low, high)
}

/// A dossier in the making.
pub struct Story<'a> {
    pub dice: &'a mut Dice,
    pub dossier: Dossier,
    pub procedure: &'static Procedure,
    /// The due date is exported without a time.
    pub date_only: bool,
}

impl<'a> Story<'a> {
    fn new(dice: &'a mut Dice, date: NaiveDate, number: u32, arrival: &Arrival) -> Story<'a> {
        let applicant = usize::try_from(dice.below(40)).unwrap_or(0);
        let desk = DESK[dice.weighted(DESK.iter().map(|d| d.1))].0;
        let receiver = if dice.chance(6) { None } else { Some(desk) };
        // Walk-ins are sometimes registered without saying how they came.
        let unsaid = arrival.channel == Channel::Counter && dice.chance(18);
        let channel = if unsaid { None } else { Some(arrival.channel) };
        let procedure = &PROCEDURES[arrival.procedure];
        let dossier = Dossier::arrived(date, number, arrival.procedure, applicant, channel, receiver);
        Story { dice, dossier, procedure, date_only: false }
    }

    fn tell(mut self, arrival: &Arrival) -> Dossier {
        match arrival.channel {
            Channel::Online => self.answer(arrival.at),
            Channel::Counter => {
                self.dossier.submitted_at = Some(arrival.at);
                self.dossier.accepted_at = Some(arrival.at);
            }
            Channel::Post => {
                let sent = arrival.at.checked_sub_days(Days::new(2)).filter(|_| self.dice.chance(500));
                self.dossier.submitted_at = sent;
                self.dossier.accepted_at = Some(arrival.at);
            }
        }
        if let Some(accepted) = self.dossier.accepted_at {
            self.take_in();
            self.work(accepted);
            self.edit_later(arrival, accepted);
        }
        self.dossier
    }

    fn desk(&self) -> usize {
        self.dossier.receiver.unwrap_or(DESK[1].0)
    }

    fn official(&self) -> usize {
        self.dossier.processor.unwrap_or(PROCESSORS[self.procedure.field][0].0)
    }

    fn pick_processor(&mut self) {
        let among = PROCESSORS[self.procedure.field];
        let official = among[self.dice.weighted(among.iter().map(|o| o.1))].0;
        self.dossier.processor = if self.dice.chance(5) { None } else { Some(official) };
    }

    /// A flag that is true in `permille` of cases and blank in the export now and then.
    fn flag(&mut self, permille: u32) -> Option<bool> {
        let value = self.dice.chance(permille);
        if self.dice.chance(22) { None } else { Some(value) }
    }

    /// The first response to an online dossier: accepted, refused, or a supplement asked for.
    fn answer(&mut self, sent: NaiveDateTime) {
        self.dossier.submitted_at = Some(sent);
        // What came after the last Friday's office hours was answered on Monday.
        let last = NaiveDate::from_ymd_opt(2026, 10, 30).is_some_and(|d| sent >= clock::at(d, 30_000));
        let roll = if last { 999 } else { self.dice.below(1_000) };
        let slow = if last { 0 } else { OFFICIALS[self.desk()].slow };
        match roll {
            0..34 => {
                let after = if self.dice.chance(slow) { 560 } else { self.dice.range(20, 465) };
                self.refuse(clock::walk(sent, after));
            }
            34..78 => {
                let asked = clock::walk(sent, self.dice.range(15, 460));
                self.ask_supplement(asked);
                if self.dice.chance(760) {
                    let more = self.dice.range(240, 2_400);
                    self.accept(clock::walk(asked, more));
                }
            }
            78..84 => {}
            _ => {
                let after = match self.dice.below(1_000) {
                    n if n < u64::from(slow) => self.dice.range(484, 1_500),
                    900..908 => 480,
                    908..913 if !last => 481,
                    _ => self.dice.range(2, if last { 400 } else { 440 }),
                };
                self.accept(clock::walk(sent, after));
                self.blur(sent);
            }
        }
    }

    /// A few dates lose their time on the way into the export, a few are wrong.
    fn blur(&mut self, sent: NaiveDateTime) {
        let Some(accepted) = self.dossier.accepted_at else { return };
        match self.dice.below(1_000) {
            0..8 => self.dossier.submitted_at = Some(clock::date_only(sent)),
            8..14 => {
                self.dossier.submitted_at = Some(clock::date_only(sent));
                self.dossier.accepted_at = Some(clock::date_only(accepted));
            }
            14..18 => {
                let wrong = clock::walk(accepted, self.dice.range(30, 400));
                self.dossier.submitted_at = Some(wrong).filter(|at| *at < curtain()).or(Some(sent));
            }
            _ => {}
        }
    }

    fn accept(&mut self, at: NaiveDateTime) {
        self.dossier.accepted_at = Some(at).filter(|at| *at <= curtain());
    }

    fn refuse(&mut self, at: NaiveDateTime) {
        if at <= curtain() {
            self.pick_processor();
            self.dossier.refused_at = Some(at);
            self.dossier.refusal_slip = self.flag(OFFICIALS[self.desk()].slips);
        }
    }

    pub fn ask_supplement(&mut self, at: NaiveDateTime) {
        if at <= curtain() {
            let slips = OFFICIALS[self.desk()].slips;
            self.dossier.requests.push(at);
            self.dossier.supplement_count = Some(self.dossier.requests.len() as i64);
            self.dossier.supplement_slip = self.flag(slips);
        }
    }

    /// What the desk records when it accepts.
    fn take_in(&mut self) {
        self.pick_processor();
        let desk = &OFFICIALS[self.desk()];
        self.dossier.digitized = self.flag(desk.digitized);
        self.dossier.reused = self.flag(desk.reused);
        if self.dossier.requests.is_empty() {
            self.dossier.supplement_count = if self.dice.chance(25) { None } else { Some(0) };
        }
        let copies = if self.procedure.fee == 2_000 { self.dice.range(1, 25) } else { 1 };
        self.dossier.fee = self.procedure.fee * copies;
        if self.procedure.fee > 0 && self.dice.chance(40) {
            self.dossier.fee = 0;
        }
        self.dossier.exempt = self.dossier.fee > 0 && self.dice.chance(110);
        if self.dossier.fee > 0 {
            let share = match (self.dossier.channel, self.procedure.level) {
                (Some(Channel::Online), _) => 690,
                (_, Level::None) => 2,
                _ => 130,
            };
            let counter = self.procedure.level == Level::None;
            self.dossier.paid_online = if counter { Some(self.dice.chance(share)) } else { self.flag(share) };
        }
    }

    /// From acceptance to the end: due date, suspensions, end.
    fn work(&mut self, accepted: NaiveDateTime) {
        let kind = self.dice.below(1_000);
        self.date_only = (15..140).contains(&kind);
        let course = suspend::course(self, accepted, kind < 15);
        suspend::settle(self, &course);
        self.flags_at_the_end();
    }

    fn flags_at_the_end(&mut self) {
        let official = &OFFICIALS[self.official()];
        let d = &self.dossier;
        let resulted = d.finished_at.is_some() || d.returned_at.is_some();
        let late = d.due_at.is_some_and(|due| match d.ended_at() {
            Some(ended) => is_late(ended, due),
            None => due <= curtain(),
        });
        let result = if self.procedure.yields_result { official.e_result } else { 0 };
        self.dossier.e_result = if resulted { self.flag(result) } else { Some(false) };
        self.dossier.apology_slip = if late { self.flag(official.slips) } else { None };
        if self.dossier.ending == Some(Ending::Refused) {
            self.dossier.refusal_slip = self.flag(official.slips);
        }
    }

    /// Now and then a cell is changed after an export has shown it.
    fn edit_later(&mut self, arrival: &Arrival, accepted: NaiveDateTime) {
        let roll = self.dice.below(1_000);
        let wait = Days::new(self.dice.below(9) + 2);
        let d = &self.dossier;
        let (before, shown) = match roll {
            0..14 => {
                let among = PROCESSORS[self.procedure.field];
                let other = among.iter().map(|o| o.0).find(|o| Some(*o) != d.processor);
                let Some(other) = other else { return };
                (Before::Processor(other), accepted)
            }
            14..26 => match (d.finished_at, d.due_at, d.returned_at) {
                (Some(finished), Some(due), None) if finished < due && d.suspensions.is_empty() => {
                    let late = clock::walk(due, self.dice.range(30, 900));
                    (Before::Finished(late), late)
                }
                _ => return,
            },
            26..34 => {
                let plain = d.requests.is_empty() && d.submitted_at == Some(arrival.at);
                if arrival.channel != Channel::Online || !plain || clock::is_date_only(accepted) {
                    return;
                }
                let late = clock::walk(accepted, 485 + self.dice.range(0, 300));
                (Before::Accepted(late), late)
            }
            34..54 if d.digitized == Some(true) => (Before::Digitized(false), accepted),
            _ => return,
        };
        let at = shown.checked_add_days(wait).filter(|at| *at <= curtain());
        self.dossier.edit = at.map(|at| Edit { at, before });
    }
}

/// Later than due: by date when either side has no time.
pub fn is_late(ended: NaiveDateTime, due: NaiveDateTime) -> bool {
    if clock::is_date_only(ended) || clock::is_date_only(due) {
        ended.date() > due.date()
    } else {
        ended > due
    }
}

/// The field's section of a register.
pub fn field_of(dossier: &Dossier) -> &'static str {
    FIELDS[PROCEDURES[dossier.procedure].field]
}
