//! Articles to sentences and tokens. Knows letters, no meanings.

use crate::span::Span;

/// A token in the sense of Universal Dependencies: "20%" is two, "don't" is two ("do", "n't"), "20-point" is three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the article's text.
    pub span: Span,
}

/// A sentence, or a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last.
    pub span: Span,
    /// Index of the block that it stands in.
    pub block: usize,
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
}
