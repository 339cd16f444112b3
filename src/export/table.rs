//! Tables with named columns, as CSV.

use super::Provenance;

/// A table: what a CSV file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The names of the columns, with units.
    pub columns: Vec<String>,
    /// Rows of as many cells; an empty cell is a value that is not defined.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new<T: Into<String>>(columns: impl IntoIterator<Item = T>) -> Self {
        Self {
            columns: columns.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
        }
    }

    /// A table with a row for each item.
    pub(super) fn of<T>(items: impl IntoIterator<Item = T>, columns: &[Column<'_, T>]) -> Self {
        let mut table = Self::new(columns.iter().map(|(name, _)| *name));
        for item in items {
            table.push(columns.iter().map(|(_, cell)| cell(&item)));
        }
        table
    }

    /// The tables of both sides of a comparison in one: the first column says which side a row is of.
    /// The sides' columns may differ, where their networks do.
    pub fn of_both(a: Self, b: Self) -> Self {
        let mut columns = a.columns.clone();
        let missing = b.columns.iter().filter(|name| !a.columns.contains(name));
        columns.extend(missing.cloned());
        let mut both = Self::new(std::iter::once("side").chain(columns.iter().map(String::as_str)));
        for (side, table) in [("A", &a), ("B", &b)] {
            let place = |name: &String| table.columns.iter().position(|column| column == name);
            let places: Vec<Option<usize>> = columns.iter().map(place).collect();
            both.rows.extend(table.rows.iter().map(|row| {
                let cell = |place: &Option<usize>| place.and_then(|at| row.get(at)).cloned();
                let cells = places.iter().map(|place| cell(place).unwrap_or_default());
                std::iter::once(side.to_owned()).chain(cells).collect()
            }));
        }
        both
    }

    /// Adds a row.
    pub fn push<T: Into<Cell>>(&mut self, row: impl IntoIterator<Item = T>) {
        let row: Vec<String> = row.into_iter().map(|cell| cell.into().0).collect();
        debug_assert_eq!(row.len(), self.columns.len(), "a cell for each column");
        self.rows.push(row);
    }

    /// The table as CSV, after its provenance in lines that begin with `#`.
    pub fn to_csv(&self, provenance: Option<&Provenance>) -> String {
        let mut text = provenance.map(Provenance::comment).unwrap_or_default();
        let mut writer = csv::Writer::from_writer(Vec::new());
        let all = std::iter::once(&self.columns).chain(&self.rows);
        // Writing to memory does not fail.
        let written = all.into_iter().try_for_each(|row| writer.write_record(row));
        debug_assert!(written.is_ok());
        let bytes = writer.into_inner().unwrap_or_default();
        text += &String::from_utf8_lossy(&bytes);
        text
    }
}

/// A value as it stands in a table: numbers in full precision.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell(pub(super) String);

/// The name of a column, and what stands below it in the row of an item.
pub(super) type Column<'a, T> = (&'a str, &'a dyn Fn(&T) -> Cell);

impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        value.is_finite().then(|| value.to_string()).into()
    }
}

impl From<f32> for Cell {
    fn from(value: f32) -> Self {
        value.is_finite().then(|| value.to_string()).into()
    }
}

impl From<usize> for Cell {
    fn from(value: usize) -> Self {
        Self(value.to_string())
    }
}

impl From<u64> for Cell {
    fn from(value: u64) -> Self {
        Self(value.to_string())
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map(Into::into).unwrap_or_default()
    }
}

/// A row of values of several kinds.
#[macro_export]
#[doc(hidden)]
macro_rules! cells {
    ($($value:expr),* $(,)?) => {
        [$($crate::export::Cell::from($value)),*]
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_reads_back_with_its_names_and_its_numbers_in_full() {
        let mut table = Table::new(["neuron", "x, in 1/s", "note"]);
        table.push(crate::cells![3_usize, 0.1 + 0.2, "a, \"b\""]);
        table.push(crate::cells![4_usize, f64::NAN, None::<u64>]);
        let toml = "name = \"Small\"\n".to_owned();
        let provenance = Provenance {
            toml,
            ..Provenance::default()
        };
        let text = table.to_csv(Some(&provenance));
        let mut reader = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .from_reader(text.as_bytes());
        assert_eq!(reader.headers().expect("names"), table.columns);
        let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
        assert_eq!(rows[0][1].parse::<f64>(), Ok(0.1 + 0.2));
        assert_eq!(&rows[0][2], "a, \"b\"");
        assert_eq!((&rows[1][1], &rows[1][2]), ("", ""));
    }
}
