//! Edits of every kind, most of which fit the plan.

use crate::geometry::{Area, Geometry, Path, Position};
use crate::model::{
    Acceptance, AnyId, Boundary, Changes, Comment, Corridor, Edit, Evidence, Force, HHourKeeps, Id, Instant,
    Kind, Level, Measure, Plan, PlanInfo, Proposal, ProposalState, Quantity, Readiness, Remark, Says, Sector,
    Site, Waiver, edits_between,
};

use super::Chance;
use super::entities::{bare, filled, info};
use super::values::{
    area, geometry, instant, maybe, number, one, path, perhaps, position, several, some, some_text, text,
    when, whole, word,
};

/// Makes an edit of any variant. Most fit the plan; some speak of what is not there, move things over a
/// pole or give a shape that the entity cannot have, and must be refused.
pub fn edit(chance: &mut Chance, plan: &Plan) -> Edit {
    let edit = match chance.below(22) {
        0 => Some(create(chance, plan)),
        1 => update(chance, plan),
        2 => Some(Edit::Delete(
            several(chance, 3, |chance| any(chance, plan))
                .into_iter()
                .flatten()
                .collect(),
        )),
        3 => reshape(chance, plan),
        4 => Some(shift(chance, plan)),
        5 => one(chance, plan).map(|sector| Edit::AssignSector {
            sector,
            holder: perhaps(chance, plan),
        }),
        6 => share(chance, plan),
        7 => one(chance, plan).map(|force| Edit::PlaceForce {
            force,
            at: position(chance),
            when: when(chance, plan),
        }),
        8 => acceptance(chance, plan),
        9 => Some(about_plan(info(chance, plan))),
        10 => Some(Edit::SetAreaOfOperations(maybe(chance, 70, area))),
        11 => Some(set_readiness(chance)),
        12 => Some(set_level(chance)),
        13 => Some(set_threshold(chance)),
        14 => Some(Edit::Waive(waiver(chance, plan))),
        15 => unwaive(chance, plan),
        17 => Some(comment(chance, plan)),
        18 => Some(proposal(chance, plan)),
        19 => answer(chance, plan),
        16 => Some(Edit::SetThreshold {
            name: "no_such_threshold".to_owned(),
            value: 1,
        }),
        20 => put(chance, plan),
        _ => Some(Edit::together(
            some_text(chance),
            several(chance, 3, |chance| edit(chance, plan)),
        )),
    };
    // Some verbs want what a nearly empty plan does not have.
    edit.unwrap_or_else(|| set_readiness(chance))
}

fn remark(chance: &mut Chance) -> Remark {
    Remark::new(some_text(chance), instant(chance), some_text(chance))
}

/// Says something on an object of the plan, or answers what was said.
fn comment(chance: &mut Chance, plan: &Plan) -> Edit {
    let known: Vec<Id<Comment>> = plan.discussion.comments.iter().map(|known| known.id).collect();
    match (chance.below(5), chance.pick(&known).copied()) {
        (1, Some(comment)) => Edit::Reply {
            comment,
            said: remark(chance),
        },
        (2, Some(comment)) => Edit::Resolve {
            comment,
            said: remark(chance),
        },
        (3, Some(comment)) => Edit::RemoveComment(comment),
        _ => Edit::Comment(Box::new(Comment {
            id: Id::from_bits(chance.bits()),
            about: any(chance, plan),
            said: remark(chance),
            replies: Vec::new(),
            resolved: None,
        })),
    }
}

/// Says or proposes something; what does not fit leaves the plan as it is.
pub(super) fn discussed(chance: &mut Chance, plan: &Plan) -> Plan {
    let edit = if chance.happens(60) {
        comment(chance, plan)
    } else {
        proposal(chance, plan)
    };
    edit.apply(plan).unwrap_or_else(|_| plan.clone())
}

/// Proposes what some other edit would do.
fn proposal(chance: &mut Chance, plan: &Plan) -> Edit {
    let other = edit(chance, plan).apply(plan).unwrap_or_else(|_| plan.clone());
    let changes = Changes::between(plan, &other);
    let about: Vec<Option<AnyId>> = changes.ids().into_iter().map(Some).chain([None]).collect();
    let said = remark(chance);
    let all = about.into_iter().map(|about| Proposal {
        id: Id::from_bits(chance.bits()),
        about,
        said: said.clone(),
        before: Says::of(plan, about),
        after: Says::of(&other, about),
        state: ProposalState::Open,
        trail: Vec::new(),
    });
    Edit::Propose(all.take(3).collect())
}

/// Puts what some other edit would do.
fn put(chance: &mut Chance, plan: &Plan) -> Option<Edit> {
    let other = edit(chance, plan).apply(plan).ok()?;
    chance.pick(&edits_between(plan, &other)).cloned()
}

fn answer(chance: &mut Chance, plan: &Plan) -> Option<Edit> {
    let known: Vec<Id<Proposal>> = plan.discussion.proposals.iter().map(|known| known.id).collect();
    Some(Edit::AnswerProposal {
        proposal: chance.pick(&known).copied()?,
        state: word(chance, ProposalState::ALL),
        said: remark(chance),
    })
}

/// Returns an id of the plan; at times one that is nowhere.
fn any(chance: &mut Chance, plan: &Plan) -> Option<AnyId> {
    if chance.happens(4) {
        return Some(Id::<Sector>::from_bits(chance.bits()).into());
    }
    let mut ids = Vec::new();
    plan.each_id(&mut |id| ids.push(id));
    chance.pick(&ids).copied()
}

fn create(chance: &mut Chance, plan: &Plan) -> Edit {
    let kind = chance.pick(Kind::ALL).copied().unwrap_or(Kind::Sector);
    let place = chance.below(100) as usize;
    let bare = bare(chance, plan, kind, place);
    Edit::Create(filled(chance, plan, &bare))
}

fn update(chance: &mut Chance, plan: &Plan) -> Option<Edit> {
    let entity = any(chance, plan)?.entity_in(plan)?;
    Some(Edit::Update(filled(chance, plan, &entity)))
}

/// As a rule a shape that fits; at times a short one (checks report it), an empty one (refused), or any
/// shape for anything.
fn reshape(chance: &mut Chance, plan: &Plan) -> Option<Edit> {
    if chance.happens(25) {
        let to = match chance.below(5) {
            0 => Geometry::Area(Area::default()),
            1 => Geometry::Path(Path::default()),
            2 => Geometry::Area(Area::from_outer(several(chance, 3, position))),
            3 => Geometry::Path(Path::new(vec![position(chance)])),
            _ => geometry(chance),
        };
        return Some(Edit::Reshape {
            id: any(chance, plan)?,
            to,
        });
    }
    let (id, to) = match chance.below(5) {
        0 => (one::<Sector>(chance, plan)?.into(), Geometry::Area(area(chance))),
        1 => (
            one::<Boundary>(chance, plan)?.into(),
            Geometry::Path(path(chance)),
        ),
        2 => (one::<Measure>(chance, plan)?.into(), geometry(chance)),
        3 => (one::<Site>(chance, plan)?.into(), geometry(chance)),
        _ => (
            one::<Corridor>(chance, plan)?.into(),
            Geometry::Path(path(chance)),
        ),
    };
    Some(Edit::Reshape { id, to })
}

fn shift(chance: &mut Chance, plan: &Plan) -> Edit {
    let far = chance.happens(20);
    let mut step = || {
        let steps = chance.bits() as i32;
        if far { steps } else { steps % 100_000 }
    };
    let (lat_e7, lon_e7) = (step(), step());
    let ids = several(chance, 3, |chance| match chance.below(4) {
        0 => one::<Sector>(chance, plan).map(AnyId::from),
        1 => one::<Force>(chance, plan).map(AnyId::from),
        2 => one::<Corridor>(chance, plan).map(AnyId::from),
        _ => any(chance, plan),
    });
    Edit::Shift {
        ids: ids.into_iter().flatten().collect(),
        lat_e7,
        lon_e7,
    }
}

fn share(chance: &mut Chance, plan: &Plan) -> Option<Edit> {
    Some(Edit::ShareSector {
        sector: one(chance, plan)?,
        lead: one(chance, plan)?,
        supporting: some(chance, plan, 3),
    })
}

fn acceptance(chance: &mut Chance, plan: &Plan) -> Option<Edit> {
    let agreement = one(chance, plan)?;
    let parties: Vec<_> = plan
        .agreements
        .get(agreement)?
        .parties
        .iter()
        .map(|party| party.stakeholder)
        .collect();
    let party = chance.pick(&parties).copied().or_else(|| one(chance, plan))?;
    Some(Edit::RecordAcceptance {
        agreement,
        party,
        state: word(chance, Acceptance::ALL),
        evidence: maybe(chance, 60, |chance| word(chance, Evidence::ALL)),
        at: maybe(chance, 60, instant).flatten(),
        via: perhaps(chance, plan),
    })
}

pub(super) fn set_readiness(chance: &mut Chance) -> Edit {
    Edit::SetReadiness(word(chance, Readiness::ALL))
}

pub(super) fn set_level(chance: &mut Chance) -> Edit {
    let code = chance.pick(&["A01", "A02", "A04", "B01", "K01", "Z99"]).copied();
    Edit::SetLevel {
        code: code.unwrap_or_default().to_owned(),
        level: word(chance, Level::ALL),
    }
}

/// The thresholds that generated edits vary. Listed, so that a new threshold does not make other plans.
const VARIED: &[&str] = &[
    "snap_m",
    "sliver_width_m",
    "min_overlap_m2",
    "min_gap_m2",
    "max_gap_m2",
    "mismatch_length_m",
    "adjacent_length_m",
    "boundary_cover_permille",
    "side_sample_m",
    "agreement_cover_permille",
    "people_near_m",
    "moving_force_near_m",
    "own_sector_near_m",
    "stand_off_allied_m",
    "stand_off_cooperating_m",
    "stand_off_neutral_m",
    "stand_off_unknown_m",
    "stand_off_no_contact_m",
    "stand_off_rival_m",
    "stand_off_hostile_m",
    "start_soon_h",
    "waiver_worse_permille",
    "waiver_near_m",
];

pub(super) fn set_threshold(chance: &mut Chance) -> Edit {
    let name = chance.pick(VARIED).copied().unwrap_or("snap_m");
    Edit::SetThreshold {
        name: name.to_owned(),
        value: whole(chance),
    }
}

/// Returns a waiver of nothing in particular.
pub(super) fn waiver(chance: &mut Chance, plan: &Plan) -> Waiver {
    let code = chance.pick(&["A01", "A04", "K01"]).copied().unwrap_or_default();
    let subjects = several(chance, 2, |chance| one::<Sector>(chance, plan).map(AnyId::from));
    let at: Option<Position> = maybe(chance, 60, position);
    let mut waiver = Waiver::of(
        code,
        subjects.into_iter().flatten().collect(),
        at,
        number(chance).abs(),
        &some_text(chance),
        &some_text(chance),
    );
    waiver.value = Quantity::new(waiver.value.get());
    waiver.role = text(chance);
    waiver.until = maybe(chance, 50, instant)
        .flatten()
        .map(|until: Instant| until.after(60).unwrap_or(until));
    waiver
}

/// Sets what a plan says of itself; some only its H-hour, with the dates kept.
fn about_plan(info: PlanInfo) -> Edit {
    match info.h_hour {
        Some(to) if info.marking.is_empty() => Edit::SetHHour {
            to: Some(to),
            keeps: HHourKeeps::Dates,
        },
        _ => Edit::SetInfo(Box::new(info)),
    }
}

fn unwaive(chance: &mut Chance, plan: &Plan) -> Option<Edit> {
    let known = chance.pick(&plan.policy.waivers)?;
    Some(Edit::Unwaive {
        code: known.code.clone(),
        subjects: known.subjects.clone(),
        at: known.at,
    })
}
