//! Initial values from `.npy` and `.csv` files.

use std::fs;
use std::path::Path;

use accordance::scenario::check_text;

/// A `.npy` file with the given type, order and raw content.
fn npy(dtype: &str, fortran: bool, shape: &str, content: &[u8]) -> Vec<u8> {
    let order = if fortran { "True" } else { "False" };
    let mut header =
        format!("{{'descr': '{dtype}', 'fortran_order': {order}, 'shape': {shape}, }}");
    while (10 + header.len() + 1) % 64 != 0 {
        header.push(' ');
    }
    header.push('\n');
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend(content);
    bytes
}

fn f64s(values: &[f64]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}

const THREE: &str = "format = 1\n[network]\nneurons = 3\n";

/// Opens a scenario of which `key` names a file with this content.
fn given(text: &str, key: &str, file: &str, content: &[u8]) -> Result<Vec<f64>, String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(file), content).unwrap();
    let text = format!("{text}{key} = \"{file}\"\n");
    let opened = check_text(&text, "low.toml", Some(folder.path())).map_err(|e| e.to_string())?;
    let given = opened.given;
    let values = [given.weights, given.firing, given.credit];
    Ok(values.into_iter().flatten().next().unwrap())
}

#[test]
fn arrays_are_read_from_npy_in_either_order_and_any_usual_type() {
    let rows: Vec<f64> = (0..9).map(f64::from).collect();
    let read = |bytes: &[u8]| given(THREE, "weights", "w.npy", bytes);
    assert_eq!(
        read(&npy("<f8", false, "(3, 3)", &f64s(&rows))).unwrap(),
        rows
    );
    let columns = [0.0, 3.0, 6.0, 1.0, 4.0, 7.0, 2.0, 5.0, 8.0];
    assert_eq!(
        read(&npy("<f8", true, "(3, 3)", &f64s(&columns))).unwrap(),
        rows
    );
    let small: Vec<u8> = (0..9).collect();
    assert_eq!(read(&npy("|u1", false, "(3, 3)", &small)).unwrap(), rows);
    let big: Vec<u8> = (0..9).flat_map(|v| (v as f32).to_be_bytes()).collect();
    assert_eq!(read(&npy(">f4", false, "(3, 3)", &big)).unwrap(), rows);
}

#[test]
fn arrays_are_read_from_text_with_any_usual_separator() {
    for text in [
        "1,2.5,-3e2\n",
        "1\n2.5\n-3e2\n",
        "# comment\nx;y;z\n1; 2.5; -3e2\n",
        "\u{feff}1\t2.5\t-3e2\r\n",
        "  1   2.5 -3e2\n\n",
        "firing\n1\n2.5\n-300\n",
    ] {
        let values = given(THREE, "firing", "x.csv", text.as_bytes());
        assert_eq!(values.as_deref(), Ok(&[1.0, 2.5, -300.0][..]), "{text:?}");
    }
}

#[test]
fn unusable_arrays_are_refused_with_key_line_and_place() {
    let layered = "format = 1\n[network]\nlayers = [2, 1]\n";
    let nine = f64s(&[0.0; 9]);
    let vector = "3 numbers in one row or column, one for each neuron";
    let cases: [(&str, &str, &str, &[u8], &str); 9] = [
        (
            THREE,
            "weights",
            "w.npy",
            &npy("<f8", false, "(3, 4)", &[0; 96]),
            "is 3 × 4; expected 3 × 3, as the network has 3 neurons",
        ),
        (
            THREE,
            "firing",
            "x.npy",
            &npy("<f8", false, "(9,)", &nine),
            &format!("is a list of 9; expected {vector}"),
        ),
        (
            THREE,
            "weights",
            "w.npy",
            &npy("<f8", false, "(3, 3)", &nine[..70]),
            "is not an array of numbers: it ends too early",
        ),
        (
            THREE,
            "weights",
            "w.npy",
            &npy("<c16", false, "(3, 3)", &[0; 144]),
            "is not an array of numbers: its type is \"<c16\"; \
             expected floating-point or whole numbers",
        ),
        (
            THREE,
            "credit",
            "c.csv",
            b"1,2\n",
            &format!("is 1 × 2; expected {vector}"),
        ),
        (
            THREE,
            "credit",
            "c.csv",
            b"1\n2\nthree\n",
            "is not an array of numbers: line 3, column 1 is \"three\"; expected a number",
        ),
        (
            THREE,
            "weights",
            "w.csv",
            b"1,2,3\n1,2\n1,2,3\n",
            "is not an array of numbers: line 2 has 2 columns; expected 3, as in the first row",
        ),
        (
            THREE,
            "weights",
            "w.csv",
            b"1,2,3\n4,5,6\n7,nan,9\n",
            "has NaN in row 3, column 2; expected finite numbers of at most 1e38 in size",
        ),
        (
            layered,
            "weights",
            "w.csv",
            b"0,0,0.5\n0,0,0\n1,1,0\n",
            "has the weight 0.5 in row 1, column 3, from neuron 2 to neuron 0 (counted from 0); \
             expected 0 there, as the layers have no such synapse",
        ),
    ];
    for (text, key, file, content, fault) in cases {
        let message = given(text, key, file, content).unwrap_err();
        let start = format!("low.toml, line 4: network.{key} names \"{file}\", which ");
        assert_eq!(message, format!("{start}{fault}"));
    }
}

#[test]
fn missing_or_unknown_array_files_are_refused() {
    let said = |folder: Option<&Path>, file: &str| {
        let text = format!("format = 1\nnetwork.weights = \"{file}\"\n");
        check_text(&text, "low.toml", folder)
            .unwrap_err()
            .to_string()
    };
    let folder = tempfile::tempdir().unwrap();
    let here = Some(folder.path());
    let start = "low.toml, line 2: network.weights names";
    assert_eq!(
        said(here, "w.npy"),
        format!("{start} \"w.npy\", which cannot be read: no such file or folder")
    );
    assert_eq!(
        said(here, "w.mat"),
        format!("{start} \"w.mat\", which is no .npy, .csv or .graphml file")
    );
    assert!(
        said(None, "w.npy").ends_with("a relative path needs a scenario that is saved in a folder")
    );
}

#[test]
fn a_layered_network_takes_the_weights_of_its_synapses_from_a_file() {
    let layered = "format = 1\n[network]\nlayers = [2, 1]\n";
    let values = given(layered, "weights", "w.csv", b"0 0 0\n0 0 0\n1 2 0\n").unwrap();
    assert_eq!(values, [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 0.0]);
}

#[test]
fn a_header_of_nested_brackets_is_refused_at_once_in_one_short_sentence() {
    for pairs in [1, 28, 10_000] {
        let dtype = format!("{}{}", "[".repeat(pairs), "]".repeat(pairs));
        let file = npy(&dtype, false, "(3, 3)", &[]);
        let text = String::from_utf8_lossy(&file).replace(&format!("'{dtype}'"), &dtype);
        let mut bytes = file[..10].to_vec();
        bytes.extend(&text.as_bytes()[text.find('{').unwrap()..]);
        let header = (bytes.len() - 10) as u16;
        bytes[8..10].copy_from_slice(&header.to_le_bytes());
        let said = given(THREE, "weights", "w.npy", &bytes).unwrap_err();
        let fault = "its type is made of parts; expected floating-point or whole numbers";
        assert!(said.ends_with(fault), "{said}");
    }
}

#[test]
fn a_text_of_which_no_line_ends_or_that_says_nothing_is_refused_before_it_fills_the_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    // Sparse: it takes no room on the disk.
    fs::File::create(&path).unwrap().set_len(1 << 30).unwrap();
    let text = format!("{THREE}firing = \"x.csv\"\n");
    let said = check_text(&text, "low.toml", Some(folder.path())).unwrap_err();
    let fault = "is not an array of numbers: it has a line longer than the numbers can be";
    assert!(said.to_string().ends_with(fault), "{said}");
    let many = "1\n".repeat(100_000);
    let said = given(THREE, "firing", "x.csv", many.as_bytes()).unwrap_err();
    assert!(
        said.ends_with("it has far more numbers than the 3 that fit"),
        "{said}"
    );
}

#[test]
fn what_a_file_says_reaches_the_message_in_short_and_without_control_characters() {
    let cell = "\u{1b}[2J".repeat(10_000);
    let said = given(
        THREE,
        "firing",
        "x.csv",
        format!("1\n{cell}\n3\n").as_bytes(),
    )
    .unwrap_err();
    assert!(
        said.chars().count() < 400 && !said.contains('\u{1b}'),
        "{said}"
    );
    let said = given(THREE, "firing", "x.csv", b"1\n1e308\n3\n").unwrap_err();
    assert!(said.contains("has 1e308 in row 2"), "{said}");
}
