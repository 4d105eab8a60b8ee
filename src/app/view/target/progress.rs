//! How far a search has come, in words, and what can be done about it.

use crate::app::target::{Studies, StudyProgress};
use crate::app::words;

/// The work on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgressView {
    /// How much of it is done, while it goes on: 0 to 1.
    pub share: Option<f32>,
    /// How far it has come.
    pub words: String,
    /// Why the plan cannot be played, a sentence each.
    pub reasons: Vec<String>,
}

/// How far the work has come; `None` where nothing was asked for or everything is done.
pub fn progress(studies: &Studies) -> Option<ProgressView> {
    let view = |share, words: String| Some(ProgressView { share, words, reasons: Vec::new() });
    match studies.progress() {
        // What was found speaks for itself.
        StudyProgress::Idle | StudyProgress::Finished => None,
        StudyProgress::Running { done, of, words } => {
            let share = (f64::from(*done) / f64::from(*of).max(1.0)) as f32;
            view(Some(share.clamp(0.0, 1.0)), words.clone())
        }
        StudyProgress::Stopped => view(None, "Stopped by you: what there is stands below".to_owned()),
        StudyProgress::Refused(reasons) => {
            let told = words::count(reasons.len(), "reason", "reasons");
            let words = format!("The plan cannot be played forward, for {told}");
            Some(ProgressView { share: None, words, reasons: reasons.clone() })
        }
        StudyProgress::Failed => view(
            None,
            "The search ended by a mistake of the program. The plan is unharmed; please report it".to_owned(),
        ),
    }
}

/// What is said of a result whose work another question broke off; `is_last`: it was asked for last of all.
pub fn broken_off(told: bool) -> Option<&'static str> {
    (!told).then_some("So far: it was broken off before the end")
}

/// Whether work is going on.
pub fn is_running(studies: &Studies) -> bool {
    matches!(studies.progress(), StudyProgress::Running { .. })
}
