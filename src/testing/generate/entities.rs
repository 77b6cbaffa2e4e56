//! One entity of each kind, bare (only what it cannot be without) and filled in.
//!
//! Every optional field is set here at times: a field added to the model belongs in its function below,
//! and a law fails for a field that is never set.

use crate::geometry::Geometry;
use crate::model::sidc::symbol_code;
use crate::model::{
    Agreement, AnyEntity, Approval, Boundary, BoundaryKind, Capacity, Channel, ChannelMode, ChannelState,
    Colour, Contact, Corridor, CorridorMode, Deadline, Echelon, Force, Function, Handover, Id, Identity,
    Kind, Mandate, Measure, MeasureKind, Mobility, Move, Notification, Pattern, People, Phase, PhaseKind,
    Placement, Plan, PlanInfo, Posture, Purpose, Relation, RelationState, Screening, Sector, SectorRole,
    SectorState, Site, SiteKind, Stakeholder, StakeholderKind, Stop, Symbol, Task, TaskKind,
};

use super::values::{
    area, extras, geometry, instant, maybe, minute, one, path, perhaps, position, several, sharing, some,
    some_text, text, when, whole, word,
};
use super::{Chance, agreements};

/// Minutes of a day.
const DAY: i64 = 1_440;

/// Makes an entity with a name and what it cannot be without; relations want stakeholders in the plan.
pub(super) fn bare(chance: &mut Chance, plan: &Plan, kind: Kind, place: usize) -> AnyEntity {
    let bits = chance.bits();
    let someone = |chance: &mut Chance| one(chance, plan).unwrap_or(Id::from_bits(0));
    let mut entity = match kind {
        Kind::Stakeholder => AnyEntity::from((Id::from_bits(bits), Stakeholder::new())),
        Kind::Relation => {
            let relation = Relation::new(someone(chance), someone(chance));
            AnyEntity::from((Id::from_bits(bits), relation))
        }
        Kind::Channel => AnyEntity::from((Id::from_bits(bits), Channel::new(some(chance, plan, 3)))),
        Kind::Agreement => AnyEntity::from((Id::from_bits(bits), Agreement::new())),
        Kind::Phase => {
            let start = i64::try_from(place).unwrap_or_default() * DAY;
            AnyEntity::from((Id::from_bits(bits), Phase::new(start)))
        }
        Kind::Force => AnyEntity::from((Id::from_bits(bits), Force::new())),
        Kind::Sector => AnyEntity::from((Id::from_bits(bits), Sector::new(area(chance)))),
        Kind::Boundary => AnyEntity::from((Id::from_bits(bits), Boundary::new(path(chance)))),
        Kind::Measure => AnyEntity::from((Id::from_bits(bits), Measure::new(geometry(chance)))),
        Kind::Site => AnyEntity::from((Id::from_bits(bits), Site::new(geometry(chance)))),
        Kind::Corridor => {
            let corridor = Corridor::new(path(chance), 50 + chance.below(200) as u32);
            AnyEntity::from((Id::from_bits(bits), corridor))
        }
    };
    let name = if chance.happens(92) {
        format!("{} {}", word_for_people(kind), place + 1)
    } else {
        text(chance)
    };
    each_common(&mut entity, |common| *common.name = name);
    entity
}

/// Fills a bare entity's optional fields in, most of them at times only.
pub(super) fn filled(chance: &mut Chance, plan: &Plan, bare: &AnyEntity) -> AnyEntity {
    let c = chance;
    let mut entity = match bare {
        AnyEntity::Stakeholder(id, row) => (*id, stakeholder(c, plan, *id, (**row).clone())).into(),
        AnyEntity::Relation(id, row) => (*id, relation(c, plan, (**row).clone())).into(),
        AnyEntity::Channel(id, row) => (*id, channel(c, plan, (**row).clone())).into(),
        AnyEntity::Agreement(id, row) => (*id, agreements::filled(c, plan, (**row).clone())).into(),
        AnyEntity::Phase(id, row) => (*id, phase(c, (**row).clone())).into(),
        AnyEntity::Force(id, row) => (*id, force(c, plan, *id, (**row).clone())).into(),
        AnyEntity::Sector(id, row) => (*id, sector(c, plan, (**row).clone())).into(),
        AnyEntity::Boundary(id, row) => (*id, boundary(c, plan, (**row).clone())).into(),
        AnyEntity::Measure(id, row) => (*id, measure(c, plan, (**row).clone())).into(),
        AnyEntity::Site(id, row) => (*id, site(c, plan, (**row).clone())).into(),
        AnyEntity::Corridor(id, row) => (*id, corridor(c, plan, (**row).clone())).into(),
    };
    each_common(&mut entity, |common| {
        *common.native_name = text(c);
        *common.notes = text(c);
        *common.tags = several(c, 2, some_text);
        *common.source = text(c);
        *common.foreign_id = maybe(c, 30, |c| match c.below(3) {
            0 => c.below(1_000).to_string(),
            1 => some_text(c),
            _ => format!("way/{}", c.below(100_000)),
        });
        *common.sharing = sharing(c, plan);
        *common.extra = extras(c);
    });
    entity
}

/// Returns what a plan may say of itself.
pub(super) fn info(chance: &mut Chance, plan: &Plan) -> PlanInfo {
    PlanInfo {
        title: text(chance),
        purpose: word(chance, Purpose::ALL),
        marking: text(chance),
        author: text(chance),
        created: maybe(chance, 50, instant).flatten(),
        h_hour: maybe(chance, 60, instant).flatten(),
        area_of_operations: maybe(chance, 60, area),
        viewpoint: perhaps(chance, plan),
        deadlines: several(chance, 2, |chance| Deadline {
            name: text(chance),
            at: minute(chance),
            about: text(chance),
        }),
        hot_weather: chance.happens(50),
        sources: several(chance, 2, some_text),
        notes: text(chance),
    }
}

fn stakeholder(chance: &mut Chance, plan: &Plan, id: Id<Stakeholder>, bare: Stakeholder) -> Stakeholder {
    Stakeholder {
        short_name: text(chance),
        kind: word(chance, StakeholderKind::ALL),
        // Upwards in id order only, so that nobody is their own superior.
        answers_to: perhaps(chance, plan).filter(|superior| *superior < id),
        backed_by: some(chance, plan, 2),
        armed: chance.happens(70),
        colour: maybe(chance, 40, |chance| {
            Colour(
                chance
                    .bits()
                    .to_be_bytes()
                    .first_chunk()
                    .copied()
                    .unwrap_or_default(),
            )
        }),
        pattern: maybe(chance, 40, |chance| word(chance, Pattern::ALL)),
        active: when(chance, plan),
        mandate: Mandate {
            hold_ground: chance.happens(70),
            detain: chance.happens(30),
            screen: chance.happens(30),
            give_aid: chance.happens(30),
        },
        contacts: several(chance, 2, |chance| Contact {
            office: text(chance),
            means: text(chance),
            hours: text(chance),
        }),
        languages: several(chance, 2, some_text),
        ..bare
    }
}

fn relation(chance: &mut Chance, plan: &Plan, bare: Relation) -> Relation {
    Relation {
        state: word(chance, RelationState::ALL),
        when: when(chance, plan),
        basis: text(chance),
        ..bare
    }
}

fn channel(chance: &mut Chance, plan: &Plan, bare: Channel) -> Channel {
    Channel {
        mode: word(chance, ChannelMode::ALL),
        via: perhaps(chance, plan),
        when: when(chance, plan),
        state: word(chance, ChannelState::ALL),
        last_verified: maybe(chance, 50, instant).flatten(),
        contact: text(chance),
        backup: perhaps(chance, plan),
        ..bare
    }
}

fn phase(chance: &mut Chance, bare: Phase) -> Phase {
    let end = bare.start + DAY / 2 + i64::try_from(chance.below(2 * DAY as u64)).unwrap_or_default();
    Phase {
        end: maybe(chance, 85, |_| end),
        kind: word(chance, PhaseKind::ALL),
        entry: several(chance, 2, some_text),
        exit: several(chance, 2, some_text),
        ..bare
    }
}

fn force(chance: &mut Chance, plan: &Plan, id: Id<Force>, bare: Force) -> Force {
    Force {
        stakeholder: perhaps(chance, plan),
        superior: perhaps(chance, plan).filter(|superior| *superior < id),
        symbol: symbol(chance),
        personnel: maybe(chance, 50, whole),
        armed: maybe(chance, 30, |chance| chance.happens(50)),
        mobility: word(chance, Mobility::ALL),
        max_range_m: maybe(chance, 50, whole),
        posture: word(chance, Posture::ALL),
        placements: several(chance, 3, |chance| Placement {
            at: position(chance),
            when: when(chance, plan),
        }),
        moves: several(chance, 2, |chance| {
            let start = minute(chance);
            Move {
                path: path(chance),
                start,
                end: start + 30 + i64::try_from(chance.below(600)).unwrap_or_default(),
            }
        }),
        sector: perhaps(chance, plan),
        task: perhaps(chance, plan).filter(|with| *with != id).map(|with| Task {
            kind: word(chance, TaskKind::ALL),
            with,
            at: perhaps(chance, plan),
        }),
        ..bare
    }
}

/// A symbol; some have a code that says more than the fields, some a text that nobody can read.
fn symbol(chance: &mut Chance) -> Symbol {
    let mut symbol = Symbol {
        function: word(chance, Function::ALL),
        echelon: maybe(chance, 60, |chance| word(chance, Echelon::ALL)),
        planned: chance.happens(20),
        headquarters: chance.happens(20),
        task_force: chance.happens(20),
        sidc: None,
    };
    let code = symbol_code(&symbol, Identity::Hostile, Purpose::Plan);
    let given = if symbol.planned {
        "as on the wall map".to_owned()
    } else {
        format!("{code}0000000368")
    };
    symbol.sidc = maybe(chance, 20, |_| given);
    symbol
}

fn sector(chance: &mut Chance, plan: &Plan, bare: Sector) -> Sector {
    Sector {
        holder: perhaps(chance, plan),
        shared: chance.happens(20),
        lead: perhaps(chance, plan).filter(|_| chance.happens(40)),
        supporting: some(chance, plan, 2),
        role: word(chance, SectorRole::ALL),
        state: word(chance, SectorState::ALL),
        agreement: perhaps(chance, plan),
        when: when(chance, plan),
        may_reach_beyond: chance.happens(20),
        handovers: several(chance, 1, |chance| {
            Some(Handover {
                to: one(chance, plan)?,
                at: minute(chance),
                contact_point: perhaps(chance, plan),
                overlap_minutes: chance.below(600) as u32,
                liaison: some(chance, plan, 2),
                accepted: chance.happens(50),
            })
        })
        .into_iter()
        .flatten()
        .collect(),
        label_at: maybe(chance, 20, position),
        ..bare
    }
}

fn boundary(chance: &mut Chance, plan: &Plan, bare: Boundary) -> Boundary {
    let between = match some(chance, plan, 4).as_slice() {
        [first, second, ..] => Some([*first, *second]),
        _ => None,
    };
    Boundary {
        kind: word(chance, BoundaryKind::ALL),
        left: perhaps(chance, plan),
        right: perhaps(chance, plan),
        echelon: maybe(chance, 60, |chance| word(chance, Echelon::ALL)),
        inclusive_to: perhaps(chance, plan),
        agreement: perhaps(chance, plan),
        when: when(chance, plan),
        between,
        ..bare
    }
}

fn measure(chance: &mut Chance, plan: &Plan, bare: Measure) -> Measure {
    let lines = [
        MeasureKind::PhaseLine,
        MeasureKind::LimitOfAdvance,
        MeasureKind::SeparationLine,
    ];
    let areas = [
        MeasureKind::NoFireArea,
        MeasureKind::NoEntryZone,
        MeasureKind::Objective,
    ];
    let points = [
        MeasureKind::Checkpoint,
        MeasureKind::ContactPoint,
        MeasureKind::LinkupPoint,
    ];
    let kind = match bare.shape {
        _ if chance.happens(20) => word(chance, MeasureKind::ALL),
        Geometry::Point(_) => word(chance, &points),
        Geometry::Path(_) => word(chance, &lines),
        Geometry::Area(_) => word(chance, &areas),
    };
    Measure {
        kind,
        owner: perhaps(chance, plan),
        affected: some(chance, plan, 2),
        agreement: perhaps(chance, plan),
        when: when(chance, plan),
        label: text(chance),
        abbreviation: text(chance),
        recognition: text(chance),
        review_at: maybe(chance, 40, minute),
        stand_off_m: maybe(chance, 40, whole),
        ..bare
    }
}

fn site(chance: &mut Chance, plan: &Plan, bare: Site) -> Site {
    Site {
        kind: word(chance, SiteKind::ALL),
        buffer_m: maybe(chance, 40, whole),
        operator: perhaps(chance, plan),
        people: maybe(chance, 50, |chance| {
            let best = chance.below(50_000) as u32;
            People {
                low: best / 2,
                best,
                high: best * 2,
                at: maybe(chance, 40, instant).flatten(),
                source: text(chance),
            }
        }),
        capacity: maybe(chance, 40, |chance| Capacity {
            area_m2: maybe(chance, 60, whole),
            toilets: maybe(chance, 60, whole),
            taps: maybe(chance, 60, whole),
            water_l_per_day: maybe(chance, 60, whole),
            shelters: maybe(chance, 60, whole),
            health_posts: maybe(chance, 60, whole),
        }),
        screening: maybe(chance, 30, screening),
        when: when(chance, plan),
        closed: several(chance, 2, |chance| when(chance, plan)),
        notifications: notifications(chance, plan),
        ..bare
    }
}

fn screening(chance: &mut Chance) -> Screening {
    Screening {
        mandate_document: text(chance),
        monitors: chance.happens(50),
        register: chance.happens(50),
        family_notice: chance.happens(50),
        female_staff: chance.happens(50),
        minors_procedure: chance.happens(50),
        shade_and_water: chance.happens(50),
        medical: chance.happens(50),
        judge_within_48_h: chance.happens(50),
        lanes: maybe(chance, 50, whole),
        people_per_hour: maybe(chance, 50, whole),
    }
}

fn notifications(chance: &mut Chance, plan: &Plan) -> Vec<Notification> {
    let told = |chance: &mut Chance| {
        Some(Notification {
            party: one(chance, plan)?,
            at: maybe(chance, 70, minute),
            acknowledged: maybe(chance, 50, minute),
            expires: maybe(chance, 30, minute),
        })
    };
    several(chance, 2, told).into_iter().flatten().collect()
}

fn corridor(chance: &mut Chance, plan: &Plan, bare: Corridor) -> Corridor {
    Corridor {
        owner: perhaps(chance, plan),
        from: perhaps(chance, plan),
        to: perhaps(chance, plan),
        needed_by: maybe(chance, 50, minute),
        windows: several(chance, 3, |chance| when(chance, plan)),
        mode: word(chance, CorridorMode::ALL),
        people_per_hour: maybe(chance, 60, whole),
        expected_people: maybe(chance, 60, whole),
        stops: several(chance, 2, |chance| Stop {
            name: text(chance),
            at: position(chance),
            water: chance.happens(50),
            shade: chance.happens(50),
            medical: chance.happens(50),
        }),
        agreement: perhaps(chance, plan),
        notifications: notifications(chance, plan),
        ..bare
    }
}

fn word_for_people(kind: Kind) -> String {
    let mut letters = kind.word().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// The fields that every entity has.
struct Common<'a> {
    name: &'a mut String,
    native_name: &'a mut String,
    notes: &'a mut String,
    tags: &'a mut Vec<String>,
    source: &'a mut String,
    foreign_id: &'a mut Option<String>,
    sharing: &'a mut crate::model::Sharing,
    extra: &'a mut std::collections::BTreeMap<String, crate::model::Extra>,
}

macro_rules! each_common {
    ($( $kind:ident ),+) => {
        fn each_common(entity: &mut AnyEntity, set: impl FnOnce(Common<'_>)) {
            match entity { $( AnyEntity::$kind(_, row) => {
                let row = std::sync::Arc::make_mut(row);
                set(Common {
                    name: &mut row.name,
                    native_name: &mut row.native_name,
                    notes: &mut row.notes,
                    tags: &mut row.tags,
                    source: &mut row.source,
                    foreign_id: &mut row.foreign_id,
                    sharing: &mut row.sharing,
                    extra: &mut row.extra,
                });
            } )+ }
        }
    };
}
each_common!(
    Stakeholder,
    Relation,
    Channel,
    Agreement,
    Phase,
    Force,
    Sector,
    Boundary,
    Measure,
    Site,
    Corridor
);

/// An approval that nobody signed.
pub(super) fn approval(chance: &mut Chance, plan: &Plan) -> Option<Approval> {
    let mut digits = |words: usize| {
        let words: Vec<String> = (0..words).map(|_| format!("{:016x}", chance.bits())).collect();
        words.concat()
    };
    let (content, key, signature) = (digits(4), digits(4), digits(8));
    Some(Approval {
        stakeholder: one(chance, plan)?,
        content,
        at: instant(chance),
        office: text(chance),
        key,
        signature,
    })
}
