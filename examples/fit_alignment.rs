//! Fits the weights of `rules/alignment.toml` on story folders with gold (see `corpus/`).
//!
//!     cargo run --release --features train --example fit_alignment -- FOLDER... > rules/alignment.toml
//!
//! A pair of clashing facts is right where both stand on different sides of one conflict, wrong elsewhere: `conflicts` is
//! complete. Pairs that agree teach nothing here. The fit is
//! logistic regression with a penalty on the square of the weights, by gradient descent from zero: the same folders give the
//! same weights. On standard error it prints how well the weights of the other stories part the pairs of each story.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use factlint::check::Checker;
use factlint::fact::Digest;
use factlint::graph::align::FEATURES;
use factlint::graph::candidates;
use factlint::source;
use serde_json::Value;

/// Steps of the descent, their length, and the weight of the penalty.
const STEPS: usize = 1500;
const RATE: f64 = 0.5;
const PENALTY: f64 = 0.0004;

struct Sample {
    story: usize,
    features: Vec<f64>,
    right: bool,
    weight: f64,
}

fn main() -> Result<()> {
    let checker = Checker::builtin();
    let mut stories = Vec::new();
    for folder in std::env::args().skip(1) {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(&folder).with_context(|| folder.clone())? {
            let path = entry?.path();
            found.extend(path.join("gold.json").is_file().then_some(path));
        }
        found.sort();
        stories.extend(found);
    }
    let mut samples = Vec::new();
    for (n, story) in stories.iter().enumerate() {
        samples.extend(read(&checker, n, story)?);
    }
    let right = samples.iter().filter(|s| s.right).count();
    eprintln!("{} stories, {} pairs, {right} right", stories.len(), samples.len());
    let mut scored: Vec<(f64, bool)> = Vec::new();
    for n in 0..stories.len() {
        let weights = fit(samples.iter().filter(|s| s.story != n));
        scored.extend(samples.iter().filter(|s| s.story == n).map(|s| (score(&weights, &s.features), s.right)));
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    for level in [0.3, 0.4, 0.5, 0.6, 0.7, 0.8] {
        let above: Vec<_> = scored.iter().filter(|s| s.0 >= level).collect();
        let hits = above.iter().filter(|s| s.1).count();
        eprintln!("left-out stories, score >= {level}: {hits} of {right} right pairs among {}", above.len());
    }
    let weights = fit(samples.iter());
    println!(
        "# How much each feature of a pair of facts speaks for one question (positive) or against it (negative), in units of the"
    );
    println!(
        "# logistic function. The features are described at `graph::align::Feature`. Fitted by `examples/fit_alignment.rs`."
    );
    println!("[weights]");
    for ((_, id), w) in FEATURES.iter().zip(&weights) {
        println!("{id} = {w:.3}");
    }
    Ok(())
}

/// The labelled pairs of a story.
fn read(checker: &Checker, story: usize, folder: &Path) -> Result<Vec<Sample>> {
    let docs = folder.join("docs");
    let (files, _) = source::gather(&[docs.clone()], &source::Walk::default());
    let (mut digests, _) = checker.digests(&files);
    digests.sort_by(|a, b| a.path.cmp(&b.path));
    let gold: Value = serde_json::from_str(&std::fs::read_to_string(folder.join("gold.json"))?)?;
    let texts: Vec<String> =
        digests.iter().map(|d| std::fs::read_to_string(PathBuf::from(&d.path))).collect::<Result<_, _>>()?;
    // The groups of an entry that a fact stands in.
    let inside = |spans: &Value, (a, f): (usize, usize)| {
        let digest: &Digest = &digests[a];
        let place = digest.facts[f].locator.place.bytes;
        spans.as_array().into_iter().flatten().any(|s| {
            let text = s["text"].as_str().unwrap_or_default();
            let doc = s["doc"].as_str().unwrap_or_default();
            digest.path.ends_with(&format!("/{doc}"))
                && texts[a]
                    .find(text)
                    .is_some_and(|at| at < place.end as usize && (place.start as usize) < at + text.len())
        })
    };
    let list = |key: &str| gold[key].as_array().cloned().unwrap_or_default();
    let mut samples = Vec::new();
    for c in candidates(&digests).into_iter().flatten() {
        if c.agree {
            continue;
        }
        let right = {
            if list("optional").iter().any(|n| inside(&n["spans"], c.a) && inside(&n["spans"], c.b)) {
                continue;
            }
            list("conflicts").iter().any(|n| {
                let sides = n["sides"].as_array().cloned().unwrap_or_default();
                let of = |x| sides.iter().position(|s| inside(s, x));
                matches!((of(c.a), of(c.b)), (Some(x), Some(y)) if x != y)
            })
        };
        let weight = if right { 1.5 } else { 1.0 };
        samples.push(Sample { story, features: c.features.iter().map(|f| f64::from(*f)).collect(), right, weight });
    }
    // What no pair reaches was lost before: in the text, the values or the blocking.
    for n in list("conflicts") {
        let figure = [
            "count",
            "percentage",
            "money",
            "measurement",
            "duration",
            "date",
            "time-of-day",
            "age",
            "ordinal",
            "plan-size",
        ];
        if !figure.iter().any(|f| n["category"] == **f) {
            continue;
        }
        let sides = n["sides"].as_array().cloned().unwrap_or_default();
        let read: Vec<bool> = sides
            .iter()
            .map(|s| (0..digests.len()).any(|a| (0..digests[a].facts.len()).any(|f| inside(s, (a, f)))))
            .collect();
        let reached = candidates(&digests).into_iter().flatten().any(|c| {
            let of = |x| sides.iter().position(|s| inside(s, x));
            !c.agree && matches!((of(c.a), of(c.b)), (Some(x), Some(y)) if x != y)
        });
        if !reached {
            eprintln!("not reached: {} {}: {} (sides read: {read:?})", folder.display(), n["id"], n["what"]);
        }
    }
    Ok(samples)
}

fn score(weights: &[f64], features: &[f64]) -> f64 {
    let sum: f64 = weights.iter().zip(features).map(|(w, f)| w * f).sum();
    1.0 / (1.0 + (-sum).exp())
}

fn fit<'a>(samples: impl Iterator<Item = &'a Sample> + Clone) -> Vec<f64> {
    let mut weights = vec![0.0; FEATURES.len()];
    let total: f64 = samples.clone().map(|s| s.weight).sum();
    for _ in 0..STEPS {
        let mut gradient = vec![0.0; weights.len()];
        for s in samples.clone() {
            let error = (score(&weights, &s.features) - f64::from(u8::from(s.right))) * s.weight / total;
            for (g, f) in gradient.iter_mut().zip(&s.features) {
                *g += error * f;
            }
        }
        for (n, (w, g)) in weights.iter_mut().zip(gradient).enumerate() {
            let penalty = if n == 0 { 0.0 } else { PENALTY * *w };
            *w -= RATE * 4.0 * (g + penalty);
        }
    }
    weights
}
