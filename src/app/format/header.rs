//! The first look at a file: whether it is a plan at all, and of which version. Reads nothing else.

use super::lexer::{Kind, Tokens};
use super::{FormatError, Located, Reason};

/// What `format` says in every plan file.
pub(super) const FORMAT: &str = "caseload-plan";
/// The version that is written, and the highest that is read.
pub const CURRENT_VERSION: u32 = 1;

/// The version of a plan file that this program can read.
pub(super) fn version(text: &str) -> Result<u32, FormatError> {
    let refuse = |reason, what: String, fix: &str| {
        Err(FormatError { reason, located: vec![Located::nowhere(what, fix)] })
    };
    if Tokens::new(text).next().is_none() {
        let fix = "Choose another file, or the backup beside this one, whose name ends in .bak";
        return refuse(Reason::NotAPlan, "There is nothing in this file".to_owned(), fix);
    }
    let (format, version) = fields(text);
    if format != Some(FORMAT) {
        let fix =
            "Choose a file that Caseload saved. A hand-written plan begins with format: \"caseload-plan\"";
        return refuse(Reason::NotAPlan, "This is not a Caseload plan".to_owned(), fix);
    }
    match version.map(|version| (version, version.parse())) {
        Some((_, Ok(number @ 1..=CURRENT_VERSION))) => Ok(number),
        Some((digits, parsed)) if parsed != Ok(0) && digits.bytes().all(|b| b.is_ascii_digit()) => refuse(
            Reason::Newer,
            format!(
                "This plan was saved by a newer Caseload (file version {digits}; this program reads up to {CURRENT_VERSION}). It has been left as it was"
            ),
            &format!("Update Caseload, or ask for a copy saved as version {CURRENT_VERSION}"),
        ),
        Some((other, _)) => refuse(
            Reason::NotAPlan,
            format!("This plan gives its file version as {other}, which is none"),
            "Write version: 1 after the line that begins with format",
        ),
        None => refuse(
            Reason::NotAPlan,
            "This plan does not give its file version".to_owned(),
            "Write version: 1 after the line that begins with format",
        ),
    }
}

/// The `format` and `version` of the outermost bracket, as written, whatever else is in the file.
fn fields(text: &str) -> (Option<&str>, Option<&str>) {
    let (mut format, mut version) = (None, None);
    let mut depth = 0_usize;
    let mut tokens = Tokens::new(text).peekable();
    while let Some(token) = tokens.next() {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Word if depth == 1 && tokens.next_if(|next| next.kind == Kind::Colon).is_some() => {
                match (token.text, tokens.peek()) {
                    ("format", Some(value)) if value.kind == Kind::Text => format = Some(value.inside()),
                    ("version", Some(value)) if !matches!(value.kind, Kind::Open | Kind::Close) => {
                        version = Some(value.text);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        if format.is_some() && version.is_some() {
            break;
        }
    }
    (format, version)
}
