//! What a table remembers between frames, and what it reports.

use std::collections::BTreeSet;

use eframe::egui::Pos2;

use crate::app::view::table::{RowKey, Sort, TableFilter, TableLayout, TableView, arrange};

/// What the reader asked for in this frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableOutcome<K> {
    /// Other rows are selected than before; see [`TableState::selected`].
    pub selected_changed: bool,
    /// A row was opened, with Enter or a double click.
    pub activated: Option<K>,
    /// A cell was edited: row, column, new text. Answer with [`TableState::refuse`] if it cannot be taken.
    pub edited: Option<(K, &'static str, String)>,
    /// An entry of the row menu was chosen, for these rows.
    pub menu: Option<(&'static str, Vec<K>)>,
    /// The layout is other than before, and should be remembered.
    pub layout_changed: bool,
}

impl<K> Default for TableOutcome<K> {
    fn default() -> Self {
        Self { selected_changed: false, activated: None, edited: None, menu: None, layout_changed: false }
    }
}

/// What a table remembers between frames.
#[derive(Clone, Debug)]
pub struct TableState<K> {
    /// Columns and sorting: to be kept in the settings.
    pub layout: TableLayout,
    /// What is typed to see fewer rows.
    pub filter: TableFilter,
    /// The selected rows. Only rows that are shown are ever selected.
    pub selected: BTreeSet<K>,
    /// Are the filter fields under the headers open?
    pub filters_open: bool,
    /// Lower rows.
    pub compact: bool,
    /// Nothing but headers and rows: no search, no menus, no foot line.
    pub bare: bool,
    /// Height of the rows in sight, in points. `None`: the room there is.
    pub height: Option<f32>,
    pub(super) current: Option<K>,
    pub(super) anchor: Option<K>,
    pub(super) column: Option<&'static str>,
    pub(super) editing: Option<Editing<K>>,
    pub(super) scroll_x: f32,
    pub(super) reveal: bool,
    pub(super) grab: bool,
    pub(super) menu_at: Option<Pos2>,
    pub(super) menu_open: Option<(Pos2, u32)>,
    pub(super) shown: Vec<usize>,
    arranged: Option<(u64, usize, Option<Sort>, TableFilter)>,
}

/// A cell being edited.
#[derive(Clone, Debug)]
pub(super) struct Editing<K> {
    pub key: K,
    pub column: &'static str,
    pub text: String,
    /// Handed to the caller, who has not refused it yet.
    pub sent: bool,
    pub refused: Option<String>,
    /// Ask for the keyboard in the next frame.
    pub focus: bool,
    /// Once taken, go on to the next editable cell.
    pub go_on: bool,
}

impl<K: RowKey> Default for TableState<K> {
    fn default() -> Self {
        Self::new(TableLayout::default())
    }
}

impl<K: RowKey> TableState<K> {
    /// A table with this layout, nothing filtered, nothing selected.
    pub fn new(layout: TableLayout) -> Self {
        Self {
            layout,
            filter: TableFilter::default(),
            selected: BTreeSet::new(),
            filters_open: false,
            compact: false,
            bare: false,
            height: None,
            current: None,
            anchor: None,
            column: None,
            editing: None,
            scroll_x: 0.0,
            reveal: false,
            grab: false,
            menu_at: None,
            menu_open: None,
            shown: Vec::new(),
            arranged: None,
        }
    }

    /// The same table with nothing but headers and rows.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Selects one row alone and scrolls to it.
    pub fn select_only(&mut self, key: &K) {
        self.selected = BTreeSet::from([key.clone()]);
        self.current = Some(key.clone());
        self.anchor = Some(key.clone());
        self.reveal = true;
    }

    /// Gives the rows the keyboard in the next frame.
    pub fn take_keyboard(&mut self) {
        self.grab = true;
    }

    /// The row the keyboard is on.
    pub fn current(&self) -> Option<&K> {
        self.current.as_ref()
    }

    /// Positions in the view of the rows shown, in order, as of the last frame.
    pub fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// Is a cell being edited?
    pub fn is_editing(&self) -> bool {
        self.editing.is_some()
    }

    /// The edit just reported cannot be taken: it stays open, with this sentence under it.
    pub fn refuse(&mut self, key: &K, column: &str, sentence: impl Into<String>) {
        if let Some(editing) = &mut self.editing
            && editing.key == *key
            && editing.column == column
        {
            editing.refused = Some(sentence.into());
            editing.sent = false;
            editing.focus = true;
        }
    }

    /// The edit just reported was taken. Saying so is not needed: silence until the next frame means the same.
    pub fn accept(&mut self) {
        if self.editing.as_ref().is_some_and(|editing| editing.sent && !editing.go_on) {
            self.editing = None;
        }
    }

    /// Brings the arrangement up to date. Returns whether the selection lost rows that are no longer shown.
    pub(super) fn refresh(&mut self, view: &TableView<K>) -> bool {
        let same = self.arranged.as_ref().is_some_and(|(revision, rows, sort, filter)| {
            *revision == view.revision
                && *rows == view.rows.len()
                && *sort == self.layout.sort
                && *filter == self.filter
        });
        if same {
            return false;
        }
        self.shown = arrange(view, &self.layout, &self.filter);
        self.arranged = Some((view.revision, view.rows.len(), self.layout.sort.clone(), self.filter.clone()));
        let before = self.selected.len();
        if before > 0 {
            let shown: BTreeSet<&K> = self.shown.iter().map(|&row| &view.rows[row].key).collect();
            self.selected.retain(|key| shown.contains(key));
        }
        let exists = |key: &Option<K>| key.as_ref().is_none_or(|key| view.rows.iter().any(|r| r.key == *key));
        if !exists(&self.current) {
            self.current = None;
        }
        if !exists(&self.anchor) {
            self.anchor = None;
        }
        if self.editing.as_ref().is_some_and(|e| !view.rows.iter().any(|row| row.key == e.key)) {
            self.editing = None;
        }
        self.selected.len() != before
    }

    /// Place of a row among those shown.
    pub(super) fn place_of(&self, view: &TableView<K>, key: &K) -> Option<usize> {
        self.shown.iter().position(|&row| view.rows[row].key == *key)
    }

    /// Moves to a row: selects it alone, or everything from the anchor to it.
    pub(super) fn move_to(&mut self, view: &TableView<K>, place: usize, extend: bool) {
        let Some(&row) = self.shown.get(place) else { return };
        let key = view.rows[row].key.clone();
        let anchor = self.anchor.as_ref().and_then(|anchor| self.place_of(view, anchor));
        if let (true, Some(anchor)) = (extend, anchor) {
            let range = anchor.min(place)..=anchor.max(place);
            self.selected = self.shown[range].iter().map(|&row| view.rows[row].key.clone()).collect();
        } else {
            self.selected = BTreeSet::from([key.clone()]);
            self.anchor = Some(key.clone());
        }
        self.current = Some(key);
        self.reveal = true;
    }

    /// Adds or takes one row, without losing the others.
    pub(super) fn toggle(&mut self, key: &K) {
        if !self.selected.remove(key) {
            self.selected.insert(key.clone());
        }
        self.current = Some(key.clone());
        self.anchor = Some(key.clone());
    }

    /// The selected rows in the order shown; if none is, all that are shown. For copying.
    pub(super) fn rows_to_copy(&self, view: &TableView<K>) -> Vec<usize> {
        let chosen: Vec<usize> =
            self.shown.iter().copied().filter(|&row| self.selected.contains(&view.rows[row].key)).collect();
        if chosen.is_empty() { self.shown.clone() } else { chosen }
    }

    /// The selected rows in the order shown. For the row menu.
    pub(super) fn selected_in_order(&self, view: &TableView<K>) -> Vec<K> {
        let keys = self.shown.iter().map(|&row| &view.rows[row].key);
        keys.filter(|key| self.selected.contains(key)).cloned().collect()
    }
}
