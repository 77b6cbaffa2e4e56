//! What vector tiles and overlays hold, as plain values: areas, lines and names, told apart by what they
//! mean on a map.
//!
//! Positions are in the unit square of Web Mercator. No colours, no widths: whoever draws has a table.

use earcut::Earcut;

use crate::files::basemap::UnitBox;

/// What all areas of a tile or an overlay may cost to be cut into triangles: vertices squared, as an area
/// that folds over itself takes that long. Some second; a whole tile of a city takes a hundredth.
const MOST_WORK: u64 = 120_000_000;

/// Cuts areas into triangles, within a limit.
pub(super) struct Filler {
    earcut: Earcut<f64>,
    work: u64,
}

impl Filler {
    pub(super) fn new() -> Self {
        Self {
            earcut: Earcut::new(),
            work: 0,
        }
    }

    /// Returns triangles; none where the limit is reached: such an area is not filled.
    fn triangles(&mut self, points: &[[f64; 2]], holes: &[u32]) -> Vec<u32> {
        let mut triangles = Vec::new();
        let work = (points.len() as u64).saturating_mul(points.len() as u64);
        if self.work.saturating_add(work) <= MOST_WORK {
            self.work += work;
            self.earcut.earcut(points.iter().copied(), holes, &mut triangles);
        }
        triangles
    }
}

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
    /// Triangles that fill it, three places in `points` each; none where that would have taken too long.
    pub triangles: Box<[u32]>,
}

impl AreaPiece {
    /// Makes an area of rings; `None` where the outer one is no ring.
    pub(super) fn of(kind: AreaKind, rings: &[Vec<[f64; 2]>], filler: &mut Filler) -> Option<Self> {
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
        let triangles = filler.triangles(&points, &holes);
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
