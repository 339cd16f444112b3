//! Words inside PNG files.

use flate2::Crc;

use super::Provenance;

/// Where the first chunk ends: eight bytes of signature, and IHDR with its 13 bytes.
const AFTER_HEADER: usize = 8 + 12 + 13;
/// Points to an inch, as drawings are understood.
const POINTS_PER_INCH: f64 = 96.0;
const METRES_PER_INCH: f64 = 0.0254;

/// The PNG file with the provenance in its text chunks, and with the size it is to have on paper:
/// `scale` pixels to a point.
pub(super) fn with_words(png: &[u8], scale: f64, provenance: Option<&Provenance>) -> Vec<u8> {
    let Some((head, rest)) = png.split_at_checked(AFTER_HEADER) else {
        return png.to_vec();
    };
    let mut bytes = head.to_vec();
    let per_metre = (scale * POINTS_PER_INCH / METRES_PER_INCH).round() as u32;
    let density = [per_metre.to_be_bytes(), per_metre.to_be_bytes()].concat();
    chunk(&mut bytes, *b"pHYs", &[&density, &[1]]);
    for (key, value) in provenance.map(Provenance::entries).unwrap_or_default() {
        let key = key.as_bytes();
        if value.is_ascii() {
            chunk(&mut bytes, *b"tEXt", &[key, &[0], value.as_bytes()]);
        } else {
            // Not compressed; no language; no translated key.
            chunk(&mut bytes, *b"iTXt", &[key, &[0; 5], value.as_bytes()]);
        }
    }
    bytes.extend_from_slice(rest);
    bytes
}

fn chunk(bytes: &mut Vec<u8>, kind: [u8; 4], parts: &[&[u8]]) {
    let data = parts.concat();
    bytes.extend_from_slice(&(data.len() as u32).to_be_bytes());
    let mut crc = Crc::new();
    crc.update(&kind);
    crc.update(&data);
    bytes.extend_from_slice(&kind);
    bytes.extend_from_slice(&data);
    bytes.extend_from_slice(&crc.sum().to_be_bytes());
}
