//! stub until merged
use chrono::NaiveDate;
/// stub
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ServiceCalendar {
    /** x */
    pub division: Division,
    /** x */
    pub closures: Vec<Closure>,
}
/// stub
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Division {
    /** x */
    #[default]
    EnglandAndWales,
    /** x */
    Scotland,
    /** x */
    NorthernIreland,
}
/// stub
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /** x */
    pub first_day: NaiveDate,
    /** x */
    pub last_day: NaiveDate,
    /** x */
    pub label: String,
}
