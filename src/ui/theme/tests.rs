//! Whether what is drawn can be read and seen, worked out from the tokens.

use super::*;

/// WCAG 2 relative luminance.
fn luminance(colour: Color32) -> f64 {
    let part = |value: u8| {
        let share = f64::from(value) / 255.0;
        if share <= 0.039_28 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(colour.r()) + 0.7152 * part(colour.g()) + 0.0722 * part(colour.b())
}

fn contrast(one: Color32, other: Color32) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

const TONES: [Tone; 8] = [
    Tone::Grey,
    Tone::BlueGreen,
    Tone::Yellow,
    Tone::Vermilion,
    Tone::Purple,
    Tone::SkyBlue,
    Tone::Blue,
    Tone::Accent,
];

#[test]
fn words_can_be_read_on_every_surface_in_both_themes() {
    for palette in [&LIGHT, &DARK] {
        let surfaces = [
            palette.background,
            palette.side,
            palette.raised,
            palette.field,
            palette.selected,
            palette.hovered,
            palette.button,
        ];
        let mut words = vec![palette.text, palette.quiet, palette.accent, palette.warning];
        words.extend(TONES.map(|tone| palette.tone(tone).text));
        for surface in surfaces {
            for word in &words {
                let ratio = contrast(*word, surface);
                assert!(ratio >= 4.5, "{word:?} on {surface:?} is {ratio:.2} : 1");
            }
        }
        assert!(contrast(palette.on_accent, palette.accent) >= 4.5);
        assert!(contrast(palette.accent, palette.marked) >= 4.5);
        for level in palette.heat {
            assert!(contrast(palette.text, level) >= 4.5, "figure on heat {level:?}");
        }
    }
}

#[test]
fn shapes_can_be_seen_on_every_surface_in_both_themes() {
    for palette in [&LIGHT, &DARK] {
        let surfaces = [palette.background, palette.side, palette.raised, palette.selected, palette.hovered];
        for surface in surfaces {
            for tone in TONES {
                let ratio = contrast(palette.tone(tone).shape, surface);
                assert!(ratio >= 3.0, "{tone:?} on {surface:?} is {ratio:.2} : 1");
            }
            assert!(contrast(palette.focus().color, surface) >= 3.0, "focus ring on {surface:?}");
        }
        assert!(contrast(palette.outline, palette.background) >= 3.0, "outline of a field");
        assert!(contrast(palette.outline, palette.raised) >= 3.0, "outline of a field in a dialog");
    }
}

#[test]
fn the_bands_of_a_fan_can_be_told_apart_by_lightness_and_lines_be_seen_on_them() {
    for palette in [&LIGHT, &DARK] {
        let [wide, narrow] = palette.bands;
        assert!(contrast(wide, palette.background) >= 1.25, "{}", contrast(wide, palette.background));
        assert!(contrast(narrow, wide) >= 1.25, "{}", contrast(narrow, wide));
        for band in palette.bands {
            for tone in TONES {
                let ratio = contrast(palette.tone(tone).text, band);
                assert!(ratio >= 3.0, "{tone:?} on {band:?} is {ratio:.2} : 1");
            }
        }
    }
}

#[test]
fn words_can_be_read_on_the_bars_and_days_of_the_rota() {
    for palette in [&LIGHT, &DARK] {
        let grounds = TONES.map(|tone| palette.soft(tone));
        for ground in grounds.into_iter().chain([palette.day_off, palette.holiday]) {
            let ratio = contrast(palette.text, ground);
            assert!(ratio >= 4.5, "text on {ground:?} is {ratio:.2} : 1");
        }
        // Outlines and patterns of bars stand on working days and on days off alike.
        for ground in [palette.day_off, palette.holiday] {
            for tone in TONES {
                let ratio = contrast(palette.tone(tone).shape, ground);
                assert!(ratio >= 2.5, "{tone:?} on {ground:?} is {ratio:.2} : 1");
            }
        }
    }
}
