//! Puts the list templates into a folder.

use std::path::Path;

use super::template::{ABSENCES, CHILDREN, STAFF, xlsx};
use crate::app::store::{Overwrite, save_bytes};

/// Writes the templates of the staff list, the child list and the list of absences into `folder`. Gives the names written.
///
/// # Errors
/// A sentence; a file that is already there is never replaced.
pub fn write_templates(folder: &Path) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    let templates = [
        ("staff-list-template.xlsx", &STAFF),
        ("child-list-template.xlsx", &CHILDREN),
        ("absence-list-template.xlsx", &ABSENCES),
    ];
    for (name, template) in templates {
        let bytes = xlsx(template).map_err(|error| error.to_string())?;
        save_bytes(&folder.join(name), &bytes, None, Overwrite::No).map_err(|error| error.to_string())?;
        names.push(name.to_owned());
    }
    Ok(names)
}
