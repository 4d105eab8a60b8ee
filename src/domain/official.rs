//! What comes in and how long it stays, worked out: from a council's official figures, from the list of children, and where
//! work in and work out come level (MODEL.md §9).
//!
//! Everything here is pure. The official figures themselves are read by `app::official`.

mod defaults;
mod fit;
mod flows;
mod journeys;
mod law;
mod steady;

pub use defaults::{FAMILY_SIZES, defaults};
pub use fit::{ENOUGH, fit};
pub use law::mean_days;
pub use steady::{Level, SteadyState, TeamLevel, TypeLevel, steady_state};

use super::plan::Demand;

/// The year of the figures, as it is written behind an area's name.
pub const YEAR: &str = "2023/24";
/// Where the figures come from and when they were taken.
pub const SOURCE: &str = "DfE, children in need, year to 31 March 2024";

/// Figures of one council, region or country for the year to 31 March 2024. `None`: not available.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficialFigures {
    /// The area's name.
    pub area: String,
    /// The region it lies in; empty for a region or country.
    pub region: String,
    /// Children referred in the year.
    pub referrals: Option<f64>,
    /// Percent of referrals within twelve months of an earlier one.
    pub re_referral_percent: Option<f64>,
    /// Percent of referrals with no further action.
    pub no_further_action_percent: Option<f64>,
    /// Percent of referrals assessed and found not in need.
    pub not_in_need_percent: Option<f64>,
    /// Episodes of need that started.
    pub episodes_started: Option<f64>,
    /// Episodes of need that ended.
    pub episodes_ended: Option<f64>,
    /// Children in need on 31 March.
    pub episodes_at_31_march: Option<f64>,
    /// Assessments completed.
    pub assessments_completed: Option<f64>,
    /// Working days to complete an assessment: lower quartile, median, upper quartile.
    pub assessment_working_days: [Option<f64>; 3],
    /// Section 47 enquiries started.
    pub section_47: Option<f64>,
    /// Initial child protection conferences.
    pub conferences: Option<f64>,
    /// Child protection plans: started, ended, at 31 March.
    pub protection_plans: [Option<f64>; 3],
    /// Child in need plans: started, ended, at 31 March.
    pub need_plans: [Option<f64>; 3],
    /// Referrals in each month against an average one, January first.
    pub month_index: [f64; 12],
    /// Whose months they are: a small council's are its region's.
    pub months_of: String,
    /// Percent of ended episodes that had lasted up to 3 months, to 6, to a year, to two, longer.
    pub episode_lengths: Option<[f64; 5]>,
    /// The same of ended child protection plans.
    pub protection_plan_lengths: Option<[f64; 5]>,
}

impl OfficialFigures {
    /// England, 2023/24: what stands in wherever an area's own figure is not available.
    pub fn england() -> Self {
        Self {
            area: "England".to_owned(),
            region: String::new(),
            referrals: Some(621_880.0),
            re_referral_percent: Some(22.4),
            no_further_action_percent: Some(6.3),
            not_in_need_percent: Some(30.3),
            episodes_started: Some(394_660.0),
            episodes_ended: Some(356_690.0),
            episodes_at_31_march: Some(399_460.0),
            assessments_completed: Some(643_170.0),
            assessment_working_days: [Some(19.0), Some(34.0), Some(44.0)],
            section_47: Some(224_520.0),
            conferences: Some(72_250.0),
            protection_plans: [Some(62_110.0), Some(62_870.0), Some(49_900.0)],
            need_plans: [Some(185_660.0), Some(184_430.0), Some(103_440.0)],
            month_index: [1.030, 0.964, 1.066, 0.896, 1.091, 1.096, 1.035, 0.836, 1.001, 1.040, 1.074, 0.871],
            months_of: "England".to_owned(),
            episode_lengths: Some([47.5, 14.8, 15.7, 12.2, 9.8]),
            protection_plan_lengths: Some([16.3, 11.7, 43.3, 24.9, 3.8]),
        }
    }

    /// The area and the year, as a plan keeps them: "Croydon, 2023/24".
    pub fn title(&self) -> String {
        format!("{}, {YEAR}", self.area)
    }
}

/// What a figure rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The official figures of the area, by arithmetic.
    Official,
    /// Another published figure.
    Published,
    /// Official or published figures, divided up by general knowledge: an assumption.
    PartlyAssumed,
    /// General knowledge, without a source: an assumption.
    Assumed,
    /// The list of children in the plan.
    Fitted,
}

impl Ground {
    /// General knowledge has a part in it, so it is shown as an assumption.
    pub fn is_assumption(self) -> bool {
        matches!(self, Self::PartlyAssumed | Self::Assumed)
    }
    /// One word for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Published => "published",
            Self::PartlyAssumed | Self::Assumed => "assumption",
            Self::Fitted => "fitted",
        }
    }
}

/// Where one figure of a proposal comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footing {
    /// The figure's field, such as `families_a_week.T1` or `length.assessment`: see [`super::fields`].
    pub field: String,
    /// What kind of ground it stands on.
    pub ground: Ground,
    /// The source and its date, or what it rests on, in words.
    pub text: String,
}

/// A demand for a plan, every figure with where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct DemandDefaults {
    /// The teams' new work and the journeys.
    pub demand: Demand,
    /// Where each figure comes from.
    pub footings: Vec<Footing>,
    /// What to know of all of it, in sentences.
    pub notes: Vec<String>,
}

/// A demand fitted to the list of children, wherever the list says enough; the default elsewhere.
pub type DemandFit = DemandDefaults;

impl DemandDefaults {
    /// Where a field's figure comes from.
    pub fn footing(&self, field: &str) -> Option<&Footing> {
        self.footings.iter().find(|footing| footing.field == field)
    }

    fn rests(&mut self, field: String, ground: Ground, text: impl Into<String>) {
        self.footings.retain(|footing| footing.field != field);
        self.footings.push(Footing { field, ground, text: text.into() });
    }
}

/// A number as people write it: "1,239".
fn thousands(number: f64) -> String {
    let digits = format!("{:.0}", number.clamp(0.0, 1e15));
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Rounded to so many parts of one.
fn round_to(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

#[cfg(test)]
mod tests;
