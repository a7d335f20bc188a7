//! The words around values, made ready for comparing: weighed once, with what they mean.

use std::collections::BTreeSet;
use std::mem::{Discriminant, discriminant};

use num_traits::ToPrimitive;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::BlockKind;
use crate::fact::{Digest, Fact, Part, Term};
use crate::lexicon::{Lexicon, OverTime, RAREST, Senses, rarity, senses};
use crate::value::{Axis, calendar};

/// A term by its number in the [`Vocabulary`].
pub type Id = u32;

/// All terms of all articles, each once.
#[derive(Debug, Default)]
pub struct Vocabulary<'a> {
    ids: FxHashMap<&'a Term, Id>,
    terms: Vec<Meaning<'a>>,
    /// Of each term the others that mean nearly the same, by number.
    alike: Vec<Vec<(Id, f32)>>,
    /// Of each term its opposites, by number.
    opposed: Vec<Vec<(Id, f32)>>,
    /// Of each term whether it has an opposite or is one.
    contrary: Vec<bool>,
    /// Of each term the number of its key.
    keys: Vec<Id>,
}

#[derive(Debug)]
struct Meaning<'a> {
    key: &'a str,
    name: bool,
    bits: f32,
    senses: Senses,
    moves: bool,
}

/// How little two words may mean the same before they mean something else.
pub const LIKE: f32 = 0.35;

impl<'a> Vocabulary<'a> {
    /// The terms of all facts. They are numbered in their own order, so that what is added up by number comes to the same
    /// in any company of articles.
    pub fn new(lexicon: &Lexicon, digests: impl IntoIterator<Item = &'a Digest>) -> Self {
        let mut terms: FxHashSet<&Term> = FxHashSet::default();
        for fact in digests.into_iter().flat_map(|d| &d.facts) {
            terms.extend(fact.thing.iter().chain(&fact.chain));
            terms.extend(fact.terms.iter().map(|(_, t)| t));
            terms.extend(fact.window.iter().map(|(_, t)| t));
        }
        let mut terms: Vec<&Term> = terms.into_iter().collect();
        terms.sort_unstable();
        let mut all = Self::default();
        terms.into_iter().for_each(|t| all.add(lexicon, t));
        all.relate();
        all
    }

    /// Works out once which terms mean nearly the same or the opposite, by way of the concepts that they share.
    fn relate(&mut self) {
        let mut standing: FxHashMap<u32, Vec<(Id, f32)>> = FxHashMap::default();
        let mut keyed: FxHashMap<&str, Vec<Id>> = FxHashMap::default();
        for (id, term) in self.terms.iter().enumerate() {
            let same = keyed.entry(term.key).or_default();
            same.push(id as Id);
            self.keys.push(same[0]);
            for (concept, weight) in &term.senses.of {
                standing.entry(*concept).or_default().push((id as Id, *weight));
            }
        }
        let best = |list: Vec<(Id, f32)>, least: f32| {
            let mut list = list;
            list.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            list.dedup_by_key(|(id, _)| *id);
            list.retain(|(_, w)| *w >= least);
            list
        };
        let through = |concepts: &[(u32, f32)]| -> Vec<(Id, f32)> {
            let shared = concepts.iter().filter_map(|(c, w)| standing.get(c).map(|ids| (ids, *w)));
            shared.flat_map(|(ids, w)| ids.iter().map(move |(id, v)| (*id, v * w))).collect()
        };
        for term in &self.terms {
            let mut alike = through(&term.senses.of);
            alike.extend(keyed[term.key].iter().map(|other| (*other, 1.0)));
            self.alike.push(best(alike, LIKE));
            let mut opposed = through(&term.senses.against);
            opposed.retain(|(other, _)| self.terms[*other as usize].key != term.key);
            self.opposed.push(best(opposed, f32::MIN_POSITIVE));
        }
        self.contrary = self.opposed.iter().map(|list| !list.is_empty()).collect();
        for (other, _) in self.opposed.iter().flatten() {
            self.contrary[*other as usize] = true;
        }
    }

    fn add(&mut self, lexicon: &Lexicon, term: &'a Term) {
        self.ids.insert(term, self.terms.len() as Id);
        let (bits, senses) =
            if term.name { (RAREST, Senses::default()) } else { (rarity(&term.lemma), senses(&term.lemma)) };
        let moves = !term.name && lexicon.terms.over_time(&term.lemma) != OverTime::Fixed;
        self.terms.push(Meaning { key: &term.key, name: term.name, bits, senses, moves });
    }

    fn id(&self, term: &Term) -> Id {
        self.ids[term]
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// The terms that mean nearly the same as this one, itself among them.
    pub fn alike(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        self.alike[id as usize].iter().map(|(other, _)| *other)
    }

    /// Information of a term, in bits.
    pub fn bits(&self, id: Id) -> f32 {
        self.terms[id as usize].bits
    }

    /// Whether it is a part of a name.
    pub fn name(&self, id: Id) -> bool {
        self.terms[id as usize].name
    }

    /// Number of what is compared of the term: two names are one where it is the same.
    pub fn key(&self, id: Id) -> Id {
        self.keys[id as usize]
    }

    /// Whether some term is its opposite.
    pub fn contrary(&self, id: Id) -> bool {
        self.contrary[id as usize]
    }

    /// Whether figures of this word move while an event goes on.
    pub fn moves(&self, id: Id) -> bool {
        self.terms[id as usize].moves
    }

    /// How nearly two terms mean the same, 0 to 1.
    pub fn like(&self, a: Id, b: Id) -> f32 {
        find(&self.alike[a as usize], b)
    }

    /// How nearly two terms are opposites, 0 to 1.
    pub fn opposite(&self, a: Id, b: Id) -> f32 {
        find(&self.opposed[a as usize], b).max(find(&self.opposed[b as usize], a))
    }
}

fn find(list: &[(Id, f32)], id: Id) -> f32 {
    list.binary_search_by_key(&id, |(other, _)| *other).map_or(0.0, |i| list[i].1)
}

/// A term near a value.
#[derive(Clone, Copy, Debug)]
pub struct Weighed {
    /// The term.
    pub id: Id,
    /// What it weighs by its part and its information in English, in bits.
    pub bits: f32,
    /// What it weighs by its part and how few facts of its article it stands near, 0 to 1.
    pub local: f32,
}

/// What the terms of a list weigh together, by [`Weighed::bits`] and [`Weighed::local`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    /// In bits.
    pub bits: f32,
    /// In its article.
    pub local: f32,
}

impl Sum {
    fn of<'a>(list: impl Iterator<Item = &'a Weighed> + Clone) -> Self {
        Self { bits: list.clone().map(|w| w.bits).sum(), local: list.map(|w| w.local).sum() }
    }
}

/// What the lists of a fact weigh, see [`Ready`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    /// Of the terms near the value.
    pub near: Sum,
    /// Of all terms of the sentence: those near the value and those elsewhere.
    pub whole: Sum,
    /// Of what was said before.
    pub before: Sum,
    /// Of the terms right beside the value.
    pub close: Sum,
    /// Of the terms weighed by their distance.
    pub window: Sum,
}

/// A fact made ready for comparing.
pub struct Ready<'a> {
    /// The article.
    pub digest: &'a Digest,
    /// Index of the article among the digests.
    pub article: usize,
    /// The fact.
    pub fact: &'a Fact,
    /// What sort of value it is; see [`Ready::alike`].
    sort: Discriminant<Axis>,
    /// Whether nothing is known of the number.
    bare: bool,
    /// The number as written.
    number: Option<f64>,
    /// Day of publication, in days since 1970-01-01.
    pub day: Option<i64>,
    /// The thing.
    pub thing: Option<Id>,
    /// The predicates, nearest first.
    pub chain: Vec<Id>,
    /// Terms near the value.
    pub near: Vec<Weighed>,
    /// Terms elsewhere in the sentence.
    pub far: Vec<Weighed>,
    /// Terms of what was said before.
    pub before: Vec<Weighed>,
    /// Terms right beside the value.
    pub close: Vec<Weighed>,
    /// Terms of the sentence, weighed by their distance from the value.
    pub window: Vec<Weighed>,
    /// What these weigh.
    pub sums: Sums,
    /// Terms of the sentence next to the value with their distance in tokens, nearest first.
    pub placed: Vec<(u8, Id)>,
    /// What narrows the thing down.
    pub modifiers: Vec<Id>,
    /// The whole that a part is taken of.
    pub wholes: Vec<Id>,
    /// Who does it.
    pub subjects: Vec<Id>,
    /// To whom it is done.
    pub objects: Vec<Id>,
    /// Thing, predicates and terms right beside the value whose figures move while an event goes on.
    pub tolls: Vec<Id>,
    /// Terms that tell of the value and have an opposite.
    pub contrary: Vec<Id>,
    /// Names near the value, by [`Vocabulary::key`].
    pub names: Vec<Id>,
    /// Names near the value, elsewhere in its sentence and in what was said before, by [`Vocabulary::key`].
    pub all_names: Vec<Id>,
    /// Names that narrow the thing down, by [`Vocabulary::key`].
    pub bearers: Vec<Id>,
}

/// Plain numbers and counts are one sort.
fn sort(axis: &Axis) -> Discriminant<Axis> {
    discriminant(if *axis == Axis::Number { &Axis::Count } else { axis })
}

/// Tokens from the value beyond which the place of a term says nothing.
const PLACED: u8 = 6;

/// Tokens from the value at which a term weighs half.
const HALF: f32 = 4.0;

/// How much a term in this part says about the question.
fn weight(part: Part) -> f32 {
    match part {
        Part::Whole => 0.9,
        Part::Subject | Part::Object => 0.8,
        Part::Modifier | Part::Oblique => 0.6,
        Part::Nearby | Part::Before => 0.5,
        Part::Close => 0.8,
    }
}

impl<'a> Ready<'a> {
    /// Whether the values are of one sort, or may be where one text leaves out what its number is.
    pub fn alike(&self, other: &Self) -> bool {
        let votes = |x: &Self, y: &Self| x.sort == sort(&Axis::Score) && y.sort == sort(&Axis::Count);
        self.sort == other.sort
            || (self.bare || other.bare) && self.near(other)
            || votes(self, other)
            || votes(other, self)
    }

    /// Whether the numbers as written lie within a factor of two, or differ by a power of ten: others are not taken for one
    /// where one text leaves out the unit ([`crate::value::filled`]), and it is costly to ask.
    fn near(&self, other: &Self) -> bool {
        let (Some(x), Some(y)) = (self.number, other.number) else { return false };
        let apart = (x / y).abs().log10();
        apart.abs() < 0.31 || (apart - apart.round()).abs() < 1e-6
    }

    /// All facts of an article.
    pub fn all(vocabulary: &Vocabulary, article: usize, digest: &'a Digest) -> Vec<Ready<'a>> {
        let mut ready: Vec<Ready> = digest.facts.iter().map(|f| Self::new(vocabulary, article, digest, f)).collect();
        let mut met: FxHashMap<Id, u32> = FxHashMap::default();
        for r in &ready {
            let mut ids: Vec<Id> = r.near.iter().chain(&r.far).map(|w| w.id).collect();
            ids.sort_unstable();
            ids.dedup();
            ids.into_iter().for_each(|id| *met.entry(id).or_default() += 1);
        }
        let all = (ready.len() as f32 + 1.0).ln().max(1.0);
        for r in &mut ready {
            for w in r.near.iter_mut().chain(&mut r.far).chain(&mut r.before).chain(&mut r.close).chain(&mut r.window) {
                let n = met.get(&w.id).copied().unwrap_or(1) as f32;
                let rare = (all - n.ln()) / all;
                w.local *= rare.clamp(0.1, 1.0) * (vocabulary.bits(w.id) / RAREST).sqrt();
            }
            r.sums = Sums {
                near: Sum::of(r.near.iter()),
                whole: Sum::of(r.near.iter().chain(&r.far)),
                before: Sum::of(r.before.iter()),
                close: Sum::of(r.close.iter()),
                window: Sum::of(r.window.iter()),
            };
        }
        ready
    }

    fn new(vocabulary: &Vocabulary, article: usize, digest: &'a Digest, fact: &'a Fact) -> Self {
        let weigh = |term: &Term, part: f32| {
            let id = vocabulary.id(term);
            Weighed { id, bits: vocabulary.bits(id) * part, local: part }
        };
        let (mut near, mut far, mut before, mut close) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        near.extend(fact.thing.iter().map(|t| weigh(t, 1.0)));
        for (depth, term) in fact.chain.iter().enumerate() {
            near.push(weigh(term, if depth == 0 { 0.9 } else { 0.6 }));
        }
        for (part, term) in &fact.terms {
            let list = match part {
                Part::Nearby => &mut far,
                Part::Before => &mut before,
                Part::Close => &mut close,
                _ => &mut near,
            };
            list.push(weigh(term, weight(*part)));
        }
        let mut window: Vec<Weighed> =
            fact.window.iter().map(|(d, t)| weigh(t, 1.0 / (1.0 + f32::from(*d) / HALF))).collect();
        for list in [&mut near, &mut far, &mut before, &mut close, &mut window] {
            list.sort_by(|a: &Weighed, b| a.id.cmp(&b.id).then(b.local.total_cmp(&a.local)));
            list.dedup_by_key(|w| w.id);
        }
        let thing = fact.thing.as_ref().map(|t| vocabulary.id(t));
        let chain: Vec<Id> = fact.chain.iter().map(|t| vocabulary.id(t)).collect();
        let mut met = BTreeSet::new();
        let placed = fact.window.iter().take_while(|(d, _)| *d <= PLACED).map(|(d, t)| (*d, vocabulary.id(t)));
        let placed = placed.filter(|(_, id)| met.insert(*id)).collect();

        let of = |part: Part| -> Vec<Id> {
            fact.terms.iter().filter(|(p, _)| *p == part).map(|(_, t)| vocabulary.id(t)).collect()
        };
        let modifiers = of(Part::Modifier);
        let beside = close.iter().map(|w| w.id);
        let tolls = thing.into_iter().chain(chain.iter().take(2).copied()).chain(beside.clone());
        let told = beside.chain(chain.first().copied()).chain(modifiers.iter().copied());
        let named = |id: &Id| vocabulary.name(*id);
        let names = |list: &[Weighed]| -> Vec<Id> {
            list.iter().map(|w| w.id).filter(named).map(|id| vocabulary.key(id)).collect()
        };
        // An age is measured on its bearer.
        let own = thing.filter(|_| fact.value.axis == Axis::Age);
        let others = modifiers.iter().copied().filter(|id| Some(*id) != thing);
        let of_thing: Vec<Id> = others.chain(own).filter(named).collect();
        Self {
            digest,
            article,
            fact,
            sort: sort(&fact.value.axis),
            bare: fact.value.axis == Axis::Number,
            number: fact.value.number.and_then(|n| n.to_f64()),
            day: digest.meta.published.map(|p| calendar::days(p.date())),
            tolls: tolls.filter(|id| vocabulary.moves(*id)).collect(),
            contrary: told.filter(|id| vocabulary.contrary(*id)).collect(),
            names: names(&near),
            all_names: [names(&near), names(&far), names(&before)].concat(),
            bearers: of_thing.into_iter().map(|id| vocabulary.key(id)).collect(),
            wholes: of(Part::Whole),
            subjects: of(Part::Subject),
            objects: of(Part::Object),
            modifiers,
            thing,
            chain,
            near,
            far,
            before,
            close,
            window,
            sums: Sums::default(),
            placed,
        }
    }

    /// All terms around the value, some of them twice.
    pub fn terms(&self) -> impl Iterator<Item = Id> + '_ {
        [&self.near, &self.far, &self.before, &self.close, &self.window].into_iter().flatten().map(|w| w.id)
    }

    /// Whether it stands in the headline.
    pub fn in_title(&self) -> bool {
        self.fact.block == BlockKind::Title
    }

    /// Whether it stands in the headline or the first sentences.
    pub fn in_lead(&self) -> bool {
        self.in_title() || self.fact.locator.sentence < 2
    }
}
