//! Shapes as positions that can be typed: for the rare case that a place is known better than it can be
//! drawn.

use crate::editor::Editor;
use crate::geometry::{Area, Geometry, Path, Ring};
use crate::model::{AnyEntity, AnyId, Edit};
use crate::ui::words::{said, say};
use crate::verbs::{Company, retyped};

use super::form::Form;

/// Vertices that are still typed rather than dragged.
const MOST: usize = 100;

/// Lets neighbours follow a shape that was typed, as they follow one that is dragged.
pub(super) fn with_neighbours(editor: &Editor, edit: Edit) -> Edit {
    let plan = editor.plan();
    macro_rules! parted {
        ($table:ident, $id:expr, $row:expr, $field:ident, $shape:path) => {{
            let Some(before) = plan.$table.get(*$id) else {
                return edit;
            };
            let mut rest = (**$row).clone();
            let to = $shape(std::mem::replace(&mut rest.$field, before.$field.clone()));
            let rest = (rest != *before).then(|| Edit::Update((*$id, rest).into()));
            (AnyId::from(*$id), to, rest)
        }};
    }
    let (id, to, rest) = match &edit {
        Edit::Update(AnyEntity::Sector(id, row)) => parted!(sectors, id, row, area, Geometry::Area),
        Edit::Update(AnyEntity::Boundary(id, row)) => parted!(boundaries, id, row, path, Geometry::Path),
        _ => return edit,
    };
    let company = Company::All {
        but: &editor.workspace().locked,
    };
    match (retyped(plan, id, &to, company), rest) {
        (Ok(Edit::Reshape { .. }) | Err(_), _) => edit,
        (Ok(reshape), None) => reshape,
        (Ok(reshape), Some(rest)) => Edit::together(edit.label(plan), vec![rest, reshape]),
    }
}

/// The rings of an area, each as a list of its corners; of a long one, what to do instead.
pub(super) fn area(form: &mut Form<'_>, area: &mut Area) {
    let several = area.parts.len() > 1;
    for (number, part) in area.parts.iter_mut().enumerate() {
        let name = if several {
            said(format!("Part {}", number + 1))
        } else {
            say("Corners").to_owned()
        };
        ring(form, &name, &mut part.outer);
        for (place, hole) in part.holes.iter_mut().enumerate() {
            let name = if several {
                said(format!("Part {}, hole {}", number + 1, place + 1))
            } else {
                said(format!("Hole {}", place + 1))
            };
            ring(form, &name, hole);
        }
    }
}

fn ring(form: &mut Form<'_>, name: &str, ring: &mut Ring) {
    let count = ring.points.len();
    if count > MOST {
        form.note(said(format!("{name}: {count} vertices; reshape it on the map")));
        return;
    }
    let mut path = Path::new(std::mem::take(&mut ring.points));
    form.path(name, &mut path);
    *ring = Ring::new(path.points);
}

/// The vertices of a line.
pub(super) fn path(form: &mut Form<'_>, path: &mut Path) {
    if path.points.len() <= MOST {
        form.path(say("Vertices"), path);
    } else {
        let vertices = path.points.len();
        form.note(said(format!("{vertices} vertices: reshape it on the map")));
    }
}

/// A shape of any dimension.
pub(super) fn geometry(form: &mut Form<'_>, shape: &mut Geometry) {
    match shape {
        Geometry::Point(point) => form.position(say("Position"), point),
        Geometry::Path(line) => path(form, line),
        Geometry::Area(ground) => area(form, ground),
    }
}
