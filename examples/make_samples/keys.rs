//! The names by which the parts of the samples speak of each other, and the ids made of them.
//!
//! An id starts with the place in its list, so that tables, outlines and diffs keep the order in which
//! things are declared here; the rest is derived from the name. Nothing here says what a name stands for.

use entente::model::{
    Agreement, AnyId, Boundary, Channel, Corridor, Force, Id, Measure, Phase, Sector, Site, Stakeholder,
};

/// Bits of an id that come from the name; the place in the list stands before them.
const NAME_BITS: u32 = 30;

/// Makes an id of a place in a list and a name.
pub fn ordered_id<E>(list: &str, place: u64, name: &str) -> Id<E> {
    let derived = Id::<E>::derived(["entente sample", list, name]).bits();
    Id::from_bits((place + 1) << NAME_BITS | (derived & ((1 << NAME_BITS) - 1)))
}

macro_rules! keys {
    ($( $(#[$meta:meta])* $list:ident names $entity:ident { $( $name:ident, )+ } )+) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $list { $( $name, )+ }

        impl $list {
            /// Returns its id.
            pub fn id(self) -> Id<$entity> {
                ordered_id(stringify!($list), self as u64, &format!("{self:?}"))
            }
        }

        impl From<$list> for Id<$entity> {
            fn from(name: $list) -> Self {
                name.id()
            }
        }

        impl From<$list> for AnyId {
            fn from(name: $list) -> Self {
                name.id().into()
            }
        }
    )+ };
}

pub(crate) use keys;

keys! {
    /// Stakeholders.
    Who names Stakeholder {
        PmOffice, Cts, FederalPolice, Erd, Army, Pmf, KataibHezbollah, Tribal, AnbarPolice, Governorate,
        Coalition, Un, Ngo, Isil,
    }
    /// Phases.
    In names Phase { P0, P1, P2, P3, P4, P5, }
    /// Channels.
    Link names Channel {
        JointCell, AnbarCell, SouthernCell, PoliceToPmf, ViaPmOffice, CivilMilitary, UnLetter, Advisers,
        PoliceRadio, StayOutHotline,
    }
    /// Agreements.
    Pact names Agreement {
        StayOut, GarmaHandover, OuterRing, EuphratesLine, ZawiyahCorridor, NorthernCorridor, Movement,
        ProtectedSites, CityHandover, NorthernPassage,
    }
    /// Sectors.
    Ground names Sector {
        South, SouthBreakIn, FallujahWest, Naimiyah, IndustrialQuarter, Northwest, GarmaEast, Garma, Northeast,
        NortheastLine, Askari, WestBank, Halabsa, Amiriyah, Habbaniyah, East, ReliefHub, IsilBelt, IsilCity,
        IsilCentre, IsilNorth,
    }
    /// Boundaries.
    Line names Boundary {
        HabbaniyahWestBank, WestBankAmiriyah, EastAmiriyah, EastWestBank, NortheastLineGarmaEast,
        GarmaEastEast, HabbaniyahNorthwest, NorthwestNortheast, NortheastGarmaBefore, NortheastGarmaAfter,
        GarmaEastBefore, NortheastNaimiyah, NortheastNaimiyahLate, NortheastEast, NaimiyahEast,
        NaimiyahEastLate, NaimiyahWestBank, NaimiyahWestBankLate, HabbaniyahHalabsa, NorthwestHalabsa,
        SouthHalabsa, WestHalabsaLate, WestNorthwest, WestNorthwestLate, WestNortheast, WestNortheastLate,
        WestAskari, WestAskariLate, SouthNorthwest, WestHalabsa,
    }
    /// Forces.
    Unit names Force {
        GoldenDivision, FirstBrigade, SecondBattalion, ResponseBrigade, PoliceDivision, PoliceBrigade,
        HabbaniyahBrigade, BaghdadFirst, BaghdadSecond, BadrBrigade, BadrFirst, KhBattalion, GarmaBrigade,
        MortarBattery, WestBankRegiment, HalabsaBattalion, AmiriyahBattalion, EmergencyBattalion,
        LocalPolice, HighwayPolice, AdvisoryTeam, ControlTeam, UnTeam, CityGarrison, SaqlawiyahGroup,
    }
    /// Control measures.
    Mark names Measure {
        CityStayOut, HospitalFires, BarrageFires, WaterFires, CityFireLine, LineAmber, LineCobalt,
        PmfLimit, Interchange, RiverBend, PassTariq, PassGarma, PassSajar, PassKarmaRoad, SalamCheckpoint,
        InterchangeCheckpoint, AssemblyTariq, GovernmentComplex, SupplyRoute, GarmaContact, CityContact,
    }
    /// Sites.
    Place names Site {
        City, Euphrates, HighwayTen, HighwayOne, Railway, OldBridge, NewBridge, GeneralHospital,
        HighwayInterchange, SaqlawiyahJunction, ThartharJunction, Jolan, AskariQuarter, Mualimeen, Dhubbat,
        Andalus, Nazzal, Sinai, Jubail, Shuhada, Station, Nuaimiyah, Karmah, Saqlawiyah,
        AmiriyatAlFallujah, HabbaniyahTown, Taqaddum, Khalidiyah, CampTariq, CampFallujah, HalabsaVillage,
        Sejar, Barrage, BarrageBridge, BzeibizBridge, WaterWorks, AmiriyahHospital, Zawiyah, Falahat,
        AlbuShajal, SouthGate, NorthGate, SalamReception, SaqlawiyahScreening, AmiriyahCamps,
        HabbaniyahCamps, KhalidiyahCamps, SalamReserve,
    }
    /// Corridors.
    Way names Corridor { Zawiyah, Northern, }
}
