//! Training of the lemmatiser.

use std::collections::BTreeMap;

use super::conllu::Sentence;
use super::lexicon::Lexicon;
use super::perceptron::Row;
use super::tag::Classes;
use crate::syntax::form::{self, Case};
use crate::syntax::lemma::{Edit, row, suffix_keys, word_key};
use crate::syntax::model::spelling;

/// The edit that leads from a form to its lemma.
pub(super) fn edit(form: &str, lemma: &str) -> Edit {
    let shared = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
    let cut = form.chars().count() - shared;
    if shared == 0 || cut > 20 {
        return Edit { cut: Edit::ALL, append: lemma.to_owned() };
    }
    Edit { cut: cut as u8, append: lemma.chars().skip(shared).collect() }
}

/// Counts of edits under a key; the key of a longer context comes first.
type Counts = BTreeMap<u64, BTreeMap<Edit, usize>>;

/// The commonest edit, the first of equals.
fn usual(counts: &BTreeMap<Edit, usize>) -> &Edit {
    let mut best = counts.iter().next().expect("a key was counted");
    for entry in counts {
        if entry.1 > best.1 {
            best = entry;
        }
    }
    best.0
}

/// Learns edits of suffixes, then of the words that these get wrong. Returns the list of edits, and rows that hold an
/// edit's number as class (low byte) and weight (high byte).
pub(super) fn train(sentences: &[Sentence], lexicon: &Lexicon, classes: &Classes) -> (Vec<Edit>, Vec<Row>) {
    let (mut suffixes, mut words) = (Counts::new(), BTreeMap::<(String, u8), BTreeMap<(u8, Edit), usize>>::new());
    let mut spelled = String::new();
    for sentence in sentences {
        let upper = form::case(&sentence.words()) == Case::Upper;
        let gold = classes.gold(sentence);
        for (i, lemma) in sentence.lemmas.iter().enumerate().filter(|(_, l)| !l.is_empty() && *l != "_") {
            spelling(&sentence.forms[i], classes.class(gold[i]).cased, upper, &mut spelled);
            let edit = edit(&spelled, lemma);
            let relation = sentence.relations[i] as u8;
            *words.entry((spelled.clone(), gold[i])).or_default().entry((relation, edit)).or_default() += 1;
        }
    }
    for (form, class, base) in &lexicon.inflected {
        let counts = words.entry((form.clone(), *class)).or_default();
        if counts.is_empty() {
            counts.insert((255, edit(form, base)), 1);
        }
    }
    // Suffixes learn from each word once: what is frequent is known as a word.
    for ((word, class), counts) in &words {
        let mut by_edit: BTreeMap<&Edit, usize> = BTreeMap::new();
        for ((_, edit), n) in counts {
            *by_edit.entry(edit).or_default() += n;
        }
        let best = by_edit.iter().fold(None, |b: Option<(&Edit, usize)>, (e, n)| match b {
            Some((_, most)) if most >= *n => b,
            _ => Some((*e, *n)),
        });
        let Some((best, _)) = best else { continue };
        if best.cut == Edit::ALL {
            continue;
        }
        for key in suffix_keys(word, *class) {
            *suffixes.entry(key).or_default().entry(best.clone()).or_default() += 1;
        }
    }
    let mut edits: BTreeMap<Edit, u16> = BTreeMap::new();
    let mut table: BTreeMap<u64, Edit> = BTreeMap::new();
    for (word, class) in words.keys() {
        let keys: Vec<u64> = suffix_keys(word, *class).collect();
        // A suffix is kept if it says something else than the next shorter one that is kept.
        let mut shorter: Option<Edit> = None;
        for key in keys.iter().rev() {
            let Some(counts) = suffixes.get(key) else { continue };
            let edit = usual(counts);
            let total: usize = counts.values().sum();
            if shorter.as_ref() != Some(edit) && (total > 1 || shorter.is_none()) {
                table.insert(*key, edit.clone());
            }
            if table.contains_key(key) {
                shorter = Some(table[key].clone());
            }
        }
    }
    let mut known: BTreeMap<u64, Edit> = BTreeMap::new();
    for ((word, class), counts) in &words {
        let by_suffix = suffix_keys(word, *class).find_map(|k| table.get(&k).filter(|e| e.apply(word).is_some()));
        let mut all: BTreeMap<Edit, usize> = BTreeMap::new();
        let mut by_relation: BTreeMap<u8, BTreeMap<Edit, usize>> = BTreeMap::new();
        for ((relation, edit), n) in counts {
            *all.entry(edit.clone()).or_default() += n;
            *by_relation.entry(*relation).or_default().entry(edit.clone()).or_default() += n;
        }
        let general = usual(&all);
        if by_suffix != Some(general) {
            known.insert(word_key(word, *class, 255), general.clone());
        }
        for (relation, counts) in &by_relation {
            let best = usual(counts);
            if best != general && counts[best] > 1 {
                known.insert(word_key(word, *class, *relation), best.clone());
            }
        }
    }
    table.extend(known);
    for edit in table.values() {
        edits.insert(edit.clone(), 0);
    }
    edits.values_mut().enumerate().for_each(|(i, n)| *n = i as u16);
    let rows = table.iter().map(|(key, edit)| row(*key, edits[edit])).collect();
    (edits.into_keys().collect(), rows)
}
