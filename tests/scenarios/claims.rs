//! `[[claim]]`: what a scenario says of itself, how it is read, written and refused.

use accordance::scenario::{Claim, parse, to_toml, with_overrides};

const PLAIN: &str = "format = 1\nname = \"Claims\"\n\n[network]\nneurons = 20 # few\n";
const CLAIMS: &str = "\n# What is to be seen\n[[claim]]\nsays = 'Several' # in plain words\nwhen = \"communities >= 3\"\n\n\
                      [[claim]] # the control\nsays = \"One\"\nwhen = \"communities <= 1\"\nat = 2_000 # late\nseeds = 4\nshare = 0.75\n\
                      with = { \"plasticity.pruning\" = 0.5, network.weight_gain = 2e-1 } # other\n";

fn refusal(claim: &str) -> String {
    let text = format!("{PLAIN}{claim}");
    parse(&text, "c.toml").unwrap_err().to_string()
}

#[test]
fn claims_are_read_in_their_order_and_what_they_leave_out_has_its_default() {
    let scenario = parse(&format!("{PLAIN}{CLAIMS}"), "").unwrap();
    let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    let one = Claim {
        at: Some(2000),
        seeds: 4,
        share: 0.75,
        with: vec![
            pair("plasticity.pruning", "0.5"),
            pair("network.weight_gain", "2e-1"),
        ],
        ..Claim::new("One", "communities <= 1")
    };
    assert_eq!(
        scenario.claims,
        [Claim::new("Several", "communities >= 3"), one]
    );
    let mut bare = scenario;
    bare.claims.clear();
    assert_eq!(bare, parse(PLAIN, "").unwrap());
}

#[test]
fn saving_keeps_claims_as_they_are_written() {
    let original = format!("{PLAIN}{CLAIMS}");
    let mut scenario = parse(&original, "").unwrap();
    assert_eq!(to_toml(&scenario, Some(&original)), original);
    scenario.run.seed = 9;
    scenario.network.weight_gain = 0.3;
    let text = to_toml(&scenario, Some(&original));
    assert_eq!(parse(&text, ""), Ok(scenario.clone()));
    assert!(text.contains(CLAIMS.trim_start()), "{text}");
    let set = with_overrides(&original, "", &["plasticity.pruning=0.1".to_owned()]).unwrap();
    assert!(set.contains(CLAIMS.trim_start()), "{set}");

    // Taken away, and given anew to a text that has none, or has nothing yet.
    let claims = std::mem::take(&mut scenario.claims);
    let without = to_toml(&scenario, Some(&original));
    assert!(!without.contains("claim"), "{without}");
    scenario.claims = claims;
    for original in [Some(without.as_str()), None] {
        let text = to_toml(&scenario, original);
        assert_eq!(parse(&text, ""), Ok(scenario.clone()), "{text}");
    }
}

#[test]
fn both_sides_of_a_comparison_share_the_claims() {
    let text = format!("{PLAIN}{CLAIMS}\n[compare.plasticity]\nlearning_rate = 1.0\n");
    let scenario = parse(&text, "").unwrap();
    assert_eq!(scenario.claims.len(), 2);
    assert_eq!(scenario.side_b().unwrap().claims, scenario.claims);
    assert_eq!(parse(&to_toml(&scenario, None), ""), Ok(scenario));
    let inside = refusal("[[compare.claim]]\nsays = 'A'\nwhen = 'B'\n");
    assert!(
        inside.contains("compare.claim is shared by both sides"),
        "{inside}"
    );
}

#[test]
fn a_mistake_in_a_claim_is_told_with_line_and_key() {
    for (claim, told) in [
        (
            "[claim]\nsays = 'A'\n",
            "c.toml, line 6: claim is written in square brackets, a table; expected tables [[claim]], each with says and when",
        ),
        (
            "[[claim]]\nsays = 'A'\n",
            "c.toml, line 6: claim needs when, a condition on measures, such as \"modularity_q > 0.3\"",
        ),
        (
            "[[claim]]\nwhen = 'q > 0'\n",
            "c.toml, line 6: claim needs says, a sentence",
        ),
        (
            "[[claim]]\nsays = 'A'\nwhn = 'q > 0'\n",
            "c.toml, line 8: claim.whn is not a key of a scenario (did you mean when?); a [[claim]] may have says, when, at, seeds, share and with",
        ),
        (
            "[[claim]]\nsays = 3\nwhen = 'q > 0'\n",
            "c.toml, line 7: claim.says is 3, a whole number; expected a sentence",
        ),
        (
            "[[claim]]\nsays = 'A'\nwhen = 'q > 0'\nat = -1\n",
            "c.toml, line 9: claim.at is -1, a whole number; expected a whole number ≥ 0",
        ),
        (
            "[[claim]]\nsays = 'A'\nwhen = 'q > 0'\nseeds = 1.5\n",
            "c.toml, line 9: claim.seeds is 1.5, a number; expected a whole number ≥ 1 and ≤ 1000",
        ),
        (
            "[[claim]]\nsays = 'A'\nwhen = 'q > 0'\nshare = 0\n",
            "c.toml, line 9: claim.share is 0, a whole number; expected a number > 0 and ≤ 1",
        ),
        (
            "[[claim]]\nsays = 'A'\nwhen = 'q > 0'\nwith = 'x'\n",
            "c.toml, line 9: claim.with is 'x', a string; expected a table of keys of the scenario, such as { \"plasticity.pruning\" = 0.5 }",
        ),
        (
            "[[claims]]\nsays = 'A'\n",
            "c.toml, line 6: claims is not a key of a scenario (did you mean claim?)",
        ),
    ] {
        let refused = refusal(claim);
        assert!(refused.starts_with(told), "{refused}");
    }
}

#[test]
fn a_share_of_the_seeds_is_rounded_up() {
    let needed = |share: f64, seeds| {
        let claim = Claim {
            share,
            ..Claim::new("", "")
        };
        claim.needed(seeds)
    };
    assert_eq!(
        [needed(1.0, 8), needed(0.9, 8), needed(0.875, 8)],
        [8, 8, 7]
    );
    assert_eq!([needed(0.7, 10), needed(1e-6, 10)], [7, 1]);
}
