//! Reads arrays.

use std::io::{self, Read};

use super::dictionary::Dictionary;
use crate::storage::reason;

/// How a file begins.
pub(super) const MAGIC: &[u8] = b"\x93NUMPY";
/// Bytes that are read or written at a time.
pub(super) const CHUNK: usize = 1 << 16;
/// Headers beyond this are not read. Those of arrays of numbers take some hundred bytes.
const LONGEST_HEADER: usize = 1 << 16;

/// What the header of an array says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NpyHeader {
    /// The length of each dimension.
    pub shape: Vec<u64>,
    /// Whether the first index runs fastest.
    pub fortran_order: bool,
    pub(super) kind: Kind,
}

/// How a number is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    letter: u8,
    bytes: usize,
    big_endian: bool,
}

/// Reads the header; what follows are the numbers. Fails with the reason in words where it is none, or where
/// the numbers are of a type that is not read.
pub fn read_header(from: &mut impl Read) -> Result<NpyHeader, String> {
    let mut begin = [0; 8];
    let told = |error: io::Error| reason(&error);
    from.read_exact(&mut begin).map_err(told)?;
    if !begin.starts_with(MAGIC) {
        return Err("it does not begin as a .npy file does".to_owned());
    }
    let length = match begin[6] {
        1 => {
            let mut length = [0; 2];
            from.read_exact(&mut length).map_err(told)?;
            usize::from(u16::from_le_bytes(length))
        }
        2 | 3 => {
            let mut length = [0; 4];
            from.read_exact(&mut length).map_err(told)?;
            u32::from_le_bytes(length) as usize
        }
        other => {
            return Err(format!(
                "it is of version {other} of the format; expected 1 to 3"
            ));
        }
    };
    if length > LONGEST_HEADER {
        return Err(format!(
            "its header has {length} bytes; expected {LONGEST_HEADER} at most"
        ));
    }
    let mut header = vec![0; length];
    from.read_exact(&mut header).map_err(told)?;
    let text = str::from_utf8(&header).map_err(|_| "its header is not text".to_owned())?;
    Dictionary(text).read()
}

impl NpyHeader {
    /// Reads all numbers, in the order in which they are stored. Fails with the reason in words.
    pub fn read_numbers(&self, from: &mut impl Read) -> Result<Vec<f64>, String> {
        let count = self
            .shape
            .iter()
            .try_fold(1, |n: u64, size| n.checked_mul(*size));
        let size = self.kind.bytes as u64;
        let bytes = count.and_then(|count| count.checked_mul(size));
        let bytes = bytes.ok_or("it says that it has more numbers than any file can hold")?;
        let mut numbers = Vec::new();
        let mut chunk = vec![0; CHUNK];
        let mut left = bytes;
        while left > 0 {
            let here = left.min(CHUNK as u64) as usize;
            from.read_exact(&mut chunk[..here])
                .map_err(|error| reason(&error))?;
            self.kind.decode(&chunk[..here], &mut numbers);
            left -= here as u64;
        }
        Ok(numbers)
    }
}

impl Kind {
    /// From a description such as `<f8`.
    pub(super) fn of(described: &str) -> Option<Self> {
        let (order, rest) = match described.as_bytes() {
            [order @ (b'<' | b'>' | b'=' | b'|'), rest @ ..] => (*order, rest),
            rest => (b'=', rest),
        };
        let (letter, bytes) = match rest {
            [letter @ b'f', b'4'] => (*letter, 4),
            [letter @ b'f', b'8'] => (*letter, 8),
            [letter @ (b'i' | b'u'), size @ (b'1' | b'2' | b'4' | b'8')] => {
                (*letter, usize::from(size - b'0'))
            }
            [b'b', b'1'] | [b'?'] => (b'u', 1),
            _ => return None,
        };
        let big_endian = order == b'>' || order == b'=' && cfg!(target_endian = "big");
        Some(Self {
            letter,
            bytes,
            big_endian,
        })
    }

    /// The numbers in these bytes, of which there is a whole number.
    fn decode(self, bytes: &[u8], numbers: &mut Vec<f64>) {
        numbers.extend(bytes.chunks_exact(self.bytes).map(|stored| {
            // The least significant byte first, filled up with what keeps the number.
            let mut wide = [0; 8];
            wide[..self.bytes].copy_from_slice(stored);
            if self.big_endian {
                wide[..self.bytes].reverse();
            }
            let word = u64::from_le_bytes(wide);
            let unused = 64 - 8 * self.bytes as u32;
            match (self.letter, self.bytes) {
                (b'f', 4) => f64::from(f32::from_bits(word as u32)),
                (b'f', _) => f64::from_bits(word),
                (b'i', _) => ((word << unused) as i64 >> unused) as f64,
                _ => word as f64,
            }
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file with this header and these bytes after it.
    fn file(header: &str, content: &[u8]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([1, 0]);
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(content);
        bytes
    }

    fn read(bytes: &[u8]) -> Result<(NpyHeader, Vec<f64>), String> {
        let mut from = bytes;
        let header = read_header(&mut from)?;
        let numbers = header.read_numbers(&mut from)?;
        Ok((header, numbers))
    }

    fn said(header: &str) -> String {
        read(&file(header, &[])).expect_err("refused")
    }

    #[test]
    fn numbers_of_every_type_and_order_of_bytes_come_back() {
        let kept: [(&str, &[u8], f64); 9] = [
            ("<f8", &(-1.5_f64).to_le_bytes(), -1.5),
            (">f4", &2.25_f32.to_be_bytes(), 2.25),
            ("<i2", &(-7_i16).to_le_bytes(), -7.0),
            (">i8", &i64::MIN.to_be_bytes(), i64::MIN as f64),
            ("|i1", &[0xff], -1.0),
            ("<u4", &u32::MAX.to_le_bytes(), f64::from(u32::MAX)),
            ("|u1", &[0xff], 255.0),
            ("|b1", &[1], 1.0),
            ("f8", &0.1_f64.to_ne_bytes(), 0.1),
        ];
        for (described, bytes, value) in kept {
            let header =
                format!("{{'descr': '{described}', 'fortran_order': True, 'shape': (1,)}}");
            let (header, numbers) = read(&file(&header, bytes)).expect(described);
            assert_eq!(
                (numbers, header.fortran_order),
                (vec![value], true),
                "{described}"
            );
        }
    }

    #[test]
    fn headers_that_numpy_writes_otherwise_are_read_too() {
        for header in [
            r#"{"shape":(),"descr":"<f8","fortran_order":False}"#,
            "{'descr': '<f8', 'fortran_order': False, 'shape': (1L, 1L), }   \n",
            "{ 'descr' : '<f8' , 'fortran_order' : False , 'shape' : ( 1 , ) }",
        ] {
            let (_, numbers) = read(&file(header, &1.0_f64.to_le_bytes())).expect(header);
            assert_eq!(numbers, [1.0]);
        }
    }

    #[test]
    fn what_is_no_array_of_numbers_is_told_in_one_short_sentence() {
        let nested = format!("{{'descr':{}{}}}", "[".repeat(28), "]".repeat(28));
        assert!(said(&nested).starts_with("its type is made of parts"));
        let long = format!("{{'{}': 1}}", "\u{1b}x\n".repeat(9000));
        assert!(said(&long).chars().count() < 400 && !said(&long).contains(['\n', '\u{1b}']));
        for (header, part) in [
            (
                "{'descr': '<c16', 'fortran_order': False, 'shape': (1,)}",
                "\"<c16\"",
            ),
            ("{'descr': '<f8', 'descr': '<f8'}", "two entries"),
            ("{'descr': '<f8'}", "no entry \"fortran_order\""),
            (
                "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}",
                "expected a size",
            ),
            ("{'descr': '<f8', 'fortran_order': 1}", "True or False"),
            ("{} {}", "expected the end"),
            ("[1]", "expected {"),
            ("", "the end; expected {"),
        ] {
            assert!(said(header).contains(part), "{}", said(header));
        }
        let most = format!("{{'shape': ({})}}", "1,".repeat(65));
        assert!(said(&most).contains("64 dimensions"));
        assert!(read(b"PK").expect_err("short").contains("too early"));
        assert!(
            read(b"\x93NUMPY\x09\x00")
                .expect_err("new")
                .contains("version 9")
        );
        let huge = b"\x93NUMPY\x02\x00\xff\xff\xff\xff";
        assert!(read(huge).expect_err("huge").contains("4294967295 bytes"));
    }

    #[test]
    fn a_header_that_claims_more_than_is_there_takes_no_memory_for_it() {
        for shape in ["(4000000000,)", "(4294967296, 4294967296, 4294967296)"] {
            let header = format!("{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}}}");
            assert!(read(&file(&header, &[0; 80])).is_err());
        }
    }
}
