//! Which days and people the rota shows, and in which order.

use std::collections::BTreeSet;

use chrono::{Days, Months, NaiveDate};

use crate::domain::calendar::format_date;
use crate::domain::ids::TeamId;
use crate::domain::plan::monday_of;

/// How many days are in sight at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// Two weeks.
    TwoWeeks,
    /// Four weeks.
    #[default]
    FourWeeks,
    /// Three months.
    ThreeMonths,
    /// Six months.
    SixMonths,
    /// A year.
    Year,
}

impl Span {
    /// All of them, the shortest first.
    pub const ALL: [Self; 5] =
        [Self::TwoWeeks, Self::FourWeeks, Self::ThreeMonths, Self::SixMonths, Self::Year];

    /// What the screen calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::TwoWeeks => "2 weeks",
            Self::FourWeeks => "4 weeks",
            Self::ThreeMonths => "3 months",
            Self::SixMonths => "6 months",
            Self::Year => "1 year",
        }
    }

    /// The last day of a range that begins on this one.
    pub fn last_day(self, from: NaiveDate) -> NaiveDate {
        let after = match self {
            Self::TwoWeeks => from.checked_add_days(Days::new(14)),
            Self::FourWeeks => from.checked_add_days(Days::new(28)),
            Self::ThreeMonths => from.checked_add_months(Months::new(3)),
            Self::SixMonths => from.checked_add_months(Months::new(6)),
            Self::Year => from.checked_add_months(Months::new(12)),
        };
        after.and_then(|day| day.pred_opt()).unwrap_or(from)
    }

    /// The next shorter one (`closer`) or longer one; itself at the end.
    #[must_use]
    pub fn zoomed(self, closer: bool) -> Self {
        let at = Self::ALL.iter().position(|span| *span == self).unwrap_or(0);
        let to = if closer { at.saturating_sub(1) } else { (at + 1).min(Self::ALL.len() - 1) };
        Self::ALL.get(to).copied().unwrap_or(self)
    }

    /// Where a range begins that is half of this span later or earlier: a week, two weeks, or whole months.
    fn stepped(self, from: NaiveDate, later: bool) -> NaiveDate {
        let days = |count| if later { from.checked_add_days(count) } else { from.checked_sub_days(count) };
        let months =
            |count| if later { from.checked_add_months(count) } else { from.checked_sub_months(count) };
        let to = match self {
            Self::TwoWeeks => days(Days::new(7)),
            Self::FourWeeks => days(Days::new(14)),
            Self::ThreeMonths => months(Months::new(1)),
            Self::SixMonths => months(Months::new(3)),
            Self::Year => months(Months::new(6)),
        };
        to.map_or(from, monday_of)
    }
}

/// In which order people stand within their team.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// By name.
    #[default]
    Name,
    /// By role, then by name.
    Role,
    /// Whoever is away most in the days shown comes first.
    DaysAway,
    /// Whoever is away next, from the plan's date on, comes first.
    NextAbsence,
}

impl Order {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Name, Self::Role, Self::DaysAway, Self::NextAbsence];

    /// What the screen calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "By name",
            Self::Role => "By role",
            Self::DaysAway => "By days away",
            Self::NextAbsence => "By next absence",
        }
    }
}

/// What is chosen on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The first day in sight. `None`: the Monday of the plan's own week.
    pub from: Option<NaiveDate>,
    /// How many days are in sight.
    pub span: Span,
    /// The order of people within a team.
    pub order: Order,
    /// Only people or teams whose name, role or team holds these words.
    pub filter: String,
    /// Teams whose people are folded away. `None` is the group of those in no team.
    pub folded: BTreeSet<Option<TeamId>>,
}

impl Choices {
    /// The first and last day in sight, for a plan as at this day.
    pub fn range(&self, as_at: NaiveDate) -> (NaiveDate, NaiveDate) {
        let from = self.from.unwrap_or_else(|| monday_of(as_at));
        (from, self.span.last_day(from))
    }

    /// Goes half of what is in sight later or earlier.
    pub fn step(&mut self, as_at: NaiveDate, later: bool) {
        self.from = Some(self.span.stepped(self.range(as_at).0, later));
    }

    /// Shows a day that is not in sight, a week from the edge.
    pub fn reveal(&mut self, as_at: NaiveDate, day: NaiveDate) {
        let (from, to) = self.range(as_at);
        if day < from || to < day {
            let week_before = day.checked_sub_days(Days::new(7)).unwrap_or(day);
            self.from = Some(monday_of(week_before));
        }
    }

    /// The range in words: "07/09/2026 to 04/10/2026".
    pub fn range_words(&self, as_at: NaiveDate) -> String {
        let (from, to) = self.range(as_at);
        format!("{} to {}", format_date(from), format_date(to))
    }

    /// Folds a team away, or unfolds it.
    pub fn fold(&mut self, team: Option<TeamId>) {
        if !self.folded.remove(&team) {
            self.folded.insert(team);
        }
    }
}
