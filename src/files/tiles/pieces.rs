//! What vector tiles and overlays hold, as plain values: areas, lines and names, told apart by what they
//! mean on a map.
//!
//! Positions are in the unit square of Web Mercator. No colours, no widths: whoever draws has a table.

use earcut::Earcut;

use crate::files::basemap::UnitBox;

/// Vertices of an area beyond which it is not filled: cutting it into triangles would take too long.
const MOST_FILLED: usize = 40_000;

/// What an area is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AreaKind {
    /// Land.
    Land,
    /// Woods.
    Wood,
    /// Built-up ground.
    BuiltUp,
    /// Sea, lakes, wide rivers.
    Water,
    /// A building.
    Building,
    /// An area of an overlay, or of a layer that nobody knows.
    Other,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKind {
    /// A brook or ditch.
    Stream,
    /// A river or canal.
    River,
    /// A path or track.
    Path,
    /// A street.
    MinorRoad,
    /// A road between towns.
    MediumRoad,
    /// A main road.
    MajorRoad,
    /// A motorway.
    Motorway,
    /// A railway.
    Railway,
    /// A border within a country.
    Province,
    /// A border between countries.
    Border,
    /// A line of an overlay, or of a layer that nobody knows.
    Other,
}

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A thing of an overlay.
    Other,
    /// A country.
    Country,
    /// A province.
    Region,
    /// A city.
    City,
    /// A town.
    Town,
    /// A village.
    Village,
    /// A quarter of a town.
    Quarter,
    /// A sea or lake.
    Water,
}

/// An area: an outer ring and holes, not closed by a repeated vertex.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaPiece {
    /// What it is.
    pub kind: AreaKind,
    /// Smallest box with all of it.
    pub bounds: UnitBox,
    /// The vertices of the outer ring, then those of each hole.
    pub points: Box<[[f64; 2]]>,
    /// Where in `points` each hole begins.
    pub holes: Box<[u32]>,
    /// Triangles that fill it, three places in `points` each.
    pub triangles: Box<[u32]>,
}

impl AreaPiece {
    /// Makes an area of rings; `None` where the outer one is no ring.
    pub(super) fn of(kind: AreaKind, rings: &[Vec<[f64; 2]>], earcut: &mut Earcut<f64>) -> Option<Self> {
        let mut points = Vec::new();
        let mut holes = Vec::new();
        for (place, ring) in rings.iter().enumerate() {
            if ring.len() < 3 {
                if place == 0 {
                    return None;
                }
                continue;
            }
            if place > 0 {
                holes.push(u32::try_from(points.len()).ok()?);
            }
            points.extend_from_slice(ring);
        }
        let mut triangles: Vec<u32> = Vec::new();
        if points.len() <= MOST_FILLED {
            earcut.earcut(points.iter().copied(), &holes, &mut triangles);
        }
        Some(Self {
            kind,
            bounds: points.iter().copied().fold(UnitBox::EMPTY, UnitBox::with),
            points: points.into(),
            holes: holes.into(),
            triangles: triangles.into(),
        })
    }

    /// Iterates over its rings.
    pub fn rings(&self) -> impl Iterator<Item = &[[f64; 2]]> {
        let starts = std::iter::once(0).chain(self.holes.iter().map(|start| *start as usize));
        let ends = self.holes.iter().map(|start| *start as usize);
        let ends = ends.chain([self.points.len()]);
        starts
            .zip(ends)
            .filter_map(|(start, end)| self.points.get(start..end))
    }
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct LinePiece {
    /// What it is.
    pub kind: LineKind,
    /// Smallest box with all of it.
    pub bounds: UnitBox,
    /// Its vertices.
    pub points: Box<[[f64; 2]]>,
}

impl LinePiece {
    /// Makes a line; `None` of fewer than two vertices.
    pub(super) fn of(kind: LineKind, points: Vec<[f64; 2]>) -> Option<Self> {
        (points.len() > 1).then(|| Self {
            kind,
            bounds: points.iter().copied().fold(UnitBox::EMPTY, UnitBox::with),
            points: points.into(),
        })
    }
}

/// A name at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct NamePiece {
    /// What it is of.
    pub kind: NameKind,
    /// Where.
    pub at: [f64; 2],
    /// In Latin letters, or in whatever the map has.
    pub name: String,
    /// In Arabic.
    pub name_ar: Option<String>,
    /// It names a point, which is drawn as a dot; else an area or a line that is drawn itself.
    pub dotted: bool,
}

/// Everything of a tile or an overlay.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pieces {
    /// Areas, from the ground up.
    pub areas: Vec<AreaPiece>,
    /// Lines, from the ground up.
    pub lines: Vec<LinePiece>,
    /// Names, the most important first.
    pub names: Vec<NamePiece>,
}

impl Pieces {
    /// Returns about how much memory they take, in bytes.
    pub fn bytes(&self) -> usize {
        let areas = self
            .areas
            .iter()
            .map(|area| area.points.len() * 16 + area.triangles.len() * 4 + 120);
        let lines = self.lines.iter().map(|line| line.points.len() * 16 + 64);
        let names = self.names.iter().map(|name| name.name.len() + 120);
        areas.sum::<usize>() + lines.sum::<usize>() + names.sum::<usize>()
    }

    /// Returns the smallest box with everything.
    pub fn bounds(&self) -> UnitBox {
        let areas = self.areas.iter().map(|area| area.bounds);
        let boxes = areas.chain(self.lines.iter().map(|line| line.bounds));
        let corners = boxes.flat_map(|bounds| [[bounds.west, bounds.north], [bounds.east, bounds.south]]);
        let points = corners.chain(self.names.iter().map(|name| name.at));
        points.fold(UnitBox::EMPTY, UnitBox::with)
    }

    /// Puts everything into the order of drawing and of naming; equal kinds stay as they came.
    pub(super) fn sort(&mut self) {
        self.areas.sort_by_key(|area| area.kind);
        self.lines.sort_by_key(|line| line.kind);
        self.names.sort_by_key(|name| name.kind);
    }
}
