//! Which tiles a view is made of, and from what a tile can be drawn that is not at hand.

use egui::{Rect, Vec2, pos2};

use crate::drawing::Camera;
use crate::editor::{OwnMaps, Source, TileLook};
use crate::files::tiles::{TileId, TileSetInfo};

/// Most tiles of a view: a map that would need more is not drawn from so far away.
const MOST: usize = 140;
/// How many zooms below the least one that has tiles a map is still drawn.
const BEFORE_FIRST: f64 = 2.5;
/// How many zooms up a substitute is looked for.
const UP: usize = 8;

/// A place in the view for a tile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cell {
    /// Which tile belongs there.
    pub(super) id: TileId,
    /// In which copy of the world, 0 for the first.
    pub(super) turn: f64,
}

impl Cell {
    /// Returns where the cell is on the screen; cells side by side share their edges to the pixel.
    pub(super) fn rect(self, camera: &Camera, rect: Rect) -> Rect {
        tile_rect(self.id, self.turn, camera, rect)
    }
}

/// Returns where a tile is on the screen.
pub(super) fn tile_rect(id: TileId, turn: f64, camera: &Camera, rect: Rect) -> Rect {
    let bounds = id.bounds();
    let size = [rect.width(), rect.height()];
    let corner = |x: f64, y: f64| {
        let [x, y] = camera.screen_from_world([x + turn, y], size);
        pos2(rect.left() + x, rect.top() + y)
    };
    Rect::from_min_max(
        corner(bounds.west, bounds.north),
        corner(bounds.east, bounds.south),
    )
}

/// Returns the cells of a view, those nearest its middle first.
pub(super) fn cells(camera: &Camera, size: Vec2, pixels_per_point: f32, info: &TileSetInfo) -> Vec<Cell> {
    let fine = camera.zoom + libm::log2(f64::from(pixels_per_point.max(0.25)));
    if fine < f64::from(info.min_zoom) - BEFORE_FIRST {
        return Vec::new();
    }
    let zoom = (fine.round().max(0.0) as u8).clamp(info.min_zoom, info.max_zoom.max(info.min_zoom));
    let across = f64::from(1_u32 << zoom.min(TileId::DEEPEST));
    let view = camera.view([size.x, size.y]);
    let columns = [view.min[0], view.max[0]].map(|x| (x * across).floor() as i64);
    let rows = [view.min[1], view.max[1]].map(|y| (y.clamp(0.0, 1.0 - 1e-12) * across).floor() as i64);
    let count = (columns[1] - columns[0] + 1).saturating_mul(rows[1] - rows[0] + 1);
    if usize::try_from(count).is_ok_and(|count| count > 4 * MOST) {
        return Vec::new();
    }
    let world = across as i64;
    let mut cells = Vec::new();
    for y in rows[0]..=rows[1] {
        for x in columns[0]..=columns[1] {
            let id = TileId::new(zoom, x.rem_euclid(world) as u32, y as u32);
            if let Some(id) = id.filter(|id| id.bounds().meets(info.bounds)) {
                let turn = x.div_euclid(world) as f64;
                cells.push(Cell { id, turn });
            }
        }
    }
    let [middle_x, middle_y] = camera.centre;
    let far = |cell: &Cell| {
        let half = cell.id.side() / 2.0;
        let bounds = cell.id.bounds();
        libm::hypot(
            bounds.west + cell.turn + half - middle_x,
            bounds.north + half - middle_y,
        )
    };
    cells.sort_by(|one, other| far(one).total_cmp(&far(other)));
    cells.truncate(MOST);
    cells
}

/// Returns the tile that a cell is drawn from: its own, or the nearest above it that is at hand; and puts
/// what is to be read for it, or kept, on the list.
pub(super) fn drawn_from(
    cell: Cell,
    source: &Source,
    info: &TileSetInfo,
    maps: &OwnMaps,
    wanted: &mut Vec<TileId>,
) -> Option<TileId> {
    let mut want = |id: TileId| {
        if !wanted.contains(&id) {
            wanted.push(id);
        }
    };
    let mut look_up = Some(cell.id);
    let mut is_missing = true;
    for _ in 0..UP {
        let id = look_up.filter(|id| id.z() >= info.min_zoom)?;
        match maps.tile(source, id) {
            TileLook::Ready(_) => {
                want(id);
                return Some(id);
            }
            // A place without a tile of its own is drawn from the tile above, which is read for it.
            TileLook::Nothing => want(id),
            TileLook::Unknown | TileLook::Asked if is_missing => {
                want(id);
                is_missing = false;
            }
            TileLook::Unknown | TileLook::Asked => {}
        }
        look_up = id.parent();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::basemap::UnitBox;

    fn info(min_zoom: u8, max_zoom: u8) -> TileSetInfo {
        TileSetInfo {
            name: String::new(),
            credit: String::new(),
            min_zoom,
            max_zoom,
            bounds: UnitBox::WORLD,
        }
    }

    const SIZE: Vec2 = Vec2::new(800.0, 600.0);

    #[test]
    fn a_view_is_covered_and_its_middle_comes_first() {
        let camera = Camera::new([0.62, 0.4], 10.0);
        let cells = cells(&camera, SIZE, 1.0, &info(0, 14));
        assert!((12..=20).contains(&cells.len()), "{}", cells.len());
        let first = cells[0].id;
        assert_eq!(first.z(), 10);
        assert!(first.bounds().contains([0.62, 0.4]));
    }

    #[test]
    fn zooms_without_tiles_are_drawn_from_those_that_have_them() {
        let zoom = |zoom, info: &TileSetInfo| {
            let camera = Camera::new([0.62, 0.4], zoom);
            cells(&camera, SIZE, 1.0, info).first().map(|cell| cell.id.z())
        };
        assert_eq!(zoom(17.0, &info(0, 14)), Some(14));
        assert_eq!(zoom(8.0, &info(10, 14)), Some(10));
        assert_eq!(zoom(4.0, &info(10, 14)), None);
    }

    #[test]
    fn a_view_over_the_date_line_has_tiles_of_both_sides() {
        let camera = Camera::new([0.0, 0.4], 4.0);
        let cells = cells(&camera, SIZE, 1.0, &info(0, 14));
        let west = cells.iter().find(|cell| cell.turn == -1.0).unwrap();
        assert_eq!(west.id.x(), 15);
        assert!(cells.iter().any(|cell| cell.turn == 0.0 && cell.id.x() == 0));
        let rect = Rect::from_min_size(pos2(0.0, 0.0), SIZE);
        assert!(west.rect(&camera, rect).right() <= 400.5);
    }

    #[test]
    fn tiles_outside_the_map_are_not_asked_for() {
        let mut small = info(0, 14);
        small.bounds = UnitBox::between([0.1, 0.1], [0.2, 0.2]);
        assert!(cells(&Camera::new([0.62, 0.4], 10.0), SIZE, 1.0, &small).is_empty());
    }
}
