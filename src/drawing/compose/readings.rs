//! How parties read an agreement: the ground that each takes its clauses to speak of, one over the other.
//!
//! Drawn only while a finding about that agreement is looked at: where two readings differ is then seen
//! at a glance. Which of them is right is nobody's business here.

use std::sync::Arc;

use crate::checks::Finding;
use crate::drawing::scene::{Align, Anchor, Dash, Label, Layer, Mark, Stroke, Text, Weight};
use crate::drawing::shape::Shape;
use crate::drawing::style::font;
use crate::model::{AnyId, Plan};

use super::{Context, Drawn, Rank};

/// Returns the readings with ground of every agreement that a finding is about, each in its party's
/// colours and with its name.
pub(super) fn readings(context: &Context, plan: &Plan, finding: &Finding) -> Drawn {
    let mut drawn = Drawn::default();
    let agreements = finding.subjects.iter().filter_map(|subject| match subject {
        AnyId::Agreement(id) => Some((*id, plan.agreements.get(*id)?)),
        _ => None,
    });
    for (id, agreement) in agreements {
        for party in &agreement.parties {
            let style = context.style(Some(party.stakeholder));
            for area in party.readings.iter().filter_map(|reading| reading.area.as_ref()) {
                let shape = Arc::new(Shape::of_area(area));
                let fill = Mark::Fill {
                    shape: Arc::clone(&shape),
                    colour: style.outline.opacity(0.16),
                    texture: None,
                };
                let edge = Mark::Line {
                    shape: Arc::clone(&shape),
                    stroke: Stroke::solid(2.4, style.outline).dashed(Dash::Long),
                };
                for mark in [fill, edge] {
                    drawn.item(Layer::Findings, AnyId::from(id), mark);
                }
                let words = context.said(&format!("as {} reads it", style.label));
                let label = Label {
                    subject: Some(id.into()),
                    lines: vec![Text::new(words, font::SECONDARY, Weight::SemiBold, style.text)],
                    anchor: Anchor::Inside(shape),
                    align: Align::Centre,
                };
                drawn.label(Rank::Sector, label);
            }
        }
    }
    drawn
}
