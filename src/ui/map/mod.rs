//! Map (stub: text is being written).
pub mod text;
