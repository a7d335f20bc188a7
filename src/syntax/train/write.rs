//! Writing of the model file.

use super::perceptron::Row;
use super::tag::Classes;
use crate::syntax::hash;
use crate::syntax::lemma::Edit;
use crate::syntax::model::{MAGIC, SECTIONS, VERSION};
use crate::syntax::table::{Pairs, Sparse};

/// The whole file.
pub(super) fn file(
    classes: &Classes,
    edits: &[Edit],
    lexicon: &[(u64, [u8; 2])],
    tagger: &[Row],
    lemmas: &[Row],
    actions: &[(u64, [u8; 2])],
    labels: &[Row],
) -> Vec<u8> {
    let mut class_bytes = Vec::new();
    for class in classes.list() {
        class_bytes.push(class.tag as u8);
        class_bytes.extend(class.features.0.to_le_bytes());
    }
    let mut edit_bytes = Vec::new();
    for edit in edits {
        edit_bytes.extend([edit.cut, edit.append.len() as u8]);
        edit_bytes.extend(edit.append.as_bytes());
    }
    let sections: [Vec<u8>; SECTIONS] = [
        class_bytes,
        edit_bytes,
        Pairs::write(lexicon),
        Sparse::write(tagger),
        Sparse::write(lemmas),
        Pairs::write(actions),
        Sparse::write(labels),
    ];
    let mut body = Vec::new();
    for section in &sections {
        body.extend((section.len() as u32).to_le_bytes());
    }
    body.extend(sections.concat());
    let mut file = MAGIC.to_vec();
    file.extend(VERSION.to_le_bytes());
    file.extend((SECTIONS as u32).to_le_bytes());
    file.extend(hash::checksum(&body).to_le_bytes());
    file.extend(body);
    file
}
