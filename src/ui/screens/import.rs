//! Lists that are being brought in: what was understood, how it adds up, what is asked, then accept or cancel.

use eframe::egui::{self, Ui};

use super::head_ui;
use crate::app::desk::{Action, Desk, ImportChoice};
use crate::app::import::reconcile::{CensusChoice, Question};
use crate::app::import_session::ImportSession;
use crate::app::view::form::{FieldView, FormGroup, FormView, Input};
use crate::app::view::import::PreviewSummary;
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::plan::{AbsenceKind, Words as _};
use crate::ui::theme;
use crate::ui::widgets::form::{FormState, form_ui};
use crate::ui::widgets::table::{TableState, data_table_ui};

/// What the screen remembers between frames.
#[derive(Debug, Default)]
pub(super) struct Memory {
    part: Part,
    date: FormState,
    lists: TableState<usize>,
    questions: TableState<usize>,
    changes: TableState<usize>,
    not_understood: TableState<usize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Lists,
    Questions,
    Changes,
    NotUnderstood,
}

pub(super) fn import_ui(ui: &mut Ui, desk: &mut Desk, memory: &mut Memory, asked: &mut Vec<Action>) {
    let Some(import) = &desk.import else {
        head_ui(ui, "Bring in lists", "No list is being brought in");
        if ui.button("Choose child and staff lists…").clicked() {
            asked.push(Action::Import);
        }
        return;
    };
    let Some((preview, summary)) = import.preview() else {
        let sentence = if import.has_failed() {
            "The program made a mistake over these lists. Nothing was changed; please report it"
        } else {
            "Reading the lists…"
        };
        head_ui(ui, "Bring in lists", sentence);
        if ui.button("Cancel").clicked() {
            asked.push(Action::Importing(ImportChoice::Cancel));
        }
        return;
    };
    head_ui(ui, "Bring in lists", &summary.sentence);
    ui.horizontal_wrapped(|ui| {
        let ready = import.edit().is_some() && preview.reconcile.adds_up();
        let accept = theme::primary_button(ui, "Bring it in");
        if ui.add_enabled(ready, accept).on_hover_text("One step, which undo takes back").clicked() {
            asked.push(Action::Importing(ImportChoice::Accept));
        }
        if ui.button("Cancel").on_hover_text("Nothing is changed").clicked() {
            asked.push(Action::Importing(ImportChoice::Cancel));
        }
        theme::quiet_ui(ui, &summary.label);
    });
    choices_ui(ui, import, memory, asked);
    if let Some(newer) = import.older_than() {
        let sentence = format!(
            "The plan is as at {}, after these lists. Bringing them in would undo what has happened since",
            format_date(newer)
        );
        theme::warning_ui(ui, &sentence);
    }
    for error in &summary.file_errors {
        theme::warning_ui(ui, error);
    }
    ui.add_space(theme::GRID);
    parts_ui(ui, summary, memory);
    ui.add_space(theme::GRID);
    match memory.part {
        Part::Lists => {
            for line in &summary.left_out {
                theme::quiet_ui(ui, line);
            }
            data_table_ui(ui, &summary.lists, &mut memory.lists, &[]);
        }
        Part::Questions => questions_ui(ui, &preview.questions, summary, memory, asked),
        Part::Changes => {
            data_table_ui(ui, &summary.changes, &mut memory.changes, &[]);
        }
        Part::NotUnderstood => {
            data_table_ui(ui, &summary.not_understood, &mut memory.not_understood, &[]);
        }
    }
}

/// The lists' date and what to do about the rest.
fn choices_ui(ui: &mut Ui, import: &ImportSession, memory: &mut Memory, asked: &mut Vec<Action>) {
    let options = import.options();
    ui.add_space(theme::GRID);
    let date = FieldView::new("as_at", "Lists as at", format_date(options.as_at), Input::Date)
        .hint("The plan’s date becomes this day");
    let form = FormView {
        groups: vec![FormGroup { title: String::new(), fields: vec![date] }],
        ..FormView::default()
    };
    memory.date.today = Some(options.as_at);
    if let Some((_, text)) = form_ui(ui, &form, &mut memory.date) {
        match crate::domain::calendar::parse_date(&text) {
            Ok(day) => asked.push(Action::Importing(ImportChoice::AsAt(day))),
            Err(error) => memory.date.refuse("as_at", error.to_string()),
        }
    }
    ui.horizontal_wrapped(|ui| {
        let mut close = options.drop_missing;
        if ui.checkbox(&mut close, "Close children of the last list who are not in this one").changed() {
            asked.push(Action::Importing(ImportChoice::CloseMissing(close)));
        }
        if import.gathered().is_some_and(|gathered| !gathered.absences.is_empty()) {
            untold_kind_ui(ui, options.untold_kind, asked);
        }
        if import.gathered().is_some_and(|gathered| !gathered.censuses.is_empty()) {
            ui.label("Workforce census (no names in it):");
            for (choice, label) in [
                (CensusChoice::MatchByRegistration, "Match by registration number"),
                (CensusChoice::AddAnonymous { team: None }, "Add the others without names"),
                (CensusChoice::Leave, "Leave it"),
            ] {
                if ui.radio(options.census == choice, label).clicked() {
                    asked.push(Action::Importing(ImportChoice::Census(choice)));
                }
            }
            let mut vacancies = options.census_vacancies;
            if ui.checkbox(&mut vacancies, "Add its vacancies as posts").changed() {
                asked.push(Action::Importing(ImportChoice::CensusVacancies(vacancies)));
            }
        }
    });
}

/// Why somebody is taken to be away of whom the files only say that they are.
fn untold_kind_ui(ui: &mut Ui, chosen: AbsenceKind, asked: &mut Vec<Action>) {
    let label = ui.label("Away, and nothing says why:");
    let choice =
        egui::ComboBox::from_id_salt("untold_kind").selected_text(chosen.label()).show_ui(ui, |ui| {
            for kind in AbsenceKind::ALL {
                if ui.selectable_label(*kind == chosen, kind.label()).clicked() {
                    asked.push(Action::Importing(ImportChoice::UntoldKind(*kind)));
                }
            }
        });
    choice.response.labelled_by(label.id);
}

fn parts_ui(ui: &mut Ui, summary: &PreviewSummary, memory: &mut Memory) {
    ui.horizontal_wrapped(|ui| {
        for (part, label, count) in [
            (Part::Lists, "How it adds up", None),
            (Part::Questions, "Questions", Some(summary.questions.rows.len())),
            (Part::Changes, "What changes", Some(summary.changes.rows.len())),
            (Part::NotUnderstood, "Not understood", Some(summary.not_understood.rows.len())),
        ] {
            let label =
                count.map_or_else(|| label.to_owned(), |n| format!("{label} {}", words::thousands(n)));
            if ui.selectable_label(memory.part == part, label).clicked() {
                memory.part = part;
            }
        }
    });
}

fn questions_ui(
    ui: &mut Ui,
    questions: &[Question],
    summary: &PreviewSummary,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let pairs: Vec<(String, String)> = memory
        .questions
        .selected
        .iter()
        .filter_map(|place| match questions.get(*place) {
            Some(Question::SamePerson { a, b, .. }) => Some((a.name.clone(), b.name.clone())),
            _ => None,
        })
        .collect();
    ui.horizontal_wrapped(|ui| {
        let any = !pairs.is_empty();
        if ui.add_enabled(any, egui::Button::new("One person")).clicked() {
            asked.push(Action::Importing(ImportChoice::OnePerson(pairs.clone())));
            memory.questions.selected.clear();
        }
        if ui.add_enabled(any, egui::Button::new("Two people")).clicked() {
            asked.push(Action::Importing(ImportChoice::TwoPeople(pairs.clone())));
            memory.questions.selected.clear();
        }
        theme::quiet_ui(ui, "Choose one or more and answer. What is not answered stays as two people.");
    });
    data_table_ui(ui, &summary.questions, &mut memory.questions, &[]);
}
