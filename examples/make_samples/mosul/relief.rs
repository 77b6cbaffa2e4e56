//! Where civilians go around Mosul: musters, screening, reception and camps, with people and capacity.
//!
//! Figures follow UN and UNHCR statements of 2016 and 2017, rounded; each site names its source. Planted
//! here: Hasansham is full (H08), Aqrab is screened without monitors or register (H11). How people get
//! there is `corridors`'.

use entente::geometry::Position;
use entente::model::{Capacity, Notification, Screening, Site, SiteKind};

use super::keys::{Place, Who};
use crate::draft::{Draft, Shape, day};
use crate::lines::at;
use crate::relief::{people, told};

/// Everybody who bears arms and could come near a protected site.
pub const ARMED: &[Who] = &[
    Who::Cts,
    Who::FederalPolice,
    Who::Erd,
    Who::Army,
    Who::Pmf,
    Who::KataibHezbollah,
    Who::Tribal,
    Who::Npu,
    Who::NinewaPolice,
    Who::Peshmerga,
    Who::Coalition,
    Who::Turkey,
];

/// Returns the notifications of a site that everybody was told of three days before the plan begins.
pub fn told_everybody() -> Vec<Notification> {
    told(ARMED, day(-17, 0))
}

/// Where the people of the eastern quarters gather.
pub const GOGJALI: Position = at(36.3550, 43.2580);
/// Where the people of the southern quarters gather.
pub const AIRPORT: Position = at(36.2640, 43.1420);
/// Where the people of the northwestern quarters gather.
pub const NORTHWEST: Position = at(36.3680, 43.0450);
/// Where people are received in the east.
pub const KHAZIR: Position = at(36.3380, 43.5480);
/// Where people are received in the south.
pub const HAMMAM: Position = at(36.1650, 43.2450);
/// Where people are received in the northwest.
pub const BADUSH: Position = at(36.3950, 42.9650);
/// The screening point at Aqrab, also called Scorpion.
pub const AQRAB: Position = at(36.2450, 43.1150);
/// The camp at the airstrip of Qayyarah.
pub const AIRSTRIP: Position = at(35.7350, 43.1150);

const SITES: &[(Place, SiteKind, &str, &str, Position, Who)] = {
    use Place as P;
    use SiteKind::{Camp, CollectionPoint, Reception, ScreeningPoint};
    &[
        (
            P::Hasansham,
            Camp,
            "Hasansham camp",
            "مخيم حسن شام",
            at(36.3250, 43.5650),
            Who::Un,
        ),
        (
            P::HasanshamU,
            Camp,
            "Hasansham U camps (2)",
            "مخيمات حسن شام يو",
            at(36.3450, 43.5850),
            Who::Un,
        ),
        (
            P::KhazirCamp,
            Camp,
            "Khazir camp",
            "مخيم الخازر",
            at(36.3080, 43.5850),
            Who::Krg,
        ),
        (
            P::Chamakor,
            Camp,
            "Chamakor camp",
            "مخيم جمكور",
            at(36.3250, 43.6600),
            Who::Krg,
        ),
        (
            P::Debaga,
            Camp,
            "Debaga camps (4)",
            "مخيمات ديبكة",
            at(35.8850, 43.6400),
            Who::Un,
        ),
        (
            P::Zelikan,
            Camp,
            "Zelikan camp",
            "مخيم زيلكان",
            at(36.5700, 43.5200),
            Who::Krg,
        ),
        (
            P::Nargizlia,
            Camp,
            "Nargizlia camps (2)",
            "مخيمات نركزلية",
            at(36.6600, 43.3600),
            Who::Krg,
        ),
        (
            P::Amalla,
            Camp,
            "Amalla camp",
            "مخيم العملة",
            at(36.6000, 42.4300),
            Who::Krg,
        ),
        (
            P::QayyarahAirstrip,
            Camp,
            "Qayyarah airstrip camp",
            "مخيم مطار القيارة",
            AIRSTRIP,
            Who::Un,
        ),
        (
            P::QayyarahJadah,
            Camp,
            "Qayyarah Jad'ah camps (6)",
            "مخيمات الجدعة",
            at(35.7500, 43.2450),
            Who::Un,
        ),
        (
            P::HajjAliCamp,
            Camp,
            "Haj Ali camp",
            "مخيم حاج علي",
            at(35.7700, 43.3650),
            Who::Un,
        ),
        (
            P::Salamiyah,
            Camp,
            "Salamiyah camps (2)",
            "مخيمات السلامية",
            at(36.1380, 43.3300),
            Who::Un,
        ),
        (
            P::HammamCamp,
            Camp,
            "Hammam al-Alil camps (2)",
            "مخيمات حمام العليل",
            at(36.1880, 43.2200),
            Who::Un,
        ),
        (
            P::KhazirReception,
            Reception,
            "Khazir reception",
            "استقبال الخازر",
            KHAZIR,
            Who::Krg,
        ),
        (
            P::HammamReception,
            Reception,
            "Hammam al-Alil reception",
            "استقبال حمام العليل",
            HAMMAM,
            Who::Governorate,
        ),
        (
            P::BadushReception,
            Reception,
            "Badush reception",
            "استقبال بادوش",
            BADUSH,
            Who::Governorate,
        ),
        (
            P::KhazirScreening,
            ScreeningPoint,
            "Khazir screening",
            "تدقيق الخازر",
            at(36.3420, 43.5420),
            Who::Krg,
        ),
        (
            P::AqrabScreening,
            ScreeningPoint,
            "Aqrab screening",
            "تدقيق العقرب",
            AQRAB,
            Who::FederalPolice,
        ),
        (
            P::HammamScreening,
            ScreeningPoint,
            "Hammam al-Alil screening",
            "تدقيق حمام العليل",
            at(36.1720, 43.2100),
            Who::NinewaPolice,
        ),
        (
            P::GogjaliMuster,
            CollectionPoint,
            "Gogjali muster",
            "تجمع كوكجلي",
            GOGJALI,
            Who::Governorate,
        ),
        (
            P::AirportMuster,
            CollectionPoint,
            "Airport muster",
            "تجمع المطار",
            AIRPORT,
            Who::FederalPolice,
        ),
        (
            P::NorthwestMuster,
            CollectionPoint,
            "Northwest muster",
            "تجمع الشمال الغربي",
            NORTHWEST,
            Who::Cts,
        ),
        (
            P::HammamMuster,
            CollectionPoint,
            "Hammam al-Alil muster",
            "تجمع حمام العليل",
            at(36.1460, 43.2245),
            Who::Governorate,
        ),
    ]
};

/// What the camps have: people there, shelters, toilets, litres of water a day, hundreds of square metres,
/// health posts.
const CAMPS: &[(Place, u32, [u32; 5])] = &[
    // Planted, H08: shelters and toilets for 30,000, and 41,000 people.
    (Place::Hasansham, 41_000, [5_000, 1_500, 640_000, 18_600, 5]),
    (Place::HasanshamU, 18_000, [3_200, 950, 290_000, 8_300, 2]),
    (Place::KhazirCamp, 32_000, [5_600, 1_700, 500_000, 14_800, 4]),
    (Place::Chamakor, 12_000, [2_300, 640, 190_000, 5_600, 2]),
    (Place::Debaga, 26_000, [4_500, 1_350, 400_000, 11_900, 3]),
    (Place::Zelikan, 5_000, [1_100, 300, 90_000, 2_600, 1]),
    (Place::Nargizlia, 11_000, [2_000, 580, 175_000, 5_100, 2]),
    (Place::Amalla, 3_500, [700, 200, 60_000, 1_700, 1]),
    (
        Place::QayyarahAirstrip,
        46_000,
        [11_000, 3_300, 1_000_000, 29_500, 7],
    ),
    (Place::QayyarahJadah, 52_000, [9_200, 2_700, 800_000, 24_000, 6]),
    (Place::HajjAliCamp, 28_000, [5_000, 1_500, 440_000, 13_000, 3]),
    (Place::Salamiyah, 30_000, [5_400, 1_600, 470_000, 13_900, 4]),
    (Place::HammamCamp, 31_000, [5_500, 1_600, 480_000, 14_300, 4]),
];

/// Adds the sites. Needs stakeholders.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    for (place, kind, name, native, at, operator) in SITES {
        let Shape(shape) = (*at).into();
        let mut site = Site::new(shape);
        site.name = (*name).into();
        site.native_name = (*native).into();
        site.kind = *kind;
        site.operator = Some(operator.id());
        site.source = "UN, UNHCR and IOM reports of 2016 and 2017; position approximate".into();
        if matches!(kind, SiteKind::Camp | SiteKind::Reception) {
            site.buffer_m = Some(1_000);
            site.notifications = told_everybody();
        }
        draft.add(*place, site)?;
    }
    fill_camps(draft)?;
    fill_screening(draft)
}

fn fill_camps(draft: &mut Draft) -> anyhow::Result<()> {
    for (place, best, [shelters, toilets, water_l, hundreds_m2, posts]) in CAMPS {
        let here = people(
            best * 9 / 10,
            *best,
            best * 11 / 10,
            "2017-06-20",
            "Camp management statements of 2016 and 2017, by our estimate",
        )?;
        draft.change(*place, |site: &mut Site| {
            site.people = here;
            site.capacity = Some(Capacity {
                shelters: Some(*shelters),
                toilets: Some(*toilets),
                water_l_per_day: Some(*water_l),
                area_m2: Some(hundreds_m2 * 100),
                health_posts: Some(*posts),
                ..Capacity::default()
            });
            site.notes = "Plan of 18 October 2016: 20,000 plots for six people each, in all camps.".into();
        })?;
    }
    let waiting = people(
        8_000,
        12_600,
        14_500,
        "2017-05-15",
        "Transits in a day at Hammam al-Alil, March to June 2017",
    )?;
    draft.change(Place::HammamReception, |site: &mut Site| site.people = waiting)
}

fn fill_screening(draft: &mut Draft) -> anyhow::Result<()> {
    let sound = |document: &str, lanes| Screening {
        mandate_document: document.into(),
        monitors: true,
        register: true,
        family_notice: true,
        female_staff: true,
        minors_procedure: true,
        shade_and_water: true,
        medical: true,
        judge_within_48_h: true,
        lanes: Some(lanes),
        people_per_hour: Some(20),
    };
    let khazir = sound("Order of the regional crisis coordination, October 2016", 8);
    let hammam = sound("Order of the governorate, November 2016", 10);
    draft.change(Place::KhazirScreening, |site: &mut Site| {
        site.screening = Some(khazir);
    })?;
    draft.change(Place::HammamScreening, |site: &mut Site| {
        site.screening = Some(hammam);
    })?;
    let sent = people(
        500,
        900,
        1_400,
        "2017-03-20",
        "Men and boys waiting at a time, by our estimate after reports of March 2017",
    )?;
    draft.change(Place::AqrabScreening, |site: &mut Site| {
        site.people = sent;
        site.screening = Some(Screening {
            mandate_document: "Order of the joint operations command, February 2017".into(),
            female_staff: true,
            minors_procedure: true,
            shade_and_water: true,
            judge_within_48_h: true,
            lanes: Some(4),
            people_per_hour: Some(20),
            ..Screening::default()
        });
        site.notes = "Families are separated here; no monitor is let in and no register is kept.".into();
    })
}
