//! Fits the weights of `rules/alignment.toml` on story folders with gold (see `corpus/`).
//!
//!     cargo run --release --features train --example fit_alignment -- [--show] rules FOLDER...
//!
//! Each folder holds stories: `docs/` with the articles, `gold.json`, and where it is there `questions.json`, which lists the
//! places that answer one question, whether they agree or not. A pair of facts is right where both answer one question (or
//! stand in one conflict of the gold), wrong elsewhere; pairs that agree teach only where `questions.json` is there. A folder
//! without `gold.json` holds articles on one event that nobody has judged: their clashes are wrong, but for those that the weights
//! that ship speak for.
//!
//! First the weights of the words are fitted on all pairs by logistic regression with a penalty on the square of the weights
//! (Newton's method), then the trees that judge agreements and clashes by gradient boosting (Friedman 2001). The same folders
//! give the same files, `alignment.toml`, `agreeing.trees`, `clashing.trees` and `sides.trees`; the last learns from what weights of
//! other stories make of each third of the stories. On standard error it prints how well these judge them, and which conflicts no pair of facts reaches; with `--show`, on standard
//! output, every clash with its score by the weights of other stories.

mod learn;
mod stories;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use factlint::check::Checker;
use factlint::fact::Digest;
use factlint::graph::align::SCALE;
use factlint::graph::feature::{FEATURES, Feature, Features};
use factlint::graph::sides::{Answers, Judged, Place, Sides, of_sides};
use factlint::graph::{Candidate, candidates, rivals, support};

use learn::{Boosted, Row, TREES, TREES_SIDES, boost, fit, grow, line};
use stories::{Story, read, unread};

/// Parts of the stories of which each is judged by the weights of the others.
const FOLDS: usize = 3;

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
            found.extend(path.is_dir().then_some(path));
        }
        found.sort();
        for path in found {
            let home = stories.last().map_or(0, |s| s.home + 1);
            if path.join("gold.json").is_file() {
                stories.extend(read(&checker, &path, home)?);
            } else {
                stories.push(unread(&checker, &path, home));
            }
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
    let left_out = judge(&mut stories, show);
    let sides = boost(&left_out, TREES_SIDES);
    write(&out, &fit_all(&mut stories, |_| true), &sides)
}

/// Adds to each story, for each of its articles, the likest article of another story: whatever the two say is wrong to compare.
fn strangers(checker: &Checker, stories: &mut [Story]) {
    let mut digests: Vec<(usize, Digest)> = Vec::new();
    for (n, story) in stories.iter_mut().enumerate() {
        story.own = story.pairs.len();
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

/// What a pair counts whose values were altered, and one with an article of another story.
const ALTERED: f64 = 0.3;
const STRANGE: f64 = 0.5;

/// Weights of the three judgements by two articles.
struct Fitted {
    question: Vec<f64>,
    agreeing: Boosted,
    clashing: Boosted,
}

impl Fitted {
    /// Log-odds that a pair answers one question.
    fn odds(&self, c: &Candidate) -> f64 {
        grow(if c.agree { &self.agreeing } else { &self.clashing }, &features(&c.features))
    }
}

/// Whether the judgement by words sees a feature: not the values, and not the rivals.
fn of_words(feature: Feature) -> bool {
    use Feature as F;
    !of_sides(feature)
        && !matches!(
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
                | F::WiderCompany
                | F::SentenceMargin
                | F::Echo
                | F::BothEcho
                | F::Telling
                | F::Small
                | F::Slip
                | F::OtherScale
                | F::DoubtOnly
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
            for (n, (candidates, labels)) in story.pairs.iter().enumerate() {
                let weight = match (story.altered, n >= story.own) {
                    (true, _) => ALTERED,
                    (false, true) => STRANGE,
                    (false, false) => 1.0,
                };
                for (c, label) in candidates.iter().zip(labels) {
                    if let (Some(right), true) = (label, which(c)) {
                        let x = FEATURES
                            .iter()
                            .map(|(f, _)| if mask(*f) { f64::from(c.features[*f as usize]) } else { 0.0 });
                        rows.push((x.collect::<Vec<f64>>(), *right, weight));
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
    let agreeing = boost(&rows(stories, &|c| c.agree, &|_| true), TREES);
    let clashing = boost(&rows(stories, &|c| !c.agree, &|_| true), TREES);
    Fitted { question, agreeing, clashing }
}

/// How well the weights of the other stories judge each part of them; what these make of all clashes is what the last
/// judgement learns from.
fn judge(stories: &mut [Story], show: bool) -> Vec<Row> {
    let mut scored: [Vec<(f64, bool)>; 3] = Default::default();
    let mut rows: Vec<(usize, Vec<Judgement>)> = Vec::new();
    for fold in 0..FOLDS {
        let w = fit_all(stories, |s| s.home % FOLDS != fold);
        let left_out = stories.iter().filter(|s| s.home % FOLDS == fold);
        rows.extend(left_out.flat_map(|s| judgements(s, &w).into_iter().map(|all| (s.home, all))));
        for story in stories.iter().filter(|s| s.home % FOLDS == fold && !s.altered && !s.unread) {
            for (candidates, labels) in &story.pairs {
                for (c, label) in candidates.iter().zip(labels) {
                    let Some(right) = label else { continue };
                    let level = w.odds(c);
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
    let row = |j: &Judgement| j.right.map(|right| (features(&j.features), right, j.weight));
    // The last judgement is itself tried on stories that it has not learned from.
    let mut sides = Vec::new();
    for fold in 0..FOLDS {
        let part = |inside: bool| rows.iter().filter(move |(home, _)| (home % FOLDS == fold) == inside);
        let learned =
            boost(&part(false).flat_map(|(_, all)| all.iter().filter_map(row)).collect::<Vec<_>>(), TREES_SIDES);
        let judged = part(true).flat_map(|(_, all)| all.iter().filter(|j| j.weight == 1.0 && !j.unread));
        sides.extend(judged.filter_map(row).map(|(x, right, _)| (grow(&learned, &x), right)));
    }
    let [clashes, agreements, words] = &mut scored;
    told(clashes, "clashes");
    told(agreements, "agreements");
    told(words, "words alone");
    told(&mut sides, "answers that clash, by all their facts");
    rows.iter().flat_map(|(_, all)| all.iter().filter_map(row)).collect()
}

/// Two answers that clash, as the last judgement sees them.
struct Judgement {
    features: Features,
    right: Option<bool>,
    weight: f64,
    unread: bool,
}

/// The answers of a story that clash, by weights that have not learned from it: among its own articles, and in each pair with
/// a strange one.
fn judgements(story: &Story, w: &Fitted) -> Vec<Vec<Judgement>> {
    let own = story.own.min(story.pairs.len());
    let together = |pairs: &[(Vec<Candidate>, Vec<Option<bool>>)], weight: f64| {
        let all = || pairs.iter().flat_map(|(found, labels)| found.iter().zip(labels));
        let both = |x: Place, y: Place| (x.min(y), x.max(y));
        let judged: Vec<Judged> =
            all().map(|(c, _)| Judged { a: c.a, b: c.b, agree: c.agree, odds: w.odds(c) as f32 }).collect();
        let apart: BTreeSet<(Place, Place)> = judged.iter().filter(|j| !j.agree).map(|j| both(j.a, j.b)).collect();
        let answers = Answers::new(&judged, |x, y| !apart.contains(&both(x, y)));
        // Two answers are about one question where most of their pairs are.
        let mut labels: BTreeMap<(Place, Place), (usize, usize)> = BTreeMap::new();
        for (c, label) in all().filter(|(c, _)| !c.agree) {
            let count = labels.entry(both(answers.of(c.a), answers.of(c.b))).or_default();
            count.0 += usize::from(*label == Some(true));
            count.1 += usize::from(*label == Some(false));
        }
        let one = |(sides, measured): ((Place, Place), Sides)| {
            let (right, wrong) = labels.get(&sides).copied().unwrap_or_default();
            let right = (right + wrong > 0).then_some(right >= wrong);
            Judgement { features: measured.features, right, weight, unread: story.unread }
        };
        answers.measure(&judged).into_iter().map(one).collect::<Vec<_>>()
    };
    let mut all = vec![together(&story.pairs[..own], if story.altered { ALTERED } else { 1.0 })];
    all.extend(story.pairs[own..].iter().map(|pair| together(std::slice::from_ref(pair), STRANGE)));
    all
}

/// Prints how many right pairs are found at which share of right ones.
fn told(list: &mut [(f64, bool)], name: &str) {
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
        line += &format!(" {} at precision {share} (log-odds {:.2});", best.0, best.1);
    }
    eprintln!("{line}");
}

/// The features of a pair as the fit sees them.
fn features(of: &Features) -> Vec<f64> {
    of.iter().map(|f| f64::from(*f)).collect()
}

/// Writes the files of the rules.
fn write(out: &Path, w: &Fitted, sides: &Boosted) -> Result<()> {
    let path = out.join("alignment.toml");
    let old: toml::Table = toml::from_str(&std::fs::read_to_string(&path)?)?;
    let mut text = String::from(
        "# How much each feature of a pair of facts speaks for one question (positive) or against it (negative), in log-odds:\n\
         # from the words alone; with the values and rivals known, trees judge (`*.trees` beside this file). The features are\n\
         # described at `graph::feature::Feature`. Fitted by `examples/fit_alignment`; the levels are set by hand.\n[levels]\n",
    );
    text += &toml::to_string(&old["levels"])?;
    text += "\n[question]\n";
    for ((_, id), w) in FEATURES.iter().zip(&w.question) {
        if *w != 0.0 {
            text += &format!("{id} = {w:.3}\n");
        }
    }
    std::fs::write(path, text)?;
    let files = [
        ("agreeing", "agree", &w.agreeing),
        ("clashing", "clash", &w.clashing),
        ("sides", "clash, by all facts of the two answers,", sides),
    ];
    for (name, what, (base, trees)) in files {
        let mut text = format!(
            "# Decision trees that judge whether two facts that {what} answer one question; the form is described at\n\
             # `graph::forest`. Fitted by `examples/fit_alignment`.\n{base:.4}\n"
        );
        for tree in trees {
            line(tree, 0, &mut text);
            text.push('\n');
        }
        std::fs::write(out.join(format!("{name}.trees")), text)?;
    }
    Ok(())
}
