//! The supervision that is planned for one person, by date.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use crate::app::reading::Reading;
use crate::app::view::cells;
use crate::app::view::table::{CellView, ColumnView, RowView, TableView};
use crate::app::words;
use crate::domain::calendar::{format_date, format_date_with_day};
use crate::domain::ids::WorkerId;
use crate::domain::lookup::Lookup;
use crate::domain::rota::supervision::{Session, Supervision, supervision};

/// What is planned for everybody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionsView {
    people: BTreeMap<WorkerId, PersonSessions>,
}

/// What is planned for one person.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonSessions {
    /// Whose, by whom, how often.
    pub sentence: String,
    /// What cannot be, a sentence each.
    pub cannot: Vec<String>,
    /// By date.
    pub table: TableView<NaiveDate>,
}

impl SessionsView {
    /// What is planned for somebody; `None` for whom no supervision is planned.
    pub fn of(&self, worker: WorkerId) -> Option<&PersonSessions> {
        self.people.get(&worker)
    }
}

/// What is planned for everybody, to the end of the horizon.
pub fn view(reading: &Reading, revision: u64) -> SessionsView {
    let sight = reading.sight();
    let planned = supervision(&sight, reading.plan.about.horizon_end());
    let people = planned.people.iter().map(|of| (of.worker, person(&sight.lookup, of, revision)));
    SessionsView { people: people.collect() }
}

fn person(lookup: &Lookup<'_>, of: &Supervision, revision: u64) -> PersonSessions {
    let name = lookup.worker_name(of.worker);
    let by = of.supervisor.map_or_else(|| "nobody".to_owned(), |id| lookup.worker_name(id));
    let every = match of.every_weeks {
        1 => "every week".to_owned(),
        weeks => format!("every {weeks} weeks"),
    };
    let last = of.last.map_or_else(|| "not known".to_owned(), format_date);
    PersonSessions {
        sentence: format!(
            "{} for {name}: supervised {every} by {by}; the last was {last}",
            words::count(of.sessions.len(), "supervision is planned", "supervisions are planned")
        ),
        cannot: of.cannot.clone(),
        table: TableView {
            name: "sessions",
            noun: ("supervision", "supervisions"),
            columns: vec![
                ColumnView::text("date", "Planned for", 140.0),
                ColumnView::text("due", "Due by", 100.0).hint("By when it has to be"),
                ColumnView::text("late", "In time", 100.0),
                ColumnView::text("moved", "Why not on its usual day", 320.0),
            ],
            rows: of.sessions.iter().map(row).collect(),
            totals: None,
            empty:
                "Nothing is planned for this person. Put in who supervises them, and their last supervision"
                    .to_owned(),
            revision,
        },
    }
}

fn row(session: &Session) -> RowView<NaiveDate> {
    let date = format_date_with_day(session.date);
    let late = if session.late {
        CellView::text("Late").problem(format!("It was due by {}", format_date(session.due)))
    } else {
        CellView::text("In time")
    };
    let cells = vec![
        CellView::number(&date, f64::from(session.date.num_days_from_ce())),
        cells::date(Some(session.due)),
        late,
        CellView::text(session.moved.clone().unwrap_or_default()),
    ];
    RowView::new(session.date, date, cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::{on, sound};

    #[test]
    fn a_supervision_that_is_late_and_one_that_was_moved_say_so() {
        let plan = sound();
        let lookup = Lookup::new(&plan);
        let of = Supervision {
            worker: WorkerId(3),
            supervisor: Some(WorkerId(1)),
            every_weeks: 4,
            last: Some(on("03/08/2026")),
            due: Some(on("31/08/2026")),
            overdue_days: 7,
            sessions: vec![
                Session { date: on("08/09/2026"), due: on("31/08/2026"), moved: None, late: true },
                Session {
                    date: on("28/09/2026"),
                    due: on("06/10/2026"),
                    moved: Some("Ada Brook is on leave from 21/09/2026 to 25/09/2026".into()),
                    late: false,
                },
            ],
            cannot: Vec::new(),
        };
        let view = person(&lookup, &of, 1);
        assert_eq!(
            view.sentence,
            "2 supervisions are planned for Ada Brook: supervised every 4 weeks by Moira Nash; the last was 03/08/2026"
        );
        let first = &view.table.rows[0];
        assert_eq!(first.cells[0].text, "08/09/2026 (Tue)");
        assert_eq!(first.cells[2].problem.as_deref(), Some("It was due by 31/08/2026"));
        assert!(view.table.rows[1].cells[3].text.contains("on leave"));
    }
}
