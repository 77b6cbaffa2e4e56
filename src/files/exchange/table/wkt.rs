//! Shapes as well-known text: points, lines and polygons, of several parts too.
//!
//! `SRID=4326;` in front is accepted, another system is not. Curves, and what has no two numbers, are
//! named as what they are.

use super::place::Placed;

/// Positions in one shape.
const MAX_POSITIONS: usize = 2_000_000;

/// True where a cell begins as well-known text does.
pub(super) fn is_wkt(cell: &str) -> bool {
    let upper: String = cell.trim().chars().take(24).collect::<String>().to_uppercase();
    let upper = upper.split_once(';').map_or(upper.as_str(), |(_, rest)| rest);
    let kinds = [
        "POINT",
        "LINESTRING",
        "POLYGON",
        "MULTIPOINT",
        "MULTILINESTRING",
        "MULTIPOLYGON",
    ];
    kinds.iter().any(|kind| upper.starts_with(kind)) && cell.contains('(')
}

/// Reads a shape.
pub(super) fn read(cell: &str) -> Result<Placed, String> {
    let shown: String = cell.trim().chars().take(30).collect();
    let wrong = |what: &str| format!("`{shown}…` {what}");
    let text = match cell.trim().split_once(';') {
        Some((srid, rest)) if srid.trim().eq_ignore_ascii_case("srid=4326") => rest.trim(),
        Some((srid, _)) if srid.trim().to_lowercase().starts_with("srid=") => {
            return Err(wrong(
                "is not in WGS 84: convert it to longitude and latitude (EPSG:4326)",
            ));
        }
        _ => cell.trim(),
    };
    let open = text.find('(').ok_or_else(|| wrong("has no positions"))?;
    let (name, body) = text.split_at(open);
    // `POINT Z` and `POINTZM` have further numbers, which are left out.
    let name = name.trim().to_uppercase();
    let name = name.split_whitespace().next().unwrap_or_default();
    let name = name.trim_end_matches(['Z', 'M']);
    let mut reader = Reader {
        rest: body,
        positions: 0,
    };
    let placed = match name {
        "POINT" => reader
            .list(Reader::position)
            .and_then(|points| match points.as_slice() {
                [only] => Some(Placed::Point(only.clone())),
                _ => None,
            }),
        "LINESTRING" => reader.line().map(Placed::Line),
        "POLYGON" => reader.list(Reader::line).map(|rings| Placed::Area(vec![rings])),
        "MULTIPOLYGON" => reader.list(|reader| reader.list(Reader::line)).map(Placed::Area),
        "MULTILINESTRING" | "MULTIPOINT" => {
            return Err(wrong("has several parts; give each a row of its own"));
        }
        _ => {
            return Err(wrong(
                "is no shape that is read: POINT, LINESTRING, POLYGON, MULTIPOLYGON",
            ));
        }
    };
    placed
        .filter(|_| reader.rest.trim().is_empty())
        .ok_or_else(|| wrong("cannot be read; expected for example POLYGON((43 33, 44 33, 44 34, 43 33))"))
}

struct Reader<'t> {
    rest: &'t str,
    positions: usize,
}

impl Reader<'_> {
    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.take('(')?;
        let mut items = vec![item(self)?];
        while self.take(',').is_some() {
            items.push(item(self)?);
        }
        self.take(')')?;
        Some(items)
    }

    fn line(&mut self) -> Option<Vec<String>> {
        self.list(Self::position)
    }

    /// Two numbers and more; only two count.
    fn position(&mut self) -> Option<String> {
        self.positions += 1;
        let end = self.rest.find([',', ')', '('])?;
        let (words, rest) = self.rest.split_at(end);
        self.rest = rest;
        let mut numbers = words.split_whitespace();
        let (longitude, latitude) = (numbers.next()?, numbers.next()?);
        let finite = |word: &str| word.parse::<f64>().is_ok_and(f64::is_finite);
        let fits = finite(longitude) && finite(latitude) && self.positions <= MAX_POSITIONS;
        fits.then(|| format!("{longitude},{latitude}"))
    }

    fn take(&mut self, letter: char) -> Option<()> {
        self.rest = self.rest.trim_start().strip_prefix(letter)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_read() {
        assert_eq!(
            read("POINT (43.7 33.3)"),
            Ok(Placed::Point("43.7,33.3".to_owned()))
        );
        assert_eq!(
            read("SRID=4326;point z(1 2 3)"),
            Ok(Placed::Point("1,2".to_owned()))
        );
        assert_eq!(
            read("LINESTRING(1 2,3 4)"),
            Ok(Placed::Line(vec!["1,2".to_owned(), "3,4".to_owned()]))
        );
        let Ok(Placed::Area(parts)) =
            read("MULTIPOLYGON(((0 0,1 0,1 1,0 0),(2 2,3 3,4 4,2 2)),((5 5,6 6,7 7,5 5)))")
        else {
            panic!()
        };
        assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn what_is_no_shape_is_named() {
        for text in [
            "POINT",
            "POINT()",
            "POINT(1)",
            "POINT(1 2",
            "POINT(1 2) x",
            "POINT(1 2, 3 4)",
            "POLYGON(1 2, 3 4)",
            "POLYGON EMPTY",
            "LINESTRING(a b)",
            "CIRCULARSTRING(1 2, 3 4)",
            "SRID=32638;POINT(386481 3690753)",
            "MULTIPOINT(1 2)",
            "POINT(inf 2)",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
