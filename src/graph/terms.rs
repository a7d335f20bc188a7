//! The words around values, made ready for comparing: weighed once, with what they mean.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::article::BlockKind;
use crate::fact::{Digest, Fact, Part, Term};
use crate::lexicon::{Lexicon, OverTime, RAREST, Senses, rarity, senses};

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
    /// The terms of all facts.
    pub fn new(lexicon: &Lexicon, digests: &'a [Digest]) -> Self {
        let mut all = Self::default();
        for fact in digests.iter().flat_map(|d| &d.facts) {
            let terms = fact
                .thing
                .iter()
                .chain(&fact.chain)
                .chain(fact.terms.iter().map(|(_, t)| t))
                .chain(fact.window.iter().map(|(_, t)| t));
            terms.for_each(|t| all.add(lexicon, t));
        }
        all.relate();
        all
    }

    /// Works out once which terms mean nearly the same or the opposite, by way of the concepts that they share.
    fn relate(&mut self) {
        let mut standing: FxHashMap<u32, Vec<(Id, f32)>> = FxHashMap::default();
        let mut keyed: FxHashMap<&str, Vec<Id>> = FxHashMap::default();
        for (id, term) in self.terms.iter().enumerate() {
            keyed.entry(term.key).or_default().push(id as Id);
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
    }

    fn add(&mut self, lexicon: &Lexicon, term: &'a Term) {
        let next = self.terms.len() as Id;
        if *self.ids.entry(term).or_insert(next) == next {
            let (bits, senses) =
                if term.name { (RAREST, Senses::default()) } else { (rarity(&term.lemma), senses(&term.lemma)) };
            let moves = !term.name && lexicon.terms.over_time(&term.lemma) != OverTime::Fixed;
            self.terms.push(Meaning { key: &term.key, name: term.name, bits, senses, moves });
        }
    }

    fn id(&self, term: &Term) -> Id {
        self.ids[term]
    }

    /// Information of a term, in bits.
    pub fn bits(&self, id: Id) -> f32 {
        self.terms[id as usize].bits
    }

    /// Whether it is a part of a name.
    pub fn name(&self, id: Id) -> bool {
        self.terms[id as usize].name
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

/// A fact made ready for comparing.
pub struct Ready<'a> {
    /// The article.
    pub digest: &'a Digest,
    /// Index of the article among the digests.
    pub article: usize,
    /// The fact.
    pub fact: &'a Fact,
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
    /// Terms of the sentence next to the value with their distance in tokens, nearest first.
    pub placed: Vec<(u8, Id)>,
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
        let chain = fact.chain.iter().map(|t| vocabulary.id(t)).collect();
        let mut met = BTreeSet::new();
        let placed = fact.window.iter().take_while(|(d, _)| *d <= PLACED).map(|(d, t)| (*d, vocabulary.id(t)));
        let placed = placed.filter(|(_, id)| met.insert(*id)).collect();
        Self { digest, article, fact, thing, chain, near, far, before, close, window, placed }
    }

    /// The terms of some parts.
    pub fn parts(&self, vocabulary: &Vocabulary, parts: &[Part]) -> Vec<Id> {
        self.fact.terms.iter().filter(|(p, _)| parts.contains(p)).map(|(_, t)| vocabulary.id(t)).collect()
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
