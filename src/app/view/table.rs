//! A table as plain data: columns, rows, marks; how it is arranged; how it is copied. Drawn by `ui::widgets::table`.
//!
//! Texts are formatted once, when the view is built. Rows are known by their key, never by their number.

mod arrange;
mod layout;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::hash::Hash;

use super::export::harmless;
use crate::app::words;

pub use arrange::{arrange, natural_cmp};
pub use layout::{Sort, TableLayout};

/// What a row is known by.
pub trait RowKey: Clone + Eq + Hash + Ord + Debug + Send + 'static {}
impl<K: Clone + Eq + Hash + Ord + Debug + Send + 'static> RowKey for K {}

/// A table of things of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct TableView<K> {
    /// Stable name, used to remember the layout, such as `"children"`.
    pub name: &'static str,
    /// What the rows are called: one, many.
    pub noun: (&'static str, &'static str),
    /// All columns, in their first order.
    pub columns: Vec<ColumnView>,
    /// All rows, in their first order.
    pub rows: Vec<RowView<K>>,
    /// Texts of the total row, one for each of `columns`, where totals mean something.
    pub totals: Option<Vec<String>>,
    /// Said when there are no rows at all: what to do next.
    pub empty: String,
    /// Changes whenever the content changes; the arrangement is kept until it does.
    pub revision: u64,
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnView {
    /// Stable name.
    pub key: &'static str,
    /// The words in the header.
    pub title: String,
    /// What the column means, shown on hover. May be empty.
    pub hint: String,
    /// Which side the text stands at.
    pub align: Align,
    /// First width, in points.
    pub width: f32,
    /// Not shown until asked for.
    pub hidden: bool,
    /// How its cells are edited, if they are.
    pub editor: Editor,
}

impl ColumnView {
    /// A left-aligned column of text that cannot be edited.
    pub fn text(key: &'static str, title: impl Into<String>, width: f32) -> Self {
        Self {
            key,
            title: title.into(),
            hint: String::new(),
            align: Align::Left,
            width,
            hidden: false,
            editor: Editor::None,
        }
    }

    /// A right-aligned column of figures that cannot be edited.
    pub fn figures(key: &'static str, title: impl Into<String>, width: f32) -> Self {
        Self { align: Align::Right, ..Self::text(key, title, width) }
    }

    /// The same column with a meaning shown on hover.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same column, edited this way.
    #[must_use]
    pub fn editor(mut self, editor: Editor) -> Self {
        self.editor = editor;
        self
    }

    /// The same column, not shown until asked for.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }
}

/// Which side the text of a column stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// How the cells of a column are edited in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Editor {
    /// They are not.
    None,
    /// Any text.
    Text,
    /// A figure.
    Number,
    /// A date, as dd/mm/yyyy.
    Date,
    /// One of these values, each with its label.
    Choice(Vec<(String, String)>),
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowView<K> {
    /// What it is known by.
    pub key: K,
    /// What a screen reader calls it.
    pub label: String,
    /// One cell for each of the view's columns.
    pub cells: Vec<CellView>,
    /// May this row be edited, where its columns allow it?
    pub locked: bool,
}

impl<K> RowView<K> {
    /// A row that can be edited where its columns allow it.
    pub fn new(key: K, label: impl Into<String>, cells: Vec<CellView>) -> Self {
        Self { key, label: label.into(), cells, locked: false }
    }
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellView {
    /// What it says.
    pub text: String,
    /// What it sorts by.
    pub sort: SortKey,
    /// The shape in front of the text.
    pub mark: Option<Mark>,
    /// Shown on hover.
    pub hint: Option<String>,
    /// What is wrong with it, in a sentence.
    pub problem: Option<String>,
    /// What the editor starts with, if that differs from `text`.
    pub edit_text: Option<String>,
    /// How it differs from the base plan, in words, where a scenario is open and it does.
    pub base: Option<String>,
}

impl CellView {
    /// A cell that sorts by its words.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let sort = if text.is_empty() { SortKey::Missing } else { SortKey::Text };
        Self { text, sort, mark: None, hint: None, problem: None, edit_text: None, base: None }
    }

    /// A cell that sorts by a number, such as a count, or days since a date.
    pub fn number(text: impl Into<String>, value: f64) -> Self {
        Self { sort: SortKey::Number(value), ..Self::text(text) }
    }

    /// A cell with nothing to say, always sorted last.
    pub fn missing() -> Self {
        Self::text("")
    }

    /// The same cell with a shape in front.
    #[must_use]
    pub fn mark(mut self, mark: Mark) -> Self {
        self.mark = Some(mark);
        self
    }

    /// The same cell with an explanation on hover.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same cell with what is wrong with it.
    #[must_use]
    pub fn problem(mut self, sentence: impl Into<String>) -> Self {
        self.problem = Some(sentence.into());
        self
    }

    /// The same cell, whose editor starts with this text.
    #[must_use]
    pub fn edit_text(mut self, text: impl Into<String>) -> Self {
        self.edit_text = Some(text.into());
        self
    }
}

/// What a cell sorts by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SortKey {
    /// Always last, in both directions.
    Missing,
    /// By this number.
    Number(f64),
    /// By the words, without regard to capitals, numbers within them in natural order.
    Text,
}

/// A state's shape, hue and word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The painted shape.
    pub shape: Shape,
    /// Its hue.
    pub tone: Tone,
    /// Its word, for screen readers and hover.
    pub name: &'static str,
}

/// Shapes that are painted, so that they never depend on a typeface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A filled disc.
    Disc,
    /// A disc, left half filled.
    HalfDisc,
    /// A disc, one quarter filled.
    QuarterDisc,
    /// A diagonal cross.
    Cross,
    /// A filled triangle, point up.
    Triangle,
    /// The outline of a diamond.
    DiamondOutline,
    /// A filled diamond.
    Diamond,
    /// A filled square.
    Square,
    /// Two arrows, one each way.
    TwoWay,
    /// An arrow against a bar.
    ArrowBar,
    /// A filled corner at the top right.
    Corner,
    /// A ring with a letter in it.
    RingLetter(char),
}

/// Hues of the state palette, safe for colour-blind readers; see `ui::theme`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Quiet.
    Grey,
    /// Blue-green.
    BlueGreen,
    /// Yellow, darkened for text.
    Yellow,
    /// Vermilion.
    Vermilion,
    /// Purple.
    Purple,
    /// Sky blue.
    SkyBlue,
    /// Blue.
    Blue,
    /// The one accent.
    Accent,
}

/// What the reader has typed to see fewer rows. Not remembered between sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableFilter {
    /// One search over all columns: every word must be found somewhere in the row.
    pub search: String,
    /// Per column, under its header: contained text, or `>10`, `<=5`, `=3` for figures.
    pub columns: BTreeMap<&'static str, String>,
}

impl TableFilter {
    /// Is nothing typed anywhere?
    pub fn is_empty(&self) -> bool {
        self.search.trim().is_empty() && self.columns.values().all(|text| text.trim().is_empty())
    }

    /// Shows everything again.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

/// One entry of a row's menu, chosen by the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// Stable name, handed back when chosen.
    pub id: &'static str,
    /// Words in the menu.
    pub label: String,
    /// Can it be chosen now?
    pub enabled: bool,
}

impl MenuEntry {
    /// An entry that can be chosen.
    pub fn new(id: &'static str, label: impl Into<String>) -> Self {
        Self { id, label: label.into(), enabled: true }
    }
}

/// The given rows as a tab-separated table with a header, for pasting into a spreadsheet.
///
/// `columns` and `rows` are positions in the view, in the order wanted.
pub fn as_tsv<K>(view: &TableView<K>, columns: &[usize], rows: &[usize]) -> String {
    written(view, columns, rows, b'\t')
}

/// The given rows as comma-separated values with a header; see [`as_tsv`].
pub fn as_csv<K>(view: &TableView<K>, columns: &[usize], rows: &[usize]) -> String {
    written(view, columns, rows, b',')
}

fn written<K>(view: &TableView<K>, columns: &[usize], rows: &[usize], delimiter: u8) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    let header = columns.iter().filter_map(|&column| view.columns.get(column)).map(|c| harmless(&c.title));
    // Writing to memory cannot fail; an unfinished table would be worse than none.
    let mut whole = writer.write_record(header).is_ok();
    for row in rows.iter().filter_map(|&row| view.rows.get(row)) {
        let cells = columns
            .iter()
            .map(|&column| row.cells.get(column).map_or_else(String::new, |c| harmless(&c.text)));
        whole &= writer.write_record(cells).is_ok();
    }
    match writer.into_inner() {
        Ok(bytes) if whole => String::from_utf8(bytes).unwrap_or_default(),
        _ => String::new(),
    }
}

/// A count and what is counted: "1 child", "1,204 children".
pub fn counted(count: usize, noun: (&str, &str)) -> String {
    words::count(count, noun.0, noun.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_as_people_write_them() {
        assert_eq!(counted(1, ("child", "children")), "1 child");
        assert_eq!(counted(0, ("child", "children")), "0 children");
    }

    #[test]
    fn a_copy_has_a_header_and_quotes_what_needs_it() {
        let view = TableView {
            name: "children",
            noun: ("child", "children"),
            columns: vec![ColumnView::text("ref", "Child", 80.0), ColumnView::text("team", "Team", 80.0)],
            rows: vec![
                RowView::new(1, "C-1", vec![CellView::text("C-1"), CellView::text("North, east")]),
                RowView::new(2, "C-2", vec![CellView::text("C-2"), CellView::missing()]),
            ],
            totals: None,
            empty: String::new(),
            revision: 0,
        };
        assert_eq!(as_csv(&view, &[0, 1], &[1, 0]), "Child,Team\nC-2,\nC-1,\"North, east\"\n");
        assert_eq!(as_tsv(&view, &[1], &[0]), "Team\nNorth, east\n");
        let mut view = view;
        view.rows[0].cells[1] = CellView::text("=1+1");
        assert_eq!(as_tsv(&view, &[1], &[0]), "Team\n'=1+1\n", "no spreadsheet takes it for a formula");
    }
}
