//! Training of the tagger.

use std::collections::BTreeMap;

use super::conllu::Sentence;
use super::perceptron::{Perceptron, Row};
use super::random::Random;
use crate::syntax::form::{Form, fold, key};
use crate::syntax::table::{Sparse, Weights};
use crate::syntax::tagger::{self, CLASSES, Class, Entry};
use crate::syntax::{Features, Tag};

/// Passes over the text.
const EPOCHS: usize = 8;

/// Rarer pairs of tags are read as the commonest with their universal tag.
const COMMON: usize = 20;

/// The tagger's classes: pairs of universal and Penn tag.
#[derive(Debug)]
pub(super) struct Classes {
    names: BTreeMap<(Tag, String), u8>,
    usual: BTreeMap<Tag, u8>,
    classes: Vec<Class>,
}

impl Classes {
    pub(super) fn of(sentences: &[Sentence]) -> Self {
        let mut counts: BTreeMap<(Tag, &str), usize> = BTreeMap::new();
        for sentence in sentences {
            for (tag, fine) in sentence.tags.iter().zip(&sentence.fine) {
                *counts.entry((*tag, fine)).or_default() += 1;
            }
        }
        let mut names = BTreeMap::new();
        let mut classes = Vec::new();
        let mut usual: BTreeMap<Tag, (usize, u8)> = BTreeMap::new();
        for ((tag, fine), count) in counts {
            if count < COMMON && usual.contains_key(&tag) {
                continue;
            }
            let number = classes.len() as u8;
            names.insert((tag, fine.to_owned()), number);
            classes.push(Class { tag, features: features_of(tag, fine) });
            if usual.get(&tag).is_none_or(|(most, _)| count > *most) {
                usual.insert(tag, (count, number));
            }
        }
        assert!(classes.len() <= CLASSES, "too many classes of tags");
        Self { names, usual: usual.into_iter().map(|(t, (_, n))| (t, n)).collect(), classes }
    }

    pub(super) fn list(&self) -> &[Class] {
        &self.classes
    }

    pub(super) fn class(&self, number: u8) -> Class {
        self.classes[usize::from(number)]
    }

    /// The gold classes of a sentence.
    pub(super) fn gold(&self, sentence: &Sentence) -> Vec<u8> {
        let pairs = sentence.tags.iter().zip(&sentence.fine);
        pairs
            .map(|(tag, fine)| {
                self.names.get(&(*tag, fine.clone())).or_else(|| self.usual.get(tag)).copied().unwrap_or_default()
            })
            .collect()
    }
}

/// What a Penn tag says of the form.
fn features_of(tag: Tag, fine: &str) -> Features {
    let flags: &[Features] = match fine {
        "NNS" | "NNPS" => &[Features::PLURAL],
        "VBD" => &[Features::PAST, Features::FINITE],
        "VBP" | "VBZ" => &[Features::PRESENT, Features::FINITE],
        "MD" => &[Features::FINITE],
        "VB" if matches!(tag, Tag::Verb | Tag::Aux) => &[Features::INFINITIVE],
        "VBN" => &[Features::PARTICIPLE, Features::PAST],
        "VBG" => &[Features::GERUND, Features::PRESENT],
        "JJR" | "RBR" => &[Features::COMPARATIVE],
        "JJS" | "RBS" => &[Features::SUPERLATIVE],
        _ => &[],
    };
    Features(flags.iter().fold(0, |all, f| all | f.0))
}

/// What is known of words: so far the tags they were seen with.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    entries: BTreeMap<u64, Entry>,
}

impl Lexicon {
    /// Learns the kinds of tags of words seen at least three times.
    pub(super) fn of<'a>(sentences: impl Iterator<Item = &'a Sentence>, classes: &Classes) -> Self {
        let mut counts: BTreeMap<u64, BTreeMap<u8, usize>> = BTreeMap::new();
        let mut folded = String::new();
        for sentence in sentences {
            for (form, class) in sentence.forms.iter().zip(classes.gold(sentence)) {
                fold(form, &mut folded);
                *counts.entry(key(&folded)).or_default().entry(class).or_default() += 1;
            }
        }
        let mut kinds: BTreeMap<Vec<u8>, Vec<(u64, usize)>> = BTreeMap::new();
        for (word, counts) in &counts {
            let total: usize = counts.values().sum();
            if total < 3 {
                continue;
            }
            let set: Vec<u8> = counts.iter().filter(|(_, n)| **n * 20 >= total).map(|(c, _)| *c).collect();
            kinds.entry(set).or_default().push((*word, total));
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(set, words)| (std::cmp::Reverse(words.iter().map(|w| w.1).sum::<usize>()), set.clone()));
        let mut lexicon = Self::default();
        for (i, (_, words)) in kinds.iter().enumerate().take(254) {
            for (word, _) in words {
                lexicon.entries.insert(*word, Entry { tags: i as u8 + 1, sense: 0 });
            }
        }
        lexicon
    }

    pub(super) fn entries(&self, forms: &[Form]) -> Vec<Entry> {
        forms.iter().map(|f| self.entries.get(&f.word).copied().unwrap_or_default()).collect()
    }

    pub(super) fn rows(&self) -> Vec<(u64, [u8; 2])> {
        self.entries.iter().map(|(word, e)| (*word, [e.tags, e.sense])).collect()
    }
}

/// Trains on the sentences chosen and returns the weights.
pub(super) fn train_rows(
    sentences: &[Sentence],
    forms: &[Vec<Form>],
    chosen: &[usize],
    lexicon: &Lexicon,
    classes: &Classes,
) -> Vec<Row> {
    let mut weights = Perceptron::default();
    let mut order = chosen.to_vec();
    let mut random = Random(1);
    for _ in 0..EPOCHS {
        random.shuffle(&mut order);
        for i in &order {
            let gold = classes.gold(&sentences[*i]);
            let entries = lexicon.entries(&forms[*i]);
            tagger::walk(&forms[*i], &entries, |at, features| {
                let mut scores = [0; CLASSES];
                weights.score(features, &mut scores);
                let found = tagger::best(&scores[..classes.list().len()]);
                weights.tick();
                if found != gold[at] {
                    weights.update(features, gold[at], found);
                }
                found
            });
        }
    }
    weights.rows(3, 250)
}

/// Trains a tagger as the program would read it.
pub(super) fn train(
    sentences: &[Sentence],
    forms: &[Vec<Form>],
    chosen: &[usize],
    lexicon: &Lexicon,
    classes: &Classes,
) -> Sparse {
    let rows = train_rows(sentences, forms, chosen, lexicon, classes);
    Sparse::read(Sparse::write(&rows).into()).expect("a table just written")
}

/// Tags one sentence.
pub(super) fn predict(table: &Sparse, forms: &[Form], lexicon: &Lexicon, classes: &Classes) -> Vec<u8> {
    tagger::tag(table, classes.list().len(), forms, &lexicon.entries(forms))
}
