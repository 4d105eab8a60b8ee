//! What may happen: the chance that the simulation draws on.

pub mod draws;
pub mod law;
