//! Where civilians go: corridors, reception, screening, camps, with people and capacity.
//!
//! Figures are those of UN, UNHCR and joint-command statements of June 2016, rounded; each site names its
//! source. What is too little here is meant to be found: three camps planned for 18,990 people stand
//! against 85,000 displaced.

use entente::geometry::{Path, Position};
use entente::model::{
    Capacity, Corridor, CorridorMode, Id, Minute, Notification, People, Screening, Site, SiteKind,
    Stakeholder, Stop,
};

use crate::draft::{Draft, Shape, between, day, instant};
use crate::ground::at;
use crate::keys::{Place, Way, Who};
use crate::measures::ULTIMATUM;

/// Everybody who bears arms and could come near a protected site.
pub const ARMED: &[Who] = &[
    Who::Cts,
    Who::FederalPolice,
    Who::Erd,
    Who::Army,
    Who::Pmf,
    Who::KataibHezbollah,
    Who::Tribal,
    Who::AnbarPolice,
    Who::Coalition,
];

/// Returns the notifications of parties that were told at a minute and acknowledged an hour later.
pub fn told<P: Copy + Into<Id<Stakeholder>>>(parties: &[P], at: Minute) -> Vec<Notification> {
    let told = |who: &P| Notification {
        at: Some(at),
        acknowledged: Some(at + 60),
        ..Notification::new((*who).into())
    };
    parties.iter().map(told).collect()
}

/// Returns the notifications of a site that everybody was told of two days before the plan begins.
pub fn told_everybody() -> Vec<Notification> {
    told(ARMED, day(-18, 0))
}

const SOUTH_GATE: Position = at(33.3150, 43.7930);
const NORTH_GATE: Position = at(33.3740, 43.7850);
const SALAM: Position = at(33.2400, 43.8200);
const SCREENING: Position = at(33.4050, 43.6930);
const ZAWIYAH: Position = at(33.2700, 43.7450);

/// From the southern quarters over the barrage and along the west bank, about 16 km.
const ZAWIYAH_ROUTE: &[Position] = &[
    SOUTH_GATE,
    at(33.3080, 43.7850),
    at(33.3045, 43.7740),
    at(33.3000, 43.7700),
    at(33.2850, 43.7600),
    ZAWIYAH,
    at(33.2550, 43.7700),
    at(33.2470, 43.8000),
    SALAM,
];
/// From the railway station along Highway 1 to Saqlawiyah, about 9.4 km.
const NORTHERN_ROUTE: &[Position] = &[NORTH_GATE, at(33.3780, 43.7600), at(33.3900, 43.7300), SCREENING];

fn site(
    draft: &mut Draft,
    place: Place,
    kind: SiteKind,
    [name, native]: [&str; 2],
    at: Position,
    operator: Option<Who>,
) -> anyhow::Result<()> {
    let Shape(shape) = at.into();
    let mut site = Site::new(shape);
    site.name = name.into();
    site.native_name = native.into();
    site.kind = kind;
    site.operator = operator.map(Who::id);
    site.source = "Public reports of June 2016; position approximate".into();
    if matches!(kind, SiteKind::Camp | SiteKind::Reception) {
        site.buffer_m = Some(1_000);
        site.notifications = told_everybody();
    }
    draft.add(place, site)
}

/// Returns an estimate of people with its date and source.
///
/// # Errors
/// Where the date is none.
pub fn people(low: u32, best: u32, high: u32, at: &str, source: &str) -> anyhow::Result<Option<People>> {
    Ok(Some(People {
        at: Some(instant(at)?),
        source: source.into(),
        ..People::new(low, best, high)
    }))
}

/// Adds the sites. Needs stakeholders.
pub fn add_sites(draft: &mut Draft) -> anyhow::Result<()> {
    use SiteKind::{Camp, CollectionPoint, Reception, ScreeningPoint};
    site(
        draft,
        Place::SouthGate,
        CollectionPoint,
        ["South gate", "البوابة الجنوبية"],
        SOUTH_GATE,
        Some(Who::Governorate),
    )?;
    site(
        draft,
        Place::NorthGate,
        CollectionPoint,
        ["Station gate", "بوابة المحطة"],
        NORTH_GATE,
        Some(Who::FederalPolice),
    )?;
    site(
        draft,
        Place::SalamReception,
        Reception,
        ["Salam reception", "استقبال تقاطع السلام"],
        SALAM,
        Some(Who::Governorate),
    )?;
    site(
        draft,
        Place::SaqlawiyahScreening,
        ScreeningPoint,
        ["Saqlawiyah screening", "نقطة تدقيق الصقلاوية"],
        SCREENING,
        Some(Who::Pmf),
    )?;
    site(
        draft,
        Place::AmiriyahCamps,
        Camp,
        ["Amiriyat al-Fallujah camps (6)", "مخيمات عامرية الفلوجة"],
        at(33.1550, 43.8720),
        Some(Who::Un),
    )?;
    site(
        draft,
        Place::HabbaniyahCamps,
        Camp,
        [
            "Habbaniyah Tourist City camps (5)",
            "مخيمات المدينة السياحية في الحبانية",
        ],
        at(33.2500, 43.5200),
        Some(Who::Un),
    )?;
    site(
        draft,
        Place::KhalidiyahCamps,
        Camp,
        ["Khalidiyah camps (2)", "مخيمات الخالدية"],
        at(33.3900, 43.5000),
        Some(Who::Un),
    )?;
    fill_camps(draft)?;
    let sent = people(
        1_300,
        1_300,
        1_700,
        "2016-06-09",
        "Men and boys held at Saqlawiyah: Anbar committee about 1,300, HRW up to 1,700; 605 released on 5 June",
    )?;
    draft.change(Place::SaqlawiyahScreening, |site: &mut Site| {
        site.people = sent;
        site.screening = Some(Screening {
            lanes: Some(2),
            people_per_hour: Some(20),
            ..Screening::default()
        });
        site.notes = "Run by the PMF without mandate, monitors or register; 643 people missing.".into();
    })
}

fn fill_camps(draft: &mut Draft) -> anyhow::Result<()> {
    let plan = "UNHCR camp plan, June 2016: 13 camps, 3,165 families";
    let shares = "share of more than 85,000 displaced at the end of June 2016 (UN), by our estimate";
    let rows = [
        // Place, best guess of people, shelters, litres a day, toilets, area, families planned.
        (
            Place::AmiriyahCamps,
            52_000,
            1_500,
            1_250_000,
            600,
            405_000,
            "1,500 families",
        ),
        (
            Place::HabbaniyahCamps,
            23_000,
            1_160,
            550_000,
            460,
            315_000,
            "1,160 families",
        ),
        (
            Place::KhalidiyahCamps,
            10_000,
            505,
            240_000,
            200,
            136_000,
            "505 families (255 and 250)",
        ),
    ];
    for (place, best, shelters, water, toilets, area_m2, planned) in rows {
        let here = people(best * 9 / 10, best, best * 11 / 10, "2016-06-30", shares)?;
        draft.change(place, |site: &mut Site| {
            site.people = here;
            site.capacity = Some(Capacity {
                shelters: Some(shelters),
                water_l_per_day: Some(water),
                toilets: Some(toilets),
                area_m2: Some(area_m2),
                health_posts: Some(best / 10_000 + 1),
                ..Capacity::default()
            });
            site.notes = format!("{plan}; here {planned}. Water trucked: 2,040 m³ a day for all sites.");
        })?;
    }
    let waiting = people(
        2_000,
        4_000,
        4_000,
        "2016-06-12",
        "About 4,000 left by the Salam road in 24 hours",
    )?;
    draft.change(Place::SalamReception, |site: &mut Site| {
        site.people = waiting;
        site.notes = "First fully secured exit, declared on 11 and 12 June.".into();
    })
}

/// Returns a place to rest with water, shade and medical care.
pub fn stop(name: &str, at: Position) -> Stop {
    Stop {
        name: name.into(),
        water: true,
        shade: true,
        medical: true,
        ..Stop::new(at)
    }
}

/// Adds the corridors. Needs stakeholders and sites.
pub fn add_corridors(draft: &mut Draft) -> anyhow::Result<()> {
    let mut zawiyah = Corridor::new(Path::new(ZAWIYAH_ROUTE.to_vec()), 200);
    zawiyah.name = "Zawiyah corridor".into();
    zawiyah.native_name = "ممر الزاوية".into();
    zawiyah.owner = Some(Who::Governorate.id());
    zawiyah.from = Some(Place::SouthGate.id());
    zawiyah.to = Some(Place::SalamReception.id());
    zawiyah.needed_by = Some(ULTIMATUM);
    zawiyah.windows = vec![between(day(17, 6), day(22, 0)), between(day(24, 0), day(39, 0))];
    zawiyah.mode = CorridorMode::Foot;
    zawiyah.people_per_hour = Some(170);
    zawiyah.expected_people = Some(50_000);
    zawiyah.stops = vec![
        stop("Barrage, west side", at(33.2960, 43.7675)),
        stop("Al-Zawiyah", ZAWIYAH),
        stop("Salam road, west", at(33.2550, 43.7700)),
        stop("Salam road, east", at(33.2470, 43.8000)),
    ];
    zawiyah.notifications = told(
        &[
            Who::Cts,
            Who::Erd,
            Who::Army,
            Who::AnbarPolice,
            Who::Tribal,
            Who::Coalition,
        ],
        day(14, 0),
    );
    zawiyah.source = "Corridor at al-Zawiyah from 9 June, Salam junction from 11 June 2016".into();
    zawiyah.notes = "4,000 people a day stand against 50,000 who are expected before 14 June.".into();
    draft.add(Way::Zawiyah, zawiyah)?;

    let mut northern = Corridor::new(Path::new(NORTHERN_ROUTE.to_vec()), 100);
    northern.name = "Northern corridor".into();
    northern.native_name = "الممر الشمالي".into();
    northern.owner = Some(Who::FederalPolice.id());
    northern.from = Some(Place::NorthGate.id());
    northern.to = Some(Place::SaqlawiyahScreening.id());
    northern.needed_by = Some(day(27, 0));
    northern.windows = vec![between(day(22, 0), day(27, 0))];
    northern.mode = CorridorMode::Foot;
    northern.people_per_hour = Some(170);
    northern.expected_people = Some(20_000);
    northern.stops = vec![
        stop("Railway crossing", at(33.3785, 43.7588)),
        stop("Albu Shajal", at(33.3900, 43.7300)),
    ];
    northern.notifications = told(&[Who::FederalPolice], day(20, 0));
    northern.source = "Movements to Saqlawiyah, June 2016; the route is ours".into();
    northern.notes = "The PMF, whose ground it crosses, have not been told.".into();
    draft.add(Way::Northern, northern)
}
