//! Makes text from articles, paths and sources safe to show: no control or escape character reaches a terminal, nothing
//! reorders a line, and nothing is there that cannot be seen.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// Stands for what was cut off.
pub const ELLIPSIS: char = '…';
/// Stands for a control character, so that a reader sees that something was there.
const REPLACEMENT: char = '\u{fffd}';
/// Marks that may sit on one letter; the scripts that pile most stay below it, towers of them do not.
const MARKS: usize = 6;

/// The text as one line that is safe to show. Tabs and line breaks become spaces, control characters (C0 with ESC, DEL,
/// C1) become U+FFFD; what steers the direction of text or cannot be seen is left out, but for joiners inside scripts
/// and emoji that need them.
pub fn safe(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| matches!(c, ' '..='~') || (c.is_alphanumeric() && columns(c) > 0)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => continue,
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            '\u{200c}' | '\u{200d}' => {
                let joins = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && !is_hidden(c) && !c.is_whitespace());
                if joins(out.chars().next_back()) && joins(chars.peek().copied()) {
                    out.push(c);
                }
            }
            _ if is_control(c) => out.push(REPLACEMENT),
            _ if is_hidden(c) => {}
            _ if columns(c) == 0 => {
                marks += 1;
                if marks <= MARKS {
                    out.push(c);
                }
                continue;
            }
            _ => out.push(c),
        }
        marks = 0;
    }
    Cow::Owned(out)
}

/// Columns that a character takes on a terminal.
pub fn columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Columns that safe text takes on a terminal.
pub fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// The text, made safe, and cut with an ellipsis where it is wider than so many columns.
pub fn clip(text: &str, limit: usize) -> String {
    let text = safe(text);
    if width(&text) <= limit {
        return text.into_owned();
    }
    let mut used = 1;
    let mut out: String = text
        .chars()
        .take_while(|c| {
            used += columns(*c);
            used <= limit
        })
        .collect();
    out.truncate(out.trim_end().len());
    out.push(ELLIPSIS);
    out
}

/// C0, DEL and C1.
pub fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}')
}

/// Characters that steer the direction of text, or that show nothing at all and so can hide in it or hide it: the
/// Default_Ignorable_Code_Point of Unicode and the bidirectional controls.
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hostile_text_becomes_harmless() {
        let table = [
            ("plain words, 12%", "plain words, 12%"),
            ("Zoë Åkesson — “fine”", "Zoë Åkesson — “fine”"),
            // Colours, a window title, a cleared screen, by ESC and by the one-byte forms of C1.
            ("\x1b[31mred\x1b[0m", "\u{fffd}[31mred\u{fffd}[0m"),
            ("\x1b]0;title\x07", "\u{fffd}]0;title\u{fffd}"),
            ("\u{9b}2J\u{9d}0;t\u{9c}", "\u{fffd}2J\u{fffd}0;t\u{fffd}"),
            ("a\0b\x08c\x7fd", "a\u{fffd}b\u{fffd}c\u{fffd}d"),
            // A line that would overwrite itself, or pretend to be another line.
            ("nine\rfour", "nine four"),
            ("one\r\ntwo\nthree\tfour\u{85}five\u{2028}six", "one two three four five six"),
            // Bidirectional overrides, isolates and marks.
            ("paid \u{202e}0005\u{202c} now", "paid 0005 now"),
            ("\u{2066}a\u{2069} \u{200e}b\u{200f} \u{61c}c", "a b c"),
            // Words that hide in words.
            ("Kor\u{200b}al \u{feff}Kor\u{2060}al \u{ad}Kor\u{200d}al", "Koral Koral Koral"),
            ("tag\u{e0041}\u{e0042}s, fill\u{3164}er, \u{fe01}", "tags, filler, "),
            // Joiners stay where writing needs them.
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("👩\u{200d}🚒", "👩\u{200d}🚒"),
            // Marks may be many, but not a tower.
            ("Z\u{308}u\u{308}\u{304}", "Z\u{308}u\u{308}\u{304}"),
        ];
        for (text, expected) in table {
            assert_eq!(safe(text), expected, "{text:?}");
        }
        let tower = format!("Z{}a", "\u{300}".repeat(900));
        assert_eq!(safe(&tower).chars().count(), 2 + MARKS);
    }

    #[test]
    fn clipped_text_fits() {
        assert_eq!(clip("nine rowers", 11), "nine rowers");
        assert_eq!(clip("nine rowers", 10), "nine rowe…");
        assert_eq!(clip("nine rowers", 6), "nine…");
        assert_eq!(clip("三艘船", 5), "三艘…");
        assert_eq!(clip("\x1b\x1b\x1b", 2), "\u{fffd}…");
    }

    proptest! {
        #[test]
        fn nothing_unsafe_is_left(text in any::<String>(), joint in "[\u{200c}\u{200d}\u{300}\r\n\u{1b}a]{0,20}") {
            let text = text + &joint;
            let out = safe(&text);
            let joiner = |c: char| matches!(c, '\u{200c}' | '\u{200d}');
            let left = out.chars().find(|c| is_control(*c) || (is_hidden(*c) && !joiner(*c)));
            prop_assert_eq!(left, None);
        }

        #[test]
        fn clip_keeps_its_promise(text in any::<String>(), limit in 1_usize..40) {
            prop_assert!(width(&clip(&text, limit)) <= limit);
        }
    }
}
