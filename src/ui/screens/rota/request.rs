//! The card "Is this request safe?".

use eframe::egui::{Label, RichText, Ui};

use crate::app::desk::Action;
use crate::app::view::children::Wanted;
use crate::app::view::rota::gesture::Gesture;
use crate::app::view::rota::request_card::{CardAct, FindingLine, RequestCard};
use crate::app::view::table::{Mark, Shape, Tone};
use crate::app::words;
use crate::domain::ids::Thing;
use crate::ui::theme;
use crate::ui::widgets::mark::mark_ui;

/// Children named behind a finding; the rest stand behind a link.
const MOST_CHILDREN: usize = 4;

const SAFE: Mark = Mark { shape: Shape::Disc, tone: Tone::BlueGreen, name: "Safe" };
const UNSAFE: Mark = Mark { shape: Shape::Cross, tone: Tone::Vermilion, name: "Not safe" };
const KNOW: Mark = Mark { shape: Shape::Triangle, tone: Tone::Yellow, name: "To be known" };

/// Draws the card. Returns what was chosen from it.
pub(super) fn card_ui(ui: &mut Ui, card: &RequestCard, asked: &mut Vec<Action>) -> Option<Gesture> {
    let mut chosen = None;
    theme::subheading_ui(ui, "Is this request safe?");
    theme::quiet_ui(ui, &format!("{} ({})", card.title, card.facts));
    ui.horizontal_wrapped(|ui| {
        mark_ui(ui, if card.safe { SAFE } else { UNSAFE });
        ui.add(Label::new(RichText::new(&card.sentence).text_style(theme::strong())).wrap());
    });
    for finding in &card.findings {
        finding_ui(ui, finding, asked);
    }
    ui.add_space(theme::GRID);
    acts_ui(ui, "The nearest days that are safe:", &card.alternatives, &mut chosen);
    acts_ui(ui, "Cover that would make it safe:", &card.cover, &mut chosen);
    if let Some(agree) = &card.agree {
        let button =
            if card.safe { ui.add(theme::primary_button(ui, &agree.label)) } else { ui.button(&agree.label) };
        if button.on_hover_text(&agree.hint).clicked() {
            chosen = Some(agree.gesture.clone());
        }
    }
    chosen
}

fn finding_ui(ui: &mut Ui, finding: &FindingLine, asked: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        mark_ui(ui, if finding.unsafe_ { UNSAFE } else { KNOW });
        ui.add(Label::new(&finding.sentence).wrap().selectable(true));
        let (named, more) = finding.children.split_at(finding.children.len().min(MOST_CHILDREN));
        for (child, reference) in named {
            if theme::link_ui(ui, reference).clicked() {
                asked.push(Action::Select(Thing::Child(*child)));
            }
        }
        if !more.is_empty() {
            let all = words::count(finding.children.len(), "child", "children");
            if theme::link_ui(ui, &format!("all {all}")).clicked() {
                let only = finding.children.iter().map(|(child, _)| *child).collect();
                asked.push(Action::Show(Wanted { only: Some(only), ..Wanted::default() }));
            }
        }
    });
}

fn acts_ui(ui: &mut Ui, heading: &str, acts: &[CardAct], chosen: &mut Option<Gesture>) {
    if acts.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(heading);
        for act in acts {
            if ui.button(&act.label).on_hover_text(&act.hint).clicked() {
                *chosen = Some(act.gesture.clone());
            }
        }
    });
}
