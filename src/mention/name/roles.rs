//! Titles before a name, and the roles that its noun phrase, an apposition or a relative clause states.

use std::ops::Range;

use compact_str::CompactString;

use super::super::NameKind;
use super::look::{Shape, bit};
use super::spans::{Found, View};
use crate::lexicon::gazetteer;
use crate::span::Span;
use crate::syntax::Tag;

/// What stands around a person's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Around {
    /// Titles directly before the name, lower case.
    pub titles: Vec<CompactString>,
    /// Phrases for roles, by their tokens.
    pub roles: Vec<Range<usize>>,
    /// Index among the sentence's names of who or what a role belongs to ("Brandt's envoy").
    pub of: Vec<usize>,
    /// Whether a possessive pronoun stands before a role ("his son-in-law").
    pub pronoun: Option<usize>,
}

/// No role is longer, in tokens.
const LONGEST: usize = 18;

/// What stands around the name at `index`.
pub(super) fn around(view: &View, names: &[Found], index: usize) -> Around {
    let mut out = Around::default();
    let name = &names[index];
    let phrase = Phrases { view, names };
    let mut start = name.start;
    while start > 0 && phrase.free(start - 1) && view.has(start - 1, bit::HONORIFIC) && view.is_large(start - 1) {
        start -= 1;
        out.titles.insert(0, view.lower(start).into());
    }
    phrase.before(start, &mut out);
    let after = phrase.apposition_after(name.end, &mut out).or_else(|| phrase.relative_after(name.end));
    out.roles.extend(after);
    let offices = out.titles.len();
    if out.roles.iter().all(|r| r.end - r.start <= offices) {
        let start = out.roles.first().map_or(start, |r| r.start.min(start));
        let before = phrase.apposition_before(start, name.end, &mut out);
        out.roles.extend(before);
    }
    out
}

struct Phrases<'a> {
    view: &'a View<'a>,
    names: &'a [Found],
}

impl Phrases<'_> {
    /// The name that covers a token.
    fn name_at(&self, i: usize) -> Option<usize> {
        self.names.iter().position(|n| n.start <= i && i < n.end)
    }

    /// Whether no person's name covers the token.
    fn free(&self, i: usize) -> bool {
        self.name_at(i).is_none_or(|n| self.names[n].kind != NameKind::Person)
    }

    fn word(&self, i: usize) -> Option<String> {
        (i < self.view.len()).then(|| self.view.lower(i))
    }

    fn is_one_of(&self, i: usize, set: &rustc_hash::FxHashSet<String>) -> bool {
        self.word(i).is_some_and(|w| set.contains(&w))
    }

    /// Whether the token is a noun or a modifier of one.
    fn in_noun_phrase(&self, i: usize) -> bool {
        let view = self.view;
        if i >= view.len() || !self.free(i) {
            return false;
        }
        if view.is_hyphen(i) || i > 0 && view.is_hyphen(i - 1) || view.is_hyphen(i + 1) {
            return true;
        }
        let roles = &view.lexicon.titles.roles;
        if self.is_one_of(i, &roles.determiners) || self.is_one_of(i, &roles.possessives) {
            return false;
        }
        match view.tag(i) {
            Some(Tag::Noun | Tag::Propn | Tag::Adj | Tag::Num) => true,
            // "acting", "elected", "retired" before a noun for a person.
            Some(Tag::Verb) => {
                let participle = roles.participles.iter().any(|e| view.words[i].ends_with(e.as_str()));
                participle && view.looks[i].shape == Shape::Small && self.is_person_noun(i + 1)
            }
            Some(_) => self.is_person_noun(i) && view.is_large(i),
            None => view.is_large(i) || view.has(i, bit::PERSON_NOUN | bit::GROUP_NOUN | bit::PLACE_NOUN | bit::OFFICE),
        }
    }

    /// Whether the token is, or ends, a noun for a person or an office.
    fn is_person_noun(&self, i: usize) -> bool {
        let view = self.view;
        if i >= view.len()
            || !self.free(i)
            || !matches!(view.looks[i].shape, Shape::Small | Shape::Title | Shape::Large | Shape::Mixed)
        {
            return false;
        }
        if view.tag(i).is_some_and(|t| !matches!(t, Tag::Noun | Tag::Propn | Tag::Adj)) {
            return false;
        }
        if view.has(i, bit::PERSON_NOUN | bit::OFFICE) {
            return true;
        }
        let word = view.lower(i);
        let plurals = &view.lexicon.titles.roles.plurals;
        let singular = plurals.iter().find_map(|e| word.strip_suffix(e.as_str())).unwrap_or(&word);
        let last = singular.rsplit('-').next().unwrap_or(singular);
        if gazetteer::noun_class(last).person
            || view.parse.get(i).is_some_and(|w| gazetteer::noun_class(&w.lemma.to_lowercase()).person)
        {
            return true;
        }
        // "son-in-law": the whole compound.
        let mut start = i;
        while start >= 2 && view.is_hyphen(start - 1) {
            start -= 2;
        }
        start < i && {
            let parts: Vec<String> = (start..=i).step_by(2).map(|j| view.lower(j)).collect();
            gazetteer::noun_class(&parts.join(" ")).person
        }
    }

    /// The phrase that ends before the token at `end`: "US special envoy", "Brandt's special envoy", "his son-in-law".
    fn before(&self, end: usize, out: &mut Around) {
        let view = self.view;
        if end == 0 || !self.is_person_noun(end - 1) {
            return;
        }
        let mut start = end - 1;
        while view.is_hyphen(start.wrapping_sub(1)) && start >= 2 {
            start -= 2;
        }
        let conjunctions = &view.lexicon.titles.roles.conjunctions;
        while start > 0 && end - start < LONGEST {
            let i = start - 1;
            let joins =
                self.is_one_of(i, conjunctions) && i > 0 && self.is_person_noun(i - 1) && self.is_person_noun(start);
            if !self.in_noun_phrase(i) && !joins {
                break;
            }
            start = i;
        }
        // An adverb that opens the sentence, or the verb before the phrase, was not taken in.
        out.titles.splice(0..0, offices(view, start, end));
        let owner = start.checked_sub(1).filter(|i| view.is_genitive(*i)).and_then(|i| self.name_at(i.checked_sub(1)?));
        out.of.extend(owner);
        if start > 0 && self.is_one_of(start - 1, &view.lexicon.titles.roles.possessives) {
            out.pronoun = Some(start - 1);
        }
        out.roles.push(start..end);
    }

    /// ", secretary of the council," after a name.
    fn apposition_after(&self, end: usize, out: &mut Around) -> Option<Range<usize>> {
        let view = self.view;
        let opens = |i: usize| i < view.len() && matches!(view.words[i], "," | "–" | "—" | "(" | "--");
        if !opens(end) {
            return None;
        }
        let mut at = end + 1;
        // An age between commas.
        if view.looks.get(at).is_some_and(|l| l.shape == Shape::Number) && opens(at + 1) {
            at += 2;
        }
        let roles = &view.lexicon.titles.roles;
        let possessive = Some(at).filter(|i| self.is_one_of(*i, &roles.possessives));
        while self.is_one_of(at, &roles.determiners) || self.is_one_of(at, &roles.possessives) {
            at += 1;
        }
        let (range, owner) = self.phrase(at, true)?;
        out.of.extend(owner);
        out.pronoun = out.pronoun.or(possessive);
        Some(range)
    }

    /// "who chairs the union" after a name.
    fn relative_after(&self, end: usize) -> Option<Range<usize>> {
        let roles = &self.view.lexicon.titles.roles;
        let at = end + usize::from(self.word(end).as_deref() == Some(","));
        if !self.is_one_of(at, &roles.relatives) {
            return None;
        }
        let verb = (at + 1..at + 3).find(|i| self.is_one_of(*i, &roles.verbs))?;
        let mut i = verb + 1;
        while i < self.view.len() && i - verb < LONGEST {
            let small = self.is_one_of(i, &roles.determiners)
                || self.is_one_of(i, &roles.prepositions)
                || self.is_one_of(i, &roles.possessives);
            if !small && !self.in_noun_phrase(i) && !self.view.is_genitive(i) {
                break;
            }
            i += 1;
        }
        let end = self.trim(verb, i);
        (end > verb + 1).then_some(verb..end)
    }

    /// A noun phrase for a person that begins at `start`, with what hangs on it by prepositions, and the name of whom or what
    /// its genitive names.
    fn phrase(&self, start: usize, closed: bool) -> Option<(Range<usize>, Option<usize>)> {
        let view = self.view;
        let roles = &view.lexicon.titles.roles;
        // "Ole Brandt's envoy": the owner goes before.
        let mut start = start;
        let genitive = (start..view.len().min(start + LONGEST)).find(|i| view.is_genitive(*i));
        let mut owner = None;
        if let Some(genitive) =
            genitive.filter(|g| (start..*g).all(|i| self.in_noun_phrase(i) || self.name_at(i).is_some()))
        {
            owner = self.name_at(genitive - 1);
            start = genitive + 1;
        }
        let mut i = start;
        let mut head = None;
        while i < view.len() && i - start < LONGEST {
            let inside = self.in_noun_phrase(i) || view.is_genitive(i) && i > start;
            if !inside {
                break;
            }
            head = Some(i);
            i += 1;
        }
        let head = head.filter(|h| self.is_person_noun(*h) && !view.is_genitive(*h))?;
        // What follows: prepositions with their nouns, further roles.
        while i < view.len() && i - start < LONGEST {
            let join = self.is_one_of(i, &roles.prepositions) || self.is_one_of(i, &roles.conjunctions);
            if !join {
                break;
            }
            let mut j = i + 1;
            while self.is_one_of(j, &roles.determiners) || self.is_one_of(j, &roles.possessives) {
                j += 1;
            }
            let first = j;
            while j < view.len() && j - start < LONGEST && (self.in_noun_phrase(j) || view.is_genitive(j) && j > first)
            {
                j += 1;
            }
            // "and" joins a role, or a part of the body's name; else it goes on with the sentence.
            let person = (first..j).any(|k| self.is_person_noun(k)) || self.name_at(i).is_some();
            if j == first
                || self.is_one_of(i, &roles.conjunctions) && !person && view.looks[first].shape == Shape::Small
            {
                break;
            }
            i = j;
        }
        let end = self.trim(head, i);
        let stops = end >= view.len()
            || view.looks[end].shape == Shape::Sign
            || view.tag(end).is_some_and(|t| {
                matches!(t, Tag::Verb | Tag::Aux | Tag::Pron | Tag::Adv | Tag::Sconj | Tag::Adp | Tag::Cconj)
            });
        (!closed || stops || view.parse.is_empty()).then_some((start..end, owner))
    }

    /// Leaves off small words and genitives at the end.
    fn trim(&self, least: usize, mut end: usize) -> usize {
        let roles = &self.view.lexicon.titles.roles;
        while end > least + 1
            && (self.view.is_genitive(end - 1)
                || self.is_one_of(end - 1, &roles.prepositions)
                || self.is_one_of(end - 1, &roles.determiners))
        {
            end -= 1;
        }
        end
    }

    /// "the captain, NAME," : the phrase before the comma, where the name is closed off too.
    fn apposition_before(&self, name: usize, name_end: usize, out: &mut Around) -> Option<Range<usize>> {
        let view = self.view;
        let roles = &view.lexicon.titles.roles;
        let comma = name.checked_sub(1).filter(|i| view.words[*i] == ",")?;
        let closed = name_end >= view.len() || matches!(view.words[name_end], "," | "." | ";" | ")" | "–" | "—" | "--");
        if !closed {
            return None;
        }
        let mut start = comma;
        while start > 0 && comma - start < LONGEST {
            let i = start - 1;
            let small = self.is_one_of(i, &roles.determiners)
                || self.is_one_of(i, &roles.possessives)
                || self.is_one_of(i, &roles.prepositions);
            if !self.in_noun_phrase(i) && !(view.is_genitive(i)) && !small {
                break;
            }
            start = i;
        }
        // The phrase begins at the determiner before a noun for a person that no preposition governs.
        let begins = |i: usize| {
            self.is_one_of(i, &roles.determiners)
                || self.is_one_of(i, &roles.possessives)
                || i > 0 && view.is_genitive(i)
        };
        let governed = |i: usize| i > 0 && self.is_one_of(i - 1, &roles.prepositions);
        (start..comma).filter(|i| begins(*i) && !(governed(*i) && *i > start)).find_map(|i| {
            let (range, owner) = self.phrase(i + 1, false).filter(|(r, _)| r.end == comma)?;
            out.of.extend(owner);
            if view.is_genitive(i) {
                out.of.extend(self.name_at(i - 1));
            }
            if self.is_one_of(i, &roles.possessives) {
                out.pronoun = Some(i);
            }
            Some(range)
        })
    }
}

/// Words of office written large at the end of a phrase, lower case: "prime minister" of "Danish Prime Minister".
fn offices(view: &View, start: usize, end: usize) -> Vec<CompactString> {
    let first = (start..end).rev().take_while(|i| view.is_large(*i) && view.has(*i, bit::OFFICE)).last();
    first.map_or_else(Vec::new, |first| (first..end).map(|i| view.lower(i).into()).collect())
}

/// The span of a run of tokens.
pub(super) fn span(view: &View, tokens: &Range<usize>) -> Span {
    view.sentence.tokens[tokens.start].span.cover(view.sentence.tokens[tokens.end - 1].span)
}
