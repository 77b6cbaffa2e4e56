//! Hostile files, rule by rule.
//!
//! | what a file may try | what proves that it fails |
//! | --- | --- |
//! | to crash, hang or fill the memory of a parser | `corpus` (whole, cut off, bent), `table` (bombs, each with what is said), `fuzz/run` |
//! | to do the same by saying little over and over, or by outlines that cross everywhere | `table`, `faults::large` |
//! | to take over the process that reads it | `apart`: whatever becomes of that process, the plan is as it was |
//! | MBTiles: views, triggers, computed columns, planted journals, huge blobs and pages | `maps`, and `files::tiles` |
//! | PMTiles: offsets outside the file, directories in circles, bombs | `files::tiles`, corpus `tile_file` |
//! | pictures of 60,000 pixels a side | `table` |
//! | KML: entities, links that fetch, icons from elsewhere | `table`; nothing is fetched, and it is counted |
//! | KMZ: bombs, names that lead out of the folder, lying lists of contents | `table`; nothing is unpacked to disk |
//! | to name a file that is then read | no format of ours names one; `faults::private` sees what is opened |
//! | formulas in tables | `shown` |
//! | escapes in terminals: C0, C1, DEL, marks that turn text, no width | `shown` |
//! | markup, scripts, references in SVG | `shown` |
//! | the same in a PDF, and its own: strings that end, actions, addresses | `pdf` |
//! | names in which something hides, or that look like another's | `shown`, rule D10 |
//! | to pass for another plan | `shown`: eight digits of the content, wherever a plan is told of |
//! | to be written to, or to leave something on the disk | `maps`, `faults::private` |
//! | to connect somewhere | `faults::private`: a whole session, watched |
//! | to leave what it says in logs, reports, recent files | `faults::private` |

mod apart;
mod corpus;
mod maps;
mod parsers;
mod pdf;
mod shown;
mod table;
