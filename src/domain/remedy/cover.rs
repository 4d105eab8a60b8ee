//! Cover for an absence as a remedy: who could, in which order they are asked, and from which day it holds.

use std::rc::Rc;

use super::{Remedies, Remedy};
use crate::domain::calendar::format_date;
use crate::domain::edit::Edit;
use crate::domain::fields::Value;
use crate::domain::ids::{AbsenceId, Thing, WorkerId};
use crate::domain::plan::{Absence, Words as _, lower_first};
use crate::domain::rota::cover::Ranking;

/// So many proposals of cover are tried for one absence.
const MOST_TRIED: usize = 17;

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

    /// Cover for an absence, to be tried: one colleague of the same team, or two of whom one stands in for the other, in the
    /// order in which the rota proposes them.
    fn covers(&self, away: WorkerId, absence: AbsenceId) -> Vec<Remedy> {
        let lookup = &self.sight.lookup;
        let (Some(absence), Some(worker)) = (lookup.absence(absence), lookup.worker(away)) else {
            return Vec::new();
        };
        let from = absence.first_day.max(self.outlook.from);
        let ranking = self.ranking.get_or_init(|| Ranking::new(self.sight, self.outlook));
        let proposals = ranking.beside(absence, MOST_TRIED).into_iter();
        proposals
            .map(|proposal| {
                let names: Vec<String> = proposal.people.iter().map(|id| lookup.worker_name(*id)).collect();
                let mut cover = absence.cover.clone();
                cover.extend(&proposal.people);
                Remedy {
                    what: format!(
                        "Name {} as cover for {}’s {} from {}",
                        names.join(", then "),
                        worker.name,
                        lower_first(absence.kind.label()),
                        format_date(from)
                    ),
                    because: proposal.because,
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
}
