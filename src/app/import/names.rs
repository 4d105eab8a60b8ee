//! Names of people as case systems write them: tidying, comparing, offering two spellings as one person.
//!
//! Nothing here decides that two spellings are one person; [`alike`] says how alike they are and why, and the
//! manager decides.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const TITLES: [&str; 11] = ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "rev"];

/// From this score two spellings are very likely one person.
pub const HIGH_LIKENESS: f64 = 0.85;
/// Below this score two spellings are not worth showing to anyone.
pub const LOW_LIKENESS: f64 = 0.6;

/// A name, or any short text, with its spaces, quotation marks and dashes made plain.
///
/// All kinds of space become one ordinary space, invisible characters go, curly quotes become straight, and
/// accented letters are put in composed form.
pub fn tidy_name(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut space_due = false;
    for c in text.nfc() {
        let c = match c {
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => continue,
            '‘' | '’' | '‛' | 'ʼ' | '´' | '`' | '′' => '\'',
            '“' | '”' | '„' | '″' => '"',
            '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
            c if c.is_whitespace() || c.is_control() => {
                space_due = !tidy.is_empty();
                continue;
            }
            c => c,
        };
        if space_due {
            tidy.push(' ');
            space_due = false;
        }
        tidy.push(c);
    }
    tidy
}

/// What is compared when two names are compared: lower case, no accents or punctuation, first name first, no title.
///
/// "Smith, Dr Anna" and "anna  SMITH" have the same key. Text in brackets is not part of the name.
pub fn name_key(text: &str) -> String {
    let tidy = without_brackets(&tidy_name(text));
    let turned = match tidy.split_once(',') {
        Some((surname, first)) if !first.trim().is_empty() => format!("{first} {surname}"),
        _ => tidy,
    };
    let mut plain = String::with_capacity(turned.len());
    for c in turned.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'þ' => plain.push_str("th"),
            'ı' => plain.push('i'),
            '\'' => {}
            c if c.is_alphanumeric() => plain.push(c),
            _ => plain.push(' '),
        }
    }
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    if words.len() > 1 {
        words.retain(|word| !TITLES.contains(word));
    }
    words.join(" ")
}

/// The text outside round and square brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' => {
                depth += 1;
                kept.push(' ');
            }
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// How alike two spellings are, and why, in words for the manager.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// 1.0 is the same name written differently; from [`HIGH_LIKENESS`] very likely one person.
    pub score: f64,
    /// The reason, to be shown beside the two spellings.
    pub why: &'static str,
}

/// Whether two spellings may be one person. `None` when they are not worth offering.
pub fn alike(a: &str, b: &str) -> Option<Likeness> {
    alike_keys(&name_key(a), &name_key(b))
}

/// As [`alike`], for names whose [`name_key`]s are at hand.
pub fn alike_keys(key_a: &str, key_b: &str) -> Option<Likeness> {
    let words_a: Vec<&str> = key_a.split(' ').filter(|w| !w.is_empty()).collect();
    let words_b: Vec<&str> = key_b.split(' ').filter(|w| !w.is_empty()).collect();
    if words_a.is_empty() || words_b.is_empty() {
        return None;
    }
    let found = |score: f64, why| Some(Likeness { score, why });
    if key_a == key_b {
        return found(1.0, "the same name, written differently");
    }
    if key_a.replace(' ', "") == key_b.replace(' ', "") {
        return found(0.97, "the same letters, spaced differently");
    }
    let sorted = |words: &[&str]| {
        let mut words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        words.sort();
        words
    };
    if sorted(&words_a) == sorted(&words_b) {
        return found(0.96, "the same words in another order");
    }
    let (Some((last_a, fore_a)), Some((last_b, fore_b))) = (words_a.split_last(), words_b.split_last())
    else {
        return None;
    };
    if fore_a.is_empty() || fore_b.is_empty() {
        // One word only: a surname, or a first name, is too little to go by, but worth showing.
        let (one, other) = if fore_a.is_empty() { (last_a, &words_b) } else { (last_b, &words_a) };
        return if other.contains(one) { found(0.65, "one is only part of the other") } else { None };
    }
    let likeness = whole_names(fore_a, last_a, fore_b, last_b);
    // "Brook Ada" for "Ada Brook" with a letter astray: try the other order before giving up.
    let turned: Vec<&str> = std::iter::once(*last_b).chain(fore_b.iter().skip(1).copied()).collect();
    let other = fore_b.first().and_then(|first| whole_names(fore_a, last_a, &turned, first));
    let other = other.map(|l| Likeness { score: l.score - 0.05, why: l.why });
    [likeness, other]
        .into_iter()
        .flatten()
        .filter(|l| l.score >= LOW_LIKENESS)
        .max_by(|a, b| a.score.total_cmp(&b.score))
}

fn whole_names(fore_a: &[&str], last_a: &str, fore_b: &[&str], last_b: &str) -> Option<Likeness> {
    let (first_a, first_b) = (*fore_a.first()?, *fore_b.first()?);
    let found = |score: f64, why| Some(Likeness { score, why });
    let initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    if last_a == last_b {
        if first_a == first_b {
            return if fore_a.len() == fore_b.len() {
                found(0.75, "the same first name and surname, another middle name")
            } else {
                found(0.9, "one has a middle name the other lacks")
            };
        }
        if initial(first_a, first_b) || initial(first_b, first_a) {
            return found(0.86, "an initial that fits, and the same surname");
        }
        let shorter = first_a.chars().count().min(first_b.chars().count());
        if shorter >= 3 && (first_a.starts_with(first_b) || first_b.starts_with(first_a)) {
            return found(0.8, "one first name is a short form of the other");
        }
    }
    let first = word_likeness(first_a, first_b);
    let last = word_likeness(last_a, last_b);
    let double = double_surname(fore_a, last_a, fore_b, last_b);
    if first_a == first_b {
        if let Some(score) = last {
            return found(score, "surnames a letter or two apart");
        }
        return if double { found(0.8, "one has part of the other's double surname") } else { None };
    }
    if last_a == last_b {
        return first.and_then(|score| found(score, "first names a letter or two apart"));
    }
    match (first, last) {
        (Some(first), Some(last)) => found(first.min(last) - 0.1, "both names a letter or two apart"),
        _ => None,
    }
}

/// "Anne Smith" and "Anne Smith Jones" (hyphens are spaces by now).
fn double_surname(fore_a: &[&str], last_a: &str, fore_b: &[&str], last_b: &str) -> bool {
    fore_a.iter().skip(1).any(|word| *word == last_b) || fore_b.iter().skip(1).any(|word| *word == last_a)
}

/// How alike two single words are when they differ by a slip of the keyboard. Short words must be nearly whole:
/// Anna and Anne, Hill and Hall are different people more often than not.
fn word_likeness(a: &str, b: &str) -> Option<f64> {
    if a == b {
        return Some(1.0);
    }
    let length = a.chars().count().min(b.chars().count());
    let slips = strsim::damerau_levenshtein(a, b);
    let close = strsim::jaro_winkler(a, b);
    match (slips, length) {
        (1, 8..) => Some(0.92),
        (1, 6..=7) => Some(0.88),
        (1, 5) => Some(0.8),
        (1, 3..=4) => Some(0.68),
        (2, 8..) if close > 0.9 => Some(0.82),
        (2, 6..=7) if close > 0.9 => Some(0.7),
        _ => None,
    }
}
