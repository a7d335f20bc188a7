//! Pairs of facts that may answer one question, each measured against its rivals and what other articles confirm.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::align::{SCALE, Weights};
use super::feature::{Feature, Features};
use super::terms::{Ready, Vocabulary};
use super::{measure, story};
use crate::fact::Digest;
use crate::lexicon::Lexicon;
use crate::value::{Clash, Rational};

/// Two articles that may tell of one event.
pub(super) struct Pair {
    pub a: usize,
    pub b: usize,
    /// See [`story::likeness`].
    pub likeness: f32,
}

/// Likeness below which two articles have nothing to say to each other.
const UNRELATED: f32 = 0.03;

/// All pairs of articles that share telling terms, and every article with itself.
pub(super) fn related(digests: &[Digest]) -> Vec<Pair> {
    let mut postings: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (i, digest) in digests.iter().enumerate() {
        for (term, _) in &digest.profile {
            postings.entry(term).or_default().push(i);
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for list in postings.values() {
        for (n, a) in list.iter().enumerate() {
            pairs.extend(list[n + 1..].iter().map(|b| (*a, *b)));
        }
    }
    let likely = pairs.into_iter().map(|(a, b)| Pair { a, b, likeness: story::likeness(&digests[a], &digests[b]) });
    likely.filter(|p| p.likeness >= UNRELATED).collect()
}

/// Two facts that may answer one question, by article and index of the fact.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The fact of the first article.
    pub a: (usize, usize),
    /// The fact of the second.
    pub b: (usize, usize),
    /// Whether their values agree.
    pub agree: bool,
    /// What was measured on the pair.
    pub features: Features,
}

/// All pairs of facts that may answer one question, by pair of articles. The fitting of the weights learns from these.
pub fn candidates(lexicon: &Lexicon, weights: &Weights, digests: &[Digest]) -> Vec<Vec<Candidate>> {
    let vocabulary = Vocabulary::new(lexicon, digests);
    let ready: Vec<Vec<Ready>> = ready(&vocabulary, digests);
    between(&vocabulary, weights, &ready, &related(digests))
}

pub(super) fn ready<'a>(vocabulary: &Vocabulary, digests: &'a [Digest]) -> Vec<Vec<Ready<'a>>> {
    digests.iter().enumerate().map(|(a, d)| Ready::all(vocabulary, a, d)).collect()
}

pub(super) fn between(v: &Vocabulary, weights: &Weights, ready: &[Vec<Ready>], pairs: &[Pair]) -> Vec<Vec<Candidate>> {
    let alone = (0..ready.len()).map(|a| Pair { a, b: a, likeness: 1.0 });
    let all: Vec<Pair> = pairs.iter().map(|p| Pair { ..*p }).chain(alone).collect();
    let mut found: Vec<Vec<Candidate>> = all.par_iter().map(|pair| of_pair(v, weights, ready, pair)).collect();
    support(&mut found);
    found
}

/// Measures how many other articles confirm the values of each pair. The rivals must be known.
pub fn support(found: &mut [Vec<Candidate>]) {
    let mut confirmed: FxHashMap<(usize, usize), BTreeSet<usize>> = FxHashMap::default();
    let sure = |c: &&Candidate| {
        let f = |f: Feature| c.features[f as usize];
        let one_event = f(Feature::Story) >= ONE_EVENT;
        c.agree && c.a.0 != c.b.0 && one_event && f(Feature::LeastMargin) >= 0.0 && f(Feature::Question) >= SURE
    };
    for c in found.iter().flatten().filter(sure) {
        confirmed.entry(c.a).or_default().insert(c.b.0);
        confirmed.entry(c.b).or_default().insert(c.a.0);
    }
    for c in found.iter_mut().flatten() {
        let by = |fact, other| {
            let all = confirmed.get(&fact);
            all.map_or(0, |s| s.len() - usize::from(s.contains(&other))) as f32
        };
        let (x, y) = (by(c.a, c.b.0), by(c.b, c.a.0));
        c.features[Feature::LeastSupport as usize] = (x.min(y) / 3.0).min(1.0);
        c.features[Feature::Support as usize] = (x.max(y) / 3.0).min(1.0);
    }
}

/// Likeness from which an article may confirm what another says: articles on other events say the same by chance.
const ONE_EVENT: f32 = 0.12;

/// Log-odds (scaled) from which an agreement confirms a value.
const SURE: f32 = -0.6;

fn of_pair(v: &Vocabulary, weights: &Weights, ready: &[Vec<Ready>], pair: &Pair) -> Vec<Candidate> {
    let mut found = Vec::new();
    let alone = pair.a == pair.b;
    let all = |article: usize| 0..ready[article].len();
    let title = |i: &usize| ready[pair.a][*i].in_title();
    // Inside one article the headline is compared with the body; that a text says two things in two places is nearly
    // always two things.
    let first: Vec<usize> = all(pair.a).filter(|i| !alone || title(i)).collect();
    let second: Vec<usize> = all(pair.b).filter(|i| !alone || !title(i)).collect();
    for i in first {
        for j in &second {
            let (x, y) = (&ready[pair.a][i], &ready[pair.b][*j]);
            if !x.fact.comparable(y.fact) {
                continue;
            }
            let agree = agree(x, y);
            let mut features = measure::words(v, x, y, pair.likeness);
            measure::values(x.fact, y.fact, &mut features);
            features[Feature::Question as usize] = weights.question(&features) * SCALE;
            found.push(Candidate { a: (pair.a, i), b: (pair.b, *j), agree, features });
        }
    }
    company(ready, pair, &mut found);
    rivals(&mut found);
    found
}

/// Whether the values of two facts can both be true.
pub(super) fn agree(x: &Ready, y: &Ready) -> bool {
    x.fact.clash(&x.digest.meta, y.fact, &y.digest.meta, Rational::ZERO) == Clash::Agree
}

/// Counts for each pair the other pairs of its two sentences that agree.
fn company(ready: &[Vec<Ready>], pair: &Pair, found: &mut [Candidate]) {
    let place =
        |c: &Candidate| (ready[pair.a][c.a.1].fact.locator.sentence, ready[pair.b][c.b.1].fact.locator.sentence);
    let mut agreeing: FxHashMap<(u32, u32), Vec<(usize, usize)>> = FxHashMap::default();
    for c in found.iter().filter(|c| c.agree) {
        agreeing.entry(place(c)).or_default().push((c.a.1, c.b.1));
    }
    for c in found.iter_mut() {
        let others = agreeing.get(&place(c)).into_iter().flatten().filter(|(a, b)| *a != c.a.1 && *b != c.b.1).count();
        c.features[Feature::Company as usize] = (others as f32 / 2.0).min(1.0);
    }
}

/// Log-odds (scaled) that stand for "no rival at all".
const NO_RIVAL: f32 = -1.0;

/// Measures each pair against the rivals of both of its facts.
pub fn rivals(found: &mut [Candidate]) {
    const Q: usize = Feature::Question as usize;
    let clip = |x: f32| x.clamp(-1.0, 1.0);
    // Of each fact: its best two pairs, and its best agreement.
    let mut best: FxHashMap<(bool, usize), [(f32, usize); 2]> = FxHashMap::default();
    let mut agreed: FxHashMap<(bool, usize), f32> = FxHashMap::default();
    let mut count: FxHashMap<(bool, usize), u32> = FxHashMap::default();
    for (n, c) in found.iter().enumerate() {
        for side in [(false, c.a.1), (true, c.b.1)] {
            let q = c.features[Q];
            *count.entry(side).or_default() += 1;
            let top = best.entry(side).or_insert([(NO_RIVAL, usize::MAX); 2]);
            if q > top[0].0 {
                *top = [(q, n), top[0]];
            } else if q > top[1].0 {
                top[1] = (q, n);
            }
            if c.agree {
                let top = agreed.entry(side).or_insert(NO_RIVAL);
                *top = top.max(q);
            }
        }
    }
    for (n, c) in found.iter_mut().enumerate() {
        let q = c.features[Q];
        let margin = |side| {
            let top = best[&side];
            clip(q - if top[0].1 == n { top[1].0 } else { top[0].0 })
        };
        let (x, y) = (margin((false, c.a.1)), margin((true, c.b.1)));
        let confirmed = |side| clip(agreed.get(&side).copied().unwrap_or(NO_RIVAL));
        let (p, r) = (confirmed((false, c.a.1)), confirmed((true, c.b.1)));
        let several = count[&(false, c.a.1)] + count[&(true, c.b.1)];
        c.features[Feature::Rivals as usize] = (several as f32 / 2.0).log10();
        c.features[Feature::Margin as usize] = x.max(y);
        c.features[Feature::LeastMargin as usize] = x.min(y);
        if !c.agree {
            c.features[Feature::Confirmed as usize] = p.max(r);
            c.features[Feature::BothConfirmed as usize] = p.min(r);
        }
    }
}
