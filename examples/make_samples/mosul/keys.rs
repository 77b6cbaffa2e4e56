//! The names by which the parts of the plan `mosul` speak of each other.
//!
//! Nothing here says what a name stands for.

use entente::model::{
    Agreement, AnyId, Channel, Corridor, Force, Id, Measure, Phase, Sector, Site, Stakeholder,
};

use crate::keys::{keys, ordered_id};

keys! {
    /// Stakeholders.
    Who names Stakeholder {
        PmOffice, Cts, FederalPolice, Erd, Army, Pmf, KataibHezbollah, Tribal, Npu, NinewaPolice, Governorate,
        Krg, Peshmerga, Coalition, Turkey, Un, Ngo, Isil,
    }
    /// Phases.
    In names Phase { P0, P1, P2, P3, P4, P5, P6, }
    /// Channels.
    Link names Channel {
        JointCell, ErbilCell, GwerHotline, TigrisHotline, ViaPmOffice, PmfToArmy, PmfToPolice, MakhmurCell,
        PlainCell, DesertLine, Advisers, CivilMilitary, UnLetter, NinewaNet, ArmyRadio,
    }
    /// Agreements.
    Pact names Agreement {
        Trilateral, Transit, GwerSeam, PeshmergaStayOut, PmfStayOut, Reversion, Sinjar, TalAfar, TigrisSeam,
        HajjAli, Plain, PlainHandover, EastHandover, Desert, EastCorridor, SouthCorridor, NorthwestCorridor,
        ProtectedSites,
    }
    /// Sectors.
    Ground names Sector {
        MosulDam, Nawaran, BashiqaLine, Khazir, Gwer, Makhmur, SinjarRoad, BashiqaFront, KhazirFront, Qayyarah,
        HajjAli, Shura, ShuraLate, Hammam, Hamdaniya, Bartella, TelKaif, EastNorth, EastSouth, East, WestSouth,
        WestSouthLate, WestNorth, OldCity, West, TelAbtah, Airbase, TalAfar, Badush, ReliefHub, IsilBelt,
        IsilMosul, IsilWest, IsilWestBank, IsilOldCity,
    }
    /// Forces.
    Unit names Force {
        PeshmergaNorth, DamBrigade, ZumarBrigade, NawaranBrigade, TelskufBattalion, BashiqaBrigade,
        BashiqaArtillery, KhazirCommand, KhazirBrigade, GwerBrigade, GwerBattalion, MakhmurBrigade,
        SinjarBrigade, SinjarBattalion, Zeravani, Zilkan, QayyarahSupport, MakhmurAdvisers, KhazirAdvisers,
        EastControllers, SouthAdvisers, GoldenDivision, CtsFirst, CtsSecond, CtsThird, PoliceCommand,
        PoliceFifth, PoliceSixth, PoliceRockets, ResponseFirst, ResponseSecond, NinewaCommand, Armoured,
        ArmouredFirst, ArmouredSecond, Fifteenth, SeventyFirst, Sixteenth, SeventyFifth, NinetySecond,
        ArmyArtillery, BridgeBattalion, PmfCommand, BadrFirst, BadrSecond, AhlAlHaq, KhBrigade, PmfRockets,
        TurkmenBrigade, ThirtiethBrigade, HajjAliRegiment, HajjAliBattalion, ShuraBattalion, PlainFirst,
        PlainSecond, NinewaRegiment, EmergencyBattalion, UnTeam, NgoTeam, EastGarrison, OldCityGarrison,
        TalAfarGroup, BadushGroup, TelKaifGroup,
    }
    /// Control measures.
    Mark names Measure {
        CityStayOut, Reversion, Trench, PlAmber, PlBirch, PlCedar, PlDate, PlElm, PlFig, PlHazel, PmfLimit,
        EastFires, TigrisFires, WestFires, DamFires, SalamFires, KhansaFires, JumhuriFires, NuriFires,
        WallsFires, WaterFires, QayyarahFires, HammamFires, TalAfarFires, BartellaCoordination,
        HamdaniyaContact, EastContact, ReliefContact, PassKhazir, PassGwer, PassNawaran, AqrabCheckpoint,
        GogjaliCheckpoint, AssemblyKhazir, AssemblyMakhmur, AssemblyQayyarah, ObjectiveAirport, ObjectiveNuri,
        ObjectiveBadush, RouteEast, RouteSouth,
    }
    /// Sites.
    Place names Site {
        EastMosulNorth, EastMosulSouth, WestMosulSouth, WestMosulNorth, OldCity, Tigris, GreatZab, RouteErbil,
        RouteBaghdad, RouteTalAfar, MosulDam, FirstBridge, SecondBridge, ThirdBridge, FourthBridge, FifthBridge,
        QayyarahBridge, GwerBridge, KhazirBridge, SalamHospital, KhansaHospital, JumhuriHospital,
        QayyarahHospital, HammamHospital, TalAfarHospital, NuriMosque, NinevehWalls, Nimrud, MarMattai,
        WaterWorks, Mishraq, Qayyarah, QayyarahWest, MakhmurTown, Gwer, Bartella, Hamdaniya, Bashiqa, TelKaif,
        Telskuf, Zumar, TalAfar, TalAfarAirbase, TelAbtah, HammamAlAlil, ShuraTown, Badush, Gogjali, HajjAli,
        Hasansham, HasanshamU, KhazirCamp, Chamakor, Debaga, Zelikan, Nargizlia, Amalla, QayyarahAirstrip,
        QayyarahJadah, HajjAliCamp, Salamiyah, HammamCamp, KhazirReception, HammamReception, BadushReception,
        KhazirScreening, AqrabScreening, HammamScreening, GogjaliMuster, AirportMuster, NorthwestMuster,
        HammamMuster,
    }
    /// Corridors.
    Way names Corridor { East, South, Onward, Northwest, }
}
