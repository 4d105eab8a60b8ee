//! Writes the reference plans into `benches/plans/`: `cargo run --no-default-features --example write_bench_plans`.
//!
//! The reference model is a bare one: 8 teams of 15, one kind of work, no ramps, no grace. It lies in a year beyond the
//! known bank holidays, so that a year is exactly 260 working days. See docs/MODEL.md §11.

use std::{error::Error, fs, path::Path};

use caseload::app::{format, invent};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/plans");
    fs::create_dir_all(&folder)?;
    for (name, arrivals_a_day) in [("base", 8.3), ("tight", 11.7)] {
        let plan = invent::reference(1, arrivals_a_day);
        let text = format::write(&plan)?;
        fs::write(folder.join(name).with_extension("ron"), &text)?;
        println!("{name}.ron: {} children, {} KB", plan.children.len(), text.len() / 1024);
    }
    Ok(())
}
