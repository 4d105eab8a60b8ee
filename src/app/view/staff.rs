//! The staff screen: load against cap for everyone, the distribution and not only the mean.

use super::cells;
use super::chart::{DistributionView, Dot};
use super::table::{CellView, ColumnView, Mark, RowView, Shape, TableView, Tone};
use crate::app::reading::Reading;
use crate::app::words;
use crate::domain::capacity::{cap_on, in_asye, percent_of_cap, room};
use crate::domain::fields;
use crate::domain::figures::BANDS;
use crate::domain::ids::{TeamId, Thing, WorkerId};
use crate::domain::plan::{Words as _, Worker};
use crate::domain::presence::{Presence, on};
use crate::domain::state::Sight;

const OVER: Mark = Mark { shape: Shape::Triangle, tone: Tone::Vermilion, name: "Over the cap" };
const AWAY: Mark = Mark { shape: Shape::QuarterDisc, tone: Tone::Yellow, name: "Away without cover" };
const COVERED: Mark = Mark { shape: Shape::HalfDisc, tone: Tone::BlueGreen, name: "Away, covered" };
const LEFT: Mark = Mark { shape: Shape::Cross, tone: Tone::Vermilion, name: "Left" };
const NOT_STARTED: Mark = Mark { shape: Shape::RingLetter('S'), tone: Tone::Grey, name: "Not started" };
const PRESENT: Mark = Mark { shape: Shape::Disc, tone: Tone::Grey, name: "At work" };

fn presence_mark(presence: Presence) -> Mark {
    match presence {
        Presence::NotStarted => NOT_STARTED,
        Presence::Present => PRESENT,
        Presence::Covered { .. } => COVERED,
        Presence::Away { .. } => AWAY,
        Presence::Left => LEFT,
    }
}

/// The sentence at the top of the screen.
pub fn sentence(reading: &Reading) -> String {
    let figures = &reading.figures;
    let holders = figures.caseloads.len();
    if holders == 0 {
        return "No social worker in the plan holds a child yet".to_owned();
    }
    let heaviest = figures.caseloads.first().map_or(0, |caseload| caseload.load.children);
    let over = figures.over_cap.len();
    format!(
        "{} {} over their cap today. The official average is {} children, the heaviest caseload {heaviest}, and the \
         average with everyone counted {}",
        words::count(over, "social worker", "social workers"),
        if over == 1 { "is" } else { "are" },
        words::one_decimal(figures.average_caseload.value()),
        words::one_decimal(figures.average_everyone.value()),
    )
}

/// Everyone in the plan, or in one team.
pub fn table(reading: &Reading, team: Option<TeamId>, revision: u64) -> TableView<Thing> {
    let plan = &reading.plan;
    let sight = reading.sight();
    let any = Thing::Worker(WorkerId(0));
    let editor = |field: &str| cells::editor(plan, any, field);
    // Children and points always stand side by side, where the council weights cases.
    let points_column = |key: &'static str, title: &str, hint: &str| {
        let column = ColumnView::figures(key, title, 80.0).hint(hint);
        if plan.policy.weights_cases() { column } else { column.hidden() }
    };
    let columns = vec![
        ColumnView::text("name", "Name", 160.0).editor(editor("name")),
        ColumnView::text("role", "Role", 150.0).editor(editor("role")),
        ColumnView::text("team", "Team", 150.0).editor(editor("team")),
        ColumnView::text("today", "Today", 150.0).hint("At work, away or left on the plan's date"),
        ColumnView::figures("children", "Children", 75.0).hint("Children in their name today"),
        ColumnView::figures("cap_today", "Cap today", 80.0)
            .hint("Cap for the role or their own, times FTE, times the ramp or phased return, rounded down"),
        ColumnView::figures("free", "Free places", 85.0)
            .hint("Children they could take today. None while away or just before leave"),
        points_column("points", "Points", "Weights of the children in their name today"),
        points_column("cap_points_today", "Points cap", "In points, scaled as the cap in children is"),
        ColumnView::figures("fte", "FTE", 55.0).editor(editor("fte")),
        ColumnView::text("contract", "Contract", 90.0).editor(editor("contract")),
        ColumnView::text("first_day", "First day", 90.0).editor(editor("first_day")),
        ColumnView::text("last_day", "Last day", 90.0).editor(editor("last_day")),
        ColumnView::text("ramp", "Ramp", 90.0)
            .hint("Share of the cap that applies today, where it is not all of it"),
        ColumnView::text("supervisor", "Supervised by", 140.0).editor(editor("supervisor")).hidden(),
        ColumnView::text("working_days", "Working days", 130.0).editor(editor("working_days")).hidden(),
        ColumnView::text("asye_start", "ASYE began", 90.0).editor(editor("asye_start")).hidden(),
        ColumnView::figures("cap", "Own cap", 70.0).editor(editor("cap")).hidden(),
        ColumnView::text("notes", "Notes", 200.0).editor(editor("notes")).hidden(),
    ];
    let rows: Vec<RowView<Thing>> = plan
        .workers
        .iter()
        .filter(|worker| team.is_none_or(|team| worker.team == Some(team)))
        .map(|worker| row(reading, &sight, worker))
        .collect();
    let in_post: crate::domain::units::Fte = plan
        .workers
        .iter()
        .filter(|w| team.is_none_or(|team| w.team == Some(team)) && w.in_post(reading.on))
        .map(|w| w.fte)
        .sum();
    let held: u32 = plan
        .workers
        .iter()
        .filter(|w| team.is_none_or(|team| w.team == Some(team)))
        .map(|w| reading.loads.of(w.id).children)
        .sum();
    let totals = columns
        .iter()
        .map(|column| match column.key {
            "name" => "All".to_owned(),
            "children" => words::thousands(held as usize),
            "fte" => format!("{:.1}", in_post.value()),
            _ => String::new(),
        })
        .collect();
    TableView {
        name: "staff",
        noun: ("member of staff", "staff"),
        columns,
        totals: (!rows.is_empty()).then_some(totals),
        rows,
        empty: "There is nobody in the plan. Bring in a staff list, or add a member of staff".to_owned(),
        revision,
    }
}

fn row(reading: &Reading, sight: &Sight<'_>, worker: &Worker) -> RowView<Thing> {
    let plan = &reading.plan;
    let thing = Thing::Worker(worker.id);
    let load = reading.loads.of(worker.id);
    let cap = cap_on(sight, worker, reading.on);
    let presence = on(sight.presence(worker.id), reading.on);
    let holds_cases = worker.role.holds_cases() || load.children > 0;
    let value = |field: &str| fields::get(plan, thing, field).unwrap_or_default();
    let mut children = if holds_cases { cells::whole(load.children) } else { CellView::missing() };
    if holds_cases && load.is_over(&cap) && presence != Presence::Left && !worker.role.is_manager() {
        children = children.mark(OVER).hint(format!("Over the cap of {}", cap.children));
    }
    let percent = percent_of_cap(sight, worker, reading.on);
    let ramp = if percent < 100 && worker.in_post(reading.on) {
        let asye = if in_asye(worker, reading.on) { "ASYE " } else { "" };
        CellView::number(format!("{asye}{percent}%"), f64::from(percent))
    } else {
        CellView::missing()
    };
    let mut name = CellView::text(&worker.name).edit_text(&worker.name);
    if worker.known_from == crate::domain::plan::KnownFrom::ChildListOnly {
        name = name.problem("Named in a child list and on no staff list");
    }
    let cells = vec![
        name,
        CellView::text(worker.role.label()).edit_text(worker.role.key()),
        CellView::text(worker.team.map_or_else(String::new, |team| sight.lookup.team_name(team)))
            .edit_text(value("team")),
        CellView::text(presence_mark(presence).name).mark(presence_mark(presence)),
        children,
        if holds_cases && cap.children > 0 {
            cells::whole(u32::from(cap.children))
        } else {
            CellView::missing()
        },
        if worker.role.holds_cases() {
            cells::whole(room(sight, &reading.loads, worker))
        } else {
            CellView::missing()
        },
        if plan.policy.weights_cases() {
            CellView::number(load.points.to_string(), load.points.value())
        } else {
            CellView::missing()
        },
        cap.points
            .map_or_else(CellView::missing, |points| CellView::number(points.to_string(), points.value())),
        CellView::number(worker.fte.to_string(), worker.fte.value()),
        CellView::text(worker.contract_on(reading.on).label()).edit_text(worker.contract.key()),
        cells::date(worker.first_day),
        cells::date(worker.last_day),
        ramp,
        CellView::text(worker.supervisor.map_or_else(String::new, |id| sight.lookup.worker_name(id)))
            .edit_text(value("supervisor")),
        CellView::text(worker.working_days.text()),
        cells::date(worker.asye_start),
        worker.cap.map_or_else(CellView::missing, |cap| cells::whole(u32::from(cap.children))),
        CellView::text(&worker.notes),
    ];
    RowView::new(thing, format!("{}, {}", worker.name, worker.role.label()), cells)
}

/// One dot a worker against their cap, and how many are in each of DfE's bands.
pub fn distribution(reading: &Reading) -> DistributionView {
    let figures = &reading.figures;
    let name = |id| reading.plan.workers.get(id).map_or_else(String::new, |worker| worker.name.clone());
    DistributionView {
        title: "Caseloads of social workers".to_owned(),
        cap_label: "cap".to_owned(),
        bands: BANDS
            .iter()
            .zip(&figures.bands)
            .map(|((from, label), (people, _))| {
                let label = if *from == 0 { format!("For each FTE {label}") } else { (*label).to_owned() };
                (label, f64::from(*people))
            })
            .collect(),
        dots: figures
            .caseloads
            .iter()
            .map(|caseload| Dot {
                key: caseload.worker.to_string(),
                label: name(caseload.worker),
                load: f64::from(caseload.load.children),
                cap: f64::from(caseload.cap.children),
                over: caseload.load.is_over(&caseload.cap),
            })
            .collect(),
    }
}
