//! Examples inside rules: stories that must fire and stories that must stay silent.

use crate::finding::Finding;
use crate::span::Span;

use super::Rule;

/// How an example came out (the terms are those of ast-grep).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// What is in braces was reported, and nothing else.
    Reported,
    /// Something in braces was not reported.
    Missing,
    /// Something outside braces was reported.
    Noisy,
    /// No braces, and silence.
    Passed,
}

/// An article of an example: day of publication, text without braces, and what stood in them.
struct Article {
    published: Option<String>,
    text: String,
    marks: Vec<Span>,
}

/// Runs an example of a rule. `check` is given articles (path, day of publication, text) and returns what this rule finds.
pub fn examine(
    rule: &Rule,
    example: &[String],
    check: impl Fn(&Rule, &[(String, Option<String>, String)]) -> Vec<Finding>,
) -> Outcome {
    let articles: Vec<Article> = example.iter().map(|text| read(text)).collect();
    let name = |i: usize| format!("{i:03}.txt");
    let input: Vec<_> =
        articles.iter().enumerate().map(|(i, a)| (name(i), a.published.clone(), a.text.clone())).collect();
    let findings = check(rule, &input);
    let touched = |file: &str, span: Span| {
        let mut evidence = findings.iter().flat_map(|f| &f.sides).flat_map(|s| &s.evidence);
        evidence.any(|e| e.file == file && Span { start: e.start, end: e.end }.touches(span))
    };
    let wanted = articles.iter().any(|a| !a.marks.is_empty());
    let missing = articles.iter().enumerate().any(|(i, a)| a.marks.iter().any(|m| !touched(&name(i), *m)));
    let on_mark = |f: &Finding| {
        f.sides.iter().flat_map(|s| &s.evidence).any(|e| {
            let article = input.iter().position(|(path, ..)| *path == e.file);
            article.is_some_and(|i| articles[i].marks.iter().any(|m| m.touches(Span { start: e.start, end: e.end })))
        })
    };
    match (wanted, missing, findings.iter().any(|f| !on_mark(f))) {
        (_, _, true) => Outcome::Noisy,
        (true, true, _) => Outcome::Missing,
        (true, false, _) => Outcome::Reported,
        (false, ..) => Outcome::Passed,
    }
}

/// Splits off a day of publication ("2024-05-01 | text") and takes the braces out.
fn read(written: &str) -> Article {
    let (published, body) = match written.split_once(" | ") {
        Some((day, body)) if day.trim().parse::<jiff::civil::Date>().is_ok() => (Some(day.trim().to_owned()), body),
        _ => (None, written),
    };
    let (mut text, mut marks, mut open) = (String::new(), Vec::new(), None);
    for c in body.chars() {
        match c {
            '{' => open = Some(text.len()),
            '}' => marks.extend(open.take().map(|start| Span::new(start, text.len()))),
            c => text.push(c),
        }
    }
    Article { published, text, marks }
}
