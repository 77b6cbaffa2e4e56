//! Hostile files, rule by rule.
//!
//! * `corpus`: every file of the fuzz corpus, and each of them cut off and bent, goes through its parser in
//!   time; what fuzzing once found stays found.
//! * `apart`: a reader that crashes, hangs, talks nonsense or wants the whole memory is an error with a
//!   remedy, and the plan is as it was.
//! * `table`: bombs and traps for each format, and what is said of each.
//! * `shown`: a plan's texts do nothing where they are shown: in terminals, spreadsheets, drawings.

mod apart;
mod corpus;
mod parsers;
mod shown;
mod table;
