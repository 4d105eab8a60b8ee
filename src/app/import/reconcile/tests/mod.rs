//! Tests of the second half of import.
