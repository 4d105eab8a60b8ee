//! Calendar files: absences, duty and supervision for other calendars.

pub mod write;
