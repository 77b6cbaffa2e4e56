//! From plan and report to scene: what holds in a phase, as somebody sees it.
//!
//! [`compose()`] makes a scene at once. A [`Composer`] remembers what it made of each row and makes anew
//! only what changed: dragging a vertex costs the dragged sector. Nothing is judged here, and no rule is
//! known by name: findings are drawn by what they are about.

mod changed;
mod context;
mod findings;
mod ground;
mod heat;
mod lines;
mod points;
mod readings;
mod standing;

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::checks::{Report, Standing};
use crate::geometry::{Area, Position};
use crate::language::Language;
use crate::model::{AnyId, Entity, Id, Phase, Plan, Stakeholder};

pub use changed::{Marked, changed, differing};
use context::Context;
use findings::KeptFinding;
use standing::Rested;

use super::mercator::world_from_ground;
use super::scene::{Dash, Item, Label, Layer, Mark, Scene, Stroke, Subject};
use super::shape::Shape;
use super::style::{Theme, width};
use super::symbols::{Glyph, Primitive};

/// How a plan is looked at.
#[derive(Clone, Copy, Debug)]
pub struct View<'v> {
    /// Light or dark.
    pub theme: Theme,
    /// Only what holds in some minute of this phase; `None`: everything.
    pub phase: Option<Id<Phase>>,
    /// Who looks, which sets the frames of units; `None`: whom the plan names, else nobody.
    pub viewpoint: Option<Id<Stakeholder>>,
    /// What is not drawn.
    pub hidden: &'v BTreeSet<AnyId>,
    /// What is selected.
    pub selection: &'v BTreeSet<AnyId>,
    /// What the pointer is over.
    pub hovered: Option<AnyId>,
    /// Whether contested ground, gaps and badges are drawn.
    pub show_findings: bool,
    /// Whether ground is coloured by how much its findings weigh.
    pub show_heat: bool,
    /// The finding looked at, by its place in the report: drawn even where findings are not.
    pub selected_finding: Option<usize>,
    /// What words of the program are said in; names stay as they are.
    pub language: Language,
}

/// Makes the scene of a plan.
pub fn compose(plan: &Plan, report: Option<&Report>, view: &View<'_>) -> Scene {
    Composer::default().compose(plan, report, view)
}

/// Makes scenes of a plan that changes, and remembers what it made of every row.
#[derive(Debug, Default)]
pub struct Composer {
    context: Option<Context>,
    standing: Option<(Rested, Standing)>,
    kept: BTreeMap<AnyId, Kept>,
    operations: Option<(Area, Drawn)>,
    findings: Vec<KeptFinding>,
}

/// What was made of a row, for as long as the row is the same in memory.
#[derive(Debug)]
struct Kept {
    row: Arc<dyn Any + Send + Sync>,
    drawn: Drawn,
}

/// What one thing puts on the picture.
#[derive(Debug, Default)]
struct Drawn {
    items: Vec<Arc<Item>>,
    labels: Vec<(Rank, Arc<Label>)>,
}

/// Which names are given room first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Sector,
    Boundary,
    Unit,
    Corridor,
    Site,
    Measure,
}

impl Drawn {
    fn item(&mut self, layer: Layer, subject: impl Into<Subject>, mark: Mark) {
        self.items.push(Arc::new(Item::new(layer, subject, mark)));
    }

    fn label(&mut self, rank: Rank, label: Label) {
        self.labels.push((rank, Arc::new(label)));
    }

    /// A name that may be written in several ways, the longest first.
    fn label_in(&mut self, rank: Rank, ways: Vec<Vec<super::scene::Text>>, label: &Label) {
        let mut known: Vec<Vec<super::scene::Text>> = Vec::new();
        for lines in ways {
            if lines.is_empty() || known.contains(&lines) {
                continue;
            }
            known.push(lines.clone());
            let label = Label {
                lines,
                ..label.clone()
            };
            self.label(rank, label);
        }
    }
}

impl Composer {
    /// Makes the scene of a plan; items of what did not change are the same in memory as before.
    pub fn compose(&mut self, plan: &Plan, report: Option<&Report>, view: &View<'_>) -> Scene {
        let known = self.standing.take().filter(|(rested, _)| rested.serves(plan));
        let (_, standing) = self
            .standing
            .insert(known.unwrap_or_else(|| (Rested::of(plan), Standing::of(plan))));
        let context = Context::of(plan, view, standing);
        let context = match self.context.take() {
            Some(before) if before.is_same(&context) => before,
            _ => {
                self.kept.clear();
                self.findings.clear();
                self.operations = None;
                context
            }
        };
        self.kept.retain(|id, _| id.is_in(plan));
        let mut canvas = Canvas::default();
        if let Some(area) = &plan.info.area_of_operations {
            canvas.add(self.operations(&context, area));
        }
        self.table(&context, plan, view, &mut canvas, ground::sector);
        self.table(&context, plan, view, &mut canvas, lines::measure);
        self.table(&context, plan, view, &mut canvas, points::site);
        self.table(&context, plan, view, &mut canvas, lines::corridor);
        self.table(&context, plan, view, &mut canvas, lines::boundary);
        self.table(&context, plan, view, &mut canvas, points::force);
        if let Some(report) = report {
            if view.show_heat {
                let whole = crate::checks::situation::span_of(plan);
                for item in heat::heat(&context, report, view, whole) {
                    canvas.item(item);
                }
            }
            let looked_at = view.selected_finding.and_then(|place| report.findings.get(place));
            if let Some(finding) = looked_at {
                canvas.add(&readings::readings(&context, plan, finding));
            }
            findings::compose(&mut self.findings, &context, report, view, &mut canvas);
        }
        self.emphasise(&context, view, &mut canvas);
        self.context = Some(context);
        canvas.into_scene()
    }

    fn table<E: Entity>(
        &mut self,
        context: &Context,
        plan: &Plan,
        view: &View<'_>,
        canvas: &mut Canvas,
        draw: fn(&Context, Id<E>, &E) -> Drawn,
    ) {
        for (id, row) in E::table(plan).rows() {
            let any = E::any_id(id);
            if view.hidden.contains(&any) {
                continue;
            }
            let same = |kept: &&Kept| std::ptr::addr_eq(Arc::as_ptr(&kept.row), Arc::as_ptr(row));
            if let Some(kept) = self.kept.get(&any).filter(same) {
                canvas.add(&kept.drawn);
                continue;
            }
            let drawn = draw(context, id, row);
            canvas.add(&drawn);
            let row: Arc<dyn Any + Send + Sync> = Arc::<E>::clone(row);
            self.kept.insert(any, Kept { row, drawn });
        }
    }

    fn operations(&mut self, context: &Context, area: &Area) -> &Drawn {
        let kept = self.operations.take().filter(|(known, _)| known == area);
        let (_, drawn) = self
            .operations
            .insert(kept.unwrap_or_else(|| (area.clone(), ground::operations(context, area))));
        drawn
    }

    /// Puts a glow under what is selected or hovered, and handles on the vertices of what is selected.
    fn emphasise(&self, context: &Context, view: &View<'_>, canvas: &mut Canvas) {
        let hovered = view.hovered.filter(|id| !view.selection.contains(id));
        for id in view.selection.iter().chain(&hovered) {
            let Some(kept) = self.kept.get(id).filter(|_| !view.hidden.contains(id)) else {
                continue;
            };
            let selected = view.selection.contains(id);
            for item in emphasis(context, *id, &kept.drawn, selected) {
                canvas.item(Arc::new(item));
            }
        }
    }
}

fn emphasis(context: &Context, id: AnyId, drawn: &Drawn, selected: bool) -> Vec<Item> {
    let accent = context.colours().accent;
    let glow = accent.opacity(if selected { 0.32 } else { 0.18 });
    let mut items = Vec::new();
    let mut seen: Vec<&Arc<Shape>> = Vec::new();
    for item in &drawn.items {
        match &item.mark {
            Mark::Line { shape, .. } if !seen.iter().any(|known| Arc::ptr_eq(known, shape)) => {
                seen.push(shape);
                let mark = Mark::Line {
                    shape: Arc::clone(shape),
                    stroke: Stroke::solid(width::SELECTION, glow),
                };
                items.push(Item::new(Layer::Glow, id, mark));
            }
            Mark::Symbol { at, glyph } => {
                let mark = Mark::Symbol {
                    at: *at,
                    glyph: Arc::new(ring(glyph, context, selected)),
                };
                items.push(Item::new(Layer::Selection, id, mark));
            }
            _ => {}
        }
    }
    if selected && let Some(shape) = seen.first() {
        // The line itself again, over the glow, and the handles on top.
        let line = drawn
            .items
            .iter()
            .find(|item| matches!(item.mark, Mark::Line { .. }));
        if let Some(line) = line {
            items.push(Item::new(Layer::Glow, id, line.mark.clone()));
        }
        let mark = Mark::Handles {
            shape: Arc::clone(shape),
            edge: accent,
            face: context.colours().panel,
        };
        items.push(Item::new(Layer::Selection, id, mark));
    }
    items
}

/// A frame round a symbol that is selected or hovered.
fn ring(glyph: &Glyph, context: &Context, selected: bool) -> Glyph {
    let [left, up, right, down] = glyph.reach.map(|reach| reach + 3.5);
    let accent = context.colours().accent;
    Glyph::of(vec![Primitive::Line {
        points: vec![[-left, -up], [right, -up], [right, down], [-left, down]],
        closed: true,
        width: if selected { 1.8 } else { 1.2 },
        colour: accent.opacity(if selected { 1.0 } else { 0.55 }),
        dashed: false,
    }])
}

/// Items sheet by sheet and labels rank by rank, while a scene is made.
#[derive(Debug, Default)]
struct Canvas {
    sheets: BTreeMap<Layer, Vec<Arc<Item>>>,
    labels: BTreeMap<Rank, Vec<Arc<Label>>>,
    callout: Option<Arc<super::scene::Callout>>,
}

impl Canvas {
    fn add(&mut self, drawn: &Drawn) {
        for item in &drawn.items {
            self.item(Arc::clone(item));
        }
        for (rank, label) in &drawn.labels {
            self.labels.entry(*rank).or_default().push(Arc::clone(label));
        }
    }

    fn item(&mut self, item: Arc<Item>) {
        self.sheets.entry(item.layer).or_default().push(item);
    }

    fn into_scene(self) -> Scene {
        Scene {
            items: self.sheets.into_values().flatten().collect(),
            labels: self.labels.into_values().flatten().collect(),
            callout: self.callout,
        }
    }
}

/// Draws what is round things that are to be selected.
pub fn lasso(points: &[Position], theme: Theme) -> Scene {
    let colours = theme.colours();
    let shape = Arc::new(Shape::of_points(points, true));
    let marks = [
        Mark::Fill {
            shape: Arc::clone(&shape),
            colour: colours.accent.opacity(0.10),
            texture: None,
        },
        Mark::Line {
            shape,
            stroke: Stroke::solid(1.2, colours.accent).dashed(Dash::Short),
        },
    ];
    let items = marks.map(|mark| Arc::new(Item::of(Layer::Selection, None, mark)));
    Scene {
        items: items.to_vec(),
        ..Scene::default()
    }
}

/// Makes the scene of a shape that is being drawn: a line with handles, and what the pointer snaps to.
pub fn sketch(points: &[Position], closed: bool, snapped: Option<Position>, theme: Theme) -> Scene {
    let colours = theme.colours();
    let mut items = Vec::new();
    let shape = Arc::new(Shape::of_points(points, closed));
    if closed && points.len() > 2 {
        items.push(Mark::Fill {
            shape: Arc::clone(&shape),
            colour: colours.accent.opacity(0.10),
            texture: None,
        });
    }
    if points.len() > 1 {
        let open = Arc::new(Shape::of_points(points, false));
        items.push(Mark::Line {
            shape: open,
            stroke: Stroke::solid(2.0, colours.accent),
        });
    }
    if let (true, [first, _, .., last]) = (closed, points) {
        items.push(Mark::Line {
            shape: Arc::new(Shape::of_points(&[*last, *first], false)),
            stroke: Stroke::solid(1.4, colours.accent).dashed(Dash::Short),
        });
    }
    if !points.is_empty() {
        items.push(Mark::Handles {
            shape,
            edge: colours.accent,
            face: colours.panel,
        });
    }
    if let Some(snapped) = snapped {
        let ring = super::symbols::ellipse([0.0; 2], [7.5; 2], 28);
        items.push(Mark::Symbol {
            at: world_from_ground(snapped),
            glyph: Arc::new(Glyph::of(vec![Primitive::Line {
                points: ring,
                closed: true,
                width: 1.8,
                colour: colours.accent,
                dashed: false,
            }])),
        });
    }
    let items = items
        .into_iter()
        .map(|mark| Arc::new(Item::of(Layer::Selection, None, mark)));
    Scene {
        items: items.collect(),
        ..Scene::default()
    }
}

#[cfg(test)]
mod tests;
