//! The figure of a sweep: title, legend, a panel for each measure against what was varied, the weights of
//! each value, and a caption.

use std::sync::Arc;

use super::chart::{
    ABOVE, BELOW, Chart, Curves, FAINT_TEXT, FOOT, Map, NORMAL, Picture, RULE, SMALL, Shown, TEXT,
    caption, legend, legend_height, varied,
};
use crate::engine::sweep::{Plan, RunResult, summarise};
use crate::export::canvas::{Anchor, Image, Ink, Label, Stroke, Surface as _};
use crate::export::{Canvas, ColourMap};

/// Two columns of a journal.
const WIDTH: f64 = 720.0;
const MARGIN: f64 = 24.0;
const GAP: f64 = 16.0;
/// How high the data of a panel is.
const PANEL_HEIGHT: f64 = 112.0;
const MAP_HEIGHT: f64 = 132.0;
/// Room for titles, and for the legend of curves.
const HEAD: f64 = 58.0;
const LEGEND: f64 = 18.0;
/// From one line of the caption to the next.
const LINE: f64 = 12.0;

/// The figure of a sweep, light and for print. What is not there yet stays empty. `results` has a place
/// for each run.
pub fn sweep_figure(plan: &Plan, results: &[Option<Arc<RunResult>>]) -> Canvas {
    let chart = Chart {
        plan,
        results,
        summaries: &summarise(plan, results),
    };
    let is_map = plan.is_map();
    let head_height = match is_map {
        true => HEAD,
        false => HEAD + LEGEND + legend_height(&chart, WIDTH - 2.0 * MARGIN),
    };
    let panels = Panels::of(plan, is_map);
    let strip = Strip::new(chart, WIDTH - 2.0 * MARGIN);
    let below = head_height + panels.height() + 8.0;
    let strip_height = strip.as_ref().map_or(0.0, Strip::height);
    let caption = caption(plan, chart.summaries);
    let caption_height = 20.0 + LINE * caption.len() as f64;
    let mut canvas = Canvas::new(WIDTH, below + strip_height + caption_height);
    canvas.ground(Ink::WHITE);
    draw_head(&mut canvas, &chart);
    panels.draw(&mut canvas, chart, head_height);
    if let Some(strip) = strip {
        strip.draw(&mut canvas, [MARGIN, below]);
    }
    let label = Label::new(SMALL, FAINT_TEXT);
    for (number, line) in caption.iter().enumerate() {
        let y = below + strip_height + 16.0 + LINE * number as f64;
        canvas.text([MARGIN, y], line, &label);
    }
    canvas
}

/// The panels in rows.
struct Panels {
    shown: Vec<Shown>,
    in_a_row: usize,
    size: [f64; 2],
}

impl Panels {
    fn of(plan: &Plan, is_map: bool) -> Self {
        let shown = Shown::of(plan);
        let in_a_row = match shown.len() {
            // Narrow panels, where wide ones would leave a row nearly empty.
            7 | 8 | 10.. if !is_map => 4,
            _ => 3,
        };
        let width = (WIDTH - 2.0 * MARGIN + GAP) / in_a_row as f64 - GAP;
        let height = if is_map { MAP_HEIGHT } else { PANEL_HEIGHT };
        Self {
            shown,
            in_a_row,
            size: [width, ABOVE + height + BELOW],
        }
    }

    fn height(&self) -> f64 {
        self.shown.len().div_ceil(self.in_a_row) as f64 * self.size[1]
    }

    fn draw(&self, canvas: &mut Canvas, chart: Chart<'_>, top: f64) {
        for (number, shown) in self.shown.iter().enumerate() {
            let (column, row) = (number % self.in_a_row, number / self.in_a_row);
            let corner = [
                MARGIN + column as f64 * (self.size[0] + GAP),
                top + row as f64 * self.size[1],
            ];
            if let Some(map) = Map::new(chart, *shown, corner, self.size) {
                map.draw(canvas);
            } else if let Some(curves) = Curves::new(chart, *shown, corner, self.size) {
                curves.draw(canvas);
            }
        }
    }
}

fn draw_head(canvas: &mut Canvas, chart: &Chart<'_>) {
    let (name, varied) = (&chart.plan.design().scenario.name, varied(chart.plan));
    canvas.set_title(&format!("{name}: {varied}"));
    let title = Label::new(15.0, TEXT).bold();
    canvas.text([MARGIN, 30.0], name, &title);
    let subtitle = Label::new(10.5, FAINT_TEXT);
    canvas.text([MARGIN, 46.0], &varied, &subtitle);
    if !chart.plan.is_map() {
        legend(canvas, chart, [MARGIN, 63.0], WIDTH - 2.0 * MARGIN);
    }
}

const STRIP_GAP: f64 = 9.0;
/// Room for the title above.
const STRIP_HEAD: f64 = 22.0;
/// Pictures are no larger, of one number and of two.
const LARGEST: [f64; 2] = [104.0, 72.0];
/// Pictures in a row, where one number is varied, and at most.
const IN_A_ROW: usize = 8;
const MOST_PICTURES: usize = 6 * IN_A_ROW;
/// More pictures than this along an axis of a map could not be made out.
const MOST_ALONG_AXIS: usize = 14;

/// How the pictures are laid out.
struct Strip<'a> {
    chart: Chart<'a>,
    /// The points that have a picture.
    points: Vec<usize>,
    columns: usize,
    side: f64,
    width: f64,
}

impl<'a> Strip<'a> {
    /// The pictures of a sweep. Of a number with very many values some have one, evenly chosen; a map with
    /// too many has none.
    fn new(chart: Chart<'a>, width: f64) -> Option<Self> {
        let points = chart.plan.points();
        let (columns, largest) = match chart.plan.axes() {
            [_] => {
                let pictures = points.min(MOST_PICTURES);
                (pictures.div_ceil(pictures.div_ceil(IN_A_ROW)), LARGEST[0])
            }
            axes if axes.iter().all(|a| a.count() <= MOST_ALONG_AXIS) => {
                (chart.plan.across().1.count(), LARGEST[1])
            }
            _ => return None,
        };
        let side = ((width + STRIP_GAP) / columns as f64 - STRIP_GAP).min(largest);
        let all = chart.plan.axes().len() > 1 || points <= MOST_PICTURES;
        let chosen = |at: usize| at * (points - 1) / (MOST_PICTURES - 1);
        let points = match all {
            true => (0..points).collect(),
            false => (0..MOST_PICTURES).map(chosen).collect(),
        };
        Some(Self {
            chart,
            points,
            columns,
            side,
            width,
        })
    }

    fn rows(&self) -> usize {
        self.points.len().div_ceil(self.columns)
    }

    /// The column and row of a point, the picture of this number.
    fn cell(&self, number: usize, point: usize) -> (usize, usize) {
        let plan = self.chart.plan;
        let (steps, (across, _)) = (plan.steps(point), plan.across());
        match steps.len() {
            1 => (number % self.columns, number / self.columns),
            // The second number rises upwards, as in the maps.
            _ if plan.is_map() => (steps[0], self.rows() - 1 - steps[1]),
            _ => (steps[across], steps[1 - across]),
        }
    }

    /// How high all of it is.
    fn height(&self) -> f64 {
        STRIP_HEAD + self.rows() as f64 * (self.side + FOOT)
    }

    /// Draws it at a place.
    fn draw(&self, canvas: &mut Canvas, [left, top]: [f64; 2]) {
        let title = Label::new(NORMAL, TEXT).bold();
        canvas.text(
            [left, top + 4.0],
            "Weights by community, first seed",
            &title,
        );
        let note = Label::new(SMALL, FAINT_TEXT);
        let words =
            "a row receives, a column sends; below each picture the weight of its darkest colour";
        let (shown, all) = (self.points.len(), self.chart.plan.points());
        let words = match shown == all {
            true => words.to_owned(),
            false => format!("{shown} of {all} values; {words}"),
        };
        canvas.text([left + 172.0, top + 4.0], &words, &note);
        colour_bar(canvas, [left + self.width - 92.0, top - 4.0]);
        for (number, &point) in self.points.iter().enumerate() {
            let (column, row) = self.cell(number, point);
            let corner = [
                left + column as f64 * (self.side + STRIP_GAP),
                top + STRIP_HEAD + row as f64 * (self.side + FOOT),
            ];
            let picture = Picture::new(&self.chart, point);
            if let Some(pixels) = picture.pixels() {
                canvas.image(corner, [self.side, self.side], &pixels, false);
            }
            picture.draw_communities(canvas, corner, self.side);
            picture.draw(canvas, corner, self.side);
        }
    }
}

fn colour_bar(canvas: &mut Canvas, [x, y]: [f64; 2]) {
    const STEPS: u32 = 41;
    let map = ColourMap::weights();
    let pixels = (0..STEPS).flat_map(|step| {
        let value = step as f32 / (STEPS - 1) as f32 * 2.0 - 1.0;
        let [red, green, blue] = map.colour(value, 1.0);
        [red, green, blue, 255]
    });
    if let Some(image) = Image::new(STEPS, 1, pixels.collect()) {
        canvas.image([x + 14.0, y], [64.0, 8.0], &image, false);
    }
    canvas.rect([x + 14.0, y], [64.0, 8.0], &Stroke::new(RULE, 0.5).into());
    let label = Label::new(SMALL, FAINT_TEXT);
    let end = label.clone().anchored(Anchor::End);
    canvas.text([x + 10.0, y + 7.5], "−", &end);
    canvas.text([x + 82.0, y + 7.5], "+", &label);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::measures::{HUB_OVERLAP, Measures};
    use crate::engine::sweep::{Axis, Design, carry_out};
    use crate::export::rasterize;
    use crate::model::Topology;
    use crate::scenario::Scenario;

    fn sweep(axes: &[&str], seeds: usize) -> (Plan, Vec<Option<Arc<RunResult>>>) {
        let mut scenario = Scenario::with_topology(Topology::AllToAll { neurons: 30 });
        scenario.name = "A < B".to_owned();
        scenario.run.iterations = 20;
        let axis = |text: &&str| text.parse::<Axis>().expect("an axis");
        let plan = Plan::new(Design {
            scenario,
            base_dir: None,
            axes: axes.iter().map(axis).collect(),
            seeds,
            same_network: true,
            controls: "no-return,shuffled,rewired".parse().expect("controls"),
        })
        .expect("a plan");
        let run = |run| carry_out(&plan, &plan.spec(run), &mut |_| true).map(Arc::new);
        let mut results: Vec<_> = (0..plan.runs()).map(run).collect();
        results[1] = None;
        (plan, results)
    }

    fn figure(axes: &[&str], seeds: usize) -> String {
        let (plan, results) = sweep(axes, seeds);
        sweep_figure(&plan, &results).to_svg(None)
    }

    const RATES: [&str; 1] = ["plasticity.learning_rate=0.01:1:log:3"];
    const RATE: &str = "plasticity.learning_rate=0.01,1";
    const PRUNING: &str = "plasticity.pruning=0.5,0.9";

    #[test]
    fn a_sweep_has_a_panel_for_each_measure_and_a_picture_for_each_value() {
        let svg = figure(&RATES, 2);
        for words in [
            "Modularity Q",
            "Hub overlap ρ",
            "Agreement of seeds",
            "r = 0.01",
            "r = 1<",
            "not there",
            "shuffled credit",
            "A &lt; B · 2 seeds, 1 to 2, one initial network · 20 iterations · n = 30",
            "1 of 6 runs are not there",
        ] {
            assert!(svg.contains(words), "{words}");
        }
        // Two pictures and the colour bar.
        assert_eq!(svg.matches("<image").count(), 3);
        let image = rasterize(&svg, 1.0).expect("an image");
        assert!(image.width == 720 && image.height > 400);
    }

    #[test]
    fn two_axes_make_maps_with_their_numbers() {
        let svg = figure(&[RATE, PRUNING], 1);
        assert!(svg.contains("(means over seeds)") && svg.contains("r = 0.01, p = 0.5"));
        assert_eq!(svg, figure(&[RATE, PRUNING], 1));
        rasterize(&svg, 1.0).expect("an image");
    }

    #[test]
    fn a_choice_beside_a_number_has_a_line_and_a_band_for_each_option_and_alone_points() {
        let ways = "credit.feedback=same,none,random";
        let svg = figure(&[RATES[0], ways], 2);
        for words in [
            "Credit returns",
            "not at all",
            "r = 0.01, none",
            "The controls stand",
        ] {
            assert!(svg.contains(words), "{words}");
        }
        let lines = |dashes: &str| {
            let drawn = svg.lines().filter(|line| line.starts_with("<polyline"));
            drawn.filter(|line| line.contains(dashes)).count()
        };
        // One in each panel, and no line of a control.
        let panels = svg.matches(">Hub overlap").count();
        assert_eq!(panels, 1);
        assert!(lines("\"9 3\"") >= 6 && lines("\"9 3\"") == lines("\"7 2.5 1.5 2.5\""));
        assert_eq!(lines("\"5 2.5\""), 0);
        let alone = figure(&[ways], 3);
        for word in [">same</text>", ">none</text>", ">random</text>"] {
            assert!(alone.contains(word), "{word}");
        }
        rasterize(&alone, 1.0).expect("an image");
        assert!(figure(&[ways, PRUNING], 1).contains(">same, p = 0.5</text>"));
    }

    #[test]
    fn where_rho_falls_most_steeply_a_line_stands_with_its_place_and_a_sentence_below() {
        let (plan, mut results) = sweep(&RATES, 3);
        for (run, result) in results.iter_mut().enumerate() {
            let rho = [0.7, 0.1, 0.05][run % 3] + 0.01 * (run / 3) as f64;
            let measures = Measures::each(|m| (m == &HUB_OVERLAP).then_some(rho));
            *result = Some(Arc::new(RunResult {
                run,
                measures,
                ..RunResult::default()
            }));
        }
        let svg = sweep_figure(&plan, &results).to_svg(None);
        assert_eq!(svg.matches(">r ≈ 0.032</text>").count(), 1);
        let sentence = "ρ falls most steeply at r ≈ 0.032: from 0.71 at 0.01 to 0.11 at 0.1.";
        assert!(svg.contains(sentence));
    }

    #[test]
    fn a_sweep_of_very_many_values_has_a_figure_too_with_some_of_its_pictures() {
        let (plan, results) = sweep(&["plasticity.learning_rate=0:1:lin:385"], 1);
        let svg = sweep_figure(&plan, &results).to_svg(None);
        assert!(svg.contains("48 of 385 values; a row receives"));
        assert!(svg.contains("r = 0<") && svg.contains("r = 1<"));
        rasterize(&svg, 3.0).expect("an image as large as it is written");
    }

    #[test]
    fn a_single_value_and_a_single_seed_have_a_figure_too() {
        assert!(figure(&[PRUNING], 1).contains("one seed"));
    }

    #[test]
    fn lines_of_chance_keep_their_dashes_from_panel_to_legend() {
        let svg = figure(&RATES, 2);
        let strokes = |dashes: &str, element: &str| {
            let dashed = svg.lines().filter(|line| line.contains(dashes));
            dashed.filter(|line| line.starts_with(element)).count()
        };
        // Shuffled credit in each panel but that of agreement, chance in that of the within share.
        let [shuffled, chance] = ["\"5 2.5\"", "\"2 2\""];
        assert!(strokes(shuffled, "<polyline") >= 6);
        assert!(strokes(chance, "<polyline") >= 1);
        assert_eq!([shuffled, chance].map(|d| strokes(d, "<line ")), [1, 1]);
    }

    #[test]
    fn a_place_on_a_map_or_near_a_point_is_told_from_where_it_is_drawn() {
        let (plan, results) = sweep(&[RATE, PRUNING], 1);
        let summaries = summarise(&plan, &results);
        let chart = Chart {
            plan: &plan,
            results: &results,
            summaries: &summaries,
        };
        let shown = Shown::of(&plan)[0];
        let size = [236.0, 152.0];
        let map = Map::new(chart, shown, [0.0, 0.0], size).expect("two axes");
        // The second number rises upwards.
        assert_eq!(map.point_at([40.0, 115.0]), Some(0));
        assert_eq!(map.point_at([230.0, 25.0]), Some(3));
        assert_eq!(map.point_at([10.0, 25.0]), None);

        let (plan, results) = sweep(&[RATE], 2);
        let summaries = summarise(&plan, &results);
        let chart = Chart {
            plan: &plan,
            results: &results,
            summaries: &summaries,
        };
        let curves = Curves::new(chart, shown, [0.0, 0.0], size).expect("an axis");
        assert!(curves.runs().map(|(run, ..)| run).eq([0, 2, 3]));
        for (run, value, place) in curves.runs() {
            let x = plan.spec(run).values[0].number().expect("a number");
            assert_eq!(place, curves.frame().at(x, value));
        }
    }
}
