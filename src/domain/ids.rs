//! Names for the things in a plan that never change, whatever happens to their words or their order.
//!
//! An id is a letter and a number ("W12"), the same on screen, in the file and in an edit. Ids are never row numbers:
//! sorting or filtering a table can never move a change to another child.

use std::{fmt, str::FromStr};

/// A text that is not an id of the expected kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not {kind}: write the letter {letter} and a number, for example {letter}12")]
pub struct IdError {
    text: String,
    kind: &'static str,
    letter: char,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $letter:literal, $kind:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The letter that every id of this kind begins with.
            pub const LETTER: char = $letter;
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $letter, self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let text = text.trim();
                text.strip_prefix($letter)
                    .filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
                    .and_then(|digits| digits.parse().ok())
                    .map($name)
                    .ok_or_else(|| IdError { text: text.to_owned(), kind: $kind, letter: $letter })
            }
        }
    };
}

id!(
    /// A team.
    TeamId, 'T', "a team"
);
id!(
    /// A post in the establishment.
    PostId, 'P', "a post"
);
id!(
    /// A member of staff.
    WorkerId, 'W', "a member of staff"
);
id!(
    /// One absence of one member of staff.
    AbsenceId, 'A', "an absence"
);
id!(
    /// A family, or sibling group.
    FamilyId, 'F', "a family"
);
id!(
    /// A child. The reference from the case system is separate and may be wrong or doubled; the id never is.
    ChildId, 'C', "a child"
);
id!(
    /// A scenario.
    ScenarioId, 'S', "a scenario"
);

/// One thing in a plan that can be chosen, opened, changed or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// The plan itself: its title, dates and notes.
    About,
    /// The service's calendar.
    Calendar,
    /// The rules that the service has set itself.
    Policy,
    /// What comes in and how long it stays, for the whole service.
    Demand,
    /// Sickness, leave-taking, leavers and recruitment.
    Workforce,
    /// How the forecast is run and when it calls a team failing.
    Forecast,
    /// What is promised, what is varied to keep it, and what people cost.
    Target,
    /// Supervision, duty and leave as the service does them.
    Rota,
    /// The log of decisions taken.
    Decisions,
    /// A team.
    Team(TeamId),
    /// A post.
    Post(PostId),
    /// A member of staff.
    Worker(WorkerId),
    /// An absence.
    Absence(AbsenceId),
    /// A family.
    Family(FamilyId),
    /// A child.
    Child(ChildId),
    /// A scenario.
    Scenario(ScenarioId),
}

impl Thing {
    /// A part of every plan, which can be changed but neither added nor removed.
    pub fn is_part_of_every_plan(self) -> bool {
        matches!(
            self,
            Self::About
                | Self::Calendar
                | Self::Policy
                | Self::Demand
                | Self::Workforce
                | Self::Forecast
                | Self::Target
                | Self::Rota
                | Self::Decisions
        )
    }
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::About => f.write_str("plan"),
            Self::Calendar => f.write_str("calendar"),
            Self::Policy => f.write_str("policy"),
            Self::Demand => f.write_str("demand"),
            Self::Workforce => f.write_str("workforce"),
            Self::Forecast => f.write_str("forecast"),
            Self::Target => f.write_str("target"),
            Self::Rota => f.write_str("rota"),
            Self::Decisions => f.write_str("decisions"),
            Self::Team(id) => id.fmt(f),
            Self::Post(id) => id.fmt(f),
            Self::Worker(id) => id.fmt(f),
            Self::Absence(id) => id.fmt(f),
            Self::Family(id) => id.fmt(f),
            Self::Child(id) => id.fmt(f),
            Self::Scenario(id) => id.fmt(f),
        }
    }
}

impl FromStr for Thing {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let text = text.trim();
        Ok(match text {
            "plan" => Self::About,
            "calendar" => Self::Calendar,
            "policy" => Self::Policy,
            "demand" => Self::Demand,
            "workforce" => Self::Workforce,
            "forecast" => Self::Forecast,
            "target" => Self::Target,
            "rota" => Self::Rota,
            "decisions" => Self::Decisions,
            _ => match text.chars().next() {
                Some('T') => Self::Team(text.parse()?),
                Some('P') => Self::Post(text.parse()?),
                Some('W') => Self::Worker(text.parse()?),
                Some('A') => Self::Absence(text.parse()?),
                Some('F') => Self::Family(text.parse()?),
                Some('S') => Self::Scenario(text.parse()?),
                _ => Self::Child(text.parse()?),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_it_is_written() {
        assert_eq!("W12".parse(), Ok(WorkerId(12)));
        assert_eq!(WorkerId(12).to_string(), "W12");
        assert_eq!("A3".parse(), Ok(Thing::Absence(AbsenceId(3))));
        assert_eq!("forecast".parse(), Ok(Thing::Forecast));
        assert_eq!(Thing::Forecast.to_string(), "forecast");
        for text in ["", "W", "12", "w12", "W-1", "W1x", "W99999999999", "C12"] {
            assert!(text.parse::<WorkerId>().is_err(), "{text} was taken");
        }
    }
}
