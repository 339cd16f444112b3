//! Arrays in NumPy's `.npy` format, as far as they fit.

use std::fs::File;
use std::io::BufReader;

use super::array::{Fit, Table, TableKind, transposed};
use crate::scenario::error::ArrayFault;
use crate::storage::npy;

/// Reads an array of floating-point or whole numbers, in C or Fortran order.
pub(super) fn read(file: File, fit: Fit) -> Result<Table, ArrayFault> {
    let mut file = BufReader::new(file);
    let header = npy::read_header(&mut file).map_err(ArrayFault::Malformed)?;
    let size = |&size| usize::try_from(size).unwrap_or(usize::MAX);
    let shape: Vec<usize> = header.shape.iter().map(size).collect();
    // Checked before anything is read, so that no header can ask for more memory than is needed.
    fit.check(&shape)?;
    let stored = header
        .read_numbers(&mut file)
        .map_err(ArrayFault::Malformed)?;
    let values = match (header.fortran_order, shape.as_slice()) {
        (true, &[rows, columns]) => transposed(&stored, rows, columns),
        _ => stored,
    };
    Ok(Table {
        shape,
        values,
        kind: TableKind::Npy,
        header: None,
        classes: None,
        remarks: Vec::new(),
    })
}
