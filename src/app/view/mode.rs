//! The scenario that is open, told above every screen and at the foot, and the scenarios to choose from.

use crate::app::session::Session;
use crate::app::words;
use crate::domain::ids::ScenarioId;
use crate::domain::scenario::words_in_turn;

/// The scenario that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModeView {
    /// What it is called.
    pub name: String,
    /// Whose figures are shown.
    pub sentence: String,
    /// What it means for editing.
    pub editing: &'static str,
    /// How many of its changes were left out, and which and why, a line each; nothing where all apply.
    pub left_out: Option<(String, Vec<String>)>,
}

/// What is said over what scenarios do not change, while one is open.
pub const FOR_ALL: &str = "The same for every scenario: what you change here changes the base plan";

/// What there is to say while a scenario is open.
pub fn mode(session: &Session) -> Option<ModeView> {
    let open = session.in_scenario()?;
    let left_out = session.left_out();
    let on = open.changes.iter().filter(|change| change.on).count();
    let changes = match on.saturating_sub(left_out.len()) {
        0 => "no change yet".to_owned(),
        made => words::count(made, "change", "changes"),
    };
    let left_out = (!left_out.is_empty()).then(|| {
        let told = words_in_turn(session.base(), &open.changes);
        let line = |place: usize, why: &str| {
            format!("{}: {why}", told.get(place).map_or("A change", String::as_str))
        };
        let lines = left_out.iter().map(|left| line(left.place, &left.why)).collect();
        (format!("{} left out", words::count(left_out.len(), "change", "changes")), lines)
    });
    Some(ModeView {
        name: open.name.clone(),
        sentence: format!("With the scenario “{}”: {changes}", open.name),
        editing: "What you change now changes this scenario, not the base plan",
        left_out,
    })
}

/// The scenarios of a plan, in order, with what each is called.
pub fn scenarios(session: &Session) -> Vec<(ScenarioId, String)> {
    session.base().scenarios.iter().map(|scenario| (scenario.id, scenario.name.clone())).collect()
}
