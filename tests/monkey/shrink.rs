//! Makes a list of actions short that ends in a failure.

use std::time::{Duration, Instant};

/// A part of the list, in its order, with which it still `fails`; looked for as long as time allows. Whole
/// stretches are left out first, and then single actions.
pub fn shrunk<T: Clone>(list: &[T], time: Duration, fails: impl Fn(&[T]) -> bool) -> Vec<T> {
    let begun = Instant::now();
    let mut list = list.to_vec();
    // The end alone is often enough.
    for last in [5, 20, 80] {
        let end = list.len().saturating_sub(last);
        if end > 0 && begun.elapsed() < time && fails(&list[end..]) {
            list.drain(..end);
            break;
        }
    }
    let mut stretch = list.len().div_ceil(2);
    while stretch > 0 && begun.elapsed() < time {
        let mut left_out = false;
        let mut from = 0;
        while from < list.len() && begun.elapsed() < time {
            let to = (from + stretch).min(list.len());
            let rest = [&list[..from], &list[to..]].concat();
            if !rest.is_empty() && fails(&rest) {
                (list, left_out) = (rest, true);
            } else {
                from = to;
            }
        }
        if !left_out || stretch > 1 {
            stretch /= 2;
        }
    }
    list
}

#[test]
fn what_it_takes_to_fail_is_left() {
    let list: Vec<u32> = (0..300).collect();
    let needs = |wanted: &'static [u32]| {
        move |list: &[u32]| wanted.iter().all(|number| list.contains(number))
    };
    let long = Duration::from_secs(60);
    for wanted in [&[299][..], &[17, 298], &[3, 4, 150, 299]] {
        assert_eq!(shrunk(&list, long, needs(wanted)), wanted);
    }
    assert_eq!(shrunk(&list, Duration::ZERO, needs(&[5])), list);
}
