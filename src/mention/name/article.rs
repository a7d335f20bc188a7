//! What the names of an article say of each other: a surname alone follows its full name, an acronym its expansion, and
//! one name is of one kind.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Gender, NameKind};
use super::look::{Shape, bit};
use super::spans::{Found, View};
use crate::lexicon::gazetteer::fold;

/// Makes the names of an article consistent and adds those that are known from elsewhere in it.
pub(super) fn agree(views: &[View], names: &mut [Vec<Found>]) {
    let people = surnames(views, names);
    let derived = derived(views, names);
    for (view, found) in views.iter().zip(names.iter_mut()) {
        found.retain(|n| n.end - n.start > 1 || n.sure || !derived.contains_key(view.words[n.start]));
    }
    one_kind(views, names, &people, &derived);
    for (view, found) in views.iter().zip(names.iter_mut()) {
        for name in found.iter_mut().filter(|n| n.end - n.start == 1 && !n.sure) {
            if people.contains_key(view.words[name.start]) && !view.has(name.start, bit::COUNTRY | bit::CAPITAL) {
                name.kind = NameKind::Person;
            }
        }
        let taken = |found: &[Found], i: usize| found.iter().any(|n| n.start <= i && i < n.end);
        for i in 0..view.len() {
            let known = people.get(view.words[i]).is_some_and(|clear| *clear || !view.opens(i) && !view.loud);
            if known && !taken(found, i) && !view.has(i, bit::DEMONYM) {
                found.push(Found { start: i, end: i + 1, kind: NameKind::Person, sure: false });
            }
        }
        acronyms(view, found);
        found.sort_by_key(|n| n.start);
        if view.loud {
            found.retain(|n| n.kind != NameKind::Other);
        }
    }
}

/// All names of one wording are of the kind that most of them are; what a rule vouches for counts thrice. A single word
/// that is nobody's surname and stands after a preposition of place is rather a place.
fn one_kind(
    views: &[View],
    names: &mut [Vec<Found>],
    people: &BTreeMap<String, bool>,
    derived: &BTreeMap<String, String>,
) {
    let mut votes: BTreeMap<String, [u32; 4]> = BTreeMap::new();
    for (view, found) in views.iter().zip(names.iter()) {
        for name in found {
            let weight = match (name.sure, name.kind, view.loud || view.looks[name.start].shape == Shape::Large) {
                (true, ..) => 6,
                (false, NameKind::Other, _) | (_, _, true) => 1,
                _ => 2,
            };
            let votes = votes.entry(wording(view, name)).or_default();
            votes[name.kind as usize] += weight;
            let single = name.end - name.start == 1 && !people.contains_key(view.words[name.start]);
            if single && !name.sure && matches!(name.kind, NameKind::Person | NameKind::Other) && at_place(view, name) {
                votes[NameKind::Place as usize] += 5;
            }
        }
    }
    // Where a word for the people is derived from a name, it is a country's or a city's.
    for root in derived.values() {
        if let Some(votes) = votes.get_mut(&fold(root)) {
            votes[NameKind::Place as usize] += 6;
        }
    }
    for (view, found) in views.iter().zip(names.iter_mut()) {
        for name in found.iter_mut() {
            let Some(votes) = votes.get(&wording(view, name)) else { continue };
            // A place may stand for its government, a person's name for a firm: only a clear majority decides.
            if let Some((kind, most)) = KINDS.iter().zip(votes).max_by_key(|(_, n)| **n)
                && *most > votes[name.kind as usize]
            {
                name.kind = *kind;
            }
        }
    }
}

/// Whether a preposition of place stands before a name, and no noun after it that it would belong to.
fn at_place(view: &View, name: &Found) -> bool {
    name.start > 0
        && view.has(name.start - 1, bit::AT_PLACE)
        && !view.is_large(name.start - 1)
        && !view.is_genitive(name.end)
}

/// Words derived from names of the article by an ending for peoples ("Velmari" and "Velmarian"), with those names.
fn derived(views: &[View], names: &[Vec<Found>]) -> BTreeMap<String, String> {
    let mut single: BTreeSet<&str> = BTreeSet::new();
    for (view, found) in views.iter().zip(names) {
        let words = found.iter().filter(|n| n.end - n.start == 1 && !view.loud).map(|n| view.words[n.start]);
        single.extend(words.filter(|w| w.is_ascii() && w.len() >= 4));
    }
    let mut out = BTreeMap::new();
    let Some(endings) = views.first().map(|v| &v.lexicon.titles.demonyms.endings) else { return out };
    for word in &single {
        let root =
            endings.iter().filter_map(|e| word.strip_suffix(e.as_str())).filter(|stem| stem.len() >= 4).find_map(
                |stem| {
                    // "Kestr" of "Kestrian" may have lost an "ia" or "a".
                    single
                        .range(stem..)
                        .take_while(|w| w.starts_with(stem))
                        .find(|w| *w < word && w.len() <= stem.len() + 2)
                },
            );
        if let Some(root) = root {
            out.insert((*word).to_owned(), (*root).to_owned());
        }
    }
    out
}

const KINDS: [NameKind; 4] = [NameKind::Person, NameKind::Place, NameKind::Organisation, NameKind::Other];

pub(super) fn wording(view: &View, name: &Found) -> String {
    fold(&view.words[name.start..name.end].join(" "))
}

/// The last words of people named in full, with whether they are no common words.
fn surnames(views: &[View], names: &[Vec<Found>]) -> BTreeMap<String, bool> {
    let mut out = BTreeMap::new();
    for (view, found) in views.iter().zip(names) {
        for name in found.iter().filter(|n| n.kind == NameKind::Person && !view.loud) {
            let parts = Parts::of(view, name);
            let Some(surname) = parts.surname.filter(|_| parts.given.is_some() || titled(view, name)) else { continue };
            let word = view.words[surname];
            if view.looks[surname].shape != Shape::Small && word.chars().count() > 2 {
                out.insert(word.to_owned(), !view.has(surname, bit::COMMON));
            }
        }
    }
    out
}

fn titled(view: &View, name: &Found) -> bool {
    name.start > 0 && view.has(name.start - 1, bit::HONORIFIC)
}

/// "World Harbour Council (WHC)": both are one organisation.
fn acronyms(view: &View, found: &mut Vec<Found>) {
    for i in 0..view.len().saturating_sub(2) {
        let acronym = view.looks[i + 1].shape == Shape::Large || view.looks[i + 1].shape == Shape::Mixed;
        if view.words[i] != "(" || view.words[i + 2] != ")" || !acronym {
            continue;
        }
        let Some(before) = found.iter_mut().find(|n| n.end == i && n.kind != NameKind::Person) else { continue };
        if !abbreviates(view.words[i + 1], &view.words[before.start..before.end]) {
            continue;
        }
        if before.kind == NameKind::Other {
            before.kind = NameKind::Organisation;
        }
        let kind = before.kind;
        match found.iter_mut().find(|n| n.start <= i + 1 && i + 1 < n.end) {
            Some(short) => short.kind = kind,
            None => found.push(Found { start: i + 1, end: i + 2, kind, sure: true }),
        }
    }
}

/// Whether the letters of an acronym are first letters of the words, in order; small words may be passed over.
pub(super) fn abbreviates(acronym: &str, words: &[&str]) -> bool {
    let letters: Vec<char> = acronym.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    if letters.len() < 2 || words.len() < 2 {
        return false;
    }
    let mut at = 0;
    let mut large = 0;
    for word in words {
        let Some(first) = word.chars().find(|c| c.is_alphabetic()) else { continue };
        let hit = letters.get(at).is_some_and(|l| first.to_lowercase().eq([*l]));
        if hit {
            at += 1;
        } else if first.is_uppercase() {
            large += 1;
        }
    }
    at == letters.len() && large <= 1
}

/// The parts of a person's name, by tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// The first given name; none in a surname alone.
    pub given: Option<usize>,
    /// The first token of the surname with its particles; none in a given name alone.
    pub family: Option<usize>,
    /// The last word of the surname.
    pub surname: Option<usize>,
}

impl Parts {
    pub(super) fn of(view: &View, name: &Found) -> Parts {
        let mut end = name.end;
        while end > name.start + 1 && view.has(end - 1, bit::AFTER) {
            end -= 1;
        }
        let last = end - 1;
        if last == name.start {
            // Of a single word only the tables tell; most single words are surnames.
            let given = view.has(last, bit::SEXED) && !view.has(last, bit::SURNAME);
            return if given {
                Parts { given: Some(last), ..Parts::default() }
            } else {
                Parts { surname: Some(last), family: Some(last), given: None }
            };
        }
        // Particles and the parts of a hyphenated surname go with it.
        let mut family = last;
        loop {
            if family >= name.start + 2 && view.is_hyphen(family - 1) {
                family -= 2;
            } else if family > name.start
                && view.has(family - 1, bit::PARTICLE)
                && (view.looks[family - 1].shape == Shape::Small || family - 1 > name.start)
            {
                family -= 1;
            } else {
                break;
            }
        }
        let given = (family > name.start).then_some(name.start);
        Parts { given, family: Some(family), surname: Some(last) }
    }
}

/// One name as the clusters see it.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub kind: NameKind,
    /// Folded wording, without endings like "Inc.".
    pub key: String,
    /// Folded given name and surname of a person.
    pub given: Option<String>,
    pub family: Option<String>,
    pub gender: Option<Gender>,
    /// The words, for acronyms.
    pub words: Vec<String>,
}

/// Numbers the entities: names with one number mean one person, place or organisation. Numbers ascend by first mention.
pub(super) fn entities(items: &[Item]) -> Vec<u32> {
    let mut sets = Sets((0..items.len()).collect());
    let mut by_key: BTreeMap<(NameKind, &str), usize> = BTreeMap::new();
    // People named in full, by surname (with and without particles) and by given name, in order.
    let mut full: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, item) in items.iter().enumerate() {
        let whole = item.kind != NameKind::Person || item.given.is_some() && item.family.is_some();
        if !whole {
            continue;
        }
        let first = *by_key.entry((item.kind, &item.key)).or_insert(i);
        sets.join(first, i);
        let (Some(family), Some(given)) = (&item.family, &item.given) else { continue };
        if first == i {
            // "A. Lind" is the Ada Lind of the same article.
            let others = full.get(family.as_str()).map_or(&[][..], Vec::as_slice);
            if let Some(j) = others.iter().take(SAME_NAME).find(|j| one_given(&items[**j], item)) {
                sets.join(*j, i);
            }
        }
        let last = family.rsplit(' ').next().unwrap_or(family);
        for key in [family.as_str(), last, given.as_str()] {
            let list = full.entry(key).or_default();
            if list.last() != Some(&i) {
                list.push(i);
            }
        }
    }
    // A surname or given name alone: the last full name before it that has it, else the first after it.
    for (i, item) in items.iter().enumerate() {
        let Some(alone) = item.family.as_ref().xor(item.given.as_ref()).filter(|_| item.kind == NameKind::Person)
        else {
            continue;
        };
        let list = full.get(alone.as_str()).map_or(&[][..], Vec::as_slice);
        let fits = |j: &&usize| {
            let other = items[**j].gender;
            item.gender.is_none() || other.is_none() || item.gender == other
        };
        let at = list.partition_point(|j| *j < i);
        let found =
            list[..at].iter().rev().take(SAME_NAME).find(fits).or_else(|| list[at..].iter().take(SAME_NAME).find(fits));
        let root = found.copied().unwrap_or_else(|| *by_key.entry((NameKind::Person, &item.key)).or_insert(i));
        sets.join(root, i);
    }
    acronyms_join(items, &mut sets);
    let mut numbers: BTreeMap<usize, u32> = BTreeMap::new();
    (0..items.len())
        .map(|i| {
            let next = numbers.len() as u32;
            *numbers.entry(sets.root(i)).or_insert(next)
        })
        .collect()
}

/// So many namesakes are looked at, that endless lists stay cheap.
const SAME_NAME: usize = 16;

fn acronyms_join(items: &[Item], sets: &mut Sets) {
    let mut long: BTreeMap<String, usize> = BTreeMap::new();
    for (i, item) in items.iter().enumerate().filter(|(_, n)| n.kind != NameKind::Person && n.words.len() > 1) {
        let first = |w: &String| w.chars().find(|c| c.is_alphabetic()).filter(|c| c.is_uppercase());
        let large: String = item.words.iter().filter_map(first).collect();
        let all: String = item.words.iter().filter_map(|w| w.chars().find(|c| c.is_alphabetic())).collect();
        for key in [large, all.to_uppercase()] {
            if key.len() > 1 {
                long.entry(key).or_insert(i);
            }
        }
    }
    for (i, item) in items.iter().enumerate().filter(|(_, n)| n.kind != NameKind::Person && n.words.len() == 1) {
        let letters: String = item.words[0].chars().filter(|c| c.is_alphabetic()).collect();
        if letters.chars().all(char::is_uppercase)
            && let Some(j) = long.get(&letters)
        {
            sets.join(*j, i);
        }
    }
}

/// Disjoint sets of names; the root of a set is its first member.
struct Sets(Vec<usize>);

impl Sets {
    fn root(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// Whether the given names may be of one person: equal, or one the initial of the other.
fn one_given(a: &Item, b: &Item) -> bool {
    match (&a.given, &b.given) {
        (Some(x), Some(y)) => x == y || (x.len() == 1 || y.len() == 1) && x.chars().next() == y.chars().next(),
        _ => false,
    }
}
