//! What was agreed, by whom, and how we know.
//!
//! Planted here: the PMF answer to the stay-out understanding with silence, to the Euphrates line with a
//! reservation, and not yet to the northern corridor (K03). So none of the three is in force (K01).

use entente::model::{
    Acceptance, Agreement, AnyId, Breach, Channel, Clause, Evidence, Id, Party, Precondition, Proof, Reading,
    Sector, Stakeholder, When,
};

use crate::draft::{DAY, Draft, between, day, during, instant};
use crate::ground;
use crate::keys::{Ground, Line, Link, Mark, Pact, Place, Way, Who};
use crate::measures::{END, ULTIMATUM};
use crate::sectors::{FROM_P2, GARMA_HANDOVER, STABILISE};

/// Returns a party that accepted, with what shows it.
pub fn accepted(
    who: impl Into<Id<Stakeholder>>,
    via: impl Into<Id<Channel>>,
    evidence: Evidence,
    on: &str,
) -> anyhow::Result<Party> {
    Ok(Party {
        state: Acceptance::Accepted,
        via: Some(via.into()),
        evidence: Some(evidence),
        at: Some(instant(on)?),
        ..Party::new(who.into())
    })
}

fn other(who: Who, state: Acceptance, via: Link, evidence: Evidence, on: &str) -> anyhow::Result<Party> {
    Ok(Party {
        state,
        ..accepted(who, via, evidence, on)?
    })
}

/// Returns the clause that a party holds these sectors.
pub fn holds<S: Copy + Into<Id<Sector>>>(who: impl Into<Id<Stakeholder>>, sectors: &[S]) -> Clause {
    Clause::HoldsGround {
        who: who.into(),
        sectors: sectors.iter().map(|ground| (*ground).into()).collect(),
    }
}

/// Returns the clause that a party may pass through something for a time.
pub fn passage(who: impl Into<Id<Stakeholder>>, through: impl Into<AnyId>, when: When) -> Clause {
    Clause::Passage {
        who: who.into(),
        through: through.into(),
        when,
    }
}

/// Returns the clause that incidents are looked into by a channel, within hours.
pub fn incidents(channel: impl Into<Id<Channel>>, within_hours: u32) -> Clause {
    Clause::IncidentProcedure {
        channel: channel.into(),
        within_hours,
    }
}

/// Adds an agreement.
///
/// # Errors
/// Where it names something that is not there yet.
pub fn pact(
    draft: &mut Draft,
    pact: impl Into<Id<Agreement>>,
    name: &str,
    parties: Vec<Party>,
    clauses: Vec<Clause>,
    fill: impl FnOnce(&mut Agreement),
) -> anyhow::Result<()> {
    let mut agreement = Agreement::new();
    agreement.name = name.into();
    agreement.parties = parties;
    agreement.clauses = clauses;
    fill(&mut agreement);
    draft.add(pact, agreement)
}

/// Adds the agreements and makes what they are about rest on them. Needs everything else.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    add_ground(draft)?;
    add_movement(draft)?;
    add_protection(draft)?;
    draft.rest_on(
        Pact::StayOut,
        [
            Ground::South.into(),
            Ground::Northwest.into(),
            Mark::CityStayOut.into(),
            Mark::PmfLimit.into(),
        ],
    )?;
    draft.rest_on(
        Pact::EuphratesLine,
        [Ground::Halabsa.into(), Line::NorthwestHalabsa.into()],
    )?;
    draft.rest_on(
        Pact::OuterRing,
        [
            Line::HabbaniyahNorthwest.into(),
            Line::GarmaEastEast.into(),
            Ground::GarmaEast.into(),
        ],
    )?;
    draft.rest_on(
        Pact::GarmaHandover,
        [Ground::Garma.into(), Line::GarmaEastBefore.into()],
    )?;
    draft.rest_on(
        Pact::CityHandover,
        [
            Ground::FallujahWest.into(),
            Ground::Naimiyah.into(),
            Ground::Askari.into(),
        ],
    )?;
    draft.rest_on(Pact::ZawiyahCorridor, [Way::Zawiyah.into()])?;
    draft.rest_on(Pact::NorthernCorridor, [Way::Northern.into()])?;
    draft.rest_on(
        Pact::ProtectedSites,
        [
            Mark::HospitalFires.into(),
            Mark::BarrageFires.into(),
            Mark::WaterFires.into(),
        ],
    )
}

fn add_ground(draft: &mut Draft) -> anyhow::Result<()> {
    use Evidence::{Tacit, Verbal, Written};
    let parties = vec![
        accepted(Who::PmOffice, Link::ViaPmOffice, Verbal, "2016-05-21T18:00+03:00")?,
        accepted(Who::Cts, Link::JointCell, Verbal, "2016-05-22T09:00+03:00")?,
        accepted(
            Who::FederalPolice,
            Link::JointCell,
            Verbal,
            "2016-05-22T09:00+03:00",
        )?,
        other(
            Who::Pmf,
            Acceptance::Silent,
            Link::ViaPmOffice,
            Tacit,
            "2016-05-22T20:00+03:00",
        )?,
    ];
    let clauses = vec![
        Clause::KeepsOut {
            who: Who::Pmf.id(),
            area: Mark::CityStayOut.into(),
        },
        holds(Who::Pmf, &[Ground::Northwest]),
        holds(
            Who::Cts,
            &[Ground::SouthBreakIn, Ground::South, Ground::FallujahWest],
        ),
    ];
    pact(
        draft,
        Pact::StayOut,
        "Stay-out understanding",
        parties,
        clauses,
        |agreement| {
            agreement.when = between(0, ULTIMATUM);
            agreement.review_at = Some(day(12, 0));
            agreement.breaches = vec![Breach {
                by: Some(Who::Pmf.id()),
                ..Breach::new(day(25, 0), "Armed elements of Badr seen inside the city".into())
            }];
            agreement.source = "ISW, 14 July 2016, on who was to be where; never written down".into();
            agreement.notes =
                "The PMF hold the northwestern outskirts and do not enter the city; the Golden \
                           Division and the Federal Police do. Kept through the PM office."
                    .into();
        },
    )?;

    let parties = vec![
        accepted(Who::Pmf, Link::AnbarCell, Written, "2016-05-26T12:00+03:00")?,
        accepted(Who::Army, Link::AnbarCell, Written, "2016-05-26T12:00+03:00")?,
    ];
    let clauses = vec![
        Clause::Handover {
            sector: Ground::Garma.id(),
            to: Who::Army.id(),
            at: GARMA_HANDOVER,
        },
        holds(Who::Pmf, &[Ground::Garma]),
        holds(Who::Army, &[Ground::East, Ground::Garma]),
        passage(
            Who::Army,
            Ground::Garma,
            between(GARMA_HANDOVER - DAY, GARMA_HANDOVER),
        ),
        incidents(Link::AnbarCell, 6),
    ];
    pact(
        draft,
        Pact::GarmaHandover,
        "Handover of Garma",
        parties,
        clauses,
        |agreement| {
            agreement.source = "ISW, 31 May 2016: PMF withdrew and handed Garma over on 28 May".into();
        },
    )?;

    let parties = vec![
        accepted(Who::Army, Link::AnbarCell, Written, "2016-05-05T12:00+03:00")?,
        accepted(Who::Pmf, Link::AnbarCell, Written, "2016-05-05T16:00+03:00")?,
    ];
    let clauses = vec![
        holds(Who::Army, &[Ground::Habbaniyah, Ground::East, Ground::Garma]),
        holds(Who::Pmf, &[Ground::Northwest, Ground::GarmaEast]),
        incidents(Link::AnbarCell, 6),
    ];
    pact(
        draft,
        Pact::OuterRing,
        "Outer ring",
        parties,
        clauses,
        |agreement| {
            agreement.source = "Made for training: how the ring round the city was shared".into();
        },
    )?;

    let reading = Reading {
        text: "The line is Highway 10, not the river".into(),
        area: Some(ground::area(&[
            ground::Along(ground::NORTHWEST_HALABSA),
            ground::Along(ground::RIVER_SOUTHERN),
            ground::Back(ground::HALABSA_WEST_BANK),
            ground::Back(ground::HABBANIYAH_HALABSA),
        ])?),
        ..Reading::new(0)
    };
    let mut pmf = other(
        Who::Pmf,
        Acceptance::AcceptedWithReservation,
        Link::AnbarCell,
        Verbal,
        "2016-06-04T12:00+03:00",
    )?;
    pmf.readings = vec![reading];
    let parties = vec![
        accepted(Who::Tribal, Link::AnbarCell, Written, "2016-06-03T12:00+03:00")?,
        pmf,
    ];
    let clauses = vec![
        Clause::Separation {
            along: Line::NorthwestHalabsa.into(),
            stand_off_m: None,
        },
        incidents(Link::AnbarCell, 3),
    ];
    pact(
        draft,
        Pact::EuphratesLine,
        "Euphrates line",
        parties,
        clauses,
        |agreement| {
            agreement.when = during(FROM_P2.iter().copied());
            agreement.review_at = Some(day(21, 0));
            agreement.source = "Made for training, after tribal complaints of June 2016".into();
        },
    )
}

fn add_movement(draft: &mut Draft) -> anyhow::Result<()> {
    use Evidence::Written;
    let order = "2016-05-20T12:00+03:00";
    let parties = [Who::Army, Who::Cts, Who::Erd, Who::FederalPolice, Who::Coalition]
        .into_iter()
        .map(|who| accepted(who, Link::JointCell, Written, order))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let clauses = vec![
        passage(Who::Cts, Ground::East, When::always()),
        passage(Who::Erd, Ground::East, When::always()),
        passage(Who::Coalition, Ground::East, When::always()),
        passage(Who::Erd, Ground::Naimiyah, When::always()),
        passage(Who::Coalition, Ground::Naimiyah, When::always()),
        incidents(Link::JointCell, 2),
    ];
    pact(
        draft,
        Pact::Movement,
        "Movement order, southern axis",
        parties,
        clauses,
        |agreement| {
            agreement.source = "Made for training: joint operations order".into();
        },
    )?;

    let parties = vec![
        accepted(
            Who::FederalPolice,
            Link::PoliceToPmf,
            Evidence::Verbal,
            "2016-05-25T20:00+03:00",
        )?,
        accepted(
            Who::Pmf,
            Link::PoliceToPmf,
            Evidence::Verbal,
            "2016-05-25T20:00+03:00",
        )?,
    ];
    let clauses = vec![
        passage(
            Who::Pmf,
            Ground::Northeast,
            between(GARMA_HANDOVER - DAY, GARMA_HANDOVER),
        ),
        holds(Who::FederalPolice, &[Ground::NortheastLine, Ground::Northeast]),
        holds(Who::Pmf, &[Ground::GarmaEast, Ground::Garma, Ground::Northwest]),
        incidents(Link::PoliceToPmf, 3),
    ];
    pact(
        draft,
        Pact::NorthernPassage,
        "Passage to the northwest",
        parties,
        clauses,
        |agreement| {
            agreement.source = "Made for training: how the PMF went from Garma to Saqlawiyah".into();
        },
    )?;

    let order = "2016-06-20T12:00+03:00";
    let parties = [
        Who::Cts,
        Who::AnbarPolice,
        Who::FederalPolice,
        Who::Army,
        Who::Governorate,
    ]
    .into_iter()
    .map(|who| accepted(who, Link::CivilMilitary, Written, order))
    .collect::<anyhow::Result<Vec<_>>>()?;
    let handover = |ground: Ground| Clause::Handover {
        sector: ground.id(),
        to: Who::AnbarPolice.id(),
        at: STABILISE,
    };
    let clauses = vec![
        handover(Ground::FallujahWest),
        handover(Ground::Naimiyah),
        holds(Who::FederalPolice, &[Ground::Askari, Ground::Northeast]),
    ];
    pact(
        draft,
        Pact::CityHandover,
        "City to the police",
        parties,
        clauses,
        |agreement| {
            agreement.source = "Public statements at the end of June 2016; details made for training".into();
        },
    )
}

fn add_protection(draft: &mut Draft) -> anyhow::Result<()> {
    use Evidence::{Verbal, Written};
    let on = "2016-06-01T12:00+03:00";
    let parties = [
        Who::Cts,
        Who::Tribal,
        Who::Army,
        Who::AnbarPolice,
        Who::Governorate,
        Who::Un,
    ]
    .into_iter()
    .map(|who| accepted(who, Link::CivilMilitary, Written, on))
    .collect::<anyhow::Result<Vec<_>>>()?;
    let clauses = vec![
        Clause::CivilianPassage {
            corridor: Way::Zawiyah.id(),
        },
        Clause::NoFires {
            at: Mark::BarrageFires.into(),
        },
    ];
    pact(
        draft,
        Pact::ZawiyahCorridor,
        "Zawiyah corridor",
        parties,
        clauses,
        |agreement| {
            agreement.preconditions = vec![Precondition {
                met: true,
                by: Some(Proof::NotificationAcknowledged(Who::Tribal.id())),
                ..Precondition::new("The tribes on the west bank have been told".into())
            }];
            agreement.source = "Corridor at al-Zawiyah, June 2016; terms made for training".into();
        },
    )?;

    let parties = vec![
        accepted(
            Who::FederalPolice,
            Link::CivilMilitary,
            Verbal,
            "2016-06-12T12:00+03:00",
        )?,
        accepted(Who::Un, Link::CivilMilitary, Written, "2016-06-12T12:00+03:00")?,
        Party {
            state: Acceptance::Proposed,
            via: Some(Link::UnLetter.id()),
            at: Some(instant("2016-06-12T15:00+03:00")?),
            ..Party::new(Who::Pmf.id())
        },
    ];
    let clauses = vec![Clause::CivilianPassage {
        corridor: Way::Northern.id(),
    }];
    pact(
        draft,
        Pact::NorthernCorridor,
        "Northern corridor",
        parties,
        clauses,
        |agreement| {
            agreement.when = between(day(20, 0), END);
            agreement.source = "Made for training".into();
        },
    )?;

    let parties = [
        Who::Army,
        Who::Cts,
        Who::FederalPolice,
        Who::AnbarPolice,
        Who::Tribal,
        Who::Un,
    ]
    .into_iter()
    .map(|who| accepted(who, Link::CivilMilitary, Written, "2016-05-18T12:00+03:00"))
    .collect::<anyhow::Result<Vec<_>>>()?;
    let clauses = [Mark::HospitalFires, Mark::BarrageFires, Mark::WaterFires]
        .into_iter()
        .map(|mark| Clause::NoFires { at: mark.into() })
        .chain([Clause::NoFires {
            at: Place::AmiriyahHospital.into(),
        }])
        .collect();
    pact(
        draft,
        Pact::ProtectedSites,
        "Protected sites",
        parties,
        clauses,
        |agreement| {
            agreement.source = "Humanitarian notification practice; made for training".into();
        },
    )
}
