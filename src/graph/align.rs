//! Whether two facts answer one question: features, their weights, and the score.
//!
//! A score is the logistic function of the weighted sum of the features, so that 0.5 means as likely as not. The weights are
//! data (`rules/alignment.toml`), fitted on stories with known answers.

use num_traits::ToPrimitive;
use serde::{Deserialize, Serialize};

use crate::article::BlockKind;
use crate::fact::{Digest, Fact, Part, Term};
use crate::lexicon::{RAREST, rarity};
use crate::value::{Axis, Quantity, Rational};

/// What is measured on a pair of facts. Each is 0 to 1 unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Feature {
    /// Always 1.
    Bias,
    /// Both measure the same thing.
    SameThing,
    /// They measure different things.
    OtherThing,
    /// The thing of one stands in another part of the other.
    ThingElsewhere,
    /// Neither names a thing.
    NoThing,
    /// Both values describe the same thing itself.
    Attribute,
    /// The nearest predicate is the same.
    SamePredicate,
    /// A predicate of one stands in the chain of the other.
    SharedPredicate,
    /// Both have predicates and share none.
    OtherPredicate,
    /// Overlap of all terms around the values, weighted by part and rarity.
    Overlap,
    /// Overlap of the terms elsewhere in the sentences.
    Nearby,
    /// Rare names in common, in multiples of a full name (up to 2).
    SharedName,
    /// Both name a subject and they have no term in common.
    OtherSubject,
    /// Both narrow the thing down by modifiers, and by different ones.
    OtherModifier,
    /// One narrows the thing down, the other does not.
    ModifierOnOne,
    /// Both are of a whole, and of another one.
    OtherWhole,
    /// One adds to, lists or is a part of a count, the other not.
    OtherScope,
    /// Both name days, and different ones.
    OtherTime,
    /// One looks back at an earlier event, the other not.
    OtherBackground,
    /// One is a forecast, plan or condition, the other not.
    OtherStance,
    /// How much the articles have in common.
    Story,
    /// Both stand in the headline or the first lines.
    Lead,
    /// Both numbers have three or more digits that count.
    Telling,
    /// The values differ by swapped, dropped or single digits.
    Slip,
    /// The values differ by more than a factor of three (up to 3).
    FarApart,
    /// Units are written alike.
    SameUnit,
    /// Both stand in one article.
    OneArticle,
    /// A date is told by a word alone ("today", "on Friday"), which means another day in each article.
    Deictic,
}

/// All features with their ids, in the order of their values.
pub const FEATURES: &[(Feature, &str)] = &[
    (Feature::Bias, "bias"),
    (Feature::SameThing, "same-thing"),
    (Feature::OtherThing, "other-thing"),
    (Feature::ThingElsewhere, "thing-elsewhere"),
    (Feature::NoThing, "no-thing"),
    (Feature::Attribute, "attribute"),
    (Feature::SamePredicate, "same-predicate"),
    (Feature::SharedPredicate, "shared-predicate"),
    (Feature::OtherPredicate, "other-predicate"),
    (Feature::Overlap, "overlap"),
    (Feature::Nearby, "nearby"),
    (Feature::SharedName, "shared-name"),
    (Feature::OtherSubject, "other-subject"),
    (Feature::OtherModifier, "other-modifier"),
    (Feature::ModifierOnOne, "modifier-on-one"),
    (Feature::OtherWhole, "other-whole"),
    (Feature::OtherScope, "other-scope"),
    (Feature::OtherTime, "other-time"),
    (Feature::OtherBackground, "other-background"),
    (Feature::OtherStance, "other-stance"),
    (Feature::Story, "story"),
    (Feature::Lead, "lead"),
    (Feature::Telling, "telling"),
    (Feature::Slip, "slip"),
    (Feature::FarApart, "far-apart"),
    (Feature::SameUnit, "same-unit"),
    (Feature::OneArticle, "one-article"),
    (Feature::Deictic, "deictic"),
];

impl Feature {
    /// Its name in the weights and the wording.
    pub fn id(self) -> &'static str {
        FEATURES[self as usize].1
    }
}

/// The features of a pair, by [`Feature`].
pub type Features = [f32; FEATURES.len()];

/// The weight of each feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights([f32; FEATURES.len()]);

/// The file of the weights, embedded.
static WEIGHTS: &str = include_str!("../../rules/alignment.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    weights: std::collections::BTreeMap<Feature, f32>,
}

impl Weights {
    /// The weights that ship with the program.
    ///
    /// # Panics
    /// Only if the built-in file is broken, which a test rules out.
    pub fn builtin() -> Self {
        Self::read(WEIGHTS).expect("the built-in weights are sound")
    }

    /// Reads weights from TOML; a feature without a line weighs nothing.
    ///
    /// # Errors
    /// As `toml` says it.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        Ok(Self(std::array::from_fn(|i| file.weights.get(&FEATURES[i].0).copied().unwrap_or(0.0))))
    }

    /// Probability that the pair answers one question.
    pub fn score(&self, features: &Features) -> f32 {
        let sum: f32 = self.0.iter().zip(features).map(|(w, f)| w * f).sum();
        1.0 / (1.0 + (-sum).exp())
    }

    /// The features that spoke loudest, with what each added, loudest first.
    pub fn reasons(&self, features: &Features) -> Vec<(Feature, f32)> {
        let mut parts: Vec<_> =
            FEATURES.iter().map(|(f, _)| (*f, self.0[*f as usize] * features[*f as usize])).collect();
        parts.retain(|(f, part)| *f != Feature::Bias && part.abs() > 0.05);
        parts.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        parts
    }
}

/// A fact made ready for comparing: its terms sorted and weighed once.
pub struct Ready<'a> {
    /// The article.
    pub digest: &'a Digest,
    /// Index of the article among the digests.
    pub article: usize,
    /// The fact.
    pub fact: &'a Fact,
    /// Terms near the value with their weights, by term.
    near: Vec<(&'a str, f32)>,
    /// Terms elsewhere in the sentence.
    far: Vec<(&'a str, f32)>,
}

/// How much a term in this part says about the question.
fn weight(part: Part) -> f32 {
    match part {
        Part::Whole => 0.9,
        Part::Subject | Part::Object => 0.8,
        Part::Modifier | Part::Oblique | Part::Nearby => 0.6,
    }
}

/// Information of a term, in bits.
pub fn bits(term: &Term) -> f32 {
    if term.name { RAREST } else { rarity(&term.lemma) }
}

impl<'a> Ready<'a> {
    /// Weighs the terms of a fact.
    pub fn new(digest: &'a Digest, article: usize, fact: &'a Fact) -> Self {
        let (mut near, mut far) = (Vec::new(), Vec::new());
        near.extend(fact.thing.iter().map(|t| (t.key.as_str(), bits(t))));
        for (depth, term) in fact.chain.iter().enumerate() {
            near.push((term.key.as_str(), bits(term) * if depth == 0 { 0.9 } else { 0.6 }));
        }
        for (part, term) in &fact.terms {
            let list = if *part == Part::Nearby { &mut far } else { &mut near };
            list.push((term.key.as_str(), bits(term) * weight(*part)));
        }
        for list in [&mut near, &mut far] {
            list.sort_by(|a, b| a.0.cmp(b.0).then(b.1.total_cmp(&a.1)));
            list.dedup_by_key(|(key, _)| *key);
        }
        Self { digest, article, fact, near, far }
    }

    /// Whether a term of at least so many bits stands around both values.
    pub fn shares_term(&self, other: &Ready, bits: f32) -> bool {
        let lists =
            [(&self.near, &other.near), (&self.near, &other.far), (&self.far, &other.near), (&self.far, &other.far)];
        lists.iter().any(|(x, y)| shared(x, y).any(|(_, w)| w >= bits * 0.6))
    }

    fn parts(&self, parts: &'a [Part]) -> impl Iterator<Item = &'a Term> {
        self.fact.terms.iter().filter(|(p, _)| parts.contains(p)).map(|(_, t)| t)
    }

    /// Whether the term stands anywhere around the value.
    fn mentions(&self, key: &str) -> bool {
        [&self.near, &self.far].iter().any(|list| list.binary_search_by(|(k, _)| (*k).cmp(key)).is_ok())
    }
}

/// Shared weight over the geometric mean of both, 0 to 1.
fn overlap(a: &[(&str, f32)], b: &[(&str, f32)]) -> f32 {
    let sum = |list: &[(&str, f32)]| list.iter().map(|(_, w)| w).sum::<f32>();
    let shared: f32 = shared(a, b).map(|(_, w)| w).sum();
    let norm = (sum(a) * sum(b)).sqrt();
    if norm > 0.0 { shared / norm } else { 0.0 }
}

/// Terms in both, with the smaller weight.
fn shared<'a>(a: &'a [(&str, f32)], b: &'a [(&str, f32)]) -> impl Iterator<Item = (&'a str, f32)> {
    a.iter().filter_map(|(key, w)| b.binary_search_by(|(k, _)| (*k).cmp(key)).ok().map(|i| (*key, w.min(b[i].1))))
}

/// Measures a pair of facts. Symmetric.
pub fn features(a: &Ready, b: &Ready, story: f32) -> Features {
    let mut out = [0.0; FEATURES.len()];
    let mut set = |feature: Feature, value: f32| out[feature as usize] = value;
    let yes = |b: bool| if b { 1.0 } else { 0.0 };
    set(Feature::Bias, 1.0);

    match (&a.fact.thing, &b.fact.thing) {
        (Some(x), Some(y)) if x.key == y.key => set(Feature::SameThing, 1.0),
        (Some(x), Some(y)) => {
            set(Feature::OtherThing, 1.0);
            set(Feature::ThingElsewhere, yes(a.mentions(&y.key) || b.mentions(&x.key)));
        }
        (Some(x), None) => set(Feature::ThingElsewhere, yes(b.mentions(&x.key))),
        (None, Some(y)) => set(Feature::ThingElsewhere, yes(a.mentions(&y.key))),
        (None, None) => set(Feature::NoThing, 1.0),
    }

    let (x, y) = (&a.fact.chain, &b.fact.chain);
    let same = matches!((x.first(), y.first()), (Some(p), Some(q)) if p.key == q.key);
    let any = x.iter().any(|p| y.iter().any(|q| p.key == q.key));
    set(Feature::SamePredicate, yes(same));
    set(Feature::SharedPredicate, yes(any && !same));
    let thing = |r: &Ready| r.fact.thing.as_ref().map(|t| t.key.clone());
    let attribute = a.fact.attribute && b.fact.attribute && thing(a) == thing(b);
    set(Feature::Attribute, yes(attribute));
    set(Feature::OtherPredicate, yes(!x.is_empty() && !y.is_empty() && !any && !attribute));

    set(Feature::Overlap, overlap(&a.near, &b.near));
    set(Feature::Nearby, overlap(&a.far, &b.far));
    let names = |r: &Ready| {
        r.fact
            .terms
            .iter()
            .filter(|(p, t)| *p != Part::Nearby && t.name)
            .map(|(_, t)| t.key.clone())
            .collect::<Vec<_>>()
    };
    let (na, nb) = (names(a), names(b));
    let common = na.iter().filter(|n| nb.contains(n)).count();
    set(Feature::SharedName, (common as f32 / 2.0).min(2.0));

    let disjoint = |parts: &'static [Part]| {
        let (p, q): (Vec<_>, Vec<_>) = (a.parts(parts).collect(), b.parts(parts).collect());
        !p.is_empty() && !q.is_empty() && !p.iter().any(|t| b.mentions(&t.key)) && !q.iter().any(|t| a.mentions(&t.key))
    };
    set(Feature::OtherSubject, yes(disjoint(&[Part::Subject])));
    set(Feature::OtherModifier, yes(disjoint(&[Part::Modifier])));
    set(Feature::OtherWhole, yes(disjoint(&[Part::Whole])));
    let one = a.parts(&[Part::Modifier]).next().is_some() != b.parts(&[Part::Modifier]).next().is_some();
    set(Feature::ModifierOnOne, yes(one));

    let (s, t) = (&a.fact.scope, &b.fact.scope);
    let narrow = |s: &crate::fact::Scope| s.additional || s.part || s.excluding;
    set(Feature::OtherScope, yes(narrow(s) != narrow(t) || s.listed != t.listed));
    let other_time =
        !s.time.is_empty() && !t.time.is_empty() && !s.time.iter().any(|x| t.time.iter().any(|y| x.meets(y)));
    set(Feature::OtherTime, yes(other_time));
    set(Feature::OtherBackground, yes(s.background != t.background));
    let open = |f: &Fact| f.stance.forecast || f.stance.hypothetical || f.stance.negated;
    set(Feature::OtherStance, yes(open(a.fact) != open(b.fact)));

    set(Feature::Story, story);
    let lead = |r: &Ready| r.fact.block == BlockKind::Title || r.fact.locator.sentence < 2;
    set(Feature::Lead, yes(lead(a) && lead(b)));
    let (v, w) = (&a.fact.value, &b.fact.value);
    set(Feature::Telling, yes(telling(v) && telling(w)));
    set(Feature::Slip, yes(slip(v, w)));
    set(Feature::FarApart, far_apart(v, w));
    set(Feature::SameUnit, yes(v.unit == w.unit && v.unit.is_some()));
    let deictic = |f: &Fact| f.value.axis == Axis::Date && !f.written.contains(|c: char| c.is_ascii_digit());
    set(Feature::Deictic, yes(deictic(a.fact) || deictic(b.fact)));
    set(Feature::OneArticle, yes(a.article == b.article));
    out
}

/// Whether the number has three or more digits that count.
fn telling(q: &Quantity) -> bool {
    digits(q).is_some_and(|d| d.trim_end_matches('0').len() >= 3)
}

/// The digits of the number as written, without sign, point and zeros in front.
fn digits(q: &Quantity) -> Option<String> {
    let n = q.number?;
    let mut scaled = n;
    let mut steps = 0;
    while !scaled.is_integer() && steps < 6 {
        scaled *= Rational::from_integer(10);
        steps += 1;
    }
    scaled.is_integer().then(|| scaled.to_integer().unsigned_abs().to_string())
}

/// Whether the digits differ as they do by a slip of the hand: swapped neighbours, or one digit among three or more.
fn slip(a: &Quantity, b: &Quantity) -> bool {
    let (Some(x), Some(y)) = (digits(a), digits(b)) else { return false };
    if x == y {
        return false;
    }
    let (x, y) = (x.as_bytes(), y.as_bytes());
    let apart: Vec<usize> = x.iter().zip(y).enumerate().filter(|(_, (p, q))| p != q).map(|(i, _)| i).collect();
    x.len() == y.len()
        && match apart[..] {
            [i, j] => j == i + 1 && x[i] == y[j] && x[j] == y[i],
            [_] => x.len() >= 3,
            _ => false,
        }
}

/// How far the values lie apart: 1 at a factor of three, one more for each factor of ten beyond (up to 3); for dates 1 at half
/// a year and 2 from two years on.
fn far_apart(a: &Quantity, b: &Quantity) -> f32 {
    let size = |q: &Quantity| q.typical.low.or(q.typical.high).and_then(|b| b.at.to_f64());
    let (Some(x), Some(y)) = (size(a), size(b)) else { return 0.0 };
    if a.axis == Axis::Date {
        let days = (x - y).abs();
        return if days >= 730.0 {
            2.0
        } else if days >= 183.0 {
            1.0
        } else {
            0.0
        };
    }
    if x <= 0.0 || y <= 0.0 {
        return 0.0;
    }
    let ratio = (x / y).max(y / x);
    if ratio < 3.0 { 0.0 } else { ((ratio / 3.0).log10() + 1.0).min(3.0) as f32 }
}

/// Facts of other axes, units of rates or wholes can't answer one question, whatever their words.
pub fn comparable(a: &Fact, b: &Fact) -> bool {
    a.value.per == b.value.per
        && crate::value::compare(&a.value, &b.value, Rational::ZERO) != crate::value::Clash::Incomparable
}
