//! How a plan looks as text: one field a line in the small sections, one record a line in the long ones, so that one
//! child changed is one line changed.

use std::fmt::{self, Write};

use ron::ser::{PrettyConfig, Serializer};
use serde::Serialize;

use super::header::{CURRENT_VERSION, FORMAT};
use super::v1;

/// What every file begins with.
const OPENING: &str =
    "// A Caseload plan. It can be read and changed in any text editor: docs/FORMAT.md describes every field.
// Comments are lost when Caseload saves the plan.
";

/// The whole file.
pub(super) fn write(plan: &v1::Plan) -> ron::Result<String> {
    let mut sections = Sections(PlainQuotes { out: String::with_capacity(1 << 16), held: String::new() });
    let app_version = env!("CARGO_PKG_VERSION");
    write!(
        sections.0.out,
        "{OPENING}(\n    format: \"{FORMAT}\",\n    version: {CURRENT_VERSION},\n    app_version: \"{app_version}\",\n    plan: (\n"
    )?;
    plan.write(&mut sections)?;
    sections.0.out.push_str("    ),\n)\n");
    Ok(sections.0.out)
}

/// Takes the sections of a plan in order.
pub(super) struct Sections(PlainQuotes);

impl Sections {
    /// Writes one section, with the outermost `levels` of its brackets broken over lines.
    pub fn section<T: Serialize>(&mut self, name: &str, levels: usize, value: &T) -> ron::Result<()> {
        write!(self.0.out, "        {name}: ")?;
        let pretty = PrettyConfig::new().new_line("\n        ").depth_limit(levels);
        value.serialize(&mut Serializer::with_options(&mut self.0, Some(pretty), &v1::options())?)?;
        self.0.out.push_str(",\n");
        Ok(())
    }
}

/// Undoes two kinds of escape that RON's writer is more careful about than a reader of names likes:
/// `O\'Brien` is written O'Brien and accents stay letters.
struct PlainQuotes {
    out: String,
    /// An escape that has begun and is not yet whole. Backslashes occur only inside texts.
    held: String,
}

impl Write for PlainQuotes {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.held.is_empty() && !text.contains('\\') {
            self.out.push_str(text);
            return Ok(());
        }
        for c in text.chars() {
            if self.held.is_empty() && c != '\\' {
                self.out.push(c);
                continue;
            }
            self.held.push(c);
            let whole = match self.held.as_bytes() {
                [b'\\'] => false,
                [b'\\', b'u', ..] => c == '}',
                _ => true,
            };
            if whole {
                match plain(&self.held) {
                    Some(letter) => self.out.push(letter),
                    None => self.out.push_str(&self.held),
                }
                self.held.clear();
            }
        }
        Ok(())
    }
}

/// The letter that an escape stands for, if it may stand in the file as it is.
fn plain(escape: &str) -> Option<char> {
    if escape == "\\'" {
        return Some('\'');
    }
    let hex = escape.strip_prefix("\\u{")?.strip_suffix('}')?;
    u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).filter(|c| ('\u{300}'..='\u{36f}').contains(c))
}
