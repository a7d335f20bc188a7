//! Labels to names: where they begin and end, and what the labels missed.

use crate::lexicon::Lexicon;
use crate::syntax::{Tag, Word};
use crate::text::Sentence;

use super::super::NameKind;
use super::look::{Look, Shape, bit};

/// A name in a sentence, by its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// First token.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What it names.
    pub kind: NameKind,
    /// Whether a rule or table vouches for the kind, not only the model.
    pub sure: bool,
}

/// A sentence as the rules see it.
pub(super) struct View<'a> {
    pub lexicon: &'a Lexicon,
    pub text: &'a str,
    pub sentence: &'a Sentence,
    /// One for each token, or none where the sentence was not parsed.
    pub parse: &'a [Word],
    pub words: &'a [&'a str],
    pub looks: &'a [Look],
    /// Whether it is written with every word large.
    pub loud: bool,
}

impl View<'_> {
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn has(&self, i: usize, bits: u32) -> bool {
        self.looks.get(i).is_some_and(|l| l.bits & bits != 0)
    }

    pub(super) fn is_large(&self, i: usize) -> bool {
        self.looks.get(i).is_some_and(|l| l.shape.is_large())
    }

    pub(super) fn lower(&self, i: usize) -> String {
        self.words[i].to_lowercase()
    }

    /// The tag, where the sentence was tagged.
    pub(super) fn tag(&self, i: usize) -> Option<Tag> {
        self.parse.get(i).map(|w| w.tag).filter(|t| *t != Tag::X)
    }

    /// Whether no blank stands before the token.
    pub(super) fn glued(&self, i: usize) -> bool {
        i > 0 && self.sentence.tokens[i - 1].span.end == self.sentence.tokens[i].span.start
    }

    /// Whether the token is a hyphen inside a word.
    pub(super) fn is_hyphen(&self, i: usize) -> bool {
        i < self.len()
            && matches!(self.words[i], "-" | "‐" | "‑" | "–")
            && self.glued(i)
            && i + 1 < self.len()
            && self.glued(i + 1)
    }

    /// Whether the token is the mark of the genitive.
    pub(super) fn is_genitive(&self, i: usize) -> bool {
        i < self.len() && self.glued(i) && matches!(self.words[i], "'s" | "’s" | "'" | "’" | "'S" | "’S")
    }

    /// Whether only quotes and brackets stand before the token.
    pub(super) fn opens(&self, i: usize) -> bool {
        self.looks[..i].iter().all(|l| matches!(l.shape, Shape::Sign | Shape::Number))
    }
}

/// The names of a sentence, by the model's labels and the rules.
pub(super) fn find(view: &View, labels: &[u8]) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for (i, label) in labels.iter().enumerate() {
        let kind = match label {
            1 | 2 => NameKind::Person,
            3 | 4 => NameKind::Place,
            5 | 6 => NameKind::Organisation,
            _ => continue,
        };
        let goes_on = label % 2 == 0;
        match out.last_mut().filter(|f| goes_on && f.end == i && f.kind == kind) {
            Some(last) => last.end = i + 1,
            None => out.push(Found { start: i, end: i + 1, kind, sure: false }),
        }
    }
    out.retain_mut(|found| tidy(view, found));
    add_missed(view, &mut out);
    widen(view, &mut out);
    out.sort_by_key(|f| (f.start, f.end));
    merge(&mut out);
    out
}

/// Cuts titles, determiners and genitives off; false if nothing is left.
fn tidy(view: &View, found: &mut Found) -> bool {
    while found.end > found.start && (view.is_genitive(found.end - 1) || view.looks[found.end - 1].shape == Shape::Sign)
    {
        found.end -= 1;
    }
    while found.end > found.start && view.looks[found.start].shape == Shape::Sign {
        found.start += 1;
    }
    if found.kind == NameKind::Person {
        while found.end - found.start > 1 && is_title(view, found.start) {
            found.start += 1;
        }
        if found.end - found.start == 1
            && is_title(view, found.start)
            && view.has(found.start, bit::HONORIFIC | bit::OFFICE)
        {
            return false;
        }
    }
    let demonym = found.end - found.start == 1 && view.has(found.start, bit::DEMONYM);
    let calendar = (found.start..found.end).all(|i| view.lexicon.titles.never.words.contains(&view.lower(i)));
    found.end > found.start
        && !demonym
        && !calendar
        && (found.start..found.end).any(|i| view.looks[i].shape != Shape::Sign)
}

/// Whether the token is a title or office before a name.
pub(super) fn is_title(view: &View, i: usize) -> bool {
    let noun = view.has(i, bit::PERSON_NOUN) && !view.has(i, bit::SEXED | bit::SURNAME);
    view.has(i, bit::HONORIFIC | bit::OFFICE) || noun
}

/// Names that the rules see and the labels miss: after a title, in a table, before a company's ending, runs of proper nouns.
fn add_missed(view: &View, out: &mut Vec<Found>) {
    let mut taken = vec![false; view.len()];
    for found in out.iter() {
        taken[found.start..found.end].fill(true);
    }
    let mut i = 0;
    while i < view.len() {
        if taken[i] || !view.is_large(i) {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        while end < view.len() && !taken[end] && (view.is_large(end) || view.is_hyphen(end) && view.is_large(end + 1)) {
            end += 1;
        }
        if let Some(found) = missed(view, i, end) {
            out.push(found);
        }
        i = end;
    }
}

/// What a run of large words that has no label is, if it is a name.
fn missed(view: &View, start: usize, end: usize) -> Option<Found> {
    let mut start = start;
    // The word that opens a sentence is large anyway.
    let common = |i: usize| view.has(i, bit::COMMON) && !view.has(i, bit::COUNTRY | bit::CAPITAL | bit::STATE);
    if view.opens(start)
        && (common(start) || view.tag(start).is_some_and(|t| t != Tag::Propn))
        && !view.has(start, bit::HONORIFIC)
    {
        start += 1;
    }
    let titled = (start..end).take_while(|i| view.has(*i, bit::HONORIFIC | bit::OFFICE)).count();
    let honoured = (start..start + titled).any(|i| view.has(i, bit::HONORIFIC));
    let first = start + titled;
    if first >= end {
        return None;
    }
    if honoured && view.looks[first].shape == Shape::Title && !view.loud {
        return Some(Found { start: first, end, kind: NameKind::Person, sure: true });
    }
    let never = |i: usize| view.lexicon.titles.never.words.contains(&view.lower(i)) || view.has(i, bit::DEMONYM);
    let mut first = first;
    while first < end && (never(first) || view.looks[first].shape == Shape::Sign) {
        first += 1;
    }
    let mut end = end;
    while end > first && (never(end - 1) || view.looks[end - 1].shape == Shape::Sign) {
        end -= 1;
    }
    if first >= end {
        return None;
    }
    let any = |bits: u32| (first..end).any(|i| view.has(i, bits));
    let single = end - first == 1;
    let sure = |kind| Some(Found { start: first, end, kind, sure: true });
    if view.has(end - 1, bit::COMPANY) && !single && !view.loud {
        return sure(NameKind::Organisation);
    }
    if view.has(first, bit::BODY_BEGIN) && !single || single && any(bit::KNOWN_BODY) && !any(bit::COMMON | bit::SEXED) {
        return sure(NameKind::Organisation);
    }
    if any(bit::COUNTRY | bit::CAPITAL | bit::PLACE_BEGIN)
        && !any(bit::COMMON | bit::SEXED)
        && (single || any(bit::PLACE_BEGIN))
    {
        return sure(NameKind::Place);
    }
    // What is left are names of things: ships, laws, operations, prizes.
    let proper = (first..end).all(|i| view.tag(i).map_or(!common(i) || !single, |t| t == Tag::Propn || !single));
    let some = (first..end).any(|i| view.tag(i).is_none_or(|t| t == Tag::Propn));
    let short = single && view.looks[first].shape == Shape::Letter;
    (proper && some && !short && !view.loud).then_some(Found { start: first, end, kind: NameKind::Other, sure: false })
}

/// Names take in the parts that a hyphen ties to them, and endings like "Jr.".
fn widen(view: &View, out: &mut [Found]) {
    let starts: Vec<usize> = out.iter().map(|f| f.start).collect();
    for found in out.iter_mut() {
        while view.is_hyphen(found.end) && view.is_large(found.end + 1) && !starts.contains(&(found.end + 1)) {
            found.end += 2;
        }
        while found.start >= 2 && view.is_hyphen(found.start - 1) && view.is_large(found.start - 2) {
            found.start -= 2;
        }
        if found.kind == NameKind::Person {
            // A particle in small letters belongs to the name: "van der Laan", "al-Masri".
            while found.start > 0 && view.has(found.start - 1, bit::PARTICLE) && is_particle(view, found.start - 1) {
                found.start -= 1;
            }
            if found.start >= 2 && view.is_hyphen(found.start - 1) && view.has(found.start - 2, bit::PARTICLE) {
                found.start -= 2;
            }
            if found.end < view.len() && view.has(found.end, bit::AFTER) && view.is_large(found.end) {
                found.end += 1;
            }
        }
    }
}

/// Whether a small word before a name is a part of it, and not an article or preposition of the sentence.
fn is_particle(view: &View, i: usize) -> bool {
    let named = view.is_large(i) && !view.opens(i);
    let foreign = !view.has(i, bit::COMMON);
    (named || foreign) && (i > 0 && view.is_large(i - 1) || foreign || named)
}

/// Joins names that grew into each other; the longer one's kind stays.
fn merge(out: &mut Vec<Found>) {
    let mut kept: Vec<Found> = Vec::with_capacity(out.len());
    for found in out.drain(..) {
        match kept.last_mut() {
            Some(last) if found.start < last.end => {
                if found.end - found.start > last.end - last.start {
                    last.kind = found.kind;
                    last.sure = found.sure;
                }
                last.end = last.end.max(found.end);
            }
            _ => kept.push(found),
        }
    }
    *out = kept;
}
