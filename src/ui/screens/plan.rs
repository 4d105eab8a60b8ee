//! The plan's own parts: its dates, its calendar, the rules, and what the forecast supposes.

use eframe::egui::{ScrollArea, Ui};

use super::{Memory, head_ui, strip_ui, thing_form_ui};
use crate::app::desk::{Action, Desk, Screen};
use crate::app::reading::Reading;
use crate::app::view::mode;
use crate::domain::ids::Thing;
use crate::ui::theme;
use crate::ui::views::Views;

const PARTS: [(Thing, &str, &str); 7] = [
    (Thing::About, "Plan", "Whose plan it is, the day its facts are as at, and how far ahead it looks."),
    (
        Thing::Policy,
        "Rules",
        "The rules the service has set itself. Each can be changed; those without a published source say so.",
    ),
    (
        Thing::Calendar,
        "Calendar",
        "Bank holidays are worked out by rule. Add the days on which the council itself is closed.",
    ),
    (
        Thing::Demand,
        "Demand",
        "What comes in and how long it stays. The known look-ahead does not use it; forecasts do.",
    ),
    (
        Thing::Workforce,
        "Workforce",
        "How sickness, leavers and recruitment go by chance. The known look-ahead does not use it; forecasts do.",
    ),
    (
        Thing::Forecast,
        "Forecast settings",
        "How many runs a forecast makes, and from when it calls a team failing.",
    ),
    (
        Thing::Decisions,
        "Decisions",
        "Who decided what, and why. Doing what the panel proposes adds a line here.",
    ),
];

pub(super) fn plan_ui(
    ui: &mut Ui,
    desk: &Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let (thing, _, sentence) = PARTS[memory.plan_part.min(PARTS.len() - 1)];
    head_ui(ui, "Plan and rules", sentence);
    ui.horizontal_wrapped(|ui| {
        for (i, (_, label, _)) in PARTS.iter().enumerate() {
            if ui.selectable_label(memory.plan_part == i, *label).clicked() && memory.plan_part != i {
                memory.plan_part = i;
                memory.plan_form.reset();
            }
        }
    });
    ui.add_space(theme::GAP);
    if matches!(thing, Thing::Policy | Thing::Calendar | Thing::Demand | Thing::Workforce) {
        strip_ui(ui, desk, reading, views, true);
    }
    if matches!(thing, Thing::Demand | Thing::Workforce)
        && theme::link_ui(ui, "See these figures as tables, beside the official ones").clicked()
    {
        asked.push(Action::Go(Screen::Demand));
    }
    let Some(view) = views.form(reading, thing) else { return };
    ScrollArea::vertical().id_salt(thing).auto_shrink([false, false]).show(ui, |ui| {
        ui.set_max_width(theme::TEXT_WIDTH);
        if matches!(thing, Thing::About | Thing::Forecast | Thing::Decisions)
            && desk.session().is_some_and(|session| session.scenario().is_some())
        {
            theme::quiet_ui(ui, mode::FOR_ALL);
            ui.add_space(theme::GRID);
        }
        memory.plan_form.today = Some(reading.on);
        thing_form_ui(ui, view, &mut memory.plan_form, (thing, &reading.plan), asked);
        ui.add_space(theme::GROUP_GAP);
    });
}
