//! Samples from files, and the look at them before.

use std::fs;

use accordance::model::Samples;
use accordance::scenario::{TableKind, check_text, open, preview, relocated};

/// Reads a file with this content as samples of 2 inputs and 1 target (or as many as `layers` has).
fn read(layers: &str, task: &str, content: &str) -> Result<Samples, String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("data.csv"), content).unwrap();
    let text = format!(
        "format = 1\n[network]\nlayers = {layers}\n[task]\ndataset = 'file'\n\
         file = 'data.csv'\n{task}\n"
    );
    let opened = check_text(&text, "low.toml", Some(folder.path())).map_err(|e| e.to_string())?;
    Ok(opened.samples.unwrap().as_ref().clone())
}

#[test]
fn a_table_gives_a_sample_for_each_row_and_holds_some_out() {
    let content = "a;b;out\n1;2;0.5\n3;4;-0.5\n5;6;1\n7;8;0\n9;10;-1\n";
    let samples = read("[2, 1]", "", content).unwrap();
    assert_eq!((samples.inputs.len(), samples.train), (5, 4));
    let mut rows: Vec<_> = samples.inputs.iter().zip(&samples.targets).collect();
    rows.sort_by(|a, b| a.0[0].total_cmp(&b.0[0]));
    assert_eq!(rows[1], (&vec![3.0, 4.0], &vec![-0.5]));
}

#[test]
fn tables_that_do_not_fit_are_refused_with_row_and_column() {
    let start = "low.toml, line 6: task.file names \"data.csv\", which ";
    let cases = [
        (
            "1,2\n3,4\n",
            "is 2 × 2; expected rows of 3 columns: inputs (2), then targets (1)",
        ),
        (
            "1,2,3\n4,x,6\n",
            "is not an array of numbers: line 2, column 2 is \"x\"; expected a number",
        ),
        (
            "1,2,3\n4,5\n",
            "is not an array of numbers: line 2 has 2 columns; expected 3, as in the first row",
        ),
        (
            "1,2,3\n4,5,inf\n",
            "has inf in row 2, column 3; expected finite numbers of at most 1e38 in size",
        ),
        (
            "a,b,c\n",
            "is 0 × 0; expected rows of 3 columns: inputs (2), then targets (1)",
        ),
    ];
    for (content, fault) in cases {
        assert_eq!(
            read("[2, 1]", "", content).unwrap_err(),
            format!("{start}{fault}")
        );
    }
    let shares = read("[1, 2]", "loss = 'cross-entropy'", "1,0,1\n2,0.5,0.5\n");
    assert_eq!(
        shares.unwrap_err(),
        format!(
            "{start}has targets in row 2 that are not a single 1 among zeros, which cross-entropy \
             needs"
        )
    );
}

#[test]
fn a_preview_tells_how_a_table_is_written_and_shows_its_first_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data.csv");
    for (separator, words) in [
        (';', "semicolons"),
        ('\t', "tabs"),
        (',', "commas"),
        (' ', "spaces"),
    ] {
        let content = "in*out\n1*2\n3*4\n5*6\n".replace('*', &separator.to_string());
        fs::write(&path, content).unwrap();
        let found = preview(&path, 2).unwrap();
        assert_eq!((found.rows, found.columns), (3, 2));
        assert_eq!(found.kind, TableKind::Text { separator });
        assert!(found.kind.in_words().ends_with(words));
        assert_eq!(found.header.unwrap(), ["in", "out"]);
        assert_eq!(found.first, [[1.0, 2.0], [3.0, 4.0]]);
    }
    fs::write(&path, "1,2\n3,\n").unwrap();
    let message = preview(&path, 2).unwrap_err().to_string();
    let fault = "line 2, column 2 is \"\"; expected a number";
    assert_eq!(
        message,
        format!(
            "{}: the file is not an array of numbers: {fault}",
            path.display()
        )
    );
    let unknown = preview(&folder.path().join("data.txt"), 2).unwrap_err();
    assert!(
        unknown
            .to_string()
            .ends_with("the file is neither a .npy nor a .csv file")
    );
}

#[test]
fn a_numpy_array_gives_samples_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data.npy");
    let mut header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".to_owned();
    header.push_str(&" ".repeat(117 - header.len()));
    header.push('\n');
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend((1..=6).flat_map(|v| (v as f32).to_le_bytes()));
    fs::write(&path, bytes).unwrap();
    let found = preview(&path, 1).unwrap();
    assert_eq!(
        (found.rows, found.columns, found.kind),
        (2, 3, TableKind::Npy)
    );
    assert_eq!(found.first, [[1.0, 2.0, 3.0]]);
    let text =
        "format = 1\nnetwork.layers = [1, 2]\ntask = { dataset = 'file', file = 'data.npy' }";
    let opened = check_text(text, "", Some(folder.path())).unwrap();
    let mut targets = opened.samples.unwrap().targets.clone();
    targets.sort_by(|a, b| a[0].total_cmp(&b[0]));
    assert_eq!(targets, [[2.0, 3.0], [5.0, 6.0]]);
}

#[test]
fn a_table_is_copied_beside_its_scenario_when_that_moves() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sub")).unwrap();
    fs::write(folder.path().join("data.csv"), "1,2\n3,4\n").unwrap();
    let from = folder.path().join("a.toml");
    let text =
        "format = 1\nnetwork.layers = [1, 1]\ntask = { dataset = 'file', file = 'data.csv' }";
    fs::write(&from, text).unwrap();
    let opened = open(&from).unwrap();
    let to = folder.path().join("sub/b.toml");
    let moved = relocated(&opened.scenario, Some(&from), &to).unwrap();
    accordance::scenario::save(&to, &moved, None).unwrap();
    assert_eq!(open(&to).unwrap().samples, opened.samples);
}

#[test]
fn a_last_column_of_words_becomes_classes_in_the_order_in_which_they_come() {
    let content =
        "long, wide, kind\n1, 2, setosa\n3, 4, versicolor\n5, 6, setosa\n7, 8,  iris  pumila \n";
    let samples = read("[2, 3]", "held_out = 0", content).unwrap();
    assert_eq!(samples.names.inputs, ["long", "wide"]);
    assert_eq!(
        samples.names.outputs,
        ["setosa", "versicolor", "iris pumila"]
    );
    let mut rows: Vec<_> = samples.inputs.iter().zip(&samples.targets).collect();
    rows.sort_by(|a, b| a.0[0].total_cmp(&b.0[0]));
    assert_eq!(rows[2], (&vec![5.0, 6.0], &vec![1.0, -1.0, -1.0]));
    assert_eq!(rows[3].1, &[-1.0, -1.0, 1.0]);
    let shares = read("[2, 3]", "loss = 'cross-entropy'", content).unwrap();
    assert!(
        shares
            .targets
            .iter()
            .all(|target| target.iter().sum::<f64>() == 1.0)
    );

    // One output tells two classes apart; the column says what it is.
    let two = "a, which\n1, no\n2, yes\n3, yes\n";
    let samples = read("[1, 1]", "held_out = 0", two).unwrap();
    let total: f64 = samples.targets.iter().flatten().sum();
    assert_eq!((total, samples.names.class(1)), (1.0, "yes".to_owned()));
    assert_eq!(samples.names.outputs, ["which"]);
    // Names over numbers name outputs.
    let numbers = read("[1, 2]", "", "x, left, right\n1, 0, 1\n2, 1, 0\n").unwrap();
    assert_eq!(numbers.names.class(1), "right");
}

#[test]
fn classes_that_do_not_fit_are_refused_in_one_sentence_with_line_and_column() {
    let start = "low.toml, line 6: task.file names \"data.csv\", which ";
    let cases = [
        (
            "[1, 2]",
            "1,a\n2,b\n3,c\n4,d\n",
            "names 4 classes (\"a\", \"b\", \"c\", …) in its last column; expected 2 classes, as \
             network.layers ends with 2",
        ),
        (
            "[1, 1]",
            "1,a\n2,a\n",
            "names 1 class (\"a\") in its last column; expected 2 classes, as network.layers ends \
             with 1",
        ),
        (
            "[1, 2]",
            "1,2,a\n3,4,b\n",
            "is 2 × 3; expected rows of 2 columns: inputs (1), then the name of a class",
        ),
        (
            "[1, 2]",
            "1,a\n2,\n",
            "is not an array of numbers: line 2, column 2 is empty; expected the name of a class",
        ),
        (
            "[1, 2]",
            "1,a\nx,b\n",
            "is not an array of numbers: line 2, column 1 is \"x\"; expected a number",
        ),
    ];
    for (layers, content, fault) in cases {
        assert_eq!(
            read(layers, "", content).unwrap_err(),
            format!("{start}{fault}")
        );
    }
}
