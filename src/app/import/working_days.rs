//! Days of the week worked, as staff lists write them.

use chrono::Weekday;

use super::headings::heading_key;
use super::names::tidy_name;
use super::sheet::Cell;
use super::values;

/// Days of the week: "Mon-Wed", "Mon, Tue, Thu", "M T W", "MTWTF", "Monday to Friday", "all".
pub fn parse_working_days(cell: &Cell) -> Result<Option<Vec<Weekday>>, String> {
    const WEEK: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    let text = tidy_name(&cell.shown()).to_lowercase();
    if values::is_blank_text(&text) {
        return Ok(None);
    }
    let key = heading_key(&text);
    let unclear = || format!("“{text}” is not days of the week; write them such as Mon, Tue, Thu");
    if matches!(key.as_str(), "all" | "full time" | "every day" | "5 days" | "5" | "all week" | "weekdays") {
        return Ok(Some(WEEK.to_vec()));
    }
    let spread = text.replace(" to ", "-").replace(" - ", "-").replace(" till ", "-");
    let mut days = Vec::new();
    for part in spread
        .split(|c: char| !c.is_alphabetic() && c != '-')
        .filter(|part| !part.is_empty() && *part != "and")
    {
        if let Some((from, to)) = part.split_once('-') {
            let (from, to) = (weekday(from).ok_or_else(unclear)?, weekday(to).ok_or_else(unclear)?);
            if from > to {
                return Err(unclear());
            }
            days.extend(from..=to);
        } else if let Some(day) = weekday(part) {
            days.push(day);
        } else {
            days.extend(letters(part).ok_or_else(unclear)?);
        }
    }
    days.sort_unstable();
    days.dedup();
    if days.is_empty() || days.iter().any(|day| *day > 4) {
        return Err(unclear());
    }
    Ok(Some(days.into_iter().filter_map(|day| WEEK.get(day).copied()).collect()))
}

/// A day's name or short form, Monday 0. One letter is enough where it is clear.
fn weekday(word: &str) -> Option<usize> {
    let full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.trim_end_matches('s');
    match word {
        "m" => Some(0),
        "t" | "tu" => Some(1),
        "w" => Some(2),
        "th" | "thur" => Some(3),
        "f" => Some(4),
        _ => full
            .iter()
            .position(|day| word.len() >= 2 && (day.starts_with(word) || *day == format!("{word}s"))),
    }
}

/// Run-together letters, such as "mtw" or "mtwthf"; a second "t" is Thursday.
fn letters(word: &str) -> Option<Vec<usize>> {
    let mut days: Vec<usize> = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let (day, used) = match first {
            'm' => (0, 1),
            't' if rest.starts_with("th") => (3, 2),
            't' if rest.starts_with("tu") => (1, 2),
            't' => (if days.contains(&1) || days.contains(&2) { 3 } else { 1 }, 1),
            'w' => (2, 1),
            'f' => (4, 1),
            _ => return None,
        };
        days.push(day);
        rest = &rest[used..];
    }
    Some(days)
}
