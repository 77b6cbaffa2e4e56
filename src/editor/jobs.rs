//! Work off the window's thread: one worker, the newest request wins.
//!
//! The only place of the editor that starts threads, for maps too ([`Runner`]). A check that is overtaken is cancelled, so the
//! answer that arrives is about the plan asked for last.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use crate::checks::{Checker, Coverage, CoverageError, Finding, Fix, Report};
use crate::files::Existing;
use crate::files::journal::Found;
use crate::model::{Instant, Plan};
use crate::threads::Threads;

use super::branching::Branches;
use super::comparing::Judged;
use super::document::Dated;
use super::exercising::Reviewed;
use super::importing::ImportRead;
use super::printing::Preview;
use super::watching::Outside;

/// What the worker is asked.
#[derive(Clone, Debug)]
enum Request {
    Check { plan: Arc<Plan>, as_of: Option<Instant> },
    Draft { plan: Arc<Plan>, as_of: Option<Instant> },
    Fixes { about: Dated, finding: Box<Finding> },
    Coverage { plan: Arc<Plan> },
}

/// What the worker answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A whole check.
    Checked(Dated),
    /// A check of a plan as a gesture would leave it.
    Drafted(Dated),
    /// What could be done about one finding.
    Fixes {
        /// The plan the fixes are for.
        plan: Arc<Plan>,
        /// The finding's fingerprint and code.
        finding: Box<Finding>,
        /// The fixes, tried out.
        fixes: Vec<Fix>,
    },
    /// Who holds how much; where it cannot be said, why.
    Coverage {
        /// The plan it is about.
        plan: Arc<Plan>,
        /// The figures.
        coverage: Result<Arc<Coverage>, String>,
    },
    /// The branches of a plan.
    Branches(Branches),
    /// What became of an exercise.
    Reviewed(Reviewed),
    /// How a plan does that is compared.
    Judged {
        /// The plan it is about.
        plan: Arc<Plan>,
        /// The instant it was judged at.
        as_of: Instant,
        /// How it does; where it cannot be said, why.
        judged: Result<Arc<Judged>, String>,
    },
    /// What was made of a file that is to be imported.
    ImportRead(Arc<ImportRead>),
    /// A small picture of what would be printed.
    Previewed(Box<Preview>),
    /// What was printed, to be written.
    Printed {
        /// Where to.
        path: PathBuf,
        /// The files; where there are none, why.
        files: Result<Vec<Vec<u8>>, String>,
        /// What may be there already.
        existing: Existing,
    },
    /// Sessions that ended with work that was not saved.
    Lost {
        /// The newest first.
        found: Vec<Found>,
        /// They were asked for, with those that were left by choice.
        all: bool,
    },
    /// What somebody else did to the plan's file.
    Outside {
        /// The file.
        path: PathBuf,
        /// What.
        outside: Outside,
    },
    /// Why the journal cannot be written.
    NotKept(String),
    /// The check broke down: the plan counts as unchecked.
    Failed {
        /// The plan that was to be checked.
        plan: Arc<Plan>,
    },
}

/// Work waiting: at most one check, one question for fixes, one for coverage.
#[derive(Debug, Default)]
struct Waiting {
    check: Option<Request>,
    draft: Option<Request>,
    fixes: Option<Request>,
    coverage: Option<Request>,
    quit: bool,
}

#[derive(Debug, Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    arrived: Condvar,
    cancel: AtomicBool,
}

/// Called when an answer is there.
pub(super) type Wake = Arc<dyn Fn() + Send + Sync>;

/// Whether work is done in threads of its own, or at once.
#[derive(Clone)]
pub(super) enum Runner {
    /// In the caller's thread: for tests.
    Inline,
    /// In threads; whoever waits is woken when an answer is there.
    Threads(Wake),
}

impl Runner {
    /// Starts a thread, which is handed what wakes the window; false where none can be had, and nothing is
    /// done.
    pub(super) fn start(&self, name: &str, work: impl FnOnce(Wake) + Send + 'static) -> bool {
        let Self::Threads(wake) = self else {
            return false;
        };
        let wake = Arc::clone(wake);
        let thread = std::thread::Builder::new().name(name.to_owned());
        thread.spawn(move || work(wake)).is_ok()
    }
}

/// The worker's desk.
pub struct Jobs {
    runner: Runner,
    checker: Checker,
    shared: Arc<Shared>,
    answers: Receiver<Answer>,
    post: Option<Sender<Answer>>,
    /// Where work beside the checks answers.
    mail: Sender<Answer>,
    /// The newest plan asked about and not yet answered.
    outstanding: Option<Arc<Plan>>,
}

impl Jobs {
    /// Starts a worker; `wake` is called when an answer is there.
    pub fn threaded(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let runner = Runner::Threads(Arc::new(wake));
        let shared = Arc::new(Shared::default());
        let (post, answers) = channel();
        let mail = post.clone();
        let checker = Checker::default();
        let worker = (Arc::clone(&shared), checker.clone());
        let work_on = move |wake: Wake| {
            let (shared, checker) = worker;
            while let Some(request) = next(&shared) {
                if let Some(answer) = work(&checker, request, Threads::available(), &shared.cancel) {
                    if post.send(answer).is_err() {
                        return;
                    }
                    wake();
                }
            }
        };
        let started = runner.start("checks", work_on);
        let mut jobs = Self {
            runner,
            checker,
            shared,
            answers,
            post: None,
            mail,
            outstanding: None,
        };
        if !started {
            jobs.become_inline();
        }
        jobs
    }

    /// Does the work at once, in the caller's thread: for tests, and where no thread can be had.
    pub fn inline() -> Self {
        let (mail, answers) = channel();
        let mut jobs = Self {
            runner: Runner::Inline,
            checker: Checker::default(),
            shared: Arc::default(),
            answers,
            post: None,
            mail,
            outstanding: None,
        };
        jobs.become_inline();
        jobs
    }

    fn become_inline(&mut self) {
        let (post, answers) = channel();
        self.mail = post.clone();
        self.post = Some(post);
        self.answers = answers;
    }

    /// Returns where answers of work beside the checks go.
    pub(super) fn mail(&self) -> Sender<Answer> {
        self.mail.clone()
    }

    /// Returns how work is done.
    pub(super) fn runner(&self) -> Runner {
        self.runner.clone()
    }

    /// Returns the checker, which remembers relations of shapes.
    pub fn checker(&self) -> &Checker {
        &self.checker
    }

    /// Returns true while the newest check is not answered.
    pub fn is_checking(&self) -> bool {
        self.outstanding.is_some()
    }

    /// Asks for a check, in place of one that waits or runs.
    pub fn check(&mut self, plan: &Arc<Plan>, as_of: Option<Instant>) {
        self.outstanding = Some(Arc::clone(plan));
        self.ask(Request::Check {
            plan: Arc::clone(plan),
            as_of,
        });
    }

    /// Asks for a check of a drafted plan, in place of one that waits. One that runs goes on: the hand is
    /// quicker than any check, and would else never see an answer.
    pub fn draft(&mut self, plan: &Arc<Plan>, as_of: Option<Instant>) {
        self.ask(Request::Draft {
            plan: Arc::clone(plan),
            as_of,
        });
    }

    /// Asks what could be done about a finding, in place of a question that waits.
    pub fn fixes(&mut self, about: &Dated, finding: &Finding) {
        self.ask(Request::Fixes {
            about: about.clone(),
            finding: Box::new(finding.clone()),
        });
    }

    /// Asks who holds how much, in place of a question that waits; a later check drops it.
    pub fn coverage(&mut self, plan: &Arc<Plan>) {
        self.ask(Request::Coverage {
            plan: Arc::clone(plan),
        });
    }

    /// Does a piece of work on a thread of its own, beside the checks: they go on while it lasts. `work`
    /// is called once; a second time, with true, only where the first call broke down.
    pub(super) fn beside(&mut self, name: &str, work: impl Fn(bool) -> Answer + Send + 'static) {
        let whole = move || {
            let attempt = std::panic::AssertUnwindSafe(|| work(false));
            std::panic::catch_unwind(attempt).unwrap_or_else(|_| work(true))
        };
        let whole = Arc::new(Mutex::new(Some(whole)));
        let take = |whole: &Mutex<Option<_>>| whole.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (shared, mail) = (Arc::clone(&whole), self.mail.clone());
        let started = self.runner.start(name, move |wake| {
            if let Some(whole) = take(&shared) {
                // Nobody listens once the window is closed.
                let _ = mail.send(whole());
                wake();
            }
        });
        // Where no thread can be had, it is done here.
        if !started && let Some(whole) = take(&whole) {
            let _ = self.mail.send(whole());
        }
    }

    /// Does a piece of work on a thread of its own that keeps something against a crash; where it cannot, that is told.
    pub(super) fn quietly(&mut self, name: &str, work: impl FnOnce() -> Option<String> + Send + 'static) {
        let work = Arc::new(Mutex::new(Some(work)));
        let take = |work: &Mutex<Option<_>>| work.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (shared, mail) = (Arc::clone(&work), self.mail.clone());
        let started = self.runner.start(name, move |wake| {
            if let Some(why) = take(&shared).and_then(|work| work()) {
                // Nobody listens once the window is closed.
                let _ = mail.send(Answer::NotKept(why));
                wake();
            }
        });
        if !started && let Some(why) = take(&work).and_then(|work| work()) {
            let _ = self.mail.send(Answer::NotKept(why));
        }
    }

    fn ask(&mut self, request: Request) {
        if let Some(post) = &self.post {
            let answer = work(&self.checker, request, Threads::one(), &AtomicBool::new(false));
            if let Some(answer) = answer {
                // The receiver is ours, so it is there.
                let _ = post.send(answer);
            }
            return;
        }
        let mut waiting = self.shared.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        match request {
            Request::Check { .. } => {
                // Whatever runs is about an older plan.
                self.shared.cancel.store(true, Ordering::Release);
                waiting.fixes = None;
                waiting.coverage = None;
                waiting.draft = None;
                waiting.check = Some(request);
            }
            Request::Draft { .. } => waiting.draft = Some(request),
            Request::Fixes { .. } => waiting.fixes = Some(request),
            Request::Coverage { .. } => waiting.coverage = Some(request),
        }
        drop(waiting);
        self.shared.arrived.notify_one();
    }

    /// Returns the answers that have arrived.
    pub fn collect(&mut self) -> Vec<Answer> {
        let answers: Vec<Answer> = self.answers.try_iter().collect();
        for answer in &answers {
            let (Answer::Checked(Dated { plan, .. }) | Answer::Failed { plan }) = answer else {
                continue;
            };
            if self
                .outstanding
                .as_ref()
                .is_some_and(|asked| Arc::ptr_eq(asked, plan))
            {
                self.outstanding = None;
            }
        }
        answers
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.shared.cancel.store(true, Ordering::Release);
        self.shared
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .quit = true;
        self.shared.arrived.notify_one();
    }
}

/// Waits for the next request; `None`: quit.
fn next(shared: &Shared) -> Option<Request> {
    let mut waiting = shared.waiting.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        if waiting.quit {
            return None;
        }
        let next = waiting.check.take().or_else(|| waiting.draft.take());
        let next = next.or_else(|| waiting.fixes.take());
        if let Some(request) = next.or_else(|| waiting.coverage.take()) {
            shared.cancel.store(false, Ordering::Release);
            return Some(request);
        }
        waiting = shared
            .arrived
            .wait(waiting)
            .unwrap_or_else(PoisonError::into_inner);
    }
}

/// Does one request; `None` where it was cancelled. A check that panics must not leave the window
/// waiting for ever beside findings that look valid, so it is answered as failed.
fn work(checker: &Checker, request: Request, threads: Threads, cancel: &AtomicBool) -> Option<Answer> {
    let (Request::Check { plan, .. }
    | Request::Draft { plan, .. }
    | Request::Coverage { plan }
    | Request::Fixes {
        about: Dated { plan, .. },
        ..
    }) = &request;
    let plan = Arc::clone(plan);
    let attempt = std::panic::AssertUnwindSafe(|| answer(checker, request, threads, cancel));
    std::panic::catch_unwind(attempt).unwrap_or(Some(Answer::Failed { plan }))
}

fn answer(checker: &Checker, request: Request, threads: Threads, cancel: &AtomicBool) -> Option<Answer> {
    match request {
        Request::Check { plan, as_of } => {
            let report: Report = checker.check(&plan, as_of, &threads, cancel).ok()?;
            Some(Answer::Checked(Dated {
                plan,
                report: Arc::new(report),
                as_of,
            }))
        }
        Request::Draft { plan, as_of } => {
            // The other cores are the hand's: the picture must keep up with it.
            let report = checker.check(&plan, as_of, &Threads::one(), cancel).ok()?;
            Some(Answer::Drafted(Dated {
                plan,
                report: Arc::new(report),
                as_of,
            }))
        }
        Request::Coverage { plan } => {
            let coverage = match checker.coverage(&plan, None, &threads, cancel) {
                Err(CoverageError::Cancelled(_)) => return None,
                coverage => coverage.map(Arc::new).map_err(|error| error.to_string()),
            };
            Some(Answer::Coverage { plan, coverage })
        }
        Request::Fixes { about, finding } => {
            let fixer = checker.fixer(&about.plan, &about.report, &threads, cancel).ok()?;
            let fixes = fixer.fixes(&finding).ok()?;
            Some(Answer::Fixes {
                plan: about.plan,
                finding,
                fixes,
            })
        }
    }
}
