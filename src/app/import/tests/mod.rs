//! Tests of reading, from whole files.

mod bad_files;
mod lists;
mod real_files;
mod tables;
mod values_and_names;
