//! The master scenario events list: twenty injects, in order of time.

use entente::exercise::{Effect, Inject, Method, Reach};
use entente::model::{Minute, Plan};

use super::effects::{self, Does};
use super::{Aim, Table, closed, inject_id};
use crate::draft::day;

/// One inject as the table below gives it.
struct Row {
    number: u64,
    due: Minute,
    from: &'static str,
    to: &'static [Table],
    controller: &'static str,
    method: Method,
    title: &'static str,
    text: &'static str,
    expected: &'static str,
    aims: &'static [Aim],
    notes: &'static str,
    after: Option<u64>,
    on_branch: bool,
    does: Does,
    reach: Reach,
}

const GROUND: &str = "Controller, ground";
const LIAISON: &str = "Controller, liaison";
const RELIEF: &str = "Controller, relief";
const HEAD: &str = "Head of control";

const ROWS: &[Row] = &[
    Row {
        number: 1,
        due: day(5, 6),
        from: "Anbar Operations Command",
        to: &[Table::Golden, Table::Liaison],
        controller: GROUND,
        method: Method::Radio,
        title: "PMF begin to leave Garma",
        text: "PMF columns leave Garma towards the northwest from now on. Baghdad Operations and tribal fighters take \
               over today. The liaison officers who were named have gone with the first column; nobody waits at the \
               contact point.",
        expected: "Name a contact point and liaison officers of both sides before the next column moves.",
        aims: &[Aim::HandOver, Aim::Speak],
        notes: "Do they ask who is at the contact point, or do they take it for granted?",
        after: None,
        on_branch: false,
        does: Does::Changes(effects::garma_without_contact),
        reach: Reach::Told,
    },
    Row {
        number: 2,
        due: day(7, 8),
        from: "Joint operations liaison cell",
        to: &[Table::Golden, Table::Relief],
        controller: GROUND,
        method: Method::Briefing,
        title: "Families in the southern quarters",
        text: "Patrols report many families in Nazzal and Shuhada who have not left. The commanders ask whether the \
               entry from the south should wait, and who can say how many people there are.",
        expected: "Ask OCHA for an estimate with its source; hold the entry until a way out is open.",
        aims: &[Aim::Leave],
        notes: "Is a number given with its range and date?",
        after: None,
        on_branch: false,
        does: Does::Nothing,
        reach: Reach::Told,
    },
    Row {
        number: 3,
        due: day(12, 10),
        from: "PMF leadership, on television",
        to: &[Table::Golden, Table::Liaison, Table::Relief],
        controller: HEAD,
        method: Method::Media,
        title: "Ultimatum of ten days",
        text: "The PMF leadership says that its formations will wait ten days, until 14 June, and may then enter the \
               city. The Prime Minister's office has the understanding looked at before that.",
        expected: "Ask in writing whether the stay-out understanding holds after 14 June; bring the way out forward.",
        aims: &[Aim::StayOut, Aim::Leave],
        notes: "Who asks whom, by which channel, and is the answer written down?",
        after: None,
        on_branch: false,
        does: Does::Changes(effects::reviewed_early),
        reach: Reach::Everybody,
    },
    Row {
        number: 4,
        due: day(12, 18),
        from: "A watch post at the old bridge",
        to: &[Table::Golden],
        controller: GROUND,
        method: Method::Telephone,
        title: "A battalion is said to have crossed the river",
        text: "We heard vehicles in the dark. People here say that a Badr battalion is on our bank. We have not seen it \
               ourselves.",
        expected: "Ask by the hotline before anything is moved; mark the report as unconfirmed.",
        aims: &[Aim::Speak],
        notes: "It is not so. Nothing should move on hearsay.",
        after: Some(3),
        on_branch: false,
        does: Does::Edits(effects::badr_over_the_river),
        reach: Reach::Rumour,
    },
    Row {
        number: 5,
        due: day(13, 9),
        from: "Joint operations liaison cell",
        to: &[Table::Golden, Table::Liaison, Table::Relief],
        controller: HEAD,
        method: Method::Briefing,
        title: "Encirclement is complete",
        text: "The city is cut off on all sides. From now on there is no way out but those that are opened.",
        expected: "Say which way out opens when, and who has been told of it.",
        aims: &[Aim::Leave],
        notes: "Do the cells notice that no corridor is in use yet?",
        after: None,
        on_branch: false,
        does: Does::Nothing,
        reach: Reach::Told,
    },
    Row {
        number: 6,
        due: day(13, 20),
        from: "Joint operations liaison cell",
        to: &[Table::Golden],
        controller: GROUND,
        method: Method::Message,
        title: "Entry from the south a day later",
        text: "The entry from the south begins on 7 June, a day later than ordered, because families are still in the \
               first streets. Pass it on to whom it concerns.",
        expected: "Tell PMF liaison and OCHA the same evening; both plan by the old time.",
        aims: &[Aim::Speak],
        notes: "The others are not told by control. Does the Golden Division think of them?",
        after: Some(5),
        on_branch: false,
        does: Does::Changes(effects::entry_delayed),
        reach: Reach::Told,
    },
    Row {
        number: 7,
        due: day(16, 12),
        from: "OCHA field office",
        to: &[Table::Golden, Table::Relief],
        controller: RELIEF,
        method: Method::Mail,
        title: "90,000 people in place of 50,000",
        text: "The United Nations revise their estimate of civilians in the city from 50,000 to 90,000.",
        expected: "Work out anew how long the way out takes; more lanes, or more days before the ultimatum.",
        aims: &[Aim::Leave],
        notes: "Is the arithmetic done: people, people an hour, hours until 14 June?",
        after: Some(2),
        on_branch: false,
        does: Does::Changes(effects::ninety_thousand),
        reach: Reach::Told,
    },
    Row {
        number: 8,
        due: day(17, 6),
        from: "Governorate of Anbar",
        to: &[Table::Golden, Table::Relief],
        controller: RELIEF,
        method: Method::Radio,
        title: "Corridor at al-Zawiyah opens",
        text: "The corridor at al-Zawiyah is open from now on, five days later than planned. It is one lane, on foot.",
        expected: "Widen it or ask for time: at this pace not everybody is through before 14 June.",
        aims: &[Aim::Leave],
        notes: "Were all armed parties told before it opened?",
        after: Some(7),
        on_branch: false,
        does: Does::Changes(effects::opens_late),
        reach: Reach::Everybody,
    },
    Row {
        number: 9,
        due: day(17, 15),
        from: "Families at Amiriyat al-Fallujah",
        to: &[Table::Liaison, Table::Relief],
        controller: RELIEF,
        method: Method::Visit,
        title: "Men separated at Saqlawiyah",
        text: "Women with children arrive and say that their husbands and older sons were kept back at Saqlawiyah by \
               armed men. They have no paper and do not know where the men are.",
        expected: "Stop it through the liaison cell; screening by the police, with register, monitors and word to the \
                   families.",
        aims: &[Aim::Screened],
        notes: "How long until somebody with a mandate is at the point?",
        after: None,
        on_branch: false,
        does: Does::Changes(effects::screened_without_mandate),
        reach: Reach::Told,
    },
    Row {
        number: 10,
        due: day(18, 9),
        from: "A monitor at Saqlawiyah",
        to: &[Table::Relief],
        controller: RELIEF,
        method: Method::Telephone,
        title: "Monitors turned away",
        text: "We were turned away at the screening point this morning. Nobody shows us a register, and families get no \
               answer.",
        expected: "Ask the police command for access today, with the order on screening in hand.",
        aims: &[Aim::Screened],
        notes: "Is access asked for by right, with the document?",
        after: Some(9),
        on_branch: false,
        does: Does::ChangesOfStart(effects::no_monitors),
        reach: Reach::Told,
    },
    Row {
        number: 11,
        due: day(19, 14),
        from: "Prime Minister's office, duty officer",
        to: &[Table::Golden, Table::Liaison],
        controller: LIAISON,
        method: Method::Message,
        title: "The channel through the PM office is down",
        text: "The duty desk moves and cannot pass on messages until further notice.",
        expected: "Try the hotline at once; agree on a channel that works and on when it is tried again.",
        aims: &[Aim::Speak],
        notes: "Do they try what they rely on, or assume that it works?",
        after: None,
        on_branch: false,
        does: Does::Changes(effects::office_down),
        reach: Reach::Told,
    },
    Row {
        number: 12,
        due: day(19, 16),
        from: "Exercise control",
        to: &[Table::Control],
        controller: LIAISON,
        method: Method::Sighting,
        title: "The hotline is dead",
        text: "Whoever tries the stay-out hotline from now on hears nothing. Nobody is told.",
        expected: "Found by trying, within two hours of inject 11; then a channel by radio.",
        aims: &[Aim::Speak],
        notes: "Write down when somebody tries it first.",
        after: Some(11),
        on_branch: false,
        does: Does::Changes(effects::hotline_down),
        reach: Reach::Nobody,
    },
    Row {
        number: 13,
        due: day(20, 8),
        from: "Camp management, Amiriyat al-Fallujah",
        to: &[Table::Relief],
        controller: RELIEF,
        method: Method::Telephone,
        title: "More people than the camps have room for",
        text: "About 4,000 people came by the Salam road within a day. The six camps have 52,000 people on ground for \
               40,000. New families sleep outside.",
        expected: "More ground, water and toilets; send the next arrivals to the second site.",
        aims: &[Aim::Leave],
        notes: "Is there an answer for tonight and one for next week?",
        after: Some(8),
        on_branch: false,
        does: Does::Changes(effects::camps_too_full),
        reach: Reach::Told,
    },
    Row {
        number: 14,
        due: day(21, 20),
        from: "PMF forward headquarters",
        to: &[Table::Golden, Table::Liaison],
        controller: LIAISON,
        method: Method::Letter,
        title: "The stay-out understanding lapses",
        text: "The ten days are over. From midnight on we do not regard ourselves as bound by the understanding.",
        expected: "Ask for a written renewal tonight; nobody moves at the river until it is there.",
        aims: &[Aim::StayOut, Aim::Speak],
        notes: "Is it noticed that lines at the river rest on the understanding?",
        after: Some(3),
        on_branch: false,
        does: Does::Edits(effects::understanding_lapses),
        reach: Reach::Told,
    },
    Row {
        number: 15,
        due: day(22, 6),
        from: "A television station",
        to: &[Table::Golden, Table::Liaison, Table::Relief],
        controller: HEAD,
        method: Method::Media,
        title: "Formations pull back from Garma, says the news",
        text: "A station shows PMF columns between Garma and Saqlawiyah and says that they are on their way into the \
               city. The pictures are from 28 May.",
        expected: "Check the date; do not act on it; tell the others that it is old.",
        aims: &[Aim::Speak],
        notes: "The pictures are of inject 1.",
        after: Some(14),
        on_branch: false,
        does: Does::Nothing,
        reach: Reach::Told,
    },
    Row {
        number: 16,
        due: day(24, 9),
        from: "Civil defence",
        to: &[Table::Golden, Table::Relief],
        controller: RELIEF,
        method: Method::Radio,
        title: "Zawiyah corridor closed at the barrage",
        text: "Something that may explode was found at the barrage. The bridge is closed until it has been cleared, a day \
               at least.",
        expected: "Stop people at the south gate with water and shade; say when it opens again; tell all armed parties.",
        aims: &[Aim::Leave],
        notes: "Only if control takes this branch.",
        after: Some(8),
        on_branch: true,
        does: Does::Changes(effects::corridor_closed),
        reach: Reach::Told,
    },
    Row {
        number: 17,
        due: day(24, 15),
        from: "Civil defence",
        to: &[Table::Relief],
        controller: RELIEF,
        method: Method::Telephone,
        title: "3,000 people wait at the south gate",
        text: "About 3,000 people wait in the sun. There is no water left.",
        expected: "Water trucks within two hours; medical post; word on when they can go on.",
        aims: &[Aim::Leave],
        notes: "Only if control takes this branch.",
        after: Some(16),
        on_branch: true,
        does: Does::Changes(effects::waiting_at_the_gate),
        reach: Reach::Told,
    },
    Row {
        number: 18,
        due: day(25, 11),
        from: "Golden Division, forward post",
        to: &[Table::Golden],
        controller: GROUND,
        method: Method::Sighting,
        title: "Armed elements of Badr inside the city",
        text: "Some 400 men of Badr are in Andalus, within sight of our post. They say that they were ordered there.",
        expected: "Hold; reach PMF liaison by the incident procedure within two hours; they go back to their line.",
        aims: &[Aim::StayOut, Aim::Speak],
        notes: "PMF liaison does not know. How long until it does, and from whom?",
        after: Some(14),
        on_branch: false,
        does: Does::Changes(effects::badr_in_the_city),
        reach: Reach::Told,
    },
    Row {
        number: 19,
        due: day(29, 10),
        from: "Anbar police command",
        to: &[Table::Golden],
        controller: GROUND,
        method: Method::Letter,
        title: "Police ask who meets them",
        text: "Our officers for the handover of the western quarters have been sent elsewhere. We will come as agreed, but \
               nobody of ours knows the contact point.",
        expected: "Name the contact point anew, with liaison officers of both sides, in writing.",
        aims: &[Aim::HandOver],
        notes: "Six days are left. Is it done at once or put off?",
        after: None,
        on_branch: false,
        does: Does::Changes(effects::city_without_contact),
        reach: Reach::Told,
    },
    Row {
        number: 20,
        due: day(36, 6),
        from: "Baghdad Operations Command",
        to: &[Table::Golden, Table::Liaison, Table::Relief],
        controller: HEAD,
        method: Method::Briefing,
        title: "Bridges stay closed until 4 July",
        text: "The bridges between Anbar and Baghdad are closed from today. The curfew ends on 4 July at midnight, three \
               days later than announced. No aid convoys pass.",
        expected: "Nobody is sent on the way while the bridges are closed; stores in the camps are counted.",
        aims: &[Aim::Leave],
        notes: "Is the corridor's timetable changed, or only talked about?",
        after: None,
        on_branch: false,
        does: Does::Changes(effects::bridges_closed_longer),
        reach: Reach::Everybody,
    },
];

/// Builds the list. What an inject does is worked out on the plan as the list alone would leave it by then.
pub fn list(agreed: &Plan) -> anyhow::Result<Vec<Inject>> {
    let mut truth = agreed.clone();
    let mut list = Vec::new();
    for row in ROWS {
        let edits = row.does.edits(&truth, agreed)?;
        if row.reach.is_so() && !row.on_branch {
            for edit in &edits {
                truth = edit.apply(&truth)?;
            }
        }
        let mut inject = Inject::new(inject_id(row.number), row.number.to_string(), row.due);
        inject.title = row.title.into();
        inject.from = row.from.into();
        inject.to = row.to.iter().map(|table| table.id()).collect();
        inject.controller = row.controller.into();
        inject.method = row.method;
        inject.text = row.text.into();
        inject.expected = row.expected.into();
        inject.objectives = row.aims.iter().map(|aim| aim.id()).collect();
        inject.notes = row.notes.into();
        inject.after = row.after.map(inject_id);
        inject.branch = row.on_branch.then(closed);
        let effect = |edit| Effect {
            edit,
            reach: row.reach,
        };
        inject.effects = edits.into_iter().map(effect).collect();
        list.push(inject);
    }
    Ok(list)
}
