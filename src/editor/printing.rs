//! Printing: the plan on paper, made on a thread of its own, and a small picture of it beforehand.
//!
//! What a sheet looks like is `drawing::paper`'s; what is written how to the disk is `files`'. Here the
//! two are put together, and the user is told how it went.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::backdrop;
use crate::checks::{Checker, Report};
use crate::drawing::annex::{self, Chapter};
use crate::drawing::paper::{Findings, Form, Job, JobError, Product, SheetError, print};
use crate::drawing::{Bounds, Theme};
use crate::files::basemap::BaseMap;
use crate::files::{Existing, LocalDisk, WriteFileError, numbered, ron_text, write_file};
use crate::model::{AnyId, Id, Instant, Phase, Plan};
use crate::threads::Threads;

use super::filing::Question;
use super::jobs::Answer;
use super::notices::NoticeKind;
use super::{Command, Editor};

/// The longer side of a preview, in pixels.
const PREVIEW_PX: f32 = 760.0;
/// Millimetres in an inch.
const INCH_MM: f32 = 25.4;

/// What is to be printed, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintOrder {
    /// A sheet with the map, or the further pages alone.
    pub form: Form,
    /// As what file.
    pub product: Product,
    /// Only what holds in this phase; `None`: everything.
    pub phase: Option<Id<Phase>>,
    /// Whether findings are drawn on the map.
    pub findings: Findings,
    /// Light or dark.
    pub theme: Theme,
    /// The further pages.
    pub chapters: Vec<Chapter>,
    /// The date, as it is to be written.
    pub date: String,
    /// What is not drawn.
    pub hidden: BTreeSet<AnyId>,
}

impl PrintOrder {
    /// Returns the order for a small picture of the first page.
    #[must_use]
    pub fn preview(&self) -> Self {
        let long_mm = match self.form {
            Form::Sheet(sheet) => sheet.paper.size_mm()[1],
            Form::Picture { .. } | Form::Annex => 297.0,
        };
        Self {
            product: Product::Png {
                dpi: PREVIEW_PX / (long_mm / INCH_MM),
            },
            chapters: match self.form {
                // The map is the first page; the others would only be made to be thrown away.
                Form::Sheet(_) | Form::Picture { .. } => Vec::new(),
                Form::Annex => self.chapters.clone(),
            },
            ..self.clone()
        }
    }

    /// True where findings are needed for it.
    fn wants_findings(&self) -> bool {
        self.findings == Findings::Shown || self.chapters.contains(&Chapter::Findings)
    }
}

/// Says in the window's terms why a sheet cannot be: the command line's options mean nothing here.
fn why(error: JobError) -> String {
    match error {
        JobError::Sheet(SheetError::Nowhere) => {
            "The plan has nothing on the map yet: choose what is in view as the ground of the sheet"
                .to_owned()
        }
        JobError::Sheet(SheetError::TooLarge { paper, needed }) => format!(
            "The ground does not fit on {paper}: it would need 1:{needed}. Choose what is in view, or a larger paper"
        ),
        error => error.to_string(),
    }
}

/// A small picture of a page as it would be printed, or why it cannot be.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The plan that is on it.
    pub plan: Arc<Plan>,
    /// What was ordered.
    pub order: PrintOrder,
    /// The picture, as PNG.
    pub picture: Result<Arc<Vec<u8>>, String>,
}

/// Previews asked for: the newest waits while another is made.
#[derive(Debug, Default)]
pub(super) struct Previews {
    shown: Option<Preview>,
    wanted: Option<PrintOrder>,
    making: bool,
}

/// All that is needed to print, away from the editor.
#[derive(Clone, Debug)]
struct Work {
    plan: Arc<Plan>,
    /// The plan's findings, where they are known already.
    report: Option<Arc<Report>>,
    checker: Checker,
    today: Instant,
    order: PrintOrder,
}

impl Work {
    /// Prints; says why where that is not possible.
    fn files(&self) -> Result<Vec<Vec<u8>>, String> {
        let order = &self.order;
        let report = match &self.report {
            _ if !order.wants_findings() => None,
            Some(report) => Some(Arc::clone(report)),
            None => {
                let checked = self.checker.check(
                    &self.plan,
                    Some(self.today),
                    &Threads::one(),
                    &AtomicBool::new(false),
                );
                Some(Arc::new(checked.map_err(|error| error.to_string())?))
            }
        };
        let map = BaseMap::embedded().map_err(|error| error.to_string())?;
        let ground = |view: Bounds, zoom: f64| {
            let look = backdrop::Look { view, zoom };
            Some(backdrop::ground(&map, look, order.theme.colours()))
        };
        let blocks = annex::blocks(&self.plan, report.as_deref(), order.phase, &order.chapters);
        let content = ron_text::plan_hash(&self.plan).map_err(|error| error.to_string())?;
        let job = Job {
            plan: &self.plan,
            report: report.as_deref(),
            phase: order.phase,
            viewpoint: None,
            hidden: &order.hidden,
            findings: order.findings,
            theme: order.theme,
            ground: &ground,
            form: order.form,
            product: order.product,
            blocks: &blocks,
            date: &order.date,
            content: &content.to_string(),
        };
        print(&job).map_err(why)
    }
}

impl Editor {
    /// Returns the newest small picture of what would be printed.
    pub fn print_preview(&self) -> Option<&Preview> {
        self.previews.shown.as_ref()
    }

    fn print_work(&self, order: PrintOrder) -> Work {
        let fresh = self.document.fresh_report();
        Work {
            plan: Arc::clone(self.plan()),
            report: fresh.map(|dated| Arc::clone(&dated.report)),
            checker: self.jobs.checker().clone(),
            today: self.today,
            order,
        }
    }

    /// Has a small picture made, unless it is there or being made already.
    pub(super) fn preview_print(&mut self, order: &PrintOrder) {
        let order = order.preview();
        let known = |shown: &Preview| shown.order == order && Arc::ptr_eq(&shown.plan, self.plan());
        if self.previews.shown.as_ref().is_some_and(known) {
            self.previews.wanted = None;
        } else {
            self.previews.wanted = Some(order);
            self.make_preview();
        }
    }

    fn make_preview(&mut self) {
        if self.previews.making {
            return;
        }
        let Some(order) = self.previews.wanted.take() else {
            return;
        };
        self.previews.making = true;
        let work = self.print_work(order);
        self.jobs.beside("preview", move |broken| {
            let picture = if broken {
                Err("The preview broke down".to_owned())
            } else {
                let files = work.files();
                files.map(|files| Arc::new(files.into_iter().next().unwrap_or_default()))
            };
            Answer::Previewed(Box::new(Preview {
                plan: Arc::clone(&work.plan),
                order: work.order.clone(),
                picture,
            }))
        });
    }

    pub(super) fn previewed(&mut self, preview: Preview) {
        self.previews.making = false;
        self.previews.shown = Some(preview);
        self.make_preview();
    }

    /// Prints to a file; asks before replacing one.
    pub(super) fn print(&mut self, path: &Path, order: PrintOrder, existing: Existing) {
        self.question = None;
        if existing == Existing::Refuse && path.exists() {
            let replaced = Command::Print {
                path: path.to_owned(),
                order: Box::new(order),
                replace: true,
            };
            self.question = Some(Question::ReplacePrint(Box::new(replaced)));
            return;
        }
        self.notices
            .push(NoticeKind::Done, format!("Printing {}…", name_of(path)), "");
        let work = self.print_work(order);
        let path = path.to_owned();
        self.jobs.beside("print", move |broken| Answer::Printed {
            files: if broken {
                Err(
                    "Printing broke down; try it without the findings, or save the plan and start again"
                        .to_owned(),
                )
            } else {
                work.files()
            },
            path: path.clone(),
            existing,
        });
    }

    /// Writes what was printed and says where it is.
    pub(super) fn printed(&mut self, path: &Path, files: Result<Vec<Vec<u8>>, String>, existing: Existing) {
        let name = name_of(path);
        self.notices.dismiss_done();
        match files.and_then(|files| self.write_printed(path, &files, existing)) {
            Ok(paths) => {
                let places: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
                self.notices
                    .push(NoticeKind::Done, format!("Printed {name}"), places.join("\n"));
                if let Some(folder) = path.parent() {
                    let folder = folder.to_owned();
                    self.change_preferences(|preferences| preferences.folder = Some(folder));
                }
            }
            Err(error) => {
                self.notices
                    .push(NoticeKind::Error, format!("{name} was not printed"), error);
            }
        }
    }

    fn write_printed(
        &self,
        path: &Path,
        files: &[Vec<u8>],
        existing: Existing,
    ) -> Result<Vec<PathBuf>, String> {
        let backups = self.surroundings.backups();
        let mut written = Vec::new();
        for (bytes, number) in files.iter().zip(1..) {
            let path = numbered(path, number);
            match write_file(&LocalDisk, &path, bytes, existing, backups.as_ref()) {
                Ok(_) => written.push(path),
                Err(WriteFileError::Exists(_)) => {
                    return Err(format!(
                        "{} is there already; choose another name, or put it away first",
                        path.display()
                    ));
                }
                Err(error) => return Err(error.to_string()),
            }
        }
        Ok(written)
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
