//! What screens show, as plain formatted data: built and tested without a window.

pub mod chart;
pub mod form;
pub mod table;
