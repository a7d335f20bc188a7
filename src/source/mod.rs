//! Files to articles: formats, front matter, encodings, what is not the article's own text; and the way from each byte of
//! the text back to the file.
//!
//! [`gather`] finds files, [`load`] reads one, [`read`] makes an article of its bytes and does no IO. A format is one line
//! in [`FORMATS`] and one file beside this one.

mod date;
mod dateline;
mod draft;
mod encoding;
mod front;
mod furniture;
mod html;
mod markdown;
mod metadata;
mod suppress;
mod text;
mod walk;
#[cfg(test)]
mod tests;

use std::io::Read;
use std::ops::Range;
use std::path::Path;

pub use date::moment;
pub use metadata::MetadataKeys;
pub use walk::{Walk, gather, shown};

use crate::article::{Article, Problem};
use crate::lexicon::Lexicon;
use draft::Draft;

/// A format of articles.
#[derive(Debug)]
pub struct Format {
    /// What it is called.
    pub name: &'static str,
    /// Endings of its files, in lower case and without the dot.
    pub extensions: &'static [&'static str],
    /// Whether a file may declare its encoding.
    declares: bool,
    /// Reads the body, which starts after any front matter.
    read: fn(&mut Draft<'_>, Range<usize>),
}

/// All formats. Files of other endings, where they are given by name, are read as the first.
pub const FORMATS: &[Format] = &[
    Format { name: "text", extensions: &["txt", "text"], declares: false, read: text::read },
    Format { name: "markdown", extensions: &["md", "markdown"], declares: false, read: markdown::read },
    Format { name: "html", extensions: &["html", "htm", "xhtml"], declares: true, read: html::read },
];

/// Largest file in bytes. An article is some kilobytes; what is larger is something else, or was put together by mistake.
pub const LARGEST: usize = 64 << 20;

/// Longest text of an article in bytes. A page may hold pictures, but nobody writes so many words; to work on them would take
/// gigabytes.
pub const LONGEST: usize = 4 << 20;

/// The format of a file, by the ending of its name.
pub fn format_of(path: &Path) -> &'static Format {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    FORMATS.iter().find(|f| f.extensions.contains(&ending.as_str())).unwrap_or(&FORMATS[0])
}

/// The bytes of a file.
///
/// # Errors
/// The file is missing, cannot be read, or is larger than [`LARGEST`].
pub fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let problem = |message: String| Problem::new(shown(path), message);
    let bad = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => problem("no such file; check the path".to_owned()),
        _ => problem(format!("cannot be read: {e}; check its rights")),
    };
    let file = std::fs::File::open(path).map_err(bad)?;
    if file.metadata().map_err(bad)?.is_dir() {
        return Err(problem("is a folder; name a file".to_owned()));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(bad)?;
    if bytes.len() > LARGEST {
        return Err(problem(format!("larger than {} MB; split it into articles", LARGEST >> 20)));
    }
    Ok(bytes)
}

/// Reads an article from disk.
///
/// # Errors
/// As [`bytes`] and [`read`].
pub fn load(lexicon: &Lexicon, keys: &MetadataKeys, path: &Path) -> Result<Article, Problem> {
    read_with(lexicon, keys, path, &bytes(path)?)
}

/// Makes an article of the bytes of a file, with the usual front-matter keys.
///
/// # Errors
/// As [`read_with`].
pub fn read(lexicon: &Lexicon, path: &Path, bytes: &[u8]) -> Result<Article, Problem> {
    read_with(lexicon, &MetadataKeys::default(), path, bytes)
}

/// Makes an article of the bytes of a file. What is wrong with it and does not keep it from being read is among its
/// `problems`.
///
/// # Errors
/// The file is empty, no text, too large, or holds more text than any article.
pub fn read_with(lexicon: &Lexicon, keys: &MetadataKeys, path: &Path, bytes: &[u8]) -> Result<Article, Problem> {
    let problem = |message: String| Problem::new(shown(path), message);
    if bytes.len() > LARGEST {
        return Err(problem(format!("larger than {} MB; split it into articles", LARGEST >> 20)));
    }
    if let Some(what) = encoding::foreign(bytes) {
        return Err(problem(format!(
            "is {what}, not text; save it as text, Markdown or HTML, or name a `preprocess` command"
        )));
    }
    let format = format_of(path);
    let declared = if format.declares { encoding::declared(bytes) } else { None };
    let decoded = encoding::decode(bytes, declared);
    if decoded.text.trim().is_empty() {
        return Err(problem("is empty; nothing to check".to_owned()));
    }
    let mut draft = Draft::new(&decoded, &lexicon.furniture);
    let body = front::read(&mut draft, keys);
    (format.read)(&mut draft, body..decoded.text.len());
    let mut article = draft.finish(&shown(path), bytes);
    if article.text.len() > LONGEST {
        let long = article.text.len() >> 20;
        return Err(problem(format!("holds {long} MB of text, and no article is that long; split it into articles")));
    }
    if article.meta.source.is_none() {
        article.meta.source = article.meta.url.as_deref().and_then(host);
    }
    Ok(article)
}

/// The host of an address, which names the outlet where nothing else does.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?.trim_start_matches("www.");
    (host.contains('.')).then(|| host.to_lowercase())
}
