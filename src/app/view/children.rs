//! The children screen and the waiting register: every child in their state, the flagged first.

use std::sync::Arc;

use chrono::NaiveDate;

use super::cells;
use super::forecast::children::{AT_RISK_WEEKS, RiskColumns, likely_to_lose, risk};
use super::mark::state_mark;
use super::table::{CellView, ColumnView, Mark, RowView, Shape, TableView, Tone};
use crate::app::reading::Reading;
use crate::app::words;
use crate::domain::ahead::{Today, last_worker, responsible_manager};
use crate::domain::ids::{ChildId, TeamId, Thing, WorkerId};
use crate::domain::plan::{CaseType, Child, Words as _};
use crate::domain::remedy::Remedies;
use crate::domain::sim::Summary;
use crate::domain::state::{ChildState, Sight};

/// Which children are shown, and how that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// In this state.
    pub state: Option<ChildState>,
    /// Of this team.
    pub team: Option<TeamId>,
    /// Of no team at all.
    pub no_team: bool,
    /// Held by this worker, at work or away, or left by them.
    pub worker: Option<WorkerId>,
    /// Of this case type.
    pub case_type: Option<CaseType>,
    /// Only those without a named social worker, or only those with one.
    pub unnamed: Option<bool>,
    /// Only those who lose their named social worker on a later day within the horizon.
    pub losing: bool,
    /// Only those who have a worker and are more likely than not to lose them within 13 weeks, by the forecast.
    pub at_risk: bool,
    /// Only these.
    pub only: Option<Vec<ChildId>>,
}

impl Wanted {
    /// Everyone.
    pub fn everyone() -> Self {
        Self::default()
    }
    /// Whether nothing is left out.
    pub fn is_everyone(&self) -> bool {
        *self == Self::default()
    }
    /// What is shown, in words: "manager-held in Assessment North".
    pub fn in_words(&self, reading: &Reading) -> String {
        let mut parts: Vec<String> = Vec::new();
        if self.unnamed == Some(true) {
            parts.push("no named social worker".to_owned());
        }
        if self.no_team {
            parts.push("in no team".to_owned());
        }
        if self.losing {
            parts.push("losing their named social worker".to_owned());
        }
        if self.at_risk {
            parts.push(format!("more likely than not to lose their worker within {AT_RISK_WEEKS} weeks"));
        }
        parts.extend(self.state.map(|state| state.label().to_lowercase()));
        parts.extend(self.case_type.map(|case_type| case_type.label().to_lowercase()));
        if let Some(only) = &self.only {
            parts.push(words::count(only.len(), "chosen child", "chosen children"));
        }
        let plan = &reading.plan;
        parts.extend(self.team.and_then(|team| plan.teams.get(team)).map(|team| format!("in {}", team.name)));
        parts.extend(
            self.worker.and_then(|id| plan.workers.get(id)).map(|worker| format!("with {}", worker.name)),
        );
        if parts.is_empty() { "everyone".to_owned() } else { parts.join(", ") }
    }
    fn takes(
        &self,
        on: NaiveDate,
        (losing, at_risk): (&[ChildId], &[ChildId]),
        child: &Child,
        today: &Today,
    ) -> bool {
        self.state.is_none_or(|state| today.spell.state == state)
            && self.team.is_none_or(|team| child.team == Some(team))
            && (!self.no_team || child.team.is_none())
            && self.worker.is_none_or(|worker| child.holder.worker_on(on) == Some(worker))
            && self.case_type.is_none_or(|case_type| child.case_type == case_type)
            && self.unnamed.is_none_or(|unnamed| today.spell.unnamed == unnamed)
            && (!self.losing || losing.binary_search(&child.id).is_ok())
            && (!self.at_risk || at_risk.binary_search(&child.id).is_ok())
            && self.only.as_ref().is_none_or(|only| only.contains(&child.id))
    }
}

/// Children who have a named social worker today and lose them on a later day of the horizon, sorted by id.
pub fn losing(reading: &Reading) -> Vec<ChildId> {
    let mut losing: Vec<ChildId> =
        reading.runs.iter().filter(|run| run.from > reading.on).map(|run| run.child).collect();
    losing.sort_unstable();
    losing.dedup();
    losing
}

/// The sentence at the top of the children screen.
pub fn sentence(reading: &Reading, wanted: &Wanted) -> String {
    let now = reading.now();
    let flagged = now.unnamed as usize;
    let whole = format!(
        "{} of {} {} no named social worker today",
        words::thousands(flagged),
        words::count(now.open() as usize, "child", "children"),
        if flagged == 1 { "has" } else { "have" }
    );
    if wanted.is_everyone() { whole } else { format!("{whole}. Shown here: {}", wanted.in_words(reading)) }
}

const NEVER_WAIT: Mark = Mark { shape: Shape::Cross, tone: Tone::Vermilion, name: "May never wait" };

/// Every open child who is wanted, those without a named social worker first, longest without first. With a forecast
/// each has the chances of losing their worker too.
pub fn table(
    reading: &Reading,
    summary: Option<&Summary>,
    wanted: &Wanted,
    revision: u64,
) -> TableView<Thing> {
    let plan = &reading.plan;
    let sight = reading.sight();
    let losing = losing(reading);
    let at_risk = summary.filter(|_| wanted.at_risk);
    let at_risk = at_risk.map(|summary| likely_to_lose(reading, summary, AT_RISK_WEEKS)).unwrap_or_default();
    let next_loss = next_losses(reading);
    let any = Thing::Child(ChildId(0));
    let choice = |field: &str| cells::editor(plan, any, field);
    let mut columns = vec![
        ColumnView::text("reference", "Child", 110.0).hint("The case system's reference"),
        ColumnView::text("state", "State", 170.0)
            .hint("Exactly one for each child. The states add up to the list"),
        ColumnView::figures("without", "Days without", 95.0).hint(
            "Working days without a named social worker, today counted. Empty: has one, or not recorded",
        ),
        ColumnView::text("case_type", "Case type", 140.0).editor(choice("case_type")),
        ColumnView::text("team", "Team", 150.0).editor(choice("team")),
        ColumnView::text("holder", "Held by", 190.0),
        ColumnView::text("since", "Since", 90.0).hint("Since when they have been in this state"),
        ColumnView::text("loses", "Loses worker", 95.0)
            .hint("The first later day, as far as is known, on which the child has no named social worker"),
        ColumnView::text("why", "Why", 330.0),
        ColumnView::text("priority", "Priority", 80.0).editor(choice("priority")).hidden(),
        ColumnView::text("last_seen", "Last seen", 90.0).editor(choice("last_seen")).hidden(),
        ColumnView::text("manager", "Answers for them", 150.0).hint("The responsible manager").hidden(),
        ColumnView::text("family", "Family", 90.0).hidden(),
        ColumnView::text("opened", "Opened", 90.0).editor(choice("opened")).hidden(),
        ColumnView::text("closes", "Closes", 90.0).editor(choice("closes")).hidden(),
    ];
    let likely = summary.map(|summary| {
        // Beside what is known of the day they lose their worker; in front where they are what is asked for.
        let beside = if wanted.at_risk { "without" } else { "why" };
        let at = columns.iter().position(|column| column.key == beside).unwrap_or(columns.len());
        let likely = RiskColumns::new(summary);
        columns.splice(at..at, likely.columns());
        (likely, at)
    });
    let mut shown: Vec<_> = reading
        .open()
        .filter(|(_, child, today)| wanted.takes(reading.on, (&losing, &at_risk), child, today))
        .collect();
    shown.sort_by_key(|(place, _, today)| {
        (!today.spell.unnamed, today.unnamed_since.or(today.since).unwrap_or(NaiveDate::MAX), *place)
    });
    if let Some(summary) = summary.filter(|_| wanted.at_risk) {
        // Those first who are most likely to lose their worker.
        let chance = |child: &Child| risk(summary, child.id).map_or(0.0, |risk| risk.lost[1]);
        shown.sort_by(|(_, a, _), (_, b, _)| chance(b).total_cmp(&chance(a)));
    }
    let build = |part: &[(usize, &Arc<Child>, &Today)]| -> Vec<RowView<Thing>> {
        part.iter()
            .map(|(place, child, today)| {
                row(reading, &sight, (child, today), next_loss[*place], likely.as_ref())
            })
            .collect()
    };
    let rows = in_parts(&shown, build);
    TableView {
        name: "children",
        noun: ("child", "children"),
        columns,
        rows,
        totals: None,
        empty: if wanted.is_everyone() {
            "There are no open children in the plan. Bring in the case system's child list, or add a child"
                .to_owned()
        } else if wanted.at_risk && summary.is_none() {
            "Who is likely to lose their worker has not been worked out yet".to_owned()
        } else {
            format!("No child is {}", wanted.in_words(reading))
        },
        revision,
    }
}

/// Below this many rows one thread is as quick.
const ROWS_A_THREAD: usize = 4_000;

/// Builds rows on as many threads as pay, and puts them together in order.
fn in_parts<T: Sync, R: Send>(items: &[T], build: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let threads =
        std::thread::available_parallelism().map_or(1, usize::from).min(items.len() / ROWS_A_THREAD + 1);
    if threads == 1 {
        return build(items);
    }
    let (build, size) = (&build, items.len().div_ceil(threads));
    std::thread::scope(|scope| {
        let parts: Vec<_> = items.chunks(size).map(|part| scope.spawn(move || build(part))).collect();
        // A part that failed is built again here, so that its fault is told where faults are.
        let built = parts.into_iter().zip(items.chunks(size));
        built.flat_map(|(part, items)| part.join().unwrap_or_else(|_| build(items))).collect()
    })
}

/// For each child, the first later day on which they lose their named social worker.
fn next_losses(reading: &Reading) -> Vec<Option<NaiveDate>> {
    reading
        .outlook
        .spells
        .iter()
        .map(|spells| {
            let mut was_named = true;
            for spell in
                spells.iter().filter(|spell| reading.on <= spell.to && spell.from <= reading.outlook.to)
            {
                if spell.unnamed && was_named && spell.from > reading.on {
                    return Some(spell.from);
                }
                was_named = !spell.unnamed;
            }
            None
        })
        .collect()
}

fn row(
    reading: &Reading,
    sight: &Sight<'_>,
    (child, today): (&Child, &Today),
    loses: Option<NaiveDate>,
    likely: Option<&(RiskColumns<'_>, usize)>,
) -> RowView<Thing> {
    let lookup = &sight.lookup;
    let state = today.spell.state;
    let strong = today.spell.unnamed && reading.may_never_wait(child);
    let mut case_type = CellView::text(child.case_type.label()).edit_text(child.case_type.key());
    if strong {
        case_type =
            case_type.mark(NEVER_WAIT).hint("A child of this case type may never wait for a social worker");
    }
    let team = child.team.map_or_else(String::new, |team| lookup.team_name(team));
    let manager = responsible_manager(sight, child, &today.spell, reading.on);
    // Of a child with a worker at work there is nothing to explain: "Held by" has said it.
    let why = if state == ChildState::Named { String::new() } else { words::why(lookup, &today.spell) };
    let mut cells = Vec::with_capacity(19);
    cells.extend([
        CellView::text(&child.reference),
        CellView::text(state.label()).mark(state_mark(state)),
        cells::optional_whole(reading.working_days_without(today)),
        case_type,
        CellView::text(team).edit_text(child.team.map_or_else(String::new, |team| team.to_string())),
        CellView::text(words::holder(lookup, child)),
        cells::date(today.since),
        cells::date(loses),
        CellView::text(why),
        CellView::text(child.priority.label()).edit_text(child.priority.key()),
        cells::date(child.last_seen),
        CellView::text(manager.map_or_else(String::new, |manager| lookup.worker_name(manager))),
        CellView::text(child.family.and_then(|f| lookup.family(f)).map_or("", |family| &family.reference)),
        cells::date(child.opened),
        cells::date(child.closes),
    ]);
    if let Some((likely, at)) = likely {
        cells.splice(at..at, likely.cells(child.id, today));
    }
    let flag = if today.spell.unnamed { ", no named social worker" } else { "" };
    RowView::new(Thing::Child(child.id), format!("{}, {}{flag}", child.reference, state.label()), cells)
}

/// A longer register shows no way out in its table.
const WAYS_OUT: usize = 300;

/// The sentence at the top of the register.
pub fn waiting_sentence(reading: &Reading) -> String {
    let waiting = reading.flagged().count();
    if waiting == 0 {
        return "Every open child has a named social worker today".to_owned();
    }
    let longest = reading.flagged().filter_map(|(_, _, today)| reading.working_days_without(today)).max();
    let never = reading.flagged().filter(|(_, child, _)| reading.may_never_wait(child)).count();
    let mut text =
        format!("{} without a named social worker", words::count(waiting, "child is", "children are"));
    if let Some(longest) = longest {
        text.push_str(", the longest for ");
        text.push_str(&words::working_days(longest));
    }
    if never > 0 {
        text.push_str(". ");
        text.push_str(&words::count(never, "of them", "of them"));
        text.push_str(" may never wait");
    }
    text
}

/// The register: every child without a named social worker, with the clock, last seen, review, escalation and way out.
pub fn waiting(reading: &Reading, revision: u64) -> TableView<Thing> {
    let sight = reading.sight();
    let lookup = &sight.lookup;
    let policy = &reading.plan.policy;
    let any = Thing::Child(ChildId(0));
    let columns = vec![
        ColumnView::text("reference", "Child", 110.0),
        ColumnView::text("state", "State", 170.0),
        ColumnView::figures("days", "Working days", 110.0)
            .hint("Without a named social worker, today counted"),
        ColumnView::text("since", "Without since", 100.0)
            .hint("Empty: the list did not say. It cannot be before the work was opened"),
        ColumnView::text("opened", "Opened", 90.0).hint("When the work began"),
        ColumnView::text("case_type", "Case type", 140.0),
        ColumnView::text("team", "Team", 150.0),
        ColumnView::text("manager", "Answers for them", 150.0).hint("The responsible manager"),
        ColumnView::text("last_seen", "Last seen", 90.0).editor(cells::editor(
            &reading.plan,
            any,
            "last_seen",
        )),
        ColumnView::text("visit", "Visit due by", 95.0)
            .hint("From last seen and the plan's visit rule, or the date given for the child"),
        ColumnView::text("review", "Next review", 100.0).hint(
            "The waiting-list review: from the day the wait began, every so many days as the rules say",
        ),
        ColumnView::text("escalation", "Escalate to", 150.0)
            .hint("The last step of the escalation ladder that has been reached"),
        ColumnView::text("way_out", "Way out", 300.0).hint(
            "The first single change that was tried and works. Choose the child for others, and to do it",
        ),
        ColumnView::text("last_worker", "Last worker", 140.0),
        ColumnView::text("priority", "Priority", 80.0)
            .editor(cells::editor(&reading.plan, any, "priority"))
            .hidden(),
        ColumnView::text("why", "Why", 330.0),
    ];
    let mut flagged: Vec<_> = reading.flagged().collect();
    flagged.sort_by_key(|(place, child, today)| {
        (!reading.may_never_wait(child), today.unnamed_since.unwrap_or(NaiveDate::MAX), *place)
    });
    // Trying remedies takes time: where very many wait, each child's are tried when the child is chosen.
    let remedies = (flagged.len() <= WAYS_OUT).then(|| Remedies::new(&sight, &reading.outlook));
    let way_out = |child: &Child| -> String {
        let run = reading.runs_of(child.id).find(|run| run.from <= reading.on);
        let found = remedies.as_ref().zip(run).map(|(remedies, run)| remedies.for_run(child, run, 1));
        found.and_then(|found| found.into_iter().next()).map_or_else(String::new, |remedy| remedy.what)
    };
    let rows = flagged
        .into_iter()
        .map(|(_, child, today)| {
            let days = reading.working_days_without(today);
            let step = days.and_then(|days| {
                policy.escalation.iter().rev().find(|step| u32::from(step.after_working_days) <= days)
            });
            let manager = responsible_manager(&sight, child, &today.spell, reading.on);
            let visit = visit_due(reading, child);
            let overdue = |due: Option<NaiveDate>| due.is_some_and(|due| due < reading.on);
            let mut case_type = CellView::text(child.case_type.label());
            if reading.may_never_wait(child) {
                case_type = case_type.mark(NEVER_WAIT).hint("May never wait for a named social worker");
            }
            let mut visit_cell = cells::date(visit);
            if overdue(visit) {
                visit_cell = visit_cell.problem("Overdue");
            }
            let cells = vec![
                CellView::text(&child.reference),
                CellView::text(today.spell.state.label()).mark(state_mark(today.spell.state)),
                cells::optional_whole(days),
                cells::date(today.unnamed_since),
                cells::date(child.opened),
                case_type,
                CellView::text(child.team.map_or_else(String::new, |team| lookup.team_name(team))),
                CellView::text(manager.map_or_else(String::new, |manager| lookup.worker_name(manager))),
                cells::date(child.last_seen),
                visit_cell,
                cells::date(review_due(reading, today)),
                CellView::text(step.map_or("", |step| &step.to)),
                CellView::text(way_out(child)),
                CellView::text(last_worker(&sight, child).unwrap_or_default()),
                CellView::text(child.priority.label()).edit_text(child.priority.key()),
                CellView::text(words::why(lookup, &today.spell)),
            ];
            let label = format!("{}, {}", child.reference, today.spell.state.label());
            RowView::new(Thing::Child(child.id), label, cells)
        })
        .collect();
    TableView {
        name: "waiting",
        noun: ("child", "children"),
        columns,
        rows,
        totals: None,
        empty: "Every open child has a named social worker today. Nothing to do here".to_owned(),
        revision,
    }
}

/// When a visit is due: the date given for the child, or last seen plus the rule for the case type.
pub fn visit_due(reading: &Reading, child: &Child) -> Option<NaiveDate> {
    crate::domain::rota::due::visit_due(&reading.plan.policy, child)
}

/// The next review of a waiting child, on or after the plan's date: every so many days since the wait began.
pub fn review_due(reading: &Reading, today: &Today) -> Option<NaiveDate> {
    let every = i64::from(reading.plan.policy.review_waiting_every_days.max(1));
    let since = today.unnamed_since?;
    let waited = (reading.on - since).num_days().max(0);
    let reviews = waited.div_euclid(every) + i64::from(waited.rem_euclid(every) != 0 || waited == 0);
    since.checked_add_signed(chrono::Duration::days(reviews * every))
}
