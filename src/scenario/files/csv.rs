//! Arrays in text files: numbers separated by commas, semicolons, tabs or spaces.

use csv::{ReaderBuilder, StringRecord, Trim};
use std::borrow::Cow;
use std::fs::File;

use super::array::{Fit, Table, TableKind, text};
use crate::scenario::error::ArrayFault;

/// How many characters a number may take.
const LONGEST_NUMBER: u64 = 64;

/// Reads a table of numbers. Lines that begin with `#` are comments, and the first row may name the
/// columns.
pub(super) fn read(file: File, fit: Fit) -> Result<Table, ArrayFault> {
    // No longer than the numbers can be, and what may stand beside them.
    let most = (fit.count() as u64 + 1) * LONGEST_NUMBER + (1 << 20);
    let too_long = format!("it is longer than {} numbers can be", fit.count());
    let text = text(file, most, &too_long)?.map_err(ArrayFault::Malformed)?;
    let text = text.trim_start_matches('\u{feff}');
    let separator = separator(text);
    let (text, delimiter) = match separator {
        ' ' => (with_commas(text).into(), b','),
        _ => (Cow::from(text), separator as u8),
    };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .trim(Trim::All)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut values = Vec::new();
    let (mut rows, mut columns, mut header) = (0, 0, None);
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|error| ArrayFault::Malformed(error.to_string()))?;
        if index == 0 && is_header(&record) {
            header = Some(record.iter().map(str::to_owned).collect());
            continue;
        }
        if rows == 0 {
            columns = record.len();
        }
        read_row(&record, columns, &mut values).map_err(ArrayFault::Malformed)?;
        rows += 1;
    }
    let shape = vec![rows, columns];
    fit.check(&shape)?;
    Ok(Table {
        shape,
        values,
        kind: TableKind::Text { separator },
        header,
        remarks: Vec::new(),
    })
}

/// What separates the numbers, judged by the first line.
fn separator(text: &str) -> char {
    let is_content = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    let first = text.lines().find(is_content).unwrap_or_default().trim();
    let candidates = [';', '\t', ',', ' '];
    let found = candidates.into_iter().find(|c| first.contains(*c));
    found.unwrap_or(',')
}

/// Lines with numbers between runs of spaces, as lines with numbers between commas.
fn with_commas(text: &str) -> String {
    let line = |line: &str| match line.starts_with('#') {
        true => line.to_owned(),
        false => line.split_whitespace().collect::<Vec<_>>().join(","),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// A header has names only.
fn is_header(record: &StringRecord) -> bool {
    record
        .iter()
        .all(|cell| !cell.is_empty() && cell.parse::<f64>().is_err())
}

fn read_row(record: &StringRecord, columns: usize, values: &mut Vec<f64>) -> Result<(), String> {
    let line = record.position().map_or(0, csv::Position::line);
    let found = record.len();
    if found != columns {
        let expected = format!("expected {columns}, as in the first row");
        return Err(format!("line {line} has {found} columns; {expected}"));
    }
    for (column, cell) in (1..).zip(record) {
        let no_number = |_| format!("line {line}, column {column} is {cell:?}; expected a number");
        values.push(cell.parse().map_err(no_number)?);
    }
    Ok(())
}
