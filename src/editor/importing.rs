//! A file of a partner's on its way into the plan: read beside the window, shown as a draft, taken as one step.
//!
//! Nothing of the plan changes before it is taken. What the planner chooses about groups and columns is a
//! value ([`ImportOrder`]); with another order, or another plan beneath it, the file is read anew. The newest
//! order counts, and an answer to an older one is only passed by.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::drawing::Bounds;
use crate::drawing::mercator::world_from_ground;
use crate::files::exchange::table::{Mapping, TableLook};
use crate::files::exchange::{Choices, FileRead, Group, Imported, MapKind, Options, Reader};
use crate::files::{LocalDisk, plan_file, text};
use crate::model::Plan;

use super::Editor;
use super::jobs::Answer;
use super::notices::NoticeKind;
use super::template::with_districts;
use super::tools;

/// What is chosen about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOrder {
    /// What its groups are, whose, and when.
    pub choices: Choices,
    /// What the columns of a table hold.
    pub mapping: Mapping,
}

/// A file that is being imported.
#[derive(Debug)]
pub struct Importing {
    /// Which.
    pub path: PathBuf,
    /// What is chosen so far.
    pub order: ImportOrder,
    /// What was last made of it.
    pub read: Option<Arc<ImportRead>>,
    /// Files that wait until this one is done with.
    pub waiting: Vec<PathBuf>,
    /// Its polygons are districts: sectors by name, and together the area of operations.
    pub is_districts: bool,
    /// Which import this is: answers to another are passed by.
    /// What the program carries itself: there is no such file.
    own: Option<&'static str>,
    number: u64,
    is_reading: bool,
}

/// What was made of a file.
#[derive(Debug)]
pub struct ImportRead {
    number: u64,
    /// What was chosen.
    pub order: ImportOrder,
    /// The plan it was read into.
    pub base: Arc<Plan>,
    /// The bytes; absent where they could not be read.
    bytes: Option<Arc<Vec<u8>>>,
    /// The plan with the file in it, and the report; or why there is none.
    pub imported: Result<Imported, String>,
    /// How a table was understood, even where nothing came of it.
    pub table: Option<TableLook>,
    /// The groups of the file, even where nothing came of it.
    pub groups: Vec<Group>,
    plan: Option<Arc<Plan>>,
}

impl Importing {
    /// Returns the file's name.
    pub fn name(&self) -> String {
        file_name(&self.path)
    }

    /// Returns what was last made of the file, where that worked.
    pub fn imported(&self) -> Option<&Imported> {
        self.read.as_ref()?.imported.as_ref().ok()
    }

    /// Returns why nothing could be made of the file as it is chosen.
    pub fn fault(&self) -> Option<&str> {
        self.read.as_ref()?.imported.as_ref().err().map(String::as_str)
    }

    /// Returns true while the file is being read as it is chosen now.
    pub fn is_reading(&self) -> bool {
        self.is_reading
    }

    /// Returns the plan with the file in it, where it is about that plan and that is what was chosen.
    fn ready(&self, plan: &Arc<Plan>) -> Option<&Arc<Plan>> {
        let read = self.read.as_ref()?;
        let is_current = read.order == self.order && Arc::ptr_eq(&read.base, plan);
        read.plan.as_ref().filter(|_| is_current)
    }
}

/// All that is needed to read, away from the editor.
struct Work {
    reader: Reader,
    number: u64,
    path: PathBuf,
    order: ImportOrder,
    base: Arc<Plan>,
    bytes: Option<Arc<Vec<u8>>>,
    is_districts: bool,
}

impl Work {
    fn read(&self) -> ImportRead {
        let bytes = match &self.bytes {
            Some(bytes) => Ok(Arc::clone(bytes)),
            None => plan_file::read_bytes(&LocalDisk, &self.path)
                .map(Arc::new)
                .map_err(|error| error.to_string()),
        };
        match bytes {
            Err(error) => self.answer(None, Err(error), None, Vec::new()),
            Ok(bytes) => {
                let options = Options {
                    kind: self.is_districts.then_some(MapKind::Sector),
                    choices: Some(&self.order.choices),
                    mapping: Some(&self.order.mapping),
                    into: Some(&self.base),
                    ..Options::default()
                };
                let FileRead { imported, table } = self.reader.read(&self.path, &bytes, &options);
                let groups = match &imported {
                    Ok(imported) => imported.groups.clone(),
                    Err(refusal) => refusal.groups.clone(),
                };
                let imported = imported.map_err(|refusal| refusal.message);
                let imported = imported.and_then(|imported| self.finished(imported));
                self.answer(Some(bytes), imported, table, groups)
            }
        }
    }

    fn finished(&self, imported: Imported) -> Result<Imported, String> {
        if !self.is_districts {
            return Ok(imported);
        }
        let plan = with_districts(&imported.plan).map_err(|error| error.to_string())?;
        Ok(Imported { plan, ..imported })
    }

    fn broken(&self) -> ImportRead {
        let why = "The reader broke down on it; send the file to whoever keeps Entente".to_owned();
        self.answer(None, Err(why), None, Vec::new())
    }

    fn answer(
        &self,
        bytes: Option<Arc<Vec<u8>>>,
        imported: Result<Imported, String>,
        table: Option<TableLook>,
        groups: Vec<Group>,
    ) -> ImportRead {
        let plan = imported
            .as_ref()
            .ok()
            .map(|imported| Arc::new(imported.plan.clone()));
        ImportRead {
            number: self.number,
            order: self.order.clone(),
            base: Arc::clone(&self.base),
            bytes,
            imported,
            table,
            groups,
            plan,
        }
    }
}

impl Editor {
    /// Returns the file that is being imported.
    pub fn importing(&self) -> Option<&Importing> {
        self.importing.as_ref()
    }

    /// Returns true where the file that is being imported can be taken as it is chosen now.
    pub fn can_take_import(&self) -> bool {
        let importing = self.importing.as_ref();
        importing.is_some_and(|importing| importing.ready(self.plan()).is_some())
    }

    /// Starts to import a file; while another is looked at, it waits for its turn.
    pub(super) fn import(&mut self, path: &Path) {
        if let Some(importing) = &mut self.importing {
            importing.waiting.push(path.to_owned());
            return;
        }
        self.start_import(path.to_owned(), Vec::new());
    }

    /// Starts to import a file whose polygons are districts.
    pub(super) fn import_districts(&mut self, path: PathBuf) {
        self.begin_import(path, Vec::new(), true, None);
    }

    /// Starts to import districts that the program carries.
    pub(super) fn import_own_districts(&mut self, name: &str, text: &'static str) {
        self.begin_import(PathBuf::from(name), Vec::new(), true, Some(text));
    }

    fn start_import(&mut self, path: PathBuf, waiting: Vec<PathBuf>) {
        self.begin_import(path, waiting, false, None);
    }

    fn begin_import(
        &mut self,
        path: PathBuf,
        waiting: Vec<PathBuf>,
        is_districts: bool,
        own: Option<&'static str>,
    ) {
        self.imports += 1;
        self.importing = Some(Importing {
            path,
            is_districts,
            own,
            order: ImportOrder::default(),
            read: None,
            waiting,
            number: self.imports,
            is_reading: false,
        });
        self.read_import();
    }

    /// Has the file read as it is chosen now, unless it is being read: then that is looked at first.
    fn read_import(&mut self) {
        let base = Arc::clone(self.plan());
        let Some(importing) = &mut self.importing else {
            return;
        };
        if importing.is_reading {
            return;
        }
        importing.is_reading = true;
        let work = Work {
            reader: self.surroundings.reader.clone(),
            number: importing.number,
            path: importing.path.clone(),
            order: importing.order.clone(),
            base,
            is_districts: importing.is_districts,
            bytes: match importing.own {
                Some(text) => Some(Arc::new(text.as_bytes().to_vec())),
                None => importing.read.as_ref().and_then(|read| read.bytes.clone()),
            },
        };
        self.jobs.beside("import", move |broke_down| {
            Answer::ImportRead(Arc::new(if broke_down { work.broken() } else { work.read() }))
        });
    }

    /// Takes what was made of a file.
    pub(super) fn import_read(&mut self, read: Arc<ImportRead>) {
        let plan = Arc::clone(self.plan());
        let Some(importing) = &mut self.importing else {
            return;
        };
        if importing.number != read.number {
            return;
        }
        importing.is_reading = false;
        let is_first = importing.read.is_none();
        let is_hopeless = is_first && read.table.is_none() && read.groups.is_empty();
        if let (true, Err(error)) = (is_hopeless, &read.imported) {
            let (text, details) = (format!("{} was not imported", importing.name()), error.clone());
            self.notices.push(NoticeKind::Error, text, details);
            self.end_import();
            return;
        }
        let is_asked = read.order == importing.order && Arc::ptr_eq(&read.base, &plan);
        let shown = is_first.then(|| read.plan.as_ref().and_then(|after| ground_of_new(&plan, after)));
        importing.read = Some(read);
        if let Some(bounds) = shown.flatten() {
            self.wanted_view = Some(bounds);
        }
        if is_asked {
            self.show_import();
        } else {
            self.read_import();
        }
    }

    /// Shows the plan with the file in it as a draft.
    fn show_import(&mut self) {
        let Some(importing) = &self.importing else { return };
        match importing.ready(self.document.current()).cloned() {
            Some(plan) => {
                self.document.show(plan);
                self.previewing = true;
            }
            None => self.document.drop_draft(),
        }
    }

    /// Chooses otherwise.
    pub(super) fn choose_import(&mut self, order: ImportOrder) {
        let Some(importing) = &mut self.importing else {
            return;
        };
        if importing.order != order {
            importing.order = order;
            self.read_import();
        }
    }

    /// Keeps the draft while a file is looked at, whatever else was done; a plan that has changed is read
    /// into anew.
    pub(super) fn keep_import(&mut self, has_changed: bool) {
        if self.importing.is_none() {
            return;
        }
        if has_changed {
            self.read_import();
        } else if !self.document.is_drafting() {
            self.show_import();
        }
    }

    /// Makes the plan with the file in it the next step.
    pub(super) fn take_import(&mut self) {
        let Some(importing) = &self.importing else { return };
        let Some(plan) = importing.ready(self.plan()).cloned() else {
            return;
        };
        let name = importing.name();
        let lines = importing.imported().map(report_lines).unwrap_or_default();
        self.notices.dismiss_done();
        if plan == *self.plan() {
            let text = format!("{name} holds nothing that is not in the plan");
            self.notices.push(NoticeKind::Done, text, lines.join("\n"));
        } else {
            self.document.replace(plan, format!("Import {name}"));
            self.notices
                .push(NoticeKind::Done, format!("Imported {name}"), lines.join("\n"));
        }
        self.end_import();
    }

    /// Looks no longer at the file; the next that waits is begun.
    pub(super) fn end_import(&mut self) {
        let Some(importing) = self.importing.take() else {
            return;
        };
        self.document.drop_draft();
        let mut waiting = importing.waiting.into_iter();
        if let Some(next) = waiting.next() {
            self.start_import(next, waiting.collect());
        }
    }
}

/// The report in lines, with control and direction characters made visible.
fn report_lines(imported: &Imported) -> Vec<String> {
    let taken = imported.taken.iter().map(|taken| {
        format!(
            "{}: {} added, {} updated",
            taken.kind.word().replace('_', " "),
            taken.added,
            taken.updated
        )
    });
    let notes = imported.notes.iter();
    let notes = notes.map(|note| text::visible(&note.told(&imported.places)));
    taken.chain(notes).collect()
}

/// The ground of what a plan has that another has not, or elsewhere.
fn ground_of_new(before: &Plan, after: &Plan) -> Option<Bounds> {
    let shapes = tools::each_shape(after).filter(|(id, _)| id.entity_in(before) != id.entity_in(after));
    let shapes = shapes.flat_map(|(_, shape)| tools::shape_points(&shape).collect::<Vec<_>>());
    let forces = after
        .forces
        .iter()
        .filter(|(id, force)| before.forces.get(*id) != Some(*force))
        .flat_map(|(_, force)| force.placements.iter().map(|placement| placement.at));
    let area = after.info.area_of_operations.iter();
    let area = area.filter(|area| before.info.area_of_operations.as_ref() != Some(*area));
    let area = area.flat_map(|area| area.points().collect::<Vec<_>>());
    let bounds = Bounds::of(shapes.chain(forces).chain(area).map(world_from_ground));
    (!bounds.is_empty()).then_some(bounds)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests;
