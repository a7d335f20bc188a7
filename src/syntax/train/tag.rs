//! Training of the tagger.

use std::collections::BTreeMap;

use super::conllu::Sentence;
use super::lexicon::Lexicon;
use super::perceptron::{Perceptron, Row, rival};
use super::random::Random;
use crate::syntax::form::Form;
use crate::syntax::table::{Sparse, Weights};
use crate::syntax::tagger::{self, CLASSES, Class};
use crate::syntax::{Features, Tag};

/// Passes over the text.
const EPOCHS: usize = 6;

/// How far the right class must be ahead, so as not to be learnt again.
const MARGIN: i32 = 5;

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
        // Of words with a capital inside a sentence, how many lemmas have it too.
        let mut capitals: BTreeMap<(Tag, &str), (usize, usize)> = BTreeMap::new();
        for sentence in sentences {
            for (i, (tag, fine)) in sentence.tags.iter().zip(&sentence.fine).enumerate() {
                *counts.entry((*tag, fine)).or_default() += 1;
                let lemma = &sentence.lemmas[i];
                if i > 0 && sentence.forms[i].starts_with(char::is_uppercase) && !lemma.is_empty() {
                    let (all, kept) = capitals.entry((*tag, fine)).or_default();
                    *all += 1;
                    *kept += usize::from(lemma.starts_with(char::is_uppercase));
                }
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
            let (all, kept) = capitals.get(&(tag, fine)).copied().unwrap_or_default();
            classes.push(Class { tag, features: features_of(tag, fine), cased: kept * 2 > all });
            if usual.get(&tag).is_none_or(|(most, _)| count > *most) {
                usual.insert(tag, (count, number));
            }
        }
        assert!(classes.len() <= CLASSES, "too many classes of tags");
        Self { names, usual: usual.into_iter().map(|(t, (_, n))| (t, n)).collect(), classes }
    }

    /// The class of a pair of tags.
    pub(super) fn number(&self, tag: Tag, fine: &str) -> u8 {
        self.names.get(&(tag, fine.to_owned())).or_else(|| self.usual.get(&tag)).copied().unwrap_or_default()
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
        pairs.map(|(tag, fine)| self.number(*tag, fine)).collect()
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
            tagger::walk(&forms[*i], &entries, &lexicon.sure, |at, features| {
                let mut scores = [0; CLASSES];
                weights.score(features, &mut scores);
                let found = tagger::best(&scores[..classes.list().len()]);
                weights.tick();
                if let Some(rival) = rival(&scores[..classes.list().len()], gold[at], MARGIN) {
                    weights.update(features, gold[at], rival);
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
    tagger::tag(table, classes.list().len(), forms, &lexicon.entries(forms), &lexicon.sure)
}
