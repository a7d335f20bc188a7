//! `factlint facts`: what was read out of the articles.

use std::io::Write;

use anyhow::Result;
use factlint::fact::Digest;
use factlint::report::safe::safe;
use factlint::value::display;
use serde::Serialize;

use super::End;
use super::meant::Meant;
use super::table;
use super::typed::{FactsArgs, FactsFormat};

/// Stands for the thing where none was read.
const NO_THING: &str = "-";

/// The header of the comma-separated values: the fields of a [`Row`].
const COLUMNS: [&str; 12] =
    ["file", "line", "column", "start", "end", "kind", "value", "about", "text", "sentence", "source", "published"];

/// A fact as it is listed.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    start: u32,
    end: u32,
    kind: String,
    value: String,
    about: String,
    text: &'a str,
    sentence: &'a str,
    source: Option<&'a str>,
    published: Option<String>,
}

/// Lists the facts.
pub fn run(args: &FactsArgs, meant: &Meant) -> Result<End> {
    let mut digests = meant.digests(&args.files)?;
    digests.sort_by(|a, b| a.path.cmp(&b.path));
    let rows: Vec<Row> = digests.iter().flat_map(rows).collect();
    let mut out = meant.screen.out();
    match args.format {
        FactsFormat::Table => {
            let cells: Vec<_> = rows
                .iter()
                .map(|r| {
                    [format!("{}:{}", r.file, r.line), r.kind.clone(), r.value.clone(), r.about.clone(), r.text.into()]
                })
                .collect();
            table::write(["place", "kind", "value", "about", "words"], &cells, 44, &mut out)?;
        }
        FactsFormat::Jsonl => {
            for row in &rows {
                // One line of JSON is safe once made so: what is hidden stands in strings alone.
                let mut line = Vec::new();
                serde_json::to_writer(&mut line, row)?;
                writeln!(out, "{}", factlint::report::escape(&String::from_utf8_lossy(&line)))?;
            }
        }
        FactsFormat::Csv => {
            let mut csv = csv::Writer::from_writer(&mut out);
            csv.write_record(COLUMNS)?;
            for row in &rows {
                let published = row.published.clone().unwrap_or_default();
                csv.serialize((
                    cell(row.file),
                    row.line,
                    row.column,
                    row.start,
                    row.end,
                    &row.kind,
                    cell(&row.value),
                    cell(&row.about),
                    cell(row.text),
                    cell(row.sentence),
                    cell(row.source.unwrap_or_default()),
                    published,
                ))?;
            }
            csv.flush()?;
        }
    }
    out.flush()?;
    Ok(End::Clean)
}

/// A cell that no spreadsheet takes for a formula, and that is safe to show.
fn cell(text: &str) -> String {
    let text = safe(text);
    let mut chars = text.chars();
    let formula = match (chars.next(), chars.next()) {
        (Some('=' | '@'), _) => true,
        (Some('+' | '-'), next) => !next.is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    if formula { format!("'{text}") } else { text.into_owned() }
}

/// The word that the interface has for a kind.
fn id(kind: &impl Serialize) -> String {
    serde_json::to_value(kind).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The facts of an article in the order of the file: figures, and each form of each name where it first stands.
fn rows(digest: &Digest) -> Vec<Row<'_>> {
    let mut found = Vec::new();
    for fact in &digest.facts {
        // A predicate without a thing is told from a thing.
        let none = (!fact.chain.is_empty()).then_some(NO_THING);
        let mut about: Vec<&str> = fact.thing.as_ref().map(|t| t.lemma.as_str()).or(none).into_iter().collect();
        about.extend(fact.chain.iter().map(|t| t.lemma.as_str()));
        found.push((&fact.locator, id(&fact.kind), display(&fact.value), about.join(" < ")));
    }
    for entity in &digest.entities {
        let kind = id(&entity.kind);
        for form in &entity.forms {
            if let Some(first) = form.locators.first() {
                let roles: Vec<&str> = entity.roles.iter().map(|r| r.text.as_str()).collect();
                found.push((first, kind.clone(), entity.name.to_string(), roles.join(", ")));
            }
        }
    }
    found.sort_by_key(|(locator, ..)| (locator.place.bytes.start, locator.place.bytes.end));
    let source = digest.meta.source.as_deref();
    let published = digest.meta.published.map(|p| if p.timed { p.at.to_string() } else { p.date().to_string() });
    found
        .into_iter()
        .map(|(locator, kind, value, about)| Row {
            file: &digest.path,
            line: locator.place.line,
            column: locator.place.column,
            start: locator.place.bytes.start,
            end: locator.place.bytes.end,
            kind,
            value,
            about,
            text: &locator.text,
            sentence: digest.sentences.get(locator.sentence as usize).map_or("", |s| &s.text),
            source,
            published: published.clone(),
        })
        .collect()
}
