//! Annual leave: allowed, taken, booked and left, and each team's crunch at the end of the leave year.

use chrono::NaiveDate;

use crate::app::definitions::{Definition, rota as define};
use crate::app::reading::Reading;
use crate::app::view::cells;
use crate::app::view::table::{CellView, ColumnView, Mark, RowView, Shape, TableView, Tone};
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::fields;
use crate::domain::ids::{TeamId, Thing, WorkerId};
use crate::domain::rota::entitlement::{Crunch, Entitlement, crunches, entitlements, leave_year};
use crate::domain::state::Sight;
use crate::domain::units::Days;

const OVERBOOKED: Mark = Mark { shape: Shape::Triangle, tone: Tone::Vermilion, name: "More than is left" };
const CRUNCH: Mark = Mark { shape: Shape::QuarterDisc, tone: Tone::Yellow, name: "Many at once" };
/// More of a team than one in so many away each day is much.
const MANY: f64 = 4.0;

/// What the figures of this part mean.
pub const DEFINED: [Definition; 2] = [define::LEAVE_ALLOWANCE, define::LEAVE_CRUNCH];

/// This part of the rota.
#[derive(Clone, Debug, PartialEq)]
pub struct AllowancesView {
    /// The sentence at the top.
    pub sentence: String,
    /// First and last day of the leave year.
    pub year: (NaiveDate, NaiveDate),
    /// Everybody who has leave.
    pub people: TableView<Thing>,
    /// Every team's crunch.
    pub teams: TableView<Thing>,
}

/// Builds it for the leave year that holds the plan's date, for everybody or one team.
pub fn view(reading: &Reading, team: Option<TeamId>, revision: u64) -> AllowancesView {
    let sight = reading.sight();
    let mut all = entitlements(&sight, reading.on);
    all.retain(|one| team.is_none() || sight.lookup.worker(one.worker).is_some_and(|w| w.team == team));
    let mut ends = crunches(&sight);
    ends.retain(|(of, _)| team.is_none_or(|team| *of == team));
    let year = leave_year(&reading.plan, reading.on);
    AllowancesView {
        sentence: sentence(&sight, &all, &ends, year.1),
        year,
        people: people(reading, &sight, &all, revision),
        teams: teams(&sight, &all, &ends, revision),
    }
}

fn sentence(sight: &Sight<'_>, all: &[Entitlement], ends: &[(TeamId, Crunch)], to: NaiveDate) -> String {
    if all.is_empty() {
        return "Nobody in the plan has annual leave".to_owned();
    }
    let left: f64 = all.iter().map(|one| one.left.max(0.0)).sum();
    let over = all.iter().filter(|one| one.left < 0.0).count();
    let mut text = format!(
        "{} {} {} of leave left to take by {}",
        words::count(all.len(), "person", "people"),
        if all.len() == 1 { "has" } else { "have" },
        days_of(left),
        format_date(to)
    );
    if over > 0 {
        let verb = if over == 1 { "has" } else { "have" };
        text =
            format!("{text}; {} {verb} more booked than is allowed", words::count(over, "person", "people"));
    }
    let worst = ends.iter().max_by(|(_, one), (_, other)| {
        one.away_each_day_in_last_month.total_cmp(&other.away_each_day_in_last_month)
    });
    if let Some((team, crunch)) = worst.filter(|(_, crunch)| crunch.must_take > Days::ZERO) {
        text = format!(
            "{text}. Left to the last month, {:.1} of {} would be away each day",
            crunch.away_each_day_in_last_month,
            sight.lookup.team_name(*team)
        );
    }
    text
}

/// "1 day", "12.5 days", "2,389 days".
fn days_of(days: f64) -> String {
    let number = days_text(days.max(0.0));
    format!("{number} {}", if number == "1" { "day" } else { "days" })
}

fn people(reading: &Reading, sight: &Sight<'_>, all: &[Entitlement], revision: u64) -> TableView<Thing> {
    let any = Thing::Worker(WorkerId(0));
    let editor = |field: &str| cells::editor(&reading.plan, any, field);
    let columns = vec![
        ColumnView::text("name", "Who", 160.0),
        ColumnView::text("team", "Team", 150.0),
        ColumnView::text("working_days", "Working days", 150.0).editor(editor("working_days")),
        ColumnView::text("service_from", "Service from", 100.0)
            .editor(editor("service_from"))
            .hint("Where it is longer than in this post"),
        ColumnView::figures("leave_days", "Own days", 80.0)
            .editor(editor("leave_days"))
            .hint("For a full leave year at full time, instead of the service’s"),
        ColumnView::figures("allowed", "Allowed", 75.0)
            .hint("In their own working days, for this leave year"),
        ColumnView::figures("leave_carried", "Carried", 75.0)
            .editor(editor("leave_carried"))
            .hint("Into this leave year"),
        ColumnView::figures("taken", "Taken", 65.0).hint("Before the plan’s date"),
        ColumnView::figures("booked", "Booked", 70.0).hint("Agreed, from the plan’s date on"),
        ColumnView::figures("left", "Left", 60.0),
        ColumnView::figures("requested", "Asked for", 80.0)
            .hint("Not yet agreed, and not taken off what is left"),
        ColumnView::text("how", "How it comes about", 380.0),
    ];
    let total = |days: fn(&Entitlement) -> f64| days_text(all.iter().map(days).sum());
    let totals = columns
        .iter()
        .map(|column| match column.key {
            "name" => "All".to_owned(),
            "allowed" => total(|one| one.allowance.value()),
            "leave_carried" => total(|one| one.carried.value()),
            "taken" => total(|one| one.taken.value()),
            "booked" => total(|one| one.booked.value()),
            "left" => total(|one| one.left),
            "requested" => total(|one| one.requested.value()),
            _ => String::new(),
        })
        .collect();
    TableView {
        name: "allowances",
        noun: ("person", "people"),
        columns,
        rows: all.iter().map(|one| person(reading, sight, one)).collect(),
        totals: (!all.is_empty()).then_some(totals),
        empty: "Nobody in the plan has annual leave; agency workers have none. Bring in a staff list, or add a member \
                of staff"
            .to_owned(),
        revision,
    }
}

fn person(reading: &Reading, sight: &Sight<'_>, one: &Entitlement) -> RowView<Thing> {
    let lookup = &sight.lookup;
    let thing = Thing::Worker(one.worker);
    let worker = lookup.worker(one.worker);
    let name = lookup.worker_name(one.worker);
    let team = worker.and_then(|w| w.team).map_or_else(String::new, |team| lookup.team_name(team));
    let value = |field: &str| fields::get(&reading.plan, thing, field).unwrap_or_default();
    let own = worker.and_then(|worker| worker.rota.leave_days);
    let left = CellView::number(days_text(one.left), one.left);
    let left = if one.left < 0.0 {
        left.mark(OVERBOOKED).problem(format!("{} more booked than is allowed", days_of(-one.left)))
    } else {
        left
    };
    let requested = days(one.requested);
    let requested = if one.requested.value() > one.left.max(0.0) {
        requested.mark(OVERBOOKED).problem("More is asked for than is left")
    } else {
        requested
    };
    let cells = vec![
        CellView::text(&name),
        CellView::text(team),
        CellView::text(value("working_days")),
        cells::date(worker.and_then(|worker| worker.rota.service_from)),
        own.map_or_else(CellView::missing, days),
        days(one.allowance).hint(&one.how),
        days(one.carried).edit_text(value("leave_carried")),
        days(one.taken),
        days(one.booked),
        left,
        requested,
        CellView::text(&one.how),
    ];
    RowView::new(thing, format!("{name}, annual leave"), cells)
}

fn days(days: Days) -> CellView {
    CellView::number(days.to_string(), days.value())
}

/// "12.5", "2,389"; days that may be fewer than none.
fn days_text(days: f64) -> String {
    let hundredths = (days.abs() * 100.0).round() as u32;
    let written = Days::from_hundredths(hundredths).to_string();
    let whole = words::thousands(hundredths as usize / 100);
    let text = match written.split_once('.') {
        Some((_, rest)) => format!("{whole}.{rest}"),
        None => whole,
    };
    if days < 0.0 { format!("−{text}") } else { text }
}

fn teams(
    sight: &Sight<'_>,
    all: &[Entitlement],
    ends: &[(TeamId, Crunch)],
    revision: u64,
) -> TableView<Thing> {
    let columns = vec![
        ColumnView::text("team", "Team", 160.0),
        ColumnView::figures("people", "People", 70.0).hint("Who have annual leave"),
        ColumnView::figures("must_take", "To take", 80.0)
            .hint("Days not booked that may not be carried into the next leave year"),
        ColumnView::figures("working_days_left", "Working days left", 115.0).hint("Of the leave year"),
        ColumnView::figures("away", "Away each day", 105.0)
            .hint("If it is all left to the last month of the leave year, with those who have booked"),
        ColumnView::text("sentence", "In words", 460.0),
    ];
    let row = |(team, crunch): &(TeamId, Crunch)| {
        let name = sight.lookup.team_name(*team);
        let of_team =
            |one: &&Entitlement| sight.lookup.worker(one.worker).is_some_and(|w| w.team == Some(*team));
        let people = all.iter().filter(of_team).count() as u32;
        let away = cells::decimal(Some(crunch.away_each_day_in_last_month));
        let many = crunch.away_each_day_in_last_month * MANY > f64::from(people);
        let cells = vec![
            CellView::text(&name),
            cells::whole(people),
            days(crunch.must_take),
            cells::whole(crunch.working_days_left),
            if many { away.mark(CRUNCH).hint("More than a quarter of the team") } else { away },
            CellView::text(&crunch.sentence),
        ];
        RowView::new(Thing::Team(*team), format!("{name}, end of the leave year"), cells)
    };
    TableView {
        name: "leave_crunch",
        noun: ("team", "teams"),
        columns,
        rows: ends.iter().map(row).collect(),
        totals: None,
        empty: "No team has people with annual leave. Add staff to a team".to_owned(),
        revision,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::view::table::Editor;
    use crate::domain::edit::{Edit, apply};
    use crate::domain::plan::Plan;
    use crate::domain::samples::{on, sound};

    fn seen(plan: &Plan, team: Option<TeamId>) -> AllowancesView {
        view(&Reading::new(Arc::new(plan.clone()), None), team, 1)
    }

    fn text(table: &TableView<Thing>, row: usize, column: &str) -> String {
        let place = table.columns.iter().position(|c| c.key == column).unwrap();
        table.rows[row].cells[place].text.clone()
    }

    #[test]
    fn days_are_written_as_people_write_them() {
        for (days, written) in [
            (0.0, "0 days"),
            (1.0, "1 day"),
            (12.5, "12.5 days"),
            (2389.0, "2,389 days"),
            (1000.25, "1,000.25 days"),
        ] {
            assert_eq!(days_of(days), written);
        }
    }

    #[test]
    fn the_sentence_says_how_much_is_left_and_what_the_last_month_would_be() {
        let mut plan = sound();
        // Seven people with 28 days, less the five that Ada has booked. North: 87 days that may not be carried over in the 21
        // working days of March.
        let shown = seen(&plan, None);
        assert_eq!(
            shown.sentence,
            "7 people have 191 days of leave left to take by 31/03/2027. Left to the last month, 4.1 of North would be away \
             each day"
        );
        assert_eq!(shown.year, (on("01/04/2026"), on("31/03/2027")));
        plan.workers.change(WorkerId(3), |w| w.rota.leave_days = "2".parse().ok());
        let shown = seen(&plan, Some(TeamId(1)));
        assert!(
            shown.sentence.starts_with(
                "4 people have 84 days of leave left to take by 31/03/2027; 1 person has more booked"
            ),
            "{}",
            shown.sentence
        );
        let ada = 0;
        assert_eq!(text(&shown.people, ada, "left"), "−3");
        plan.workers = crate::domain::plan::Records::default();
        let empty = seen(&plan, None);
        assert_eq!(empty.sentence, "Nobody in the plan has annual leave");
        assert!(empty.people.empty.contains("agency workers have none"));
        assert_eq!(empty.people.totals, None);
    }

    #[test]
    fn rows_add_up_to_the_totals_and_columns_can_be_typed_into() {
        let mut plan = sound();
        plan.workers.change(WorkerId(4), |w| {
            w.rota.leave_carried = "2.5".parse().unwrap_or_default();
            w.rota.service_from = Some(on("01/02/2010"));
        });
        let shown = seen(&plan, None);
        let totals = shown.people.totals.clone().unwrap();
        for (place, column) in shown.people.columns.iter().enumerate() {
            let sum: f64 =
                shown.people.rows.iter().filter_map(|row| row.cells[place].text.parse::<f64>().ok()).sum();
            if let Ok(total) = totals[place].parse::<f64>() {
                assert!((sum - total).abs() < 1e-9, "{}: {sum} is not {total}", column.key);
            }
            for row in shown.people.rows.iter().filter(|_| column.editor != Editor::None) {
                let cell = &row.cells[place];
                let to = cell.edit_text.clone().unwrap_or_else(|| cell.text.clone());
                let edit = Edit::Set { of: row.key, field: column.key.to_owned(), to };
                assert_eq!(apply(&plan, &edit).as_ref(), Ok(&plan), "{}", column.key);
            }
        }
        assert_eq!(totals[6], "2.5");
        for table in [&shown.people, &shown.teams] {
            assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
        }
        // North first, by name: Ada, Ben, Gil, Moira.
        assert_eq!(text(&shown.people, 1, "name"), "Ben Cole");
        assert_eq!(text(&shown.people, 1, "left"), "30.5");
        assert_eq!(
            (text(&shown.teams, 0, "people"), text(&shown.teams, 0, "away")),
            ("4".into(), "4.3".into())
        );
    }
}
