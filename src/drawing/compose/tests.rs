//! Which items there are for which phase, and what is kept when a row changes.

use super::*;
use crate::checks::Finding;
use crate::drawing::scene::{Anchor, Decor, Texture};
use crate::geometry::{Geometry, Path};
use crate::model::{
    Agreement, Boundary, BoundaryKind, Corridor, Echelon, Edit, Force, Handover, Interval, Measure,
    MeasureKind, Party, Placement, Reading, Sector, SectorState, Severity, Site, When,
};

fn at(latitude: f64, longitude: f64) -> Position {
    Position::new(latitude, longitude).unwrap()
}

fn square(latitude: f64, longitude: f64) -> Area {
    let side = 0.05;
    Area::from_outer(vec![
        at(latitude, longitude),
        at(latitude, longitude + side),
        at(latitude + side, longitude + side),
        at(latitude + side, longitude),
    ])
}

fn put(plan: &Plan, entity: impl Into<crate::model::AnyEntity>) -> Plan {
    Edit::Create(entity.into()).apply(plan).unwrap()
}

const FIRST: u64 = 1;
const SECOND: u64 = 2;

fn phase(bits: u64) -> Id<Phase> {
    Id::from_bits(bits)
}

fn party(bits: u64) -> Id<Stakeholder> {
    Id::from_bits(bits)
}

/// Two parties, two phases of 100 minutes, nothing else.
fn bare() -> Plan {
    let mut plan = Plan::empty(Id::from_bits(1));
    for bits in [FIRST, SECOND] {
        let mut stakeholder = Stakeholder::new();
        stakeholder.name = format!("Party {bits}");
        plan = put(&plan, (party(bits), stakeholder));
        let mut stage = Phase::new(i64::try_from(bits).unwrap() * 100 - 100);
        stage.end = Some(stage.start + 100);
        plan = put(&plan, (phase(bits), stage));
    }
    plan
}

fn sector(name: &str, holder: u64, area: Area, when: When) -> Sector {
    let mut sector = Sector::new(area);
    sector.name = name.to_owned();
    sector.holder = Some(party(holder));
    sector.when = when;
    sector
}

struct Looks {
    hidden: BTreeSet<AnyId>,
    selection: BTreeSet<AnyId>,
}

impl Looks {
    fn new() -> Self {
        Self {
            hidden: BTreeSet::new(),
            selection: BTreeSet::new(),
        }
    }

    fn view(&self, phase: Option<Id<Phase>>) -> View<'_> {
        View {
            theme: Theme::Light,
            phase,
            viewpoint: None,
            hidden: &self.hidden,
            selection: &self.selection,
            hovered: None,
            show_findings: true,
            show_heat: false,
            selected_finding: None,
            language: Language::English,
        }
    }
}

fn subjects(scene: &Scene, layer: Layer) -> Vec<AnyId> {
    let mut ids: Vec<AnyId> = scene
        .layer(layer)
        .iter()
        .filter_map(|item| match item.subject {
            Some(Subject::Entity(id)) => Some(id),
            _ => None,
        })
        .collect();
    ids.dedup();
    ids
}

/// What is written where there is room for it.
fn words(scene: &Scene) -> Vec<&str> {
    let same =
        |one: &Arc<Label>, other: &Arc<Label>| one.subject == other.subject && one.anchor == other.anchor;
    let fullest = scene.labels.chunk_by(same).filter_map(<[_]>::first);
    let lines = fullest.flat_map(|label| &label.lines);
    lines.map(|line| line.words.as_str()).collect()
}

#[test]
fn a_phase_shows_what_holds_in_it_and_no_phase_shows_everything() {
    let always = Id::<Sector>::from_bits(1);
    let second = Id::<Sector>::from_bits(2);
    let plan = bare();
    let plan = put(
        &plan,
        (always, sector("North", 1, square(33.0, 44.0), When::always())),
    );
    let late = sector("South", 2, square(32.9, 44.0), When::in_phases([phase(SECOND)]));
    let plan = put(&plan, (second, late));
    let looks = Looks::new();
    let shown = |phase| subjects(&compose(&plan, None, &looks.view(phase)), Layer::Sectors);
    assert_eq!(shown(Some(phase(FIRST))), [always.into()]);
    assert_eq!(shown(Some(phase(SECOND))), [AnyId::from(always), second.into()]);
    assert_eq!(shown(None), [AnyId::from(always), second.into()]);
    let scene = compose(&plan, None, &looks.view(Some(phase(FIRST))));
    assert_eq!(words(&scene), ["NORTH"]);
}

#[test]
fn what_is_hidden_is_not_drawn_nor_named_nor_emphasised() {
    let id = Id::<Sector>::from_bits(1);
    let plan = put(
        &bare(),
        (id, sector("North", 1, square(33.0, 44.0), When::always())),
    );
    let mut looks = Looks::new();
    looks.selection.insert(id.into());
    assert!(
        !compose(&plan, None, &looks.view(None))
            .layer(Layer::Selection)
            .is_empty()
    );
    looks.hidden.insert(id.into());
    assert_eq!(compose(&plan, None, &looks.view(None)), Scene::default());
}

#[test]
fn a_handover_gives_the_ground_the_next_holders_colour() {
    let id = Id::<Sector>::from_bits(1);
    let mut passed = sector("North", 1, square(33.0, 44.0), When::always());
    passed.handovers.push(Handover::new(party(2), 100));
    let plan = put(&bare(), (id, passed));
    let looks = Looks::new();
    let outline = |phase| {
        let scene = compose(&plan, None, &looks.view(phase));
        let line = scene
            .layer(Layer::Sectors)
            .iter()
            .find_map(|item| match &item.mark {
                Mark::Line { stroke, .. } => Some(stroke.colour),
                _ => None,
            });
        line.unwrap()
    };
    let style = |bits| super::super::holder_style(&plan, Theme::Light, Some(party(bits))).outline;
    assert_eq!(outline(Some(phase(FIRST))), style(1));
    assert_eq!(outline(Some(phase(SECOND))), style(2));
}

#[test]
fn claims_are_broken_lines_until_they_are_agreed() {
    let looks = Looks::new();
    for (state, dash) in [
        (SectorState::Planned, Dash::Long),
        (SectorState::Disputed, Dash::Long),
        (SectorState::Agreed, Dash::Solid),
        (SectorState::Held, Dash::Solid),
    ] {
        let mut claim = sector("North", 1, square(33.0, 44.0), When::always());
        claim.state = state;
        let plan = put(&bare(), (Id::<Sector>::from_bits(1), claim));
        let scene = compose(&plan, None, &looks.view(None));
        let drawn = scene
            .items
            .iter()
            .any(|item| matches!(&item.mark, Mark::Line { stroke, .. } if stroke.dash == dash));
        assert!(drawn, "{state}");
    }
}

#[test]
fn a_force_stands_where_it_is_in_the_phase_and_its_next_place_is_planned() {
    let id = Id::<Force>::from_bits(1);
    let mut force = Force::new();
    force.name = "1st Bn".to_owned();
    force.stakeholder = Some(party(1));
    let mut place = |latitude, from, until| {
        let mut placement = Placement::new(at(latitude, 44.0));
        placement.when = When {
            phases: Vec::new(),
            from: Some(from),
            until: Some(until),
        };
        force.placements.push(placement);
    };
    place(33.0, 0, 50);
    place(33.1, 50, 100);
    place(33.2, 100, 200);
    let plan = put(&bare(), (id, force));
    let looks = Looks::new();
    let stands = |phase, layer| -> Vec<[f64; 2]> {
        let scene = compose(&plan, None, &looks.view(phase));
        let symbols = scene.layer(layer).iter().filter_map(|item| match &item.mark {
            Mark::Symbol { at, .. } => Some(*at),
            _ => None,
        });
        symbols.collect()
    };
    let world = |latitude| world_from_ground(at(latitude, 44.0));
    assert_eq!(stands(Some(phase(FIRST)), Layer::Units), [world(33.0)]);
    assert_eq!(stands(Some(phase(FIRST)), Layer::Moves), [world(33.1)]);
    assert_eq!(stands(Some(phase(SECOND)), Layer::Units), [world(33.2)]);
    assert_eq!(stands(None, Layer::Units), [world(33.0)]);
}

#[test]
fn a_boundary_names_both_sides_and_breaks_for_its_echelon() {
    let mut boundary = Boundary::new(Path::new(vec![at(33.0, 44.0), at(33.0, 44.1)]));
    boundary.left = Some(party(1));
    boundary.right = Some(party(2));
    boundary.echelon = Some(Echelon::Brigade);
    let plan = put(&bare(), (Id::<Boundary>::from_bits(1), boundary));
    let scene = compose(&plan, None, &Looks::new().view(None));
    assert_eq!(words(&scene), ["PARTY 1", "PARTY 2"]);
    let sides: Vec<bool> = scene
        .labels
        .iter()
        .map(|label| matches!(label.anchor, Anchor::Sides { left: true, .. }))
        .collect();
    assert_eq!(sides, [true, false]);
    assert!(scene.layer(Layer::Lines).iter().any(|item| matches!(
        &item.mark,
        Mark::Line { stroke, .. } if matches!(stroke.decor, Decor::Echelon(Echelon::Brigade, _))
    )));
}

fn the_line(scene: &Scene, layer: Layer) -> crate::drawing::scene::Stroke {
    let mut lines = scene.layer(layer).iter().filter_map(|item| match &item.mark {
        Mark::Line { stroke, .. } => Some(*stroke),
        _ => None,
    });
    lines.next().unwrap()
}

#[test]
fn kinds_of_boundary_are_told_apart_by_words_and_a_separation_by_two_lines() {
    for (kind, said, twin) in [
        (BoundaryKind::Lateral, None, false),
        (BoundaryKind::Forward, Some("FORWARD BOUNDARY"), false),
        (BoundaryKind::Rear, Some("REAR BOUNDARY"), false),
        (BoundaryKind::Separation, Some("SEPARATION"), true),
    ] {
        let mut boundary = Boundary::new(Path::new(vec![at(33.0, 44.0), at(33.0, 44.1)]));
        boundary.kind = kind;
        boundary.left = Some(party(1));
        boundary.inclusive_to = Some(party(1));
        let plan = put(&bare(), (Id::<Boundary>::from_bits(1), boundary));
        let scene = compose(&plan, None, &Looks::new().view(None));
        let mut expected = vec!["PARTY 1 (INCL)"];
        expected.extend(said);
        assert_eq!(words(&scene), expected, "{kind}");
        let line = the_line(&scene, Layer::Lines);
        assert_eq!(
            (line.twin, line.dash),
            (twin, Dash::Long),
            "{kind}: nobody agreed to it"
        );
    }
}

#[test]
fn disputed_ground_and_its_boundary_say_so_in_words_and_in_shape() {
    let mut plan = bare();
    for (bits, state) in [(1, SectorState::Disputed), (2, SectorState::Held)] {
        let mut claim = sector("North", bits, square(33.0, 44.0 + bits as f64), When::always());
        claim.state = state;
        plan = put(&plan, (Id::<Sector>::from_bits(bits), claim));
    }
    let mut boundary = Boundary::new(Path::new(vec![at(33.0, 44.0), at(33.0, 44.1)]));
    boundary.between = Some([1, 2].map(Id::from_bits));
    let plan = put(&plan, (Id::<Boundary>::from_bits(1), boundary));
    let scene = compose(&plan, None, &Looks::new().view(None));
    assert_eq!(words(&scene), ["NORTH", "DISPUTED", "NORTH", "DISPUTED"]);
    assert!(the_line(&scene, Layer::Lines).disputed);
    assert!(the_line(&scene, Layer::Sectors).disputed);
}

#[test]
fn a_fire_measure_says_from_when_until_when_as_far_as_h_hour_is_known() {
    let mut measure = Measure::new(Geometry::Area(square(33.0, 44.0)));
    measure.kind = MeasureKind::NoFireArea;
    measure.name = "NFA Dam".to_owned();
    measure.owner = Some(party(1));
    measure.when = When {
        phases: vec![phase(FIRST), phase(SECOND)],
        ..When::default()
    };
    let plan = put(&bare(), (Id::<Measure>::from_bits(1), measure));
    let said = |plan: &Plan| {
        let scene = compose(plan, None, &Looks::new().view(None));
        words(&scene).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(said(&plan), ["NFA", "DAM", "Party 1", "H – H+3 h 20 min"]);
    let mut info = plan.info.clone();
    info.h_hour = Some("2016-05-23T00:00+03:00".parse().unwrap());
    let dated = Edit::SetInfo(Box::new(info)).apply(&plan).unwrap();
    assert_eq!(
        said(&dated),
        ["NFA", "DAM", "Party 1", "230000C MAY 16 – 230320C MAY 16"]
    );
}

#[test]
fn a_line_the_standard_dashes_says_in_words_that_it_is_only_planned() {
    let mut measure = Measure::new(Geometry::Path(Path::new(vec![at(33.0, 44.0), at(33.0, 44.1)])));
    measure.kind = MeasureKind::CoordinatedFireLine;
    measure.name = "Amber".to_owned();
    let said = |measure: &Measure| {
        let plan = put(&bare(), (Id::<Agreement>::from_bits(9), Agreement::new()));
        let plan = put(&plan, (Id::<Measure>::from_bits(1), measure.clone()));
        let scene = compose(&plan, None, &Looks::new().view(None));
        let line = the_line(&scene, Layer::Lines).dash;
        (
            line,
            words(&scene).into_iter().map(str::to_owned).collect::<Vec<_>>(),
        )
    };
    assert_eq!(said(&measure), (Dash::Long, vec!["CFL AMBER".to_owned()]));
    // It rests on an agreement that nobody has accepted.
    measure.agreement = Some(Id::from_bits(9));
    let expected = vec!["CFL AMBER".to_owned(), "PLANNED".to_owned()];
    assert_eq!(said(&measure), (Dash::Long, expected));
    // A line whose form is unbroken says it by its dashes alone.
    measure.kind = MeasureKind::RestrictiveFireLine;
    assert_eq!(said(&measure), (Dash::Long, vec!["RFL AMBER".to_owned()]));
}

#[test]
fn a_corridor_is_drawn_only_while_a_window_is_open() {
    let mut corridor = Corridor::new(Path::new(vec![at(33.0, 44.0), at(33.1, 44.1)]), 200);
    corridor.windows.push(When::in_phases([phase(SECOND)]));
    let plan = put(&bare(), (Id::<Corridor>::from_bits(1), corridor));
    let looks = Looks::new();
    let count = |phase| {
        compose(&plan, None, &looks.view(phase))
            .layer(Layer::Corridors)
            .len()
    };
    assert_eq!(
        [count(Some(phase(FIRST))), count(Some(phase(SECOND))), count(None)],
        [0, 2, 2]
    );
}

#[test]
fn a_changed_row_is_made_anew_and_all_others_are_the_same_in_memory() {
    let ids = [1, 2, 3].map(Id::<Sector>::from_bits);
    let plan = ids.iter().zip(0..).fold(bare(), |plan, (id, place)| {
        let area = square(33.0 + f64::from(place) * 0.1, 44.0);
        put(
            &plan,
            (*id, sector(&format!("S{place}"), 1, area, When::always())),
        )
    });
    let looks = Looks::new();
    let mut composer = Composer::default();
    let before = composer.compose(&plan, None, &looks.view(None));
    let edit = Edit::Reshape {
        id: ids[1].into(),
        to: Geometry::Area(square(33.11, 44.0)),
    };
    let after = composer.compose(&edit.apply(&plan).unwrap(), None, &looks.view(None));
    assert_eq!(before.items.len(), after.items.len());
    for (old, new) in before.items.iter().zip(&after.items) {
        let changed = old.subject == Some(ids[1].into());
        assert_eq!(Arc::ptr_eq(old, new), !changed, "{:?}", old.subject);
    }
    let again = composer.compose(&plan, None, &looks.view(None));
    assert_eq!(again, before);
    assert_eq!(again, compose(&plan, None, &looks.view(None)));
}

fn finding(subjects: Vec<AnyId>, geometry: Option<Geometry>, severity: Severity) -> Finding {
    Finding {
        code: "X01",
        name: "made-up",
        severity,
        title: "North and South overlap".to_owned(),
        message: "They share 3.2 km².".to_owned(),
        subjects,
        phases: vec![phase(FIRST)],
        interval: Interval::ALWAYS,
        measures: Vec::new(),
        geometry,
        at: Some(at(33.02, 44.02)),
        value: 1.0,
        why: Vec::new(),
        who_must_act: Vec::new(),
        fingerprint: String::new(),
        waiver: None,
    }
}

#[test]
fn contested_ground_is_hatched_red_once_and_ground_of_nobody_is_dotted() {
    let sectors = [1, 2]
        .map(|bits| AnyId::from(Id::<Sector>::from_bits(bits)))
        .to_vec();
    let ground = Some(Geometry::Area(square(33.0, 44.0)));
    let report = Report {
        findings: vec![
            finding(sectors.clone(), ground.clone(), Severity::Critical),
            finding(sectors, ground, Severity::Critical),
            finding(
                Vec::new(),
                Some(Geometry::Area(square(34.0, 44.0))),
                Severity::Major,
            ),
        ],
        as_of: None,
    };
    let plan = bare();
    let looks = Looks::new();
    let textures = |view: &View<'_>| -> Vec<Texture> {
        let scene = compose(&plan, Some(&report), view);
        let fills = scene
            .layer(Layer::Findings)
            .iter()
            .filter_map(|item| match &item.mark {
                Mark::Fill { texture, .. } => texture.map(|(texture, _)| texture),
                _ => None,
            });
        fills.collect()
    };
    let mut view = looks.view(Some(phase(FIRST)));
    assert_eq!(textures(&view), [Texture::Contested, Texture::Empty]);
    assert_eq!(textures(&looks.view(Some(phase(SECOND)))), []);
    view.show_findings = false;
    assert_eq!(textures(&view), []);
    view.selected_finding = Some(2);
    assert_eq!(textures(&view), [Texture::Empty]);
}

#[test]
fn the_finding_looked_at_has_a_card_that_knows_what_it_speaks_of() {
    let ground = square(33.0, 44.0);
    let report = Report {
        findings: vec![finding(
            Vec::new(),
            Some(Geometry::Area(ground.clone())),
            Severity::Critical,
        )],
        as_of: None,
    };
    let plan = bare();
    let looks = Looks::new();
    let mut view = looks.view(None);
    assert!(compose(&plan, Some(&report), &view).callout.is_none());
    view.selected_finding = Some(0);
    let callout = compose(&plan, Some(&report), &view).callout.unwrap();
    assert_eq!(callout.about, Shape::of_area(&ground).bounds);
    assert!(callout.lines[0].words.starts_with("X01"));
    view.selected_finding = Some(9);
    assert!(compose(&plan, Some(&report), &view).callout.is_none());
}

#[test]
fn the_card_and_the_words_on_the_map_are_in_the_language_of_the_picture() {
    let mut found = finding(
        Vec::new(),
        Some(Geometry::Area(square(33.0, 44.0))),
        Severity::Critical,
    );
    found.title = "The plan has no marking".to_owned();
    let report = Report {
        findings: vec![found],
        as_of: None,
    };
    let mut line = Boundary::new(Path::new(vec![at(33.0, 44.0), at(33.0, 44.1)]));
    line.kind = BoundaryKind::Forward;
    let plan = put(&bare(), (Id::<Boundary>::from_bits(5), line));
    let looks = Looks::new();
    let mut view = looks.view(None);
    view.selected_finding = Some(0);
    // One composer, as the window has: what it remembers is not of the language before.
    let mut composer = Composer::default();
    for (language, title, forward) in [
        (
            Language::English,
            "X01  The plan has no marking",
            "FORWARD BOUNDARY",
        ),
        (
            Language::French,
            "X01  Le plan n’a pas de mention",
            "LIMITE AVANT",
        ),
        (Language::Arabic, "\u{200f}X01  الخطة بلا تصنيف", "حد فاصل أمامي"),
        (
            Language::English,
            "X01  The plan has no marking",
            "FORWARD BOUNDARY",
        ),
    ] {
        view.language = language;
        let scene = composer.compose(&plan, Some(&report), &view);
        assert_eq!(scene.callout.as_ref().unwrap().lines[0].words, title);
        assert!(words(&scene).contains(&forward), "{:?}", words(&scene));
    }
}

#[test]
fn readings_of_an_agreement_lie_over_each_other_while_its_finding_is_looked_at() {
    let id: Id<Agreement> = Id::from_bits(7);
    let mut agreement = Agreement::new();
    for (bits, west) in [(FIRST, 44.0), (SECOND, 44.02)] {
        let mut entry = Party::new(party(bits));
        let mut reading = Reading::new(0);
        reading.area = Some(square(33.0, west));
        entry.readings = vec![reading];
        agreement.parties.push(entry);
    }
    let plan = put(&bare(), (id, agreement));
    let report = Report {
        findings: vec![finding(
            vec![id.into()],
            Some(Geometry::Area(square(33.0, 44.0))),
            Severity::Critical,
        )],
        as_of: None,
    };
    let looks = Looks::new();
    let mut view = looks.view(None);
    let drawn = |view: &View<'_>| {
        let scene = compose(&plan, Some(&report), view);
        let own = |item: &&Arc<Item>| item.subject == Some(Subject::Entity(id.into()));
        let fills = scene
            .layer(Layer::Findings)
            .iter()
            .filter(own)
            .filter_map(|item| {
                let Mark::Fill { shape, .. } = &item.mark else {
                    return None;
                };
                Some(shape.bounds)
            });
        let named = words(&scene).into_iter().map(str::to_owned).collect::<Vec<_>>();
        (fills.collect::<Vec<_>>(), named)
    };
    assert_eq!(drawn(&view), (Vec::new(), Vec::new()));
    view.selected_finding = Some(0);
    let both = [square(33.0, 44.0), square(33.0, 44.02)].map(|area| Shape::of_area(&area).bounds);
    let names = ["as Party 1 reads it".to_owned(), "as Party 2 reads it".to_owned()];
    assert_eq!(drawn(&view), (both.to_vec(), names.to_vec()));
}

#[test]
fn findings_on_forces_and_sites_have_one_badge_a_place_the_worst() {
    let site: AnyId = Id::<Site>::from_bits(1).into();
    let report = Report {
        findings: vec![
            finding(vec![site], None, Severity::Major),
            finding(vec![site], None, Severity::Critical),
            finding(vec![site], None, Severity::Minor),
        ],
        as_of: None,
    };
    let scene = compose(&bare(), Some(&report), &Looks::new().view(None));
    let badges: Vec<_> = scene
        .layer(Layer::Badges)
        .iter()
        .map(|item| item.subject)
        .collect();
    assert_eq!(badges, [Some(Subject::Finding(1))]);
}

#[test]
fn a_sketch_has_a_handle_for_its_vertices_and_closes_with_a_broken_line() {
    let points = [at(33.0, 44.0), at(33.1, 44.0), at(33.1, 44.1)];
    let scene = sketch(&points, true, Some(points[0]), Theme::Dark);
    assert_eq!(scene.items.len(), 5);
    assert_eq!(sketch(&points[..1], true, None, Theme::Dark).items.len(), 1);
    assert_eq!(sketch(&[], false, None, Theme::Dark), Scene::default());
}
