//! Managers' weeks: whom they supervise, what that takes, and what a smaller team would free.

use crate::app::definitions::{Definition, rota as define};
use crate::app::reading::Reading;
use crate::app::view::cells;
use crate::app::view::table::{CellView, ColumnView, Mark, RowView, Shape, TableView, Tone};
use crate::app::words;
use crate::domain::ids::Thing;
use crate::domain::rota::managers::{ManagerLoad, manager_loads};
use crate::domain::state::Sight;

const OVER: Mark = Mark { shape: Shape::Triangle, tone: Tone::Vermilion, name: "More than there is" };

/// What the figures of this part mean.
pub const DEFINED: [Definition; 2] = [define::MANAGER_WEEK, define::FREED_BY_SMALLER_TEAM];

/// This part of the rota.
#[derive(Clone, Debug, PartialEq)]
pub struct ManagersView {
    /// The sentence at the top.
    pub sentence: String,
    /// Everybody who manages or supervises, the most overburdened first.
    pub table: TableView<Thing>,
}

/// Builds it for the plan's date.
pub fn view(reading: &Reading, revision: u64) -> ManagersView {
    let sight = reading.sight();
    let loads = manager_loads(&sight, &reading.outlook, &reading.loads);
    ManagersView { sentence: sentence(&sight, &loads), table: table(&sight, &loads, revision) }
}

fn sentence(sight: &Sight<'_>, loads: &[ManagerLoad]) -> String {
    let Some(first) = loads.first() else {
        return "Nobody in the plan manages a team or supervises anybody".to_owned();
    };
    let over: Vec<&ManagerLoad> = loads.iter().filter(|load| load.asked > load.has).collect();
    let freed: f64 = loads.iter().map(|load| load.freed_by_smaller_team).sum();
    let mut text = if over.is_empty() {
        format!(
            "All {} have the hours that their week asks for",
            words::count(loads.len(), "manager", "managers")
        )
    } else {
        format!(
            "{} of {} {} asked for more hours than they have, {} the most: {:.1} of {:.1}",
            over.len(),
            words::count(loads.len(), "manager", "managers"),
            if over.len() == 1 { "is" } else { "are" },
            sight.lookup.worker_name(first.manager),
            first.asked,
            first.has
        )
    };
    if freed >= 0.05 {
        text = format!("{text}. Teams of {} would free {freed:.1} hours a week", first.most);
    }
    text
}

fn table(sight: &Sight<'_>, loads: &[ManagerLoad], revision: u64) -> TableView<Thing> {
    let columns = vec![
        ColumnView::text("name", "Who", 160.0),
        ColumnView::text("team", "Team", 150.0),
        ColumnView::figures("span", "Supervises", 80.0).hint("People in post whose supervisor they are"),
        ColumnView::figures("most", "At most", 70.0).hint("The most that the service wants one to supervise"),
        ColumnView::figures("supervision", "Supervision", 90.0)
            .hint("Hours a week: individual with writing up, and group"),
        ColumnView::figures("children", "Children", 75.0)
            .hint("Of those they supervise and of the teams they manage"),
        ColumnView::figures("oversight", "Oversight", 80.0).hint("Hours a week"),
        ColumnView::figures("own_cases", "Own cases", 80.0),
        ColumnView::figures("own", "For these", 75.0).hint("Hours a week"),
        ColumnView::figures("other", "Everything else", 100.0).hint("Hours a week"),
        ColumnView::figures("asked", "Asked", 65.0).hint("Hours a week, all together"),
        ColumnView::figures("has", "Has", 60.0).hint("Hours a week"),
        ColumnView::figures("over", "Too many", 75.0).hint("Hours a week asked for that they do not have"),
        ColumnView::figures("freed", "Freed", 65.0)
            .hint("Hours a week that a team of the most that the service wants would free"),
        ColumnView::text("sentence", "In words", 420.0),
    ];
    TableView {
        name: "managers",
        noun: ("manager", "managers"),
        columns,
        rows: loads.iter().map(|load| row(sight, load)).collect(),
        totals: None,
        empty: "Nobody in the plan manages a team or supervises anybody. Name a team’s manager, or who supervises whom"
            .to_owned(),
        revision,
    }
}

fn row(sight: &Sight<'_>, load: &ManagerLoad) -> RowView<Thing> {
    let lookup = &sight.lookup;
    let name = lookup.worker_name(load.manager);
    let team = lookup.worker(load.manager).and_then(|worker| worker.team);
    let hours = |hours: f64| cells::decimal(Some(hours));
    let some = |hours: f64| if hours >= 0.05 { cells::decimal(Some(hours)) } else { CellView::missing() };
    let over = load.asked - load.has;
    let span = cells::whole(load.span);
    let asked = hours(load.asked);
    let cells = vec![
        CellView::text(&name),
        CellView::text(team.map_or_else(String::new, |team| lookup.team_name(team))),
        if load.span > load.most {
            span.mark(OVER).hint(format!("More than the most of {}", load.most))
        } else {
            span
        },
        cells::whole(load.most),
        hours(load.supervision),
        cells::whole(load.children),
        hours(load.oversight),
        cells::whole(load.own_cases),
        some(load.own),
        some(load.other),
        if over >= 0.05 { asked.mark(OVER) } else { asked },
        hours(load.has),
        some(over),
        some(load.freed_by_smaller_team),
        CellView::text(&load.sentence),
    ];
    RowView::new(Thing::Worker(load.manager), format!("{name}, week"), cells)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::plan::Plan;
    use crate::domain::samples::sound;

    fn seen(plan: Plan) -> ManagersView {
        view(&Reading::new(Arc::new(plan), None), 1)
    }

    #[test]
    fn the_sentence_says_whose_week_is_too_full_and_what_smaller_teams_would_free() {
        let shown = seen(sound());
        assert_eq!(shown.sentence, "All 2 managers have the hours that their week asks for");
        let mut plan = sound();
        Arc::make_mut(&mut plan.rota).week_hours = 14.0;
        Arc::make_mut(&mut plan.policy).most_supervised = 2;
        // Moira: 1.875 + 0.5 + 0.115 + 12 = 14.49 of 14; Owen with two people 1.25 + 0.5 + 0.058 + 12 = 13.81. A third of
        // Moira's 1.875 + 0.115 is 0.66.
        assert_eq!(
            seen(plan).sentence,
            "1 of 2 managers is asked for more hours than they have, Moira Nash the most: 14.5 of 14.0. Teams of 2 would \
             free 0.7 hours a week"
        );
        let mut plan = sound();
        plan.workers = crate::domain::plan::Records::default();
        let empty = seen(plan);
        assert_eq!(empty.sentence, "Nobody in the plan manages a team or supervises anybody");
        assert!(empty.table.rows.is_empty() && empty.table.empty.contains("Name a team’s manager"));
    }

    #[test]
    fn the_hours_of_a_row_add_up_to_what_is_asked() {
        let (_, plan) = crate::app::invent::examples().into_iter().next().unwrap();
        let shown = seen(plan);
        assert!(!shown.table.rows.is_empty());
        let place = |key: &str| shown.table.columns.iter().position(|c| c.key == key).unwrap();
        for row in &shown.table.rows {
            assert_eq!(row.cells.len(), shown.table.columns.len());
            let hours = |key: &str| row.cells[place(key)].text.parse::<f64>().unwrap_or(0.0);
            let sum: f64 = ["supervision", "oversight", "own", "other"].into_iter().map(hours).sum();
            // Each of four is rounded to a tenth.
            assert!((sum - hours("asked")).abs() < 0.26, "{}: {sum} is not {}", row.label, hours("asked"));
        }
    }
}
