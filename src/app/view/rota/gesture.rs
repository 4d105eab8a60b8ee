//! What drawing on the rota means: each gesture as one edit of the plan, and as the request that it asks.

use std::collections::BTreeSet;

use chrono::{Duration, NaiveDate};

use super::pattern::Pattern;
use super::person::when;
use crate::app::words;
use crate::domain::edit::{AnyRecord, Edit};
use crate::domain::ids::{AbsenceId, Thing, WorkerId};
use crate::domain::plan::{Absence, AbsenceKind, AbsenceStatus, Plan, Words as _, lower_first};
use crate::domain::rota::request::Request;

/// An end of an absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// Its first day.
    First,
    /// Its last day.
    Last,
}

/// Something drawn, chosen from a menu or done by key.
#[derive(Clone, Debug, PartialEq)]
pub enum Gesture {
    /// A person is away from one day to another. Annual leave is asked for; everything else is agreed.
    Add {
        /// Who.
        worker: WorkerId,
        /// Why.
        kind: AbsenceKind,
        /// First day away.
        first: NaiveDate,
        /// Last day away.
        last: NaiveDate,
    },
    /// Absences are so many days later, or earlier.
    Move {
        /// Which.
        absences: BTreeSet<AbsenceId>,
        /// Days later; negative: earlier.
        days: i64,
    },
    /// An absence is from one day to another.
    Place {
        /// Which.
        absence: AbsenceId,
        /// First day away.
        first: NaiveDate,
        /// Last day away.
        last: NaiveDate,
    },
    /// One end of an absence is so many days later, or earlier; it stops at the other end.
    Resize {
        /// Which.
        absence: AbsenceId,
        /// Which end.
        end: End,
        /// Days later; negative: earlier.
        days: i64,
    },
    /// Absences are agreed.
    Agree(BTreeSet<AbsenceId>),
    /// Absences are of another kind.
    Kind(BTreeSet<AbsenceId>, AbsenceKind),
    /// These people cover, in this order.
    Cover(BTreeSet<AbsenceId>, Vec<WorkerId>),
    /// Absences are taken out of the plan.
    Remove(BTreeSet<AbsenceId>),
    /// A copied pattern is laid on a person from a day on.
    Paste {
        /// What was copied.
        pattern: Pattern,
        /// Onto whom.
        worker: WorkerId,
        /// On which day its first absence begins.
        first: NaiveDate,
    },
}

/// Days later, or as late as a date can be.
fn shifted(date: NaiveDate, days: i64) -> NaiveDate {
    Duration::try_days(days).and_then(|by| date.checked_add_signed(by)).unwrap_or(date)
}

fn moved(absence: &Absence, days: i64) -> Absence {
    let later = |date: Option<NaiveDate>| date.map(|date| shifted(date, days));
    Absence {
        first_day: shifted(absence.first_day, days),
        last_day: later(absence.last_day),
        expected_return: later(absence.expected_return),
        cover_from: later(absence.cover_from),
        ..absence.clone()
    }
}

/// With another last day: the last day itself, or the return that is expected where there is only that.
fn ending(absence: &Absence, last: NaiveDate) -> Absence {
    let mut changed = absence.clone();
    if absence.last_day.is_none() && absence.expected_return.is_some() {
        changed.expected_return = last.succ_opt();
    } else {
        changed.last_day = Some(last);
    }
    changed
}

fn resized(absence: &Absence, end: End, days: i64, seen_to: NaiveDate) -> Absence {
    match end {
        End::First => {
            let first = shifted(absence.first_day, days);
            let first = absence.known_last_day().map_or(first, |last| first.min(last));
            Absence {
                first_day: first,
                // Cover named later still holds from then.
                cover_from: absence.cover_from.filter(|from| first < *from),
                ..absence.clone()
            }
        }
        End::Last => {
            let last = shifted(absence.known_last_day().unwrap_or(seen_to), days).max(absence.first_day);
            ending(absence, last)
        }
    }
}

impl Gesture {
    /// The absences as they are afterwards, where the gesture changes dates, kind or cover; `first_free` is an id that no
    /// absence has, nor the ids after it. `seen_to` is where an open-ended absence ends in sight.
    fn after(&self, plan: &Plan, first_free: AbsenceId, seen_to: NaiveDate) -> Vec<Absence> {
        let all = |ids: &BTreeSet<AbsenceId>, change: &dyn Fn(&Absence) -> Absence| {
            ids.iter().filter_map(|id| plan.absences.get(*id)).map(|absence| change(absence)).collect()
        };
        match self {
            Self::Add { worker, kind, first, last } => {
                vec![fresh(first_free, *worker, *kind, *first.min(last), *first.max(last))]
            }
            Self::Move { absences, days } => all(absences, &|absence| moved(absence, *days)),
            Self::Place { absence, first, last } => plan
                .absences
                .get(*absence)
                .map(|absence| ending(&Absence { first_day: *first, ..Absence::clone(absence) }, *last))
                .into_iter()
                .collect(),
            Self::Resize { absence, end, days } => plan
                .absences
                .get(*absence)
                .map(|absence| resized(absence, *end, *days, seen_to))
                .into_iter()
                .collect(),
            Self::Agree(absences) => {
                all(absences, &|absence| Absence { status: AbsenceStatus::Agreed, ..absence.clone() })
            }
            Self::Kind(absences, kind) => {
                all(absences, &|absence| Absence { kind: *kind, ..absence.clone() })
            }
            Self::Cover(absences, people) => all(absences, &|absence| Absence {
                cover: people.iter().copied().filter(|worker| *worker != absence.worker).collect(),
                cover_from: None,
                ..absence.clone()
            }),
            Self::Remove(_) => Vec::new(),
            Self::Paste { pattern, worker, first } => pattern.onto(*worker, *first, first_free),
        }
    }

    /// The gesture as one step of undo; nothing where it changes nothing.
    pub fn edit(&self, plan: &Plan, first_free: AbsenceId, seen_to: NaiveDate) -> Option<Edit> {
        if let Self::Remove(absences) = self {
            let edits: Vec<Edit> = absences
                .iter()
                .filter(|id| plan.absences.get(**id).is_some())
                .map(|id| Edit::Remove(Thing::Absence(*id)))
                .collect();
            let label = match absences.iter().find_map(|id| plan.absences.get(*id)) {
                Some(absence) if edits.len() == 1 => {
                    format!("remove {}, {}", whose(plan, absence), when(absence))
                }
                _ => format!("remove {}", words::count(edits.len(), "absence", "absences")),
            };
            return (!edits.is_empty()).then_some(Edit::Together { label, edits });
        }
        let mut after = self.after(plan, first_free, seen_to);
        after.retain(|absence| plan.absences.get(absence.id).is_none_or(|before| **before != *absence));
        let label = self.label(plan, &after)?;
        let records = after.into_iter().map(|absence| AnyRecord::Absence(Box::new(absence))).collect();
        Some(Edit::Together { label, edits: vec![Edit::Put(records)] })
    }

    /// What it is called after "Undo". `None`: it does nothing.
    fn label(&self, plan: &Plan, after: &[Absence]) -> Option<String> {
        let first = after.first()?;
        let whose = whose(plan, first);
        let one = after.len() == 1;
        let count = words::count(after.len(), "absence", "absences");
        Some(match self {
            Self::Add { .. } => format!("add {whose}, {}", when(first)),
            Self::Move { .. } | Self::Place { .. } if one => format!("move {whose} to {}", when(first)),
            Self::Move { days, .. } => {
                let way = if *days < 0 { "earlier" } else { "later" };
                let by = words::count(days.unsigned_abs() as usize, "day", "days");
                format!("move {count} {by} {way}")
            }
            Self::Place { .. } | Self::Resize { .. } => format!("make {whose} {}", when(first)),
            Self::Agree(_) if one => format!("agree {whose}, {}", when(first)),
            Self::Agree(_) => format!("agree {count}"),
            Self::Kind(_, kind) if one => {
                let name = name(plan, first.worker);
                format!("make {name}’s absence {}, {}", lower_first(kind.label()), when(first))
            }
            Self::Kind(_, kind) => format!("make {count} {}", lower_first(kind.label())),
            Self::Cover(_, people) => {
                let names: Vec<String> = people.iter().map(|worker| name(plan, *worker)).collect();
                match names.as_slice() {
                    [] => format!("name no cover for {whose}"),
                    names => format!("name {} as cover for {whose}", super::person::listed(names)),
                }
            }
            Self::Paste { worker, .. } => format!("paste {count} onto {}", name(plan, *worker)),
            Self::Remove(_) => return None,
        })
    }

    /// The request that a gesture asks, where it is about one absence with an end.
    pub fn request(&self, plan: &Plan, first_free: AbsenceId, seen_to: NaiveDate) -> Option<Request> {
        if !matches!(self, Self::Add { .. } | Self::Move { .. } | Self::Place { .. } | Self::Resize { .. }) {
            return None;
        }
        let after = self.after(plan, first_free, seen_to);
        let [absence] = after.as_slice() else { return None };
        Some(Request {
            worker: absence.worker,
            kind: absence.kind,
            first_day: absence.first_day,
            last_day: absence.known_last_day()?,
            cover: absence.cover.clone(),
            absence: plan.absences.get(absence.id).map(|absence| absence.id),
        })
    }

    /// Where absences stand afterwards, for showing them while they are dragged: each with its first day and its last.
    pub fn preview(
        &self,
        plan: &Plan,
        seen_to: NaiveDate,
    ) -> Vec<(Option<AbsenceId>, WorkerId, AbsenceKind, NaiveDate, NaiveDate)> {
        let after = self.after(plan, AbsenceId(0), seen_to);
        let shown = after.into_iter().map(|absence| {
            let id = (!matches!(self, Self::Add { .. } | Self::Paste { .. })).then_some(absence.id);
            let last = absence.known_last_day().unwrap_or(seen_to).max(absence.first_day);
            (id, absence.worker, absence.kind, absence.first_day, last)
        });
        shown.collect()
    }
}

/// A new absence. Annual leave is asked for first; what happens to people, or is arranged for them, is agreed.
fn fresh(
    id: AbsenceId,
    worker: WorkerId,
    kind: AbsenceKind,
    first_day: NaiveDate,
    last_day: NaiveDate,
) -> Absence {
    let requested = matches!(kind, AbsenceKind::AnnualLeave);
    Absence {
        id,
        worker,
        kind,
        first_day,
        last_day: Some(last_day),
        expected_return: None,
        status: if requested { AbsenceStatus::Requested } else { AbsenceStatus::Agreed },
        cover: Vec::new(),
        cover_from: None,
        phased_return: None,
        notes: String::new(),
    }
}

fn name(plan: &Plan, worker: WorkerId) -> String {
    plan.workers.get(worker).map_or_else(|| worker.to_string(), |worker| worker.name.clone())
}

fn whose(plan: &Plan, absence: &Absence) -> String {
    format!("{}’s {}", name(plan, absence.worker), lower_first(absence.kind.label()))
}
