//! What one stakeholder sees of a plan: that nothing withheld is in the bytes of an extract, who sees what, and
//! that an extract that comes back deletes nothing of what was withheld.

mod approvals;
mod coming_back;
mod from_the_command_line;
mod nothing_leaks;
mod who_sees_what;

use entente::files::ron_text;
use entente::model::{ExtractOf, Generalisation, Id, Plan, Stakeholder};
use entente::release::{Extract, release};
use entente::samples;

/// Every way of making an extract coarser, and none.
pub const COARSER: [Generalisation; 4] = [
    Generalisation {
        grid_m: None,
        names_hidden: false,
        contacts_dropped: false,
    },
    Generalisation {
        grid_m: Some(1_000),
        names_hidden: false,
        contacts_dropped: false,
    },
    Generalisation {
        grid_m: None,
        names_hidden: true,
        contacts_dropped: true,
    },
    Generalisation {
        grid_m: Some(1_000),
        names_hidden: true,
        contacts_dropped: true,
    },
];

pub fn sample(name: &str) -> Plan {
    let text = samples::find(name).unwrap().text;
    ron_text::read(text.as_bytes()).unwrap().plan
}

pub fn extract(plan: &Plan, stakeholder: Id<Stakeholder>, generalised: Generalisation) -> Extract {
    let hash = ron_text::plan_hash(plan).unwrap().to_string();
    let of = ExtractOf {
        stakeholder,
        generalised,
    };
    release(plan, &hash, of).unwrap()
}
