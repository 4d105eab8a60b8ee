//! A form: any [`FormView`]. Typed text is committed on Enter or when the field is left, never with each key.

use std::collections::{BTreeMap, VecDeque};

use chrono::{Local, NaiveDate};
use eframe::egui::{
    self, Checkbox, Id, Key, Label, Modifiers, Response, RichText, TextEdit, Ui, UiBuilder, vec2,
};

use crate::app::view::form::{ChoiceItem, FieldView, FormView, Input, several, with_toggled};
use crate::domain::calendar::{format_date, parse_date};
use crate::ui::theme;
use crate::ui::widgets::choice;

use super::date;
use super::drag::{self, Dragging, Moved};

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
    for words in [Some(&field.hint), field.note.as_ref()].into_iter().flatten() {
        if !words.is_empty() {
            theme::quiet_ui(ui, words);
        }
    }
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
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::app::view::form::FormGroup;
    use crate::ui::widgets::testing::{click, harness, press, press_with, type_text};

    struct Screen {
        view: FormView,
        state: FormState,
        committed: Vec<(String, String)>,
        refuse: Option<&'static str>,
    }

    fn screen(fields: Vec<FieldView>) -> Harness<'static, Screen> {
        let view =
            FormView { title: "Worker".into(), groups: vec![FormGroup { title: "Contract".into(), fields }] };
        let today = NaiveDate::from_ymd_opt(2026, 9, 7);
        let state = FormState { today, ..FormState::default() };
        harness(
            |ui, screen: &mut Screen| {
                let Some((key, text)) = form_ui(ui, &screen.view, &mut screen.state) else { return };
                if let Some(sentence) = screen.refuse {
                    screen.state.refuse(&key, sentence);
                } else {
                    let fields = screen.view.groups.iter_mut().flat_map(|group| &mut group.fields);
                    for field in fields.filter(|field| field.key == key) {
                        field.value.clone_from(&text);
                    }
                }
                screen.committed.push((key, text));
            },
            Screen { view, state, committed: Vec::new(), refuse: None },
        )
    }

    fn committed<'a>(harness: &'a Harness<'_, Screen>) -> Vec<(&'a str, &'a str)> {
        harness.state().committed.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect()
    }

    fn many(count: usize) -> Vec<ChoiceItem> {
        (1..=count).map(|n| ChoiceItem::new(format!("t{n}"), format!("Team {n}"))).collect()
    }

    #[test]
    fn text_is_committed_once_on_enter_or_when_the_field_is_left() {
        let mut harness = screen(vec![
            FieldView::new("name", "Name", "Ada", Input::Text).hint("As in the rota"),
            FieldView::new("cap", "Cap", "18", Input::Number).unit("children"),
        ]);
        click(&mut harness, "Name");
        type_text(&mut harness, " Brook");
        assert_eq!(committed(&harness), [], "not with each key");
        press(&mut harness, &[Key::Enter]);
        assert_eq!(committed(&harness), [("name", "Ada Brook")]);
        click(&mut harness, "Cap");
        press_with(&mut harness, Modifiers::COMMAND, Key::A);
        type_text(&mut harness, "20");
        click(&mut harness, "Name");
        assert_eq!(committed(&harness).last(), Some(&("cap", "20")));
        assert_eq!(committed(&harness).len(), 2);
        assert!(!harness.state().state.has_drafts());
    }

    #[test]
    fn escape_brings_the_old_text_back() {
        let mut harness = screen(vec![FieldView::new("name", "Name", "Ada", Input::Text)]);
        click(&mut harness, "Name");
        type_text(&mut harness, "x");
        press(&mut harness, &[Key::Escape]);
        assert_eq!(committed(&harness), []);
        assert_eq!(harness.get_by_label("Name").value().as_deref(), Some("Ada"));
    }

    #[test]
    fn a_refused_text_stays_with_its_sentence_until_it_is_put_right() {
        let mut harness = screen(vec![FieldView::new("cap", "Cap", "18", Input::Number)]);
        harness.state_mut().refuse = Some("Type a number of children, such as 18");
        click(&mut harness, "Cap");
        type_text(&mut harness, "x");
        press(&mut harness, &[Key::Tab]);
        harness.get_by_label("Type a number of children, such as 18");
        assert_eq!(harness.get_by_label("Cap").value().as_deref(), Some("18x"));
        harness.state_mut().refuse = None;
        click(&mut harness, "Cap");
        press(&mut harness, &[Key::End, Key::Backspace]);
        assert!(harness.query_by_label("Type a number of children, such as 18").is_none());
        press(&mut harness, &[Key::Tab]);
        assert_eq!(committed(&harness).len(), 1, "back at the old value there is nothing to commit");
        assert_eq!(harness.get_by_label("Cap").value().as_deref(), Some("18"));
    }

    #[test]
    fn a_flag_and_a_choice_are_committed_at_once() {
        let mut harness = screen(vec![
            FieldView::new("asye", "In ASYE", "no", Input::Flag),
            FieldView::new("team", "Team", "t1", Input::Choice(many(3))),
            FieldView::new("mentor", "Mentor", "t1", Input::OptionalChoice(many(3))),
        ]);
        click(&mut harness, "In ASYE");
        click(&mut harness, "Team");
        click(&mut harness, "Team 2");
        click(&mut harness, "Mentor");
        click(&mut harness, "None");
        assert_eq!(committed(&harness), [("asye", "yes"), ("team", "t2"), ("mentor", "")]);
        assert_eq!(harness.get_by_label("Team").value().as_deref(), Some("Team 2"));
    }

    #[test]
    fn a_long_list_is_searched_and_chosen_from_with_the_keyboard() {
        let mut harness = screen(vec![FieldView::new("team", "Team", "t1", Input::Choice(many(30)))]);
        harness.get_by_label("Team").focus();
        harness.run();
        press(&mut harness, &[Key::Enter]);
        type_text(&mut harness, "27");
        assert!(harness.query_by_label("Team 5").is_none());
        press(&mut harness, &[Key::Enter]);
        assert_eq!(committed(&harness), [("team", "t27")]);
        assert!(harness.query_by_label("Search the list").is_none(), "the list has closed");
        press(&mut harness, &[Key::Enter]);
        press(&mut harness, &[Key::ArrowDown, Key::ArrowDown, Key::Enter]);
        assert_eq!(committed(&harness).last(), Some(&("team", "t2")));
    }

    #[test]
    fn several_are_chosen_without_the_list_closing() {
        let mut harness = screen(vec![FieldView::new("skills", "Skills", "t3", Input::Several(many(4)))]);
        click(&mut harness, "Skills");
        click(&mut harness, "Team 1");
        click(&mut harness, "Team 3");
        assert_eq!(committed(&harness), [("skills", "t1,t3"), ("skills", "t1")]);
    }

    #[test]
    fn a_date_is_picked_with_the_arrow_keys() {
        let mut harness = screen(vec![FieldView::new("start", "Start", "", Input::Date)]);
        click(&mut harness, "Choose date for Start");
        press(&mut harness, &[Key::ArrowDown, Key::ArrowRight, Key::PageDown, Key::Enter]);
        assert_eq!(committed(&harness), [("start", "15/10/2026")]);
        click(&mut harness, "Choose date for Start");
        click(&mut harness, "Next month");
        click(&mut harness, "2 November 2026");
        assert_eq!(committed(&harness).last(), Some(&("start", "02/11/2026")));
    }

    #[test]
    fn several_lines_keep_their_line_ends() {
        let mut harness = screen(vec![FieldView::new("note", "Note", "", Input::Lines)]);
        click(&mut harness, "Note");
        type_text(&mut harness, "one");
        press(&mut harness, &[Key::Enter]);
        type_text(&mut harness, "two");
        press_with(&mut harness, Modifiers::COMMAND, Key::Enter);
        assert_eq!(committed(&harness), [("note", "one\ntwo")]);
    }

    #[test]
    fn what_is_only_read_is_shown_in_words() {
        let mut field =
            FieldView::new("load", "Load", "17.5", Input::ReadOnly).note("Assumption, not sourced");
        field.shown = Some("17½ children".into());
        let harness = screen(vec![field]);
        harness.get_by_label("17½ children");
        harness.get_by_label("Assumption, not sourced");
    }
}
