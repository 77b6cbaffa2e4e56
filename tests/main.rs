//! Every integration test, in one binary: linking the window a dozen times would be slow.
//! One module per capability; each says on top what it proves.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests may"
)]

mod architecture;
mod checks;
mod cli;
mod comparing;
mod coordinates;
mod evil;
mod exchange;
mod false_alarms;
mod faults;
mod languages;
mod laws;
#[cfg(feature = "gui")]
mod maps;
mod measuring;
mod names;
mod odd_plans;
mod paper;
mod plan_errors;
mod plan_files;
mod plan_text;
mod real_shapes;
mod release;
mod said_of_files;
mod samples;
#[cfg(feature = "gui")]
mod window;
