//! Bank holidays of the United Kingdom by rule, with the exceptions that were proclaimed.
//!
//! # Promises
//! - Pure: the same division and year always give the same days, in order, without repeats.
//! - Agrees with the government's published list for every day from 2012 to 2028 (see the tests).
//!
//! # Non-goals
//! - Years before 1990 are answered by today's rules, not by the law of the time.
//! - A holiday proclaimed after this program was released is not known here; a council adds it as a closure.

use chrono::{Datelike, NaiveDate, Weekday};

/// A part of the United Kingdom with bank holidays of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Division {
    /// England and Wales, the usual one for this program.
    #[default]
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

const EARLY_MAY: &str = "Early May bank holiday";
const SPRING: &str = "Spring bank holiday";
const SUMMER: &str = "Summer bank holiday";

/// Holidays moved by proclamation for one year, in every division: (year, usual name, month, day, name that year).
const MOVED: [(i32, &str, u32, u32, &str); 5] = [
    (1995, EARLY_MAY, 5, 8, "Early May bank holiday (VE day)"),
    (2002, SPRING, 6, 4, SPRING),
    (2012, SPRING, 6, 4, SPRING),
    (2020, EARLY_MAY, 5, 8, "Early May bank holiday (VE day)"),
    (2022, SPRING, 6, 2, SPRING),
];

/// Holidays added by proclamation for one year, in every division: (year, month, day, name).
const ADDED: [(i32, u32, u32, &str); 7] = [
    (1999, 12, 31, "Millennium bank holiday"),
    (2002, 6, 3, "Queen’s Golden Jubilee"),
    (2011, 4, 29, "Royal wedding bank holiday"),
    (2012, 6, 5, "Queen’s Diamond Jubilee"),
    (2022, 6, 3, "Platinum Jubilee bank holiday"),
    (2022, 9, 19, "Bank Holiday for the State Funeral of Queen Elizabeth II"),
    (2023, 5, 8, "Bank holiday for the coronation of King Charles III"),
];

/// First year in which St Andrew's Day is a bank holiday in Scotland (Act of 2007).
const ST_ANDREWS_SINCE: i32 = 2007;

/// The bank holidays of `division` in `year`, earliest first, with the names the government publishes.
///
/// A holiday that falls on a weekend is given on its substitute day, so every date returned is a weekday.
/// A year outside what a date can hold gives an empty list.
pub fn bank_holidays(division: Division, year: i32) -> Vec<(NaiveDate, &'static str)> {
    let mut days: Vec<(NaiveDate, &'static str)> = Vec::with_capacity(12);

    if let Some(sunday) = easter_sunday(year) {
        days.extend(sunday.pred_opt().and_then(|d| d.pred_opt()).map(|d| (d, "Good Friday")));
        if division != Division::Scotland {
            days.extend(sunday.succ_opt().map(|d| (d, "Easter Monday")));
        }
    }
    days.extend(movable(year, EARLY_MAY, first_monday(year, 5)));
    days.extend(movable(year, SPRING, last_monday(year, 5)));
    let summer = match division {
        Division::Scotland => first_monday(year, 8),
        Division::EnglandAndWales | Division::NorthernIreland => last_monday(year, 8),
    };
    days.extend(summer.map(|date| (date, SUMMER)));
    for (in_year, month, day, name) in ADDED {
        if in_year == year {
            days.extend(NaiveDate::from_ymd_opt(year, month, day).map(|date| (date, name)));
        }
    }

    let fixed: Vec<(NaiveDate, &'static str)> = fixed_days(division, year)
        .into_iter()
        .filter_map(|(month, day, name)| NaiveDate::from_ymd_opt(year, month, day).map(|date| (date, name)))
        .collect();
    // Those on a weekday keep it; only then do the others take the next weekday that is still free. So when
    // Christmas Day is a Sunday, Boxing Day keeps the Monday and Christmas Day is given on the Tuesday.
    days.extend(fixed.iter().filter(|(date, _)| !is_weekend(*date)));
    for (date, name) in fixed.into_iter().filter(|(date, _)| is_weekend(*date)) {
        let mut substitute = Some(date);
        while let Some(day) = substitute {
            if !is_weekend(day) && !days.iter().any(|(taken, _)| *taken == day) {
                days.push((day, name));
                break;
            }
            substitute = day.succ_opt();
        }
    }

    days.sort_unstable_by_key(|(date, _)| *date);
    days
}

/// Whether `date` is a Saturday or a Sunday.
pub(super) fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Holidays with a fixed date, in order of the year: (month, day, name).
fn fixed_days(division: Division, year: i32) -> Vec<(u32, u32, &'static str)> {
    let mut fixed = vec![(1, 1, "New Year’s Day")];
    match division {
        Division::EnglandAndWales => {}
        Division::Scotland => {
            fixed.push((1, 2, "2nd January"));
            if year >= ST_ANDREWS_SINCE {
                fixed.push((11, 30, "St Andrew’s Day"));
            }
        }
        Division::NorthernIreland => {
            fixed.push((3, 17, "St Patrick’s Day"));
            fixed.push((7, 12, "Battle of the Boyne (Orangemen’s Day)"));
        }
    }
    fixed.push((12, 25, "Christmas Day"));
    fixed.push((12, 26, "Boxing Day"));
    fixed
}

/// The usual day of a May holiday, or the day it was moved to that year.
fn movable(year: i32, name: &'static str, usual: Option<NaiveDate>) -> Option<(NaiveDate, &'static str)> {
    MOVED
        .iter()
        .find(|(in_year, usual_name, ..)| *in_year == year && *usual_name == name)
        .and_then(|&(_, _, month, day, that_year)| {
            NaiveDate::from_ymd_opt(year, month, day).map(|date| (date, that_year))
        })
        .or(usual.map(|date| (date, name)))
}

fn first_monday(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 1)
}

fn last_monday(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 5)
        .or_else(|| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 4))
}

/// Easter Sunday of the Gregorian calendar, by the ecclesiastical rule: the Sunday after the paschal full moon.
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let century = year.div_euclid(100);
    // Days the moon of the tables is off by: skipped leap days, and the moon's own slow drift.
    let solar = century - century.div_euclid(4);
    let lunar = (8 * century + 13).div_euclid(25);
    let epact = (19 * golden + solar - lunar + 15).rem_euclid(30);
    // The full moon is never put on 19 April, nor on 18 April in the second half of the moon's cycle.
    let full_moon = if epact == 29 || (epact == 28 && golden > 10) { epact - 1 } else { epact };
    let moon = NaiveDate::from_ymd_opt(year, 3, 21)?
        .checked_add_days(chrono::Days::new(u64::from(full_moon.unsigned_abs())))?;
    let to_sunday = 7 - moon.weekday().num_days_from_sunday();
    moon.checked_add_days(chrono::Days::new(u64::from(to_sunday)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn dates(division: Division, year: i32) -> Vec<String> {
        bank_holidays(division, year).iter().map(|(d, _)| d.format("%m-%d").to_string()).collect()
    }

    #[test]
    fn england_and_wales_by_hand() {
        let table = [
            (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
            (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
            // Awkward years: moved, added, and Christmas Day on a Saturday (2010, 2021) and on a Sunday (2016, 2022).
            (1995, "01-02 04-14 04-17 05-08 05-29 08-28 12-25 12-26"),
            (1999, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28 12-31"),
            (2002, "01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26"),
            (2010, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
            (2011, "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27"),
            (2012, "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26"),
            (2016, "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27"),
            (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
            (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
            (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
            (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        ];
        for (year, expected) in table {
            assert_eq!(dates(Division::EnglandAndWales, year).join(" "), expected, "{year}");
        }
    }

    #[test]
    fn scotland_by_hand() {
        let table = [
            (2006, "01-02 01-03 04-14 05-01 05-29 08-07 12-25 12-26"), // before St Andrew's Day
            (2012, "01-02 01-03 04-06 05-07 06-04 06-05 08-06 11-30 12-25 12-26"),
            (2022, "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27"),
            (2024, "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26"),
            (2027, "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28"),
        ];
        for (year, expected) in table {
            assert_eq!(dates(Division::Scotland, year).join(" "), expected, "{year}");
        }
    }

    #[test]
    fn northern_ireland_by_hand() {
        let table = [
            (2014, "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26"),
            (2018, "01-01 03-19 03-30 04-02 05-07 05-28 07-12 08-27 12-25 12-26"),
            (2026, "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28"),
        ];
        for (year, expected) in table {
            assert_eq!(dates(Division::NorthernIreland, year).join(" "), expected, "{year}");
        }
    }

    #[test]
    fn names_follow_the_substitute_day() {
        let days: BTreeMap<_, _> = bank_holidays(Division::EnglandAndWales, 2022).into_iter().collect();
        assert_eq!(days[&date("2022-12-26")], "Boxing Day");
        assert_eq!(days[&date("2022-12-27")], "Christmas Day");
        assert_eq!(days[&date("2022-04-15")], "Good Friday");
    }

    #[test]
    fn easter_from_the_published_tables() {
        // The earliest and latest possible (22 March, 25 April), both exceptions of the rule (1954, 1981), and others.
        for text in [
            "1818-03-22",
            "1943-04-25",
            "1954-04-18",
            "1981-04-19",
            "2000-04-23",
            "2008-03-23",
            "2019-04-21",
            "2038-04-25",
            "2049-04-18",
            "2076-04-19",
            "2285-03-22",
        ] {
            assert_eq!(easter_sunday(date(text).year()), Some(date(text)));
        }
    }

    #[test]
    fn every_year_is_answered_in_order_with_weekdays_only() {
        for division in [Division::EnglandAndWales, Division::Scotland, Division::NorthernIreland] {
            for year in 1900..=2200 {
                let days = bank_holidays(division, year);
                assert!(days.len() >= 8, "{division:?} {year}");
                assert!(days.windows(2).all(|pair| pair[0].0 < pair[1].0), "{division:?} {year}: {days:?}");
                assert!(days.iter().all(|(d, _)| !is_weekend(*d) && d.year() == year));
            }
            for year in [i32::MIN, -300_000, 300_000, i32::MAX] {
                assert!(bank_holidays(division, year).is_empty());
            }
            // The first and last years a date can hold do not panic either, whatever they answer.
            drop(bank_holidays(division, NaiveDate::MIN.year()));
            drop(bank_holidays(division, NaiveDate::MAX.year()));
        }
    }

    /// The government's list, kept beside the repository; the tables above stand in when it is not there.
    #[test]
    fn every_day_from_2012_to_2028_agrees_with_the_published_list() {
        let shared = std::env::var_os("CASELOAD_SHARED")
            .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
        let path = shared.join("data/bank-holidays.json");
        let Ok(text) = std::fs::read_to_string(&path) else {
            println!("SKIPPED: no published list at {}", path.display());
            return;
        };
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        for (division, key) in [
            (Division::EnglandAndWales, "england-and-wales"),
            (Division::Scotland, "scotland"),
            (Division::NorthernIreland, "northern-ireland"),
        ] {
            let published: BTreeMap<NaiveDate, String> = json[key]["events"]
                .as_array()
                .unwrap()
                .iter()
                .map(|e| (date(e["date"].as_str().unwrap()), e["title"].as_str().unwrap().to_owned()))
                .collect();
            assert!(published.len() > 130, "{key}");
            let ours: BTreeMap<NaiveDate, &str> =
                (2012..=2028).flat_map(|year| bank_holidays(division, year)).collect();
            for day in date("2012-01-01").iter_days().take_while(|d| d.year() <= 2028) {
                assert_eq!(
                    ours.contains_key(&day),
                    published.contains_key(&day),
                    "{key} {day}: ours {:?}, published {:?}",
                    ours.get(&day),
                    published.get(&day)
                );
                // The list names the two days after a Sunday 1 January one way in 2012 and 2017 and the other
                // way in 2023; the days off are the same.
                let new_year_2023 = division == Division::Scotland && day.year() == 2023 && day.month() == 1;
                if !new_year_2023 {
                    assert_eq!(
                        ours.get(&day).copied(),
                        published.get(&day).map(String::as_str),
                        "{key} {day}"
                    );
                }
            }
        }
    }
}
