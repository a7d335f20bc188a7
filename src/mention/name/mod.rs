//! Names of people, places, organisations and other things, with titles and roles.
//!
//! A model labels the words; rules correct its ends and add what tables and titles vouch for; the article as a whole then
//! makes its names agree. Roles are read off the noun phrase before a person's name and the apposition or clause after it.

mod article;
mod features;
mod look;
mod model;
mod roles;
mod spans;
#[cfg(feature = "train")]
pub mod train;

use compact_str::CompactString;

use super::{Gender, Kind, Mention, Name, NameKind, Value};
use crate::lexicon::{LandKind, Lexicon};
use crate::span::Span;
use crate::syntax::Word;
use crate::text::Sentence;

use article::{Item, Parts};
use look::bit;
use model::Model;
use spans::{Found, View};

/// The names of an article by sentence, in order. `words` holds one entry per sentence, with one per token; a sentence
/// whose entry is empty is taken as not parsed.
pub fn names(lexicon: &Lexicon, article_text: &str, sentences: &[Sentence], words: &[Vec<Word>]) -> Vec<Vec<Mention>> {
    let forms: Vec<Vec<&str>> =
        sentences.iter().map(|s| s.tokens.iter().map(|t| t.span.of(article_text)).collect()).collect();
    let (looks, around) = model::looks(lexicon, &forms);
    let views: Vec<View> = (0..sentences.len())
        .map(|i| View {
            lexicon,
            text: article_text,
            sentence: &sentences[i],
            parse: words.get(i).filter(|w| w.len() == forms[i].len()).map_or(&[], Vec::as_slice),
            words: &forms[i],
            looks: &looks[i],
            loud: features::is_loud(&looks[i]) || is_label(&looks[i], &forms[i]),
        })
        .collect();
    let mut found: Vec<Vec<Found>> = views
        .iter()
        .map(|view| {
            let labels = Model::builtin().map(|m| m.label(view.looks, view.words, &around)).unwrap_or_default();
            spans::find(view, &labels)
        })
        .collect();
    article::agree(&views, &mut found);
    let mut out: Vec<Vec<Mention>> = Vec::with_capacity(views.len());
    let mut items = Vec::new();
    for (n, view) in views.iter().enumerate() {
        let mentions: Vec<Mention> = (0..found[n].len()).map(|i| mention(view, &found[n], i)).collect();
        for (mention, found) in mentions.iter().zip(&found[n]) {
            items.push(item(view, found, mention));
        }
        out.push(mentions);
    }
    let ids = article::entities(&items);
    let mut genders: Vec<Option<Gender>> = vec![None; ids.iter().max().map_or(0, |m| *m as usize + 1)];
    for (id, item) in ids.iter().zip(&items) {
        let known = &mut genders[*id as usize];
        *known = known.or(item.gender);
    }
    for (mention, id) in out.iter_mut().flatten().zip(ids) {
        if let Value::Name(name) = &mut mention.value {
            name.entity = id;
            if name.kind == NameKind::Person {
                name.gender = name.gender.or(genders[id as usize]);
            }
        }
    }
    for (view, mentions) in views.iter().zip(&mut out) {
        pronouns(view, mentions);
    }
    out
}

/// Whether a line is a heading or label of few words, all of them large.
fn is_label(looks: &[look::Look], words: &[&str]) -> bool {
    let ends = words.last().is_some_and(|w| w.ends_with(['.', '!', '?']));
    looks.len() >= 2 && !ends && looks.iter().all(|l| l.shape.is_large() || l.shape == look::Shape::Sign)
}

fn mention(view: &View, names: &[Found], index: usize) -> Mention {
    let found = &names[index];
    let span_of = |start: usize, end: usize| view.sentence.tokens[start].span.cover(view.sentence.tokens[end - 1].span);
    let span = span_of(found.start, found.end);
    let text = words_of(span.of(view.text));
    let mut name = Name {
        kind: found.kind,
        text,
        titles: Vec::new(),
        roles: Vec::new(),
        given: None,
        family: None,
        gender: None,
        affiliations: Vec::new(),
        entity: 0,
    };
    if found.kind == NameKind::Person {
        let parts = Parts::of(view, found);
        let family = |start: usize| parts.surname.map(|end| words_of(span_of(start, end + 1).of(view.text)));
        name.given = parts.given.map(|i| view.words[i].into());
        name.family = parts.family.and_then(family);
        let around = roles::around(view, names, index);
        name.gender = gender(view, &around.titles).or_else(|| {
            let given = parts.given.filter(|i| view.has(*i, bit::SEXED))?;
            given_gender(view.words[given])
        });
        let mut belongs: Vec<Span> = around.of.iter().map(|i| span_of(names[*i].start, names[*i].end)).collect();
        belongs.extend(
            around.pronoun.and_then(|i| owner(names, i, index, view)).map(|i| span_of(names[i].start, names[i].end)),
        );
        for tokens in &around.roles {
            let span = roles::span(view, tokens);
            belongs.extend(inside(view, names, tokens));
            name.roles.push((span, words_of(span.of(view.text))));
        }
        belongs.dedup();
        name.affiliations = belongs.into_iter().map(|span| (span, words_of(span.of(view.text)))).collect();
        name.titles = around.titles;
    }
    Mention {
        span,
        tokens: found.start..found.end,
        kind: Kind::Name,
        value: Value::Name(Box::new(name)),
        repeats: false,
    }
}

/// As written, with single blanks.
fn words_of(text: &str) -> CompactString {
    let mut out = CompactString::default();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Organisations, places and words for origin inside a role.
fn inside(view: &View, names: &[Found], tokens: &std::ops::Range<usize>) -> Vec<Span> {
    let span = |a: usize, b: usize| view.sentence.tokens[a].span.cover(view.sentence.tokens[b - 1].span);
    let mut out: Vec<Span> = names
        .iter()
        .filter(|n| n.kind != NameKind::Person && tokens.start <= n.start && n.end <= tokens.end)
        .map(|n| span(n.start, n.end))
        .collect();
    out.extend(tokens.clone().filter(|i| view.has(*i, bit::DEMONYM)).map(|i| span(i, i + 1)));
    out.sort();
    out
}

/// Whom a possessive pronoun before a role means: in "Brandt's envoy Ada Lind and her brother Ole" the owner of the first
/// phrase of the row; else who is named first in the sentence.
fn owner(names: &[Found], pronoun: usize, own: usize, view: &View) -> Option<usize> {
    let people =
        || (0..names.len()).filter(|i| *i != own && names[*i].kind == NameKind::Person && names[*i].end <= pronoun);
    let possessor = people().rfind(|i| view.is_genitive(names[*i].end));
    possessor.or_else(|| people().next())
}

fn gender(view: &View, titles: &[CompactString]) -> Option<Gender> {
    let words = &view.lexicon.titles.gender;
    titles.iter().find_map(|t| match () {
        () if words.male.contains(t.as_str()) => Some(Gender::Male),
        () if words.female.contains(t.as_str()) => Some(Gender::Female),
        () => None,
    })
}

fn given_gender(word: &str) -> Option<Gender> {
    let part = crate::lexicon::gazetteer::person_part(&crate::lexicon::gazetteer::fold(word));
    match (part.male, part.female) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// In a sentence with one person, a pronoun after the name tells the gender.
fn pronouns(view: &View, mentions: &mut [Mention]) {
    let roles = &view.lexicon.titles.roles;
    let mut people = mentions.iter_mut().filter_map(|m| match &mut m.value {
        Value::Name(name) if name.kind == NameKind::Person => Some((m.tokens.end, name)),
        _ => None,
    });
    let (Some((end, name)), None) = (people.next(), people.next()) else { return };
    if name.gender.is_some() {
        return;
    }
    let after = || (end..view.len()).map(|i| view.lower(i));
    let (he, she) = (after().any(|w| roles.he.contains(&w)), after().any(|w| roles.she.contains(&w)));
    name.gender = match (he, she) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    };
}

fn item(view: &View, found: &Found, mention: &Mention) -> Item {
    let words: Vec<String> = view.words[found.start..found.end].iter().map(|w| (*w).to_owned()).collect();
    let mut key = article::wording(view, found);
    let (mut given, mut family, mut gender) = (None, None, None);
    let fold = crate::lexicon::gazetteer::fold;
    match (&mention.value, found.kind) {
        (Value::Name(name), NameKind::Person) => {
            given = name.given.as_deref().map(fold);
            family = name.family.as_deref().map(fold);
            gender = name.gender;
        }
        (_, NameKind::Organisation) => {
            let end =
                (found.start + 1..found.end).rev().find(|i| !view.has(*i, bit::COMPANY)).map_or(found.end, |i| i + 1);
            if end < found.end || view.has(found.end - 1, bit::COMPANY) {
                key = fold(&view.words[found.start..end].join(" "));
            }
        }
        (_, NameKind::Place) => {
            let joined = view.words[found.start..found.end].join(" ");
            if let Some(land) = view.lexicon.countries.find(&joined).filter(|l| l.kind == LandKind::Country) {
                key = fold(&land.name);
            }
        }
        _ => {}
    }
    Item { kind: found.kind, key, given, family, gender, words }
}

#[cfg(test)]
mod tests;
