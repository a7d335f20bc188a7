//! What all other articles say of a clash: which value they side with, and whether those that give the one value clash with
//! the other too.
//!
//! A clash is first judged by its two articles alone; then, with the judgements of all pairs known, once more. That an article
//! clashes with many others makes it likelier that its figure is wrong, and less likely that it answers another question.

use rustc_hash::FxHashMap;

use super::align::SCALE;
use super::feature::{Feature, Features};

/// A fact, by article and index.
pub type Place = (usize, usize);

/// What was judged of a pair of facts, other pairs aside.
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

/// All judgements, by fact.
pub struct Witnesses {
    /// Of each fact those that agree with it, with the log-odds, best first.
    agreeing: FxHashMap<Place, Vec<(Place, f32)>>,
    /// The clashes, each both ways.
    clashing: FxHashMap<(Place, Place), f32>,
    /// Of each fact how many articles it clashes with, as likely as not.
    opponents: FxHashMap<Place, usize>,
}

impl Witnesses {
    /// Of all pairs that may answer one question: the agreements that are likely, and the clashes from [`FLOOR`] on.
    pub fn new(judged: &[Judged]) -> Self {
        let mut agreeing: FxHashMap<Place, Vec<(Place, f32)>> = FxHashMap::default();
        let mut clashing = FxHashMap::default();
        let mut against: FxHashMap<Place, Vec<usize>> = FxHashMap::default();
        for j in judged {
            for (x, y) in [(j.a, j.b), (j.b, j.a)] {
                if j.agree && j.odds > 0.0 {
                    agreeing.entry(x).or_default().push((y, j.odds));
                } else if !j.agree && j.odds >= FLOOR {
                    clashing.insert((x, y), j.odds);
                    if j.odds > 0.0 {
                        against.entry(x).or_default().push(y.0);
                    }
                }
            }
        }
        // Sums must not hang on the names of the files.
        agreeing.values_mut().for_each(|all| all.sort_by(|p, q| q.1.total_cmp(&p.1)));
        let count = |(place, mut articles): (Place, Vec<usize>)| {
            articles.sort_unstable();
            articles.dedup();
            (place, articles.len())
        };
        Self { agreeing, clashing, opponents: against.into_iter().map(count).collect() }
    }

    /// What is measured on a clash; all else is zero.
    pub fn measure(&self, clash: &Judged) -> Features {
        let (x, y) = (clash.a, clash.b);
        let mut features = [0.0; super::feature::FEATURES.len()];
        let mut set = |f: Feature, value: f32| features[f as usize] = value;
        let both = |p: f32, q: f32| (p.max(q), p.min(q));
        let there = |of: Place, article: usize| {
            self.friends(of).iter().find(|(z, _)| z.0 == article).map_or(NONE, |(_, odds)| *odds) * SCALE
        };
        let (most, least) = both(there(x, y.0), there(y, x.0));
        set(Feature::Judged, clash.odds * SCALE);
        set(Feature::AgreedThere, most);
        set(Feature::BothAgreedThere, least);

        let mut best = NONE;
        let mut odds = Vec::new();
        let mut sides = [(0, NONE); 2];
        for (n, (one, other)) in [(x, y), (y, x)].into_iter().enumerate() {
            for (z, sure) in self.friends(one).iter().filter(|(z, _)| z.0 != x.0 && z.0 != y.0) {
                let clash = self.clashing.get(&(*z, other)).copied().unwrap_or(NONE);
                best = best.max(clash.min(*sure));
                odds.push(clash);
                sides[n] = (sides[n].0 + 1, sides[n].1.max(*sure));
            }
        }
        odds.sort_by(f32::total_cmp);
        let mean = if odds.is_empty() { NONE } else { odds.iter().sum::<f32>() / odds.len() as f32 };
        let many = |n: usize| (n as f32 / 4.0).min(4.0);
        set(Feature::Witness, best * SCALE);
        set(Feature::WitnessesMean, mean * SCALE);
        set(Feature::Witnesses, many(odds.len()));
        let (more, less) = both(many(sides[0].0), many(sides[1].0));
        set(Feature::SidesMore, more);
        set(Feature::SidesLess, less);
        let (sure, unsure) = both(sides[0].1 * SCALE, sides[1].1 * SCALE);
        set(Feature::SureSide, sure);
        set(Feature::UnsureSide, unsure);
        let against = |of: Place| many(self.opponents.get(&of).copied().unwrap_or(0));
        let (more, less) = both(against(x), against(y));
        set(Feature::OpponentsMore, more);
        set(Feature::OpponentsLess, less);
        features
    }

    fn friends(&self, of: Place) -> &[(Place, f32)] {
        self.agreeing.get(&of).map_or(&[], Vec::as_slice)
    }
}

/// Whether a feature is measured here.
pub fn of_witnesses(feature: Feature) -> bool {
    feature as usize >= Feature::Judged as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_that_sides_with_one_value_and_clashes_with_the_other_is_a_witness() {
        let pair = |a, b, agree, odds| Judged { a, b, agree, odds };
        let clash = pair((0, 0), (1, 0), false, 0.5);
        let alone = Witnesses::new(&[clash]).measure(&clash);
        let third = [clash, pair((0, 0), (2, 3), true, 2.0), pair((1, 0), (2, 3), false, 1.0)];
        let told = Witnesses::new(&third).measure(&clash);
        let of = |features: &Features, f: Feature| features[f as usize];
        assert_eq!((of(&alone, Feature::Witness), of(&told, Feature::Witness)), (NONE * SCALE, SCALE));
        assert_eq!((of(&told, Feature::SidesMore), of(&told, Feature::SidesLess)), (0.25, 0.0));
        assert_eq!((of(&told, Feature::OpponentsMore), of(&told, Feature::OpponentsLess)), (0.5, 0.25));
        // Whichever comes first.
        let turned = pair(clash.b, clash.a, false, 0.5);
        assert_eq!(Witnesses::new(&third).measure(&turned), told);
        // An agreement in the very article that is clashed with speaks against the clash.
        let there = [clash, pair((0, 0), (1, 7), true, 2.0)];
        let there = Witnesses::new(&there).measure(&clash);
        assert_eq!((of(&there, Feature::AgreedThere), of(&there, Feature::SidesMore)), (2.0 * SCALE, 0.0));
    }
}
