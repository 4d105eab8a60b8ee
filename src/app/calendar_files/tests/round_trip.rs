//! What was written is recognised when it is read again.

use super::*;

/// Every absence that is not over, by the teams' calendars.
fn both_teams(plan: &Plan, kinds_told: bool) -> Vec<(String, String)> {
    [1, 2]
        .map(|team| {
            (format!("team-{team}.ics"), write(plan, CalendarOf::Team(TeamId(team)), kinds_told).text)
        })
        .to_vec()
}

fn gather_all(files: &[(String, String)]) -> Gathered {
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    gather_bytes(&files, &[])
}

#[test]
fn a_calendar_read_into_the_plan_it_came_from_changes_nothing() {
    let plan = many_ways();
    for kinds_told in [false, true] {
        let mut files = both_teams(&plan, kinds_told);
        for worker in &plan.workers {
            files.push((
                format!("{}.ics", worker.id),
                write(&plan, CalendarOf::Person(worker.id), kinds_told).text,
            ));
        }
        files.push(("duty.ics".to_owned(), write(&plan, CalendarOf::Duty(TeamId(1)), kinds_told).text));
        let shown = look(&plan, &gather_all(&files), &Options::new(plan.about.as_at));
        assert!(shown.changes.is_empty(), "{:#?}", shown.changes);
        assert_eq!(shown.plan, plan);
        let empty = "there are no events in this calendar";
        let lost: Vec<String> = whys(&shown).into_iter().filter(|why| !why.ends_with(empty)).collect();
        assert!(lost.is_empty(), "{lost:#?}");
    }
}

#[test]
fn a_calendar_with_reasons_brings_the_same_absences_into_a_plan_without_them() {
    let plan = many_ways();
    let mut empty = plan.clone();
    empty.absences = Records::default();
    let shown = look(&empty, &gather_all(&both_teams(&plan, true)), &Options::new(plan.about.as_at));
    let days = |plan: &Plan| {
        let mut all: Vec<_> = plan
            .absences
            .iter()
            .filter(|absence| absence.known_last_day().is_none_or(|last| last >= plan.about.as_at))
            .map(|a| (a.worker, a.kind, a.first_day, a.last_day, a.expected_return, a.status))
            .collect();
        all.sort_unstable_by_key(|(worker, kind, first, ..)| (*worker, *kind, *first));
        all
    };
    assert_eq!(days(&shown.plan), days(&plan));
}

#[test]
fn a_calendar_without_reasons_brings_in_what_was_chosen_for_it_and_says_so() {
    let plan = many_ways();
    let mut empty = plan.clone();
    empty.absences = Records::default();
    let files = gather_all(&both_teams(&plan, false));
    let shown = look(&empty, &files, &Options::new(plan.about.as_at));
    assert!(shown.plan.absences.iter().all(|absence| absence.kind == AbsenceKind::Special));
    assert!(
        whys(&shown)
            .iter()
            .any(|why| why.contains("nothing says why Ada Brook is away; brought in as special leave"))
    );
    let mut options = Options::new(plan.about.as_at);
    options.untold_kind = AbsenceKind::AnnualLeave;
    let shown = look(&empty, &files, &options);
    assert!(shown.plan.absences.iter().all(|absence| absence.kind == AbsenceKind::AnnualLeave));
}

#[test]
fn days_changed_in_another_program_are_told_field_by_field_and_keep_kind_cover_and_note() {
    let plan = many_ways();
    // Ada's leave of 21 to 25 September is moved to 28 September to 2 October, whose end is Saturday the 3rd.
    let text = write(&plan, CalendarOf::Person(WorkerId(3)), false)
        .text
        .replace("DTSTART;VALUE=DATE:20260921", "DTSTART;VALUE=DATE:20260928")
        .replace("DTEND;VALUE=DATE:20260926", "DTEND;VALUE=DATE:20261003");
    let shown = bring_in(&plan, "ada.ics", &text);
    let told: Vec<(&str, &str, &str)> =
        shown.changes.iter().map(|line| (line.field, line.before.as_str(), line.after.as_str())).collect();
    assert_eq!(told, [("First day", "21/09/2026", "28/09/2026"), ("Last day", "25/09/2026", "02/10/2026")]);
    let before = plan.absences.get(AbsenceId(1)).unwrap();
    let after: &Absence = shown.plan.absences.get(AbsenceId(1)).unwrap();
    assert_eq!((after.kind, &after.cover, &after.notes), (before.kind, &before.cover, &before.notes));
    assert_eq!(shown.plan.absences.len(), plan.absences.len());
}

#[test]
fn a_mark_does_not_make_somebody_elses_absence_of_another_plan_theirs() {
    let plan = many_ways();
    let text = write(&plan, CalendarOf::Person(WorkerId(3)), true).text;
    // In another plan the same ids are other people, and Ada Brook has another.
    let mut other = sound();
    other.workers.change(WorkerId(3), |worker| worker.name = "Hal Frome".to_owned());
    other.workers.push(Worker {
        id: WorkerId(9),
        name: "Ada Brook".to_owned(),
        ..(**plan.workers.at(2).unwrap()).clone()
    });
    let shown = bring_in(&other, "ada.ics", &text);
    assert_eq!(shown.plan.absences.get(AbsenceId(1)), other.absences.get(AbsenceId(1)), "Hal's is as it was");
    let new: Vec<_> = shown.plan.absences.iter().filter(|absence| absence.worker == WorkerId(9)).collect();
    assert_eq!((new.len(), new[0].first_day), (1, on("21/09/2026")));
}

#[test]
fn an_event_shown_to_the_horizon_that_was_given_an_end_elsewhere_ends_there() {
    let plan = many_ways();
    let text = write(&plan, CalendarOf::Person(WorkerId(6)), false).text;
    let text = text.replace("DTEND;VALUE=DATE:20270309", "DTEND;VALUE=DATE:20261201");
    let shown = bring_in(&plan, "eve.ics", &text);
    assert_eq!(shown.plan.absences.get(AbsenceId(4)).unwrap().last_day, Some(on("30/11/2026")));
}
