//! Measures a pair of facts by what stands around it: where both are in their articles, whether other figures about them
//! agree, and where else their values and things turn up.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::candidate::Candidate;
use super::feature::Feature;
use super::measure::yes;
use super::terms::{Id, Ready};

/// The sentences of both facts, by number.
type Place = (u32, u32);

/// The facts of the two articles.
type Sides<'a> = [&'a [Ready<'a>]; 2];

/// Measures all pairs of two articles. The words and values must be measured before.
pub(super) fn measure(sides: Sides, found: &mut [Candidate]) {
    company(sides, found);
    sentences(sides, found);
    positions(sides, found);
    echoes(found);
    things(sides, found);
}

fn place(sides: Sides, c: &Candidate) -> Place {
    (sides[0][c.a.1].fact.locator.sentence, sides[1][c.b.1].fact.locator.sentence)
}

/// Steps from two sentences to those around them.
const AROUND: [(i64, i64); 4] = [(-1, 0), (0, -1), (0, 1), (1, 0)];

/// Counts for each pair the other pairs of its two sentences, and of one of them and a neighbour of the other, that agree.
fn company(sides: Sides, found: &mut [Candidate]) {
    let mut agreeing: FxHashMap<Place, Vec<(usize, usize)>> = FxHashMap::default();
    for c in found.iter().filter(|c| c.agree) {
        agreeing.entry(place(sides, c)).or_default().push((c.a.1, c.b.1));
    }
    let beside = |(s, t): Place| {
        let step = |from: u32, by: i64| u32::try_from(i64::from(from) + by).ok();
        let places = AROUND.iter().filter_map(|(i, j)| Some((step(s, *i)?, step(t, *j)?)));
        places.filter_map(|at| agreeing.get(&at)).map(Vec::len).sum::<usize>()
    };
    for c in found.iter_mut() {
        let at = place(sides, c);
        let others = agreeing.get(&at).into_iter().flatten().filter(|(a, b)| *a != c.a.1 && *b != c.b.1).count();
        c.features[Feature::Company as usize] = (others as f32 / 2.0).min(1.0);
        c.features[Feature::WiderCompany as usize] = (beside(at) as f32 / 3.0).min(1.0);
    }
}

/// Measures how far the sentences of each pair are more alike than either is with any other sentence of the other article.
fn sentences(sides: Sides, found: &mut [Candidate]) {
    let mut alike: FxHashMap<Place, f32> = FxHashMap::default();
    for c in found.iter() {
        let best = alike.entry(place(sides, c)).or_default();
        *best = best.max(c.features[Feature::Sentence as usize]);
    }
    // Of each sentence how alike its two best are.
    let mut best: FxHashMap<(bool, u32), [f32; 2]> = FxHashMap::default();
    for ((s, t), alike) in &alike {
        for side in [(false, *s), (true, *t)] {
            let top = best.entry(side).or_default();
            if *alike > top[0] {
                *top = [*alike, top[0]];
            } else if *alike > top[1] {
                top[1] = *alike;
            }
        }
    }
    for c in found.iter_mut() {
        let (s, t) = place(sides, c);
        let own = alike[&(s, t)];
        let margin = |side| {
            let [first, second] = best[&side];
            own - if own >= first { second } else { first }
        };
        c.features[Feature::SentenceMargin as usize] = margin((false, s)).min(margin((true, t)));
    }
}

/// Measures how far down in their articles both facts stand.
fn positions(sides: Sides, found: &mut [Candidate]) {
    let length = |all: &[Ready]| all.iter().map(|r| r.fact.locator.sentence).max().unwrap_or_default() as f32 + 1.0;
    let (n, m) = (length(sides[0]), length(sides[1]));
    for c in found.iter_mut() {
        let (s, t) = place(sides, c);
        c.features[Feature::OtherPosition as usize] = (s as f32 / n - t as f32 / m).abs();
    }
}

/// Measures whether the values of a clash stand in the other article too, whatever is said of them there.
fn echoes(found: &mut [Candidate]) {
    let mut echoed: [BTreeSet<usize>; 2] = Default::default();
    for c in found.iter().filter(|c| c.agree && c.features[Feature::Small as usize] == 0.0) {
        echoed[0].insert(c.a.1);
        echoed[1].insert(c.b.1);
    }
    for c in found.iter_mut().filter(|c| !c.agree) {
        let (x, y) = (echoed[0].contains(&c.a.1), echoed[1].contains(&c.b.1));
        c.features[Feature::Echo as usize] = yes(x || y);
        c.features[Feature::BothEcho as usize] = yes(x && y);
    }
}

/// Counts the facts of both articles that measure the things of a pair.
fn things(sides: Sides, found: &mut [Candidate]) {
    let mut met: FxHashMap<Id, u32> = FxHashMap::default();
    sides.iter().flat_map(|all| all.iter()).filter_map(|r| r.thing).for_each(|t| *met.entry(t).or_default() += 1);
    for c in found.iter_mut() {
        let all = |r: &Ready| r.thing.map_or(0, |t| met[&t]);
        let all = all(&sides[0][c.a.1]) + all(&sides[1][c.b.1]);
        c.features[Feature::SameThings as usize] = (all as f32 / 4.0 + 1.0).log10();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Checker, Given};
    use crate::graph::candidates;

    #[test]
    fn a_clash_is_told_from_one_whose_values_and_sentences_stand_elsewhere() {
        let texts = [
            "The mill in Harrow will cut 790 jobs. It made a loss of $31 million.",
            "Harrow mill is to cut 870 jobs. The loss was $31 million, and 790 guests came.",
        ];
        let checker = Checker::builtin();
        let given = |(n, text): (usize, &&str)| Given {
            path: format!("{n}.txt").into(),
            bytes: (*text).into(),
            published: None,
        };
        let digests: Vec<_> = texts.iter().enumerate().map(|t| checker.digest(&given(t)).unwrap()).collect();
        let found = candidates(&checker.lexicon, &checker.weights, &digests);
        let number = |c: &Candidate, side: (usize, usize)| {
            let value = &digests[side.0].facts[side.1].value;
            value.number.filter(|_| c.a.0 != c.b.0).map(|n| n.to_integer())
        };
        let pair = |x: i128, y: i128| {
            let is = |c: &&Candidate| (number(c, c.a), number(c, c.b)) == (Some(x), Some(y));
            found.iter().flatten().find(is).unwrap().features
        };
        let jobs = pair(790, 870);
        let of = |feature: Feature| jobs[feature as usize];
        // 790 stands in the sentence behind the other fact, of guests.
        assert_eq!((of(Feature::Echo), of(Feature::BothEcho), of(Feature::WiderCompany)), (1.0, 0.0, 1.0 / 3.0));
        assert!(of(Feature::SentenceMargin) > 0.0 && of(Feature::OtherPosition) < 0.1);
        assert!(pair(790, 790)[Feature::SentenceMargin as usize] < 0.0);
    }
}
