//! Arrays in text files: numbers separated by commas, semicolons, tabs or spaces.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use csv::{ReaderBuilder, StringRecord, Trim};

use super::array::{Fit, Table, TableKind};
use crate::scenario::error::ArrayFault;
use crate::storage::{printable, quoted, reason};

/// How many characters a number may take.
const LONGEST_NUMBER: usize = 64;
/// What a line may take besides its numbers.
const BESIDE_NUMBERS: usize = 1 << 16;

/// The names of classes that a table may have.
const MOST_CLASSES: usize = 1_000;

/// Reads a table of numbers. Lines that begin with `#` are comments, the first row may name the columns, and
/// of samples the last column may name classes.
///
/// A line is read at a time, and reading ends with the first that does not fit: no file takes more memory
/// than the numbers that do.
pub(super) fn read(file: File, fit: Fit) -> Result<Table, ArrayFault> {
    let longest = fit.columns().saturating_mul(LONGEST_NUMBER) + BESIDE_NUMBERS;
    // Some more are read, to say how many rows there are.
    let most = fit.count().saturating_mul(2) + BESIDE_NUMBERS;
    let mut file = BufReader::new(Lines::of(BufReader::new(file), longest));
    let (begin, separator) = beginning(&mut file)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .trim(Trim::All)
        .delimiter(separator as u8)
        .from_reader(Cursor::new(begin).chain(file));
    let mut rows = Rows {
        may_name_classes: fit.may_name_classes(),
        ..Rows::default()
    };
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(malformed)? {
        rows.take(&record, separator)
            .map_err(ArrayFault::Malformed)?;
        if rows.values.len() > most {
            let why = format!("it has far more numbers than the {} that fit", fit.count());
            return Err(ArrayFault::Malformed(why));
        }
    }
    let shape = vec![rows.count, rows.columns];
    let fit = match rows.classes {
        Some(_) => fit.with_classes(),
        None => fit,
    };
    fit.check(&shape)?;
    Ok(Table {
        shape,
        values: rows.values,
        kind: TableKind::Text { separator },
        header: rows.header,
        classes: rows.classes,
        remarks: Vec::new(),
    })
}

/// What is wrong, in words without those of the reader.
fn malformed(error: csv::Error) -> ArrayFault {
    let line = error.position().map(csv::Position::line);
    let why = match error.kind() {
        csv::ErrorKind::Io(error) => return ArrayFault::Malformed(reason(error)),
        csv::ErrorKind::Utf8 { .. } => "is not text (UTF-8)",
        _ => "cannot be read",
    };
    let line = line.map_or_else(|| "it".to_owned(), |line| format!("line {line}"));
    ArrayFault::Malformed(format!("{line} {why}"))
}

/// The lines up to the first that says something, without a mark of byte order, and what separates the
/// numbers in it.
fn beginning(file: &mut impl BufRead) -> Result<(Vec<u8>, char), ArrayFault> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let mut begin = Vec::new();
    let told = |error: io::Error| ArrayFault::Malformed(reason(&error));
    if file.fill_buf().map_err(told)?.starts_with(MARK) {
        file.consume(MARK.len());
    }
    loop {
        // What was said so far says nothing, and need not be kept; but lines are counted.
        begin.retain(|byte| *byte == b'\n');
        let start = begin.len();
        let read = file.read_until(b'\n', &mut begin).map_err(told)?;
        let line = String::from_utf8_lossy(&begin[start..]);
        let line = line.trim();
        if read == 0 || !line.is_empty() && !line.starts_with('#') {
            let candidates = [';', '\t', ',', ' '];
            let found = candidates.into_iter().find(|c| line.contains(*c));
            let separator = found.unwrap_or(',');
            return Ok((begin, separator));
        }
    }
}

/// The rows read so far.
#[derive(Default)]
struct Rows {
    values: Vec<f64>,
    count: usize,
    columns: usize,
    header: Option<Vec<String>>,
    may_name_classes: bool,
    classes: Option<Vec<String>>,
}

/// A name as it is shown.
fn name(cell: &str) -> String {
    let words: Vec<&str> = cell.split_whitespace().collect();
    printable(&words.join(" "))
}

impl Rows {
    fn take(&mut self, record: &StringRecord, separator: char) -> Result<(), String> {
        // Runs of spaces count as one.
        let words = || record.iter().flat_map(str::split_whitespace);
        let cells: Vec<&str> = match separator {
            ' ' => words().collect(),
            _ => record.iter().collect(),
        };
        let is_name = |cell: &&str| !cell.is_empty() && cell.parse::<f64>().is_err();
        if self.count == 0 && self.header.is_none() && cells.iter().all(is_name) {
            self.header = Some(cells.into_iter().map(name).collect());
            return Ok(());
        }
        if self.count == 0 {
            self.columns = cells.len();
            let names = cells.len() > 1 && cells.last().is_some_and(is_name);
            self.classes = (names && self.may_name_classes).then(Vec::new);
        }
        self.count += 1;
        self.add(&cells, record.position().map_or(0, csv::Position::line))
    }

    fn add(&mut self, cells: &[&str], line: u64) -> Result<(), String> {
        let (found, columns) = (cells.len(), self.columns);
        if found != columns {
            let expected = format!("expected {columns}, as in the first row");
            return Err(format!("line {line} has {found} columns; {expected}"));
        }
        for (column, cell) in (1..).zip(cells) {
            if column == columns && self.classes.is_some() {
                let class = self
                    .class(cell)
                    .map_err(|why| format!("line {line}, column {column} {why}"))?;
                self.values.push(class as f64);
                continue;
            }
            let no_number = |_| {
                let found = quoted(cell);
                format!("line {line}, column {column} is {found}; expected a number")
            };
            self.values.push(cell.parse().map_err(no_number)?);
        }
        Ok(())
    }
}

impl Rows {
    /// The place of a class among those that were named so far, or after them.
    fn class(&mut self, cell: &str) -> Result<usize, String> {
        let (name, classes) = (name(cell), self.classes.get_or_insert_default());
        if name.is_empty() {
            return Err("is empty; expected the name of a class".to_owned());
        }
        if let Some(known) = classes.iter().position(|known| *known == name) {
            return Ok(known);
        }
        if classes.len() == MOST_CLASSES {
            return Err(format!(
                "is {}; expected one of the {MOST_CLASSES} classes named so far",
                quoted(cell)
            ));
        }
        classes.push(name);
        Ok(classes.len() - 1)
    }
}

/// A file none of whose lines is longer than it may be.
struct Lines<R> {
    from: R,
    longest: usize,
    /// Bytes of the present line so far.
    length: usize,
}

impl<R> Lines<R> {
    fn of(from: R, longest: usize) -> Self {
        let length = 0;
        Self {
            from,
            longest,
            length,
        }
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(to)?;
        for &byte in &to[..read] {
            self.length = if byte == b'\n' { 0 } else { self.length + 1 };
            if self.length > self.longest {
                return Err(io::Error::other(
                    "it has a line longer than the numbers can be",
                ));
            }
        }
        Ok(read)
    }
}
