//! Makes bad input out of good input, the same from the same seed.

use rand::rngs::Xoshiro256PlusPlus;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};

/// Numbers that programs trip over.
const NUMBERS: [&str; 20] = [
    "0",
    "-0",
    "1",
    "-1",
    "2",
    "255",
    "256",
    "65535",
    "65536",
    "2147483648",
    "4294967296",
    "9223372036854775807",
    "18446744073709551616",
    "1e308",
    "-1e309",
    "1e-320",
    "nan",
    "-inf",
    "0x7fffffff",
    "99999999999999999999999999999999",
];
/// Inputs are no longer than this.
const LONGEST: usize = 1 << 16;

/// Makes inputs out of a pool that grows.
pub struct Mutator {
    random: Xoshiro256PlusPlus,
    pool: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
}

impl Mutator {
    /// From good inputs, and words that mean something in them besides those that stand there.
    pub fn new(seed: u64, pool: Vec<Vec<u8>>, words: &[&str]) -> Self {
        let mut words: Vec<Vec<u8>> = words.iter().map(|word| word.as_bytes().to_vec()).collect();
        let of_numbers = NUMBERS.iter().map(|number| number.as_bytes().to_vec());
        words.extend(of_numbers);
        let is_end = |byte: &u8| !byte.is_ascii_alphanumeric() && *byte != b'_';
        let in_pool = pool.iter().flat_map(|input| input.split(is_end));
        words.extend(
            in_pool
                .filter(|word| (2..40).contains(&word.len()))
                .take(4000)
                .map(Vec::from),
        );
        let random = Xoshiro256PlusPlus::seed_from_u64(seed);
        Self {
            random,
            pool,
            words,
        }
    }

    /// Another input to begin from.
    pub fn keep(&mut self, input: &[u8]) {
        const MOST: usize = 4000;
        if self.pool.len() < MOST {
            self.pool.push(input.to_vec());
        }
    }

    /// The next input.
    pub fn next(&mut self) -> Vec<u8> {
        let mut input = self
            .pool
            .choose(&mut self.random)
            .cloned()
            .unwrap_or_default();
        // Most are nearly right: what is all wrong is refused by the first line of a reader.
        let changes = [1, 1, 1, 2, 2, 3, 5, 12].choose(&mut self.random).copied();
        for _ in 0..changes.unwrap_or(1) {
            self.change(&mut input);
            input.truncate(LONGEST);
        }
        input
    }

    /// A place in an input.
    fn place(&mut self, input: &[u8]) -> usize {
        self.random.random_range(0..=input.len())
    }

    /// A range of an input, mostly short.
    fn range(&mut self, input: &[u8]) -> std::ops::Range<usize> {
        let from = self.place(input);
        let most = match self.random.random_range(0..4) {
            0 => input.len(),
            _ => 16,
        };
        let length = self.random.random_range(0..=most);
        from..(from + length).min(input.len())
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        match self.random.random_range(0..12) {
            0 if !input.is_empty() => {
                let at = self.random.random_range(0..input.len());
                input[at] ^= 1 << self.random.random_range(0..8);
            }
            1 if !input.is_empty() => {
                let at = self.random.random_range(0..input.len());
                input[at] = self.random.random();
            }
            2 => {
                let range = self.range(input);
                input.drain(range);
            }
            3 => self.repeat(input),
            4 | 5 => {
                let word = self
                    .words
                    .choose(&mut self.random)
                    .cloned()
                    .unwrap_or_default();
                let at = self.place(input);
                input.splice(at..at, word);
            }
            6 | 7 => self.replace_word(input),
            8 => {
                let other = self
                    .pool
                    .choose(&mut self.random)
                    .cloned()
                    .unwrap_or_default();
                let (from, to) = (self.range(&other), self.range(input));
                input.splice(to, other[from].to_vec());
            }
            9 => self.move_lines(input),
            10 => {
                let end = self.place(input);
                input.truncate(end);
            }
            _ => {
                let marks = [
                    &b"\""[..],
                    b"'",
                    b"\n",
                    b"[",
                    b"]",
                    b"{",
                    b"}",
                    b"(",
                    b",",
                    b"=",
                    b"\0",
                    b"\xff",
                    b"\xef\xbb\xbf",
                    b"<",
                    b">",
                    b"&#0;",
                ];
                let mark = marks.choose(&mut self.random).copied().unwrap_or_default();
                let at = self.place(input);
                input.splice(at..at, mark.iter().copied());
            }
        }
    }

    /// Says a part again, now and then very often.
    fn repeat(&mut self, input: &mut Vec<u8>) {
        let range = self.range(input);
        let part = input[range.clone()].to_vec();
        let times = match self.random.random_range(0..10) {
            0 => self.random.random_range(10..3000),
            _ => 1,
        };
        input.splice(range.end..range.end, part.repeat(times));
    }

    /// Puts a word where another stands.
    fn replace_word(&mut self, input: &mut Vec<u8>) {
        let at = self.place(input);
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-+".contains(byte);
        let before = input[..at]
            .iter()
            .rev()
            .take_while(|byte| is_word(byte))
            .count();
        let after = input[at..].iter().take_while(|byte| is_word(byte)).count();
        let word = self
            .words
            .choose(&mut self.random)
            .cloned()
            .unwrap_or_default();
        input.splice(at - before..at + after, word);
    }

    /// Puts a line, once more or not, where another stands.
    fn move_lines(&mut self, input: &mut Vec<u8>) {
        let mut lines: Vec<Vec<u8>> = input.split(|byte| *byte == b'\n').map(Vec::from).collect();
        let [from, to] = [0; 2].map(|_: i32| self.random.random_range(0..lines.len()));
        match self.random.random_range(0..3) {
            0 => lines.swap(from, to),
            1 => {
                lines.remove(from);
            }
            _ => {
                let line = lines[from].clone();
                lines.insert(to, line);
            }
        }
        *input = lines.join(&b'\n');
    }
}
