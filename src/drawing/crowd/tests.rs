//! Units and sites at scales where they have room, and where they have none.

use std::sync::Arc;

use super::*;
use crate::drawing::scene::{Align, Anchor, Item, Label, Stroke, Text, Weight};
use crate::drawing::shape::Shape;
use crate::drawing::symbols::Primitive;
use crate::model::{Force, Site};

const SCALE: f64 = 1e6;
const INK: Rgba = Rgba::hex(0x0011_2233);

fn glyph() -> Arc<Glyph> {
    Arc::new(Glyph::of(vec![Primitive::Fill {
        points: vec![[-16.0, -11.0], [16.0, -11.0], [16.0, 11.0], [-16.0, 11.0]],
        colour: INK,
    }]))
}

/// A unit so many points from a place, of a party, with its rank.
fn unit(bits: u64, party: u64, rank: u16, [x, y]: [f64; 2]) -> (Arc<Item>, Arc<Label>) {
    let at = [0.6 + x / SCALE, 0.4 + y / SCALE];
    let id = Id::<Force>::from_bits(bits);
    let item = Item::new(Layer::Units, id, Mark::Symbol { at, glyph: glyph() });
    let kin = Kin {
        party: Some(Id::from_bits(party)),
        party_name: format!("Party {party}"),
        ink: [INK; 2],
        dot: None,
        rank,
    };
    let label = Label {
        subject: Some(id.into()),
        lines: vec![Text::new(format!("Unit {bits}"), 11.0, Weight::Regular, INK)],
        anchor: Anchor::Beside {
            at,
            reach: glyph().reach,
        },
        align: Align::Symbol,
    };
    (Arc::new(item.of_kin(Some(Arc::new(kin)))), Arc::new(label))
}

fn scene(units: &[(Arc<Item>, Arc<Label>)]) -> Scene {
    // Something large, so that symbols keep their size.
    let far = Arc::new(Shape::line(vec![[0.5, 0.3], [0.7, 0.5]]));
    let ground = Item::of(
        Layer::Ground,
        None,
        Mark::Line {
            shape: far,
            stroke: Stroke::solid(1.0, INK),
        },
    );
    Scene {
        items: std::iter::once(Arc::new(ground))
            .chain(units.iter().map(|(item, _)| Arc::clone(item)))
            .collect(),
        labels: units.iter().map(|(_, label)| Arc::clone(label)).collect(),
        callout: None,
    }
}

fn places(scene: &Scene) -> Vec<[f64; 2]> {
    let symbols = scene
        .layer(Layer::Units)
        .iter()
        .filter_map(|item| match &item.mark {
            Mark::Symbol { at, .. } => Some(*at),
            _ => None,
        });
    symbols.collect()
}

fn words(scene: &Scene) -> Vec<&str> {
    let lines = scene.labels.iter().flat_map(|label| &label.lines);
    lines.map(|line| line.words.as_str()).collect()
}

fn force(bits: u64) -> AnyId {
    Id::<Force>::from_bits(bits).into()
}

#[test]
fn units_of_one_party_on_each_other_are_one_symbol_with_their_number() {
    let units = [
        unit(1, 1, 5, [0.0, 0.0]),
        unit(2, 1, 9, [6.0, 4.0]),
        unit(3, 1, 5, [8.0, -3.0]),
        unit(4, 1, 5, [200.0, 0.0]),
    ];
    let (thin, crowd) = thinned(&scene(&units), SCALE);
    assert_eq!(places(&thin).len(), 2);
    assert_eq!(words(&thin), ["3 units of Party 1", "Unit 4"]);
    let first = crowd.drawn(force(2)).unwrap();
    assert_eq!((first.place, first.of), (0, 3), "the highest is shown");
    assert_eq!(crowd.drawn(force(1)).unwrap().at, first.at);
    assert_eq!(crowd.drawn(force(4)), None);
    let number = thin.layer(Layer::Units).iter().any(|item| match &item.mark {
        Mark::Symbol { glyph, .. } => glyph
            .primitives
            .iter()
            .any(|primitive| matches!(primitive, Primitive::Letters { words, .. } if words == "3")),
        _ => false,
    });
    assert!(number);
}

#[test]
fn rivals_on_one_place_stand_side_by_side_with_a_line_to_it() {
    let units = [1, 2, 3, 4, 5].map(|bits| unit(bits, bits, 5, [0.0, 0.0]));
    let (thin, crowd) = thinned(&scene(&units), SCALE);
    let drawn = places(&thin);
    assert_eq!(drawn.len(), 5);
    for (place, one) in drawn.iter().enumerate() {
        for other in drawn.iter().skip(place + 1) {
            let [x, y] = [0, 1].map(|axis: usize| (one[axis] - other[axis]).abs() * SCALE);
            assert!(x >= 32.0 || y >= 22.0, "{x} {y}");
        }
    }
    assert_eq!(crowd.drawn(force(1)), None, "the first stays where it is");
    assert!(crowd.drawn(force(5)).is_some());
    let lines = thin.layer(Layer::Moves).iter();
    let lines = lines
        .filter(|item| matches!(item.mark, Mark::Line { .. }))
        .count();
    assert_eq!(lines, 4);
    assert!(thin.items.is_sorted_by_key(|item| item.layer));
}

#[test]
fn nothing_changes_where_there_is_room() {
    let units = [unit(1, 1, 5, [0.0, 0.0]), unit(2, 1, 5, [90.0, 0.0])];
    let scene = scene(&units);
    let (thin, crowd) = thinned(&scene, SCALE);
    assert_eq!((thin, crowd), (scene, Crowd::default()));
}

#[test]
fn zooming_in_takes_a_crowd_apart_and_the_order_of_the_plan_does_not_matter() {
    let mut units = [
        unit(1, 1, 5, [0.0, 0.0]),
        unit(2, 1, 5, [9.0, 0.0]),
        unit(3, 2, 7, [4.0, 2.0]),
    ];
    let (near, _) = thinned(&scene(&units), SCALE * 20.0);
    assert_eq!(places(&near).len(), 3);
    let (_, one) = thinned(&scene(&units), SCALE);
    units.reverse();
    let (_, other) = thinned(&scene(&units), SCALE);
    assert_eq!(one, other);
    assert!(one.drawn(force(3)).is_none(), "the higher keeps its place");
}

#[test]
fn a_site_without_room_is_a_dot_without_a_name() {
    let site = |bits: u64, rank: u16, x: f64| {
        let at = [0.6 + x / SCALE, 0.4];
        let id = Id::<Site>::from_bits(bits);
        let kin = Kin {
            party: None,
            party_name: String::new(),
            ink: [INK; 2],
            dot: Some(INK),
            rank,
        };
        let item = Item::new(Layer::Sites, id, Mark::Symbol { at, glyph: glyph() });
        let (_, label) = unit(bits, 1, 1, [x, 0.0]);
        let label = Label {
            subject: Some(id.into()),
            ..Label::clone(&label)
        };
        (Arc::new(item.of_kin(Some(Arc::new(kin)))), Arc::new(label))
    };
    let (thin, _) = thinned(
        &scene(&[site(1, 1, 0.0), site(2, 8, 10.0), site(3, 1, 80.0)]),
        SCALE,
    );
    let wide: Vec<bool> = thin
        .layer(Layer::Sites)
        .iter()
        .map(|item| match &item.mark {
            Mark::Symbol { glyph, .. } => glyph.reach[0] > 10.0,
            _ => false,
        })
        .collect();
    assert_eq!(wide, [false, true, true]);
    assert_eq!(words(&thin), ["Unit 2", "Unit 3"]);
}
