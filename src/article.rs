//! An article as the later rooms see it: plain text in blocks, what is known of its origin, and the way back to the file.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::span::Span;

/// One article. Built by `source`; nothing later changes it.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Path as the user gave it, with forward slashes.
    pub path: String,
    /// What is known of its origin.
    pub meta: Meta,
    /// Title (where there is one) and body as plain text; markup and entities are gone, blocks are parted by newlines.
    pub text: String,
    /// Title, headings, paragraphs and items in order; they cover all text that is the article's own.
    pub blocks: Vec<Block>,
    /// Parts of the text that are not the article's own, in order, none inside a block.
    pub aside: Vec<Aside>,
    /// Where each byte of the text stands in the file.
    pub map: SourceMap,
    /// Comments in the file that tell rules to keep silent, in order of the text.
    pub suppressions: Vec<Suppression>,
    /// What could not be read or used of the file, although the article could be read.
    pub problems: Vec<Problem>,
}

/// A comment in an article that tells rules to keep silent about a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppression {
    /// The part of the text that it governs: a block, a stretch of blocks, or the whole.
    pub span: Span,
    /// Ids of the rules that keep silent; never empty.
    pub rules: Vec<String>,
    /// Why, where the comment says so.
    pub reason: Option<String>,
    /// Line of the comment in the file, from 1.
    pub line: u32,
}

/// What an article says of its origin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Headline.
    pub title: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// When it was last changed.
    pub updated: Option<Moment>,
    /// Its address.
    pub url: Option<String>,
    /// BCP 47 tag where the file states one.
    pub language: Option<String>,
    /// Where the dateline says that it was written.
    pub place: Option<String>,
    /// The news agency that the dateline or a credit names, as written there.
    pub agency: Option<String>,
    /// Who wrote it, where the front matter or markup says so.
    pub author: Option<String>,
}

/// A date of publication, with the time where it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// Day and time in the zone that the file gives; midnight where only a day is known.
    pub at: DateTime,
    /// Whether the time of day is known.
    pub timed: bool,
    /// Offset of the zone from UTC in minutes, where it is known.
    pub offset: Option<i16>,
}

impl Moment {
    /// Midnight of a day, time unknown.
    pub fn day(date: Date) -> Self {
        Self { at: date.at(0, 0, 0, 0), timed: false, offset: None }
    }

    /// The day in the zone that the file gives.
    pub fn date(self) -> Date {
        self.at.date()
    }
}

/// A stretch of the text that holds whole sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Where it stands in the text, without the newline after it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// The headline, from the front matter, the first line or the markup.
    Title,
    /// A heading inside the body.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list.
    Item,
    /// A quotation set apart.
    Quote,
    /// A cell or row of a table.
    Row,
    /// The words under a picture.
    Caption,
}

/// A part of the text that is not the article's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    /// Where it stands in the text.
    pub span: Span,
    /// Why it was set aside: an id such as `share-button`, `reader-comments`, `byline`, `dateline`, `navigation`.
    pub reason: String,
}

/// The way from a byte of the text back to the file on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    segments: Vec<Segment>,
    lines: Vec<u32>,
}

/// A run of text that comes from one run of bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    text: Span,
    file: Span,
}

/// A place in a file on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Bytes of the file.
    pub bytes: Span,
    /// Line, from 1.
    pub line: u32,
    /// Byte column in the line, from 1.
    pub column: u32,
}

impl SourceMap {
    /// An empty map for a file with these bytes (of which only the line starts are kept).
    pub fn new(file: &[u8]) -> Self {
        let mut lines = vec![0];
        lines.extend(file.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(i, _)| i as u32 + 1));
        Self { segments: Vec::new(), lines }
    }

    /// Says that the next bytes of the text come from these bytes of the file. Spans of one length map byte by byte,
    /// others (an entity, a re-encoded run) as a whole. Text without an origin is left out.
    pub fn push(&mut self, text: Span, file: Span) {
        if text.is_empty() {
            return;
        }
        if let Some(last) = self.segments.last_mut() {
            debug_assert!(last.text.end <= text.start);
            let linear = last.text.len() == last.file.len() && text.len() == file.len();
            if linear && last.text.end == text.start && last.file.end == file.start {
                last.text.end = text.end;
                last.file.end = file.end;
                return;
            }
        }
        self.segments.push(Segment { text, file });
    }

    /// The line of the file, from 1, that holds this byte.
    pub fn line(&self, byte: u32) -> u32 {
        self.lines.partition_point(|l| *l <= byte).max(1) as u32
    }

    /// Runs of text with the bytes of the file that they come from, in order of the text.
    pub fn runs(&self) -> impl Iterator<Item = (Span, Span)> + '_ {
        self.segments.iter().map(|s| (s.text, s.file))
    }

    /// The bytes of the file from which this text comes.
    pub fn locate(&self, span: Span) -> Place {
        let first = self.segments.partition_point(|s| s.text.end <= span.start);
        let start = self.segments.get(first).map_or_else(
            || self.segments.last().map_or(0, |s| s.file.end),
            |s| {
                if s.text.len() == s.file.len() {
                    s.file.start + span.start.saturating_sub(s.text.start)
                } else {
                    s.file.start
                }
            },
        );
        let last = self.segments.partition_point(|s| s.text.start < span.end);
        let end = last.checked_sub(1).map_or(start, |i| {
            let s = self.segments[i];
            if s.text.len() == s.file.len() {
                s.file.end.min(s.file.start + (span.end - s.text.start))
            } else {
                s.file.end
            }
        });
        let end = end.max(start);
        let line = self.line(start);
        Place {
            bytes: Span { start, end },
            line,
            column: start - self.lines.get(line as usize - 1).copied().unwrap_or(0) + 1,
        }
    }
}

/// Something that could not be read or used; the run goes on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Problem {
    /// The file, as the user gave it.
    pub file: String,
    /// Line of the file, from 1; none where it is the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// What is wrong, and what to do.
    pub message: String,
}

impl Problem {
    /// A problem with a file as a whole.
    pub fn new(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, message: message.into() }
    }

    /// A problem with a line of a file.
    pub fn at(file: impl Into<String>, line: u32, message: impl Into<String>) -> Self {
        Self { file: file.into(), line: Some(line), message: message.into() }
    }

    /// `file:line`, or the file alone.
    pub fn place(&self) -> String {
        self.line.map_or_else(|| self.file.clone(), |line| format!("{}:{line}", self.file))
    }
}
