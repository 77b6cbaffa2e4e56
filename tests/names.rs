//! Names and symbols on the map of the samples, at scales from 1:10,000 to 1:1,000,000, phase by phase:
//! no two names lie on each other or on a symbol, a sector's name lies inside it and every sector with
//! room has one, no unit lies on another, and what is drawn is found again.

use std::collections::BTreeSet;

use entente::drawing::labels::{Frame, Placed, Rect, lay_out};
use entente::drawing::scene::{Anchor, Text};
use entente::drawing::{Camera, Layer, Mark, Scene, Shape, Subject, Theme, View, compose, thinned};
use entente::files::ron_text;
use entente::model::{AnyId, Id, Phase, Plan};
use entente::samples;

const SIZE: [f32; 2] = [1100.0, 700.0];
const SCALES: [f64; 6] = [10_000.0, 50_000.0, 100_000.0, 230_000.0, 500_000.0, 1_000_000.0];

/// About as wide as the window's letters.
fn measured(text: &Text) -> [f32; 2] {
    let letters = text.words.chars().count() as f32;
    [
        letters * (text.size * 0.58 + text.spacing),
        (text.size * 1.3).round(),
    ]
}

fn plan(name: &str) -> Plan {
    ron_text::read(samples::find(name).unwrap().text.as_bytes())
        .unwrap()
        .plan
}

/// The middle of the plan at a scale, 96 points to the inch.
fn camera(scene: &Scene, scale: f64) -> Camera {
    let [x, y] = scene.bounds().centre();
    let metres_per_point = scale * 0.0254 / 96.0;
    let whole = Camera::new([x, y], 0.0);
    let latitude = whole
        .ground_from_screen([SIZE[0] / 2.0, SIZE[1] / 2.0], SIZE)
        .latitude();
    let zoom = (whole.metres_per_point(latitude) / metres_per_point).log2();
    Camera::new([x, y], whole.zoom + zoom)
}

struct Seen {
    scene: Scene,
    camera: Camera,
    names: Vec<Placed>,
    what: String,
}

fn seen(plan: &Plan, name: &str, phase: Option<Id<Phase>>, scale: f64) -> Seen {
    let nothing = BTreeSet::new();
    let view = View {
        theme: Theme::Light,
        phase,
        viewpoint: None,
        hidden: &nothing,
        selection: &nothing,
        hovered: None,
        show_findings: false,
        show_heat: false,
        selected_finding: None,
        language: entente::language::Language::English,
    };
    let scene = compose(plan, None, &view);
    let camera = camera(&scene, scale);
    let (scene, _) = thinned(&scene, camera.points_per_unit());
    let frame = Frame {
        camera,
        size: SIZE,
        taken: &[],
    };
    let whole = Rect::new(0.0, 0.0, SIZE[0], SIZE[1]);
    let mut names = lay_out(&scene, &[], &frame, &measured).labels;
    names.retain(|placed| placed.rect.meets(whole));
    Seen {
        scene,
        camera,
        names,
        what: format!("{name}, {phase:?}, 1:{scale}"),
    }
}

fn each(mut check: impl FnMut(&Seen)) {
    for name in ["fallujah", "mosul"] {
        let plan = plan(name);
        let phases = plan.phases.ids().map(Some).chain([None]);
        for phase in phases {
            for scale in SCALES {
                check(&seen(&plan, name, phase, scale));
            }
        }
    }
}

impl Seen {
    fn symbols(&self, layer: Layer) -> Vec<Rect> {
        let scale = self.scene.symbol_scale(self.camera.points_per_unit());
        let symbols = self
            .scene
            .layer(layer)
            .iter()
            .filter_map(|item| match &item.mark {
                Mark::Symbol { at, glyph } => {
                    let [x, y] = self.camera.screen_from_world(*at, SIZE);
                    let [left, up, right, down] = glyph.reach.map(|reach| reach * scale);
                    Some(Rect::new(x - left, y - up, x + right, y + down))
                }
                _ => None,
            });
        symbols.collect()
    }

    fn screen(&self, shape: &Shape) -> Vec<Vec<[f32; 2]>> {
        let rings = shape.rings();
        rings
            .map(|ring| {
                ring.iter()
                    .map(|point| self.camera.screen_from_world(*point, SIZE))
                    .collect()
            })
            .collect()
    }
}

fn is_inside(rings: &[Vec<[f32; 2]>], [x, y]: [f32; 2]) -> bool {
    let mut inside = false;
    for ring in rings {
        for (place, [one_x, one_y]) in ring.iter().enumerate() {
            let [other_x, other_y] = ring[(place + 1) % ring.len()];
            if (*one_y > y) != (other_y > y) {
                inside ^= one_x + (y - one_y) / (other_y - one_y) * (other_x - one_x) > x;
            }
        }
    }
    inside
}

#[test]
fn no_name_lies_on_another_or_on_a_symbol() {
    each(|seen| {
        let symbols: Vec<Rect> = [Layer::Units, Layer::Sites]
            .into_iter()
            .flat_map(|layer| seen.symbols(layer))
            .collect();
        for (place, one) in seen.names.iter().enumerate() {
            // Where somebody put a name it stays, whatever else is there.
            if matches!(one.label.anchor, Anchor::Fixed(_)) {
                continue;
            }
            for other in &seen.names[place + 1..] {
                let words = [one, other].map(|placed| &placed.label.lines[0].words);
                assert!(!one.rect.meets(other.rect), "{}: {words:?}", seen.what);
            }
            for symbol in &symbols {
                let words = &one.label.lines[0].words;
                assert!(!one.rect.meets(*symbol), "{}: {words}", seen.what);
            }
        }
    });
}

#[test]
fn a_sector_name_lies_inside_its_sector_and_every_sector_with_room_has_one() {
    let (mut with_room, mut named) = (0, 0);
    each(|seen| {
        for placed in &seen.names {
            let Anchor::Inside(shape) = &placed.label.anchor else {
                continue;
            };
            let rings = seen.screen(shape);
            let Rect {
                left,
                top,
                right,
                bottom,
            } = placed.rect;
            for corner in [[left, top], [right, top], [left, bottom], [right, bottom]] {
                let words = &placed.label.lines[0].words;
                assert!(is_inside(&rings, corner), "{}: {words} at {corner:?}", seen.what);
            }
        }
        // A sector has room where a square of this side lies in it, in view, with no symbol on it.
        let side = 46.0;
        let taken: Vec<Rect> = [Layer::Units, Layer::Sites]
            .into_iter()
            .flat_map(|layer| seen.symbols(layer))
            .collect();
        let mut subjects: BTreeSet<Subject> = BTreeSet::new();
        for label in &seen.scene.labels {
            let (Anchor::Inside(shape), Some(subject)) = (&label.anchor, label.subject) else {
                continue;
            };
            if !subjects.insert(subject) {
                continue;
            }
            let rings = seen.screen(shape);
            let mut has_room = false;
            for column in 0..24_u8 {
                for row in 0..15_u8 {
                    let (x, y) = (f32::from(column) * side, f32::from(row) * side);
                    let rect = Rect::new(x, y, x + side, y + side);
                    let steps = [0.0, 0.25, 0.5, 0.75, 1.0];
                    let mut points = steps.iter().flat_map(|across| {
                        steps.iter().map(move |down| [x + across * side, y + down * side])
                    });
                    has_room |= points.all(|point| is_inside(&rings, point))
                        && !taken.iter().any(|taken| taken.meets(rect.grown(4.0)));
                }
            }
            if has_room {
                with_room += 1;
                let is_named = seen.names.iter().any(|placed| {
                    placed.label.subject == Some(subject) && matches!(placed.label.anchor, Anchor::Inside(_))
                });
                named += u32::from(is_named);
            }
        }
    });
    assert!(with_room > 150, "{with_room}");
    // Where sectors lie over each other there may be room for one name only.
    assert!(
        f64::from(named) >= f64::from(with_room) * 0.97,
        "{named} of {with_room} are named"
    );
}

#[test]
fn no_unit_lies_on_another_and_nothing_moves_while_the_map_is_panned() {
    each(|seen| {
        let units = seen.symbols(Layer::Units);
        for (place, one) in units.iter().enumerate() {
            for other in &units[place + 1..] {
                let least = [one, other]
                    .map(|rect| (rect.right - rect.left) * (rect.bottom - rect.top))
                    .into_iter()
                    .fold(f32::MAX, f32::min);
                // A number hangs over a corner.
                assert!(
                    one.shared(*other) < least * 0.2,
                    "{}: {one:?} {other:?}",
                    seen.what
                );
            }
        }
    });
}

#[test]
fn every_unit_of_a_crowd_is_found_where_it_is_drawn() {
    let plan = plan("mosul");
    let nothing = BTreeSet::new();
    let view = View {
        theme: Theme::Dark,
        phase: plan.phases.ids().nth(3),
        viewpoint: None,
        hidden: &nothing,
        selection: &nothing,
        hovered: None,
        show_findings: false,
        show_heat: false,
        selected_finding: None,
        language: entente::language::Language::English,
    };
    let scene = compose(&plan, None, &view);
    let camera = camera(&scene, 1_000_000.0);
    let (thin, crowd) = thinned(&scene, camera.points_per_unit());
    let drawn: BTreeSet<AnyId> = thin
        .layer(Layer::Units)
        .iter()
        .filter_map(|item| match item.subject {
            Some(Subject::Entity(id)) => Some(id),
            _ => None,
        })
        .collect();
    let all = scene.layer(Layer::Units);
    assert!(drawn.len() < all.len(), "{} of {}", drawn.len(), all.len());
    let empty = BTreeSet::new();
    for item in all {
        let Some(Subject::Entity(id)) = item.subject else {
            continue;
        };
        let Some(place) = crowd.drawn(id) else {
            assert!(drawn.contains(&id), "{id:?} is neither drawn nor in a crowd");
            continue;
        };
        let view = entente::editor::tools::ToolView {
            plan: &plan,
            selection: &empty,
            phase: plan.phases.ids().nth(3),
            hidden: &empty,
            locked: &empty,
            crowd: &crowd,
            metres_per_point: 264.0,
            zoom: 10.0,
            snaps: true,
            beneath: None,
            ids: &entente::editor::IdSource::new(1),
        };
        let at = entente::drawing::mercator::ground_from_world(place.at);
        assert!(entente::editor::tools::hits(at, &view).contains(&id), "{id:?}");
        let together = crowd.drawn_with(id);
        assert!(together.is_empty() || together.contains(&id));
    }
}
