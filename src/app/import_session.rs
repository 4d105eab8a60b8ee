//! Stand-in until the second half of import is merged.
use super::job::Wake;
use crate::domain::plan::Plan;
use std::path::PathBuf;
/// x
#[derive(Debug)]
pub struct ImportSession;
impl ImportSession {
    /// x
    pub fn start(
        _base: Option<std::sync::Arc<Plan>>,
        _paths: Vec<PathBuf>,
        _wake: Wake,
    ) -> std::io::Result<Self> {
        Ok(Self)
    }
    /// x
    pub fn is_reading(&self) -> bool {
        false
    }
    /// x
    pub fn collect(&mut self) {}
}
