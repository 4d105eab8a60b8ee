//! How the rota speaks of numbers, names and days.

use chrono::NaiveDate;

use crate::domain::calendar::format_date;

/// "1 child", "3 children".
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// "a", "a and b", "a, b and c".
pub(super) fn listed<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// The first five of a list, and how many more there are.
pub(super) fn some_of(items: &[String]) -> String {
    let mut shown: Vec<String> = items.iter().take(5).cloned().collect();
    if items.len() > shown.len() {
        shown.push(format!("{} more", items.len() - shown.len()));
    }
    listed(&shown)
}

/// Days in order, in words: "on 21/09/2026", "on 21/09/2026 and 23/09/2026", "on 5 days from 21/09/2026 to 25/09/2026".
pub(super) fn on_days(days: &[NaiveDate]) -> String {
    match days {
        [] => "on no day".to_owned(),
        [_] | [_, _] | [_, _, _] => {
            let days: Vec<String> = days.iter().map(|day| format_date(*day)).collect();
            format!("on {}", listed(&days))
        }
        [first, .., last] => {
            format!("on {} days from {} to {}", days.len(), format_date(*first), format_date(*last))
        }
    }
}

/// "on 21/09/2026" or "from 21/09/2026 to 25/09/2026".
pub(super) fn span(first: NaiveDate, last: NaiveDate) -> String {
    if first == last {
        format!("on {}", format_date(first))
    } else {
        format!("from {} to {}", format_date(first), format_date(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::on;

    #[test]
    fn days_and_lists_read_as_a_person_would_say_them() {
        assert_eq!(listed(&["Ada"]), "Ada");
        assert_eq!(listed(&["Ada", "Ben", "Cyra"]), "Ada, Ben and Cyra");
        let references: Vec<String> = (1..=7).map(|n| format!("CH-{n}")).collect();
        assert_eq!(some_of(&references), "CH-1, CH-2, CH-3, CH-4, CH-5 and 2 more");
        let days: Vec<NaiveDate> = on("21/09/2026").iter_days().take(5).collect();
        assert_eq!(on_days(&days[..1]), "on 21/09/2026");
        assert_eq!(on_days(&days[..2]), "on 21/09/2026 and 22/09/2026");
        assert_eq!(on_days(&days), "on 5 days from 21/09/2026 to 25/09/2026");
        assert_eq!(span(days[0], days[4]), "from 21/09/2026 to 25/09/2026");
        assert_eq!(span(days[0], days[0]), "on 21/09/2026");
    }
}
