//! Looking back: what became of the plan, found out off the window's thread; tables and the report.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::backdrop;
use crate::checks::{Checker, Report};
use crate::drawing::paper::moments;
use crate::drawing::{Bounds, Theme};
use crate::exercise::report::{self, AfterAction};
use crate::exercise::{Remark, Review, Session, rehearse, review};
use crate::files::Existing;
use crate::files::basemap::BaseMap;
use crate::files::exercise::looked_back;
use crate::model::{Minute, Plan};
use crate::threads::Threads;

use super::{ExerciseTab, ListFile, Reviewed};
use crate::editor::Editor;
use crate::editor::jobs::Answer;

/// Reports by the plan that they are about.
pub type Reports = Vec<(Arc<Plan>, Arc<Report>)>;

impl Editor {
    /// Asks what became of the run, or of a dry run of the list, where that is not known.
    pub(super) fn ask_for_review(&mut self, is_dry: bool) {
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        let known = if is_dry {
            exercising.dry().is_some()
        } else {
            exercising.reviewed().is_some()
        };
        let session = if is_dry {
            Some(rehearse(exercising.exercise(), None))
        } else {
            exercising.session.clone()
        };
        let Some(session) = session.filter(|_| !known && exercising.asked.is_none()) else {
            return;
        };
        let session = Arc::new(session);
        exercising.asked = Some(Arc::clone(&session));
        let checker = self.jobs.checker().clone();
        self.jobs.beside("review", move |broke_down| {
            let looked = if broke_down {
                Err("the check broke down".to_owned())
            } else {
                looked_back(&checker, &session)
            };
            let (review, reports) = match looked {
                Ok((review, reports)) => (Ok(Arc::new(review)), reports),
                Err(why) => (Err(why), Vec::new()),
            };
            Answer::Reviewed(Reviewed {
                session: Arc::clone(&session),
                review,
                reports: Arc::new(reports),
                is_dry,
            })
        });
    }

    /// Takes what was found out; what is about another state is asked for again.
    pub(in crate::editor) fn take_reviewed(&mut self, reviewed: Reviewed) {
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        let is_asked = exercising
            .asked
            .as_ref()
            .is_some_and(|session| Arc::ptr_eq(session, &reviewed.session));
        if !is_asked {
            return;
        }
        exercising.asked = None;
        if reviewed.is_dry {
            exercising.dry = Some(reviewed);
        } else {
            exercising.reviewed = Some(reviewed);
            if exercising.tab == ExerciseTab::Review {
                self.ask_for_review(false);
            }
        }
    }

    /// Returns a table of the run as text.
    pub(super) fn review_text(&self, what: ListFile) -> Result<String, String> {
        let (reviewed, review) = self.looked_through()?;
        Ok(match what {
            ListFile::Log => looked_back::write_log(&reviewed.session, &review),
            _ => looked_back::write_findings(&reviewed.session, &review),
        })
    }

    fn looked_through(&self) -> Result<(Reviewed, Arc<Review>), String> {
        let exercising = self.exercising.as_ref().ok_or("No exercise is open")?;
        let reviewed = exercising
            .reviewed()
            .ok_or("The run is not looked through yet: open Review and wait a moment")?;
        let review = reviewed.review.clone()?;
        Ok((reviewed.clone(), review))
    }

    /// Writes the report, with pictures of the map; that takes a while, off the window's thread.
    pub(super) fn write_report(&mut self, path: &Path) -> Result<(), String> {
        let (reviewed, review) = self.looked_through()?;
        let remarks: Vec<Remark> = self
            .exercising
            .as_ref()
            .map(|exercising| exercising.remarks().to_vec())
            .unwrap_or_default();
        let path = path.to_owned();
        self.jobs.beside("report", move |broke_down| {
            let page = if broke_down {
                Err("the map could not be drawn".to_owned())
            } else {
                page(&reviewed, &review, &remarks)
            };
            Answer::Printed {
                path: path.clone(),
                files: page.map(|page| vec![page.into_bytes()]),
                existing: Existing::Replace,
            }
        });
        Ok(())
    }
}

fn looked_back(checker: &Checker, session: &Session) -> Result<(Review, Reports), String> {
    let go_on = AtomicBool::new(false);
    let h_hour = session.exercise().plan.info.h_hour;
    let mut reports = Reports::new();
    let mut judge = |plan: &Arc<Plan>, at: Minute| {
        let as_of = h_hour.and_then(|h_hour| h_hour.after(at));
        let report = checker.check(plan, as_of, &Threads::one(), &go_on).ok()?;
        reports.push((Arc::clone(plan), Arc::new(report.clone())));
        Some(report)
    };
    let review = review(session, &mut judge).ok_or_else(|| "the checks gave up".to_owned())?;
    Ok((review, reports))
}

fn page(reviewed: &Reviewed, review: &Review, remarks: &[Remark]) -> Result<String, String> {
    let session = &reviewed.session;
    let map = BaseMap::shared();
    let ground = |view: Bounds, zoom: f64| {
        let look = backdrop::Look { view, zoom };
        Some(backdrop::ground(map?, look, Theme::Light.colours()))
    };
    let found = |plan: &Arc<Plan>| {
        let mut known = reviewed.reports.iter();
        let of_this = known.find(|(known, _)| Arc::ptr_eq(known, plan));
        of_this.map(|(_, report)| report.as_ref())
    };
    let pictures = moments(session, review, &found, &ground).map_err(|error| error.to_string())?;
    Ok(report::html(&AfterAction {
        session,
        review,
        remarks,
        pictures: &pictures,
        content: "",
    }))
}
