//! `factlint parse`: how a text was read, word by word, so that a person sees why something was found or not.

use std::io::Write;
use std::path::Path;

use anyhow::{Result, anyhow};
use factlint::article::Article;
use factlint::mention::{self, Context, Mention, Value, noun, quantities_parsed};
use factlint::report::{document, safe::safe};
use factlint::source;
use factlint::syntax::{Model, Tree, Word};
use factlint::text::{self, Sentence};
use factlint::value::display;
use serde::Serialize;

use super::End;
use super::meant::{Meant, STDIN, bytes_of};
use super::table;
use super::typed::{ParseArgs, ParseFormat};

/// A text as it was read.
#[derive(Serialize)]
struct Parsed<'a> {
    file: &'a str,
    sentences: Vec<Row<'a>>,
}

/// A sentence.
#[derive(Serialize)]
struct Row<'a> {
    line: u32,
    start: u32,
    end: u32,
    text: &'a str,
    tokens: Vec<Token<'a>>,
    names: Vec<Found<'a>>,
    values: Vec<Found<'a>>,
}

/// A token; its head is the index of another, none for the root.
#[derive(Serialize)]
struct Token<'a> {
    text: &'a str,
    start: u32,
    end: u32,
    tag: &'static str,
    features: Vec<&'static str>,
    lemma: &'a str,
    head: Option<usize>,
    relation: &'static str,
}

/// A name or a value: the tokens `first..last`, what it is, what it says, and for a value the token of what is counted.
#[derive(Serialize)]
struct Found<'a> {
    first: usize,
    last: usize,
    text: &'a str,
    kind: String,
    says: String,
    noun: Option<usize>,
}

/// Shows a text's sentences, tokens, tags, heads, names and values.
pub fn run(args: &ParseArgs, meant: &Meant) -> Result<End> {
    let (lexicon, keys) = (&meant.checker.lexicon, &meant.checker.keys);
    let read = if args.file == Path::new(STDIN) {
        source::read_with(lexicon, keys, &args.file, &bytes_of(&args.file)?)
    } else {
        source::load(lexicon, keys, &args.file)
    };
    let article = read.map_err(|problem| anyhow!("{}: {}", problem.file, problem.message))?;
    let sentences = text::sentences(lexicon, &article.text, &article.blocks);
    let forms = |s: &Sentence| s.tokens.iter().map(|t| t.span.of(&article.text)).collect::<Vec<_>>();
    let words: Vec<Vec<Word>> = sentences.iter().map(|s| Model::english().parse(&forms(s))).collect();
    let names = mention::names(lexicon, &article.text, &sentences, &words);
    let context = Context::of(&article);
    let rows = sentences
        .iter()
        .zip(&words)
        .zip(&names)
        .map(|((sentence, words), names)| {
            let tree = Tree::new(&article.text, sentence, words);
            let values = quantities_parsed(lexicon, &context, &tree);
            row(&article, &tree, names, &values)
        })
        .collect();
    let parsed = Parsed { file: &article.path, sentences: rows };
    let mut out = meant.screen.out();
    match args.format {
        ParseFormat::Json => document(&parsed, &mut out)?,
        ParseFormat::Table => write(&parsed, &mut out)?,
    }
    out.flush()?;
    Ok(End::Clean)
}

fn row<'a>(article: &'a Article, tree: &Tree<'a>, names: &[Mention], values: &[Mention]) -> Row<'a> {
    let place = article.map.locate(tree.sentence.span);
    let tokens = (0..tree.len())
        .map(|i| {
            let bytes = article.map.locate(tree.span(i)).bytes;
            Token {
                text: tree.form(i),
                start: bytes.start,
                end: bytes.end,
                tag: tree.tag(i).name(),
                features: tree.words[i].features.names().collect(),
                lemma: tree.lemma(i),
                head: tree.head(i),
                relation: tree.relation(i).name(),
            }
        })
        .collect();
    let found = |m: &Mention| Found {
        first: m.tokens.start,
        last: m.tokens.end,
        text: m.span.of(&article.text),
        kind: kind(m),
        says: says(m),
        noun: noun(tree, m),
    };
    Row {
        line: place.line,
        start: place.bytes.start,
        end: place.bytes.end,
        text: tree.sentence.span.of(&article.text),
        tokens,
        names: names.iter().map(found).collect(),
        values: values.iter().map(found).collect(),
    }
}

/// The word that the interface has for what a mention is.
fn kind(mention: &Mention) -> String {
    let id = match &mention.value {
        Value::Name(name) => serde_json::to_value(name.kind),
        Value::Quantity(_) => serde_json::to_value(mention.kind),
    };
    id.ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The value, or the name with its titles and the number that all mentions of one bearer share.
fn says(mention: &Mention) -> String {
    match &mention.value {
        Value::Quantity(q) => display(q),
        Value::Name(name) => {
            let mut words: Vec<&str> = name.titles.iter().map(|t| t.as_str()).collect();
            words.push(&name.text);
            format!("{} #{}", words.join(" "), name.entity)
        }
    }
}

/// For each sentence its place and words, then a line for each token; names and values stand beside their first token.
fn write(parsed: &Parsed<'_>, out: &mut impl Write) -> std::io::Result<()> {
    for (n, row) in parsed.sentences.iter().enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", safe(&format!("{}:{}: {}", parsed.file, row.line, row.text)))?;
        let cells: Vec<[String; 7]> = row.tokens.iter().enumerate().map(|(i, token)| cells(row, i, token)).collect();
        table::write(["", "token", "tag", "lemma", "relation", "head", "read as"], &cells, 30, out)?;
    }
    Ok(())
}

fn cells(row: &Row<'_>, i: usize, token: &Token<'_>) -> [String; 7] {
    let head = token.head.map(|h| format!("{} {}", h + 1, row.tokens[h].text)).unwrap_or_default();
    let mut tag = token.tag.to_owned();
    if !token.features.is_empty() {
        tag = format!("{tag} {}", token.features.join(" "));
    }
    let read: Vec<String> = row
        .names
        .iter()
        .chain(&row.values)
        .filter(|f| f.first == i)
        .map(|f| {
            let counted = f.noun.map(|n| format!(" of {} {}", n + 1, row.tokens[n].text)).unwrap_or_default();
            format!("{} {}{counted}", f.kind, f.says)
        })
        .collect();
    [
        (i + 1).to_string(),
        token.text.to_owned(),
        tag,
        token.lemma.to_owned(),
        token.relation.to_owned(),
        head,
        read.join("; "),
    ]
}
