//! The children ahead: how likely each of today's is to lose their worker, and why most often.

use super::super::table::{CellView, ColumnView};
use super::teams::failing_lines;
use super::{chance, rests_on, windows};
use crate::app::definitions as define;
use crate::app::reading::Reading;
use crate::app::view::children::Wanted;
use crate::app::view::overview::{Leads, ToDo};
use crate::app::words;
use crate::domain::ahead::Today;
use crate::domain::ids::ChildId;
use crate::domain::plan::{Words as _, lower_first};
use crate::domain::sim::{LossReason, Summary};
use crate::domain::state::ChildState;

/// How far ahead the children at risk are looked for.
pub const AT_RISK_WEEKS: u32 = 13;

/// The chances of one of today's children within 4, 13 and 26 weeks, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Risk {
    /// Of losing the worker they have today.
    pub lost: [f64; 3],
    /// Of a day without a named social worker.
    pub without: [f64; 3],
    /// Why they lose their worker most often, if they ever do.
    pub reason: Option<&'static str>,
}

/// The chances of a child; `None` for one who was not open in the plan that was played.
pub fn risk(summary: &Summary, child: ChildId) -> Option<Risk> {
    let (lost, without) = summary.chances(child)?;
    let reason = summary.child(child)?.commonest().map(LossReason::label);
    Some(Risk { lost, without, reason })
}

/// Whether a child has a worker today who could be lost.
pub fn has_a_worker(today: &Today) -> bool {
    !today.spell.unnamed && today.spell.state != ChildState::AwaitingClosure
}

/// The columns that a forecast adds to the table of children: the chances within 13 weeks and why are shown, the others
/// when asked for.
#[derive(Debug)]
pub struct RiskColumns<'a> {
    summary: &'a Summary,
    windows: Vec<(usize, u32)>,
}

impl<'a> RiskColumns<'a> {
    /// Of one forecast.
    pub fn new(summary: &'a Summary) -> Self {
        Self { summary, windows: windows(summary) }
    }

    /// The headers.
    pub fn columns(&self) -> Vec<ColumnView> {
        const KEYS: [&str; 3] = ["loses_4", "loses_13", "loses_26"];
        let hint =
            format!("{}. Empty: has none to lose, or is not in the forecast", define::LOSES_WORKER.text);
        let shown = self.windows.get(1).or(self.windows.first()).map(|(place, _)| *place);
        let chances = self.windows.iter().map(|(place, weeks)| {
            let title = format!("Loses in {}", words::count(*weeks as usize, "week", "weeks"));
            let column = ColumnView::figures(KEYS[*place], title, 135.0).hint(&hint);
            if Some(*place) == shown { column } else { column.hidden() }
        });
        let why = ColumnView::text("loses_why", "Why most often", 190.0)
            .hint("Why the child loses their worker in most of the simulated years in which they do");
        chances.chain([why]).collect()
    }

    /// The cells of one child.
    pub fn cells(&self, child: ChildId, today: &Today) -> impl Iterator<Item = CellView> {
        let risk = risk(self.summary, child).filter(|_| has_a_worker(today));
        let chances = self.windows.iter().map(move |(place, _)| {
            risk.map_or_else(CellView::missing, |risk| {
                CellView::number(chance(risk.lost[*place]), risk.lost[*place])
            })
        });
        let why = risk.and_then(|risk| risk.reason).unwrap_or_default();
        chances.chain([CellView::text(why)])
    }
}

/// The place of the chances within so many weeks: 4, 13 or 26, the least that is enough.
fn window(weeks: u32) -> usize {
    crate::domain::sim::WINDOW_WEEKS.iter().position(|window| u32::from(*window) >= weeks).unwrap_or(2)
}

/// Today's children with a named worker who have more than an even chance of losing them within 4, 13 or 26 weeks,
/// sorted by id.
pub fn likely_to_lose(reading: &Reading, summary: &Summary, weeks: u32) -> Vec<ChildId> {
    let window = window(weeks);
    let mut found: Vec<ChildId> = reading
        .open()
        .filter(|(_, child, today)| {
            has_a_worker(today) && summary.chances(child.id).is_some_and(|(lost, _)| lost[window] > 0.5)
        })
        .map(|(_, child, _)| child.id)
        .collect();
    found.sort_unstable();
    found
}

/// "37 of today’s 1,208 children with a named worker have more than an even chance of losing them within 13 weeks".
pub fn likely_to_lose_sentence(reading: &Reading, summary: &Summary, weeks: u32) -> String {
    let named =
        reading.open().filter(|(_, child, today)| has_a_worker(today) && summary.child(child.id).is_some());
    let named = named.count();
    if named == 0 {
        return "No child who has a named worker today is in the forecast on screen".to_owned();
    }
    let found = likely_to_lose(reading, summary, weeks).len();
    // The forecast may end before the weeks that were asked for.
    let weeks = weeks.min(super::weeks_ahead(summary));
    format!(
        "{} of today’s {} with a named worker {} more than an even chance of losing them within {}. {}",
        if found == 0 { "None".to_owned() } else { words::thousands(found) },
        words::count(named, "child", "children"),
        if found < 2 { "has" } else { "have" },
        words::count(weeks as usize, "week", "weeks"),
        rests_on(summary)
    )
}

/// What the panel says of one child: their chances and the commonest reason. Nothing for a child whom the forecast
/// does not know.
pub fn child_facts(summary: &Summary, child: ChildId, today: &Today) -> Vec<String> {
    let Some(risk) = risk(summary, child) else {
        return vec!["Not yet in the forecast on screen, which tells the chances".to_owned()];
    };
    let told = |chances: [f64; 3]| {
        let told = windows(summary).into_iter().map(|(place, weeks)| {
            let weeks = words::count(weeks as usize, "week", "weeks");
            format!("{} within {weeks}", chance(chances[place]))
        });
        told.collect::<Vec<_>>().join(", ")
    };
    let mut facts = Vec::new();
    if has_a_worker(today) {
        let why = risk.reason.map_or_else(String::new, |why| format!("; most often: {}", lower_first(why)));
        facts.push(format!("Chance of losing their worker: {}{why}", told(risk.lost)));
        facts.push(format!("Chance of a day without a named social worker: {}", told(risk.without)));
    } else if let Some(why) = risk.reason {
        facts.push(format!("Should they lose a worker, it is most often because: {}", lower_first(why)));
    }
    facts
}

/// What presses by the forecast, for the list of things to do: children at risk, and the first team to fail.
pub fn to_do(reading: &Reading, summary: &Summary) -> Vec<ToDo> {
    let at_risk = likely_to_lose(reading, summary, AT_RISK_WEEKS).len();
    let children = (at_risk > 0).then(|| ToDo {
        what: format!(
            "{} more likely than not to lose their worker within {AT_RISK_WEEKS} weeks",
            words::count(at_risk, "child is", "children are")
        ),
        leads: Leads::Children(Wanted { at_risk: true, ..Wanted::default() }),
    });
    let team = failing_lines(reading, summary).into_iter().find_map(|line| {
        let leads = Leads::Thing(line.leads?);
        Some(ToDo { what: format!("Likely to fail: {}", line.words), leads })
    });
    children.into_iter().chain(team).collect()
}
