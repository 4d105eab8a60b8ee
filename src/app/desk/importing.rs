//! Bringing lists in: started, decided on, accepted as one edit or left.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Desk, ImportChoice, Screen};
use crate::app::import_session::ImportSession;
use crate::app::session::Session;
use crate::domain::plan::Plan;

impl Desk {
    pub(super) fn start_import(&mut self, paths: Vec<PathBuf>) {
        let Some(first) = paths.first().cloned() else { return };
        self.remember_folder("import", &first);
        let today = chrono::Local::now().date_naive();
        if self.session.is_none() {
            self.show(Session::untouched(Plan::empty(today)));
        }
        let base = self.session.as_ref().map(|session| Arc::clone(session.base()));
        match ImportSession::start(base, paths, today, self.wake.clone()) {
            Ok(import) => {
                self.remember_place();
                self.import = Some(import);
                self.screen = Screen::Import;
            }
            Err(error) => self.tell("The lists could not be read", vec![error.to_string()]),
        }
    }

    pub(super) fn decide_import(&mut self, choice: ImportChoice) {
        let Some(import) = &mut self.import else { return };
        match choice {
            ImportChoice::Accept => {
                if let Some(session) = &self.session {
                    import.keep_up(session.base());
                }
                let Some(edit) = import.edit() else {
                    self.told = Some(
                        "The plan has changed; the lists are being put together with it again".to_owned(),
                    );
                    return;
                };
                if self.apply(&edit) {
                    self.import = None;
                    self.screen = Screen::Overview;
                    self.back.clear();
                    self.told = Some("The lists are in the plan. Undo takes them out again".to_owned());
                }
            }
            ImportChoice::Cancel => {
                self.import = None;
                self.screen = Screen::Overview;
                self.told = Some("Nothing was brought in".to_owned());
            }
            ImportChoice::AsAt(day) => import.decide(|options| options.as_at = day),
            ImportChoice::CloseMissing(close) => import.decide(|options| options.drop_missing = close),
            ImportChoice::Census(census) => import.decide(|options| options.census = census),
            ImportChoice::CensusVacancies(add) => import.decide(|options| options.census_vacancies = add),
            ImportChoice::UntoldKind(kind) => import.decide(|options| options.untold_kind = kind),
            ImportChoice::OnePerson(pairs) => import.decide(|options| {
                for (a, b) in pairs {
                    options.one_person(&a, &b);
                }
            }),
            ImportChoice::TwoPeople(pairs) => import.decide(|options| {
                for (a, b) in pairs {
                    options.two_people(&a, &b);
                }
            }),
        }
    }
}
