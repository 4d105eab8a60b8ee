//! What every check reads, worked out once, and where it puts what it finds.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use crate::domain::ahead::Outlook;
use crate::domain::calendar::format_date;
use crate::domain::capacity::Loads;
use crate::domain::edit::Edit;
use crate::domain::ids::{FamilyId, TeamId, Thing, WorkerId};
use crate::domain::lookup::IdMap;
use crate::domain::plan::{Child, Plan, Worker};
use crate::domain::problem::{Problem, Severity};
use crate::domain::state::{Sight, Spell, spell_on};

/// A plan as the checks see it.
pub(super) struct Look<'s, 'p> {
    /// The plan with its places looked up.
    pub sight: &'s Sight<'p>,
    /// The plan.
    pub plan: &'p Plan,
    /// The day the facts are as at.
    pub as_at: NaiveDate,
    /// What everybody holds on that day.
    pub loads: &'s Loads,
    /// Each child's spell on that day, in the order of the plan's list; `None` when they are not open.
    pub today: Vec<Option<Spell>>,
    /// Places of the children open on that day whom each person holds, whether or not that person is still there.
    held: IdMap<WorkerId, Vec<usize>>,
    doubles: OnceCell<Vec<Vec<&'p Child>>>,
    families: OnceCell<Vec<(FamilyId, Vec<&'p Child>)>>,
}

impl<'s, 'p> Look<'s, 'p> {
    pub fn new(sight: &'s Sight<'p>, outlook: &Outlook, loads: &'s Loads) -> Self {
        let plan = sight.plan();
        let as_at = plan.about.as_at;
        let mut held: IdMap<WorkerId, Vec<usize>> = IdMap::default();
        let mut today = Vec::with_capacity(plan.children.len());
        for (place, (child, spells)) in plan.children.iter().zip(&outlook.spells).enumerate() {
            let spell = if child.is_open(as_at) { spell_on(spells, as_at) } else { None };
            if let (Some(worker), Some(_)) = (child.holder.worker(), spell) {
                held.entry(worker).or_default().push(place);
            }
            today.push(spell);
        }
        Self { sight, plan, as_at, loads, today, held, doubles: OnceCell::new(), families: OnceCell::new() }
    }

    /// Children open on the plan's date, each with their spell.
    pub fn open_children(&self) -> impl Iterator<Item = (&'p Child, Spell)> + '_ {
        let children: &'p _ = &self.plan.children;
        children.iter().zip(&self.today).filter_map(|(child, spell)| Some((child.as_ref(), (*spell)?)))
    }
    /// The open children whom somebody holds, in the order of the plan's list.
    pub fn held_by(&self, worker: WorkerId) -> Vec<&'p Child> {
        let places = self.held.get(&worker).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|place| self.plan.children.at(*place).map(AsRef::as_ref)).collect()
    }
    /// Records of children that share a reference, in the order of the first of each.
    pub fn doubles(&self) -> &[Vec<&'p Child>] {
        self.doubles.get_or_init(|| {
            let children: &'p _ = &self.plan.children;
            let mut by_reference: HashMap<&str, (usize, &'p Child)> = HashMap::with_capacity(children.len());
            let mut doubles: BTreeMap<usize, Vec<&'p Child>> = BTreeMap::new();
            for (place, child) in children.iter().enumerate() {
                if child.reference.trim().is_empty() {
                    continue;
                }
                let (first, earlier) = *by_reference.entry(child.reference.trim()).or_insert((place, child));
                if first != place {
                    doubles.entry(first).or_insert_with(|| vec![earlier]).push(child);
                }
            }
            doubles.into_values().collect()
        })
    }
    /// Open children by family, for families of more than one, by id.
    pub fn families(&self) -> &[(FamilyId, Vec<&'p Child>)] {
        self.families.get_or_init(|| {
            let mut open: Vec<(FamilyId, &Child)> =
                self.open_children().filter_map(|(child, _)| Some((child.family?, child))).collect();
            open.sort_by_key(|(family, _)| *family);
            let families = open.chunk_by(|a, b| a.0 == b.0).filter(|children| children.len() > 1);
            families
                .map(|children| (children[0].0, children.iter().map(|(_, child)| *child).collect()))
                .collect()
        })
    }
    /// The worker with this id.
    pub fn worker(&self, id: WorkerId) -> Option<&'p Worker> {
        self.sight.lookup.worker(id)
    }
    /// Whether there is a worker with this id.
    pub fn has_worker(&self, id: WorkerId) -> bool {
        self.worker(id).is_some()
    }
    /// Whether there is a team with this id.
    pub fn has_team(&self, id: TeamId) -> bool {
        self.sight.lookup.team(id).is_some()
    }
    /// A worker's name, or their id when they are not in the plan.
    pub fn name(&self, id: WorkerId) -> String {
        self.sight.lookup.worker_name(id)
    }
    /// A team's name, or its id when it is not in the plan.
    pub fn team_name(&self, id: TeamId) -> String {
        self.sight.lookup.team_name(id)
    }
}

/// A date as it reads in a sentence.
pub(super) fn day(date: NaiveDate) -> String {
    format_date(date)
}

/// How many: "1 child", "3 children".
pub(super) fn count(n: usize, one: &str, more: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {more}") }
}

/// The references of some children: the first five, and how many more.
pub(super) fn references(children: &[&Child]) -> String {
    let mut text: Vec<String> = children.iter().take(5).map(|child| child.reference.clone()).collect();
    if children.len() > 5 {
        text.push(format!("{} more", children.len() - 5));
    }
    listed(&text)
}

/// "a", "a and b", "a, b and c".
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// An edit of one field.
pub(super) fn set(of: Thing, field: &str, to: impl Into<String>) -> Edit {
    Edit::Set { of, field: field.to_owned(), to: to.into() }
}

/// The problems found so far, and the rule that is looking.
pub(super) struct Found {
    code: &'static str,
    severity: Severity,
    problems: Vec<Problem>,
}

impl Default for Found {
    fn default() -> Self {
        Self { code: "", severity: Severity::Note, problems: Vec::new() }
    }
}

impl Found {
    /// What is found from now on belongs to this rule.
    pub fn rule(&mut self, code: &'static str, severity: Severity) {
        (self.code, self.severity) = (code, severity);
    }
    /// A problem: where, what is wrong and how to mend it.
    pub fn add(&mut self, place: Thing, what: impl Into<String>, fix: impl Into<String>) -> Added<'_> {
        let at = self.problems.len();
        self.problems.push(Problem {
            code: self.code,
            severity: self.severity,
            what: what.into(),
            place,
            field: None,
            fix: fix.into(),
            mend: None,
        });
        Added { problem: &mut self.problems[at] }
    }
    /// Everything found: errors first, then by code, then by id, then by field.
    pub fn sorted(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|p| (p.severity, p.code, p.place, p.field));
        self.problems
    }
}

/// A problem just added, to be told more of.
pub(super) struct Added<'f> {
    problem: &'f mut Problem,
}

impl Added<'_> {
    /// It is about one field.
    pub fn field(self, field: &'static str) -> Self {
        self.problem.field = Some(field);
        self
    }
    /// This edit mends it.
    pub fn mend(self, edit: Edit) -> Self {
        self.problem.mend = Some(edit);
        self
    }
    /// This edit, if there is one, mends it.
    pub fn mend_if(self, edit: Option<Edit>) -> Self {
        self.problem.mend = edit;
        self
    }
}
