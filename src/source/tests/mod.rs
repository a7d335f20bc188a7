//! Tests of the room as a whole: small files and what is made of them.

mod bad;
mod formats;
mod laws;

use std::path::Path;

use crate::article::{Article, BlockKind};
use crate::lexicon::Lexicon;

/// Reads a file that is given as text.
fn read(name: &str, text: &str) -> Article {
    read_bytes(name, text.as_bytes())
}

/// Reads a file, and checks that every block leads back to bytes of it that say the same.
fn read_bytes(name: &str, bytes: &[u8]) -> Article {
    let article = super::read(&Lexicon::english(), Path::new(name), bytes).unwrap_or_else(|p| panic!("{p:?}"));
    check(&article, bytes);
    article
}

/// The invariants of an article.
fn check(article: &Article, bytes: &[u8]) {
    let mut spans: Vec<_> = article.blocks.iter().map(|b| b.span).chain(article.aside.iter().map(|a| a.span)).collect();
    assert!(article.blocks.is_sorted_by_key(|b| b.span), "blocks in order");
    assert!(article.aside.is_sorted_by_key(|a| a.span), "asides in order");
    spans.sort();
    for pair in spans.windows(2) {
        assert!(pair[0].end <= pair[1].start, "no overlap: {pair:?}");
    }
    for span in &spans {
        let text = span.of(&article.text);
        assert!(!text.is_empty() && text == text.trim() && !text.contains('\n'), "{text:?}");
        assert!(article.map.locate(*span).bytes.end as usize <= bytes.len());
    }
    if let Ok(file) = std::str::from_utf8(bytes) {
        // White space becomes a blank, whatever it was.
        let blank = |text: &str| text.replace(|c: char| c.is_ascii_whitespace(), " ");
        for (text, from) in article.map.runs().filter(|(t, f)| t.len() == f.len()) {
            assert_eq!(blank(text.of(&article.text)), blank(from.of(file)));
        }
    }
}

/// Blocks and asides as lines: `Kind: text` and `(reason) text`, in order.
fn outline(article: &Article) -> Vec<String> {
    let kind = |k: BlockKind| format!("{k:?}");
    let blocks = article.blocks.iter().map(|b| (b.span, format!("{}: {}", kind(b.kind), b.span.of(&article.text))));
    let aside = article.aside.iter().map(|a| (a.span, format!("({}) {}", a.reason, a.span.of(&article.text))));
    let mut all: Vec<_> = blocks.chain(aside).collect();
    all.sort();
    all.into_iter().map(|(_, line)| line).collect()
}

/// The bytes of the file from which a phrase of the text comes.
fn origin<'a>(article: &Article, bytes: &'a [u8], phrase: &str) -> &'a [u8] {
    let at = article.text.find(phrase).unwrap_or_else(|| panic!("{phrase} in {}", article.text));
    let span = crate::span::Span::new(at, at + phrase.len());
    &bytes[article.map.locate(span).bytes.range()]
}
