//! Sets text for a terminal: every word that is printed goes through [`Text`], which makes it safe, wraps it to the width
//! and marks words, by a style where there is colour and else by a line of tildes below them.

use std::io::{self, Write};

use colored::{ColoredString, Colorize};

use super::Style;
use super::safe::{self, ELLIPSIS, columns, safe};

/// Words that would cross the line's end are looked for in so many of its last columns; longer ones are cut.
const WORD: usize = 24;
/// Below this there is no layout to speak of.
const NARROWEST: usize = 20;

/// How a stretch of text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// As it comes.
    Plain,
    /// Bold.
    Strong,
    /// Of less weight.
    Dim,
    /// The word "error".
    Error,
    /// The word "warning", and what is likely wrong.
    Warning,
    /// The word "info".
    Info,
    /// The words of the evidence.
    Mark,
}

/// Text made safe, with its looks.
#[derive(Clone, Debug, Default)]
pub struct Text {
    cells: Vec<(char, Paint)>,
}

impl Text {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds words.
    pub fn push(&mut self, paint: Paint, text: &str) -> &mut Self {
        for c in safe(text).chars() {
            // One space parts words, however many there are in the source.
            if c == ' ' && self.cells.last().is_some_and(|(last, _)| *last == ' ') {
                continue;
            }
            self.cells.push((c, paint));
        }
        self
    }

    /// Adds words as they come.
    pub fn plain(&mut self, text: &str) -> &mut Self {
        self.push(Paint::Plain, text)
    }

    /// Writes the text, wrapped: the first line indented by `first`, the others by `rest`.
    pub fn write(&self, style: &Style, first: usize, rest: usize, out: &mut dyn Write) -> io::Result<()> {
        let mut indent = first;
        for line in self.wrap(style.width.saturating_sub(first), style.width.saturating_sub(rest)) {
            writeln!(out, "{}{}", " ".repeat(indent), render(line, style))?;
            if !style.color && line.iter().any(|(_, paint)| *paint == Paint::Mark) {
                writeln!(out, "{}{}", " ".repeat(indent), tildes(line))?;
            }
            indent = rest;
        }
        Ok(())
    }

    /// The lines, each at most `first` and then `rest` columns wide, broken at spaces where there are any.
    fn wrap(&self, first: usize, rest: usize) -> Vec<&[(char, Paint)]> {
        let mut lines = Vec::new();
        let mut cells = trim(&self.cells);
        let mut limit = first.max(NARROWEST);
        while !cells.is_empty() {
            let (mut used, mut end, mut space) = (0, 0, None);
            while end < cells.len() && (used + columns(cells[end].0) <= limit || cells[end].0 == ' ') {
                if cells[end].0 == ' ' {
                    space = Some(end);
                    if used >= limit {
                        break;
                    }
                }
                used += columns(cells[end].0);
                end += 1;
            }
            let cut = if end == cells.len() { end } else { space.filter(|s| *s > 0).unwrap_or(end.max(1)) };
            lines.push(trim(&cells[..cut]));
            cells = trim(&cells[cut..]);
            limit = rest.max(NARROWEST);
        }
        lines
    }
}

fn trim(mut cells: &[(char, Paint)]) -> &[(char, Paint)] {
    while let [(' ', _), rest @ ..] = cells {
        cells = rest;
    }
    while let [rest @ .., (' ', _)] = cells {
        cells = rest;
    }
    cells
}

fn render(line: &[(char, Paint)], style: &Style) -> String {
    line.chunk_by(|a, b| a.1 == b.1)
        .map(|run| paint(&run.iter().map(|(c, _)| *c).collect::<String>(), run[0].1, style))
        .collect()
}

/// A line of tildes below the marked words.
fn tildes(line: &[(char, Paint)]) -> String {
    let mut out = String::new();
    for (c, paint) in line {
        out.push_str(&if *paint == Paint::Mark { "~" } else { " " }.repeat(columns(*c)));
    }
    out.truncate(out.trim_end().len());
    out
}

fn paint(text: &str, paint: Paint, style: &Style) -> String {
    if !style.color || paint == Paint::Plain {
        return text.to_owned();
    }
    // The caller has decided; `colored` would look at the environment again.
    colored::control::set_override(true);
    let painted: ColoredString = match paint {
        Paint::Plain => text.normal(),
        Paint::Strong => text.bold(),
        Paint::Dim => text.dimmed(),
        Paint::Error => text.red().bold(),
        Paint::Warning => text.yellow().bold(),
        Paint::Info => text.cyan().bold(),
        Paint::Mark => text.bold().underline(),
    };
    painted.to_string()
}

/// A sentence cut to size around its marked words; all of it safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// What stands before the words.
    pub before: String,
    /// The words.
    pub mark: String,
    /// What stands after them.
    pub after: String,
}

/// Trims a sentence around the words that carry the value, to so many columns. Where the words are not at the offset, they
/// are looked for; where they are not in the sentence, nothing is marked.
pub fn quote(sentence: &str, words: &str, offset: usize, limit: usize) -> Quote {
    let at = sentence.get(offset..).filter(|rest| rest.starts_with(words)).map(|_| offset);
    let start = at.or_else(|| sentence.find(words)).filter(|_| !words.is_empty());
    let Some(start) = start else {
        let before = safe::clip(if sentence.is_empty() { words } else { sentence }, limit);
        return Quote { before, mark: String::new(), after: String::new() };
    };
    let (before, after) = (safe(&sentence[..start]), safe(&sentence[start + words.len()..]));
    let mark = safe::clip(words, limit);
    let room = limit.saturating_sub(safe::width(&mark));
    let (left, right) = (safe::width(&before), safe::width(&after));
    if left + right <= room {
        return Quote { before: before.into_owned(), mark, after: after.into_owned() };
    }
    // Half of the room on either side, and to each what the other does not need.
    let keep_left = left.min((room / 2).max(room.saturating_sub(right)));
    let keep_right = right.min(room - keep_left);
    Quote { before: head_cut(&before, keep_left), mark, after: tail_cut(&after, keep_right) }
}

/// The last columns of a text, from a word's start where one is near, after an ellipsis.
fn head_cut(text: &str, limit: usize) -> String {
    let reversed: String = text.chars().rev().collect();
    tail_cut(&reversed, limit).chars().rev().collect()
}

/// The first columns of a text, to a word's end where one is near, before an ellipsis.
fn tail_cut(text: &str, limit: usize) -> String {
    if safe::width(text) <= limit {
        return text.to_owned();
    }
    let Some(limit) = limit.checked_sub(1) else { return String::new() };
    let (mut used, mut end, mut word) = (0, 0, None);
    for (at, c) in text.char_indices() {
        if c == ' ' {
            word = Some((at, used));
        }
        if used + columns(c) > limit {
            break;
        }
        used += columns(c);
        end = at + c.len_utf8();
    }
    let end = word.filter(|(_, at)| used - at.min(&used) <= WORD).map_or(end, |(at, _)| at);
    format!("{}{ELLIPSIS}", text[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn set(text: &Text, width: usize, color: bool) -> String {
        let mut out = Vec::new();
        text.write(&Style { width, color, verbose: false }, 0, 2, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn words_are_wrapped_and_marked_on_each_line() {
        let mut text = Text::new();
        text.plain("The keeper counted ").push(Paint::Mark, "forty-one grey seals").plain(" on the bank.");
        let expected = "The keeper counted forty-one
                   ~~~~~~~~~
  grey seals on the bank.
  ~~~~~~~~~~
";
        assert_eq!(set(&text, 30, false), expected);
        let colored = set(&text, 80, true);
        assert!(colored.contains("\x1b[1;4mforty-one grey seals\x1b[0m on"), "{colored:?}");
        assert!(!colored.contains('~'));
    }

    #[test]
    fn a_word_without_spaces_is_cut() {
        let mut text = Text::new();
        text.plain(&"x".repeat(50));
        assert_eq!(set(&text, 25, false), format!("{}\n  {}\n  {}\n", "x".repeat(25), "x".repeat(23), "x".repeat(2)));
    }

    #[test]
    fn a_long_sentence_is_trimmed_around_its_words() {
        let sentence =
            "In the grey of the morning the keeper of the bank counted forty-one seals and wrote the figure down.";
        let offset = sentence.find("forty-one").unwrap();
        let quote = quote(sentence, "forty-one seals", offset, 50);
        assert_eq!((quote.before.as_str(), quote.mark.as_str()), ("…bank counted ", "forty-one seals"));
        assert_eq!(quote.after, " and wrote the…");
    }

    #[test]
    fn room_that_one_side_does_not_need_goes_to_the_other() {
        let quote = quote("Nine rowers left the harbour before the storm broke over the bay.", "Nine rowers", 0, 40);
        assert_eq!((quote.before.as_str(), quote.after.as_str()), ("", " left the harbour before the…"));
    }

    #[test]
    fn words_are_found_where_the_offset_is_wrong_and_left_unmarked_where_they_are_not() {
        assert_eq!(quote("Zoë saw nine.", "nine", 3, 40).mark, "nine");
        let none = quote("Zoë saw nine.", "ten", 0, 40);
        assert_eq!((none.before.as_str(), none.mark.as_str()), ("Zoë saw nine.", ""));
        assert_eq!(quote("", "ten", 0, 40).before, "ten");
    }

    proptest! {
        #[test]
        fn lines_fit_and_keep_every_word(text in "([a-z0-9é三]{1,9} ?){0,30}", width in 20_usize..90) {
            let mut set_text = Text::new();
            set_text.plain(&text);
            let lines = set_text.wrap(width, width);
            let kept: String = lines.iter().flat_map(|l| l.iter().map(|(c, _)| *c)).filter(|c| *c != ' ').collect();
            prop_assert_eq!(kept, text.replace(' ', ""));
            for line in lines {
                prop_assert!(line.iter().map(|(c, _)| columns(*c)).sum::<usize>() <= width);
            }
        }

        #[test]
        fn quotes_fit_and_hold_the_words(before in "([a-z]{1,9} ){0,30}", after in "( [a-zé三]{1,9}){0,30}", limit in 10_usize..90) {
            let quote = quote(&format!("{before}nine{after}"), "nine", before.len(), limit);
            prop_assert_eq!(&quote.mark, "nine");
            let used = safe::width(&quote.before) + 4 + safe::width(&quote.after);
            prop_assert!(used <= limit, "{} > {}: {:?}", used, limit, quote);
        }
    }
}
