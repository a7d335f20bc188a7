//! What can be seen of a word by its letters alone.

use super::hash::{feature, step, text};

/// How a sentence uses capitals: a headline in title case says nothing about names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Normal,
    Title,
    Upper,
    /// Without a single capital.
    Lower,
}

/// Hashes of a word's letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    /// In lower case, digits made equal.
    pub word: u64,
    /// Last one to five characters.
    pub suffix: [u64; 5],
    /// First one to four characters.
    pub prefix: [u64; 4],
    /// Kinds of characters, with the sentence's use of capitals and whether a sentence starts here.
    pub shape: u64,
    /// 0 lower case, 1 initial capital, 2 capitals, 3 mixed, 4 no letters; plus 8 at a start.
    pub capital: u64,
}

/// A word in lower case, with plain quotes and dashes.
pub(super) fn fold(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{2032}' => out.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => out.push('"'),
            '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}' => out.push('-'),
            '\u{2014}' | '\u{2015}' => out.push_str("--"),
            '\u{2026}' => out.push_str("..."),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

/// Hash of a folded word: digits are made equal, so that years, sums and scores are one word each.
pub(super) fn key(folded: &str) -> u64 {
    if folded.bytes().any(|b| b.is_ascii_digit()) {
        let same: String = folded.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        return text(same.as_bytes());
    }
    text(folded.as_bytes())
}

/// How the sentence uses capitals.
pub(super) fn case(words: &[&str]) -> Case {
    let (mut letters, mut upper, mut long, mut long_capital, mut capital) = (0usize, 0usize, 0usize, 0usize, 0usize);
    for (i, word) in words.iter().enumerate() {
        let mut chars = 0;
        for c in word.chars().filter(|c| c.is_alphabetic()) {
            chars += 1;
            upper += usize::from(c.is_uppercase());
        }
        letters += chars;
        let starts = word.chars().next().is_some_and(char::is_uppercase);
        capital += usize::from(starts);
        if i > 0 && chars > 3 {
            long += 1;
            long_capital += usize::from(starts);
        }
    }
    if capital == 0 {
        Case::Lower
    } else if letters > 5 && upper * 10 > letters * 8 {
        Case::Upper
    } else if long >= 3 && long_capital * 20 >= long * 17 {
        Case::Title
    } else {
        Case::Normal
    }
}

impl Form {
    /// Whether the word has no capital that could make another word of it ("us", "US").
    pub(super) fn is_plain(&self) -> bool {
        let (kind, starts, normal) =
            (self.capital & 7, self.capital & 8 != 0, self.capital >> 4 == Case::Normal as u64);
        kind == 0 || kind == 4 || (kind == 1 && (starts || !normal))
    }

    /// Looks at the words of one sentence.
    pub(super) fn of(words: &[&str]) -> Vec<Form> {
        let case = case(words);
        let mut scratch = String::new();
        let mut starts = true;
        words
            .iter()
            .map(|word| {
                fold(word, &mut scratch);
                let form = Form::new(word, &scratch, case, starts);
                // After an opening quote, a bullet or a colon a sentence starts again.
                starts = (starts && form.capital & 7 == 4) || scratch == ":";
                form
            })
            .collect()
    }

    fn new(word: &str, folded: &str, case: Case, starts: bool) -> Form {
        let mut suffix = [0; 5];
        for (n, (at, _)) in folded.char_indices().rev().take(5).enumerate() {
            suffix[n] = text(&folded.as_bytes()[at..]);
        }
        let mut prefix = [0; 4];
        for (n, (at, c)) in folded.char_indices().take(4).enumerate() {
            prefix[n] = text(&folded.as_bytes()[..at + c.len_utf8()]);
        }
        let (mut shape, mut last, mut first_upper) = (0u64, '\0', false);
        let (mut letters, mut upper) = (0, 0);
        for (i, c) in word.chars().enumerate() {
            let kind = if c.is_uppercase() {
                upper += 1;
                first_upper |= i == 0;
                'X'
            } else if c.is_alphabetic() {
                'x'
            } else if c.is_numeric() {
                '0'
            } else {
                c
            };
            letters += usize::from(kind == 'x' || kind == 'X');
            if kind != last {
                shape = step(shape, kind as u64);
                last = kind;
            }
        }
        let capital = match (letters, upper) {
            (0, _) => 4,
            (_, 0) => 0,
            (n, u) if n == u && n > 1 => 2,
            (_, 1) if first_upper => 1,
            _ => 3,
        };
        let capital = capital + if starts { 8 } else { 0 };
        Form {
            word: key(folded),
            suffix,
            prefix,
            shape: feature(case as u64, &[shape, u64::from(starts)]),
            capital: capital + 16 * case as u64,
        }
    }
}
