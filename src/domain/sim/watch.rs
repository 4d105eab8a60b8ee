//! What is counted on top of the usual because a promise is about it.

use crate::domain::plan::CaseType;

/// How a plan is to be made ready to be played.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Asked {
    /// Where chance begins. `None`: the plan's own.
    pub seed: Option<u64>,
    /// How far ahead, in weeks. `None`: the plan's own.
    pub weeks: Option<u16>,
    /// What is counted on top of the usual.
    pub watches: Vec<Watch>,
}

/// Something counted at the end of each day because somebody asked. Read as [`super::Series::Watched`].
#[derive(Clone, Debug, PartialEq)]
pub enum Watch {
    /// Children of these types (empty: of any) who have had no named social worker for more working days in a row than
    /// this, the first counted. Those without one on the plan's date have been so since the day the plan says.
    WithoutOver {
        /// The case types; empty for any.
        types: Vec<CaseType>,
        /// Working days.
        working_days: u16,
    },
    /// Full-time equivalent of the social workers who hold at least one child, in hundredths (MODEL.md 4.1).
    HolderTime,
}
