//! A second program, Debian's python3-icalendar, opens what is written and finds the same in it.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::*;

/// Prints each event as "mark|title|first day|first day after|status|category", by mark.
const OPENS: &str = "
import sys, icalendar
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
lines = []
for event in calendar.walk('VEVENT'):
    text = lambda name: str(event.get(name, ''))
    day = lambda name: event.decoded(name).isoformat()
    category = event.get('CATEGORIES')
    category = category.to_ical().decode() if category is not None else ''
    assert event.decoded('DTSTAMP').isoformat() == '2026-09-07T12:00:00+00:00', event.decoded('DTSTAMP')
    assert not event.errors, event.errors
    lines.append('|'.join([text('UID'), text('SUMMARY'), day('DTSTART'), day('DTEND'), text('STATUS'), category]))
sys.stdout.buffer.write('\\n'.join(sorted(lines)).encode())
";

/// What the second program finds; `None` where it is not installed.
fn opened_by_python(text: &str) -> Option<Vec<String>> {
    let there = Command::new("python3").args(["-c", "import icalendar"]).stderr(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        eprintln!(
            "python3-icalendar is not installed, so no second program opens the calendar; scripts/test installs it"
        );
        return None;
    }
    let mut program = Command::new("python3")
        .args(["-c", OPENS])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    program.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = program.wait_with_output().unwrap();
    assert!(output.status.success(), "the second program could not open the calendar");
    let found = String::from_utf8(output.stdout).unwrap();
    // Absences alone: supervision may be in the calendar as well.
    Some(found.lines().filter(|line| line.starts_with('A')).map(str::to_owned).collect())
}

#[test]
fn a_second_program_opens_a_calendar_and_finds_the_same_in_it() {
    let mut plan = many_ways();
    // A name that has to be escaped and folded, and another alphabet.
    let name = crate::app::import::names::tidy_name(
        "Siân O’Neill-Mac Giolla Phádraig, Zoë; of the Assessment and Safeguarding Team \\ 小さい",
    );
    plan.workers.change(WorkerId(5), |worker| worker.name = name.clone());
    let team = |number, kinds_told| write(&plan, CalendarOf::Team(TeamId(number)), kinds_told).text;
    let Some(found) = opened_by_python(&team(2, true)) else { return };
    let line = |absence: u32, worker: u32, rest: &str| {
        format!("{}|{rest}", absence_uid(AbsenceId(absence), WorkerId(worker)))
    };
    let expected = [
        line(3, 5, &format!("{name}: sickness|2026-09-01|2026-10-05|CONFIRMED|Sickness")),
        line(4, 6, "Eve Frost: parental leave|2026-08-03|2027-03-09|CONFIRMED|Parental leave"),
    ];
    assert_eq!(found, expected);
    let found = opened_by_python(&team(1, false)).unwrap();
    let expected = [
        line(1, 3, "Ada Brook: away|2026-09-21|2026-09-26|CONFIRMED|"),
        line(2, 4, "Ben Cole: away|2026-12-21|2027-01-01|TENTATIVE|"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_a_second_program_writes_again_comes_back_as_the_same_absences() {
    let plan = many_ways();
    let text = write(&plan, CalendarOf::Team(TeamId(2)), true).text;
    if opened_by_python(&text).is_none() {
        return;
    }
    let again = "import sys, icalendar
sys.stdout.buffer.write(icalendar.Calendar.from_ical(sys.stdin.buffer.read()).to_ical())";
    let mut program = Command::new("python3")
        .args(["-c", again])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    program.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let rewritten = String::from_utf8(program.wait_with_output().unwrap().stdout).unwrap();
    let shown = bring_in(&plan, "south.ics", &rewritten);
    assert_eq!(shown.plan, plan);
    assert_eq!(shown.reconcile.absences[0].taken, 2);
}
