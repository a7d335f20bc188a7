//! A parsed sentence with cheap ways to walk it.

use std::borrow::Cow;

use super::{Relation, Tag, Word};
use crate::span::Span;
use crate::text::Sentence;

/// A sentence with its words; answers questions about its dependency tree. Indices are those of the tokens.
#[derive(Debug)]
pub struct Tree<'a> {
    /// The article's text.
    pub text: &'a str,
    /// The tokens.
    pub sentence: &'a Sentence,
    /// What syntax knows of each token.
    pub words: &'a [Word],
    /// Children of all tokens, in order, one run per token.
    children: Vec<u16>,
    /// Where each token's run begins; one more entry than tokens.
    runs: Vec<u32>,
}

impl<'a> Tree<'a> {
    /// Links the words of a sentence. `words` holds one entry per token.
    pub fn new(text: &'a str, sentence: &'a Sentence, words: &'a [Word]) -> Self {
        debug_assert_eq!(sentence.tokens.len(), words.len());
        let mut runs = vec![0u32; words.len() + 1];
        for head in words.iter().filter_map(|w| w.head) {
            runs[head as usize + 1] += 1;
        }
        for i in 1..runs.len() {
            runs[i] += runs[i - 1];
        }
        let mut next = runs.clone();
        let mut children = vec![0u16; runs.last().map_or(0, |n| *n as usize)];
        for (i, word) in words.iter().enumerate() {
            if let Some(head) = word.head {
                let slot = &mut next[head as usize];
                children[*slot as usize] = i as u16;
                *slot += 1;
            }
        }
        Self { text, sentence, words, children, runs }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The token as written.
    pub fn form(&self, i: usize) -> &'a str {
        self.sentence.tokens[i].span.of(self.text)
    }

    /// The token in lower case.
    pub fn lower(&self, i: usize) -> Cow<'a, str> {
        let form = self.form(i);
        if form.chars().any(char::is_uppercase) { Cow::Owned(form.to_lowercase()) } else { Cow::Borrowed(form) }
    }

    /// Where the token stands in the text.
    pub fn span(&self, i: usize) -> Span {
        self.sentence.tokens[i].span
    }

    /// From the start of token `first` to the end of token `last`.
    pub fn cover(&self, first: usize, last: usize) -> Span {
        self.span(first).cover(self.span(last))
    }

    /// Base form.
    pub fn lemma(&self, i: usize) -> &'a str {
        &self.words[i].lemma
    }

    /// Part of speech.
    pub fn tag(&self, i: usize) -> Tag {
        self.words[i].tag
    }

    /// How the token hangs on its head.
    pub fn relation(&self, i: usize) -> Relation {
        self.words[i].relation
    }

    /// The governing token; none for the root.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.words[i].head.map(usize::from)
    }

    /// Tokens that hang on this one, in order.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children[self.runs[i] as usize..self.runs[i + 1] as usize].iter().map(|c| usize::from(*c))
    }

    /// The first child with one of these relations.
    pub fn child(&self, i: usize, relations: &[Relation]) -> Option<usize> {
        self.children(i).find(|c| relations.contains(&self.relation(*c)))
    }

    /// The token, its head, the head's head ... up to the root. Ends also on a malformed tree.
    pub fn path(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(i), |c| self.head(*c)).take(self.len())
    }

    /// The highest token of a run of tokens: the first whose head lies outside.
    pub fn top(&self, run: std::ops::Range<usize>) -> usize {
        run.clone().find(|i| self.head(*i).is_none_or(|h| !run.contains(&h))).unwrap_or(run.start)
    }

    /// First and last token of the subtree, both included.
    pub fn extent(&self, i: usize) -> (usize, usize) {
        let (mut first, mut last) = (i, i);
        let mut open = vec![i];
        let mut budget = self.len();
        while let Some(at) = open.pop() {
            first = first.min(at);
            last = last.max(at);
            budget = budget.saturating_sub(1);
            if budget == 0 {
                break;
            }
            open.extend(self.children(at));
        }
        (first, last)
    }
}
