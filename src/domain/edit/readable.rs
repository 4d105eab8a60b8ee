//! A field's value as people read it: names for ids, labels for keys.

use super::name_of;
use crate::domain::fields::{FieldInfo, Kind};
use crate::domain::ids::Thing;
use crate::domain::plan::{Plan, lower_first};

/// What stands for a value that is empty.
pub const NOTHING: &str = "nothing";

/// The text of a field as people read it in a sentence: "Ada Brook" for W12, "senior practitioner" for its key, "nothing"
/// for what is empty. What cannot be made nicer stays as it is typed.
pub fn readable(plan: &Plan, info: &FieldInfo, text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        return NOTHING.to_owned();
    }
    let named =
        |id: &str| id.trim().parse::<Thing>().map_or_else(|_| id.trim().to_owned(), |of| name_of(plan, of));
    let label = |words: &[(&str, &str)], key: &str| {
        let word = words.iter().find(|(of, _)| *of == key.trim());
        word.map_or_else(|| key.trim().to_owned(), |(_, label)| lower_first(label))
    };
    let each = |name: &dyn Fn(&str) -> String| text.split(',').map(name).collect::<Vec<String>>().join(", ");
    match &info.kind {
        Kind::Choice(words) => label(words, text),
        Kind::Several(words) => each(&|key| label(words, key)),
        Kind::Team | Kind::Worker | Kind::Family => named(text),
        Kind::Workers => each(&named),
        Kind::Holder => {
            let words = text.split(' ').map(|word| {
                let is_id = word.len() > 1
                    && word.starts_with(['T', 'W'])
                    && word[1..].bytes().all(|b| b.is_ascii_digit());
                if is_id { named(word) } else { word.to_owned() }
            });
            words.collect::<Vec<String>>().join(" ")
        }
        Kind::Lines => {
            text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<&str>>().join("; ")
        }
        Kind::Text | Kind::Number | Kind::Date | Kind::OptionalDate | Kind::Flag | Kind::Days => {
            text.to_owned()
        }
    }
}
