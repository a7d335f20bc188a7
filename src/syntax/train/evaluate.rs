//! Measurement against a treebank, from its own tokens.

use std::fmt;
use std::time::Instant;

use super::conllu::Sentence;
use crate::syntax::{Model, Relation, Tag, Word};

/// Shares of tokens, and F1 of relations, in percent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    /// Tokens measured.
    pub tokens: usize,
    /// Universal tags.
    pub tags: f64,
    /// Base forms, letter by letter.
    pub lemmas: f64,
    /// Heads.
    pub unlabelled: f64,
    /// Heads with their relations, without subtypes.
    pub labelled: f64,
    /// Subjects of verbs.
    pub subjects: f64,
    /// Objects of verbs.
    pub objects: f64,
    /// What a numeral counts.
    pub counted: f64,
    /// Tokens per second, all stages.
    pub speed: f64,
}

/// Pairs found, there, and both.
#[derive(Default)]
struct Pairs {
    found: usize,
    gold: usize,
    both: usize,
}

impl Pairs {
    fn add(&mut self, found: Option<usize>, gold: Option<usize>) {
        self.found += usize::from(found.is_some());
        self.gold += usize::from(gold.is_some());
        self.both += usize::from(found.is_some() && found == gold);
    }

    fn f1(&self) -> f64 {
        200.0 * self.both as f64 / (self.found + self.gold).max(1) as f64
    }
}

/// Parses the sentences and compares.
pub fn evaluate(model: &Model, sentences: &[Sentence]) -> Figures {
    let words: Vec<Vec<&str>> = sentences.iter().map(Sentence::words).collect();
    let begin = Instant::now();
    let parses: Vec<Vec<Word>> = words.iter().map(|w| model.parse(w)).collect();
    let seconds = begin.elapsed().as_secs_f64();
    let (mut tokens, mut tags, mut lemmas, mut heads, mut arcs) = (0, 0, 0, 0, 0);
    let (mut subjects, mut objects, mut counted) = (Pairs::default(), Pairs::default(), Pairs::default());
    for (sentence, parse) in sentences.iter().zip(&parses) {
        let n = sentence.forms.len();
        tokens += n;
        for (i, word) in parse.iter().enumerate() {
            let (gold, relation) = (usize::from(sentence.heads[i]), sentence.relations[i]);
            let found = word.head.map_or(n, usize::from);
            tags += usize::from(word.tag == sentence.tags[i]);
            lemmas += usize::from(sentence.lemmas[i] == "_" || word.lemma == sentence.lemmas[i]);
            heads += usize::from(found == gold);
            arcs += usize::from(found == gold && word.relation.universal() == relation.universal());
            let there = |r: &[Relation], tag: Option<Tag>| {
                (r.contains(&relation) && gold < n && tag.is_none_or(|t| sentence.tags[gold] == t)).then_some(gold)
            };
            let seen = |r: &[Relation], tag: Option<Tag>| {
                (r.contains(&word.relation) && found < n && tag.is_none_or(|t| parse[found].tag == t)).then_some(found)
            };
            let subject = &[Relation::Nsubj, Relation::NsubjPass];
            subjects.add(seen(subject, Some(Tag::Verb)), there(subject, Some(Tag::Verb)));
            objects.add(seen(&[Relation::Obj], Some(Tag::Verb)), there(&[Relation::Obj], Some(Tag::Verb)));
            counted.add(seen(&[Relation::Nummod], None), there(&[Relation::Nummod], None));
        }
    }
    let share = |count: usize| 100.0 * count as f64 / tokens.max(1) as f64;
    Figures {
        tokens,
        tags: share(tags),
        lemmas: share(lemmas),
        unlabelled: share(heads),
        labelled: share(arcs),
        subjects: subjects.f1(),
        objects: objects.f1(),
        counted: counted.f1(),
        speed: tokens as f64 / seconds,
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} tokens: UPOS {:.2}, lemma {:.2}, UAS {:.2}, LAS {:.2}, F1 of subject {:.1}, object {:.1}, counted {:.1}; {:.0} tokens/s",
            self.tokens,
            self.tags,
            self.lemmas,
            self.unlabelled,
            self.labelled,
            self.subjects,
            self.objects,
            self.counted,
            self.speed
        )
    }
}
