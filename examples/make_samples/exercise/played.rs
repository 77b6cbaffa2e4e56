//! The log of a run: what control delivered, what the cells decided, what the evaluators wrote down.

use std::sync::Arc;

use anyhow::Context as _;
use entente::exercise::{Entry, Event, Exercise, NoteKind, Outcome, Reach, Session};
use entente::model::{Instant, Minute};

use super::effects::{self, Does};
use super::{Aim, Table, closed, inject_id};
use crate::draft::{day, instant};

/// When the clock was started in the room.
const BEGAN: &str = "2016-09-14T09:00+03:00";

/// A run that is being written down.
struct Run {
    session: Session,
    began: Instant,
    /// Seconds that have passed in the room, and the minute of the exercise by then.
    passed_s: i64,
    at: Minute,
}

impl Run {
    fn add(&mut self, at: Minute, event: Event) -> anyhow::Result<()> {
        self.passed_s += (at - self.at) * 60 / i64::from(self.session.state().rate);
        self.at = at;
        let entry = Entry {
            at,
            room: self.began.after(self.passed_s / 60),
            event,
        };
        let what = format!("{} at {at}", entry.event.kind());
        self.session.add(entry).context(what)
    }

    fn publish(&mut self, number: u64, at: Minute) -> anyhow::Result<()> {
        self.add(at, Event::Published(inject_id(number)))
    }

    fn decide(
        &mut self,
        at: Minute,
        [cell, answers]: [u64; 2],
        text: &str,
        does: Does,
        reach: Reach,
    ) -> anyhow::Result<()> {
        let start = &self.session.exercise().plan;
        let edits = does.edits(&self.session.state().truth, start)?;
        let cells = [Table::Golden, Table::Liaison, Table::Relief];
        let cell = cells.get(usize::try_from(cell)?).map(|table| table.id());
        self.add(
            at,
            Event::Decided {
                cell,
                answers: Some(inject_id(answers)),
                text: text.into(),
                edits,
                reach,
            },
        )
    }

    fn note(&mut self, at: Minute, kind: NoteKind, about: Option<u64>, text: &str) -> anyhow::Result<()> {
        self.add(
            at,
            Event::Noted {
                cell: None,
                inject: about.map(inject_id),
                kind,
                text: text.into(),
            },
        )
    }

    fn assess(&mut self, aim: Aim, outcome: Outcome, text: &str) -> anyhow::Result<()> {
        self.add(
            day(37, 12),
            Event::Assessed {
                objective: aim.id(),
                outcome,
                text: text.into(),
            },
        )
    }
}

/// The cells as decisions name them.
const GOLDEN: u64 = 0;
const LIAISON: u64 = 1;
const RELIEF: u64 = 2;

/// Plays the exercise and returns what was written down.
pub fn entries(exercise: &Exercise) -> anyhow::Result<Vec<Entry>> {
    let mut run = Run {
        session: Session::begin(Arc::new(exercise.clone())),
        began: instant(BEGAN)?,
        passed_s: 0,
        at: exercise.starts,
    };
    first_days(&mut run)?;
    before_the_ultimatum(&mut run)?;
    after_the_ultimatum(&mut run)?;
    judged(&mut run)?;
    Ok(run.session.entries().to_vec())
}

fn first_days(run: &mut Run) -> anyhow::Result<()> {
    use Does::{Changes, Nothing};
    run.add(day(5, 0), Event::Resumed)?;
    run.note(
        day(5, 0),
        NoteKind::Admin,
        None,
        "All cells at their tables; the channel list was handed out.",
    )?;
    run.publish(1, day(5, 6))?;
    run.decide(
        day(5, 9),
        [GOLDEN, 1],
        "Contact point Garma manned again; liaison officers of the PMF and the Army named by the Anbar cell.",
        Changes(effects::garma_contact),
        Reach::Everybody,
    )?;
    run.note(
        day(5, 10),
        NoteKind::Strength,
        Some(1),
        "Asked at once who waits at the contact point. Three hours of the exercise until both officers were named.",
    )?;
    run.publish(2, day(7, 8))?;
    run.decide(
        day(7, 14),
        [RELIEF, 2],
        "Estimate of 50,000 people, 40,000 to 60,000, as of 30 May; asks that the entry waits for a way out.",
        Nothing,
        Reach::Everybody,
    )?;
    run.publish(3, day(12, 10))?;
    run.publish(4, day(12, 18))?;
    run.note(
        day(12, 19),
        NoteKind::Communication,
        Some(4),
        "Golden Division to PMF liaison, hotline: is anybody of yours over the river? Answer after 20 minutes of the \
         room: no.",
    )?;
    run.decide(
        day(12, 20),
        [GOLDEN, 4],
        "Nothing moves. The report stays marked as unconfirmed.",
        Nothing,
        Reach::Told,
    )?;
    run.add(day(12, 20), Event::Informed(Table::Golden.id()))?;
    run.publish(5, day(13, 9))?;
    run.publish(6, day(13, 20))?;
    run.note(
        day(14, 8),
        NoteKind::Issue,
        Some(6),
        "PMF liaison and OCHA planned by the old time for two more days: nobody had told them.",
    )?;
    run.add(day(15, 0), Event::Paced(240))?;
    run.add(day(15, 12), Event::Informed(Table::Relief.id()))
}

fn before_the_ultimatum(run: &mut Run) -> anyhow::Result<()> {
    use Does::Changes;
    run.publish(7, day(16, 12))?;
    run.publish(8, day(17, 6))?;
    run.decide(
        day(17, 12),
        [RELIEF, 8],
        "Second lane and buses from the barrage on; all armed parties told by the civil-military line.",
        Changes(effects::second_lane),
        Reach::Everybody,
    )?;
    run.publish(9, day(17, 15))?;
    run.publish(10, day(17, 16))?;
    let place = u32::try_from(run.session.entries().len() - 1)?;
    run.add(
        day(17, 16),
        Event::Withdrawn {
            entry: place,
            why: "Delivered too early: inject 9 was still being read.".into(),
        },
    )?;
    run.decide(
        day(17, 22),
        [LIAISON, 9],
        "PMF leave the point; the Federal Police screen there from tonight, with register and monitors.",
        Changes(effects::screened_by_police),
        Reach::Everybody,
    )?;
    run.publish(10, day(18, 9))?;
    run.decide(
        day(18, 13),
        [RELIEF, 10],
        "Access by the order on screening, through the police command; families get word twice a day.",
        Changes(effects::monitors_again),
        Reach::Everybody,
    )?;
    run.note(
        day(18, 14),
        NoteKind::Strength,
        Some(10),
        "Access was asked for with the document in hand, and got within four hours.",
    )?;
    run.publish(11, day(19, 14))?;
    run.publish(12, day(19, 16))?;
    run.add(
        day(19, 20),
        Event::Held {
            inject: inject_id(13),
            until: Some(day(20, 12)),
        },
    )?;
    run.note(
        day(20, 2),
        NoteKind::Issue,
        Some(12),
        "The hotline was tried first ten hours after the other channel failed.",
    )?;
    run.decide(
        day(20, 4),
        [GOLDEN, 11],
        "Hotline by radio, net Seam 5, tried every six hours by both desks.",
        Changes(effects::hotline_by_radio),
        Reach::Everybody,
    )?;
    run.publish(13, day(20, 12))?;
    run.decide(
        day(20, 20),
        [RELIEF, 13],
        "Ground beside the camps opened, water from a second station, next arrivals to the second site.",
        Changes(effects::camps_enlarged),
        Reach::Told,
    )
}

fn after_the_ultimatum(run: &mut Run) -> anyhow::Result<()> {
    use Does::{Changes, Edits, Nothing};
    run.publish(14, day(21, 20))?;
    run.decide(
        day(22, 4),
        [LIAISON, 14],
        "The PMF accept anew in writing, delivered through the Anbar cell.",
        Edits(effects::understanding_renewed),
        Reach::Everybody,
    )?;
    run.publish(15, day(22, 6))?;
    run.decide(
        day(22, 8),
        [GOLDEN, 15],
        "The pictures are of 28 May; told to the others, nothing moves.",
        Nothing,
        Reach::Everybody,
    )?;
    run.add(
        day(24, 0),
        Event::Took {
            branch: closed(),
            taken: true,
        },
    )?;
    run.publish(16, day(24, 9))?;
    run.decide(
        day(24, 13),
        [RELIEF, 16],
        "Water and shade at the south gate; open again on 17 June at 09:00, told to all armed parties.",
        Changes(effects::corridor_reopened),
        Reach::Everybody,
    )?;
    run.add(
        day(24, 15),
        Event::Skipped {
            inject: inject_id(17),
            why: "The cell had sent water already.".into(),
        },
    )?;
    run.publish(18, day(25, 11))?;
    run.note(
        day(25, 12),
        NoteKind::Communication,
        Some(18),
        "Golden Division to PMF liaison, net Seam 5: men of yours are in Andalus; we hold and wait for your answer.",
    )?;
    run.decide(
        day(25, 16),
        [LIAISON, 18],
        "The battalion goes back to its line tonight; the breach is looked into by both desks and closed.",
        Changes(effects::badr_back),
        Reach::Everybody,
    )?;
    run.publish(19, day(29, 10))?;
    run.decide(
        day(30, 10),
        [GOLDEN, 19],
        "Contact point at the government complex, officers of both sides from the evening before.",
        Changes(effects::city_contact),
        Reach::Everybody,
    )?;
    run.publish(20, day(36, 6))?;
    run.decide(
        day(36, 12),
        [RELIEF, 20],
        "Nobody is sent on the way before 4 July; stores in the camps counted: water for five days.",
        Changes(effects::corridor_waits),
        Reach::Told,
    )?;
    run.note(
        day(37, 0),
        NoteKind::Issue,
        Some(20),
        "The new timetable of the corridor was not passed on to the armed parties.",
    )
}

fn judged(run: &mut Run) -> anyhow::Result<()> {
    run.assess(
        Aim::Speak,
        Outcome::PartlyMet,
        "Hearsay moved nothing. The delay was not passed on (inject 6), the hotline was tried too late \
         (inject 12), and the channel through the PM office was never replaced.",
    )?;
    run.assess(
        Aim::StayOut,
        Outcome::Met,
        "Renewed in writing within eight hours; the breach was answered through the hotline in five.",
    )?;
    run.assess(
        Aim::Leave,
        Outcome::PartlyMet,
        "Wide enough in time. The last change of the timetable was known to the relief table alone.",
    )?;
    run.assess(
        Aim::Screened,
        Outcome::Met,
        "Police, register and monitors within seven hours.",
    )?;
    run.assess(
        Aim::HandOver,
        Outcome::Met,
        "Both contact points were manned before the handover began.",
    )?;
    run.add(day(38, 0), Event::Ended)
}
