//! The icon of the window: a balance of red and blue around an amber centre.

use egui::IconData;

const SIDE: usize = 64;

/// The icon, drawn.
pub fn icon() -> IconData {
    let centre = SIDE as f32 / 2.0 - 0.5;
    let pixel = |x: usize, y: usize| {
        let (dx, dy) = (x as f32 - centre, y as f32 - centre);
        let radius = dx.hypot(dy) / (SIDE as f32 / 2.0);
        let edge = ((0.97 - radius) * 24.0).clamp(0.0, 1.0);
        let [r, g, b] = match radius {
            r if r < 0.36 => [0xF2, 0xAE, 0x3C],
            r if r < 0.44 => [0xFF, 0xFF, 0xFF],
            _ if dx < 0.0 => [0xC2, 0x2F, 0x2F],
            _ => [0x1F, 0x66, 0xB0],
        };
        [r, g, b, (edge * 255.0) as u8]
    };
    let rgba = (0..SIDE * SIDE)
        .flat_map(|i| pixel(i % SIDE, i / SIDE))
        .collect();
    IconData {
        rgba,
        width: SIDE as u32,
        height: SIDE as u32,
    }
}
