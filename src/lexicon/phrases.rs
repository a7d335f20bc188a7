//! Tables of words and phrases, found by their first piece.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// The pieces of a text: runs of letters, runs of digits, and single marks; white space parts them.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let end = if first.is_alphabetic() {
            rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())
        } else if first.is_ascii_digit() {
            rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// Phrases with a value each.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    by_first: FxHashMap<CompactString, Vec<(Box<[CompactString]>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default() }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase, unless it is there already or empty.
    pub fn add(&mut self, phrase: &str, value: T) {
        let mut parts = pieces(phrase).map(CompactString::from);
        let Some(first) = parts.next() else { return };
        let rest: Box<[CompactString]> = parts.collect();
        let list = self.by_first.entry(first).or_default();
        if list.iter().any(|(r, _)| *r == rest) {
            return;
        }
        let at = list.partition_point(|(r, _)| r.len() >= rest.len());
        list.insert(at, (rest, value));
    }

    /// The longest phrase whose pieces `at(0)`, `at(1)` ... are: number of pieces and value.
    pub fn longest<'a>(&self, at: impl Fn(usize) -> Option<&'a str>) -> Option<(usize, &T)> {
        let list = at(0).and_then(|first| self.by_first.get(first))?;
        list.iter().find_map(|(rest, value)| {
            let same = rest.iter().enumerate().all(|(i, piece)| at(i + 1) == Some(piece.as_str()));
            same.then_some((rest.len() + 1, value))
        })
    }

    /// First pieces, in no order.
    pub fn firsts(&self) -> impl Iterator<Item = &str> {
        self.by_first.keys().map(CompactString::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_words_digits_and_marks() {
        assert_eq!(pieces("5 o'clock, 20%").collect::<Vec<_>>(), ["5", "o", "'", "clock", ",", "20", "%"]);
        assert_eq!(pieces("km² ").collect::<Vec<_>>(), ["km", "²"]);
    }

    #[test]
    fn the_longest_phrase_wins() {
        let mut table = Phrases::default();
        for phrase in ["no", "no more than", "no more"] {
            table.add(phrase, phrase.len());
        }
        let text = ["no", "more", "than", "two"];
        assert_eq!(table.longest(|i| text.get(i).copied()), Some((3, &12)));
        assert_eq!(table.longest(|i| text.get(i + 1).copied()), None);
    }
}
