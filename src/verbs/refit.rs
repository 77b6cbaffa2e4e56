//! New ground for sectors, with all that follows from it for who is beside them.

use std::collections::{BTreeMap, BTreeSet};

use super::neighbours::{meets, times};
use crate::geometry::{Area, Bounds, Geometry, Nodes, Path, common_lines, is_on_edge};
use crate::model::{AnyEntity, AnyId, Boundary, Edit, Id, Interval, Plan, Sector};

/// Sectors that get other ground, new ones, and ones that go.
#[derive(Clone, Debug, Default)]
pub struct Regrounded {
    /// Other ground for a sector of the plan.
    pub changed: BTreeMap<Id<Sector>, Area>,
    /// New sectors, each with the one it was a part of, whose boundaries it keeps where it has its edge.
    pub created: Vec<(Id<Sector>, Sector, Option<Id<Sector>>)>,
    /// Sectors that are about to be deleted: they are nobody's neighbours.
    pub going: BTreeSet<Id<Sector>>,
}

/// Returns the edits that give sectors this ground: neighbours get the vertices on their edges and the
/// other way round, and boundaries that followed an edge follow it on. `fresh` gives ids for new
/// boundaries.
pub fn refit(plan: &Plan, mut to: Regrounded, fresh: &mut dyn FnMut() -> u64) -> Vec<Edit> {
    let whens = to.changed.keys().filter_map(|id| plan.sectors.get(*id));
    let whens = whens.chain(to.created.iter().map(|(_, sector, _)| sector));
    let during: Vec<Interval> = whens.flat_map(|sector| times(plan, &sector.when)).collect();
    let boxes = to
        .changed
        .values()
        .chain(to.created.iter().map(|(_, sector, _)| &sector.area))
        .filter_map(Area::bounds);
    let near = Bounds::of_all(boxes).map(|near| near.grown_m(1.0));
    let neighbours: Vec<(Id<Sector>, &Area)> = plan
        .sectors
        .iter()
        .filter(|(id, sector)| {
            !to.changed.contains_key(id)
                && !to.going.contains(id)
                && meets(plan, &sector.when, &during)
                && near.is_some_and(|near| sector.area.bounds().is_some_and(|bounds| bounds.meets(near)))
        })
        .map(|(id, sector)| (id, &sector.area))
        .collect();

    let theirs = neighbours.iter().flat_map(|(_, area)| area.points());
    let all = Nodes::of(
        theirs
            .filter(|point| near.is_some_and(|near| near.contains(*point)))
            .chain(new_vertices(&to)),
    );
    for area in to.changed.values_mut() {
        node(area, &all);
    }
    for (_, sector, _) in &mut to.created {
        node(&mut sector.area, &all);
    }
    let own = Nodes::of(new_vertices(&to));
    let mut edits: Vec<Edit> = to
        .changed
        .iter()
        .map(|(id, area)| reshape(*id, Geometry::Area(area.clone())))
        .collect();
    edits.extend(neighbours.iter().filter_map(|(id, area)| {
        let noded = own.put_into_area(area)?;
        Some(reshape(*id, Geometry::Area(noded)))
    }));
    edits.extend(
        to.created
            .iter()
            .map(|(id, sector, _)| Edit::Create(AnyEntity::from((*id, sector.clone())))),
    );
    edits.extend(boundaries(plan, &to, fresh));
    edits
}

fn new_vertices(to: &Regrounded) -> Vec<crate::geometry::Position> {
    let created = to.created.iter().flat_map(|(_, sector, _)| sector.area.points());
    to.changed
        .values()
        .flat_map(Area::points)
        .chain(created)
        .collect()
}

fn node(area: &mut Area, nodes: &Nodes) {
    if let Some(noded) = nodes.put_into_area(area) {
        *area = noded;
    }
}

fn reshape(id: impl Into<AnyId>, to: Geometry) -> Edit {
    Edit::Reshape { id: id.into(), to }
}

/// The edits of boundaries that follow an edge of what changes.
fn boundaries(plan: &Plan, to: &Regrounded, fresh: &mut dyn FnMut() -> u64) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (id, boundary) in plan.boundaries.iter() {
        let Some([a, b]) = boundary.between else {
            continue;
        };
        let touched = to.changed.contains_key(&a) || to.changed.contains_key(&b);
        if !touched || to.going.contains(&a) || to.going.contains(&b) {
            continue;
        }
        let (Some(before_a), Some(before_b)) = (plan.sectors.get(a), plan.sectors.get(b)) else {
            continue;
        };
        let before = common_lines(&before_a.area, &before_b.area);
        if !before.iter().any(|line| is_along(&boundary.path, line)) {
            continue;
        }
        let after_a = to.changed.get(&a).unwrap_or(&before_a.area);
        let after_b = to.changed.get(&b).unwrap_or(&before_b.area);
        if let Some(path) = nearest_line(&boundary.path, common_lines(after_a, after_b))
            && path != boundary.path
        {
            edits.push(reshape(id, Geometry::Path(path)));
        }
        // What was cut off keeps the boundary where it has the edge now.
        for (new, sector, of) in &to.created {
            let (between, other) = match *of {
                Some(of) if of == a => ([*new, b], after_b),
                Some(of) if of == b => ([a, *new], after_a),
                _ => continue,
            };
            if let Some(path) = nearest_line(&boundary.path, common_lines(&sector.area, other)) {
                let copy = Boundary {
                    path,
                    between: Some(between),
                    foreign_id: None,
                    ..boundary.clone()
                };
                edits.push(Edit::Create(AnyEntity::from((Id::from_bits(fresh()), copy))));
            }
        }
    }
    edits
}

/// True where a boundary runs along a whole line: both end where the other does, and all its vertices
/// lie on it.
fn is_along(path: &Path, line: &Path) -> bool {
    let ends = |path: &Path| {
        let (first, last) = (path.points.first().copied(), path.points.last().copied());
        (first.min(last), first.max(last))
    };
    ends(path) == ends(line)
        && path.points.iter().all(|point| {
            line.points.contains(point) || line.edges().any(|(start, end)| is_on_edge(*point, start, end))
        })
}

/// The longest of these lines, run through the way the old one was.
fn nearest_line(old: &Path, lines: Vec<Path>) -> Option<Path> {
    let mut line = lines
        .into_iter()
        .max_by(|one, other| crate::geometry::length_m(one).total_cmp(&crate::geometry::length_m(other)))?;
    if runs_against(old, &line) {
        line.points.reverse();
    }
    Some(line)
}

/// True where two lines lead from end to end in opposite directions.
fn runs_against(one: &Path, other: &Path) -> bool {
    let way = |path: &Path| match (path.points.first(), path.points.last()) {
        (Some(first), Some(last)) => [
            last.longitude() - first.longitude(),
            last.latitude() - first.latitude(),
        ],
        _ => [0.0; 2],
    };
    // By the edge they share, where they do: a line that turns back on itself ends near where it starts.
    for (start, end) in one.edges() {
        if other.edges().any(|edge| edge == (start, end)) {
            return false;
        }
        if other.edges().any(|edge| edge == (end, start)) {
            return true;
        }
    }
    let ([x, y], [u, v]) = (way(one), way(other));
    x * u + y * v < 0.0
}
