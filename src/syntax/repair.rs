//! Names behind titles: which word is the head is settled by what the words are known as, since no treebank holds enough of
//! them ("Professor Osei", "NASA Administrator Jan Berg": the name is the head, the title hangs on it).

use super::form::{self, Case};
use super::part::{EITHER, GIVEN, HONORIFIC, OFFICE, PERSON, VESSEL};
use super::{Relation, Tag, Word};

/// Makes the name the head of each run of capitalised words that holds a title before a name. `kinds` says what part of a
/// name each word is known as. What would be no tree is left as it was.
pub(super) fn name_heads(written: &[&str], kinds: &[u8], words: &mut [Word]) {
    let titles = |i: usize| matches!(kinds[i], HONORIFIC | OFFICE | VESSEL | PERSON);
    if !(0..words.len()).any(titles) || form::case(written) != Case::Normal {
        return;
    }
    let capital = |i: usize| written[i].starts_with(char::is_uppercase);
    let given = |i: usize| matches!(kinds[i], GIVEN | EITHER) && capital(i);
    let mut at = 0;
    while at < words.len() {
        // "spokeswoman Jan Berg": a small noun for a person belongs to the run too, if a given name follows.
        let small = |i: usize| {
            matches!(kinds[i], OFFICE | PERSON) && i + 1 < words.len() && given(i + 1) && words[i].tag == Tag::Noun
        };
        let named = |i: usize| matches!(words[i].tag, Tag::Propn | Tag::Noun) && (capital(i) || small(i));
        let end = (at..words.len()).find(|i| !named(*i)).unwrap_or(words.len());
        let title = (at..end.saturating_sub(1)).rev().find(|i| {
            let before = match kinds[*i] {
                HONORIFIC | OFFICE | VESSEL if capital(*i) => true,
                OFFICE | PERSON => given(i + 1),
                _ => false,
            };
            before && words[i + 1].tag == Tag::Propn
        });
        if let Some(title) = title {
            // "the spokeswoman Jan Berg" is a noun with its apposition.
            let article = words.iter().any(|w| {
                matches!(w.relation, Relation::Det | Relation::NmodPoss)
                    && w.head.is_some_and(|h| (at..end).contains(&usize::from(h)))
            });
            if capital(title) || !article {
                behind(title, at..end, words);
            }
        }
        at = end.max(at) + 1;
    }
}

/// Makes the word behind a title the head of the run of words.
fn behind(title: usize, run: std::ops::Range<usize>, words: &mut [Word]) {
    let name = title + 1;
    let outside = |i: usize, words: &[Word]| words[i].head.is_none_or(|h| !run.contains(&usize::from(h)));
    let tops: Vec<usize> = run.clone().filter(|i| outside(*i, words)).collect();
    let before = tops.iter().filter(|t| **t <= title).count();
    // At most the two words of the name itself may stand on their own beside the title.
    if before == 0 || tops.iter().any(|t| *t > name + 1) {
        return;
    }
    let part = |r: Relation| {
        matches!(
            r,
            Relation::Compound
                | Relation::Nmod
                | Relation::NmodPoss
                | Relation::Appos
                | Relation::Amod
                | Relation::Flat
        )
    };
    let top = tops
        .iter()
        .find(|t| words[**t].head.is_none())
        .or_else(|| tops.iter().find(|t| !part(words[**t].relation)))
        .unwrap_or(&tops[0]);
    let old: Vec<(Option<u16>, Relation)> = words.iter().map(|w| (w.head, w.relation)).collect();
    let hang = |words: &mut [Word], i: usize, on: usize, relation: Relation| {
        (words[i].head, words[i].relation) = (Some(on as u16), relation);
    };
    (words[name].head, words[name].relation) = old[*top];
    for i in run.clone().filter(|i| *i != name) {
        let head = old[i].0.map(usize::from);
        if i == title {
            hang(words, i, name, Relation::Nmod);
        } else if i > name && (tops.contains(&i) || head.is_some_and(|h| h <= title && run.contains(&h))) {
            hang(words, i, name, Relation::Flat);
        } else if i < title && (tops.contains(&i) || head.is_some_and(|h| h > title)) {
            hang(words, i, title, Relation::Compound);
        }
    }
    // What hung on another word of the run from outside belongs to the whole name.
    for i in (0..words.len()).filter(|i| !run.contains(i)) {
        let on = old[i].0.map(usize::from);
        if on.is_some_and(|h| run.contains(&h) && (h <= title || tops.contains(&h))) {
            words[i].head = Some(name as u16);
        }
    }
    if !is_tree(words) {
        for (word, (head, relation)) in words.iter_mut().zip(old) {
            (word.head, word.relation) = (head, relation);
        }
    }
}

/// Whether there is one root, and every word leads up to it.
fn is_tree(words: &[Word]) -> bool {
    // 0 not looked at, 1 on the way up, 2 leads to the root.
    let mut state = vec![0u8; words.len()];
    for start in 0..words.len() {
        let mut way = Vec::new();
        let mut at = start;
        while state[at] == 0 {
            state[at] = 1;
            way.push(at);
            match words[at].head {
                Some(head) => at = usize::from(head),
                None => break,
            }
        }
        if words[at].head.is_some() && state[at] == 1 {
            return false;
        }
        way.into_iter().for_each(|i| state[i] = 2);
    }
    words.iter().filter(|w| w.head.is_none()).count() == 1
}
