//! Who could cover an absence, put in order: one person, or two of whom one stands in for the other.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::CoverProposal;
use super::alone::{children_covered, held, sole_cover};
use crate::domain::ahead::Outlook;
use crate::domain::capacity::{Load, cap_on, carried_by};
use crate::domain::ids::{FamilyId, WorkerId};
use crate::domain::lookup::IdMap;
use crate::domain::plan::{Absence, AbsenceStatus, Cap, PastHolder, Worker};
use crate::domain::presence::{Presence, can_stand_in, cover_on, on, would_work};
use crate::domain::state::{Sight, spell_on};
use crate::domain::units::Points;

/// Of the first so many people, pairs are looked at as well.
const PAIRED: usize = 8;

/// Everything that the order of cover needs of a plan, read once.
#[derive(Debug)]
pub(crate) struct Ranking<'s, 'p> {
    pub(super) sight: &'s Sight<'p>,
    pub(super) outlook: &'s Outlook,
    pub(super) held: IdMap<WorkerId, Vec<usize>>,
    /// Who holds a child of each family.
    families: IdMap<FamilyId, Vec<WorkerId>>,
    /// Places of the agreed absences that name somebody as cover.
    covers: IdMap<WorkerId, Vec<usize>>,
}

/// An absence for which cover is looked for.
pub(super) struct Asked<'p> {
    pub worker: &'p Worker,
    pub absence: Absence,
    /// The working days to be covered.
    pub days: Vec<NaiveDate>,
    /// Places of the children concerned.
    pub children: Vec<usize>,
    /// Children on each of the days.
    pub count: Vec<u32>,
}

/// Somebody who could cover.
pub(super) struct Able<'p> {
    pub worker: &'p Worker,
    /// On which of the days they are at work.
    pub at_work: Vec<bool>,
    /// On which of the days they are in post and not away, whether or not they work that day.
    pub there: Vec<bool>,
    pub shares_job: bool,
    pub same_team: bool,
    /// Children whom they have held, or whose brother or sister they hold.
    pub knows: u32,
    pub load: Load,
    pub cap: Cap,
    /// Other absences in these days for which they are named.
    pub covering: u32,
    /// Children whom they cover alone already, on each of the days.
    pub alone: Vec<u32>,
    pub duty: Vec<NaiveDate>,
}

impl Able<'_> {
    pub fn free(&self) -> u32 {
        self.load.free_places(&self.cap)
    }
}

/// One or two people who could cover together.
pub(super) struct Group<'a, 'p> {
    pub people: Vec<&'a Able<'p>>,
    /// Days on which one of them is at work.
    pub covered: u32,
    /// For each person the days on which they alone would cover too many, and the most children on one of them.
    pub too_many: Vec<(usize, Vec<NaiveDate>, u32)>,
}

impl<'s, 'p> Ranking<'s, 'p> {
    /// Reads a plan once.
    pub fn new(sight: &'s Sight<'p>, outlook: &'s Outlook) -> Self {
        let plan = sight.plan();
        let mut families: IdMap<FamilyId, Vec<WorkerId>> = IdMap::default();
        for child in &plan.children {
            if let (Some(family), Some(worker)) = (child.family, child.holder.worker()) {
                families.entry(family).or_default().push(worker);
            }
        }
        let mut covers: IdMap<WorkerId, Vec<usize>> = IdMap::default();
        let agreed = plan.absences.iter().enumerate().filter(|(_, a)| a.status == AbsenceStatus::Agreed);
        for (place, absence) in agreed {
            for id in &absence.cover {
                let places = covers.entry(*id).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        Self { sight, outlook, held: held(plan), families, covers }
    }

    /// The absence with its days from the plan's date on, and the children whom it leaves.
    fn asked(&self, absence: &Absence) -> Option<Asked<'p>> {
        let worker = self.sight.lookup.worker(absence.worker)?;
        let first = absence.first_day.max(self.outlook.from);
        let last = absence.known_last_day().unwrap_or(self.outlook.to);
        let days: Vec<NaiveDate> = first
            .iter_days()
            .take_while(|date| *date <= last)
            .filter(|date| worker.in_post(*date) && would_work(self.sight.calendar, worker, *date))
            .collect();
        Some(self.on_days(worker, absence, days))
    }

    fn on_days(&self, worker: &'p Worker, absence: &Absence, days: Vec<NaiveDate>) -> Asked<'p> {
        let mut count = vec![0; days.len()];
        let mut children = Vec::new();
        for place in self.held.get(&worker.id).into_iter().flatten() {
            let mut theirs = false;
            for (count, date) in count.iter_mut().zip(&days) {
                if self.carries(worker.id, *place, *date) {
                    *count += 1;
                    theirs = true;
                }
            }
            if theirs {
                children.push(*place);
            }
        }
        Asked { worker, absence: absence.clone(), days, children, count }
    }

    /// Whether somebody carries the child at a place on a day.
    fn carries(&self, worker: WorkerId, place: usize, date: NaiveDate) -> bool {
        let (Some(child), Some(spells)) =
            (self.sight.plan().children.at(place), self.outlook.spells.get(place))
        else {
            return false;
        };
        child.is_open(date)
            && spell_on(spells, date).is_some_and(|spell| carried_by(child, &spell) == Some(worker))
    }

    /// Who could cover an absence, the best first, at most `most`.
    pub fn propose(&self, absence: &Absence, most: usize) -> Vec<CoverProposal> {
        let Some(asked) = self.asked(absence) else { return Vec::new() };
        let all = self.sight.plan().workers.iter().map(AsRef::as_ref);
        let able: Vec<Able<'p>> = all.filter_map(|worker| self.able(&asked, worker)).collect();
        self.proposals(&asked, &able, most)
    }

    /// Who of the same team could cover, beside those who are named already, on the days on which none of these can.
    pub fn beside(&self, absence: &Absence, most: usize) -> Vec<CoverProposal> {
        let Some(asked) = self.asked(absence) else { return Vec::new() };
        let without = |date: &NaiveDate| cover_on(&self.sight.lookup, asked.worker, absence, *date).is_none();
        let open: Vec<NaiveDate> = asked.days.iter().copied().filter(without).collect();
        let asked = if open.is_empty() || open.len() == asked.days.len() {
            asked
        } else {
            self.on_days(asked.worker, absence, open)
        };
        let of_team = self.sight.plan().workers.iter().map(AsRef::as_ref).filter(|worker| {
            worker.team.is_some()
                && worker.team == asked.worker.team
                && worker.role.holds_cases()
                && !absence.cover.contains(&worker.id)
        });
        let able: Vec<Able<'p>> = of_team.filter_map(|worker| self.able(&asked, worker)).collect();
        self.proposals(&asked, &able, most)
    }

    /// How well somebody could cover; `None` when they cannot on any of the days.
    fn able(&self, asked: &Asked<'_>, worker: &'p Worker) -> Option<Able<'p>> {
        let sight = self.sight;
        if worker.id == asked.worker.id || !can_stand_in(asked.worker.role, worker.role) {
            return None;
        }
        let first = *asked.days.first()?;
        let last = *asked.days.last()?;
        let line = sight.presence(worker.id);
        let there: Vec<bool> = asked.days.iter().map(|date| on(line, *date) == Presence::Present).collect();
        let at_work: Vec<bool> = asked
            .days
            .iter()
            .zip(&there)
            .map(|(date, there)| *there && would_work(sight.calendar, worker, *date))
            .collect();
        if !at_work.contains(&true) {
            return None;
        }
        let mut load = Load::default();
        for place in self.held.get(&worker.id).into_iter().flatten() {
            if self.carries(worker.id, *place, first)
                && let Some(child) = sight.plan().children.at(*place)
            {
                load.children += 1;
                load.points =
                    [load.points, sight.plan().policy.weight(child.case_type)].into_iter().sum::<Points>();
            }
        }
        let (covering, alone) = self.covering(asked, worker.id, (first, last));
        let team = worker.team.and_then(|team| sight.lookup.team(team));
        let duty = team.and_then(|team| team.duty.as_ref()).map_or_else(Vec::new, |duty| {
            asked.days.iter().copied().filter(|date| duty.on_duty(*date) == Some(worker.id)).collect()
        });
        Some(Able {
            worker,
            shares_job: worker.rota.job_share == Some(asked.worker.id)
                || asked.worker.rota.job_share == Some(worker.id),
            same_team: worker.team.is_some() && worker.team == asked.worker.team,
            knows: asked.children.iter().filter(|place| self.knows(**place, worker.id)).count() as u32,
            load,
            cap: cap_on(sight, worker, first),
            covering,
            alone,
            duty,
            at_work,
            there,
        })
    }

    /// Whether somebody has held the child, or holds a brother or sister.
    fn knows(&self, place: usize, worker: WorkerId) -> bool {
        let Some(child) = self.sight.plan().children.at(place) else { return false };
        let family = child.family.and_then(|family| self.families.get(&family));
        child.past_workers.iter().any(|past| past.who == PastHolder::Worker(worker))
            || family.is_some_and(|holders| holders.contains(&worker))
    }

    /// How many other absences of these days name somebody, and the children they cover alone on each day.
    fn covering(
        &self,
        asked: &Asked<'_>,
        worker: WorkerId,
        (first, last): (NaiveDate, NaiveDate),
    ) -> (u32, Vec<u32>) {
        let plan = self.sight.plan();
        let mut alone = vec![0; asked.days.len()];
        let mut covering = 0;
        for absence in self.covers.get(&worker).into_iter().flatten().filter_map(|at| plan.absences.at(*at)) {
            let ends = absence.known_last_day().unwrap_or(NaiveDate::MAX);
            if absence.id == asked.absence.id || absence.first_day > last || ends < first {
                continue;
            }
            let Some(away) = self.sight.lookup.worker(absence.worker) else { continue };
            covering += 1;
            let places = self.held.get(&away.id).map_or(&[][..], Vec::as_slice);
            let children = children_covered(self.outlook, plan, places, absence.id, (first, last));
            for (alone, date) in alone.iter_mut().zip(&asked.days) {
                let at = usize::try_from((*date - first).num_days()).unwrap_or(0);
                if absence.covers(*date)
                    && sole_cover(&self.sight.lookup, away, absence, *date) == Some(worker)
                {
                    *alone += children.get(at).map_or(0, |n| u32::try_from(*n).unwrap_or(0));
                }
            }
        }
        (covering, alone)
    }

    fn group<'a>(&self, asked: &Asked<'_>, people: Vec<&'a Able<'p>>) -> Group<'a, 'p> {
        let most = u32::from(self.sight.plan().rota.most_covered);
        let mut covered = 0;
        let mut too_many: Vec<(usize, Vec<NaiveDate>, u32)> =
            (0..people.len()).map(|who| (who, Vec::new(), 0)).collect();
        for (at, (date, children)) in asked.days.iter().zip(&asked.count).enumerate() {
            let is = |days: &Vec<bool>| days.get(at).copied().unwrap_or(false);
            covered += u32::from(people.iter().any(|one| is(&one.at_work)));
            let mut there = people.iter().enumerate().filter(|(_, one)| is(&one.there));
            if let (Some((who, one)), None) = (there.next(), there.next()) {
                let all = children + one.alone.get(at).copied().unwrap_or(0);
                if all > most
                    && *children > 0
                    && let Some((_, days, worst)) = too_many.get_mut(who)
                {
                    days.push(*date);
                    *worst = all.max(*worst);
                }
            }
        }
        too_many.retain(|(_, days, _)| !days.is_empty());
        Group { people, covered, too_many }
    }

    fn proposals(&self, asked: &Asked<'_>, able: &[Able<'p>], most: usize) -> Vec<CoverProposal> {
        let mut singles: Vec<Group<'_, 'p>> = able.iter().map(|one| self.group(asked, vec![one])).collect();
        singles.sort_by_key(|group| key(group));
        let mut pairs = Vec::new();
        for (i, first) in singles.iter().take(PAIRED).enumerate() {
            for second in singles.iter().take(PAIRED).skip(i + 1) {
                let people: Vec<&Able<'p>> = first.people.iter().chain(&second.people).copied().collect();
                let pair = self.group(asked, people);
                let more = pair.covered > first.covered.max(second.covered);
                let fewer = [first, second].iter().all(|one| days_too_many(one) > days_too_many(&pair));
                if more || fewer {
                    pairs.push(pair);
                }
            }
        }
        singles.extend(pairs);
        singles.sort_by_key(|group| key(group));
        singles.truncate(most);
        singles.iter().map(|group| super::words::told(self, asked, group)).collect()
    }
}

/// Days on which somebody of a group alone would cover too many.
fn days_too_many(group: &Group<'_, '_>) -> usize {
    group.too_many.iter().map(|(_, days, _)| days.len()).sum()
}

/// What decides the order, the most important first.
type Key = (Reverse<bool>, Reverse<u32>, bool, bool, usize, bool, (bool, bool), (u32, u32), Vec<WorkerId>);

fn key(group: &Group<'_, '_>) -> Key {
    let people = &group.people;
    let any = |what: fn(&Able<'_>) -> bool| people.iter().any(|one| what(one));
    let all = |what: fn(&Able<'_>) -> bool| people.iter().all(|one| what(one));
    let partner = people.len() == 1 && all(|one| one.shares_job && !one.there.contains(&false));
    (
        Reverse(partner),
        Reverse(group.covered),
        !group.too_many.is_empty(),
        !all(|one| one.same_team),
        people.len(),
        !any(|one| one.knows > 0),
        (!all(|one| one.free() > 0), any(|one| !one.duty.is_empty())),
        (people.iter().map(|one| one.covering).sum(), people.iter().map(|one| one.load.children).sum()),
        people.iter().map(|one| one.worker.id).collect(),
    )
}
