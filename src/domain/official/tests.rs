//! The defaults, the fit and the balance, worked by hand.
