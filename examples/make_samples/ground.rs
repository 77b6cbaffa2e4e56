//! The lines of the map, each drawn once: neighbours are put together from the same lines, so that
//! their vertices are the same to the last digit.
//!
//! The Euphrates between the bend at Saqlawiyah and the loop south of the city is the hand trace of the
//! sample's geography; up- and downstream of it is schematic. Who holds what is not said here.

use entente::geometry::Position;

pub use crate::lines::{Along, Back, Walk, area, at, circle, line};

// Corners of the area of operations, about 45 by 40 km.
const NORTH_WEST: Position = at(33.4900, 43.5550);
const NORTH_EAST: Position = at(33.4900, 44.0350);
const SOUTH_EAST: Position = at(33.1300, 44.0350);
const SOUTH_WEST: Position = at(33.1300, 43.5550);

// Places where three or more sectors meet, or a sector meets the edge of the area.
const NORTH_1: Position = at(33.4900, 43.6300);
const NORTH_2: Position = at(33.4900, 43.7850);
const NORTH_3: Position = at(33.4900, 43.9000);
const EAST_1: Position = at(33.3039, 44.0350);
const EAST_2: Position = at(33.2000, 44.0350);
const SOUTH_1: Position = at(33.1300, 43.8050);
const SOUTH_2: Position = at(33.1300, 43.6450);
const SAQLAWIYAH_BEND: Position = at(33.3850, 43.6900);
const HALABSA_WEST: Position = at(33.3270, 43.6680);
const SAJAR_WEST: Position = at(33.4400, 43.7720);
const GARMA_WEST: Position = at(33.4300, 43.8800);
const GARMA_SOUTH: Position = at(33.3260, 43.9400);
const HIGHWAY_GARMA: Position = at(33.3354, 43.9000);
const HIGHWAY_TARIQ: Position = at(33.3463, 43.8550);
/// The Highway 1 and Highway 10 interchange.
pub const INTERCHANGE: Position = at(33.3550, 43.8160);
/// The Euphrates where it turns south at the city's northwestern corner.
pub const RIVER_APEX: Position = at(33.3520, 43.7630);
const OLD_BRIDGE: Position = at(33.3465, 43.7664);
const PENINSULA_END: Position = at(33.3310, 43.7635);
const CITY_SOUTHWEST: Position = at(33.3170, 43.7605);
const CITY_EAST: Position = at(33.3455, 43.8130);
const CITY_SOUTHEAST: Position = at(33.3180, 43.7960);
const QUARTERS_NORTH: Position = at(33.3715, 43.7880);
const QUARTERS_MIDDLE: Position = at(33.3500, 43.7850);
const QUARTERS_SOUTH: Position = at(33.3410, 43.7900);
const RIVER_SALAM: Position = at(33.2720, 43.8000);
const RIVER_AMIRIYAH: Position = at(33.2330, 43.8430);
const SLIVER_NORTH: Position = at(33.2200, 43.8370);
const SLIVER_SOUTH: Position = at(33.2148, 43.8396);

// The edges of the area of operations, clockwise.
pub const WEST_EDGE: &[Position] = &[SOUTH_WEST, NORTH_WEST];
pub const NORTH_EDGE_HABBANIYAH: &[Position] = &[NORTH_WEST, NORTH_1];
pub const NORTH_EDGE_NORTHWEST: &[Position] = &[NORTH_1, NORTH_2];
pub const NORTH_EDGE_NORTHEAST: &[Position] = &[NORTH_2, NORTH_3];
pub const NORTH_EDGE_GARMA: &[Position] = &[NORTH_3, NORTH_EAST];
pub const EAST_EDGE_GARMA: &[Position] = &[NORTH_EAST, EAST_1];
pub const EAST_EDGE_EAST: &[Position] = &[EAST_1, EAST_2];
pub const EAST_EDGE_AMIRIYAH: &[Position] = &[EAST_2, SOUTH_EAST];
pub const SOUTH_EDGE_AMIRIYAH: &[Position] = &[SOUTH_EAST, SOUTH_1];
pub const SOUTH_EDGE_WEST_BANK: &[Position] = &[SOUTH_1, SOUTH_2];
pub const SOUTH_EDGE_HABBANIYAH: &[Position] = &[SOUTH_2, SOUTH_WEST];

/// The corners of the area of operations, clockwise from the southwest.
pub const AREA_OF_OPERATIONS: &[Position] = &[SOUTH_WEST, NORTH_WEST, NORTH_EAST, SOUTH_EAST];

// Lines between sectors.
pub const HABBANIYAH_NORTHWEST: &[Position] = &[
    NORTH_1,
    at(33.4470, 43.6260),
    at(33.4100, 43.6480),
    SAQLAWIYAH_BEND,
];
pub const HABBANIYAH_HALABSA: &[Position] = &[SAQLAWIYAH_BEND, at(33.3600, 43.6750), HALABSA_WEST];
pub const HABBANIYAH_WEST_BANK: &[Position] =
    &[HALABSA_WEST, at(33.2800, 43.6500), at(33.2000, 43.6550), SOUTH_2];
/// South of Halabsa and of the Ramadi road, to the river below the city.
pub const HALABSA_WEST_BANK: &[Position] = &[
    HALABSA_WEST,
    at(33.3150, 43.7050),
    at(33.3160, 43.7400),
    CITY_SOUTHWEST,
];
/// Down the Euphrates, then round the peninsula opposite the city along the foot of Highway 10.
pub const NORTHWEST_HALABSA: &[Position] = &[
    SAQLAWIYAH_BEND,
    at(33.3720, 43.7000),
    at(33.3600, 43.7040),
    at(33.3480, 43.7120),
    at(33.3400, 43.7240),
    at(33.3350, 43.7330),
    at(33.3330, 43.7450),
    at(33.3315, 43.7560),
    PENINSULA_END,
];
pub const NORTHWEST_NORTHEAST_FAR: &[Position] = &[NORTH_2, SAJAR_WEST];
pub const NORTHWEST_NORTHEAST_NEAR: &[Position] =
    &[SAJAR_WEST, at(33.4000, 43.7600), at(33.3780, 43.7600), RIVER_APEX];
pub const NORTHEAST_SPLIT: &[Position] = &[SAJAR_WEST, at(33.4350, 43.8200), GARMA_WEST];
pub const NORTHEAST_GARMA_FAR: &[Position] = &[NORTH_3, GARMA_WEST];
pub const NORTHEAST_GARMA_NEAR: &[Position] = &[GARMA_WEST, at(33.3800, 43.8780), HIGHWAY_GARMA];
pub const GARMA_SPLIT: &[Position] = &[
    GARMA_WEST,
    at(33.4300, 43.9500),
    at(33.3650, 43.9550),
    GARMA_SOUTH,
];
pub const GARMA_EAST_WESTERN: &[Position] = &[HIGHWAY_GARMA, GARMA_SOUTH];
pub const GARMA_EAST_EASTERN: &[Position] = &[GARMA_SOUTH, EAST_1];
pub const NORTHEAST_NAIMIYAH: &[Position] = &[INTERCHANGE, at(33.3530, 43.8280), HIGHWAY_TARIQ];
pub const NORTHEAST_EAST: &[Position] = &[HIGHWAY_TARIQ, at(33.3425, 43.8700), HIGHWAY_GARMA];
pub const NAIMIYAH_EAST: &[Position] = &[
    RIVER_SALAM,
    at(33.2720, 43.8300),
    at(33.2900, 43.8500),
    at(33.3200, 43.8550),
    HIGHWAY_TARIQ,
];
/// Down the Euphrates from the city's southern edge.
pub const NAIMIYAH_WEST_BANK: &[Position] = &[
    CITY_SOUTHWEST,
    at(33.3120, 43.7600),
    at(33.3040, 43.7640),
    at(33.3000, 43.7700),
    at(33.3030, 43.7780),
    at(33.3030, 43.7860),
    at(33.2960, 43.7920),
    at(33.2850, 43.7940),
    RIVER_SALAM,
];
pub const EAST_WEST_BANK: &[Position] = &[
    RIVER_SALAM,
    at(33.2620, 43.8080),
    at(33.2520, 43.8120),
    at(33.2525, 43.8170),
    at(33.2640, 43.8200),
    at(33.2620, 43.8280),
    at(33.2550, 43.8380),
    at(33.2450, 43.8455),
    RIVER_AMIRIYAH,
];
pub const WEST_BANK_AMIRIYAH_NORTH: &[Position] = &[RIVER_AMIRIYAH, SLIVER_NORTH];
/// The river as the West bank drew it.
pub const WEST_BANK_AMIRIYAH_MIDDLE: &[Position] = &[SLIVER_NORTH, SLIVER_SOUTH];
/// The same 620 m of river as Amiriyah drew it: 35 m too far west in the middle.
pub const AMIRIYAH_TRACE: &[Position] = &[SLIVER_NORTH, at(33.2173, 43.8380), SLIVER_SOUTH];
pub const WEST_BANK_AMIRIYAH_SOUTH: &[Position] = &[
    SLIVER_SOUTH,
    at(33.2080, 43.8430),
    at(33.1930, 43.8490),
    at(33.1800, 43.8400),
    SOUTH_1,
];
pub const EAST_AMIRIYAH: &[Position] = &[EAST_2, at(33.2150, 43.9700), at(33.2250, 43.9000), RIVER_AMIRIYAH];

// The city: its edge, and the lines between its quarters.
pub const RIVER_JOLAN: &[Position] = &[RIVER_APEX, at(33.3480, 43.7665), OLD_BRIDGE];
pub const RIVER_CENTRE: &[Position] = &[OLD_BRIDGE, at(33.3400, 43.7660), PENINSULA_END];
pub const RIVER_SOUTHERN: &[Position] = &[PENINSULA_END, at(33.3220, 43.7610), CITY_SOUTHWEST];
pub const CITY_EDGE_JOLAN: &[Position] = &[
    RIVER_APEX,
    at(33.3600, 43.7650),
    at(33.3685, 43.7745),
    QUARTERS_NORTH,
];
pub const CITY_EDGE_ASKARI: &[Position] = &[QUARTERS_NORTH, at(33.3690, 43.8070), INTERCHANGE];
pub const CITY_EDGE_EAST: &[Position] = &[INTERCHANGE, CITY_EAST];
pub const CITY_EDGE_SINAI: &[Position] = &[
    CITY_EAST,
    at(33.3330, 43.8085),
    at(33.3215, 43.8000),
    CITY_SOUTHEAST,
];
pub const CITY_EDGE_SOUTH: &[Position] = &[
    CITY_SOUTHEAST,
    at(33.3165, 43.7860),
    at(33.3180, 43.7740),
    CITY_SOUTHWEST,
];
pub const HIGHWAY_TEN_WEST: &[Position] = &[
    OLD_BRIDGE,
    at(33.3470, 43.7690),
    at(33.3490, 43.7750),
    QUARTERS_MIDDLE,
];
pub const HIGHWAY_TEN_EAST: &[Position] = &[
    QUARTERS_MIDDLE,
    at(33.3515, 43.8000),
    at(33.3545, 43.8140),
    INTERCHANGE,
];
pub const JOLAN_ASKARI: &[Position] = &[QUARTERS_NORTH, at(33.3600, 43.7875), QUARTERS_MIDDLE];
pub const SOUTHERN_WEST: &[Position] = &[PENINSULA_END, at(33.3355, 43.7700), QUARTERS_SOUTH];
pub const SOUTHERN_EAST: &[Position] = &[QUARTERS_SOUTH, CITY_EAST];
pub const SINAI_WEST: &[Position] = &[QUARTERS_SOUTH, at(33.3280, 43.7920), CITY_SOUTHEAST];
/// What South took beyond the river in P3: the hospital and the western bridgeheads.
pub const BRIDGEHEAD: &[Position] = &[
    PENINSULA_END,
    at(33.3365, 43.7490),
    at(33.3465, 43.7450),
    at(33.3537, 43.7518),
    OLD_BRIDGE,
];

/// The Euphrates above the bend at Saqlawiyah: schematic.
const UPSTREAM: &[Position] = &[
    at(33.3960, 43.5550),
    at(33.3960, 43.5800),
    at(33.3940, 43.6030),
    at(33.3850, 43.6100),
    at(33.3720, 43.6060),
    at(33.3680, 43.6180),
    at(33.3720, 43.6300),
    at(33.3860, 43.6400),
    at(33.3920, 43.6450),
    at(33.3890, 43.6700),
    SAQLAWIYAH_BEND,
];
/// Round the peninsula: the river itself, where the Northwest's edge cuts the neck.
const BEND: &[Position] = &[
    SAQLAWIYAH_BEND,
    at(33.3720, 43.7000),
    at(33.3600, 43.7040),
    at(33.3480, 43.7120),
    at(33.3400, 43.7240),
    at(33.3350, 43.7330),
    at(33.3380, 43.7420),
    at(33.3460, 43.7500),
    at(33.3520, 43.7570),
    RIVER_APEX,
];
/// The Euphrates below the mouth of the Amiriyah road: schematic.
const DOWNSTREAM: &[Position] = &[
    SLIVER_SOUTH,
    at(33.2080, 43.8430),
    at(33.1930, 43.8490),
    at(33.1800, 43.8600),
    at(33.1755, 43.8720),
    at(33.1765, 43.8850),
    at(33.1830, 43.8935),
    at(33.1930, 43.8870),
    at(33.2020, 43.8800),
    at(33.2070, 43.8860),
    at(33.2065, 43.8980),
    at(33.1990, 43.9140),
    at(33.1870, 43.9230),
    at(33.1690, 43.9320),
    at(33.1580, 43.9450),
    at(33.1550, 43.9600),
    at(33.1650, 43.9750),
    at(33.1640, 44.0000),
    at(33.1500, 44.0350),
];
/// The Euphrates through the area of operations.
pub const EUPHRATES: &[Walk] = &[
    Along(UPSTREAM),
    Along(BEND),
    Along(RIVER_JOLAN),
    Along(RIVER_CENTRE),
    Along(RIVER_SOUTHERN),
    Along(NAIMIYAH_WEST_BANK),
    Along(EAST_WEST_BANK),
    Along(WEST_BANK_AMIRIYAH_NORTH),
    Along(WEST_BANK_AMIRIYAH_MIDDLE),
    Along(DOWNSTREAM),
];
