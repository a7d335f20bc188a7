//! Articles that stand in the folder twice: the second says nothing that the first does not say, and is linked with it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Answer, Question, Topic};
use crate::fact::Digest;

/// Which articles are second copies.
pub(super) struct Copies {
    /// The copies of an article, by the first one with the same text and day of publication.
    of: BTreeMap<usize, Vec<usize>>,
    /// Of every article whether it is a copy.
    copy: Vec<bool>,
}

impl Copies {
    pub fn of(digests: &[Digest]) -> Self {
        let mut first: FxHashMap<(&[u64], Option<jiff::civil::Date>), Vec<usize>> = FxHashMap::default();
        let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut copy = vec![false; digests.len()];
        for (i, digest) in digests.iter().enumerate() {
            let same = first.entry((&digest.sketch, digest.meta.published.map(|p| p.date()))).or_default();
            let twin = |j: &usize| {
                let d: &Digest = &digests[*j];
                d.sentences == digest.sentences && d.entities.len() == digest.entities.len()
            };
            match same.iter().copied().find(twin) {
                Some(twin) => {
                    of.entry(twin).or_default().push(i);
                    copy[i] = true;
                }
                None => same.push(i),
            }
        }
        Self { of, copy }
    }

    /// Whether an article is a second copy.
    pub fn holds(&self, article: usize) -> bool {
        self.copy[article]
    }

    /// The articles with nothing left in the copies.
    pub fn emptied<'a>(&self, digests: &'a [Digest]) -> Cow<'a, [Digest]> {
        if self.of.is_empty() {
            return Cow::Borrowed(digests);
        }
        let mut digests = digests.to_vec();
        for (digest, _) in digests.iter_mut().zip(&self.copy).filter(|(_, copy)| **copy) {
            (digest.facts, digest.entities) = Default::default();
        }
        Cow::Owned(digests)
    }

    /// Gives the copies a share in what their first ones answer. An equation is told once.
    pub fn join(&self, question: &mut Question) {
        if self.of.is_empty() || matches!(question.topic, Topic::Equation(_)) {
            return;
        }
        let said = |answer: &Answer| {
            let copies = self.of.get(&answer.article).into_iter().flatten();
            copies.map(|copy| Answer { article: *copy, ..answer.clone() }).collect::<Vec<_>>()
        };
        let more: Vec<Answer> = question.answers.iter().flat_map(said).collect();
        question.answers.extend(more);
        question.answers.sort();
    }
}
