//! The words themselves, and looking for them in a text.

use crate::model::{Echelon, Function, MeasureKind, SiteKind};

use super::super::MapKind;
use super::folded;

/// Letters of a text that words are looked for in.
const LOOKED_AT: usize = 500;

/// Words and what they mean, ready to be looked for.
pub(super) struct Words<T> {
    /// Folded, with a blank before and behind, so that whole words are found.
    entries: Vec<(String, T)>,
}

impl<T: Copy> Words<T> {
    /// Makes them of the model's own words and of others.
    pub(super) fn new(own: impl Iterator<Item = (&'static str, T)>, others: &[(&'static str, T)]) -> Self {
        let all = own.chain(others.iter().copied());
        Self {
            entries: all.map(|(words, value)| (padded(words), value)).collect(),
        }
    }

    /// Returns what the longest of the words means that stand in a text and pass.
    pub(super) fn longest(&self, text: &str, passes: impl Fn(T) -> bool) -> Option<T> {
        let text = padded(text);
        let found = self
            .entries
            .iter()
            .filter(|(words, value)| passes(*value) && text.contains(words));
        found
            .max_by_key(|(words, _)| words.len())
            .map(|(_, value)| *value)
    }

    /// Returns what the words mean that stand first in a text.
    pub(super) fn first(&self, text: &str) -> Option<T> {
        let text = padded(text);
        let places = self
            .entries
            .iter()
            .filter_map(|(words, value)| Some((text.find(words)?, *value)));
        places.min_by_key(|(place, _)| *place).map(|(_, value)| value)
    }
}

/// Of a long text only the beginning is looked at: what an object is stands there, and texts may have 64 KB each.
fn padded(text: &str) -> String {
    let end = text
        .char_indices()
        .nth(LOOKED_AT)
        .map_or(text.len(), |(end, _)| end);
    format!(" {} ", folded(text.get(..end).unwrap_or_default()))
}

/// Words for kinds of objects beyond their own, with the shape they need.
pub(super) const KINDS: &[(&str, MapKind)] = &[
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
pub(super) const MEASURES: &[(&str, MeasureKind)] = &[
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
pub(super) const SITES: &[(&str, SiteKind)] = &[
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
pub(super) const ECHELONS: &[(&str, Echelon)] = &[
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
pub(super) const FUNCTIONS: &[(&str, Function)] = &[
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
