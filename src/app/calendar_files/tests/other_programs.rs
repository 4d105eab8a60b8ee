//! Files in the layouts of other programs, invented.

use super::*;
use crate::app::import::reconcile::{LeftOut, Question};

/// As Outlook exports: a time zone by its Windows name, out of office, an alarm, long lines folded.
const OUTLOOK: &str = "BEGIN:VCALENDAR\r
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN\r
VERSION:2.0\r
METHOD:PUBLISH\r
X-CALSTART:20260901T000000\r
X-WR-CALNAME:Brook\\, Ada\r
BEGIN:VTIMEZONE\r
TZID:GMT Standard Time\r
BEGIN:STANDARD\r
DTSTART:16011028T020000\r
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:-0000\r
END:STANDARD\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
CLASS:PUBLIC\r
CREATED:20260801T090000Z\r
DESCRIPTION: \\n\r
DTEND;VALUE=DATE:20261024\r
DTSTAMP:20260801T090000Z\r
DTSTART;VALUE=DATE:20261019\r
PRIORITY:5\r
SUMMARY;LANGUAGE=en-gb:Annual leave\r
TRANSP:OPAQUE\r
UID:040000008200E00074C5B7101A82E00800000000A0\r
X-MICROSOFT-CDO-BUSYSTATUS:OOF\r
BEGIN:VALARM\r
TRIGGER:-PT1080M\r
ACTION:DISPLAY\r
DESCRIPTION:Reminder\r
END:VALARM\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;TZID=\"GMT Standard Time\":20261104T090000\r
DTEND;TZID=\"GMT Standard Time\":20261104T170000\r
SUMMARY:Training: direct work with chil\r
 dren\r
UID:040000008200E00074C5B7101A82E00800000000B0\r
X-MICROSOFT-CDO-BUSYSTATUS:OOF\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;TZID=\"GMT Standard Time\":20261105T100000\r
DTEND;TZID=\"GMT Standard Time\":20261105T110000\r
SUMMARY:Core group\r
UID:040000008200E00074C5B7101A82E00800000000C0\r
X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;TZID=\"GMT Standard Time\":20261106T140000\r
DTEND;TZID=\"GMT Standard Time\":20261106T160000\r
SUMMARY:Flexi\r
UID:040000008200E00074C5B7101A82E00800000000D0\r
END:VEVENT\r
END:VCALENDAR\r
";

/// As Google exports a shared team calendar: events by several people, universal time, an event that was called off, days
/// that repeat with one taken out and one moved.
const GOOGLE: &str = "BEGIN:VCALENDAR\r
PRODID:-//Google Inc//Google Calendar 70.9054//EN\r
VERSION:2.0\r
CALSCALE:GREGORIAN\r
METHOD:PUBLISH\r
X-WR-CALNAME:North team leave\r
X-WR-TIMEZONE:Europe/London\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20261221\r
DTEND;VALUE=DATE:20270102\r
DTSTAMP:20260907T080000Z\r
UID:1a2b@google.com\r
STATUS:CONFIRMED\r
SUMMARY:Ben Cole - A/L\r
TRANSP:TRANSPARENT\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART:20260906T230000Z\r
DTEND:20260908T230000Z\r
UID:2a2b@google.com\r
STATUS:TENTATIVE\r
SUMMARY:Jury service (Moira Nash)\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20261005\r
DTEND;VALUE=DATE:20261006\r
UID:3a2b@google.com\r
STATUS:CANCELLED\r
SUMMARY:Ada Brook sick\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20260909\r
DTEND;VALUE=DATE:20260910\r
RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=4\r
EXDATE;VALUE=DATE:20260916\r
UID:4a2b@google.com\r
SUMMARY:Gil Hart: study\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20260924\r
DTEND;VALUE=DATE:20260925\r
RECURRENCE-ID;VALUE=DATE:20260923\r
UID:4a2b@google.com\r
SUMMARY:Gil Hart: study\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20261225\r
DTEND;VALUE=DATE:20261226\r
UID:5a2b@google.com\r
SUMMARY:Bank holiday\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20260914\r
DTEND;VALUE=DATE:20260915\r
RRULE:FREQ=MONTHLY;BYDAY=2MO\r
UID:6a2b@google.com\r
SUMMARY:Ben Cole: TOIL\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20260914\r
DTEND;VALUE=DATE:20260919\r
UID:7a2b@google.com\r
SUMMARY:Benn Cole: holiday\r
END:VEVENT\r
END:VCALENDAR\r
";

/// As Apple's program exports: lengths in place of ends, lines of LF alone, the owner as the organiser.
const APPLE: &str = "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Apple Inc.//macOS 15.0//EN
CALSCALE:GREGORIAN
BEGIN:VEVENT
CREATED:20260801T090000Z
UID:8E0C7A51-0D3B-4B69-9D5C-000000000001
DURATION:P5D
SUMMARY:Holiday\\, at last\\; no phone
ORGANIZER;CN=\"Dunn, Cyra\":mailto:cyra.dunn@example.invalid
DTSTART;VALUE=DATE:20261026
TRANSP:OPAQUE
SEQUENCE:1
X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC
END:VEVENT
BEGIN:VTODO
UID:9E0C
SUMMARY:Write up the visit
END:VTODO
END:VCALENDAR
";

fn absences_of(plan: &Plan, worker: u32) -> Vec<(AbsenceKind, String, String, AbsenceStatus)> {
    plan.absences
        .iter()
        .filter(|absence| absence.worker == WorkerId(worker))
        .map(|a| {
            let day = |date: chrono::NaiveDate| date.format("%d/%m").to_string();
            (a.kind, day(a.first_day), a.known_last_day().map_or_else(String::new, day), a.status)
        })
        .collect()
}

/// A plan in which nobody is away.
fn everybody_there() -> Plan {
    let mut plan = sound();
    plan.absences = Records::default();
    plan
}

const AGREED: AbsenceStatus = AbsenceStatus::Agreed;

#[test]
fn a_persons_calendar_from_outlook_is_theirs_by_its_name_and_meetings_are_left_out() {
    let shown = bring_in(&everybody_there(), "calendar.ics", OUTLOOK);
    // 19 to 23 October, and 4 November from nine to five. Two hours of flexi-leave and a meeting are not days away.
    assert_eq!(
        absences_of(&shown.plan, 3),
        [
            (AbsenceKind::AnnualLeave, "19/10".to_owned(), "23/10".to_owned(), AGREED),
            (AbsenceKind::Training, "04/11".to_owned(), "04/11".to_owned(), AGREED),
        ]
    );
    let tally = &shown.reconcile.absences[0];
    assert_eq!((tally.rows_read, tally.taken, tally.refused), (4, 2, 0));
    assert_eq!(tally.left_out[&LeftOut::NotAbsence], 1);
    assert_eq!(tally.left_out[&LeftOut::PartDay], 1);
}

#[test]
fn a_team_calendar_from_google_is_read_event_by_event_and_every_one_is_accounted_for() {
    let shown = bring_in(&everybody_there(), "north.ics", GOOGLE);
    let annual = AbsenceKind::AnnualLeave;
    assert_eq!(absences_of(&shown.plan, 4), [(annual, "21/12".to_owned(), "01/01".to_owned(), AGREED)]);
    // Eleven at night of universal time on the 6th is midnight here: the 7th and the 8th.
    assert_eq!(
        absences_of(&shown.plan, 1),
        [(AbsenceKind::PublicDuties, "07/09".to_owned(), "08/09".to_owned(), AbsenceStatus::Requested)]
    );
    // Four Wednesdays from the 9th: the 16th is taken out, the 23rd is moved to Thursday, the 9th and the 30th stand.
    let days: Vec<String> = absences_of(&shown.plan, 7).into_iter().map(|(_, first, ..)| first).collect();
    assert_eq!(days, ["09/09", "30/09", "24/09"]);
    assert!(absences_of(&shown.plan, 3).is_empty(), "it was called off");
    let tally = &shown.reconcile.absences[0];
    assert_eq!((tally.rows_read, tally.taken, tally.refused), (8, 4, 2));
    assert_eq!((tally.left_out[&LeftOut::Withdrawn], tally.left_out[&LeftOut::NotAbsence]), (1, 1));
    let whys = whys(&shown);
    let monthly = "north.ics, row 55, RRULE: only events that repeat daily or weekly";
    assert!(whys.iter().any(|why| why.starts_with(monthly)), "{whys:#?}");
    let stranger = "nobody of this name is in the plan";
    assert!(
        whys.iter().any(|why| why.starts_with("north.ics, row 59: ") && why.contains(stranger)),
        "{whys:#?}"
    );
}

#[test]
fn a_name_spelt_another_way_is_asked_about_and_once_answered_is_remembered() {
    let plan = everybody_there();
    let files = gathered("north.ics", GOOGLE);
    let shown = look(&plan, &files, &Options::new(plan.about.as_at));
    let asked: Vec<(&str, &str)> = shown
        .questions
        .iter()
        .filter_map(|question| match question {
            Question::SamePerson { a, b, .. } => Some((a.name.as_str(), b.name.as_str())),
            Question::ManyMissing { .. } => None,
        })
        .collect();
    assert_eq!(asked, [("Ben Cole", "Benn Cole")]);
    let mut options = Options::new(plan.about.as_at);
    options.one_person("Ben Cole", "Benn Cole");
    let answered = look(&plan, &files, &options);
    assert_eq!(absences_of(&answered.plan, 4).len(), 2);
    assert_eq!(answered.plan.workers.get(WorkerId(4)).unwrap().also_known_as, ["Benn Cole"]);
    let next = look(&answered.plan, &files, &Options::new(plan.about.as_at));
    assert!(next.changes.is_empty() && next.questions.is_empty(), "{:#?}", next.changes);
}

#[test]
fn an_event_from_apples_program_is_its_organisers() {
    let shown = bring_in(&everybody_there(), "Home.ics", APPLE);
    assert_eq!(
        absences_of(&shown.plan, 5),
        [(AbsenceKind::AnnualLeave, "26/10".to_owned(), "30/10".to_owned(), AGREED)]
    );
    assert!(whys(&shown).iter().any(|why| why.contains("1 task was not read")), "{:?}", whys(&shown));
}

#[test]
fn an_event_that_names_two_people_is_refused_and_a_name_within_a_longer_one_is_not_meant() {
    let mut plan = everybody_there();
    plan.workers.change(WorkerId(6), |worker| worker.name = "Ada Brook Price".to_owned());
    let event = |title: &str| {
        format!(
            "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20260914\nSUMMARY:{title}\nEND:VEVENT\nEND:VCALENDAR\n"
        )
    };
    let two = bring_in(&plan, "x.ics", &event("Ada Brook and Ben Cole: leave"));
    assert!(two.plan.absences.is_empty());
    assert!(
        whys(&two)[0].contains("this may be the absence of Ada Brook or of Ben Cole"),
        "{:?}",
        whys(&two)
    );
    let longer = bring_in(&plan, "x.ics", &event("Leave: Ada Brook Price"));
    assert_eq!((absences_of(&longer.plan, 6).len(), absences_of(&longer.plan, 3).len()), (1, 0));
}

#[test]
fn a_calendar_that_takes_events_back_takes_nothing_out_of_the_plan() {
    let plan = many_ways();
    let text =
        write(&plan, CalendarOf::Team(TeamId(1)), false).text.replace("METHOD:PUBLISH", "METHOD:CANCEL");
    let shown = bring_in(&plan, "north.ics", &text);
    assert_eq!(shown.plan, plan);
    let tally = &shown.reconcile.absences[0];
    assert_eq!(tally.left_out[&LeftOut::Withdrawn], tally.rows_read);
    assert!(tally.rows_read >= 2);
}
