//! A list to choose from in a pop-up, with a search when it is long. Used by forms and by cells of tables.

use eframe::egui::{
    self, Id, Key, Popup, PopupCloseBehavior, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2,
};

use crate::ui::theme;

/// Lists longer than this get a search field.
pub const SEARCH_FROM: usize = 12;

/// A button that shows what is chosen and opens the list. Returns the button, and the value chosen just now.
///
/// `items`: value and label of each. The button has the role of a combo box: link it to its label.
pub fn choice_button_ui(
    ui: &mut Ui,
    id: Id,
    items: &[(&str, &str)],
    current: &str,
    width: f32,
) -> (Response, Option<String>) {
    let shown = items.iter().find(|(value, _)| *value == current).map_or(current, |(_, label)| label);
    let response = open_button_ui(ui, id, shown, width);
    let chosen = Popup::menu(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(width.max(theme::POPUP_WIDTH))
        .show(|ui| {
            let chosen = choice_list_ui(ui, id.with("list"), items, |value| value == current, ListKind::One);
            if chosen.is_some() {
                ui.close();
            }
            chosen
        })
        .and_then(|inner| inner.inner);
    if chosen.is_some() {
        response.request_focus();
    }
    (response, chosen)
}

/// The same with check boxes: any number can be chosen, and the list stays open. Returns the value toggled just now.
pub fn several_button_ui(
    ui: &mut Ui,
    id: Id,
    items: &[(&str, &str)],
    chosen: &[&str],
    width: f32,
) -> (Response, Option<String>) {
    let labels = chosen
        .iter()
        .map(|value| items.iter().find(|(known, _)| known == value).map_or(*value, |(_, label)| *label));
    let shown = labels.collect::<Vec<_>>().join(", ");
    let response = open_button_ui(ui, id, &shown, width);
    let toggled = Popup::menu(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(width.max(theme::POPUP_WIDTH))
        .show(|ui| {
            choice_list_ui(ui, id.with("list"), items, |value| chosen.contains(&value), ListKind::Several)
        })
        .and_then(|inner| inner.inner);
    (response, toggled)
}

fn open_button_ui(ui: &mut Ui, id: Id, shown: &str, width: f32) -> Response {
    let (rect, _) = ui.allocate_exact_size(vec2(width, theme::CONTROL_HEIGHT), Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        let mut info = WidgetInfo::new(Role::ComboBox);
        info.enabled = ui.is_enabled();
        info.current_text_value = Some(shown.to_owned());
        info
    });
    let visuals = ui.style().interact(&response);
    let painter = ui.painter_at(rect.expand(theme::STROKE));
    painter.rect(
        rect,
        visuals.corner_radius,
        theme::palette(ui).field,
        visuals.bg_stroke,
        egui::StrokeKind::Inside,
    );
    let room = rect.width() - theme::GRID * 7.0;
    let galley = super::one_line(ui, shown, room, theme::palette(ui).text);
    let y = rect.center().y - galley.size().y / 2.0;
    painter.galley(egui::pos2(rect.left() + theme::GAP, y), galley, theme::palette(ui).text);
    let tip = rect.right_center() - vec2(theme::GRID * 3.0, 0.0);
    theme::triangle(ui, tip, true, theme::palette(ui).quiet);
    response
}

/// What a list is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// Choosing one.
    One,
    /// Choosing one; what is chosen now asks for the keyboard.
    OneWithKeyboard,
    /// Choosing any number, with check boxes.
    Several,
}

/// The list itself. Returns the value clicked, or chosen with Enter in the search field.
pub fn choice_list_ui(
    ui: &mut Ui,
    id: Id,
    items: &[(&str, &str)],
    is_chosen: impl Fn(&str) -> bool,
    kind: ListKind,
) -> Option<String> {
    let check_boxes = kind == ListKind::Several;
    let mut search = String::new();
    let mut result = None;
    let mut into_list = false;
    if items.len() > SEARCH_FROM {
        let opened = ui.data(|data| data.get_temp::<String>(id).is_none());
        search = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        let field =
            super::field(&mut search).id(id.with("search")).hint_text("Search").desired_width(f32::INFINITY);
        let response = ui.add(field).accessible_name("Search the list");
        if opened {
            response.request_focus();
        }
        into_list = response.has_focus() && ui.input(|input| input.key_pressed(Key::ArrowDown));
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            result = matching(items, &search).next().map(|(value, _)| (*value).to_owned());
        }
        ui.data_mut(|data| data.insert_temp(id, search.clone()));
    }
    let mut first = true;
    if check_boxes {
        theme::outlined(ui);
    }
    let any_chosen = items.iter().any(|(value, _)| is_chosen(value));
    ScrollArea::vertical().id_salt(id).max_height(theme::POPUP_HEIGHT).show(ui, |ui| {
        let height = ui.spacing().interact_size.y;
        for (value, label) in matching(items, &search) {
            // Of a list of thousands only what is in sight is drawn, and a little more for the keyboard to step to.
            let place = Rect::from_min_size(ui.cursor().min, vec2(1.0, height));
            if items.len() > SEARCH_FROM * 4 && !first && !ui.is_rect_visible(place.expand(height * 3.0)) {
                ui.allocate_space(place.size());
                continue;
            }
            let mut chosen = is_chosen(value);
            let response = if check_boxes {
                ui.push_id(*value, |ui| ui.checkbox(&mut chosen, *label)).inner
            } else {
                let words = if label.is_empty() { "None" } else { label };
                ui.push_id(*value, |ui| ui.selectable_label(chosen, words)).inner
            };
            if response.clicked() {
                result = Some((*value).to_owned());
            }
            let at_first = std::mem::take(&mut first);
            let here = kind == ListKind::OneWithKeyboard && items.len() <= SEARCH_FROM;
            if at_first && into_list || here && (chosen || at_first && !any_chosen) {
                response.request_focus();
            }
        }
        if first {
            theme::quiet_ui(ui, "Nothing in the list matches");
        }
    });
    if result.is_some() && !check_boxes {
        forget_search(ui.ctx(), id);
    }
    result
}

/// Starts the next opening of a list with an empty search.
pub fn forget_search(ctx: &egui::Context, id: Id) {
    ctx.data_mut(|data| data.remove::<String>(id));
}

fn matching<'a>(
    items: &'a [(&'a str, &'a str)],
    search: &str,
) -> impl Iterator<Item = &'a (&'a str, &'a str)> {
    let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    items.iter().filter(move |(_, label)| {
        if words.is_empty() {
            return true;
        }
        let label = label.to_lowercase();
        words.iter().all(|word| label.contains(word))
    })
}
