//! Stub while the real one is being written.
/// x
#[derive(Debug, Clone)]
pub struct PlanFile {
    /// x
    pub path: std::path::PathBuf,
}
