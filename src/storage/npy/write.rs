//! Writes arrays as NumPy does.

use std::io::{self, Write};

use super::read::{CHUNK, MAGIC};

/// The header is filled up so that the numbers begin at a multiple of this.
const ALIGNMENT: usize = 64;

/// A number that arrays are written of.
pub trait NpyNumber: Copy {
    /// How its type stands in a header.
    const DESCRIBED: &'static str;

    /// Appends its bytes, the least significant first.
    fn append(self, to: &mut Vec<u8>);
}

impl NpyNumber for f32 {
    const DESCRIBED: &'static str = "<f4";

    fn append(self, to: &mut Vec<u8>) {
        to.extend(self.to_le_bytes());
    }
}

impl NpyNumber for f64 {
    const DESCRIBED: &'static str = "<f8";

    fn append(self, to: &mut Vec<u8>) {
        to.extend(self.to_le_bytes());
    }
}

impl NpyNumber for i64 {
    const DESCRIBED: &'static str = "<i8";

    fn append(self, to: &mut Vec<u8>) {
        to.extend(self.to_le_bytes());
    }
}

/// Writes an array of this shape, the last index running fastest. Fails when it cannot be written, or when
/// there are not as many numbers as the shape says.
pub fn write<T: NpyNumber>(
    to: &mut impl Write,
    shape: &[u64],
    values: impl Iterator<Item = T>,
) -> io::Result<()> {
    to.write_all(&header::<T>(shape))?;
    let mut chunk = Vec::with_capacity(CHUNK);
    let mut written = 0;
    for value in values {
        value.append(&mut chunk);
        written += 1;
        if chunk.len() >= CHUNK {
            to.write_all(&chunk)?;
            chunk.clear();
        }
    }
    match written == shape.iter().product::<u64>() {
        true => to.write_all(&chunk),
        false => Err(io::Error::other(
            "the array has not as many numbers as its shape says",
        )),
    }
}

/// A header of version 1, which is enough for some thousand dimensions.
fn header<T: NpyNumber>(shape: &[u64]) -> Vec<u8> {
    let sizes: String = shape.iter().map(|size| format!("{size}, ")).collect();
    // Python's way to write tuples: (3,) of one, (3, 3) of more.
    let sizes = match shape.len() {
        1 => sizes.trim_end(),
        _ => sizes.trim_end_matches(", "),
    };
    let described = T::DESCRIBED;
    let mut text =
        format!("{{'descr': '{described}', 'fortran_order': False, 'shape': ({sizes}), }}");
    let before = MAGIC.len() + 4;
    let whole = (before + text.len() + 1).next_multiple_of(ALIGNMENT);
    let spaces = whole - before - text.len() - 1;
    text += &" ".repeat(spaces);
    text.push('\n');
    let mut bytes = MAGIC.to_vec();
    bytes.extend([1, 0]);
    bytes.extend((text.len() as u16).to_le_bytes());
    bytes.extend(text.as_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_as_numpy_writes_it() {
        let mut bytes = Vec::new();
        write(&mut bytes, &[2, 3], (0..6).map(f64::from)).expect("written");
        // numpy.save of numpy.arange(6.0).reshape(2, 3)
        let head = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";
        assert_eq!(&bytes[..10], b"\x93NUMPY\x01\x00\x76\x00");
        assert_eq!(
            str::from_utf8(&bytes[10..128]).expect("text"),
            format!("{head:<117}\n")
        );
        assert_eq!(bytes.len(), 128 + 48);
        for (shape, told) in [(&[][..], "()"), (&[3], "(3,)"), (&[1, 2, 3], "(1, 2, 3)")] {
            let header = header::<f32>(shape);
            let text = String::from_utf8_lossy(&header).into_owned();
            assert!(text.contains(&format!("'shape': {told}, }}")), "{text}");
            assert_eq!(header.len() % 64, 0);
        }
        let few = write(&mut Vec::new(), &[3], [1.0_f64].into_iter());
        assert!(few.is_err());
    }
}
