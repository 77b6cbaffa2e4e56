//! How civilians get out of Mosul: the corridors, with windows, throughput and who was told.
//!
//! Planted here: the southern corridor takes too few in time (H05), too few before its deadline (T08),
//! and the Golden Division was not told of the northwestern one (H03). Where people end up is `relief`'s.

use entente::geometry::{Path, Position};
use entente::model::{Corridor, CorridorMode, Minute, Stop};

use super::keys::{Place, Way, Who};
use super::relief::{AIRPORT, AIRSTRIP, AQRAB, BADUSH, GOGJALI, HAMMAM, KHAZIR, NORTHWEST};
use crate::draft::{Draft, between, day};
use crate::lines::at;
use crate::relief::{stop, told};

/// One corridor as the table below gives it.
struct Row {
    way: Way,
    name: &'static str,
    native: &'static str,
    owner: Who,
    from: Place,
    to: Place,
    path: &'static [Position],
    /// Names of the places to rest, in the order of the path's inner vertices.
    stops: &'static [&'static str],
    mode: CorridorMode,
    window: (Minute, Minute),
    needed_by: Minute,
    people_per_hour: u32,
    expected: u32,
    told: &'static [Who],
    source: &'static str,
    notes: &'static str,
}

const CORRIDORS: &[Row] = &[
    Row {
        way: Way::East,
        name: "East corridor",
        native: "الممر الشرقي",
        owner: Who::Governorate,
        from: Place::GogjaliMuster,
        to: Place::KhazirReception,
        path: &[
            GOGJALI,
            at(36.3520, 43.3180),
            at(36.3520, 43.3720),
            at(36.3480, 43.4300),
            at(36.3360, 43.4800),
            at(36.3340, 43.5200),
            KHAZIR,
        ],
        stops: &[
            "Karamlis turning",
            "Bartella, market",
            "Bartella, east end",
            "Khazir front",
            "Khazir bridge",
        ],
        mode: CorridorMode::Vehicle,
        window: (day(13, 6), day(125, 0)),
        needed_by: day(75, 0),
        people_per_hour: 150,
        expected: 100_000,
        told: &[
            Who::Cts,
            Who::Army,
            Who::Peshmerga,
            Who::NinewaPolice,
            Who::Coalition,
        ],
        source: "Movements from Gogjali to Khazir and Hasansham from 1 November 2016 on",
        notes: "By bus; Hasansham was full in November.",
    },
    Row {
        way: Way::South,
        name: "South corridor",
        native: "الممر الجنوبي",
        owner: Who::Governorate,
        from: Place::AirportMuster,
        to: Place::HammamReception,
        path: &[AIRPORT, AQRAB, at(36.2100, 43.1550), at(36.1850, 43.1850), HAMMAM],
        stops: &["Aqrab", "Airport road, south", "Hammam road"],
        mode: CorridorMode::Foot,
        window: (day(124, 0), day(266, 0)),
        needed_by: day(199, 0),
        people_per_hour: 120,
        expected: 300_000,
        told: &[Who::FederalPolice, Who::Erd, Who::Army, Who::Cts, Who::Coalition],
        source: "Movements from the southern quarters through Aqrab to Hammam al-Alil, February to July 2017",
        notes: "120 people an hour stand against 300,000 who are expected before the northwest is attacked.",
    },
    Row {
        way: Way::Onward,
        name: "Onward corridor",
        native: "ممر القيارة",
        owner: Who::Governorate,
        from: Place::HammamReception,
        to: Place::QayyarahAirstrip,
        path: &[
            HAMMAM,
            at(36.1150, 43.2120),
            at(36.0550, 43.2050),
            at(35.9900, 43.2120),
            at(35.9250, 43.2030),
            at(35.8600, 43.1920),
            at(35.7980, 43.1620),
            at(35.7650, 43.1300),
            AIRSTRIP,
        ],
        stops: &[
            "Hammam, south end",
            "Shura road, north",
            "Shura",
            "Shura road, south",
            "Qayyarah road, north",
            "Qayyarah junction",
            "Airfield road",
        ],
        mode: CorridorMode::Vehicle,
        window: (day(126, 0), day(266, 0)),
        needed_by: day(266, 0),
        people_per_hour: 60,
        expected: 60_000,
        told: &[
            Who::FederalPolice,
            Who::Tribal,
            Who::Army,
            Who::Erd,
            Who::Coalition,
            Who::NinewaPolice,
        ],
        source: "Buses from Hammam al-Alil to the Qayyarah camps, 2017",
        notes: "By bus, day and night.",
    },
    Row {
        way: Way::Northwest,
        name: "Northwest corridor",
        native: "الممر الشمالي الغربي",
        owner: Who::Governorate,
        from: Place::NorthwestMuster,
        to: Place::BadushReception,
        path: &[NORTHWEST, at(36.3740, 43.0120), at(36.3850, 42.9850), BADUSH],
        stops: &["City limit, northwest", "Badush road"],
        mode: CorridorMode::Foot,
        window: (day(197, 0), day(266, 0)),
        needed_by: day(266, 0),
        people_per_hour: 60,
        expected: 40_000,
        told: &[Who::Army, Who::Coalition],
        source: "Movements to Badush from 4 May 2017 on; the route is ours",
        notes: "The Golden Division, on whose ground it begins, has not been told.",
    },
];

/// Adds the corridors. Needs stakeholders and sites.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    for row in CORRIDORS {
        let mut corridor = Corridor::new(Path::new(row.path.to_vec()), 200);
        corridor.name = row.name.into();
        corridor.native_name = row.native.into();
        corridor.owner = Some(row.owner.id());
        corridor.from = Some(row.from.id());
        corridor.to = Some(row.to.id());
        corridor.needed_by = Some(row.needed_by);
        let (from, until) = row.window;
        corridor.windows = vec![between(from, until)];
        corridor.mode = row.mode;
        corridor.people_per_hour = Some(row.people_per_hour);
        corridor.expected_people = Some(row.expected);
        corridor.stops = stops(row);
        corridor.notifications = told(row.told, from - 4 * 1_440);
        corridor.source = row.source.into();
        corridor.notes = row.notes.into();
        draft.add(row.way, corridor)?;
    }
    Ok(())
}

fn stops(row: &Row) -> Vec<Stop> {
    let inner = row.path.iter().skip(1);
    row.stops
        .iter()
        .zip(inner)
        .map(|(name, at)| stop(name, *at))
        .collect()
}
