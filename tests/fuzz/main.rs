//! Bad input in bulk: no reader panics, hangs, or holds more memory than its bound, whatever it is given.
//!
//! Inputs are made out of good ones, and out of those that had a reader say something new. Those that were
//! a finding once are kept in `corpus/`, and tried first. How many are tried is a setting, see CONTRIBUTING.md.

#![allow(unsafe_code)] // An allocator that counts is none without.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used
)]

mod memory;
#[path = "../support/mutator.rs"]
mod mutator;
mod readers;

use std::collections::HashSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use mutator::Mutator;
use readers::{READERS, Reader};

/// An input may take so long, on a machine that does other things too.
const LONGEST: Duration = Duration::from_secs(1);
/// A reader may hold so much, and so much for each byte that it is given.
const MOST_HELD: usize = 64 << 20;
const MOST_HELD_PER_BYTE: usize = 32;
/// Inputs to each reader, unless it is said otherwise.
const INPUTS: u64 = 4000;
/// Of slow ones so many times fewer.
const SLOWER: u64 = 20;

fn setting(name: &str, otherwise: u64) -> u64 {
    let said = std::env::var(name).ok();
    said.map_or(otherwise, |said| said.parse().expect(name))
}

/// Inputs of readers that were a finding once.
fn corpus(reader: &Reader) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    tests.join("fuzz").join("corpus").join(reader.name)
}

/// Lets a reader read; what it says, or what is wrong with it.
fn attempt(reader: &Reader, folder: &Path, input: &[u8]) -> Result<String, String> {
    let mut told = Ok(String::new());
    let begun = Instant::now();
    let held = memory::most_held(|| {
        let read = AssertUnwindSafe(|| (reader.read)(folder, input));
        told = catch_unwind(read).map_err(|_| "it panics".to_owned());
    });
    let took = begun.elapsed();
    if took > LONGEST {
        return Err(format!("it takes {took:?}"));
    }
    if held > MOST_HELD + MOST_HELD_PER_BYTE * input.len() {
        return Err(format!("it holds {held} bytes for {}", input.len()));
    }
    told
}

/// An outcome without the numbers in it, and without what is quoted.
fn kind_of(told: &str) -> String {
    let mut quoted = false;
    let plain = told.chars().filter(|c| {
        quoted ^= *c == '"';
        !quoted && !c.is_ascii_digit()
    });
    plain.take(300).collect()
}

/// Tries a reader; returns how many inputs it was given.
fn try_reader(reader: &Reader) -> u64 {
    let place = tempfile::tempdir().expect("a folder");
    let mut kinds = HashSet::new();
    let check = |input: &[u8], kinds: &mut HashSet<String>| {
        let told = attempt(reader, place.path(), input)
            // Slow once may be the machine's doing.
            .or_else(|_| attempt(reader, place.path(), input));
        match told {
            Ok(told) => kinds.insert(kind_of(&told)),
            Err(why) => {
                let found = corpus(reader).join(format!("found-{}", input.len()));
                fs::create_dir_all(corpus(reader)).expect("made");
                fs::write(&found, input).expect("written");
                panic!(
                    "{}: {why}; the input is in {}",
                    reader.name,
                    found.display()
                );
            }
        }
    };
    let known = fs::read_dir(corpus(reader)).into_iter().flatten().flatten();
    let known: Vec<Vec<u8>> = known
        .map(|entry| fs::read(entry.path()).expect("there"))
        .collect();
    let mut pool = (reader.likes)();
    pool.extend(known);
    for input in &pool {
        check(input, &mut kinds);
    }
    let seed = setting("ACCORDANCE_FUZZ_SEED", 1);
    let inputs = setting("ACCORDANCE_FUZZ_INPUTS", INPUTS);
    let inputs = if reader.is_quick {
        inputs
    } else {
        inputs / SLOWER
    };
    let mut mutator = Mutator::new(seed, pool, reader.words);
    for _ in 0..inputs {
        let input = mutator.next();
        if check(&input, &mut kinds) {
            mutator.keep(&input);
        }
    }
    println!(
        "{}: {inputs} inputs, {} kinds of outcome",
        reader.name,
        kinds.len()
    );
    inputs
}

/// The readers that are named, or all.
fn chosen() -> Vec<&'static Reader> {
    let Ok(named) = std::env::var("ACCORDANCE_FUZZ_ONLY") else {
        return READERS.iter().collect();
    };
    let reader = |name| {
        let mut all = READERS.iter();
        all.find(|reader| reader.name == name).expect(name)
    };
    named.split(',').map(reader).collect()
}

/// Readers are tried one by one, so that each has the machine to itself.
#[test]
fn no_reader_panics_hangs_or_takes_more_memory_than_it_may() {
    let inputs: u64 = chosen().into_iter().map(try_reader).sum();
    println!("{inputs} inputs in all");
}

#[test]
fn a_reader_that_panics_hangs_or_hoards_is_found_out() {
    let place = tempfile::tempdir().expect("a folder");
    let bad = |read| Reader {
        name: "bad",
        is_quick: true,
        read,
        likes: Vec::new,
        words: &[],
    };
    let found = |read| attempt(&bad(read), place.path(), b"x").expect_err("found");
    std::panic::set_hook(Box::new(|_| {}));
    assert_eq!(found(|_, _| panic!("on purpose")), "it panics");
    let _ = std::panic::take_hook();
    let slow = found(|_, _| {
        std::thread::sleep(LONGEST + Duration::from_millis(50));
        String::new()
    });
    assert!(slow.starts_with("it takes"));
    let hoards = found(|_, _| vec!['x'; MOST_HELD / 4 + 100].len().to_string());
    assert!(hoards.starts_with("it holds"));
}
