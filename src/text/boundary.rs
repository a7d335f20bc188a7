//! Where sentences end.

use crate::lexicon::Lexicon;

use super::scan::{Piece, Stop};

/// The index after the last token of each sentence, ascending; the last is the number of tokens.
pub(super) fn ends(lexicon: &Lexicon, text: &str, pieces: &[Piece]) -> Vec<usize> {
    let mut out = Vec::new();
    let of = |i: usize| pieces[i].span.of(text);
    let blank = |i: usize| i + 1 >= pieces.len() || pieces[i].span.end < pieces[i + 1].span.start;
    // Whether straight double quotes are open, to tell an opening one from a closing one.
    let mut quoted = false;
    let mut first = 0;
    let mut i = 0;
    while i < pieces.len() {
        if of(i) == "\"" {
            quoted = !quoted;
        }
        if is_rule(of(i)) {
            out.extend([i, i + 1].into_iter().filter(|end| *end > first && *end < pieces.len()));
            first = i + 1;
        }
        if pieces[i].stop == Stop::No {
            i += 1;
            continue;
        }
        // Closing quotes and brackets belong to the sentence.
        let mark = i;
        let mut last = i;
        let mut closed = false;
        while last + 1 < pieces.len() {
            let next = of(last + 1);
            let attached = !blank(last);
            let closes = match next {
                ")" | "]" | "”" | "’" | "»" | "’’" | "''" => attached,
                "'" => attached && blank(last + 1),
                "\"" => quoted && (attached || blank(last + 1)),
                _ => false,
            };
            if !closes {
                break;
            }
            if next == "\"" {
                quoted = false;
            }
            closed |= !matches!(next, ")" | "]");
            last += 1;
        }
        last = notes(text, pieces, last);
        i = last + 1;
        if i == pieces.len() {
            break;
        }
        let item = mark == first + 1 && of(first).len() <= 3 && of(first).bytes().all(|b| b.is_ascii_digit());
        let ends = match pieces[mark].stop {
            Stop::Yes => true,
            _ => !item && follows(lexicon, text, pieces, mark, i, closed, blank(last)),
        };
        if ends {
            out.push(i);
            first = i;
        }
    }
    out.push(pieces.len());
    out
}

/// Whether a token is a line drawn across the page.
fn is_rule(token: &str) -> bool {
    let mut chars = token.chars();
    let first = chars.next();
    token.len() >= 5
        && matches!(first, Some('-' | '=' | '_' | '*' | '~' | '#' | '+' | '–' | '—' | '•'))
        && chars.all(|c| Some(c) == first)
}

/// The last token of the marks of footnotes ("[3]") after the token at `last`: they belong to the sentence before them.
fn notes(text: &str, pieces: &[Piece], mut last: usize) -> usize {
    let of = |i: usize| pieces.get(i).map_or("", |p| p.span.of(text));
    while of(last + 1) == "["
        && of(last + 3) == "]"
        && of(last + 2).len() <= 3
        && of(last + 2).bytes().all(|b| b.is_ascii_digit())
    {
        last += 3;
    }
    last
}

/// Whether the token at `next` can open a sentence after the mark at `mark`.
fn follows(
    lexicon: &Lexicon,
    text: &str,
    pieces: &[Piece],
    mark: usize,
    next: usize,
    closed: bool,
    blank: bool,
) -> bool {
    let of = |i: usize| pieces[i].span.of(text);
    // What opens the next sentence, past quotes and brackets.
    let opener = (next..pieces.len().min(next + 4))
        .find(|i| of(*i).starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '—' | ',' | ';' | ':')));
    let Some(opener) = opener else { return blank };
    let Some(c) = of(opener).chars().next() else { return false };
    let sign = of(mark);
    let plain = sign == ".";
    let words = &lexicon.abbreviations;
    if c.is_uppercase() {
        // "Who knows?" Marlow asked.
        if closed && !plain && !sign.ends_with("..") {
            let tied = (opener..pieces.len().min(opener + 4))
                .take_while(|i| !matches!(of(*i), "." | "," | "?" | "!"))
                .any(|i| words.after_quote.contains(of(i)));
            return !tied;
        }
        return blank || plain;
    }
    if !blank {
        return false;
    }
    if c.is_alphabetic() && !c.is_lowercase() {
        // A script without small letters.
        return true;
    }
    if c.is_ascii_digit() {
        return !sign.starts_with("..") && !sign.starts_with('…') || opener > next;
    }
    if c.is_lowercase() {
        // Loose writing; a name in small letters.
        let loud = sign.chars().all(|c| matches!(c, '!' | '?'));
        return !closed && (plain || loud && (sign.len() > 1 || !words.continuing.contains(of(opener))));
    }
    // A dash or bullet at the start of the next one.
    c == '-' && plain
}
