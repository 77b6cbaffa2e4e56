//! Vector tiles of Mapbox: what is in one, as areas, lines and names.
//!
//! Reads only what is drawn; the number of features and vertices is limited. A feature that makes no sense
//! is left out; a tile that is no message at all is an error.
//!
//! # Source
//! Mapbox Vector Tile Specification 2.1.

use super::pieces::{AreaPiece, Filler, LinePiece, NameKind, NamePiece, Pieces};
use super::protobuf::{Fields, NoMessage, Value, unzigzag, varint};
use super::schema::{Form, Marks, Meaning, meaning};
use super::{ReadTileError, TileId};

const MAX_LAYERS: usize = 256;
const MAX_FEATURES: usize = 100_000;
/// Vertices of a tile.
const MAX_VERTICES: usize = 400_000;
/// Keys and values of a layer.
const MAX_WORDS: usize = 200_000;
/// Letters of a name.
const MAX_NAME: usize = 120;

impl From<NoMessage> for ReadTileError {
    fn from(_: NoMessage) -> Self {
        Self::Damaged("it is neither a picture nor a vector tile".to_owned())
    }
}

/// Reads a vector tile.
pub(super) fn decode(id: TileId, message: &[u8]) -> Result<Pieces, ReadTileError> {
    let mut reader = Reader {
        id,
        pieces: Pieces::default(),
        filler: Filler::new(),
        features: 0,
        vertices: 0,
    };
    let mut layers = 0;
    for field in Fields::of(message) {
        let (3, Value::Bytes(layer)) = field? else {
            continue;
        };
        layers += 1;
        if layers > MAX_LAYERS {
            return Err(ReadTileError::TooLarge(format!("more than {MAX_LAYERS} layers")));
        }
        reader.layer(layer)?;
    }
    if layers == 0 && !message.is_empty() {
        return Err(NoMessage.into());
    }
    reader.pieces.sort();
    Ok(reader.pieces)
}

struct Reader {
    id: TileId,
    pieces: Pieces,
    filler: Filler,
    features: usize,
    vertices: usize,
}

/// A layer, its parts not yet read.
struct Layer<'b> {
    name: &'b str,
    extent: f64,
    keys: Vec<&'b str>,
    values: Vec<&'b [u8]>,
}

impl Reader {
    fn layer(&mut self, message: &[u8]) -> Result<(), ReadTileError> {
        let mut layer = Layer {
            name: "",
            extent: 4096.0,
            keys: Vec::new(),
            values: Vec::new(),
        };
        let mut features = Vec::new();
        for field in Fields::of(message) {
            match field? {
                (1, Value::Bytes(name)) => layer.name = text(name),
                (2, Value::Bytes(feature)) => features.push(feature),
                (3, Value::Bytes(key)) => layer.keys.push(text(key)),
                (4, Value::Bytes(value)) => layer.values.push(value),
                (5, Value::Number(extent @ 1..=1_048_576)) => layer.extent = extent as f64,
                _ => {}
            }
            if layer.keys.len() > MAX_WORDS || layer.values.len() > MAX_WORDS {
                return Err(ReadTileError::TooLarge(format!(
                    "more than {MAX_WORDS} properties"
                )));
            }
            if self.features + features.len() > MAX_FEATURES {
                return Err(ReadTileError::TooLarge(format!(
                    "more than {MAX_FEATURES} features"
                )));
            }
        }
        self.features += features.len();
        for feature in features {
            self.feature(&layer, feature)?;
        }
        Ok(())
    }

    fn feature(&mut self, layer: &Layer<'_>, message: &[u8]) -> Result<(), ReadTileError> {
        let (mut tags, mut geometry, mut form): (&[u8], &[u8], _) = (&[], &[], None);
        for field in Fields::of(message) {
            match field? {
                (2, Value::Bytes(bytes)) => tags = bytes,
                (3, Value::Number(1)) => form = Some(Form::Point),
                (3, Value::Number(2)) => form = Some(Form::Line),
                (3, Value::Number(3)) => form = Some(Form::Area),
                (4, Value::Bytes(bytes)) => geometry = bytes,
                _ => {}
            }
        }
        let Some(form) = form else { return Ok(()) };
        let properties = Properties::of(layer, tags);
        let Some(meaning) = meaning(layer.name, form, properties.marks()) else {
            return Ok(());
        };
        let Some(rings) = self.rings(layer, geometry)? else {
            return Ok(());
        };
        match meaning {
            Meaning::Area(kind) => {
                for part in areas(rings) {
                    self.pieces
                        .areas
                        .extend(AreaPiece::of(kind, &part, &mut self.filler));
                }
            }
            Meaning::Line(kind) => {
                let lines = rings.into_iter().filter_map(|points| LinePiece::of(kind, points));
                self.pieces.lines.extend(lines);
            }
            Meaning::Name(kind) => {
                if let Some(at) = rings.first().and_then(|points| points.first()).copied()
                    && let Some(name) = properties.name(kind, at)
                    // What lies in the margin is named by the neighbour.
                    && self.id.bounds().contains(at)
                {
                    self.pieces.names.push(name);
                }
            }
        }
        Ok(())
    }

    /// Reads the commands of a geometry; `None` where they make no sense.
    fn rings(
        &mut self,
        layer: &Layer<'_>,
        geometry: &[u8],
    ) -> Result<Option<Vec<Vec<[f64; 2]>>>, ReadTileError> {
        let bounds = self.id.bounds();
        let step = self.id.side() / layer.extent;
        let mut rest = geometry;
        let (mut x, mut y) = (0_i32, 0_i32);
        let mut rings: Vec<Vec<[f64; 2]>> = Vec::new();
        while !rest.is_empty() {
            let Some(command) = varint(&mut rest) else {
                return Ok(None);
            };
            let (what, count) = (command & 7, command >> 3);
            match what {
                1 | 2 => {
                    // Each vertex takes two bytes at least.
                    if count > rest.len() as u64 / 2 {
                        return Ok(None);
                    }
                    for _ in 0..count {
                        let step_of = |rest: &mut &[u8]| u32::try_from(varint(rest)?).ok().map(unzigzag);
                        let (Some(dx), Some(dy)) = (step_of(&mut rest), step_of(&mut rest)) else {
                            return Ok(None);
                        };
                        let (Some(to_x), Some(to_y)) = (x.checked_add(dx), y.checked_add(dy)) else {
                            return Ok(None);
                        };
                        (x, y) = (to_x, to_y);
                        self.vertices += 1;
                        if self.vertices > MAX_VERTICES {
                            return Err(ReadTileError::TooLarge(format!(
                                "more than {MAX_VERTICES} vertices"
                            )));
                        }
                        if what == 1 {
                            rings.push(Vec::new());
                        }
                        let at = [
                            bounds.west + f64::from(x) * step,
                            bounds.north + f64::from(y) * step,
                        ];
                        match rings.last_mut() {
                            Some(ring) => ring.push(at),
                            None => return Ok(None),
                        }
                    }
                }
                7 => {}
                _ => return Ok(None),
            }
        }
        Ok(Some(rings))
    }
}

/// Sorts rings into areas: a ring that turns as the first one does begins an area, others are its holes.
fn areas(rings: Vec<Vec<[f64; 2]>>) -> Vec<Vec<Vec<[f64; 2]>>> {
    let mut areas: Vec<Vec<Vec<[f64; 2]>>> = Vec::new();
    let mut outer_turns_right = None;
    for ring in rings {
        let size = twice_area(&ring);
        if size == 0.0 {
            continue;
        }
        let turns_right = size > 0.0;
        if *outer_turns_right.get_or_insert(turns_right) == turns_right {
            areas.push(vec![ring]);
        } else if let Some(area) = areas.last_mut() {
            area.push(ring);
        }
    }
    areas
}

fn twice_area(ring: &[[f64; 2]]) -> f64 {
    let Some([from_x, from_y]) = ring.first().copied() else {
        return 0.0;
    };
    // From the first vertex, or a small ring far from the origin would drown in rounding.
    let moved = ring.iter().map(|[x, y]| [x - from_x, y - from_y]);
    let next = moved.clone().skip(1);
    moved
        .zip(next)
        .map(|([x, y], [to_x, to_y])| x * to_y - to_x * y)
        .sum()
}

/// The properties of a feature.
struct Properties<'b> {
    pairs: Vec<(&'b str, &'b [u8])>,
}

impl<'b> Properties<'b> {
    fn of(layer: &Layer<'b>, tags: &[u8]) -> Self {
        let mut rest = tags;
        let mut pairs = Vec::new();
        while let (Some(key), Some(value)) = (varint(&mut rest), varint(&mut rest)) {
            let key = usize::try_from(key).ok().and_then(|key| layer.keys.get(key));
            let value = usize::try_from(value)
                .ok()
                .and_then(|value| layer.values.get(value));
            // Of no more than these anything is asked.
            if let (Some(key), Some(value)) = (key, value)
                && pairs.len() < 200
            {
                pairs.push((*key, *value));
            }
        }
        Self { pairs }
    }

    fn value(&self, key: &str) -> Option<(u64, Value<'b>)> {
        let (_, value) = self.pairs.iter().find(|(known, _)| *known == key)?;
        Fields::of(value).next()?.ok()
    }

    fn text(&self, key: &str) -> Option<&'b str> {
        let (1, Value::Bytes(bytes)) = self.value(key)? else {
            return None;
        };
        Some(text(bytes)).filter(|text| !text.is_empty())
    }

    fn number(&self, key: &str) -> Option<i64> {
        match self.value(key)? {
            (2, Value::Four(bytes)) => Some(f32::from_le_bytes(bytes) as i64),
            (3, Value::Eight(bytes)) => Some(f64::from_le_bytes(bytes) as i64),
            (4 | 5 | 7, Value::Number(number)) => Some(number as i64),
            (6, Value::Number(number)) => Some(i64::from(unzigzag(u32::try_from(number).ok()?))),
            _ => None,
        }
    }

    fn marks(&self) -> Marks<'b> {
        let first = |keys: &[&str]| keys.iter().find_map(|key| self.text(key)).unwrap_or_default();
        let level = [
            "admin_level",
            "pmap:min_admin_level",
            "min_admin_level",
            "kind_detail",
        ];
        Marks {
            kind: first(&["class", "kind", "pmap:kind", "type"]),
            detail: first(&["kind_detail", "subclass", "pmap:kind_detail"]),
            admin_level: level.iter().find_map(|key| self.number(key)),
            at_sea: self.number("maritime").is_some_and(|flag| flag != 0),
            is_rail: self.number("rail").is_some_and(|flag| flag != 0),
        }
    }

    fn name(&self, kind: NameKind, at: [f64; 2]) -> Option<NamePiece> {
        let own = self.text("name");
        let is_arabic = |text: &str| text.chars().any(|letter| matches!(letter, '\u{600}'..='\u{6ff}'));
        let latin = ["name:en", "name_en", "name:latin", "name_int"];
        let latin = latin.iter().find_map(|key| self.text(key)).or(own)?;
        let arabic = self
            .text("name:ar")
            .or_else(|| self.text("name_ar"))
            .or(own.filter(|own| is_arabic(own)))
            .filter(|arabic| *arabic != latin);
        let cut = |text: &str| super::plain_text(&text.chars().take(MAX_NAME).collect::<String>());
        Some(NamePiece {
            kind,
            at,
            name: cut(latin),
            name_ar: arabic.map(cut),
            dotted: !matches!(
                kind,
                NameKind::Country | NameKind::Region | NameKind::Quarter | NameKind::Water
            ),
        })
    }
}

/// Text that is not UTF-8 names nothing.
fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}
