//! Measures sentences and tokens against treebanks: `cargo run --release --features train --example measure_text -- DIR`
//! where DIR holds `*.conllu`. The text of a document is its `# text` lines, joined by a blank, by a newline at a paragraph.

use std::collections::BTreeSet;
use std::path::Path;

use factlint::article::{Block, BlockKind};
use factlint::lexicon::Lexicon;
use factlint::span::Span;
use factlint::text::sentences;

/// One document: its text and where its sentences and tokens stand.
#[derive(Default)]
struct Document {
    text: String,
    sentences: BTreeSet<(usize, usize)>,
    tokens: BTreeSet<(usize, usize)>,
}

fn main() {
    let mut args = std::env::args().skip(1);
    let dir = args.next().expect("usage: measure_text DIR [--show FILE]");
    let show = args.nth(1);
    let mut files: Vec<_> = std::fs::read_dir(&dir).expect("the folder can be read").flatten().collect();
    files.sort_by_key(std::fs::DirEntry::file_name);
    // A boundary is the end of a sentence; a sentence is right when both of its boundaries are.
    println!("{:24} {:>9} {:>9} {:>9} {:>9} {:>10}", "file", "boundary", "sentence", "token", "tokens", "MB/s");
    for file in files {
        let path = file.path();
        if path.extension().is_some_and(|e| e == "conllu") {
            measure(&path, show.as_deref() == path.file_stem().and_then(|s| s.to_str()));
        }
    }
}

fn measure(path: &Path, show: bool) {
    let documents = read(&std::fs::read_to_string(path).expect("the file is UTF-8"));
    let lexicon = Lexicon::english();
    let (mut boundary, mut sentence, mut token) = (Score::default(), Score::default(), Score::default());
    let (mut bytes, mut seconds) = (0, 0.0);
    for document in &documents {
        let blocks: Vec<Block> = lines(&document.text);
        let start = std::time::Instant::now();
        let found = sentences(&lexicon, &document.text, &blocks);
        seconds += start.elapsed().as_secs_f64();
        bytes += document.text.len();
        let spans: BTreeSet<_> = found.iter().map(|s| (s.span.start as usize, s.span.end as usize)).collect();
        let tokens: BTreeSet<_> =
            found.iter().flat_map(|s| s.tokens.iter().map(|t| (t.span.start as usize, t.span.end as usize))).collect();
        if show {
            differences(&document.text, "sentence", &document.sentences, &spans);
            differences(&document.text, "token", &document.tokens, &tokens);
        }
        boundary.add(&ends(&document.sentences), &ends(&spans));
        sentence.add(&document.sentences, &spans);
        token.add(&document.tokens, &tokens);
    }
    println!(
        "{:24} {:9.2} {:9.2} {:9.2} {:9} {:10.1}",
        path.file_stem().unwrap_or_default().to_string_lossy(),
        boundary.f1(),
        sentence.f1(),
        token.f1(),
        token.gold,
        bytes as f64 / 1e6 / seconds
    );
}

fn ends(spans: &BTreeSet<(usize, usize)>) -> BTreeSet<(usize, usize)> {
    spans.iter().map(|(_, end)| (*end, *end)).collect()
}

fn lines(text: &str) -> Vec<Block> {
    let mut at = 0;
    text.split('\n')
        .map(|line| {
            let span = Span::new(at, at + line.len());
            at += line.len() + 1;
            Block { span, kind: BlockKind::Paragraph }
        })
        .collect()
}

fn differences(text: &str, what: &str, gold: &BTreeSet<(usize, usize)>, found: &BTreeSet<(usize, usize)>) {
    for (sign, one, other) in [("missed", gold, found), ("extra", found, gold)] {
        for (start, end) in one.difference(other) {
            println!("{what} {sign}: {}", &text[*start..*end]);
        }
    }
}

#[derive(Default)]
struct Score {
    gold: usize,
    found: usize,
    right: usize,
}

impl Score {
    fn add(&mut self, gold: &BTreeSet<(usize, usize)>, found: &BTreeSet<(usize, usize)>) {
        self.gold += gold.len();
        self.found += found.len();
        self.right += gold.intersection(found).count();
    }

    fn f1(&self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}

/// Reads CoNLL-U. The forms are sought in the text one after the other.
fn read(file: &str) -> Vec<Document> {
    let mut out: Vec<Document> = Vec::new();
    let mut paragraph = false;
    let mut at = 0;
    let mut until = 0;
    let mut first = None;
    for line in file.lines() {
        if line.starts_with("# newdoc") || out.is_empty() {
            out.push(Document::default());
        }
        let document = out.last_mut().expect("one was pushed");
        if line.starts_with("# newpar") {
            paragraph = true;
        } else if let Some(text) = line.strip_prefix("# text = ") {
            if !document.text.is_empty() {
                document.text.push(if paragraph { '\n' } else { ' ' });
            }
            paragraph = false;
            at = document.text.len();
            document.text.push_str(text);
            until = 0;
            first = None;
        } else if line.is_empty() {
            if let Some(start) = first.take() {
                document.sentences.insert((start, at));
            }
        } else if !line.starts_with('#') {
            let mut fields = line.split('\t');
            let (id, form) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
            if id.contains('.') || id.contains('-') && id.parse::<usize>().is_err() {
                // Of a word written together only its parts count.
                continue;
            }
            let skipped = document.text[at..].len() - document.text[at..].trim_start().len();
            let start = at + skipped;
            if !document.text[start..].starts_with(form) {
                until += 1;
                assert!(until < 3, "`{form}` is not in the text at `{}`", &document.text[start..]);
                continue;
            }
            at = start + form.len();
            first.get_or_insert(start);
            document.tokens.insert((start, at));
        }
    }
    out
}
