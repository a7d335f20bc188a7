//! Entities across articles: whose name is it, and is it spelled in one way?

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use super::cluster::Clusters;
use super::name::{self, Likeness, Parts};
use super::question::{Answer, Question, Topic};
use super::story;
use crate::fact::{Digest, Entity};
use crate::lexicon::{Class, Lexicon};
use crate::mention::NameKind;

/// Why two entities are one.
pub(super) struct Link {
    /// Article and entity.
    pub a: (usize, usize),
    pub b: (usize, usize),
    pub reason: String,
}

/// What the names come to.
pub(super) struct Names {
    pub links: Vec<Link>,
    pub questions: Vec<Question>,
}

/// A spelling with everyone who bears it.
struct Spelling<'a> {
    text: &'a str,
    kind: NameKind,
    parts: Parts,
    /// Article, entity and form.
    bearers: Vec<(usize, usize, usize)>,
}

/// Letters that a name of one word must have to be taken for a misspelling of another.
const LONG_ENOUGH: usize = 6;

/// Letters that a name must have to carry an ending.
const STEM: usize = 4;

/// Links entities that bear one name, and asks how it is spelled and what their roles are.
pub(super) fn names(lexicon: &Lexicon, digests: &[Digest]) -> Names {
    let spellings = spellings(digests);
    let mut same = Clusters::new(spellings.len());
    let mut links = Vec::new();
    let mut questions = Vec::new();
    let mut suspects = BTreeSet::new();
    for (i, j) in candidates(&spellings) {
        let (a, b) = (&spellings[i], &spellings[j]);
        let likeness = name::compare(a.text, b.text);
        let kind = related(lexicon, a, b);
        let alike = matches!(likeness, Likeness::Slip | Likeness::Variant) && !derived(lexicon, a, b);
        let likeness = match likeness {
            Likeness::Different if kind || one_office(lexicon, digests, a, b) || half_heard(lexicon, digests, a, b) => {
                Likeness::Slip
            }
            likeness => likeness,
        };
        if !(alike || likeness == Likeness::Slip && !derived(lexicon, a, b)) || initials(a, b) {
            continue;
        }
        if one_bearer(digests, a, b, likeness) {
            same.join(i, j);
            suspects.extend([i, j]);
            let reason = lexicon.wording.name(likeness.id());
            links.push(Link { a: (a.bearers[0].0, a.bearers[0].1), b: (b.bearers[0].0, b.bearers[0].1), reason });
        }
    }
    for s in &spellings {
        for pair in s.bearers.windows(2).filter(|w| w[0].0 != w[1].0) {
            let reason = lexicon.wording.name(Likeness::Same.id());
            links.push(Link { a: (pair[0].0, pair[0].1), b: (pair[1].0, pair[1].1), reason });
        }
    }
    for set in same.sets() {
        let bearers = |i: &usize| spellings[*i].bearers.clone();
        if set.len() > 1 {
            let mut answers: Vec<Answer> = set
                .iter()
                .flat_map(bearers)
                .map(|(article, index, part)| Answer { article, index, part, reason: String::new() })
                .collect();
            answers.sort();
            let kinds: Vec<NameKind> = set.iter().map(|i| spellings[*i].kind).collect();
            let kind = *kinds.iter().min().unwrap_or(&NameKind::Other);
            let mut texts: Vec<&str> = set.iter().map(|i| spellings[*i].text).collect();
            texts.sort_unstable();
            let key = format!("name|{}", texts.join("|"));
            questions.push(Question { topic: Topic::Name(kind), key, answers, confidence: 0.9, reasons: Vec::new() });
        }
        let person = set.iter().all(|i| spellings[*i].kind == NameKind::Person && spellings[*i].parts.parts.len() > 1);
        if person {
            questions.extend(roles(digests, &spellings, &set));
        }
    }
    Names { links, questions }
}

/// The distinct full spellings of the corpus, by text.
fn spellings(digests: &[Digest]) -> Vec<Spelling<'_>> {
    // Each with how often it is read as a name of which kind.
    let mut by_text: BTreeMap<(&str, bool), (Spelling, BTreeMap<NameKind, usize>)> = BTreeMap::new();
    let in_full = |e: &Entity| e.name.contains(char::is_whitespace);
    let people = digests.iter().flat_map(|d| &d.entities).filter(|e| e.kind == NameKind::Person && in_full(e));
    let surnames: BTreeSet<CompactString> = people.filter_map(|e| Parts::of(&e.name).parts.pop()).collect();
    for (a, digest) in digests.iter().enumerate() {
        for (e, entity) in digest.entities.iter().enumerate() {
            for (f, form) in entity.forms.iter().enumerate() {
                let parts = Parts::of(&form.text);
                // A surname alone is the business of the article that names its bearer in full; a single name that no
                // article unfolds may be a company as well. Quotations keep their speaker's spelling.
                let single = parts.parts.len() < 2;
                let person = entity.kind == NameKind::Person && !single;
                let unfolded = single
                    && entity.kind == NameKind::Person
                    && (in_full(entity) || surnames.contains(parts.parts.first().map_or("", |p| p.as_str())));
                if form.quoted || parts.parts.is_empty() || unfolded {
                    continue;
                }
                let kind = if single && entity.kind == NameKind::Person { NameKind::Other } else { entity.kind };
                let (spelling, kinds) = by_text.entry((&form.text, person)).or_insert_with(|| {
                    (Spelling { text: &form.text, kind, parts, bearers: Vec::new() }, BTreeMap::new())
                });
                spelling.bearers.push((a, e, f));
                *kinds.entry(kind).or_default() += 1;
            }
        }
    }
    let settled = by_text.into_values().map(|(spelling, kinds)| {
        // The kind of most articles; of two that are as common the first in the list of kinds.
        let most = kinds.into_iter().max_by_key(|(kind, n)| (*n, std::cmp::Reverse(*kind)));
        Spelling { kind: most.map_or(spelling.kind, |(kind, _)| kind), ..spelling }
    });
    settled.collect()
}

/// Pairs of spellings that differ in one part or in style, found by what they have in common.
fn candidates(spellings: &[Spelling]) -> BTreeSet<(usize, usize)> {
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, s) in spellings.iter().enumerate() {
        let parts = &s.parts.parts;
        blocks.entry(parts.concat()).or_default().push(i);
        if parts.len() > 1 {
            for skip in 0..parts.len() {
                let rest: Vec<&str> =
                    parts.iter().enumerate().filter(|(n, _)| *n != skip).map(|(_, p)| p.as_str()).collect();
                // Three or four letters in common ("of the", "Inc") tie nothing together.
                if rest.iter().map(|p| p.len()).sum::<usize>() >= 3 {
                    blocks.entry(format!("{skip}/{} {}", parts.len(), rest.join(" "))).or_default().push(i);
                }
            }
        } else if parts[0].len() >= LONG_ENOUGH {
            for shorter in shortened(&parts[0]) {
                blocks.entry(format!("- {shorter}")).or_default().push(i);
            }
        }
    }
    let mut pairs = BTreeSet::new();
    for block in blocks.values() {
        for (n, i) in block.iter().enumerate() {
            pairs.extend(block[n + 1..].iter().filter(|j| *j != i).map(|j| (*i.min(j), *i.max(j))));
        }
    }
    pairs
}

/// The word itself and the word without each of its letters: words one slip apart share one of these (Garbe's SymSpell).
fn shortened(word: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::from([word.to_owned()]);
    for i in 0..word.len() {
        let mut shorter = word.to_owned();
        shorter.remove(i);
        out.insert(shorter);
    }
    out
}

/// "J. Reed" and "Rafa Reed" beside "Rafael Reed" are brevity, not a variant.
fn initials(a: &Spelling, b: &Spelling) -> bool {
    let (x, y) = (&a.parts.parts, &b.parts.parts);
    let person = a.kind == NameKind::Person && b.kind == NameKind::Person;
    // A short form drops a syllable; "Oonagh" for "Oona" has none more.
    let vowel = |c: char| "aeiouy".contains(c);
    let short = |p: &str, q: &str| q.strip_prefix(p).is_some_and(|rest| rest.len() > 1 && rest.contains(vowel));
    let given = x.len().saturating_sub(1);
    x.len() == y.len()
        && (x.iter().zip(y).any(|(p, q)| p != q && (p.len() == 1 || q.len() == 1))
            || person && x.iter().zip(y).take(given).any(|(p, q)| p != q && (short(p, q) || short(q, p))))
}

/// Whether one word comes from the other by an ending ("Arland", "Arlands", "Arlander").
fn derived(lexicon: &Lexicon, a: &Spelling, b: &Spelling) -> bool {
    if a.kind == NameKind::Person && b.kind == NameKind::Person {
        return false;
    }
    // Each may be the stem or the stem with an ending: "Arland" and "Arlander", "Democrats" and "Democratic".
    let ends = |a: &str, b: &str| {
        let stem = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum::<usize>();
        let ending = |rest: &str| rest.is_empty() || lexicon.grammar.is(rest, Class::NameEnding);
        stem >= STEM && ending(&a[stem..]) && ending(&b[stem..])
    };
    let (x, y) = (&a.parts.parts, &b.parts.parts);
    x.len() == y.len()
        && x.iter()
            .zip(y)
            .filter(|(p, q)| p != q)
            .any(|(p, q)| ends(p, q) || (lexicon.grammar.is(p, Class::Stop) != lexicon.grammar.is(q, Class::Stop)))
}

/// "Marwick Airways" and "Marwick Airlines", "Harrow Lane" and "Harrow Road": all but the last word is the same, and the last
/// words are easily taken for each other.
fn related(lexicon: &Lexicon, a: &Spelling, b: &Spelling) -> bool {
    let (x, y) = (&a.parts.parts, &b.parts.parts);
    let person = |s: &Spelling| s.kind == NameKind::Person;
    if person(a) || person(b) || x.len() != y.len() || x.len() < 2 {
        return false;
    }
    let last = x.len() - 1;
    x[..last] == y[..last]
        && x[last] != y[last]
        && x[..last].iter().map(|p| p.len()).sum::<usize>() >= LONG_ENOUGH
        && lexicon.names.alike.tie(&x[last], &y[last])
}

/// Whether two people whose names differ in one part hold one office in one story, and no article names both.
fn one_office(lexicon: &Lexicon, digests: &[Digest], a: &Spelling, b: &Spelling) -> bool {
    let (x, y) = (&a.parts.parts, &b.parts.parts);
    if a.kind != NameKind::Person || b.kind != NameKind::Person || x.len() != y.len() || x.len() < 2 {
        return false;
    }
    let apart = x.iter().zip(y).filter(|(p, q)| p != q).count();
    let entity = |(article, index, _): (usize, usize, usize)| &digests[article].entities[index];
    let office = |head: &str| lexicon.titles.offices.words.contains(head);
    let share =
        |p: &Entity, q: &Entity| p.roles.iter().any(|r| office(&r.head) && q.roles.iter().any(|s| r.head == s.head));
    // Relatives may hold one office after each other; in one article they stand side by side.
    let knows = |s: &Spelling, article: usize| s.bearers.iter().any(|b| b.0 == article);
    // Colleagues share first names; one family name in one office is one person, unless a short form explains it.
    let family = x.last() == y.last();
    apart == 1
        && family
        && !x.iter().zip(y).any(|(p, q)| p != q && lexicon.names.short.tie(p, q))
        && !a.bearers.iter().any(|p| knows(b, p.0))
        && a.bearers.iter().any(|p| {
            b.bearers.iter().any(|q| {
                share(entity(*p), entity(*q)) && story::likeness(&digests[p.0], &digests[q.0]) >= story::ONE_STORY
            })
        })
}

/// Letters at the beginning that two names have in common where one is the other half remembered.
const HEARD: usize = 3;

/// "Ilse Brandvold" and "Ilse Brandhoff", "Federation of Harrow" and "Confederation of Harrow": all but one part is the same and
/// this begins alike, or ends so where it is no person, as when a name was half remembered; both are told of in one story, and no article names both.
fn half_heard(lexicon: &Lexicon, digests: &[Digest], a: &Spelling, b: &Spelling) -> bool {
    let (x, y) = (&a.parts.parts, &b.parts.parts);
    if (a.kind == NameKind::Person) != (b.kind == NameKind::Person) || x.len() != y.len() || x.len() < 2 {
        return false;
    }
    let mut apart = x.iter().zip(y).filter(|(p, q)| p != q);
    let (Some((p, q)), None) = (apart.next(), apart.next()) else { return false };
    let common = p.bytes().zip(q.bytes()).take_while(|(i, j)| i == j).count();
    let rest = x.iter().map(|p| p.len()).sum::<usize>() - p.len();
    let ending = p.bytes().rev().zip(q.bytes().rev()).take_while(|(i, j)| i == j).count();
    let alike = if a.kind != NameKind::Person {
        rest >= LONG_ENOUGH && (common > HEARD || ending > HEARD + 1)
    } else if x.last() == y.last() {
        // Of given names one may be the short form of the other.
        common >= HEARD && p.len().min(q.len()) > HEARD + 1 && p.len().abs_diff(q.len()) <= 1
    } else {
        common >= HEARD && p.len().min(q.len()) > HEARD
    };
    alike
        && !lexicon.names.short.tie(p, q)
        && !a.bearers.iter().any(|p| b.bearers.iter().any(|q| p.0 == q.0))
        && a.bearers
            .iter()
            .any(|p| b.bearers.iter().any(|q| story::likeness(&digests[p.0], &digests[q.0]) >= story::ONE_STORY))
}

/// Whether two spellings stand for one bearer: they meet in one story or carry one role, and no article knows both apart.
fn one_bearer(digests: &[Digest], a: &Spelling, b: &Spelling, likeness: Likeness) -> bool {
    let person = |s: &Spelling| s.kind == NameKind::Person;
    if person(a) != person(b) && likeness != Likeness::Variant {
        return false;
    }
    let entity = |(article, index, _): (usize, usize, usize)| &digests[article].entities[index];
    let often = |s: &Spelling, article: usize| {
        let in_article = s.bearers.iter().filter(|b| b.0 == article);
        in_article.map(|b| entity(*b).forms[b.2].locators.len()).sum::<usize>()
    };
    let inside: BTreeSet<usize> =
        a.bearers.iter().map(|x| x.0).filter(|x| b.bearers.iter().any(|y| y.0 == *x)).collect();
    if likeness == Likeness::Slip {
        // An article that names both again and again, or gives them other roles, knows two bearers.
        for article in &inside {
            let roles = |s: &Spelling| {
                let of = s.bearers.iter().filter(|b| b.0 == *article).flat_map(|b| entity(*b).roles.iter());
                of.map(|r| r.head.clone()).collect::<BTreeSet<_>>()
            };
            let (x, y) = (roles(a), roles(b));
            if (often(a, *article) > 1 && often(b, *article) > 1)
                || (!x.is_empty() && !y.is_empty() && x.is_disjoint(&y))
            {
                return false;
            }
        }
    }
    if !inside.is_empty() {
        return true;
    }
    a.bearers.iter().any(|x| {
        b.bearers.iter().any(|y| {
            let shared_role = entity(*x).roles.iter().any(|r| entity(*y).roles.iter().any(|s| r.head == s.head));
            let story = story::likeness(&digests[x.0], &digests[y.0]);
            story >= story::ONE_STORY || (shared_role && story >= story::ONE_STORY / 2.0)
        })
    })
}

/// What roles do the articles give to the person?
fn roles(digests: &[Digest], spellings: &[Spelling], set: &[usize]) -> Option<Question> {
    let mut answers: BTreeSet<Answer> = BTreeSet::new();
    for i in set {
        for (article, index, _) in &spellings[*i].bearers {
            let entity: &Entity = &digests[*article].entities[*index];
            for part in 0..entity.roles.len() {
                answers.insert(Answer { article: *article, index: *index, part, reason: String::new() });
            }
        }
    }
    if answers.len() < 2 {
        return None;
    }
    let mut texts: Vec<&str> = set.iter().map(|i| spellings[*i].text).collect();
    texts.sort_unstable();
    let key = format!("role|{}", texts[0]);
    Some(Question {
        topic: Topic::Role,
        key,
        answers: answers.into_iter().collect(),
        confidence: 0.8,
        reasons: Vec::new(),
    })
}
