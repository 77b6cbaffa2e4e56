//! What words say about an object: `Jolan bridge` is a bridge, a folder `Sectors` holds sectors.
//!
//! Words in English, French and Arabic, whole words only. A hint is a guess: it counts where an object
//! does not say itself what it is, and the report names it. Never a stakeholder: nobody is made a party
//! because a folder bears a name.

mod words;

use std::sync::LazyLock;

use crate::model::{Echelon, Function, MeasureKind, SiteKind};

use super::MapKind;
use super::groups::ShapeSort;

use words::Words;

/// What words say an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hint {
    /// The kind.
    pub kind: MapKind,
    /// The property that says which of its kind, and its value.
    pub which: Option<(&'static str, &'static str)>,
}

/// Where words stand: a folder says more about what is in it than a name does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whence {
    /// A folder, a layer or a column that is about the kind.
    Label,
    /// An object's name.
    Name,
}

/// Returns what words say an object of that shape is; `None` where they say nothing that fits.
pub(super) fn hint(words: &str, shape: ShapeSort, whence: Whence) -> Option<Hint> {
    static KINDS: LazyLock<Words<MapKind>> =
        LazyLock::new(|| Words::new(MapKind::ALL.iter().map(|kind| (kind.word(), *kind)), words::KINDS));
    let fits = |kind: MapKind| shape.kinds().any(|known| known == kind);
    if let Some(kind) = KINDS.longest(words, fits) {
        // `Site` and `measure` alone say too little in a name, and `force` too much.
        if whence == Whence::Label || !matches!(kind, MapKind::Force | MapKind::Measure | MapKind::Site) {
            let which = which_of(kind, words, shape, whence);
            return Some(Hint { kind, which });
        }
    }
    for kind in [MapKind::Measure, MapKind::Site] {
        if let Some(which) = which_of(kind, words, shape, whence) {
            return Some(Hint {
                kind,
                which: Some(which),
            });
        }
    }
    None
}

/// Returns which measure or site words speak of.
fn which_of(
    kind: MapKind,
    words: &str,
    shape: ShapeSort,
    whence: Whence,
) -> Option<(&'static str, &'static str)> {
    static MEASURES: LazyLock<Words<MeasureKind>> = LazyLock::new(|| {
        Words::new(
            MeasureKind::ALL.iter().map(|kind| (kind.word(), *kind)),
            words::MEASURES,
        )
    });
    static SITES: LazyLock<Words<SiteKind>> = LazyLock::new(|| {
        Words::new(
            SiteKind::ALL.iter().map(|kind| (kind.word(), *kind)),
            words::SITES,
        )
    });
    match kind {
        MapKind::Measure => {
            let found = MEASURES.longest(words, |kind| shape_of(kind) == shape);
            found.map(|kind| ("measure", kind.word()))
        }
        MapKind::Site => {
            let fits = |kind| kind != SiteKind::Other && is_drawn_so(kind, shape, whence);
            SITES.longest(words, fits).map(|kind| ("site", kind.word()))
        }
        _ => None,
    }
}

/// Returns the echelon that words speak of.
pub(super) fn echelon(words: &str) -> Option<Echelon> {
    static ECHELONS: LazyLock<Words<Echelon>> = LazyLock::new(|| {
        Words::new(
            Echelon::ALL.iter().map(|kind| (kind.word(), *kind)),
            words::ECHELONS,
        )
    });
    ECHELONS.first(words)
}

/// Returns the function that words speak of.
pub(super) fn function(words: &str) -> Option<Function> {
    static FUNCTIONS: LazyLock<Words<Function>> = LazyLock::new(|| {
        Words::new(
            Function::ALL.iter().map(|kind| (kind.word(), *kind)),
            words::FUNCTIONS,
        )
    });
    FUNCTIONS.longest(words, |function| function != Function::Other)
}

/// Returns text in lower case, accents and the Arabic article off, with single blanks between the words.
pub(super) fn folded(text: &str) -> String {
    let plain: String = text.to_lowercase().chars().filter_map(plain_letter).collect();
    let words = plain.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).map(|word| {
        let bare = word.strip_prefix("ال").unwrap_or(word);
        if bare.chars().count() >= 2 { bare } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn plain_letter(letter: char) -> Option<char> {
    Some(match letter {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        // Vowel marks and the stretching of letters change no word.
        '\u{64b}'..='\u{652}' | '\u{640}' => return None,
        'آ' | 'أ' | 'إ' => 'ا',
        other => other,
    })
}

/// How a measure is drawn.
fn shape_of(kind: MeasureKind) -> ShapeSort {
    match kind {
        MeasureKind::PhaseLine
        | MeasureKind::LimitOfAdvance
        | MeasureKind::LineOfDeparture
        | MeasureKind::ForwardLine
        | MeasureKind::ReleaseLine
        | MeasureKind::HandoverLine
        | MeasureKind::RestrictiveFireLine
        | MeasureKind::CoordinatedFireLine
        | MeasureKind::FireSupportCoordinationLine
        | MeasureKind::SeparationLine
        | MeasureKind::SupplyRoute
        | MeasureKind::SafeLane => ShapeSort::Line,
        MeasureKind::CoordinatingPoint
        | MeasureKind::ContactPoint
        | MeasureKind::LinkupPoint
        | MeasureKind::PassagePoint
        | MeasureKind::Checkpoint
        | MeasureKind::RallyPoint => ShapeSort::Point,
        MeasureKind::NoFireArea
        | MeasureKind::RestrictiveFireArea
        | MeasureKind::BufferZone
        | MeasureKind::NoEntryZone
        | MeasureKind::RestrictedAccessArea
        | MeasureKind::AssemblyArea
        | MeasureKind::Objective => ShapeSort::Area,
    }
}

/// True where a site of that kind is likely drawn so. `South of the river` is an area but no river: in a
/// name only what is usually drawn as a line or an area is taken for one.
fn is_drawn_so(kind: SiteKind, shape: ShapeSort, whence: Whence) -> bool {
    let linear = matches!(kind, SiteKind::River | SiteKind::Road | SiteKind::Railway);
    match (shape, whence) {
        (ShapeSort::Point, Whence::Name) => !linear,
        (ShapeSort::Line, Whence::Name) => linear || kind == SiteKind::Bridge,
        (ShapeSort::Area, Whence::Name) => {
            matches!(kind, SiteKind::Camp | SiteKind::Market | SiteKind::BuiltUpArea)
        }
        (ShapeSort::Nothing, _) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(words: &str, shape: ShapeSort, whence: Whence) -> String {
        match hint(words, shape, whence) {
            None => "nothing".to_owned(),
            Some(Hint { kind, which: None }) => kind.word().to_owned(),
            Some(Hint {
                kind,
                which: Some((_, value)),
            }) => format!("{} {value}", kind.word()),
        }
    }

    #[test]
    fn names_say_what_points_are() {
        let point = |name: &str| shown(name, ShapeSort::Point, Whence::Name);
        assert_eq!(point("Fallujah General Hospital"), "site hospital");
        assert_eq!(point("مستشفى الفلوجة العام"), "site hospital");
        assert_eq!(point("جسر الفلوجة القديم"), "site bridge");
        assert_eq!(point("École primaire"), "site school");
        assert_eq!(point("Camp Tariq"), "site camp");
        assert_eq!(point("Checkpoint 7"), "measure checkpoint");
        assert_eq!(point("Contact point north"), "measure contact-point");
        assert_eq!(point("1st Battalion"), "nothing");
        assert_eq!(point("Campbell"), "nothing", "whole words only");
        assert_eq!(point("Task Force 1"), "nothing");
    }

    #[test]
    fn names_of_lines_and_areas_say_less() {
        let line = |name: &str| shown(name, ShapeSort::Line, Whence::Name);
        assert_eq!(line("PL GREEN"), "measure phase-line");
        assert_eq!(line("Euphrates"), "site river");
        assert_eq!(line("Boundary 1/8 BDE"), "boundary");
        assert_eq!(line("Corridor to the camp"), "corridor");
        let area = |name: &str| shown(name, ShapeSort::Area, Whence::Name);
        assert_eq!(area("South of the river"), "nothing");
        assert_eq!(area("Sector hospital"), "sector");
        assert_eq!(area("قطاع الجنوب"), "sector");
        assert_eq!(area("No fire area 3"), "measure no-fire-area");
    }

    #[test]
    fn folders_say_what_is_in_them() {
        assert_eq!(shown("Units", ShapeSort::Point, Whence::Label), "force");
        assert_eq!(shown("Sites", ShapeSort::Point, Whence::Label), "site");
        assert_eq!(
            shown("Hospitals", ShapeSort::Area, Whence::Label),
            "site hospital"
        );
        assert_eq!(shown("Units", ShapeSort::Area, Whence::Label), "nothing");
        assert_eq!(shown("My places", ShapeSort::Line, Whence::Label), "nothing");
        assert_eq!(
            shown("Control measures", ShapeSort::Line, Whence::Label),
            "measure"
        );
    }

    #[test]
    fn formations_are_read_from_words() {
        assert_eq!(
            echelon("1st Bn, 8th Brigade"),
            Some(Echelon::Battalion),
            "its own comes first"
        );
        assert_eq!(echelon("لواء 14"), Some(Echelon::Brigade));
        assert_eq!(echelon("x"), None);
        assert_eq!(function("Mech Inf"), Some(Function::Mechanised));
        assert_eq!(function("قوات خاصة"), Some(Function::SpecialForces));
    }
}
