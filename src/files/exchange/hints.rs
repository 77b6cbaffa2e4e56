//! What words say about an object: `Jolan bridge` is a bridge, a folder `Sectors` holds sectors.
//!
//! Words in English, French and Arabic, whole words only. A hint is a guess: it counts where an object
//! does not say itself what it is, and the report names it. Never a stakeholder: nobody is made a party
//! because a folder bears a name.

use crate::model::{Echelon, Function, MeasureKind, SiteKind};

use super::MapKind;
use super::groups::ShapeSort;

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

/// Words for kinds of objects beyond their own, with the shape they need.
const KINDS: &[(&str, MapKind)] = &[
    ("ao", MapKind::AreaOfOperations),
    ("area of operation", MapKind::AreaOfOperations),
    ("zone d operations", MapKind::AreaOfOperations),
    ("منطقة عمليات", MapKind::AreaOfOperations),
    ("aor", MapKind::Sector),
    ("area of responsibility", MapKind::Sector),
    ("sectors", MapKind::Sector),
    ("secteur", MapKind::Sector),
    ("secteurs", MapKind::Sector),
    ("قطاع", MapKind::Sector),
    ("قطاعات", MapKind::Sector),
    ("district", MapKind::Sector),
    ("districts", MapKind::Sector),
    ("قضاء", MapKind::Sector),
    ("boundaries", MapKind::Boundary),
    ("limite", MapKind::Boundary),
    ("limites", MapKind::Boundary),
    ("حدود", MapKind::Boundary),
    ("corridors", MapKind::Corridor),
    ("couloir", MapKind::Corridor),
    ("couloirs", MapKind::Corridor),
    ("evacuation route", MapKind::Corridor),
    ("ممر", MapKind::Corridor),
    ("ممرات", MapKind::Corridor),
    ("forces", MapKind::Force),
    ("unit", MapKind::Force),
    ("units", MapKind::Force),
    ("unite", MapKind::Force),
    ("unites", MapKind::Force),
    ("orbat", MapKind::Force),
    ("order of battle", MapKind::Force),
    ("وحدة", MapKind::Force),
    ("وحدات", MapKind::Force),
    ("قوات", MapKind::Force),
    ("measures", MapKind::Measure),
    ("control measures", MapKind::Measure),
    ("sites", MapKind::Site),
    ("مواقع", MapKind::Site),
];

/// Words for control measures beyond their own.
const MEASURES: &[(&str, MeasureKind)] = &[
    ("pl", MeasureKind::PhaseLine),
    ("phase lines", MeasureKind::PhaseLine),
    ("loa", MeasureKind::LimitOfAdvance),
    ("ld", MeasureKind::LineOfDeparture),
    ("flot", MeasureKind::ForwardLine),
    ("nfa", MeasureKind::NoFireArea),
    ("no fire zone", MeasureKind::NoFireArea),
    ("rfa", MeasureKind::RestrictiveFireArea),
    ("rfl", MeasureKind::RestrictiveFireLine),
    ("cfl", MeasureKind::CoordinatedFireLine),
    ("fscl", MeasureKind::FireSupportCoordinationLine),
    ("no go area", MeasureKind::NoEntryZone),
    ("no entry area", MeasureKind::NoEntryZone),
    ("zone interdite", MeasureKind::NoEntryZone),
    ("منطقة محظورة", MeasureKind::NoEntryZone),
    ("zone tampon", MeasureKind::BufferZone),
    ("منطقة عازلة", MeasureKind::BufferZone),
    ("aa", MeasureKind::AssemblyArea),
    ("obj", MeasureKind::Objective),
    ("objectif", MeasureKind::Objective),
    ("هدف", MeasureKind::Objective),
    ("msr", MeasureKind::SupplyRoute),
    ("asr", MeasureKind::SupplyRoute),
    ("cp", MeasureKind::Checkpoint),
    ("tcp", MeasureKind::Checkpoint),
    ("checkpoints", MeasureKind::Checkpoint),
    ("check point", MeasureKind::Checkpoint),
    ("سيطرة", MeasureKind::Checkpoint),
    ("نقطة تفتيش", MeasureKind::Checkpoint),
    ("link up point", MeasureKind::LinkupPoint),
    ("point de contact", MeasureKind::ContactPoint),
];

/// Words for sites beyond their own.
const SITES: &[(&str, SiteKind)] = &[
    ("hospitals", SiteKind::Hospital),
    ("clinic", SiteKind::Hospital),
    ("health centre", SiteKind::Hospital),
    ("health center", SiteKind::Hospital),
    ("hopital", SiteKind::Hospital),
    ("مستشفى", SiteKind::Hospital),
    ("مستوصف", SiteKind::Hospital),
    ("مركز صحي", SiteKind::Hospital),
    ("schools", SiteKind::School),
    ("university", SiteKind::School),
    ("ecole", SiteKind::School),
    ("مدرسة", SiteKind::School),
    ("جامعة", SiteKind::School),
    ("mosque", SiteKind::Worship),
    ("mosques", SiteKind::Worship),
    ("church", SiteKind::Worship),
    ("shrine", SiteKind::Worship),
    ("mosquee", SiteKind::Worship),
    ("eglise", SiteKind::Worship),
    ("مسجد", SiteKind::Worship),
    ("جامع", SiteKind::Worship),
    ("كنيسة", SiteKind::Worship),
    ("water plant", SiteKind::Water),
    ("water treatment", SiteKind::Water),
    ("pumping station", SiteKind::Water),
    ("محطة مياه", SiteKind::Water),
    ("power station", SiteKind::Power),
    ("power plant", SiteKind::Power),
    ("substation", SiteKind::Power),
    ("كهرباء", SiteKind::Power),
    ("barrage", SiteKind::Dam),
    ("سد", SiteKind::Dam),
    ("سدة", SiteKind::Dam),
    ("bridges", SiteKind::Bridge),
    ("pont", SiteKind::Bridge),
    ("جسر", SiteKind::Bridge),
    ("جسور", SiteKind::Bridge),
    ("souk", SiteKind::Market),
    ("bazaar", SiteKind::Market),
    ("marche", SiteKind::Market),
    ("سوق", SiteKind::Market),
    ("museum", SiteKind::Heritage),
    ("ruins", SiteKind::Heritage),
    ("village", SiteKind::Settlement),
    ("villages", SiteKind::Settlement),
    ("town", SiteKind::Settlement),
    ("قرية", SiteKind::Settlement),
    ("camps", SiteKind::Camp),
    ("idp camp", SiteKind::Camp),
    ("مخيم", SiteKind::Camp),
    ("مخيمات", SiteKind::Camp),
    ("reception centre", SiteKind::Reception),
    ("screening", SiteKind::ScreeningPoint),
    ("تدقيق", SiteKind::ScreeningPoint),
    ("minefield", SiteKind::Hazard),
    ("ied", SiteKind::Hazard),
    ("mines", SiteKind::Hazard),
    ("حقل ألغام", SiteKind::Hazard),
    ("euphrates", SiteKind::River),
    ("tigris", SiteKind::River),
    ("riviere", SiteKind::River),
    ("نهر", SiteKind::River),
    ("highway", SiteKind::Road),
    ("route", SiteKind::Road),
    ("طريق", SiteKind::Road),
    ("railroad", SiteKind::Railway),
    ("سكة حديد", SiteKind::Railway),
];

/// Words for echelons beyond their own.
const ECHELONS: &[(&str, Echelon)] = &[
    ("tm", Echelon::Team),
    ("sqd", Echelon::Squad),
    ("sec", Echelon::Section),
    ("plt", Echelon::Platoon),
    ("فصيل", Echelon::Platoon),
    ("coy", Echelon::Company),
    ("co", Echelon::Company),
    ("compagnie", Echelon::Company),
    ("سرية", Echelon::Company),
    ("bn", Echelon::Battalion),
    ("btn", Echelon::Battalion),
    ("batt", Echelon::Battalion),
    ("bataillon", Echelon::Battalion),
    ("كتيبة", Echelon::Battalion),
    ("regt", Echelon::Regiment),
    ("rgt", Echelon::Regiment),
    ("فوج", Echelon::Regiment),
    ("bde", Echelon::Brigade),
    ("لواء", Echelon::Brigade),
    ("div", Echelon::Division),
    ("فرقة", Echelon::Division),
    ("armee", Echelon::Army),
    ("فيلق", Echelon::Corps),
];

/// Words for functions beyond their own.
const FUNCTIONS: &[(&str, Function)] = &[
    ("inf", Function::Infantry),
    ("infanterie", Function::Infantry),
    ("مشاة", Function::Infantry),
    ("motorized", Function::Motorised),
    ("mechanized", Function::Mechanised),
    ("mech", Function::Mechanised),
    ("armor", Function::Armour),
    ("armored", Function::Armour),
    ("armoured", Function::Armour),
    ("tank", Function::Armour),
    ("tanks", Function::Armour),
    ("دروع", Function::Armour),
    ("دبابات", Function::Armour),
    ("recon", Function::Reconnaissance),
    ("recce", Function::Reconnaissance),
    ("استطلاع", Function::Reconnaissance),
    ("arty", Function::Artillery),
    ("artillerie", Function::Artillery),
    ("مدفعية", Function::Artillery),
    ("air defense", Function::AirDefence),
    ("engineers", Function::Engineer),
    ("genie", Function::Engineer),
    ("هندسة", Function::Engineer),
    ("sof", Function::SpecialForces),
    ("special operations", Function::SpecialForces),
    ("forces speciales", Function::SpecialForces),
    ("قوات خاصة", Function::SpecialForces),
    ("شرطة", Function::Police),
    ("militia", Function::Irregular),
    ("tribe", Function::Tribal),
    ("عشائر", Function::Tribal),
    ("mp", Function::MilitaryPolice),
    ("medic", Function::Medical),
    ("طبابة", Function::Medical),
    ("signal", Function::Signals),
    ("hq", Function::Headquarters),
    ("etat major", Function::Headquarters),
    ("قيادة", Function::Headquarters),
    ("مقر", Function::Headquarters),
];

/// Returns what words say an object of that shape is; `None` where they say nothing that fits.
pub(super) fn hint(words: &str, shape: ShapeSort, whence: Whence) -> Option<Hint> {
    let words = folded(words);
    let own = MapKind::ALL
        .iter()
        .map(|kind| (kind.word().replace('_', " "), *kind));
    let others = KINDS.iter().map(|(word, kind)| ((*word).to_owned(), *kind));
    let fits = |kind: MapKind| shape.kinds().any(|known| known == kind);
    if let Some(kind) = longest(&words, own.chain(others).filter(|(_, kind)| fits(*kind))) {
        // `Site` and `measure` alone say too little in a name, and `force` too much.
        if whence == Whence::Label || !matches!(kind, MapKind::Force | MapKind::Measure | MapKind::Site) {
            let which = which_of(kind, &words, shape, whence);
            return Some(Hint { kind, which });
        }
    }
    for kind in [MapKind::Measure, MapKind::Site] {
        if let Some(which) = which_of(kind, &words, shape, whence) {
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
    match kind {
        MapKind::Measure => {
            let own = MeasureKind::ALL.iter().map(|kind| (spaced(kind.word()), *kind));
            let others = MEASURES.iter().map(|(word, kind)| ((*word).to_owned(), *kind));
            let fitting = own.chain(others).filter(|(_, kind)| shape_of(*kind) == shape);
            longest(words, fitting).map(|kind| ("measure", kind.word()))
        }
        MapKind::Site => {
            let own = SiteKind::ALL.iter().map(|kind| (spaced(kind.word()), *kind));
            let others = SITES.iter().map(|(word, kind)| ((*word).to_owned(), *kind));
            let fitting = own
                .chain(others)
                .filter(|(_, kind)| *kind != SiteKind::Other && is_drawn_so(*kind, shape, whence));
            longest(words, fitting).map(|kind| ("site", kind.word()))
        }
        _ => None,
    }
}

/// Returns the echelon that words speak of.
pub(super) fn echelon(words: &str) -> Option<Echelon> {
    let own = Echelon::ALL.iter().map(|kind| (spaced(kind.word()), *kind));
    let others = ECHELONS.iter().map(|(word, kind)| ((*word).to_owned(), *kind));
    first(&folded(words), own.chain(others))
}

/// Returns the function that words speak of.
pub(super) fn function(words: &str) -> Option<Function> {
    let own = Function::ALL.iter().map(|kind| (spaced(kind.word()), *kind));
    let others = FUNCTIONS.iter().map(|(word, kind)| ((*word).to_owned(), *kind));
    let found = longest(&folded(words), own.chain(others));
    found.filter(|function| *function != Function::Other)
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

fn spaced(word: &str) -> String {
    word.replace('-', " ")
}

/// Returns the entry whose words stand in the text, the longest where there are several.
fn longest<T>(text: &str, entries: impl Iterator<Item = (String, T)>) -> Option<T> {
    let padded = format!(" {text} ");
    entries
        .map(|(words, value)| (folded(&words), value))
        .filter(|(words, _)| padded.contains(&format!(" {words} ")))
        .max_by_key(|(words, _)| words.len())
        .map(|(_, value)| value)
}

/// Returns the entry whose words stand first in the text.
fn first<T>(text: &str, entries: impl Iterator<Item = (String, T)>) -> Option<T> {
    let padded = format!(" {text} ");
    entries
        .filter_map(|(words, value)| Some((padded.find(&format!(" {} ", folded(&words)))?, value)))
        .min_by_key(|(place, _)| *place)
        .map(|(_, value)| value)
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
