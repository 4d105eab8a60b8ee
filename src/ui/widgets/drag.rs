//! A handle beside a number or a date: dragged sideways it changes the value step by step, and so do its arrow keys.
//!
//! While it is dragged each new value is only tried; letting go takes it, Esc leaves everything as it was.

use eframe::egui::accesskit::Action as ReaderAction;
use eframe::egui::{
    self, CursorIcon, EventFilter, Id, InputState, Key, Modifiers, Role, Sense, Shape, Stroke, StrokeKind,
    Ui, WidgetInfo, vec2,
};

use crate::app::view::drag::Drag;
use crate::ui::theme;

/// What is being dragged.
#[derive(Clone, Debug)]
pub struct Dragging {
    /// The field.
    pub key: String,
    /// What stands in it for now.
    pub text: String,
    /// The last that could be taken.
    good: String,
    from: String,
    travelled: f32,
    /// When it was last drawn: what is drawn no more is dragged no more.
    pass: u64,
}

impl Dragging {
    /// The value that was tried can be taken.
    pub fn accept(&mut self) {
        self.good.clone_from(&self.text);
    }

    /// It cannot: the last that could stays.
    pub fn refuse(&mut self) {
        self.text.clone_from(&self.good);
    }

    /// Whether it was drawn in this pass.
    pub fn is_drawn(&self, ctx: &egui::Context) -> bool {
        self.pass == ctx.cumulative_pass_nr()
    }
}

/// What was done with a handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// Dragged to this value, not let go yet.
    To(String),
    /// Let go at this value.
    Dropped(String),
    /// Left as it was, with Esc.
    Left,
    /// Stepped to this value by key.
    Stepped(String),
}

/// Draws the handle of a field that shows `shown` now.
pub fn handle_ui(
    ui: &mut Ui,
    id: Id,
    (key, label): (&str, &str),
    drag: &Drag,
    shown: &str,
    dragging: &mut Option<Dragging>,
) -> Option<Moved> {
    let can = drag.moved(shown, 0).is_some();
    let (rect, _) = ui.allocate_exact_size(vec2(theme::DRAG_HANDLE, theme::CONTROL_HEIGHT), Sense::hover());
    let response = ui.interact(rect, id.with("drag"), if can { Sense::drag() } else { Sense::hover() });
    let name = format!("Drag: {label}");
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::SpinButton, can && ui.is_enabled(), &name);
        info.current_text_value = Some(shown.to_owned());
        info
    });
    let own = dragging.as_ref().is_some_and(|dragging| dragging.key == key);
    let palette = theme::palette(ui);
    let colour = match (can, own || response.hovered() || response.has_focus()) {
        (false, _) => palette.hairline,
        (true, true) => palette.accent,
        (true, false) => palette.outline,
    };
    arrows(ui, rect, colour);
    if response.has_focus() {
        let radius = f32::from(theme::RADIUS);
        ui.painter().rect_stroke(rect, radius, palette.focus(), StrokeKind::Inside);
    }
    let hint = if can {
        "Drag sideways to try values out; let go to take one, Esc to leave it. In the field, Ctrl and the up or down key"
    } else {
        "Type a value first: then it can be dragged"
    };
    let response = if can { response.on_hover_cursor(CursorIcon::ResizeHorizontal) } else { response };
    let response = response.on_hover_text(hint);
    if !can {
        return None;
    }
    if response.drag_started() {
        *dragging = Some(Dragging {
            key: key.to_owned(),
            text: shown.to_owned(),
            good: shown.to_owned(),
            from: shown.to_owned(),
            travelled: 0.0,
            pass: 0,
        });
    }
    if let Some(now) = dragging.as_mut().filter(|dragging| dragging.key == key) {
        now.pass = ui.ctx().cumulative_pass_nr();
        let moved = drag_on(ui, now, drag, &response);
        if matches!(moved, Some(Moved::Dropped(_) | Moved::Left)) {
            *dragging = None;
        }
        return moved;
    }
    let told = told_steps(ui, response.id);
    if told != 0 {
        return stepped(drag, shown, told);
    }
    if response.has_focus() {
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        let steps = ui.input(|input| {
            let presses = |key| i64::try_from(input.num_presses(key)).unwrap_or(0);
            presses(Key::ArrowRight) + presses(Key::ArrowUp)
                - presses(Key::ArrowLeft)
                - presses(Key::ArrowDown)
        });
        return stepped(drag, shown, steps);
    }
    None
}

/// One more frame of a drag.
fn drag_on(ui: &Ui, now: &mut Dragging, drag: &Drag, response: &egui::Response) -> Option<Moved> {
    if ui.input(|input| input.key_pressed(Key::Escape)) {
        ui.ctx().stop_dragging();
        return Some(Moved::Left);
    }
    now.travelled += response.drag_delta().x;
    let steps = (now.travelled / theme::DRAG_STEP).trunc() as i64;
    let to = if steps == 0 { now.from.clone() } else { drag.moved(&now.from, steps)? };
    if response.drag_stopped() || !response.dragged() {
        return Some(Moved::Dropped(now.good.clone()));
    }
    if to == now.text {
        return None;
    }
    now.text.clone_from(&to);
    Some(Moved::To(to))
}

/// Steps asked for by a screen reader.
fn told_steps(ui: &Ui, id: Id) -> i64 {
    ui.ctx().accesskit_node_builder(id, |node| {
        node.add_action(ReaderAction::Increment);
        node.add_action(ReaderAction::Decrement);
    });
    let asked = |action| {
        ui.input(|input| i64::try_from(input.num_accesskit_action_requests(id, action)).unwrap_or(0))
    };
    asked(ReaderAction::Increment) - asked(ReaderAction::Decrement)
}

/// The value so many steps on, if that is another.
fn stepped(drag: &Drag, shown: &str, steps: i64) -> Option<Moved> {
    if steps == 0 {
        return None;
    }
    drag.moved(shown, steps).filter(|to| to != shown).map(Moved::Stepped)
}

/// Ctrl or Alt with the up or down key, while the field itself has the keyboard.
pub fn step_in_field(ui: &Ui, field: Id, drag: &Drag, shown: &str) -> Option<Moved> {
    if !ui.memory(|memory| memory.has_focus(field)) {
        return None;
    }
    let steps = ui.input_mut(|input| {
        let mut taken = |key| {
            let both = [Modifiers::COMMAND, Modifiers::ALT];
            both.map(|modifiers| count(input, modifiers, key)).into_iter().sum::<i64>()
        };
        taken(Key::ArrowUp) - taken(Key::ArrowDown)
    });
    stepped(drag, shown, steps)
}

fn count(input: &mut InputState, modifiers: Modifiers, key: Key) -> i64 {
    i64::try_from(input.count_and_consume_key(modifiers, key)).unwrap_or(0)
}

/// Two arrows away from each other, painted so that they never depend on a typeface.
fn arrows(ui: &Ui, rect: egui::Rect, colour: egui::Color32) {
    let (centre, reach, tip) = (rect.center(), theme::DRAG_HANDLE / 2.0 - theme::HAIRLINE, theme::GRID);
    let line = Stroke::new(theme::HAIRLINE, colour);
    ui.painter().line_segment([centre - vec2(reach - tip, 0.0), centre + vec2(reach - tip, 0.0)], line);
    for side in [-1.0, 1.0] {
        let point = centre + vec2(side * reach, 0.0);
        let back = centre + vec2(side * (reach - tip), 0.0);
        let points = vec![point, back + vec2(0.0, tip), back - vec2(0.0, tip)];
        ui.painter().add(Shape::convex_polygon(points, colour, Stroke::NONE));
    }
}
