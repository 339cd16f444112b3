//! Arrays in NumPy's `.npy` format.

use npyz::{DType, Deserialize, NpyFile, Order, TypeChar};
use std::fs::File;
use std::io::{BufReader, Read};

use super::array::{Array, Fit, transposed};
use crate::scenario::error::ArrayFault;
use crate::storage::reason;

/// Reads an array of floating-point or whole numbers, in C or Fortran order.
pub(in crate::scenario) fn read(file: File, fit: Fit) -> Result<Array, ArrayFault> {
    let malformed = |error: std::io::Error| ArrayFault::Malformed(reason(&error));
    let npy = NpyFile::new(BufReader::new(file)).map_err(malformed)?;
    let shape: Vec<usize> = npy
        .shape()
        .iter()
        .map(|&size| usize::try_from(size).unwrap_or(usize::MAX))
        .collect();
    // Checked before anything is read, so that no header can ask for more memory than is needed.
    fit.check(&shape)?;
    let order = npy.order();
    let stored = numbers(npy)?;
    let values = match (order, shape.as_slice()) {
        (Order::Fortran, &[rows, columns]) => transposed(&stored, rows, columns),
        _ => stored,
    };
    Ok(Array { shape, values })
}

fn numbers<R: Read>(npy: NpyFile<R>) -> Result<Vec<f64>, ArrayFault> {
    let dtype = npy.dtype();
    let unsupported = || {
        let found = dtype.descr();
        let why = format!("its type is {found}; expected floating-point or whole numbers");
        ArrayFault::Malformed(why)
    };
    let DType::Plain(plain) = &dtype else {
        return Err(unsupported());
    };
    match (plain.type_char(), plain.size_field()) {
        (TypeChar::Float, 8) => collect(npy, |v: f64| v),
        (TypeChar::Float, 4) => collect(npy, |v: f32| v.into()),
        (TypeChar::Int, 8) => collect(npy, |v: i64| v as f64),
        (TypeChar::Int, 4) => collect(npy, |v: i32| v.into()),
        (TypeChar::Int, 2) => collect(npy, |v: i16| v.into()),
        (TypeChar::Int, 1) => collect(npy, |v: i8| v.into()),
        (TypeChar::Uint, 8) => collect(npy, |v: u64| v as f64),
        (TypeChar::Uint, 4) => collect(npy, |v: u32| v.into()),
        (TypeChar::Uint, 2) => collect(npy, |v: u16| v.into()),
        (TypeChar::Uint, 1) => collect(npy, |v: u8| v.into()),
        _ => Err(unsupported()),
    }
}

fn collect<T: Deserialize, R: Read>(
    npy: NpyFile<R>,
    convert: impl Fn(T) -> f64,
) -> Result<Vec<f64>, ArrayFault> {
    let data = npy
        .data::<T>()
        .map_err(|error| ArrayFault::Malformed(error.to_string()))?;
    data.map(|value| value.map(&convert))
        .collect::<Result<_, _>>()
        .map_err(|error| ArrayFault::Malformed(reason(&error)))
}
