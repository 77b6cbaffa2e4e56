//! The plan's words and the standard's codes for them, in one table.
//!
//! A row says which entity of which symbol set a function is, which first modifier belongs to it, and
//! which letters 2525C has for it. Irregular and tribal forces and the United Nations have no row: the
//! standard has no code for them, so they are written as a unit or a civil organisation unspecified.
//!
//! # Source
//! MIL-STD-2525D, appendix D (land units), E (land civilian), F (land installations), H (control
//! measures); MIL-STD-2525C, appendix A (ground track), E (stability operations).

use crate::model::{Echelon, Function, MeasureKind, SiteKind};

/// Symbol set of land units.
pub(super) const UNITS: &str = "10";
/// Symbol set of land civilian organisations.
pub(super) const CIVIL: &str = "11";
/// Symbol set of land installations.
pub(super) const INSTALLATIONS: &str = "20";
/// Symbol set of control measures.
pub(super) const CONTROL_MEASURES: &str = "25";

/// What the standard calls a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) function: Function,
    /// Symbol set, entity and first modifier.
    pub(super) digits: [&'static str; 3],
    /// Coding scheme, battle dimension and function of 2525C, without trailing dashes; empty: none.
    pub(super) letters: &'static str,
}

const fn row(function: Function, digits: [&'static str; 3], letters: &'static str) -> Row {
    Row {
        function,
        digits,
        letters,
    }
}

const fn unit(function: Function, entity: &'static str, letters: &'static str) -> Row {
    row(function, [UNITS, entity, "00"], letters)
}

/// One row for each function that the standard has.
pub(super) const FUNCTIONS: &[Row] = &[
    unit(Function::Infantry, "121100", "SGUCI"),
    unit(Function::Motorised, "121104", "SGUCIM"),
    unit(Function::Mechanised, "121102", "SGUCIZ"),
    unit(Function::Armour, "120500", "SGUCA"),
    unit(Function::AntiTank, "120400", "SGUCAA"),
    unit(Function::CombinedArms, "121000", ""),
    unit(Function::Reconnaissance, "121300", "SGUCR"),
    unit(Function::Observer, "121200", ""),
    unit(Function::Sniper, "121500", ""),
    unit(Function::UnmannedAircraft, "121900", "SGUCVU"),
    unit(Function::Artillery, "130300", "SGUCF"),
    unit(Function::SelfPropelledArtillery, "130301", "SGUCFHE"),
    row(Function::RocketArtillery, [UNITS, "130300", "41"], "SGUCFRM"),
    unit(Function::Mortar, "130800", "SGUCFM"),
    unit(Function::Missile, "130700", "SGUCM"),
    unit(Function::AirDefence, "130100", "SGUCD"),
    unit(Function::Engineer, "140700", "SGUCE"),
    unit(Function::ExplosiveOrdnanceDisposal, "140800", "SGUUE"),
    unit(Function::Cbrn, "140100", "SGUUA"),
    unit(Function::Security, "141700", ""),
    unit(Function::SpecialForces, "121700", "SFGS"),
    unit(Function::Police, "200700", "SGUULC"),
    row(Function::BorderGuard, [UNITS, "200700", "05"], ""),
    unit(Function::CoastGuard, "201100", ""),
    unit(Function::InternalSecurity, "201300", "SGUCS"),
    unit(Function::MilitaryPolice, "141200", "SGUULM"),
    unit(Function::MilitaryIntelligence, "151000", "SGUUM"),
    unit(Function::ElectronicWarfare, "150500", "SGUUMSE"),
    unit(Function::PsychologicalOperations, "110600", "SFGP"),
    unit(Function::CivilAffairs, "110200", "SFGC"),
    unit(Function::CivilMilitaryCooperation, "110300", ""),
    unit(Function::Liaison, "110500", ""),
    unit(Function::Medical, "161300", "SGUSM"),
    unit(Function::SearchAndRescue, "141800", "SGUCVS"),
    unit(Function::FireFighting, "141000", ""),
    unit(Function::Signals, "111000", "SGUUS"),
    unit(Function::Logistics, "160600", "SGUS"),
    unit(Function::Supply, "160200", "SGUSS"),
    unit(Function::Transport, "163600", "SGUST"),
    unit(Function::Maintenance, "161100", "SGUSX"),
    unit(Function::WaterPurification, "164800", "SGUSSWP"),
    unit(Function::Aviation, "120600", "SGUCVR"),
    unit(Function::FixedWingAviation, "120800", "SGUCVF"),
    unit(Function::Naval, "170100", ""),
    row(Function::Ngo, [CIVIL, "110400", "14"], "OGB"),
    row(Function::Government, [CIVIL, "110200", "00"], ""),
    row(Function::Headquarters, [UNITS, "000000", "98"], "SGUH"),
    unit(Function::Other, "000000", "SGU"),
];

/// Further codes that mean the same and are read, never written.
pub(super) const ALSO: &[Row] = &[
    unit(Function::Headquarters, "110000", ""),
    unit(Function::Mechanised, "121105", "SGUCII"),
    unit(Function::SpecialForces, "121800", "SFG"),
    unit(Function::Supply, "163400", ""),
    unit(Function::Logistics, "160000", ""),
    unit(Function::Police, "200000", "SGUUL"),
    unit(Function::BorderGuard, "200200", ""),
    unit(Function::RocketArtillery, "", "SGUCFR"),
    unit(Function::Aviation, "120700", "SGUCV"),
    unit(Function::SpecialForces, "", "SF"),
    unit(Function::InternalSecurity, "", "OIF"),
    unit(Function::Other, "", "SG"),
    row(Function::Other, [CIVIL, "000000", "00"], ""),
];

/// Returns set, entity and first modifier under which a function is written.
pub(super) fn digits_of(function: Function) -> [&'static str; 3] {
    let row = FUNCTIONS.iter().find(|row| row.function == function);
    let civil = if function.is_civil() { CIVIL } else { UNITS };
    row.map_or([civil, "000000", "00"], |row| row.digits)
}

/// Returns whether the standard has a code for a function.
pub(super) fn has_code(function: Function) -> bool {
    FUNCTIONS.iter().any(|row| row.function == function)
}

/// Returns every row that is read, those that are written first.
pub(super) fn read_rows() -> impl Iterator<Item = &'static Row> {
    FUNCTIONS.iter().chain(ALSO)
}

/// Digits and, for the letters of 2525C, place in the alphabet of an echelon.
const ECHELONS: [(Echelon, &str, char); 13] = [
    (Echelon::Team, "11", 'A'),
    (Echelon::Squad, "12", 'B'),
    (Echelon::Section, "13", 'C'),
    (Echelon::Platoon, "14", 'D'),
    (Echelon::Company, "15", 'E'),
    (Echelon::Battalion, "16", 'F'),
    (Echelon::Regiment, "17", 'G'),
    (Echelon::Brigade, "18", 'H'),
    (Echelon::Division, "21", 'I'),
    (Echelon::Corps, "22", 'J'),
    (Echelon::Army, "23", 'K'),
    (Echelon::ArmyGroup, "24", 'L'),
    (Echelon::Region, "25", 'M'),
];

/// Returns the digits of an echelon.
pub(super) fn digits_of_echelon(echelon: Option<Echelon>) -> &'static str {
    let row = ECHELONS.iter().find(|(known, ..)| Some(*known) == echelon);
    row.map_or("00", |(_, digits, _)| digits)
}

/// Returns the echelon that two digits mean.
pub(super) fn echelon_of_digits(digits: &str) -> Option<Echelon> {
    let row = ECHELONS.iter().find(|(_, known, _)| *known == digits);
    row.map(|(echelon, ..)| *echelon)
}

/// Returns the echelon that a letter means.
pub(super) fn echelon_of_letter(letter: char) -> Option<Echelon> {
    let row = ECHELONS.iter().find(|(.., known)| *known == letter);
    row.map(|(echelon, ..)| *echelon)
}

/// Returns symbol set and entity of a kind of site, where the standard has one that means just that.
pub(super) const fn of_site(kind: SiteKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        SiteKind::Hospital => (INSTALLATIONS, "120702"),
        SiteKind::School => (INSTALLATIONS, "120402"),
        SiteKind::Worship => (INSTALLATIONS, "121004"),
        SiteKind::Water => (INSTALLATIONS, "121410"),
        SiteKind::Power => (INSTALLATIONS, "120501"),
        SiteKind::Dam => (INSTALLATIONS, "121402"),
        SiteKind::Camp => (INSTALLATIONS, "111901"),
        SiteKind::CollectionPoint => (CONTROL_MEASURES, "320600"),
        _ => return None,
    })
}

/// Returns the entity of a kind of control measure that the standard draws at a point.
pub(super) const fn of_measure(kind: MeasureKind) -> Option<&'static str> {
    Some(match kind {
        MeasureKind::Checkpoint => "130300",
        MeasureKind::ContactPoint => "130500",
        MeasureKind::CoordinatingPoint => "130600",
        MeasureKind::LinkupPoint => "131100",
        MeasureKind::PassagePoint => "131200",
        MeasureKind::RallyPoint => "131400",
        _ => return None,
    })
}
