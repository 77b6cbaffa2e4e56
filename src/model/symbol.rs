//! How a force is drawn: what it does, how large it is, and what else its symbol shows.
//!
//! Whose side it is on is not said here: that depends on who looks.

use super::Echelon;
use super::record::{record, vocabulary};

record! {
    /// How a force is drawn.
    #[derive(Default)]
    pub struct Symbol {
        head {}
        required {}
        optional {
            /// What the force does.
            function: Function,
            /// Its size.
            echelon: Option<Echelon>,
            /// Not there yet: drawn dashed.
            planned: bool,
            /// A headquarters.
            headquarters: bool,
            /// Put together for a task.
            task_force: bool,
            /// The standard's symbol code, where one was given that says more than the fields above.
            sidc: Option<String>,
        }
    }
}

vocabulary! {
    /// What a force does.
    pub enum Function {
        /// Infantry.
        Infantry = "infantry",
        /// Infantry in wheeled vehicles.
        Motorised = "motorised",
        /// Infantry in armoured vehicles.
        Mechanised = "mechanised",
        /// Tanks.
        Armour = "armour",
        /// Weapons against tanks.
        AntiTank = "anti-tank",
        /// Tanks and infantry in one.
        CombinedArms = "combined-arms",
        /// Reconnaissance.
        Reconnaissance = "reconnaissance",
        /// Observers.
        Observer = "observer",
        /// Snipers.
        Sniper = "sniper",
        /// Unmanned aircraft.
        UnmannedAircraft = "unmanned-aircraft",
        /// Artillery.
        Artillery = "artillery",
        /// Guns on their own tracks.
        SelfPropelledArtillery = "self-propelled-artillery",
        /// Multiple rocket launchers.
        RocketArtillery = "rocket-artillery",
        /// Mortars.
        Mortar = "mortar",
        /// Missiles against ground targets.
        Missile = "missile",
        /// Air defence.
        AirDefence = "air-defence",
        /// Engineers.
        Engineer = "engineer",
        /// Clears what did not go off.
        ExplosiveOrdnanceDisposal = "explosive-ordnance-disposal",
        /// Defence against chemical, biological, radiological and nuclear hazards.
        Cbrn = "cbrn",
        /// Guards.
        Security = "security",
        /// Special forces.
        SpecialForces = "special-forces",
        /// Police.
        Police = "police",
        /// Border police.
        BorderGuard = "border-guard",
        /// Police on the water.
        CoastGuard = "coast-guard",
        /// Internal security forces.
        InternalSecurity = "internal-security",
        /// Irregular forces.
        Irregular = "irregular",
        /// Tribal forces.
        Tribal = "tribal",
        /// Military police.
        MilitaryPolice = "military-police",
        /// Military intelligence.
        MilitaryIntelligence = "military-intelligence",
        /// Electronic warfare.
        ElectronicWarfare = "electronic-warfare",
        /// Speaks to people through loudspeakers, leaflets and radio.
        PsychologicalOperations = "psychological-operations",
        /// Civil affairs.
        CivilAffairs = "civil-affairs",
        /// Cooperation with civil authorities and agencies.
        CivilMilitaryCooperation = "civil-military-cooperation",
        /// Liaison.
        Liaison = "liaison",
        /// Medical.
        Medical = "medical",
        /// Search and rescue.
        SearchAndRescue = "search-and-rescue",
        /// Fire brigade.
        FireFighting = "fire-fighting",
        /// Signals.
        Signals = "signals",
        /// Logistics.
        Logistics = "logistics",
        /// Supply.
        Supply = "supply",
        /// Transport.
        Transport = "transport",
        /// Repairs.
        Maintenance = "maintenance",
        /// Makes water fit to drink.
        WaterPurification = "water-purification",
        /// Helicopters.
        Aviation = "aviation",
        /// Aeroplanes.
        FixedWingAviation = "fixed-wing-aviation",
        /// Naval and riverine forces.
        Naval = "naval",
        /// An aid agency.
        Ngo = "ngo",
        /// The United Nations.
        Un = "un",
        /// A government body.
        Government = "government",
        /// A headquarters.
        Headquarters = "headquarters",
        /// Anything else.
        #[default] Other = "other",
    }
}

impl Function {
    /// Returns true for guns, mortars, rockets and missiles: what the other side looks for first.
    pub const fn is_artillery(self) -> bool {
        matches!(
            self,
            Self::Artillery
                | Self::SelfPropelledArtillery
                | Self::RocketArtillery
                | Self::Mortar
                | Self::Missile
        )
    }

    /// Returns true for organisations that are neither military nor police.
    pub const fn is_civil(self) -> bool {
        matches!(self, Self::Ngo | Self::Un | Self::Government)
    }
}
