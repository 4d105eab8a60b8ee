//! The marks by which events that this program wrote are known again. No name is in them, and nothing of the plan but ids
//! and days.

use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};

use crate::domain::ids::{AbsenceId, TeamId, WorkerId};

/// What every mark ends with.
const ENDING: &str = "@caseload";
const DUTY: &str = "duty-";
const SUPERVISION: &str = "supervision-";

/// The day up to which an absence without a known end is shown.
pub(super) const SHOWN_TO: &str = "X-CASELOAD-SHOWN-TO";
/// The absence ends with the day before they are expected back.
pub(super) const EXPECTED: &str = "X-CASELOAD-EXPECTED-RETURN";

/// Six bytes that depend on the words alone, so that marks of two programs hardly ever meet.
fn mark(start: &str, of: &str) -> String {
    let digest = Sha256::digest(format!("caseload {of}"));
    let hex = digest.iter().take(6).fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    format!("{start}-{hex}{ENDING}")
}

/// The mark of an absence: the same as long as it is the same person's, whatever becomes of its days.
pub fn absence_uid(absence: AbsenceId, worker: WorkerId) -> String {
    mark(&absence.to_string(), &format!("absence {absence} of {worker}"))
}

/// The absence that a mark is of, if it may be one of ours. Whether it is the same person's in this plan is told by
/// [`absence_uid`].
pub fn of_absence(uid: &str) -> Option<AbsenceId> {
    let (id, _) = uid.trim().strip_suffix(ENDING)?.split_once('-')?;
    id.parse().ok()
}

pub(super) fn duty_uid(team: TeamId, from: NaiveDate, worker: WorkerId) -> String {
    let day = from.format("%Y%m%d");
    mark(&format!("{DUTY}{team}-{day}"), &format!("duty {team} {day} {worker}"))
}

pub(super) fn supervision_uid(who: &str, date: NaiveDate) -> String {
    let day = date.format("%Y%m%d");
    mark(&format!("{SUPERVISION}{who}-{day}"), &format!("supervision {who} {day}"))
}

/// A mark of ours on something that is no absence.
pub(super) fn is_no_absence(uid: &str) -> bool {
    uid.ends_with(ENDING) && (uid.starts_with(DUTY) || uid.starts_with(SUPERVISION))
}
