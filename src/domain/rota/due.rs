//! What falls due for a child: dates that are given, and visits by the service's rule where none is (docs/MODEL.md §6.3).

use chrono::{Duration, NaiveDate};

use crate::domain::plan::{Child, DueKind, Policy, VisitClock};

/// Days from one visit to the day by which the next is due, for a child's case type. `None`: there is no rule.
fn visit_days(policy: &Policy, child: &Child) -> Option<i64> {
    let rule = policy.visits.iter().find(|rule| rule.case_type == child.case_type)?;
    Some(i64::from(rule.every_days) - i64::from(policy.visit_clock == VisitClock::DayOfVisit))
}

/// When the next visit is due: the first date given for the child, or the day last seen and the rule for the case type.
pub fn visit_due(policy: &Policy, child: &Child) -> Option<NaiveDate> {
    let given = child.due.iter().filter(|due| due.kind == DueKind::Visit).map(|due| due.on).min();
    given.or_else(|| child.last_seen?.checked_add_signed(Duration::days(visit_days(policy, child)?)))
}

/// Every date that falls due from `from` to `to`, both counted, while the child is open, and the first after `to` of each
/// kind; by date. Where no date of a visit is given, each visit is taken to be made on the last day for it.
pub fn dates(policy: &Policy, child: &Child, from: NaiveDate, to: NaiveDate) -> Vec<(DueKind, NaiveDate)> {
    let mut all: Vec<(DueKind, NaiveDate)> = child.due.iter().map(|due| (due.kind, due.on)).collect();
    if !all.iter().any(|(kind, _)| *kind == DueKind::Visit)
        && let (Some(first), Some(days)) = (visit_due(policy, child), visit_days(policy, child))
    {
        let days = days.max(1);
        let skipped = ((from - first).num_days().max(0) + days - 1) / days;
        let mut next = first.checked_add_signed(Duration::days(skipped * days));
        while let Some(day) = next {
            all.push((DueKind::Visit, day));
            next = day.checked_add_signed(Duration::days(days)).filter(|_| day <= to);
        }
    }
    all.retain(|(_, day)| *day >= from && child.is_open(*day));
    all.sort_unstable_by_key(|(kind, day)| (*day, *kind));
    let mut after: Vec<DueKind> = Vec::new();
    all.retain(|(kind, day)| {
        let wanted = *day <= to || !after.contains(kind);
        if *day > to {
            after.push(*kind);
        }
        wanted
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan::DueDate;
    use crate::domain::samples::{child, on};

    #[test]
    fn visits_without_a_date_follow_each_other_by_the_rule_and_the_next_of_each_kind_is_told() {
        let policy = Policy::default();
        // Seen on 1 September and every 28 days: due on 29/09, 27/10, 24/11.
        let mut one = child(1, 1, 1, 3);
        let due = |child: &Child, from, to| dates(&policy, child, on(from), on(to));
        let visit = |day| (DueKind::Visit, on(day));
        assert_eq!(visit_due(&policy, &one), Some(on("29/09/2026")));
        assert_eq!(due(&one, "21/09/2026", "25/09/2026"), [visit("29/09/2026")]);
        assert_eq!(
            due(&one, "29/09/2026", "27/10/2026"),
            [visit("29/09/2026"), visit("27/10/2026"), visit("24/11/2026")]
        );
        assert_eq!(due(&one, "30/09/2026", "01/10/2026"), [visit("27/10/2026")]);
        // A date that is given takes the place of the rule, and a closed child has nothing due.
        let given = |kind, day| DueDate { kind, on: on(day) };
        one.due = vec![
            given(DueKind::Review, "10/12/2026"),
            given(DueKind::Review, "01/12/2026"),
            given(DueKind::Visit, "22/09/2026"),
        ];
        assert_eq!(
            due(&one, "21/09/2026", "25/09/2026"),
            [visit("22/09/2026"), (DueKind::Review, on("01/12/2026"))]
        );
        one.closes = Some(on("30/11/2026"));
        assert_eq!(due(&one, "21/09/2026", "25/09/2026"), [visit("22/09/2026")]);
    }
}
