//! Whom the base map is owed to.
//!
//! The whole credit is for the About box and for printed sheets; on the map only those are named whose
//! work is shown.

/// Whom the base map is owed to, whole.
pub const CREDIT: &str = "Made with Natural Earth. Places © GeoNames (CC BY 4.0), modified. \
    Iraq districts: geoBoundaries / Iraq CSO / OCHA (CC BY 3.0 IGO). \
    Roads and rail © OpenStreetMap contributors (ODbL). Boundaries are not authoritative.";

/// Whose work a part of the map is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owed {
    /// Land, water, borders, names of countries.
    NaturalEarth,
    /// Places.
    GeoNames,
    /// Districts of Iraq.
    GeoBoundaries,
    /// Roads, railways, some places of Iraq.
    OpenStreetMap,
}

impl Owed {
    /// Returns the credit in a word or two.
    pub const fn short(self) -> &'static str {
        match self {
            Self::NaturalEarth => "Natural Earth",
            Self::GeoNames => "GeoNames",
            Self::GeoBoundaries => "geoBoundaries",
            Self::OpenStreetMap => "© OpenStreetMap contributors",
        }
    }

    /// Returns the credit with its licence, as a sentence.
    pub const fn long(self) -> &'static str {
        match self {
            Self::NaturalEarth => "Made with Natural Earth.",
            Self::GeoNames => "Places © GeoNames (CC BY 4.0), modified.",
            Self::GeoBoundaries => "Iraq districts: geoBoundaries / Iraq CSO / OCHA (CC BY 3.0 IGO).",
            Self::OpenStreetMap => "Roads and rail © OpenStreetMap contributors (ODbL).",
        }
    }
}

/// Returns the credit of these in full sentences, as [`CREDIT`] has them.
pub fn long_credit(owed: &[Owed]) -> String {
    let mut sentences: Vec<&str> = owed.iter().map(|owed| owed.long()).collect();
    if !sentences.is_empty() {
        sentences.push("Boundaries are not authoritative.");
    }
    sentences.join(" ")
}

/// Returns the credit of these in as few words as there may be.
pub fn short_credit(owed: &[Owed]) -> String {
    let words: Vec<&str> = owed.iter().map(|owed| owed.short()).collect();
    words.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_credit_is_that_of_everybody() {
        let all = [
            Owed::NaturalEarth,
            Owed::GeoNames,
            Owed::GeoBoundaries,
            Owed::OpenStreetMap,
        ];
        assert_eq!(long_credit(&all), CREDIT);
        assert_eq!(short_credit(&all[..1]), "Natural Earth");
        assert_eq!(long_credit(&[]), "");
    }
}
