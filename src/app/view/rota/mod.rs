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
pub mod allowances;
pub mod duty;
pub mod duty_shares;
pub mod handover;
pub mod handover_page;
pub mod managers;
pub mod old_sickness;
pub mod sessions;
pub mod supervision;
