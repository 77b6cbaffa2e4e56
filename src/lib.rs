//! Entente keeps forces that distrust each other from clashing, and civilians out of the way.
//!
//! A planner draws who answers for which ground, until when, and who agreed to it; Entente says what
//! overlaps, what is contested, what nobody covers and what nobody agreed to, and why. This page is the
//! architecture: what every module may rely on, and what it must not know.
//!
//! # Six sentences that decide everything
//!
//! 1. **A plan is a value.** [`model::Plan`] is immutable once made, cheap to clone, equal or not equal,
//!    complete without clock, files, screen or user.
//! 2. **There is one kind of change**: an entity before and after. Undo, the unsaved mark, the difference
//!    of scenarios and merging are all [`model::Changes`].
//! 3. **A gesture is a draft; only a commit is history.** Nothing guesses which edits belong together;
//!    Esc drops the draft, and there is nothing to undo because nothing was done.
//! 4. **A check is a pure function from a situation to findings, and the catalogue is data.** The window,
//!    `check`, `explain` and the printed annex read the same table.
//! 5. **A picture is a value.** A [`drawing::Scene`] says what is drawn where; screen and paper print it.
//! 6. **Time, chance, place and preference are arguments.** Below [`editor`] nothing reads a clock, a
//!    random source, a path or a setting by itself.
//!
//! # The house
//!
//! ```text
//! geometry ← model ← release ← checks ← compare ← exercise
//!               ↑                 ↑
//!   files ──────┤              drawing
//!     ↑ ↖ backdrop ───────────────↗
//!     └────── editor ─────────────┘      cli → all but editor
//!               ↑
//!               ui                       main → cli, ui
//! ```
//!
//! | module | subject | must not know |
//! | --- | --- | --- |
//! | [`geometry`] | where things are on the ground; the only user of the geometry crates | plans |
//! | [`model`] | the plan, its edits, differences and merges | intersections, files, screens |
//! | [`verbs`] | splitting, ceding, merging, smoothing drawn ground so that shared edges stay shared | findings, files, screens |
//! | [`checks`] | is the plan sound, and who holds how much | files, screens, clocks, threads |
//! | [`compare`] | in what plans and their findings differ, said as a person would | files, screens |
//! | [`exercise`] | tabletop exercises: what is prepared, what happened, and the plan that both make | files, screens, clocks |
//! | [`release`] | what one stakeholder may see: the redacted extract, and how it comes back | files, screens, findings |
//! | [`approval`] | who approved which content of a plan, signed with keys | screens, clocks, entropy |
//! | [`drawing`] | from plan and report to a picture | rules by name, files, widgets |
//! | [`backdrop`] | a base map as plain values of the picture, for window and command line | plans |
//! | [`files`] | bytes and values; the only module that touches the file system | what is sound |
//! | [`editor`] | the application without pixels | widgets |
//! | `ui` | the window; the only module that names egui | how anything is decided |
//! | [`cli`] | the command line; the only module that prints | the window |
//! | [`language`] | what the interface says in other languages, by its English | everything but text |
//! | [`samples`] | the plans that come with the program | everything but text |
//! | [`apart`] | work in a process of its own, with a deadline | what is worked on |
//! | [`threads`] | several threads for one computation, handed to `checks` by `editor` and `cli` | what is computed |
//! | [`testing`] | generated plans, sketch maps and the faults that a plan must survive, for tests, benches and examples | the window |
//!
//! `tests/architecture.rs` reads every `use crate::…` and holds it against this table.
//!
//! # How one edit flows
//!
//! ```text
//! pointer moves on the map
//!  1 ui::map::canvas    egui event → Command::Map(MapEvent { kind, at: Position, … })
//!  2 editor::tools      Select: a vertex is held → Reaction::Draft(Edit::Reshape { .. })
//!  3 editor::Document   draft = edit.apply(&current)?   (an edit that does not fit leaves the last draft)
//!  4 drawing::compose   Scene of document.shown() → ui::map paints it
//! pointer is released
//!  5 editor::tools      Reaction::Commit(edit)
//!  6 editor::Document   history.commit(plan, label)
//!  7 editor::Jobs       check(Arc<Plan>) on one worker; the newest request wins, the older is cancelled
//!  8 checks             Situation (pairs whose shapes did not change are remembered) → rules → Report
//!  9 editor::collect    takes the report, dated with the Arc<Plan> that it is about
//! 10 ui::panels         findings; while the report is about an older plan they are drawn pale
//! ```
//!
//! # What always holds
//!
//! * **Shapes are kept as drawn.** Analysis works on a cleaned copy ([`geometry::Shape`]); what is wrong
//!   with a shape is a finding, never a refusal and never a silent repair.
//! * **Coordinates are integers** of 1e-7 degree, so shared vertices are identical and neither NaN nor
//!   infinity can enter.
//! * **Undecided is not "no".** Where a geometric result fails its own check, the finding says "cannot be
//!   decided, treat as a conflict".
//! * **References may dangle** (a merge can delete what the other side names): a look-up is an `Option`,
//!   a rule reports it, nothing panics.
//! * **A report belongs to one plan.** Findings about an older plan are never shown as if they were about
//!   the newer one. A report made with remembered relations equals one made from nothing.
//! * **The same plan gives the same bytes**: trigonometry through `libm`, findings sorted, nothing depends
//!   on the order of hashes or threads.
//! * **Saved means on the disk**: written beside, synced, read again, renamed; the old content is kept; a
//!   file that changed meanwhile is never overwritten unseen.
//!
//! # Where a newcomer adds …
//!
//! | … | touches | shown by |
//! | --- | --- | --- |
//! | a check | `checks/rules/<name>.rs`, one line in `checks/catalogue.rs` | sketch tests in the file |
//! | a field of an entity | its line in `model/<entity>.rs`: file form, difference, merge and references follow | `tests/laws.rs` |
//! | a kind of force | its word in `model/symbol.rs`, its code in `model/sidc/table.rs`, its icon in `drawing/symbols/table.rs` | the contact sheet |
//! | a verb | a function in `verbs/` that proposes an edit; a variant of [`model::Edit`] where none says it | `verbs/tests.rs`, `tests/laws.rs` |
//! | a format | `files/exchange/<name>.rs` | `tests/exchange.rs` |
//! | a text of the interface | the text in English where it is shown, in `say` or `said`; its line in `assets/languages/*.json` | `tests/languages.rs` |
//! | a tool | `editor/tools/<name>.rs`, a line in `ui/action.rs` | events in, `Edit` out |
//! | a panel | `ui/panels/<name>.rs`: `fn ui(ui, &Editor, state, &mut Asks)` | by accessible label |

pub mod apart;
pub mod approval;
pub mod backdrop;
pub mod checks;
pub mod cli;
pub mod compare;
pub mod drawing;
pub mod editor;
pub mod exercise;
pub mod files;
pub mod geometry;
pub mod language;
pub mod model;
pub mod release;
pub mod samples;
pub mod testing;
pub mod threads;
#[cfg(feature = "gui")]
pub mod ui;
pub mod verbs;
