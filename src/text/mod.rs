//! Articles to sentences and tokens. Knows letters, no meanings.
//!
//! Sentences never reach over a block. Inside a block a newline ends a sentence, unless the block is running text that
//! was wrapped at a column. Tokens are those of the Universal Dependencies English treebanks (EWT), because the tagger
//! and the parser are trained on them:
//!
//! | text | tokens |
//! |---|---|
//! | `20%`, `24°C` | `20` `%`, `24` `°` `C` |
//! | `$1.2bn`, `US$20m`, `5km` | `$` `1.2` `bn`, `US$` `20` `m`, `5` `km` |
//! | `20-point`, `third-year`, `US-led` | `20` `-` `point`, `third` `-` `year`, `US` `-` `led` |
//! | `mid-July`, `non-profit` | one each: a few prefixes keep their hyphen |
//! | `3-1`, `2013–14` | `3` `-` `1`, `2013` `–` `14` |
//! | `9:40`, `1,234.5`, `9/11`, `2024-05-01`, `1980s`, `20th` | one each |
//! | `don't`, `it's`, `cannot` | `do` `n't`, `it` `'s`, `can` `not` |
//! | `U.S.`, `a.m.`, `Mr.`, `J.` | one each, with the stop |
//!
//! Everything is one pass over the text: the time is linear in its length.

mod boundary;
mod scan;
mod word;

use crate::article::{Block, BlockKind};
use crate::lexicon::Lexicon;
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

/// The longest sentence in tokens; what goes on beyond it is cut, so that no later stage meets an endless one.
pub const LONGEST: usize = 400;

/// The sentences of an article in order, each with at least one token. Titles and headings are sentences of their own.
pub fn sentences(lexicon: &Lexicon, article_text: &str, blocks: &[Block]) -> Vec<Sentence> {
    let mut out = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let end = (block.span.end as usize).min(article_text.len());
        let start = (block.span.start as usize).min(end);
        let Some(text) = article_text.get(start..end) else { continue };
        let running = matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item | BlockKind::Caption | BlockKind::Title
        );
        let whole = matches!(block.kind, BlockKind::Title | BlockKind::Heading);
        let mut stretch = |from: usize, to: usize| {
            let pieces = scan::pieces(lexicon, &article_text[from..to], from);
            let ends = if whole { vec![pieces.len()] } else { boundary::ends(lexicon, article_text, &pieces) };
            let mut first = 0;
            for end in ends {
                for part in cut(article_text, &pieces[first..end]) {
                    let tokens: Vec<Token> = part.iter().map(|p| Token { span: p.span }).collect();
                    if let (Some(a), Some(b)) = (tokens.first(), tokens.last()) {
                        out.push(Sentence { span: a.span.cover(b.span), block: index, tokens });
                    }
                }
                first = end;
            }
        };
        if running && wrapped(text) {
            stretch(start, end);
        } else {
            let mut from = start;
            for line in text.split(is_line_end) {
                stretch(from, from + line.len());
                from += line.len() + article_text[from + line.len()..].chars().next().map_or(0, char::len_utf8);
            }
        }
    }
    out
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether the lines of a text were wrapped at a column: all but the last are long, and one breaks off in mid-sentence,
/// before a small letter.
fn wrapped(text: &str) -> bool {
    const SHORTEST: usize = 40;
    let mut lines = text.lines().map(str::trim).peekable();
    let mut broken = false;
    while let Some(line) = lines.next() {
        let Some(next) = lines.peek() else { break };
        if line.len() < SHORTEST || next.is_empty() {
            return false;
        }
        let open = line.ends_with(|c: char| c.is_alphanumeric() || c == ',');
        broken |= open && next.starts_with(char::is_lowercase);
    }
    broken
}

/// Cuts what is longer than [`LONGEST`] tokens, after a comma, semicolon or the like where there is one.
fn cut<'a>(text: &str, mut pieces: &'a [scan::Piece]) -> Vec<&'a [scan::Piece]> {
    let mut out = Vec::new();
    while pieces.len() > LONGEST {
        let at = (LONGEST / 2..LONGEST)
            .rev()
            .find(|i| matches!(pieces[*i].span.of(text), ";" | "," | ":" | "|" | "•"))
            .map_or(LONGEST, |i| i + 1);
        out.push(&pieces[..at]);
        pieces = &pieces[at..];
    }
    out.push(pieces);
    out
}

#[cfg(test)]
mod tests;
