//! Questions that stand in the way until they are answered: few, and each says what is at stake.

use eframe::egui::{Context, Id, Modal, ScrollArea, Ui};

use super::theme;
use crate::app::desk::{Action, Answer, Ask, Desk};
use crate::domain::calendar::format_date;

/// Draws the question that waits, if one does. Returns its answer.
pub fn questions_ui(ctx: &Context, desk: &Desk) -> Option<Action> {
    let ask = desk.ask.as_ref()?;
    let mut answer = None;
    let modal = Modal::new(Id::unique("question")).show(ctx, |ui| {
        ui.set_width(theme::QUESTION_WIDTH);
        match ask {
            Ask::Unsaved(_) => {
                theme::subheading_ui(ui, "Save the plan first?");
                ui.label("There are changes that are not saved. Without saving they are lost.");
                answers_ui(
                    ui,
                    &[
                        ("Save", Answer::Save),
                        ("Go on without saving", Answer::Discard),
                        ("Keep working", Answer::Stay),
                    ],
                    &mut answer,
                );
            }
            Ask::Conflict { sentence, .. } => {
                theme::subheading_ui(ui, "Replace the file?");
                ui.label(sentence);
                answers_ui(
                    ui,
                    &[
                        ("Save under another name", Answer::SaveElsewhere),
                        ("Replace it", Answer::Replace),
                        ("Keep working", Answer::Stay),
                    ],
                    &mut answer,
                );
            }
            Ask::Recover(kept) => {
                theme::subheading_ui(ui, "Take up the work that was not saved?");
                let local = kept.when.with_timezone(&chrono::Local);
                ui.label(format!(
                    "The program ended on {} at {} before a plan was saved. Its last state was kept.",
                    format_date(local.date_naive()),
                    local.format("%H:%M")
                ));
                answers_ui(
                    ui,
                    &[("Take it up", Answer::Recover), ("Leave it", Answer::LeaveRecovered)],
                    &mut answer,
                );
            }
            Ask::Tell { title, lines } => {
                theme::subheading_ui(ui, title);
                ScrollArea::vertical().max_height(theme::COMMANDS_HEIGHT).show(ui, |ui| {
                    for line in lines {
                        ui.label(line);
                    }
                });
                answers_ui(ui, &[("Close", Answer::Understood)], &mut answer);
            }
        }
    });
    if modal.should_close() && answer.is_none() {
        answer = Some(match ask {
            Ask::Recover(_) => Answer::LeaveRecovered,
            Ask::Tell { .. } => Answer::Understood,
            Ask::Unsaved(_) | Ask::Conflict { .. } => Answer::Stay,
        });
    }
    answer.map(Action::Answer)
}

fn answers_ui(ui: &mut Ui, answers: &[(&str, Answer)], answer: &mut Option<Answer>) {
    ui.add_space(theme::GAP);
    ui.horizontal_wrapped(|ui| {
        for (i, (label, meaning)) in answers.iter().enumerate() {
            let response = if i == 0 { ui.add(theme::primary_button(ui, label)) } else { ui.button(*label) };
            if i == 0 && ui.memory(|memory| memory.focused().is_none()) {
                response.request_focus();
            }
            if response.clicked() {
                *answer = Some(*meaning);
            }
        }
    });
}
