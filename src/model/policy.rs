//! How strictly the plan is judged: levels, thresholds, waivers. Part of the plan, so that colleagues
//! and scripts judge alike. Keyed by rule *code* as text: an unknown code from a newer version is
//! reported by a rule, not refused. Applies nothing: `checks` does.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::geometry::Position;

use super::record::{record, vocabulary};
use super::reference::no_references;
use super::{AnyId, Instant, Quantity};

record! {
    /// Levels, thresholds and waivers.
    #[derive(Default)]
    pub struct Policy {
        head {}
        required {}
        optional {
            /// Rules that are not judged as computed, by code.
            levels: BTreeMap<String, Level>,
            /// The numbers that rules compare with.
            thresholds: Thresholds,
            /// Findings accepted with a reason.
            waivers: Vec<Waiver>,
        }
    }
}

vocabulary! {
    /// How bad a finding is, ascending.
    pub enum Severity {
        /// Worth knowing.
        #[default] Info = "info",
        /// To be tidied.
        Minor = "minor",
        /// To be resolved before the plan is used.
        Major = "major",
        /// Lives depend on it.
        Critical = "critical",
    }
}

vocabulary! {
    /// What a policy makes of a rule.
    pub enum Level {
        /// As the rule computes it.
        #[default] Computed = "computed",
        /// Not checked.
        Off = "off",
        /// Always info.
        Info = "info",
        /// Always minor.
        Minor = "minor",
        /// Always major.
        Major = "major",
        /// Always critical.
        Critical = "critical",
    }
}

impl Level {
    /// Returns the severity for a finding that the rule judged as `computed`; `None`: not reported.
    pub const fn applied_to(self, computed: Severity) -> Option<Severity> {
        match self {
            Self::Computed => Some(computed),
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Minor => Some(Severity::Minor),
            Self::Major => Some(Severity::Major),
            Self::Critical => Some(Severity::Critical),
        }
    }
}

record! {
    /// A finding accepted with a reason and, as a rule, an end.
    pub struct Waiver {
        head {}
        required {
            /// The rule's code.
            code: String,
            /// What the finding is about, sorted.
            subjects: Vec<AnyId>,
            /// The value that was accepted.
            value: Quantity,
            /// Who accepted it.
            by: String,
            /// Why.
            reason: String,
        }
        optional {
            /// A point inside the finding's part; absent where it has no geometry.
            at: Option<Position>,
            /// In which capacity it was accepted.
            role: String,
            /// When it lapses.
            until: Option<Instant>,
        }
    }
}

/// A number that is there where it is not the usual one; not an option, which text would spell as one.
#[derive(Clone, Copy, Default)]
struct Given(Option<u32>);

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u32::deserialize(deserializer).map(|number| Self(Some(number)))
    }
}

macro_rules! thresholds {
    ($( $(#[doc = $doc:literal])+ $field:ident = $value:literal $unit:literal; )+) => {
        /// The numbers that rules compare with; whole, with their unit in the name.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Thresholds { $( $(#[doc = $doc])+ pub $field: u32, )+ }

        impl Default for Thresholds {
            fn default() -> Self {
                Self { $( $field: $value, )+ }
            }
        }

        impl Thresholds {
            /// Every threshold: name, unit, default and what it is, in the order of the fields.
            pub const ALL: &'static [ThresholdInfo] = &[$(
                ThresholdInfo { name: stringify!($field), unit: $unit, default: $value, about: concat!($($doc),+) },
            )+];

            /// Returns a threshold by name.
            pub fn get(&self, name: &str) -> Option<u32> {
                match name { $( stringify!($field) => Some(self.$field), )+ _ => None }
            }

            pub(in crate::model) fn get_mut(&mut self, name: &str) -> Option<&mut u32> {
                match name { $( stringify!($field) => Some(&mut self.$field), )+ _ => None }
            }
        }

        impl Serialize for Thresholds {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let standard = Self::default();
                let changed = 0 $( + usize::from(self.$field != standard.$field) )+;
                let mut fields = serializer.serialize_struct("Thresholds", changed)?;
                $( if self.$field == standard.$field {
                    fields.skip_field(stringify!($field))?;
                } else {
                    fields.serialize_field(stringify!($field), &self.$field)?;
                } )+
                fields.end()
            }
        }

        impl<'de> Deserialize<'de> for Thresholds {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #[derive(serde::Deserialize)]
                #[serde(rename = "Thresholds", deny_unknown_fields)]
                struct Changed { $( #[serde(default)] $field: Given, )+ }
                let changed = Changed::deserialize(deserializer)?;
                let standard = Self::default();
                Ok(Self { $( $field: changed.$field.0.unwrap_or(standard.$field), )+ })
            }
        }
    };
}

/// What is known of a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThresholdInfo {
    /// Its field's name.
    pub name: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// What it is unless the plan says otherwise.
    pub default: u32,
    /// What it is for.
    pub about: &'static str,
}

thresholds! {
    /// Points nearer than this count as one.
    snap_m = 5 "m";
    /// A part whose largest inscribed circle has a smaller diameter is a sliver.
    sliver_width_m = 50 "m";
    /// Overlaps smaller than this are not judged.
    min_overlap_m2 = 2_500 "m²";
    /// Gaps smaller than this are not judged.
    min_gap_m2 = 10_000 "m²";
    /// Gaps up to this that touch nothing populated are for information; 0: none are.
    max_gap_m2 = 0 "m²";
    /// Edges that run apart within the sliver width for longer than this are a mismatch.
    mismatch_length_m = 200 "m";
    /// Sectors whose edges run within the sliver width for longer than this are adjacent.
    adjacent_length_m = 500 "m";
    /// A boundary covers an edge when it follows at least this share of it.
    boundary_cover_permille = 950 "‰";
    /// How far to each side of a boundary its sectors are looked for.
    side_sample_m = 50 "m";
    /// Armed forces of both within this distance of ground that both claim make it critical.
    contested_force_near_m = 5_000 "m";
    /// A force this near to a sector is counted as present in it.
    present_near_m = 2_000 "m";
    /// Forces that are to meet and come this near to each other converge.
    converging_m = 5_000 "m";
    /// A coordinating point this near to a crossing serves it.
    coordinating_point_near_m = 200 "m";
    /// An object with more than this share outside the area of operations is major.
    outside_share_permille = 200 "‰";
    /// A boundary splits a settlement when each side has at least this share of it.
    split_share_permille = 150 "‰";
    /// A populated area that is no settlement is looked at from this size on.
    split_populated_m2 = 2_000_000 "m²";
    /// An agreement covers a part when it reaches at least this share of it.
    agreement_cover_permille = 980 "‰";
    /// People within this distance make a finding worse.
    people_near_m = 1_000 "m";
    /// Armed forces that move within this distance make a finding worse.
    moving_force_near_m = 1_000 "m";
    /// A force this near to a sector of its own is not in another's.
    own_sector_near_m = 200 "m";
    /// Stand-off between forces of allied parties.
    stand_off_allied_m = 0 "m";
    /// Stand-off between forces of cooperating parties.
    stand_off_cooperating_m = 300 "m";
    /// Stand-off between forces of neutral parties.
    stand_off_neutral_m = 1_000 "m";
    /// Stand-off between forces of parties whose relation nobody has said.
    stand_off_unknown_m = 2_000 "m";
    /// Stand-off between forces of parties without contact.
    stand_off_no_contact_m = 3_000 "m";
    /// Stand-off between forces of rivals.
    stand_off_rival_m = 5_000 "m";
    /// Stand-off between forces of hostile parties.
    stand_off_hostile_m = 10_000 "m";
    /// An agreement that starts sooner than this and is not accepted is critical.
    start_soon_h = 24 "h";
    /// Ground passes from one sector to the next where each has at least this share of the other.
    handover_same_permille = 800 "‰";
    /// A channel that nobody has tried for longer than this is not counted on.
    channel_verified_d = 14 "d";
    /// An agreement that ends this shortly before a phase starts is worth a warning.
    expiry_warning_h = 24 "h";
    /// A waiver holds while the value is at most this share of the accepted one.
    waiver_worse_permille = 1_100 "‰";
    /// A waiver also binds the nearest part within this distance of its point.
    waiver_near_m = 1_000 "m";
    /// Ground that a person in a camp needs, household plots and services included; 0: not judged. Sphere 2018, shelter and settlement standard 2 (30 m² in an emergency).
    camp_area_per_person_m2 = 45 "m²";
    /// People that a toilet of a camp serves; 0: not judged. Sphere 2018, excreta management standard 3.2 (50 in the first days).
    camp_people_per_toilet = 20 "people";
    /// People that a tap of a camp serves; 0: not judged. Sphere 2018, water supply standard 2.1.
    camp_people_per_tap = 250 "people";
    /// Water that a person in a camp needs in a day; 0: not judged. Sphere 2018, water supply standard 2.1 (7.5 l to survive).
    camp_water_per_person_l = 15 "l";
    /// People that a shelter of a camp houses; 0: not judged. UNHCR Emergency Handbook: a family of five to six.
    camp_people_per_shelter = 6 "people";
    /// People that a health post of a camp serves; 0: not judged. Sphere 2018, health systems standard 1.1.
    camp_people_per_health_post = 10_000 "people";
    /// A camp that is to serve up to this share of what it can is a minor finding; above it a major one.
    camp_minor_permille = 1_200 "‰";
    /// A camp that is to serve more than this share of what it can is critical.
    camp_critical_permille = 2_000 "‰";
    /// How fast people on foot get along a corridor, with children, old people and what they carry.
    corridor_foot_km_per_h = 3 "km/h";
    /// How fast people in vehicles get along a corridor.
    corridor_vehicle_km_per_h = 25 "km/h";
    /// How fast people in boats get along a corridor.
    corridor_boat_km_per_h = 10 "km/h";
    /// A corridor that is to take more than this share of what it can is critical.
    corridor_critical_permille = 1_500 "‰";
    /// Artillery and headquarters stay at least this far from where civilians gather. UNHCR, June 2017: screening and camps near the line.
    military_near_civilians_m = 1_000 "m";
    /// How far round a hospital counts as it, unless the site says.
    hospital_buffer_m = 500 "m";
    /// How far round a camp or reception counts as it, unless the site says.
    camp_buffer_m = 1_000 "m";
    /// How far round water works, power works and dams count as them, unless the site says.
    works_buffer_m = 500 "m";
    /// How far round places of worship, schools and heritage count as them, unless the site says.
    cultural_buffer_m = 300 "m";
    /// Armed parties are told of a site or a movement at least this long before. OCHA, humanitarian notification, Yemen 2021: 48 hours for movements.
    notify_lead_h = 48 "h";
    /// The circle outside a populated site that is looked at for a way out.
    way_out_circle_m = 1_000 "m";
    /// A site has no way out where at least this share of the circle round it is closed.
    way_out_closed_permille = 900 "‰";
    /// A corridor that starts this near to a site is a way out of it.
    way_out_near_m = 1_000 "m";
    /// A way out has to be open within this time before an attack.
    way_out_open_h = 24 "h";
    /// A corridor that ends this near to the site that it leads to is connected with it.
    corridor_gap_m = 50 "m";
    /// A bridge this near to where a corridor meets a river is its crossing.
    corridor_bridge_near_m = 100 "m";
    /// People on foot find a place to rest after this distance at most.
    corridor_stop_m = 8_000 "m";
    /// People on foot find a place to rest after this distance at most where heat over 35 °C is expected.
    corridor_stop_hot_m = 4_000 "m";
    /// A passage point this near to where a march crosses a boundary serves it.
    passage_point_near_m = 500 "m";
}

no_references!(Thresholds);

impl fmt::Display for ThresholdInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {} {}", self.name, self.default, self.unit)
    }
}
