//! Whose absence a row is about: by registration number, by name, or by a name that stands in the title of an event.

use std::collections::BTreeSet;

use super::people::{People, as_people_say_it};
use crate::app::import::Who;
use crate::app::import::absence_words::without_absence_words;
use crate::app::import::names::name_key;
use crate::domain::ids::TeamId;

/// Who was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// This person, by their place, under this spelling where they were named.
    One(usize, Option<String>),
    /// More than one.
    Several(Vec<usize>),
    /// Nobody; the name that stands there, where there is one.
    Nobody(String),
}

/// Everybody's names as words, for looking for them in texts.
pub(super) struct Names(Vec<(Vec<String>, usize)>);

impl Names {
    pub(super) fn new(people: &People) -> Self {
        let mut names = Vec::new();
        for (place, worker) in people.all.iter().enumerate() {
            for name in std::iter::once(&worker.name).chain(&worker.also_known_as) {
                let key = name_key(name);
                let words: Vec<String> =
                    key.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
                if !words.is_empty() {
                    names.push((words, place));
                }
            }
        }
        Self(names)
    }

    /// Everybody whose name stands in a text, first name or surname first. A name within a longer one that stands there
    /// too is not meant.
    fn in_text(&self, text: &str) -> Vec<usize> {
        let spaced: String = text
            .chars()
            .map(|c| if c.is_alphanumeric() || matches!(c, '\'' | '’') { c } else { ' ' })
            .collect();
        let key = name_key(&spaced);
        let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        for (name, place) in &self.0 {
            let first_last: Vec<&str> = name.iter().map(String::as_str).collect();
            let mut last_first = first_last.clone();
            last_first.rotate_right(1);
            let at =
                words.windows(name.len()).position(|window| window == first_last || window == last_first);
            if let Some(at) = at {
                found.push((at, at + name.len(), *place));
            }
        }
        let meant: BTreeSet<usize> = found
            .iter()
            .filter(|(from, to, _)| {
                !found.iter().any(|(f, t, _)| f <= from && to <= t && (t - f) > (to - from))
            })
            .map(|(_, _, place)| *place)
            .collect();
        meant.into_iter().collect()
    }
}

/// Whose it is. `team` tells two people of one name apart.
pub(super) fn whose(people: &mut People, names: &Names, who: &Who, team: Option<TeamId>) -> Found {
    match who {
        Who::Named { name, registration, .. } => {
            if let Some(place) = registration.as_deref().and_then(|number| people.registered(number)) {
                return Found::One(place, None);
            }
            let all = people.all_named(name);
            let in_team: Vec<usize> = all
                .iter()
                .copied()
                .filter(|place| team.is_some() && people.all.get(*place).is_some_and(|w| w.team == team))
                .collect();
            match (all.as_slice(), in_team.as_slice()) {
                ([], _) => Found::Nobody(as_people_say_it(name)),
                ([one], _) | (_, [one]) => Found::One(*one, Some(name.clone())),
                _ => Found::Several(all),
            }
        }
        Who::Mentioned(texts) => {
            for text in texts {
                match names.in_text(text).as_slice() {
                    [] => {}
                    [one] => return Found::One(*one, None),
                    several => return Found::Several(several.to_vec()),
                }
            }
            // A spelling that the manager said is somebody's.
            let strangers: Vec<String> = texts
                .iter()
                .map(|text| without_absence_words(text))
                .filter(|name| !name.is_empty())
                .collect();
            for name in &strangers {
                if let [one] = people.all_named(name).as_slice() {
                    return Found::One(*one, Some(name.clone()));
                }
            }
            // A first name and a surname are more likely a name than one word.
            let named = strangers.iter().find(|name| name.contains(' ')).or_else(|| strangers.first());
            Found::Nobody(named.cloned().unwrap_or_default())
        }
    }
}
