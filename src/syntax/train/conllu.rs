//! Treebanks in CoNLL-U.

use crate::syntax::train::tag::Classes;
use crate::syntax::{Relation, Tag};

/// A sentence as a treebank has it.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// The text that it was made from, where the treebank tells.
    pub text: String,
    /// Whether a document starts here.
    pub starts_document: bool,
    /// Whether a paragraph starts here.
    pub starts_paragraph: bool,
    /// Tokens.
    pub forms: Vec<String>,
    /// Base forms; empty where there is none.
    pub lemmas: Vec<String>,
    /// Universal tags.
    pub tags: Vec<Tag>,
    /// Tags of the Penn treebank.
    pub fine: Vec<String>,
    /// Heads as indices of tokens; the number of tokens for the root.
    pub heads: Vec<u16>,
    /// Relations.
    pub relations: Vec<Relation>,
    /// Number of the run of sentences that are kept together when the text is cut into parts.
    pub block: usize,
}

/// Sentences that are kept together.
const BLOCK: usize = 40;

impl Sentence {
    /// Its tokens.
    pub fn words(&self) -> Vec<&str> {
        self.forms.iter().map(String::as_str).collect()
    }

    /// How many universal tags are right.
    pub(super) fn agreement(&self, classes_found: &[u8], classes: &Classes) -> usize {
        self.tags.iter().zip(classes_found).filter(|(tag, class)| classes.class(**class).tag == **tag).count()
    }

    /// Lifts arcs until none cross: the shorter of two crossing arcs hangs on its head's head.
    pub(super) fn make_projective(&mut self) {
        while let Some(i) = self.crossing() {
            let head = self.heads[i];
            self.heads[i] = self.heads[usize::from(head)];
        }
    }

    /// The token of the shortest arc that does not span only descendants of its head.
    fn crossing(&self) -> Option<usize> {
        let n = self.heads.len();
        let below = |mut i: usize, head: usize| {
            for _ in 0..=n {
                if i == head {
                    return true;
                }
                if i >= n {
                    return false;
                }
                i = usize::from(self.heads[i]);
            }
            false
        };
        (0..n)
            .filter(|i| {
                let head = usize::from(self.heads[*i]);
                head < n && (head.min(*i) + 1..head.max(*i)).any(|between| !below(between, head))
            })
            .min_by_key(|i| usize::from(self.heads[*i]).abs_diff(*i))
    }
}

/// Reads a treebank. Words that stand for no token (ranges, empty nodes) are left out.
pub fn read(text: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut open = Sentence::default();
    for line in text.lines().chain([""]) {
        if let Some(text) = line.strip_prefix("# text = ") {
            open.text = text.to_owned();
        } else if line.starts_with("# newdoc") {
            open.starts_document = true;
        } else if line.starts_with("# newpar") {
            open.starts_paragraph = true;
        } else if line.is_empty() {
            if !open.forms.is_empty() {
                let n = open.forms.len() as u16;
                open.heads.iter_mut().for_each(|h| *h = h.checked_sub(1).unwrap_or(n));
                open.block = sentences.len() / BLOCK;
                sentences.push(std::mem::take(&mut open));
            }
            open = Sentence::default();
        } else if !line.starts_with('#') {
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, form, lemma, tag, fine, _, head, relation, ..] = columns[..] else { continue };
            if id.parse::<u16>().is_err() {
                continue;
            }
            open.forms.push(form.to_owned());
            open.lemmas.push(if lemma == "_" && form != "_" { String::new() } else { lemma.to_owned() });
            open.tags.push(Tag::named(tag).unwrap_or_default());
            open.fine.push(fine.to_owned());
            open.heads.push(head.parse().unwrap_or(0));
            open.relations.push(Relation::named(relation).unwrap_or_default());
        }
    }
    sentences
}
