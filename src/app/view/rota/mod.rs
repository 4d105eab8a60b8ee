//! What the rota screen shows.

pub mod choices;
pub mod gesture;
pub mod grid;
pub mod menu;
pub mod pattern;
pub mod person;
pub mod request_card;
pub mod strip;

#[cfg(test)]
mod tests;
