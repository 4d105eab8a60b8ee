//! Supervision: who is due, overdue and planned when, and each team's group supervision.

use chrono::NaiveDate;

use crate::app::definitions::{Definition, rota as define};
use crate::app::reading::Reading;
use crate::app::view::cells;
use crate::app::view::table::{CellView, ColumnView, Mark, RowView, Shape, TableView, Tone};
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::edit::Edit;
use crate::domain::ids::{TeamId, Thing, WorkerId};
use crate::domain::plan::Plan;
use crate::domain::rota::supervision::{
    GroupSupervision, Session, Supervision, SupervisionPlan, group_supervision_held, supervised_today,
    supervision,
};
use crate::domain::state::Sight;

const OVERDUE: Mark = Mark { shape: Shape::Triangle, tone: Tone::Vermilion, name: "Overdue" };
const LATE: Mark = Mark { shape: Shape::QuarterDisc, tone: Tone::Yellow, name: "Late" };
const CANNOT: Mark = Mark { shape: Shape::Cross, tone: Tone::Vermilion, name: "Cannot be" };

/// What the figures of this part mean.
pub const DEFINED: [Definition; 3] =
    [define::SUPERVISION_DUE, define::SUPERVISION_PLANNED, define::GROUP_SUPERVISION];

/// The change that notes supervision held on the plan’s date.
pub fn held_today(plan: &Plan, workers: &[WorkerId]) -> Edit {
    supervised_today(plan, workers)
}

/// The change that notes group supervision held on the plan’s date.
pub fn group_held_today(plan: &Plan, teams: &[TeamId]) -> Edit {
    match teams {
        [team] => group_supervision_held(plan, *team),
        teams => Edit::Together {
            label: format!("note group supervision of {}", words::count(teams.len(), "team", "teams")),
            edits: teams.iter().map(|team| group_supervision_held(plan, *team)).collect(),
        },
    }
}

/// This part of the rota.
#[derive(Clone, Debug, PartialEq)]
pub struct SupervisionView {
    /// The sentence at the top.
    pub sentence: String,
    /// Everybody.
    pub people: TableView<Thing>,
    /// Every team, for group supervision.
    pub teams: TableView<Thing>,
    /// Days planned: who with whom or which team, in order, to the end of the horizon.
    pub days: Vec<(NaiveDate, Thing, String)>,
}

/// Builds it, to the end of the plan's horizon, for everybody or one team.
pub fn view(reading: &Reading, team: Option<TeamId>, revision: u64) -> SupervisionView {
    let sight = reading.sight();
    let mut plan = supervision(&sight, reading.outlook.to);
    let is_of =
        |worker: WorkerId| team.is_none() || sight.lookup.worker(worker).is_some_and(|w| w.team == team);
    plan.people.retain(|one| is_of(one.worker));
    plan.teams.retain(|group| team.is_none_or(|team| group.team == team));
    SupervisionView {
        sentence: sentence(&sight, &plan),
        people: people(reading, &sight, &plan, revision),
        teams: teams(reading, &sight, &plan, revision),
        days: days(&sight, &plan),
    }
}

/// Whether and for how long supervision is overdue, then what cannot be, then what is late.
fn sentence(sight: &Sight<'_>, plan: &SupervisionPlan) -> String {
    if plan.people.is_empty() {
        return "Nobody in the plan is to be supervised".to_owned();
    }
    let overdue = plan.people.iter().filter(|one| one.overdue_days > 0);
    let longest = overdue.clone().max_by_key(|one| one.overdue_days);
    let people = |number: usize, verb: (&str, &str)| {
        format!("{} {}", words::count(number, "person", "people"), if number == 1 { verb.0 } else { verb.1 })
    };
    let mut parts = Vec::new();
    match longest {
        Some(longest) => parts.push(format!(
            "{} overdue supervision, the longest {} ({})",
            people(overdue.count(), ("is", "are")),
            words::count(longest.overdue_days as usize, "day", "days"),
            sight.lookup.worker_name(longest.worker)
        )),
        None => parts.push("Nobody is known to be overdue supervision".to_owned()),
    }
    let unsupervised =
        plan.people.iter().filter(|one| one.sessions.is_empty() && !one.cannot.is_empty()).count();
    if unsupervised > 0 {
        parts.push(people(unsupervised, ("cannot be supervised at all", "cannot be supervised at all")));
    }
    let unknown = plan.people.iter().filter(|one| one.due.is_none()).count();
    if unknown > 0 {
        parts.push(format!("of {} the last is not recorded", words::count(unknown, "person", "people")));
    }
    let late =
        plan.people.iter().filter(|one| one.overdue_days == 0 && one.sessions.iter().any(|s| s.late)).count();
    if late > 0 {
        let people = people(late, ("will be", "will be"));
        parts.push(format!("{people} late once or more before the horizon ends"));
    }
    parts.join("; ")
}

/// Everybody's supervision.
fn people(reading: &Reading, sight: &Sight<'_>, plan: &SupervisionPlan, revision: u64) -> TableView<Thing> {
    let any = Thing::Worker(WorkerId(0));
    let editor = |field: &str| cells::editor(&reading.plan, any, field);
    let columns = vec![
        ColumnView::text("name", "Who", 160.0),
        ColumnView::text("team", "Team", 150.0),
        ColumnView::text("supervisor", "Supervised by", 150.0).editor(editor("supervisor")),
        ColumnView::text("every", "Every", 90.0)
            .hint("As the service’s rules say, and in the ASYE its steps"),
        ColumnView::text("last_supervised", "Last", 90.0).editor(editor("last_supervised")),
        ColumnView::text("due", "Due", 90.0).hint("By when the next has to be"),
        ColumnView::figures("overdue", "Days overdue", 95.0).hint("On the plan’s date"),
        ColumnView::text("next", "Next planned", 110.0).hint("Around leave, working days and duty"),
        ColumnView::text("moved", "Why then", 300.0).hint("Why it is not on the day on which it is due"),
        ColumnView::figures("late", "Late later", 80.0).hint("Supervisions after the next that will be late"),
        ColumnView::text("cannot", "What cannot be", 300.0),
    ];
    let rows = plan.people.iter().map(|one| person(sight, one)).collect();
    TableView {
        name: "supervision",
        noun: ("person", "people"),
        columns,
        rows,
        totals: None,
        empty: "Nobody in the plan is to be supervised. Bring in a staff list, or add a member of staff and name \
                their supervisor"
            .to_owned(),
        revision,
    }
}

fn person(sight: &Sight<'_>, one: &Supervision) -> RowView<Thing> {
    let lookup = &sight.lookup;
    let worker = lookup.worker(one.worker);
    let name = lookup.worker_name(one.worker);
    let team = worker.and_then(|w| w.team).map_or_else(String::new, |team| lookup.team_name(team));
    let next = one.sessions.first();
    let supervisor = one.supervisor.map_or_else(
        || CellView::text("Nobody").problem("Nobody is named who supervises them").edit_text(""),
        |id| CellView::text(lookup.worker_name(id)).edit_text(id.to_string()),
    );
    let mut last = cells::date(one.last);
    if one.due.is_none() {
        last = last.hint("Not recorded: type the day of the last supervision");
    }
    let overdue =
        if one.overdue_days > 0 { cells::whole(one.overdue_days).mark(OVERDUE) } else { CellView::missing() };
    let later = one.sessions.iter().skip(1).filter(|session| session.late).count() as u32;
    let cells = vec![
        CellView::text(&name),
        CellView::text(team),
        supervisor,
        every(one.every_weeks),
        last,
        cells::date(one.due),
        overdue,
        planned(next),
        CellView::text(next.and_then(|session| session.moved.clone()).unwrap_or_default()),
        if later > 0 { cells::whole(later).mark(LATE) } else { CellView::missing() },
        cannot(&one.cannot),
    ];
    RowView::new(Thing::Worker(one.worker), format!("{name}, supervision"), cells)
}

/// "4 weeks", which sorts by the number.
fn every(weeks: u8) -> CellView {
    let text = if weeks == 1 { "week".to_owned() } else { format!("{weeks} weeks") };
    CellView::number(text, f64::from(weeks))
}

/// The day that is planned, marked when it is late.
fn planned(session: Option<&Session>) -> CellView {
    let cell = cells::date(session.map(|session| session.date));
    match session {
        Some(session) if session.late => {
            cell.mark(LATE).hint(format!("After {}, by when it has to be", format_date(session.due)))
        }
        _ => cell,
    }
}

fn cannot(sentences: &[String]) -> CellView {
    let Some(first) = sentences.first() else { return CellView::missing() };
    CellView::text(sentences.join(". ")).mark(CANNOT).problem(first)
}

/// Each team's group supervision.
fn teams(reading: &Reading, sight: &Sight<'_>, plan: &SupervisionPlan, revision: u64) -> TableView<Thing> {
    let any = Thing::Team(TeamId(0));
    let columns = vec![
        ColumnView::text("team", "Team", 160.0),
        ColumnView::text("last_group_supervision", "Last", 90.0).editor(cells::editor(
            &reading.plan,
            any,
            "last_group_supervision",
        )),
        ColumnView::text("due", "Due", 90.0).hint("By when the next has to be"),
        ColumnView::text("next", "Next planned", 110.0).hint("When most of the team can be there"),
        ColumnView::text("moved", "Why then", 300.0).hint("Why it is not on the day on which it is due"),
        ColumnView::text("after", "After that", 200.0),
        ColumnView::text("cannot", "What cannot be", 300.0),
    ];
    let row = |group: &GroupSupervision| {
        let name = sight.lookup.team_name(group.team);
        let next = group.sessions.first();
        let after: Vec<String> = group.sessions.iter().skip(1).take(2).map(|s| format_date(s.date)).collect();
        let overdue = group.due.is_some_and(|due| due < reading.on);
        let due = cells::date(group.due);
        let cells = vec![
            CellView::text(&name),
            cells::date(group.last),
            if overdue { due.mark(OVERDUE) } else { due },
            planned(next),
            CellView::text(next.and_then(|session| session.moved.clone()).unwrap_or_default()),
            CellView::text(after.join(", ")),
            cannot(&group.cannot),
        ];
        RowView::new(Thing::Team(group.team), format!("{name}, group supervision"), cells)
    };
    let empty = if reading.plan.rota.group_supervision_weeks.is_none() {
        "The service has no group supervision. To plan it, set how often under the rota’s rules"
    } else {
        "No team has two people or more. Add staff to a team to plan its group supervision"
    };
    TableView {
        name: "group_supervision",
        noun: ("team", "teams"),
        columns,
        rows: plan.teams.iter().map(row).collect(),
        totals: None,
        empty: empty.to_owned(),
        revision,
    }
}

/// Everything planned, by day: "Moira Nash with Ada Brook", "North, group supervision".
fn days(sight: &Sight<'_>, plan: &SupervisionPlan) -> Vec<(NaiveDate, Thing, String)> {
    let name = |id| sight.lookup.worker_name(id);
    let mut days: Vec<(NaiveDate, Thing, String)> = Vec::new();
    for one in &plan.people {
        let with = one.supervisor.map_or_else(String::new, |id| format!("{} with ", name(id)));
        let words = format!("{with}{}", name(one.worker));
        days.extend(one.sessions.iter().map(|s| (s.date, Thing::Worker(one.worker), words.clone())));
    }
    for group in &plan.teams {
        let words = format!("{}, group supervision", sight.lookup.team_name(group.team));
        days.extend(group.sessions.iter().map(|s| (s.date, Thing::Team(group.team), words.clone())));
    }
    days.sort_by_key(|(date, ..)| *date);
    days
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::edit::{Edit, apply};
    use crate::domain::plan::Plan;
    use crate::domain::rota::supervision::{group_supervision_held, supervised_today};
    use crate::domain::samples::{on, sound};

    fn seen(plan: &Plan) -> SupervisionView {
        view(&Reading::new(Arc::new(plan.clone()), None), None, 1)
    }

    /// The text of a cell.
    fn cell(table: &TableView<Thing>, key: Thing, column: &str) -> String {
        let place = table.columns.iter().position(|c| c.key == column).unwrap();
        table.rows.iter().find(|row| row.key == key).unwrap().cells[place].text.clone()
    }

    fn last(plan: &mut Plan, id: u32, day: &str) {
        plan.workers.change(WorkerId(id), |w| w.rota.last_supervised = Some(on(day)));
    }

    #[test]
    fn the_sentence_says_how_many_are_overdue_who_longest_and_what_is_not_known() {
        let mut plan = sound();
        assert_eq!(
            seen(&plan).sentence,
            "Nobody is known to be overdue supervision; of 5 people the last is not recorded"
        );
        last(&mut plan, 3, "03/08/2026"); // due 31/08
        last(&mut plan, 4, "09/08/2026"); // due 06/09
        last(&mut plan, 5, "10/08/2026"); // due 07/09: today
        plan.workers.change(WorkerId(7), |w| w.supervisor = None);
        assert_eq!(
            seen(&plan).sentence,
            "2 people are overdue supervision, the longest 7 days (Ada Brook); 1 person cannot be supervised at all; of 2 \
             people the last is not recorded"
        );
        for id in 3..8 {
            plan.workers.remove(WorkerId(id));
        }
        let empty = seen(&plan);
        assert_eq!(empty.sentence, "Nobody in the plan is to be supervised");
        assert!(empty.people.rows.is_empty() && empty.people.empty.contains("Bring in a staff list"));
        assert!(empty.teams.rows.is_empty() && empty.teams.empty.contains("Add staff to a team"));
    }

    #[test]
    fn the_tables_say_what_the_plan_says_and_can_be_typed_into() {
        let mut plan = sound();
        last(&mut plan, 3, "24/08/2026");
        let shown = seen(&plan);
        let ada = Thing::Worker(WorkerId(3));
        for (column, text) in [
            ("supervisor", "Moira Nash"),
            ("every", "4 weeks"),
            ("last_supervised", "24/08/2026"),
            ("due", "21/09/2026"),
            ("overdue", ""),
            ("next", "18/09/2026"),
            ("moved", "Ada Brook is on leave until 25/09/2026"),
            ("cannot", ""),
        ] {
            assert_eq!(cell(&shown.people, ada, column), text, "{column}");
        }
        for table in [&shown.people, &shown.teams] {
            assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
            // What a cell of the column starts with is what the field takes.
            for column in table.columns.iter().filter(|c| c.editor != crate::app::view::table::Editor::None) {
                let row = &table.rows[0];
                let place = table.columns.iter().position(|c| c.key == column.key).unwrap();
                let to = row.cells[place].edit_text.clone().unwrap_or_else(|| row.cells[place].text.clone());
                let edit = Edit::Set { of: row.key, field: column.key.to_owned(), to };
                assert_eq!(apply(&plan, &edit).as_ref(), Ok(&plan), "{}", column.key);
            }
        }
        assert!(shown.days.windows(2).all(|pair| pair[0].0 <= pair[1].0));
        assert!(shown.days.iter().any(|(day, thing, words)| {
            (*day, *thing, words.as_str()) == (on("18/09/2026"), ada, "Moira Nash with Ada Brook")
        }));
    }

    #[test]
    fn one_team_is_shown_alone_and_what_was_held_is_no_longer_due() {
        let mut plan = sound();
        last(&mut plan, 3, "03/08/2026");
        let plan = apply(&plan, &supervised_today(&plan, &[WorkerId(3)])).unwrap();
        let plan = apply(&plan, &group_supervision_held(&plan, TeamId(1))).unwrap();
        let reading = Reading::new(Arc::new(plan), None);
        let north = view(&reading, Some(TeamId(1)), 1);
        assert_eq!((north.people.rows.len(), north.teams.rows.len()), (3, 1));
        // 07/09 + 4 weeks.
        assert_eq!(cell(&north.people, Thing::Worker(WorkerId(3)), "due"), "05/10/2026");
        assert_eq!(cell(&north.teams, Thing::Team(TeamId(1)), "due"), "05/10/2026");
        assert!(north.sentence.starts_with("Nobody is known to be overdue"), "{}", north.sentence);
    }
}
