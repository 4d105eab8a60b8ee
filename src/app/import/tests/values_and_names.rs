//! Tables of single values and names.

use super::super::Cell;
use super::super::names::{HIGH_LIKENESS, alike, name_key, tidy_name};
use super::super::parse_working_days;
use super::super::values::*;

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn dates_in_every_form_are_one_day() {
    let day = Some("2026-09-07".parse().unwrap());
    for written in [
        "07/09/2026",
        "7/9/2026",
        "7/9/26",
        "07-09-2026",
        "07.09.2026",
        "2026-09-07",
        "2026/09/07",
        "2026-09-07T00:00:00",
        "2026-09-07 14:30:00.000",
        "2026-09-07T00:00:00Z",
        "07/09/2026 00:00",
        "7 Sep 2026",
        "7th September 2026",
        "07-Sep-26",
        "Mon 7 Sept 2026",
        "Monday, 7 September 2026",
        "September 7, 2026",
        " 07/09/2026\u{a0}",
        "46272",
        "46272.5",
        "20260907",
    ] {
        assert_eq!(parse_date(&text(written)), Ok(day), "{written}");
    }
    assert_eq!(parse_date(&Cell::Number(46_272.75)), Ok(day));
    assert_eq!(parse_date(&Cell::Date("2026-09-07".parse().unwrap())), Ok(day));
    for blank in ["", "n/a", "NULL", "-"] {
        assert_eq!(parse_date(&text(blank)), Ok(None), "{blank}");
    }
}

#[test]
fn what_is_no_date_is_refused_with_a_sentence() {
    for (written, words) in [
        ("soon", "not a date"),
        ("31/02/2026", "not a date"),
        ("09/27/2026", "month first"),
        ("31/12/9999", "stand-in"),
        ("30/12/1899", "stand-in"),
        ("01/01/1900", "stand-in"),
        ("7", "not a date"),
        ("Sep 2026", "not a date"),
        ("07/09/226", "not a date"),
        ("31/12/2200", "stand-in"),
    ] {
        let why = parse_date(&text(written)).unwrap_err();
        assert!(why.contains(words), "{written}: {why}");
    }
    assert!(parse_date(&Cell::Number(0.0)).unwrap_err().contains("stand-in"));
    assert!(parse_date(&Cell::Number(1e300)).is_err() && parse_date(&Cell::Number(f64::NAN)).is_err());
    assert!(parse_date(&Cell::Error("#REF!".into())).unwrap_err().contains("#REF!"));
    assert!(parse_date(&Cell::Flag(true)).is_err());
}

#[test]
fn yes_and_no_with_their_letters() {
    for yes in ["Yes", "y", "a) Yes", "1", "1 - Yes", "TRUE", "Y - Yes", "Yes - UASC"] {
        assert_eq!(parse_yes_no(&text(yes)), Ok(Some(true)), "{yes}");
    }
    for no in ["No", "b) No", "0", "N", "false", "0 - No", "b)  no"] {
        assert_eq!(parse_yes_no(&text(no)), Ok(Some(false)), "{no}");
    }
    for neither in ["", "Not recorded", "c) Not stated", "n/a", "unknown"] {
        assert_eq!(parse_yes_no(&text(neither)), Ok(None), "{neither}");
    }
    assert!(parse_yes_no(&text("CS Assessment Updated")).is_err());
    assert_eq!(parse_yes_no(&Cell::Number(1.0)), Ok(Some(true)));
}

#[test]
fn answers_in_the_words_councils_use() {
    for (written, nfa) in
        [("NFA", true), ("No further action", true), ("FA", false), ("b. No", false), ("a) Yes", true)]
    {
        assert_eq!(parse_no_further_action(&text(written)), Ok(Some(nfa)), "{written}");
    }
    assert!(parse_yes_no(&text("No further action")).is_err());
    assert_eq!(parse_yes_no(&text("No - not needed")), Ok(Some(false)));
    assert_eq!(parse_unaccompanied(&text("Non-UASC")), Ok(Some(false)));
    assert_eq!(parse_unaccompanied(&text("UASC")), Ok(Some(true)));
    for (written, condition) in [
        ("a) Yes", Some("")),
        ("b) No", None),
        ("NONE", None),
        ("NO DISABILITY", None),
        ("NOBT", None),
        ("LD", Some("LD")),
        ("Autism or Asperger Syndrome", Some("Autism or Asperger Syndrome")),
        ("c) Unknown", None),
    ] {
        assert_eq!(parse_disability(&text(written)), Ok(condition.map(String::from)), "{written}");
    }
}

#[test]
fn working_time_in_every_form() {
    for (written, fte) in [
        ("0.8", 0.8),
        ("80%", 0.8),
        ("30 hours", 0.811),
        ("full time", 1.0),
        ("FT", 1.0),
        ("4 days", 0.8),
        ("37/37", 1.0),
        ("18.5", 0.5),
        ("22.2 hrs", 0.6),
        ("0.6 FTE", 0.6),
        ("100", 1.0),
        ("60", 0.6),
        ("4/5", 0.8),
        ("0", 0.0),
        ("1.0", 1.0),
    ] {
        assert_eq!(parse_fte(&text(written)).unwrap().unwrap().fte.to_string(), fte.to_string(), "{written}");
    }
    for wrong in ["part time", "-1", "5", "200%", "40/0", "9999"] {
        assert!(parse_fte(&text(wrong)).is_err(), "{wrong}");
    }
    assert_eq!(parse_fte(&text("")), Ok(None));
}

#[test]
fn ages_numbers_and_references() {
    assert_eq!(parse_age(&Cell::Number(16.66)), Ok(Some(16.66)));
    assert_eq!(parse_age(&text("7 years 2 months")), Ok(Some(7.0)));
    assert_eq!(parse_age(&text("Unborn")), Ok(None));
    assert!(parse_age(&Cell::Number(121.0)).is_err() && parse_age(&text("old")).is_err());
    assert_eq!(parse_whole(&text("16 cases")), Ok(Some(16)));
    assert!(parse_whole(&text("16.5")).is_err() && parse_whole(&text("many")).is_err());
    for (cell, reference) in [
        (Cell::Number(6_537_810.0), "6537810"),
        (text("6537810.0"), "6537810"),
        (text(" 0012 "), "0012"),
        (text("C\u{a0}12/A"), "C 12/A"),
    ] {
        assert_eq!(parse_reference(&cell), Ok(Some(reference.to_owned())));
    }
    assert!(parse_reference(&text("1.2E+07")).is_err() && parse_reference(&Cell::Number(1.5)).is_err());
    assert_eq!(parse_reference(&text("  ")), Ok(None));
}

#[test]
fn working_days_in_every_form() {
    let days = |written: &str| parse_working_days(&text(written)).map(|d| d.map(|d| format!("{d:?}")));
    let said = |list: &str| Ok(Some(list.to_owned()));
    for (written, list) in [
        ("Mon-Wed", "[Mon, Tue, Wed]"),
        ("Monday to Wednesday", "[Mon, Tue, Wed]"),
        ("M T W", "[Mon, Tue, Wed]"),
        ("Mon, Tue & Thurs", "[Mon, Tue, Thu]"),
        ("MTWTF", "[Mon, Tue, Wed, Thu, Fri]"),
        ("MTWThF", "[Mon, Tue, Wed, Thu, Fri]"),
        ("Fridays", "[Fri]"),
        ("all", "[Mon, Tue, Wed, Thu, Fri]"),
        ("Mon/Wed/Fri", "[Mon, Wed, Fri]"),
    ] {
        assert_eq!(days(written), said(list), "{written}");
    }
    for wrong in ["Sunday", "3", "flexible", "Fri-Mon", "not Fridays"] {
        assert!(days(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn names_are_tidied_and_keyed() {
    assert_eq!(tidy_name(" Dustin\u{a0}\u{2009} Hazlett\u{200b}\t"), "Dustin Hazlett");
    assert_eq!(tidy_name("Sia\u{302}n O’Neill‑Jones"), "Siân O'Neill-Jones");
    for same in
        ["Anna Smith", "SMITH, Anna", "Ms Anna  Smith", "Smith, Dr Anna", "anna smith (ASYE)", "Ánna Smith"]
    {
        assert_eq!(name_key(same), "anna smith", "{same}");
    }
    assert_eq!(name_key("O’Brien-Łukasz, Bjørn"), "bjorn obrien lukasz");
    assert_eq!(name_key("Mr"), "mr");
}

#[test]
fn spellings_of_one_person_are_alike() {
    for (a, b) in [
        ("Mathilde Cutsforth", "Mathilde\u{a0}Cutsforth"),
        ("Ada Brook", "Brook, Ada"),
        ("Ada Brook", "Brook Ada"),
        ("A Brook", "Ada Brook"),
        ("A. Brook", "Ada Brook"),
        ("Ada Jane Brook", "Ada Brook"),
        ("Franciszek Hampton", "Franciszek Hamptom"),
        ("Mathilde Cutsforth", "Matilde Cutsforth"),
        ("Anne Smith-Jones", "Anne Smith Jones"),
        ("Mary Anne Hill", "Maryanne Hill"),
        ("Siân Brook", "Sian Brook"),
        ("Dr Ada Brook", "ada brook"),
    ] {
        let found = alike(a, b);
        assert!(found.as_ref().is_some_and(|l| l.score >= HIGH_LIKENESS), "{a} / {b}: {found:?}");
        assert_eq!(
            alike(b, a).map(|l| l.score.to_bits()),
            found.map(|l| l.score.to_bits()),
            "{a} / {b} both ways"
        );
    }
}

#[test]
fn worth_asking_about_but_not_sure() {
    for (a, b) in [
        ("Sam Hill", "Samantha Hill"),
        ("Anne Smith", "Anne Smith-Jones"),
        ("Jane Smyth", "Jane Smith"),
        ("Anna Smith", "Anne Smith"),
        ("Brook", "Ada Brook"),
    ] {
        let found = alike(a, b).unwrap_or_else(|| panic!("{a} / {b}"));
        assert!(found.score < HIGH_LIKENESS, "{a} / {b}: {found:?}");
    }
}

#[test]
fn different_people_are_not_alike() {
    for (a, b) in [
        ("Anna Smith", "Anne Smith-Jones"),
        ("Ada Brook", "Tom Field"),
        ("Jane Hill", "Jane Ward"),
        ("B Brook", "Ada Brook"),
        ("Mark Hill", "Mary Hall"),
        ("Petra Wills", "Petra Lane"),
        ("Rose Cunningham", "Rosa Birmingham"),
        ("", "Ada Brook"),
        ("John Smith", "Jane Smith"),
    ] {
        assert!(alike(a, b).is_none_or(|l| l.score < 0.7), "{a} / {b}: {:?}", alike(a, b));
    }
}
