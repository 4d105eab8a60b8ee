//! A verdict in one sentence.

use super::super::words::{count, span};
use super::ask::Ask;
use super::{Finding, Weight, is_asked_for};
use crate::domain::plan::{Words as _, lower_first};

/// What is said of a request, in one sentence.
pub(super) fn verdict(ask: &Ask<'_, '_>, findings: &[Finding]) -> String {
    let grave: Vec<&Finding> = findings.iter().filter(|finding| finding.weight == Weight::Unsafe).collect();
    let asked_for = is_asked_for(ask.absence.kind);
    let whose = format!(
        "{}’s {} {}",
        ask.worker.name,
        lower_first(ask.absence.kind.label()),
        span(ask.absence.first_day, ask.last_day)
    );
    let Some(first) = grave.first() else {
        if ask.days.is_empty() {
            return format!("{whose} changes nothing: they work on none of these days");
        }
        let away = count(ask.days.len(), "working day", "working days");
        let begins = if asked_for { "is safe" } else { "needs nothing more" };
        return format!(
            "{whose} {begins} ({away}): nobody loses their named social worker, and every rule for leave is kept"
        );
    };
    let begins = if asked_for { "is not safe as it is asked for" } else { "needs something done" };
    let more = match grave.len() - 1 {
        0 => String::new(),
        more => format!("; and {}", count(more, "more reason", "more reasons")),
    };
    format!("{whose} {begins}: {}{more}", first.sentence)
}
