//! What happens to the plan, inject by inject, and how the players mend it.
//!
//! Each is a change of a draft; what it comes to as edits is what lies between before and after.

use entente::model::{
    Acceptance, Breach, Capacity, Channel, ChannelState, Corridor, Edit, Evidence, Force, Measure, Minute,
    People, Phase, Placement, Plan, Screening, Sector, Site, edits_between,
};

use crate::draft::{Draft, between, day, during, instant};
use crate::forces::BADR_LINE;
use crate::ground::at;
use crate::keys::{Ground, In, Link, Mark, Pact, Place, Unit, Way, Who};

/// What is done.
#[derive(Clone, Copy)]
pub enum Does {
    /// Nothing to the plan.
    Nothing,
    /// These edits.
    Edits(fn() -> anyhow::Result<Vec<Edit>>),
    /// What lies between a plan and the same after a change.
    Changes(fn(&mut Draft) -> anyhow::Result<()>),
    /// The same on the plan that the exercise starts from, whatever came of it since.
    ChangesOfStart(fn(&mut Draft) -> anyhow::Result<()>),
}

impl Does {
    /// Returns it as edits of a plan; `start` is the one that the exercise starts from.
    pub fn edits(self, plan: &Plan, start: &Plan) -> anyhow::Result<Vec<Edit>> {
        match self {
            Self::Nothing => Ok(Vec::new()),
            Self::Edits(edits) => edits(),
            Self::Changes(change) => {
                let mut draft = Draft::of(plan.clone());
                change(&mut draft)?;
                Ok(edits_between(plan, &draft.plan))
            }
            Self::ChangesOfStart(change) => Self::Changes(change).edits(start, start),
        }
    }
}

fn contact(draft: &mut Draft, ground: Ground, point: Option<Mark>, liaison: &[Who]) -> anyhow::Result<()> {
    draft.change(ground, |sector: &mut Sector| {
        for handover in &mut sector.handovers {
            handover.contact_point = point.map(Mark::id);
            handover.liaison = liaison.iter().map(|who| who.id()).collect();
        }
    })
}

/// 1: nobody is at the contact point of Garma.
pub fn garma_without_contact(draft: &mut Draft) -> anyhow::Result<()> {
    contact(draft, Ground::Garma, None, &[])
}

/// Answer to 1.
pub fn garma_contact(draft: &mut Draft) -> anyhow::Result<()> {
    contact(
        draft,
        Ground::Garma,
        Some(Mark::GarmaContact),
        &[Who::Pmf, Who::Army],
    )
}

/// 3: the ultimatum is public; the understanding is to be looked at before it runs out.
pub fn reviewed_early(draft: &mut Draft) -> anyhow::Result<()> {
    draft.change(Pact::StayOut, |agreement: &mut entente::model::Agreement| {
        agreement.review_at = Some(day(20, 0));
    })
}

/// 4: believed, not so: a battalion on the near bank.
#[expect(
    clippy::unnecessary_wraps,
    reason = "it stands in a list with effects that can fail"
)]
pub fn badr_over_the_river() -> anyhow::Result<Vec<Edit>> {
    Ok(vec![Edit::PlaceForce {
        force: Unit::BadrFirst.id(),
        at: at(33.3610, 43.7690),
        when: during([In::P2]),
    }])
}

/// 6: the entry from the south begins a day later.
pub fn entry_delayed(draft: &mut Draft) -> anyhow::Result<()> {
    draft.change(In::P1, |phase: &mut Phase| phase.end = Some(day(15, 0)))?;
    draft.change(In::P2, |phase: &mut Phase| phase.start = day(15, 0))
}

/// 7: more people than anybody reckoned with.
pub fn ninety_thousand(draft: &mut Draft) -> anyhow::Result<()> {
    draft.change(Way::Zawiyah, |corridor: &mut Corridor| {
        corridor.expected_people = Some(90_000);
    })
}

/// 8: the corridor opens five days late.
pub fn opens_late(draft: &mut Draft) -> anyhow::Result<()> {
    draft.change(Way::Zawiyah, |corridor: &mut Corridor| {
        corridor.windows = vec![between(day(17, 6), day(36, 0)), between(day(39, 0), day(60, 0))];
    })
}

/// Answer to 8: a second lane, and buses for those who cannot walk.
pub fn second_lane(draft: &mut Draft) -> anyhow::Result<()> {
    draft.change(Way::Zawiyah, |corridor: &mut Corridor| {
        corridor.people_per_hour = Some(850);
        corridor.width_m = 300;
        corridor.notes = "Two lanes, with buses from the barrage on for those who cannot walk.".into();
    })
}

/// 9: men are separated by those who have no mandate for it.
pub fn screened_without_mandate(draft: &mut Draft) -> anyhow::Result<()> {
    draft.change(Place::SaqlawiyahScreening, |site: &mut Site| {
        site.operator = Some(Who::Pmf.id());
        site.screening = Some(Screening {
            lanes: Some(2),
            people_per_hour: Some(20),
            ..Screening::default()
        });
    })
}

fn safeguards() -> Screening {
    Screening {
        mandate_document: "Joint operations order on screening, with the judiciary".into(),
        monitors: true,
        register: true,
        family_notice: true,
        female_staff: true,
        minors_procedure: true,
        shade_and_water: true,
        medical: true,
        judge_within_48_h: true,
        lanes: Some(15),
        people_per_hour: Some(20),
    }
}

/// Answer to 9: the police screen, with every safeguard.
pub fn screened_by_police(draft: &mut Draft) -> anyhow::Result<()> {
    draft.change(Place::SaqlawiyahScreening, |site: &mut Site| {
        site.operator = Some(Who::FederalPolice.id());
        site.screening = Some(safeguards());
    })
}

/// 10: monitors are turned away, and there is no register.
pub fn no_monitors(draft: &mut Draft) -> anyhow::Result<()> {
    draft.change(Place::SaqlawiyahScreening, |site: &mut Site| {
        site.screening = Some(Screening {
            monitors: false,
            register: false,
            family_notice: false,
            ..safeguards()
        });
    })
}

/// Answer to 10.
pub fn monitors_again(draft: &mut Draft) -> anyhow::Result<()> {
    draft.change(Place::SaqlawiyahScreening, |site: &mut Site| {
        site.screening = Some(safeguards());
    })
}

fn channel(draft: &mut Draft, link: Link, state: ChannelState) -> anyhow::Result<()> {
    draft.change(link, |channel: &mut Channel| channel.state = state)
}

/// 11: the way through the PM office does not work.
pub fn office_down(draft: &mut Draft) -> anyhow::Result<()> {
    channel(draft, Link::ViaPmOffice, ChannelState::Down)
}

/// 12: nor does the hotline, and nobody has tried it.
pub fn hotline_down(draft: &mut Draft) -> anyhow::Result<()> {
    channel(draft, Link::StayOutHotline, ChannelState::Down)
}

/// Answer to 11 and 12: the hotline goes by radio.
pub fn hotline_by_radio(draft: &mut Draft) -> anyhow::Result<()> {
    draft.change(Link::StayOutHotline, |channel: &mut Channel| {
        channel.state = ChannelState::Up;
        channel.contact =
            "Watch desks of both command posts, by radio, net Seam 5, tried every six hours".into();
    })
}

/// 13: more people in the camps than there is room for.
pub fn camps_too_full(draft: &mut Draft) -> anyhow::Result<()> {
    let at = instant("2016-06-12T08:00+03:00")?;
    draft.change(Place::AmiriyahCamps, |site: &mut Site| {
        site.people = Some(People {
            at: Some(at),
            source: "Camp management, count of the morning".into(),
            ..People::new(50_000, 52_000, 57_000)
        });
    })
}

/// Answer to 13: room is made for those who come.
pub fn camps_enlarged(draft: &mut Draft) -> anyhow::Result<()> {
    let people = 52_000;
    draft.change(Place::AmiriyahCamps, |site: &mut Site| {
        site.capacity = Some(Capacity {
            area_m2: Some(people * 45),
            toilets: Some(people / 20),
            taps: Some(people / 250),
            water_l_per_day: Some(people * 15),
            shelters: Some(people.div_ceil(6)),
            health_posts: Some(people.div_ceil(10_000)),
        });
        site.notes = "Enlarged for 52,000 people; water trucked from two stations.".into();
    })
}

fn answer(state: Acceptance, on: &str) -> anyhow::Result<Vec<Edit>> {
    Ok(vec![Edit::RecordAcceptance {
        agreement: Pact::StayOut.id(),
        party: Who::Pmf.id(),
        state,
        evidence: Some(Evidence::Written),
        at: Some(instant(on)?),
        via: Some(Link::AnbarCell.id()),
    }])
}

/// 14: the PMF feel bound no longer.
pub fn understanding_lapses() -> anyhow::Result<Vec<Edit>> {
    answer(Acceptance::Withdrawn, "2016-06-13T20:00+03:00")
}

/// Answer to 14.
pub fn understanding_renewed() -> anyhow::Result<Vec<Edit>> {
    answer(Acceptance::Accepted, "2016-06-14T04:00+03:00")
}

/// 16: the corridor is closed at the barrage.
pub fn corridor_closed(draft: &mut Draft) -> anyhow::Result<()> {
    draft.change(Way::Zawiyah, |corridor: &mut Corridor| {
        corridor.windows = vec![between(day(17, 6), day(24, 9)), between(day(39, 0), day(60, 0))];
    })?;
    draft.change(Place::BarrageBridge, |site: &mut Site| {
        site.closed.insert(0, between(day(24, 9), day(25, 9)));
    })
}

/// Answer to 16: it is open again from the next morning on.
pub fn corridor_reopened(draft: &mut Draft) -> anyhow::Result<()> {
    draft.change(Way::Zawiyah, |corridor: &mut Corridor| {
        corridor.windows = vec![
            between(day(17, 6), day(24, 9)),
            between(day(25, 9), day(36, 0)),
            between(day(39, 0), day(60, 0)),
        ];
    })
}

/// 17: people wait at the gate.
pub fn waiting_at_the_gate(draft: &mut Draft) -> anyhow::Result<()> {
    let at = instant("2016-06-16T15:00+03:00")?;
    draft.change(Place::SouthGate, |site: &mut Site| {
        site.people = Some(People {
            at: Some(at),
            source: "Civil defence, by telephone".into(),
            ..People::new(2_000, 3_000, 4_000)
        });
    })
}

/// 18: armed elements where none should be.
pub fn badr_in_the_city(draft: &mut Draft) -> anyhow::Result<()> {
    let phase = In::P3.id();
    draft.change(Unit::BadrFirst, |force: &mut Force| {
        for placement in &mut force.placements {
            placement.when.phases.retain(|held| *held != phase);
        }
        force.placements.push(Placement {
            when: during([In::P3]),
            ..Placement::new(at(33.3450, 43.7755))
        });
    })?;
    draft.change(Pact::StayOut, |agreement: &mut entente::model::Agreement| {
        agreement.breaches.push(Breach {
            by: Some(Who::Pmf.id()),
            ..Breach::new(day(25, 11), "Armed elements of Badr seen in Andalus".into())
        });
    })
}

/// Answer to 18: they are back in their line, and the breach is settled.
pub fn badr_back(draft: &mut Draft) -> anyhow::Result<()> {
    let gone = In::P3.id();
    draft.change(Unit::BadrFirst, |force: &mut Force| {
        force
            .placements
            .retain(|placement| placement.when.phases != [gone]);
        for placement in &mut force.placements {
            if placement.at == BADR_LINE && !placement.when.phases.contains(&gone) {
                placement.when.phases.push(gone);
                placement.when.phases.sort_unstable();
            }
        }
    })?;
    draft.change(Pact::StayOut, |agreement: &mut entente::model::Agreement| {
        for breach in &mut agreement.breaches {
            breach.resolved = true;
        }
    })
}

/// 19: the police come without having said where they will be met.
pub fn city_without_contact(draft: &mut Draft) -> anyhow::Result<()> {
    contact(draft, Ground::FallujahWest, None, &[Who::Cts])
}

/// Answer to 19.
pub fn city_contact(draft: &mut Draft) -> anyhow::Result<()> {
    contact(
        draft,
        Ground::FallujahWest,
        Some(Mark::CityContact),
        &[Who::Cts, Who::AnbarPolice],
    )?;
    draft.change(Mark::CityContact, |measure: &mut Measure| {
        measure.notes = "Manned by both from the evening before.".into();
    })
}

/// When the bridges were to open, and when they do.
const CURFEW_ENDS: [Minute; 2] = [day(39, 0), day(42, 0)];

/// 20: bridges stay closed for three days more.
pub fn bridges_closed_longer(draft: &mut Draft) -> anyhow::Result<()> {
    let [planned, ends] = CURFEW_ENDS;
    for bridge in [Place::BarrageBridge, Place::BzeibizBridge] {
        draft.change(bridge, |site: &mut Site| {
            for closed in &mut site.closed {
                if closed.until == Some(planned) {
                    closed.until = Some(ends);
                }
            }
        })?;
    }
    Ok(())
}

/// Answer to 20: nobody is sent on the way while the bridges are closed.
pub fn corridor_waits(draft: &mut Draft) -> anyhow::Result<()> {
    let [planned, ends] = CURFEW_ENDS;
    draft.change(Way::Zawiyah, |corridor: &mut Corridor| {
        for window in &mut corridor.windows {
            if window.from == Some(planned) {
                window.from = Some(ends);
            }
        }
    })
}
