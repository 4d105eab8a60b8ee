//! A form: any [`FormView`]. Typed text is committed on Enter or when the field is left, never with each key.

use std::collections::{BTreeMap, VecDeque};

use chrono::{Local, NaiveDate};
use eframe::egui::{
    self, Checkbox, Id, Key, Label, Modifiers, Response, RichText, TextEdit, Ui, UiBuilder, vec2,
};

use crate::app::view::form::{ChoiceItem, FieldView, FormView, Input, several, with_toggled};
use crate::app::view::marks::DIFFERS;
use crate::domain::calendar::{format_date, parse_date};
use crate::ui::theme;
use crate::ui::widgets::choice;

use super::date;
use super::drag::{self, Dragging, Moved};
use super::mark::mark_ui;

/// What a form remembers between frames: what is being typed, and what was refused.
#[derive(Clone, Debug, Default)]
pub struct FormState {
    /// The day the calendar opens at where a date is empty. `None`: the clock's today.
    pub today: Option<NaiveDate>,
    drafts: BTreeMap<String, Draft>,
    refused: BTreeMap<String, String>,
    waiting: VecDeque<(String, String)>,
    dragging: Option<Dragging>,
    tried: Option<Tried>,
    back: Option<String>,
}

/// What a drag in a form asks for, until it ends in a commit or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// To see how it would be with this text in this field.
    To(String, String),
    /// To see it as it is again.
    Over,
}

#[derive(Clone, Debug)]
struct Draft {
    text: String,
    /// Handed to the caller.
    sent: bool,
}

impl FormState {
    /// The text just reported for this field cannot be taken. The same can be said with [`FieldView::refused`].
    pub fn refuse(&mut self, key: &str, sentence: impl Into<String>) {
        self.refused.insert(key.to_owned(), sentence.into());
    }

    /// Forgets everything typed and refused: for showing another thing in the same form.
    pub fn reset(&mut self) {
        let tried = self.dragging.take().map(|_| Tried::Over);
        *self = Self { today: self.today, tried, ..Self::default() };
    }

    /// What a drag asks for since the last call. To be answered with [`Self::answer_try`].
    pub fn take_tried(&mut self) -> Option<Tried> {
        self.tried.take()
    }

    /// The field that is to be as in the base plan again, since the last call.
    pub fn take_back(&mut self) -> Option<String> {
        self.back.take()
    }

    /// Whether what was tried can be; the sentence says why not.
    pub fn answer_try(&mut self, answer: Result<(), String>) {
        let Some(dragging) = &mut self.dragging else { return };
        match answer {
            Ok(()) => {
                dragging.accept();
                self.refused.remove(&dragging.key);
            }
            Err(sentence) => {
                dragging.refuse();
                self.refused.insert(dragging.key.clone(), sentence);
            }
        }
    }

    /// Ends a drag whose form is drawn no more. Whether there was one.
    pub fn end_lost_drag(&mut self, ctx: &egui::Context) -> bool {
        let lost = self.dragging.as_ref().is_some_and(|dragging| !dragging.is_drawn(ctx));
        if lost {
            self.dragging = None;
            self.tried = None;
        }
        lost
    }

    /// Takes what was done with a handle.
    fn moved(&mut self, field: &FieldView, moved: Moved) {
        match moved {
            Moved::To(text) => self.tried = Some(Tried::To(field.key.clone(), text)),
            Moved::Left => {
                self.drop_typed(&field.key);
                self.tried = Some(Tried::Over);
            }
            Moved::Dropped(text) => {
                self.drop_typed(&field.key);
                if text != field.value {
                    self.send(field, text);
                }
                self.tried = Some(Tried::Over);
            }
            Moved::Stepped(text) => self.send(field, text),
        }
    }

    fn drop_typed(&mut self, key: &str) {
        self.drafts.remove(key);
        self.refused.remove(key);
    }

    /// Commits a text that nobody typed, which stands in the field until it is taken.
    fn send(&mut self, field: &FieldView, text: String) {
        self.drafts.insert(field.key.clone(), Draft { text: text.clone(), sent: true });
        self.commit(field, text);
    }

    /// Is something typed that has not been taken yet?
    pub fn has_drafts(&self) -> bool {
        !self.drafts.is_empty()
    }

    fn commit(&mut self, field: &FieldView, text: String) {
        self.refused.remove(&field.key);
        self.waiting.push_back((field.key.clone(), text));
    }
}

/// Draws the form. Returns the name of a field and its new text, when one is committed.
///
/// In a narrow place, such as the panel at the right, labels stand above their fields.
pub fn form_ui(ui: &mut Ui, view: &FormView, state: &mut FormState) -> Option<(String, String)> {
    if !view.title.is_empty() {
        theme::subheading_ui(ui, &view.title);
        ui.add_space(theme::GRID);
    }
    let stacked = ui.available_width() < theme::LABEL_WIDTH + theme::FIELD_WIDTH + theme::GROUP_GAP;
    for (index, group) in view.groups.iter().enumerate() {
        if index > 0 {
            ui.add_space(theme::GROUP_GAP);
        }
        if !group.title.is_empty() {
            ui.add(Label::new(RichText::new(&group.title).text_style(theme::strong())));
            ui.add_space(theme::GRID);
        }
        for field in &group.fields {
            ui.push_id(&field.key, |ui| field_ui(ui, field, state, stacked));
            ui.add_space(theme::GRID);
        }
    }
    let committed = state.waiting.pop_front();
    if !state.waiting.is_empty() {
        ui.ctx().request_repaint();
    }
    committed
}

fn field_ui(ui: &mut Ui, field: &FieldView, state: &mut FormState, stacked: bool) {
    if stacked {
        let label = label_ui(ui, field);
        input_row_ui(ui, field, state, label.id);
        return;
    }
    ui.horizontal_top(|ui| {
        let start = ui.cursor().min;
        let place = egui::Rect::from_min_size(start, vec2(theme::LABEL_WIDTH, theme::CONTROL_HEIGHT));
        let mut side =
            ui.new_child(UiBuilder::new().max_rect(place).layout(egui::Layout::top_down(egui::Align::Min)));
        side.add_space((theme::CONTROL_HEIGHT - side.text_style_height(&egui::TextStyle::Body)) / 2.0);
        let label = label_ui(&mut side, field);
        let used = vec2(theme::LABEL_WIDTH, side.min_rect().height().max(theme::CONTROL_HEIGHT));
        ui.allocate_exact_size(used, egui::Sense::hover());
        ui.vertical(|ui| input_row_ui(ui, field, state, label.id));
    });
}

fn label_ui(ui: &mut Ui, field: &FieldView) -> Response {
    let label = ui.add(Label::new(&field.label).wrap());
    if field.hint.is_empty() { label } else { label.on_hover_text(&field.hint) }
}

fn input_row_ui(ui: &mut Ui, field: &FieldView, state: &mut FormState, label: Id) {
    ui.horizontal(|ui| {
        let response = input_ui(ui, field, state, label);
        if !field.hint.is_empty() {
            response.on_hover_text(&field.hint);
        }
        if let Some(unit) = &field.unit {
            theme::quiet_ui(ui, unit);
        }
    });
    let refused = state.refused.get(&field.key).or(field.refused.as_ref());
    if let Some(sentence) = refused {
        theme::warning_ui(ui, sentence);
    }
    if let Some(base) = &field.base {
        base_ui(ui, field, base, state);
    }
    for words in [Some(&field.hint), field.note.as_ref()].into_iter().flatten() {
        if !words.is_empty() {
            theme::quiet_ui(ui, words);
        }
    }
}

/// What a field is in the base plan, where it differs, and the way back to it.
fn base_ui(ui: &mut Ui, field: &FieldView, base: &str, state: &mut FormState) {
    ui.horizontal_wrapped(|ui| {
        mark_ui(ui, DIFFERS);
        ui.add(Label::new(format!("In the base plan: {base}")).wrap());
        let back = ui.small_button("Back to the base plan");
        if back.accessible_name(format!("Back to the base plan: {}", field.label)).clicked() {
            state.drop_typed(&field.key);
            state.back = Some(field.key.clone());
        }
    });
}

fn input_ui(ui: &mut Ui, field: &FieldView, state: &mut FormState, label: Id) -> Response {
    let id = ui.scope_id().with("input");
    let width = theme::FIELD_WIDTH.min(ui.available_width());
    match &field.input {
        Input::Text => typed_ui(ui, id, field, state, width).labelled_by(label),
        Input::Lines => lines_ui(ui, id, field, state, width).labelled_by(label),
        Input::Number => {
            let response = typed_ui(ui, id, field, state, theme::FIELD_NARROW).labelled_by(label);
            dragged_ui(ui, id, field, state);
            response
        }
        Input::Date => {
            let response = typed_ui(ui, id, field, state, theme::FIELD_NARROW).labelled_by(label);
            let start =
                parse_date(&field.value).ok().or(state.today).unwrap_or_else(|| Local::now().date_naive());
            if let Some(day) = date::date_button_ui(ui, id, &field.label, start) {
                state.drafts.remove(&field.key);
                state.commit(field, format_date(day));
            }
            dragged_ui(ui, id, field, state);
            response
        }
        Input::Flag => {
            let mut on = field.value == "yes";
            let response = ui.add(Checkbox::without_text(&mut on)).labelled_by(label);
            if response.changed() {
                state.commit(field, if on { "yes" } else { "no" }.to_owned());
            }
            response
        }
        Input::Choice(items) => chosen_ui(ui, id, field, state, &pairs(items), width).labelled_by(label),
        Input::OptionalChoice(items) => {
            let mut all = vec![("", "None")];
            all.extend(pairs(items));
            chosen_ui(ui, id, field, state, &all, width).labelled_by(label)
        }
        Input::Several(items) => {
            let chosen = several(&field.value);
            let (response, toggled) = choice::several_button_ui(ui, id, &pairs(items), &chosen, width);
            if let Some(value) = toggled {
                state.commit(field, with_toggled(&field.value, &value, items));
            }
            response.labelled_by(label)
        }
        Input::ReadOnly => {
            ui.add(Label::new(field.shown.as_ref().unwrap_or(&field.value)).wrap().selectable(true))
        }
    }
}

fn pairs(items: &[ChoiceItem]) -> Vec<(&str, &str)> {
    items.iter().map(|item| (item.value.as_str(), item.label.as_str())).collect()
}

fn chosen_ui(
    ui: &mut Ui,
    id: Id,
    field: &FieldView,
    state: &mut FormState,
    items: &[(&str, &str)],
    width: f32,
) -> Response {
    let (response, chosen) = choice::choice_button_ui(ui, id, items, &field.value, width);
    if let Some(value) = chosen.filter(|value| *value != field.value) {
        state.commit(field, value);
    }
    response
}

fn typed_ui(ui: &mut Ui, id: Id, field: &FieldView, state: &mut FormState, width: f32) -> Response {
    let mut text = shown_text(field, state);
    if let Some(drag) = &field.drag
        && let Some(moved) = drag::step_in_field(ui, id, drag, &text)
    {
        state.moved(field, moved);
        text = shown_text(field, state);
    }
    let mut edit = super::field(&mut text).id(id).desired_width(width);
    if field.input == Input::Date {
        edit = edit.hint_text("dd/mm/yyyy");
    }
    let response = ui.add(edit);
    take_typed(ui, &response, field, state, text);
    response
}

fn lines_ui(ui: &mut Ui, id: Id, field: &FieldView, state: &mut FormState, width: f32) -> Response {
    const LINES: usize = 3;
    let mut text = shown_text(field, state);
    let has_keys = ui.memory(|memory| memory.has_focus(id));
    if has_keys && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter)) {
        ui.memory_mut(|memory| memory.surrender_focus(id));
    }
    let edit = TextEdit::multiline(&mut text).id(id).desired_width(width).desired_rows(LINES);
    let response = ui.add(edit);
    take_typed(ui, &response, field, state, text);
    response
}

/// The handle beside a field, where its value is dragged.
fn dragged_ui(ui: &mut Ui, id: Id, field: &FieldView, state: &mut FormState) {
    let Some(drag) = &field.drag else { return };
    let dragged = state.dragging.as_ref().filter(|dragging| dragging.key == field.key);
    let typed = state.drafts.get(&field.key);
    let shown = dragged.map(|dragging| &dragging.text).or(typed.map(|draft| &draft.text));
    let shown = shown.unwrap_or(&field.value).clone();
    let name = (field.key.as_str(), field.label.as_str());
    if let Some(moved) = drag::handle_ui(ui, id, name, drag, &shown, &mut state.dragging) {
        state.moved(field, moved);
    }
}

/// What stands in the field: what is being dragged or typed, else the value.
fn shown_text(field: &FieldView, state: &mut FormState) -> String {
    if let Some(dragging) = state.dragging.as_ref().filter(|dragging| dragging.key == field.key) {
        return dragging.text.clone();
    }
    let refused = field.refused.is_some() || state.refused.contains_key(&field.key);
    if let Some(draft) = state.drafts.get(&field.key) {
        if !draft.sent || refused {
            return draft.text.clone();
        }
        // Sent in an earlier frame and not refused: taken.
        state.drafts.remove(&field.key);
    }
    field.value.clone()
}

fn take_typed(ui: &Ui, response: &Response, field: &FieldView, state: &mut FormState, text: String) {
    if response.changed() {
        state.refused.remove(&field.key);
        state.drafts.insert(field.key.clone(), Draft { text, sent: false });
    }
    if !response.lost_focus() {
        return;
    }
    if ui.input(|input| input.key_pressed(Key::Escape)) {
        state.drafts.remove(&field.key);
        state.refused.remove(&field.key);
        return;
    }
    let Some(draft) = state.drafts.get_mut(&field.key).filter(|draft| !draft.sent) else { return };
    if draft.text == field.value {
        state.drafts.remove(&field.key);
        return;
    }
    draft.sent = true;
    let text = draft.text.clone();
    state.commit(field, text);
}

#[cfg(test)]
mod tests;
