//! Fits the weights of `rules/alignment.toml` on story folders with gold (see `corpus/`).
//!
//!     cargo run --release --features train --example fit_alignment -- [--show] rules FOLDER...
//!
//! Each folder holds stories: `docs/` with the articles, `gold.json`, and where it is there `questions.json`, which lists the
//! places that answer one question, whether they agree or not. A pair of facts is right where both answer one question (or
//! stand in one conflict of the gold), wrong elsewhere; pairs that agree teach only where `questions.json` is there.
//!
//! First the weights of the words are fitted on all pairs by logistic regression with a penalty on the square of the weights
//! (Newton's method), then the trees that judge agreements and clashes by gradient boosting (Friedman 2001). The same folders
//! give the same files, `alignment.toml`, `agreeing.trees` and `clashing.trees`. On standard error it prints how well the weights
//! of other stories judge each fifth of the stories, and which conflicts no pair of facts reaches; with `--show`, on standard
//! output, every clash with its score by the weights of other stories.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use factlint::check::Checker;
use factlint::fact::Digest;
use factlint::graph::align::SCALE;
use factlint::graph::feature::{FEATURES, Feature};
use factlint::graph::{Candidate, candidates, rivals, support};
use factlint::source;
use factlint::value::{Axis, Rational};
use serde_json::Value;

/// Steps of Newton's method, and the weight of the penalty in pairs.
const STEPS: usize = 12;
const PENALTY: f64 = 2.0;

/// Parts of the stories of which each is judged by the weights of the others.
const FOLDS: usize = 5;

struct Story {
    name: String,
    /// Pairs of articles with their pairs of facts, and whether each is right; none where that is not known.
    pairs: Vec<(Vec<Candidate>, Vec<Option<bool>>)>,
    told: Vec<Vec<String>>,
    digests: Vec<Digest>,
    /// Number of the story; one with altered values has that of the one it was made from.
    home: usize,
    altered: bool,
}

fn main() -> Result<()> {
    let checker = Checker::builtin();
    let mut stories: Vec<Story> = Vec::new();
    let mut args = std::env::args().skip(1).peekable();
    let show = args.next_if(|a| a == "--show").is_some();
    let out = PathBuf::from(args.next().context("give the folder of the rules, and folders of stories")?);
    for folder in args {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(&folder).with_context(|| folder.clone())? {
            let path = entry?.path();
            found.extend(path.join("gold.json").is_file().then_some(path));
        }
        found.sort();
        for path in found {
            let home = stories.last().map_or(0, |s| s.home + 1);
            stories.extend(read(&checker, &path, home)?);
        }
    }
    strangers(&checker, &mut stories);
    let labels = || stories.iter().flat_map(|s| &s.pairs).flat_map(|p| p.0.iter().zip(&p.1));
    let count = |agree: bool, right: bool| labels().filter(|(c, l)| c.agree == agree && **l == Some(right)).count();
    eprintln!(
        "{} stories; agreements {} right {} wrong, clashes {} right {} wrong",
        stories.len(),
        count(true, true),
        count(true, false),
        count(false, true),
        count(false, false)
    );
    judge(&mut stories, show);
    write(&out, &fit_all(&mut stories, |_| true))
}

/// Adds to each story, for each of its articles, the likest article of another story: whatever the two say is wrong to compare.
fn strangers(checker: &Checker, stories: &mut [Story]) {
    let mut digests: Vec<(usize, Digest)> = Vec::new();
    for (n, story) in stories.iter_mut().enumerate() {
        digests.extend(std::mem::take(&mut story.digests).into_iter().map(|d| (n, d)));
    }
    let (homes, digests): (Vec<usize>, Vec<Digest>) = digests.into_iter().unzip();
    let mut likest: Vec<(f32, Vec<Candidate>)> = vec![(0.0, Vec::new()); digests.len()];
    for found in candidates(&checker.lexicon, &checker.weights, &digests) {
        let Some(first) = found.first() else { continue };
        let (a, b, like) = (first.a.0, first.b.0, first.features[Feature::Story as usize]);
        if homes[a] != homes[b] && like > likest[a].0 {
            likest[a] = (like, found);
        }
    }
    for (home, (_, found)) in homes.into_iter().zip(likest) {
        let wrong = vec![Some(false); found.len()];
        stories[home].pairs.push((found, wrong));
    }
}

/// How often the values of a story are altered, and which share of them each time, in 256ths.
const ALTERED: usize = 2;
const SHARE: u64 = 64;

/// Share of the altered numbers that get a slip of the hand, in 256ths; the others become another number of their size.
const SLIPS: u64 = 60;

/// One digit wrong, or two swapped.
fn slipped(old: i128, random: &mut Random) -> i128 {
    let mut digits: Vec<u8> = old.to_string().into_bytes();
    let i = random.next() as usize % digits.len();
    if digits.len() > 1 && random.next() % 2 == 0 {
        let j = i.max(1);
        digits.swap(j - 1, j);
    } else {
        digits[i] = b'1' + (random.next() % 9) as u8;
    }
    String::from_utf8_lossy(&digits).parse().unwrap_or(old)
}

/// Half to twice as much, written as finely.
fn rescaled(old: i128, random: &mut Random) -> i128 {
    let share = [50, 60, 70, 80, 90, 95, 106, 115, 125, 140, 160, 200][random.next() as usize % 12];
    let zeros = old.to_string().bytes().rev().take_while(|d| *d == b'0').count() as u32;
    let step = 10i128.pow(zeros);
    let new = (old * share / 100 + step / 2) / step * step;
    if new == old { old + step } else { new.max(1) }
}

/// The article with some of its values altered as slips and stale copies alter them.
fn alter(digest: &Digest, random: &mut Random) -> Digest {
    let mut digest = digest.clone();
    for fact in &mut digest.facts {
        if random.next() >= SHARE {
            continue;
        }
        let q = &mut fact.value;
        if q.axis == Axis::Date {
            let days = [1, -1, 3, 7, -7, 10, 30, -31, 61, 92, 365, -365, 1096];
            let off = Rational::from_integer(days[random.next() as usize % days.len()]);
            let one = Rational::from_integer(1);
            if let (Some(hard), Some(typical)) = (q.hard.map(one, off), q.typical.map(one, off)) {
                (q.hard, q.typical) = (hard, typical);
            }
            continue;
        }
        let Some(old) = q.number.filter(|n| n.is_integer() && *n > Rational::from_integer(1)) else { continue };
        let new =
            if random.next() < SLIPS { slipped(old.to_integer(), random) } else { rescaled(old.to_integer(), random) };
        if new == old.to_integer() {
            continue;
        }
        let factor = Rational::from_integer(new) / old;
        let zero = Rational::from_integer(0);
        if new > 0
            && let (Some(hard), Some(typical)) = (q.hard.map(factor, zero), q.typical.map(factor, zero))
        {
            (q.hard, q.typical, q.number) = (hard, typical, Some(Rational::from_integer(new)));
        }
    }
    digest
}

/// Weights of the three judgements.
struct Fitted {
    question: Vec<f64>,
    agreeing: (f64, Vec<Vec<Node>>),
    clashing: (f64, Vec<Vec<Node>>),
}

/// Whether the judgement by words sees a feature: not the values, and not the rivals.
fn of_words(feature: Feature) -> bool {
    use Feature as F;
    !matches!(
        feature,
        F::Question
            | F::Margin
            | F::LeastMargin
            | F::Confirmed
            | F::BothConfirmed
            | F::LeastSupport
            | F::Support
            | F::Rivals
            | F::Company
            | F::Telling
            | F::Small
            | F::Slip
            | F::OnePart
            | F::FarApart
            | F::Apart
            | F::HedgeOnOne
    )
}

fn fit_all(stories: &mut [Story], train: impl Fn(&Story) -> bool) -> Fitted {
    let rows = |stories: &[Story], which: &dyn Fn(&Candidate) -> bool, mask: &dyn Fn(Feature) -> bool| {
        let mut rows = Vec::new();
        for story in stories.iter().filter(|s| train(s)) {
            for (candidates, labels) in &story.pairs {
                for (c, label) in candidates.iter().zip(labels) {
                    if let (Some(right), true) = (label, which(c)) {
                        let x = FEATURES
                            .iter()
                            .map(|(f, _)| if mask(*f) { f64::from(c.features[*f as usize]) } else { 0.0 });
                        rows.push((x.collect::<Vec<f64>>(), *right));
                    }
                }
            }
        }
        rows
    };
    let question = fit(&rows(stories, &|_| true, &of_words));
    for story in stories.iter_mut() {
        for (candidates, _) in &mut story.pairs {
            for c in candidates.iter_mut() {
                c.features[Feature::Question as usize] = 0.0;
                let logit: f64 = question.iter().zip(&c.features).map(|(w, f)| w * f64::from(*f)).sum();
                c.features[Feature::Question as usize] = logit as f32 * SCALE;
            }
            rivals(candidates);
        }
        let mut all: Vec<Vec<Candidate>> = story.pairs.iter_mut().map(|p| std::mem::take(&mut p.0)).collect();
        support(&mut all);
        for (pair, found) in story.pairs.iter_mut().zip(all) {
            pair.0 = found;
        }
    }
    let agreeing = boost(&rows(stories, &|c| c.agree, &|_| true));
    let clashing = boost(&rows(stories, &|c| !c.agree, &|_| true));
    Fitted { question, agreeing, clashing }
}

/// How well the weights of the other stories judge each part of them.
fn judge(stories: &mut [Story], show: bool) {
    let mut scored: [Vec<(f64, bool)>; 3] = Default::default();
    for fold in 0..FOLDS {
        let w = fit_all(stories, |s| s.home % FOLDS != fold);
        for story in stories.iter().filter(|s| s.home % FOLDS == fold && !s.altered) {
            for (candidates, labels) in &story.pairs {
                for (c, label) in candidates.iter().zip(labels) {
                    let Some(right) = label else { continue };
                    let x: Vec<f64> = c.features.iter().map(|f| f64::from(*f)).collect();
                    let level = grow(if c.agree { &w.agreeing } else { &w.clashing }, &x);
                    scored[usize::from(c.agree)].push((level, *right));
                    if !c.agree && show && c.a.0 < story.told.len() && c.b.0 < story.told.len() {
                        let told = FEATURES.iter().filter(|(f, _)| c.features[*f as usize] != 0.0);
                        let told: Vec<_> = told.map(|(f, id)| format!("{id}={:.2}", c.features[*f as usize])).collect();
                        println!(
                            "{level:.3}\t{}\t{}\n    {}\n    {}\n    {}",
                            if *right { "RIGHT" } else { "WRONG" },
                            story.name,
                            story.told[c.a.0][c.a.1],
                            story.told[c.b.0][c.b.1],
                            told.join(" ")
                        );
                    }
                    scored[2].push((f64::from(c.features[Feature::Question as usize]), *right));
                }
            }
        }
    }
    for (list, name) in scored.iter_mut().zip(["clashes", "agreements", "words alone"]) {
        list.sort_by(|a, b| b.0.total_cmp(&a.0));
        let right = list.iter().filter(|s| s.1).count();
        let mut line = format!("left-out stories, {name}: {right} right pairs;");
        for share in [0.9, 0.8, 0.7, 0.6, 0.5, 0.4] {
            // The longest run from the top that is right in this share.
            let (mut hits, mut best) = (0, (0, 0.0));
            for (n, s) in list.iter().enumerate() {
                hits += usize::from(s.1);
                if hits as f64 >= share * (n + 1) as f64 {
                    best = (hits, s.0);
                }
            }
            line += &format!(" {} at precision {share} (score {:.2});", best.0, best.1);
        }
        eprintln!("{line}");
    }
}

/// Writes the two files of the rules.
fn write(out: &Path, w: &Fitted) -> Result<()> {
    let path = out.join("alignment.toml");
    let old: toml::Table = toml::from_str(&std::fs::read_to_string(&path)?)?;
    let mut text = String::from(
        "# How much each feature of a pair of facts speaks for one question (positive) or against it (negative), in log-odds:\n\
         # first by the words alone, then with the values and the rivals in the other article known. The features are\n\
         # described at `graph::feature::Feature`. Fitted by `examples/fit_alignment.rs`; the levels are set by hand.\n[levels]\n",
    );
    text += &toml::to_string(&old["levels"])?;
    text += "\n[question]\n";
    for ((_, id), w) in FEATURES.iter().zip(&w.question) {
        if *w != 0.0 {
            text += &format!("{id} = {w:.3}\n");
        }
    }
    std::fs::write(path, text)?;
    for (name, what, (base, trees)) in [("agreeing", "agree", &w.agreeing), ("clashing", "clash", &w.clashing)] {
        let mut text = format!(
            "# Decision trees that judge whether two facts that {what} answer one question; the form is described at\n\
             # `graph::forest`. Fitted by `examples/fit_alignment.rs`.\n{base:.4}\n"
        );
        for tree in trees {
            line(tree, 0, &mut text);
            text.push('\n');
        }
        std::fs::write(out.join(format!("{name}.trees")), text)?;
    }
    Ok(())
}

/// A tree from one of its nodes, as a line of text.
fn line(tree: &[Node], at: usize, out: &mut String) {
    match &tree[at] {
        Node::Leaf(value) => out.push_str(&format!("={value:.4}")),
        Node::Split { feature, at, value, low, high } => {
            out.push_str(&format!("{}<{at:.3}@{value:.4} ", FEATURES[*feature].1));
            line(tree, *low, out);
            out.push(' ');
            line(tree, *high, out);
        }
    }
}

/// The labelled pairs of a story.
fn read(checker: &Checker, folder: &Path, home: usize) -> Result<Vec<Story>> {
    let docs = folder.join("docs");
    let (files, _) = source::gather(&[docs.clone()], &source::Walk::default());
    let (mut digests, _) = checker.digests(&files);
    digests.sort_by(|a, b| a.path.cmp(&b.path));
    let gold: Value = serde_json::from_str(&std::fs::read_to_string(folder.join("gold.json"))?)?;
    let questions = std::fs::read_to_string(folder.join("questions.json")).ok();
    let questions: Option<Value> =
        questions.map(|q| serde_json::from_str(&q)).transpose().with_context(|| folder.display().to_string())?;
    let texts: Vec<String> =
        digests.iter().map(|d| std::fs::read_to_string(PathBuf::from(&d.path))).collect::<Result<_, _>>()?;
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
    let (conflicts, optional) = (list("conflicts"), list("optional"));
    let asked = questions.as_ref().map(|q| q["questions"].as_array().cloned().unwrap_or_default());
    // The questions and conflicts that a fact stands in.
    let mut of: Vec<Vec<Vec<usize>>> = Vec::new();
    for (a, digest) in digests.iter().enumerate() {
        let facts = (0..digest.facts.len()).map(|f| {
            let mut own = Vec::new();
            for (n, c) in conflicts.iter().enumerate() {
                let sides = c["sides"].as_array().cloned().unwrap_or_default();
                own.extend(sides.iter().any(|s| inside(s, (a, f))).then_some(n));
            }
            for (n, q) in asked.iter().flatten().enumerate() {
                own.extend(inside(&q["answers"], (a, f)).then_some(conflicts.len() + n));
            }
            own
        });
        of.push(facts.collect());
    }
    let told: Vec<Vec<String>> = digests
        .iter()
        .map(|d| {
            d.facts
                .iter()
                .map(|f| {
                    format!(
                        "{}: {} [{}] t={} c={:?} {}{}{}{}{}{}{} | {}",
                        d.path.rsplit('/').next().unwrap_or_default(),
                        factlint::value::display(&f.value),
                        f.locator.text,
                        f.thing.as_ref().map_or("-", |t| &t.key),
                        f.chain.iter().map(|t| t.key.as_str()).collect::<Vec<_>>(),
                        if f.scope.additional { "ADD " } else { "" },
                        if f.scope.part { "PART " } else { "" },
                        if f.scope.listed { "LIST " } else { "" },
                        if f.scope.background { "BACK " } else { "" },
                        if f.stance.former { "FORMER " } else { "" },
                        if f.stance.forecast || f.stance.hypothetical { "OPEN " } else { "" },
                        if f.scope.time.is_empty() { "" } else { "TIME " },
                        d.sentences[f.locator.sentence as usize].text.chars().take(260).collect::<String>()
                    )
                })
                .collect()
        })
        .collect();
    let mut stories = Vec::new();
    let mut reached = vec![false; conflicts.len()];
    let mut random = Random(of.iter().map(Vec::len).sum::<usize>() as u64);
    for round in 0..=if asked.is_some() { ALTERED } else { 0 } {
        // Again with some values altered: the questions stay what they were, agreements turn into clashes.
        let altered: Vec<Digest> =
            if round == 0 { digests.clone() } else { digests.iter().map(|d| alter(d, &mut random)).collect() };
        let mut pairs = Vec::new();
        for candidates in candidates(&checker.lexicon, &checker.weights, &altered) {
            let labels = candidates.iter().map(|c| {
                if optional.iter().any(|n| inside(&n["spans"], c.a) && inside(&n["spans"], c.b)) {
                    return None;
                }
                let (x, y) = (&of[c.a.0][c.a.1], &of[c.b.0][c.b.1]);
                let both: Vec<usize> = x.iter().filter(|q| y.contains(q)).copied().collect();
                if !c.agree && round == 0 {
                    both.iter().filter(|q| **q < conflicts.len()).for_each(|q| reached[*q] = true);
                }
                match asked {
                    _ if !both.is_empty() => Some(true),
                    None if c.agree => None,
                    _ => Some(false),
                }
            });
            let labels = labels.collect();
            pairs.push((candidates, labels));
        }
        let name = folder.display().to_string();
        let digests = if round == 0 { digests.clone() } else { Vec::new() };
        stories.push(Story { name, pairs, told: told.clone(), digests, home, altered: round > 0 });
    }
    // What no pair reaches was lost before: in the text or the values.
    let figures = [
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
    for (n, c) in conflicts.iter().enumerate() {
        if figures.iter().any(|f| c["category"] == **f) && !reached[n] {
            let sides = c["sides"].as_array().cloned().unwrap_or_default();
            let read = |s: &Value| (0..digests.len()).any(|a| (0..digests[a].facts.len()).any(|f| inside(s, (a, f))));
            let read: Vec<bool> = sides.iter().map(read).collect();
            let texts: Vec<_> = sides.iter().map(|s| s[0]["text"].to_string()).collect();
            eprintln!(
                "not reached: {} {} {}: {} (sides read: {read:?}) {texts:?}",
                folder.display(),
                c["id"],
                c["category"],
                c["what"]
            );
        }
    }
    Ok(stories)
}

fn score(weights: &[f64], features: &[f64]) -> f64 {
    let sum: f64 = weights.iter().zip(features).map(|(w, f)| w * f).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Newton's method for the penalised likelihood.
fn fit(rows: &[(Vec<f64>, bool)]) -> Vec<f64> {
    let n = FEATURES.len();
    let mut weights = vec![0.0; n];
    for _ in 0..STEPS {
        let mut gradient = vec![0.0; n];
        let mut hessian = vec![vec![0.0; n]; n];
        for (x, right) in rows {
            let p = score(&weights, x);
            let error = f64::from(u8::from(*right)) - p;
            let curve = p * (1.0 - p);
            let active: Vec<usize> = (0..n).filter(|i| x[*i] != 0.0).collect();
            for i in &active {
                gradient[*i] += error * x[*i];
                for j in &active {
                    hessian[*i][*j] += curve * x[*i] * x[*j];
                }
            }
        }
        for i in 0..n {
            let penalty = if i == Feature::Bias as usize { 1e-6 } else { PENALTY };
            gradient[i] -= penalty * weights[i];
            hessian[i][i] += penalty;
        }
        for (w, step) in weights.iter_mut().zip(solve(hessian, gradient)) {
            *w += step.clamp(-2.0, 2.0);
        }
    }
    weights
}

/// A tree of decisions: inner nodes hold feature, threshold and the two next nodes; leaves their value.
#[derive(Clone, Debug)]
enum Node {
    Split { feature: usize, at: f32, value: f64, low: usize, high: usize },
    Leaf(f64),
}

const TREES: usize = 450;
const DEPTH: usize = 5;
const RATE: f64 = 0.05;
/// Shares of the rows and of the features that each tree sees, in 256ths.
const ROWS: u64 = 150;
const SEEN: u64 = 120;
const BINS: usize = 24;
const SMOOTH: f64 = 8.0;
const LEAST: f64 = 6.0;

/// Gradient boosting of shallow trees on the logistic loss.
fn boost(rows: &[(Vec<f64>, bool)]) -> (f64, Vec<Vec<Node>>) {
    let n = FEATURES.len();
    let cuts: Vec<Vec<f32>> = (0..n)
        .map(|f| {
            let mut values: Vec<f32> = rows.iter().map(|r| r.0[f] as f32).collect();
            values.sort_by(f32::total_cmp);
            values.dedup();
            if values.len() <= BINS {
                values.windows(2).map(|w| (w[0] + w[1]) / 2.0).collect()
            } else {
                (1..BINS).map(|b| values[b * values.len() / BINS]).collect::<Vec<_>>()
            }
        })
        .collect();
    let bins: Vec<Vec<u8>> =
        (0..n).map(|f| rows.iter().map(|r| cuts[f].partition_point(|c| *c <= r.0[f] as f32) as u8).collect()).collect();
    let right = rows.iter().filter(|r| r.1).count() as f64;
    let base = (right / (rows.len() as f64 - right)).ln();
    let mut scores = vec![base; rows.len()];
    let mut trees = Vec::new();
    let mut random = Random(1);
    for _ in 0..TREES {
        let sample: Vec<u32> = (0..rows.len() as u32).filter(|_| random.next() < ROWS).collect();
        let features: Vec<usize> = (0..n).filter(|_| random.next() < SEEN).collect();
        let grads: Vec<(f64, f64)> = rows
            .iter()
            .zip(&scores)
            .map(|(r, s)| {
                let p = 1.0 / (1.0 + (-s).exp());
                (f64::from(u8::from(r.1)) - p, p * (1.0 - p))
            })
            .collect();
        let mut nodes = vec![Node::Leaf(0.0)];
        let mut open: Vec<(usize, Vec<u32>, usize)> = vec![(0, sample, 0)];
        while let Some((at, members, depth)) = open.pop() {
            let total =
                members.iter().fold((0.0, 0.0), |t, i| (t.0 + grads[*i as usize].0, t.1 + grads[*i as usize].1));
            let gain = |g: f64, h: f64| g * g / (h + SMOOTH);
            let mut best: Option<(f64, usize, usize)> = None;
            if depth < DEPTH {
                for f in features.iter().copied() {
                    if cuts[f].is_empty() {
                        continue;
                    }
                    let mut sums = [(0.0f64, 0.0f64); BINS + 1];
                    for i in &members {
                        let b = bins[f][*i as usize] as usize;
                        sums[b].0 += grads[*i as usize].0;
                        sums[b].1 += grads[*i as usize].1;
                    }
                    let mut left = (0.0, 0.0);
                    for b in 0..cuts[f].len() {
                        left = (left.0 + sums[b].0, left.1 + sums[b].1);
                        let rest = (total.0 - left.0, total.1 - left.1);
                        if left.1 < LEAST || rest.1 < LEAST {
                            continue;
                        }
                        let g = gain(left.0, left.1) + gain(rest.0, rest.1) - gain(total.0, total.1);
                        if g > best.map_or(1e-3, |b| b.0) {
                            best = Some((g, f, b));
                        }
                    }
                }
            }
            let value = RATE * total.0 / (total.1 + SMOOTH);
            match best {
                Some((_, f, b)) => {
                    let (low, high): (Vec<u32>, Vec<u32>) =
                        members.iter().partition(|i| (bins[f][**i as usize] as usize) <= b);
                    let next = nodes.len();
                    nodes.push(Node::Leaf(0.0));
                    nodes.push(Node::Leaf(0.0));
                    nodes[at] = Node::Split { feature: f, at: cuts[f][b], value, low: next, high: next + 1 };
                    open.push((next, low, depth + 1));
                    open.push((next + 1, high, depth + 1));
                }
                None => {
                    nodes[at] = Node::Leaf(value);
                }
            }
        }
        for (s, row) in scores.iter_mut().zip(rows) {
            *s += value_of(&nodes, &row.0);
        }
        trees.push(nodes);
    }
    (base, trees)
}

/// Numbers that look random and are the same each time (splitmix64).
struct Random(u64);

impl Random {
    /// 0 to 255.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) >> 56
    }
}

fn value_of(tree: &[Node], x: &[f64]) -> f64 {
    let mut at = 0;
    loop {
        match &tree[at] {
            Node::Leaf(v) => return *v,
            Node::Split { feature, at: cut, low, high, .. } => {
                at = if (x[*feature] as f32) < *cut { *low } else { *high }
            }
        }
    }
}

fn grow(model: &(f64, Vec<Vec<Node>>), x: &[f64]) -> f64 {
    let sum = model.0 + model.1.iter().map(|t| value_of(t, x)).sum::<f64>();
    1.0 / (1.0 + (-sum).exp())
}

/// Solves a system of linear equations by elimination with pivots.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for i in 0..n {
        let pivot = (i..n).max_by(|a, b| matrix[*a][i].abs().total_cmp(&matrix[*b][i].abs())).unwrap_or(i);
        matrix.swap(i, pivot);
        right.swap(i, pivot);
        let row = matrix[i].clone();
        for j in i + 1..n {
            let factor = matrix[j][i] / row[i];
            if factor != 0.0 {
                for (m, r) in matrix[j][i..].iter_mut().zip(&row[i..]) {
                    *m -= factor * r;
                }
                right[j] -= factor * right[i];
            }
        }
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| matrix[i][j] * right[j]).sum();
        right[i] = (right[i] - known) / matrix[i][i];
    }
    right
}
