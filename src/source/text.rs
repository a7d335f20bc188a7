//! Plain text: one paragraph a line, or paragraphs parted by blank lines and broken at some width.

use std::ops::Range;

use super::draft::{Draft, Role};
use super::furniture;
use crate::article::BlockKind;

/// Widths between which a text may have been broken by hand or program.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=110;

/// Reads the body.
pub(super) fn read(draft: &mut Draft<'_>, body: Range<usize>) {
    let decoded = draft.decoded;
    let text: &str = &decoded.text[body.clone()];
    let lines = lines(text, body.start);
    let titled = draft.title.is_some();
    let mut first = !titled;
    let mut groups = Vec::new();
    for group in lines.split(|l| l.is_empty()).filter(|g| !g.is_empty()) {
        if is_broken(&decoded.text, group) { groups.push(group) } else { groups.extend(group.chunks(1)) }
    }
    for (i, group) in groups.iter().enumerate() {
        let whole = &decoded.text[group[0].start..group[group.len() - 1].end];
        let next = groups.get(i + 1).map(|g| &decoded.text[g[0].start..g[g.len() - 1].end]);
        let (kind, skip) = kind(draft, whole, next, first);
        // The headline is the first line that is the article's own.
        if kind == BlockKind::Title {
            let words = whole.split_whitespace().collect::<Vec<_>>().join(" ");
            draft.meta.title.get_or_insert(words);
            first = false;
        } else if !furniture::is_furniture(draft.furniture, whole) {
            first = false;
        }
        draft.begin(Role::Block(kind), 0);
        for (n, line) in group.iter().enumerate() {
            if n > 0 {
                draft.white(group[n - 1].end..line.start);
            }
            draft.flow(if n == 0 { line.start + skip..line.end } else { line.clone() }, false);
        }
    }
    draft.end();
}

/// Lines without their ends and without white space around; blank ones are empty.
fn lines(text: &str, offset: usize) -> Vec<Range<usize>> {
    let ends = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let size = text[at..].find(ends).unwrap_or(text.len() - at);
        let line = &text[at..at + size];
        let start = at + (line.len() - line.trim_start().len());
        found.push(offset + start..offset + start + line.trim().len());
        at += size;
        let rest = &text[at..];
        at += if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) };
    }
    found
}

/// Whether the lines of a group are one paragraph broken at a width: each is so full that the next word found no room.
fn is_broken(text: &str, group: &[Range<usize>]) -> bool {
    let width = |l: &Range<usize>| text[l.clone()].chars().count();
    let widest = group.iter().map(width).max().unwrap_or(0);
    if group.len() < 2 || !WIDTHS.contains(&widest) {
        return false;
    }
    let full = group.windows(2).filter(|pair| {
        let next = text[pair[1].clone()].split(char::is_whitespace).next().unwrap_or_default();
        width(&pair[0]) + 1 + next.chars().count() + 3 > widest
    });
    let loose = group.windows(2).any(|pair| {
        !text[pair[0].clone()].ends_with(['.', '!', '?', '"', '”', ':'])
            || text[pair[1].clone()].starts_with(char::is_lowercase)
    });
    let items = group.iter().filter(|l| marker(&text[(*l).clone()]) > 0).count();
    loose && items < 2 && full.count() * 5 >= (group.len() - 1) * 4
}

/// What a line is, and how long the marker at its head is.
fn kind(draft: &Draft<'_>, line: &str, next: Option<&str>, first: bool) -> (BlockKind, usize) {
    let words = line.split_whitespace().take(31).count();
    let sentence = furniture::ends_sentence(draft.furniture, line);
    let question = line.ends_with('?');
    let label = !line.ends_with([',', ';', ':', '-', '–', '—']);
    if first
        && next.is_some()
        && words <= 30
        && line.len() <= 250
        && (!sentence || question)
        && label
        && !line.starts_with(char::is_lowercase)
        && !furniture::is_furniture(draft.furniture, line)
    {
        return (BlockKind::Title, 0);
    }
    match marker(line) {
        0 => {}
        marker => return (BlockKind::Item, marker),
    }
    let prose = next.is_some_and(|n| furniture::is_running(draft.furniture, n) || marker(n) > 0);
    if words <= 14
        && (!sentence || question && words <= 9)
        && label
        && prose
        && line.starts_with(|c: char| !c.is_lowercase())
    {
        return (BlockKind::Heading, 0);
    }
    (BlockKind::Paragraph, 0)
}

/// Length of a list marker: a bullet, or a number with a stop or bracket, and a blank.
fn marker(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mark = if (1..=2).contains(&digits) {
        digits + usize::from(line[digits..].starts_with(['.', ')']))
    } else {
        line.chars()
            .next()
            .filter(|c| matches!(c, '-' | '*' | '•' | '·' | '‣' | '◦' | '▪' | '●' | '–'))
            .map_or(0, char::len_utf8)
    };
    let blanks = line[mark..].len() - line[mark..].trim_start().len();
    if mark > digits.min(2) && blanks > 0 { mark + blanks } else { 0 }
}
