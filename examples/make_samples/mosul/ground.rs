//! The points of Mosul's map, and the rivers and lines that they make.
//!
//! All schematic, good to 2 to 4 km. What they enclose is `cells`'.

use entente::geometry::Position;

use crate::lines::at;

// Corners of the area of operations, about 137 by 118 km, and where sectors meet its edge.
pub const SOUTH_WEST: Position = at(35.6600, 42.2000);
pub const NORTH_WEST: Position = at(36.7200, 42.2000);
pub const NORTH_EAST: Position = at(36.7200, 43.7200);
pub const SOUTH_EAST: Position = at(35.6600, 43.7200);
pub const WEST_1: Position = at(36.1000, 42.2000);
pub const WEST_2: Position = at(36.5400, 42.2000);
pub const NORTH_1: Position = at(36.7200, 42.9500);
pub const NORTH_2: Position = at(36.7200, 43.2800);
pub const EAST_1: Position = at(36.4300, 43.7200);
pub const EAST_2: Position = at(36.1900, 43.7200);
pub const EAST_3: Position = at(35.9500, 43.7200);
pub const SOUTH_1: Position = at(35.6600, 42.8500);
pub const SOUTH_2: Position = at(35.6600, 43.2500);
pub const SOUTH_3: Position = at(35.6600, 43.5200);

// The Tigris from the dam's foot to the southern edge.
pub const WANA: Position = at(36.5000, 42.8000);
pub const TIGRIS_A: Position = at(36.4750, 42.8300);
pub const TIGRIS_B: Position = at(36.4400, 42.8850);
pub const TIGRIS_C: Position = at(36.4180, 42.9550);
pub const TIGRIS_D: Position = at(36.4020, 43.0100);
pub const RIVER_NORTHWEST: Position = at(36.3930, 43.0400);
pub const TIGRIS_E: Position = at(36.3920, 43.0650);
pub const RIVER_NORTH: Position = at(36.3850, 43.0870);
pub const TIGRIS_F: Position = at(36.3700, 43.1050);
pub const OLD_CITY_NORTH: Position = at(36.3545, 43.1215);
pub const RIVER_CENTRE: Position = at(36.3455, 43.1335);
pub const OLD_CITY_SOUTH: Position = at(36.3370, 43.1395);
pub const TIGRIS_G: Position = at(36.3250, 43.1520);
pub const TIGRIS_H: Position = at(36.3090, 43.1610);
pub const TIGRIS_I: Position = at(36.2940, 43.1760);
pub const RIVER_SOUTH: Position = at(36.2720, 43.1870);
pub const TIGRIS_J: Position = at(36.2350, 43.2070);
pub const TIGRIS_K: Position = at(36.1950, 43.2450);
pub const TIGRIS_L: Position = at(36.1580, 43.2660);
pub const GWER_WEST: Position = at(36.1280, 43.2620);
pub const TIGRIS_M: Position = at(36.1100, 43.2800);
pub const HAMMAM_SOUTH: Position = at(36.0880, 43.2740);
pub const TIGRIS_N: Position = at(36.0450, 43.2980);
pub const TIGRIS_O: Position = at(36.0150, 43.3190);
pub const ZAB_MOUTH: Position = at(35.9850, 43.3370);
pub const TIGRIS_P: Position = at(35.9450, 43.3180);
pub const QAYYARAH_NORTH: Position = at(35.9000, 43.3260);
pub const TIGRIS_Q: Position = at(35.8550, 43.3080);
pub const TIGRIS_R: Position = at(35.8000, 43.2980);
pub const TIGRIS_S: Position = at(35.7350, 43.2820);

// The line the Peshmerga held before 17 October, from the dam to the Great Zab.
pub const DAM_EAST: Position = at(36.6050, 42.9850);
pub const DAM_EAST_2: Position = at(36.6650, 42.9620);
pub const DAM_SOUTHEAST: Position = at(36.5350, 42.9150);
pub const DAM_SOUTHEAST_2: Position = at(36.5120, 42.8500);
pub const DAM_SOUTH: Position = at(36.5300, 42.6500);
pub const DAM_SOUTH_2: Position = at(36.5120, 42.7350);
pub const DAM_SOUTHWEST: Position = at(36.5200, 42.5000);
pub const DAM_SOUTHWEST_2: Position = at(36.5350, 42.5800);
pub const NAWARAN_1: Position = at(36.5720, 43.0450);
pub const NAWARAN_2: Position = at(36.5600, 43.1300);
pub const NAWARAN_3: Position = at(36.5780, 43.2000);
pub const NAWARAN_EAST: Position = at(36.6000, 43.2650);
pub const NAWARAN_4: Position = at(36.6650, 43.2850);
pub const LINE_1: Position = at(36.5650, 43.3450);
pub const LINE_2: Position = at(36.5150, 43.4020);
pub const LINE_3: Position = at(36.4720, 43.4600);
pub const LINE_4: Position = at(36.4350, 43.5200);
pub const LINE_SOUTH: Position = at(36.4020, 43.5620);
pub const KHAZIR_1: Position = at(36.3700, 43.5280);
pub const KHAZIR_2: Position = at(36.3250, 43.5180);
pub const KHAZIR_SOUTH: Position = at(36.2750, 43.5160);
pub const KHAZIR_3: Position = at(36.2350, 43.5280);
pub const KHAZIR_4: Position = at(36.2000, 43.5450);
pub const ZAB_NORTH: Position = at(36.1720, 43.6020);
pub const ZAB_0: Position = at(36.1820, 43.6600);
pub const LINE_EAST_1: Position = at(36.4150, 43.6400);
pub const ZAB_1: Position = at(36.1250, 43.5830);
pub const ZAB_2: Position = at(36.0820, 43.5450);

// What they took from then on: the trench and the Khazir front.
pub const TRENCH_1: Position = at(36.5350, 43.2380);
pub const TRENCH_2: Position = at(36.4720, 43.2620);
pub const TRENCH_3: Position = at(36.4300, 43.2870);
pub const TRENCH_NORTH: Position = at(36.4080, 43.3120);
pub const TRENCH_4: Position = at(36.3900, 43.3650);
pub const TRENCH_5: Position = at(36.3920, 43.4250);
pub const TRENCH_SOUTH: Position = at(36.3860, 43.4780);
pub const ADVANCE_1: Position = at(36.3380, 43.4550);
pub const ADVANCE_SOUTH: Position = at(36.2850, 43.4680);

// The plain of Nineveh, the seam of Gwer, Makhmur.
pub const HAMDANIYA_1: Position = at(36.3080, 43.4050);
pub const HAMDANIYA_2: Position = at(36.3120, 43.3300);
pub const GOGJALI_SOUTH: Position = at(36.3250, 43.2520);
pub const GOGJALI_1: Position = at(36.3580, 43.2570);
pub const GOGJALI_NORTH: Position = at(36.3970, 43.2460);
pub const GWER_BRIDGE: Position = at(36.0460, 43.4870);
pub const SEAM_1: Position = at(36.0830, 43.4100);
pub const SEAM_2: Position = at(36.1120, 43.3250);
pub const MAKHMUR_1: Position = at(35.9280, 43.6000);
pub const MAKHMUR_2: Position = at(35.9350, 43.5000);
pub const MAKHMUR_WEST: Position = at(35.9500, 43.4200);
pub const MAKHMUR_3: Position = at(35.8600, 43.4550);
pub const MAKHMUR_4: Position = at(35.7600, 43.4750);

// The Tigris valley south of the city.
pub const QAYYARAH_1: Position = at(35.8930, 43.2150);
pub const QAYYARAH_2: Position = at(35.8950, 43.0900);
pub const QAYYARAH_WEST: Position = at(35.8650, 42.9100);
pub const QAYYARAH_3: Position = at(35.7600, 42.8850);
pub const SHURA_1: Position = at(36.1000, 43.2000);
pub const SHURA_2: Position = at(36.1050, 43.1100);
pub const SHURA_WEST: Position = at(36.0600, 42.9850);
pub const SHURA_3: Position = at(35.9700, 42.9350);
pub const HAMMAM_1: Position = at(36.2680, 43.1300);
pub const HAMMAM_2: Position = at(36.2250, 43.0100);
pub const HAMMAM_3: Position = at(36.1450, 42.9850);

// The west.
pub const TAL_AFAR_NORTH: Position = at(36.5270, 42.3400);
pub const TAL_AFAR_NORTH_2: Position = at(36.5350, 42.4200);
pub const SINJAR_1: Position = at(36.4500, 42.3250);
pub const SINJAR_2: Position = at(36.3850, 42.3400);
pub const TAL_AFAR_SOUTHWEST: Position = at(36.3150, 42.3350);
pub const SINJAR_3: Position = at(36.2100, 42.3450);
pub const SINJAR_SOUTH: Position = at(36.1000, 42.3300);
pub const SINJAR_4: Position = at(36.0950, 42.2700);
pub const DESERT_1: Position = at(36.1600, 42.8700);
pub const DESERT_2: Position = at(36.1550, 42.7200);
pub const AIRBASE_SOUTHEAST: Position = at(36.1750, 42.5650);
pub const AIRBASE_1: Position = at(36.1350, 42.4500);
pub const AIRBASE_2: Position = at(36.2400, 42.6050);
pub const AIRBASE_NORTHEAST: Position = at(36.3150, 42.6250);
pub const TAL_AFAR_SOUTH: Position = at(36.3250, 42.5000);
pub const TAL_AFAR_SOUTH_2: Position = at(36.3120, 42.4100);
pub const TAL_AFAR_EAST: Position = at(36.4200, 42.6320);
pub const TAL_AFAR_EAST_2: Position = at(36.4780, 42.5820);

// The city.
pub const CITY_NORTH_1: Position = at(36.4080, 43.1700);
pub const CITY_NORTH_2: Position = at(36.4020, 43.1150);
pub const CITY_EAST: Position = at(36.3470, 43.1950);
pub const CITY_SOUTH: Position = at(36.2920, 43.2380);
pub const CITY_SOUTH_2: Position = at(36.2800, 43.2100);
pub const CITY_SOUTHWEST: Position = at(36.2750, 43.0450);
pub const BADUSH_EAST: Position = at(36.3520, 43.0180);
pub const CITY_WEST: Position = at(36.3300, 43.0450);
pub const OLD_CITY_WEST: Position = at(36.3445, 43.1115);
pub const OLD_CITY_SOUTHWEST: Position = at(36.3365, 43.1215);
pub const WEST_MIDDLE: Position = at(36.3265, 43.0850);
pub const LANES_1: Position = at(36.3418, 43.1238);
pub const LANES_2: Position = at(36.3415, 43.1300);

/// The corners of the area of operations, clockwise from the southwest.
pub const AREA_OF_OPERATIONS: &[Position] = &[SOUTH_WEST, NORTH_WEST, NORTH_EAST, SOUTH_EAST];

/// The Tigris, from the dam down.
pub const TIGRIS: &[Position] = &[
    at(36.7200, 42.7500),
    at(36.6300, 42.8230),
    at(36.5600, 42.8450),
    WANA,
    TIGRIS_A,
    TIGRIS_B,
    TIGRIS_C,
    TIGRIS_D,
    RIVER_NORTHWEST,
    TIGRIS_E,
    RIVER_NORTH,
    TIGRIS_F,
    OLD_CITY_NORTH,
    RIVER_CENTRE,
    OLD_CITY_SOUTH,
    TIGRIS_G,
    TIGRIS_H,
    TIGRIS_I,
    RIVER_SOUTH,
    TIGRIS_J,
    TIGRIS_K,
    TIGRIS_L,
    GWER_WEST,
    TIGRIS_M,
    HAMMAM_SOUTH,
    TIGRIS_N,
    TIGRIS_O,
    ZAB_MOUTH,
    TIGRIS_P,
    QAYYARAH_NORTH,
    TIGRIS_Q,
    TIGRIS_R,
    TIGRIS_S,
    SOUTH_2,
];
/// The Great Zab, from the eastern edge to its mouth.
pub const GREAT_ZAB: &[Position] = &[
    EAST_2,
    ZAB_0,
    ZAB_NORTH,
    ZAB_1,
    ZAB_2,
    GWER_BRIDGE,
    at(36.0200, 43.4300),
    at(36.0050, 43.3700),
    ZAB_MOUTH,
];
/// The line of 16 October 2016, from Nawaran to the Great Zab.
pub const LINE_OF_OCTOBER: &[Position] = &[
    NAWARAN_EAST,
    LINE_1,
    LINE_2,
    LINE_3,
    LINE_4,
    LINE_SOUTH,
    KHAZIR_1,
    KHAZIR_2,
    KHAZIR_SOUTH,
];
/// The trench the Peshmerga dug where they stopped.
pub const TRENCH: &[Position] = &[
    NAWARAN_EAST,
    TRENCH_1,
    TRENCH_2,
    TRENCH_3,
    TRENCH_NORTH,
    TRENCH_4,
    TRENCH_5,
    TRENCH_SOUTH,
    ADVANCE_1,
    ADVANCE_SOUTH,
];
/// The Tigris through the city.
pub const TIGRIS_IN_THE_CITY: &[Position] = &[
    RIVER_NORTH,
    TIGRIS_F,
    OLD_CITY_NORTH,
    RIVER_CENTRE,
    OLD_CITY_SOUTH,
    TIGRIS_G,
    TIGRIS_H,
    TIGRIS_I,
    RIVER_SOUTH,
];
/// Between the two eastern sectors.
pub const EAST_MIDDLE: &[Position] = &[RIVER_CENTRE, CITY_EAST, GOGJALI_SOUTH];
