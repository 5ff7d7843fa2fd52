//! Columns that line up.

use super::clean;

/// Rows of cells; the first row is the heading.
#[derive(Debug)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without a heading, for names and values.
    pub(crate) fn new() -> Self {
        Self { rows: Vec::new() }
    }

    /// A table with a heading.
    pub(crate) fn with_heading<const N: usize>(cells: [&str; N]) -> Self {
        let mut table = Self::new();
        table.row(cells);
        table
    }

    /// Adds a row. The cells are cleaned.
    pub(crate) fn row<const N: usize>(&mut self, cells: [&str; N]) {
        self.rows.push(cells.iter().map(|cell| clean(cell)).collect());
    }

    /// The rows as lines, each begun by `indent`.
    pub(crate) fn lines(&self, indent: &str) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
        };
        let widths: Vec<usize> = (0..columns).filter_map(width).collect();
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            format!("{indent}{}", cells.collect::<Vec<_>>().join("  ")).trim_end().to_owned()
        };
        self.rows.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let mut table = Table::with_heading(["ID", "NAME"]);
        table.row(["who1", "Zoë\n"]);
        table.row(["who22", ""]);
        assert_eq!(table.lines("  "), "  ID     NAME\n  who1   Zoë\u{FFFD}\n  who22");
    }
}
