//! The plan `fallujah`: the operation of 2016 in six phases, with what is planted in it.
//!
//! Puts the tables together in the order in which they need each other, and writes the notes. What the
//! checks find is not computed here: the expected values are in the notes and in `tests/samples.rs`.

use entente::geometry::Area;
use entente::model::{
    Deadline, Edit, Handover, Id, Phase, PhaseKind, Plan, PlanInfo, Purpose, Sector, Sharing, Stakeholder,
};

use crate::draft::{DAY, Draft, day, instant};
use crate::ground::AREA_OF_OPERATIONS;
use crate::keys::{Ground, In, Who};
use crate::measures::{END, ULTIMATUM};
use crate::sectors::{STABILISE, to_the_police};
use crate::{agreements, boundaries, channels, forces, measures, notes, parties, places, relief, sectors};

/// Builds the plan.
pub fn plan() -> anyhow::Result<Plan> {
    let mut draft = Draft::of(Plan::empty(Id::derived(["entente sample", "fallujah"])));
    add_phases(&mut draft)?;
    parties::add(&mut draft)?;
    channels::add(&mut draft)?;
    set_info(&mut draft)?;
    sectors::add(&mut draft)?;
    measures::add(&mut draft)?;
    places::add(&mut draft)?;
    relief::add_sites(&mut draft)?;
    relief::add_corridors(&mut draft)?;
    forces::add(&mut draft)?;
    boundaries::add(&mut draft)?;
    for ground in [Ground::FallujahWest, Ground::Naimiyah] {
        let handover: Handover = to_the_police([Who::Cts, Who::AnbarPolice]);
        draft.change(ground, |sector: &mut Sector| sector.handovers = vec![handover])?;
    }
    agreements::add(&mut draft)?;
    // H16: the agencies' desk, shared with everybody so that anybody can ring it.
    draft.change(Who::Ngo, |agencies: &mut Stakeholder| {
        agencies.sharing = Sharing::All;
    })?;
    Ok(draft.plan)
}

fn add_phases(draft: &mut Draft) -> anyhow::Result<()> {
    let rows = [
        (
            In::P0,
            "P0 Shaping",
            "التمهيد",
            (-16 * DAY, 0),
            PhaseKind::Shape,
            "Forces assembled round the city",
            "Government announces the operation",
        ),
        (
            In::P1,
            "P1 Isolate",
            "التطويق",
            (0, 14 * DAY),
            PhaseKind::Isolate,
            "Order given",
            "City cut off on all sides (5 June)",
        ),
        (
            In::P2,
            "P2 South",
            "الاقتحام من الجنوب",
            (14 * DAY, 24 * DAY),
            PhaseKind::Attack,
            "A way out for civilians is open",
            "Nazzal and the industrial quarter reached",
        ),
        (
            In::P3,
            "P3 Centre",
            "المركز",
            (24 * DAY, 27 * DAY),
            PhaseKind::Attack,
            "Southern quarters held",
            "Government complex held (17 June)",
        ),
        (
            In::P4,
            "P4 Northwest",
            "الشمال الغربي",
            (27 * DAY, STABILISE),
            PhaseKind::Clear,
            "Centre held",
            "Jolan cleared (26 June)",
        ),
        (
            In::P5,
            "P5 Stabilise",
            "الاستقرار",
            (STABILISE, END),
            PhaseKind::Stabilise,
            "City declared retaken",
            "Police answer for the city",
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
        title: "Fallujah 2016".into(),
        purpose: Purpose::Exercise,
        marking: "EXERCISE".into(),
        author: "Joint coordination, training cell".into(),
        created: Some(instant("2016-07-16T12:00+03:00")?),
        h_hour: Some(instant("2016-05-23T00:00+03:00")?),
        area_of_operations: Some(Area::from_outer(AREA_OF_OPERATIONS.to_vec())),
        viewpoint: Some(Who::PmOffice.id()),
        deadlines: vec![
            deadline(
                "PMF ultimatum",
                ULTIMATUM,
                "Set on 4 June for ten days: after it the PMF may enter the city. The corridor must be through by then.",
            ),
            deadline("End of Ramadan", day(43, 0), "5 July: families expect to be back"),
        ],
        hot_weather: true,
        sources: notes::SOURCES.iter().map(|source| (*source).into()).collect(),
        notes: notes::FALLUJAH.into(),
    };
    draft.edit(&Edit::SetInfo(Box::new(info)))
}
