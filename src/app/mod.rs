//! The open document, files, settings and jobs: everything around the plan that is not drawing.

pub mod store;
