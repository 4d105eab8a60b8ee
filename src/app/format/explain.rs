//! What RON's parser says, in plain words: what is wrong, where, and what to do.

use ron::error::{Error, SpannedError};

use super::Located;
use super::lexer::Tokens;
use super::place::{Place, place_at, unclosed_bracket};

/// The parser's complaint as a sentence with its place.
pub(super) fn explain(text: &str, error: &SpannedError) -> Located {
    if let Some((offset, bracket)) = bracket_to_blame(text, &error.code) {
        let what = format!("this “{bracket}” is never closed");
        let fix = format!("Write the “{}” that belongs to it", closing(bracket));
        return Located::new(Some(place_at(text, offset)), what, fix);
    }
    // The parser stands behind a name it does not know and before a value it did not expect.
    let at = if is_about_a_name(&error.code) { error.span.start } else { error.span.end };
    let place = match error.code {
        Error::UnclosedBlockComment => place_at(text, Tokens::new(text).last_comment()),
        _ => Place { line: at.line, column: at.col },
    };
    let (what, fix) = words(&error.code);
    Located::new(Some(place), what, fix)
}

/// A bracket that is never closed is only noticed at the end, where saying so helps nobody.
fn bracket_to_blame<'a>(text: &'a str, error: &Error) -> Option<(usize, &'a str)> {
    let is_about_an_end = matches!(
        error,
        Error::Eof
            | Error::ExpectedComma
            | Error::ExpectedArrayEnd
            | Error::ExpectedStructLikeEnd
            | Error::ExpectedOptionEnd
            | Error::ExpectedIdentifier
            | Error::ExpectedMapColon
    );
    if is_about_an_end { unclosed_bracket(text) } else { None }
}

fn closing(bracket: &str) -> &'static str {
    match bracket {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}

fn is_about_a_name(error: &Error) -> bool {
    matches!(
        error,
        Error::NoSuchStructField { .. }
            | Error::NoSuchEnumVariant { .. }
            | Error::DuplicateStructField { .. }
            | Error::ExpectedDifferentStructName { .. }
    )
}

/// What is wrong and what to do.
fn words(error: &Error) -> (String, String) {
    let plain = |what: &str, fix: &str| (what.to_owned(), fix.to_owned());
    match error {
        Error::NoSuchStructField { expected, found, outer } => (
            format!("there is no field “{found}” in {}", noun(outer.as_deref())),
            choose(found, expected, "Fields are"),
        ),
        Error::NoSuchEnumVariant { expected, found, outer } => {
            (format!("“{found}” is not {}", noun(outer.as_deref())), choose(found, expected, "Write one of"))
        }
        Error::MissingStructField { field, outer } => (
            format!("the field “{field}” is missing in {}, which ends here", noun(outer.as_deref())),
            format!("Add {field}: and its value"),
        ),
        Error::DuplicateStructField { field, outer } => (
            format!("the field “{field}” stands twice in {}", noun(outer.as_deref())),
            "Take one of them out".to_owned(),
        ),
        Error::ExpectedString => plain(
            "a text in double quotes is expected here",
            "Put ids, dates, names and notes in quotes: \"W12\", \"2026-09-07\"",
        ),
        Error::ExpectedStringEnd => {
            plain("a text is opened with a double quote and never closed", "Write the closing quote")
        }
        Error::InvalidEscape(_) => plain(
            "a backslash in this text is followed by something it cannot stand before",
            "Write \\\\ for a backslash and \\\" for a quote inside a text",
        ),
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => {
            plain("a whole number is expected here", "Write digits without quotes, for example 12")
        }
        Error::IntegerOutOfBounds => plain(
            "this number is too large, or below 0, for its field",
            "Write a smaller whole number, 0 or more",
        ),
        Error::ExpectedFloat | Error::FloatUnderscore | Error::UnderscoreAtBeginning => {
            plain("a number is expected here", "Write digits without quotes, for example 0.8")
        }
        Error::ExpectedBoolean => {
            plain("true or false is expected here", "Write true or false, without quotes")
        }
        Error::ExpectedArray => plain("a list is expected here", "Put it in square brackets: [ … ]"),
        Error::ExpectedArrayEnd => plain("the end of a list is expected here", "Write ] or another entry"),
        Error::ExpectedComma => plain("a comma is expected here", "Write a comma after the value before it"),
        Error::ExpectedMapColon => {
            plain("a colon is expected here", "Write a colon between a field and its value")
        }
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => plain(
            "an opening round bracket is expected here",
            "Write the fields in round brackets: ( … ); a word with fields keeps its brackets even when they are empty",
        ),
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => {
            plain("a closing round bracket is expected here", "Write ) or take out what is too much")
        }
        Error::ExpectedIdentifier | Error::InvalidIdentifier(_) | Error::SuggestRawIdentifier(_) => plain(
            "the name of a field, or one of the fixed words, is expected here",
            "Write it without quotes, in small letters with _ for spaces",
        ),
        Error::ExpectedDifferentStructName { expected, found } => (
            format!("“{found}” stands before a bracket that holds {}", noun(Some(expected))),
            format!("Take “{found}” out"),
        ),
        Error::UnclosedBlockComment => {
            plain("a comment is opened with /* and never closed", "Write */ where it ends")
        }
        Error::TrailingCharacters => plain(
            "there is something after the end of the plan",
            "Take it out, or move it inside the brackets",
        ),
        Error::Eof => {
            plain("the file ends in the middle", "Use the backup beside it, whose name ends in .bak")
        }
        Error::ExceededRecursionLimit => plain(
            "the brackets are nested deeper here than any plan nests them",
            "Take out brackets that are too much",
        ),
        Error::UnexpectedChar(found) => {
            (format!("“{found}” is not expected here"), "Take it out, or put texts in quotes".to_owned())
        }
        Error::ExpectedDifferentLength { expected, .. } => {
            (format!("{expected} is expected here"), "Count the values in the bracket".to_owned())
        }
        other => (format!("this cannot be understood ({other})"), "See docs/FORMAT.md".to_owned()),
    }
}

/// The closest name, and all of them.
fn choose(found: &str, expected: &[&str], opening: &str) -> String {
    let all = format!("{opening}: {}", expected.join(", "));
    expected
        .iter()
        .map(|name| (strsim::damerau_levenshtein(found, name), name))
        .min()
        .filter(|(distance, name)| *distance <= 1 + name.chars().count() / 4)
        .map_or_else(|| all.clone(), |(_, name)| format!("Write {name}? {all}"))
}

/// The name of one of the file's types as it reads in a sentence: `ScenarioChange` → "a scenario change".
fn noun(type_name: Option<&str>) -> String {
    let words = match type_name {
        None | Some("") => return "what stands here".to_owned(),
        Some("File") => return "the file".to_owned(),
        Some("Plan") => return "the plan".to_owned(),
        Some("About" | "about") => return "“about”".to_owned(),
        Some("Policy") => return "the policy".to_owned(),
        Some("Calendar") => return "the calendar".to_owned(),
        Some("Demand") => return "the demand".to_owned(),
        Some("Forecast") => return "the forecast settings".to_owned(),
        Some("Target") => return "the promises and costs".to_owned(),
        Some("Workforce") => return "the workforce".to_owned(),
        Some("ListFacts") => return "what the last list said".to_owned(),
        Some("AnyRecord") => return "a kind of record".to_owned(),
        Some("ChangeReason") => return "a reason for a change of worker".to_owned(),
        Some("LengthOfWork") => return "a length of work".to_owned(),
        Some(name) => name.chars().fold(String::new(), |mut words, c| {
            if (c.is_uppercase() || c == '_') && !words.is_empty() {
                words.push(' ');
            }
            words.extend(c.to_lowercase().filter(|c| *c != '_'));
            words
        }),
    };
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {words}")
}
