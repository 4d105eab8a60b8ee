//! One row of the demand screen by itself: each of its figures as a field, with what it rests on, for the panel.

use super::{DemandRow, DemandView, FigureView};
use crate::app::view::children::Wanted;
use crate::app::view::form::{FieldView, FormGroup, FormView};
use crate::app::view::record_form;
use crate::domain::fields;
use crate::domain::ids::TeamId;
use crate::domain::plan::{CaseType, Plan, Words as _};

impl DemandRow {
    /// The children behind a row, where there are any.
    pub fn children(self) -> Option<Wanted> {
        match self {
            Self::Team(TeamId(0)) => Some(Wanted { no_team: true, ..Wanted::everyone() }),
            Self::Team(team) => Some(Wanted { team: Some(team), ..Wanted::everyone() }),
            Self::Work(case_type) => Some(Wanted { case_type: Some(case_type), ..Wanted::everyone() }),
            Self::Workforce(_) => None,
        }
    }

    /// What kind of thing it is.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Team(_) => "New work of a team",
            Self::Work(_) => "How long work lasts",
            Self::Workforce(_) => "Workforce",
        }
    }

    /// What it is called.
    pub fn name(self, plan: &Plan) -> String {
        match self {
            Self::Team(team) => {
                plan.teams.get(team).map_or_else(|| "Held by no team".to_owned(), |team| team.name.clone())
            }
            Self::Work(case_type) => CaseType::label(case_type).to_owned(),
            Self::Workforce(key) => fields::info(crate::domain::ids::Thing::Workforce, key)
                .map_or_else(|| key.to_owned(), |info| info.label.clone()),
        }
    }
}

impl DemandView {
    /// The figures of a row as a form: each can be typed, and its numbers dragged.
    pub fn row_form(&self, plan: &Plan, row: DemandRow) -> FormView {
        let of_row = |figure: &&FigureView| {
            DemandRow::of_field(figure.thing, &figure.field).is_some_and(|(of, _)| of == row)
        };
        let mut fields: Vec<FieldView> = self
            .figures
            .iter()
            .filter(of_row)
            .filter_map(|figure| {
                let info = fields::info(figure.thing, &figure.field)?;
                let mut field = record_form::field(plan, figure.thing, info, &figure.field, &figure.now);
                field.note = Some(figure.rests_on()).filter(|words| !words.is_empty());
                if figure.source == field.hint {
                    // Said once.
                    field.hint = String::new();
                }
                Some(field)
            })
            .collect();
        if fields.is_empty() {
            // Where nothing is supposed yet, the one field that everything else follows from.
            let column = if matches!(row, DemandRow::Team(_)) { "families_a_week" } else { "length" };
            let (thing, key) = row.field(column);
            if let (Some(info), Some(now)) = (fields::info(thing, &key), fields::get(plan, thing, &key)) {
                fields.push(record_form::field(plan, thing, info, &key, &now));
            }
        }
        // The panel says what it is about.
        FormView { title: String::new(), groups: vec![FormGroup { title: String::new(), fields }] }
    }
}

impl FigureView {
    /// What the figure rests on, in a sentence.
    fn rests_on(&self) -> String {
        let beside = match self.beside.as_str() {
            "" => "none".to_owned(),
            beside => beside.replace('\n', "; "),
        };
        let source = &self.source;
        let words = if self.fitted {
            format!("Fitted to the list. {source}. By default {beside}")
        } else if self.differs {
            format!("Your own. By default {beside}: {source}")
        } else if self.assumption {
            format!("Assumption, not sourced. {source}")
        } else {
            source.clone()
        };
        words.trim().trim_end_matches(':').trim_end_matches('.').to_owned()
    }
}
