//! New work from official figures or from the list: one step each, told with what it came to.

use super::Desk;
use crate::app::view::demand;
use crate::domain::edit::Edit;
use crate::domain::plan::Plan;

impl Desk {
    pub(super) fn use_official(&mut self, area: &str) {
        self.change_demand(|plan| demand::use_official(plan, area));
    }

    pub(super) fn fit_to_list(&mut self, area: &str) {
        self.change_demand(|plan| demand::fit_to_list(plan, area));
    }

    fn change_demand(&mut self, edit: impl FnOnce(&Plan) -> Result<Edit, String>) {
        let Some(session) = &self.session else { return };
        match edit(session.plan()) {
            Ok(edit) => {
                let before = session.revision();
                if self.apply(&edit)
                    && let Some(session) = &self.session
                {
                    self.told = Some(if session.revision() == before {
                        "Nothing to change: the plan has these figures already".to_owned()
                    } else {
                        demand::done(session.plan())
                    });
                }
            }
            Err(sentence) => {
                self.told = Some(format!("{}. Nothing was changed", sentence.trim_end_matches('.')));
            }
        }
    }
}
