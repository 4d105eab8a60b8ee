//! How far the forecast has come, for the line at the foot of the window, and whose picture is on screen.

use std::sync::Arc;

use super::trimmed;
use crate::app::forecast::{Forecasts, Progress};
use crate::app::words;
use crate::domain::plan::Plan;

/// What can be done about a forecast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing.
    Nothing,
    /// Stop it.
    Stop,
    /// Add the runs that are missing.
    Continue,
    /// Read why there is none, a sentence a line.
    Reasons(Vec<String>),
}

/// The forecast at the foot.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgressView {
    /// How much of the work is done, while it goes on: 0 to 1.
    pub share: Option<f32>,
    /// How far it has come, in words.
    pub words: String,
    /// More about it, shown on hover.
    pub hint: String,
    /// What can be done.
    pub next: Next,
}

/// How far the forecast of this plan has come; `None` where there is none to make.
pub fn progress(forecasts: &Forecasts, plan: &Arc<Plan>) -> Option<ProgressView> {
    if plan.children.is_empty() && plan.demand.teams.is_empty() {
        return None;
    }
    let own = forecasts.shown().filter(|shown| Arc::ptr_eq(&shown.plan, plan));
    let error = own.and_then(|shown| shown.summary.relative_error);
    let error = error.map_or_else(String::new, |error| format!(", ±{}%", trimmed(100.0 * error)));
    let years = |runs: u32| words::count(runs as usize, "simulated year", "simulated years");
    let hint = forecasts.note().unwrap_or(
        "Each simulated year plays the plan forward with other chances; ± is how exact the mean is",
    );
    let view = |share, words, next| Some(ProgressView { share, words, hint: hint.to_owned(), next });
    match forecasts.progress() {
        Progress::Idle => None,
        Progress::Running { done, wanted } => {
            let share = *done as f32 / (*wanted).max(1) as f32;
            let told = format!("{} of {}{error}", words::thousands(*done as usize), years(*wanted));
            view(Some(share), told, Next::Stop)
        }
        Progress::Finished { runs } => {
            view(None, format!("Forecast: {}{error}", years(*runs)), Next::Nothing)
        }
        Progress::Stopped { done, wanted } => {
            let done = words::thousands(*done as usize);
            view(None, format!("Stopped by you after {done} of {}", years(*wanted)), Next::Continue)
        }
        Progress::Refused(reasons) => {
            let told = format!("No forecast: {}", words::count(reasons.len(), "reason", "reasons"));
            view(None, told, Next::Reasons(reasons.clone()))
        }
        Progress::Failed => view(
            None,
            "The forecast ended by a mistake of the program. The plan is unharmed; please report it"
                .to_owned(),
            Next::Nothing,
        ),
    }
}

/// Why this plan cannot be played, a sentence each; nothing where it can be.
pub fn reasons(forecasts: &Forecasts) -> &[String] {
    match forecasts.progress() {
        Progress::Refused(reasons) => reasons,
        _ => &[],
    }
}

/// Whose picture is on screen, where it is not that of this plan as it is.
pub fn whose(forecasts: &Forecasts, plan: &Arc<Plan>) -> Option<&'static str> {
    let shown = forecasts.shown()?;
    if forecasts.is_trying() {
        Some("For the plan as it would be after the change that is tried out")
    } else if !Arc::ptr_eq(&shown.plan, plan) {
        Some("For the plan before the last change; the new picture follows")
    } else if shown.stopped {
        Some("From the simulated years before it was stopped")
    } else {
        None
    }
}

/// Whether the year that is looked at is one of this plan as it is.
pub fn replay_is_of(forecasts: &Forecasts, plan: &Arc<Plan>) -> bool {
    forecasts.replay().is_some_and(|replay| Arc::ptr_eq(&replay.plan, plan))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desk::{Action, Desk};
    use crate::domain::edit::Edit;
    use crate::domain::ids::Thing;

    fn until(desk: &mut Desk, done: impl Fn(&Desk) -> bool) {
        let begun = std::time::Instant::now();
        while !done(desk) {
            assert!(begun.elapsed() < std::time::Duration::from_mins(2), "it never came to an end");
            desk.tick();
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    }

    fn told(desk: &Desk) -> Option<ProgressView> {
        progress(desk.forecasts(), desk.session()?.plan())
    }

    #[test]
    fn the_foot_tells_how_far_it_is_what_can_be_done_and_whose_picture_it_is() {
        let mut desk = Desk::keeping_nothing(Arc::new(|| {}));
        assert_eq!(told(&desk), None);
        let set = |field: &str, to: &str| {
            let (field, to) = (field.to_owned(), to.to_owned());
            Action::Edit(Edit::Set { of: Thing::Forecast, field, to })
        };
        desk.act(Action::OpenExample(0));
        desk.act(set("fixed_runs", "20"));
        let running = told(&desk).unwrap();
        assert_eq!((running.words.as_str(), running.next), ("0 of 20 simulated years", Next::Stop));
        until(&mut desk, |desk| matches!(desk.forecasts().progress(), Progress::Finished { .. }));
        let finished = told(&desk).unwrap();
        assert!(finished.words.starts_with("Forecast: 20 simulated years, ±"), "{finished:?}");
        assert_eq!((finished.share, finished.next), (None, Next::Nothing));
        let whose_is = |desk: &Desk| whose(desk.forecasts(), desk.session().unwrap().plan());
        assert_eq!(whose_is(&desk), None);
        desk.act(set("fixed_runs", "30"));
        assert!(whose_is(&desk).unwrap().contains("before the last change"));
        assert_eq!(reasons(desk.forecasts()), &[] as &[String]);
    }
}
