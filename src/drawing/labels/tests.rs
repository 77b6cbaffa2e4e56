//! Names find room, stay on their ground, and never lie on each other.

use super::*;
use crate::drawing::mercator::world_from_ground;
use crate::drawing::scene::{Stroke, Weight};
use crate::drawing::style::Rgba;
use crate::drawing::symbols::{Glyph, Primitive};
use crate::geometry::Position;
use crate::model::{Echelon, Severity};

const SIZE: [f32; 2] = [800.0, 600.0];
const INK: Rgba = Rgba::hex(0x0010_1010);

/// Seven points a letter, fourteen a line.
fn measured(text: &Text) -> [f32; 2] {
    [text.words.chars().count() as f32 * 7.0, 14.0]
}

fn camera() -> Camera {
    Camera::new(world_from_ground(Position::new(33.3, 43.8).unwrap()), 11.0)
}

/// The world point at a place of the test's picture.
fn at(x: f32, y: f32) -> [f64; 2] {
    camera().world_from_screen([x, y], SIZE)
}

fn laid_out(scene: &Scene, further: &[Arc<Label>], taken: &[Rect]) -> Layout {
    let frame = Frame {
        camera: camera(),
        size: SIZE,
        taken,
    };
    lay_out(scene, further, &frame, &measured)
}

fn label(words: &str, anchor: Anchor) -> Arc<Label> {
    Arc::new(Label {
        subject: None,
        lines: vec![Text::new(words, 12.0, Weight::Regular, INK)],
        anchor,
        align: Align::Symbol,
    })
}

fn polygon(points: &[[f32; 2]]) -> Arc<Shape> {
    let ring: Vec<[f64; 2]> = points.iter().map(|[x, y]| at(*x, *y)).collect();
    let mut shape = Shape::line(ring);
    shape.closed = true;
    Arc::new(shape)
}

fn symbol(x: f32, y: f32) -> Arc<Item> {
    let glyph = Glyph::of(vec![Primitive::Fill {
        points: vec![[-18.0, -12.0], [18.0, -12.0], [18.0, 12.0], [-18.0, 12.0]],
        colour: INK,
    }]);
    let mark = Mark::Symbol {
        at: at(x, y),
        glyph: Arc::new(glyph),
    };
    Arc::new(Item::of(Layer::Units, None, mark))
}

fn beside_symbol(words: &str, x: f32, y: f32) -> Arc<Label> {
    let anchor = Anchor::Beside {
        at: at(x, y),
        reach: [18.0, 12.0, 18.0, 12.0],
    };
    label(words, anchor)
}

#[test]
fn a_crowd_of_names_never_overlaps_symbols_or_each_other() {
    let places: Vec<[f32; 2]> = (0..120)
        .map(|place| {
            [
                f32::from(place % 12_u8) * 66.0 + 20.0,
                f32::from(place / 12) * 55.0 + 30.0,
            ]
        })
        .collect();
    let scene = Scene {
        items: places.iter().map(|[x, y]| symbol(*x, *y)).collect(),
        labels: places
            .iter()
            .map(|[x, y]| beside_symbol("1st Bn", *x, *y))
            .collect(),
        callout: None,
    };
    let layout = laid_out(&scene, &[], &[]);
    assert!(layout.labels.len() > 20, "{}", layout.labels.len());
    for (place, one) in layout.labels.iter().enumerate() {
        for other in layout.labels.iter().skip(place + 1) {
            assert!(!one.rect.meets(other.rect));
        }
        for [x, y] in &places {
            assert!(!one.rect.meets(Rect::new(x - 18.0, y - 12.0, x + 18.0, y + 12.0)));
        }
    }
}

#[test]
fn a_name_takes_the_other_side_where_the_first_is_taken() {
    let scene = Scene {
        items: vec![symbol(400.0, 300.0)],
        labels: vec![beside_symbol("Badr 1", 400.0, 300.0)],
        callout: None,
    };
    let right = laid_out(&scene, &[], &[]).labels[0].rect;
    assert!(right.left > 418.0 && (right.top - 293.0).abs() < 0.5);
    let bar = Rect::new(420.0, 0.0, 800.0, 600.0);
    let left = laid_out(&scene, &[], &[bar]).labels[0].rect;
    assert!(left.right < 382.0, "{left:?}");
}

#[test]
fn a_sector_name_lies_inside_its_sector_and_off_what_stands_there() {
    let shape = polygon(&[
        [100.0, 100.0],
        [500.0, 100.0],
        [500.0, 400.0],
        [300.0, 250.0],
        [100.0, 400.0],
    ]);
    let scene = Scene {
        items: vec![symbol(300.0, 175.0)],
        labels: vec![label("NORTHWEST", Anchor::Inside(Arc::clone(&shape)))],
        callout: None,
    };
    let layout = laid_out(&scene, &[], &[]);
    let rect = layout.labels[0].rect;
    assert!(!rect.meets(Rect::new(282.0, 163.0, 318.0, 187.0)));
    assert!(Rect::new(100.0, 100.0, 500.0, 400.0).contains(rect));
    // Left of the notch's left edge or right of its right edge, where it is below its tip.
    let notch = |x: f32| 400.0 - (200.0 - (x - 300.0).abs()) * 0.75;
    for x in [rect.left, rect.right] {
        assert!(rect.bottom < notch(x), "{rect:?}");
    }
}

#[test]
fn a_sector_too_small_for_its_name_is_not_named() {
    let shape = polygon(&[[100.0, 100.0], [150.0, 100.0], [150.0, 180.0], [100.0, 180.0]]);
    let named = |words| {
        let scene = Scene {
            labels: vec![label(words, Anchor::Inside(Arc::clone(&shape)))],
            ..Scene::default()
        };
        laid_out(&scene, &[], &[]).labels.len()
    };
    assert_eq!((named("NORTHWEST"), named("N1")), (0, 1));
}

#[test]
fn a_name_stays_on_its_ground_while_the_map_is_moved() {
    let shape = polygon(&[[200.0, 150.0], [600.0, 150.0], [560.0, 450.0], [240.0, 420.0]]);
    let scene = Scene {
        items: vec![symbol(400.0, 300.0)],
        labels: vec![
            label("SOUTH", Anchor::Inside(shape)),
            beside_symbol("2nd Bn", 400.0, 300.0),
        ],
        callout: None,
    };
    let before = laid_out(&scene, &[], &[]);
    let frame = Frame {
        camera: camera().pan([37.0, -22.0]),
        size: SIZE,
        taken: &[],
    };
    let after = lay_out(&scene, &[], &frame, &measured);
    for (one, other) in before.labels.iter().zip(&after.labels) {
        assert!((other.rect.left - one.rect.left - 37.0).abs() < 0.1);
        assert!((other.rect.top - one.rect.top + 22.0).abs() < 0.1);
    }
}

#[test]
fn both_parties_stand_on_their_own_side_of_a_boundary_and_clear_of_it() {
    for (from, to) in [
        ([100.0, 300.0], [700.0, 300.0]),
        ([400.0, 60.0], [400.0, 560.0]),
        ([150.0, 500.0], [600.0, 160.0]),
    ] {
        let line = Arc::new(Shape::line(vec![at(from[0], from[1]), at(to[0], to[1])]));
        let stroke = Stroke::solid(2.0, INK).with(Decor::Echelon(Echelon::Brigade, INK));
        let item = Item::of(
            Layer::Lines,
            None,
            Mark::Line {
                shape: Arc::clone(&line),
                stroke,
            },
        );
        let side = |left| Anchor::Sides {
            line: Arc::clone(&line),
            left,
        };
        let scene = Scene {
            items: vec![Arc::new(item)],
            labels: vec![
                label("FEDERAL POLICE", side(true)),
                label("GOLDEN DIV", side(false)),
            ],
            callout: None,
        };
        let layout = laid_out(&scene, &[], &[]);
        assert_eq!(layout.labels.len(), 2);
        // Positive on the right hand of the direction, as y runs down.
        let hand = |x: f32, y: f32| (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]);
        for (placed, expected) in layout.labels.iter().zip([-1.0, 1.0]) {
            let Rect {
                left,
                top,
                right,
                bottom,
            } = placed.rect;
            for (x, y) in [(left, top), (right, top), (left, bottom), (right, bottom)] {
                assert!(hand(x, y) * expected > 0.0, "{from:?} {:?}", placed.rect);
            }
        }
    }
}

#[test]
fn the_card_covers_neither_what_it_speaks_of_nor_a_name_nor_a_symbol() {
    let about = Bounds::of([at(350.0, 250.0), at(450.0, 330.0)]);
    let callout = Callout {
        finding: 0,
        severity: Severity::Critical,
        lines: vec![
            Text::new("A01  South and Northwest overlap", 12.0, Weight::SemiBold, INK),
            Text::new("They share 3.2 km² in P3.", 11.0, Weight::Regular, INK),
        ],
        at: at(400.0, 290.0),
        about,
        ground: None,
        card: [INK; 2],
        colour: INK,
    };
    let places = [
        [300.0, 200.0],
        [500.0, 220.0],
        [330.0, 380.0],
        [520.0, 400.0],
        [250.0, 300.0],
    ];
    let scene = Scene {
        items: places.map(|[x, y]| symbol(x, y)).to_vec(),
        labels: places.map(|[x, y]| beside_symbol("2nd Bn", x, y)).to_vec(),
        callout: Some(Arc::new(callout)),
    };
    let further = [label("Fallujah", Anchor::Centre(at(400.0, 420.0)))];
    let layout = laid_out(&scene, &further, &[]);
    let placed = layout.callout.clone().unwrap();
    assert!(!placed.rect.meets(Rect::new(350.0, 250.0, 450.0, 330.0)));
    assert_eq!(layout.labels.len(), places.len());
    for name in layout.labels.iter().chain(&layout.further) {
        assert!(!name.rect.meets(placed.rect));
    }
    for [x, y] in places {
        assert!(
            !placed
                .rect
                .meets(Rect::new(x - 18.0, y - 12.0, x + 18.0, y + 12.0))
        );
    }
    assert_eq!(placed.leader[1].map(f32::round), [400.0, 290.0]);
    assert!(Rect::new(0.0, 0.0, SIZE[0], SIZE[1]).contains(placed.rect));
}

#[test]
fn no_card_where_what_it_speaks_of_is_out_of_view() {
    let far = at(5000.0, 290.0);
    let callout = Callout {
        finding: 0,
        severity: Severity::Minor,
        lines: vec![Text::new("B02", 12.0, Weight::SemiBold, INK)],
        at: far,
        about: Bounds::of([far]),
        ground: None,
        card: [INK; 2],
        colour: INK,
    };
    let scene = Scene {
        callout: Some(Arc::new(callout)),
        ..Scene::default()
    };
    assert_eq!(laid_out(&scene, &[], &[]), Layout::default());
}

#[test]
fn names_of_the_map_yield_to_names_of_the_plan() {
    let scene = Scene {
        labels: vec![label("NORTHEAST", Anchor::Fixed(at(400.0, 300.0)))],
        ..Scene::default()
    };
    let further = [
        label("Fallujah", Anchor::Centre(at(410.0, 300.0))),
        label("Garma", Anchor::Centre(at(410.0, 360.0))),
    ];
    let layout = laid_out(&scene, &further, &[]);
    let words: Vec<_> = layout
        .further
        .iter()
        .map(|placed| placed.label.lines[0].words.as_str())
        .collect();
    assert_eq!((layout.labels.len(), words), (1, vec!["Garma"]));
}

fn in_ways(words: &[&str], anchor: &Anchor) -> Vec<Arc<Label>> {
    let subject = Some(crate::drawing::scene::Subject::Finding(1));
    let way = |words: &&str| {
        Arc::new(Label {
            subject,
            ..Label::clone(&label(words, anchor.clone()))
        })
    };
    words.iter().map(way).collect()
}

fn said(layout: &Layout) -> Vec<&str> {
    let labels = layout.labels.iter();
    labels
        .map(|placed| placed.label.lines[0].words.as_str())
        .collect()
}

#[test]
fn a_name_is_written_once_and_as_fully_as_there_is_room() {
    for (width, expected) in [(300.0, "NORTHWEST QUARTER"), (100.0, "NORTHWEST"), (48.0, "NW")] {
        let shape = polygon(&[
            [100.0, 100.0],
            [100.0 + width, 100.0],
            [100.0 + width, 200.0],
            [100.0, 200.0],
        ]);
        let scene = Scene {
            labels: in_ways(&["NORTHWEST QUARTER", "NORTHWEST", "NW"], &Anchor::Inside(shape)),
            ..Scene::default()
        };
        assert_eq!(said(&laid_out(&scene, &[], &[])), [expected]);
    }
}

#[test]
fn a_name_finds_the_part_with_room_and_keeps_off_its_hole() {
    let ring = |left: f32, top: f32, side: f32| {
        [
            [left, top],
            [left + side, top],
            [left + side, top + side],
            [left, top + side],
        ]
        .map(|[x, y]| at(x, y))
        .to_vec()
    };
    let shape = Arc::new(Shape {
        parts: vec![
            vec![ring(20.0, 20.0, 40.0)],
            vec![ring(300.0, 200.0, 200.0), ring(330.0, 250.0, 140.0)],
        ],
        closed: true,
        bounds: Bounds::of([at(20.0, 20.0), at(500.0, 400.0)]),
    });
    let scene = Scene {
        labels: vec![label("CAMP RING", Anchor::Inside(shape))],
        ..Scene::default()
    };
    let layout = laid_out(&scene, &[], &[]);
    let rect = layout.labels[0].rect;
    assert!(Rect::new(300.0, 200.0, 500.0, 400.0).contains(rect), "{rect:?}");
    assert!(!rect.meets(Rect::new(330.0, 250.0, 470.0, 390.0)), "{rect:?}");
}

#[test]
fn a_sector_that_is_mostly_out_of_view_is_named_in_what_is_seen() {
    let shape = polygon(&[[-900.0, -700.0], [160.0, -700.0], [160.0, 60.0], [-900.0, 60.0]]);
    let scene = Scene {
        labels: vec![label("WEST", Anchor::Inside(shape))],
        ..Scene::default()
    };
    let layout = laid_out(&scene, &[], &[]);
    let seen = Rect::new(0.0, 0.0, 160.0, 60.0);
    assert!(
        seen.contains(layout.labels[0].rect),
        "{:?}",
        layout.labels[0].rect
    );
}

#[test]
fn a_line_is_named_at_both_ends_and_where_it_leaves_the_picture() {
    let named = |from: [f32; 2], to: [f32; 2]| {
        let line = Arc::new(Shape::line(vec![at(from[0], from[1]), at(to[0], to[1])]));
        let scene = Scene {
            labels: in_ways(&["PL AMBER"], &Anchor::Ends(line)),
            ..Scene::default()
        };
        let layout = laid_out(&scene, &[], &[]);
        layout.labels.iter().map(|placed| placed.rect).collect::<Vec<_>>()
    };
    let [first, last] = named([200.0, 300.0], [600.0, 300.0]).try_into().unwrap();
    assert!(first.right < 200.0 && last.left > 600.0, "{first:?} {last:?}");
    let [first, last] = named([-500.0, 300.0], [1500.0, 300.0]).try_into().unwrap();
    let whole = Rect::new(0.0, 0.0, SIZE[0], SIZE[1]);
    assert!(whole.contains(first) && whole.contains(last));
    assert!(first.left < 60.0 && last.right > 740.0, "{first:?} {last:?}");
    assert!(
        first.bottom < 300.0 || first.top > 300.0,
        "beside the line, not on it"
    );
}

#[test]
fn the_card_keeps_off_a_place_even_where_all_that_is_seen_is_spoken_of() {
    let everything = polygon(&[[-99.0, -99.0], [900.0, -99.0], [900.0, 700.0], [-99.0, 700.0]]);
    let callout = Callout {
        finding: 0,
        severity: Severity::Critical,
        lines: vec![Text::new(
            "A01  Everything is contested",
            12.0,
            Weight::SemiBold,
            INK,
        )],
        at: at(400.0, 290.0),
        about: everything.bounds,
        ground: Some(Arc::clone(&everything)),
        card: [INK; 2],
        colour: INK,
    };
    let corner = polygon(&[[0.0, 0.0], [800.0, 0.0], [0.0, 600.0]]);
    let in_corner = Callout {
        ground: Some(corner),
        ..callout.clone()
    };
    let placed = |callout: Callout| {
        let scene = Scene {
            callout: Some(Arc::new(callout)),
            ..Scene::default()
        };
        laid_out(&scene, &[], &[]).callout.unwrap().rect
    };
    assert!(!placed(callout).meets(Rect::new(399.0, 289.0, 401.0, 291.0)));
    let rect = placed(in_corner);
    assert!(
        rect.left / 800.0 + rect.top / 600.0 > 1.0,
        "outside the triangle: {rect:?}"
    );
}
