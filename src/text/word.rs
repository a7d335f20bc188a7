//! One word: where it is cut, and what the full stop after it is.

use crate::lexicon::{Abbreviations, Tokens};

use super::scan::{Stop, clip, is_apostrophe, is_blank};

/// What a full stop after a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FullStop {
    /// There is none.
    None,
    /// A token of its own.
    Apart,
    /// A part of the word.
    Kept(Stop),
}

/// The byte positions at which a word is cut into tokens, ascending, are added to `out`.
pub(super) fn cuts(tokens: &Tokens, word: &str, money: bool, out: &mut Vec<usize>) {
    // No English word that is cut is longer; a pass over an endless one is saved.
    if word.len() > 64 {
        return;
    }
    let digits = word.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b':')).count();
    if digits > 0 && digits < word.len() {
        let tail = &word[digits..];
        let apart = tokens.numbers.tails.contains(tail) || money && tokens.numbers.money_tails.contains(tail);
        if apart && !tokens.numbers.kept.contains(tail) && word.as_bytes()[digits - 1].is_ascii_digit() {
            out.push(digits);
            return;
        }
    }
    if let Some(at) = tokens.merged.get(&word.to_lowercase()) {
        if word.is_char_boundary(*at) {
            out.push(*at);
        }
        return;
    }
    let Some((at, mark)) = word.char_indices().rev().find(|(_, c)| is_apostrophe(*c)) else { return };
    let (before, after) = (&word[..at], word[at + mark.len_utf8()..].to_lowercase());
    if before.is_empty() {
        return;
    }
    let (left, right) = &tokens.negation;
    if after == *right && before.to_lowercase().ends_with(left.as_str()) {
        let cut = at - left.len();
        if cut > 0 && word.is_char_boundary(cut) {
            out.push(cut);
        }
    } else if tokens.clitics.contains(&after) && before.contains(char::is_alphabetic) {
        out.push(at);
    }
}

/// What the full stop between `word` and `rest` is; `opening` says that the word is the first of its line.
pub(super) fn full_stop(words: &Abbreviations, word: &str, rest: &str, opening: bool) -> FullStop {
    if word.len() > 24 {
        return FullStop::Apart;
    }
    let spaced = rest.starts_with(is_blank);
    let follow = clip(rest.trim_start_matches(is_blank), 32);
    let next = follow.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ',' | ';' | ':' | ')' | '-'));
    let first = next.chars().next();
    let last = follow.is_empty() || follow.chars().all(|c| matches!(c, '"' | '”' | '’' | '\'' | ')' | ']'));
    let opener = || {
        let end = next.find(|c: char| !c.is_alphanumeric()).unwrap_or(next.len());
        first.is_some_and(char::is_uppercase) && words.openers.contains(&next[..end].to_lowercase())
    };
    let has = |set: &rustc_hash::FxHashSet<String>| set.contains(word) || set.contains(&title_case(word));
    let dotted = is_dotted(word);
    let closing = || match () {
        () if last && !dotted && !word.contains('.') => FullStop::Apart,
        () if last || opener() => FullStop::Kept(Stop::Yes),
        () => FullStop::Kept(Stop::No),
    };
    let mut letters = word.chars();
    let single = letters.next().filter(|_| letters.next().is_none());
    if has(&words.before_name) {
        return if last { FullStop::Apart } else { FullStop::Kept(Stop::No) };
    }
    if words.before_number.contains(word) {
        let number = first.is_some_and(|c| c.is_ascii_digit());
        return if number { FullStop::Kept(Stop::No) } else { FullStop::Apart };
    }
    if has(&words.calendar) {
        let inside = first.is_some_and(|c| c.is_ascii_digit() || c.is_lowercase() || matches!(c, ',' | '-'));
        return if inside { FullStop::Kept(Stop::No) } else { FullStop::Apart };
    }
    if words.midway.contains(word) && !last && single.is_none_or(|_| !opener()) {
        return FullStop::Kept(Stop::No);
    }
    if words.trailing.contains(word) {
        let ends = last || first.is_some_and(char::is_uppercase);
        return if ends { FullStop::Apart } else { FullStop::Kept(Stop::No) };
    }
    // A word of three letters and more is an abbreviation only as it is listed: "in." ends sentences.
    if words.closing.contains(word) {
        let small = word.chars().all(char::is_lowercase);
        let inside = first.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ':' | '-' | ')'));
        return if small && !inside { FullStop::Apart } else { closing() };
    }
    if dotted {
        return closing();
    }
    match single {
        // An initial, but for the number of an item.
        Some(c) if c.is_uppercase() && spaced && !last && !opening => {
            if opener() {
                FullStop::Apart
            } else {
                FullStop::Kept(Stop::No)
            }
        }
        Some(c) if c.is_uppercase() && !spaced && !last => FullStop::Kept(Stop::No),
        Some(c) if c.is_uppercase() && opening && first.is_some_and(char::is_uppercase) && !opener() => {
            FullStop::Kept(Stop::No)
        }
        Some(c) if c.is_lowercase() && first.is_some_and(|c| c.is_ascii_digit()) => FullStop::Kept(Stop::No),
        _ => FullStop::Apart,
    }
}

/// Single letters parted by stops ("U.S", "a.m").
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        })
}

/// A word in capitals with its first letter alone large.
fn title_case(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if word.len() > 1 && word.chars().all(char::is_uppercase) => {
            first.to_string() + &chars.as_str().to_lowercase()
        }
        _ => word.to_owned(),
    }
}
