//! Which function has which icon: the table.
//!
//! Places are shares of the octagon's diameter, y down. Letters stand where the standard has letters.
//! It has nothing for irregular and tribal forces and for the United Nations, whose letters are ours; an
//! aid agency's letters are the standard's modifier for it, written large in place of three small
//! figures that nobody can tell at map size.
//!
//! # Source
//! APP-6(E) and MIL-STD-2525E, land units and land civilian organisations: main icons and, for rocket
//! artillery and border guards, the first modifier.

use crate::model::Function;

use super::icon::Part::{
    self, Arc, Bolt, Cross, Disc, Dome, Fill, Letters, Level, Line, Loop, Ring, Roof, Slash, Small, Tracks,
    Upright,
};

/// A police badge.
const BADGE: Part = Loop(&[
    [-0.2, -0.2],
    [-0.1, -0.13],
    [0.0, -0.2],
    [0.1, -0.13],
    [0.2, -0.2],
    [0.17, -0.02],
    [0.17, 0.1],
    [0.1, 0.18],
    [0.0, 0.23],
    [-0.1, 0.18],
    [-0.17, 0.1],
    [-0.17, -0.02],
]);

/// Returns the parts of a function's icon, from bottom to top.
#[expect(clippy::too_many_lines, reason = "a table, a line or two for each function")]
pub(super) const fn parts(function: Function) -> &'static [Part] {
    match function {
        Function::Infantry => &[Cross],
        Function::Motorised => &[Cross, Upright],
        Function::Mechanised => &[Cross, Tracks],
        Function::Armour => &[Tracks],
        Function::AntiTank => &[Roof],
        Function::CombinedArms => &[
            Tracks,
            Line(&[[-0.27, -0.19], [0.27, 0.19]]),
            Line(&[[-0.27, 0.19], [0.27, -0.19]]),
        ],
        Function::Reconnaissance => &[Slash],
        Function::Observer => &[Loop(&[[0.0, -0.22], [0.25, 0.19], [-0.25, 0.19]])],
        Function::Sniper => &[
            Line(&[[-0.4, -0.15], [-0.09, -0.15]]),
            Line(&[[0.09, -0.15], [0.4, -0.15]]),
            Line(&[[0.0, -0.1], [0.0, 0.17]]),
        ],
        Function::UnmannedAircraft => &[Fill(&[
            [-0.4, -0.17],
            [0.0, 0.05],
            [0.4, -0.17],
            [0.4, -0.08],
            [0.0, 0.19],
            [-0.4, -0.08],
        ])],
        Function::Artillery => &[Disc([0.0, 0.0], 0.17)],
        Function::SelfPropelledArtillery => &[Tracks, Disc([0.0, 0.0], 0.13)],
        Function::RocketArtillery => &[
            Disc([0.0, 0.04], 0.15),
            Line(&[[-0.15, -0.29], [0.0, -0.41], [0.15, -0.29]]),
            Line(&[[-0.15, -0.18], [0.0, -0.3], [0.15, -0.18]]),
        ],
        Function::Mortar => &[
            Ring([0.0, 0.17], 0.06),
            Line(&[[0.0, 0.11], [0.0, -0.22]]),
            Line(&[[-0.12, -0.1], [0.0, -0.22], [0.12, -0.1]]),
        ],
        Function::Missile => &[
            Line(&[[-0.11, 0.22], [-0.11, -0.11]]),
            Arc([0.0, -0.11], [0.11, 0.11], [180.0, 360.0]),
            Line(&[[0.11, -0.11], [0.11, 0.22]]),
            Line(&[[0.0, -0.2], [0.0, 0.22]]),
        ],
        Function::AirDefence => &[Dome],
        Function::Engineer => &[
            Line(&[[-0.4, 0.17], [-0.4, -0.16], [0.4, -0.16], [0.4, 0.17]]),
            Line(&[[0.0, -0.16], [0.0, 0.12]]),
        ],
        Function::ExplosiveOrdnanceDisposal => &[Letters("EOD")],
        Function::Cbrn => &[
            Arc([0.3, 0.22], [0.49, 0.34], [180.0, 270.0]),
            Disc([0.34, -0.12], 0.08),
            Arc([-0.3, 0.22], [0.49, 0.34], [270.0, 360.0]),
            Disc([-0.34, -0.12], 0.08),
        ],
        Function::Security => &[Letters("SEC")],
        Function::SpecialForces => &[Letters("SF")],
        Function::Police => &[BADGE],
        Function::BorderGuard => &[BADGE, Small("BOR", -0.33)],
        Function::CoastGuard => &[
            Loop(&[[-0.2, 0.0], [-0.2, -0.27], [0.2, -0.27], [0.2, 0.0]]),
            Loop(&[[-0.38, 0.0], [0.38, 0.0], [0.24, 0.28], [-0.24, 0.28]]),
            Fill(&[[0.17, 0.0], [0.29, 0.0], [0.15, 0.28], [0.03, 0.28]]),
        ],
        Function::InternalSecurity => &[Letters("ISF")],
        Function::Irregular => &[Letters("IRR")],
        Function::Tribal => &[Letters("TRB")],
        Function::MilitaryPolice => &[Letters("MP")],
        Function::MilitaryIntelligence => &[Letters("MI")],
        Function::ElectronicWarfare => &[Letters("EW")],
        Function::PsychologicalOperations => &[
            Fill(&[
                [-0.27, -0.12],
                [0.0, -0.12],
                [0.12, -0.2],
                [0.12, 0.2],
                [0.0, 0.12],
                [-0.27, 0.12],
            ]),
            Line(&[[0.17, -0.13], [0.32, -0.13]]),
            Line(&[[0.17, 0.0], [0.32, 0.0]]),
            Line(&[[0.17, 0.13], [0.32, 0.13]]),
        ],
        Function::CivilAffairs => &[Letters("CA")],
        Function::CivilMilitaryCooperation => &[
            Line(&[[-0.36, 0.0], [-0.36, -0.17], [0.36, -0.17], [0.36, 0.0]]),
            Arc([-0.19, 0.0], [0.17, 0.17], [90.0, 180.0]),
            Arc([0.19, 0.0], [0.17, 0.17], [0.0, 90.0]),
            Line(&[[-0.19, 0.17], [0.19, 0.17]]),
        ],
        Function::Liaison => &[Letters("LO")],
        Function::Medical => &[Upright, Level(0.0)],
        Function::SearchAndRescue => &[Letters("SAR")],
        Function::FireFighting => &[Fill(&[
            [-0.15, -0.22],
            [0.15, -0.22],
            [0.06, -0.06],
            [0.22, -0.15],
            [0.22, 0.15],
            [0.06, 0.06],
            [0.15, 0.22],
            [-0.15, 0.22],
            [-0.06, 0.06],
            [-0.22, 0.15],
            [-0.22, -0.15],
            [-0.06, -0.06],
        ])],
        Function::Signals => &[Bolt],
        Function::Logistics => &[Letters("CSS")],
        Function::Supply => &[Level(0.2), Small("ALL", 0.0)],
        Function::Transport => &[
            Ring([0.0, 0.0], 0.22),
            Line(&[[0.0, -0.22], [0.0, 0.22]]),
            Line(&[[-0.19, -0.11], [0.19, 0.11]]),
            Line(&[[-0.19, 0.11], [0.19, -0.11]]),
        ],
        Function::Maintenance => &[
            Line(&[[-0.2, 0.0], [0.2, 0.0]]),
            Arc([-0.32, 0.0], [0.12, 0.14], [-80.0, 80.0]),
            Arc([0.32, 0.0], [0.12, 0.14], [100.0, 260.0]),
        ],
        Function::WaterPurification => &[
            Line(&[[-0.38, -0.06], [0.12, -0.06]]),
            Arc([0.12, 0.14], [0.2, 0.2], [270.0, 360.0]),
            Line(&[[-0.05, -0.06], [-0.05, -0.18]]),
            Line(&[[-0.15, -0.18], [0.05, -0.18]]),
        ],
        Function::Aviation => &[
            Fill(&[[-0.4, -0.16], [0.0, 0.0], [-0.4, 0.16]]),
            Fill(&[[0.4, -0.16], [0.4, 0.16], [0.0, 0.0]]),
        ],
        Function::FixedWingAviation => &[
            Fill(&[
                [0.0, 0.0],
                [0.26, -0.11],
                [0.33, -0.12],
                [0.39, -0.08],
                [0.42, 0.0],
                [0.39, 0.08],
                [0.33, 0.12],
                [0.26, 0.11],
            ]),
            Fill(&[
                [0.0, 0.0],
                [-0.26, 0.11],
                [-0.33, 0.12],
                [-0.39, 0.08],
                [-0.42, 0.0],
                [-0.39, -0.08],
                [-0.33, -0.12],
                [-0.26, -0.11],
            ]),
        ],
        Function::Naval => &[
            Ring([0.0, -0.18], 0.05),
            Line(&[[0.0, -0.13], [0.0, 0.22]]),
            Line(&[[-0.12, -0.06], [0.12, -0.06]]),
            Arc([0.0, -0.02], [0.22, 0.24], [15.0, 165.0]),
            Fill(&[[0.29, 0.07], [0.19, -0.04], [0.16, 0.12]]),
            Fill(&[[-0.29, 0.07], [-0.16, 0.12], [-0.19, -0.04]]),
        ],
        Function::Ngo => &[Letters("NGO")],
        Function::Un => &[Letters("UN")],
        Function::Government => &[Letters("GO")],
        Function::Headquarters => &[Level(-0.2)],
        Function::Other => &[],
    }
}
