//! Pairs of facts that may answer one question, each measured against its rivals and what other articles confirm.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::align::{SCALE, Weights};
use super::bond::{Bond, Likely, terms};
use super::feature::{Feature, Features};
use super::shared::{self, Marks};
use super::terms::{Id, Ready, Vocabulary};
use super::{around, measure, story};
use crate::article::Meta;
use crate::fact::{Digest, Fact};
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

/// All pairs of articles that share telling terms, in order.
pub(super) fn related(digests: &[Digest]) -> Vec<Pair> {
    let profiles = story::Profiles::new(digests);
    let pairs = (0..digests.len()).into_par_iter().map(|a| {
        let likely = profiles.sharing(a).into_iter().map(|b| Pair { a, b, likeness: profiles.likeness(a, b) });
        likely.filter(|p| p.likeness >= UNRELATED).collect::<Vec<_>>()
    });
    pairs.flatten_iter().collect()
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
    let ready: Vec<Vec<Ready>> = digests.iter().enumerate().map(|(a, d)| Ready::all(&vocabulary, a, d)).collect();
    let terms: Vec<Vec<Id>> = ready.iter().map(|facts| terms(facts)).collect();
    let pairs = with_themselves(related(digests), digests.len());
    let one = |marks: &mut Marks, pair: &Pair| {
        let sides = [pair.a, pair.b].map(|i| (ready[i].as_slice(), terms[i].as_slice()));
        of_pair(&vocabulary, weights, marks, sides, pair)
    };
    let mut found: Vec<Vec<Candidate>> = pairs.par_iter().map_init(|| Marks::new(&vocabulary), one).collect();
    support(&mut found);
    found
}

/// The pairs, and every article with itself.
pub(super) fn with_themselves(mut pairs: Vec<Pair>, articles: usize) -> Vec<Pair> {
    pairs.extend((0..articles).map(|a| Pair { a, b: a, likeness: 1.0 }));
    pairs
}

/// Which other articles confirm the value of a fact, by article and index.
#[derive(Debug, Default)]
pub(super) struct Confirmed(FxHashMap<(usize, usize), BTreeSet<usize>>);

impl Confirmed {
    /// Two facts confirm each other.
    pub fn add(&mut self, a: (usize, usize), b: (usize, usize)) {
        self.0.entry(a).or_default().insert(b.0);
        self.0.entry(b).or_default().insert(a.0);
    }

    /// Measures how many other articles confirm the values of a pair.
    pub fn measure(&self, a: (usize, usize), b: (usize, usize), features: &mut Features) {
        let by = |fact, other| {
            let all = self.0.get(&fact);
            all.map_or(0, |s| s.len() - usize::from(s.contains(&other))) as f32
        };
        let (x, y) = (by(a, b.0), by(b, a.0));
        features[Feature::LeastSupport as usize] = (x.min(y) / 3.0).min(1.0);
        features[Feature::Support as usize] = (x.max(y) / 3.0).min(1.0);
    }
}

/// Measures how many other articles confirm the values of each pair. The rivals must be known.
pub fn support(found: &mut [Vec<Candidate>]) {
    let mut confirmed = Confirmed::default();
    found.iter().flatten().filter(|c| confirms(c)).for_each(|c| confirmed.add(c.a, c.b));
    found.iter_mut().flatten().for_each(|c| confirmed.measure(c.a, c.b, &mut c.features));
}

/// Whether two facts agree so surely that each confirms the other.
fn confirms(c: &Candidate) -> bool {
    let f = |f: Feature| c.features[f as usize];
    let one_event = f(Feature::Story) >= ONE_EVENT;
    c.agree && c.a.0 != c.b.0 && one_event && f(Feature::LeastMargin) >= 0.0 && f(Feature::Question) >= SURE
}

/// Log-odds (scaled) of the words below which values and rivals need not be looked at.
const STRANGER: f32 = -1.5;

/// What the pairs of facts of two articles come to, whatever other articles say.
pub(super) fn bond(weights: &Weights, found: Vec<Candidate>) -> Bond {
    let confirmed = found.iter().filter(|c| confirms(c)).map(|c| (c.a.1 as u32, c.b.1 as u32)).collect();
    // Articles on other events agree by chance.
    let by_chance = |c: &Candidate| c.agree && c.features[Feature::Story as usize] < story::ONE_STORY;
    let (mut agreeing, mut clashing): (Vec<Candidate>, Vec<Candidate>) = found
        .into_iter()
        .filter(|c| c.features[Feature::Question as usize] >= STRANGER && !by_chance(c))
        .partition(|c| c.agree);
    for (agree, list) in [(true, &mut agreeing), (false, &mut clashing)] {
        let mut hopeful = weights.hopeful(agree, &list.iter().map(|c| &c.features).collect::<Vec<_>>()).into_iter();
        list.retain(|_| hopeful.next() == Some(true));
    }
    let likely = agreeing.into_iter().chain(clashing).map(|c| Likely {
        a: c.a.1 as u32,
        b: c.b.1 as u32,
        agree: c.agree,
        features: c.features,
    });
    Bond { confirmed, likely: likely.collect() }
}

/// Likeness from which an article may confirm what another says: articles on other events say the same by chance.
const ONE_EVENT: f32 = 0.12;

/// Log-odds (scaled) from which an agreement confirms a value.
const SURE: f32 = -0.6;

/// The pairs of facts of two articles, each given with its facts and its terms.
pub(super) fn of_pair(
    v: &Vocabulary,
    weights: &Weights,
    marks: &mut Marks,
    sides: [(&[Ready], &[Id]); 2],
    pair: &Pair,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    let alone = pair.a == pair.b;
    let ready = sides.map(|(facts, _)| facts);
    let title = |i: &usize| ready[0][*i].in_title();
    // Inside one article the headline is compared with the body; that a text says two things in two places is nearly
    // always two things.
    let first: Vec<usize> = (0..ready[0].len()).filter(|i| !alone || title(i)).collect();
    let second: Vec<usize> = (0..ready[1].len()).filter(|i| !alone || !title(i)).collect();
    if first.is_empty() || second.is_empty() {
        return found;
    }
    let [here, there] = shared::seen(v, marks, sides);
    for i in first {
        let x = here.view(i);
        for j in &second {
            let y = &ready[1][*j];
            if !x.of.alike(y) || !x.of.fact.comparable(y.fact) {
                continue;
            }
            let agree = agree((x.of.fact, &x.of.digest.meta), (y.fact, &y.digest.meta));
            let mut features = measure::words(v, &x, &there.view(*j), pair.likeness);
            measure::values(x.of.fact, y.fact, &mut features);
            features[Feature::Question as usize] = weights.question(&features) * SCALE;
            found.push(Candidate { a: (pair.a, i), b: (pair.b, *j), agree, features });
        }
    }
    around::measure(ready, &mut found);
    rivals(&mut found);
    found
}

/// Whether the values of two facts can both be true; each with the origin of its article.
pub(super) fn agree((x, of_x): (&Fact, &Meta), (y, of_y): (&Fact, &Meta)) -> bool {
    x.clash(of_x, y, of_y, Rational::ZERO) == Clash::Agree
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
