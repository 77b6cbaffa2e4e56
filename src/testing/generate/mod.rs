//! Generated plans and edits: the same seed gives the same plan on every machine.
//!
//! [`plan`] fills every table and, over a few seeds, every field of every entity; [`edit`] proposes
//! edits of every kind, some of which do not fit; [`covering`] is the large workload of the benches.
//! The plans are plausible, not meaningful: nothing here plants a finding, and no reference of a
//! generated plan dangles.
//!
//! ```
//! use entente::testing::{Chance, generate};
//!
//! let plan = generate::plan(&mut Chance::new(7), generate::Size::SMALL);
//! assert_eq!(plan, generate::plan(&mut Chance::new(7), generate::Size::SMALL));
//! assert!(plan.dangling().is_empty());
//! ```

mod agreements;
mod covering;
mod edits;
mod entities;
mod exercises;
mod values;

use crate::model::{AnyEntity, Base, Edit, Id, Kind, Plan};

use super::Chance;

pub use covering::covering;
pub use edits::edit;
pub use exercises::{entry, exercise, session};
pub use values::{area, path, position};

/// How large a generated plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Rows in each table.
    pub rows: usize,
}

impl Size {
    /// A plan to read: 3 rows a table.
    pub const SMALL: Self = Self { rows: 3 };
    /// A plan of a real operation's size: 12 rows a table.
    pub const MEDIUM: Self = Self { rows: 12 };
    /// More than anybody draws by hand: 60 rows a table.
    pub const LARGE: Self = Self { rows: 60 };
}

/// Makes a plan with `size.rows` entities of every kind around Fallujah, without dangling references.
pub fn plan(chance: &mut Chance, size: Size) -> Plan {
    let mut plan = Plan::empty(Id::from_bits(chance.bits()));
    // Bare rows first, so that what is filled in afterwards can refer to anything.
    for kind in Kind::ALL {
        let rows = (0..size.rows)
            .map(|place| Edit::Create(entities::bare(chance, &plan, *kind, place)))
            .collect();
        plan = applied(&Edit::together("Add rows", rows), &plan);
    }
    let mut fill: Vec<Edit> = all_entities(&plan)
        .iter()
        .map(|bare| Edit::Update(entities::filled(chance, &plan, bare)))
        .collect();
    fill.push(Edit::SetInfo(Box::new(entities::info(chance, &plan))));
    fill.push(edits::set_readiness(chance));
    for _ in 0..3 {
        fill.push(edits::set_level(chance));
        fill.push(edits::set_threshold(chance));
        fill.push(Edit::Waive(edits::waiver(chance, &plan)));
    }
    plan = applied(&Edit::together("Fill in", fill), &plan);
    for _ in 0..3 {
        plan = edits::discussed(chance, &plan);
    }
    if chance.happens(50) {
        plan.base = Some(Base {
            id: Id::from_bits(chance.bits()),
            hash: format!("{:016x}", chance.bits()),
            name: if chance.happens(50) {
                values::text(chance)
            } else {
                String::new()
            },
        });
    }
    // By a chance of their own: what is generated from this one stays as it was.
    let approvals = &mut Chance::new(plan.id.bits());
    if approvals.happens(50) {
        let given = values::several(approvals, 2, |chance| entities::approval(chance, &plan));
        plan.approvals = given.into_iter().flatten().collect();
    }
    plan
}

/// Returns every entity in table and id order.
fn all_entities(plan: &Plan) -> Vec<AnyEntity> {
    let mut entities = Vec::new();
    plan.each_id(&mut |id| entities.extend(id.entity_in(plan)));
    entities
}

#[expect(
    clippy::expect_used,
    reason = "an edit of the generator's that does not fit is its fault, and a test must see it"
)]
fn applied(edit: &Edit, plan: &Plan) -> Plan {
    edit.apply(plan).expect("generated rows fit the generated plan")
}
