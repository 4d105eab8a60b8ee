//! The teams screen: establishment, vacancy, agency, load and who has no named social worker, team by team.

use std::collections::HashMap;

use super::cells;
use super::chart::{HeatCell, HeatView};
use super::table::{CellView, ColumnView, RowView, TableView};
use crate::app::reading::Reading;
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::capacity::{cap_on, room};
use crate::domain::fields;
use crate::domain::figures::{Figures, figures_with, in_establishment};
use crate::domain::ids::{PostId, TeamId, Thing};
use crate::domain::plan::{Post, PostFilling, Words as _};
use crate::domain::units::Fte;

/// The figures of every team, worked out together.
pub fn by_team(reading: &Reading) -> HashMap<TeamId, Figures> {
    let sight = reading.sight();
    reading
        .plan
        .teams
        .iter()
        .map(|team| (team.id, figures_with(&sight, &reading.outlook, &reading.loads, Some(team.id))))
        .collect()
}

/// Children of each team without a named social worker today.
fn flagged(reading: &Reading) -> HashMap<Option<TeamId>, u32> {
    let mut flagged = HashMap::new();
    for (_, child, _) in reading.flagged() {
        *flagged.entry(child.team).or_default() += 1;
    }
    flagged
}

/// The sentence at the top of the screen.
pub fn sentence(reading: &Reading) -> String {
    if reading.plan.teams.is_empty() {
        return "There are no teams in the plan yet".to_owned();
    }
    let flagged = flagged(reading);
    let with = reading.plan.teams.iter().filter(|team| flagged.contains_key(&Some(team.id))).count();
    let nobodys = flagged.get(&None).copied().unwrap_or(0) as usize;
    let also = if nobodys > 0 {
        format!("; {} in no team", words::count(nobodys, "such child is", "such children are"))
    } else {
        String::new()
    };
    format!(
        "{} of {} {} children with no named social worker today{also}. Vacancy is {}, agency {}",
        with,
        words::count(reading.plan.teams.len(), "team", "teams"),
        if with == 1 { "has" } else { "have" },
        words::percent(reading.figures.vacancy.percent()),
        words::percent(reading.figures.agency.percent()),
    )
}

/// Every team.
pub fn table(reading: &Reading, revision: u64) -> TableView<Thing> {
    let plan = &reading.plan;
    let sight = reading.sight();
    let by_team = by_team(reading);
    let flagged = flagged(reading);
    let any = Thing::Team(TeamId(0));
    let editor = |field: &str| cells::editor(plan, any, field);
    let columns = vec![
        ColumnView::text("name", "Team", 170.0).editor(editor("name")),
        ColumnView::figures("open", "Children", 75.0).hint("Open children whose work sits with the team"),
        ColumnView::figures("unnamed", "No worker", 80.0).hint("Of them, with no named social worker today"),
        ColumnView::figures("holders", "Hold cases", 95.0)
            .hint("Social workers in post who hold at least one child"),
        ColumnView::figures("free", "Free places", 85.0)
            .hint("Children whom the team's social workers could take today"),
        ColumnView::figures("average", "Average", 70.0)
            .hint("DfE: cases held by social workers over the FTE of those who hold any"),
        ColumnView::figures("everyone", "Everyone", 75.0)
            .hint("The same with every open child of the team counted"),
        ColumnView::figures("over", "Over cap", 75.0),
        ColumnView::figures("posts", "Posts FTE", 80.0).hint("Establishment"),
        ColumnView::figures("vacancy", "Vacancy %", 90.0)
            .hint("DfE: vacancies over vacancies and social workers in post, FTE"),
        ColumnView::figures("agency", "Agency %", 80.0)
            .hint("DfE: agency over agency and social workers in post, FTE"),
        ColumnView::text("manager", "Team manager", 150.0).editor(editor("manager")),
        ColumnView::figures("span", "Supervises", 95.0)
            .hint("Staff in post whom the team's managers supervise, the largest span"),
        ColumnView::text("holds", "Holds", 200.0).hint("Case types. Empty: any"),
        ColumnView::figures("new_work_percent", "New work %", 85.0)
            .editor(editor("new_work_percent"))
            .hidden(),
        ColumnView::text("duty", "Duty", 110.0).hidden(),
    ];
    let mut total_posts = Fte::ZERO;
    let rows: Vec<RowView<Thing>> = plan
        .teams
        .iter()
        .filter_map(|team| {
            let figures = by_team.get(&team.id)?;
            let thing = Thing::Team(team.id);
            let members = plan.workers.iter().filter(|w| w.team == Some(team.id));
            let free: u32 = members.map(|worker| room(&sight, &reading.loads, worker)).sum();
            let ours = |post: &Post| post.team == Some(team.id) && in_establishment(&sight, post, reading.on);
            let posts: Fte = plan.posts.iter().filter(|post| ours(post)).map(|post| post.fte).sum();
            total_posts = total_posts + posts;
            let holds: Vec<&str> = team.holds.iter().map(|case_type| case_type.label()).collect();
            let span = figures.spans.iter().map(|span| span.supervises).max();
            let duty = team.duty.as_ref().map_or_else(String::new, |duty| match duty.one_week_in {
                1 => "Every week".to_owned(),
                weeks => format!("One week in {weeks}"),
            });
            let cells = vec![
                CellView::text(&team.name).edit_text(&team.name),
                cells::whole(figures.open_children),
                cells::whole(flagged.get(&Some(team.id)).copied().unwrap_or(0)),
                cells::whole(figures.caseloads.len() as u32),
                cells::whole(free),
                cells::decimal(figures.average_caseload.value()),
                cells::decimal(figures.average_everyone.value()),
                cells::whole(figures.over_cap.len() as u32),
                cells::decimal(Some(posts.value())),
                cells::decimal(figures.vacancy.percent()),
                cells::decimal(figures.agency.percent()),
                CellView::text(team.manager.map_or_else(String::new, |id| sight.lookup.worker_name(id)))
                    .edit_text(fields::get(plan, thing, "manager").unwrap_or_default()),
                cells::optional_whole(span),
                CellView::text(holds.join(", ")),
                cells::optional_whole(team.new_work_percent.map(u32::from)),
                CellView::text(duty),
            ];
            Some(RowView::new(thing, team.name.clone(), cells))
        })
        .collect();
    let rows = rows.into_iter().chain(no_team_row(reading, columns.len())).collect::<Vec<_>>();
    let totals = columns
        .iter()
        .map(|column| match column.key {
            "name" => "Whole service".to_owned(),
            "open" => words::thousands(reading.figures.open_children as usize),
            "unnamed" => reading.now().unnamed.to_string(),
            "holders" => reading.figures.caseloads.len().to_string(),
            "average" => words::one_decimal(reading.figures.average_caseload.value()),
            "everyone" => words::one_decimal(reading.figures.average_everyone.value()),
            "over" => reading.figures.over_cap.len().to_string(),
            "posts" => format!("{:.1}", total_posts.value()),
            "vacancy" => words::one_decimal(reading.figures.vacancy.percent()),
            "agency" => words::one_decimal(reading.figures.agency.percent()),
            _ => String::new(),
        })
        .collect();
    TableView {
        name: "teams",
        noun: ("team", "teams"),
        columns,
        totals: (!rows.is_empty()).then_some(totals),
        rows,
        empty: "There are no teams in the plan. Add a team, or bring in a child list or a staff list"
            .to_owned(),
        revision,
    }
}

/// The key of the row for children whose work sits with no team.
pub const NO_TEAM: TeamId = TeamId(0);

/// Children in no team, so that the rows add up to the whole service. `None` when there are none.
fn no_team_row(reading: &Reading, columns: usize) -> Option<RowView<Thing>> {
    let open = reading.open().filter(|(_, child, _)| child.team.is_none()).count();
    let unnamed = reading.flagged().filter(|(_, child, _)| child.team.is_none()).count();
    let mut cells = vec![CellView::text("No team"), cells::whole(open as u32), cells::whole(unnamed as u32)];
    cells.resize(columns, CellView::missing());
    (open > 0).then(|| RowView { locked: true, ..RowView::new(Thing::Team(NO_TEAM), "No team", cells) })
}

/// The establishment: every post, filled or vacant.
pub fn posts(reading: &Reading, revision: u64) -> TableView<Thing> {
    let plan = &reading.plan;
    let sight = reading.sight();
    let any = Thing::Post(PostId(0));
    let editor = |field: &str| cells::editor(plan, any, field);
    let columns = vec![
        ColumnView::text("id", "Post", 60.0),
        ColumnView::text("team", "Team", 170.0).editor(editor("team")),
        ColumnView::text("role", "Role", 150.0).editor(editor("role")),
        ColumnView::figures("fte", "FTE", 60.0).editor(editor("fte")),
        ColumnView::text("status", "Filled or vacant", 130.0),
        ColumnView::text("filled_by", "Filled by", 170.0).editor(editor("filled_by")),
        ColumnView::text("covered_by", "Covered by", 150.0).editor(editor("covered_by")),
        ColumnView::text("vacant_since", "Vacant since", 95.0).editor(editor("vacant_since")),
        ColumnView::text("expected", "Expected", 95.0).editor(editor("expected")),
    ];
    let rows: Vec<RowView<Thing>> = plan
        .posts
        .iter()
        .map(|post| {
            let thing = Thing::Post(post.id);
            let value = |field: &str| fields::get(plan, thing, field).unwrap_or_default();
            let name = |id| sight.lookup.worker_name(id);
            let (status, filled, covered, since, expected) = match &post.filling {
                PostFilling::Filled(worker) => {
                    let gone = sight.lookup.worker(*worker).is_none_or(|worker| !worker.in_post(reading.on));
                    let later = !in_establishment(&sight, post, reading.on);
                    (
                        if later {
                            "To come"
                        } else if gone {
                            "Holder not in post"
                        } else {
                            "Filled"
                        },
                        name(*worker),
                        String::new(),
                        None,
                        None,
                    )
                }
                PostFilling::Vacant { since, expected, recruiting_from, covered_by } => (
                    if covered_by.is_some() {
                        "Vacant, covered"
                    } else if recruiting_from.is_some_and(|from| from > reading.on) {
                        "Vacant, not recruited to yet"
                    } else {
                        "Vacant"
                    },
                    String::new(),
                    covered_by.map_or_else(String::new, name),
                    *since,
                    *expected,
                ),
                PostFilling::Held { since } => ("Held vacant", String::new(), String::new(), *since, None),
            };
            let cells = vec![
                CellView::text(post.id.to_string()),
                CellView::text(post.team.map_or_else(String::new, |team| sight.lookup.team_name(team)))
                    .edit_text(value("team")),
                CellView::text(post.role.label()).edit_text(post.role.key()),
                CellView::number(post.fte.to_string(), post.fte.value()),
                CellView::text(status),
                CellView::text(filled).edit_text(value("filled_by")),
                CellView::text(covered).edit_text(value("covered_by")),
                cells::date(since),
                cells::date(expected),
            ];
            RowView::new(thing, format!("Post {}, {}, {status}", post.id, post.role.label()), cells)
        })
        .collect();
    TableView {
        name: "posts",
        noun: ("post", "posts"),
        columns,
        rows,
        totals: None,
        empty: "There are no posts in the plan. Vacancy is worked out from them: add the establishment team by team".to_owned(),
        revision,
    }
}

/// Children with no named social worker by team and week, as far as is known: the most on any day of the week.
pub fn heat(reading: &Reading) -> HeatView {
    let plan = &reading.plan;
    let weeks = reading.days.len().div_ceil(7).saturating_sub(1).clamp(1, 26);
    let week_start =
        |week: usize| reading.on + chrono::Duration::weeks(i64::try_from(week).unwrap_or_default());
    let mut places: HashMap<TeamId, Vec<bool>> = HashMap::new();
    for (place, child) in plan.children.iter().enumerate() {
        if let Some(team) = child.team {
            places.entry(team).or_insert_with(|| vec![false; plan.children.len()])[place] = true;
        }
    }
    let mut view = HeatView {
        title: "Most children with no named social worker on a day, by team and week".to_owned(),
        columns: (0..weeks).map(|week| week_start(week).format("%d/%m").to_string()).collect(),
        ..HeatView::default()
    };
    let nobodys: Vec<bool> = plan.children.iter().map(|child| child.team.is_none()).collect();
    if nobodys.contains(&true) {
        places.insert(NO_TEAM, nobodys);
    }
    let none = places.contains_key(&NO_TEAM).then_some((NO_TEAM, "No team"));
    for (id, name) in plan.teams.iter().map(|team| (team.id, team.name.as_str())).chain(none) {
        let days = match places.get(&id) {
            Some(ours) => reading.outlook.days_where(|place| ours[place]),
            None => vec![crate::domain::ahead::DayCount::default(); reading.days.len()],
        };
        view.rows.push(name.to_owned());
        view.cells.push(
            days.chunks(7)
                .take(weeks)
                .enumerate()
                .map(|(week, days)| {
                    let most = days.iter().map(|day| day.unnamed).max().unwrap_or(0);
                    HeatCell {
                        value: f64::from(most),
                        text: most.to_string(),
                        level: match most {
                            0 => 0,
                            1..=4 => 1,
                            5..=14 => 2,
                            15..=39 => 3,
                            _ => 4,
                        },
                        hint: format!(
                            "{}, week of {}: {} with no named social worker on the worst day",
                            name,
                            format_date(week_start(week)),
                            words::count(most as usize, "child", "children")
                        ),
                    }
                })
                .collect(),
        );
    }
    view
}

/// Caps and load of a team on the plan's date, for its panel: children carried, caps added up, free places.
pub fn capacity(reading: &Reading, team: TeamId) -> (u32, u32, u32) {
    let sight = reading.sight();
    reading
        .plan
        .workers
        .iter()
        .filter(|w| w.team == Some(team) && w.role.holds_cases() && w.in_post(reading.on))
        .fold((0, 0, 0), |(load, caps, free), worker| {
            (
                load + reading.loads.of(worker.id).children,
                caps + u32::from(cap_on(&sight, worker, reading.on).children),
                free + room(&sight, &reading.loads, worker),
            )
        })
}
