//! The name model: a linear-chain conditional random field over hashed features, weights of 8 bits.

use std::sync::OnceLock;

use crate::lexicon::Lexicon;

use super::features::{self, Around};
use super::look::Look;
use crate::syntax::table::Sparse;

/// Number of labels: outside, then first word and further word of a person, a place and an organisation.
pub(super) const LABELS: usize = 7;

/// Whether `next` may follow `label`; at the start of a sentence label 0, outside, precedes.
pub(super) const fn may_follow(label: usize, next: usize) -> bool {
    // Inside labels are even, the begin label of the same kind stands before them.
    next == 0 || next % 2 == 1 || label == next || label + 1 == next
}

/// Scores for a label after a label.
pub(super) type Transitions = [[i16; LABELS]; LABELS];

/// A model as it lies in its file.
pub(super) struct Model {
    weights: Sparse,
    transitions: Transitions,
}

/// First bytes of a model file; the digit is its version.
pub(super) const MAGIC: &[u8; 8] = b"factner1";

static BUILTIN: &[u8] = include_bytes!("../../../rules/en/names.bin");

impl Model {
    /// The built-in model; none if its file is damaged, which a test rules out.
    pub(super) fn builtin() -> Option<&'static Model> {
        static MODEL: OnceLock<Option<Model>> = OnceLock::new();
        MODEL.get_or_init(|| Model::read(BUILTIN)).as_ref()
    }

    /// Reads a model without copying its weights.
    pub(super) fn read(bytes: &'static [u8]) -> Option<Model> {
        let body = bytes.strip_prefix(MAGIC)?;
        let (head, weights) = body.split_at_checked(2 * LABELS * LABELS)?;
        let mut transitions = [[0; LABELS]; LABELS];
        for (score, pair) in transitions.iter_mut().flatten().zip(head.chunks_exact(2)) {
            *score = i16::from_le_bytes([pair[0], pair[1]]);
        }
        Some(Model { weights: Sparse::read(weights.into())?, transitions })
    }

    /// The best labels of a sentence.
    pub(super) fn label(&self, looks: &[Look], words: &[&str], around: &Around) -> Vec<u8> {
        self.best(&self.scores(looks, words, around))
    }

    /// The scores of all labels of each word, without what stands beside it.
    pub(super) fn scores(&self, looks: &[Look], words: &[&str], around: &Around) -> Vec<[i32; LABELS]> {
        let mut scores: Vec<[i32; LABELS]> = Vec::with_capacity(looks.len());
        features::sentence(looks, words, around, |features| {
            let mut row = [0; LABELS];
            for hash in features {
                for pair in self.weights.row(*hash).chunks_exact(2) {
                    if let Some(score) = row.get_mut(pair[0] as usize) {
                        *score += i32::from(pair[1] as i8);
                    }
                }
            }
            scores.push(row);
        });
        scores
    }

    /// The best sequence of labels.
    pub(super) fn best(&self, scores: &[[i32; LABELS]]) -> Vec<u8> {
        best_path(scores, |a, b| i32::from(self.transitions[a][b]))
    }
}

/// Viterbi's algorithm under the rules of [`may_follow`].
pub(super) fn best_path<T>(scores: &[[T; LABELS]], transition: impl Fn(usize, usize) -> T) -> Vec<u8>
where
    T: Copy + PartialOrd + std::ops::Add<Output = T>,
{
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    let mut total: [Option<T>; LABELS] = [None; LABELS];
    for (i, row) in scores.iter().enumerate() {
        let mut next = [None; LABELS];
        let mut from = [0; LABELS];
        for label in 0..LABELS {
            let sources = if i == 0 { 0..1 } else { 0..LABELS };
            for before in sources.filter(|b| may_follow(*b, label)) {
                let so_far = if i == 0 {
                    Some(transition(0, label))
                } else {
                    total[before].map(|t| t + transition(before, label))
                };
                let Some(score) = so_far.map(|t| t + row[label]) else { continue };
                if next[label].is_none_or(|best| score > best) {
                    next[label] = Some(score);
                    from[label] = before as u8;
                }
            }
        }
        total = next;
        back.push(from);
    }
    let mut best = 0;
    for label in 1..LABELS {
        if total[label].is_some_and(|t| total[best].is_none_or(|b| t > b)) {
            best = label;
        }
    }
    let mut out = vec![0; scores.len()];
    for i in (0..scores.len()).rev() {
        out[i] = best as u8;
        best = back[i][best] as usize;
    }
    out
}

/// The sentences of an article with the looks of their words, ready for the model.
pub(super) fn looks(lexicon: &Lexicon, sentences: &[Vec<&str>]) -> (Vec<Vec<Look>>, Around) {
    let mut looks = super::look::Looks::default();
    let mut around = Around::default();
    let all: Vec<Vec<Look>> = sentences
        .iter()
        .map(|words| {
            let sentence = looks.sentence(lexicon, words);
            around.add(&sentence, words);
            sentence
        })
        .collect();
    (all, around)
}
