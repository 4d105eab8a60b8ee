//! The tables of the demand screen: new work by team, types of work, the workforce, and where they come level.

use super::{Against, DemandRow, FigureView, figure};
use crate::app::view::cells;
use crate::app::view::table::{CellView, ColumnView, Editor, RowView, TableView};
use crate::app::words;
use crate::domain::fields::{self, Kind};
use crate::domain::ids::{TeamId, Thing};
use crate::domain::official::{OfficialFigures, SteadyState};
use crate::domain::plan::{CaseType, Plan, Words as _, lower_first};

const TEAM_FIELDS: [&str; 5] = ["families_a_week", "re_referral", "sizes", "mix", "months"];
const WORK_FIELDS: [&str; 4] = ["length", "median", "mean", "then"];

/// The types of work that the screen speaks of: those that somebody holds, have a journey, or are open.
fn types(plan: &Plan) -> Vec<CaseType> {
    let held = |case_type: CaseType| {
        plan.teams.iter().any(|team| team.holds.is_empty() || team.holds.contains(&case_type))
            || plan.demand.journeys.iter().any(|journey| journey.case_type == case_type)
            || plan.children.iter().any(|child| child.case_type == case_type)
    };
    CaseType::ALL.iter().copied().filter(|case_type| held(*case_type)).collect()
}

/// Every supposed figure of new work and journeys.
pub(super) fn demand_figures(plan: &Plan, against: &Against) -> Vec<FigureView> {
    let teams = plan.teams.iter().flat_map(|team| TEAM_FIELDS.map(|field| format!("{field}.{}", team.id)));
    let work =
        types(plan).into_iter().flat_map(|of| WORK_FIELDS.map(|field| format!("{field}.{}", of.key())));
    let figures = teams.chain(work).map(|field| figure(plan, against, &field));
    figures.filter(|figure| !(figure.now.is_empty() && figure.beside.is_empty())).collect()
}

/// Every supposed figure of the workforce.
pub(super) fn workforce_figures(plan: &Plan) -> Vec<FigureView> {
    let usual = Plan::empty(plan.about.as_at);
    let defaults = fields::all(&usual, Thing::Workforce);
    fields::all(plan, Thing::Workforce)
        .into_iter()
        .zip(defaults)
        .map(|((info, now), (_, beside))| {
            let differs = now != beside;
            FigureView {
                thing: Thing::Workforce,
                field: info.key.clone(),
                of: info.group.to_owned(),
                label: info.label.clone(),
                ground: match (differs, info.assumption) {
                    (true, _) => "own",
                    (false, true) => "assumption",
                    (false, false) => "published",
                },
                now,
                beside,
                source: info.hint.clone(),
                assumption: info.assumption && !differs,
                fitted: false,
                differs,
            }
        })
        .collect()
}

fn is_number(field: &str) -> bool {
    matches!(fields::info(Thing::Demand, field).map(|info| &info.kind), Some(Kind::Number))
}

/// A cell to edit: the figure, its mark, what it rests on.
fn now(figure: &FigureView, shown: String) -> CellView {
    let cell = match figure.now.parse::<f64>() {
        Ok(value) if is_number(&figure.field) => CellView::number(shown, value),
        _ => CellView::text(shown),
    };
    let cell = cell.edit_text(&figure.now).hint(figure.hint());
    match figure.mark() {
        Some(mark) if !figure.now.is_empty() => cell.mark(mark),
        _ => cell,
    }
}

/// A cell that is only read: the figure to compare with.
fn beside(figure: &FigureView, shown: String) -> CellView {
    let cell = match figure.beside.parse::<f64>() {
        Ok(value) if is_number(&figure.field) => CellView::number(shown, value),
        _ => CellView::text(shown),
    };
    cell.hint(figure.source.clone())
}

/// "Assessment 90%, child in need 10%" from shares by key, for reading.
fn readable(text: &str) -> String {
    let parts = text.split(',').filter_map(|part| part.trim().rsplit_once(' ')).map(|(key, percent)| {
        let label = CaseType::from_key(key).map_or_else(|| key.to_owned(), |of| lower_first(of.label()));
        format!("{label} {percent}%")
    });
    let mut text = parts.collect::<Vec<_>>().join(", ");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

fn percent(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{text}%") }
}

fn sizes(text: &str) -> String {
    text.split_whitespace().map(|share| format!("{share}%")).collect::<Vec<_>>().join(" ")
}

/// New work, a team a row.
pub(super) fn teams(
    plan: &Plan,
    against: &Against,
    state: &SteadyState,
    revision: u64,
) -> TableView<DemandRow> {
    let editor = |column: &str| match column {
        "families_a_week" | "re_referral" => Editor::Number,
        _ => Editor::Text,
    };
    let hint = |column: &str| {
        let field = format!("{column}.T1");
        fields::info(Thing::Demand, &field).map_or_else(String::new, |info| info.hint.clone())
    };
    let edited = |key: &'static str, title: &str, width: f32| {
        let column = if editor(key) == Editor::Number {
            ColumnView::figures(key, title, width)
        } else {
            ColumnView::text(key, title, width)
        };
        column.hint(hint(key)).editor(editor(key))
    };
    let columns = vec![
        ColumnView::text("name", "Team", 170.0),
        edited("families_a_week", "Families a week", 130.0),
        ColumnView::figures("families_beside", "By default", 90.0)
            .hint("From the official figures, scaled to the plan’s open children"),
        edited("re_referral", "Come again %", 115.0),
        ColumnView::figures("re_referral_beside", "Official %", 90.0)
            .hint("Percent of referrals within twelve months of an earlier one"),
        edited("sizes", "Family sizes", 150.0),
        edited("mix", "Case types of new work", 220.0),
        edited("months", "Months against the average", 240.0).hidden(),
        ColumnView::figures("level", "Comes level at", 120.0)
            .hint("Children open at once when work in equals work out"),
        ColumnView::figures("open", "Open now", 90.0),
    ];
    let rows = plan
        .teams
        .iter()
        .map(|team| {
            let of = |name: &str| figure(plan, against, &format!("{name}.{}", team.id));
            let [families, again, size, mix, months] = TEAM_FIELDS.map(of);
            let level =
                state.level.as_ref().and_then(|level| level.by_team.iter().find(|t| t.team == Some(team.id)));
            let cells = vec![
                CellView::text(&team.name),
                now(&families, families.now.clone()),
                beside(&families, families.beside.clone()),
                now(&again, percent(&again.now)),
                beside(&again, percent(&again.beside)),
                now(&size, sizes(&size.now)),
                now(&mix, readable(&mix.now)),
                now(&months, months.now.clone()),
                level.map_or_else(CellView::missing, |level| {
                    CellView::number(words::thousands(level.children.round() as usize), level.children)
                }),
                level.map_or_else(CellView::missing, |level| cells::whole(level.open_now as u32)),
            ];
            RowView::new(DemandRow::Team(team.id), team.name.clone(), cells)
        })
        .collect();
    TableView {
        name: "demand-teams",
        noun: ("team", "teams"),
        columns,
        rows,
        totals: None,
        empty: "There are no teams in the plan. Add a team, or bring in a child list or a staff list"
            .to_owned(),
        revision,
    }
}

/// Types of work: how long they last and what follows.
pub(super) fn work(
    plan: &Plan,
    against: &Against,
    state: &SteadyState,
    revision: u64,
) -> TableView<DemandRow> {
    let columns = vec![
        ColumnView::text("name", "Type of work", 170.0),
        ColumnView::figures("median", "Median days", 105.0).editor(Editor::Number).hint("Calendar days"),
        ColumnView::figures("median_beside", "By default", 90.0),
        ColumnView::figures("mean", "Mean days", 95.0).editor(Editor::Number).hint("Calendar days"),
        ColumnView::figures("mean_beside", "By default", 90.0),
        ColumnView::text("then", "What follows", 330.0)
            .editor(Editor::Text)
            .hint("Percent: closes 60, child_in_need 40"),
        ColumnView::text("then_beside", "By default", 330.0).hidden(),
        ColumnView::text("length", "Length as written", 200.0).editor(Editor::Text).hidden(),
        ColumnView::text("source", "Source", 320.0),
        ColumnView::figures("level", "Comes level at", 120.0)
            .hint("Children open at once when work in equals work out"),
        ColumnView::figures("open", "Open now", 90.0),
    ];
    let rows = types(plan)
        .into_iter()
        .map(|case_type| {
            let of = |name: &str| figure(plan, against, &format!("{name}.{}", case_type.key()));
            let [length, median, mean, then] = WORK_FIELDS.map(of);
            let level = state
                .level
                .as_ref()
                .and_then(|level| level.by_type.iter().find(|t| t.case_type == case_type));
            let source = match length.ground {
                "official" | "published" => length.source.clone(),
                "assumption" => format!("Assumption. {}", length.source),
                "fitted" => format!("Fitted to the list. {}", length.source),
                _ => format!("Your own. By default: {}", length.source),
            };
            let cells = vec![
                CellView::text(case_type.label()),
                now(&median, median.now.clone()),
                beside(&median, median.beside.clone()),
                now(&mean, mean.now.clone()),
                beside(&mean, mean.beside.clone()),
                now(&then, readable(&then.now)),
                beside(&then, readable(&then.beside)),
                now(&length, length.now.clone()),
                CellView::text(if length.source.is_empty() { String::new() } else { source }),
                level.map_or_else(CellView::missing, |level| {
                    CellView::number(words::thousands(level.children.round() as usize), level.children)
                }),
                level.map_or_else(CellView::missing, |level| cells::whole(level.open_now as u32)),
            ];
            RowView::new(DemandRow::Work(case_type), case_type.label(), cells)
        })
        .collect();
    TableView {
        name: "demand-work",
        noun: ("type of work", "types of work"),
        columns,
        rows,
        totals: None,
        empty: "No team holds any work yet. Add a team first".to_owned(),
        revision,
    }
}

/// How the workforce changes: sickness, leave, leavers and recruitment.
pub(super) fn workforce(plan: &Plan, revision: u64) -> TableView<DemandRow> {
    let columns = vec![
        ColumnView::text("group", "About", 150.0),
        ColumnView::text("name", "Figure", 240.0),
        ColumnView::text("now", "Now", 150.0).editor(Editor::Text),
        ColumnView::text("beside", "By default", 150.0),
        ColumnView::text("ground", "Ground", 90.0)
            .hint("Published, an assumption without a source, or your own"),
        ColumnView::text("source", "What it is and where it comes from", 380.0),
    ];
    let line = |text: &str| text.replace('\n', "; ");
    let rows = workforce_figures(plan)
        .into_iter()
        .filter_map(|figure| {
            let info = fields::of(Thing::Workforce).iter().find(|info| info.key == figure.field)?;
            let cells = vec![
                CellView::text(&figure.of),
                CellView::text(&figure.label),
                now(&figure, line(&figure.now)),
                CellView::text(line(&figure.beside)),
                CellView::text(figure.ground),
                CellView::text(&figure.source),
            ];
            // What has several lines is typed in the form.
            let locked = info.kind == Kind::Lines;
            Some(RowView {
                locked,
                ..RowView::new(DemandRow::Workforce(&info.key), figure.label.clone(), cells)
            })
        })
        .collect();
    TableView {
        name: "demand-workforce",
        noun: ("figure", "figures"),
        columns,
        rows,
        totals: None,
        empty: String::new(),
        revision,
    }
}

/// Children by type when in equals out, against today's.
pub fn level_by_type(state: &SteadyState, revision: u64) -> TableView<DemandRow> {
    let columns = vec![
        ColumnView::text("name", "Type of work", 190.0),
        ColumnView::figures("begin", "Begin a week", 110.0).hint("New, come again, and after other work"),
        ColumnView::figures("mean", "Mean days", 95.0),
        ColumnView::figures("level", "Comes level at", 120.0)
            .hint("Begin a week × mean days ÷ 7: Little’s law"),
        ColumnView::figures("open", "Open now", 90.0),
    ];
    let by_type = state.level.iter().flat_map(|level| &level.by_type);
    let rows = by_type
        .map(|level| {
            let cells = vec![
                CellView::text(level.case_type.label()),
                cells::decimal(Some(level.begin_a_week)),
                cells::decimal(Some(level.mean_days)),
                CellView::number(words::thousands(level.children.round() as usize), level.children),
                cells::whole(level.open_now as u32),
            ];
            RowView::new(DemandRow::Work(level.case_type), level.case_type.label(), cells)
        })
        .collect();
    TableView {
        name: "level-types",
        noun: ("type of work", "types of work"),
        columns,
        rows,
        totals: None,
        empty: state.sentence.clone(),
        revision,
    }
}

/// Children and social workers by team when in equals out, against today's.
pub fn level_by_team(plan: &Plan, state: &SteadyState, revision: u64) -> TableView<DemandRow> {
    let columns = vec![
        ColumnView::text("name", "Team", 190.0),
        ColumnView::figures("level", "Comes level at", 120.0)
            .hint("Children open at once when work in equals work out"),
        ColumnView::figures("open", "Open now", 90.0),
        ColumnView::figures("workers", "Social workers needed", 170.0).hint("Full-time, each at the cap"),
        ColumnView::figures("fte", "In post FTE", 105.0)
            .hint("Social workers and senior practitioners in post today"),
    ];
    let by_team = state.level.iter().flat_map(|level| &level.by_team);
    let rows = by_team
        .map(|level| {
            let name = match level.team {
                Some(team) => plan.teams.get(team).map_or_else(|| team.to_string(), |team| team.name.clone()),
                None => "Held by no team".to_owned(),
            };
            let cells = vec![
                CellView::text(&name),
                CellView::number(words::thousands(level.children.round() as usize), level.children),
                cells::whole(level.open_now as u32),
                cells::decimal(Some(level.social_workers)),
                cells::decimal(Some(level.fte_now)),
            ];
            RowView::new(DemandRow::Team(level.team.unwrap_or(TeamId(0))), name, cells)
        })
        .collect();
    TableView {
        name: "level-teams",
        noun: ("team", "teams"),
        columns,
        rows,
        totals: None,
        empty: state.sentence.clone(),
        revision,
    }
}

/// What an area published, as label and value; what is not available says so.
pub(super) fn published(figures: &OfficialFigures) -> Vec<(&'static str, String)> {
    let none = || "not available".to_owned();
    let count =
        |value: Option<f64>| value.map_or_else(none, |value| words::thousands(value.round() as usize));
    let percent = |value: Option<f64>| value.map_or_else(none, |value| format!("{value:.1}%"));
    let [lower, median, upper] = figures.assessment_working_days;
    vec![
        ("Referrals in the year", count(figures.referrals)),
        ("Re-referrals within twelve months", percent(figures.re_referral_percent)),
        ("No further action at referral", percent(figures.no_further_action_percent)),
        ("Assessed and not in need", percent(figures.not_in_need_percent)),
        ("Children in need on 31 March", count(figures.episodes_at_31_march)),
        ("Assessments completed", count(figures.assessments_completed)),
        (
            "Working days to assess: quarter, half, three quarters",
            match (lower, median, upper) {
                (Some(lower), Some(median), Some(upper)) => format!("{lower}, {median}, {upper}"),
                _ => none(),
            },
        ),
        ("Section 47 enquiries", count(figures.section_47)),
        ("Initial child protection conferences", count(figures.conferences)),
        ("Child protection plans started", count(figures.protection_plans[0])),
        ("Child protection plans on 31 March", count(figures.protection_plans[2])),
        ("Child in need plans started", count(figures.need_plans[0])),
        ("Child in need plans on 31 March", count(figures.need_plans[2])),
    ]
}
