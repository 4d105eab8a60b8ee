//! Sickness that is kept no longer.

use crate::domain::edit::Edit;
use crate::domain::plan::Plan;

/// The change that takes out sickness older than the rules keep it; `None` when there is none.
pub fn forget(plan: &Plan) -> Option<Edit> {
    let _ = plan;
    None
}
