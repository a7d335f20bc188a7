//! Greedy tagging from left to right, with classes finer than the universal tags.

use super::form::Form;
use super::hash::feature;
use super::table::Weights;
use super::{Features, Tag};

/// A class of the tagger: a universal tag and what the form says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class {
    pub tag: Tag,
    pub features: Features,
    /// Whether base forms keep their capital.
    pub cased: bool,
}

/// What the lexicon says of a word; zero where unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Kind of the set of tags that it can have, below [`TAG_KINDS`].
    pub tags: u8,
    /// Kind of meaning as a noun, below 32.
    pub noun: u8,
    /// Kind of meaning as a verb, below 16.
    pub verb: u8,
}

/// One more than the highest kind of tags.
pub(super) const TAG_KINDS: usize = 128;

impl Entry {
    pub(super) fn unpack(bytes: [u8; 2]) -> Self {
        let all = u16::from_le_bytes(bytes);
        Self { tags: (all >> 9) as u8, noun: (all >> 4 & 31) as u8, verb: (all & 15) as u8 }
    }

    #[cfg(feature = "train")]
    pub(super) fn pack(self) -> [u8; 2] {
        (u16::from(self.tags) << 9 | u16::from(self.noun) << 4 | u16::from(self.verb)).to_le_bytes()
    }

    fn sense(self) -> u64 {
        u64::from(self.noun) << 4 | u64::from(self.verb)
    }
}

/// Number of features of a token.
const FEATURES: usize = 36;

/// No more classes than this.
pub(super) const CLASSES: usize = 128;

/// Class before the first and after the last token.
const NONE: u64 = 255;

/// Features that do not depend on earlier decisions, then those that do. Returned in one array.
fn features(forms: &[Form], entries: &[Entry], tags: &[u8], i: usize, out: &mut [u64; FEATURES]) {
    let none = Form::default();
    let at = |k: isize| -> &Form { usize::try_from(i as isize + k).ok().and_then(|j| forms.get(j)).unwrap_or(&none) };
    let entry = |k: isize| -> Entry {
        usize::try_from(i as isize + k).ok().and_then(|j| entries.get(j)).copied().unwrap_or_default()
    };
    let tag = |k: usize| i.checked_sub(k).map_or(NONE, |j| u64::from(tags[j]));
    let (f, l, ll, r, rr) = (at(0), at(-1), at(-2), at(1), at(2));
    let (t1, t2) = (tag(1), tag(2));
    let (e, el, er, err) = (entry(0), entry(-1), entry(1), entry(2));
    let (a, ar, arr) = (u64::from(e.tags), u64::from(er.tags), u64::from(err.tags));
    let (s, sl, sr) = (e.sense(), el.sense(), er.sense());
    let mut n = 0;
    let mut add = |values: &[u64]| {
        out[n] = feature(n as u64 + 1, values);
        n += 1;
    };
    add(&[]);
    add(&[f.word]);
    add(&[f.suffix[0]]);
    add(&[f.suffix[1]]);
    add(&[f.suffix[2]]);
    add(&[f.suffix[3]]);
    add(&[f.suffix[4]]);
    add(&[f.prefix[0], f.capital]);
    add(&[f.prefix[2]]);
    add(&[f.prefix[3]]);
    add(&[f.shape]);
    add(&[f.capital, a]);
    add(&[f.suffix[2], f.capital]);
    add(&[a]);
    add(&[a, ar]);
    add(&[s, a]);
    add(&[l.word]);
    add(&[r.word]);
    add(&[ll.word]);
    add(&[rr.word]);
    add(&[l.suffix[2]]);
    add(&[r.suffix[2]]);
    add(&[r.suffix[1], a]);
    add(&[r.capital, f.capital]);
    add(&[l.capital, f.capital, a]);
    add(&[f.word, r.word]);
    add(&[l.word, f.word]);
    add(&[ar, arr]);
    add(&[sl, s, sr]);
    add(&[t1]);
    add(&[t1, t2]);
    add(&[t1, f.word]);
    add(&[t1, a, ar]);
    add(&[t1, r.word]);
    add(&[t1, ar, arr]);
    add(&[t1, f.shape]);
    debug_assert_eq!(n, FEATURES);
}

/// Classes by kind of tags, for words that have hardly ever another; [`OPEN`] for the rest.
pub(super) type Sure = [u8; TAG_KINDS];

/// No class is sure.
pub(super) const OPEN: u8 = 255;

/// Goes through a sentence; `decide` is given the features of each token whose class is not sure, and says it.
pub(super) fn walk(
    forms: &[Form],
    entries: &[Entry],
    sure: &Sure,
    mut decide: impl FnMut(usize, &[u64]) -> u8,
) -> Vec<u8> {
    let mut tags = vec![0; forms.len()];
    let mut buffer = [0; FEATURES];
    for i in 0..forms.len() {
        let known = sure.get(usize::from(entries[i].tags)).copied().unwrap_or(OPEN);
        tags[i] = if known != OPEN && forms[i].is_plain() {
            known
        } else {
            features(forms, entries, &tags, i, &mut buffer);
            decide(i, &buffer)
        };
    }
    tags
}

/// The classes of a sentence's tokens.
pub(super) fn tag(weights: &impl Weights, classes: usize, forms: &[Form], entries: &[Entry], sure: &Sure) -> Vec<u8> {
    walk(forms, entries, sure, |_, features| {
        let mut scores = [0; CLASSES];
        weights.score(features, &mut scores);
        best(&scores[..classes])
    })
}

/// The class with the highest score, the first of equals.
pub(super) fn best(scores: &[i32]) -> u8 {
    let mut best = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = i;
        }
    }
    best as u8
}
