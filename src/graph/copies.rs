//! Articles that stand in the folder twice: the second says nothing that the first does not say, and is linked with it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Answer, Question, Topic};
use crate::fact::Digest;

/// The copies of articles, by the first one with the same text and day of publication.
pub(super) struct Copies(BTreeMap<usize, Vec<usize>>);

impl Copies {
    pub fn of(digests: &[Digest]) -> Self {
        let mut first: FxHashMap<(&[u64], Option<jiff::civil::Date>), Vec<usize>> = FxHashMap::default();
        let mut copies: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, digest) in digests.iter().enumerate() {
            let same = first.entry((&digest.sketch, digest.meta.published.map(|p| p.date()))).or_default();
            let twin = |j: &usize| {
                let d: &Digest = &digests[*j];
                d.sentences == digest.sentences && d.entities.len() == digest.entities.len()
            };
            match same.iter().copied().find(twin) {
                Some(twin) => copies.entry(twin).or_default().push(i),
                None => same.push(i),
            }
        }
        Self(copies)
    }

    /// The articles with nothing left in the copies.
    pub fn emptied<'a>(&self, digests: &'a [Digest]) -> Cow<'a, [Digest]> {
        if self.0.is_empty() {
            return Cow::Borrowed(digests);
        }
        let mut digests = digests.to_vec();
        for copy in self.0.values().flatten() {
            let digest = &mut digests[*copy];
            (digest.facts, digest.entities, digest.profile) = Default::default();
        }
        Cow::Owned(digests)
    }

    /// Gives the copies a share in what their first ones answer. An equation is told once.
    pub fn join(&self, question: &mut Question) {
        if self.0.is_empty() || matches!(question.topic, Topic::Equation(_)) {
            return;
        }
        let said = |answer: &Answer| {
            let copies = self.0.get(&answer.article).into_iter().flatten();
            copies.map(|copy| Answer { article: *copy, ..answer.clone() }).collect::<Vec<_>>()
        };
        let more: Vec<Answer> = question.answers.iter().flat_map(said).collect();
        question.answers.extend(more);
        question.answers.sort();
    }
}
