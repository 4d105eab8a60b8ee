//! What stands in the calendars that are written, and what does not.

use proptest::prelude::*;

use super::*;
use crate::domain::plan::arbitrary;

#[test]
fn a_person_is_away_with_no_reason_on_whole_days_with_a_mark_without_a_name() {
    let plan = many_ways();
    let written = write(&plan, CalendarOf::Person(WorkerId(3)), false);
    let lines = unfolded(&written.text);
    let at = lines.iter().position(|line| line == "SUMMARY:Ada Brook: away").unwrap();
    let begin = lines.iter().take(at).rposition(|line| line == "BEGIN:VEVENT").unwrap();
    let end = begin + lines.iter().skip(begin).position(|line| line == "END:VEVENT").unwrap();
    let event = &lines[begin..=end];
    for expected in [
        // Monday 21 to Friday 25: the end is Saturday, the first day that no longer belongs to it.
        "DTSTART;VALUE=DATE:20260921",
        "DTEND;VALUE=DATE:20260926",
        "DTSTAMP:20260907T120000Z",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "DESCRIPTION:Covered by Ben Cole",
        &format!("UID:{}", absence_uid(AbsenceId(1), WorkerId(3))),
    ] {
        assert!(event.contains(&expected.to_owned()), "{expected} is not in {event:#?}");
    }
    assert!(!event.iter().any(|line| line.starts_with("CATEGORIES")), "{event:#?}");
    // Leave that was over on the plan's date is not told; the duty turn of that week is.
    assert_eq!(written.text.matches("Ada Brook: away").count(), 1);
    assert!(lines.contains(&"SUMMARY:Duty: Ada Brook".to_owned()));
    assert_eq!((written.file_name.as_str(), written.name.as_str()), ("ada-brook.ics", "Ada Brook"));
}

#[test]
fn no_reason_and_no_note_is_in_a_shared_calendar_and_the_reason_alone_where_it_was_asked_for() {
    let plan = many_ways();
    let shared = write(&plan, CalendarOf::Team(TeamId(2)), false);
    for secret in ["ick", "arental", "Back pain", "doctor"] {
        assert!(!shared.text.contains(secret), "{secret} in {}", shared.text);
    }
    let told = unfolded(&write(&plan, CalendarOf::Team(TeamId(2)), true).text);
    for expected in ["SUMMARY:Cyra Dunn: sickness", "CATEGORIES:Sickness", "CATEGORIES:Parental leave"] {
        assert!(told.contains(&expected.to_owned()), "{expected} is not in {told:#?}");
    }
    assert!(!told.join("\n").contains("Back pain"));
    assert!(told.contains(&"TRANSP:TRANSPARENT".to_owned()), "it makes nobody else busy");
}

#[test]
fn what_is_asked_for_is_tentative_and_what_has_no_known_end_is_shown_as_far_as_the_plan_looks() {
    let plan = many_ways();
    let asked = unfolded(&write(&plan, CalendarOf::Person(WorkerId(4)), false).text);
    assert!(asked.contains(&"STATUS:TENTATIVE".to_owned()), "{asked:#?}");
    let written = write(&plan, CalendarOf::Team(TeamId(2)), false);
    let lines = unfolded(&written.text);
    // 26 weeks from 07/09/2026 are until 08/03/2027; expected back on 05/10/2026 is away until the 4th.
    assert!(lines.contains(&"DTEND;VALUE=DATE:20270309".to_owned()), "{lines:#?}");
    assert!(lines.contains(&"DTEND;VALUE=DATE:20261005".to_owned()), "{lines:#?}");
    assert_eq!(
        written.notes,
        [
            "Nobody knows when Eve Frost, away from 03/08/2026, is back: shown up to 08/03/2027, as far as the plan looks ahead"
        ]
    );
}

#[test]
fn a_duty_calendar_has_the_turns_from_the_plans_date_on() {
    let plan = many_ways();
    let written = write(&plan, CalendarOf::Duty(TeamId(1)), false);
    let turns: Vec<String> =
        unfolded(&written.text).into_iter().filter(|line| line.starts_with("SUMMARY:Duty")).collect();
    // The turn that ended on 06/09/2026 is history.
    assert_eq!(turns.first().map(String::as_str), Some("SUMMARY:Duty: Ada Brook"));
    assert_eq!(turns.get(1).map(String::as_str), Some("SUMMARY:Duty: Ben Cole"));
    let none = calendar(&plan, CalendarOf::Duty(TeamId(2)), CalendarOptions::default(), noon()).unwrap_err();
    assert_eq!(none, "South takes no duty, so there is no duty calendar");
}

#[test]
fn whoever_is_not_in_the_plan_has_no_calendar() {
    for of in [CalendarOf::Person(WorkerId(99)), CalendarOf::Team(TeamId(99)), CalendarOf::Duty(TeamId(99))] {
        let why = calendar(&sound(), of, CalendarOptions::default(), noon()).unwrap_err();
        assert!(why.ends_with("99 is not in the plan"), "{why}");
    }
}

#[test]
fn the_mark_of_an_absence_stays_when_its_days_change_and_is_another_for_somebody_else() {
    let (id, ada, ben) = (AbsenceId(12), WorkerId(3), WorkerId(4));
    let uid = absence_uid(id, ada);
    assert_eq!(of_absence(&uid), Some(id));
    assert_ne!(uid, absence_uid(id, ben));
    for foreign in
        ["A12@caseload", "A12-0a@elsewhere", "040000008200E00074C5B7101A82E008", "x-1@caseload", ""]
    {
        assert_eq!(of_absence(foreign), None, "{foreign}");
    }
}

#[test]
fn the_same_plan_and_moment_give_the_same_text() {
    let plan = many_ways();
    let of = CalendarOf::Team(TeamId(1));
    assert_eq!(write(&plan, of, true).text, write(&plan, of, true).text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn lines_are_folded_at_75_octets_end_in_crlf_and_names_come_back_as_they_were(
        name in "[\\PC]{1,120}",
        other in arbitrary::text(),
    ) {
        for name in [name, other] {
            let mut plan = sound();
            plan.workers.change(WorkerId(3), |worker| worker.name = name.clone());
            let written = write(&plan, CalendarOf::Team(TeamId(1)), false);
            prop_assert!(written.text.ends_with("\r\n"));
            prop_assert!(!written.text.replace("\r\n", "").contains(['\r', '\n']));
            for line in written.text.split("\r\n") {
                prop_assert!(line.len() <= 75, "{} octets: {line}", line.len());
            }
            let read = read("calendar.ics", written.text.as_bytes()).unwrap();
            let titles: Vec<String> =
                read.rows.iter().filter_map(|row| row.event.as_ref()).filter(|event| of_absence(&event.uid).is_some()).map(|event| event.title.clone()).collect();
            let tidy = crate::app::import::names::tidy_name(&name);
            let expected = crate::app::import::names::tidy_name(&format!("{tidy}: away"));
            prop_assert_eq!(titles, [expected]);
        }
    }

    #[test]
    fn any_plan_gives_a_calendar_that_is_read_without_loss(plan in arbitrary::plan(), kinds_told in any::<bool>()) {
        for worker in plan.workers.iter().take(2) {
            let written = write(&plan, CalendarOf::Person(worker.id), kinds_told);
            let read = read("calendar.ics", written.text.as_bytes()).unwrap();
            prop_assert_eq!(read.rows.len(), written.events);
            prop_assert_eq!(read.count.refused, 0);
        }
    }
}
