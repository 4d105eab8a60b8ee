//! Calendar files (iCalendar, RFC 5545): absences, duty and supervision out, absences in.
//!
//! # Promises
//! - What is written tells no reason for an absence unless that was asked for, and never a child.
//! - What is written and read again is recognised: it changes nothing in the plan it came from.
//! - Every event of a file that is read is accounted for, and a bad file gives one plain sentence.
//! - No clock: the moment that is stamped on events is handed in.

mod days;
mod lines;
mod marks;
mod read;
mod repeats;
mod write;

#[cfg(test)]
mod tests;

pub use marks::{absence_uid, of_absence};
pub use read::read;
pub use write::{CalendarOf, CalendarOptions, WrittenCalendar, calendar};
