//! Which tile of which zoom: the square grid that every map server shares.

use crate::files::basemap::UnitBox;

/// A tile: at zoom `z` the unit square is cut into 2^z columns from the west and 2^z rows from the north.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    z: u8,
    x: u32,
    y: u32,
}

impl TileId {
    /// The deepest zoom: a tile is then some two metres wide.
    pub const DEEPEST: u8 = 24;

    /// Makes a tile; `None` where that zoom has no such column or row, or is too deep.
    pub const fn new(z: u8, x: u32, y: u32) -> Option<Self> {
        if z > Self::DEEPEST || x >> z != 0 || y >> z != 0 {
            return None;
        }
        Some(Self { z, x, y })
    }

    /// Returns the zoom.
    pub const fn z(self) -> u8 {
        self.z
    }

    /// Returns the column, from the west.
    pub const fn x(self) -> u32 {
        self.x
    }

    /// Returns the row, from the north.
    pub const fn y(self) -> u32 {
        self.y
    }

    /// Returns the row from the south, as MBTiles counts.
    pub const fn row_from_south(self) -> u32 {
        (1 << self.z) - 1 - self.y
    }

    /// Returns the tile one zoom up that this one is a quarter of; `None` for the world.
    pub const fn parent(self) -> Option<Self> {
        match self.z.checked_sub(1) {
            Some(z) => Self::new(z, self.x >> 1, self.y >> 1),
            None => None,
        }
    }

    /// Returns the ground of the tile.
    pub fn bounds(self) -> UnitBox {
        let side = self.side();
        let (west, north) = (f64::from(self.x) * side, f64::from(self.y) * side);
        UnitBox {
            west,
            north,
            east: west + side,
            south: north + side,
        }
    }

    /// Returns how wide the tile is in the unit square.
    pub fn side(self) -> f64 {
        1.0 / f64::from(1_u32 << self.z)
    }

    /// Returns the number that PMTiles gives it: zooms after each other, in each along a Hilbert curve.
    ///
    /// # Source
    /// PMTiles specification version 3, "Tile IDs".
    pub fn number(self) -> u64 {
        let mut number = ((1_u64 << (2 * u32::from(self.z))) - 1) / 3;
        let (mut x, mut y) = (self.x, self.y);
        for bit in (0..u32::from(self.z)).rev() {
            let (right, below) = (u64::from(x >> bit & 1), u64::from(y >> bit & 1));
            number += ((3 * right) ^ below) << (2 * bit);
            if below == 0 {
                if right == 1 {
                    // Only the bits below this one are looked at again.
                    (x, y) = (!x, !y);
                }
                (x, y) = (y, x);
            }
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tile(z: u8, x: u32, y: u32) -> TileId {
        TileId::new(z, x, y).unwrap()
    }

    #[test]
    fn numbers_are_those_of_the_reference_reader() {
        // Values of `zxy_to_tileid` of the Python package pmtiles 3.4.
        for ((z, x, y), number) in [
            ((0, 0, 0), 0),
            ((1, 0, 0), 1),
            ((1, 0, 1), 2),
            ((1, 1, 1), 3),
            ((1, 1, 0), 4),
            ((2, 0, 0), 5),
            ((3, 5, 2), 76),
            ((10, 636, 412), 1_233_247),
            ((14, 10184, 6595), 315_711_428),
            ((24, 12_345_678, 9_876_543), 241_635_682_749_182),
        ] {
            assert_eq!(tile(z, x, y).number(), number, "{z}/{x}/{y}");
        }
    }

    #[test]
    fn every_tile_of_a_zoom_has_a_number_of_its_own() {
        let mut numbers: Vec<u64> = (0..16)
            .flat_map(|x| (0..16).map(move |y| tile(4, x, y).number()))
            .collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (85..341).collect::<Vec<u64>>());
    }

    #[test]
    fn tiles_beyond_the_grid_do_not_exist() {
        assert_eq!(TileId::new(3, 8, 0), None);
        assert_eq!(TileId::new(25, 0, 0), None);
        assert_eq!(tile(3, 5, 2).parent(), TileId::new(2, 2, 1));
        assert_eq!(tile(0, 0, 0).parent(), None);
        assert_eq!(tile(3, 5, 2).row_from_south(), 5);
        assert_eq!(tile(1, 1, 0).bounds().west, 0.5);
    }
}
