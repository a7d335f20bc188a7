//! Two answers and all that speaks for their clash: how many articles stand on each side, and how many pairs of facts of
//! the two sides may clash.
//!
//! Each pair of facts is judged by its two articles alone. That several articles give one answer and several the other makes
//! it likelier that they answer one question; that an answer clashes as well with a third makes it less likely.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::align::SCALE;
use super::feature::{FEATURES, Feature, Features};

/// A fact, by article and index.
pub type Place = (usize, usize);

/// What was judged of a pair of facts by its two articles.
#[derive(Clone, Copy, Debug)]
pub struct Judged {
    /// The fact of the first article.
    pub a: Place,
    /// The fact of the second.
    pub b: Place,
    /// Whether their values agree.
    pub agree: bool,
    /// Log-odds that they answer one question.
    pub odds: f32,
}

/// Log-odds that stand for "none".
const NONE: f32 = -3.0;

/// Log-odds below which a clash says nothing.
pub const FLOOR: f32 = -2.4;

/// Two answers that may clash.
#[derive(Clone, Debug, PartialEq)]
pub struct Sides {
    /// What is measured on them; all other features are zero.
    pub features: Features,
    /// The probability that they are about one question by the surest pair, each further pair counted half, since they hang
    /// together.
    pub together: f32,
}

/// Probability from which a further pair of two answers counts.
const NEAR: f32 = 0.275;

/// See [`Sides::together`]; the surest first.
fn together(odds: &[f32]) -> f32 {
    let mut doubts = odds.iter().map(|o| 1.0 / (1.0 + o.exp()));
    let first = doubts.next().unwrap_or(1.0);
    1.0 - first * doubts.filter(|doubt| 1.0 - doubt >= NEAR).map(f32::sqrt).product::<f32>()
}

/// The facts that are one answer.
#[derive(Clone, Debug)]
pub struct Answers {
    /// The answer of each fact that has company, by the first of its facts.
    of: FxHashMap<Place, Place>,
    /// The facts of each, in order.
    members: BTreeMap<Place, Vec<Place>>,
}

impl Answers {
    /// Joins facts that agree, the surest first, but only where all may be one: "more than 600" goes with 620 or with 840.
    pub fn new(judged: &[Judged], may_be_one: impl Fn(Place, Place) -> bool) -> Self {
        let mut agreeing: Vec<&Judged> = judged.iter().filter(|j| j.agree && j.odds >= 0.0).collect();
        agreeing.sort_by(|x, y| y.odds.total_cmp(&x.odds).then((x.a, x.b).cmp(&(y.a, y.b))));
        let mut answers = Self { of: FxHashMap::default(), members: BTreeMap::new() };
        for j in agreeing {
            let (x, y) = (answers.of(j.a), answers.of(j.b));
            if x == y {
                continue;
            }
            let (keep, gone) = (x.min(y), x.max(y));
            let (mut all, moved) = (answers.members(keep), answers.members(gone));
            if !all.iter().all(|p| moved.iter().all(|q| may_be_one(*p, *q))) {
                continue;
            }
            all.extend(moved);
            all.sort_unstable();
            all.iter().for_each(|p| _ = answers.of.insert(*p, keep));
            answers.members.remove(&gone);
            answers.members.insert(keep, all);
        }
        answers
    }

    /// The answer that a fact belongs to, by its first fact.
    pub fn of(&self, fact: Place) -> Place {
        self.of.get(&fact).copied().unwrap_or(fact)
    }

    /// The facts of an answer.
    pub fn members(&self, answer: Place) -> Vec<Place> {
        self.members.get(&answer).cloned().unwrap_or_else(|| vec![answer])
    }

    /// What is measured on each two answers of which some facts may clash.
    pub fn measure(&self, judged: &[Judged]) -> BTreeMap<(Place, Place), Sides> {
        let mut clashing: BTreeMap<(Place, Place), Vec<f32>> = BTreeMap::new();
        let mut agreed: FxHashMap<Place, f32> = FxHashMap::default();
        for j in judged {
            let (x, y) = (self.of(j.a), self.of(j.b));
            if !j.agree && j.odds >= FLOOR && x != y {
                clashing.entry((x.min(y), x.max(y))).or_default().push(j.odds);
            } else if j.agree && j.odds >= 0.0 {
                for answer in [x, y] {
                    let best = agreed.entry(answer).or_insert(NONE);
                    *best = best.max(j.odds);
                }
            }
        }
        // The best two clashes of each answer, and with which.
        let mut rivals: FxHashMap<Place, [(f32, Place); 2]> = FxHashMap::default();
        for ((x, y), odds) in &mut clashing {
            // The best first, so that sums don't hang on the names of the files.
            odds.sort_by(|a, b| b.total_cmp(a));
            for (one, other) in [(*x, *y), (*y, *x)] {
                let top = rivals.entry(one).or_insert([(NONE, (0, 0)); 2]);
                if odds[0] > top[0].0 {
                    *top = [(odds[0], other), top[0]];
                } else if odds[0] > top[1].0 {
                    top[1] = (odds[0], other);
                }
            }
        }
        let one = |((x, y), odds): (&(Place, Place), &Vec<f32>)| {
            let (p, q) = (self.members(*x), self.members(*y));
            let articles = |all: &[Place]| all.iter().map(|f| f.0).collect::<BTreeSet<_>>();
            let (left, right) = (articles(&p), articles(&q));
            let possible = p.iter().map(|i| q.iter().filter(|j| i.0 != j.0).count()).sum::<usize>().max(odds.len());
            let rival = |of: Place, but: Place| {
                let [first, second] = rivals[&of];
                if first.1 == but { second.0 } else { first.0 }
            };
            let sure = |of: &Place| agreed.get(of).copied().unwrap_or(NONE);
            let missing = (possible - odds.len()) as f32 * NONE;
            let many = |n: usize| (n as f32 / 4.0).min(4.0);
            let mut features = [0.0; FEATURES.len()];
            let mut set = |f: Feature, value: f32| features[f as usize] = value;
            set(Feature::SurestPair, odds[0] * SCALE);
            set(Feature::SecondPair, odds.get(1).unwrap_or(&NONE) * SCALE);
            set(Feature::ThirdPair, odds.get(2).unwrap_or(&NONE) * SCALE);
            set(Feature::MeanPair, (odds.iter().sum::<f32>() + missing) / possible as f32 * SCALE);
            set(Feature::Pairs, many(odds.len()));
            set(Feature::PossiblePairs, many(possible));
            set(Feature::SharePairs, odds.len() as f32 / possible as f32);
            set(Feature::ArticlesMore, many(left.len().max(right.len())));
            set(Feature::ArticlesLess, many(left.len().min(right.len())));
            set(Feature::ArticlesBoth, many(left.intersection(&right).count()));
            let (here, there) = (rival(*x, *y), rival(*y, *x));
            set(Feature::RivalMore, here.max(there) * SCALE);
            set(Feature::RivalLess, here.min(there) * SCALE);
            set(Feature::AgreedMore, sure(x).max(sure(y)) * SCALE);
            set(Feature::AgreedLess, sure(x).min(sure(y)) * SCALE);
            ((*x, *y), Sides { features, together: together(odds) })
        };
        clashing.iter().map(one).collect()
    }
}

/// Whether a feature is measured on two answers, and not on two facts.
pub fn of_sides(feature: Feature) -> bool {
    feature as usize >= Feature::SurestPair as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(a: Place, b: Place, agree: bool, odds: f32) -> Judged {
        Judged { a, b, agree, odds }
    }

    #[test]
    fn what_agrees_is_one_answer_where_all_may_be_one() {
        let judged =
            [pair((0, 0), (1, 0), true, 2.0), pair((1, 0), (2, 0), true, 1.0), pair((3, 0), (4, 0), true, -1.0)];
        let all = Answers::new(&judged, |_, _| true);
        assert_eq!(all.members(all.of((2, 0))), [(0, 0), (1, 0), (2, 0)]);
        assert_eq!(all.of((4, 0)), (4, 0), "not likely enough");
        let apart = Answers::new(&judged, |p, q| p.0.abs_diff(q.0) < 2);
        assert_eq!((apart.of((1, 0)), apart.of((2, 0))), ((0, 0), (2, 0)));
    }

    #[test]
    fn all_pairs_of_two_answers_speak_for_their_clash() {
        let mut judged = vec![pair((0, 0), (1, 0), false, 0.4), pair((0, 0), (2, 0), true, 2.0)];
        let of = |judged: &[Judged], f: Feature| {
            let answers = Answers::new(judged, |_, _| true);
            answers.measure(judged)[&((0, 0), (1, 0))].features[f as usize]
        };
        assert_eq!((of(&judged, Feature::Pairs), of(&judged, Feature::SharePairs)), (0.25, 0.5));
        assert_eq!(of(&judged, Feature::MeanPair), (0.4 + NONE) / 2.0 * SCALE);
        judged.push(pair((1, 0), (2, 0), false, 1.6));
        assert_eq!((of(&judged, Feature::SurestPair), of(&judged, Feature::SecondPair)), (1.6 * SCALE, 0.4 * SCALE));
        assert_eq!((of(&judged, Feature::ArticlesMore), of(&judged, Feature::ArticlesLess)), (0.5, 0.25));
        assert_eq!((of(&judged, Feature::RivalMore), of(&judged, Feature::AgreedLess)), (NONE * SCALE, NONE * SCALE));
        // What the second clashes with besides.
        judged.push(pair((1, 0), (3, 5), false, 0.8));
        assert_eq!((of(&judged, Feature::RivalMore), of(&judged, Feature::RivalLess)), (0.8 * SCALE, NONE * SCALE));
        assert_eq!(together(&[0.0]), 0.5);
        assert_eq!(together(&[0.0, 0.0]), 1.0 - 0.5 * 0.5f32.sqrt());
        assert_eq!(together(&[0.0, -2.0]), 0.5, "too unlikely");
        let turned: Vec<Judged> = judged.iter().rev().map(|j| pair(j.b, j.a, j.agree, j.odds)).collect();
        let (one, other) = (Answers::new(&judged, |_, _| true), Answers::new(&turned, |_, _| true));
        assert_eq!(one.measure(&judged), other.measure(&turned));
    }
}
