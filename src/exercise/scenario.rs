//! What a trainer prepares: who takes part, what is practised, and the master list of what happens when.
//!
//! A value without clock, log or file. Ids are as a plan's are; what names something that is not there is found by
//! [`super::check`], never refused.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{Edit, Id, Lettered, Minute, Plan, Stakeholder};

/// The farthest minute from H-hour that an exercise knows: a thousand years.
pub const FARTHEST: Minute = 525_960_000;

/// An exercise as it is prepared; the plan that it starts from is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// Which it is.
    pub id: Id<Exercise>,
    /// What it is called.
    pub title: String,
    /// What it is for, and what everybody should know of it.
    pub notes: String,
    /// Who wrote it, an office.
    pub author: String,
    /// The minute from H-hour at which its clock starts.
    pub starts: Minute,
    /// The minute at which it ends.
    pub ends: Minute,
    /// Minutes of the exercise in a minute of the room, 1 and more.
    pub rate: u32,
    /// What is to be practised.
    pub objectives: Vec<Objective>,
    /// Who takes part.
    pub cells: Vec<Cell>,
    /// Ways that it can take.
    pub branches: Vec<Branch>,
    /// The master scenario events list, in order of time.
    pub injects: Vec<Inject>,
    /// The plan that it starts from.
    pub plan: Arc<Plan>,
}

/// Something that is to be practised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// Which it is.
    pub id: Id<Objective>,
    /// What, in few words.
    pub name: String,
    /// By what it is seen to be met.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub criteria: String,
}

/// A role in the exercise: a cell of people at one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// Which it is.
    pub id: Id<Cell>,
    /// What it is called.
    pub name: String,
    /// Players decide; control runs the exercise and knows everything.
    #[serde(default)]
    pub kind: CellKind,
    /// Whom it plays: it sees what that stakeholder may see of the plan. Nobody: it sees no plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plays: Option<Id<Stakeholder>>,
    /// What it is told of its role.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub brief: String,
}

/// A way that the exercise can take: "if the corridor is closed".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// Which it is.
    pub id: Id<Branch>,
    /// The condition, in words.
    pub name: String,
    /// The dry run takes it; in the exercise the controllers decide.
    #[serde(default)]
    pub is_usual: bool,
}

/// Something that happens to the players.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inject {
    /// Which it is.
    pub id: Id<Inject>,
    /// Its number on the list: `7`, `12a`.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// The minute from H-hour at which it is due.
    pub due: Minute,
    /// From whom it comes, as the players hear it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// Which cells get it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Id<Cell>>,
    /// Who of the controllers delivers it: a post, not a person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub controller: String,
    /// How it is delivered.
    #[serde(default)]
    pub method: Method,
    /// What the players are told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What they are expected to do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expected: String,
    /// What it practises.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<Id<Objective>>,
    /// For whoever evaluates.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Files that are handed out with it, by path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<String>,
    /// The inject that it follows from: it moves with that one in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Id<Inject>>,
    /// It happens only where this way was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Id<Branch>>,
    /// What it does to the plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
}

/// What an inject does to the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// The change.
    pub edit: Edit,
    /// Who gets to know.
    #[serde(default, skip_serializing_if = "Reach::is_told")]
    pub reach: Reach,
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $( $(#[$vmeta:meta])* $variant:ident = $word:literal, )+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $( $(#[$vmeta])* $variant, )+ }

        impl $name {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )+];

            /// Returns the word for people.
            pub const fn title(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }

            /// Returns the word with that title, in any case.
            pub fn from_title(title: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.title().eq_ignore_ascii_case(title.trim()))
            }
        }
    };
}
pub(super) use words;

words! {
    /// What a cell is there for.
    CellKind {
        /// They decide.
        #[default] Players = "Players",
        /// They run the exercise.
        Control = "Control",
        /// They watch and write down.
        Evaluators = "Evaluators",
    }
}

words! {
    /// How an inject is delivered.
    Method {
        /// Said to all in the room.
        #[default] Briefing = "Briefing",
        /// By radio.
        Radio = "Radio",
        /// By telephone.
        Telephone = "Telephone",
        /// By electronic mail.
        Mail = "E-mail",
        /// By messenger service.
        Message = "Message",
        /// On paper.
        Letter = "Letter",
        /// By somebody who comes in.
        Visit = "Visit",
        /// In press, television or social media.
        Media = "Media",
        /// As something that is seen.
        Sighting = "Sighting",
    }
}

words! {
    /// Who gets to know of a change. What is so and what a cell believes may differ.
    Reach {
        /// It is so, and the cells that get the inject know it.
        #[default] Told = "Told to its cells",
        /// It is so, and every cell knows it.
        Everybody = "Known to everybody",
        /// It is so, and no cell knows it.
        Nobody = "Known to nobody",
        /// It is not so, but the cells that get the inject believe it.
        Rumour = "Believed, not so",
    }
}

impl Reach {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands in what it leaves out by reference"
    )]
    const fn is_told(&self) -> bool {
        matches!(self, Self::Told)
    }

    /// Returns true where the plan itself changes.
    pub const fn is_so(self) -> bool {
        !matches!(self, Self::Rumour)
    }

    /// Returns true where a cell gets to know, given whether the inject goes to it.
    pub const fn is_known(self, is_addressed: bool) -> bool {
        match self {
            Self::Everybody => true,
            Self::Nobody => false,
            Self::Told | Self::Rumour => is_addressed,
        }
    }
}

impl Lettered for Exercise {
    const LETTER: char = 'x';
}

impl Lettered for Objective {
    const LETTER: char = 'o';
}

impl Lettered for Cell {
    const LETTER: char = 'g';
}

impl Lettered for Branch {
    const LETTER: char = 'w';
}

impl Lettered for Inject {
    const LETTER: char = 'j';
}

impl Effect {
    /// Makes an effect that its cells are told of.
    pub fn told(edit: Edit) -> Self {
        Self {
            edit,
            reach: Reach::Told,
        }
    }
}

impl Inject {
    /// Makes an inject that says nothing yet.
    pub fn new(id: Id<Self>, serial: impl Into<String>, due: Minute) -> Self {
        Self {
            id,
            serial: serial.into(),
            title: String::new(),
            due,
            from: String::new(),
            to: Vec::new(),
            controller: String::new(),
            method: Method::default(),
            text: String::new(),
            expected: String::new(),
            objectives: Vec::new(),
            notes: String::new(),
            attachments: Vec::new(),
            after: None,
            branch: None,
            effects: Vec::new(),
        }
    }

    /// Returns what it is called in lists: `7 Bridges closed`.
    pub fn label(&self) -> String {
        match (self.serial.is_empty(), self.title.is_empty()) {
            (_, true) => format!("Inject {}", self.serial).trim_end().to_owned(),
            (true, false) => self.title.clone(),
            (false, false) => format!("{} {}", self.serial, self.title),
        }
    }
}

impl Exercise {
    /// Makes an exercise on a plan, from its beginning to its end, with a cell of controllers and nothing on its list.
    pub fn on(id: Id<Self>, plan: Arc<Plan>) -> Self {
        let phases = plan.phases_in_order();
        let starts = phases.first().map_or(0, |(_, phase)| phase.start);
        let ends = phases.iter().filter_map(|(_, phase)| phase.end).max();
        let ends = ends
            .filter(|ends| *ends > starts)
            .unwrap_or(starts.saturating_add(24 * 60));
        // The room has three hours for it.
        let rate = u32::try_from(ends.saturating_sub(starts) / 180)
            .unwrap_or(1)
            .max(1);
        let control = Cell {
            id: Id::derived(["control", &id.to_string()]),
            name: "Control".to_owned(),
            kind: CellKind::Control,
            plays: None,
            brief: String::new(),
        };
        let title = match plan.info.title.as_str() {
            "" => "Exercise".to_owned(),
            title => format!("Exercise on {title}"),
        };
        Self {
            id,
            title,
            notes: String::new(),
            author: plan.info.author.clone(),
            starts,
            ends,
            rate,
            objectives: Vec::new(),
            cells: vec![control],
            branches: Vec::new(),
            injects: Vec::new(),
            plan,
        }
    }

    /// Returns a time that is farther from H-hour than an exercise goes.
    pub fn too_far(&self) -> Option<Minute> {
        let listed = self.injects.iter().map(|inject| inject.due);
        let mut all = [self.starts, self.ends].into_iter().chain(listed);
        all.find(|minute| !(-FARTHEST..=FARTHEST).contains(minute))
    }

    /// Returns an inject.
    pub fn inject(&self, id: Id<Inject>) -> Option<&Inject> {
        self.injects.iter().find(|inject| inject.id == id)
    }

    /// Returns a cell.
    pub fn cell(&self, id: Id<Cell>) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.id == id)
    }

    /// Returns an objective.
    pub fn objective(&self, id: Id<Objective>) -> Option<&Objective> {
        self.objectives.iter().find(|objective| objective.id == id)
    }

    /// Returns a way that it can take.
    pub fn branch(&self, id: Id<Branch>) -> Option<&Branch> {
        self.branches.iter().find(|branch| branch.id == id)
    }

    /// Returns a cell's name; what it has instead where there is none.
    pub fn cell_name(&self, id: Id<Cell>) -> String {
        match self.cell(id) {
            Some(cell) if !cell.name.is_empty() => cell.name.clone(),
            _ => id.to_string(),
        }
    }

    /// Puts the list in order of time; of one minute by serial, as people count: 2 before 10. Times beyond a thousand
    /// years are none, and are brought back to that.
    pub fn sort(&mut self) {
        let within = |minute: Minute| minute.clamp(-FARTHEST, FARTHEST);
        self.starts = within(self.starts);
        self.ends = within(self.ends);
        for inject in &mut self.injects {
            inject.due = within(inject.due);
        }
        self.injects.sort_by(|one, other| {
            (one.due, counted(&one.serial), one.id).cmp(&(other.due, counted(&other.serial), other.id))
        });
    }

    /// Returns a serial that no inject has: one more than the greatest number.
    pub fn next_serial(&self) -> String {
        let greatest = self.injects.iter().map(|inject| counted(&inject.serial).0).max();
        greatest.map_or(1, |number| number.saturating_add(1)).to_string()
    }

    /// Moves an inject to another minute, and what follows from it by as much.
    pub fn retime(&mut self, id: Id<Inject>, due: Minute) {
        let Some(inject) = self.inject(id) else { return };
        let by = due.saturating_sub(inject.due);
        let moved = self.followers(id);
        for inject in &mut self.injects {
            if inject.id == id || moved.contains(&inject.id) {
                inject.due = inject.due.saturating_add(by);
            }
        }
        self.sort();
    }

    /// Returns what follows from an inject, directly or not; never itself, even where they follow in a circle.
    pub fn followers(&self, id: Id<Inject>) -> Vec<Id<Inject>> {
        let mut found: Vec<Id<Inject>> = Vec::new();
        let mut from = vec![id];
        while let Some(next) = from.pop() {
            for inject in &self.injects {
                if inject.after == Some(next) && inject.id != id && !found.contains(&inject.id) {
                    found.push(inject.id);
                    from.push(inject.id);
                }
            }
        }
        found
    }

    /// Takes an inject off the list; what followed from it stays, on its own.
    pub fn remove_inject(&mut self, id: Id<Inject>) {
        self.injects.retain(|inject| inject.id != id);
        for inject in self.injects.iter_mut().filter(|inject| inject.after == Some(id)) {
            inject.after = None;
        }
    }

    /// Takes a cell out, and out of every address.
    pub fn remove_cell(&mut self, id: Id<Cell>) {
        self.cells.retain(|cell| cell.id != id);
        for inject in &mut self.injects {
            inject.to.retain(|to| *to != id);
        }
    }

    /// Takes an objective out, and off every inject.
    pub fn remove_objective(&mut self, id: Id<Objective>) {
        self.objectives.retain(|objective| objective.id != id);
        for inject in &mut self.injects {
            inject.objectives.retain(|of| *of != id);
        }
    }

    /// Takes a way out; what happened on it alone happens always.
    pub fn remove_branch(&mut self, id: Id<Branch>) {
        self.branches.retain(|branch| branch.id != id);
        for inject in self.injects.iter_mut().filter(|inject| inject.branch == Some(id)) {
            inject.branch = None;
        }
    }
}

/// The number that a serial begins with, and the rest.
fn counted(serial: &str) -> (u64, &str) {
    let digits = serial.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = serial.split_at_checked(digits).unwrap_or(("", serial));
    (number.parse().unwrap_or(0), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(injects: &[(u64, &str, Minute, Option<u64>)]) -> Exercise {
        let mut exercise = Exercise::on(Id::from_bits(1), Arc::new(Plan::empty(Id::from_bits(2))));
        for (id, serial, due, after) in injects {
            let mut inject = Inject::new(Id::from_bits(*id), *serial, *due);
            inject.after = after.map(Id::from_bits);
            exercise.injects.push(inject);
        }
        exercise.sort();
        exercise
    }

    fn times(exercise: &Exercise) -> Vec<(&str, Minute)> {
        let list = exercise.injects.iter();
        list.map(|inject| (inject.serial.as_str(), inject.due)).collect()
    }

    #[test]
    fn what_follows_from_an_inject_moves_with_it() {
        let mut exercise = listed(&[
            (1, "1", 0, None),
            (2, "2", 60, Some(1)),
            (3, "3", 90, Some(2)),
            (4, "4", 70, None),
        ]);
        exercise.retime(Id::from_bits(1), 30);
        assert_eq!(times(&exercise), [("1", 30), ("4", 70), ("2", 90), ("3", 120)]);
    }

    #[test]
    fn injects_that_follow_each_other_in_a_circle_still_move() {
        let mut exercise = listed(&[(1, "1", 0, Some(2)), (2, "2", 10, Some(1))]);
        exercise.retime(Id::from_bits(2), 15);
        assert_eq!(times(&exercise), [("1", 5), ("2", 15)]);
    }

    #[test]
    fn serials_count_as_people_do() {
        let exercise = listed(&[(1, "10", 0, None), (2, "2", 0, None), (3, "2a", 0, None)]);
        assert_eq!(times(&exercise), [("2", 0), ("2a", 0), ("10", 0)]);
        assert_eq!(exercise.next_serial(), "11");
    }

    #[test]
    fn what_is_taken_out_is_named_no_more() {
        let mut exercise = listed(&[(1, "1", 0, None), (2, "2", 5, Some(1))]);
        let (cell, objective, branch) = (exercise.cells[0].id, Id::from_bits(5), Id::from_bits(6));
        let inject = &mut exercise.injects[1];
        inject.to.push(cell);
        inject.objectives.push(objective);
        inject.branch = Some(branch);
        exercise.remove_inject(Id::from_bits(1));
        exercise.remove_cell(cell);
        exercise.remove_objective(objective);
        exercise.remove_branch(branch);
        assert_eq!(exercise.injects, [Inject::new(Id::from_bits(2), "2", 5)]);
    }
}
