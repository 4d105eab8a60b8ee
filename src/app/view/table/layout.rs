//! How one reader has laid a table out: remembered between sessions.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::ColumnView;

/// Order, widths, visibility and sorting of a table's columns, by column name.
///
/// Names that a later version no longer knows are ignored; new columns appear where that version puts them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableLayout {
    /// Column names in the order chosen. Empty: the order of the view.
    pub order: Vec<String>,
    /// Widths that differ from the view's.
    pub widths: BTreeMap<String, f32>,
    /// Columns the reader has hidden (`false`) or brought out (`true`).
    pub shown: BTreeMap<String, bool>,
    /// What the rows are sorted by. `None`: the order of the view.
    pub sort: Option<Sort>,
}

/// A column to sort by, and which way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// Name of the column.
    pub column: String,
    /// Greatest first?
    pub descending: bool,
}

impl TableLayout {
    /// Sorted by this column, smallest first.
    pub fn sorted_by(column: impl Into<String>) -> Self {
        Self { sort: Some(Sort { column: column.into(), descending: false }), ..Self::default() }
    }

    /// Sorted by this column, greatest first.
    pub fn sorted_down_by(column: impl Into<String>) -> Self {
        Self { sort: Some(Sort { column: column.into(), descending: true }), ..Self::default() }
    }

    /// Positions of all columns in the order chosen.
    pub fn ordered(&self, columns: &[ColumnView]) -> Vec<usize> {
        let mut positions: Vec<usize> =
            self.order.iter().filter_map(|key| columns.iter().position(|c| c.key == key)).collect();
        let mut seen = BTreeSet::new();
        positions.retain(|position| seen.insert(*position));
        for position in 0..columns.len() {
            if !seen.contains(&position) {
                positions.insert(position.min(positions.len()), position);
            }
        }
        positions
    }

    /// Positions of the columns that are shown, in the order chosen. Never empty if there are columns.
    pub fn visible(&self, columns: &[ColumnView]) -> Vec<usize> {
        let ordered = self.ordered(columns);
        let shown: Vec<usize> = ordered.iter().copied().filter(|&c| self.is_shown(&columns[c])).collect();
        if shown.is_empty() { ordered.into_iter().take(1).collect() } else { shown }
    }

    /// Is this column shown?
    pub fn is_shown(&self, column: &ColumnView) -> bool {
        self.shown.get(column.key).copied().unwrap_or(!column.hidden)
    }

    /// Shows or hides a column.
    pub fn show(&mut self, column: &ColumnView, shown: bool) {
        if shown == column.hidden {
            self.shown.insert(column.key.to_owned(), shown);
        } else {
            self.shown.remove(column.key);
        }
    }

    /// Width of a column in points.
    pub fn width(&self, column: &ColumnView) -> f32 {
        self.widths.get(column.key).copied().filter(|width| width.is_finite()).unwrap_or(column.width)
    }

    /// Sets the width of a column in points.
    pub fn set_width(&mut self, column: &ColumnView, width: f32) {
        self.widths.insert(column.key.to_owned(), width);
    }

    /// Moves a column one place towards the front, or towards the end.
    pub fn move_column(&mut self, columns: &[ColumnView], key: &str, to_front: bool) {
        let mut ordered = self.ordered(columns);
        let Some(place) = ordered.iter().position(|&c| columns[c].key == key) else { return };
        let other = if to_front { place.checked_sub(1) } else { Some(place + 1) };
        let Some(other) = other.filter(|&other| other < ordered.len()) else { return };
        ordered.swap(place, other);
        self.order = ordered.into_iter().map(|c| columns[c].key.to_owned()).collect();
    }

    /// Sorts by a column; by the same column again, the other way round.
    pub fn toggle_sort(&mut self, key: &str) {
        let descending = self.sort.as_ref().is_some_and(|sort| sort.column == key && !sort.descending);
        self.sort = Some(Sort { column: key.to_owned(), descending });
    }

    /// Back to the view's own order, widths and columns. The sorting stays.
    pub fn reset_columns(&mut self) {
        *self = Self { sort: self.sort.take(), ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<ColumnView> {
        vec![
            ColumnView::text("a", "A", 50.0),
            ColumnView::text("b", "B", 50.0),
            ColumnView::text("c", "C", 50.0).hidden(),
        ]
    }

    #[test]
    fn unknown_names_are_ignored_and_new_columns_keep_their_place() {
        let layout = TableLayout { order: vec!["gone".into(), "c".into(), "b".into()], ..Default::default() };
        assert_eq!(layout.ordered(&columns()), [0, 2, 1]);
        assert_eq!(layout.visible(&columns()), [0, 1], "c is hidden until asked for");
    }

    #[test]
    fn columns_move_hide_and_come_back() {
        let (columns, mut layout) = (columns(), TableLayout::default());
        layout.move_column(&columns, "b", true);
        assert_eq!(layout.ordered(&columns), [1, 0, 2]);
        layout.move_column(&columns, "b", true);
        assert_eq!(layout.ordered(&columns), [1, 0, 2], "already first");
        layout.show(&columns[0], false);
        layout.show(&columns[2], true);
        assert_eq!(layout.visible(&columns), [1, 2]);
        layout.reset_columns();
        assert_eq!(layout, TableLayout::default());
    }

    #[test]
    fn sorting_by_the_same_column_again_turns_it_round() {
        let mut layout = TableLayout::default();
        layout.toggle_sort("a");
        assert_eq!(layout, TableLayout::sorted_by("a"));
        layout.toggle_sort("a");
        assert_eq!(layout, TableLayout::sorted_down_by("a"));
        layout.toggle_sort("b");
        assert_eq!(layout, TableLayout::sorted_by("b"));
    }
}
