//! Writing of the model file.

use super::lexicon::Lexicon;
use super::names::Names;
use super::perceptron::Row;
use super::tag::Classes;
use crate::syntax::hash;
use crate::syntax::lemma::Edit;
use crate::syntax::model::{ALIGN, HEADER, MAGIC, SECTIONS, VERSION};
use crate::syntax::table::{Pairs, Sparse, Steps};

/// Bytes for the weights of the parser's steps.
const STEPS: usize = 2_800_000;

/// What was learned, by part of the model.
pub(super) struct Learned {
    pub tagger: Vec<Row>,
    pub lemmas: Vec<Row>,
    pub actions: Vec<(u64, [u8; 2])>,
    pub labels: Vec<Row>,
}

/// The whole file.
pub(super) fn file(classes: &Classes, edits: &[Edit], lexicon: &Lexicon, learned: &Learned, names: &Names) -> Vec<u8> {
    let mut class_bytes = Vec::new();
    for class in classes.list() {
        class_bytes.push(class.tag as u8);
        class_bytes.extend(class.features.0.to_le_bytes());
        class_bytes.push(u8::from(class.cased));
    }
    let mut edit_bytes = Vec::new();
    for edit in edits {
        edit_bytes.extend([edit.cut, edit.append.len() as u8]);
        edit_bytes.extend(edit.append.as_bytes());
    }
    let sections: [Vec<u8>; SECTIONS] = [
        class_bytes,
        edit_bytes,
        lexicon.sure.to_vec(),
        Pairs::write(&lexicon.rows()),
        Sparse::write(&learned.tagger),
        Sparse::write(&learned.lemmas),
        Steps::write(&learned.actions, STEPS),
        Sparse::write(&learned.labels),
        Pairs::write(&names.iter().map(|(word, kind)| (*word, [*kind, 0])).collect::<Vec<_>>()),
    ];
    let mut body = Vec::new();
    for section in &sections {
        body.extend((section.len() as u32).to_le_bytes());
    }
    for section in &sections {
        body.resize((HEADER + body.len()).next_multiple_of(ALIGN) - HEADER, 0);
        body.extend(section);
    }
    let mut file = MAGIC.to_vec();
    file.extend(VERSION.to_le_bytes());
    file.extend((SECTIONS as u32).to_le_bytes());
    file.extend(hash::checksum(&body).to_le_bytes());
    file.extend(body);
    file
}
