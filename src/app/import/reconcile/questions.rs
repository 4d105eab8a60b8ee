//! What the manager may want to decide before accepting: names that may be one person, and lists that look short.

use std::collections::{BTreeSet, HashMap};

use super::children::Outcome;
use super::draft::Draft;
use super::options::pair;
use crate::app::import::names::{HIGH_LIKENESS, alike_keys, name_key};
use crate::domain::plan::{KnownFrom, Worker};

/// A missing share above this is more likely a wrong or partial file than so many closures: one child in three.
const MANY: usize = 3;

/// One of two names that may be one person.
#[derive(Clone, Debug, PartialEq)]
pub struct NameAsked {
    /// The name.
    pub name: String,
    /// Children named for them in these lists.
    pub children: usize,
    /// Whether a staff list or the plan's author knows them, or only a child list.
    pub in_staff_list: bool,
    /// Named in a list of absences or a calendar only, so that they are not in the plan.
    pub only_away: bool,
}

/// Something to decide. Every question may be left alone.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Two spellings that may be one person. Answer with [`super::Options::one_person`] or
    /// [`super::Options::two_people`].
    SamePerson {
        /// The one, known from a staff list if either is.
        a: NameAsked,
        /// The other.
        b: NameAsked,
        /// What makes them alike.
        why: &'static str,
        /// How alike, from 0 to 1.
        likeness: f64,
        /// Whether they are very likely one person.
        likely: bool,
    },
    /// So many children would close that the file may be the wrong one, or part of one. Answer with
    /// [`super::Options::drop_missing`].
    ManyMissing {
        /// Children who would close.
        missing: usize,
        /// Children of earlier lists who were open.
        of: usize,
    },
}

/// All questions, those of names by likeness.
pub(super) fn questions(draft: &Draft<'_>, outcome: &Outcome) -> Vec<Question> {
    let mut questions = Vec::new();
    let (missing, of) = outcome.missing;
    if missing >= 5 && missing * MANY > of {
        questions.push(Question::ManyMissing { missing, of });
    }
    let people = &draft.people.all;
    let unsure = |place: usize, worker: &Worker| {
        worker.known_from == KnownFrom::ChildListOnly || !draft.was_known(place)
    };
    let mut asked = Vec::new();
    let keys: Vec<String> = people.iter().map(|worker| name_key(&worker.name)).collect();
    for (a, b) in candidates(&keys) {
        let (Some(one), Some(other)) = (people.get(a), people.get(b)) else { continue };
        let anonymous = |worker: &Worker| worker.name.starts_with("Census worker ");
        let two_numbers = !one.registration.is_empty()
            && !other.registration.is_empty()
            && one.registration != other.registration;
        if !(unsure(a, one) || unsure(b, other)) || two_numbers || (anonymous(one) && anonymous(other)) {
            continue;
        }
        // Two people of a staff list are two people, unless they are written all but alike.
        let both_listed =
            one.known_from != KnownFrom::ChildListOnly && other.known_from != KnownFrom::ChildListOnly;
        let Some(found) = keys.get(a).zip(keys.get(b)).and_then(|(a, b)| alike_keys(a, b)) else { continue };
        if draft.options.same_person.contains_key(&pair(&one.name, &other.name)) {
            continue;
        }
        if found.score >= 1.0 || (both_listed && found.score < 0.95) {
            continue;
        }
        let name = |place: usize, worker: &Worker| NameAsked {
            name: worker.name.clone(),
            children: outcome.held.get(&place).copied().unwrap_or(0),
            in_staff_list: worker.known_from != KnownFrom::ChildListOnly,
            only_away: false,
        };
        let (a, b) = (name(a, one), name(b, other));
        let b_leads = (b.in_staff_list, b.children) > (a.in_staff_list, a.children);
        let (a, b) = if b_leads { (b, a) } else { (a, b) };
        asked.push(Question::SamePerson {
            a,
            b,
            why: found.why,
            likeness: found.score,
            likely: found.score >= HIGH_LIKENESS,
        });
    }
    let score = |question: &Question| match question {
        Question::SamePerson { likeness, .. } => *likeness,
        Question::ManyMissing { .. } => 2.0,
    };
    asked.sort_by(|a, b| score(b).total_cmp(&score(a)));
    questions.extend(asked);
    questions
}

/// Names from lists of absences that nobody in the plan has, each beside those whose names are alike, the likest first.
pub(super) fn of_strangers(draft: &Draft<'_>, strangers: &[String]) -> Vec<Question> {
    let mut questions = Vec::new();
    for stranger in strangers {
        let key = name_key(stranger);
        let mut alike: Vec<(f64, &'static str, &Worker)> = draft
            .people
            .all
            .iter()
            .filter(|worker| !draft.options.same_person.contains_key(&pair(&worker.name, stranger)))
            .filter_map(|worker| {
                alike_keys(&key, &name_key(&worker.name)).map(|found| (found.score, found.why, worker))
            })
            .collect();
        alike.sort_by(|(a, ..), (b, ..)| b.total_cmp(a));
        for (score, why, worker) in alike.into_iter().take(3) {
            questions.push(Question::SamePerson {
                a: NameAsked {
                    name: worker.name.clone(),
                    children: 0,
                    in_staff_list: worker.known_from != KnownFrom::ChildListOnly,
                    only_away: false,
                },
                b: NameAsked { name: stranger.clone(), children: 0, in_staff_list: false, only_away: true },
                why,
                likeness: score,
                likely: score >= HIGH_LIKENESS,
            });
        }
    }
    questions
}

/// Pairs of names worth comparing: those that share enough letters in the right places. Comparing everybody with
/// everybody would take seconds in a large council.
fn candidates(keys: &[String]) -> BTreeSet<(usize, usize)> {
    let mut alike: HashMap<String, Vec<usize>> = HashMap::new();
    let start = |word: &str, letters: usize| word.chars().take(letters).collect::<String>();
    let end = |word: &str| word.chars().rev().take(3).collect::<String>();
    let single: BTreeSet<&str> =
        keys.iter().map(String::as_str).filter(|key| !key.is_empty() && !key.contains(' ')).collect();
    for (place, key) in keys.iter().enumerate() {
        let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        let mut sorted = words.clone();
        sorted.sort_unstable();
        let mut marks = vec![
            format!("same surname {last} {}", start(first, 1)),
            format!("same first name {first} {}", start(last, 2)),
            format!("same first name {first} -{}", end(last)),
            format!("same words {}", sorted.join(" ")),
            format!("same letters {}", words.concat()),
            format!("both near {} {}", start(first, 2), start(last, 2)),
        ];
        marks.extend(words.iter().skip(1).map(|word| format!("part of surname {first} {word}")));
        marks.extend(words.iter().filter(|word| single.contains(**word)).map(|word| format!("part {word}")));
        marks.sort_unstable();
        marks.dedup();
        for mark in marks {
            alike.entry(mark).or_default().push(place);
        }
    }
    let mut groups: Vec<Vec<usize>> = alike.into_values().filter(|group| group.len() > 1).collect();
    groups.sort_unstable();
    let mut pairs = BTreeSet::new();
    for group in groups {
        for (i, a) in group.iter().enumerate() {
            pairs.extend(group.iter().skip(i + 1).map(|b| (*a, *b)));
        }
    }
    pairs
}
