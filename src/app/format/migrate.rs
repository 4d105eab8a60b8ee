//! From the version a file was saved in to the newest, one step at a time.
//!
//! To add version 2: freeze `v1`, write `v2` beside it with `From<v1::Plan> for v2::Plan`, put the steps in [`parse`],
//! and add fixtures to `tests/fixtures/plans/v2`. Fixtures of older versions are never edited.

use ron::error::{Error, Position, Span, SpannedError};

use super::v1;

/// The types of the newest version.
pub(super) type Newest = v1::Plan;

/// Parses a text of this version and walks it up to the newest.
pub(super) fn parse(text: &str, version: u32) -> Result<Newest, SpannedError> {
    // With version 2, version 1 becomes `v1::parse(text).map(v2::Plan::from)`.
    if version == 1 {
        return v1::parse(text);
    }
    let start = Position { line: 1, col: 1 };
    let code = Error::Message(format!("there is no file version {version}"));
    Err(SpannedError { code, span: Span { start, end: start } })
}
