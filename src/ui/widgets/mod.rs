//! Small parts that every panel is made of, so that rows, fields and marks look and read alike.

mod cells;
mod choices;
mod fields;
mod fold;
mod icons;
mod label;
mod menu;
mod paragraph;
mod pickers;
mod positions;
mod rows;
mod text;
mod when;

pub use crate::drawing::figures::{area_text, count_text, counted, length_text};
pub use crate::model::{minute_text, read_minute};
pub use cells::{
    entity_cell, instant_cell, minute_cell, number_cell, open_minute_cell, stakeholders_cell, text_cell,
    word_cell,
};
pub use choices::{choice_bare, choice_picker, opened_list, several_bare, several_picker};
pub use fields::{
    colour_field, count_field, distances_field, instant_field, lines_field, minute_field,
    needed_minute_field, number_field, symbol_code_field, text_area, text_field, title_field, words_field,
};
pub use fold::{Fold, fold};
pub use icons::{Icon, icon, icon_button, icon_button_at};
pub use label::Label;
pub use menu::action_item;
pub use paragraph::{Hinted, paragraph, stacked};
pub use pickers::{
    any_picker, entities_by_name, entities_picker, entity_name, entity_picker, maybe_word_picker,
    needed_entity_picker, phases_picker, stakeholder_picker, stakeholders_by_label, stakeholders_picker,
    word_picker,
};
pub use positions::{PositionStyle, doubt_text, maybe_position_field, position_field, positions_area};
pub use rows::{
    badge, colour_chip, empty_note, labelled, link, muted, paint_severity, primary_button, quiet_button, row,
    section, severity_mark, severity_mark_high, tall_row, tick,
};
pub use text::{NameKey, compare_names, cut, cut_name, is_right_to_left, name_key, name_text, title_text};
pub use when::{when_cell, when_picker, when_text};
