//! Forces and sites.

use std::sync::Arc;

use crate::checks::wording::grouped;
use crate::geometry::Geometry;
use crate::model::{Force, Id, Interval, Placement, Site, SiteKind};

use super::{Context, Drawn, Rank};
use crate::drawing::crowd::Kin;
use crate::drawing::marks::{site as site_symbol, site_colour};
use crate::drawing::mercator::world_from_ground;
use crate::drawing::scene::{Align, Anchor, Dash, Decor, Item, Label, Layer, Mark, Stroke, Text, Weight};
use crate::drawing::shape::Shape;
use crate::drawing::style::{Rgba, font, width};
use crate::drawing::symbols::unit_on_its_place;

/// Draws a force where it stands in the time that is shown: the first of its placements that holds then.
/// Where it goes in that time is drawn too: marches as arrows, later places as planned symbols.
pub(super) fn force(context: &Context, id: Id<Force>, force: &Force) -> Drawn {
    let mut drawn = Drawn::default();
    let mut places = force
        .placements
        .iter()
        .filter(|placement| context.shows(&placement.when));
    let Some(first) = places.next() else {
        return drawn;
    };
    let style = context.style(force.stakeholder);
    let later: Vec<&Placement> = if context.shown == Interval::ALWAYS {
        Vec::new()
    } else {
        places.filter(|place| place.at != first.at).collect()
    };
    let marches = force.moves.iter().filter(|march| {
        let interval = Interval {
            from: Some(march.start),
            until: Some(march.end),
        };
        march.path.points.len() > 1 && interval.intersection(context.shown).is_some()
    });
    let stroke = Stroke::solid(width::MOVE, style.outline).with(Decor::Arrow);
    let mut marched = false;
    for march in marches {
        marched = true;
        let mark = Mark::Line {
            shape: Arc::new(Shape::of_path(&march.path)),
            stroke,
        };
        drawn.item(Layer::Moves, id, mark);
    }
    let identity = context.identity(force.stakeholder);
    let ink = context.colours().ink;
    let mut before = first;
    for place in later {
        if !marched {
            let mark = Mark::Line {
                shape: Arc::new(Shape::of_points(&[before.at, place.at], false)),
                stroke: stroke.dashed(Dash::Short),
            };
            drawn.item(Layer::Moves, id, mark);
        }
        let mut planned = force.symbol.clone();
        planned.planned = true;
        let glyph = unit_on_its_place(&planned, identity, ink.opacity(0.6));
        let mark = Mark::Symbol {
            at: world_from_ground(place.at),
            glyph: Arc::new(faded(glyph)),
        };
        drawn.item(Layer::Moves, id, mark);
        before = place;
    }
    let at = world_from_ground(first.at);
    let glyph = unit_on_its_place(&force.symbol, identity, ink);
    if !force.name.is_empty() {
        let label = Label {
            subject: Some(id.into()),
            lines: vec![Text::new(&force.name, font::UNIT, Weight::SemiBold, ink)],
            anchor: Anchor::Beside {
                at,
                reach: glyph.reach,
            },
            align: Align::Symbol,
        };
        drawn.label(Rank::Unit, label);
    }
    let mark = Mark::Symbol {
        at,
        glyph: Arc::new(glyph),
    };
    let kin = Kin {
        party: force.stakeholder,
        party_name: style.label,
        ink: context.number_ink(),
        dot: None,
        rank: unit_rank(force),
    };
    let item = Item::new(Layer::Units, id, mark).of_kin(Some(Arc::new(kin)));
    drawn.items.push(Arc::new(item));
    drawn
}

/// Which unit stands for others that it stands with: the larger, of the same size the headquarters.
fn unit_rank(force: &Force) -> u16 {
    let echelon = force.symbol.echelon.map_or(0, |echelon| echelon as u16 + 1);
    echelon * 2 + u16::from(force.symbol.headquarters)
}

/// Which site keeps its symbol where they crowd: where people are or are cared for, then what all
/// depend on, then what is merely there.
const fn site_rank(kind: SiteKind) -> u16 {
    match kind {
        SiteKind::Hospital | SiteKind::Camp | SiteKind::Hazard => 9,
        SiteKind::Reception | SiteKind::CollectionPoint | SiteKind::ScreeningPoint => 8,
        SiteKind::Dam | SiteKind::Water | SiteKind::Power => 7,
        SiteKind::Bridge => 6,
        SiteKind::Worship | SiteKind::School | SiteKind::Heritage => 5,
        SiteKind::Market => 4,
        SiteKind::Settlement | SiteKind::BuiltUpArea => 2,
        SiteKind::River | SiteKind::Road | SiteKind::Railway | SiteKind::Other => 1,
    }
}

/// A symbol of what is not there yet.
fn faded(mut glyph: crate::drawing::symbols::Glyph) -> crate::drawing::symbols::Glyph {
    use crate::drawing::symbols::Primitive;
    for primitive in &mut glyph.primitives {
        let (Primitive::Fill { colour, .. }
        | Primitive::Line { colour, .. }
        | Primitive::Letters { colour, .. }) = primitive;
        *colour = colour.opacity(0.55);
    }
    glyph
}

/// Draws a site: a symbol at a point, a quiet ground feature where it is a river, a road or built-up
/// ground, else an outline with its symbol.
pub(super) fn site(context: &Context, id: Id<Site>, site: &Site) -> Drawn {
    let mut drawn = Drawn::default();
    if !context.shows(&site.when) {
        return drawn;
    }
    match &site.shape {
        Geometry::Point(at) => site_point(context, id, site, world_from_ground(*at), &mut drawn),
        Geometry::Path(path) if path.points.len() > 1 => {
            let shape = Arc::new(Shape::of_path(path));
            let mark = Mark::Line {
                shape: Arc::clone(&shape),
                stroke: way(context, site.kind),
            };
            drawn.item(Layer::Ground, id, mark);
            name(context, id, site, Anchor::Along(shape), &mut drawn);
        }
        Geometry::Path(_) => {}
        Geometry::Area(area) => {
            let shape = Arc::new(Shape::of_area(area));
            if let Some(colour) = ground(context, site.kind) {
                let fill = Mark::Fill {
                    shape: Arc::clone(&shape),
                    colour,
                    texture: None,
                };
                drawn.item(Layer::Ground, id, fill);
                let edge = Mark::Line {
                    shape: Arc::clone(&shape),
                    stroke: Stroke::solid(1.0, colour),
                };
                drawn.item(Layer::Ground, id, edge);
            } else {
                let colour = site_colour(site.kind, context.colours());
                let fill = Mark::Fill {
                    shape: Arc::clone(&shape),
                    colour: colour.opacity(0.10),
                    texture: None,
                };
                drawn.item(Layer::Areas, id, fill);
                let edge = Mark::Line {
                    shape: Arc::clone(&shape),
                    stroke: Stroke::solid(width::MEASURE, colour),
                };
                drawn.item(Layer::Areas, id, edge);
            }
            name(context, id, site, Anchor::Near(shape), &mut drawn);
        }
    }
    drawn
}

fn ground(context: &Context, kind: SiteKind) -> Option<Rgba> {
    let colours = context.colours();
    match kind {
        SiteKind::BuiltUpArea | SiteKind::Settlement => Some(colours.built_up),
        SiteKind::River | SiteKind::Water => Some(colours.water),
        _ => None,
    }
}

fn way(context: &Context, kind: SiteKind) -> Stroke {
    let colours = context.colours();
    match kind {
        SiteKind::River | SiteKind::Water => Stroke::solid(3.0, colours.river),
        SiteKind::Railway => Stroke::solid(1.4, colours.railway).dashed(Dash::Long),
        SiteKind::Road => Stroke::solid(2.2, colours.road),
        _ => Stroke::solid(2.6, site_colour(kind, colours)),
    }
}

fn site_point(context: &Context, id: Id<Site>, site: &Site, at: [f64; 2], drawn: &mut Drawn) {
    let glyph = Arc::new(site_symbol(site.kind, context.colours()));
    let reach = glyph.reach;
    let kin = Kin {
        party: None,
        party_name: String::new(),
        ink: context.number_ink(),
        dot: Some(site_colour(site.kind, context.colours())),
        rank: site_rank(site.kind),
    };
    let item = Item::new(Layer::Sites, id, Mark::Symbol { at, glyph }).of_kin(Some(Arc::new(kin)));
    drawn.items.push(Arc::new(item));
    name(context, id, site, Anchor::Beside { at, reach }, drawn);
}

/// Names a site; at a camp, says how many people are there.
fn name(context: &Context, id: Id<Site>, site: &Site, anchor: Anchor, drawn: &mut Drawn) {
    let mut words = site.name.clone();
    if matches!(site.kind, SiteKind::Camp | SiteKind::Reception)
        && let Some(people) = &site.people
    {
        words.push_str("  ");
        words.push_str(&grouped(f64::from(people.best)));
    }
    if words.is_empty() {
        return;
    }
    let colours = context.colours();
    let quiet = ground(context, site.kind).is_some() || matches!(&site.shape, Geometry::Path(_));
    let (weight, colour) = if quiet {
        (Weight::Regular, colours.place)
    } else {
        (Weight::SemiBold, site_colour(site.kind, colours))
    };
    let colour = colour.readable_on(colours.land, 4.5);
    let align = if matches!(anchor, Anchor::Beside { .. }) {
        Align::Symbol
    } else {
        Align::Centre
    };
    let latin = Text::new(words, font::SITE, weight, colour);
    let native = Some(site.native_name.trim()).filter(|native| !native.is_empty() && *native != site.name);
    let native = native.map(|native| Text::new(native, font::SITE, weight, colour));
    let ways = vec![
        std::iter::once(latin.clone()).chain(native).collect(),
        vec![latin],
    ];
    let label = Label {
        subject: Some(id.into()),
        lines: Vec::new(),
        anchor,
        align,
    };
    drawn.label_in(Rank::Site, ways, &label);
}
