//! What was measured along clicked points: figures as values, and as text to be pasted elsewhere.
//!
//! A leg is the shortest way between its ends. Once the line is closed, area and perimeter are those of
//! the shape that a sector of these vertices would have, along its edges as the plan draws them. Nothing
//! here is written into a plan.

use std::fmt::Write as _;

use crate::geometry::{
    Area, Defect, Position, Shape, area_m2, bearing_deg, distance_m, drawn_perimeter_m, grid_convergence_deg,
};

use super::figures::{Units, bearing_text};

/// What was measured.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    /// The vertices, in the order of the clicks.
    pub points: Vec<Position>,
    /// From each vertex to the next; where closed, from the last to the first too.
    pub legs: Vec<Leg>,
    /// All legs together, in metres.
    pub total_m: f64,
    /// What the line encloses, where it is closed.
    pub enclosed: Option<Enclosed>,
}

/// One leg.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    /// Where it starts.
    pub from: Position,
    /// Where it ends.
    pub to: Position,
    /// Its length, in metres.
    pub distance_m: f64,
    /// Its direction at the start, in degrees from true north.
    pub bearing_deg: f64,
    /// The same from grid north, as a map with the MGRS grid shows it.
    pub grid_bearing_deg: f64,
}

/// What a closed line encloses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Enclosed {
    /// In square metres.
    pub area_m2: f64,
    /// The length of the edges, in metres.
    pub perimeter_m: f64,
    /// The line crosses itself, so that the area is that of the ground it encloses an odd number of times.
    pub crosses_itself: bool,
}

impl Measured {
    /// Measures a line through these points.
    pub fn line(points: Vec<Position>) -> Self {
        let pairs = points.iter().copied().zip(points.iter().copied().skip(1));
        let legs: Vec<Leg> = pairs.map(|(from, to)| Leg::between(from, to)).collect();
        Self {
            total_m: legs.iter().map(|leg| leg.distance_m).sum(),
            legs,
            enclosed: None,
            points,
        }
    }

    /// Measures the closed line through these points; fewer than three enclose nothing.
    pub fn closed(points: Vec<Position>) -> Self {
        let mut measured = Self::line(points);
        if let ([first, _, .., last], true) = (measured.points.as_slice(), measured.points.len() > 2) {
            let leg = Leg::between(*last, *first);
            measured.total_m += leg.distance_m;
            measured.legs.push(leg);
            let area = Area::from_outer(measured.points.clone());
            let crosses = |defect: &Defect| matches!(defect, Defect::Meeting { .. });
            measured.enclosed = Some(Enclosed {
                area_m2: area_m2(&Shape::of(&area)),
                perimeter_m: drawn_perimeter_m(&area),
                crosses_itself: area.defects().iter().any(crosses),
            });
        }
        measured
    }

    /// Returns everything as lines of text: a table of legs, then the sums. `position` writes places as
    /// the user likes them.
    pub fn as_text(&self, units: Units, position: &dyn Fn(Position) -> String) -> String {
        let mut text = String::from("Leg\tFrom\tTo\tDistance\tBearing (true)\tBearing (grid)\n");
        for (place, leg) in self.legs.iter().enumerate() {
            let _ = writeln!(
                text,
                "{}\t{}\t{}\t{}\t{}\t{}",
                place + 1,
                position(leg.from),
                position(leg.to),
                units.measured(leg.distance_m),
                bearing_text(leg.bearing_deg, 1),
                bearing_text(leg.grid_bearing_deg, 1),
            );
        }
        match self.enclosed {
            None => {
                let _ = writeln!(text, "Total\t\t\t{}", units.measured(self.total_m));
            }
            Some(enclosed) => {
                let _ = writeln!(text, "Perimeter\t\t\t{}", units.measured(enclosed.perimeter_m));
                let _ = writeln!(text, "Area\t\t\t{}", enclosed_text(&enclosed));
            }
        }
        text
    }

    /// Returns the figures in a few words: `3 legs, 12.41 km; last 2.345 km, 047.3°`.
    pub fn in_short(&self, units: Units) -> String {
        let Some(last) = self.legs.last() else {
            return String::new();
        };
        if let Some(enclosed) = self.enclosed {
            return format!(
                "{}, perimeter {}",
                enclosed_text(&enclosed),
                units.measured(enclosed.perimeter_m)
            );
        }
        let leg = format!(
            "{}, {}",
            units.measured(last.distance_m),
            bearing_text(last.bearing_deg, 1)
        );
        match self.legs.len() {
            1 => leg,
            count => format!("{count} legs, {}; last {leg}", units.measured(self.total_m)),
        }
    }
}

impl Leg {
    /// Measures the shortest way between two positions.
    pub fn between(from: Position, to: Position) -> Self {
        let bearing_deg = bearing_deg(from, to);
        let grid = bearing_deg - grid_convergence_deg(from);
        Self {
            from,
            to,
            distance_m: distance_m(from, to),
            bearing_deg,
            grid_bearing_deg: grid.rem_euclid(360.0),
        }
    }
}

/// Writes an enclosed area; km² have three places, so that what was clicked with care can be read.
pub fn enclosed_text(enclosed: &Enclosed) -> String {
    let km2 = enclosed.area_m2 / 1e6;
    if km2 >= 999.95 {
        format!("{} km²", crate::checks::wording::grouped(km2))
    } else if km2 >= 9.9995 {
        format!("{km2:.2} km²")
    } else if km2 >= 0.099_95 {
        format!("{km2:.3} km²")
    } else {
        format!("{} m²", crate::checks::wording::grouped(enclosed.area_m2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    #[test]
    fn a_line_has_a_leg_for_each_click_after_the_first() {
        let measured = Measured::line(vec![at(33.3, 43.7), at(33.4, 43.9), at(33.5, 43.9)]);
        assert_eq!(measured.legs.len(), 2);
        // pyproj, as in `geometry::measure`.
        assert!((measured.legs[0].distance_m - 21_669.922).abs() < 0.01);
        assert!((measured.total_m - 21_669.922 - 11_091.5).abs() < 1.0);
        assert_eq!(
            measured.in_short(Units::Kilometres),
            "2 legs, 32.76 km; last 11.09 km, 000.0°"
        );
        assert_eq!(measured.enclosed, None);
        for points in [vec![], vec![at(1.0, 1.0)]] {
            let nothing = Measured::closed(points);
            assert_eq!((nothing.legs.len(), nothing.enclosed), (0, None));
            assert_eq!(nothing.in_short(Units::Kilometres), "");
        }
    }

    #[test]
    fn a_closed_line_encloses_what_a_sector_of_its_vertices_would() {
        let corners = vec![at(33.0, 43.0), at(33.0, 44.0), at(34.0, 44.0), at(34.0, 43.0)];
        let measured = Measured::closed(corners.clone());
        let enclosed = measured.enclosed.unwrap();
        // pyproj, as in `geometry::measure`.
        assert!((enclosed.area_m2 - 10_306_222_570.7).abs() < 11.0);
        assert!((enclosed.perimeter_m - 407_664.8).abs() < 0.1);
        assert!(!enclosed.crosses_itself);
        assert_eq!(measured.legs.len(), 4);
        // The shortest way along a parallel is shorter than the parallel.
        assert!(measured.total_m < enclosed.perimeter_m);
        let crossed = Measured::closed(vec![corners[0], corners[2], corners[1], corners[3]]);
        assert!(crossed.enclosed.unwrap().crosses_itself);
    }

    /// The convergence is pyproj's: -0.71382° there.
    #[test]
    fn a_grid_bearing_is_the_true_one_less_the_convergence() {
        let leg = Leg::between(at(33.3, 43.7), at(33.3, 43.72));
        let off = leg.grid_bearing_deg - leg.bearing_deg;
        assert!((off - 0.713_816).abs() < 1e-5, "{off}");
        let north = Leg::between(at(33.3, 46.3), at(33.4, 46.3));
        assert!(
            (359.2..360.0).contains(&north.grid_bearing_deg),
            "{}",
            north.grid_bearing_deg
        );
    }

    #[test]
    fn the_text_is_a_table_that_can_be_pasted() {
        let measured = Measured::closed(vec![at(33.30, 43.70), at(33.30, 43.72), at(33.32, 43.72)]);
        let text = measured.as_text(Units::Kilometres, &|position| position.to_string());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "Leg\tFrom\tTo\tDistance\tBearing (true)\tBearing (grid)",
                "1\t33.3000000 43.7000000\t33.3000000 43.7200000\t1.863 km\t090.0°\t090.7°",
                "2\t33.3000000 43.7200000\t33.3200000 43.7200000\t2.218 km\t000.0°\t000.7°",
                "3\t33.3200000 43.7200000\t33.3000000 43.7000000\t2.896 km\t220.0°\t220.7°",
                "Perimeter\t\t\t6.977 km",
                "Area\t\t\t2.066 km²",
            ]
        );
    }
}
