//! Plans that are small to send and large to work out: stars that cross each other, rings that cross themselves.

use crate::geometry::{Area, Position};
use crate::model::{Edit, Id, Plan, Sector, Stakeholder};

/// Where the first star stands, and how far the next ones are from it, degrees.
const CENTRE: [f64; 2] = [33.3, 43.7];
const APART: f64 = 0.15;
/// From the middle of a star to its spikes, degrees; the notches between them are a hundredth of that.
const RADIUS: f64 = 0.2;

/// Makes a plan of four sectors, each of another armed party: two stars of that many spikes, which cross each other
/// in about a quarter of `spikes`² places, and two rings of as many corners, each edge of which crosses nearly every
/// other one.
pub fn stars(spikes: u32) -> Plan {
    let areas = [
        spiked(spikes, 0.0),
        spiked(spikes, APART),
        crossed(spikes, 10.0),
        crossed(spikes, 10.0 + APART),
    ];
    let mut edits = Vec::new();
    for (number, area) in (1..).zip(areas) {
        let mut party = Stakeholder::new();
        party.name = format!("Party {number}");
        party.armed = true;
        let id = Id::from_bits(number);
        let mut sector = Sector::new(area);
        sector.name = format!("Star {number}");
        sector.holder = Some(id);
        edits.push(Edit::Create((id, party).into()));
        edits.push(Edit::Create((Id::<Sector>::from_bits(number), sector).into()));
    }
    let empty = Plan::empty(Id::from_bits(11));
    Edit::together("Stars", edits).apply(&empty).unwrap_or(empty)
}

fn spiked(spikes: u32, east: f64) -> Area {
    let vertices = (0..2 * spikes).map(|number| {
        let radius = if number % 2 == 0 { RADIUS } else { RADIUS / 100.0 };
        at(f64::from(number) / f64::from(2 * spikes), radius, east)
    });
    Area::from_outer(vertices.collect())
}

/// A ring that goes from each corner to one nearly opposite.
fn crossed(corners: u32, east: f64) -> Area {
    // Odd, so that every corner is met before the ring closes.
    let corners = corners | 1;
    let across = corners / 2;
    let vertices = (0..corners).map(|number| {
        let corner = u64::from(number) * u64::from(across) % u64::from(corners);
        at(corner as f64 / f64::from(corners), RADIUS, east)
    });
    Area::from_outer(vertices.collect())
}

/// A place that is a part of a turn round the middle of a star.
fn at(turn: f64, radius: f64, east: f64) -> Position {
    let angle = turn * std::f64::consts::TAU;
    Position::nearest(
        CENTRE[0] + radius * libm::sin(angle),
        CENTRE[1] + east + radius * libm::cos(angle),
    )
}
