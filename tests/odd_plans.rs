//! Plans for the tests of plan files: odd in every way a plan may be, or as small as can be.

use entente::geometry::{Area, Geometry, Path as Line, Position};
use entente::model::{
    Agreement, AnyEntity, Boundary, Channel, Clause, Corridor, Edit, Entity, Extra, Force, Id, Level,
    Measure, Move, Party, People, Phase, Placement, Plan, PlanInfo, Quantity, Relation, Sector, Sharing,
    Site, Stakeholder, Waiver, When,
};
use entente::testing::Chance;

/// Applies edits to an empty plan.
fn plan_of(edits: Vec<Edit>) -> Plan {
    let plan = Plan::empty(Id::from_bits(7));
    Edit::together("all", edits).apply(&plan).unwrap()
}

fn create<E: Entity>(id: u64, entity: E) -> Edit
where
    AnyEntity: From<(Id<E>, E)>,
{
    Edit::Create(AnyEntity::from((Id::from_bits(id), entity)))
}

fn position(chance: &mut Chance) -> Position {
    let lat = chance.below(1_800_000_001) as i32 - 900_000_000;
    let lon = chance.below(3_600_000_001) as i64 - 1_800_000_000;
    Position::from_e7(lat, i32::try_from(lon).unwrap()).unwrap()
}

fn positions(chance: &mut Chance) -> Vec<Position> {
    (0..=chance.below(6)).map(|_| position(chance)).collect()
}

/// Returns text that tries what texts can do to a file.
fn text(chance: &mut Chance) -> String {
    const PIECES: &[&str] = &[
        "North",
        "Anbar's",
        "\"quoted\"",
        "\\",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\u{1b}[31m",
        "الفلوجة",
        "مُحَمَّد",
        "\u{202e}",
        "\u{200b}",
        "\u{feff}",
        "e\u{301}",
        "🚑\u{fe0f}",
        "r\"",
        "r#\"",
        "//",
        "/*",
        "\u{2028}",
        "\u{10ffff}",
        "=cmd",
        "../",
        ")]},",
        "\\u{64e}",
        "'",
        " ",
        "\u{e000}",
        "हिन्दी",
    ];
    (0..chance.below(4))
        .filter_map(|_| chance.pick(PIECES).copied())
        .collect()
}

fn extra(chance: &mut Chance, depth: u64) -> Extra {
    match chance.below(if depth == 0 { 5 } else { 7 }) {
        0 => Extra::Null,
        1 => Extra::Flag(chance.happens(50)),
        2 => Extra::Whole(chance.bits() as i64),
        3 => Extra::Number(Quantity::new(f64::from_bits(chance.bits()))),
        4 => Extra::Text(text(chance)),
        5 => Extra::List((0..chance.below(3)).map(|_| extra(chance, depth - 1)).collect()),
        _ => Extra::Map(
            (0..chance.below(3))
                .map(|_| (text(chance), extra(chance, depth - 1)))
                .collect(),
        ),
    }
}

/// Returns a plan with every kind of entity, odd in every way that a plan may be.
pub fn odd_plan(seed: u64) -> Plan {
    let mut chance = Chance::new(seed);
    let chance = &mut chance;
    let mut edits = Vec::new();
    let party = Id::from_bits(1);
    let phase = Id::from_bits(2);
    let when = When {
        phases: if chance.happens(50) {
            vec![phase]
        } else {
            Vec::new()
        },
        from: chance.happens(50).then(|| chance.bits() as i64),
        until: chance.happens(50).then_some(i64::MAX),
    };
    let mut police = Stakeholder::new();
    police.name = text(chance);
    police.native_name = text(chance);
    police.armed = chance.happens(50);
    police.notes = text(chance);
    police.tags = vec![text(chance), text(chance)];
    police.foreign_id = chance.happens(50).then(|| text(chance));
    police.extra = (0..chance.below(4))
        .map(|_| (text(chance), extra(chance, 5)))
        .collect();
    edits.push(create(1, police));
    edits.push(create(2, Phase::new(chance.bits() as i64)));
    edits.push(create(3, Relation::new(party, party)));
    edits.push(create(4, Channel::new(vec![party, party])));
    let mut agreement = Agreement::new();
    agreement.name = text(chance);
    agreement.parties = (0..chance.below(5)).map(|_| Party::new(party)).collect();
    agreement.when = when.clone();
    let mut sector = Sector::new(Area::from_outer(positions(chance)));
    sector
        .area
        .parts
        .extend(Area::from_outer(positions(chance)).parts);
    let hole = Area::from_outer(positions(chance)).rings().next().cloned();
    sector.area.parts[0].holes.extend(hole);
    sector.name = text(chance);
    sector.holder = chance.happens(50).then_some(party);
    sector.sharing = Sharing::Named(vec![party]);
    sector.when = when.clone();
    sector.label_at = chance.happens(50).then(|| position(chance));
    edits.push(create(6, sector));
    agreement.clauses = vec![
        Clause::Limits {
            who: party,
            largest_echelon: None,
            people: Some(u32::MAX),
        },
        Clause::HoldsGround {
            who: party,
            sectors: vec![Id::from_bits(6)],
        },
    ];
    edits.push(create(5, agreement));
    let mut force = Force::new();
    force.stakeholder = Some(party);
    force.armed = chance.happens(50).then(|| chance.happens(50));
    force.placements = (0..chance.below(3))
        .map(|_| Placement::new(position(chance)))
        .collect();
    force.moves = (0..chance.below(3))
        .map(|_| Move::new(Line::new(positions(chance)), -1, 1))
        .collect();
    edits.push(create(7, force));
    edits.push(create(8, Boundary::new(Line::new(positions(chance)))));
    edits.push(create(9, Measure::new(Geometry::Point(position(chance)))));
    let mut site = Site::new(Geometry::Area(Area::from_outer(positions(chance))));
    site.people = Some(People::new(0, 1, u32::MAX));
    edits.push(create(10, site));
    edits.push(create(
        11,
        Measure::new(Geometry::Path(Line::new(positions(chance)))),
    ));
    let mut corridor = Corridor::new(Line::new(positions(chance)), 100);
    corridor.windows = vec![When::always(), when];
    edits.push(create(12, corridor));
    edits.push(Edit::SetInfo(Box::new(PlanInfo {
        title: text(chance),
        marking: text(chance),
        h_hour: Some("2016-05-23T00:00+03:00".parse().unwrap()),
        area_of_operations: chance.happens(50).then(|| Area::from_outer(positions(chance))),
        sources: vec![text(chance)],
        ..PlanInfo::default()
    })));
    edits.push(Edit::SetLevel {
        code: text(chance),
        level: Level::Off,
    });
    edits.push(Edit::SetThreshold {
        name: "snap_m".to_owned(),
        value: chance.below(9) as u32,
    });
    edits.push(Edit::Waive(Waiver::new(
        "A01".to_owned(),
        vec![Id::<Sector>::from_bits(6).into()],
        Quantity::new(0.1),
        text(chance),
        text(chance),
    )));
    plan_of(edits)
}

/// Returns a plan whose sector has that name.
pub fn named(name: &str) -> Plan {
    let square = ["33 43", "33 44", "34 44"].map(|corner| corner.parse().unwrap());
    let mut sector = Sector::new(Area::from_outer(square.to_vec()));
    name.clone_into(&mut sector.name);
    plan_of(vec![create(1, sector)])
}

pub fn name_of(plan: &Plan) -> &str {
    &plan.sectors.get(Id::from_bits(1)).unwrap().name
}
