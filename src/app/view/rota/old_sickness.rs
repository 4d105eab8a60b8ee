//! Sickness that the plan keeps no longer: how many absences, and the change that takes them out.

use crate::app::words;
use crate::domain::edit::Edit;
use crate::domain::ids::Thing;
use crate::domain::plan::Plan;
use crate::domain::rota::sickness::forget;

/// Said where there is none.
pub const NONE: &str = "The plan holds no sickness that is older than the rules keep it";

/// Sickness to be taken out.
#[derive(Clone, Debug, PartialEq)]
pub struct OldSickness {
    /// How many absences.
    pub count: usize,
    /// What the button says.
    pub label: String,
    /// Why, in a sentence.
    pub why: String,
    /// The change.
    pub edit: Edit,
}

/// What there is to be taken out; `None` when there is nothing.
pub fn view(plan: &Plan) -> Option<OldSickness> {
    let edit = forget(plan)?;
    let count = absences_out(&edit);
    let kept = words::count(usize::from(plan.rota.keep_sickness_months), "month", "months");
    Some(OldSickness {
        count,
        label: format!("Take out old sickness: {}", words::count(count, "absence", "absences")),
        why: format!(
            "Sickness that ended more than {kept} ago is kept no longer: nothing that is planned needs it. How long it is \
             kept is one of the rules of the rota"
        ),
        edit,
    })
}

/// How many absences an edit takes out.
fn absences_out(edit: &Edit) -> usize {
    match edit {
        Edit::Remove(Thing::Absence(_)) => 1,
        Edit::Together { edits, .. } => edits.iter().map(absences_out).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::edit::apply;
    use crate::domain::ids::AbsenceId;
    use crate::domain::plan::AbsenceKind;
    use crate::domain::samples::{leave, sound};

    #[test]
    fn only_what_is_in_the_plan_is_counted_and_taken_out() {
        let edits =
            vec![Edit::Remove(Thing::Absence(AbsenceId(1))), Edit::Remove(Thing::Absence(AbsenceId(4)))];
        assert_eq!(absences_out(&Edit::Together { label: String::new(), edits }), 2);
        assert_eq!(view(&sound()), None, "leave is no sickness");
    }

    #[test]
    fn sickness_of_two_years_ago_goes_and_that_of_last_month_stays() {
        let mut plan = sound(); // As at 07/09/2026; kept for 12 months.
        let ill = |id, first, last| {
            let mut absence = leave(id, 4, first, last, &[]);
            absence.kind = AbsenceKind::Sickness;
            absence
        };
        plan.absences.push(ill(2, "02/09/2024", "06/09/2024"));
        plan.absences.push(ill(3, "03/08/2026", "07/08/2026"));
        let old = view(&plan).unwrap();
        assert_eq!((old.count, old.label.as_str()), (1, "Take out old sickness: 1 absence"));
        let after = apply(&plan, &old.edit).unwrap();
        let left: Vec<u32> = after.absences.iter().map(|absence| absence.id.0).collect();
        assert_eq!(left, [1, 3]);
    }
}
