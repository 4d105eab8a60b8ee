//! Reads the text of a promise or a variation word by word, and knows where it is.

use chrono::NaiveDate;

use super::GrammarError;
use crate::domain::calendar::parse_date;
use crate::domain::ids::TeamId;
use crate::domain::plan::{Plan, Words};

/// The longest text that is read: longer than any question.
const LONGEST: usize = 10_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    /// Begins with a digit: a number, a date or a month.
    Number,
    Sign,
}

struct Token {
    kind: Kind,
    /// As it is compared: small letters, without the ending of a plural.
    text: String,
    /// First character, and the one after the last.
    from: usize,
    to: usize,
}

/// A day or a whole month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Day(NaiveDate),
    /// The first of it.
    Month(NaiveDate),
}

pub(super) struct Reader {
    chars: Vec<char>,
    tokens: Vec<Token>,
    next: usize,
}

/// As words are compared: `Children` and `child` are one, `Looked-after` is two.
fn compared(word: &str) -> String {
    let word = word.to_lowercase().replace('’', "'");
    match word.as_str() {
        "children" => "child".to_owned(),
        "everyone" | "everybody" => "everybody".to_owned(),
        _ => match word.strip_suffix('s') {
            Some(one) if one.chars().count() > 2 && !one.ends_with('s') => one.to_owned(),
            _ => word,
        },
    }
}

fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’')
}

/// A phrase as it is compared: its words without what stands between them.
fn phrase_of(phrase: &str) -> String {
    phrase.split(|c: char| !is_in_word(c)).filter(|word| !word.is_empty()).map(compared).collect()
}

impl Reader {
    pub(super) fn new(text: &str) -> Result<Self, GrammarError> {
        let chars: Vec<char> = text.chars().take(LONGEST + 1).collect();
        if chars.len() > LONGEST {
            let sentence = "The text is far too long. Write one promise or variation".to_owned();
            return Err(GrammarError { at: LONGEST, sentence });
        }
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(&c) = chars.get(at) {
            let from = at;
            let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
            let kind = if c.is_ascii_digit() {
                while digit(at) || (matches!(chars.get(at), Some('/' | '-' | '.')) && digit(at + 1)) {
                    at += 1;
                }
                Kind::Number
            } else if is_in_word(c) {
                while chars.get(at).copied().is_some_and(is_in_word) {
                    at += 1;
                }
                Kind::Word
            } else {
                at += 1;
                match c {
                    '.' if chars.get(at) == Some(&'.') => {
                        at += 1;
                        Kind::Sign
                    }
                    '…' | ',' | ';' | '%' => Kind::Sign,
                    // Hyphens and the like part words as spaces do.
                    c if c.is_whitespace() || matches!(c, '-' | '–' | '_' | '“' | '”' | '"') => {
                        continue;
                    }
                    _ => Kind::Sign,
                }
            };
            let text: String = chars[from..at].iter().collect();
            let text = if kind == Kind::Word { compared(&text) } else { text };
            tokens.push(Token { kind, text, from, to: at });
        }
        Ok(Self { chars, tokens, next: 0 })
    }

    /// Where the reader is, to come back to.
    pub(super) fn here(&self) -> usize {
        self.next
    }
    pub(super) fn back(&mut self, to: usize) {
        self.next = to;
    }
    pub(super) fn is_at_end(&self) -> bool {
        self.next >= self.tokens.len()
    }
    /// The character that is read next.
    pub(super) fn at(&self) -> usize {
        self.tokens
            .get(self.next)
            .map_or_else(|| self.tokens.last().map_or(0, |last| last.to), |token| token.from)
    }
    /// The character at which a place of [`Self::here`] begins.
    pub(super) fn at_of(&self, place: usize) -> usize {
        self.tokens.get(place).map_or_else(|| self.at(), |token| token.from)
    }

    /// That something else was wanted here.
    pub(super) fn wrong<T>(&self, write: &str) -> Result<T, GrammarError> {
        let sentence = match self.tokens.get(self.next) {
            Some(token) => {
                let typed: String = self.chars[token.from..token.to].iter().collect();
                format!("“{typed}” is not understood here. {write}")
            }
            None => format!("Something is missing at the end. {write}"),
        };
        Err(GrammarError { at: self.at(), sentence })
    }

    /// A sentence about a place.
    pub(super) fn wrong_at<T>(&self, place: usize, sentence: impl Into<String>) -> Result<T, GrammarError> {
        Err(GrammarError { at: self.at_of(place), sentence: sentence.into() })
    }

    /// Reads a sign, if it is the next.
    pub(super) fn sign(&mut self, signs: &[&str]) -> bool {
        let found = self
            .tokens
            .get(self.next)
            .is_some_and(|token| token.kind == Kind::Sign && signs.contains(&token.text.as_str()));
        self.next += usize::from(found);
        found
    }

    /// Reads one of these phrases, if it is the next; of several the longest.
    pub(super) fn take(&mut self, phrases: &[&str]) -> bool {
        let ends = phrases.iter().filter_map(|phrase| self.end_of(&phrase_of(phrase)));
        let longest = ends.max();
        self.next = longest.unwrap_or(self.next);
        longest.is_some()
    }

    /// The place after a phrase that stands here. Commas within it do not matter.
    fn end_of(&self, phrase: &str) -> Option<usize> {
        let mut rest = phrase;
        let mut place = self.next;
        while !rest.is_empty() {
            let token = self.tokens.get(place)?;
            match token.kind {
                Kind::Word => rest = rest.strip_prefix(token.text.as_str())?,
                Kind::Sign if token.text == "," && rest.len() < phrase.len() => {}
                _ => return None,
            }
            place += 1;
        }
        Some(place)
    }

    /// Reads a word of a fixed list, by key or label; of several the longest.
    pub(super) fn word<W: Words>(&mut self) -> Option<W> {
        let ends = W::ALL.iter().flat_map(|word| {
            [word.label(), word.key()]
                .into_iter()
                .filter_map(|text| self.end_of(&phrase_of(text)))
                .map(|end| (end, *word))
        });
        let (end, word) = ends.fold(None, |best: Option<(usize, W)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })?;
        self.next = end;
        Some(word)
    }

    fn number_text(&self) -> Option<&str> {
        self.tokens.get(self.next).filter(|token| token.kind == Kind::Number).map(|token| token.text.as_str())
    }

    /// Reads a whole number, if one is next.
    pub(super) fn maybe_count(&mut self) -> Result<Option<u16>, GrammarError> {
        let Some(text) = self.number_text() else { return Ok(None) };
        match text.parse() {
            Ok(number) => {
                self.next += 1;
                Ok(Some(number))
            }
            Err(_) if text.bytes().all(|b| b.is_ascii_digit()) => {
                self.wrong_at(self.next, "This number is too large. Write one up to 65535")
            }
            Err(_) => self.wrong("Write a whole number"),
        }
    }

    /// Reads a whole number. `write` says what to write.
    pub(super) fn count(&mut self, write: &str) -> Result<u16, GrammarError> {
        if let Some(number) = self.maybe_count()? {
            return Ok(number);
        }
        // “five” is a word like any other to the reader: say that digits are wanted.
        self.wrong(write)
    }

    /// Reads a number, decimals allowed.
    pub(super) fn decimal(&mut self, write: &str) -> Result<f64, GrammarError> {
        match self.number_text().and_then(|text| text.parse::<f64>().ok()) {
            Some(number) => {
                self.next += 1;
                Ok(number)
            }
            None => self.wrong(write),
        }
    }

    /// Reads a day (07/12/2026, 2026-12-07, 7 December 2026) or a month (12/2026, December 2026).
    pub(super) fn when(&mut self) -> Result<When, GrammarError> {
        const WRITE: &str = "Write a date, for example 07/12/2026, or a month, for example 12/2026";
        let Some(token) = self.tokens.get(self.next) else { return self.wrong(WRITE) };
        let text = |to: usize| -> Option<String> {
            let last = self.tokens.get(self.next + to)?;
            Some(self.chars[token.from..last.to].iter().collect())
        };
        let kind = |to: usize| self.tokens.get(self.next + to).map(|token| token.kind);
        if token.kind == Kind::Word {
            // The month before the year: as the first of it.
            let first = text(1)
                .filter(|_| kind(1) == Some(Kind::Number))
                .map(|text| parse_date(&format!("1 {text}")));
            return match first {
                Some(Ok(first)) => {
                    self.next += 2;
                    Ok(When::Month(first))
                }
                _ => self.wrong(WRITE),
            };
        }
        if token.kind == Kind::Sign {
            return self.wrong(WRITE);
        }
        if let Some(month) = month(&token.text) {
            self.next += 1;
            return Ok(When::Month(month));
        }
        let in_words = token.text.bytes().all(|b| b.is_ascii_digit())
            && kind(1) == Some(Kind::Word)
            && kind(2) == Some(Kind::Number);
        let (words, typed) = if in_words { (3, text(2)) } else { (1, text(0)) };
        match parse_date(&typed.unwrap_or_default()) {
            Ok(day) => {
                self.next += words;
                Ok(When::Day(day))
            }
            Err(error) => self.wrong_at(self.next, error.to_string()),
        }
    }

    /// Reads a team by its name or id; of several the longest. Without a plan any id.
    pub(super) fn team(&mut self, plan: Option<&Plan>) -> Option<TeamId> {
        let token = self.tokens.get(self.next)?;
        let end_of_name = |name: &str| -> Option<usize> {
            let name: Vec<char> = name.trim().chars().collect();
            let typed = self.chars.get(token.from..token.from + name.len())?;
            let alike = |(a, b): (&char, &char)| a.to_lowercase().eq(b.to_lowercase());
            let whole = !self.chars.get(token.from + name.len()).copied().is_some_and(is_in_word);
            (whole && !name.is_empty() && typed.iter().zip(&name).all(alike))
                .then_some(token.from + name.len())
        };
        let raw: String = self.chars[token.from..token.to].iter().collect();
        let id: Option<TeamId> = raw.to_uppercase().parse().ok();
        let id = id.filter(|id| plan.is_none_or(|plan| plan.teams.get(*id).is_some()));
        let mut best = id.map(|id| (token.to, id));
        for team in plan.iter().flat_map(|plan| plan.teams.iter()) {
            if let Some(end) = end_of_name(&team.name)
                && best.is_none_or(|(known, _)| end > known)
            {
                best = Some((end, team.id));
            }
        }
        let (end, id) = best?;
        while self.tokens.get(self.next).is_some_and(|token| token.from < end) {
            self.next += 1;
        }
        Some(id)
    }
}

/// The first of a month written 12/2026 or 2026-12.
fn month(text: &str) -> Option<NaiveDate> {
    let (a, b) = text.split_once(['/', '-'])?;
    let (month, year) = if a.len() == 4 { (b, a) } else { (a, b) };
    let fits = year.len() == 4 && (1..=2).contains(&month.len());
    let year: i32 = year.parse().ok().filter(|year| fits && (1900..=2199).contains(year))?;
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, 1)
}
