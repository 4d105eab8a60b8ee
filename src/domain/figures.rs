//! The official figures, each with its definition, and the same with everyone counted (MODEL.md §4).

use chrono::NaiveDate;

use super::ahead::Outlook;
use super::capacity::{Load, Loads, cap_on, carried_by};
use super::ids::{ChildId, TeamId, WorkerId};
use super::plan::{AbsenceKind, AbsenceStatus, Cap, Contract, Post, PostFilling, Words as _, Worker};
use super::scenario::is_made;
use super::state::{ChildState, Sight};
use super::units::Fte;

/// Working days in a year as DfE counts them for the absence rate (inferred: it reproduces the published 2023 and 2025
/// national rows).
pub const DFE_WORKING_DAYS_A_YEAR: f64 = 253.0;

/// The bands in which DfE published caseloads in 2021, cases for each FTE: lower bound and label.
pub const BANDS: [(u32, &str); 6] = [
    (0, "under 5"),
    (5, "5 to under 10"),
    (10, "10 to under 15"),
    (15, "15 to under 20"),
    (20, "20 to under 25"),
    (25, "25 to 50"),
];

/// The band of so many children held by so much FTE. `None` for what DfE leaves out as suspect: somebody without any
/// contracted time, or more than 50 children for each FTE.
pub fn band_of(children: u32, fte: Fte) -> Option<usize> {
    let (children, parts) = (u64::from(children) * 10_000, u64::from(fte.parts()));
    if parts == 0 || children > 50 * parts {
        return None;
    }
    BANDS.iter().rposition(|(from, _)| u64::from(*from) * parts <= children)
}

/// A worker's caseload on the day.
#[derive(Clone, Debug, PartialEq)]
pub struct Caseload {
    /// Who.
    pub worker: WorkerId,
    /// What they hold.
    pub load: Load,
    /// What they should hold at most on the day.
    pub cap: Cap,
}

/// A manager and the people they supervise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The manager.
    pub manager: WorkerId,
    /// Staff in post on the day whose supervisor they are.
    pub supervises: u32,
    /// Children whom they hold themselves.
    pub holds: u32,
}

/// A rate: one quantity over another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// What is counted.
    pub count: f64,
    /// Of what.
    pub of: f64,
}

impl Rate {
    /// The rate, or `None` when there is nothing to divide by.
    pub fn value(self) -> Option<f64> {
        (self.of > 0.0).then(|| self.count / self.of)
    }
    /// The rate in percent.
    pub fn percent(self) -> Option<f64> {
        self.value().map(|value| value * 100.0)
    }
}

/// The figures of a service, or of one team, on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The day.
    pub on: NaiveDate,
    /// Open children.
    pub open_children: u32,
    /// **Average caseload as DfE computes it**: cases held by social workers (agency included) over the FTE of social
    /// workers who hold at least one.
    pub average_caseload: Rate,
    /// The same divisor with *everyone counted*: all open children, whoever holds them or nobody.
    pub average_everyone: Rate,
    /// The children whom the official average leaves out, by state.
    pub left_out: Vec<(ChildState, u32)>,
    /// Who they are.
    pub left_out_children: Vec<ChildId>,
    /// Social workers holding at least one child, heaviest first.
    pub caseloads: Vec<Caseload>,
    /// Holders by cases for each FTE, in the order of [`BANDS`]: headcount and FTE.
    pub bands: [(u32, Fte); 6],
    /// Holders in no band: without contracted time, or with more than 50 children for each FTE.
    pub suspect: Vec<WorkerId>,
    /// Case-holding workers over their cap on the day.
    pub over_cap: Vec<WorkerId>,
    /// Vacancies over vacancies and social workers in post, FTE.
    pub vacancy: Rate,
    /// Agency over agency and social workers in post, FTE.
    pub agency: Rate,
    /// Vacancies covered by agency over all vacancies, FTE.
    pub vacancies_covered: Rate,
    /// Social workers who left in the year to the day over those in post, FTE.
    pub turnover: Rate,
    /// Working days lost to sickness in the year to the day over FTE in post times 253.
    pub absence: Rate,
    /// Managers and how many they supervise.
    pub spans: Vec<Span>,
}

/// Works the figures out for `date`, for one team or for all.
pub fn figures(sight: &Sight<'_>, outlook: &Outlook, date: NaiveDate, team: Option<TeamId>) -> Figures {
    figures_with(sight, outlook, &Loads::on(sight, outlook, date), team)
}

/// As [`figures`], for the day of loads that are known already: for many teams of one plan.
pub fn figures_with(sight: &Sight<'_>, outlook: &Outlook, loads: &Loads, team: Option<TeamId>) -> Figures {
    let (plan, date) = (sight.plan(), loads.date);
    let ours = |worker: &Worker| team.is_none_or(|team| worker.team == Some(team));
    let holder = |worker: &Worker| worker.role.is_registered() && !worker.role.is_manager();

    let mut caseloads: Vec<Caseload> = plan
        .workers
        .iter()
        .filter(|w| ours(w) && holder(w) && w.in_post(date))
        .map(|w| Caseload { worker: w.id, load: loads.of(w.id), cap: cap_on(sight, w, date) })
        .filter(|caseload| caseload.load.children > 0)
        .collect();
    caseloads.sort_by_key(|caseload| (std::cmp::Reverse(caseload.load.children), caseload.worker));

    let mut left_out = vec![0_u32; 13];
    let mut left_out_children = Vec::new();
    let mut open_children = 0;
    for (place, child) in plan.children.iter().enumerate() {
        if team.is_some_and(|team| child.team != Some(team)) {
            continue;
        }
        let Some(today) = outlook.today(plan, place, date) else { continue };
        open_children += 1;
        let held = carried_by(child, &today.spell).and_then(|id| sight.lookup.worker(id));
        if !held.is_some_and(|worker| holder(worker) && worker.in_post(date)) {
            left_out[today.spell.state as usize] += 1;
            left_out_children.push(child.id);
        }
    }
    let fte_of = |id: WorkerId| sight.lookup.worker(id).map_or(Fte::ZERO, |worker| worker.fte);
    let holder_fte: Fte = caseloads.iter().map(|caseload| fte_of(caseload.worker)).sum();
    let cases: u32 = caseloads.iter().map(|caseload| caseload.load.children).sum();
    let mut bands = [(0, Fte::ZERO); 6];
    let mut suspect = Vec::new();
    for caseload in &caseloads {
        let fte = fte_of(caseload.worker);
        match band_of(caseload.load.children, fte) {
            Some(band) => bands[band] = (bands[band].0 + 1, bands[band].1 + fte),
            None => suspect.push(caseload.worker),
        }
    }
    let over_cap = caseloads.iter().filter(|c| c.load.is_over(&c.cap)).map(|c| c.worker).collect();
    let workforce = workforce(sight, date, team);

    Figures {
        on: date,
        open_children,
        average_caseload: Rate { count: f64::from(cases), of: holder_fte.value() },
        average_everyone: Rate {
            // For the whole service this is every open child. For one team it is what its social workers hold, for
            // whichever team, and its own children whom no social worker holds.
            count: f64::from(cases) + left_out_children.len() as f64,
            of: holder_fte.value(),
        },
        left_out: ChildState::ALL.iter().copied().zip(left_out).filter(|(_, count)| *count > 0).collect(),
        left_out_children,
        caseloads,
        bands,
        suspect,
        over_cap,
        vacancy: workforce.vacancy,
        agency: workforce.agency,
        vacancies_covered: workforce.covered,
        turnover: workforce.turnover,
        absence: workforce.absence,
        spans: spans(sight, loads, date, team),
    }
}

struct Workforce {
    vacancy: Rate,
    agency: Rate,
    covered: Rate,
    turnover: Rate,
    absence: Rate,
}

/// The rates of DfE's workforce statistics, in FTE. *In post* is every registered social worker who is paid by the
/// council directly: permanent and fixed term, managers included, agency excluded.
fn workforce(sight: &Sight<'_>, date: NaiveDate, team: Option<TeamId>) -> Workforce {
    let plan = sight.plan();
    let ours =
        |worker: &&Worker| team.is_none_or(|team| worker.team == Some(team)) && worker.role.is_registered();
    let workers: Vec<&Worker> = plan.workers.iter().map(AsRef::as_ref).filter(ours).collect();
    let sum = |wanted: &dyn Fn(&Worker) -> bool| -> f64 {
        workers.iter().filter(|worker| wanted(worker)).map(|worker| worker.fte).sum::<Fte>().value()
    };
    let is_agency = |worker: &Worker| worker.contract_on(date) == Contract::Agency;
    let employed = |worker: &Worker| !is_agency(worker);
    let in_post = sum(&|worker| employed(worker) && worker.in_post(date));
    let agency = sum(&|worker| !employed(worker) && worker.in_post(date));
    let year_ago = date.checked_sub_months(chrono::Months::new(12)).unwrap_or(date);
    let left = sum(&|w| employed(w) && w.last_day.is_some_and(|last| year_ago <= last && last < date));

    // An agency worker never fills a post, whatever the plan calls it: the post is vacant and covered, as far as their
    // time goes. Somebody whom the council employs does not cover a vacancy in DfE's sense.
    let in_post_as = |id: WorkerId, agency: bool| {
        sight.lookup.worker(id).filter(|w| w.in_post(date) && is_agency(w) == agency)
    };
    let (mut vacant, mut covered) = (Fte::ZERO, Fte::ZERO);
    let posts =
        plan.posts.iter().filter(|p| p.role.is_registered() && team.is_none_or(|t| p.team == Some(t)));
    let posts = posts.filter(|post| in_establishment(sight, post, date));
    for post in posts {
        if matches!(&post.filling, PostFilling::Filled(worker) if in_post_as(*worker, false).is_some()) {
            continue;
        }
        vacant = vacant + post.fte;
        if let Some(agency) = post.filling.worker().and_then(|id| in_post_as(id, true)) {
            covered = covered + agency.fte.min(post.fte);
        }
    }

    let lost: f64 = workers
        .iter()
        .filter(|worker| employed(worker))
        .map(|worker| f64::from(sick_working_days(sight, worker, year_ago, date)))
        .sum();
    Workforce {
        vacancy: Rate { count: vacant.value(), of: vacant.value() + in_post },
        agency: Rate { count: agency, of: agency + in_post },
        covered: Rate { count: covered.value(), of: vacant.value() },
        turnover: Rate { count: left, of: in_post },
        absence: Rate { count: lost, of: in_post * DFE_WORKING_DAYS_A_YEAR },
    }
}

/// Whether a post belongs to the establishment on a day. One that a scenario makes does from the day on which whoever
/// fills it starts or becomes permanent, or it is recruited to.
pub fn in_establishment(sight: &Sight<'_>, post: &Post, date: NaiveDate) -> bool {
    let from = match post.filling {
        _ if !is_made(post.id) => None,
        PostFilling::Filled(worker) => {
            let worker = sight.lookup.worker(worker);
            worker.and_then(|worker| worker.first_day.max(worker.permanent_from))
        }
        PostFilling::Vacant { recruiting_from, .. } => recruiting_from,
        PostFilling::Held { .. } => None,
    };
    from.is_none_or(|from| from <= date)
}

/// Working days of agreed sickness after `from` and up to `date`, on days that the worker works. A day on which two
/// absences overlap is one day.
fn sick_working_days(sight: &Sight<'_>, worker: &Worker, from: NaiveDate, date: NaiveDate) -> u32 {
    let earliest = from.succ_opt().unwrap_or(from).max(worker.first_day.unwrap_or(NaiveDate::MIN));
    let latest = date.min(worker.last_day.unwrap_or(NaiveDate::MAX));
    let mut spells: Vec<(NaiveDate, NaiveDate)> = sight
        .lookup
        .absences_of(worker.id)
        .filter(|a| a.kind == AbsenceKind::Sickness && a.status == AbsenceStatus::Agreed)
        .map(|a| (a.first_day.max(earliest), a.known_last_day().unwrap_or(latest).min(latest)))
        .collect();
    spells.sort_unstable();
    let (mut days, mut next) = (0, earliest);
    for (first, last) in spells {
        days += first
            .max(next)
            .iter_days()
            .take_while(|day| *day <= last)
            .filter(|day| worker.works_on(*day) && sight.calendar.is_working_day(*day))
            .count() as u32;
        next = next.max(last.succ_opt().unwrap_or(last));
    }
    days
}

fn spans(sight: &Sight<'_>, loads: &Loads, date: NaiveDate, team: Option<TeamId>) -> Vec<Span> {
    let workers = &sight.plan().workers;
    workers
        .iter()
        .filter(|w| w.role.is_manager() && w.in_post(date) && team.is_none_or(|team| w.team == Some(team)))
        .map(|manager| Span {
            manager: manager.id,
            supervises: workers.iter().filter(|w| w.supervisor == Some(manager.id) && w.in_post(date)).count()
                as u32,
            holds: loads.of(manager.id).children,
        })
        .collect()
}

#[cfg(test)]
mod tests;
