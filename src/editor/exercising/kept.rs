//! What is not saved of an exercise, kept against a crash: a copy in the user's recovery folder with every change.

use std::sync::Arc;

use crate::exercise::Exercise;
use crate::files::LocalDisk;
use crate::model::Id;

use crate::editor::Editor;
use crate::editor::notices::NoticeKind;

impl Editor {
    /// Keeps the exercise as it is now, off the window's thread.
    pub(super) fn keep_copy(&mut self) {
        let Some(kept) = self.surroundings.kept_exercises() else {
            return;
        };
        let Some(exercising) = &self.exercising else {
            return;
        };
        let exercise = Arc::clone(exercising.exercise());
        let order = self.next_copy();
        let latest = Arc::clone(&self.copies.0);
        let work = move || {
            // Of several that wait, the newest alone is written.
            let mut newest = latest.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if *newest > order {
                return None;
            }
            *newest = order;
            kept.keep(&LocalDisk, &exercise)
                .err()
                .map(|error| error.to_string())
        };
        self.jobs.quietly("exercise", work);
    }

    fn next_copy(&mut self) -> u64 {
        self.copies.1 += 1;
        self.copies.1
    }

    /// Forgets the copy: the exercise is saved, or left by choice.
    pub(super) fn forget_kept(&mut self, id: Id<Exercise>) {
        let order = self.next_copy();
        let Some(kept) = self.surroundings.kept_exercises() else {
            return;
        };
        let mut newest = self
            .copies
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *newest = order;
        kept.forget(&LocalDisk, id);
    }

    /// Offers what was not saved of an exercise that is opened.
    pub(super) fn offer_kept(&mut self, id: Id<Exercise>, in_file: &Exercise) {
        let Some(kept) = self.surroundings.kept_exercises() else {
            return;
        };
        let Some(copy) = kept.find(&LocalDisk, id).filter(|copy| copy != in_file) else {
            return;
        };
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        if exercising.session.is_some() {
            return;
        }
        exercising.step(copy, "What was not saved".to_owned());
        self.notices.push(
            NoticeKind::Warning,
            "Work on this exercise that was not saved is here again",
            "Look it through and save it; Undo leads back to what the file has.",
        );
    }

    /// Opens the newest exercise that was not saved.
    pub(super) fn recover_exercise(&mut self) {
        let found = self
            .surroundings
            .kept_exercises()
            .and_then(|kept| kept.newest(&LocalDisk));
        let Some(exercise) = found else {
            let text = "No exercise was left unsaved";
            self.notices.push(NoticeKind::Done, text, "");
            return;
        };
        let title = exercise.title.clone();
        let begun = Exercise::on(exercise.id, Arc::clone(&exercise.plan));
        self.open_exercise(begun, None);
        if let Some(exercising) = &mut self.exercising {
            exercising.step(exercise, "What was not saved".to_owned());
        }
        self.notices.push(
            NoticeKind::Warning,
            format!("{title} is here as it was when Entente ended"),
            "Save it; it is in no file of yours yet, or not as it is here.",
        );
    }
}
