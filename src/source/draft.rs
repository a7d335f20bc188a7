//! An article in the making: what the formats write into, and how it becomes an [`Article`].

use std::ops::Range;

use compact_str::CompactString;

use super::encoding::Decoded;
use super::suppress::Comment;
use super::{furniture, suppress};
use crate::article::{Article, Aside, Block, BlockKind, Meta, Problem, SourceMap};
use crate::lexicon::furniture::Furniture;
use crate::span::Span;

/// What the format readers fill. Ranges are of the decoded text.
pub(super) struct Draft<'a> {
    pub decoded: &'a Decoded<'a>,
    pub furniture: &'a Furniture,
    pub meta: Meta,
    /// The headline that the front matter or the head of a page gives.
    pub title: Option<Part>,
    /// The parts of the body, in order.
    pub parts: Vec<Part>,
    /// What is wrong, with the byte of the decoded text where it is.
    pub faults: Vec<(usize, String)>,
    open: Option<Part>,
    space: Option<Range<usize>>,
    waiting: Vec<Comment>,
}

/// A stretch of the body: a future block or aside.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub role: Role,
    pub runs: Vec<Run>,
    /// Bytes of it that are links to elsewhere.
    pub linked: usize,
    /// Where in the page's outline it stands, for formats that have one.
    pub holder: u32,
    /// Comments to the program before it or, where flagged, inside it.
    pub comments: Vec<(Comment, bool)>,
}

/// What a part is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Block(BlockKind),
    Aside(CompactString),
}

impl Default for Role {
    fn default() -> Self {
        Role::Block(BlockKind::Paragraph)
    }
}

/// A run of the decoded text, taken as it is or replaced as a whole.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub from: Range<usize>,
    pub to: Option<CompactString>,
}

/// A part with its place in the finished text.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub span: Span,
    pub role: Role,
}

/// Characters that are not seen and only part a word: they are left out.
const INVISIBLE: [char; 4] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'];

/// What stands between two cells of a row.
const CELL: &str = " | ";

impl Part {
    /// Adds a run, joined to the one before where they touch.
    pub fn push(&mut self, from: Range<usize>, to: Option<&str>) {
        if from.is_empty() && to.is_none() {
            return;
        }
        if let (None, Some(Run { from: last, to: None })) = (to, self.runs.last_mut())
            && last.end == from.start
        {
            last.end = from.end;
            return;
        }
        self.runs.push(Run { from, to: to.map(CompactString::from) });
    }

    /// Its words.
    pub fn text(&self, decoded: &str) -> String {
        let mut text = String::new();
        for run in &self.runs {
            text.push_str(run.to.as_deref().unwrap_or(&decoded[run.from.clone()]));
        }
        text
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.runs.iter().map(|r| r.to.as_ref().map_or(r.from.len(), |t| t.len())).sum()
    }
}

impl<'a> Draft<'a> {
    pub fn new(decoded: &'a Decoded<'a>, furniture: &'a Furniture) -> Self {
        Self {
            decoded,
            furniture,
            meta: Meta::default(),
            title: None,
            parts: Vec::new(),
            faults: Vec::new(),
            open: None,
            space: None,
            waiting: Vec::new(),
        }
    }

    /// Whether a part is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Begins a part; one that is open ends.
    pub fn begin(&mut self, role: Role, holder: u32) {
        self.end();
        let comments = self.waiting.drain(..).map(|c| (c, false)).collect();
        self.open = Some(Part { role, holder, comments, ..Part::default() });
    }

    /// Ends the open part, if any.
    pub fn end(&mut self) {
        self.space = None;
        if let Some(part) = self.open.take() {
            if part.runs.is_empty() {
                self.waiting.extend(part.comments.into_iter().map(|(c, _)| c));
            } else {
                self.parts.push(part);
            }
        }
    }

    /// Adds text to the open part; white space is folded.
    pub fn flow(&mut self, range: Range<usize>, linked: bool) {
        let decoded = self.decoded;
        let bytes = decoded.text[range.clone()].as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let white = bytes[at].is_ascii_whitespace();
            let end = bytes[at..].iter().position(|b| b.is_ascii_whitespace() != white).map_or(bytes.len(), |i| at + i);
            let part = range.start + at..range.start + end;
            if white {
                self.white(part)
            } else {
                self.word(part, None, linked)
            }
            at = end;
        }
    }

    /// Adds words that stand for a run of the file as a whole.
    pub fn word(&mut self, range: Range<usize>, to: Option<&str>, linked: bool) {
        let Some(part) = &mut self.open else { return };
        if let Some(space) = self.space.take()
            && !part.runs.is_empty()
        {
            let plain = &self.decoded.text[space.clone()] == " ";
            part.push(space, if plain { None } else { Some(" ") });
        }
        if linked {
            part.linked += to.map_or(range.len(), str::len);
        }
        part.push(range, to);
    }

    /// Adds white space, of which one blank at most remains.
    pub fn white(&mut self, range: Range<usize>) {
        match &mut self.space {
            Some(space) if space.end == range.start => space.end = range.end,
            Some(_) => {}
            None => self.space = Some(range),
        }
    }

    /// Parts a cell of a table from the one before, if there is one.
    pub fn separate(&mut self, at: usize) {
        self.space = None;
        if let Some(part) = &mut self.open
            && part.runs.last().is_some_and(|r| r.to.as_deref() != Some(CELL))
        {
            part.push(at..at, Some(CELL));
        }
    }

    /// A comment in the file; those that speak to the program are kept.
    pub fn comment(&mut self, at: usize, text: &str) {
        match suppress::parse(text) {
            None => {}
            Some(Err(message)) => self.faults.push((at, message)),
            Some(Ok(action)) => {
                let comment = Comment { action, at };
                match &mut self.open {
                    Some(part) if !part.runs.is_empty() => part.comments.push((comment, true)),
                    _ => self.waiting.push(comment),
                }
            }
        }
    }

    /// The finished article.
    pub fn finish(mut self, path: &str, file: &[u8]) -> Article {
        self.end();
        let mut parts = std::mem::take(&mut self.parts);
        if let Some(mut title) = self.title.take() {
            title.role = Role::Block(BlockKind::Title);
            let words = title.text(&self.decoded.text);
            if let Some(twin) = parts.iter_mut().take(6).find(|p| {
                matches!(p.role, Role::Block(_))
                    && p.len() < 3 * words.len() + 9
                    && alike(&p.text(&self.decoded.text), &words)
            }) {
                twin.role = Role::Aside("repeated-title".into());
            }
            parts.insert(0, title);
        }
        let mut article =
            Article { path: path.to_owned(), map: SourceMap::new(file), meta: self.meta, ..Article::default() };
        let mut placed = Vec::with_capacity(parts.len());
        for part in &parts {
            let start = article.text.len();
            for run in &part.runs {
                write(&mut article, self.decoded, run);
            }
            let mut span = Span::new(start, article.text.len());
            let text = span.of(&article.text);
            span.end -= (text.len() - text.trim_end().len()) as u32;
            span.start += (span.of(&article.text).len() - span.of(&article.text).trim_start().len()) as u32;
            placed.push(Placed { span, role: part.role.clone() });
            article.text.push('\n');
        }
        furniture::set_aside(self.furniture, &article.text, &mut placed);
        furniture::linked_lines(&article.text, &parts, &mut placed);
        for place in placed.iter().filter(|p| !p.span.is_empty()) {
            match &place.role {
                Role::Block(kind) => article.blocks.push(Block { span: place.span, kind: *kind }),
                Role::Aside(reason) => article.aside.push(Aside { span: place.span, reason: reason.to_string() }),
            }
        }
        furniture::timestamps(self.furniture, &mut article);
        furniture::datelines(self.furniture, &mut article);
        furniture::credits(self.furniture, &mut article);
        let comments = parts.into_iter().map(|p| p.comments).collect();
        let line = |at: usize| article.map.line(self.decoded.file(at..at + 1).start);
        let (suppressions, faults) = suppress::resolve(comments, self.waiting, &placed, article.text.len(), line);
        let problems: Vec<Problem> =
            self.faults.iter().chain(&faults).map(|(at, m)| Problem::at(path, line(*at), &**m)).collect();
        article.suppressions = suppressions;
        article.problems = problems;
        if let Some(note) = &self.decoded.note {
            article.problems.insert(0, Problem::at(path, note.0, &*note.1));
        }
        article
    }
}

/// Appends a run to the text, with its way back.
fn write(article: &mut Article, decoded: &Decoded<'_>, run: &Run) {
    if let Some(to) = &run.to {
        let at = article.text.len();
        article.text.push_str(to);
        article.map.push(Span::new(at, article.text.len()), decoded.file(run.from.clone()));
        return;
    }
    let whole = &decoded.text[run.from.clone()];
    let ascii = whole.is_ascii();
    let mut at = run.from.start;
    let end = run.from.end;
    while at < end {
        let rest = &whole[at - run.from.start..];
        // In ASCII nothing is invisible, and asking is cheap.
        let stop = if ascii { None } else { rest.find(INVISIBLE) };
        let take = stop.unwrap_or(rest.len());
        let start = article.text.len();
        article.text.push_str(&rest[..take]);
        let (text, map) = (start, &mut article.map);
        decoded.trace(at..at + take, |part, file| {
            let from = text + (part.start as usize - at);
            map.push(Span::new(from, from + part.len()), file);
        });
        at += take + stop.map_or(0, |_| rest[take..].chars().next().map_or(0, char::len_utf8));
    }
}

/// Whether two headlines are the same but for case, marks and white space.
pub(super) fn alike(a: &str, b: &str) -> bool {
    letters(a).eq(letters(b)) && letters(a).next().is_some()
}

/// The letters and digits of a text, in lower case.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}
