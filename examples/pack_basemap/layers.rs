//! What goes into each layer, and from which zoom on it is shown.
//!
//! The zooms follow the sources' own ranks. Geometry of different sources never shares a layer with
//! OpenStreetMap's, which stands alone in roads and railways.

use std::path::Path;

use entente::files::basemap::write::LayerSource;
use entente::files::basemap::{Class, Layer};

use crate::cut::Rings;
use crate::source::{self, Feature, Vertex};
use crate::{iraq, join, lost_letters, tiling};

/// Natural Earth and OpenStreetMap are rounded to 1e-3 degree. Areas take half of it as their step,
/// so that their vertices are even and there is room for cuts between them.
const AREA_STEP_E7: u32 = 5000;
const LINE_STEP_E7: u32 = 10_000;
/// The districts of Iraq are rounded to 1e-4 degree.
const PROVINCE_STEP_E7: u32 = 1000;

/// Arabic names of rivers of Iraq, by hand: the source has none.
const RIVERS_AR: [(&str, &str); 10] = [
    ("Al Furat", "الفرات"),
    ("Dicle", "دجلة"),
    ("Euphrates", "الفرات"),
    ("Firat", "الفرات"),
    ("Gharraf Canal", "شط الغراف"),
    ("Hindiyah Channel", "شط الهندية"),
    ("Karkheh", "الكرخة"),
    ("Shatt al Arab", "شط العرب"),
    ("Shatt al Hillah", "شط الحلة"),
    ("Tigris", "دجلة"),
];

/// What a line or an area is drawn by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Look {
    pub class: Class,
    pub min_zoom_tenths: u8,
    pub name: Option<String>,
    pub name_ar: Option<String>,
}

impl Look {
    /// A look without names.
    pub fn plain(class: Class, min_zoom_tenths: u8) -> Self {
        Self {
            class,
            min_zoom_tenths,
            name: None,
            name_ar: None,
        }
    }
}

/// A line of a layer.
pub struct Line {
    pub look: Look,
    pub vertices: Vec<Vertex>,
}

/// An area of a layer; the first vertex of a ring is not repeated.
pub struct Area {
    pub look: Look,
    pub rings: Rings,
}

/// Reads, cuts and simplifies one layer.
pub fn pack(layer: Layer, data: &Path) -> anyhow::Result<LayerSource> {
    let world = |file: &str, step_e7: u32| source::read_features(&data.join("world").join(file), step_e7);
    let near = |file: &str| source::read_features(&data.join("middle_east").join(file), LINE_STEP_E7);
    let (step_e7, levels) = match layer {
        Layer::Land => {
            let areas = areas(&world("land_10m.geojson", AREA_STEP_E7)?, |_| {
                Look::plain(Class::Ground, 0)
            });
            (AREA_STEP_E7, tiling::tile_areas(&areas, AREA_STEP_E7))
        }
        Layer::Lakes => {
            let areas = areas(&world("lakes_10m.geojson", AREA_STEP_E7)?, lake);
            (AREA_STEP_E7, tiling::tile_areas(&areas, AREA_STEP_E7))
        }
        Layer::Rivers => {
            let mut lines = lines(&world("rivers_10m.geojson", LINE_STEP_E7)?, river);
            for line in &mut lines {
                line.look.name = line.look.name.as_deref().map(lost_letters::restore).transpose()?;
            }
            (
                LINE_STEP_E7,
                tiling::tile_lines(layer, &join::join(lines, LINE_STEP_E7), LINE_STEP_E7),
            )
        }
        Layer::Provinces => {
            let mut features = world("admin1_lines_10m.geojson", PROVINCE_STEP_E7)?;
            // Within Iraq the districts' own borders take their place.
            features.retain(|feature| feature.text("a3") != Some("IRQ"));
            let mut lines = lines(&features, province);
            let districts = data.join("middle_east/admin2_iraq_geoboundaries.geojson");
            lines.extend(iraq::internal_borders(&districts, PROVINCE_STEP_E7)?);
            (
                PROVINCE_STEP_E7,
                tiling::tile_lines(layer, &join::join(lines, PROVINCE_STEP_E7), PROVINCE_STEP_E7),
            )
        }
        Layer::Borders => {
            let lines = lines(&world("borders_10m.geojson", LINE_STEP_E7)?, border);
            (
                LINE_STEP_E7,
                tiling::tile_lines(layer, &join::join(lines, LINE_STEP_E7), LINE_STEP_E7),
            )
        }
        Layer::Roads => {
            let lines = lines(&near("roads_osm_me.geojson")?, |feature| way(feature, 55));
            (
                LINE_STEP_E7,
                tiling::tile_lines(layer, &join::join(lines, LINE_STEP_E7), LINE_STEP_E7),
            )
        }
        Layer::Railways => {
            let lines = lines(&near("railways_osm_me.geojson")?, |feature| way(feature, 60));
            (
                LINE_STEP_E7,
                tiling::tile_lines(layer, &join::join(lines, LINE_STEP_E7), LINE_STEP_E7),
            )
        }
    };
    Ok(LayerSource {
        layer,
        step_e7,
        levels,
    })
}

fn lines(features: &[Feature], look: impl Fn(&Feature) -> Look) -> Vec<Line> {
    let mut lines = Vec::new();
    for feature in features {
        let look = look(feature);
        lines.extend(feature.parts.iter().flatten().map(|vertices| Line {
            look: look.clone(),
            vertices: vertices.clone(),
        }));
    }
    lines
}

fn areas(features: &[Feature], look: impl Fn(&Feature) -> Look) -> Vec<Area> {
    let mut areas = Vec::new();
    for feature in features {
        let look = look(feature);
        areas.extend(feature.parts.iter().map(|rings| Area {
            look: look.clone(),
            rings: rings.iter().map(|ring| open_ring(ring)).collect(),
        }));
    }
    areas
}

fn open_ring(closed: &[Vertex]) -> Vec<Vertex> {
    let mut ring = closed.to_vec();
    ring.dedup();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    ring
}

fn lake(feature: &Feature) -> Look {
    let min_zoom_tenths = by_rank(feature, &[10, 20, 30, 35, 40, 50, 55, 65]);
    Look {
        name: feature.text("n").map(str::to_owned),
        name_ar: feature.text("ar").map(str::to_owned),
        ..Look::plain(Class::Ground, min_zoom_tenths)
    }
}

fn river(feature: &Feature) -> Look {
    let class = match feature.text("c") {
        Some("Lake Centerline") => Class::RiverInLake,
        _ => Class::River,
    };
    let min_zoom_tenths = by_rank(feature, &[20, 20, 20, 30, 40, 45, 50, 60, 65, 70, 75]);
    let name = feature.text("n");
    let name_ar = RIVERS_AR.iter().find(|(latin, _)| Some(*latin) == name);
    Look {
        name: name.map(str::to_owned),
        name_ar: name_ar.map(|(_, arabic)| (*arabic).to_owned()),
        ..Look::plain(class, min_zoom_tenths)
    }
}

fn province(feature: &Feature) -> Look {
    // Rank 0 is given to cities that are provinces and to very small countries.
    let min_zoom_tenths = by_rank(feature, &[70, 40, 40, 45, 50, 55, 60, 65, 70, 75]);
    Look::plain(Class::Province, min_zoom_tenths)
}

fn border(feature: &Feature) -> Look {
    let kind = feature.text("t").unwrap_or_default();
    let class = match kind {
        _ if kind.starts_with("International") => Class::Border,
        "Overlay limit" | "Lease limit" => Class::LimitBorder,
        _ => Class::DisputedBorder,
    };
    let min_zoom = feature.number("mz").unwrap_or(6.0);
    Look::plain(class, (min_zoom * 10.0) as u8)
}

fn way(feature: &Feature, min_zoom_tenths: u8) -> Look {
    let class = match feature.text("q").unwrap_or_default() {
        "a" => Class::Way,
        "b" => Class::RoughWay,
        _ => Class::SchematicWay,
    };
    Look::plain(class, min_zoom_tenths)
}

/// Returns the zoom for a feature's rank `sr`; the last one for every higher rank.
fn by_rank(feature: &Feature, zooms: &[u8]) -> u8 {
    let rank = feature.number("sr").unwrap_or(f64::MAX) as usize;
    zooms.get(rank).or(zooms.last()).copied().unwrap_or(0)
}
