//! Writes the four example plans into `saves/`: `cargo run --no-default-features --example write_saves`.

use std::{error::Error, fs, path::Path};

use caseload::app::{format, invent};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("saves");
    fs::create_dir_all(&folder)?;
    for (name, plan) in invent::examples() {
        let text = format::write(&plan)?;
        fs::write(folder.join(name).with_extension("ron"), &text)?;
        println!("{name}.ron: {} children, {} KB", plan.children.len(), text.len() / 1024);
    }
    Ok(())
}
