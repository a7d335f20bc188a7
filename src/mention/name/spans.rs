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
        self.words.get(i).map(|w| w.to_lowercase()).unwrap_or_default()
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
    add_bodies(view, &mut out);
    out.sort_by_key(|f| (f.start, f.end));
    merge(&mut out);
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
    while found.end - found.start > 1 && view.lexicon.titles.after.honours.contains(&view.lower(found.end - 1)) {
        found.end -= 1;
    }
    while found.end - found.start > 1 && view.opens(found.start) && is_small_word(view, found.start) {
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
    if found.kind == NameKind::Person {
        // Initials.
        while found.start > 0 && is_initial(view, found.start - 1) {
            found.start -= 1;
        }
        let titles = &view.lexicon.titles;
        let before = found.start.checked_sub(1).map(|i| view.lower(i));
        let article = before.as_ref().is_some_and(|w| titles.roles.determiners.contains(w));
        let last = found.end - 1;
        let several = last > found.start;
        let human = view.has(found.start, bit::SEXED)
            || view.has(last, bit::SURNAME)
            || found.start > 0 && view.has(found.start - 1, bit::HONORIFIC | bit::OFFICE);
        if several && view.has(last, bit::COMPANY) && !(human && last - found.start == 1) {
            found.kind = NameKind::Organisation;
            found.sure = true;
            return true;
        }
        if several && view.has(last, bit::PLACE) && !human {
            found.kind = NameKind::Place;
            return true;
        }
        let thing = view.tag(found.end.min(view.len() - 1)) == Some(Tag::Noun) && found.end < view.len();
        if found.end - found.start > 1 && titles.places.first.contains(&view.lower(found.start)) {
            found.kind = NameKind::Place;
            found.sure = true;
        } else if before.is_some_and(|w| titles.vessels.words.contains(&w))
            && view.looks[found.start - 1].shape != Shape::Title
        {
            found.kind = NameKind::Other;
            found.sure = true;
        } else if article && !thing && !view.loud {
            // An article stands before things, not before people.
            found.kind = NameKind::Other;
            found.sure = true;
        }
    }
    let demonym = found.end - found.start == 1 && view.has(found.start, bit::DEMONYM);
    let calendar = (found.start..found.end).all(|i| view.lexicon.titles.never.words.contains(&view.lower(i)));
    found.end > found.start
        && !demonym
        && !calendar
        && (found.start..found.end).any(|i| view.looks[i].shape != Shape::Sign)
}

/// Whether the token is an initial, or two of them ("J.", "J.R.").
fn is_initial(view: &View, i: usize) -> bool {
    let letters = view.words[i].chars().filter(|c| c.is_alphabetic()).count();
    view.looks[i].shape == Shape::Dotted
        && letters <= 2
        && !view.has(i, bit::COUNTRY | bit::STATE | bit::HONORIFIC | bit::OFFICE)
}

/// Whether a word at the start of a sentence is large for that reason alone.
fn is_small_word(view: &View, i: usize) -> bool {
    let tag = view.tag(i);
    view.has(i, bit::COMMON) && tag.is_some_and(|t| !matches!(t, Tag::Propn | Tag::Noun | Tag::Adj | Tag::Det))
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
        let mut particles = false;
        while end < view.len() && !taken[end] {
            // "Joost van der Laan"
            let small = (end..view.len()).take_while(|j| view.has(*j, bit::PARTICLE) && !view.is_large(*j)).count();
            let noble = (1..=3).contains(&small) && view.has(i, bit::GIVEN | bit::SEXED) && view.is_large(end + small);
            if noble && !taken[end..=end + small].contains(&true) {
                particles = true;
                end += small + 1;
            } else if view.is_large(end) || view.is_hyphen(end) && view.is_large(end + 1) {
                end += 1;
            } else {
                break;
            }
        }
        if particles && !view.loud {
            out.push(Found { start: i, end, kind: NameKind::Person, sure: true });
            i = end;
            continue;
        }
        let person = out.iter().any(|f| f.start == end && f.kind == NameKind::Person);
        if let Some(found) = missed(view, i, end, person) {
            out.push(found);
        }
        i = end;
    }
}

/// What a run of large words that has no label is, if it is a name; `before_person` says that a person's name follows.
fn missed(view: &View, start: usize, end: usize, before_person: bool) -> Option<Found> {
    let mut start = start;
    // The word that opens a sentence is large anyway.
    let common =
        |i: usize| view.has(i, bit::COMMON) && !view.has(i, bit::COUNTRY | bit::CAPITAL | bit::STATE | bit::REGION);
    let plain = common(start) || view.tag(start).is_some_and(|t| t != Tag::Propn);
    if view.opens(start) && plain && !view.has(start, bit::HONORIFIC) {
        start += 1;
    }
    let never = |i: usize| {
        let word = view.lower(i);
        view.has(i, bit::DEMONYM)
            || view.looks[i].shape == Shape::Sign
            || view.lexicon.titles.never.words.contains(&word)
            || view.lexicon.titles.roles.determiners.contains(&word)
            || view.looks[i].shape == Shape::Large && view.lexicon.titles.vessels.words.contains(&word)
    };
    let office = |i: usize| view.has(i, bit::HONORIFIC | bit::OFFICE);
    let mut first = start;
    while first < end && (never(first) || office(first)) {
        first += 1;
    }
    let honoured = (start..first).any(|i| view.has(i, bit::HONORIFIC));
    let titled = first > start && office(first - 1);
    let mut end = end;
    while end > first && (never(end - 1) || before_person && (office(end - 1) || view.has(end - 1, bit::PERSON_NOUN))) {
        end -= 1;
    }
    if first >= end {
        return None;
    }
    let any = |bits: u32| (first..end).any(|i| view.has(i, bits));
    let single = end - first == 1;
    let title_case = view.looks[first].shape == Shape::Title;
    let sure = |kind| Some(Found { start: first, end, kind, sure: true });
    if !view.loud && title_case && (honoured || titled && !common(first) && !any(bit::BODY | bit::PLACE)) {
        return sure(NameKind::Person);
    }
    if view.has(end - 1, bit::COMPANY) && !single && !view.loud {
        return sure(NameKind::Organisation);
    }
    if view.has(first, bit::BODY_BEGIN) && !single || single && any(bit::KNOWN_BODY) && !any(bit::COMMON | bit::SEXED) {
        return sure(NameKind::Organisation);
    }
    let land = bit::COUNTRY | bit::CAPITAL | bit::REGION | bit::STATE | bit::KNOWN_PLACE | bit::BIG_CITY;
    if any(bit::PLACE_BEGIN) || single && any(land) && !any(bit::COMMON | bit::SEXED | bit::SURNAME) {
        return sure(NameKind::Place);
    }
    let given = view.has(first, bit::SEXED) && !common(first) && (2..=4).contains(&(end - first));
    if given && title_case && !common(end - 1) && !any(bit::BODY | bit::COMPANY | bit::PLACE) && !view.loud {
        return Some(Found { start: first, end, kind: NameKind::Person, sure: false });
    }
    if office(end - 1) {
        return None;
    }
    // What is left are names of things: ships, laws, operations, prizes.
    let proper = (first..end).all(|i| view.tag(i).map_or(!common(i) || !single, |t| t == Tag::Propn || !single));
    let some = (first..end).any(|i| view.tag(i).is_none_or(|t| t == Tag::Propn));
    let short = single && view.looks[first].shape == Shape::Letter;
    let letters = single && view.looks[first].shape == Shape::Large && view.words[first].len() <= 5;
    let kind = if letters { NameKind::Organisation } else { NameKind::Other };
    (proper && some && !short && !view.loud).then_some(Found { start: first, end, kind, sure: false })
}

/// "Department of Public Works", "Harbour Police", "Lindish Coast Guard": bodies by a word of their names.
fn add_bodies(view: &View, out: &mut Vec<Found>) {
    if view.loud {
        return;
    }
    let inside = &view.lexicon.titles.inside.joints;
    let mut i = 0;
    while i < view.len() {
        if !view.is_large(i) {
            i += 1;
            continue;
        }
        let start = i;
        let mut end = i + 1;
        while view.is_large(end) || view.is_hyphen(end) && view.is_large(end + 1) {
            end += 1;
        }
        i = end;
        let body = |i: usize| view.has(i, bit::BODY) && view.looks[i].shape == Shape::Title;
        // "Republic of Velmar", "Port of Orland".
        let place =
            |i: usize| view.has(i, bit::PLACE) && !view.has(i, bit::BODY) && view.looks[i].shape == Shape::Title;
        if place(end - 1) && is_of(view, end) && !view.opens(end - 1) {
            let from = end
                + 1
                + usize::from(
                    view.words
                        .get(end + 1)
                        .is_some_and(|w| view.lexicon.titles.roles.determiners.contains(&w.to_lowercase())),
                );
            let mut at = from;
            while view.is_large(at) {
                at += 1;
            }
            if at > from && at - from <= 3 && !view.has(from, bit::HONORIFIC | bit::OFFICE) {
                out.push(Found { start: end - 1, end: at, kind: NameKind::Place, sure: true });
                i = at;
                continue;
            }
        }
        // "of Public Works and Highways" goes on from a body's word.
        if body(end - 1) || body(start) {
            let mut at = end;
            while at + 1 < view.len() && inside.contains(&view.lower(at)) && at - start < 12 {
                let article = usize::from(view.lexicon.titles.roles.determiners.contains(&view.lower(at + 1)));
                let from = at + 1 + article;
                let first = at == end;
                let joined = view.lexicon.titles.roles.conjunctions.contains(&view.lower(at));
                let ties =
                    if first { is_of(view, at) } else { joined || is_of(view, at) && !view.has(at, bit::AT_PLACE) };
                let never = view
                    .lexicon
                    .titles
                    .never
                    .words
                    .contains(&view.words.get(from).map_or_else(String::new, |w| w.to_lowercase()));
                if !view.is_large(from) || !ties || never || joined && view.has(from, bit::COUNTRY | bit::BODY) {
                    break;
                }
                at = from + 1;
                while view.is_large(at) {
                    at += 1;
                }
            }
            let long = at > end;
            let first = (start..end)
                .find(|i| !view.lexicon.titles.roles.determiners.contains(&view.lower(*i)))
                .unwrap_or(start);
            let opens = view.opens(first) && at - first == 1;
            let last_body = body(end - 1)
                && end - first > 1
                && !(end - first == 2
                    && view.opens(first)
                    && view.tag(first).is_some_and(|t| t != Tag::Propn && t != Tag::Adj));
            let plain =
                (first..end).all(|i| view.has(i, bit::HONORIFIC | bit::OFFICE | bit::DEMONYM) || !view.is_large(i));
            // "Police Commissioner Lund" is no body, "Wellmoor City Council" is one.
            if !opens && !plain && (last_body || long && body(first)) || long && last_body {
                out.push(Found { start: first, end: at, kind: NameKind::Organisation, sure: true });
                i = at;
            }
        }
    }
}

/// Whether the small word ties a name to what it is of.
fn is_of(view: &View, i: usize) -> bool {
    view.lexicon.titles.inside.of.contains(&view.lower(i))
}

/// Names take in the parts that a hyphen ties to them, and endings like "Jr.".
fn widen(view: &View, out: &mut [Found]) {
    let starts: Vec<usize> = out.iter().map(|f| f.start).collect();
    let ends: Vec<usize> = out.iter().map(|f| f.end).collect();
    // "Lindmark-Orland talks" tells of two.
    let land = bit::COUNTRY | bit::DEMONYM | bit::STATE | bit::CAPITAL;
    let parts = |a: usize, b: usize| view.has(a, land) || view.has(b, land);
    // "Jean-Luc Sarrault" and "Ilse Lund-Holm" are one each, "Lund-Brandt talks" are two.
    let short: Vec<usize> = out.iter().filter(|f| f.end - f.start == 1).map(|f| f.start).collect();
    let given = |a: usize, b: usize| view.has(a, bit::GIVEN) && view.has(b, bit::GIVEN);
    for found in out.iter_mut() {
        let person = found.kind == NameKind::Person;
        let one = |f: &Found, next: usize| {
            !starts.contains(&next)
                || person && (given(f.end - 1, next) || f.end - f.start > 1 && short.contains(&next))
        };
        while view.is_hyphen(found.end)
            && view.is_large(found.end + 1)
            && one(found, found.end + 1)
            && !parts(found.end - 1, found.end + 1)
        {
            found.end += 2;
        }
        while found.start >= 2
            && view.is_hyphen(found.start - 1)
            && view.is_large(found.start - 2)
            && !ends.contains(&(found.start - 1))
            && !parts(found.start - 2, found.start)
        {
            found.start -= 2;
        }
        if found.kind == NameKind::Person {
            // Particles belong to the name, and so does what stands before them: "Joost van der Laan".
            let mut particle = found.start;
            while particle > 0 && view.has(particle - 1, bit::PARTICLE) {
                particle -= 1;
            }
            if particle < found.start
                && particle > 0
                && view.is_large(particle - 1)
                && !view.has(particle - 1, bit::OFFICE | bit::COUNTRY)
            {
                let before = usize::from(!view.has(particle - 1, bit::HONORIFIC));
                found.start = if ends.contains(&particle) || before == 1 { particle - before } else { particle };
            }
            if found.start >= 2 && view.is_hyphen(found.start - 1) && view.has(found.start - 2, bit::PARTICLE) {
                found.start -= 2;
            }
            if found.end < view.len()
                && view.has(found.end, bit::AFTER)
                && view.is_large(found.end)
                && !view.lexicon.titles.after.honours.contains(&view.lower(found.end))
            {
                found.end += 1;
            }
        }
    }
}

/// Joins names that grew into each other; the longer one's kind stays.
fn merge(out: &mut Vec<Found>) {
    let mut kept: Vec<Found> = Vec::with_capacity(out.len());
    for found in out.drain(..) {
        match kept.last_mut() {
            Some(last) if found.start < last.end => {
                let (new, old) = (found.end - found.start, last.end - last.start);
                if new > old || new == old && found.sure && !last.sure {
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
