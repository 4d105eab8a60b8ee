//! How the program speaks: states, reasons, counts and dates in plain sentences.

use chrono::NaiveDate;

use crate::domain::ahead::UnnamedRun;
use crate::domain::calendar::format_date;
use crate::domain::lookup::Lookup;
use crate::domain::plan::{Child, Holder, Words as _, lower_first};
use crate::domain::state::{Spell, Why};

/// "1 child", "1,204 children".
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

/// "1,204".
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 2);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The same words with a capital at the beginning.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "97 years of 100", "1 year of 100".
pub fn years_of_100(number: &str) -> String {
    format!("{number} {} of 100", if number == "1" { "year" } else { "years" })
}

/// "3 working days".
pub fn working_days(days: u32) -> String {
    count(days as usize, "working day", "working days")
}

/// A rate with one decimal: "14.2%", or a dash when there is nothing to divide by.
pub fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}%"))
}

/// A figure with one decimal, or a dash.
pub fn one_decimal(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"))
}

/// A date, or a dash when it is not recorded.
pub fn date_or_dash(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| "–".to_owned(), format_date)
}

/// Why a child is in a state, as a sentence without a full stop.
pub fn why(lookup: &Lookup<'_>, spell: &Spell) -> String {
    let name = |id| lookup.worker_name(id);
    match spell.why {
        Why::AtWork(worker) => format!("{} is in post and at work", name(worker)),
        Why::Covered { worker, absence, by } => {
            format!("{} is away{}; {} covers", name(worker), absence_words(lookup, absence), name(by))
        }
        Why::Away { worker, absence } => {
            format!(
                "{} is away{} and nobody at work is named as cover",
                name(worker),
                absence_words(lookup, absence)
            )
        }
        Why::Left { worker } => {
            let last = lookup.worker(worker).and_then(|w| w.last_day);
            format!("{}’s last day was {}", name(worker), date_or_dash(last))
        }
        Why::NotStarted { worker } => {
            let first = lookup.worker(worker).and_then(|w| w.first_day);
            format!("Given to {}, who does not start until {}", name(worker), date_or_dash(first))
        }
        Why::Unknown(worker) => format!("Given to {worker}, who is not in the plan"),
        Why::Manager(worker) => {
            format!("{}, a manager, holds the child in place of a social worker", name(worker))
        }
        Why::DutyRota(team) => format!("Held by whoever is on duty in {}", lookup.team_name(team)),
        Why::Tray(team) => format!("In {}’s tray, awaiting allocation", lookup.team_name(team)),
        Why::Nobody => "Nobody holds the child".to_owned(),
        Why::Sent(team) => format!("Sent to {} and not yet picked up", lookup.team_name(team)),
        Why::HandingOver { worker, to } => {
            format!("With {} until the handover to {}", name(worker), lookup.team_name(to))
        }
        Why::Practitioner(worker) => format!("{} is a practitioner, not a social worker", name(worker)),
        Why::Adviser(worker) => format!("{} is the personal adviser", name(worker)),
        Why::Closing => "The work has ended; the closure is not yet authorised".to_owned(),
    }
}

fn absence_words(lookup: &Lookup<'_>, absence: crate::domain::ids::AbsenceId) -> String {
    let Some(absence) = lookup.absence(absence) else { return String::new() };
    let kind = lower_first(absence.kind.label());
    let until = absence
        .known_last_day()
        .map_or_else(|| " with no return date".to_owned(), |last| format!(" until {}", format_date(last)));
    format!(" on {kind} from {}{until}", format_date(absence.first_day))
}

/// Why a child has no named social worker over a run of days: the reasons in order, joined.
pub fn run_why(lookup: &Lookup<'_>, run: &UnnamedRun) -> String {
    let mut reasons: Vec<String> = Vec::new();
    for spell in &run.spells {
        let reason = why(lookup, spell);
        if reasons.last() != Some(&reason) {
            reasons.push(reason);
        }
    }
    reasons.join("; then ")
}

/// Who holds a child, in a few words.
pub fn holder(lookup: &Lookup<'_>, child: &Child) -> String {
    let name = |id| lookup.worker_name(id);
    match &child.holder {
        Holder::Worker(w) => name(*w),
        Holder::Manager(w) => format!("{} (manager)", name(*w)),
        Holder::DutyWorker(w) => format!("{} (duty)", name(*w)),
        Holder::DutyRota(team) => format!("Duty rota, {}", lookup.team_name(*team)),
        Holder::Tray(team) => format!("Tray, {}", lookup.team_name(*team)),
        Holder::Nobody => "Nobody".to_owned(),
        Holder::Transfer { to, sender, receiver, on, .. } => {
            let sender = sender.map_or_else(String::new, |w| format!("{}, ", name(w)));
            let receiver = receiver.map_or_else(String::new, |w| format!(" ({})", name(w)));
            let on = on.map_or_else(String::new, |on| format!(" on {}", format_date(on)));
            format!("{sender}moving to {}{receiver}{on}", lookup.team_name(*to))
        }
        Holder::LeadPractitioner(w) => format!("{} (practitioner)", name(*w)),
        Holder::PersonalAdviser(w) => format!("{} (personal adviser)", name(*w)),
        Holder::AwaitingClosure(Some(w)) => format!("{} (awaiting closure)", name(*w)),
        Holder::AwaitingClosure(None) => "Awaiting closure".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands_and_agree_with_their_noun() {
        assert_eq!(count(1, "child", "children"), "1 child");
        assert_eq!(count(1204, "child", "children"), "1,204 children");
        assert_eq!(
            [thousands(0), thousands(999), thousands(1000), thousands(1_234_567)],
            ["0", "999", "1,000", "1,234,567"]
        );
    }
}
