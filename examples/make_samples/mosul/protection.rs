//! What was agreed for civilians around Mosul: corridors, and what is protected from fires.
//!
//! Corridors are `corridors`', fire areas `fires`'.

use entente::model::{AnyId, Clause, Evidence};

use super::agreements::all;
use super::keys::{Link, Mark, Pact, Place, Way, Who};
use crate::agreements::pact;
use crate::draft::Draft;

/// An agreement on corridors: its name, parties, corridors and date.
type Row = (Pact, &'static str, &'static [Who], &'static [Way], &'static str);

/// Adds the agreements and makes what they are about rest on them. Needs corridors and measures.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    add_corridors(draft)?;
    add_protection(draft)
}

fn add_corridors(draft: &mut Draft) -> anyhow::Result<()> {
    let rows: [Row; 3] = [
        (
            Pact::EastCorridor,
            "East corridor agreement",
            &[
                Who::Cts,
                Who::Army,
                Who::Peshmerga,
                Who::NinewaPolice,
                Who::Krg,
                Who::Governorate,
                Who::Un,
            ],
            &[Way::East],
            "2016-10-20T12:00+03:00",
        ),
        (
            Pact::SouthCorridor,
            "South corridor agreement",
            &[
                Who::FederalPolice,
                Who::Tribal,
                Who::Army,
                Who::Governorate,
                Who::Un,
            ],
            &[Way::South, Way::Onward],
            "2017-02-10T12:00+03:00",
        ),
        (
            Pact::NorthwestCorridor,
            "Northwest corridor agreement",
            &[Who::Cts, Who::Army, Who::Governorate, Who::Un],
            &[Way::Northwest],
            "2017-04-25T12:00+03:00",
        ),
    ];
    for (key, name, who, ways, on) in rows {
        let parties = all(who, Link::CivilMilitary, Evidence::Written, on)?;
        let clauses = ways
            .iter()
            .map(|way| Clause::CivilianPassage { corridor: way.id() })
            .collect();
        pact(draft, key, name, parties, clauses, |agreement| {
            agreement.source = "Humanitarian coordination, 2016 and 2017; terms made for training".into();
        })?;
        draft.rest_on(key, ways.iter().map(|way| AnyId::from(*way)))?;
    }
    Ok(())
}

/// The fire areas that protect something.
const PROTECTED: &[Mark] = &[
    Mark::DamFires,
    Mark::SalamFires,
    Mark::KhansaFires,
    Mark::JumhuriFires,
    Mark::NuriFires,
    Mark::WallsFires,
    Mark::WaterFires,
    Mark::QayyarahFires,
    Mark::HammamFires,
    Mark::TalAfarFires,
];

fn add_protection(draft: &mut Draft) -> anyhow::Result<()> {
    let parties = all(
        &[
            Who::Army,
            Who::Cts,
            Who::FederalPolice,
            Who::Erd,
            Who::NinewaPolice,
            Who::Tribal,
            Who::Npu,
            Who::Peshmerga,
            Who::Coalition,
            Who::Un,
        ],
        Link::CivilMilitary,
        Evidence::Written,
        "2016-10-12T12:00+03:00",
    )?;
    let clauses = PROTECTED
        .iter()
        .map(|mark| Clause::NoFires { at: (*mark).into() })
        .chain([Clause::NoFires {
            at: Place::Nimrud.into(),
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
    )?;
    draft.rest_on(
        Pact::ProtectedSites,
        PROTECTED.iter().map(|mark| AnyId::from(*mark)),
    )
}
