use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn closure(first_day: &str, last_day: &str, label: &str) -> Closure {
    Closure { first_day: date(first_day), last_day: date(last_day), label: label.to_owned() }
}

/// A council that shuts between Christmas and New Year and for two more days in the summer.
static COUNCIL: LazyLock<WorkingCalendar> = LazyLock::new(|| {
    ServiceCalendar {
        division: Division::EnglandAndWales,
        closures: vec![
            closure("2026-12-24", "2027-01-03", "Christmas shutdown"),
            closure("2026-12-30", "2026-12-31", "Stocktaking"),
            closure("2027-07-02", "2027-07-01", "The wrong way round"),
            closure("2027-07-15", "2027-07-16", "Move to the new office"),
        ],
        school_holidays: Vec::new(),
    }
    .compile()
});

#[test]
fn working_days_a_year_as_published() {
    // Weekdays less bank holidays: 253 in an ordinary year, 250 in 2022, 254 in 2024.
    let calendar = WorkingCalendar::default();
    for (year, expected) in [
        (2018, 253),
        (2019, 253),
        (2021, 253),
        (2022, 250),
        (2024, 254),
        (2025, 253),
        (2026, 253),
        (2027, 253),
    ] {
        let from = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let to = NaiveDate::from_ymd_opt(year, 12, 31).unwrap();
        assert_eq!(calendar.working_days_between(from, to), expected, "{year}");
    }
}

#[test]
fn both_ends_are_counted() {
    let calendar = WorkingCalendar::default();
    // Monday 7 to Friday 11 September 2026; one day to itself; a weekend; backwards.
    for (from, to, expected) in [
        ("2026-09-07", "2026-09-11", 5),
        ("2026-09-07", "2026-09-07", 1),
        ("2026-09-12", "2026-09-13", 0),
        ("2026-09-11", "2026-09-07", 0),
        // Good Friday 3 April and Easter Monday 6 April: Thursday and Tuesday only.
        ("2026-04-02", "2026-04-07", 2),
    ] {
        assert_eq!(calendar.working_days_between(date(from), date(to)), expected, "{from} to {to}");
    }
}

#[test]
fn adding_and_subtracting_over_easter() {
    let calendar = WorkingCalendar::default();
    for (from, days, expected) in [
        ("2026-04-02", 1, "2026-04-07"),
        ("2026-04-07", -1, "2026-04-02"),
        ("2026-04-04", 0, "2026-04-04"),
        ("2026-04-04", 1, "2026-04-07"),
        ("2026-04-04", -1, "2026-04-02"),
        ("2026-09-07", 10, "2026-09-21"),
    ] {
        assert_eq!(calendar.add_working_days(date(from), days), date(expected), "{from} {days:+}");
    }
    assert_eq!(calendar.next_working_day(date("2026-04-02")), date("2026-04-07"));
    assert_eq!(calendar.previous_working_day(date("2026-04-07")), date("2026-04-02"));
    assert_eq!(calendar.working_day_on_or_after(date("2026-04-03")), date("2026-04-07"));
    assert_eq!(calendar.working_day_on_or_after(date("2026-04-07")), date("2026-04-07"));
}

#[test]
fn a_day_off_says_why() {
    for (day, expected) in [
        ("2026-04-03", Some("Good Friday")),
        ("2026-04-04", Some("weekend")),
        ("2026-12-24", Some("Christmas shutdown")),
        ("2026-12-25", Some("Christmas Day")),
        ("2026-12-26", Some("Christmas shutdown")), // a Saturday inside the closure
        ("2026-12-30", Some("Christmas shutdown")), // first listed wins
        ("2027-01-01", Some("New Year’s Day")),
        ("2027-01-04", None),
        ("2027-07-02", None),
        ("2027-07-16", Some("Move to the new office")),
        ("1985-12-25", None), // a Wednesday before the known years: weekends only
        ("2150-12-26", Some("weekend")),
    ] {
        assert_eq!(COUNCIL.name_of_day_off(date(day)), expected, "{day}");
        assert_eq!(COUNCIL.is_working_day(date(day)), expected.is_none(), "{day}");
    }
    assert_eq!(COUNCIL.next_working_day(date("2026-12-23")), date("2027-01-04"));
}

#[test]
fn the_limits_of_dates_do_not_panic() {
    for limit in [NaiveDate::MIN, NaiveDate::MAX] {
        for days in [i32::MIN, -1, 0, 1, i32::MAX] {
            std::hint::black_box(COUNCIL.add_working_days(limit, days));
        }
        std::hint::black_box(COUNCIL.is_working_day(limit));
        std::hint::black_box(COUNCIL.name_of_day_off(limit));
    }
    assert_eq!(COUNCIL.add_working_days(NaiveDate::MAX, 1), NaiveDate::MAX);
    assert_eq!(COUNCIL.add_working_days(NaiveDate::MIN, -1), NaiveDate::MIN);
    assert!(COUNCIL.working_days_between(NaiveDate::MIN, NaiveDate::MAX) > 100_000_000);
    assert_eq!(COUNCIL.working_days_between(NaiveDate::MAX, NaiveDate::MIN), 0);
}

#[test]
fn a_closure_of_everything_leaves_the_years_beyond() {
    let calendar = ServiceCalendar {
        closures: vec![Closure {
            first_day: NaiveDate::MIN,
            last_day: NaiveDate::MAX,
            label: "for good".to_owned(),
        }],
        ..ServiceCalendar::default()
    }
    .compile();
    assert_eq!(calendar.working_days_between(date("1990-01-01"), date("2110-12-31")), 0);
    assert_eq!(calendar.next_working_day(date("2026-09-07")), date("2111-01-01"));
    assert_eq!(calendar.previous_working_day(date("2026-09-07")), date("1989-12-29"));
}

/// Days around and beyond the known years.
fn any_date() -> impl Strategy<Value = NaiveDate> {
    // 1980 to 2120, and now and then anything at all.
    prop_oneof![
        8 => 722_815..774_000_i32,
        1 => NaiveDate::MIN.num_days_from_ce()..=NaiveDate::MAX.num_days_from_ce(),
    ]
    .prop_map(|number| NaiveDate::from_num_days_from_ce_opt(number).unwrap())
}

proptest! {
    #[test]
    fn counting_agrees_with_looking_at_each_day(from in any_date(), length in 0..600_usize) {
        let counted = from.iter_days().take(length + 1).filter(|d| COUNCIL.is_working_day(*d)).count();
        let to = from.checked_add_days(chrono::Days::new(length as u64)).unwrap_or(NaiveDate::MAX);
        prop_assert_eq!(COUNCIL.working_days_between(from, to) as usize, counted);
    }

    #[test]
    fn counts_add_up(a in any_date(), b in any_date(), c in any_date()) {
        let mut days = [a, b, c];
        days.sort_unstable();
        let [first, middle, last] = days;
        if let Some(after) = middle.succ_opt() {
            let parts =
                COUNCIL.working_days_between(first, middle) + COUNCIL.working_days_between(after, last);
            prop_assert_eq!(parts, COUNCIL.working_days_between(first, last));
        }
    }

    #[test]
    fn adding_then_counting_agree(from in 722_815..774_000_i32, days in 1..2_000_i32) {
        let from = NaiveDate::from_num_days_from_ce_opt(from).unwrap();
        let later = COUNCIL.add_working_days(from, days);
        prop_assert!(COUNCIL.is_working_day(later));
        prop_assert_eq!(COUNCIL.working_days_between(from.succ_opt().unwrap(), later), days.unsigned_abs());
        let earlier = COUNCIL.add_working_days(from, -days);
        prop_assert!(COUNCIL.is_working_day(earlier));
        prop_assert_eq!(COUNCIL.working_days_between(earlier, from.pred_opt().unwrap()), days.unsigned_abs());
    }

    #[test]
    fn a_working_day_is_one_without_a_name(day in any_date()) {
        prop_assert_eq!(COUNCIL.is_working_day(day), COUNCIL.name_of_day_off(day).is_none());
    }
}
