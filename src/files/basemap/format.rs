//! Layout of a base map file, and the codes in it.
//!
//! Reader and writer share this page; neither reads nor writes here. Format 1:
//!
//! ```text
//! header   magic "ENTMAP\r\n" · format u8 · length of the body u64 · SHA-256 of the body
//! body     names · layers · places
//! names    count, then that many texts: what rivers and lakes are called
//! layers   count, then for each: code u8 · step in 1e-7 degree · levels
//! levels   count, then for each: first zoom u8 · tiles, then the tiles' shapes, one after the other
//! tiles    count, then for each: south-west corner (from the tile before), width, height, all in
//!          steps · number of shapes · their length in bytes
//! shape    class u8 · first zoom u8 · name · Arabic name (numbers in names from 1, 0 for none) ·
//!          rings, each a count of vertices and the vertices
//! vertex   east and north in steps, from the vertex before; the first of a tile's from its
//!          south-west corner
//! places   count, then for each: kind u8 · first zoom u8 · latitude and longitude in 1e-4 degree ·
//!          population · uncertainty in hundreds of metres · country · name · Arabic name · other name
//! ```
//!
//! Numbers are LEB128, zigzag-coded where they can be negative; texts are length and UTF-8; zooms
//! are tenths. A level holds from its first zoom to the next one's. A ring's first vertex is not
//! repeated; the first ring of a filled shape is the outer one; a line is one ring, left open.
//!
//! Filled shapes are cut into tiles. Their own vertices have even coordinates, the cuts lie at odd
//! ones, so [`is_seam`] tells an edge that only the cutting made from one that is shore.

/// First bytes of every base map; the line end catches transfers that change line ends.
pub const MAGIC: [u8; 8] = *b"ENTMAP\r\n";

/// Format written and read.
pub const VERSION: u8 = 1;

/// Bytes of the checksum.
pub const CHECKSUM_LEN: usize = 32;

/// Bytes before the body.
pub const HEADER_LEN: usize = MAGIC.len() + 1 + 8 + CHECKSUM_LEN;

/// Step of a place's latitude and longitude, in 1e-7 degree.
pub const PLACE_STEP_E7: i32 = 1000;

/// One kind of thing on the map, to be drawn in one go, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Land without its lakes cut out; the Caspian Sea is no land. Filled.
    Land,
    /// Lakes and reservoirs, islands cut out. Filled.
    Lakes,
    /// Rivers and canals. Lines.
    Rivers,
    /// First-level borders within countries, in Iraq second-level ones too. Lines.
    Provinces,
    /// Borders between countries. Lines.
    Borders,
    /// Main roads of the Middle East. Lines; © OpenStreetMap contributors.
    Roads,
    /// Railways of the Middle East. Lines; © OpenStreetMap contributors.
    Railways,
}

impl Layer {
    /// Every layer, from the ground up.
    pub const ALL: [Self; 7] = [
        Self::Land,
        Self::Lakes,
        Self::Rivers,
        Self::Provinces,
        Self::Borders,
        Self::Roads,
        Self::Railways,
    ];

    /// Returns whether its shapes are areas to be filled rather than lines.
    pub const fn is_filled(self) -> bool {
        matches!(self, Self::Land | Self::Lakes)
    }

    /// Returns whether its lines are roads or railways: those are OpenStreetMap's, and have a file of their own.
    pub const fn is_way(self) -> bool {
        matches!(self, Self::Roads | Self::Railways)
    }

    /// The byte it has in the file.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Returns the layer of a byte in the file.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.code() == code)
    }
}

/// How a shape differs from others of its layer, where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Land or lake.
    Ground,
    /// A river or canal.
    River,
    /// A river's line through a lake.
    RiverInLake,
    /// A border that its source calls international.
    Border,
    /// A border that is disputed, indefinite, unrecognised or a line of control.
    DisputedBorder,
    /// The edge of a lease or of a zone.
    LimitBorder,
    /// The border of a province or governorate.
    Province,
    /// The border of a district (Iraq).
    District,
    /// A road or railway whose chords stay near the ground's line.
    Way,
    /// A road or railway drawn as chords that cut off its bends.
    RoughWay,
    /// A road or railway of which little more than its ends is known.
    SchematicWay,
}

impl Class {
    const ALL: [Self; 11] = [
        Self::Ground,
        Self::River,
        Self::RiverInLake,
        Self::Border,
        Self::DisputedBorder,
        Self::LimitBorder,
        Self::Province,
        Self::District,
        Self::Way,
        Self::RoughWay,
        Self::SchematicWay,
    ];

    /// The byte it has in the file.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Returns the class of a byte in the file.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }
}

/// What a named place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A country or territory; its position is where its name goes.
    Country,
    /// A governorate of Iraq; its position is where its name goes.
    Governorate,
    /// 100,000 people or more, or called a city by its source.
    City,
    /// 10,000 people or more, or called a town by its source.
    Town,
    /// Fewer people, or nobody knows how many.
    Village,
    /// A stretch of country with a name.
    Locality,
    /// An airport or air base.
    Airfield,
    /// A military camp or a camp of displaced persons.
    Camp,
    /// A dam or another thing known to all.
    Landmark,
}

impl PlaceKind {
    const ALL: [Self; 9] = [
        Self::Country,
        Self::Governorate,
        Self::City,
        Self::Town,
        Self::Village,
        Self::Locality,
        Self::Airfield,
        Self::Camp,
        Self::Landmark,
    ];

    /// The byte it has in the file.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Returns the kind of a byte in the file.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Returns whether the edge between two vertices of a filled shape, `[east, north]` in steps, is one
/// that cutting made: along a tile's edge, or along the date line.
pub fn is_seam(from: [i32; 2], to: [i32; 2], step_e7: i32) -> bool {
    let ([from_x, from_y], [to_x, to_y]) = (from, to);
    let at_date_line = from_x.unsigned_abs() == 1_800_000_000 / step_e7.unsigned_abs().max(1);
    (from_x == to_x && (from_x % 2 != 0 || at_date_line)) || (from_y == to_y && from_y % 2 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_for_what_has_it() {
        for layer in Layer::ALL {
            assert_eq!(Layer::from_code(layer.code()), Some(layer));
        }
        for class in Class::ALL {
            assert_eq!(Class::from_code(class.code()), Some(class));
        }
        for kind in PlaceKind::ALL {
            assert_eq!(PlaceKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Layer::from_code(7), None);
        assert_eq!(Class::from_code(11), None);
        assert_eq!(PlaceKind::from_code(9), None);
    }

    #[test]
    fn seams_are_the_edges_along_a_cut_or_the_date_line() {
        assert!(is_seam([3, 2], [3, 10], 5000));
        assert!(is_seam([2, -7], [8, -7], 5000));
        assert!(is_seam([360_000, 2], [360_000, 8], 5000));
        assert!(!is_seam([4, 2], [4, 10], 5000));
        assert!(!is_seam([3, 2], [4, 7], 5000));
    }
}
