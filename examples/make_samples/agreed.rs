//! The plan `fallujah-agreed`: `fallujah` with everything resolved, one edit after the other.
//!
//! Each resolution is what planners would do: a line moved to the river and drawn as a boundary, ground
//! given to a neighbour, an agreement accepted with evidence, a hotline set up, a force moved, a corridor
//! widened, camps enlarged. No rule is switched off and nothing is waived.

use entente::model::{
    Acceptance, Agreement, Base, Boundary, Capacity, Channel, ChannelMode, ChannelState, Clause, Corridor,
    Edit, Evidence, Force, Handover, Id, Measure, MeasureKind, Plan, PlanInfo, Readiness, Screening, Sector,
    SectorState, Sharing, Site, SiteKind, Stakeholder, Task, TaskKind, When,
};

use crate::agreements::{accepted, holds, incidents};
use crate::boundaries::{add_south_northwest, add_west_halabsa};
use crate::draft::{Draft, Shape, between, day, during, instant};
use crate::forces::{BADR_LINE, HALABSA_POST, KH_LINE, MORTARS_BACK};
use crate::ground::{area, at};
use crate::keys::{Ground, In, Line, Link, Mark, Pact, Place, Unit, Way, Who};
use crate::notes;
use crate::relief::{ARMED, told, told_everybody};
use crate::sectors::{AMIRIYAH_COMMON_TRACE, FROM_P1, SOUTH_TO_THE_RIVER, phases, to_the_police};

/// Resolves the plan; `hash` is that of the text of `fallujah`, which this is a branch of.
pub fn plan(fallujah: &Plan, hash: String) -> anyhow::Result<Plan> {
    let mut draft = Draft::of(Plan {
        id: Id::derived(["entente sample", "fallujah-agreed"]),
        base: Some(Base {
            id: fallujah.id,
            hash,
            name: String::new(),
        }),
        ..fallujah.clone()
    });
    settle_ground(&mut draft)?;
    settle_lines(&mut draft)?;
    settle_forces(&mut draft)?;
    open_hotline(&mut draft)?;
    settle_stay_out(&mut draft)?;
    settle_river(&mut draft)?;
    settle_handovers(&mut draft)?;
    settle_corridors(&mut draft)?;
    settle_relief(&mut draft)?;
    // H16: contacts of those who give aid go by the channels, not with extracts.
    draft.change(Who::Ngo, |agencies: &mut Stakeholder| {
        agencies.sharing = Sharing::Concerned;
    })?;
    let info = PlanInfo {
        title: "Fallujah 2016, agreed".into(),
        notes: notes::AGREED.into(),
        ..draft.plan.info.clone()
    };
    draft.edit(&Edit::SetInfo(Box::new(info)))?;
    draft.edit(&Edit::SetReadiness(Readiness::Ready))?;
    Ok(draft.plan)
}

/// A01, A02, A04, A05: every ground has one holder, and neighbours share their vertices.
fn settle_ground(draft: &mut Draft) -> anyhow::Result<()> {
    draft.reshape(Ground::South, area(SOUTH_TO_THE_RIVER)?)?;
    draft.change(Ground::South, |sector: &mut Sector| {
        sector.state = SectorState::Agreed;
        sector.notes = "Ends at the river; the bridgeheads stay with the Northwest.".into();
    })?;
    draft.change(Ground::Northwest, |sector: &mut Sector| {
        sector.state = SectorState::Agreed;
    })?;
    draft.reshape(Ground::Amiriyah, area(AMIRIYAH_COMMON_TRACE)?)?;
    draft.change(Ground::Halabsa, |sector: &mut Sector| {
        sector.when = phases(FROM_P1);
        sector.notes = "Given to the tribes from H-hour on.".into();
    })?;
    draft.edit(&Edit::AssignSector {
        sector: Ground::IndustrialQuarter.id(),
        holder: Some(Who::Cts.id()),
    })?;
    draft.change(Ground::IndustrialQuarter, |sector: &mut Sector| {
        sector.state = SectorState::Agreed;
        sector.notes = "Held by the Golden Division until the police take over.".into();
    })?;
    draft.change(Ground::FallujahWest, |sector: &mut Sector| {
        sector.state = SectorState::Agreed;
    })
}

/// B01, B02, B03: every edge has its boundary, in every phase, with its names on the right sides.
fn settle_lines(draft: &mut Draft) -> anyhow::Result<()> {
    add_south_northwest(draft)?;
    draft.change(Line::NaimiyahWestBank, |boundary: &mut Boundary| {
        boundary.when = during([In::P1, In::P2, In::P3, In::P4]);
    })?;
    draft.change(Line::NortheastEast, |boundary: &mut Boundary| {
        (boundary.left, boundary.right) = (boundary.right, boundary.left);
    })?;
    // In P4 a regiment is the largest beside it, not a brigade: another boundary with another mark.
    add_west_halabsa(draft)?;
    draft.change(Line::SouthHalabsa, |boundary: &mut Boundary| {
        boundary.when = during([In::P2, In::P3]);
    })?;
    for line in [Line::HabbaniyahHalabsa, Line::NorthwestHalabsa] {
        draft.change(line, |boundary: &mut Boundary| boundary.when = phases(FROM_P1))?;
    }
    Ok(())
}

/// F01, F03: nobody stands on another's ground, or too near.
fn settle_forces(draft: &mut Draft) -> anyhow::Result<()> {
    stand(draft, Unit::BadrFirst, In::P3, BADR_LINE)?;
    stand(draft, Unit::KhBattalion, In::P4, KH_LINE)?;
    draft.change(Unit::HalabsaBattalion, |force: &mut Force| {
        for placement in &mut force.placements {
            placement.when = if placement.at == HALABSA_POST {
                phases(FROM_P1)
            } else {
                during([In::P0])
            };
        }
        for march in &mut force.moves {
            (march.start, march.end) = (0, 240);
        }
    })?;
    draft.change(Unit::MortarBattery, |force: &mut Force| {
        for placement in &mut force.placements {
            placement.at = MORTARS_BACK;
        }
    })
}

/// Moves a force for one phase to a place where it stands in others.
fn stand(draft: &mut Draft, unit: Unit, phase: In, at: entente::geometry::Position) -> anyhow::Result<()> {
    let gone = phase.id();
    draft.change(unit, |force: &mut Force| {
        for placement in &mut force.placements {
            placement.when.phases.retain(|phase| *phase != gone);
            if placement.at == at {
                placement.when.phases.push(gone);
                placement.when.phases.sort_unstable();
            }
        }
        force
            .placements
            .retain(|placement| !placement.when.phases.is_empty());
    })
}

/// L01: those who meet at the river can speak to each other.
fn open_hotline(draft: &mut Draft) -> anyhow::Result<()> {
    let mut channel = Channel::new(vec![Who::Cts.id(), Who::Pmf.id(), Who::AnbarPolice.id()]);
    channel.name = "Stay-out hotline".into();
    channel.mode = ChannelMode::Hotline;
    channel.state = ChannelState::Up;
    channel.last_verified = Some(instant("2016-07-15T12:00+03:00")?);
    channel.contact = "Watch desks of both command posts, day and night".into();
    channel.backup = Some(Link::ViaPmOffice.id());
    draft.add(Link::StayOutHotline, channel)
}

/// K01, K03: the understanding is written down, accepted by all, and lasts.
fn settle_stay_out(draft: &mut Draft) -> anyhow::Result<()> {
    let hotline = Link::StayOutHotline;
    draft.edit(&Edit::RecordAcceptance {
        agreement: Pact::StayOut.id(),
        party: Who::Pmf.id(),
        state: Acceptance::Accepted,
        evidence: Some(Evidence::Written),
        at: Some(instant("2016-05-22T20:00+03:00")?),
        via: Some(hotline.id()),
    })?;
    let police = accepted(
        Who::AnbarPolice,
        hotline,
        Evidence::Written,
        "2016-05-22T21:00+03:00",
    )?;
    draft.change(Pact::StayOut, |agreement: &mut Agreement| {
        for party in &mut agreement.parties {
            party.evidence = Some(Evidence::Written);
        }
        agreement.parties.push(police);
        agreement.clauses.extend([
            holds(Who::AnbarPolice, &[Ground::FallujahWest]),
            incidents(hotline, 2),
        ]);
        agreement.when = When::always();
        agreement.breaches.clear();
        agreement.notes = "Written, with a hotline and an incident procedure; holds to the end of the \
                           operation, whatever comes of the ultimatum."
            .into();
    })?;
    draft.change(Mark::CityStayOut, |measure: &mut Measure| {
        measure.when = between(0, crate::measures::END);
        measure.notes = "The PMF do not enter the city.".into();
    })?;
    draft.rest_on(
        Pact::StayOut,
        [
            Line::SouthNorthwest.into(),
            Line::WestNorthwest.into(),
            Line::WestNorthwestLate.into(),
        ],
    )
}

/// K01, K03: PMF and tribes accept the river, from the day that the tribes hold Halabsa.
fn settle_river(draft: &mut Draft) -> anyhow::Result<()> {
    draft.edit(&Edit::RecordAcceptance {
        agreement: Pact::EuphratesLine.id(),
        party: Who::Pmf.id(),
        state: Acceptance::Accepted,
        evidence: Some(Evidence::Written),
        at: Some(instant("2016-05-22T12:00+03:00")?),
        via: Some(Link::AnbarCell.id()),
    })?;
    let earlier = instant("2016-05-21T12:00+03:00")?;
    draft.change(Pact::EuphratesLine, |agreement: &mut Agreement| {
        agreement.when = phases(FROM_P1);
        for party in &mut agreement.parties {
            party.readings.clear();
            if party.stakeholder == Who::Tribal.id() {
                party.at = Some(earlier);
            }
        }
    })
}

/// T02, B07: who takes over meets who leaves, at a point, with liaison officers of both.
fn settle_handovers(draft: &mut Draft) -> anyhow::Result<()> {
    let points = [
        (
            Mark::GarmaContact,
            "Contact point Garma",
            at(33.3980, 43.9080),
            Who::Army,
            When {
                until: Some(crate::sectors::GARMA_HANDOVER + 12 * 60),
                ..during([In::P1])
            },
        ),
        (
            Mark::CityContact,
            "Contact point Government complex",
            at(33.3485, 43.7790),
            Who::AnbarPolice,
            during([In::P4, In::P5]),
        ),
    ];
    for (mark, name, place, owner, when) in points {
        let Shape(shape) = place.into();
        let mut measure = Measure::new(shape);
        measure.name = name.into();
        measure.kind = MeasureKind::ContactPoint;
        measure.abbreviation = "CP".into();
        measure.owner = Some(owner.id());
        measure.when = when;
        measure.recognition = crate::measures::RECOGNITION.into();
        draft.add(mark, measure)?;
    }
    draft.change(Ground::Garma, |sector: &mut Sector| {
        for handover in &mut sector.handovers {
            handover.contact_point = Some(Mark::GarmaContact.id());
            handover.liaison = vec![Who::Pmf.id(), Who::Army.id()];
        }
    })?;
    for ground in [Ground::FallujahWest, Ground::Naimiyah, Ground::IndustrialQuarter] {
        let handover = Handover {
            contact_point: Some(Mark::CityContact.id()),
            ..to_the_police([Who::Cts, Who::AnbarPolice])
        };
        draft.change(ground, |sector: &mut Sector| sector.handovers = vec![handover])?;
    }
    draft.change(Pact::CityHandover, |agreement: &mut Agreement| {
        agreement.clauses.push(Clause::Handover {
            sector: Ground::IndustrialQuarter.id(),
            to: Who::AnbarPolice.id(),
            at: crate::sectors::STABILISE,
        });
    })?;
    draft.rest_on(Pact::CityHandover, [Ground::IndustrialQuarter.into()])?;
    draft.change(Unit::BaghdadSecond, |force: &mut Force| {
        force.task = Some(Task {
            at: Some(Mark::GarmaContact.id()),
            ..Task::new(TaskKind::Relief, Unit::GarmaBrigade.id())
        });
    })
}

/// K03, H03 to H07, T08: both ways out are agreed, told of, open in time and wide enough.
fn settle_corridors(draft: &mut Draft) -> anyhow::Result<()> {
    draft.edit(&Edit::RecordAcceptance {
        agreement: Pact::NorthernCorridor.id(),
        party: Who::Pmf.id(),
        state: Acceptance::Accepted,
        evidence: Some(Evidence::Written),
        at: Some(instant("2016-06-01T12:00+03:00")?),
        via: Some(Link::PoliceToPmf.id()),
    })?;
    let before = instant("2016-05-30T12:00+03:00")?;
    draft.change(Pact::NorthernCorridor, |agreement: &mut Agreement| {
        agreement.when = between(day(10, 0), crate::measures::END);
        for party in &mut agreement.parties {
            if party.stakeholder != Who::Pmf.id() {
                party.at = Some(before);
                party.evidence = Some(Evidence::Written);
            }
        }
    })?;
    draft.change(Way::Zawiyah, |corridor: &mut Corridor| {
        // Open from the day before the break-in; shut while the bridges are.
        corridor.windows = vec![between(day(12, 0), day(36, 0)), between(day(39, 0), day(60, 0))];
        corridor.people_per_hour = Some(400);
        corridor.notifications = told(ARMED, day(8, 0));
        corridor.notes = "Open day and night from 4 June: 50,000 people take about five days.".into();
    })?;
    draft.change(Way::Northern, |corridor: &mut Corridor| {
        corridor.windows = vec![between(day(12, 0), day(27, 0))];
        corridor.people_per_hour = Some(300);
        corridor.notifications = told(ARMED, day(8, 0));
        corridor.notes = "Federal Police and PMF let civilians through to police screening.".into();
    })
}

/// H05, H08, H11: screening by a mandated body with safeguards, and camps for those who come.
fn settle_relief(draft: &mut Draft) -> anyhow::Result<()> {
    draft.change(Place::SaqlawiyahScreening, |site: &mut Site| {
        site.operator = Some(Who::FederalPolice.id());
        site.screening = Some(Screening {
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
        });
        site.notes = "Run by the Federal Police; monitors and families have access to the register.".into();
    })?;
    // Standards per person: 45 m², a toilet for 20, 15 l of water, a shelter for 6, a post for 10,000.
    for (place, people) in [
        (Place::AmiriyahCamps, 40_000),
        (Place::HabbaniyahCamps, 23_000),
        (Place::KhalidiyahCamps, 10_000),
    ] {
        draft.change(place, |site: &mut Site| {
            site.capacity = Some(capacity_for(people));
            site.notes = format!("Enlarged for {people} people.");
            if let Some(here) = &mut site.people {
                (here.low, here.best, here.high) = (people * 9 / 10, people, people * 11 / 10);
            }
        })?;
    }
    let Shape(shape) = at(33.1480, 43.8800).into();
    let mut reserve = Site::new(shape);
    reserve.name = "Amiriyah second site".into();
    reserve.native_name = "الموقع الثاني في العامرية".into();
    reserve.kind = SiteKind::Camp;
    reserve.operator = Some(Who::Un.id());
    reserve.buffer_m = Some(1_000);
    reserve.capacity = Some(capacity_for(15_000));
    reserve.people = draft.plan.sites.get(Place::AmiriyahCamps.id()).and_then(|site| {
        let mut people = site.people.clone()?;
        (people.low, people.best, people.high) = (10_000, 12_000, 15_000);
        Some(people)
    });
    reserve.notifications = told_everybody();
    reserve.source = "Made for training".into();
    draft.add(Place::SalamReserve, reserve)
}

fn capacity_for(people: u32) -> Capacity {
    Capacity {
        area_m2: Some(people * 45),
        toilets: Some(people.div_ceil(20)),
        taps: Some(people.div_ceil(250)),
        water_l_per_day: Some(people * 15),
        shelters: Some(people.div_ceil(6)),
        health_posts: Some(people.div_ceil(10_000)),
    }
}
