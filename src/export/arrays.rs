//! Arrays in NumPy's `.npy` format, as files of their own.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::storage::NewFile;
use crate::storage::npy::{NpyNumber, write};

/// Writes rows × columns numbers, one row after the other.
/// Fails when the file cannot be written.
pub fn write_rectangle<T: NpyNumber>(path: &Path, shape: [usize; 2], rows: &[T]) -> io::Result<()> {
    write_file(path, &shape.map(|side| side as u64), rows.iter().copied())
}

/// Writes n numbers.
/// Fails when the file cannot be written.
pub fn write_vector<T: NpyNumber>(
    path: &Path,
    values: impl ExactSizeIterator<Item = T>,
) -> io::Result<()> {
    write_file(path, &[values.len() as u64], values)
}

fn write_file<T: NpyNumber>(
    path: &Path,
    shape: &[u64],
    values: impl Iterator<Item = T>,
) -> io::Result<()> {
    let mut file = BufWriter::new(NewFile::create(path)?);
    write(&mut file, shape, values)?;
    file.flush()
}
