//! Base forms: edits learnt for whole words, else for the longest known suffix.

use compact_str::CompactString;

use super::hash::feature;
use super::table::Sparse;

/// How a base form comes from a form: cut characters off the end, then append.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Edit {
    /// Characters cut off the end; [`Edit::ALL`] for the whole word.
    pub cut: u8,
    /// What is appended.
    pub append: String,
}

/// Bits of a key that the table does not look at.
fn more(key: u64) -> [u8; 2] {
    ((key >> 16) as u16).to_le_bytes()
}

/// The row of a key.
#[cfg(feature = "train")]
pub(super) fn row(key: u64, edit: u16) -> (u64, Vec<(u8, i8)>) {
    let ([a, b], [c, d]) = (edit.to_le_bytes(), more(key));
    (key, vec![(a, b as i8), (c, d as i8)])
}

/// Longest suffix that edits are learnt for, in characters.
pub(super) const LONGEST: usize = 6;

impl Edit {
    /// Cuts everything.
    pub(super) const ALL: u8 = 255;

    /// Applies the edit; none if the form is too short for it.
    pub(super) fn apply(&self, form: &str) -> Option<CompactString> {
        let kept = match self.cut {
            Self::ALL => "",
            0 => form,
            n => &form[..form.char_indices().rev().nth(usize::from(n) - 1)?.0],
        };
        let mut out = CompactString::from(kept);
        out.push_str(&self.append);
        (!out.is_empty()).then_some(out)
    }
}

/// Key of a whole word with a class and a relation; relation 255 for any.
pub(super) fn word_key(word: &str, class: u8, relation: u8) -> u64 {
    feature(3000, &[super::hash::text(word.as_bytes()), u64::from(class), u64::from(relation)])
}

/// Keys of a word's suffixes with its class, longest first, down to the empty one.
pub(super) fn suffix_keys(word: &str, class: u8) -> impl Iterator<Item = u64> + '_ {
    let starts: Vec<usize> = word.char_indices().rev().take(LONGEST).map(|(at, _)| at).collect();
    let empty = feature(3001, &[u64::from(class)]);
    starts
        .into_iter()
        .rev()
        .map(move |at| feature(3002, &[super::hash::text(&word.as_bytes()[at..]), u64::from(class)]))
        .chain([empty])
}

/// The lemmatiser. The row of a key is not of classes and weights: it holds the number of an edit as u16, and sixteen more
/// bits of the key, since a stranger's edit would spoil a word.
#[derive(Debug)]
pub(super) struct Lemmas {
    pub edits: Vec<Edit>,
    pub table: Sparse,
}

impl Lemmas {
    fn edit(&self, key: u64) -> Option<&Edit> {
        match self.table.row(key) {
            [low, high, a, b] if [*a, *b] == more(key) => {
                self.edits.get(usize::from(u16::from_le_bytes([*low, *high])))
            }
            _ => None,
        }
    }

    /// The base form of a word, given in lower case unless it is a proper noun.
    pub(super) fn of(&self, word: &str, class: u8, relation: u8) -> CompactString {
        let known = [word_key(word, class, relation), word_key(word, class, 255)];
        known
            .into_iter()
            .chain(suffix_keys(word, class))
            .find_map(|key| self.edit(key)?.apply(word))
            .unwrap_or_else(|| CompactString::from(word))
    }
}
