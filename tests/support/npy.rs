//! Reads an array file by nothing but the published format: a witness for what the program writes.

#![allow(dead_code, reason = "not every test program asks for everything")]

/// An array of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Npy {
    pub kind: String,
    pub shape: Vec<usize>,
    pub values: Vec<f64>,
}

/// The array in these bytes.
pub fn npy(bytes: &[u8]) -> Npy {
    assert_eq!(&bytes[..6], b"\x93NUMPY");
    assert_eq!(bytes[6], 1, "version 1 of the format");
    let start = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    let header = std::str::from_utf8(&bytes[10..start]).expect("ASCII");
    assert!(header.contains("'fortran_order': False"), "{header}");
    let kind = header.split('\'').nth(3).expect("a type").to_owned();
    let shape = header.split(['(', ')']).nth(1).expect("a shape");
    let sizes = shape.split(',').map(str::trim).filter(|s| !s.is_empty());
    let shape: Vec<usize> = sizes.map(|s| s.parse().expect("a size")).collect();
    let data = &bytes[start..];
    let words = || data.as_chunks::<8>().0.iter();
    let values: Vec<f64> = match kind.as_str() {
        "<f4" => {
            let halves = data.as_chunks::<4>().0.iter();
            halves.map(|b| f32::from_le_bytes(*b).into()).collect()
        }
        "<f8" => words().map(|b| f64::from_le_bytes(*b)).collect(),
        "<i8" => words().map(|b| i64::from_le_bytes(*b) as f64).collect(),
        other => panic!("type {other}"),
    };
    assert_eq!(values.len(), shape.iter().product::<usize>());
    Npy {
        kind,
        shape,
        values,
    }
}
