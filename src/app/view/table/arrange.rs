//! Which rows of a table are shown, and in which order.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::str::Chars;

use super::{CellView, RowView, SortKey, TableFilter, TableLayout, TableView};

/// Positions of the rows to show, in order: filtered, then sorted. Equal rows keep the order of the view.
pub fn arrange<K>(view: &TableView<K>, layout: &TableLayout, filter: &TableFilter) -> Vec<usize> {
    let words: Vec<String> = filter.search.split_whitespace().map(str::to_lowercase).collect();
    let tests: Vec<(usize, CellTest)> = filter
        .columns
        .iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .filter_map(|(key, text)| {
            let column = view.columns.iter().position(|column| column.key == *key)?;
            Some((column, CellTest::read(text)))
        })
        .collect();
    let shown = |row: &RowView<K>| {
        tests.iter().all(|(column, test)| row.cells.get(*column).is_some_and(|cell| test.passes(cell)))
            && (words.is_empty() || has_all_words(row, &words))
    };
    let mut rows: Vec<usize> =
        view.rows.iter().enumerate().filter(|(_, r)| shown(r)).map(|(i, _)| i).collect();
    if let Some(sort) = &layout.sort
        && let Some(column) = view.columns.iter().position(|c| c.key == sort.column)
    {
        sort_by_column(view, &mut rows, column, sort.descending);
    }
    rows
}

fn sort_by_column<K>(view: &TableView<K>, rows: &mut [usize], column: usize, descending: bool) {
    rows.sort_by(|&one, &other| {
        let (Some(a), Some(b)) = (view.rows[one].cells.get(column), view.rows[other].cells.get(column))
        else {
            return Ordering::Equal;
        };
        let order = match (a.sort, b.sort) {
            (SortKey::Missing, SortKey::Missing) => return Ordering::Equal,
            (SortKey::Missing, _) => return Ordering::Greater,
            (_, SortKey::Missing) => return Ordering::Less,
            (SortKey::Number(x), SortKey::Number(y)) => x.total_cmp(&y),
            (SortKey::Number(_), SortKey::Text) => Ordering::Less,
            (SortKey::Text, SortKey::Number(_)) => Ordering::Greater,
            (SortKey::Text, SortKey::Text) => natural_cmp(&a.text, &b.text),
        };
        if descending { order.reverse() } else { order }
    });
}

fn has_all_words<K>(row: &RowView<K>, words: &[String]) -> bool {
    words.iter().all(|word| {
        contains(&row.label, word)
            || row.cells.iter().any(|cell| {
                contains(&cell.text, word) || cell.mark.is_some_and(|mark| contains(mark.name, word))
            })
    })
}

/// Does `text` contain `lower`, which is in lower case already?
fn contains(text: &str, lower: &str) -> bool {
    if text.is_ascii() && lower.is_ascii() {
        let (text, lower) = (text.as_bytes(), lower.as_bytes());
        return lower.is_empty()
            || text.windows(lower.len()).any(|window| window.eq_ignore_ascii_case(lower));
    }
    text.to_lowercase().contains(lower)
}

type Comparison = fn(f64, f64) -> bool;

/// What a cell must be for its row to be shown.
enum CellTest {
    Contains(String),
    Compares(Comparison, f64),
    /// `=` alone: nothing in the cell.
    Blank,
}

impl CellTest {
    fn read(typed: &str) -> Self {
        let typed = typed.trim();
        if typed == "=" {
            return Self::Blank;
        }
        let ways: [(&str, Comparison); 5] = [
            (">=", |a, b| a >= b),
            ("<=", |a, b| a <= b),
            (">", |a, b| a > b),
            ("<", |a, b| a < b),
            ("=", |a, b| (a - b).abs() < 1e-9),
        ];
        for (sign, compare) in ways {
            if let Some(rest) = typed.strip_prefix(sign)
                && let Ok(value) = rest.trim().replace(',', "").parse::<f64>()
            {
                return Self::Compares(compare, value);
            }
        }
        Self::Contains(typed.to_lowercase())
    }

    fn passes(&self, cell: &CellView) -> bool {
        match self {
            Self::Contains(text) => {
                contains(&cell.text, text) || cell.mark.is_some_and(|mark| contains(mark.name, text))
            }
            Self::Compares(compare, value) => match cell.sort {
                SortKey::Number(number) => compare(number, *value),
                SortKey::Text | SortKey::Missing => {
                    cell.text.replace(',', "").parse().is_ok_and(|number| compare(number, *value))
                }
            },
            Self::Blank => cell.text.is_empty(),
        }
    }
}

/// Compares words without regard to capitals, and numbers within them by value, so that "C-9" is before "C-10".
pub fn natural_cmp(one: &str, other: &str) -> Ordering {
    let (mut a, mut b) = (one.chars().peekable(), other.chars().peekable());
    loop {
        let (Some(x), Some(y)) = (a.peek().copied(), b.peek().copied()) else {
            return a.peek().is_some().cmp(&b.peek().is_some());
        };
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            digits(&mut a).cmp(&digits(&mut b))
        } else {
            a.next();
            b.next();
            x.to_lowercase().cmp(y.to_lowercase())
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Takes a run of digits: how many without leading zeros, then which, which together compare by value.
fn digits(chars: &mut Peekable<Chars<'_>>) -> (usize, String) {
    let mut run = String::new();
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        if !(run.is_empty() && digit == '0') {
            run.push(digit);
        }
    }
    (run.len(), run)
}

#[cfg(test)]
mod tests {
    use super::super::{ColumnView, Mark, Shape, Tone};
    use super::*;

    fn view() -> TableView<u32> {
        let row =
            |key: u32, name: &str, load: CellView| RowView::new(key, name, vec![CellView::text(name), load]);
        TableView {
            name: "workers",
            noun: ("worker", "workers"),
            columns: vec![ColumnView::text("name", "Name", 80.0), ColumnView::figures("load", "Load", 60.0)],
            rows: vec![
                row(1, "C-10", CellView::number("1,200", 1200.0)),
                row(2, "c-9", CellView::missing()),
                row(3, "C-100", CellView::number("9", 9.0)),
                row(4, "Zoë", CellView::number("17", 17.0)),
            ],
            totals: None,
            empty: String::new(),
            revision: 0,
        }
    }

    fn filter(column: &'static str, text: &str) -> TableFilter {
        TableFilter { columns: [(column, text.to_owned())].into(), ..TableFilter::default() }
    }

    #[test]
    fn numbers_within_words_sort_by_value() {
        assert_eq!(arrange(&view(), &TableLayout::sorted_by("name"), &TableFilter::default()), [1, 0, 2, 3]);
        assert_eq!(natural_cmp("C-007", "c-7"), Ordering::Equal);
        assert_eq!(natural_cmp("a2b", "a2"), Ordering::Greater);
        assert_eq!(natural_cmp("99999999999999999999", "100000000000000000000"), Ordering::Less);
    }

    #[test]
    fn what_is_missing_is_last_in_both_directions() {
        assert_eq!(arrange(&view(), &TableLayout::sorted_by("load"), &TableFilter::default()), [2, 3, 0, 1]);
        assert_eq!(
            arrange(&view(), &TableLayout::sorted_down_by("load"), &TableFilter::default()),
            [0, 3, 2, 1]
        );
    }

    #[test]
    fn the_search_wants_every_word_somewhere_in_the_row() {
        let search = |text: &str| {
            let filter = TableFilter { search: text.into(), ..TableFilter::default() };
            arrange(&view(), &TableLayout::default(), &filter)
        };
        assert_eq!(search("c-10"), [0, 2]);
        assert_eq!(search("c-10 1,200"), [0]);
        assert_eq!(search("ZOË"), [3]);
        assert_eq!(search("nobody"), [0_usize; 0]);
        assert_eq!(search("  "), [0, 1, 2, 3]);
    }

    #[test]
    fn a_column_filter_takes_text_and_comparisons() {
        let by = |text: &str| arrange(&view(), &TableLayout::default(), &filter("load", text));
        assert_eq!(by("1"), [0, 3]);
        assert_eq!(by("> 9"), [0, 3]);
        assert_eq!(by(">=9"), [0, 2, 3]);
        assert_eq!(by("=17"), [3]);
        assert_eq!(by("="), [1]);
        assert_eq!(arrange(&view(), &TableLayout::default(), &filter("gone", "x")), [0, 1, 2, 3]);
    }

    #[test]
    fn a_mark_is_found_by_its_name() {
        let mut view = view();
        view.rows[1].cells[0].mark =
            Some(Mark { shape: Shape::Square, tone: Tone::Vermilion, name: "Awaiting allocation" });
        assert_eq!(arrange(&view, &TableLayout::default(), &filter("name", "awaiting")), [1]);
    }
}
