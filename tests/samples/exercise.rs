//! The sample exercise: it opens, nothing is wrong with it, its dry run fails nowhere and breaks what it is meant to
//! break, its log can be played, the players mend most of it, and its report tells all of that.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use entente::checks::{Checker, OneThread, Report};
use entente::exercise::report::{self, AfterAction, CardsFor};
use entente::exercise::{
    CellKind, Event, Exercise, Outcome, Reach, Review, Session, Stand, check, rehearse, review,
};
use entente::files::exercise::{exercise_hash, log_file, read, write};
use entente::files::{Seal, ron_text};
use entente::model::{Minute, Plan};
use entente::samples::{self, ExerciseSample};

fn sample() -> &'static ExerciseSample {
    samples::find_exercise("fallujah-exercise").unwrap()
}

fn exercise() -> Arc<Exercise> {
    let read = read(sample().text.as_bytes()).unwrap();
    assert_eq!(read.seal, Seal::Sealed);
    Arc::new(read.exercise)
}

fn played() -> Session {
    let exercise = exercise();
    let log = log_file::log_of(Path::new("x.exercise.log"), sample().log.as_bytes()).unwrap();
    assert!(!log.is_torn);
    assert_eq!(
        (log.exercise, log.hash),
        (exercise.id, exercise_hash(&exercise).unwrap())
    );
    Session::of(exercise, &log.entries).unwrap()
}

fn judged(session: &Session) -> Review {
    let checker = Checker::new();
    let go_on = std::sync::atomic::AtomicBool::new(false);
    let mut judge = |plan: &Arc<Plan>, at: Minute| -> Option<Report> {
        let as_of = plan.info.h_hour?.after(at);
        checker.check(plan, as_of, &OneThread, &go_on).ok()
    };
    review(session, &mut judge).unwrap()
}

#[test]
fn it_is_whole_canonical_and_fit_to_be_run() {
    let exercise = exercise();
    assert_eq!(write(&exercise).unwrap(), sample().text);
    assert_eq!(exercise.title, sample().title);
    assert!(exercise.notes.starts_with("Approximate training data."));
    let remarks: Vec<String> = check(&exercise)
        .iter()
        .map(|remark| remark.title.clone())
        .collect();
    assert_eq!(remarks, [] as [&str; 0]);
    assert_eq!((exercise.injects.len(), exercise.objectives.len()), (20, 5));
    let players = exercise
        .cells
        .iter()
        .filter(|cell| cell.kind == CellKind::Players);
    assert!(players.clone().all(|cell| cell.plays.is_some()));
    assert_eq!((players.count(), exercise.cells.len()), (3, 5));
    let reaches: BTreeSet<Reach> = exercise
        .injects
        .iter()
        .flat_map(|inject| &inject.effects)
        .map(|effect| effect.reach)
        .collect();
    assert_eq!(reaches.len(), Reach::ALL.len(), "{reaches:?}");
    let on_branch = exercise.injects.iter().filter(|inject| inject.branch.is_some());
    assert_eq!((exercise.branches.len(), on_branch.count()), (1, 2));
    let unsaid = |text: &str| text.trim().is_empty();
    for inject in &exercise.injects {
        let said = [&inject.from, &inject.text, &inject.notes, &inject.title];
        assert!(!said.iter().any(|text| unsaid(text)), "{}", inject.label());
        assert!(!inject.objectives.is_empty(), "{}", inject.label());
    }
}

#[test]
fn its_dry_run_fails_nowhere_and_breaks_what_it_is_meant_to() {
    let session = rehearse(&exercise(), None);
    assert_eq!(session.state().failures, []);
    let review = judged(&session);
    assert_eq!(review.start.critical + review.start.major, 0);
    let raised: BTreeSet<&str> = review.tracked.iter().map(|known| known.finding.code).collect();
    for code in [
        "T02", "H05", "T08", "H11", "K07", "L01", "H08", "K01", "K03", "F01", "F03", "H06",
    ] {
        assert!(raised.contains(code), "{code} is not among {raised:?}");
    }
}

#[test]
fn its_log_has_everything_in_it_that_can_happen_and_the_players_mend_most() {
    let session = played();
    let kinds: BTreeSet<&str> = session.entries().iter().map(|entry| entry.event.kind()).collect();
    for kind in [
        "Clock started",
        "Published",
        "Decision",
        "Held back",
        "Left out",
        "Branch",
        "Informed",
        "Withdrawn",
        "Assessment",
        "Ended",
    ] {
        let kind = if kind == "Left out" { "Skipped" } else { kind };
        assert!(kinds.contains(kind), "{kind}");
    }
    let state = session.state();
    assert!(
        state.has_ended && state.failures.is_empty(),
        "{:?}",
        state.failures
    );
    assert_eq!(state.withdrawn.len(), 1);
    assert!(
        state
            .assessed
            .values()
            .all(|(outcome, _)| *outcome != Outcome::NotSeen)
    );
    assert_eq!(state.assessed.len(), 5);
    let delivered = state
        .stands
        .values()
        .filter(|stand| matches!(stand, Stand::Published(..)));
    assert_eq!(delivered.count(), 19);
    let mut times = session.entries().iter().filter_map(|entry| entry.room);
    let first = times.next().unwrap();
    let last = times.next_back().unwrap();
    assert!(
        (150..=240).contains(&last.minutes_since(first)),
        "{first} to {last}"
    );

    let review = judged(&session);
    let open: Vec<&str> = review
        .tracked
        .iter()
        .filter(|known| known.resolved.is_none())
        .map(|known| known.finding.code)
        .collect();
    // The channel through the PM office is never replaced.
    assert_eq!(open, ["K07"]);
    assert!(review.tracked.len() > 15, "{}", review.tracked.len());
    let with_edits = session
        .entries()
        .iter()
        .filter(|entry| matches!(&entry.event, Event::Decided { edits, .. } if !edits.is_empty()));
    assert!(with_edits.count() >= 10);
}

#[test]
fn the_same_log_gives_the_same_plan_byte_for_byte() {
    let [once, again] = [played(), played()].map(|session| ron_text::write(&session.state().truth).unwrap());
    assert!(once == again);
    assert_ne!(once, ron_text::write(&exercise().plan).unwrap());
}

#[test]
fn its_report_tells_all_of_it_twice_the_same() {
    let session = played();
    let review = judged(&session);
    let remarks = check(session.exercise());
    let told = AfterAction {
        session: &session,
        review: &review,
        remarks: &remarks,
        pictures: &[],
        content: "",
    };
    let page = report::html(&told);
    for section in [
        "Who took part",
        "Objectives",
        "Injects and reactions",
        "Findings over time",
        "What failed",
        "What was so and what was believed",
        "The log",
        "What to keep and what to change",
        "Remarks on the exercise itself",
    ] {
        assert!(page.contains(&format!("<h2>{section}</h2>")), "{section}");
    }
    assert!(page.matches("EXERCISE").count() >= 2 && !page.contains("<script"));
    assert_eq!(page, report::html(&told));
    assert_eq!(report::markdown(&told, "r"), report::markdown(&told, "r"));
    let chosen = report::pictured(&session, &review);
    assert!((3..=14).contains(&chosen.len()), "{}", chosen.len());
    let cards = report::cards(session.exercise(), CardsFor::Players);
    assert_eq!(cards.matches("<article>").count(), 20);
}
