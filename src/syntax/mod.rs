//! Tokens to tags, lemmas and a dependency parse, in the scheme of Universal Dependencies.
//!
//! The types here are shared by every later room; the models that fill them are private to this one. [`Model::parse`] goes
//! through a sentence once with the tagger, once with the parser, and looks up base forms last. How the built-in model was
//! trained and what it reaches is told in `docs/language.md`.

mod form;
pub(crate) mod hash;
mod lemma;
mod model;
mod names;
mod parser;
mod part;
mod repair;
pub(crate) mod table;
mod tagger;
#[cfg(test)]
mod tests;
#[cfg(feature = "train")]
pub mod train;
mod tree;

pub use model::{Model, ModelError};
pub use tree::Tree;

use compact_str::CompactString;

/// Universal part of speech.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Tag {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

/// Universal dependency relation, without subtype except where later rooms need it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Relation {
    Root,
    Acl,
    AclRelcl,
    Advcl,
    Advmod,
    Amod,
    Appos,
    Aux,
    AuxPass,
    Case,
    Cc,
    Ccomp,
    Compound,
    CompoundPrt,
    Conj,
    Cop,
    Csubj,
    #[default]
    Dep,
    Det,
    Discourse,
    Dislocated,
    Expl,
    Fixed,
    Flat,
    Goeswith,
    Iobj,
    List,
    Mark,
    Nmod,
    NmodPoss,
    Nsubj,
    NsubjPass,
    Nummod,
    Obj,
    Obl,
    Orphan,
    Parataxis,
    Punct,
    Reparandum,
    Vocative,
    Xcomp,
}

/// What the form of a word says: a set of the flags below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Features(pub u16);

#[allow(missing_docs)]
impl Features {
    pub const PLURAL: Features = Features(1);
    pub const PAST: Features = Features(2);
    pub const PRESENT: Features = Features(4);
    pub const FINITE: Features = Features(8);
    pub const INFINITIVE: Features = Features(16);
    pub const PARTICIPLE: Features = Features(32);
    pub const GERUND: Features = Features(64);
    pub const PASSIVE: Features = Features(128);
    pub const COMPARATIVE: Features = Features(256);
    pub const SUPERLATIVE: Features = Features(512);

    /// Whether all flags of `other` are set.
    pub fn has(self, other: Features) -> bool {
        self.0 & other.0 == other.0
    }
}

/// What syntax knows of one token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Part of speech.
    pub tag: Tag,
    /// Number, tense, form and voice.
    pub features: Features,
    /// Base form, lower case but for proper nouns.
    pub lemma: CompactString,
    /// Index of the governing token in the sentence; none for the root.
    pub head: Option<u16>,
    /// How it hangs on its head.
    pub relation: Relation,
}
