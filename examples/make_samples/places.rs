//! Places of the map: the sample's geography (city, river, roads, bridges, quarters, towns) and the few
//! sites that the plan adds. All approximate: the notes give each one's uncertainty.
//!
//! Where people are received is `relief`'s.

use entente::geometry::{Path, Position};
use entente::model::{People, Site, SiteKind};

use crate::draft::{Draft, Shape, between, day, instant};
use crate::ground::{self, at};
use crate::keys::{Place, Who};
use crate::measures::{BARRAGE, HOSPITAL, WATER_WORKS};
use crate::relief::told_everybody;

/// The built-up area, schematic.
pub const CITY_OUTLINE: &[Position] = &[
    at(33.3580, 43.7670),
    at(33.3660, 43.7750),
    at(33.3690, 43.7900),
    at(33.3660, 43.8060),
    at(33.3570, 43.8130),
    at(33.3450, 43.8110),
    at(33.3330, 43.8060),
    at(33.3220, 43.7980),
    at(33.3190, 43.7850),
    at(33.3210, 43.7740),
    at(33.3310, 43.7690),
    at(33.3450, 43.7690),
];
const HIGHWAY_TEN: &[Position] = &[
    at(33.3545, 43.8140),
    at(33.3515, 43.8000),
    at(33.3500, 43.7850),
    at(33.3490, 43.7750),
    at(33.3470, 43.7690),
    at(33.3450, 43.7620),
    at(33.3400, 43.7550),
    at(33.3365, 43.7350),
    at(33.3390, 43.7150),
    at(33.3410, 43.6980),
    at(33.3520, 43.6600),
    at(33.3700, 43.6090),
];
const HIGHWAY_ONE: &[Position] = &[
    at(33.2990, 44.0560),
    at(33.3260, 43.9400),
    at(33.3425, 43.8700),
    at(33.3530, 43.8280),
    at(33.3550, 43.8180),
    at(33.3660, 43.7900),
    at(33.3780, 43.7600),
    at(33.3900, 43.7300),
    at(33.4050, 43.6900),
    at(33.4170, 43.6630),
    at(33.4440, 43.6340),
    at(33.4470, 43.6260),
    at(33.4410, 43.5400),
];
const RAILWAY: &[Position] = &[
    at(33.3660, 43.8400),
    at(33.3720, 43.8150),
    at(33.3740, 43.7900),
    at(33.3770, 43.7650),
    at(33.3840, 43.7400),
];

const OVERLAY: &str = "Hand-made from general knowledge; highway nodes informed by OpenStreetMap";
const KNOWLEDGE: &str = "General knowledge, not surveyed";

/// A place that is a point: name, native name, kind, where, uncertainty in metres, source.
struct Spot {
    place: Place,
    name: &'static str,
    native: &'static str,
    kind: SiteKind,
    at: Position,
    uncertainty_m: u32,
    source: &'static str,
}

const fn spot(
    place: Place,
    name: &'static str,
    native: &'static str,
    kind: SiteKind,
    at: Position,
    uncertainty_m: u32,
) -> Spot {
    Spot {
        place,
        name,
        native,
        kind,
        at,
        uncertainty_m,
        source: OVERLAY,
    }
}

const fn from_knowledge(mut spot: Spot) -> Spot {
    spot.source = KNOWLEDGE;
    spot
}

const SPOTS: &[Spot] = {
    use SiteKind::{Bridge, Dam, Hospital, Other, Settlement, Water};
    &[
        spot(
            Place::OldBridge,
            "Fallujah old bridge",
            "الجسر القديم",
            Bridge,
            at(33.3465, 43.7655),
            500,
        ),
        spot(
            Place::NewBridge,
            "Fallujah new bridge",
            "الجسر الجديد",
            Bridge,
            at(33.3405, 43.7660),
            600,
        ),
        spot(
            Place::GeneralHospital,
            "Fallujah General Hospital (old site)",
            "مستشفى الفلوجة العام",
            Hospital,
            HOSPITAL,
            600,
        ),
        spot(
            Place::HighwayInterchange,
            "Highway 1 and 10 interchange",
            "تقاطع الطريق السريع",
            Other,
            at(33.3550, 43.8160),
            200,
        ),
        spot(
            Place::SaqlawiyahJunction,
            "Saqlawiyah junction",
            "تقاطع الصقلاوية",
            Other,
            at(33.4050, 43.6900),
            200,
        ),
        spot(
            Place::ThartharJunction,
            "Tharthar junction",
            "تقاطع الثرثار",
            Other,
            at(33.4460, 43.6340),
            200,
        ),
        spot(Place::Jolan, "Jolan", "الجولان", Other, at(33.3550, 43.7720), 600),
        spot(
            Place::AskariQuarter,
            "Al-Askari",
            "العسكري",
            Other,
            at(33.3590, 43.8010),
            700,
        ),
        spot(
            Place::Mualimeen,
            "Al-Mualimeen",
            "المعلمين",
            Other,
            at(33.3520, 43.7840),
            700,
        ),
        spot(
            Place::Dhubbat,
            "Hay al-Dhubbat",
            "حي الضباط",
            Other,
            at(33.3570, 43.7900),
            800,
        ),
        spot(
            Place::Andalus,
            "Al-Andalus",
            "الأندلس",
            Other,
            at(33.3440, 43.7740),
            700,
        ),
        spot(
            Place::Nazzal,
            "Hay Nazzal",
            "حي نزال",
            Other,
            at(33.3370, 43.7770),
            600,
        ),
        spot(
            Place::Sinai,
            "Al-Sinai",
            "الحي الصناعي",
            Other,
            at(33.3400, 43.7990),
            600,
        ),
        spot(
            Place::Jubail,
            "Al-Jubail",
            "الجبيل",
            Other,
            at(33.3310, 43.7850),
            800,
        ),
        spot(
            Place::Shuhada,
            "Al-Shuhada",
            "الشهداء",
            Other,
            at(33.3260, 43.7870),
            700,
        ),
        spot(
            Place::Station,
            "Fallujah railway station",
            "محطة قطار الفلوجة",
            Other,
            at(33.3740, 43.7850),
            800,
        ),
        spot(
            Place::Nuaimiyah,
            "Nuaimiyah",
            "النعيمية",
            Settlement,
            at(33.3120, 43.8000),
            2_000,
        ),
        spot(
            Place::Karmah,
            "Garma (Al-Karmah)",
            "الكرمة",
            Settlement,
            at(33.4000, 43.9100),
            1_500,
        ),
        spot(
            Place::Saqlawiyah,
            "Saqlawiyah",
            "الصقلاوية",
            Settlement,
            at(33.4000, 43.6850),
            1_500,
        ),
        spot(
            Place::AmiriyatAlFallujah,
            "Amiriyat al-Fallujah",
            "عامرية الفلوجة",
            Settlement,
            at(33.1700, 43.8650),
            3_000,
        ),
        spot(
            Place::HabbaniyahTown,
            "Habbaniyah",
            "الحبانية",
            Settlement,
            at(33.3670, 43.5670),
            1_500,
        ),
        spot(
            Place::Taqaddum,
            "Al-Taqaddum Air Base",
            "قاعدة التقدم",
            Other,
            at(33.3380, 43.5970),
            700,
        ),
        spot(
            Place::Khalidiyah,
            "Khalidiyah",
            "الخالدية",
            Settlement,
            at(33.3970, 43.4900),
            2_000,
        ),
        spot(
            Place::CampTariq,
            "Camp Tariq",
            "معسكر طارق",
            Other,
            at(33.3000, 43.8700),
            6_000,
        ),
        spot(
            Place::CampFallujah,
            "Camp Fallujah (former)",
            "معسكر الفلوجة",
            Other,
            at(33.3050, 43.9050),
            3_000,
        ),
        spot(
            Place::HalabsaVillage,
            "Al-Halabsah",
            "الحلابسة",
            Settlement,
            at(33.3300, 43.7350),
            2_000,
        ),
        spot(
            Place::Sejar,
            "Al-Sejar",
            "السجر",
            Settlement,
            at(33.4000, 43.8000),
            2_500,
        ),
        from_knowledge(spot(
            Place::Barrage,
            "Fallujah barrage",
            "سدة الفلوجة",
            Dam,
            BARRAGE,
            2_000,
        )),
        from_knowledge(spot(
            Place::BarrageBridge,
            "Barrage bridge",
            "جسر السدة",
            SiteKind::Bridge,
            BARRAGE,
            2_000,
        )),
        from_knowledge(spot(
            Place::BzeibizBridge,
            "Bzeibiz bridge",
            "جسر بزيبز",
            Bridge,
            at(33.1000, 43.9900),
            7_000,
        )),
        from_knowledge(spot(
            Place::WaterWorks,
            "Fallujah water works",
            "مشروع ماء الفلوجة",
            Water,
            WATER_WORKS,
            1_000,
        )),
        from_knowledge(spot(
            Place::AmiriyahHospital,
            "Amiriyat al-Fallujah hospital",
            "مستشفى عامرية الفلوجة",
            Hospital,
            at(33.1710, 43.8690),
            3_000,
        )),
        from_knowledge(spot(
            Place::Zawiyah,
            "Al-Zawiyah",
            "الزاوية",
            Settlement,
            at(33.2700, 43.7450),
            4_000,
        )),
        from_knowledge(spot(
            Place::Falahat,
            "Falahat",
            "الفلاحات",
            Settlement,
            at(33.3480, 43.6950),
            3_000,
        )),
        from_knowledge(spot(
            Place::AlbuShajal,
            "Albu Shajal",
            "البو شجل",
            Settlement,
            at(33.3900, 43.7400),
            3_000,
        )),
    ]
};

/// Adds the geography. Needs stakeholders.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    add_shapes(draft)?;
    for spot in SPOTS {
        let Shape(shape) = spot.at.into();
        let mut site = Site::new(shape);
        site.name = spot.name.into();
        site.native_name = spot.native.into();
        site.kind = spot.kind;
        site.source = spot.source.into();
        site.notes = format!("Approximate: ± {:.1} km.", f64::from(spot.uncertainty_m) / 1000.0);
        draft.add(spot.place, site)?;
    }
    for quarter in [
        Place::Jolan,
        Place::AskariQuarter,
        Place::Mualimeen,
        Place::Dhubbat,
        Place::Andalus,
        Place::Nazzal,
        Place::Sinai,
        Place::Jubail,
        Place::Shuhada,
    ] {
        draft.change(quarter, |site: &mut Site| site.tags = vec!["quarter".into()])?;
    }
    for (place, buffer_m) in [
        (Place::GeneralHospital, 500),
        (Place::AmiriyahHospital, 500),
        (Place::Barrage, 500),
        (Place::WaterWorks, 500),
    ] {
        let told = told_everybody();
        draft.change(place, |site: &mut Site| {
            site.buffer_m = Some(buffer_m);
            site.operator = Some(Who::Governorate.id());
            site.notifications = told;
        })?;
    }
    // Curfew of 28 to 30 June: bridges between Anbar and Baghdad closed, aid interrupted.
    for bridge in [Place::BarrageBridge, Place::BzeibizBridge] {
        draft.change(bridge, |site: &mut Site| {
            site.closed = vec![between(day(36, 0), day(39, 0))];
        })?;
    }
    Ok(())
}

fn add_shapes(draft: &mut Draft) -> anyhow::Result<()> {
    let path = |points: &[Position]| Shape::from(Path::new(points.to_vec()));
    let city = entente::geometry::Area::from_outer(CITY_OUTLINE.to_vec());
    let shapes: [(Place, &str, &str, SiteKind, Shape); 5] = [
        (
            Place::City,
            "Fallujah",
            "الفلوجة",
            SiteKind::BuiltUpArea,
            city.into(),
        ),
        (
            Place::Euphrates,
            "Euphrates",
            "نهر الفرات",
            SiteKind::River,
            ground::line(ground::EUPHRATES)?.into(),
        ),
        (
            Place::HighwayTen,
            "Highway 10",
            "الطريق 10",
            SiteKind::Road,
            path(HIGHWAY_TEN),
        ),
        (
            Place::HighwayOne,
            "Highway 1",
            "الطريق السريع 1",
            SiteKind::Road,
            path(HIGHWAY_ONE),
        ),
        (
            Place::Railway,
            "Baghdad–Ramadi railway",
            "سكة حديد بغداد–الرمادي",
            SiteKind::Railway,
            path(RAILWAY),
        ),
    ];
    for (place, name, native, kind, Shape(shape)) in shapes {
        let mut site = Site::new(shape);
        site.name = name.into();
        site.native_name = native.into();
        site.kind = kind;
        site.source = OVERLAY.into();
        site.notes = "Schematic: ± 0.4 to 1 km.".into();
        draft.add(place, site)?;
    }
    draft.change(Place::City, |site: &mut Site| {
        site.people = Some(People {
            at: None,
            source: "UN estimates of civilians inside, revised from 50,000 in May to 90,000 in June 2016"
                .into(),
            ..People::new(50_000, 70_000, 90_000)
        });
    })?;
    let revised = instant("2016-06-09")?;
    draft.change(Place::City, |site: &mut Site| {
        if let Some(people) = &mut site.people {
            people.at = Some(revised);
        }
    })
}
