//! Plain tables: columns that line up, each row with further lines beneath it where there is more to say.

use std::io::{self, Write};

/// How a column lines up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// A table of texts.
#[derive(Debug)]
pub struct Table {
    columns: Vec<(&'static str, Side)>,
    rows: Vec<(Vec<String>, Vec<String>)>,
}

impl Table {
    /// A table with these columns and no rows yet. The last column may be as long as it likes.
    pub fn new(columns: &[(&'static str, Side)]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.row_with(cells, &[]);
    }

    /// Adds a row with lines beneath it.
    pub fn row_with(&mut self, cells: impl IntoIterator<Item = String>, beneath: &[String]) {
        let cells = cells.into_iter().map(|cell| plain(&cell)).collect();
        self.rows.push((cells, beneath.iter().map(|line| plain(line)).collect()));
    }

    /// Writes the table, headings first, each line indented by two spaces. Nothing at all when it has no rows.
    ///
    /// # Errors
    /// When `out` does not take it.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(i, (title, _))| {
                let cells = self.rows.iter().filter_map(|(cells, _)| cells.get(i));
                cells.map(|cell| width(cell)).max().unwrap_or(0).max(width(title))
            })
            .collect();
        self.line(out, &widths, self.columns.iter().map(|(title, _)| *title))?;
        for (cells, beneath) in &self.rows {
            self.line(out, &widths, cells.iter().map(String::as_str))?;
            for line in beneath {
                writeln!(out, "      {line}")?;
            }
        }
        Ok(())
    }

    fn line<'t>(
        &self,
        out: &mut dyn Write,
        widths: &[usize],
        cells: impl Iterator<Item = &'t str>,
    ) -> io::Result<()> {
        let mut text = String::from(" ");
        for ((cell, (_, side)), column) in cells.zip(&self.columns).zip(widths) {
            let padding = " ".repeat(column.saturating_sub(width(cell)));
            text.push(' ');
            match side {
                Side::Left => text.extend([cell, padding.as_str()]),
                Side::Right => text.extend([padding.as_str(), cell]),
            }
            text.push(' ');
        }
        writeln!(out, "{}", text.trim_end())
    }
}

/// Text from a file, without anything that would move a terminal's cursor or break a line.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || is_direction_mark(c) { ' ' } else { c }).collect()
}

/// Marks that turn the reading direction round and could make one text look like another.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(table: &Table) -> String {
        let mut out = Vec::new();
        table.write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn words_line_up_at_the_left_and_figures_at_the_right() {
        let mut table = Table::new(&[("Team", Side::Left), ("Children", Side::Right), ("Why", Side::Left)]);
        table.row(["Court".to_owned(), "7".to_owned(), "One".to_owned()]);
        table.row_with(["Zoë’s".to_owned(), "1,204".to_owned(), "Two".to_owned()], &["more".to_owned()]);
        assert_eq!(
            written(&table),
            "  Team   Children  Why\n  Court         7  One\n  Zoë’s     1,204  Two\n      more\n"
        );
    }

    #[test]
    fn nothing_in_a_file_can_move_the_cursor_or_break_a_line() {
        let mut table = Table::new(&[("Team", Side::Left)]);
        table.row(["a\u{1b}[2Jb\nc\u{202e}d".to_owned()]);
        assert_eq!(written(&table), "  Team\n  a [2Jb c d\n");
    }

    #[test]
    fn a_table_without_rows_is_not_written() {
        assert_eq!(written(&Table::new(&[("Team", Side::Left)])), "");
    }
}
