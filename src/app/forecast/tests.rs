//! Forecasts are the same however they are made, and nothing is made twice.
