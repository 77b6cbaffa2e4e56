//! Map events in, plans out: what a hand does with each tool.

use std::collections::BTreeSet;

use super::*;
use crate::drawing::Camera;
use crate::drawing::mercator::world_from_ground;
use crate::editor::{Command, Editor, Jobs, ShapeVerb, Surroundings};
use crate::geometry::{common_lines, distance_m, drawn_area_m2};
use crate::model::Sector;
use crate::testing::sketch::{Sketch, place};

/// An editor with a sketched plan, a cell some 60 points wide.
struct Hand(Editor);

impl Hand {
    fn on(sketch: &Sketch) -> Self {
        let surroundings = Surroundings::default();
        let today = "2026-11-23".parse().unwrap();
        let mut editor = Editor::new(surroundings, Jobs::inline(), today, 7);
        editor
            .document
            .replace(std::sync::Arc::new(sketch.plan().clone()), "Sketch");
        let camera = Camera::new(world_from_ground(place(2.0, 2.0)), 13.0);
        editor.request_check();
        editor.collect();
        editor.obey(Command::MoveCamera(camera));
        editor.obey(Command::ShowPhase(None));
        Self(editor)
    }

    fn with(mut self, command: Command) -> Self {
        self.0.obey(command);
        self
    }

    fn selecting(self, names: &[&str]) -> Self {
        let ids = names.iter().map(|name| self.id(name)).collect();
        self.with(Command::Select(ids))
    }

    fn taking(self, tool: ToolKind) -> Self {
        self.with(Command::TakeTool(tool))
    }

    fn id(&self, name: &str) -> AnyId {
        let plan = self.0.plan();
        let mut found = None;
        plan.each_id(&mut |id| {
            if id.name_in(plan) == Some(name) && !matches!(id, AnyId::Stakeholder(_)) {
                found = Some(id);
            }
        });
        found.unwrap()
    }

    fn event(&mut self, kind: MapEventKind, at: (f64, f64), keys: &str) {
        self.0.obey(Command::Map(MapEvent {
            kind,
            at: place(at.0, at.1),
            shift: keys.contains("shift"),
            alt: keys.contains("alt"),
            ctrl: keys.contains("ctrl"),
        }));
    }

    fn drag(&mut self, from: (f64, f64), to: (f64, f64), keys: &str) {
        self.event(MapEventKind::Pressed, from, keys);
        let half = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
        self.event(MapEventKind::Dragged, half, keys);
        self.event(MapEventKind::Dragged, to, keys);
        self.event(MapEventKind::Released, to, keys);
    }

    fn click(&mut self, places: &[(f64, f64)]) {
        for at in places {
            self.event(MapEventKind::Moved, *at, "");
            self.event(MapEventKind::Clicked, *at, "");
        }
    }

    fn finish(&mut self, at: (f64, f64)) {
        self.event(MapEventKind::Finish, at, "");
    }

    fn sector(&self, name: &str) -> &Sector {
        let mut sectors = self.0.plan().sectors.iter();
        sectors.find(|(_, sector)| sector.name == name).unwrap().1
    }

    /// `A 4, B 4`: every sector as it is shown, in km².
    fn said(&self) -> String {
        let plan = self.0.document().shown();
        let mut said: Vec<String> = plan
            .sectors
            .iter()
            .map(|(_, sector)| {
                let km2 = drawn_area_m2(&sector.area) / 1e6;
                format!("{} {}", sector.name, (km2 * 10.0).round() / 10.0)
            })
            .collect();
        said.sort();
        said.join(", ")
    }

    fn selected(&self) -> Vec<&str> {
        let selection = self.0.workspace().selection.iter();
        let mut names: Vec<&str> = selection.filter_map(|id| id.name_in(self.0.plan())).collect();
        names.sort_unstable();
        names
    }

    fn undone(&mut self) -> String {
        self.0.obey(Command::Undo);
        self.said()
    }
}

fn two() -> Sketch {
    Sketch::of(&[&["AABB", "AABB"]]).area_of_operations()
}

#[test]
fn a_dragged_corner_takes_its_neighbour_along_unless_it_is_held_alone_or_locked() {
    let mut hand = Hand::on(&two()).selecting(&["A"]);
    hand.drag((2.0, 0.0), (1.0, 0.0), "alt");
    assert_eq!(hand.said(), "A 3.5, B 4.5");
    assert_eq!(hand.undone(), "A 4, B 4", "one step");
    hand.drag((2.0, 0.0), (1.0, 0.0), "alt ctrl");
    assert_eq!(hand.said(), "A 3.5, B 4");
    hand.undone();
    let b = BTreeSet::from([hand.id("B")]);
    let mut hand = hand.with(Command::SetLocked { ids: b, locked: true });
    hand.drag((2.0, 0.0), (1.0, 0.0), "alt");
    assert_eq!(hand.said(), "A 3.5, B 4");
}

#[test]
fn a_dragged_edge_gets_a_vertex_in_both_and_with_shift_moves_whole() {
    let mut hand = Hand::on(&two()).selecting(&["A"]);
    hand.drag((2.0, 0.5), (2.6, 0.5), "alt");
    assert_eq!(hand.said(), "A 4.3, B 3.7");
    hand.undone();
    hand.drag((2.0, 0.5), (2.4, 0.5), "shift");
    assert_eq!(
        hand.said(),
        "A 4.6, B 3.4",
        "the upper half of the edge, and the lower one's end with it"
    );
    assert_eq!(hand.undone(), "A 4, B 4");
}

#[test]
fn escape_drops_a_drag_and_nothing_was_done() {
    let mut hand = Hand::on(&two()).selecting(&["A"]);
    let before = hand.0.document().history().steps().count();
    hand.event(MapEventKind::Pressed, (2.0, 0.0), "");
    hand.event(MapEventKind::Dragged, (1.0, 0.0), "alt");
    assert_eq!(hand.said(), "A 3.5, B 4.5", "shown");
    let mut hand = hand.with(Command::StepBack);
    assert_eq!(hand.said(), "A 4, B 4");
    hand.event(MapEventKind::Released, (1.0, 0.0), "");
    assert_eq!(hand.0.document().history().steps().count(), before);
}

#[test]
fn a_vertex_that_others_meet_at_is_not_taken_away_and_it_is_said_why() {
    let sketch = Sketch::of(&[&["AABB", "AABB", "CCCC"]]);
    let mut hand = Hand::on(&sketch).selecting(&["A"]);
    hand.event(MapEventKind::Pressed, (2.0, 2.0), "alt");
    hand.event(MapEventKind::Clicked, (2.0, 2.0), "alt");
    assert_eq!(hand.said(), "A 4, B 4, C 4");
    let said = hand
        .0
        .notices()
        .shown()
        .iter()
        .any(|notice| notice.text.contains("others meet at this vertex"));
    assert!(said);
}

#[test]
fn boxes_and_lassos_select_what_lies_wholly_inside() {
    let sketch = two().force("1st", 'A', 0.5, 0.5).force("2nd", 'B', 3.5, 1.5);
    let mut hand = Hand::on(&sketch);
    hand.drag((-0.5, -0.5), (2.2, 2.2), "shift");
    assert_eq!(hand.selected(), ["1st", "A"]);
    let mut hand = hand.with(Command::Select(BTreeSet::new()));
    hand.event(MapEventKind::Pressed, (3.0, 1.0), "shift alt");
    for at in [(3.9, 1.0), (3.9, 1.9), (3.0, 1.9)] {
        hand.event(MapEventKind::Dragged, at, "shift alt");
    }
    hand.event(MapEventKind::Released, (3.0, 1.9), "shift alt");
    assert_eq!(hand.selected(), ["2nd"]);
}

#[test]
fn the_pointer_snaps_to_corners_crossings_and_edges_and_says_to_what() {
    let sketch = Sketch::of(&[&["AA..", "AA.."], &["....", ".BB."]]).area_of_operations();
    let hand = Hand::on(&sketch);
    let snapped = |at: (f64, f64), snaps: bool| {
        let nothing = BTreeSet::new();
        let plan = hand.0.plan();
        let view = ToolView {
            snaps,
            hidden: &nothing,
            beneath: None,
            ..hand.0.tool_view(plan, place(at.0, at.1))
        };
        snap(place(at.0, at.1), &view, Except::default())
    };
    let what = |at| snapped(at, true).map(|snap| snap.what);
    assert_eq!(what((2.05, 0.05)).as_deref(), Some("corner of A"));
    assert_eq!(what((0.5, 0.05)).as_deref(), Some("edge of A"));
    assert_eq!(
        what((3.5, 0.05)).as_deref(),
        Some("edge of the area of operations")
    );
    assert_eq!(what((0.5, 0.5)), None);
    assert_eq!(snapped((2.05, 0.05), false), None, "switched off");
    let near = snapped((0.5, 0.05), true).unwrap();
    assert!(distance_m(near.at, place(0.5, 0.0)) < 0.05);
}

#[test]
fn crossings_are_snapped_to_where_no_corner_is() {
    let diagonal = |places: &[(f64, f64)]| crate::testing::sketch::area(places);
    let sketch = Sketch::of(&[&["AA", "AA"], &["BB", "BB"]])
        .sector_with("A", |sector| {
            sector.area = diagonal(&[(0.0, 0.0), (4.0, 4.0), (0.0, 4.0)]);
        })
        .sector_with("B", |sector| {
            sector.area = diagonal(&[(0.0, 3.0), (3.0, 0.0), (3.0, 3.0)]);
        });
    let hand = Hand::on(&sketch);
    let at = place(1.52, 1.5);
    let found = snap(at, &hand.0.tool_view(hand.0.plan(), at), Except::default()).unwrap();
    assert!(found.what.starts_with("crossing of"), "{}", found.what);
    assert!(distance_m(found.at, place(1.5, 1.5)) < 0.5);
}

#[test]
fn rivers_and_borders_of_the_map_beneath_are_snapped_to() {
    let hand = Hand::on(&Sketch::of(&[]));
    let map = crate::files::basemap::BaseMap::shared().unwrap();
    // A place of the Euphrates near Fallujah, as the map has it at this zoom.
    let world = world_from_ground(place(0.0, 0.0));
    let near = crate::files::basemap::UnitBox::between(
        [world[0] - 3e-4, world[1] - 3e-4],
        [world[0] + 3e-4, world[1] + 3e-4],
    );
    let river = map
        .shapes(crate::files::basemap::Layer::Rivers, 13.0, near)
        .flat_map(|shape| shape.points.iter().copied())
        .find(|[x, y]| (near.west..near.east).contains(x) && (near.north..near.south).contains(y))
        .expect("the river is in the map");
    let at = crate::drawing::mercator::ground_from_world(river);
    let view = hand.0.tool_view(hand.0.plan(), at);
    let found = snap(at, &view, Except::default()).unwrap();
    assert!(found.what.starts_with("river"), "{}", found.what);
    assert!(distance_m(found.at, at) < 1.0);
}

#[test]
fn a_sector_drawn_along_a_neighbour_follows_its_edge() {
    let sketch = Sketch::of(&[&["AAA.", "A...", "AAA."]]).area_of_operations();
    let mut hand = Hand::on(&sketch).taking(ToolKind::Sector);
    // From the upper arm's end round the bay to the lower arm's end, then out and back.
    hand.click(&[(3.0, 1.0), (3.0, 2.0), (3.7, 2.0), (3.7, 1.0)]);
    hand.finish((3.7, 1.0));
    let drawn = hand.0.drawn().unwrap().geometry.clone();
    let Geometry::Area(area) = &drawn else {
        panic!("{drawn:?}")
    };
    let km2 = drawn_area_m2(area) / 1e6;
    assert!((km2 - 2.7).abs() < 0.02, "the bay is in it: {km2}");
    assert_eq!(common_lines(area, &hand.sector("A").area).len(), 1);
    // So does the edge that closes it.
    let mut closing = Hand::on(&sketch).taking(ToolKind::Sector);
    closing.click(&[(3.0, 2.0), (3.7, 2.0), (3.7, 1.0), (3.0, 1.0)]);
    closing.finish((3.0, 1.0));
    let closed = closing.0.drawn().unwrap().geometry.clone();
    assert_eq!(
        common_lines(closed.as_area().unwrap(), &hand.sector("A").area).len(),
        1
    );
    // With Alt the way is straight.
    let mut straight = Hand::on(&sketch).taking(ToolKind::Sector);
    straight.event(MapEventKind::Clicked, (3.0, 1.0), "");
    straight.event(MapEventKind::Clicked, (3.0, 2.0), "alt");
    straight.click(&[(3.7, 2.0)]);
    straight.finish((3.7, 2.0));
    let points = straight.0.drawn().unwrap().geometry.points();
    assert_eq!(points.len(), 3);
}

#[test]
fn what_was_traced_is_taken_back_with_its_click() {
    let sketch = Sketch::of(&[&["AAA.", "A...", "AAA."]]).area_of_operations();
    let mut hand = Hand::on(&sketch).taking(ToolKind::Sector);
    hand.click(&[(3.0, 1.0), (3.0, 2.0)]);
    assert!(hand.0.sketch().points.len() > 4);
    hand.event(MapEventKind::Delete, (3.0, 2.0), "");
    hand.event(MapEventKind::Moved, (3.5, 1.5), "alt");
    assert_eq!(
        hand.0.sketch().points.len(),
        2,
        "the first vertex and the pointer"
    );
}

#[test]
fn rectangles_circles_and_freehand_lines() {
    let drawn = |style: DrawStyle, act: &dyn Fn(&mut Hand)| {
        let empty = Sketch::of(&[]);
        let mut hand = Hand::on(&empty)
            .with(Command::SetDrawStyle(style))
            .taking(ToolKind::Sector);
        act(&mut hand);
        hand.0.drawn().unwrap().geometry.clone()
    };
    let km2 = |geometry: &Geometry| drawn_area_m2(geometry.as_area().unwrap()) / 1e6;
    let rectangle = drawn(DrawStyle::Rectangle, &|hand| {
        hand.click(&[(0.0, 0.0), (3.0, 2.0)]);
    });
    assert_eq!(rectangle.points().len(), 4);
    assert!((km2(&rectangle) - 6.0).abs() < 0.01);
    let circle = drawn(DrawStyle::Circle, &|hand| hand.click(&[(2.0, 2.0), (3.0, 2.0)]));
    assert!(
        (km2(&circle) - std::f64::consts::PI).abs() < 0.02,
        "{}",
        km2(&circle)
    );
    let freehand = drawn(DrawStyle::Freehand, &|hand| {
        hand.event(MapEventKind::Pressed, (0.0, 0.0), "");
        for step in 1..=20 {
            let share = f64::from(step) / 20.0;
            hand.event(MapEventKind::Dragged, (4.0 * share, 0.001 * share), "");
        }
        hand.event(MapEventKind::Dragged, (4.0, 2.0), "");
        hand.event(MapEventKind::Released, (0.0, 2.0), "");
    });
    assert!((km2(&freehand) - 8.0).abs() < 0.02);
    assert!(freehand.points().len() <= 5, "{}", freehand.points().len());
}

#[test]
fn verbs_are_shown_while_they_are_drawn_and_done_in_one_step() {
    let mut hand = Hand::on(&two())
        .selecting(&["A"])
        .taking(ToolKind::Verb(Verb::Split));
    hand.click(&[(-0.5, 1.0)]);
    hand.event(MapEventKind::Moved, (2.5, 1.0), "");
    assert_eq!(hand.said(), "A 2, A 2 2, B 4", "shown before the second click");
    assert_eq!(hand.0.plan().sectors.len(), 2);
    hand.click(&[(2.5, 1.0)]);
    hand.finish((2.5, 1.0));
    assert_eq!(hand.0.plan().sectors.len(), 3);
    assert_eq!(hand.0.workspace().tool, ToolKind::Select);
    assert_eq!(hand.undone(), "A 4, B 4");
}

#[test]
fn a_verb_asks_for_its_object_and_says_what_is_wrong() {
    let mut hand = Hand::on(&two()).taking(ToolKind::Verb(Verb::Cede));
    hand.event(MapEventKind::Moved, (1.0, 1.0), "");
    assert_eq!(hand.0.hint(), "Click the sector that gives ground");
    hand.click(&[(1.0, 0.4)]);
    assert_eq!(hand.selected(), ["A"]);
    hand.click(&[(5.0, -1.0)]);
    hand.event(MapEventKind::Moved, (5.0, 3.0), "");
    assert_eq!(
        hand.0.hint(),
        "So far not possible: the line cuts nothing; lead it across A"
    );
    let mut hand = hand.with(Command::StepBack);
    hand.click(&[(1.5, -0.5), (1.5, 2.5)]);
    hand.finish((1.5, 2.5));
    assert_eq!(hand.said(), "A 3, B 5");
}

#[test]
fn holes_parts_and_gaps_by_hand() {
    let sketch = Sketch::of(&[&["AAAA", "AAAA", "AAAA", ".BBB"]]).area_of_operations();
    let mut hand = Hand::on(&sketch)
        .selecting(&["A"])
        .taking(ToolKind::Verb(Verb::CutOut));
    hand.click(&[(1.2, 1.2), (1.8, 1.2), (1.8, 1.8), (1.2, 1.8)]);
    hand.finish((1.2, 1.8));
    assert_eq!(hand.sector("A").area.parts[0].holes.len(), 1);
    let mut hand = hand.selecting(&["A"]).taking(ToolKind::Verb(Verb::FillGap));
    hand.click(&[(1.5, 1.5), (0.5, 3.5)]);
    assert_eq!(hand.said(), "A 13, B 3", "both gaps, one after the other");
}

#[test]
fn verbs_without_drawing_work_on_what_is_selected() {
    let hand = Hand::on(&Sketch::of(&[&["AAAB", "AAAB"]])).selecting(&["A", "B"]);
    let mut hand = hand.with(Command::Shape(ShapeVerb::Merge));
    assert_eq!(hand.said(), "A 8");
    assert_eq!(hand.undone(), "A 6, B 2");
    let mut hand = hand.selecting(&["A"]).with(Command::Shape(ShapeVerb::Duplicate));
    assert_eq!(hand.selected(), ["A copy"]);
    assert_eq!(hand.said(), "A 6, A copy 6, B 2");
    hand.undone();
    let hand = hand
        .with(Command::Select(BTreeSet::new()))
        .with(Command::Shape(ShapeVerb::Merge));
    let said = hand
        .0
        .notices()
        .shown()
        .iter()
        .any(|notice| notice.text == "Not done: select two sectors or more");
    assert!(said);
}

#[test]
fn forces_are_brought_onto_their_own_ground() {
    let sketch = two().force("1st", 'A', 3.0, 1.0).force("2nd", 'B', 3.5, 1.5);
    let hand = Hand::on(&sketch).selecting(&["1st", "2nd"]);
    let hand = hand.with(Command::Shape(ShapeVerb::AlignForces));
    let stands = |name: &str| {
        let mut forces = hand.0.plan().forces.iter();
        forces.find(|(_, force)| force.name == name).unwrap().1.placements[0].at
    };
    let edge = distance_m(stands("1st"), place(2.0, 1.0));
    assert!((edge - 100.0).abs() < 5.0, "{edge} m inside the edge");
    assert_eq!(stands("2nd"), place(3.5, 1.5));
}

#[test]
fn what_is_copied_is_geojson_and_pasted_beside_the_original() {
    let sketch = two().force("1st", 'A', 0.5, 0.5);
    let hand = Hand::on(&sketch).selecting(&["A", "1st"]);
    let text = hand.0.copied().unwrap();
    assert!(text.contains("FeatureCollection") && !text.contains("\"B\""));
    let mut hand = hand.with(Command::Paste(text.clone()));
    assert_eq!(hand.selected(), ["1st", "A"], "the new ones");
    assert_eq!(hand.said(), "A 4, A 4, B 4");
    assert_eq!(hand.0.plan().stakeholders.len(), 2, "by name the same");
    assert_eq!(hand.undone(), "A 4, B 4");
    // Into another plan it comes where it was, with its stakeholder.
    let other = Hand::on(&Sketch::of(&[])).with(Command::Paste(text));
    assert_eq!(other.said(), "A 4");
    assert_eq!(
        other.sector("A").area.points().count(),
        hand.sector("A").area.points().count()
    );
    assert_eq!(other.0.plan().stakeholders.len(), 1);
    let wrong = other.with(Command::Paste("33.3 43.7".to_owned()));
    let said = wrong
        .0
        .notices()
        .shown()
        .iter()
        .any(|notice| notice.text == "The clipboard holds no GeoJSON");
    assert!(said);
}

#[test]
fn undo_of_any_verb_gives_the_identical_plan() {
    let hand = Hand::on(&two()).selecting(&["A", "B"]);
    let before = hand.0.plan().as_ref().clone();
    let mut hand = hand;
    for verb in [
        ShapeVerb::Merge,
        ShapeVerb::Simplify(10.0),
        ShapeVerb::Duplicate,
        ShapeVerb::Transform(crate::verbs::Transform::Rotate { degrees: 30.0 }),
        ShapeVerb::Transform(crate::verbs::Transform::Scale { factor: 2.0 }),
        ShapeVerb::Transform(crate::verbs::Transform::Move {
            distance_m: 500.0,
            bearing_deg: 45.0,
        }),
    ] {
        hand = hand.selecting(&["A", "B"]).with(Command::Shape(verb));
        assert_ne!(*hand.0.plan().as_ref(), before, "{verb:?}");
        hand = hand.with(Command::Undo);
        assert_eq!(*hand.0.plan().as_ref(), before, "{verb:?}");
    }
}

#[test]
fn alike_and_of_the_same_stakeholder() {
    let sketch = two().force("1st", 'A', 0.5, 0.5).force("2nd", 'B', 3.5, 1.5);
    let hand = Hand::on(&sketch).selecting(&["1st"]);
    let names = |ids: BTreeSet<AnyId>| {
        let mut names: Vec<String> = ids
            .iter()
            .filter_map(|id| id.name_in(hand.0.plan()).map(str::to_owned))
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(hand.0.of_same_holder()), ["1st", "A"]);
    assert_eq!(names(hand.0.alike()), ["1st", "2nd"]);
}

#[test]
fn areas_and_findings_follow_the_hand_before_it_lets_go() {
    let sketch = two();
    let mut hand = Hand::on(&sketch).selecting(&["A"]);
    assert_eq!(hand.0.live(), None);
    hand.event(MapEventKind::Pressed, (2.0, 0.0), "alt ctrl");
    hand.event(MapEventKind::Dragged, (3.0, 0.0), "alt ctrl");
    hand.0.collect();
    let live = hand.0.live().unwrap();
    let [area] = live.areas.as_slice() else {
        panic!("{live:?}")
    };
    let change = (area.after_m2.unwrap() - area.before_m2.unwrap()) / 1e6;
    assert!((change - 0.5).abs() < 0.01, "{change} km²");
    let turns: Vec<_> = live
        .findings
        .iter()
        .map(|finding| format!("{} {}", finding.turn.word(), &finding.text[..3]))
        .collect();
    assert!(turns.contains(&"appears A01".to_owned()), "{turns:?}");
    // Let go: what appeared is there, and nothing follows the hand any more.
    hand.event(MapEventKind::Released, (3.0, 0.0), "alt ctrl");
    hand.0.collect();
    assert_eq!(hand.0.live(), None);
    let codes = |hand: &Hand| {
        let report = hand.0.report().unwrap();
        report
            .findings
            .iter()
            .map(|finding| finding.code)
            .collect::<Vec<_>>()
    };
    assert!(codes(&hand).contains(&"A01"));
    // Taken back while it is dragged: the finding would vanish.
    hand.event(MapEventKind::Pressed, (3.0, 0.0), "alt ctrl");
    hand.event(MapEventKind::Dragged, (2.0, 0.0), "alt ctrl");
    hand.0.collect();
    let live = hand.0.live().unwrap();
    assert!(
        live.findings.iter().any(|finding| {
            finding.turn == crate::editor::Turn::Vanishes && finding.text.starts_with("A01")
        })
    );
}
