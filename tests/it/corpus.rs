//! How many of the planted conflicts of `corpus/` are found, and how much else is flagged. The figures may only improve:
//! `tests/ratchet.toml` holds the best so far.

use std::path::PathBuf;

use factlint::check::Checker;
use serde::Deserialize;

use crate::score::{Counts, score, stories};
use crate::stage::home;

/// The figures that the program must at least reach, in shares of 1; of traps, at most.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ratchet {
    recall: f64,
    precision: f64,
    traps: f64,
    figures: f64,
    names: f64,
    words: f64,
}

/// Figures are written with three decimals.
const DIGIT: f64 = 0.001;

#[test]
fn accuracy_does_not_get_worse() {
    let text = std::fs::read_to_string(home().join("tests/ratchet.toml")).unwrap();
    let ratchet: Ratchet = toml::from_str(&text).unwrap();
    let stories = stories(&home().join("corpus"));
    assert!(stories.len() >= 6, "{stories:?}");
    let counts = score(&Checker::builtin(), &stories);
    let mut worse = Vec::new();
    let mut better = Vec::new();
    for (name, now, then) in [
        ("recall", counts.recall(), ratchet.recall),
        ("precision", counts.precision(), ratchet.precision),
        // Of traps fewer are better.
        ("traps", -counts.sprung(), -ratchet.traps),
        ("figures", counts.tier("figures"), ratchet.figures),
        ("names", counts.tier("names"), ratchet.names),
        ("words", counts.tier("words"), ratchet.words),
    ] {
        if now + DIGIT <= then {
            worse.push(format!("{name} is {:.4}, was {:.3}", now.abs(), then.abs()));
        } else if now >= then + DIGIT {
            better.push(format!("{name} = {:.3}", ((now / DIGIT + 1e-6).floor() * DIGIT).abs()));
        }
    }
    if !better.is_empty() {
        println!("tests/ratchet.toml may be raised: {}", better.join(", "));
    }
    assert!(worse.is_empty(), "{}\n{}\n{}", worse.join("; "), told(&counts), counts.faults.join("\n"));
}

/// Scores other folders of stories, for comparison with other scorers: `FACTLINT_STORIES=folder cargo test --test it stories
/// -- --nocapture`.
#[test]
fn stories_elsewhere_are_scored_on_demand() {
    let Some(folder) = std::env::var_os("FACTLINT_STORIES") else { return };
    let counts = score(&Checker::builtin(), &stories(&PathBuf::from(folder)));
    println!("{}", told(&counts));
    assert!(counts.stories > 0);
}

fn told(c: &Counts) -> String {
    let tiers: Vec<String> = c.tiers.iter().map(|(name, (hit, gold))| format!("{name} {hit}/{gold}")).collect();
    format!(
        "stories {} · recall {}/{} = {:.3} · precision {}/{} = {:.3} · kind right {}/{} · traps sprung {}/{} · {} · duplicates {} · infos {}",
        c.stories,
        c.hit,
        c.gold,
        c.recall(),
        c.truly,
        c.found,
        c.precision(),
        c.kind_right,
        c.hit,
        c.trapped,
        c.traps,
        tiers.join(" · "),
        c.duplicates,
        c.infos,
    )
}
