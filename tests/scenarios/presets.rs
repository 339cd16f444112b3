//! The scenarios that come with the program.

use std::fs;
use std::path::Path;

use accordance::analysis::Connectome;
use accordance::model::{BlowUp, Simulation, State};
use accordance::scenario::{Opened, preset, presets};

fn simulation(opened: &Opened) -> Simulation<f32> {
    let scenario = &opened.scenario;
    let simulation = Simulation::new(
        scenario.network.topology.clone(),
        &scenario.initial_conditions(),
        scenario.rules,
        scenario.run.seed,
    );
    match &opened.samples {
        Some(samples) => simulation.with_samples(samples.clone()),
        None => simulation,
    }
}

fn run(opened: &Opened, iterations: u64) -> Result<(), BlowUp> {
    let mut simulation = simulation(opened);
    while simulation.iteration() < iterations {
        simulation.step()?;
    }
    Ok(())
}

#[test]
fn every_preset_loads_and_runs_with_finite_numbers() {
    for preset in presets() {
        let opened = preset.open().unwrap();
        let scenario = &opened.scenario;
        // The runaway takes longer than this to overflow.
        let outcome = run(&opened, 200);
        assert_eq!(outcome, Ok(()), "{}", preset.file_name);
        assert!(!scenario.summary.is_empty() && !scenario.summary.contains('\n'));
    }
}

#[test]
fn the_runaway_preset_overflows_in_its_credit_within_its_own_length() {
    let opened = preset("runaway-credit").unwrap().open().unwrap();
    let blow_up = run(&opened, opened.scenario.run.iterations).unwrap_err();
    assert_eq!(blow_up.what, State::Credit);
    assert!((250..700).contains(&blow_up.iteration), "{blow_up}");
}

#[test]
fn the_catalogue_holds_exactly_the_files_of_the_presets_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("presets");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        // What is taught about them has a folder of its own.
        .filter(|name| name != "lessons")
        .collect();
    files.sort();
    let mut names: Vec<_> = presets().iter().map(|p| p.file_name).collect();
    names.sort_unstable();
    assert_eq!(files, names);
    for preset in presets() {
        let text = fs::read_to_string(folder.join(preset.file_name)).unwrap();
        assert_eq!(text, preset.text, "{}", preset.file_name);
    }
}

#[test]
fn a_preset_is_found_by_stem_file_name_or_path() {
    for name in [
        "low-learning-rate",
        "low-learning-rate.toml",
        "presets/low-learning-rate.toml",
        "./presets/low-learning-rate.toml",
    ] {
        let found = preset(name).unwrap().scenario().unwrap();
        assert_eq!(found.name, "Low learning rate");
    }
    assert_eq!(preset("no-such-preset"), None);
    assert_eq!(preset("elsewhere/low-learning-rate.toml"), None);
}

/// Hub overlap ρ after so many iterations.
fn hub_overlaps(opened: &Opened, seed: u64, iterations: [u64; 2]) -> [f64; 2] {
    let mut opened = opened.clone();
    opened.scenario.run.seed = seed;
    let mut simulation = simulation(&opened);
    iterations.map(|end| {
        while simulation.iteration() < end {
            simulation.step().expect("finite");
        }
        let connectome = Connectome::of(&simulation.network().synapses);
        connectome
            .strengths()
            .hub_overlap()
            .expect("neurons differ")
    })
}

#[test]
fn development_wires_across_while_fast_and_within_once_slow() {
    let opened = preset("development").unwrap().open().unwrap();
    let length = opened.scenario.run.iterations;
    let fall = opened.scenario.rules.plasticity.learning_rate.fall();
    let young = fall.unwrap().over_iterations;
    let seeds = [opened.scenario.run.seed, 2, 4];
    let found = seeds.map(|seed| hub_overlaps(&opened, seed, [young, length]));
    let mean = |when: usize| found.iter().map(|rho| rho[when]).sum::<f64>() / 3.0;
    assert!(mean(0) < 0.35 && mean(1) > 0.65, "{found:?}");
    assert!(found.iter().all(|rho| rho[1] > rho[0] + 0.2), "{found:?}");
    let [early, late] = found[0];
    assert!(
        early < 0.15 && late > 0.7,
        "as the summary says: {early} {late}"
    );

    let mut fast = opened.clone();
    fast.scenario.rules.plasticity.learning_rate = fall.unwrap().from.into();
    let [_, held] = hub_overlaps(&fast, seeds[0], [young, 2000]);
    assert!(held < 0.3, "never slow, never within: {held}");
}

#[test]
fn the_two_learning_rate_presets_differ_in_nothing_but_the_learning_rate() {
    let low = preset("low-learning-rate").unwrap().scenario().unwrap();
    let mut high = preset("high-learning-rate").unwrap().scenario().unwrap();
    assert_eq!(low.rules.plasticity.learning_rate, 0.0127);
    assert_eq!(high.rules.plasticity.learning_rate, 1.0);
    high.rules.plasticity.learning_rate = 0.0127.into();
    (high.name, high.summary) = (low.name.clone(), low.summary.clone());
    // Each claims what it shows.
    high.claims = low.claims.clone();
    assert_eq!(low, high);
}

#[test]
fn the_comparison_preset_holds_the_two_learning_rate_presets_side_by_side() {
    let both = preset("low-versus-high-learning-rate").unwrap();
    assert_eq!(presets()[2], *both);
    let both = both.scenario().unwrap();
    let sides = [both.side_a(), both.side_b().unwrap()];
    for (mut side, name) in sides
        .into_iter()
        .zip(["low-learning-rate", "high-learning-rate"])
    {
        let alone = preset(name).unwrap().scenario().unwrap();
        (side.name, side.summary) = (alone.name.clone(), alone.summary.clone());
        side.claims = alone.claims.clone();
        assert_eq!(side, alone);
    }
}
