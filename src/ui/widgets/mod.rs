//! Small parts that every panel is made of, so that rows, fields and marks look and read alike.

mod cells;
mod fields;
mod pickers;
mod rows;

pub use cells::{
    entity_cell, instant_cell, minute_cell, number_cell, open_minute_cell, stakeholders_cell, text_cell,
    word_cell,
};
pub use fields::{
    instant_field, minute_field, minute_text, number_field, position_field, text_area, text_field,
};
pub use pickers::{
    any_picker, entity_picker, phases_picker, stakeholder_picker, stakeholders_picker, word_picker,
};
pub use rows::{
    badge, colour_chip, empty_note, labelled, link, muted, primary_button, quiet_button, row, section,
    severity_mark,
};
