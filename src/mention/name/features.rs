//! The features of the name model: what holds at each word of a sentence, as hashes.

use rustc_hash::FxHashMap;

use super::look::{Look, Shape, bit};
use crate::syntax::hash::feature;

/// What an article as a whole says of a word: how it is written and what stands around it elsewhere.
#[derive(Default)]
pub(super) struct Around {
    words: FxHashMap<u64, u16>,
}

mod seen {
    pub const SMALL: u16 = 1;
    pub const LARGE: u16 = 1 << 1;
    pub const AFTER_TITLE: u16 = 1 << 2;
    pub const AFTER_GIVEN: u16 = 1 << 3;
    pub const BEFORE_SURNAME: u16 = 1 << 4;
    pub const AFTER_PLACE_WORD: u16 = 1 << 5;
    pub const BEFORE_BODY: u16 = 1 << 6;
    pub const BEFORE_SPEECH: u16 = 1 << 7;
    pub const WITH_CLITIC: u16 = 1 << 8;
    pub const IN_BRACKETS: u16 = 1 << 9;
    pub const BEFORE_COMMA_PLACE: u16 = 1 << 10;
    pub const COUNT: u16 = 11;
}

impl Around {
    /// Takes in a sentence.
    pub(super) fn add(&mut self, looks: &[Look], words: &[&str]) {
        let loud = is_loud(looks);
        for (i, look) in looks.iter().enumerate() {
            if look.shape == Shape::Small {
                *self.words.entry(look.word).or_default() |= seen::SMALL;
                continue;
            }
            if !look.shape.is_large() || loud {
                continue;
            }
            let before = i.checked_sub(1).map(|j| &looks[j]);
            let after = looks.get(i + 1);
            let has = |l: Option<&Look>, bits: u32| l.is_some_and(|l| l.bits & bits != 0);
            let large = |l: Option<&Look>| l.is_some_and(|l| l.shape.is_large());
            let mut flags = 0;
            let mut set = |yes: bool, flag: u16| {
                if yes {
                    flags |= flag;
                }
            };
            set(i > 0 && words[i - 1].chars().all(char::is_alphanumeric), seen::LARGE);
            set(has(before, bit::HONORIFIC | bit::OFFICE) && large(before), seen::AFTER_TITLE);
            set(has(before, bit::GIVEN) && large(before), seen::AFTER_GIVEN);
            set(has(after, bit::SURNAME) && large(after), seen::BEFORE_SURNAME);
            set(has(before, bit::AT_PLACE) && !large(before), seen::AFTER_PLACE_WORD);
            set(has(after, bit::BODY | bit::COMPANY) && large(after), seen::BEFORE_BODY);
            set(has(after, bit::SPEECH), seen::BEFORE_SPEECH);
            set(words.get(i + 1).is_some_and(|w| w.starts_with(['\'', '’'])), seen::WITH_CLITIC);
            set(i > 0 && words[i - 1] == "(" && words.get(i + 1) == Some(&")"), seen::IN_BRACKETS);
            let place = looks.get(i + 2).is_some_and(|l| l.bits & (bit::COUNTRY | bit::STATE) != 0);
            set(place && words.get(i + 1) == Some(&","), seen::BEFORE_COMMA_PLACE);
            *self.words.entry(look.word).or_default() |= flags;
        }
    }

    fn of(&self, look: &Look) -> u16 {
        self.words.get(&look.word).copied().unwrap_or(0)
    }
}

/// Whether a sentence is written in capitals, or with every word large, so that writing says little of names.
pub(super) fn is_loud(looks: &[Look]) -> bool {
    let letters = looks.iter().filter(|l| !matches!(l.shape, Shape::Sign | Shape::Number | Shape::Code));
    let (mut all, mut large) = (0, 0);
    for look in letters {
        if look.shape == Shape::Small && look.bits & (bit::JOINT | bit::AT_PLACE) != 0 {
            continue;
        }
        all += 1;
        large += usize::from(look.shape.is_large());
    }
    all >= 4 && (large == all || all >= 8 && large * 10 >= all * 8)
}

/// A run of large words, with joints and hyphens between them.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
}

fn runs(looks: &[Look], words: &[&str]) -> Vec<Option<Run>> {
    let mut out = vec![None; looks.len()];
    let mut at = 0;
    while at < looks.len() {
        if !looks[at].shape.is_large() {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at + 1;
        loop {
            let large = |i: usize| looks.get(i).is_some_and(|l| l.shape.is_large());
            let joint = looks.get(end).is_some_and(|l| {
                matches!(words[end], "-" | "&") || l.shape == Shape::Small && l.bits & bit::PARTICLE != 0
            });
            if large(end) {
                end += 1;
            } else if joint && large(end + 1) {
                end += 2;
            } else {
                break;
            }
        }
        out[start..end].fill(Some(Run { start, end }));
        at = end;
    }
    out
}

/// The bits that say what a word is in a name; of the neighbours only these are combined.
const KINDS: u32 = bit::GIVEN
    | bit::SURNAME
    | bit::COUNTRY
    | bit::STATE
    | bit::DEMONYM
    | bit::CITY
    | bit::HONORIFIC
    | bit::OFFICE
    | bit::COMPANY
    | bit::BODY
    | bit::PLACE
    | bit::PLACE_BEGIN
    | bit::PLACE_INSIDE
    | bit::KNOWN_BODY
    | bit::KNOWN_PLACE
    | bit::BODY_BEGIN
    | bit::BODY_INSIDE;

/// Calls `each` with the features of every word of a sentence, in order.
pub(super) fn sentence(looks: &[Look], words: &[&str], around: &Around, mut each: impl FnMut(&[u64])) {
    let loud = u64::from(is_loud(looks));
    let runs = runs(looks, words);
    let mut out = Vec::with_capacity(128);
    for i in 0..looks.len() {
        out.clear();
        word(looks, around, i, loud, &mut out);
        if let Some(run) = runs[i] {
            in_run(looks, run, i, &mut out);
        }
        each(&out);
    }
}

fn word(looks: &[Look], around: &Around, i: usize, loud: u64, out: &mut Vec<u64>) {
    let at = |d: isize| i.checked_add_signed(d).and_then(|j| looks.get(j));
    let id = |d: isize| at(d).map_or(d as u64, |l| l.word);
    let shape = |d: isize| at(d).map_or(99, |l| l.shape as u64);
    let bits = |d: isize| at(d).map_or(u64::from(u32::MAX), |l| u64::from(l.bits & KINDS));
    let me = &looks[i];
    let first = u64::from(i == 0 || looks[..i].iter().all(|l| l.shape == Shape::Sign || l.shape == Shape::Number));
    let large = me.shape.is_large();
    let s = me.shape as u64;
    let mut add = |template: u64, values: &[u64]| out.push(feature(template, values));
    add(1, &[]);
    add(2, &[s, first, loud]);
    add(3, &[id(0), s]);
    add(4, &[id(-1), s]);
    add(5, &[id(1), s]);
    add(6, &[shape(-1), s, shape(1)]);
    add(7, &[shape(-2), shape(-1), s, shape(1), shape(2)]);
    if !large && me.shape != Shape::Sign && me.shape != Shape::Small {
        return;
    }
    add(8, &[id(0), id(1)]);
    add(9, &[id(-1), id(0)]);
    if !large {
        // Small words are parts of names only between large ones.
        add(10, &[id(0), shape(-1), shape(1)]);
        add(11, &[id(0), bits(-1), bits(1)]);
        for b in (0..bit::COUNT).filter(|b| me.bits & bit::TABLES & (1 << b) != 0) {
            add(17, &[u64::from(b)]);
            add(18, &[u64::from(b), id(-1)]);
        }
        return;
    }
    add(12, &[id(-2)]);
    add(13, &[id(2)]);
    add(14, &[id(-1), id(1)]);
    add(15, &[id(-2), id(-1)]);
    add(16, &[id(1), id(2)]);
    for (n, affix) in me.affixes.iter().enumerate().filter(|(n, a)| **a != 0 && n % 4 > 0) {
        add(20 + n as u64, &[*affix]);
    }
    if let Some(next) = at(1) {
        add(30, &[next.affixes[6]]);
    }
    if let Some(last) = at(-1) {
        add(31, &[last.affixes[6]]);
    }
    for b in 0..bit::COUNT {
        for (d, template) in [(0, 40), (-1, 41), (1, 42), (-2, 43), (2, 44)] {
            if at(d).is_some_and(|l| l.bits & (1 << b) != 0) {
                add(template, &[u64::from(b), s]);
            }
        }
    }
    add(45, &[bits(0), first]);
    add(46, &[bits(-1), bits(0)]);
    add(47, &[bits(0), bits(1)]);
    add(48, &[bits(-1), bits(0), bits(1)]);
    add(49, &[u64::from(me.bits & bit::COMMON), first, s, loud]);
    let seen = around.of(me);
    for b in (0..seen::COUNT).filter(|b| seen & (1 << b) != 0) {
        add(50, &[u64::from(b), first]);
    }
    add(51, &[u64::from(seen & 3), first, u64::from(me.bits & bit::COMMON)]);
    add(52, &[u64::from(seen)]);
}

fn in_run(looks: &[Look], run: Run, i: usize, out: &mut Vec<u64>) {
    let length = (run.end - run.start).min(6) as u64;
    let place = (i - run.start).min(4) as u64;
    let rest = (run.end - i).min(4) as u64;
    let last = &looks[run.end - 1];
    let head = &looks[run.start];
    let before = run.start.checked_sub(1).map_or(0, |j| looks[j].word);
    let before_bits = run.start.checked_sub(1).map_or(0, |j| looks[j].bits);
    let after = looks.get(run.end).map_or(1, |l| l.word);
    let mut add = |template: u64, values: &[u64]| out.push(feature(template, values));
    add(60, &[length, place]);
    add(61, &[last.word, place.min(1)]);
    add(62, &[u64::from(last.bits & KINDS), place.min(2), rest.min(2)]);
    add(63, &[u64::from(head.bits & KINDS), place.min(2), rest.min(2)]);
    add(64, &[before, place.min(1)]);
    add(65, &[after, place.min(1)]);
    add(
        66,
        &[
            u64::from(before_bits & (bit::PERSON_NOUN | bit::AT_PLACE | bit::GROUP_NOUN | bit::PLACE_NOUN)),
            place.min(1),
            length.min(3),
        ],
    );
    add(67, &[u64::from(head.bits & KINDS), u64::from(last.bits & KINDS), length, place]);
    add(68, &[before, after]);
    let any = looks[run.start..run.end].iter().fold(0, |bits, l| bits | l.bits);
    add(
        69,
        &[
            u64::from(any & (bit::COMPANY | bit::BODY | bit::PLACE | bit::GIVEN | bit::HONORIFIC | bit::OFFICE)),
            length.min(3),
            place.min(1),
        ],
    );
    add(70, &[last.affixes[6], place.min(1)]);
}
