//! Places that matter: protected, peopled, or in the way.

use crate::geometry::Geometry;

use super::record::{entity, record, vocabulary};
use super::{Id, Instant, Minute, Stakeholder, When};

entity! {
    /// A place with a meaning of its own.
    pub struct Site in sites, 't', "site" {
        required {
            /// Where it is.
            shape: Geometry,
        }
        optional {
            /// What it is.
            kind: SiteKind,
            /// How far around it counts as it, metres.
            buffer_m: Option<u32>,
            /// Who runs it.
            operator: Option<Id<Stakeholder>>,
            /// How many people are there.
            people: Option<People>,
            /// How many it can serve.
            capacity: Option<Capacity>,
            /// How people are screened there.
            screening: Option<Screening>,
            /// When it exists.
            when: When,
            /// When it is closed.
            closed: Vec<When>,
            /// Who was told of it.
            notifications: Vec<Notification>,
        }
    }
}

vocabulary! {
    /// What a site is.
    pub enum SiteKind {
        /// A hospital.
        Hospital = "hospital",
        /// A school.
        School = "school",
        /// A place of worship.
        Worship = "worship",
        /// A water work.
        Water = "water",
        /// A power work.
        Power = "power",
        /// A dam.
        Dam = "dam",
        /// A bridge.
        Bridge = "bridge",
        /// A market.
        Market = "market",
        /// Heritage.
        Heritage = "heritage",
        /// A town or village.
        Settlement = "settlement",
        /// A camp of displaced people.
        Camp = "camp",
        /// Where displaced people are received.
        Reception = "reception",
        /// Where people or things are collected.
        CollectionPoint = "collection-point",
        /// Where people are screened.
        ScreeningPoint = "screening-point",
        /// Mines, ordnance, chemicals.
        Hazard = "hazard",
        /// A river.
        River = "river",
        /// A road.
        Road = "road",
        /// A railway.
        Railway = "railway",
        /// Built-up ground.
        BuiltUpArea = "built-up-area",
        /// Anything else.
        #[default] Other = "other",
    }
}

record! {
    /// An estimate of people, with its range and source.
    #[derive(Default)]
    pub struct People {
        head {}
        required {
            /// At least.
            low: u32,
            /// Most likely.
            best: u32,
            /// At most.
            high: u32,
        }
        optional {
            /// When it was estimated.
            at: Option<Instant>,
            /// By whom.
            source: String,
        }
    }
}

record! {
    /// What a camp has; each figure counts only where it is given.
    #[derive(Default)]
    pub struct Capacity {
        head {}
        required {}
        optional {
            /// Usable ground, square metres.
            area_m2: Option<u32>,
            /// Toilets.
            toilets: Option<u32>,
            /// Taps.
            taps: Option<u32>,
            /// Water, litres a day.
            water_l_per_day: Option<u32>,
            /// Shelters.
            shelters: Option<u32>,
            /// Health posts.
            health_posts: Option<u32>,
        }
    }
}

record! {
    /// Safeguards where people are screened.
    #[derive(Default)]
    pub struct Screening {
        head {}
        required {}
        optional {
            /// The document that gives the mandate.
            mandate_document: String,
            /// Monitors have access.
            monitors: bool,
            /// A register is kept.
            register: bool,
            /// Families are told.
            family_notice: bool,
            /// Female staff.
            female_staff: bool,
            /// A procedure for minors.
            minors_procedure: bool,
            /// Shade and water.
            shade_and_water: bool,
            /// Medical care.
            medical: bool,
            /// A judge within 48 hours.
            judge_within_48_h: bool,
            /// How many lanes.
            lanes: Option<u32>,
            /// People an hour and lane.
            people_per_hour: Option<u32>,
        }
    }
}

record! {
    /// A party that was told.
    pub struct Notification {
        head {}
        required {
            /// Who.
            party: Id<Stakeholder>,
        }
        optional {
            /// When it was sent.
            at: Option<Minute>,
            /// When it was acknowledged; knowing of it, not permission.
            acknowledged: Option<Minute>,
            /// When it lapses.
            expires: Option<Minute>,
        }
    }
}
