//! Arrays in NumPy's `.npy` format.

use npyz::{DType, Deserialize, NpyFile, Order, TypeChar};
use std::fs::File;
use std::io::{self, BufReader, Read};

use super::array::{Fit, Table, TableKind, transposed};
use crate::scenario::error::ArrayFault;
use crate::storage::reason;

/// Reads an array of floating-point or whole numbers, in C or Fortran order.
pub(super) fn read(file: File, fit: Fit) -> Result<Table, ArrayFault> {
    let npy = NpyFile::new(BufReader::new(file)).map_err(malformed)?;
    let size = |&size| usize::try_from(size).unwrap_or(usize::MAX);
    let shape: Vec<usize> = npy.shape().iter().map(size).collect();
    // Checked before anything is read, so that no header can ask for more memory than is needed.
    fit.check(&shape)?;
    let order = npy.order();
    let stored = numbers(npy)?;
    let values = match (order, shape.as_slice()) {
        (Order::Fortran, &[rows, columns]) => transposed(&stored, rows, columns),
        _ => stored,
    };
    Ok(Table {
        shape,
        values,
        kind: TableKind::Npy,
        header: None,
        remarks: Vec::new(),
    })
}

fn malformed(error: io::Error) -> ArrayFault {
    ArrayFault::Malformed(reason(&error))
}

fn numbers<R: Read>(npy: NpyFile<R>) -> Result<Vec<f64>, ArrayFault> {
    let dtype = npy.dtype();
    let kind = match &dtype {
        DType::Plain(plain) => Some((plain.type_char(), plain.size_field())),
        _ => None,
    };
    match kind {
        Some((TypeChar::Float, 8)) => collect(npy, |v: f64| v),
        Some((TypeChar::Float, 4)) => collect(npy, |v: f32| v.into()),
        Some((TypeChar::Int, 8)) => collect(npy, |v: i64| v as f64),
        Some((TypeChar::Int, 4)) => collect(npy, |v: i32| v.into()),
        Some((TypeChar::Int, 2)) => collect(npy, |v: i16| v.into()),
        Some((TypeChar::Int, 1)) => collect(npy, |v: i8| v.into()),
        Some((TypeChar::Uint, 8)) => collect(npy, |v: u64| v as f64),
        Some((TypeChar::Uint, 4)) => collect(npy, |v: u32| v.into()),
        Some((TypeChar::Uint, 2)) => collect(npy, |v: u16| v.into()),
        Some((TypeChar::Uint, 1)) => collect(npy, |v: u8| v.into()),
        _ => {
            let found = dtype.descr();
            let why = format!("its type is {found}; expected floating-point or whole numbers");
            Err(ArrayFault::Malformed(why))
        }
    }
}

fn collect<T: Deserialize, R: Read>(
    npy: NpyFile<R>,
    convert: impl Fn(T) -> f64,
) -> Result<Vec<f64>, ArrayFault> {
    let data = npy
        .data::<T>()
        .map_err(|error| ArrayFault::Malformed(error.to_string()))?;
    data.map(|value| value.map(&convert).map_err(malformed))
        .collect()
}
