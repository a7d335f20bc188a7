//! Measurement from plain text: sentences and tokens are found by the program too.

use std::collections::BTreeMap;

use super::conllu::Sentence;
use crate::article::{Block, BlockKind};
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::syntax::{Model, Relation};
use crate::text;

/// F1 of words, of words with the right head, and of those with the right relation too, in percent. A word is where its
/// letters stand, as in the CoNLL 2018 shared task.
pub fn evaluate_raw(model: &Model, lexicon: &Lexicon, sentences: &[Sentence]) -> [f64; 3] {
    let (mut gold_words, mut found_words, mut right) = (0, 0, [0usize; 3]);
    let mut first = 0;
    while first < sentences.len() {
        let rest = &sentences[first + 1..];
        let last = first + 1 + rest.iter().position(|s| s.starts_document).unwrap_or(rest.len());
        let (text, gold) = document(&sentences[first..last]);
        let found = parse(model, lexicon, &text);
        gold_words += gold.len();
        found_words += found.len();
        for (span, (head, relation)) in &gold {
            let Some((head_found, relation_found)) = found.get(span) else { continue };
            right[0] += 1;
            right[1] += usize::from(head == head_found);
            right[2] += usize::from(head == head_found && relation.universal() == relation_found.universal());
        }
        first = last;
    }
    right.map(|n| 200.0 * n as f64 / (gold_words + found_words).max(1) as f64)
}

/// Where a word stands, to where its head stands (none for a root) and its relation.
type Words = BTreeMap<(usize, usize), (Option<(usize, usize)>, Relation)>;

/// The text of a document, and its words.
fn document(sentences: &[Sentence]) -> (String, Words) {
    let (mut text, mut words) = (String::new(), Words::new());
    for sentence in sentences {
        if !text.is_empty() {
            text.push(if sentence.starts_paragraph { '\n' } else { ' ' });
        }
        let mut at = text.len();
        text.push_str(&sentence.text);
        let spans: Vec<(usize, usize)> = sentence
            .forms
            .iter()
            .map(|form| {
                let start = text[at..].find(form.as_str()).map_or(at, |skip| at + skip);
                at = (start + form.len()).min(text.len());
                (start, at)
            })
            .collect();
        for (i, span) in spans.iter().enumerate() {
            words.insert(*span, (spans.get(usize::from(sentence.heads[i])).copied(), sentence.relations[i]));
        }
    }
    (text, words)
}

fn parse(model: &Model, lexicon: &Lexicon, text: &str) -> Words {
    let mut at = 0;
    let blocks: Vec<Block> = text
        .split('\n')
        .map(|line| {
            let span = Span::new(at, at + line.len());
            at += line.len() + 1;
            Block { span, kind: BlockKind::Paragraph }
        })
        .collect();
    let mut words = Words::new();
    for sentence in text::sentences(lexicon, text, &blocks) {
        let spans: Vec<_> = sentence.tokens.iter().map(|t| (t.span.start as usize, t.span.end as usize)).collect();
        let forms: Vec<&str> = spans.iter().map(|(start, end)| &text[*start..*end]).collect();
        for (word, span) in model.parse(&forms).iter().zip(&spans) {
            words.insert(*span, (word.head.map(|h| spans[usize::from(h)]), word.relation));
        }
    }
    words
}
