//! The grid against references of its own points, at borders, exceptions and ends.

use super::*;
use crate::drawing::mercator::{ground_from_world, world_from_ground};
use crate::geometry::Position;

fn view(south: f64, west: f64, north: f64, east: f64) -> Bounds {
    let corner = |lat, lon| world_from_ground(Position::new(lat, lon).unwrap());
    Bounds::of([corner(south, west), corner(north, east)])
}

fn values(grid: &Grid, axis: Axis, zone: u8) -> Vec<u32> {
    let lines = grid.lines.iter();
    let mut values: Vec<u32> = lines
        .filter(|line| line.axis == axis && line.zone == zone)
        .map(|line| line.value_m)
        .collect();
    values.sort_unstable();
    values.dedup();
    values
}

#[test]
fn every_point_of_a_line_has_its_value() {
    let lines = grid(view(33.2, 43.6, 33.5, 44.0), Spacing::OneKm).lines;
    assert!(lines.len() > 60);
    for line in lines {
        for point in &line.points {
            let reference = crate::geometry::coordinates::GridPoint::of(ground_from_world(*point));
            let found = match line.axis {
                Axis::Easting => reference.easting_m,
                Axis::Northing => reference.northing_m,
            };
            assert!((found - f64::from(line.value_m)).abs() < 0.5, "{line:?} {found}");
        }
    }
}

#[test]
fn two_zones_meet_at_their_border_each_with_its_own_lines() {
    let seen = grid(view(33.0, 41.8, 33.4, 42.2), Spacing::TenKm);
    let border = unit_from_degrees(33.0, 42.0)[0];
    let names: Vec<&str> = seen.zones.iter().map(|zone| zone.designation.as_str()).collect();
    assert_eq!(names, ["37S", "38S"]);
    assert!(
        seen.borders
            .iter()
            .any(|[from, to]| from[0] == border && to[0] == border)
    );
    for line in &seen.lines {
        for [x, _] in &line.points {
            assert!(if line.zone == 37 {
                *x <= border + 1e-12
            } else {
                *x >= border - 1e-12
            });
        }
    }
    assert_eq!(values(&seen, Axis::Easting, 37), [770_000, 780_000]);
    assert_eq!(values(&seen, Axis::Easting, 38), [220_000, 230_000]);
}

#[test]
fn southern_norway_belongs_to_zone_32_and_svalbard_to_four_zones() {
    let norway = grid(view(58.0, 2.0, 62.0, 8.0), Spacing::Zones);
    let names: Vec<&str> = norway
        .zones
        .iter()
        .map(|zone| zone.designation.as_str())
        .collect();
    assert_eq!(names, ["31V", "32V"]);
    let svalbard = grid(view(74.0, 1.0, 81.0, 41.0), Spacing::HundredKm);
    let mut zones: Vec<u8> = svalbard.lines.iter().map(|line| line.zone).collect();
    zones.sort_unstable();
    zones.dedup();
    assert_eq!(zones, [31, 33, 35, 37]);
}

#[test]
fn the_equator_counts_northings_anew_and_lines_go_on_over_it() {
    let seen = grid(view(-0.2, 43.0, 0.2, 43.4), Spacing::TenKm);
    let northings = values(&seen, Axis::Northing, 38);
    assert_eq!(northings, [0, 10_000, 20_000, 9_980_000, 9_990_000]);
    let easting = seen.lines.iter().find(|line| line.axis == Axis::Easting).unwrap();
    let [low, high] = [
        easting.points.first().unwrap()[1],
        easting.points.last().unwrap()[1],
    ];
    assert!(low > 0.5 && high < 0.5);
}

#[test]
fn squares_are_named_where_they_are_seen() {
    let seen = grid(view(33.0, 43.4, 33.7, 44.4), Spacing::TenKm);
    let names: Vec<&str> = seen
        .squares
        .iter()
        .map(|square| square.letters.as_str())
        .collect();
    for square in &seen.squares {
        let reference = crate::geometry::mgrs(ground_from_world(square.at), 1).unwrap();
        assert!(
            reference.contains(&format!(" {} ", square.letters)),
            "{reference} {square:?}"
        );
        assert_eq!(square.designation, "38S");
    }
    assert_eq!(names, ["LB", "LC", "MB", "MC"]);
}

#[test]
fn the_grid_goes_over_the_date_line_and_ends_at_84_and_80() {
    let over = Bounds {
        min: [0.99, 0.48],
        max: [1.01, 0.499],
    };
    let zones: Vec<String> = grid(over, Spacing::Zones)
        .zones
        .into_iter()
        .map(|zone| zone.designation)
        .collect();
    assert_eq!(zones, ["60N", "1N"]);
    let arctic = grid(view(83.0, 10.0, 85.0, 20.0), Spacing::TenKm);
    let north = unit_from_degrees(84.0, 0.0)[1];
    assert!(
        arctic
            .lines
            .iter()
            .flat_map(|line| &line.points)
            .all(|point| point[1] >= north - 1e-12)
    );
    assert!(!arctic.lines.is_empty());
    assert!(
        grid(
            Bounds {
                min: [0.1, 0.995],
                max: [0.2, 1.0]
            },
            Spacing::HundredKm
        )
        .zones
        .is_empty()
    );
}

#[test]
fn too_many_lines_become_wider_ones_and_nonsense_nothing() {
    let world = Bounds {
        min: [0.0, 0.0],
        max: [1.0, 1.0],
    };
    let all = grid(world, Spacing::HundredM);
    assert_eq!(all.spacing, Spacing::Zones);
    // 60 zones of 20 bands; Svalbard has three less.
    assert_eq!(all.zones.len(), 1_197);
    assert!(grid(view(33.0, 43.0, 34.0, 44.0), Spacing::HundredM).spacing > Spacing::HundredM);
    assert!(grid(Bounds::EMPTY, Spacing::OneKm).zones.is_empty());
    let endless = Bounds {
        min: [0.0, 0.0],
        max: [f64::INFINITY, 1.0],
    };
    assert!(grid(endless, Spacing::OneKm).zones.is_empty());
}

#[test]
fn sheets_have_the_lines_that_their_scale_wants() {
    for (scale, spacing) in [
        (2_500, Spacing::HundredM),
        (10_000, Spacing::OneKm),
        (50_000, Spacing::OneKm),
        (250_000, Spacing::TenKm),
        (1_000_000, Spacing::TenKm),
        (5_000_000, Spacing::HundredKm),
    ] {
        assert_eq!(Spacing::for_scale(scale), spacing);
    }
    assert_eq!(Spacing::at_least_m(1_000.0), Spacing::OneKm);
    assert_eq!(Spacing::at_least_m(1_001.0), Spacing::TenKm);
    assert_eq!(Spacing::at_least_m(1e9), Spacing::Zones);
}

#[test]
fn digits_are_those_of_a_reference() {
    let line = |spacing, value_m| GridLine {
        axis: Axis::Northing,
        value_m,
        zone: 38,
        spacing,
        points: Vec::new(),
    };
    assert_eq!(line(Spacing::OneKm, 3_690_000).principal(), "90");
    assert_eq!(line(Spacing::OneKm, 3_690_000).leading(), "36");
    assert_eq!(line(Spacing::HundredM, 3_600_400).principal(), "004");
    assert_eq!(line(Spacing::TenKm, 3_690_000).principal(), "9");
    assert_eq!(line(Spacing::OneKm, 3_690_000).rank(), Spacing::TenKm);
    assert_eq!(line(Spacing::OneKm, 3_600_000).rank(), Spacing::HundredKm);
}
