//! Borders within Iraq, from the outlines of its districts.
//!
//! Only edges between two districts are taken: the border of the country comes with the others of
//! the world. Neighbours were simplified apart from each other, so that some of their common edges
//! differ by a kilometre: of those, the drawing of the district that comes first is kept.

use std::collections::BTreeMap;
use std::path::Path;

use entente::files::basemap::Class;

use crate::layers::{Line, Look};
use crate::source::{self, Vertex};

/// How far apart two drawings of one border may lie, in degrees.
const SLACK_DEG: f64 = 0.012;

struct Edge {
    from: Vertex,
    to: Vertex,
    district: usize,
}

/// Returns the borders of governorates and districts as single edges.
pub fn internal_borders(path: &Path, step_e7: u32) -> anyhow::Result<Vec<Line>> {
    let features = source::read_features(path, step_e7)?;
    let governorates: Vec<_> = features.iter().map(|feature| feature.text("adm1")).collect();
    let look = |one: usize, other: usize| {
        let district = governorates.get(one) == governorates.get(other);
        let (class, min_zoom_tenths) = if district {
            (Class::District, 75)
        } else {
            (Class::Province, 50)
        };
        Look::plain(class, min_zoom_tenths)
    };
    let mut borders = Vec::new();

    let mut drawn: BTreeMap<[Vertex; 2], Edge> = BTreeMap::new();
    for (district, feature) in features.iter().enumerate() {
        for ring in feature.parts.iter().flatten() {
            for pair in ring.windows(2) {
                let &[from, to] = pair else { continue };
                let key = [from.min(to), from.max(to)];
                match drawn.remove(&key) {
                    None => drop(drawn.insert(key, Edge { from, to, district })),
                    Some(twin) => borders.push(Line {
                        look: look(twin.district, district),
                        vertices: vec![from, to],
                    }),
                }
            }
        }
    }
    // What is left was drawn once: the outer border, and borders that two districts draw differently.
    let slack = SLACK_DEG * 1e7 / f64::from(step_e7);
    for edge in drawn.values() {
        let others = || drawn.values().filter(|other| other.district != edge.district);
        let nearest = [0.25, 0.5, 0.75].map(|along| {
            let point = edge.point(along);
            let measured = others().map(|other| (other.distance(point), other.district));
            measured.min_by(|one, other| one.0.total_cmp(&other.0))
        });
        let [_, Some((_, neighbour)), _] = nearest else {
            continue;
        };
        let common = nearest.iter().flatten().all(|(distance, _)| *distance < slack);
        if common && edge.district < neighbour {
            borders.push(Line {
                look: look(edge.district, neighbour),
                vertices: vec![edge.from, edge.to],
            });
        }
    }
    Ok(borders)
}

impl Edge {
    fn point(&self, along: f64) -> [f64; 2] {
        let [from, to] = [self.from, self.to].map(|vertex| vertex.map(f64::from));
        [
            from[0] + along * (to[0] - from[0]),
            from[1] + along * (to[1] - from[1]),
        ]
    }

    /// Distance of a point in steps of latitude, with longitudes as long as they are in Iraq.
    fn distance(&self, point: [f64; 2]) -> f64 {
        const EAST: f64 = 0.84;
        let flat = |[x, y]: [f64; 2]| [x * EAST, y];
        let ends = [self.point(0.0), self.point(1.0)].map(flat);
        crate::simplify::distance_to_segment(flat(point), ends)
    }
}
