//! An overlay as bytes: from the process that read it to the one that draws it.
//!
//! A line of JSON says how much there is of what; then come positions as floats of 64 bits, then places in lists as
//! numbers of 32, little end first. What comes back is looked at like a stranger's file: whoever took over the reader
//! could send anything, and what draws an overlay relies on every place being there.

use serde::{Deserialize, Serialize};

use super::overlay::{MAX_VERTICES, Overlay};
use super::pieces::{AreaKind, AreaPiece, LineKind, LinePiece, NameKind, NamePiece, Pieces};
use super::plain_text;
use crate::files::basemap::UnitBox;

/// How much there is of what.
#[derive(Default, Serialize, Deserialize)]
struct Head {
    credit: String,
    notes: Vec<String>,
    /// Of each area: positions, holes, places of triangles.
    areas: Vec<[u32; 3]>,
    /// Of each line: positions.
    lines: Vec<u32>,
    names: Vec<Called>,
}

#[derive(Serialize, Deserialize)]
struct Called {
    name: String,
    name_ar: Option<String>,
    dotted: bool,
}

/// Returns an overlay as bytes; `None` where it is none of those that [`parse`](super::overlay::parse) gives.
pub(in crate::files) fn write(overlay: &Overlay) -> Option<Vec<u8>> {
    let count = |length: usize| u32::try_from(length).ok();
    let Pieces { areas, lines, names } = &overlay.pieces;
    let head = Head {
        credit: overlay.credit.clone(),
        notes: overlay.notes.clone(),
        areas: areas
            .iter()
            .map(|area| {
                Some([
                    count(area.points.len())?,
                    count(area.holes.len())?,
                    count(area.triangles.len())?,
                ])
            })
            .collect::<Option<_>>()?,
        lines: lines
            .iter()
            .map(|line| count(line.points.len()))
            .collect::<Option<_>>()?,
        names: names
            .iter()
            .map(|name| Called {
                name: name.name.clone(),
                name_ar: name.name_ar.clone(),
                dotted: name.dotted,
            })
            .collect(),
    };
    let mut bytes = serde_json::to_vec(&head).ok()?;
    bytes.push(b'\n');
    let points = areas.iter().flat_map(|area| &area.points);
    let points = points.chain(lines.iter().flat_map(|line| &line.points));
    for number in points.chain(names.iter().map(|name| &name.at)).flatten() {
        bytes.extend(number.to_le_bytes());
    }
    let places = areas
        .iter()
        .flat_map(|area| area.holes.iter().chain(&area.triangles));
    for number in places {
        bytes.extend(number.to_le_bytes());
    }
    Some(bytes)
}

/// Reads an overlay back; `None` where it is none that could be drawn.
pub(in crate::files) fn read(bytes: &[u8]) -> Option<Overlay> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (head, body) = bytes.split_at(end);
    let head: Head = serde_json::from_slice(head).ok()?;
    let sum = |counts: &mut dyn Iterator<Item = u32>| counts.map(|count| count as usize).sum::<usize>();
    let drawn =
        sum(&mut head.areas.iter().map(|[points, ..]| *points)) + sum(&mut head.lines.iter().copied());
    let places = sum(&mut head
        .areas
        .iter()
        .flat_map(|[_, holes, triangles]| [*holes, *triangles]));
    let positions = drawn + head.names.len();
    if drawn > MAX_VERTICES || body.len() != 1 + positions * 16 + places * 4 {
        return None;
    }
    let (floats, numbers) = body.get(1..)?.split_at_checked(positions * 16)?;
    let (floats, _) = floats.as_chunks::<8>();
    let (numbers, _) = numbers.as_chunks::<4>();
    let mut body = Body { floats, numbers };
    let mut overlay = Overlay {
        credit: plain_text(&head.credit),
        notes: head.notes,
        ..Overlay::default()
    };
    let (areas, lines) = (&mut overlay.pieces.areas, &mut overlay.pieces.lines);
    for counts in head.areas {
        areas.push(body.area(counts)?);
    }
    for count in head.lines {
        lines.push(LinePiece::of(LineKind::Other, body.points(count)?)?);
    }
    for name in head.names {
        overlay.pieces.names.push(NamePiece {
            kind: NameKind::Other,
            at: *body.points(1)?.first()?,
            name: plain_text(&name.name),
            name_ar: name.name_ar.as_deref().map(plain_text),
            dotted: name.dotted,
        });
    }
    Some(overlay)
}

/// What is still to be read.
struct Body<'b> {
    floats: &'b [[u8; 8]],
    numbers: &'b [[u8; 4]],
}

impl Body<'_> {
    /// Takes positions, each in the unit square.
    fn points(&mut self, count: u32) -> Option<Vec<[f64; 2]>> {
        let (taken, rest) = self.floats.split_at_checked(count as usize * 2)?;
        self.floats = rest;
        let numbers: Vec<f64> = taken.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect();
        let (points, _) = numbers.as_chunks::<2>();
        let inside = numbers.iter().all(|number| (0.0..=1.0).contains(number));
        inside.then(|| points.to_vec())
    }

    fn places(&mut self, count: u32) -> Option<Vec<u32>> {
        let (taken, rest) = self.numbers.split_at_checked(count as usize)?;
        self.numbers = rest;
        Some(taken.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect())
    }

    fn area(&mut self, [points, holes, triangles]: [u32; 3]) -> Option<AreaPiece> {
        let count = points;
        let (points, holes, triangles) = (self.points(points)?, self.places(holes)?, self.places(triangles)?);
        let starts = [0].into_iter().chain(holes.iter().copied());
        let ends = holes.iter().copied().chain([count]);
        let sound = starts
            .zip(ends)
            .all(|(start, end)| end.checked_sub(start).is_some_and(|count| count > 2))
            && triangles.len().is_multiple_of(3)
            && triangles.iter().all(|place| *place < count);
        sound.then(|| AreaPiece {
            kind: AreaKind::Other,
            bounds: points.iter().copied().fold(UnitBox::EMPTY, UnitBox::with),
            points: points.into(),
            holes: holes.into(),
            triangles: triangles.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::overlay::parse;
    use super::*;

    fn overlay() -> Overlay {
        parse(
            r#"{"type": "FeatureCollection", "attribution": "Survey", "features": [
            {"type": "Feature", "properties": {"name": "Canal", "name:ar": "قناة"},
             "geometry": {"type": "LineString", "coordinates": [[43.7, 33.3], [43.8, 33.4]]}},
            {"type": "Feature", "properties": {"name": "Quarter"}, "geometry": {"type": "Polygon", "coordinates":
             [[[43,33],[44,33],[44,34],[43,34]], [[43.2,33.2],[43.4,33.2],[43.4,33.4]]]}},
            {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [433.78, 33.35]}}
            ]}"#
            .as_bytes(),
        )
        .unwrap()
    }

    #[test]
    fn an_overlay_comes_back_as_it_was() {
        let overlay = overlay();
        assert_eq!(read(&write(&overlay).unwrap()), Some(overlay));
    }

    #[test]
    fn what_could_not_be_drawn_is_refused() {
        let whole = write(&overlay()).unwrap();
        for length in 0..whole.len() {
            assert_eq!(read(&whole[..length]), None, "cut off at {length}");
        }
        assert_eq!(read(&[whole.as_slice(), &[0]].concat()), None);
        let spoiled = |change: &dyn Fn(&mut AreaPiece)| {
            let mut overlay = overlay();
            change(&mut overlay.pieces.areas[0]);
            read(&write(&overlay).unwrap())
        };
        assert!(spoiled(&|_| {}).is_some());
        assert_eq!(spoiled(&|area| area.triangles[0] = 7), None);
        assert_eq!(spoiled(&|area| area.triangles = [0, 1].into()), None);
        assert_eq!(spoiled(&|area| area.holes = [6].into()), None);
        assert_eq!(spoiled(&|area| area.holes = [u32::MAX].into()), None);
        assert_eq!(spoiled(&|area| area.points[0] = [f64::NAN, 0.5]), None);
        assert_eq!(spoiled(&|area| area.points[0] = [0.5, 1.5]), None);
        let boast = br#"{"credit":"","notes":[],"areas":[[4294967295,0,0]],"lines":[],"names":[]}"#;
        assert_eq!(read(&[boast.as_slice(), b"\n"].concat()), None);
    }
}
