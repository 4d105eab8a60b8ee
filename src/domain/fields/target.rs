//! Fields of the promises, of what is varied, and of what people cost.

use super::{Field, field};
use crate::domain::plan::Target;

pub(super) fn target() -> Vec<Field<Target>> {
    const COSTS: &str = "Costs";
    vec![field!(
        Target,
        "on_costs_percent",
        "On-costs (% of salary)",
        COSTS,
        "[GK] National insurance, pension and the like, on top of a salary",
        |r| r.costs.on_costs_percent
    )]
}
