//! What was agreed around Mosul, by whom, and how we know. What rests on it is at the end.
//!
//! Planted here: the line to which the Peshmerga go back is read in two ways (K08, A03, K03), the PMF have
//! not answered to the reassignment of Tal Afar (K03), the Sinjar understanding lapses (K02, K10), nothing
//! is agreed for the Khazir front with the Plain units (K01), and Hajj Ali has no incident procedure (L07).

use entente::model::{Acceptance, AnyId, Boundary, Clause, Evidence, Id, Minute, Party, Reading, When};

use super::cells::Cell;
use super::keys::{Ground, In, Link, Mark, Pact, Who};
use super::measures::END;
use super::mesh::outline;
use super::protection;
use super::sectors::{FROM_P3, FROM_P4, REASSIGNED, REGROUP, WEST_BANK};
use crate::agreements::{accepted, holds, incidents, pact, passage};
use crate::draft::{DAY, Draft, between, during, instant};

/// The minute by which the 9th Division is through the Peshmerga's ground.
const PASSED: Minute = 420;

/// Returns parties that accepted on one day in one way.
pub fn all(who: &[Who], via: Link, evidence: Evidence, on: &str) -> anyhow::Result<Vec<Party>> {
    who.iter().map(|who| accepted(*who, via, evidence, on)).collect()
}

/// Adds the agreements and makes what they are about rest on them. Needs everything else.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    add_roles(draft)?;
    add_stay_out(draft)?;
    add_reversion(draft)?;
    add_west(draft)?;
    add_seams(draft)?;
    add_handovers(draft)?;
    protection::add(draft)?;
    rest(draft)
}

fn add_roles(draft: &mut Draft) -> anyhow::Result<()> {
    let on = "2016-09-19T18:00+03:00";
    let clauses = vec![
        holds(
            Who::Peshmerga,
            &[
                Ground::MosulDam,
                Ground::Nawaran,
                Ground::BashiqaLine,
                Ground::Khazir,
                Ground::Gwer,
                Ground::Makhmur,
                Ground::SinjarRoad,
                Ground::BashiqaFront,
                Ground::KhazirFront,
            ],
        ),
        holds(
            Who::Army,
            &[
                Ground::Qayyarah,
                Ground::Hamdaniya,
                Ground::TelKaif,
                Ground::East,
                Ground::TalAfar,
                Ground::Badush,
            ],
        ),
        incidents(Link::ErbilCell, 6),
    ];
    let parties = [Who::Army, Who::Peshmerga, Who::Coalition, Who::PmOffice, Who::Krg];
    let parties = all(&parties, Link::ErbilCell, Evidence::Verbal, on)?;
    pact(
        draft,
        Pact::Trilateral,
        "Trilateral understanding",
        parties,
        clauses,
        |agreement| {
            agreement.source = "ISW, 19 to 24 October 2016; meeting of 19 September 2016 in Erbil".into();
            agreement.notes =
                "Roles and ground of Army and Peshmerga; the Coalition is the third party.".into();
        },
    )?;

    let clauses = vec![
        passage(Who::Army, Ground::Gwer, during([In::P0, In::P1])),
        passage(Who::Army, Ground::Makhmur, during([In::P0, In::P1])),
        passage(
            Who::Army,
            Ground::Nawaran,
            during([In::P0, In::P1, In::P2, In::P3]),
        ),
        passage(Who::Cts, Ground::Khazir, during([In::P0, In::P1])),
        passage(Who::Cts, Ground::KhazirFront, during([In::P0, In::P1])),
    ];
    let parties = [Who::Army, Who::Cts, Who::Peshmerga, Who::Krg, Who::Coalition];
    let parties = all(&parties, Link::ErbilCell, Evidence::Written, on)?;
    pact(
        draft,
        Pact::Transit,
        "Transit through the region",
        parties,
        clauses,
        |agreement| {
            agreement.source = "Public statements of September 2016; terms made for training".into();
        },
    )
}

fn add_stay_out(draft: &mut Draft) -> anyhow::Result<()> {
    let rows = [
        (
            Pact::PeshmergaStayOut,
            "Peshmerga stay out of the city",
            Who::Peshmerga,
            Link::ErbilCell,
        ),
        (
            Pact::PmfStayOut,
            "PMF stay out of the city",
            Who::Pmf,
            Link::PmfToArmy,
        ),
    ];
    for (key, name, who, via) in rows {
        let parties = all(
            &[who, Who::Army, Who::PmOffice],
            via,
            Evidence::Verbal,
            "2016-10-15T18:00+03:00",
        )?;
        let clauses = vec![Clause::KeepsOut {
            who: who.id(),
            area: Mark::CityStayOut.into(),
        }];
        pact(draft, key, name, parties, clauses, |agreement| {
            agreement.when = between(0, END);
            agreement.review_at = Some(REGROUP);
            agreement.source =
                "Public statements of October 2016: the city is for Army, police and CTS".into();
        })?;
    }
    Ok(())
}

fn add_reversion(draft: &mut Draft) -> anyhow::Result<()> {
    let on = "2017-02-06T12:00+03:00";
    let reading = |text: &str, cells: &[Cell]| -> anyhow::Result<Reading> {
        Ok(Reading {
            text: text.into(),
            area: Some(outline(cells)?),
            ..Reading::new(0)
        })
    };
    let mut army = accepted(Who::Army, Link::ErbilCell, Evidence::Written, on)?;
    army.readings = vec![reading(
        "Back to the line of 16 October; the ground taken since then is the government's",
        &[Cell::BashiqaLine, Cell::Khazir],
    )?];
    let mut peshmerga = accepted(Who::Peshmerga, Link::ErbilCell, Evidence::Verbal, on)?;
    peshmerga.state = Acceptance::AcceptedWithReservation;
    peshmerga.readings = vec![reading(
        "The line is the trench; what was liberated with blood is held",
        &[
            Cell::BashiqaLine,
            Cell::BashiqaAdvance,
            Cell::Khazir,
            Cell::KhazirAdvance,
        ],
    )?];
    let parties = vec![
        army,
        peshmerga,
        accepted(Who::Coalition, Link::ErbilCell, Evidence::Verbal, on)?,
    ];
    let clauses = vec![holds(Who::Peshmerga, &[Ground::BashiqaLine, Ground::Khazir])];
    pact(
        draft,
        Pact::Reversion,
        "Return to the line of 16 October",
        parties,
        clauses,
        |agreement| {
            agreement.when = during(FROM_P3.iter().copied());
            agreement.review_at = Some(WEST_BANK);
            agreement.source =
                "Statements of February and October 2017, which differ; wording made for training".into();
        },
    )
}

fn add_west(draft: &mut Draft) -> anyhow::Result<()> {
    let parties = all(
        &[Who::Peshmerga, Who::Pmf, Who::PmOffice],
        Link::ViaPmOffice,
        Evidence::Verbal,
        "2016-10-30T12:00+03:00",
    )?;
    let clauses = vec![
        holds(Who::Peshmerga, &[Ground::SinjarRoad, Ground::MosulDam]),
        holds(Who::Pmf, &[Ground::TelAbtah, Ground::Airbase, Ground::TalAfar]),
        incidents(Link::ViaPmOffice, 12),
    ];
    pact(
        draft,
        Pact::Sinjar,
        "Sinjar understanding",
        parties,
        clauses,
        |agreement| {
            agreement.when = between(15 * DAY, REGROUP);
            agreement.source =
                "ISW, 22 to 28 November 2016, on the linkup near Tal Afar; term made for training".into();
            agreement.notes = "For as long as Tal Afar is cut off; confirmed on 23 November.".into();
        },
    )?;

    let on = "2016-11-23T18:00+03:00";
    let mut parties = all(
        &[Who::PmOffice, Who::Army],
        Link::JointCell,
        Evidence::Written,
        on,
    )?;
    parties.push(Party {
        state: Acceptance::Proposed,
        via: Some(Link::PmfToArmy.id()),
        at: Some(instant(on)?),
        ..Party::new(Who::Pmf.id())
    });
    let clauses = vec![Clause::Handover {
        sector: Ground::TalAfar.id(),
        to: Who::Army.id(),
        at: REASSIGNED,
    }];
    pact(
        draft,
        Pact::TalAfar,
        "Reassignment of Tal Afar",
        parties,
        clauses,
        |agreement| {
            agreement.when = between(REASSIGNED, END);
            agreement.source = "ISW, 28 November 2016: Army and police instead of the PMF".into();
        },
    )?;

    let parties = all(
        &[Who::Pmf, Who::Tribal],
        Link::DesertLine,
        Evidence::Verbal,
        "2017-02-10T12:00+03:00",
    )?;
    let clauses = vec![
        holds(Who::Pmf, &[Ground::TelAbtah]),
        holds(Who::Tribal, &[Ground::ShuraLate]),
        incidents(Link::DesertLine, 6),
    ];
    pact(
        draft,
        Pact::Desert,
        "Desert seam",
        parties,
        clauses,
        |agreement| {
            agreement.when = during(FROM_P4.iter().copied());
            agreement.source = "Made for training".into();
        },
    )
}

fn add_seams(draft: &mut Draft) -> anyhow::Result<()> {
    let seam = boundaries(draft, Ground::Gwer, Ground::Hamdaniya);
    let on = "2016-10-14T12:00+03:00";
    let parties = all(
        &[Who::Army, Who::Peshmerga],
        Link::GwerHotline,
        Evidence::Written,
        on,
    )?;
    let along = seam.first().copied().map(AnyId::from);
    let mut clauses: Vec<Clause> = along
        .map(|along| Clause::Separation {
            along,
            stand_off_m: None,
        })
        .into_iter()
        .collect();
    clauses.push(incidents(Link::GwerHotline, 4));
    pact(
        draft,
        Pact::GwerSeam,
        "Gwer–Hamdaniya seam",
        parties,
        clauses,
        |agreement| {
            // Once the 9th Division has passed the Peshmerga's line.
            agreement.when = When {
                from: Some(PASSED),
                ..during([In::P1, In::P2])
            };
            agreement.source = "ISW, 19 October 2016: the seam between both areas of operations".into();
        },
    )?;

    let parties = all(
        &[Who::FederalPolice, Who::Peshmerga],
        Link::TigrisHotline,
        Evidence::Written,
        on,
    )?;
    let clauses = vec![
        holds(Who::FederalPolice, &[Ground::Shura, Ground::Hammam]),
        holds(Who::Peshmerga, &[Ground::Gwer]),
        incidents(Link::TigrisHotline, 4),
    ];
    pact(
        draft,
        Pact::TigrisSeam,
        "Tigris seam",
        parties,
        clauses,
        |agreement| {
            agreement.source = "Made for training".into();
        },
    )?;

    // Planted, L07: no incident procedure.
    let parties = all(
        &[Who::Tribal, Who::Peshmerga],
        Link::MakhmurCell,
        Evidence::Verbal,
        on,
    )?;
    let clauses = vec![
        holds(Who::Tribal, &[Ground::HajjAli, Ground::ShuraLate]),
        holds(Who::Peshmerga, &[Ground::Gwer, Ground::Makhmur]),
    ];
    pact(
        draft,
        Pact::HajjAli,
        "Hajj Ali seam",
        parties,
        clauses,
        |agreement| {
            agreement.source = "Made for training, after complaints of villages near Makhmur".into();
        },
    )?;

    // Planted, K01: the Khazir front is not in it.
    let parties = all(
        &[Who::Npu, Who::Peshmerga],
        Link::PlainCell,
        Evidence::Written,
        "2017-01-20T12:00+03:00",
    )?;
    let clauses = vec![
        holds(Who::Npu, &[Ground::Hamdaniya]),
        holds(Who::Peshmerga, &[Ground::Gwer, Ground::Khazir]),
        incidents(Link::PlainCell, 6),
    ];
    pact(
        draft,
        Pact::Plain,
        "Nineveh plain understanding",
        parties,
        clauses,
        |agreement| {
            agreement.when = during(FROM_P3.iter().copied());
            agreement.source = "Made for training".into();
        },
    )
}

fn add_handovers(draft: &mut Draft) -> anyhow::Result<()> {
    let rows = [
        (
            Pact::PlainHandover,
            "Hamdaniya to the Plain units",
            Ground::Hamdaniya,
            Who::Npu,
            REGROUP,
            "2017-01-18T12:00+03:00",
        ),
        (
            Pact::EastHandover,
            "East Mosul to the police",
            Ground::East,
            Who::NinewaPolice,
            WEST_BANK,
            "2017-02-14T12:00+03:00",
        ),
    ];
    for (key, name, ground, to, at, on) in rows {
        let parties = all(
            &[Who::Army, to, Who::Governorate],
            Link::NinewaNet,
            Evidence::Written,
            on,
        )?;
        let clauses = vec![
            Clause::Handover {
                sector: ground.id(),
                to: to.id(),
                at,
            },
            incidents(Link::NinewaNet, 6),
        ];
        pact(draft, key, name, parties, clauses, |agreement| {
            agreement.source =
                "Public statements of January and February 2017; terms made for training".into();
        })?;
    }
    Ok(())
}

/// Makes sectors, boundaries and measures rest on what was agreed.
fn rest(draft: &mut Draft) -> anyhow::Result<()> {
    let rests: [(Pact, &[Ground]); 5] = [
        (
            Pact::Trilateral,
            &[
                Ground::BashiqaFront,
                Ground::KhazirFront,
                Ground::TelKaif,
                Ground::Badush,
            ],
        ),
        (Pact::TalAfar, &[Ground::TalAfar]),
        (Pact::PlainHandover, &[Ground::Hamdaniya]),
        (Pact::EastHandover, &[Ground::East]),
        (Pact::HajjAli, &[Ground::HajjAli]),
    ];
    for (key, grounds) in rests {
        draft.rest_on(key, grounds.iter().map(|ground| AnyId::from(*ground)))?;
    }
    draft.rest_on(Pact::Reversion, [Mark::Reversion.into()])?;
    draft.rest_on(Pact::PmfStayOut, [Mark::CityStayOut.into()])?;
    let seams: [(Pact, [Ground; 2]); 4] = [
        (Pact::TigrisSeam, [Ground::Gwer, Ground::Hammam]),
        (Pact::Sinjar, [Ground::SinjarRoad, Ground::TelAbtah]),
        (Pact::Sinjar, [Ground::SinjarRoad, Ground::Airbase]),
        (Pact::Desert, [Ground::ShuraLate, Ground::TelAbtah]),
    ];
    for (key, [a, b]) in seams {
        let lines = boundaries(draft, a, b);
        draft.rest_on(key, lines.into_iter().map(AnyId::from))?;
    }
    let seam = boundaries(draft, Ground::Gwer, Ground::Hamdaniya);
    draft.rest_on(Pact::GwerSeam, seam.into_iter().take(1).map(AnyId::from))
}

/// Returns the boundaries between two sectors, in order of time.
fn boundaries(draft: &Draft, a: Ground, b: Ground) -> Vec<Id<Boundary>> {
    let both = [[a.id(), b.id()], [b.id(), a.id()]];
    draft
        .plan
        .boundaries
        .iter()
        .filter(|(_, line)| line.between.is_some_and(|between| both.contains(&between)))
        .map(|(id, _)| id)
        .collect()
}
