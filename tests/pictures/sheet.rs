//! A contact sheet: all pictures of a screen, small.

use std::path::Path;

use image::imageops::{FilterType, overlay, resize};
use image::{Rgba, RgbaImage};

const COLUMNS: u32 = 5;
const WIDTH: u32 = 420;
const GAP: u32 = 8;

/// Saves the pictures in rows, in their order.
pub fn save(path: &Path, pictures: &[(String, RgbaImage)]) {
    let Some((_, first)) = pictures.first() else {
        return;
    };
    let height = WIDTH * first.height() / first.width();
    let rows = (pictures.len() as u32).div_ceil(COLUMNS);
    let size = [COLUMNS * (WIDTH + GAP) + GAP, rows * (height + GAP) + GAP];
    let mut sheet = RgbaImage::from_pixel(size[0], size[1], Rgba([96, 96, 96, 255]));
    for (number, (_, picture)) in pictures.iter().enumerate() {
        let small = resize(picture, WIDTH, height, FilterType::Triangle);
        let (column, row) = (number as u32 % COLUMNS, number as u32 / COLUMNS);
        let [x, y] = [column * (WIDTH + GAP) + GAP, row * (height + GAP) + GAP];
        overlay(&mut sheet, &small, i64::from(x), i64::from(y));
    }
    sheet.save(path).expect("saved");
}
