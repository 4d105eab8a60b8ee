//! What the rota screen shows.

pub mod allowances;
pub mod choices;
pub mod duty;
pub mod duty_shares;
pub mod gesture;
pub mod grid;
pub mod handover;
pub mod handover_page;
pub mod managers;
pub mod menu;
pub mod old_sickness;
pub mod pattern;
pub mod person;
pub mod request_card;
pub mod sessions;
pub mod strip;
pub mod supervision;

#[cfg(test)]
mod tests;
