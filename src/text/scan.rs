//! A line to tokens.

use crate::lexicon::Lexicon;
use crate::span::Span;

use super::word;

/// A token with what the scanner learnt about the end of the sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub span: Span,
    pub stop: Stop,
}

/// Whether a sentence may end after a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// It may not.
    No,
    /// It is a full stop, exclamation or question mark; what follows decides.
    Maybe,
    /// It is an abbreviation before a word that opens a sentence.
    Yes,
}

/// The tokens of a line, which starts at byte `offset` of the article.
pub(super) fn pieces(lexicon: &Lexicon, line: &str, offset: usize) -> Vec<Piece> {
    let mut scanner = Scanner { lexicon, line, offset, out: Vec::new() };
    let mut at = 0;
    let mut blank = true;
    while let Some(c) = line[at..].chars().next() {
        if is_blank(c) {
            at += c.len_utf8();
            blank = true;
        } else {
            at = scanner.next(at, c, blank);
            blank = false;
        }
    }
    scanner.out
}

/// White space and characters without a shape.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`')
}

pub(super) fn is_currency(c: char) -> bool {
    matches!(
        c,
        '$' | '£' | '€' | '¥' | '₹' | '₽' | '₴' | '₩' | '₦' | '₺' | '₪' | '₫' | '₱' | '฿' | '¢' | '\u{20a0}'
            ..='\u{20cf}'
    )
}

/// Letters, digits and the marks that combine with them.
fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || c == '_'
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{93e}'..='\u{94d}' | '\u{fe00}'..='\u{fe0f}')
}

struct Scanner<'a> {
    lexicon: &'a Lexicon,
    line: &'a str,
    offset: usize,
    out: Vec<Piece>,
}

impl Scanner<'_> {
    fn push(&mut self, start: usize, end: usize, stop: Stop) {
        self.out.push(Piece { span: Span::new(self.offset + start, self.offset + end), stop });
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.line[at..].chars().next()
    }

    /// Reads the token or tokens at `at` and returns the byte after them; `blank` says that white space is before it.
    fn next(&mut self, at: usize, c: char, blank: bool) -> usize {
        let after = at + c.len_utf8();
        let next = self.char_at(after);
        if is_word(c) {
            if let Some(end) = self.address(at) {
                self.push(at, end, Stop::No);
                return end;
            }
            return self.word(at);
        }
        let opens_number = |n: Option<char>| n.is_some_and(|n| n.is_ascii_digit());
        match c {
            '.' | '…' | '!' | '?' => self.terminal(at),
            // A decimal without its zero; a telephone number; a handle or hashtag; a year without its century.
            '+' if blank && opens_number(next) => self.word(at),
            '@' | '#' if blank && next.is_some_and(char::is_alphabetic) => {
                let end = after + run(&self.line[after..], is_word);
                self.push(at, end, Stop::No);
                end
            }
            '\'' | '’' | '‘' if blank && opens_number(next) => {
                let digits = run(&self.line[after..], |c| c.is_ascii_digit());
                let end = after + run(&self.line[after..], is_word);
                let closed = self.char_at(end).is_some_and(is_apostrophe);
                if digits == 2 && !closed {
                    self.push(at, end, Stop::No);
                    return end;
                }
                self.push(at, after, Stop::No);
                after
            }
            ':' | ';' | '=' if blank => {
                let end = after + run(&self.line[after..], |c| matches!(c, '-' | ')' | '(' | 'D' | 'P'));
                let face = end > after + usize::from(next == Some('-')) && !self.char_at(end).is_some_and(is_word);
                let end = if face { end } else { after + run(&self.line[after..], |d| d == c) };
                self.push(at, end, if face { Stop::Maybe } else { Stop::No });
                end
            }
            // Runs of one sign are one token, but not of brackets and quotes.
            '-' | '*' | '=' | '<' | '>' | '~' | '_' | '+' | '#' | '|' | '–' | '—' | '•' | '\'' | '`' | ',' | '^' =>
            {
                let end = after + run(&self.line[after..], |d| d == c);
                self.push(at, end, Stop::No);
                end
            }
            _ => {
                self.push(at, after, Stop::No);
                after
            }
        }
    }

    /// A run of full stops, exclamation and question marks.
    fn terminal(&mut self, at: usize) -> usize {
        let end = at + run(&self.line[at..], |c| matches!(c, '.' | '…' | '!' | '?'));
        self.push(at, end, Stop::Maybe);
        end
    }

    /// The end of a web or mail address that starts at `at`.
    fn address(&self, at: usize) -> Option<usize> {
        let head = clip(&self.line[at..], 9);
        let web = head.starts_with("http://")
            || head.starts_with("https://")
            || head.starts_with("ftp://")
            || head.starts_with("mailto:")
            || head.starts_with("www.")
            || head.starts_with("HTTP://");
        let rest = &self.line[at..];
        if !web {
            // Addresses of mail; their first part is at most 64 bytes long.
            let local = run(clip(rest, 64), |c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+'));
            let domain = rest[local..].strip_prefix('@')?;
            let end = run(domain, |c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
            let domain = domain[..end].trim_end_matches(['.', '-']);
            return domain.contains('.').then_some(at + local + 1 + domain.len());
        }
        let end = rest
            .find(|c: char| is_blank(c) || matches!(c, '<' | '>' | '"' | '“' | '”' | '[' | ']' | '{' | '}'))
            .unwrap_or(rest.len());
        let mut url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '…']);
        if url.ends_with(')') && !url.contains('(') {
            url = url.trim_end_matches([')', '.', ',', ';']);
        }
        Some(at + url.len())
    }

    /// The word at `at` (or a sign and its digits), cut into its tokens.
    fn word(&mut self, at: usize) -> usize {
        let mut end = at + self.char_at(at).map_or(0, char::len_utf8);
        let digits_first = self.line[at..].starts_with(|c: char| c.is_ascii_digit() || c == '+');
        if digits_first && let Some(n) = grouped(&self.line[at..]) {
            self.push(at, at + n, Stop::No);
            return at + n;
        }
        let mut previous = self.char_at(at).unwrap_or(' ');
        let mut letters = previous.is_alphabetic();
        let mut joints = 0;
        while let Some(c) = self.char_at(end) {
            if is_word(c) {
                letters |= c.is_alphabetic();
            } else {
                let next = self.char_at(end + c.len_utf8());
                let Some(n) = next.filter(|n| is_word(*n)) else { break };
                let digits = previous.is_ascii_digit() && n.is_ascii_digit();
                let inner = match c {
                    '.' => !self.run_on(at, end, n),
                    ',' => digits && !letters && self.groups(at, end),
                    ':' | '/' => digits && !letters,
                    c if is_apostrophe(c) => is_word(previous),
                    '&' | '@' => true,
                    '*' => letters && n.is_alphabetic(),
                    '-' => joints == 0 && n.is_alphabetic() && self.is_prefix(at, end),
                    _ => false,
                };
                if !inner {
                    break;
                }
                joints += 1;
            }
            previous = c;
            end += c.len_utf8();
        }
        // "US$" is one sign.
        if self.char_at(end) == Some('$') && end - at <= 3 && self.line[at..end].bytes().all(|b| b.is_ascii_uppercase())
        {
            self.push(at, end + 1, Stop::No);
            return end + 1;
        }
        let money = self.char_before(at).is_some_and(is_currency);
        let mut cuts = Vec::new();
        word::cuts(&self.lexicon.tokens, &self.line[at..end], money, &mut cuts);
        let stop = self.full_stop(at, end);
        let mut from = at;
        for cut in cuts {
            self.push(from, at + cut, Stop::No);
            from = at + cut;
        }
        match stop {
            word::FullStop::None => self.push(from, end, Stop::No),
            word::FullStop::Apart => {
                self.push(from, end, Stop::No);
                self.push(end, end + 1, Stop::Maybe);
                end += 1;
            }
            word::FullStop::Kept(stop) => {
                end += 1;
                self.push(from, end, stop);
            }
        }
        end
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.line[..at].chars().next_back()
    }

    /// What the full stop after a word is; only asked where exactly one stands there.
    fn full_stop(&self, start: usize, end: usize) -> word::FullStop {
        let rest = &self.line[end..];
        let mut chars = rest.chars();
        if chars.next() != Some('.') || chars.next().is_some_and(|c| matches!(c, '.' | '…' | '!' | '?')) {
            return word::FullStop::None;
        }
        let opening = self.out.is_empty();
        word::full_stop(&self.lexicon.abbreviations, &self.line[start..end], &rest[1..], opening)
    }

    fn is_prefix(&self, at: usize, end: usize) -> bool {
        let part = &self.line[at..end];
        part.len() <= 8 && self.lexicon.tokens.hyphens.prefixes.contains(&part.to_lowercase())
    }

    /// Whether a comma at `at` groups the digits of one number: it does not in a list of years.
    fn groups(&self, start: usize, at: usize) -> bool {
        let before = self.line[start..at].bytes().rev().take(5).take_while(u8::is_ascii_digit).count();
        let after = self.line[at + 1..].bytes().take(4).take_while(u8::is_ascii_digit).count();
        before <= 3 && after <= 3
    }

    /// Whether the full stop at `at` ends a sentence although no blank follows ("the end.Then").
    fn run_on(&self, start: usize, at: usize, next: char) -> bool {
        if !next.is_uppercase() {
            return false;
        }
        let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
        let before = self.line[start..at].chars().rev().take(3);
        let ends_small = before.clone().count() >= 2 && before.take(2).all(char::is_lowercase);
        let tail = at + 1 + next.len_utf8();
        // Not in a chain of names joined by stops, nor before "@".
        let rest = clip(&self.line[tail..], 40);
        let word = run(rest, |c| c.is_alphanumeric());
        ends_small && small(self.char_at(tail)) && !matches!(rest[word..].chars().next(), Some('@' | '/' | '_'))
    }
}

/// The length of the run of characters at the start of a text that fit.
fn run(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

/// The first `most` bytes of a text, or somewhat less at a character boundary.
pub(super) fn clip(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The length of a date or telephone number in groups of digits ("2024-05-01", "555-0134-778"), if one stands at the start.
fn grouped(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = usize::from(bytes.first() == Some(&b'+'));
    let mut groups = 0;
    let mut longest = 0;
    let mut shortest = usize::MAX;
    loop {
        let n = bytes[end..].iter().take(16).take_while(|b| b.is_ascii_digit()).count();
        if n == 0 || n == 16 {
            return None;
        }
        groups += 1;
        longest = longest.max(n);
        shortest = shortest.min(n);
        end += n;
        if groups > 6 || bytes.get(end) != Some(&b'-') || !bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            break;
        }
        end += 1;
    }
    let closed = !text[end..].starts_with(|c: char| is_word(c) || c == '-');
    let number = groups >= 3 || groups == 2 && shortest == 3 && longest == 4;
    (number && closed).then_some(end)
}
