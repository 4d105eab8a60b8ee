//! The overview: how many children have no named social worker today, how that goes on, and what to do now.

use super::chart::{LineChartView, Series, StateBarPart, StateBarView};
use super::mark::state_mark;
use super::table::Tone;
use crate::app::reading::Reading;
use crate::app::view::children::{Wanted, losing};
use crate::app::words;
use crate::domain::ahead::states;
use crate::domain::calendar::format_date;
use crate::domain::ids::{AbsenceId, Thing, WorkerId};
use crate::domain::plan::Words as _;
use crate::domain::problem::Severity;
use crate::domain::state::{ChildState, Why};

/// The one sentence that answers the Monday question.
pub fn sentence(reading: &Reading) -> String {
    let now = reading.now();
    if now.open() == 0 {
        return "There are no open children in the plan yet".to_owned();
    }
    let open = words::count(now.open() as usize, "child", "children");
    if now.unnamed == 0 {
        return format!("Each of {open} has a named social worker today");
    }
    let mut by_state: Vec<(ChildState, usize)> = Vec::new();
    for (_, _, today) in reading.flagged() {
        match by_state.iter_mut().find(|(state, _)| *state == today.spell.state) {
            Some((_, count)) => *count += 1,
            None => by_state.push((today.spell.state, 1)),
        }
    }
    by_state.sort_by_key(|(state, count)| (std::cmp::Reverse(*count), *state));
    let parts: Vec<String> = by_state
        .iter()
        .map(|(state, count)| format!("{} {}", words::thousands(*count), in_sentence(*state)))
        .collect();
    let mut text = format!(
        "{} of {open} {} no named social worker today: {}",
        words::thousands(now.unnamed as usize),
        if now.unnamed == 1 { "has" } else { "have" },
        parts.join(", ")
    );
    if let Some(longest) =
        reading.flagged().filter_map(|(_, _, today)| reading.working_days_without(today)).max()
    {
        text.push_str(". The longest has waited ");
        text.push_str(&words::working_days(longest));
    }
    text
}

fn in_sentence(state: ChildState) -> &'static str {
    match state {
        ChildState::NamedAway => "with a worker away and nobody covering",
        ChildState::Left => "whose worker has left",
        ChildState::ManagerHeld => "held by a manager",
        ChildState::DutyRota => "on the duty rota",
        ChildState::AwaitingAllocation => "awaiting allocation",
        ChildState::TransferNobody => "in transfer with nobody",
        ChildState::OtherPractitioner => "with a practitioner who is not a social worker",
        state => state.label(),
    }
}

/// Ends the key of a part of the bar whose children count.
const COUNTS: &str = "+";

/// The children behind a part of the bar.
pub fn behind(part_key: &str) -> Option<Wanted> {
    let state = ChildState::from_key(part_key.trim_end_matches(COUNTS))?;
    Some(Wanted { state: Some(state), unnamed: Some(part_key.ends_with(COUNTS)), ..Wanted::default() })
}

/// The states as one bar that adds up, those that count last and together.
pub fn state_bar(reading: &Reading) -> StateBarView {
    let now = reading.now();
    let mut flagged = [0_u32; 13];
    for (_, _, today) in reading.flagged() {
        flagged[today.spell.state as usize] += 1;
    }
    let part = |state: ChildState, count: u32, flagged: bool| StateBarPart {
        key: if flagged { format!("{}{COUNTS}", state.key()) } else { state.key().to_owned() },
        label: state.label().to_owned(),
        count,
        mark: state_mark(state),
        flagged,
    };
    let mut parts: Vec<StateBarPart> = states(&now)
        .map(|(state, count)| part(state, count - flagged[state as usize], false))
        .filter(|part| part.count > 0)
        .collect();
    // A state can hold both children who count and children who do not (a worker away within the grace period).
    parts.extend(
        ChildState::ALL
            .iter()
            .filter(|state| flagged[**state as usize] > 0)
            .map(|state| part(*state, flagged[*state as usize], true)),
    );
    for part in &mut parts {
        if part.key.trim_end_matches(COUNTS) == ChildState::NamedAway.key() {
            let label = if part.flagged { "Named, away past grace" } else { "Named, away in grace" };
            label.clone_into(&mut part.label);
        }
    }
    StateBarView {
        total: now.open(),
        parts,
        flagged_label: format!("no named social worker: {}", words::thousands(now.unnamed as usize)),
    }
}

/// Children without a named social worker on each day of the horizon, as far as is known.
pub fn look_ahead(reading: &Reading) -> LineChartView {
    let days: Vec<chrono::NaiveDate> = reading.on.iter_days().take(reading.days.len()).collect();
    let values: Vec<f64> = reading.days.iter().map(|day| f64::from(day.unnamed)).collect();
    let present: Vec<f64> = reading.days.iter().map(|day| f64::from(day.without_present)).collect();
    let most =
        reading.days.iter().enumerate().max_by_key(|(place, day)| (day.unnamed, std::cmp::Reverse(*place)));
    let sentence = most.map_or_else(String::new, |(place, day)| {
        let now = reading.now().unnamed;
        if day.unnamed <= now {
            "From what is already known, it is never worse than today".to_owned()
        } else {
            format!(
                "From what is already known, it rises from {now} today to {} on {}",
                day.unnamed,
                days.get(place).map_or_else(String::new, |day| format_date(*day))
            )
        }
    });
    let marks = days
        .iter()
        .filter_map(|day| {
            let name = reading.calendar.name_of_day_off(*day)?;
            (name != "weekend").then(|| (*day, name.to_owned()))
        })
        .chain(std::iter::once((reading.on, "As at".to_owned())))
        .collect();
    LineChartView {
        title: format!(
            "The next {} as known",
            words::count(usize::from(reading.plan.about.horizon_weeks), "week", "weeks")
        ),
        sentence,
        y_label: "Children".to_owned(),
        x: days,
        series: vec![
            Series {
                name: "No named social worker".to_owned(),
                values,
                tone: Tone::Vermilion,
                dashed: false,
            },
            Series { name: "No worker at work".to_owned(), values: present, tone: Tone::Grey, dashed: true },
        ],
        bands: Vec::new(),
        marks,
    }
}

/// Where a thing to do leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Leads {
    /// To some children.
    Children(Wanted),
    /// To one thing.
    Thing(Thing),
    /// To the staff.
    Staff,
    /// To the problems.
    Problems,
}

/// One of the few things to do now.
#[derive(Clone, Debug, PartialEq)]
pub struct ToDo {
    /// What, as a sentence without a full stop.
    pub what: String,
    /// Where it leads.
    pub leads: Leads,
}

/// The few things to do now, the most pressing first.
pub fn to_do(reading: &Reading) -> Vec<ToDo> {
    let mut list = Vec::new();
    let never: Vec<_> = reading
        .flagged()
        .filter(|(_, child, _)| reading.may_never_wait(child))
        .map(|(_, child, _)| child.id)
        .collect();
    if !never.is_empty() {
        list.push(ToDo {
            what: format!(
                "{} who may never wait {} no named social worker (child protection, court, looked after, private fostering)",
                words::count(never.len(), "child", "children"),
                if never.len() == 1 { "has" } else { "have" }
            ),
            leads: Leads::Children(Wanted { only: Some(never), ..Wanted::default() }),
        });
    }
    let errors = reading.count_of(Severity::Error);
    if errors > 0 {
        list.push(ToDo {
            what: format!(
                "{} in the plan {} the answer untrustworthy",
                words::count(errors, "error", "errors"),
                if errors == 1 { "makes" } else { "make" }
            ),
            leads: Leads::Problems,
        });
    }
    list.extend(by_cause(reading));
    let losing = losing(reading).len();
    if losing > 0 {
        list.push(ToDo {
            what: format!(
                "{} will lose their named social worker within the horizon, as far as is known",
                words::count(losing, "child", "children")
            ),
            leads: Leads::Children(Wanted { losing: true, ..Wanted::default() }),
        });
    }
    list.truncate(9);
    list
}

/// The causes that leave most children without a worker: one leaver, one absence, one manager.
fn by_cause(reading: &Reading) -> Vec<ToDo> {
    enum Cause {
        Leaver(WorkerId),
        Absence(WorkerId, AbsenceId),
        Manager(WorkerId),
        Waiting,
    }
    let mut causes: Vec<(Cause, u32, chrono::NaiveDate)> = Vec::new();
    let mut waiting = Vec::new();
    for run in &reading.runs {
        let Some(spell) = run.spells.iter().find(|spell| spell.to >= reading.on) else { continue };
        // Children who will wait once a transfer is sent are among those who will lose their worker.
        let begun = run.from <= reading.on;
        let cause = match spell.why {
            Why::Left { worker } => Cause::Leaver(worker),
            Why::Away { worker, absence } => Cause::Absence(worker, absence),
            Why::Manager(worker) => Cause::Manager(worker),
            _ if begun => Cause::Waiting,
            _ => continue,
        };
        if matches!(cause, Cause::Waiting) {
            waiting.push(run.child);
        }
        let same = |other: &Cause| match (&cause, other) {
            (Cause::Leaver(a), Cause::Leaver(b)) | (Cause::Manager(a), Cause::Manager(b)) => a == b,
            (Cause::Absence(_, a), Cause::Absence(_, b)) => a == b,
            (Cause::Waiting, Cause::Waiting) => true,
            _ => false,
        };
        match causes.iter_mut().find(|(other, ..)| same(other)) {
            Some((_, count, first)) => {
                *count += 1;
                *first = (*first).min(run.from);
            }
            None => causes.push((cause, 1, run.from)),
        }
    }
    causes.sort_by_key(|(_, count, first)| (std::cmp::Reverse(*count), *first));
    let name = |id: WorkerId| {
        reading.plan.workers.get(id).map_or_else(|| id.to_string(), |worker| worker.name.clone())
    };
    causes
        .into_iter()
        .take(6)
        .map(|(cause, count, first)| {
            let children = words::count(count as usize, "child", "children");
            match cause {
                Cause::Leaver(worker) => {
                    let last = reading.plan.workers.get(worker).and_then(|worker| worker.last_day);
                    let past = last.is_some_and(|last| last < reading.on);
                    ToDo {
                        what: format!(
                            "{} {} {}, {children} with no handover agreed",
                            name(worker),
                            if past { "left on" } else { "leaves on" },
                            words::date_or_dash(last)
                        ),
                        leads: Leads::Thing(Thing::Worker(worker)),
                    }
                }
                Cause::Absence(worker, absence) => ToDo {
                    what: format!(
                        "{} is away without cover: {children} from {}",
                        name(worker),
                        format_date(first)
                    ),
                    leads: Leads::Thing(Thing::Absence(absence)),
                },
                Cause::Manager(worker) => ToDo {
                    what: format!("{} holds {children} in place of a social worker", name(worker)),
                    leads: Leads::Children(Wanted { worker: Some(worker), ..Wanted::default() }),
                },
                Cause::Waiting => ToDo {
                    what: format!("{children} in a tray, on a duty rota or in transfer, with nobody named"),
                    leads: Leads::Children(Wanted { only: Some(waiting.clone()), ..Wanted::default() }),
                },
            }
        })
        .collect()
}

/// One of the official figures, as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureLine {
    /// What it is called.
    pub name: &'static str,
    /// The figure.
    pub value: String,
    /// How it is worked out, with the numbers in it.
    pub definition: String,
    /// Where the children or the people behind it are.
    pub leads: Option<Leads>,
}

/// The official figures with their definitions, and the same with everyone counted.
pub fn figures(reading: &Reading) -> Vec<FigureLine> {
    let f = &reading.figures;
    let left_out: Vec<String> =
        f.left_out.iter().map(|(state, count)| format!("{count} {}", state.label().to_lowercase())).collect();
    let line = |name, value, definition: String| FigureLine { name, value, definition, leads: None };
    vec![
        line(
            "Average caseload (DfE)",
            words::one_decimal(f.average_caseload.value()),
            format!(
                "{} cases held by social workers, agency included, over {:.1} FTE of social workers who hold at least one",
                words::thousands(f.average_caseload.count as usize),
                f.average_caseload.of
            ),
        ),
        FigureLine {
            name: "With everyone counted",
            value: words::one_decimal(f.average_everyone.value()),
            definition: format!(
                "All {} open children over the same FTE. The official average leaves out {}: {}",
                words::thousands(f.open_children as usize),
                words::count(f.left_out_children.len(), "child", "children"),
                if left_out.is_empty() { "nobody".to_owned() } else { left_out.join(", ") }
            ),
            leads: Some(Leads::Children(Wanted {
                only: Some(f.left_out_children.clone()),
                ..Wanted::default()
            })),
        },
        FigureLine {
            name: "Over their cap",
            value: f.over_cap.len().to_string(),
            definition: format!(
                "{} of the {} who hold a child. Caps are scaled by FTE, ramp and phased return; exactly at the cap is not over it",
                words::percent(
                    (!f.caseloads.is_empty())
                        .then(|| 100.0 * f.over_cap.len() as f64 / f.caseloads.len() as f64)
                ),
                words::count(f.caseloads.len(), "social worker", "social workers")
            ),
            leads: Some(Leads::Staff),
        },
        line(
            "Vacancy rate",
            words::percent(f.vacancy.percent()),
            format!("{:.1} FTE vacant over {:.1} vacant and in post (DfE)", f.vacancy.count, f.vacancy.of),
        ),
        line(
            "Agency rate",
            words::percent(f.agency.percent()),
            format!("{:.1} FTE agency over {:.1} agency and in post (DfE)", f.agency.count, f.agency.of),
        ),
        line(
            "Vacancies covered by agency",
            words::percent(f.vacancies_covered.percent()),
            format!("{:.1} of {:.1} vacant FTE (DfE)", f.vacancies_covered.count, f.vacancies_covered.of),
        ),
        line(
            "Turnover",
            words::percent(f.turnover.percent()),
            format!(
                "{:.1} FTE left in the year to the date over {:.1} in post (DfE). Only leavers who are still in the plan are counted",
                f.turnover.count, f.turnover.of
            ),
        ),
        line(
            "Sickness absence",
            words::percent(f.absence.percent()),
            format!(
                "{} working days lost in the year over {:.1} FTE × 253 (DfE). Only sickness in the plan is counted",
                f.absence.count, f.turnover.of
            ),
        ),
    ]
}
