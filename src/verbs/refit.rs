//! New ground for sectors, with all that follows from it for who is beside them.

use std::collections::{BTreeMap, BTreeSet};

use super::extent::{common, when_of};
use super::neighbours::{meets, times};
use crate::geometry::{
    Area, Bounds, Frame, Geometry, Nodes, Path, common_lines, is_on_edge, parts_near, total_length_m,
};
use crate::model::{AnyEntity, AnyId, Boundary, Edit, Id, Interval, Plan, Sector, When};

/// How near two lines are that run along each other, in metres: rounding.
const ALONG_M: f64 = 0.05;

/// Along less than this two lines only touch, in metres.
const TOUCH_M: f64 = 1.0;

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

impl Regrounded {
    /// Lets ground be a sector's in a time of its own: as a new sector like it.
    pub(super) fn keep_for(
        &mut self,
        (of, like): (Id<Sector>, &Sector),
        ground: &Area,
        when: When,
        name: String,
        bits: u64,
    ) {
        let part = Sector {
            area: ground.clone(),
            when,
            name,
            foreign_id: None,
            label_at: None,
            ..like.clone()
        };
        self.created.push((Id::from_bits(bits), part, Some(of)));
    }
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
        let Some(before) = followed(plan, boundary) else {
            continue;
        };
        let after_a = to.changed.get(&a).unwrap_or(&before_a.area);
        let after_b = to.changed.get(&b).unwrap_or(&before_b.area);
        let kept = next_line(&boundary.path, &before, common_lines(after_a, after_b));
        let is_kept = kept.is_some();
        edits.extend(
            kept.filter(|path| *path != boundary.path)
                .map(|path| reshape(id, Geometry::Path(path))),
        );
        let edge = Edge {
            plan,
            boundary,
            before: &before,
        };
        let mut heirs = Vec::new();
        let mut is_led_on = false;
        for (giver, other, ground) in [(a, b, after_b), (b, a, after_a)] {
            for taker in takers(plan, to).filter(|taker| taker.id != a && taker.id != b) {
                match edge.taken(giver, &taker, (other, ground)) {
                    Taken::Nothing => {}
                    Taken::ByTheirs => is_led_on = true,
                    Taken::Heir(heir) => heirs.push(*heir),
                }
            }
        }
        let mut heirs = heirs.into_iter();
        if !is_kept {
            match heirs.next() {
                Some(heir) => edits.push(Edit::Update(AnyEntity::from((id, heir)))),
                None if is_led_on => edits.push(Edit::Delete(vec![id.into()])),
                None => {}
            }
        }
        edits.extend(heirs.map(|heir| {
            let copy = Boundary {
                foreign_id: None,
                ..heir
            };
            Edit::Create(AnyEntity::from((Id::from_bits(fresh()), copy)))
        }));
    }
    edits
}

/// A sector as it will be.
struct Taker<'a> {
    id: Id<Sector>,
    sector: &'a Sector,
    area: &'a Area,
    /// The one that it was a part of.
    of: Option<Id<Sector>>,
}

fn takers<'a>(plan: &'a Plan, to: &'a Regrounded) -> impl Iterator<Item = Taker<'a>> {
    let created = to.created.iter().map(|(id, sector, of)| Taker {
        id: *id,
        sector,
        area: &sector.area,
        of: *of,
    });
    let changed = to.changed.iter().filter_map(|(id, area)| {
        Some(Taker {
            id: *id,
            sector: plan.sectors.get(*id)?,
            area,
            of: None,
        })
    });
    created.chain(changed)
}

/// A boundary and the lines that its two sectors had in common.
struct Edge<'a> {
    plan: &'a Plan,
    boundary: &'a Boundary,
    before: &'a [Path],
}

/// What somebody has of the edge that one of a boundary's two sectors gave away.
enum Taken {
    Nothing,
    /// There is a boundary of the two that now border, and it is led on.
    ByTheirs,
    /// A boundary like the one there was.
    Heir(Box<Boundary>),
}

impl Edge<'_> {
    fn taken(&self, giver: Id<Sector>, taker: &Taker<'_>, (other, ground): (Id<Sector>, &Area)) -> Taken {
        let (plan, boundary) = (self.plan, self.boundary);
        let (Some(gave), Some(beside)) = (plan.sectors.get(giver), plan.sectors.get(other)) else {
            return Taken::Nothing;
        };
        let is_part = taker.of == Some(giver);
        let line = next_line(&boundary.path, self.before, common_lines(taker.area, ground));
        let Some(path) = line.filter(|line| is_part || together_m(&boundary.path, line) > TOUCH_M) else {
            return Taken::Nothing;
        };
        let when = if taker.sector.when == gave.when {
            Some(boundary.when.clone())
        } else {
            let both = common(plan, &taker.sector.when, &beside.when);
            when_of(plan, &both).and_then(|both| when_of(plan, &common(plan, &both, &boundary.when)))
        };
        let Some(when) = when else { return Taken::Nothing };
        let is_theirs = |known: &Boundary| {
            let pair = [taker.id, other];
            let between = known.between;
            between.is_some_and(|[a, b]| pair == [a, b] || pair == [b, a])
                && !common(plan, &known.when, &when).is_empty()
        };
        if plan.boundaries.iter().any(|(_, known)| is_theirs(known)) {
            return Taken::ByTheirs;
        }
        let named = |party| match party {
            Some(_) if party == gave.holder => taker.sector.holder,
            party => party,
        };
        Taken::Heir(Box::new(Boundary {
            path,
            left: named(boundary.left),
            right: named(boundary.right),
            inclusive_to: named(boundary.inclusive_to),
            when,
            between: boundary
                .between
                .map(|between| between.map(|id| if id == giver { taker.id } else { id })),
            ..boundary.clone()
        }))
    }
}

/// The lines that a boundary's two sectors have in common, where it runs along the whole of one of them.
pub(super) fn followed(plan: &Plan, boundary: &Boundary) -> Option<Vec<Path>> {
    let [a, b] = boundary.between?;
    let lines = common_lines(&plan.sectors.get(a)?.area, &plan.sectors.get(b)?.area);
    lines
        .iter()
        .any(|line| is_along(&boundary.path, line))
        .then_some(lines)
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

/// Of the lines that two have in common now, the one that goes on where the old one was, run through the
/// same way; where none does, the longest that is new. Lines that were there before are others' to follow.
fn next_line(old: &Path, before: &[Path], lines: Vec<Path>) -> Option<Path> {
    let others: Vec<&Path> = before.iter().filter(|line| !is_along(old, line)).collect();
    let was_anothers = |line: &Path| others.iter().any(|other| together_m(other, line) > TOUCH_M);
    let rated = lines.into_iter().map(|line| {
        let rate = [together_m(old, &line), crate::geometry::length_m(&line)];
        (rate, line)
    });
    rated
        .filter(|([together_m, _], line)| *together_m > TOUCH_M || !was_anothers(line))
        .max_by(|(one, _), (other, _)| one[0].total_cmp(&other[0]).then(one[1].total_cmp(&other[1])))
        .map(|(_, line)| directed(old, line))
}

/// How far a line runs along another, in metres.
fn together_m(one: &Path, other: &Path) -> f64 {
    let frame = Frame::around(one.points.iter().copied());
    let along = parts_near(
        &frame,
        std::slice::from_ref(other),
        std::slice::from_ref(one),
        ALONG_M,
    );
    total_length_m(&along)
}

/// A line that leads the way another does.
fn directed(old: &Path, mut line: Path) -> Path {
    if runs_against(old, &line) {
        line.points.reverse();
    }
    line
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
