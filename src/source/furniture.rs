//! Tells the article's own lines from what else stands on the page. Precision first: a line is set aside only where the
//! whole of it is known wording, and a paragraph never for a word that it holds.

use super::draft::{Part, Placed, Role};
use super::{date, dateline};
use crate::article::{Article, Aside, BlockKind, Moment};
use crate::lexicon::furniture::{Furniture, LineRule, Region, Then};
use crate::lexicon::pattern::Line;
use crate::span::Span;

/// Marks that end a sentence.
const STOPS: [char; 4] = ['.', '!', '?', '…'];
/// Marks that may follow the end of a sentence.
const CLOSERS: [char; 9] = ['"', '\'', '”', '’', '»', ')', ']', '*', '_'];

/// Whether a line ends as a sentence does.
pub(super) fn ends_sentence(furniture: &Furniture, line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(CLOSERS);
    if !line.ends_with(STOPS) {
        return false;
    }
    let last = line.rsplit(char::is_whitespace).next().unwrap_or(line).to_lowercase();
    !furniture.abbreviations.contains(&last)
}

/// Whether a line is running text, not a heading or a label.
pub(super) fn is_running(furniture: &Furniture, line: &str) -> bool {
    let words = line.split_whitespace().take(25).count();
    words >= 25 || words >= 5 && ends_sentence(furniture, line)
}

/// Whether a line is the whole of some rule's wording, wherever it stands.
pub(super) fn is_furniture(furniture: &Furniture, line: &str) -> bool {
    !matching(furniture, line, longest(furniture)).is_empty()
}

fn longest(furniture: &Furniture) -> usize {
    furniture.lines.iter().map(|r| r.words).max().unwrap_or(0)
}

fn matching<'f>(furniture: &'f Furniture, text: &str, longest: usize) -> Vec<&'f LineRule> {
    let Some(line) = Line::cut(text, longest) else { return Vec::new() };
    let sentence = ends_sentence(furniture, text);
    furniture.rules(&line, sentence)
}

/// Sets aside what is not the article's own.
pub(super) fn set_aside(furniture: &Furniture, text: &str, parts: &mut [Placed]) {
    let longest = longest(furniture);
    let eligible = |p: &Placed| {
        !matches!(p.role, Role::Block(BlockKind::Title | BlockKind::Row) | Role::Aside(_)) && !p.span.is_empty()
    };
    let found: Vec<Vec<&LineRule>> = parts
        .iter()
        .map(|p| if eligible(p) { matching(furniture, p.span.of(text), longest) } else { Vec::new() })
        .collect();
    let running: Vec<bool> = parts
        .iter()
        .zip(&found)
        .map(|(p, f)| {
            let prose = matches!(p.role, Role::Block(BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item));
            prose && f.is_empty() && is_running(furniture, p.span.of(text))
        })
        .collect();
    let first = running.iter().position(|r| *r).unwrap_or(parts.len());
    let cut = (first..parts.len()).find(|i| found[*i].iter().any(|r| r.then == Then::Rest)).unwrap_or(parts.len());
    let last = running[..cut].iter().rposition(|r| *r).unwrap_or(0);
    let holds = |region: Region, i: usize| match region {
        Region::Any => true,
        Region::Head => i < first,
        Region::Tail => i > first,
        Region::Ends => i < first || i > last,
    };
    let mut loose = None;
    for i in 0..cut {
        let Some(rule) = found[i].iter().find(|r| r.then != Then::Rest && holds(r.region, i)) else {
            if i > last
                && let (Some(reason), true) = (loose, eligible(&parts[i]))
            {
                parts[i].role = aside(reason);
            }
            continue;
        };
        if i > last && found[i].iter().any(|r| r.then == Then::Loose && holds(r.region, i)) {
            loose = Some(rule.reason.as_str());
        }
        parts[i].role = aside(&rule.reason);
    }
    if let Some(rule) = found.get(cut).and_then(|f| f.iter().find(|r| r.then == Then::Rest)) {
        for part in &mut parts[cut..] {
            if matches!(part.role, Role::Block(_)) {
                part.role = aside(&rule.reason);
            }
        }
    }
}

/// Sets aside lines and items that are nothing but a link to another page.
pub(super) fn linked_lines(text: &str, parts: &[Part], placed: &mut [Placed]) {
    for (part, place) in parts.iter().zip(placed) {
        let line = place.span.of(text);
        let words = line.split_whitespace().take(31).count();
        let whole = part.linked > 0 && part.linked + 2 >= line.split_whitespace().map(str::len).sum::<usize>();
        if whole
            && words <= 30
            && !line.trim_end_matches(CLOSERS).ends_with('.')
            && matches!(place.role, Role::Block(BlockKind::Paragraph | BlockKind::Item))
        {
            place.role = aside("related");
        }
    }
}

/// Parts the dateline from the first paragraph: its place and agency go to what is known of the article.
pub(super) fn datelines(furniture: &Furniture, article: &mut Article) {
    let Some(i) = article.blocks.iter().take(8).position(|b| b.kind == BlockKind::Paragraph) else { return };
    let whole = article.blocks[i].span;
    let Some(found) = dateline::find(furniture, whole.of(&article.text)) else { return };
    let at = whole.start + found.length as u32;
    article.blocks[i].span.start = at;
    let line = Span { start: whole.start, end: at };
    let end = whole.start + line.of(&article.text).trim_end().len() as u32;
    let aside = Aside { span: Span { start: whole.start, end }, reason: "dateline".to_owned() };
    let place = article.aside.partition_point(|a| a.span < aside.span);
    article.aside.insert(place, aside);
    article.meta.place = article.meta.place.take().or(found.place);
    article.meta.agency = article.meta.agency.take().or(found.agency);
    article.meta.published = article.meta.published.or(found.date.map(Moment::day));
}

/// Takes the days of publication and change from the lines that tell them, where nothing better does.
pub(super) fn timestamps(furniture: &Furniture, article: &mut Article) {
    let told = |reason: &str| {
        let lines = article.aside.iter().filter(|a| a.reason == reason);
        lines.take(3).find_map(|a| stamped(furniture, a.span.of(&article.text)))
    };
    let (published, updated) = (told("timestamp"), told("updated"));
    article.meta.published = article.meta.published.or(published);
    article.meta.updated = article.meta.updated.or(updated);
}

/// The date in a line, after some words that lead to it.
fn stamped(furniture: &Furniture, line: &str) -> Option<Moment> {
    let mut starts =
        std::iter::once(0).chain(line.char_indices().filter(|(_, c)| *c == ' ').map(|(i, _)| i + 1)).take(6);
    starts.find_map(|at| date::moment(furniture, &line[at..]).ok())
}

/// Finds the agency in bylines and credits, where the dateline names none.
pub(super) fn credits(furniture: &Furniture, article: &mut Article) {
    if article.meta.agency.is_some() {
        return;
    }
    let credit = |a: &&Aside| matches!(a.reason.as_str(), "byline" | "agency-credit");
    article.meta.agency =
        article.aside.iter().filter(credit).find_map(|a| furniture.agency(a.span.of(&article.text))).map(str::to_owned);
}

fn aside(reason: &str) -> Role {
    Role::Aside(reason.into())
}
