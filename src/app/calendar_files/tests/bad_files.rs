//! Bad files give one plain sentence; a bad event spoils no other.

use proptest::prelude::*;

use super::*;

fn refused(name: &str, bytes: &[u8]) -> String {
    let gathered = gather_bytes(&[(name, bytes)], &[]);
    assert_eq!(gathered.errors.len(), 1, "{:?}", gathered.not_understood);
    gathered.errors[0].to_string()
}

#[test]
fn what_is_no_calendar_or_half_of_one_is_refused_in_one_sentence() {
    let whole = write(&many_ways(), CalendarOf::Team(TeamId(1)), false).text;
    let half = &whole[..whole.len() / 2];
    let page = "<html><body>Sign in</body></html>";
    let card = "BEGIN:VCARD\nFN:Ada Brook\nEND:VCARD\n";
    for (name, bytes, words) in [
        ("a.ics", b"".as_slice(), "a.ics is empty"),
        ("a.ics", b"\r\n\r\n", "a.ics is empty"),
        ("a.ics", page.as_bytes(), "a.ics is not a calendar, whatever the end of its name says"),
        ("a.ICS", card.as_bytes(), "a.ICS is not a calendar"),
        ("a.ics", b"Name,First day\nAda Brook,07/09/2026\n", "a.ics is not a calendar"),
        ("a.ics", half.as_bytes(), "stops in the middle, in line"),
        (
            "a.ics",
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:\0\nEND:VEVENT\nEND:VCALENDAR\n",
            "not text in row 3",
        ),
    ] {
        let why = refused(name, bytes);
        assert!(why.contains(words), "{why}");
    }
}

#[test]
fn a_calendar_is_known_by_what_is_in_it_whatever_its_name() {
    let plan = many_ways();
    let text = write(&plan, CalendarOf::Team(TeamId(1)), false).text;
    let shown = bring_in(&plan, "leave.txt", &text);
    assert_eq!(shown.reconcile.absences[0].taken, 2);
}

#[test]
fn a_bad_event_is_refused_with_its_line_and_the_others_are_read() {
    let mut plan = sound();
    plan.absences = Records::default();
    let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\
        BEGIN:VEVENT\r\nSUMMARY:Ada Brook: leave\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nSUMMARY:Ada Brook: leave\r\nDTSTART:soon\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nSUMMARY:Ada Brook: leave\r\nDTSTART;VALUE=DATE:20260914\r\nDTEND;VALUE=DATE:20260910\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nSUMMARY:Ada Brook: leave\r\nDTSTART;VALUE=DATE:20260914\r\n\
        BEGIN:VEVENT\r\nSUMMARY:Ben Cole: leave\r\nwhat is this\r\nDTSTART;VALUE=DATE:20260914\r\nEND:VEVENT\r\n\
        END:VCALENDAR\r\n";
    let shown = bring_in(&plan, "a.ics", text);
    let tally = &shown.reconcile.absences[0];
    assert_eq!((tally.rows_read, tally.taken, tally.refused), (5, 1, 4));
    let whys = whys(&shown);
    for expected in [
        "a.ics, row 3: this event does not say when it starts",
        "a.ics, row 8, DTSTART: the start of the event, “soon”, is not understood",
        "a.ics, row 10: the event ends before it starts; put one of them right in the calendar",
        "a.ics, row 15: this event has no end; export the calendar again",
        "a.ics, row 20: this line is no part of a calendar",
    ] {
        assert!(whys.iter().any(|why| why == expected), "{expected} is not in {whys:#?}");
    }
    assert_eq!(shown.plan.absences.len(), 1);
}

#[test]
fn letters_are_read_whole_where_a_line_is_folded_in_the_middle_of_one_and_as_windows_wrote_them() {
    let mut plan = sound();
    plan.absences = Records::default();
    plan.workers.change(WorkerId(3), |worker| worker.name = "Zoë Brook".to_owned());
    let parts: [&[u8]; 3] = [
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260914\r\nSUMMARY:Zo\xC3",
        b"\r\n \xAB",
        b" Brook: leave\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    ];
    let windows: [&[u8]; 3] = [parts[0].strip_suffix(b"\xC3").unwrap(), b"\xEB", parts[2]];
    for (bytes, guessed) in [(parts.concat(), false), (windows.concat(), true)] {
        let gathered = gather_bytes(&[("a.ics", &bytes)], &[]);
        let shown = look(&plan, &gathered, &Options::new(plan.about.as_at));
        assert_eq!(shown.plan.absences.len(), 1, "{:?}", whys(&shown));
        assert_eq!(whys(&shown).iter().any(|why| why.contains("Windows-1252")), guessed);
    }
    let whole = String::from_utf8([parts[0], b"\xAB", parts[2]].concat()).unwrap();
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(whole.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let gathered = gather_bytes(&[("a.ics", &wide)], &[]);
    assert_eq!((gathered.absences.len(), gathered.errors.len()), (1, 0));
}

#[test]
fn an_empty_calendar_is_said_to_be_empty() {
    let shown = bring_in(&sound(), "a.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n");
    assert_eq!(whys(&shown), ["a.ics: there are no events in this calendar"]);
    assert_eq!(shown.plan, sound());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_the_bytes_reading_ends_and_every_event_is_accounted_for(
        lines in proptest::collection::vec(
            prop_oneof![
                Just("BEGIN:VEVENT".to_owned()),
                Just("END:VEVENT".to_owned()),
                Just("BEGIN:VALARM".to_owned()),
                Just("END:VALARM".to_owned()),
                Just("END:VCALENDAR".to_owned()),
                Just("SUMMARY:Ada Brook: leave".to_owned()),
                "DTSTART(;VALUE=DATE)?:202[0-9]{5}(T[0-9]{6}Z?)?",
                "DTEND:202[0-9]{5}",
                "DURATION:P[0-9]{1,6}[DWTHM]{1,2}",
                "RRULE:FREQ=(DAILY|WEEKLY|YEARLY);(COUNT|INTERVAL|UNTIL)=[0-9]{1,8}",
                "EXDATE:202[0-9]{5}(,202[0-9]{5})?",
                "[A-Z;=:\",]{0,12}",
                "\\PC{0,20}",
            ],
            0..40,
        )
    ) {
        let text = format!("BEGIN:VCALENDAR\n{}\nEND:VCALENDAR\n", lines.join("\n"));
        if let Ok(read) = read("a.ics", text.as_bytes()) {
            prop_assert_eq!(read.count.rows_read, read.count.taken + read.count.refused);
            prop_assert_eq!(read.count.taken, read.rows.len());
            let gathered = gather_bytes(&[("a.ics", text.as_bytes())], &[]);
            let shown = preview(Some(&sound()), &gathered, &Options::new(on("07/09/2026")));
            prop_assert!(shown.reconcile.adds_up());
            let again = preview(Some(&shown.plan), &gathered, &Options::new(on("07/09/2026")));
            prop_assert_eq!(again.plan, shown.plan);
        }
    }
}
