//! Bytes and values: the only module that touches the file system.
//!
//! It turns files into values and values into files. It decides nothing about them: what a plan may
//! hold is said in `model`, whether it is sound in `checks`.

pub mod basemap;
