//! Generic widgets, each drawn from plain view data.
