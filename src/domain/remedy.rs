//! The single changes that would put a child's missing social worker right, each tried and shown to work (MODEL.md §5).
//!
//! A remedy is an [`Edit`]. It is offered only after it has been carried out on the plan and the child's days looked
//! at again: none of the days it claims is left without a named social worker.

mod cover;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use chrono::NaiveDate;

use super::ahead::{Outlook, UnnamedRun};
use super::calendar::format_date;
use super::capacity::{Loads, cap_on, in_asye, room};
use super::edit::{AnyRecord, Edit, apply};
use super::ids::{AbsenceId, ChildId, FamilyId, TeamId, Thing, WorkerId};
use super::plan::{
    Absence, ChangeReason, Child, Contract, Holder, KnownFrom, PastHolder, Plan, Record as _, Records, Role,
    Words as _, Worker, lower_first,
};
use super::rota::cover::Ranking;
use super::state::{Sight, Why, spells};

/// Begins what is said of an allocation that goes over a cap.
const OVER_CAP: &str = "over the cap";

/// One change that was tried and works.
#[derive(Clone, Debug, PartialEq)]
pub struct Remedy {
    /// What it does, as a sentence without a full stop.
    pub what: String,
    /// Why this and not another, in a few words.
    pub because: String,
    /// The change.
    pub edit: Edit,
}

/// Finds remedies. Built once for a plan; remembers what everybody holds and has room for on the days it is asked
/// about, who could cover each absence, and who holds the children of each family.
#[derive(Debug)]
pub struct Remedies<'s, 'p> {
    sight: &'s Sight<'p>,
    outlook: &'s Outlook,
    days: RefCell<HashMap<NaiveDate, Rc<Day<'p>>>>,
    covers: RefCell<HashMap<AbsenceId, Rc<Vec<Remedy>>>>,
    ranking: OnceCell<Ranking<'s, 'p>>,
    families: OnceCell<HashMap<FamilyId, Vec<(ChildId, WorkerId)>>>,
}

/// What everybody holds on a day, and who has room.
#[derive(Debug)]
struct Day<'p> {
    loads: Loads,
    /// Every worker who could take at least one child, in the order of the plan's list.
    with_room: Vec<WithRoom<'p>>,
}

/// A worker who could take a child.
#[derive(Clone, Copy, Debug)]
struct WithRoom<'p> {
    worker: &'p Worker,
    room: u32,
    percent_full: u32,
}

/// A worker who could take a child, and how well they suit.
struct Candidate<'p> {
    worker: &'p Worker,
    room: u32,
    knows: Option<&'static str>,
    same_team: bool,
    percent_full: u32,
}

impl Candidate<'_> {
    /// Only a child list names them: their role, time and dates are guesses.
    fn is_guessed(&self) -> bool {
        self.worker.known_from == KnownFrom::ChildListOnly
    }
}

impl<'s, 'p> Remedies<'s, 'p> {
    /// For a plan and its known look-ahead.
    pub fn new(sight: &'s Sight<'p>, outlook: &'s Outlook) -> Self {
        Self {
            sight,
            outlook,
            days: RefCell::default(),
            covers: RefCell::default(),
            ranking: OnceCell::new(),
            families: OnceCell::new(),
        }
    }

    /// What everybody holds and has room for on `date`, worked out once.
    fn day(&self, date: NaiveDate) -> Rc<Day<'p>> {
        if let Some(known) = self.days.borrow().get(&date) {
            return Rc::clone(known);
        }
        let loads = Loads::on(self.sight, self.outlook, date);
        let with_room = self
            .sight
            .plan()
            .workers
            .iter()
            .map(AsRef::as_ref)
            .filter_map(|worker| {
                let room = room(self.sight, &loads, worker);
                (room > 0).then(|| {
                    let cap = u32::from(cap_on(self.sight, worker, date).children).max(1);
                    WithRoom { worker, room, percent_full: loads.of(worker.id).children * 100 / cap }
                })
            })
            .collect();
        let day = Rc::new(Day { loads, with_room });
        self.days.borrow_mut().insert(date, Rc::clone(&day));
        day
    }

    /// Who holds the other children of a child's family.
    fn hold_siblings(&self, child: &Child) -> Vec<WorkerId> {
        let families = self.families.get_or_init(|| {
            let mut families: HashMap<FamilyId, Vec<(ChildId, WorkerId)>> = HashMap::new();
            for child in &self.sight.plan().children {
                if let (Some(family), Some(worker)) = (child.family, child.holder.worker()) {
                    families.entry(family).or_default().push((child.id, worker));
                }
            }
            families
        });
        let family = child.family.and_then(|family| families.get(&family));
        let others = family.into_iter().flatten().filter(|(other, _)| *other != child.id);
        others.map(|(_, worker)| *worker).collect()
    }

    /// Up to `most` remedies for one run of days, the best first. Empty when no single change works, which is itself
    /// an answer: [`Self::nothing_works`] says why.
    pub fn for_run(&self, child: &Child, run: &UnnamedRun, most: usize) -> Vec<Remedy> {
        let mut found: Vec<Remedy> = Vec::new();
        let start = run.from.max(self.outlook.from);
        let offer = |found: &mut Vec<Remedy>, remedy: Option<Remedy>| {
            if found.len() < most
                && let Some(remedy) = remedy
                && !found.iter().any(|other| other.edit == remedy.edit)
                && self.works(child, run, &remedy.edit)
            {
                found.push(remedy);
            }
        };
        let why = run.spells.iter().find(|spell| spell.to >= start).map(|spell| spell.why);
        match why {
            Some(Why::Away { worker, absence }) => {
                // Leave room for another kind of answer beside the best cover.
                for remedy in self.covers_of(worker, absence).iter() {
                    if found.len() + 1 < most.max(2) {
                        offer(&mut found, Some(remedy.clone()));
                    }
                }
            }
            Some(Why::Left { worker }) => offer(&mut found, self.longer_contract(worker)),
            _ => {}
        }
        // Another worker from a later day would cancel a handover that is already agreed: that is no single change.
        let agreed = matches!(
            &child.holder,
            Holder::Transfer { receiver: Some(_), on: Some(on), .. } if self.outlook.from < *on && *on <= start
        );
        if agreed {
            return found;
        }
        let (candidates, elsewhere): (Vec<_>, Vec<_>) =
            self.candidates(child, run, start).into_iter().partition(|candidate| candidate.same_team);
        for candidate in candidates.iter().chain(&elsewhere).take(most.saturating_mul(3).max(6)) {
            if found.len() >= most {
                break;
            }
            offer(&mut found, Some(self.allocation(child, run, start, candidate)));
        }
        if found.is_empty() && self.sight.plan().policy.over_cap_allowed.contains(&child.case_type) {
            for candidate in self.over_cap(child, run, start) {
                if found.len() < most {
                    offer(&mut found, Some(self.allocation(child, run, start, &candidate)));
                }
            }
        }
        if found.len() < most && found.iter().all(|remedy| remedy.because.contains(OVER_CAP)) {
            offer(&mut found, self.one_more_worker(child, run, start));
        }
        found
    }

    /// Where the rules let a case type go over a cap and nobody has room: those of the child's own team who are at
    /// work and may hold the child, who knows them first, then the least full.
    fn over_cap(&self, child: &Child, run: &UnnamedRun, start: NaiveDate) -> Vec<Candidate<'p>> {
        let team = team_for(child);
        let day = self.day(start);
        let siblings = self.hold_siblings(child);
        let mut candidates: Vec<Candidate<'p>> = self
            .sight
            .plan()
            .workers
            .iter()
            .map(AsRef::as_ref)
            .filter(|w| w.role.holds_cases() && w.team.is_some() && w.team == team)
            .filter(|w| self.sight.is_present(w.id, start) && self.may_hold(w, child, team, start))
            .filter(|w| w.last_day.is_none_or(|last| run.to <= last))
            .map(|worker| {
                let cap = u32::from(cap_on(self.sight, worker, start).children).max(1);
                let knows = how_they_know(child, worker.id, &siblings);
                let percent_full = day.loads.of(worker.id).children * 100 / cap;
                Candidate { worker, room: 0, knows, same_team: true, percent_full }
            })
            .collect();
        candidates.sort_by_key(|c| (c.knows.is_none(), c.percent_full, c.worker.id));
        candidates.truncate(4);
        candidates
    }

    /// Why no single change works, as a sentence.
    pub fn nothing_works(&self, child: &Child) -> String {
        let team =
            team_for(child).map_or_else(|| "their team".to_owned(), |t| self.sight.lookup.team_name(t));
        format!(
            "No single change was found: nobody in {team} or elsewhere has room, and one more worker there would not be enough"
        )
    }

    /// Whether the child has a named social worker on every day of the run, from the plan's date, once `edit` is made.
    ///
    /// The edit is carried out on the plan with only this child and the staff it concerns in it, which changes nothing
    /// about the answer and makes a trial cheap.
    fn works(&self, child: &Child, run: &UnnamedRun, edit: &Edit) -> bool {
        let start = run.from.max(self.outlook.from);
        let small = self.only(child, edit);
        let Ok(mended) = apply(&small, edit) else { return false };
        let Some(child) = mended.children.get(child.id) else { return false };
        let sight = Sight::new(&mended, self.sight.calendar);
        !spells(&sight, child).iter().any(|spell| spell.unnamed && spell.from <= run.to && start <= spell.to)
    }

    /// The plan with one child, everyone who could matter to them and every team.
    fn only(&self, child: &Child, edit: &Edit) -> Plan {
        let plan = self.sight.plan();
        let lookup = &self.sight.lookup;
        let mut staff: Vec<WorkerId> = child.holder.workers().chain(child.pinned_to).collect();
        mentioned(edit, &mut staff);
        let mut absences: Vec<&Absence> = staff.iter().flat_map(|id| lookup.absences_of(*id)).collect();
        let covers: Vec<WorkerId> =
            absences.iter().flat_map(|absence| absence.cover.iter().copied()).collect();
        absences
            .extend(covers.iter().filter(|id| !staff.contains(id)).flat_map(|id| lookup.absences_of(*id)));
        staff.extend(covers);
        staff.sort_unstable();
        staff.dedup();
        absences.sort_by_key(|absence| absence.id);
        absences.dedup_by_key(|absence| absence.id);
        Plan {
            children: std::iter::once(child.clone()).collect(),
            workers: staff.iter().filter_map(|id| lookup.worker(*id).cloned()).collect(),
            absences: absences.into_iter().cloned().collect(),
            families: child.family.and_then(|id| lookup.family(id).cloned()).into_iter().collect(),
            posts: Records::default(),
            scenarios: Records::default(),
            ..plan.clone()
        }
    }

    /// A later last day for someone whose contract can be extended.
    fn longer_contract(&self, worker: WorkerId) -> Option<Remedy> {
        let worker = self.sight.lookup.worker(worker)?;
        let last = worker.last_day?;
        if worker.contract_on(self.outlook.from) == Contract::Permanent || last < self.outlook.from {
            return None;
        }
        let until = self.outlook.to;
        Some(Remedy {
            what: format!(
                "Extend {}’s contract from {} to {}",
                worker.name,
                format_date(last),
                format_date(until)
            ),
            because: format!("{} contract", super::plan::Words::label(worker.contract).to_lowercase()),
            edit: Edit::Set {
                of: Thing::Worker(worker.id),
                field: "last_day".to_owned(),
                to: format_date(until),
            },
        })
    }

    /// Everyone who may hold the child and has room on the day, the best first: who knows the child, who holds a
    /// brother or sister, the child's own team, the least full.
    fn candidates(&self, child: &Child, run: &UnnamedRun, start: NaiveDate) -> Vec<Candidate<'p>> {
        let team = team_for(child);
        let siblings = self.hold_siblings(child);
        let mut candidates: Vec<Candidate<'p>> = self
            .day(start)
            .with_room
            .iter()
            .filter(|free| self.may_hold(free.worker, child, team, start))
            .filter(|free| free.worker.last_day.is_none_or(|last| run.to <= last))
            .map(|&WithRoom { worker, room, percent_full }| {
                let knows = how_they_know(child, worker.id, &siblings);
                let same_team = worker.team.is_some() && worker.team == team;
                Candidate { worker, room, knows, same_team, percent_full }
            })
            .collect();
        candidates
            .sort_by_key(|c| (!c.same_team, c.is_guessed(), c.knows.is_none(), c.percent_full, c.worker.id));
        candidates
    }

    /// Whether a worker may hold a child at all: their own limits, the assessed and supported year's, their team's work.
    fn may_hold(&self, worker: &Worker, child: &Child, wanted_team: Option<TeamId>, date: NaiveDate) -> bool {
        let policy = &self.sight.plan().policy;
        let team_holds = worker.team == wanted_team
            || worker
                .team
                .and_then(|team| self.sight.lookup.team(team))
                .is_some_and(|team| team.holds.is_empty() || team.holds.contains(&child.case_type));
        team_holds
            && !worker.may_not_hold.contains(&child.case_type)
            && !(in_asye(worker, date) && policy.asye_may_not_hold.contains(&child.case_type))
    }

    fn allocation(&self, child: &Child, run: &UnnamedRun, start: NaiveDate, to: &Candidate<'_>) -> Remedy {
        let worker = to.worker;
        let team = worker.team.map_or_else(|| "no team".to_owned(), |team| self.sight.lookup.team_name(team));
        let when = if run.from <= self.outlook.from {
            "now".to_owned()
        } else {
            format!("on {}", format_date(start))
        };
        let mut because = to.knows.map_or_else(String::new, |knows| format!("{knows}; "));
        if to.room == 0 {
            because.extend([OVER_CAP, ", which the rules allow for ", &lower_first(child.case_type.label())]);
        } else {
            let places = if to.room == 1 { "place" } else { "places" };
            because.extend([&to.room.to_string(), " free ", places, " under the cap"]);
        }
        if !to.same_team {
            because += ", in another team";
        }
        if to.is_guessed() {
            because += "; known only from a child list, so check who they are first";
        }
        let reason = match run.spells.first().map(|spell| spell.why) {
            Some(Why::Left { .. }) => ChangeReason::WorkerLeft,
            Some(Why::Away { .. }) => ChangeReason::AbsenceCover,
            Some(Why::Sent(_)) => ChangeReason::StandardTransfer,
            _ => ChangeReason::ManagingCaseloads,
        };
        Remedy {
            what: format!("Allocate to {} ({team}) {when}", worker.name),
            because,
            edit: Edit::Allocate { child: child.id, worker: worker.id, on: start, reason },
        }
    }

    /// Where nobody has room: one more full-time social worker in the team, with the child allocated to them.
    fn one_more_worker(&self, child: &Child, run: &UnnamedRun, start: NaiveDate) -> Option<Remedy> {
        let team = team_for(child)?;
        let name = self.sight.lookup.team_name(team);
        let mut worker = Worker::new(
            self.sight.plan().workers.next_id(),
            &format!("New social worker, {name}"),
            Role::SocialWorker,
            Some(team),
        );
        worker.first_day = Some(start);
        let allocate = self.allocation(
            child,
            run,
            start,
            &Candidate { worker: &worker, room: 0, knows: None, same_team: true, percent_full: 0 },
        );
        let what = format!("One more full-time social worker in {name} from {}", format_date(start));
        Some(Remedy {
            because: "nobody who may hold the child has room under their cap".to_owned(),
            edit: Edit::Together {
                label: super::plan::lower_first(&what),
                edits: vec![Edit::Put(vec![AnyRecord::Worker(Box::new(worker))]), allocate.edit],
            },
            what,
        })
    }
}

/// The team in which a child's next worker is looked for first.
fn team_for(child: &Child) -> Option<TeamId> {
    match &child.holder {
        Holder::Transfer { to, .. } => Some(*to),
        Holder::Tray(team) => Some(*team),
        _ => child.team,
    }
}

/// How a worker knows the child, if they do.
fn how_they_know(child: &Child, worker: WorkerId, siblings: &[WorkerId]) -> Option<&'static str> {
    if child.past_workers.iter().any(|past| past.who == PastHolder::Worker(worker)) {
        Some("held the child before")
    } else if siblings.contains(&worker) {
        Some("holds a brother or sister")
    } else {
        None
    }
}

/// The staff whom an edit names.
fn mentioned(edit: &Edit, staff: &mut Vec<WorkerId>) {
    match edit {
        Edit::Allocate { worker, .. } => staff.push(*worker),
        Edit::Set { of, to, .. } => {
            if let Thing::Worker(id) = of {
                staff.push(*id);
            }
            staff.extend(to.split([',', ' ']).filter_map(|word| word.trim().parse::<WorkerId>().ok()));
        }
        Edit::Together { edits, .. } => edits.iter().for_each(|edit| mentioned(edit, staff)),
        Edit::Put(records) => staff.extend(records.iter().filter_map(|record| match record {
            AnyRecord::Worker(worker) => Some(worker.id()),
            _ => None,
        })),
        Edit::Remove(_) | Edit::MergeWorkers { .. } | Edit::Decide(_) => {}
    }
}

#[cfg(test)]
mod tests;
