//! Shapes as positions that can be typed: for the rare case that a place is known better than it can be
//! drawn.

use crate::geometry::{Area, Geometry, Path, Ring};

use super::form::Form;

/// Vertices that are still typed rather than dragged.
const MOST: usize = 100;

/// The ring of an area of one part; of more, what to do instead.
pub(super) fn area(form: &mut Form<'_>, area: &mut Area) {
    let vertices = area.points().count();
    let holes: usize = area.parts.iter().map(|part| part.holes.len()).sum();
    match area.parts.as_mut_slice() {
        [part] if part.holes.is_empty() && vertices <= MOST => ring(form, &mut part.outer),
        parts => {
            let parts = crate::ui::widgets::counted(parts.len(), "part", "parts");
            let holes = crate::ui::widgets::counted(holes, "hole", "holes");
            form.note(format!(
                "{parts}, {holes}, {vertices} vertices: reshape it on the map"
            ));
        }
    }
}

fn ring(form: &mut Form<'_>, ring: &mut Ring) {
    let mut path = Path::new(std::mem::take(&mut ring.points));
    form.path("Corners", &mut path);
    *ring = Ring::new(path.points);
}

/// The vertices of a line.
pub(super) fn path(form: &mut Form<'_>, path: &mut Path) {
    if path.points.len() <= MOST {
        form.path("Vertices", path);
    } else {
        let vertices = path.points.len();
        form.note(format!("{vertices} vertices: reshape it on the map"));
    }
}

/// A shape of any dimension.
pub(super) fn geometry(form: &mut Form<'_>, shape: &mut Geometry) {
    match shape {
        Geometry::Point(point) => form.position("Position", point),
        Geometry::Path(line) => path(form, line),
        Geometry::Area(ground) => area(form, ground),
    }
}
