//! Cover for an absence as a remedy: who could, in which order they are asked, and from which day it holds.

use std::rc::Rc;

use chrono::NaiveDate;

use super::{Remedies, Remedy};
use crate::domain::calendar::format_date;
use crate::domain::capacity::cap_on;
use crate::domain::edit::Edit;
use crate::domain::fields::Value;
use crate::domain::ids::{AbsenceId, Thing, WorkerId};
use crate::domain::plan::{Absence, Words as _, Worker, lower_first};
use crate::domain::presence::Presence;

impl Remedies<'_, '_> {
    /// As [`Self::covers`], worked out once for each absence.
    pub(super) fn covers_of(&self, away: WorkerId, absence: AbsenceId) -> Rc<Vec<Remedy>> {
        if let Some(known) = self.covers.borrow().get(&absence) {
            return Rc::clone(known);
        }
        let covers = Rc::new(self.covers(away, absence));
        self.covers.borrow_mut().insert(absence, Rc::clone(&covers));
        covers
    }

    /// Cover for an absence, to be tried: one colleague, then two who stand in for each other, in a role that holds
    /// cases and at work when it begins; those who are away least and are least burdened first.
    fn covers(&self, away: WorkerId, absence: AbsenceId) -> Vec<Remedy> {
        let lookup = &self.sight.lookup;
        let (Some(absence), Some(worker)) = (lookup.absence(absence), lookup.worker(away)) else {
            return Vec::new();
        };
        let until = absence.known_last_day().unwrap_or(self.outlook.to).min(self.outlook.to);
        let from = absence.first_day.max(self.outlook.from);
        let today = self.day(self.outlook.from);
        let mut able: Vec<((bool, u32), usize, u32, &Worker)> = self
            .sight
            .plan()
            .workers
            .iter()
            .map(AsRef::as_ref)
            .filter(|w| w.id != away && w.role.holds_cases() && w.team.is_some() && w.team == worker.team)
            .filter(|w| !absence.cover.contains(&w.id) && self.sight.is_present(w.id, from))
            .map(|w| {
                let covering = self.sight.plan().absences.iter().filter(|other| {
                    other.id != absence.id
                        && other.cover.first() == Some(&w.id)
                        && other.first_day <= until
                        && other.known_last_day().is_none_or(|last| from <= last)
                });
                let holds = today.loads.of(w.id).children;
                let over = today.loads.of(w.id).is_over(&cap_on(self.sight, w, self.outlook.from));
                // Somebody over their cap is asked last, however seldom they are away.
                let gone = self.days_not_present(w.id, from, until);
                ((over, gone), covering.count(), holds, w)
            })
            .collect();
        able.sort_by_key(|(gone, covering, holds, w)| (*gone, *covering, *holds, w.id));
        let singles = able.iter().take(5).map(|one| vec![one]);
        let pairs =
            able.iter().take(4).enumerate().flat_map(|(i, first)| {
                able.iter().skip(i + 1).take(3).map(move |second| vec![first, second])
            });
        singles
            .chain(pairs)
            .map(|people| {
                let names: Vec<&str> = people.iter().map(|(.., w)| w.name.as_str()).collect();
                let holds: Vec<String> = people.iter().map(|(.., holds, _)| holds.to_string()).collect();
                let mut cover = absence.cover.clone();
                cover.extend(people.iter().map(|(.., w)| w.id));
                Remedy {
                    what: format!(
                        "Name {} as cover for {}’s {} from {}",
                        names.join(", then "),
                        worker.name,
                        lower_first(absence.kind.label()),
                        format_date(from)
                    ),
                    because: format!("in the same team; now holding {}", holds.join(" and ")),
                    edit: self.name_cover(absence, &cover),
                }
            })
            .collect()
    }

    /// Names cover. Where the absence has begun and nobody covered, the cover holds from the plan's date: the days that
    /// have gone without a worker stay as they were.
    fn name_cover(&self, absence: &Absence, cover: &Vec<WorkerId>) -> Edit {
        let set = |field: &str, to: String| Edit::Set {
            of: Thing::Absence(absence.id),
            field: field.to_owned(),
            to,
        };
        let named = set("cover", Value::show(cover));
        if absence.cover.is_empty() && absence.first_day < self.outlook.from {
            Edit::Together {
                label: "name cover".to_owned(),
                edits: vec![named, set("cover_from", format_date(self.outlook.from))],
            }
        } else {
            named
        }
    }

    /// Calendar days from `from` to `until` on which a worker is away or not in post.
    fn days_not_present(&self, worker: WorkerId, from: NaiveDate, until: NaiveDate) -> u32 {
        let line = self.sight.presence(worker);
        let gone =
            line.iter().enumerate().filter(|(_, entry)| entry.what != Presence::Present).map(|(i, entry)| {
                let end = line.get(i + 1).and_then(|next| next.from.pred_opt()).unwrap_or(until).min(until);
                (end - entry.from.max(from)).num_days() + 1
            });
        u32::try_from(gone.filter(|days| *days > 0).sum::<i64>()).unwrap_or(u32::MAX)
    }
}
