//! What screens show, as plain formatted data: built and tested without a window.

pub mod absences;
pub mod cells;
pub mod chances;
pub mod chart;
pub mod children;
pub mod demand;
pub mod details;
pub mod drag;
pub mod export;
pub mod forecast;
pub mod form;
pub mod import;
pub mod mark;
pub mod marks;
pub mod mode;
pub mod overview;
pub mod problems;
pub mod record_form;
pub mod rota;
pub mod scenarios;
pub mod staff;
pub mod table;
pub mod target;
pub mod teams;

#[cfg(test)]
mod tests;
