//! Keeping sickness minimal: what is old enough to be forgotten, and a copy of the plan without any of it (docs/MODEL.md
//! §20).

use chrono::{Duration, Months, NaiveDate};

use crate::domain::calendar::format_date;
use crate::domain::edit::{AnyRecord, Edit};
use crate::domain::ids::{AbsenceId, Thing};
use crate::domain::plan::{Absence, AbsenceKind, Change, Plan, Records, Words as _};

/// Sickness that was over before this day is old: the plan's date, less the months for which the plan keeps it.
pub fn kept_from(plan: &Plan) -> NaiveDate {
    let months = Months::new(u32::from(plan.rota.keep_sickness_months));
    plan.about.as_at.checked_sub_months(months).unwrap_or(NaiveDate::MIN)
}

/// The last day on which the absence still tells: its last day, or the end of the phased return after it.
fn told_until(absence: &Absence) -> Option<NaiveDate> {
    let last = absence.known_last_day()?;
    let weeks = absence.phased_return.as_ref().map_or(0, |phased| phased.weekly_percent.len());
    last.checked_add_signed(Duration::weeks(weeks as i64))
}

/// Sickness that is over, and has been for longer than the plan keeps it, in the plan's order.
pub fn old(plan: &Plan) -> Vec<AbsenceId> {
    let from = kept_from(plan);
    let is_old = |absence: &&std::sync::Arc<Absence>| {
        absence.kind == AbsenceKind::Sickness && told_until(absence).is_some_and(|last| last < from)
    };
    plan.absences.iter().filter(is_old).map(|absence| absence.id).collect()
}

/// The one step that takes old sickness out of the plan. `None`: there is none.
pub fn forget(plan: &Plan) -> Option<Edit> {
    let old = old(plan);
    let absences = match old.len() {
        0 => return None,
        1 => "1 absence".to_owned(),
        number => format!("{number} absences"),
    };
    let label = format!("forget sickness that was over before {} ({absences})", format_date(kept_from(plan)));
    let edits = old.into_iter().map(|id| Edit::Remove(Thing::Absence(id))).collect();
    Some(Edit::Together { label, edits })
}

/// The plan as it may be shared: sickness that is over is gone, and sickness that lasts or is to come keeps its days and
/// its cover, so that cover is the same, but is told as special leave, without a note and without a phased return. The
/// changes of scenarios are treated alike.
#[must_use]
pub fn without_sickness(plan: &Plan) -> Plan {
    let mut shared = plan.clone();
    let sick = |absence: &Absence| absence.kind == AbsenceKind::Sickness;
    let as_at = plan.about.as_at;
    let over = |absence: &Absence| absence.known_last_day().is_some_and(|last| last < as_at);
    let ids = |wanted: &dyn Fn(&Absence) -> bool| -> Vec<AbsenceId> {
        plan.absences.iter().filter(|absence| wanted(absence)).map(|absence| absence.id).collect()
    };
    let share = Share {
        as_at,
        gone: ids(&|absence| sick(absence) && over(absence)),
        plain: ids(&|absence| sick(absence) && !over(absence)),
    };
    shared.absences.retain(|absence| !share.gone.contains(&absence.id));
    shared.absences.change_where(sick, |absence| *absence = plain(absence.clone()));
    let touched: Vec<_> = plan
        .scenarios
        .iter()
        .filter(|scenario| scenario.changes.iter().any(|change| share.touches(&change.change)))
        .map(|scenario| scenario.id)
        .collect();
    let scenarios: &mut Records<_> = &mut shared.scenarios;
    for id in touched {
        scenarios.change(id, |scenario| {
            scenario.changes.retain_mut(|change| match &change.change {
                Change::Edit(edit) => match share.edit(edit) {
                    Some(edit) => {
                        change.change = Change::Edit(edit);
                        true
                    }
                    None => false,
                },
                _ => true,
            });
        });
    }
    shared
}

/// Sickness told as special leave: the days, the cover and nothing else.
fn plain(mut absence: Absence) -> Absence {
    absence.kind = AbsenceKind::Special;
    absence.notes.clear();
    absence.phased_return = None;
    absence
}

/// What becomes of the plan's sickness in a shared copy.
struct Share {
    as_at: NaiveDate,
    gone: Vec<AbsenceId>,
    plain: Vec<AbsenceId>,
}

impl Share {
    fn touches(&self, change: &Change) -> bool {
        matches!(change, Change::Edit(edit) if self.edit(edit).as_ref() != Some(edit))
    }

    /// An edit of a scenario without sickness in it; `None` where nothing is left of it.
    fn edit(&self, edit: &Edit) -> Option<Edit> {
        match edit {
            Edit::Set { of: Thing::Absence(id), field, to } => {
                if self.gone.contains(id) {
                    return None;
                }
                if field == "kind" && AbsenceKind::from_words(to) == Some(AbsenceKind::Sickness) {
                    let to = AbsenceKind::Special.key().to_owned();
                    return Some(Edit::Set { of: Thing::Absence(*id), field: field.clone(), to });
                }
                let tells = matches!(field.as_str(), "notes" | "phased_return");
                (!(tells && self.plain.contains(id))).then(|| edit.clone())
            }
            Edit::Remove(Thing::Absence(id)) if self.gone.contains(id) => None,
            Edit::Put(records) => {
                let kept: Vec<AnyRecord> = records.iter().filter_map(|record| self.record(record)).collect();
                (!kept.is_empty() || records.is_empty()).then_some(Edit::Put(kept))
            }
            Edit::Together { label, edits } => {
                let kept: Vec<Edit> = edits.iter().filter_map(|edit| self.edit(edit)).collect();
                (!kept.is_empty() || edits.is_empty())
                    .then(|| Edit::Together { label: label.clone(), edits: kept })
            }
            _ => Some(edit.clone()),
        }
    }

    fn record(&self, record: &AnyRecord) -> Option<AnyRecord> {
        match record {
            AnyRecord::Absence(absence) if absence.kind == AbsenceKind::Sickness => {
                let over = absence.known_last_day().is_some_and(|last| last < self.as_at);
                (!over).then(|| AnyRecord::Absence(Box::new(plain((**absence).clone()))))
            }
            _ => Some(record.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::edit::apply;
    use crate::domain::ids::{ScenarioId, WorkerId};
    use crate::domain::plan::{PhasedReturn, Scenario, ScenarioChange, arbitrary};
    use crate::domain::samples::{leave, sound};

    fn sickness(id: u32, worker: u32, first: &str, last: &str) -> Absence {
        let mut absence = leave(id, worker, first, last, &[4]);
        absence.kind = AbsenceKind::Sickness;
        absence.notes = "Back pain".to_owned();
        absence
    }

    #[test]
    fn sickness_is_old_when_it_was_over_before_the_day_a_year_before_the_plan() {
        // As at 07/09/2026 and kept for 12 months: what was over by 06/09/2025 is old, what ended on 07/09/2025 is not.
        let mut plan = sound();
        for (id, last, weeks) in
            [(11, "06/09/2025", 0), (12, "07/09/2025", 0), (13, "31/08/2025", 1), (14, "30/08/2025", 1)]
        {
            let mut absence = sickness(id, 3, "04/08/2025", last);
            absence.phased_return = (weeks > 0).then(|| PhasedReturn { weekly_percent: vec![50; weeks] });
            plan.absences.push(absence);
        }
        plan.absences.push(leave(15, 3, "01/07/2024", "05/07/2024", &[]));
        // 31/08/2025 and a week of phased return is 07/09/2025: kept. 30/08/2025 and a week is 06/09/2025: old.
        assert_eq!(old(&plan), [AbsenceId(11), AbsenceId(14)]);
        let edit = forget(&plan).unwrap();
        let Edit::Together { label, .. } = &edit else { panic!("not one step") };
        assert_eq!(label, "forget sickness that was over before 07/09/2025 (2 absences)");
        let after = apply(&plan, &edit).unwrap();
        assert_eq!(after.absences.len(), plan.absences.len() - 2);
        assert_eq!((old(&after), forget(&after)), (Vec::new(), None));
    }

    #[test]
    fn sickness_of_which_nobody_knows_the_end_is_never_old() {
        let mut plan = sound();
        let mut absence = sickness(11, 3, "01/01/2020", "02/01/2020");
        absence.last_day = None;
        plan.absences.push(absence);
        assert!(old(&plan).is_empty());
    }

    #[test]
    fn the_months_for_which_sickness_is_kept_are_the_plans_own() {
        let mut plan = sound();
        plan.absences.push(sickness(11, 3, "03/08/2026", "07/08/2026"));
        assert!(old(&plan).is_empty());
        Arc::make_mut(&mut plan.rota).keep_sickness_months = 0;
        assert_eq!(old(&plan), [AbsenceId(11)]);
    }

    #[test]
    fn a_shared_copy_has_no_past_sickness_and_tells_the_rest_as_special_leave_with_its_days_and_cover() {
        let mut plan = sound();
        plan.absences.push(sickness(11, 3, "01/09/2026", "06/09/2026"));
        let mut lasting = sickness(12, 3, "07/09/2026", "07/09/2026");
        lasting.phased_return = Some(PhasedReturn { weekly_percent: vec![40, 80] });
        plan.absences.push(lasting.clone());
        let shared = without_sickness(&plan);
        assert!(shared.absences.get(AbsenceId(11)).is_none());
        let told = shared.absences.get(AbsenceId(12)).unwrap();
        assert_eq!((told.kind, told.notes.as_str()), (AbsenceKind::Special, ""));
        assert_eq!(
            (told.first_day, told.last_day, &told.cover),
            (lasting.first_day, lasting.last_day, &lasting.cover)
        );
        assert_eq!(told.phased_return, None);
        assert!(shared.absences.get(AbsenceId(1)) == plan.absences.get(AbsenceId(1)), "leave is as it was");
    }

    #[test]
    fn a_shared_copy_tells_no_sickness_in_its_scenarios_either() {
        let mut plan = sound();
        plan.absences.push(sickness(11, 3, "01/06/2026", "05/06/2026"));
        plan.absences.push(sickness(12, 3, "07/09/2026", "11/09/2026"));
        let set = |id, field: &str, to: &str| Edit::Set {
            of: Thing::Absence(AbsenceId(id)),
            field: field.to_owned(),
            to: to.to_owned(),
        };
        let put = |absence: Absence| Edit::Put(vec![AnyRecord::Absence(Box::new(absence))]);
        let edits = [
            set(11, "last_day", "12/06/2026"),
            set(12, "last_day", "18/09/2026"),
            set(12, "notes", "Operation"),
            set(1, "kind", "sickness"),
            put(sickness(13, 4, "05/10/2026", "09/10/2026")),
            put(sickness(14, 4, "05/01/2026", "09/01/2026")),
        ];
        let changes = edits
            .into_iter()
            .map(|edit| ScenarioChange { change: Change::Edit(edit), on: true, comment: String::new() })
            .collect();
        plan.scenarios.push(Scenario {
            id: ScenarioId(1),
            name: "A hard autumn".to_owned(),
            description: String::new(),
            changes,
        });
        let shared = without_sickness(&plan);
        let left: Vec<Change> =
            shared.scenarios.at(0).unwrap().changes.iter().map(|c| c.change.clone()).collect();
        let expected = [
            set(12, "last_day", "18/09/2026"),
            set(1, "kind", "special"),
            put(plain(sickness(13, 4, "05/10/2026", "09/10/2026"))),
        ];
        assert_eq!(left, expected.map(Change::Edit));
    }

    proptest! {
        #[test]
        fn a_shared_copy_has_no_sickness_whatever_the_plan_and_sharing_it_again_changes_nothing(
            plan in arbitrary::plan()
        ) {
            let shared = without_sickness(&plan);
            prop_assert!(shared.absences.iter().all(|absence| absence.kind != AbsenceKind::Sickness));
            prop_assert!(without_sickness(&shared) == shared);
            let others = |plan: &Plan| -> Vec<(AbsenceId, WorkerId)> {
                plan.absences.iter().filter(|a| a.kind != AbsenceKind::Sickness).map(|a| (a.id, a.worker)).collect()
            };
            prop_assert!(others(&plan).iter().all(|other| others(&shared).contains(other)));
        }

        #[test]
        fn forgetting_takes_out_sickness_alone(plan in arbitrary::plan()) {
            if let Some(edit) = forget(&plan) {
                let gone = old(&plan);
                if let Ok(after) = apply(&plan, &edit) {
                    for absence in &plan.absences {
                        let kept = after.absences.get(absence.id).is_some();
                        prop_assert_eq!(kept, !gone.contains(&absence.id));
                    }
                }
            }
        }
    }
}
