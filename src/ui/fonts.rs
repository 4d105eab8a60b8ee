//! The one bundled typeface, IBM Plex Sans, in two weights. Its digits are all of one width, so figures line up.
//!
//! Licence: SIL Open Font Licence 1.1, in `assets/fonts/IBMPlexSans-LICENSE.txt`. The machine's own fonts are never
//! used, so that screens look the same everywhere; draw what the typeface lacks with the painter.

use std::sync::Arc;

use eframe::egui::{Context, FontData, FontDefinitions, FontFamily};

const REGULAR: &str = "IBM Plex Sans";
const SEMIBOLD: &str = "IBM Plex Sans SemiBold";

/// The family for body text; the same as egui's proportional family.
pub fn body() -> FontFamily {
    FontFamily::Name("body".into())
}

/// The family for headings and emphasis.
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Puts the typeface in place of egui's own.
pub fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in [
        (REGULAR, &include_bytes!("../../assets/fonts/IBMPlexSans-Regular.ttf")[..]),
        (SEMIBOLD, &include_bytes!("../../assets/fonts/IBMPlexSans-SemiBold.ttf")[..]),
    ] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    for (family, name) in [
        (FontFamily::Proportional, REGULAR),
        (FontFamily::Monospace, REGULAR),
        (body(), REGULAR),
        (semibold(), SEMIBOLD),
    ] {
        fonts.families.insert(family, vec![name.to_owned()]);
    }
    ctx.set_fonts(fonts);
}
