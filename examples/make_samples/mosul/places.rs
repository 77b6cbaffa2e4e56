//! Places around Mosul: the city and its quarters, rivers, roads, bridges, towns and what is protected.
//! All approximate, good to 2 to 4 km outside the city.
//!
//! Where people are received is `relief`'s.

use entente::geometry::{Area, Path, Position};
use entente::model::{Site, SiteKind};

use super::fires::{
    DAM, HAMMAM_HOSPITAL, JUMHURI, KHANSA, NURI, QAYYARAH_HOSPITAL, SALAM, TAL_AFAR_HOSPITAL, WALLS, WATER,
};
use super::ground::{GREAT_ZAB, TIGRIS};
use super::keys::{Place, Who};
use super::outlines::{
    BAGHDAD_ROAD, EAST_NORTH, EAST_SOUTH, ERBIL_ROAD, OLD_CITY, TAL_AFAR_ROAD, WEST_NORTH, WEST_SOUTH,
};
use super::relief::told_everybody;
use crate::draft::{Draft, Shape};
use crate::lines::at;
use crate::relief::people;

/// What a place is drawn as.
#[derive(Clone, Copy)]
enum Drawn {
    Path(&'static [Position]),
    Ring(&'static [Position]),
}

const SHAPES: &[(Place, &str, &str, SiteKind, Drawn)] = &[
    (
        Place::EastMosulNorth,
        "East Mosul, northern quarters",
        "الجانب الأيسر، الأحياء الشمالية",
        SiteKind::BuiltUpArea,
        Drawn::Ring(EAST_NORTH),
    ),
    (
        Place::EastMosulSouth,
        "East Mosul, southern quarters",
        "الجانب الأيسر، الأحياء الجنوبية",
        SiteKind::BuiltUpArea,
        Drawn::Ring(EAST_SOUTH),
    ),
    (
        Place::WestMosulSouth,
        "West Mosul, southern quarters",
        "الجانب الأيمن، الأحياء الجنوبية",
        SiteKind::BuiltUpArea,
        Drawn::Ring(WEST_SOUTH),
    ),
    (
        Place::WestMosulNorth,
        "West Mosul, northwestern quarters",
        "الجانب الأيمن، الأحياء الشمالية الغربية",
        SiteKind::BuiltUpArea,
        Drawn::Ring(WEST_NORTH),
    ),
    (
        Place::OldCity,
        "Old City of Mosul",
        "الموصل القديمة",
        SiteKind::BuiltUpArea,
        Drawn::Ring(OLD_CITY),
    ),
    (
        Place::Tigris,
        "Tigris",
        "نهر دجلة",
        SiteKind::River,
        Drawn::Path(TIGRIS),
    ),
    (
        Place::GreatZab,
        "Great Zab",
        "الزاب الكبير",
        SiteKind::River,
        Drawn::Path(GREAT_ZAB),
    ),
    (
        Place::RouteErbil,
        "Erbil–Mosul road",
        "طريق أربيل–الموصل",
        SiteKind::Road,
        Drawn::Path(ERBIL_ROAD),
    ),
    (
        Place::RouteBaghdad,
        "Baghdad–Mosul road",
        "طريق بغداد–الموصل",
        SiteKind::Road,
        Drawn::Path(BAGHDAD_ROAD),
    ),
    (
        Place::RouteTalAfar,
        "Mosul–Tal Afar road",
        "طريق الموصل–تلعفر",
        SiteKind::Road,
        Drawn::Path(TAL_AFAR_ROAD),
    ),
];

/// A place that is a point, with the metres around it that count as it.
type Point = (Place, &'static str, &'static str, SiteKind, Position, Option<u32>);

const POINTS: &[Point] = &[
    (
        Place::MosulDam,
        "Mosul Dam",
        "سد الموصل",
        SiteKind::Dam,
        DAM,
        Some(500),
    ),
    (
        Place::FirstBridge,
        "First bridge, iron",
        "الجسر الأول العتيق",
        SiteKind::Bridge,
        at(36.3440, 43.1346),
        None,
    ),
    (
        Place::SecondBridge,
        "Second bridge, freedom",
        "الجسر الثاني",
        SiteKind::Bridge,
        at(36.3400, 43.1375),
        None,
    ),
    (
        Place::ThirdBridge,
        "Third bridge",
        "الجسر الثالث",
        SiteKind::Bridge,
        at(36.3660, 43.1090),
        None,
    ),
    (
        Place::FourthBridge,
        "Fourth bridge",
        "الجسر الرابع",
        SiteKind::Bridge,
        at(36.3240, 43.1526),
        None,
    ),
    (
        Place::FifthBridge,
        "Fifth bridge",
        "الجسر الخامس",
        SiteKind::Bridge,
        at(36.3530, 43.1235),
        None,
    ),
    (
        Place::QayyarahBridge,
        "Qayyarah bridge",
        "جسر القيارة",
        SiteKind::Bridge,
        at(35.8040, 43.2988),
        None,
    ),
    (
        Place::GwerBridge,
        "Gwer bridge",
        "جسر الكوير",
        SiteKind::Bridge,
        at(36.0440, 43.4830),
        None,
    ),
    (
        Place::KhazirBridge,
        "Khazir bridge",
        "جسر الخازر",
        SiteKind::Bridge,
        at(36.3340, 43.5280),
        None,
    ),
    (
        Place::SalamHospital,
        "Salam hospital",
        "مستشفى السلام",
        SiteKind::Hospital,
        SALAM,
        Some(500),
    ),
    (
        Place::KhansaHospital,
        "Khansa hospital",
        "مستشفى الخنساء",
        SiteKind::Hospital,
        KHANSA,
        Some(500),
    ),
    (
        Place::JumhuriHospital,
        "Jumhuri hospital",
        "المستشفى الجمهوري",
        SiteKind::Hospital,
        JUMHURI,
        Some(500),
    ),
    (
        Place::QayyarahHospital,
        "Qayyarah hospital",
        "مستشفى القيارة",
        SiteKind::Hospital,
        QAYYARAH_HOSPITAL,
        Some(500),
    ),
    (
        Place::HammamHospital,
        "Hammam al-Alil field hospital",
        "مستشفى حمام العليل",
        SiteKind::Hospital,
        HAMMAM_HOSPITAL,
        Some(500),
    ),
    (
        Place::TalAfarHospital,
        "Tal Afar hospital",
        "مستشفى تلعفر",
        SiteKind::Hospital,
        TAL_AFAR_HOSPITAL,
        Some(500),
    ),
    (
        Place::NuriMosque,
        "Great Mosque of al-Nuri",
        "جامع النوري الكبير",
        SiteKind::Worship,
        NURI,
        Some(300),
    ),
    (
        Place::NinevehWalls,
        "Mound and walls of Nineveh",
        "أسوار نينوى",
        SiteKind::Heritage,
        WALLS,
        Some(300),
    ),
    (
        Place::Nimrud,
        "Nimrud",
        "نمرود",
        SiteKind::Heritage,
        at(36.0980, 43.3290),
        Some(300),
    ),
    (
        Place::MarMattai,
        "Mar Mattai monastery",
        "دير مار متى",
        SiteKind::Worship,
        at(36.4960, 43.4460),
        Some(300),
    ),
    (
        Place::WaterWorks,
        "Northern water works",
        "مشروع ماء الموصل الشمالي",
        SiteKind::Water,
        WATER,
        Some(500),
    ),
    (
        Place::Mishraq,
        "Mishraq sulphur plant",
        "معمل كبريت المشراق",
        SiteKind::Hazard,
        at(35.9950, 43.2950),
        None,
    ),
    (
        Place::Qayyarah,
        "Qayyarah",
        "القيارة",
        SiteKind::Settlement,
        at(35.8003, 43.2897),
        None,
    ),
    (
        Place::QayyarahWest,
        "Qayyarah West airfield",
        "قاعدة القيارة الجوية",
        SiteKind::Other,
        at(35.7670, 43.1250),
        None,
    ),
    (
        Place::MakhmurTown,
        "Makhmur",
        "مخمور",
        SiteKind::Settlement,
        at(35.7750, 43.5800),
        None,
    ),
    (
        Place::Gwer,
        "Gwer",
        "گوێڕ",
        SiteKind::Settlement,
        at(36.0380, 43.4950),
        None,
    ),
    (
        Place::Bartella,
        "Bartella",
        "برطلة",
        SiteKind::Settlement,
        at(36.3530, 43.3790),
        None,
    ),
    (
        Place::Hamdaniya,
        "Hamdaniya (Qaraqosh)",
        "الحمدانية",
        SiteKind::Settlement,
        at(36.2700, 43.3770),
        None,
    ),
    (
        Place::Bashiqa,
        "Bashiqa",
        "بعشيقة",
        SiteKind::Settlement,
        at(36.4520, 43.3490),
        None,
    ),
    (
        Place::TelKaif,
        "Tel Kaif",
        "تلكيف",
        SiteKind::Settlement,
        at(36.4900, 43.1170),
        None,
    ),
    (
        Place::Telskuf,
        "Telskuf",
        "تللسقف",
        SiteKind::Settlement,
        at(36.6300, 43.1000),
        None,
    ),
    (
        Place::Zumar,
        "Zumar",
        "زمار",
        SiteKind::Settlement,
        at(36.6500, 42.6100),
        None,
    ),
    (
        Place::TalAfar,
        "Tal Afar",
        "تلعفر",
        SiteKind::Settlement,
        at(36.3790, 42.4480),
        None,
    ),
    (
        Place::TalAfarAirbase,
        "Tal Afar airbase",
        "مطار تلعفر",
        SiteKind::Other,
        at(36.2830, 42.4000),
        None,
    ),
    (
        Place::TelAbtah,
        "Tel Abtah",
        "تل عبطة",
        SiteKind::Settlement,
        at(35.9300, 42.5700),
        None,
    ),
    (
        Place::HammamAlAlil,
        "Hammam al-Alil",
        "حمام العليل",
        SiteKind::Settlement,
        at(36.1580, 43.2590),
        None,
    ),
    (
        Place::ShuraTown,
        "Shura",
        "الشورة",
        SiteKind::Settlement,
        at(35.9900, 43.2200),
        None,
    ),
    (
        Place::Badush,
        "Badush",
        "بادوش",
        SiteKind::Settlement,
        at(36.4130, 42.9500),
        None,
    ),
    (
        Place::Gogjali,
        "Gogjali",
        "كوكجلي",
        SiteKind::Settlement,
        at(36.3550, 43.2480),
        None,
    ),
    (
        Place::HajjAli,
        "Hajj Ali",
        "حاج علي",
        SiteKind::Settlement,
        at(35.7800, 43.3150),
        None,
    ),
];

/// Civilians in the city before each part of it was attacked.
const PEOPLE: &[(Place, u32, u32, u32)] = &[
    (Place::EastMosulNorth, 250_000, 350_000, 450_000),
    (Place::EastMosulSouth, 120_000, 180_000, 250_000),
    (Place::WestMosulSouth, 150_000, 250_000, 300_000),
    (Place::WestMosulNorth, 150_000, 200_000, 300_000),
    (Place::OldCity, 80_000, 120_000, 180_000),
];

/// Adds the places. Needs stakeholders.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    for (place, name, native, kind, drawn) in SHAPES {
        let Shape(shape) = match drawn {
            Drawn::Path(points) => Path::new(points.to_vec()).into(),
            Drawn::Ring(points) => Area::from_outer(points.to_vec()).into(),
        };
        let mut site = Site::new(shape);
        describe(&mut site, (name, native), *kind);
        draft.add(*place, site)?;
    }
    for (place, name, native, kind, at, buffer_m) in POINTS {
        let Shape(shape) = (*at).into();
        let mut site = Site::new(shape);
        describe(&mut site, (name, native), *kind);
        site.buffer_m = *buffer_m;
        if buffer_m.is_some() {
            site.operator = Some(Who::Governorate.id());
            site.notifications = told_everybody();
        }
        draft.add(*place, site)?;
    }
    for (place, low, best, high) in PEOPLE {
        let here = people(
            *low,
            *best,
            *high,
            "2016-10-17",
            "UN estimates of 1.2 to 1.5 million people affected, shared out by us",
        )?;
        draft.change(*place, |site: &mut Site| site.people = here)?;
    }
    Ok(())
}

fn describe(site: &mut Site, (name, native): (&str, &str), kind: SiteKind) {
    site.name = name.into();
    site.native_name = native.into();
    site.kind = kind;
    site.source = "Schematic overlay after public maps of 2016 and 2017".into();
    site.notes = "Approximate: ± 1 to 4 km.".into();
}
