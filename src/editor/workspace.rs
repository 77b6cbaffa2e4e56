//! How the plan is looked at: camera, phase, what is hidden or locked, what is selected.
//!
//! Per user and session; never in the plan, and never history.

use std::collections::BTreeSet;

use crate::drawing::Camera;
use crate::model::{AnyId, Id, Phase, Plan};

use super::rings::{Radii, RingSet};
use super::seeking::Pin;
use super::tools::{DrawStyle, ToolKind};

/// The tabs under the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Desk {
    /// What the checks found.
    #[default]
    Findings,
    /// Agreements with their parties' states.
    Agreements,
    /// Who stands how to whom.
    Relations,
    /// Who reaches whom.
    Channels,
    /// The phases.
    Phases,
    /// Who holds how much.
    Ground,
    /// Every object of a kind.
    Objects,
    /// Levels, thresholds and waivers.
    Policy,
    /// What was done.
    History,
}

impl Desk {
    /// Every tab, in order.
    pub const ALL: [Self; 9] = [
        Self::Findings,
        Self::Agreements,
        Self::Relations,
        Self::Channels,
        Self::Phases,
        Self::Ground,
        Self::Objects,
        Self::Policy,
        Self::History,
    ];

    /// Returns the tab's title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Findings => "Findings",
            Self::Agreements => "Agreements",
            Self::Relations => "Relations",
            Self::Channels => "Channels",
            Self::Phases => "Phases",
            Self::Ground => "Ground",
            Self::Objects => "Objects",
            Self::Policy => "Policy",
            Self::History => "History",
        }
    }
}

/// What the window is used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// One plan is worked on.
    #[default]
    Plan,
    /// Plans are compared.
    Compare,
    /// An exercise is prepared, run or looked back on.
    Exercise,
}

/// How the plan is looked at.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// What the window is used for.
    pub mode: Mode,
    /// What part of the map is seen.
    pub camera: Camera,
    /// True once the camera was set for the plan at hand; the window then fits it to the first size it gets.
    pub camera_set: bool,
    /// The phase shown; `None`: all of the plan.
    pub phase: Option<Id<Phase>>,
    /// What is not drawn.
    pub hidden: BTreeSet<AnyId>,
    /// What cannot be grabbed on the map.
    pub locked: BTreeSet<AnyId>,
    /// What is selected.
    pub selection: BTreeSet<AnyId>,
    /// The finding looked at, by fingerprint, code and subjects: it survives a new report.
    pub finding: Option<FindingKey>,
    /// The tool in hand.
    pub tool: ToolKind,
    /// How lines and areas are drawn.
    pub draw_style: DrawStyle,
    /// The pointer snaps to what is there already.
    pub snaps: bool,
    /// The tab under the map.
    pub desk: Desk,
    /// Range rings that are looked at.
    pub rings: Vec<RingSet>,
    /// How far the next ones are.
    pub radii: Radii,
    /// A place that was looked for.
    pub pin: Option<Pin>,
}

/// What a finding is known by from one report to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingKey {
    /// The rule's code.
    pub code: &'static str,
    /// What it is about.
    pub subjects: Vec<AnyId>,
    /// Its label, which tells two parts apart.
    pub fingerprint: String,
}

impl FindingKey {
    /// Returns the key of a finding.
    pub fn of(finding: &crate::checks::Finding) -> Self {
        Self {
            code: finding.code,
            subjects: finding.subjects.clone(),
            fingerprint: finding.fingerprint.clone(),
        }
    }

    /// Returns true where it is this finding's.
    pub fn is_of(&self, finding: &crate::checks::Finding) -> bool {
        self.code == finding.code
            && self.subjects == finding.subjects
            && self.fingerprint == finding.fingerprint
    }
}

impl Workspace {
    /// Looks at a plan for the first time: its first phase, nothing selected.
    pub fn for_plan(plan: &Plan) -> Self {
        Self {
            mode: Mode::default(),
            camera: Camera::new([0.5, 0.5], 2.0),
            camera_set: false,
            phase: plan.phases_in_order().first().map(|(id, _)| *id),
            hidden: BTreeSet::new(),
            locked: BTreeSet::new(),
            selection: BTreeSet::new(),
            finding: None,
            tool: ToolKind::default(),
            draw_style: DrawStyle::default(),
            snaps: true,
            desk: Desk::default(),
            rings: Vec::new(),
            radii: Radii::default(),
            pin: None,
        }
    }

    /// Forgets what the plan no longer has.
    pub fn forget_what_is_gone(&mut self, plan: &Plan) {
        self.selection.retain(|id| id.is_in(plan));
        self.hidden.retain(|id| id.is_in(plan));
        self.locked.retain(|id| id.is_in(plan));
        self.rings.retain(|rings| rings.is_in(plan));
        if self.phase.is_some_and(|phase| !plan.phases.contains(phase)) {
            self.phase = plan.phases_in_order().first().map(|(id, _)| *id);
        }
    }

    /// Returns the one thing that is selected; `None` for none or several.
    pub fn selected(&self) -> Option<AnyId> {
        let mut selection = self.selection.iter();
        selection.next().filter(|_| selection.next().is_none()).copied()
    }
}
