//! What the comparison of two articles comes to, whatever other articles say: it holds as long as both stay as they are, so
//! that a later run need not compare them again.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::align::Weights;
use super::candidate::{self, Pair};
use super::feature::Features;
use super::shared::Marks;
use super::terms::{Id, Ready, Vocabulary};
use crate::fact::Digest;
use crate::lexicon::Lexicon;

/// Hash of all of an article that bears on its bonds.
pub type Key = [u8; 16];

/// Stands in the place of the second key where an article is compared with itself; two articles may well have one key.
pub const ITSELF: Key = [0; 16];

/// What is known of two articles, or of one article and itself. The first is the one that goes before by its path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bond {
    /// Facts of both that agree so surely that each confirms the other, by index.
    pub confirmed: Vec<(u32, u32)>,
    /// Facts that may answer one question.
    pub likely: Vec<Likely>,
}

/// Two facts that may answer one question.
#[derive(Clone, Debug, PartialEq)]
pub struct Likely {
    /// Index of the fact of the first article.
    pub a: u32,
    /// Index of the fact of the second.
    pub b: u32,
    /// Whether their values agree.
    pub agree: bool,
    /// What was measured, but for what other articles say.
    pub features: Features,
}

/// A bond as it is kept, with its features that are not zero.
type Kept = (Vec<(u32, u32)>, Vec<(u32, u32, bool, Vec<(u8, f32)>)>);

impl Serialize for Bond {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let told = |features: &Features| -> Vec<(u8, f32)> {
            features.iter().enumerate().filter(|(_, f)| f.to_bits() != 0).map(|(i, f)| (i as u8, *f)).collect()
        };
        let likely = self.likely.iter().map(|l| (l.a, l.b, l.agree, told(&l.features))).collect();
        let kept: Kept = (self.confirmed.clone(), likely);
        kept.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Bond {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (confirmed, kept) = Kept::deserialize(deserializer)?;
        let likely = kept.into_iter().map(|(a, b, agree, told)| {
            let mut features = [0.0; super::feature::FEATURES.len()];
            for (i, f) in told {
                *features.get_mut(usize::from(i)).ok_or_else(|| serde::de::Error::custom("no such feature"))? = f;
            }
            Ok(Likely { a, b, agree, features })
        });
        Ok(Self { confirmed, likely: likely.collect::<Result<_, _>>()? })
    }
}

/// Bonds that were known before, and those that had to be worked out.
#[derive(Debug, Default)]
pub struct Bonds {
    /// The articles' own, in the order of their paths.
    keys: Vec<Key>,
    /// By both articles, the first one first; of an article alone with [`ITSELF`].
    pub known: FxHashMap<(Key, Key), Bond>,
    /// What a later run can do without.
    pub fresh: Vec<((Key, Key), Bond)>,
}

impl Bonds {
    /// For articles in the order of their paths; none is known yet.
    pub fn new(digests: &[Digest]) -> Self {
        Self::of_keys(digests.par_iter().map(key).collect())
    }

    /// For articles of which the keys are known.
    pub(crate) fn of_keys(keys: Vec<Key>) -> Self {
        Self { keys, ..Self::default() }
    }

    /// The keys of the articles, in the order of their paths.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }
}

/// The key of an article. Its path is no part of it, nor are its names, which bonds don't look at.
fn key(digest: &Digest) -> Key {
    let told = (digest.meta.published, &digest.facts, &digest.profile);
    let bytes = postcard::to_stdvec(&told).unwrap_or_default();
    let mut key = Key::default();
    key.copy_from_slice(&blake3::hash(&bytes).as_bytes()[..16]);
    key
}

/// The bonds of all pairs, in their order. New ones are added to `bonds`, where there are any to keep.
pub(super) fn all(
    lexicon: &Lexicon,
    weights: &Weights,
    digests: &[Digest],
    pairs: &[Pair],
    bonds: Option<&mut Bonds>,
) -> Vec<Bond> {
    let Some(bonds) = bonds.filter(|bonds| bonds.keys.len() == digests.len()) else {
        return anew(lexicon, weights, digests, &pairs.iter().collect::<Vec<_>>());
    };
    let both = |p: &Pair| (bonds.keys[p.a], if p.a == p.b { ITSELF } else { bonds.keys[p.b] });
    let facts = |article: usize| digests[article].facts.len();
    let fits = |bond: &Bond, p: &Pair| {
        let within = |a: u32, b: u32| (a as usize) < facts(p.a) && (b as usize) < facts(p.b);
        bond.confirmed.iter().all(|(a, b)| within(*a, *b)) && bond.likely.iter().all(|l| within(l.a, l.b))
    };
    let known = |p: &Pair| {
        // An article that says nothing, or a second copy, has no bonds.
        if facts(p.a) == 0 || facts(p.b) == 0 {
            return Some(Bond::default());
        }
        bonds.known.get(&both(p)).filter(|bond| fits(bond, p)).cloned()
    };
    let mut found: Vec<Option<Bond>> = pairs.iter().map(known).collect();
    let unknown: Vec<&Pair> = pairs.iter().zip(&found).filter(|(_, bond)| bond.is_none()).map(|(p, _)| p).collect();
    let mut worked_out = anew(lexicon, weights, digests, &unknown);
    let fresh: Vec<_> = unknown.iter().map(|p| both(p)).zip(worked_out.iter().cloned()).collect();
    bonds.fresh.extend(fresh);
    worked_out.reverse();
    found.iter_mut().map(|bond| bond.take().or_else(|| worked_out.pop()).unwrap_or_default()).collect()
}

fn anew(lexicon: &Lexicon, weights: &Weights, digests: &[Digest], pairs: &[&Pair]) -> Vec<Bond> {
    let asked: FxHashSet<usize> = pairs.iter().flat_map(|p| [p.a, p.b]).collect();
    let mut asked: Vec<usize> = asked.into_iter().collect();
    asked.sort_unstable();
    let vocabulary = Vocabulary::new(lexicon, asked.iter().map(|a| &digests[*a]));
    let mut ready: Vec<Vec<Ready>> = Vec::new();
    ready.resize_with(digests.len(), Vec::new);
    let made: Vec<_> = asked.par_iter().map(|a| (*a, Ready::all(&vocabulary, *a, &digests[*a]))).collect();
    made.into_iter().for_each(|(a, facts)| ready[a] = facts);
    let terms: Vec<Vec<Id>> = ready.par_iter().map(|facts| terms(facts)).collect();
    let marks = || Marks::new(&vocabulary);
    let one = |marks: &mut Marks, pair: &&Pair| {
        let sides = [pair.a, pair.b].map(|i| (ready[i].as_slice(), terms[i].as_slice()));
        candidate::bond(weights, candidate::of_pair(&vocabulary, weights, marks, sides, pair))
    };
    pairs.par_iter().map_init(marks, one).collect()
}

/// The terms of an article, each once.
pub(super) fn terms(facts: &[Ready]) -> Vec<Id> {
    let mut terms: Vec<Id> = facts.iter().flat_map(Ready::terms).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Checker, Given};
    use crate::graph::{feature::FEATURES, link_with};

    const TEXTS: [&str; 3] = [
        "The explosion in Marwick killed 14 people on Monday.\n\nThe mill in Harrow is to cut 790 jobs.",
        "Nine people were killed in the Marwick explosion on Monday.",
        "The Harrow mill will cut 870 jobs, its owner said.",
    ];

    fn digests() -> Vec<Digest> {
        let checker = Checker::builtin();
        let given =
            |(n, text): (usize, &&str)| Given { path: n.to_string().into(), bytes: (*text).into(), published: None };
        TEXTS.iter().enumerate().map(|t| checker.digest(&given(t)).unwrap()).collect()
    }

    #[test]
    fn a_bond_comes_back_bit_by_bit() {
        let mut features = [0.0; FEATURES.len()];
        (features[0], features[3], features[FEATURES.len() - 1]) = (1.0, -0.0, 1.0 / 3.0);
        let bond = Bond { confirmed: vec![(1, 2)], likely: vec![Likely { a: 3, b: 4, agree: true, features }] };
        let bytes = postcard::to_stdvec(&bond).unwrap();
        let back: Bond = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(back, bond);
        assert_eq!(back.likely[0].features.map(f32::to_bits), features.map(f32::to_bits));
        let far: Kept = (vec![], vec![(0, 0, true, vec![(FEATURES.len() as u8, 1.0)])]);
        let far = postcard::to_stdvec(&far).unwrap();
        assert!(postcard::from_bytes::<Bond>(&far).is_err(), "of another version");
    }

    #[test]
    fn what_is_known_is_not_worked_out_again() {
        let checker = Checker::builtin();
        let run = |known: FxHashMap<(Key, Key), Bond>| {
            let digests = digests();
            let mut bonds = Bonds { known, ..Bonds::new(&digests) };
            let graph = link_with(&checker.lexicon, &checker.weights, digests, Some(&mut bonds));
            let questions: Vec<_> = graph.questions.iter().filter_map(|q| graph.question(*q).cloned()).collect();
            (bonds.fresh, questions, graph.compared)
        };
        let (fresh, questions, compared) = run(FxHashMap::default());
        assert!(fresh.iter().any(|(_, bond)| !bond.likely.is_empty()) && !questions.is_empty() && compared > 0);
        let again = run(fresh.iter().cloned().collect());
        assert!(again.0.is_empty());
        assert_eq!((again.1, again.2), (questions.clone(), compared));
        // One that leads to no fact is none.
        let astray = |bond: Bond| Bond {
            likely: vec![Likely { a: 99, b: 0, agree: true, features: [0.0; FEATURES.len()] }],
            ..bond
        };
        let third = run(fresh.into_iter().map(|(keys, bond)| (keys, astray(bond))).collect());
        assert_eq!((third.1, third.2), (questions, compared));
    }

    #[test]
    fn an_article_that_says_the_same_elsewhere_has_the_same_key() {
        let mut digests = digests();
        let keys = Bonds::new(&digests).keys().to_vec();
        assert_eq!(keys.iter().collect::<FxHashSet<_>>().len(), 3);
        digests[0].path = "elsewhere".into();
        digests[1].meta.published = "2024-05-01".parse().ok().map(crate::article::Moment::day);
        digests[2].facts.pop();
        let after = Bonds::new(&digests).keys().to_vec();
        assert_eq!((after[0] == keys[0], after[1] == keys[1], after[2] == keys[2]), (true, false, false));
    }
}
