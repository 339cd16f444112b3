//! What part of a picture or a plot is shown: one way of looking closer, for all views.

/// A stretch of each axis: of pictures in shares of their sides, of plots in their own units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ViewBox {
    pub x: [f64; 2],
    pub y: [f64; 2],
}

/// The name under which all matrices of synapses are looked at: they share the order of the neurons.
pub const MATRICES: &str = "matrices";

/// Nothing is magnified more than this many times along a side.
const MOST: f64 = 400.0;

impl ViewBox {
    /// All of a picture.
    pub const PICTURE: Self = Self {
        x: [0.0, 1.0],
        y: [0.0, 1.0],
    };

    fn map(self, change: impl Fn(usize, [f64; 2]) -> [f64; 2]) -> Self {
        Self {
            x: change(0, self.x),
            y: change(1, self.y),
        }
    }

    fn axis(&self, axis: usize) -> [f64; 2] {
        [self.x, self.y][axis]
    }

    fn width(&self, axis: usize) -> f64 {
        let [from, to] = self.axis(axis);
        to - from
    }

    /// The place, on both axes, at these shares of what is shown.
    pub fn at(&self, shares: [f64; 2]) -> [f64; 2] {
        let place = |axis: usize| self.axis(axis)[0] + shares[axis] * self.width(axis);
        [place(0), place(1)]
    }
}

/// What is shown of a whole that is larger.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zoom {
    pub shown: ViewBox,
    /// What there was to be seen when the user began to look closer.
    whole: ViewBox,
    /// Whether there is nothing beyond the whole, as with a picture.
    is_bounded: bool,
}

impl Zoom {
    /// All of a picture, beyond which there is nothing.
    pub const PICTURE: Self = Self {
        shown: ViewBox::PICTURE,
        whole: ViewBox::PICTURE,
        is_bounded: true,
    };

    /// All of a plot, whose data may grow.
    pub fn plot(whole: ViewBox) -> Self {
        Self {
            shown: whole,
            whole,
            is_bounded: false,
        }
    }

    /// The same, where this part is what could be shown of it.
    pub fn showing(self, shown: ViewBox) -> Self {
        Self { shown, ..self }
    }

    /// How many times magnified.
    pub fn factor(&self) -> f64 {
        self.whole.width(0) / self.shown.width(0)
    }

    /// Closer by a factor, about a place that stays where it is; `None` where all is shown again.
    pub fn about(self, place: [f64; 2], factor: f64) -> Option<Self> {
        let most = MOST / self.factor().max(1e-9);
        let factor = factor.min(most);
        let shown = self
            .shown
            .map(|axis, ends| ends.map(|end| place[axis] + (end - place[axis]) / factor));
        Self { shown, ..self }.within()
    }

    /// Moved by so much.
    pub fn moved(self, by: [f64; 2]) -> Option<Self> {
        let shown = self.shown.map(|axis, ends| ends.map(|end| end + by[axis]));
        Self { shown, ..self }.within()
    }

    /// Nothing beyond the whole; `None` where that is all there is.
    fn within(mut self) -> Option<Self> {
        let rounding = 1.0 - 1e-9;
        if (0..2).all(|axis| self.shown.width(axis) >= rounding * self.whole.width(axis)) {
            return None;
        }
        if self.is_bounded {
            let whole = self.whole;
            self.shown = self.shown.map(|axis, [from, to]| {
                let [first, last] = whole.axis(axis);
                let width = (to - from).min(last - first);
                let from = from.clamp(first, last - width);
                [from, from + width]
            });
        }
        Some(self)
    }
}

/// What is looked at more closely, by name: both sides of a comparison share it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Zooms(Vec<(&'static str, Zoom)>);

impl Zooms {
    pub fn get(&self, name: &str) -> Option<Zoom> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map(|(_, zoom)| *zoom)
    }

    /// Looks closer there, or shows all again.
    pub fn set(&mut self, name: &'static str, zoom: Option<Zoom>) {
        self.0.retain(|(known, _)| *known != name);
        self.0.extend(zoom.map(|zoom| (name, zoom)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_closer_keeps_the_place_where_it_is_and_the_way_back_shows_all() {
        let place = [0.25, 0.8];
        let close = Zoom::PICTURE.about(place, 4.0).expect("closer");
        assert_eq!(close.shown.x, [0.1875, 0.4375]);
        assert!((close.factor() - 4.0).abs() < 1e-12);
        let share = |zoom: &Zoom, axis: usize| {
            (place[axis] - zoom.shown.axis(axis)[0]) / zoom.shown.width(axis)
        };
        assert!((share(&close, 0) - 0.25).abs() < 1e-12);
        assert!((share(&close, 1) - 0.8).abs() < 1e-12);
        assert_eq!(close.about(place, 0.25), None);
        assert_eq!(close.about(place, 1e-9), None);
    }

    #[test]
    fn a_picture_ends_at_its_edges_and_a_plot_does_not() {
        let close = Zoom::PICTURE.about([0.5, 0.5], 2.0).expect("closer");
        let moved = close.moved([9.0, -0.1]).expect("still close");
        assert_eq!(moved.shown.x, [0.5, 1.0]);
        assert!((moved.shown.y[0] - 0.15).abs() < 1e-12);
        let plot = Zoom::plot(ViewBox {
            x: [0.0, 100.0],
            y: [-1.0, 1.0],
        });
        let close = plot.about([0.0, 0.0], 2.0).expect("closer");
        let moved = close.moved([200.0, 0.0]).expect("still close");
        assert_eq!(moved.shown.x, [200.0, 250.0]);
    }

    #[test]
    fn nothing_is_magnified_without_end() {
        let mut zoom = Zoom::PICTURE;
        for _ in 0..100 {
            zoom = zoom.about([0.3, 0.3], 2.0).expect("closer");
        }
        assert!((zoom.factor() - MOST).abs() < 1e-6 * MOST);
    }

    #[test]
    fn each_view_has_one_zoom_until_all_is_shown() {
        let mut zooms = Zooms::default();
        let close = Zoom::PICTURE.about([0.5, 0.5], 2.0);
        zooms.set("matrix", Zoom::PICTURE.about([0.1, 0.1], 3.0));
        zooms.set("matrix", close);
        assert_eq!((zooms.get("matrix"), zooms.get("network")), (close, None));
        zooms.set("matrix", None);
        assert_eq!(zooms, Zooms::default());
    }
}
