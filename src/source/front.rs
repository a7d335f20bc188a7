//! Front matter: YAML between lines of `---`, TOML between lines of `+++`, or a few `Key: value` lines before a blank one.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use super::draft::{Draft, Part};
use super::metadata::{self, MetadataKeys};

/// One key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub key: String,
    pub value: String,
    /// Where the value stands in the decoded text, with its quotation marks if it has any.
    pub range: Range<usize>,
}

/// Longest front matter in bytes.
const MOST: usize = 256 * 1024;

/// Reads the front matter into what is known of the article; returns where the body starts. Front matter that cannot be
/// read is a fault, and what can be made out of its lines is used.
pub(super) fn read(draft: &mut Draft<'_>, keys: &MetadataKeys) -> usize {
    let text: &str = &draft.decoded.text;
    let start = text.len() - text.trim_start_matches(['\n', '\r', ' ']).len();
    for (fence, ends, parse) in [("---", &["---", "..."][..], yaml as fn(&str, usize) -> _), ("+++", &["+++"], toml)] {
        let Some((inner, body)) = fenced(text, start, fence, ends) else { continue };
        let source = &text[inner.clone()];
        let lines = lines(source, inner.start);
        match parse(source, inner.start) {
            Ok(fields) => metadata::fill(draft, keys, &fields),
            // A rule across the page, not front matter.
            Err(_) if lines.is_empty() => return 0,
            // A colon in a headline without quotation marks, and no line that is in doubt.
            Err(_) if fence == "---" && flat(source, &lines) => metadata::fill(draft, keys, &lines),
            Err((at, why)) => {
                let why = format!("the front matter is not valid ({why}); put values with colons or quotes in quotes");
                draft.faults.push((at, why));
                metadata::fill(draft, keys, &lines);
            }
        }
        return body;
    }
    let (fields, body) = header(text, start, keys);
    metadata::fill(draft, keys, &fields);
    body
}

/// Whether the front matter is nothing but lines of a key and plain words.
fn flat(source: &str, lines: &[Field]) -> bool {
    let told = source.lines().filter(|l| !l.trim().is_empty()).count();
    let plain = |f: &Field| {
        let open = |q: char| f.value.starts_with(q) && !f.value[1..].contains(q);
        !f.value.starts_with(['[', '{', '&', '*', '|', '>', '!']) && !open('"') && !open('\'')
    };
    told == lines.len() && lines.iter().all(plain)
}

/// What stands between two fences, and where the text after them starts.
fn fenced(text: &str, start: usize, fence: &str, ends: &[&str]) -> Option<(Range<usize>, usize)> {
    let mut at = start;
    let mut inner = None;
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim_end();
        match inner {
            None if bare == fence => inner = Some(at + line.len()),
            None => return None,
            Some(from) if ends.contains(&bare) => return Some((from..at, at + line.len())),
            Some(from) if at - from > MOST => return None,
            Some(_) => {}
        }
        at += line.len();
    }
    None
}

/// A run of `Key: value` lines at the head of a text. Two of the keys must be known, and a blank line must follow.
fn header(text: &str, start: usize, keys: &MetadataKeys) -> (Vec<Field>, usize) {
    let mut at = start;
    for line in text[start..].split_inclusive('\n').take(20) {
        if line.trim().is_empty() {
            let fields = lines(&text[start..at], start);
            if fields.iter().filter(|f| keys.knows(&f.key)).count() >= 2 {
                return (fields, at);
            }
            break;
        }
        let key = line.split_once(':').map_or("", |(k, _)| k);
        if key.is_empty() || key.len() > 20 || line.len() > 400 {
            break;
        }
        at += line.len();
    }
    (Vec::new(), 0)
}

/// `key: value` lines, quotation marks around values dropped, whatever else there may be.
fn lines(source: &str, offset: usize) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut at = offset;
    for line in source.split_inclusive('\n') {
        if let Some((key, value)) = line.split_once([':', '=']) {
            let bare = value.trim();
            let from = at + key.len() + 1 + (value.len() - value.trim_start().len());
            let plain = key.trim_end();
            let quoted = |q| bare.len() > 1 && bare.starts_with(q) && bare.ends_with(q);
            let inset = usize::from(quoted('"') || quoted('\''));
            let value = bare[inset..bare.len() - inset].to_owned();
            let is_key = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.');
            if !plain.is_empty()
                && plain.len() <= 40
                && plain.starts_with(char::is_alphabetic)
                && plain.chars().all(is_key)
            {
                fields.push(Field { key: plain.to_owned(), value, range: from + inset..from + bare.len() - inset });
            }
        }
        at += line.len();
    }
    fields
}

/// Fields, or where and why it could not be read.
type Parsed = Result<Vec<Field>, (usize, String)>;

fn yaml(source: &str, offset: usize) -> Parsed {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_nodes: 5000, max_depth: 40, max_aliases: 100 },
        with_snippet: false,
    };
    let whole: Option<Spanned<Node>> = serde_saphyr::from_str_with_options(source, options).map_err(|e| {
        let at = e.location().and_then(|l| l.span().byte_offset()).map_or(0, |b| (b as usize).min(source.len()));
        let why = e.to_string();
        (offset + floor(source, at), why.lines().next().unwrap_or_default().to_owned())
    })?;
    let Some(Spanned { value: Node::Map(entries), .. }) = whole else {
        return if source.trim().is_empty() { Ok(Vec::new()) } else { Err((offset, "no keys".to_owned())) };
    };
    let mut fields = Vec::new();
    for (key, node) in entries {
        let range = |node: &Spanned<Node>| {
            let span = node.defined.span();
            let start = floor(source, span.byte_offset().map_or(0, |b| b as usize));
            let end = floor(source, start + span.byte_len().map_or(0, |b| b as usize));
            offset + start..offset + end.max(start)
        };
        let raw = |node: &Spanned<Node>| source[range(node).start - offset..range(node).end - offset].trim().to_owned();
        if let Some((value, node)) = node.value.words(&node, &raw) {
            fields.push(Field { key, value, range: range(node) });
        }
    }
    Ok(fields)
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A YAML value.
#[derive(Debug)]
enum Node {
    Text(String),
    /// A number or truth value: how it is written says more.
    Plain,
    Null,
    List(Vec<Spanned<Node>>),
    Map(Vec<(String, Spanned<Node>)>),
}

impl Node {
    /// The words of a value: its own, those of its items, or those under `name`.
    fn words<'n>(
        &'n self,
        node: &'n Spanned<Node>,
        raw: &dyn Fn(&Spanned<Node>) -> String,
    ) -> Option<(String, &'n Spanned<Node>)> {
        match self {
            Node::Text(text) => Some((text.clone(), node)),
            Node::Plain => Some((raw(node), node)),
            Node::Null => None,
            Node::List(items) => {
                let words: Vec<_> = items.iter().filter_map(|i| i.value.words(i, raw)).collect();
                let first = words.first()?.1;
                Some((words.into_iter().map(|(w, _)| w).collect::<Vec<_>>().join(", "), first))
            }
            Node::Map(entries) => {
                let (_, inner) = entries.iter().find(|(k, _)| k == "name")?;
                inner.value.words(inner, raw)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Node;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_str<E>(self, v: &str) -> Result<Node, E> {
                Ok(Node::Text(v.to_owned()))
            }
            fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
                Ok(Node::Plain)
            }
            fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
                Ok(Node::Plain)
            }
            fn visit_u64<E>(self, _: u64) -> Result<Node, E> {
                Ok(Node::Plain)
            }
            fn visit_i128<E>(self, _: i128) -> Result<Node, E> {
                Ok(Node::Plain)
            }
            fn visit_u128<E>(self, _: u128) -> Result<Node, E> {
                Ok(Node::Plain)
            }
            fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
                Ok(Node::Plain)
            }
            fn visit_unit<E>(self) -> Result<Node, E> {
                Ok(Node::Null)
            }
            fn visit_none<E>(self) -> Result<Node, E> {
                Ok(Node::Null)
            }
            fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Node, D::Error> {
                Node::deserialize(d)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Node::List(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Node::Map(entries))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

fn toml(source: &str, offset: usize) -> Parsed {
    use toml::de::{DeTable, DeValue};

    let table = DeTable::parse(source).map_err(|e| {
        let at = e.span().map_or(0, |s| s.start);
        (offset + floor(source, at), e.message().lines().next().unwrap_or_default().to_owned())
    })?;
    let mut fields = Vec::new();
    for (key, value) in table.get_ref() {
        let mut value = value;
        // The first of a list, or the name in a table.
        while let Some(inner) = match value.get_ref() {
            DeValue::Array(items) => items.first(),
            DeValue::Table(table) => table.get("name"),
            _ => None,
        } {
            value = inner;
        }
        let range = value.span();
        let words = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Array(_) | DeValue::Table(_) => continue,
            _ => source[range.clone()].to_owned(),
        };
        fields.push(Field {
            key: key.get_ref().to_string(),
            value: words,
            range: range.start + offset..range.end + offset,
        });
    }
    Ok(fields)
}

impl Field {
    /// The value as a part of the article, each character with the bytes that it comes from, through quotation marks,
    /// escapes and folded lines.
    pub fn part(&self, decoded: &str) -> Part {
        let raw = &decoded[self.range.clone()];
        let mut part = Part::default();
        let mut at = raw.len() - raw.trim_start().len();
        let quote = raw[at..].chars().next().filter(|c| matches!(c, '"' | '\'') && !self.value.trim().starts_with(*c));
        match (quote, raw[at..].chars().next()) {
            (Some(q), _) => at += if raw[at..].starts_with(&q.to_string().repeat(3)) { 3 } else { 1 },
            // The head of a block scalar.
            (None, Some('|' | '>')) if !self.value.starts_with(['|', '>']) => at += raw[at..].find('\n').unwrap_or(0),
            _ => {}
        }
        let mut blank = false;
        for (i, c) in self.value.trim().char_indices() {
            let from = self.range.start + at;
            if c.is_ascii_whitespace() {
                let size = white(&raw[at..], quote);
                if !blank {
                    let plain = size == 1 && raw[at..].starts_with(' ');
                    part.push(from..from + size, if plain { None } else { Some(" ") });
                }
                at += size;
                blank = true;
                continue;
            }
            blank = false;
            let mut buffer = [0; 4];
            if quote == Some('"') && raw[at..].starts_with('\\') {
                let size = escape(&raw[at..]);
                part.push(from..from + size, Some(c.encode_utf8(&mut buffer)));
                at += size;
            } else if quote == Some('\'') && c == '\'' && raw[at..].starts_with("''") {
                part.push(from..from + 2, Some("'"));
                at += 2;
            } else if raw[at..].starts_with(c) {
                part.push(from..from + c.len_utf8(), None);
                at += c.len_utf8();
            } else {
                // No way to tell which bytes are which: the rest comes from the rest.
                let rest = self.value.trim()[i..].split_whitespace().collect::<Vec<_>>().join(" ");
                part.push(from..self.range.end.max(from), Some(&rest));
                break;
            }
        }
        part
    }
}

/// Length of the white space at the head of a raw scalar, written out or escaped.
fn white(raw: &str, quote: Option<char>) -> usize {
    let mut at = 0;
    loop {
        let rest = &raw[at..];
        let plain = rest.len() - rest.trim_start().len();
        at += if plain > 0 {
            plain
        } else if quote == Some('"') && is_white_escape(rest) {
            escape(rest)
        } else {
            return at;
        };
    }
}

/// Whether a raw scalar begins with an escape that stands for white space.
fn is_white_escape(raw: &str) -> bool {
    let Some(rest) = raw.strip_prefix('\\') else { return false };
    let code = match rest.chars().next() {
        Some('n' | 't' | 'r' | ' ' | '\n') => return true,
        Some('x' | 'u' | 'U') => u32::from_str_radix(&rest[1..escape(raw) - 1], 16).ok(),
        _ => None,
    };
    code.and_then(char::from_u32).is_some_and(|c| c.is_ascii_whitespace())
}

/// Length of the escape at the head of a raw scalar.
fn escape(raw: &str) -> usize {
    let size = match raw[1..].chars().next() {
        Some('x') => 4,
        Some('u') => 6,
        Some('U') => 10,
        Some(c) => 1 + c.len_utf8(),
        None => 1,
    };
    floor(raw, size)
}
