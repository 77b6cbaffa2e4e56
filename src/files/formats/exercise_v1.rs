//! Exercise format 1: what stands before the plan in an exercise's file, field by field in file order.
//!
//! Not yet frozen, as plan format 1 is not: below the outermost group stand the types of `exercise` itself.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::exercise::{Branch, Cell, Exercise, Inject, Objective};
use crate::model::{Id, Minute, Plan};

use super::EXERCISE_FORMAT;

/// An exercise as format 1 has it, without its plan; what is empty is absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Exercise", deny_unknown_fields)]
pub struct ExerciseV1 {
    /// Always 1.
    pub format: u32,
    /// Which exercise it is.
    pub id: Id<Exercise>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// The minute at which its clock starts.
    pub starts: Minute,
    /// The minute at which it ends.
    pub ends: Minute,
    /// Minutes of the exercise in a minute of the room.
    pub rate: u32,
    /// What is to be practised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<Objective>,
    /// Who takes part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<Cell>,
    /// Ways that it can take.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<Branch>,
    /// The master scenario events list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub injects: Vec<Inject>,
}

impl From<&Exercise> for ExerciseV1 {
    fn from(exercise: &Exercise) -> Self {
        // Taken apart in full, so that a field added to the exercise cannot be forgotten here.
        let Exercise {
            id,
            title,
            notes,
            author,
            starts,
            ends,
            rate,
            objectives,
            cells,
            branches,
            injects,
            plan: _,
        } = exercise.clone();
        Self {
            format: EXERCISE_FORMAT,
            id,
            title,
            notes,
            author,
            starts,
            ends,
            rate,
            objectives,
            cells,
            branches,
            injects,
        }
    }
}

impl ExerciseV1 {
    /// Returns the exercise that starts from a plan.
    pub fn on(self, plan: Plan) -> Exercise {
        let Self {
            format: _,
            id,
            title,
            notes,
            author,
            starts,
            ends,
            rate,
            objectives,
            cells,
            branches,
            injects,
        } = self;
        Exercise {
            id,
            title,
            notes,
            author,
            starts,
            ends,
            rate,
            objectives,
            cells,
            branches,
            injects,
            plan: Arc::new(plan),
        }
    }
}
