//! What all charts share: the title line with *Table* and *Copy as CSV*, and what a chart remembers.

use eframe::egui::{self, EventFilter, Key, Response, Role, Sides, Ui, WidgetInfo};

use crate::app::view::table::TableView;
use crate::ui::theme;
use crate::ui::widgets::table::{TableState, data_table_ui};

/// What the reader did to a part of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick<T> {
    /// One click, or Space: show it beside the screen.
    Selected(T),
    /// A double click, or Enter: go to it.
    Opened(T),
}

impl<T> Pick<T> {
    /// The same, for another name of the part.
    pub fn map<U>(self, name: impl FnOnce(T) -> U) -> Pick<U> {
        match self {
            Self::Selected(part) => Pick::Selected(name(part)),
            Self::Opened(part) => Pick::Opened(name(part)),
        }
    }
}

/// What a chart remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct ChartState {
    /// Shown as a table of the same numbers?
    pub as_table: bool,
    /// The place being read, counted from the left.
    pub reading: Option<usize>,
    /// A place that is marked whatever is read.
    pub pinned: Option<usize>,
    pub(super) table: TableState<usize>,
}

/// The title line. Below it the caller draws the chart, unless this returns `true`: then the table is drawn already.
pub(super) fn title_ui(
    ui: &mut Ui,
    title: &str,
    state: &mut ChartState,
    table: impl Fn() -> TableView<usize>,
    csv: impl Fn() -> String,
    height: f32,
) -> bool {
    let links = |ui: &mut Ui| {
        copy_ui(ui, title, csv);
        let words = if state.as_table { "Chart" } else { "Table" };
        let name = format!("Show {title} as a {}", words.to_lowercase());
        if theme::link_ui(ui, words).accessible_name(name).clicked() {
            state.as_table = !state.as_table;
        }
    };
    // In a narrow window the title is cut and can be read by pointing at it.
    Sides::new().shrink_left().truncate().show(ui, |ui| theme::subheading_ui(ui, title), links);
    if state.as_table {
        state.table.bare = true;
        state.table.compact = true;
        state.table.height = Some(height);
        data_table_ui(ui, &table(), &mut state.table, &[]);
    }
    state.as_table
}

/// The link that copies what is seen, for a spreadsheet.
pub fn copy_ui(ui: &mut Ui, title: &str, csv: impl Fn() -> String) {
    let link = theme::link_ui(ui, "Copy as CSV").accessible_name(format!("Copy as CSV: {title}"));
    if link.on_hover_text("For a spreadsheet").clicked() {
        ui.copy_text(csv());
    }
}

/// What a focusable part of a chart was asked to do by mouse or keyboard, if anything.
pub(super) fn picked(ui: &Ui, response: &Response) -> Option<Pick<()>> {
    if response.double_clicked() {
        return Some(Pick::Opened(()));
    }
    if !response.clicked() {
        return None;
    }
    let by_enter = response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    Some(if by_enter { Pick::Opened(()) } else { Pick::Selected(()) })
}

/// Lets Left and Right step through the places of a chart while it has the keyboard. Home and End go to the ends.
pub(super) fn step_reading(ui: &Ui, response: &Response, reading: &mut Option<usize>, count: usize) {
    if !response.has_focus() || count == 0 {
        return;
    }
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let presses = |key: Key| ui.input(|input| input.num_presses(key));
    let (right, left) = (presses(Key::ArrowRight), presses(Key::ArrowLeft));
    if right + left > 0 {
        *reading = Some(match *reading {
            None if right > 0 => 0,
            None => count - 1,
            Some(at) => (at + right).saturating_sub(left).min(count - 1),
        });
    }
    if presses(Key::Home) > 0 {
        *reading = Some(0);
    }
    if presses(Key::End) > 0 {
        *reading = Some(count - 1);
    }
}

/// Did the pointer move in this frame? While it rests, the arrow keys read.
pub(super) fn pointer_reads(ui: &Ui) -> bool {
    ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO || input.pointer.any_pressed())
}

/// Names a chart for a screen reader, with what is being read.
pub(super) fn name_chart(response: &Response, title: &str, words: &str) {
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Figure, true, format!("{title}, chart"));
        info.current_text_value = Some(words.to_owned());
        info
    });
}

/// The line under a chart that says what the cursor is on; keeps its room when it says nothing.
pub(super) fn reading_ui(ui: &mut Ui, words: &str) {
    if words.is_empty() {
        ui.allocate_space(egui::vec2(0.0, ui.text_style_height(&egui::TextStyle::Body)));
    } else {
        ui.add(egui::Label::new(words).truncate());
    }
}

/// A step of 1, 2 or 5 times a power of ten that divides the range into about `parts`. Counts never get fractions.
pub(super) fn nice_step(range: f64, parts: f64) -> f64 {
    let rough = (range / parts).max(f64::MIN_POSITIVE);
    let power = 10_f64.powf(rough.log10().floor());
    let times = [1.0, 2.0, 5.0, 10.0].into_iter().find(|times| times * power >= rough).unwrap_or(10.0);
    (times * power).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_numbers() {
        let steps: Vec<f64> = [3.0, 31.0, 47.0, 1204.0].iter().map(|range| nice_step(*range, 5.0)).collect();
        let expected = [1.0, 10.0, 10.0, 500.0];
        assert!(steps.iter().zip(expected).all(|(step, wanted)| (step - wanted).abs() < 1e-9), "{steps:?}");
    }
}
