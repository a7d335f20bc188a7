//! Markdown: marks go, words stay, each with its bytes.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::draft::{Draft, Role};
use super::{furniture, html};
use crate::article::BlockKind;

/// A line longer than this was not broken at a width: the one after it is a paragraph of its own.
const WIDEST: usize = 120;

/// Reads the body.
pub(super) fn read(draft: &mut Draft<'_>, body: Range<usize>) {
    let decoded = draft.decoded;
    let text: &str = &decoded.text[body.clone()];
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut state = State::default();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        state.take(draft, event, body.start + range.start..body.start + range.end);
    }
    draft.end();
}

#[derive(Default)]
struct State {
    quotes: usize,
    items: usize,
    links: usize,
    strong: usize,
    /// Inside what is left out: a picture, a block of HTML that is read by itself.
    silent: usize,
    /// Bytes of the open paragraph, and those of them in bold.
    size: usize,
    bold: usize,
    /// Where the line of the source that is being read began.
    line: usize,
    table: bool,
    headings: usize,
}

impl State {
    fn take(&mut self, draft: &mut Draft<'_>, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(draft, &tag, range),
            Event::End(tag) => self.end(draft, tag),
            Event::Text(words) | Event::Code(words) if self.silent == 0 => self.words(draft, &words, range),
            Event::SoftBreak if self.silent == 0 => {
                // A long line stands for itself; a short one was broken at some width.
                if !self.table && range.start - self.line > WIDEST {
                    self.again(draft, range.end);
                } else {
                    draft.white(range.clone());
                }
                self.line = range.end;
            }
            Event::HardBreak if self.silent == 0 => {
                self.again(draft, range.end);
                self.line = range.end;
            }
            Event::InlineHtml(source) if self.silent == 0 => {
                if let Some(comment) = source.strip_prefix("<!--") {
                    draft.comment(range.start, comment.trim_end_matches("-->"));
                } else if source.to_ascii_lowercase().starts_with("<br") {
                    self.again(draft, range.end);
                }
            }
            Event::Rule => draft.end(),
            _ => {}
        }
    }

    /// Begins a paragraph like the one that is open.
    fn again(&mut self, draft: &mut Draft<'_>, at: usize) {
        self.close(draft);
        self.open(draft, at);
    }

    fn kind(&self) -> BlockKind {
        match self {
            State { quotes: 1.., .. } => BlockKind::Quote,
            State { items: 1.., .. } => BlockKind::Item,
            _ => BlockKind::Paragraph,
        }
    }

    fn open(&mut self, draft: &mut Draft<'_>, at: usize) {
        draft.begin(Role::Block(self.kind()), 0);
        (self.size, self.bold, self.line) = (0, 0, at);
    }

    /// Ends the open paragraph. One that is all bold and no sentence is a heading.
    fn close(&mut self, draft: &mut Draft<'_>) {
        let before = draft.parts.len();
        draft.end();
        if draft.parts.len() > before && self.size > 0 && self.bold == self.size {
            let decoded = draft.decoded;
            let furniture = draft.furniture;
            if let Some(part) = draft.parts.last_mut()
                && part.role == Role::Block(BlockKind::Paragraph)
                && part.len() < 100
            {
                let text = part.text(&decoded.text);
                if !furniture::ends_sentence(furniture, &text) || text.ends_with('?') {
                    part.role = Role::Block(BlockKind::Heading);
                }
            }
        }
        self.size = 0;
    }

    fn start(&mut self, draft: &mut Draft<'_>, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open(draft, range.start),
            Tag::Heading { level, .. } => {
                let first = draft.parts.iter().all(|p| matches!(p.role, Role::Aside(_)));
                let title = *level as u8 == 1 && draft.title.is_none() && self.headings == 0 && first;
                self.headings += 1;
                draft.begin(Role::Block(if title { BlockKind::Title } else { BlockKind::Heading }), 0);
                (self.size, self.line) = (0, range.start);
            }
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Item | Tag::FootnoteDefinition(_) => {
                draft.end();
                self.items += 1;
                self.open(draft, range.start);
            }
            // Indented lines are paragraphs of people who indent; fenced code is code.
            Tag::CodeBlock(CodeBlockKind::Indented) => self.open(draft, range.start),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => draft.begin(Role::Aside("code".into()), 0),
            Tag::TableHead | Tag::TableRow => {
                self.table = true;
                draft.begin(Role::Block(BlockKind::Row), 0);
            }
            Tag::TableCell => draft.separate(range.start),
            Tag::HtmlBlock => {
                self.silent += 1;
                html::fragment(draft, range);
            }
            Tag::Image { .. } | Tag::MetadataBlock(_) => self.silent += 1,
            Tag::Link { dest_url, .. } => self.links += usize::from(!dest_url.starts_with('#')),
            Tag::Strong => self.strong += 1,
            _ => {}
        }
    }

    fn end(&mut self, draft: &mut Draft<'_>, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock => self.close(draft),
            TagEnd::Heading(_) => {
                draft.end();
                if let Some(part) = draft.parts.last()
                    && part.role == Role::Block(BlockKind::Title)
                {
                    let title = part.text(&draft.decoded.text);
                    draft.meta.title.get_or_insert(title);
                }
            }
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::Item | TagEnd::FootnoteDefinition => {
                draft.end();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                draft.end();
                self.table = false;
            }
            TagEnd::HtmlBlock | TagEnd::Image | TagEnd::MetadataBlock(_) => self.silent = self.silent.saturating_sub(1),
            TagEnd::Link => self.links = self.links.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            _ => {}
        }
    }

    fn words(&mut self, draft: &mut Draft<'_>, words: &str, range: Range<usize>) {
        if !draft.is_open() {
            self.open(draft, range.start);
        }
        self.size += words.trim().len();
        if self.strong > 0 {
            self.bold += words.trim().len();
        }
        let decoded = draft.decoded;
        let raw = &decoded.text[range.clone()];
        let linked = self.links > 0;
        // Code comes with its marks; a character reference is replaced as a whole.
        match raw.find(words) {
            Some(at) => draft.flow(range.start + at..range.start + at + words.len(), linked),
            None if words.trim().is_empty() => draft.white(range),
            None => draft.word(range, Some(words), linked),
        }
    }
}
