//! What the tables know of the words of names.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::lexicon::{Lexicon, gazetteer};
use crate::syntax::{form, part};

/// Kinds of words ([`part`]) by the hash of the word.
pub(super) type Names = BTreeMap<u64, u8>;

/// All words that the tables know; what comes first goes before what comes later.
pub(super) fn names(lexicon: &Lexicon) -> Names {
    let mut names = Names::new();
    let titles = &lexicon.titles;
    for (set, kind) in [
        (&titles.honorifics.words, part::HONORIFIC),
        (&titles.offices.words, part::OFFICE),
        (&titles.organisations.companies, part::COMPANY),
        (&titles.organisations.bodies, part::BODY),
        (&titles.vessels.words, part::VESSEL),
    ] {
        add(&mut names, sorted(set), kind);
    }
    for (word, known) in gazetteer::people() {
        let kind = match (known.given, known.surname) {
            (true, true) => part::EITHER,
            (true, false) => part::GIVEN,
            (false, true) => part::FAMILY,
            (false, false) => continue,
        };
        add(&mut names, [word], kind);
    }
    let single = |word: &&str| !word.contains(' ');
    add(&mut names, gazetteer::cities().filter(single), part::PLACE);
    add(
        &mut names,
        gazetteer::nouns().filter(|(_, class)| class.person).map(|(noun, _)| noun).filter(single),
        part::PERSON,
    );
    names
}

fn sorted(set: &FxHashSet<String>) -> Vec<&str> {
    let mut words: Vec<&str> = set.iter().map(String::as_str).collect();
    words.sort_unstable();
    words
}

fn add<'a>(names: &mut Names, words: impl IntoIterator<Item = &'a str>, kind: u8) {
    let mut folded = String::new();
    for word in words {
        form::fold(word, &mut folded);
        names.entry(form::key(&folded)).or_insert(kind);
    }
}
