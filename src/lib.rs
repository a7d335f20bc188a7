//! factlint reads many articles on the same events and finds where they cannot all be right.
//!
//! An article answers questions; a [`fact`] is one answer and the words that say so; a question groups the answers of
//! many articles; a rule asks whether they can all be true; a finding has sides. Four functions carry every mode of the
//! program: [`fact::extract`] (pure, one article), [`graph::link`] (the one global step), [`rule::compare`] (pure, one
//! question) and [`rule::resolve`].
//!
//! The rooms stand here in the order in which data flows; each uses only those above it:
pub mod span;
pub mod article;
pub mod lexicon;
pub mod source;
pub mod text;
pub mod syntax;
pub mod value;
pub mod mention;
pub mod fact;
pub mod graph;
pub mod finding;
pub mod rule;
pub mod report;
pub mod check;
pub mod config;
