//! What is selected as GeoJSON for the clipboard, and GeoJSON from it into the plan.
//!
//! What is pasted is always new: it updates nothing, wherever it came from.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::files::exchange::{self, geojson};
use crate::model::{AnyId, Edit, Plan};

use super::tools::shape_of;
use super::{Editor, NoticeKind};

/// Longest text that is pasted, bytes: it is read while the window waits, and for how long that does.
const MOST_PASTED: usize = 4 << 20;
const PATIENCE: Duration = Duration::from_secs(10);
/// Notes of a paste that are listed; the count says how many there are.
const MOST_NOTES: usize = 12;

impl Editor {
    /// Returns what is selected as GeoJSON; `None` where nothing on the map is selected.
    pub fn copied(&self) -> Option<String> {
        let plan = self.plan();
        let selection = &self.workspace.selection;
        if !selection.iter().any(|id| is_on_map(plan, *id)) {
            return None;
        }
        let mut others = Vec::new();
        plan.each_id(&mut |id| {
            if is_on_map(plan, id) && !selection.contains(&id) {
                others.push(id);
            }
        });
        let alone = Edit::together(
            "Copy",
            vec![Edit::Delete(others), Edit::SetAreaOfOperations(None)],
        );
        alone.apply(plan).ok().map(|plan| geojson::write(&plan, None))
    }

    /// Adds what a GeoJSON text holds, beside what is there already in the same place; one step.
    pub(super) fn paste(&mut self, text: &str) {
        let refuse = |why: String| {
            (
                NoticeKind::Warning,
                "The clipboard holds no GeoJSON".to_owned(),
                why,
            )
        };
        let notice = match self.pasted(text) {
            Ok((edit, notes)) => {
                let before = Arc::clone(self.plan());
                self.commit(&edit);
                self.select_new(&before);
                if notes.is_empty() {
                    return;
                }
                let count = notes.len();
                let said: Vec<String> = notes.into_iter().take(MOST_NOTES).collect();
                let title = format!(
                    "Pasted; {count} {} to look at",
                    if count == 1 { "thing" } else { "things" }
                );
                (NoticeKind::Done, title, said.join("\n"))
            }
            Err(why) => refuse(why),
        };
        self.notices.push(notice.0, notice.1, notice.2);
    }

    fn pasted(&self, text: &str) -> Result<(Edit, Vec<String>), String> {
        if text.len() > MOST_PASTED {
            return Err("it is longer than 4 MB; save it as a file and import that".to_owned());
        }
        let plan = self.plan();
        let options = exchange::Options {
            into: Some(plan),
            fresh: Some(self.ids.clone().bits()),
            ..exchange::Options::default()
        };
        let reader = self.surroundings.reader.sooner(PATIENCE);
        let read = reader.read(Path::new("pasted.geojson"), text.as_bytes(), &options);
        let imported = read.imported.map_err(|refusal| refusal.message)?;
        let mut edits = Vec::new();
        let mut new: Vec<AnyId> = Vec::new();
        let mut same_place = false;
        imported.plan.each_id(&mut |id| {
            if id.is_in(plan) {
                return;
            }
            if let Some(entity) = id.entity_in(&imported.plan) {
                let name = entity.name().to_owned();
                edits.push(Edit::Create(entity.copied(id.bits(), &name)));
                if let Some(shape) = shape_of(&imported.plan, id, None) {
                    new.push(id);
                    let shape = shape.to_geometry();
                    same_place |= super::tools::each_shape(plan)
                        .any(|(_, known)| known.to_geometry() == shape)
                        || matches!(id, AnyId::Force(_)) && stands_there(plan, &shape);
                }
            }
        });
        if new.is_empty() {
            return Err(
                "it has no object for the map; copy a FeatureCollection, a Feature or a geometry".to_owned(),
            );
        }
        let count = new.len();
        if same_place {
            let [lat_e7, lon_e7] = self.beside();
            edits.push(Edit::Shift {
                ids: new,
                lat_e7,
                lon_e7,
            });
        }
        let objects = if count == 1 { "object" } else { "objects" };
        let notes = imported.notes.iter();
        let notes = notes
            .map(|note| crate::files::text::visible(&note.to_string()))
            .collect();
        Ok((Edit::together(format!("Paste {count} {objects}"), edits), notes))
    }
}

/// True where a force of the plan stands there.
fn stands_there(plan: &Plan, at: &crate::geometry::Geometry) -> bool {
    let mut placements = plan.forces.iter().flat_map(|(_, force)| &force.placements);
    placements.any(|placement| Some(placement.at) == at.as_point())
}

fn is_on_map(plan: &Plan, id: AnyId) -> bool {
    shape_of(plan, id, None).is_some()
}
