//! Columns that line up.

use anstyle::Style;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::{clean, style};

/// A column is cut no shorter than this.
const LEAST: usize = 10;
const GAP: usize = 2;

/// Rows of cells; the first row may be the heading.
#[derive(Debug)]
pub(crate) struct Table {
    rows: Vec<Vec<Cell>>,
}

#[derive(Debug)]
struct Cell {
    text: String,
    style: Style,
}

impl Table {
    /// A table without a heading, for names and values.
    pub(crate) fn new() -> Self {
        Self { rows: Vec::new() }
    }

    /// A table with a heading.
    pub(crate) fn with_heading<const N: usize>(cells: [&str; N]) -> Self {
        let mut table = Self::new();
        table.styled_row(cells.map(|cell| (cell, style::HEADING)));
        table
    }

    /// Adds a row. The cells are cleaned.
    pub(crate) fn row<const N: usize>(&mut self, cells: [&str; N]) {
        self.styled_row(cells.map(|cell| (cell, style::PLAIN)));
    }

    /// Adds a row with colours. The cells are cleaned.
    pub(crate) fn styled_row<'a>(&mut self, cells: impl IntoIterator<Item = (&'a str, Style)>) {
        let cells = cells.into_iter().map(|(text, style)| Cell { text: clean(text), style });
        self.rows.push(cells.collect());
    }

    /// How many columns of a terminal the longest line has.
    pub(crate) fn width(&self) -> usize {
        let widths = self.widths();
        widths.iter().sum::<usize>() + widths.len().saturating_sub(1) * GAP
    }

    /// Takes columns out.
    pub(crate) fn drop_columns(&mut self, columns: &[usize]) {
        for row in &mut self.rows {
            let mut at = 0..;
            row.retain(|_| at.next().is_none_or(|at| !columns.contains(&at)));
        }
    }

    /// Cuts cells of these columns until lines have this width, as far as that goes: the widest column first.
    pub(crate) fn cut(&mut self, width: usize, columns: &[usize]) {
        let mut widths = self.widths();
        for _ in width..self.width() {
            let wide = |column: &&usize| widths.get(**column).copied().filter(|width| *width > LEAST);
            let Some(widest) = columns.iter().filter(|column| wide(column).is_some()).max_by_key(wide) else {
                break;
            };
            if let Some(width) = widths.get_mut(*widest) {
                *width -= 1;
            }
        }
        for row in &mut self.rows {
            for (cell, most) in row.iter_mut().zip(&widths) {
                cut(&mut cell.text, *most);
            }
        }
    }

    /// The rows as lines, each begun by `indent`.
    pub(crate) fn lines(&self, indent: &str) -> String {
        let widths = self.widths();
        let line = |row: &Vec<Cell>| {
            let mut line = indent.to_owned();
            let mut missing = 0;
            for (Cell { text, style }, width) in row.iter().zip(&widths) {
                if !text.is_empty() {
                    line.extend(std::iter::repeat_n(' ', missing));
                    line.push_str(&style::paint(*style, text));
                    missing = 0;
                }
                missing += width - text.width() + GAP;
            }
            line
        };
        self.rows.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.text.width()).max()
        };
        (0..columns).filter_map(width).collect()
    }
}

/// Cuts a text to this width, the mark that it was cut included.
fn cut(text: &mut String, most: usize) {
    if text.width() <= most {
        return;
    }
    let mut width = 1;
    let kept = text.chars().take_while(|c| {
        width += c.width().unwrap_or(0);
        width <= most
    });
    *text = kept.chain(['…']).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let mut table = Table::new();
        table.row(["ID", "NAME"]);
        table.row(["who1", "Zoë\n"]);
        table.row(["who22", ""]);
        table.row(["", "名前"]);
        assert_eq!(table.lines("  "), "  ID     NAME\n  who1   Zoë\u{FFFD}\n  who22\n         名前");
        assert_eq!(table.width(), 11);
    }

    #[test]
    fn cells_are_cut_to_a_width() {
        let mut table = Table::new();
        table.row(["who1", "a long name it is", "名前名前名前名前名前"]);
        table.cut(40, &[2, 1]);
        assert_eq!(table.lines(""), "who1  a long name it …  名前名前名前名…");
        table.cut(20, &[2, 1]);
        assert_eq!(table.lines(""), "who1  a long na…  名前名前…");
        assert_eq!(table.width(), 27, "no shorter");
    }

    #[test]
    fn a_style_does_not_count() {
        let mut table = Table::new();
        table.styled_row([("a", style::GOOD), ("b", style::PLAIN)]);
        table.row(["aa", "b"]);
        assert_eq!(table.width(), 5);
        assert_eq!(table.lines(""), "\u{1b}[32ma\u{1b}[0m   b\naa  b");
    }
}
