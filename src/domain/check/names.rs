//! Entries that look like one person: the same name, or one spelt nearly alike.

use std::collections::{BTreeMap, HashMap};

use super::look::{Found, Look};
use crate::domain::edit::Edit;
use crate::domain::ids::{Thing, WorkerId};
use crate::domain::plan::{KnownFrom, Worker};

/// Longest name, in letters, that one slip of the pen makes another person's. Longer names may have two.
const LONGEST_FOR_ONE_SLIP: usize = 12;

/// A name as a list would be searched for it: small letters, its parts in the order of the alphabet, no punctuation.
/// "Brook, Ada" and "Ada  Brook" are the same.
fn plain(name: &str) -> String {
    let small = name.to_lowercase().replace(['\'', '’'], "");
    let mut parts: Vec<&str> =
        small.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    parts.sort_unstable();
    parts.join(" ")
}

/// Whether a registration number proves that two entries are two people.
fn surely_two(a: &Worker, b: &Worker) -> bool {
    let (a, b) = (a.registration.trim(), b.registration.trim());
    !a.is_empty() && !b.is_empty() && a != b
}

/// The edit that makes two entries one person: the entry from a staff list stays, otherwise the earlier one. `None`
/// when both have a last day and not the same: which is right has to be decided first.
fn merge(a: &Worker, b: &Worker) -> Option<Edit> {
    if a.last_day.is_some() && b.last_day.is_some() && a.last_day != b.last_day {
        return None;
    }
    let guessed = |w: &Worker| w.known_from == KnownFrom::ChildListOnly;
    let (keep, gone) = if (guessed(b), a.id) <= (guessed(a), b.id) && guessed(a) != guessed(b) {
        (b.id, a.id)
    } else if guessed(b) && !guessed(a) {
        (a.id, b.id)
    } else {
        (a.id.min(b.id), a.id.max(b.id))
    };
    Some(Edit::MergeWorkers { keep, gone })
}

pub(super) fn c208_same_name(look: &Look<'_, '_>, found: &mut Found) {
    let mut first: HashMap<String, WorkerId> = HashMap::with_capacity(look.plan.workers.len());
    for worker in &look.plan.workers {
        let spellings = std::iter::once(&worker.name).chain(&worker.also_known_as);
        let mut names: Vec<String> = spellings.map(|name| plain(name)).filter(|n| !n.is_empty()).collect();
        names.sort_unstable();
        names.dedup();
        let mut other: Option<&Worker> = None;
        for name in names {
            let earlier = *first.entry(name).or_insert(worker.id);
            if earlier != worker.id && other.is_none() {
                other = look.worker(earlier);
            }
        }
        if let Some(other) = other.filter(|other| !surely_two(other, worker)) {
            let what = format!(
                "{} ({}) and {} ({}) have the same name and may be one person",
                other.name, other.id, worker.name, worker.id
            );
            let fix = "Make them one person, or tell them apart by name or registration number";
            found.add(Thing::Worker(worker.id), what, fix).field("name").mend_if(merge(other, worker));
        }
    }
}

pub(super) fn c209_nearly_the_same_name(look: &Look<'_, '_>, found: &mut Found) {
    // Only names with the same initials are compared, so that a large service takes no longer than it must.
    let mut by_initials: BTreeMap<String, Vec<(String, u64, &Worker)>> = BTreeMap::new();
    for worker in &look.plan.workers {
        let name = plain(&worker.name);
        let initials: String = name.split(' ').filter_map(|part| part.chars().next()).collect();
        let letters = letters(&name);
        by_initials.entry(initials).or_default().push((name, letters, worker));
    }
    for group in by_initials.values() {
        for (i, (name, letters, worker)) in group.iter().enumerate() {
            for (other_name, other_letters, other) in &group[..i] {
                // Two slips change four letters at most: most pairs need no closer look.
                let near = (letters ^ other_letters).count_ones() <= 4;
                if near && is_slip(name, other_name) && !surely_two(worker, other) {
                    let what = format!(
                        "{} ({}) and {} ({}) are spelt nearly alike and may be one person",
                        other.name, other.id, worker.name, worker.id
                    );
                    let fix = "Make them one person if they are; give both their registration numbers if not";
                    found
                        .add(Thing::Worker(worker.id), what, fix)
                        .field("name")
                        .mend_if(merge(other, worker));
                }
            }
        }
    }
}

/// Which letters a name has, one bit for each of 64 kinds.
fn letters(name: &str) -> u64 {
    name.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) % 64))
}

/// Whether two different names differ by a slip of the pen.
fn is_slip(a: &str, b: &str) -> bool {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    let most = if short <= LONGEST_FOR_ONE_SLIP { 1 } else { 2 };
    // Numbers tell people apart: "Duty 1" and "Duty 2", "Agency worker 3" and "Agency worker 4".
    let numbers = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    a != b && long - short <= 2 * most && strsim::osa_distance(a, b) <= most && numbers(a) == numbers(b)
}
