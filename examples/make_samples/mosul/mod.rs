//! The plan `mosul`: the operation of 2016 and 2017 in seven phases, with what is planted in it.
//!
//! Puts the tables together in the order in which they need each other. What the checks find is not
//! computed here: the expected values are in the notes and in `tests/samples.rs`.

mod agreements;
mod boundaries;
mod cells;
mod channels;
mod corridors;
mod federal;
mod fires;
mod forces;
mod ground;
mod keys;
mod kurdish;
mod measures;
mod mesh;
mod notes;
mod outlines;
mod parties;
mod places;
mod protection;
mod relief;
mod responsibility;
mod sectors;
mod western;

use entente::geometry::Area;
use entente::model::{Deadline, Edit, Id, Phase, PhaseKind, Plan, PlanInfo, Purpose};

use crate::draft::{DAY, Draft, day, instant};
use ground::AREA_OF_OPERATIONS;
use keys::{In, Who};
use measures::END;
use sectors::{REGROUP, WEST_BANK};

/// Builds the plan.
pub fn plan() -> anyhow::Result<Plan> {
    mesh::check()?;
    let mut draft = Draft::of(Plan::empty(Id::derived(["entente sample", "mosul"])));
    add_phases(&mut draft)?;
    parties::add(&mut draft)?;
    channels::add(&mut draft)?;
    set_info(&mut draft)?;
    sectors::add(&mut draft)?;
    measures::add(&mut draft)?;
    sectors::hand_over(&mut draft)?;
    places::add(&mut draft)?;
    relief::add(&mut draft)?;
    corridors::add(&mut draft)?;
    forces::add(&mut draft)?;
    boundaries::add(&mut draft)?;
    agreements::add(&mut draft)?;
    Ok(draft.plan)
}

fn add_phases(draft: &mut Draft) -> anyhow::Result<()> {
    let rows = [
        (
            In::P0,
            "P0 Shaping",
            "التمهيد",
            (-14 * DAY, 0),
            PhaseKind::Shape,
            "Ground and roles agreed in Erbil",
            "Order given",
        ),
        (
            In::P1,
            "P1 Approach",
            "الاقتراب",
            (0, 15 * DAY),
            PhaseKind::Isolate,
            "Order given",
            "City limit reached at Gogjali (1 November)",
        ),
        (
            In::P2,
            "P2 East bank",
            "الجانب الأيسر",
            (15 * DAY, REGROUP),
            PhaseKind::Attack,
            "A way out to the east is open",
            "East bank declared cleared (24 January)",
        ),
        (
            In::P3,
            "P3 Regroup",
            "إعادة التنظيم",
            (REGROUP, WEST_BANK),
            PhaseKind::Shape,
            "East bank held",
            "Southern axis ready (19 February)",
        ),
        (
            In::P4,
            "P4 West bank",
            "الجانب الأيمن",
            (WEST_BANK, 199 * DAY),
            PhaseKind::Attack,
            "A way out to the south is open",
            "Southern quarters held (4 May)",
        ),
        (
            In::P5,
            "P5 Old City",
            "المدينة القديمة",
            (199 * DAY, 266 * DAY),
            PhaseKind::Attack,
            "Northwestern axis open",
            "City declared retaken (10 July)",
        ),
        (
            In::P6,
            "P6 Stabilise",
            "الاستقرار",
            (266 * DAY, END),
            PhaseKind::Stabilise,
            "City declared retaken",
            "Police answer for both banks",
        ),
    ];
    for (key, name, native, (start, end), kind, entry, exit) in rows {
        let mut phase = Phase::new(start);
        phase.name = name.into();
        phase.native_name = native.into();
        phase.end = Some(end);
        phase.kind = kind;
        phase.entry = vec![entry.into()];
        phase.exit = vec![exit.into()];
        draft.add(key, phase)?;
    }
    Ok(())
}

fn set_info(draft: &mut Draft) -> anyhow::Result<()> {
    let deadline = |name: &str, at, about: &str| Deadline {
        name: name.into(),
        about: about.into(),
        ..Deadline::new(at)
    };
    let info = PlanInfo {
        title: "Mosul 2016".into(),
        purpose: Purpose::Exercise,
        marking: "EXERCISE".into(),
        author: "Joint coordination, training cell".into(),
        created: Some(instant("2017-08-14T12:00+03:00")?),
        h_hour: Some(instant("2016-10-17T00:00+03:00")?),
        area_of_operations: Some(Area::from_outer(AREA_OF_OPERATIONS.to_vec())),
        viewpoint: Some(Who::PmOffice.id()),
        deadlines: vec![
            deadline(
                "East corridor before winter",
                day(75, 0),
                "31 December: those who come by the east corridor are under a roof",
            ),
            deadline(
                "South corridor, last call",
                day(190, 0),
                "25 April: the southern quarters are told to leave by the south corridor until then",
            ),
        ],
        hot_weather: false,
        sources: notes::SOURCES.iter().map(|source| (*source).into()).collect(),
        notes: notes::MOSUL.into(),
    };
    draft.edit(&Edit::SetInfo(Box::new(info)))
}
