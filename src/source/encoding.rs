//! Bytes on disk to text, keeping for every character the bytes that it comes from.

use std::borrow::Cow;
use std::ops::Range;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::span::Span;

/// A decoded file.
pub(super) struct Decoded<'a> {
    /// Its text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// What was not as it should be.
    pub note: Option<(u32, String)>,
    /// Length of the byte order mark, where the text is the rest of the file as it lies on disk.
    base: u32,
    /// Otherwise: runs of text and the bytes that they come from.
    runs: Vec<(Span, Span)>,
}

/// What a file is that is no text.
pub(super) fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"{\\rtf", "an RTF document"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"\x1f\x8b", "compressed"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    if Encoding::for_bom(bytes).is_some_and(|(e, _)| e != UTF_8) {
        return None;
    }
    let control = bytes.iter().filter(|b| matches!(b, 1..=8 | 14..=26 | 28..=31)).count();
    (bytes.contains(&0) || control * 20 > bytes.len()).then_some("a binary file")
}

/// Decodes a file. A byte order mark decides, then valid UTF-8, then what the file declares, then its bytes.
pub(super) fn decode<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Decoded<'a> {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return match encoding {
            e if e == UTF_8 => utf8(bytes, bom),
            e => utf16(bytes, bom, e),
        };
    }
    match std::str::from_utf8(bytes) {
        // Plain ASCII is left to the declaration, which may be a seven-bit encoding.
        Ok(text) if declared.is_none_or(Encoding::is_ascii_compatible) || !text.is_ascii() => {
            Decoded { text: Cow::Borrowed(text), note: None, base: 0, runs: Vec::new() }
        }
        Ok(_) => through(bytes, declared.unwrap_or(UTF_8)),
        Err(_) if mostly_utf8(bytes) => utf8(bytes, 0),
        Err(_) => {
            // A page that declares UTF-8 and is not is one that was saved wrongly.
            let encoding = declared.filter(|e| *e != UTF_8 && *e != UTF_16LE && *e != UTF_16BE).unwrap_or_else(|| {
                let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
                detector.feed(bytes, true);
                detector.guess(None, Utf8Detection::Deny)
            });
            through(bytes, encoding)
        }
    }
}

/// The encoding that an HTML or XML page declares in its first bytes.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let mut at = 0;
    while let Some(tag) = head[at..].iter().position(|b| *b == b'<').map(|i| at + i) {
        let end = head[tag..].iter().position(|b| *b == b'>').map_or(head.len(), |i| tag + i);
        let text = head[tag..end].to_ascii_lowercase();
        for (element, key) in [(&b"<meta"[..], &b"charset"[..]), (b"<?xml", b"encoding")] {
            if text.starts_with(element)
                && let Some(found) = text.windows(key.len()).position(|w| w == key)
            {
                let mark = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b'=');
                let label: Vec<u8> = text[found + key.len()..]
                    .iter()
                    .copied()
                    .skip_while(mark)
                    .take_while(|b| !mark(b) && !matches!(b, b';' | b'/' | b'?'))
                    .collect();
                if let Some(encoding) = Encoding::for_label(&label) {
                    return Some(encoding);
                }
            }
        }
        at = end.max(tag + 1);
    }
    None
}

impl Decoded<'_> {
    /// The bytes of the file from which a run of the text comes.
    pub fn file(&self, range: Range<usize>) -> Span {
        let mut all: Option<Span> = None;
        self.trace(range.clone(), |_, file| all = Some(all.map_or(file, |a| a.cover(file))));
        all.unwrap_or_else(|| {
            let at = range.start as u32 + self.base;
            Span { start: at, end: at }
        })
    }

    /// Calls back with each part of a run of the text, and with the bytes that it comes from, in order.
    pub fn trace(&self, range: Range<usize>, mut each: impl FnMut(Span, Span)) {
        let whole = Span::new(range.start, range.end);
        if self.runs.is_empty() {
            return each(whole, Span { start: whole.start + self.base, end: whole.end + self.base });
        }
        let first = self.runs.partition_point(|(t, _)| t.end <= whole.start);
        for (text, file) in &self.runs[first..] {
            if text.start >= whole.end {
                break;
            }
            let part = Span { start: text.start.max(whole.start), end: text.end.min(whole.end) };
            if text.len() == file.len() {
                let start = file.start + (part.start - text.start);
                each(part, Span { start, end: start + part.len() as u32 });
            } else {
                each(part, *file);
            }
        }
    }
}

fn utf8(bytes: &[u8], bom: usize) -> Decoded<'_> {
    match std::str::from_utf8(&bytes[bom..]) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), note: None, base: bom as u32, runs: Vec::new() },
        Err(e) => {
            let line = bytes[..bom + e.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            let note = "not valid UTF-8; the bytes in question are left out, save the file as UTF-8";
            broken_utf8(bytes, bom, (line as u32, note.to_owned()))
        }
    }
}

/// UTF-8 with bytes that are none, each run of which becomes a replacement character.
fn broken_utf8(bytes: &[u8], bom: usize, note: (u32, String)) -> Decoded<'_> {
    let mut out = Runs::default();
    let mut at = bom;
    for chunk in bytes[bom..].utf8_chunks() {
        let valid = chunk.valid();
        out.push(valid, at..at + valid.len());
        at += valid.len();
        if !chunk.invalid().is_empty() {
            out.push("\u{fffd}", at..at + chunk.invalid().len());
            at += chunk.invalid().len();
        }
    }
    out.done(Some(note))
}

/// Whether a file that is not valid UTF-8 is so in the main.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * bad
}

fn utf16(bytes: &[u8], bom: usize, encoding: &'static Encoding) -> Decoded<'static> {
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if encoding == UTF_16LE { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    };
    let mut out = Runs::default();
    let mut at = bom;
    let mut buffer = [0; 4];
    for c in char::decode_utf16(bytes[bom..].chunks_exact(2).map(unit)) {
        let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
        let size = 2 * c.len_utf16();
        out.push(c.encode_utf8(&mut buffer), at..at + size);
        at += size;
    }
    let line = out.text.matches('\n').count() as u32 + 1;
    out.done((at < bytes.len()).then(|| (line, "ends in half a UTF-16 character; save the file as UTF-8".to_owned())))
}

/// Any other encoding, one byte at a time so that each character knows its own.
fn through(bytes: &[u8], encoding: &'static Encoding) -> Decoded<'static> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut out = Runs::default();
    let mut buffer = [0_u8; 32];
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        if start == at && encoding.is_ascii_compatible() {
            let ascii = bytes[at..].iter().take_while(|b| b.is_ascii()).count();
            if ascii > 0 {
                out.push(std::str::from_utf8(&bytes[at..at + ascii]).unwrap_or_default(), at..at + ascii);
                at += ascii;
                start = at;
                continue;
            }
        }
        let last = at + 1 == bytes.len();
        let mut input = &bytes[at..=at];
        let mut written = 0;
        loop {
            let (result, read, wrote, _) = decoder.decode_to_utf8(input, &mut buffer[written..], last);
            written += wrote;
            input = &input[read..];
            if result == CoderResult::InputEmpty || (read == 0 && wrote == 0) {
                break;
            }
        }
        at += 1;
        if written > 0 {
            out.push(std::str::from_utf8(&buffer[..written]).unwrap_or("\u{fffd}"), start..at);
            start = at;
        }
    }
    out.done(None)
}

/// Text in the making, with its origin.
#[derive(Default)]
struct Runs {
    text: String,
    runs: Vec<(Span, Span)>,
}

impl Runs {
    /// Text and the bytes that it comes from. Runs of one length are joined; that a character may need as many bytes on
    /// disk as in UTF-8 does no harm, as nothing points inside a character.
    fn push(&mut self, text: &str, file: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let at = Span::new(self.text.len(), self.text.len() + text.len());
        self.text.push_str(text);
        let file = Span::new(file.start, file.end);
        if let Some((t, f)) = self.runs.last_mut()
            && t.len() == f.len()
            && at.len() == file.len()
            && f.end == file.start
        {
            t.end = at.end;
            f.end = file.end;
            return;
        }
        self.runs.push((at, file));
    }

    fn done(self, note: Option<(u32, String)>) -> Decoded<'static> {
        Decoded { text: Cow::Owned(self.text), note, base: 0, runs: self.runs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character's bytes, decoded by themselves, give the character.
    fn check(bytes: &[u8], declared: Option<&'static Encoding>, encoding: &'static Encoding, expected: &str) {
        let decoded = decode(bytes, declared);
        assert_eq!(decoded.text, expected);
        for (i, c) in decoded.text.char_indices() {
            let file = decoded.file(i..i + c.len_utf8());
            let (back, _) = encoding.decode_without_bom_handling(&bytes[file.range()]);
            assert_eq!(back, c.to_string(), "at {i}");
        }
    }

    #[test]
    fn every_character_knows_its_bytes() {
        let text = "Café “Zoë” – 5 °C";
        check(text.as_bytes(), None, UTF_8, text);
        check(&[b"\xef\xbb\xbf", text.as_bytes()].concat(), None, UTF_8, text);
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        check(&latin, None, encoding_rs::WINDOWS_1252, text);
        for (bom, encoding) in [([0xff, 0xfe], UTF_16LE), ([0xfe, 0xff], UTF_16BE)] {
            let text = "Zoë 😀 5";
            let units = text.encode_utf16();
            let bytes = units.flat_map(|u| if encoding == UTF_16LE { u.to_le_bytes() } else { u.to_be_bytes() });
            let bytes: Vec<u8> = bom.into_iter().chain(bytes).collect();
            check(&bytes, None, encoding, text);
        }
        let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode("東京で 14 人");
        check(&sjis, Some(encoding_rs::SHIFT_JIS), encoding_rs::SHIFT_JIS, "東京で 14 人");
        let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("Погибли 14 человек");
        check(&russian, Some(encoding_rs::WINDOWS_1251), encoding_rs::WINDOWS_1251, "Погибли 14 человек");
    }

    #[test]
    fn broken_bytes_are_replaced_and_told_of() {
        let bytes = "Zoë, Zoë, Zoë, Zoë, Zoë and \u{e9}".as_bytes();
        let broken = &bytes[..bytes.len() - 1];
        let decoded = decode(broken, None);
        assert_eq!(decoded.text, "Zoë, Zoë, Zoë, Zoë, Zoë and \u{fffd}");
        assert!(decoded.note.is_some_and(|(line, why)| line == 1 && why.starts_with("not valid UTF-8")));
    }

    #[test]
    fn declarations_are_found() {
        for page in [
            "<html><head><meta charset=\"windows-1251\">",
            "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1251'>",
            "<?xml version=\"1.0\" encoding=\"windows-1251\"?>",
        ] {
            assert_eq!(declared(page.as_bytes()), Some(encoding_rs::WINDOWS_1251), "{page}");
        }
        assert_eq!(declared(b"<p>charset=windows-1251"), None);
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(foreign(b"%PDF-1.7"), Some("a PDF"));
        assert_eq!(foreign(b"a\0b"), Some("a binary file"));
        assert_eq!(foreign(b"\xff\xfea\0b\0"), None);
        assert_eq!(foreign("plain\ttext\r\n".as_bytes()), None);
    }
}
