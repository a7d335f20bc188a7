//! HTML: the words of a page with their bytes, without building a tree, so that no nesting makes it slow.
//!
//! The page is read once from start to end. Parts of it that say what they are (`nav`, `aside`, a class of the list in the
//! lexicon) are holders: their words are set aside unless they turn out to hold most of the page.

mod head;
mod outline;

use std::collections::BTreeMap;
use std::ops::Range;

use html5gum::{DefaultEmitter, HtmlString, Spanned, Token, Tokenizer};
use rustc_hash::FxHashMap;

use super::draft::{Draft, Role};
use crate::article::BlockKind;
use outline::{Holder, Outline};

/// Attributes of an element.
type Attributes = BTreeMap<HtmlString, Spanned<HtmlString, usize>>;

/// Reads a page.
pub(super) fn read(draft: &mut Draft<'_>, body: Range<usize>) {
    let mut page = Page::new(body.start, true);
    page.run(draft, body);
    let Page { outline, head, headings, .. } = page;
    outline.settle(draft, &head, &headings);
}

/// Reads a piece of a page inside another format.
pub(super) fn fragment(draft: &mut Draft<'_>, range: Range<usize>) {
    Page::new(range.start, false).run(draft, range);
}

/// Elements without content.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements whose words are no text.
const MUTE: [&str; 13] = [
    "script", "style", "template", "noscript", "svg", "iframe", "select", "textarea", "object", "math", "title",
    "head", "canvas",
];
/// Elements that stand inside a paragraph; all others end it.
const INLINE: [&str; 40] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "meter", "nobr", "output", "picture", "progress", "q", "rp", "rt", "ruby", "s",
    "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "u",
];
/// Elements that are not the article's own, with the reason.
const HOLDERS: [(&str, &str); 6] = [
    ("nav", "navigation"),
    ("aside", "aside"),
    ("footer", "footer"),
    ("form", "form"),
    ("button", "button"),
    ("dialog", "dialog"),
];

/// How far up the stack an element that was not closed is looked for.
const NEAR: usize = 12;

struct Page {
    /// Open elements: name, and the holder outside each.
    stack: Vec<(String, u32)>,
    open: FxHashMap<String, u32>,
    outline: Outline,
    holder: u32,
    head: head::Head,
    /// First-level headings: index of the part.
    headings: Vec<usize>,
    offset: usize,
    whole: bool,
    /// Characters behind references, as already read.
    references: FxHashMap<String, String>,
    /// The script that is being read, if it is data on the page.
    data: bool,
}

impl Page {
    fn new(offset: usize, whole: bool) -> Self {
        Self {
            stack: Vec::new(),
            open: FxHashMap::default(),
            outline: Outline::default(),
            holder: 0,
            head: head::Head::default(),
            headings: Vec::new(),
            offset,
            whole,
            references: FxHashMap::default(),
            data: false,
        }
    }

    fn run(&mut self, draft: &mut Draft<'_>, range: Range<usize>) {
        let decoded = draft.decoded;
        let source: &str = &decoded.text[range];
        let mut emitter = DefaultEmitter::new_with_span();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(source, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let Ok(name) = std::str::from_utf8(&tag.name) else { continue };
                    let at = self.offset + tag.span.start..self.offset + tag.span.end;
                    self.start(draft, name, &tag.attributes, at);
                }
                Token::EndTag(tag) => {
                    let Ok(name) = std::str::from_utf8(&tag.name) else { continue };
                    self.end(draft, name, self.offset + tag.span.start);
                }
                Token::String(text) => {
                    let range = self.offset + text.span.start..self.offset + text.span.end;
                    self.words(draft, range, &text.value);
                }
                Token::Comment(text) => {
                    draft.comment(self.offset + text.span.start, &String::from_utf8_lossy(&text.value));
                }
                _ => {}
            }
        }
        self.outline.unclosed(self.stack.iter().map(|(_, outside)| *outside).chain([self.holder]));
        draft.end();
    }

    fn is_open(&self, name: &str) -> bool {
        self.open.get(name).is_some_and(|n| *n > 0)
    }

    fn start(&mut self, draft: &mut Draft<'_>, name: &str, attributes: &Attributes, at: Range<usize>) {
        if name == "meta" || name == "link" {
            return self.head.meta(draft, name, attributes, self.offset);
        }
        if name == "html"
            && let Some(language) = attribute(attributes, "lang")
        {
            draft.meta.language.get_or_insert(language);
        }
        if name == "script" {
            self.data = attribute(attributes, "type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json"));
        }
        if name == "time" && !self.muted() {
            let early = !draft.parts.iter().rev().take(12).any(|p| p.len() > 120) && draft.parts.len() < 40;
            self.head.time(attributes, early);
        }
        if name == "br" {
            if draft.is_open() && !self.is_open("h1") {
                draft.begin(Role::Block(self.kind()), self.holder);
            } else {
                draft.white(at.start..at.start);
            }
            return;
        }
        if !INLINE.contains(&name) && !VOID.contains(&name) && !MUTE.contains(&name) {
            self.break_before(draft, name, at.start);
        } else if matches!(name, "hr" | "img") && !draft.is_open() {
            return;
        }
        if VOID.contains(&name) {
            return;
        }
        let holder = self.holding(draft, name, attributes);
        self.stack.push((name.to_owned(), self.holder));
        *self.open.entry(name.to_owned()).or_default() += 1;
        if let Some(holder) = holder {
            self.holder = self.outline.add(self.holder, holder);
        }
        if name == "q" && !self.muted() {
            self.begin(draft);
            draft.word(at.start..at.start + 1, Some("“"), false);
        }
    }

    /// Ends the open part before an element that cannot stand inside it.
    fn break_before(&mut self, draft: &mut Draft<'_>, name: &str, at: usize) {
        let cell = matches!(name, "td" | "th");
        if cell && draft.is_open() {
            draft.separate(at);
        } else {
            draft.end();
        }
        // Ends what HTML lets an author leave open.
        let closes: &[&str] = match name {
            "li" => &["li", "p"],
            "td" | "th" => &["td", "th", "p"],
            "tr" => &["td", "th", "tr", "p"],
            "dt" | "dd" => &["dt", "dd", "p"],
            "option" => &["option"],
            _ => &["p", "h1", "h2", "h3", "h4", "h5", "h6"],
        };
        let near = self.stack.len().saturating_sub(NEAR);
        let mut cut = None;
        for i in (near..self.stack.len()).rev() {
            let open = self.stack[i].0.as_str();
            if closes.contains(&open) {
                cut = Some(i);
            } else if !INLINE.contains(&open) {
                break;
            }
        }
        if let Some(cut) = cut {
            self.close_to(cut);
        }
    }

    /// What an element holds that may not be the article's own.
    fn holding(&self, draft: &Draft<'_>, name: &str, attributes: &Attributes) -> Option<Holder> {
        if name == "article" {
            return Some(Holder::Article);
        }
        if name == "main" {
            return Some(Holder::Main);
        }
        if let Some((_, reason)) = HOLDERS.iter().find(|(n, _)| *n == name) {
            return Some(Holder::Apart((*reason).to_owned()));
        }
        if attributes.contains_key(b"hidden".as_slice()) {
            return Some(Holder::Apart("hidden".to_owned()));
        }
        if name == "body" || name == "html" || MUTE.contains(&name) {
            return None;
        }
        for key in ["class", "id"] {
            let Some(value) = attribute(attributes, key) else { continue };
            for token in value.split_whitespace() {
                let word = token.split(['-', '_', ':']).find(|w| !w.is_empty()).unwrap_or(token).to_ascii_lowercase();
                let found = draft.furniture.classes.iter().find(|(_, words)| words.contains(&word));
                if let Some((reason, _)) = found {
                    return Some(Holder::Apart(reason.clone()));
                }
            }
        }
        None
    }

    fn end(&mut self, draft: &mut Draft<'_>, name: &str, at: usize) {
        if name == "script" {
            self.data = false;
        }
        if !self.is_open(name) {
            if name == "p" {
                draft.end();
            }
            return;
        }
        if name == "q" && !self.muted() {
            draft.word(at..at, Some("”"), false);
        }
        if !INLINE.contains(&name) && !MUTE.contains(&name) && !matches!(name, "td" | "th") {
            draft.end();
        }
        if let Some(i) = self.stack.iter().rposition(|(n, _)| n == name) {
            self.outline.closed(self.holder, i, &self.stack);
            self.close_to(i);
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            let Some((name, outside)) = self.stack.pop() else { break };
            self.holder = outside;
            if let Some(n) = self.open.get_mut(&name) {
                *n -= 1;
            }
        }
    }

    fn muted(&self) -> bool {
        MUTE.iter().any(|m| self.is_open(m))
    }

    fn kind(&self) -> BlockKind {
        let open = |name: &str| self.is_open(name);
        if ["h1", "h2", "h3", "h4", "h5", "h6"].iter().any(|h| open(h)) {
            BlockKind::Heading
        } else if open("figcaption") || open("caption") {
            BlockKind::Caption
        } else if open("tr") && !open("p") {
            BlockKind::Row
        } else if open("blockquote") {
            BlockKind::Quote
        } else if open("li") || open("dd") {
            BlockKind::Item
        } else {
            BlockKind::Paragraph
        }
    }

    fn begin(&mut self, draft: &mut Draft<'_>) {
        if !draft.is_open() {
            draft.begin(Role::Block(self.kind()), self.holder);
            if self.is_open("h1") {
                self.headings.push(draft.parts.len());
            }
        }
    }

    fn words(&mut self, draft: &mut Draft<'_>, range: Range<usize>, value: &[u8]) {
        let value = String::from_utf8_lossy(value);
        if self.data && self.whole {
            return self.head.data(&value);
        }
        if self.is_open("title") && !self.is_open("svg") && self.whole {
            return self.head.title(range, &value);
        }
        if self.muted() {
            return;
        }
        let decoded = draft.decoded;
        let raw = &decoded.text[range.clone()];
        if raw.trim().is_empty() {
            return draft.white(range);
        }
        self.begin(draft);
        let linked = self.is_open("a");
        if self.is_open("pre") && raw.contains("\n\n") {
            // Text set as typed: blank lines part its paragraphs.
            let mut at = range.start;
            for piece in raw.split_inclusive("\n\n") {
                self.begin(draft);
                self.pieces(draft, at..at + piece.len(), linked);
                if piece.ends_with("\n\n") {
                    draft.end();
                }
                at += piece.len();
            }
            return;
        }
        self.pieces(draft, range, linked);
    }

    /// Writes raw text, character references replaced.
    fn pieces(&mut self, draft: &mut Draft<'_>, range: Range<usize>, linked: bool) {
        let decoded = draft.decoded;
        let raw = &decoded.text[range.clone()];
        let mut at = 0;
        while at < raw.len() {
            let plain = raw[at..].find('&').unwrap_or(raw.len() - at);
            draft.flow(range.start + at..range.start + at + plain, linked);
            at += plain;
            if at == raw.len() {
                break;
            }
            let size = reference(&raw[at..]);
            let source = &raw[at..at + size];
            let from = range.start + at..range.start + at + size;
            if size == 1 {
                draft.word(from, None, linked);
            } else {
                let words = self.references.entry(source.to_owned()).or_insert_with(|| resolve(source));
                if words.trim_matches(|c: char| c.is_ascii_whitespace()).is_empty() {
                    draft.white(from);
                } else {
                    draft.word(from, Some(words), linked);
                }
            }
            at += size;
        }
    }
}

/// Length of the character reference at the head of a text that starts with `&`; one if there is none.
fn reference(text: &str) -> usize {
    let name = text[1..].bytes().take(40).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    match text.as_bytes().get(1 + name) {
        _ if name == 0 => 1,
        Some(b';') => name + 2,
        _ => name + 1,
    }
}

/// The characters that a reference stands for.
fn resolve(source: &str) -> String {
    let mut out = String::new();
    for token in Tokenizer::new(source) {
        let Ok(token) = token;
        if let Token::String(text) = token {
            out.push_str(&String::from_utf8_lossy(&text.value));
        }
    }
    out
}

/// The value of an attribute.
fn attribute(attributes: &Attributes, name: &str) -> Option<String> {
    let value = attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(&value.value).trim().to_owned()).filter(|v| !v.is_empty())
}
