//! What differs from the base plan while a scenario is open: marks where the values stand, and a line over a table.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::demand::{DemandRow, DemandView};
use super::details::Details;
use super::form::FormView;
use super::table::{CellView, Mark, RowKey, RowView, Shape, TableView, Tone};
use crate::app::words;
use crate::domain::edit::{AnyRecord, name_of, readable};
use crate::domain::fields;
use crate::domain::ids::Thing;
use crate::domain::plan::{Plan, lower_first};
use crate::domain::scenario::{Apart, apart};

/// The sign of a value that differs from the base plan.
pub const DIFFERS: Mark =
    Mark { shape: Shape::Corner, tone: Tone::Accent, name: "Differs from the base plan" };

/// Things that are taken out, at most named over a table; the rest stand behind a word.
pub const MOST_NAMED: usize = 3;

/// What is said over a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableNote {
    /// How many differ, in a sentence.
    pub words: String,
    /// Every thing that the scenario takes out: what it is called, and what it is. The first [`MOST_NAMED`] are named.
    pub gone: Vec<(String, Thing)>,
}

/// What differs between the base plan and the plan that is shown.
#[derive(Clone)]
pub struct Marks {
    base: Arc<Plan>,
    shown: Arc<Plan>,
    apart: Apart,
    notes: BTreeMap<&'static str, TableNote>,
}

impl std::fmt::Debug for Marks {
    /// Says nothing of what is in the plan.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Marks").field("differ", &self.apart.changed.len()).finish_non_exhaustive()
    }
}

/// A table, what it counts, and whether a thing stands in it.
type Marked = (&'static str, (&'static str, &'static str), fn(&Thing) -> bool);

impl Marks {
    /// What differs.
    pub fn new(base: &Arc<Plan>, shown: &Arc<Plan>) -> Self {
        let apart = apart(base, shown);
        let tables: [Marked; 6] = [
            ("children", ("child", "children"), |thing| matches!(thing, Thing::Child(_))),
            ("waiting", ("child", "children"), |thing| matches!(thing, Thing::Child(_))),
            ("teams", ("team", "teams"), |thing| matches!(thing, Thing::Team(_))),
            ("posts", ("post", "posts"), |thing| matches!(thing, Thing::Post(_))),
            ("staff", ("member of staff", "staff"), |thing| matches!(thing, Thing::Worker(_))),
            ("absences", ("absence", "absences"), |thing| matches!(thing, Thing::Absence(_))),
        ];
        let notes = tables
            .into_iter()
            .filter_map(|(name, noun, is_of)| Some((name, note(base, &apart, noun, is_of)?)));
        let notes = notes.collect();
        Self { base: Arc::clone(base), shown: Arc::clone(shown), apart, notes }
    }

    /// What there is to say over a table of this name.
    pub fn note(&self, table: &str) -> Option<&TableNote> {
        self.notes.get(table)
    }

    /// Whether a thing is not as in the base plan.
    pub fn differs(&self, thing: Thing) -> bool {
        self.apart.changed.contains(&thing) || self.apart.added.contains(&thing)
    }

    /// What a field is in the base plan, as people read it, where it differs.
    fn in_base(&self, thing: Thing, field: &str) -> Option<String> {
        let before = fields::get(&self.base, thing, field)?;
        let now = fields::get(&self.shown, thing, field)?;
        (before != now).then(|| self.read(thing, field, &before))
    }

    fn read(&self, thing: Thing, field: &str, text: &str) -> String {
        fields::info(thing, field).map_or_else(|| text.to_owned(), |info| readable(&self.base, info, text))
    }

    /// Marks the fields of a form that differ.
    pub fn form(&self, view: &mut FormView, thing: Thing) {
        if !self.apart.changed.contains(&thing) {
            return;
        }
        for field in view.groups.iter_mut().flat_map(|group| &mut group.fields) {
            field.base = self.in_base(thing, &field.key);
        }
    }

    /// Marks the form in the panel, and says so where the whole thing is only in the scenario.
    pub fn details(&self, view: &mut Details) {
        self.form(&mut view.form, view.thing);
        if self.apart.added.contains(&view.thing) {
            view.facts.insert(0, "Only in this scenario: it is not in the base plan".to_owned());
        }
    }

    /// Marks the cells of a table that differ, and the rows that only the scenario has.
    pub fn table(&self, view: &mut TableView<Thing>) {
        if self.apart.changed.is_empty() && self.apart.added.is_empty() {
            return;
        }
        let columns: Vec<&'static str> = view.columns.iter().map(|column| column.key).collect();
        for row in &mut view.rows {
            if self.apart.added.contains(&row.key) {
                mark(row, 0, "Only in this scenario".to_owned());
            } else if self.apart.changed.contains(&row.key) {
                self.row(row, &columns);
            }
        }
    }

    fn row(&self, row: &mut RowView<Thing>, columns: &[&'static str]) {
        let thing = row.key;
        let before = fields::all(&alone(&self.base, thing), thing);
        let now = fields::all(&alone(&self.shown, thing), thing);
        let mut elsewhere = Vec::new();
        for ((info, before), _) in before.into_iter().zip(now).filter(|(before, now)| before.1 != now.1) {
            match columns.iter().position(|column| *column == info.key) {
                Some(place) => {
                    let words = format!("In the base plan: {}", readable(&self.base, info, &before));
                    mark(row, place, words);
                }
                None => elsewhere.push(lower_first(&info.label)),
            }
        }
        if !elsewhere.is_empty() && row.cells.first().is_some_and(|cell| cell.base.is_none()) {
            mark(row, 0, format!("Differs from the base plan: {}", elsewhere.join(", ")));
        }
    }

    /// Marks the figures of the demand screen that differ.
    pub fn demand(&self, view: &mut DemandView) {
        let differs = |thing| self.apart.changed.contains(&thing);
        if differs(Thing::Demand) {
            self.figures(&mut view.teams);
            self.figures(&mut view.work);
        }
        if differs(Thing::Workforce) {
            self.figures(&mut view.workforce);
        }
    }

    fn figures(&self, view: &mut TableView<DemandRow>) {
        let columns: Vec<&'static str> = view.columns.iter().map(|column| column.key).collect();
        for row in &mut view.rows {
            for (place, column) in columns.iter().enumerate() {
                let (thing, field) = row.key.field(column);
                if DemandRow::of_field(thing, &field).is_some_and(|(_, shown_in)| shown_in == *column)
                    && let Some(base) = self.in_base(thing, &field)
                {
                    mark(row, place, format!("In the base plan: {base}"));
                }
            }
        }
    }
}

/// Marks one cell of a row.
fn mark<K: RowKey>(row: &mut RowView<K>, place: usize, words: String) {
    if let Some(cell) = row.cells.get_mut(place) {
        *cell = CellView { base: Some(words), ..cell.clone() };
    }
}

/// A plan in which a record stands alone in its list, so that reading it does not search for it.
fn alone(plan: &Plan, thing: Thing) -> Plan {
    let mut one = plan.clone();
    match AnyRecord::of(plan, thing) {
        Some(AnyRecord::Team(record)) => one.teams = [*record].into_iter().collect(),
        Some(AnyRecord::Post(record)) => one.posts = [*record].into_iter().collect(),
        Some(AnyRecord::Worker(record)) => one.workers = [*record].into_iter().collect(),
        Some(AnyRecord::Absence(record)) => one.absences = [*record].into_iter().collect(),
        Some(AnyRecord::Family(record)) => one.families = [*record].into_iter().collect(),
        Some(AnyRecord::Child(record)) => one.children = [*record].into_iter().collect(),
        Some(AnyRecord::Scenario(_)) | None => {}
    }
    one
}

/// What is said over the table of one kind of things; nothing where none differs.
fn note(base: &Plan, apart: &Apart, noun: (&str, &str), is_of: fn(&Thing) -> bool) -> Option<TableNote> {
    let changed = apart.changed.iter().filter(|thing| is_of(thing)).count();
    let added = apart.added.iter().filter(|thing| is_of(thing)).count();
    let gone: Vec<Thing> = apart.gone.iter().copied().filter(is_of).collect();
    let is = |count: usize| if count == 1 { "is" } else { "are" };
    let counted = |count: usize| words::count(count, noun.0, noun.1);
    let mut parts = Vec::new();
    if changed > 0 {
        let differ = if changed == 1 { "differs" } else { "differ" };
        parts.push(format!("{} {differ} from the base plan", counted(changed)));
    }
    if added > 0 {
        parts.push(format!("{} {} only in this scenario", counted(added), is(added)));
    }
    let named: Vec<(String, Thing)> = gone.iter().map(|thing| (name_of(base, *thing), *thing)).collect();
    if !gone.is_empty() {
        let names: Vec<&str> = named.iter().take(MOST_NAMED).map(|(name, _)| name.as_str()).collect();
        let more = gone.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let names = names.join(", ");
        parts.push(format!("{} {} taken out: {names}{more}", counted(gone.len()), is(gone.len())));
    }
    (!parts.is_empty()).then(|| TableNote { words: parts.join("; "), gone: named })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::reading::Reading;
    use crate::app::view::{record_form, staff};
    use crate::domain::ids::WorkerId;
    use crate::domain::plan::Role;
    use crate::domain::samples::{sound, staff as person};
    use crate::domain::units::Fte;

    #[test]
    fn what_differs_is_marked_where_it_stands_with_what_the_base_plan_says() {
        let base = Arc::new(sound());
        let ada = Thing::Worker(WorkerId(3));
        let mut plan = Plan::clone(&base);
        plan.workers.change(WorkerId(3), |worker| {
            worker.fte = Fte::from_parts(8_000);
            worker.supervisor = None;
        });
        plan.workers.push(person(50, "New Comer", Role::SocialWorker, 1, 1));
        plan.workers.remove(WorkerId(7));
        let plan = Arc::new(plan);
        let marks = Marks::new(&base, &plan);

        let mut form = record_form::form(&plan, ada).unwrap();
        marks.form(&mut form, ada);
        let marked: Vec<(&str, &str)> = form
            .groups
            .iter()
            .flat_map(|group| &group.fields)
            .filter_map(|field| Some((field.key.as_str(), field.base.as_deref()?)))
            .collect();
        assert!(
            marked.contains(&("fte", "1.0")) && marked.contains(&("supervisor", "Moira Nash")),
            "{marked:?}"
        );
        assert_eq!(marked.len(), 2);

        let mut table = staff::table(&Reading::new(Arc::clone(&plan), None), None, 1);
        marks.table(&mut table);
        let column = |key: &str| table.columns.iter().position(|column| column.key == key).unwrap();
        let row = |id| table.rows.iter().find(|row| row.key == Thing::Worker(WorkerId(id))).unwrap();
        assert_eq!(row(3).cells[column("fte")].base.as_deref(), Some("In the base plan: 1.0"));
        assert_eq!(row(50).cells[0].base.as_deref(), Some("Only in this scenario"));
        assert!(row(4).cells.iter().all(|cell| cell.base.is_none()));
        let note = marks.note("staff").unwrap();
        assert_eq!(
            note.words,
            "1 member of staff differs from the base plan; 1 member of staff is only in this scenario; \
             1 member of staff is taken out: Gil Hart"
        );
        assert_eq!(note.gone, [("Gil Hart".to_owned(), Thing::Worker(WorkerId(7)))]);
        assert_eq!(marks.note("teams"), None);
    }

    #[test]
    fn everything_that_is_taken_out_can_be_brought_back_though_only_the_first_are_named() {
        let base = Arc::new(sound());
        let mut plan = Plan::clone(&base);
        // Three are named, the other two stand behind a word.
        for id in [3, 4, 5, 6, 7] {
            plan.workers.remove(WorkerId(id));
        }
        let marks = Marks::new(&base, &Arc::new(plan));
        let note = marks.note("staff").unwrap();
        assert!(note.words.starts_with("5 staff are taken out: ") && note.words.ends_with(" and 2 more"));
        assert_eq!(note.gone.len(), 5);
    }
}
