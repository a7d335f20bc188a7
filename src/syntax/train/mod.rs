//! The trainer of the language model, and its measurement: see `docs/language.md`.
//!
//! Training is the same bit for bit in every run: whole numbers, one thread, fixed seeds, no order taken from a hash map.

mod augment;
mod conllu;
mod evaluate;
mod lemmas;
mod lexicon;
mod names;
mod parse;
mod perceptron;
mod random;
mod raw;
mod tag;
mod wordnet;
mod write;

pub use conllu::{Sentence, read};
pub use evaluate::{Figures, evaluate};
pub use raw::evaluate_raw;
pub use wordnet::{Part, WordNet};

use super::form::Form;

/// Parts that the training text is cut into, so that each is tagged by a tagger that has not seen it.
const FOLDS: usize = 4;

/// Trains a model on parsed sentences, with what WordNet knows of words, and returns the model file. `say` is told of the
/// progress.
pub fn train(sentences: &[Sentence], wordnet: &WordNet, mut say: impl FnMut(&str)) -> Vec<u8> {
    let all = augment::augment(sentences);
    say(&format!("{} sentences, {} with variants", sentences.len(), all.len()));
    let classes = tag::Classes::of(sentences);
    let lexicon = lexicon::Lexicon::of(sentences, wordnet, &classes);
    say(&format!("lexicon: {} words", lexicon.rows().len()));
    let names = names::names(&crate::lexicon::Lexicon::english());
    say(&format!("{} words of names", names.len()));
    let forms: Vec<Vec<Form>> = all.iter().map(|s| Form::of(&s.words())).collect();
    let mut tags: Vec<Vec<u8>> = vec![Vec::new(); all.len()];
    for fold in 0..FOLDS {
        // Variants of a sentence stand next to it, and neighbours share a text: blocks, not every fifth sentence.
        let held = |s: &Sentence| s.block % FOLDS == fold;
        let rest: Vec<usize> = (0..all.len()).filter(|i| !held(&all[*i])).collect();
        let table = tag::train(&all, &forms, &rest, &lexicon, &classes);
        for i in (0..all.len()).filter(|i| held(&all[*i])) {
            tags[i] = tag::predict(&table, &forms[i], &lexicon, &classes);
        }
        say(&format!("tagged part {} of {FOLDS}", fold + 1));
    }
    let right: usize = (0..all.len()).map(|i| all[i].agreement(&tags[i], &classes)).sum();
    let total: usize = all.iter().map(|s| s.forms.len()).sum();
    say(&format!("tags of the training text right: {:.2} %", 100.0 * right as f64 / total as f64));
    let every: Vec<usize> = (0..all.len()).collect();
    let tagger = tag::train_rows(&all, &forms, &every, &lexicon, &classes);
    say(&format!("tagger: {} features", tagger.len()));
    let (edits, lemmas) = lemmas::train(sentences, &lexicon, &classes);
    say(&format!("lemmatiser: {} keys, {} edits", lemmas.len(), edits.len()));
    let (actions, labels) = parse::train(&all, &forms, &tags, &lexicon, &classes, &names, &mut say);
    say(&format!("parser: {} features of steps, {} of relations", actions.len(), labels.len()));
    let learned = write::Learned { tagger, lemmas, actions, labels };
    write::file(&classes, &edits, &lexicon, &learned, &names)
}
