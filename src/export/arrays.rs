//! Arrays in NumPy's `.npy` format.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use npyz::{AutoSerialize, WriteOptions, WriterBuilder};

/// Writes rows × columns numbers, one row after the other.
/// Fails when the file cannot be written.
pub fn write_rectangle<T: AutoSerialize + Copy>(
    path: &Path,
    shape: [usize; 2],
    rows: &[T],
) -> io::Result<()> {
    write(path, &shape.map(|side| side as u64), rows.iter().copied())
}

/// Writes n numbers.
/// Fails when the file cannot be written.
pub fn write_vector<T: AutoSerialize>(
    path: &Path,
    values: impl ExactSizeIterator<Item = T>,
) -> io::Result<()> {
    write(path, &[values.len() as u64], values)
}

fn write<T: AutoSerialize>(
    path: &Path,
    shape: &[u64],
    values: impl Iterator<Item = T>,
) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    write_array(&mut file, shape, values)?;
    file.flush()
}

/// Writes an array of this shape, the last index running fastest.
/// Fails when it cannot be written.
pub(in crate::export) fn write_array<T: AutoSerialize>(
    to: impl Write,
    shape: &[u64],
    values: impl Iterator<Item = T>,
) -> io::Result<()> {
    let options = WriteOptions::new().default_dtype().shape(shape);
    let mut array = options.writer(to).begin_nd()?;
    array.extend(values)?;
    array.finish()
}
