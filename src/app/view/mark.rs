//! The sign of each state: a shape, a hue and a name, so that colour is never the only one.

use super::table::{Mark, Shape, Tone};
use crate::domain::plan::Words as _;
use crate::domain::problem::Severity;
use crate::domain::state::ChildState;

/// The sign of a state.
pub fn state_mark(state: ChildState) -> Mark {
    use ChildState as S;
    let (shape, tone) = match state {
        S::Named => (Shape::Disc, Tone::Grey),
        S::NamedCovered => (Shape::HalfDisc, Tone::BlueGreen),
        S::NamedAway => (Shape::QuarterDisc, Tone::Yellow),
        S::Left => (Shape::Cross, Tone::Vermilion),
        S::ManagerHeld => (Shape::Triangle, Tone::Purple),
        S::DutyNamed => (Shape::DiamondOutline, Tone::SkyBlue),
        S::DutyRota => (Shape::Diamond, Tone::SkyBlue),
        S::AwaitingAllocation => (Shape::Square, Tone::Vermilion),
        S::TransferNamed => (Shape::TwoWay, Tone::Blue),
        S::TransferNobody => (Shape::ArrowBar, Tone::Blue),
        S::OtherPractitioner => (Shape::RingLetter('O'), Tone::Grey),
        S::PersonalAdviserOnly => (Shape::RingLetter('P'), Tone::Grey),
        S::AwaitingClosure => (Shape::RingLetter('C'), Tone::Grey),
    };
    Mark { shape, tone, name: state.label() }
}

/// The sign of a problem.
pub fn severity_mark(severity: Severity) -> Mark {
    let (shape, tone) = match severity {
        Severity::Error => (Shape::Cross, Tone::Vermilion),
        Severity::Warning => (Shape::Triangle, Tone::Yellow),
        Severity::Note => (Shape::Disc, Tone::Grey),
    };
    Mark { shape, tone, name: severity.label() }
}
