//! The faces that paper is set in, and how wide what is set in them is.
//!
//! Five files that are part of the program and no other: what is printed looks the same on every
//! machine, and a letter that none of them has is a box everywhere. Words are shaped as the printers
//! shape them. Nothing is ordered or placed here: see [`typeset`](super::typeset).

use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb;
use rustybuzz::{Direction, UnicodeBuffer};

use crate::drawing::scene::Weight;

/// One of the faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Latin, Greek and Cyrillic of running text.
    Latin,
    /// The same, heavier.
    LatinSemiBold,
    /// Arabic of running text.
    Arabic,
    /// The same, heavier.
    ArabicBold,
    /// Hebrew, of one weight.
    Hebrew,
}

impl Face {
    /// Every face.
    pub const ALL: [Self; 5] = [
        Self::Latin,
        Self::LatinSemiBold,
        Self::Arabic,
        Self::ArabicBold,
        Self::Hebrew,
    ];

    /// Returns the face of Latin letters of a weight.
    pub const fn latin(weight: Weight) -> Self {
        match weight {
            Weight::Regular => Self::Latin,
            Weight::SemiBold => Self::LatinSemiBold,
        }
    }

    /// Returns the face of Arabic letters of a weight.
    pub const fn arabic(weight: Weight) -> Self {
        match weight {
            Weight::Regular => Self::Arabic,
            Weight::SemiBold => Self::ArabicBold,
        }
    }

    /// Returns the name of the face's family, as the file has it.
    pub const fn family(self) -> &'static str {
        match self {
            Self::Latin | Self::LatinSemiBold => "Inter",
            Self::Arabic | Self::ArabicBold => "Noto Sans Arabic",
            Self::Hebrew => "Noto Sans Hebrew",
        }
    }

    /// Returns how heavy the face is, 100 to 900.
    pub const fn weight(self) -> u16 {
        match self {
            Self::Latin | Self::Arabic | Self::Hebrew => 400,
            Self::LatinSemiBold => 600,
            Self::ArabicBold => 700,
        }
    }

    /// Returns the file.
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Latin => include_bytes!("../../../assets/fonts/Inter_400Regular.ttf"),
            Self::LatinSemiBold => include_bytes!("../../../assets/fonts/Inter_600SemiBold.ttf"),
            Self::Arabic => include_bytes!("../../../assets/fonts/NotoSansArabic_400Regular.ttf"),
            Self::ArabicBold => include_bytes!("../../../assets/fonts/NotoSansArabic_700Bold.ttf"),
            Self::Hebrew => include_bytes!("../../../assets/fonts/NotoSansHebrew-Regular.ttf"),
        }
    }

    /// Returns true where the face has a letter.
    pub fn has(self, letter: char) -> bool {
        self.shaper()
            .is_some_and(|face| face.glyph_index(letter).is_some())
    }

    /// Returns how far the words reach along the line at a size, in points, set in this face alone.
    pub fn advance(self, words: &str, size: f32, right_to_left: Order) -> f32 {
        let Some(face) = self.shaper() else { return 0.0 };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(words);
        buffer.set_direction(match right_to_left {
            Order::LeftToRight => Direction::LeftToRight,
            Order::RightToLeft => Direction::RightToLeft,
        });
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(face, &[], buffer);
        let units: i64 = shaped
            .glyph_positions()
            .iter()
            .map(|glyph| i64::from(glyph.x_advance))
            .sum();
        units as f32 * size / face.units_per_em().max(1) as f32
    }

    fn shaper(self) -> Option<&'static rustybuzz::Face<'static>> {
        static SHAPERS: OnceLock<Vec<Option<rustybuzz::Face<'static>>>> = OnceLock::new();
        let shapers = SHAPERS.get_or_init(|| {
            let open = |face: Self| rustybuzz::Face::from_slice(face.bytes(), 0);
            Self::ALL.into_iter().map(open).collect()
        });
        shapers.get(self as usize)?.as_ref()
    }
}

/// Which way words run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As Latin ones.
    LeftToRight,
    /// As Arabic and Hebrew ones.
    RightToLeft,
}

/// Returns the faces as the printers look them up; no other font of the machine is among them.
pub(super) fn database() -> Arc<fontdb::Database> {
    static DATABASE: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let database = DATABASE.get_or_init(|| {
        let mut database = fontdb::Database::new();
        for face in Face::ALL {
            database.load_font_source(fontdb::Source::Binary(Arc::new(face.bytes())));
        }
        database.set_sans_serif_family(Face::Latin.family());
        Arc::new(database)
    });
    Arc::clone(database)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_is_found_by_its_family_and_weight() {
        let database = database();
        assert_eq!(database.len(), Face::ALL.len());
        for face in Face::ALL {
            let query = fontdb::Query {
                families: &[fontdb::Family::Name(face.family())],
                weight: fontdb::Weight(face.weight()),
                ..fontdb::Query::default()
            };
            let found = database.query(&query).and_then(|id| database.face(id)).unwrap();
            assert_eq!(found.weight.0, face.weight(), "{face:?}");
            assert!(face.shaper().is_some());
        }
    }

    #[test]
    fn widths_are_those_of_the_shaped_words() {
        let latin = Face::Latin.advance("Fallujah", 10.0, Order::LeftToRight);
        assert!((34.0..40.0).contains(&latin), "{latin}");
        let heavy = Face::LatinSemiBold.advance("Fallujah", 10.0, Order::LeftToRight);
        assert!(heavy > latin);
        // Joined letters are narrower than the same ones apart.
        let joined = Face::Arabic.advance("الفلوجة", 10.0, Order::RightToLeft);
        let apart: f32 = "الفلوجة"
            .chars()
            .map(|letter| Face::Arabic.advance(&letter.to_string(), 10.0, Order::RightToLeft))
            .sum();
        assert!(joined > 10.0 && joined < apart, "{joined} {apart}");
        assert!(Face::Arabic.has('ف') && Face::Hebrew.has('ש') && !Face::Latin.has('ف'));
    }
}
