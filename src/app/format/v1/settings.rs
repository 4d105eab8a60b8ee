//! How the forecast is run, as version 1 writes it. The whole section is left out while it says nothing.
//!
//! What a field is when it is left out is part of the version: it stands here, not in the program's own defaults, so
//! that a later change of those changes no plan that was saved before it.

use serde::{Deserialize, Serialize};

use crate::app::format::reader::{Read, Reader};
use crate::domain::plan;

#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Forecast {
    seed: u64,
    weeks: u16,
    error_percent: f64,
    most_runs: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed_runs: Option<u32>,
    failing_children: u16,
    failing_chance_percent: u8,
}

impl Default for Forecast {
    fn default() -> Self {
        Self {
            seed: 1,
            weeks: 52,
            error_percent: 3.0,
            most_runs: 1000,
            fixed_runs: None,
            failing_children: 5,
            failing_chance_percent: 50,
        }
    }
}

impl Forecast {
    /// The section, unless it says nothing.
    pub fn unless_default(settings: &plan::ForecastSettings) -> Option<Self> {
        Some(Self::from(settings)).filter(|forecast| *forecast != Self::default())
    }
}

impl From<&plan::ForecastSettings> for Forecast {
    fn from(settings: &plan::ForecastSettings) -> Self {
        Self {
            seed: settings.seed,
            weeks: settings.weeks,
            error_percent: settings.error_percent,
            most_runs: settings.most_runs,
            fixed_runs: settings.fixed_runs,
            failing_children: settings.failing_children,
            failing_chance_percent: settings.failing_chance_percent,
        }
    }
}

impl Read for Forecast {
    type Value = plan::ForecastSettings;
    fn read(self, reader: &mut Reader) -> plan::ForecastSettings {
        plan::ForecastSettings {
            seed: self.seed,
            weeks: self.weeks,
            error_percent: reader.number("error_percent", self.error_percent),
            most_runs: self.most_runs,
            fixed_runs: self.fixed_runs,
            failing_children: self.failing_children,
            failing_chance_percent: self.failing_chance_percent,
        }
    }
}
