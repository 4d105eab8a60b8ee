//! A harness with the program's own theme and typeface, for the tests of widgets.

use eframe::egui::{Key, Modifiers, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

/// Draws `ui` with `state`, in a window of ordinary size.
pub fn harness<S: 'static>(ui: impl FnMut(&mut Ui, &mut S) + 'static, state: S) -> Harness<'static, S> {
    let mut harness = Harness::builder()
        .with_size([1000.0, 700.0])
        .with_max_steps(16)
        .with_context_setup(crate::ui::theme::apply)
        .build_ui_state(ui, state);
    harness.run();
    harness
}

/// Presses keys one after the other, each in its own frame.
pub fn press<S>(harness: &mut Harness<'_, S>, keys: &[Key]) {
    for key in keys {
        harness.key_press(*key);
        harness.run();
    }
}

/// Presses a key with Shift or Ctrl held.
pub fn press_with<S>(harness: &mut Harness<'_, S>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

/// Types into what has the keyboard.
pub fn type_text<S>(harness: &mut Harness<'_, S>, text: &str) {
    harness.event(eframe::egui::Event::Text(text.to_owned()));
    harness.run();
}

/// Clicks what has this name.
pub fn click<S>(harness: &mut Harness<'_, S>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}
