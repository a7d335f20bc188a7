//! A summary in Markdown (CommonMark, as GitHub and GitLab show it), for a job's page or a message: without tables, readable
//! as it stands. All words of articles are escaped: they make no link, no heading, no tag.

use std::io::{self, Write};

use super::layout::quote;
use super::safe::{clip, safe};
use super::{Style, words};
use crate::finding::{Evidence, Finding, Outcome, Severity, Side};

// Words of the user interface.
const TITLE: &str = "factlint";
const MORE_PLACES: &str = "more";
const MORE: &str = "not shown here: `factlint check -v` and the formats json and sarif tell all.";
const BY_RULE: &str = "By rule:";
const INFORMATION: &str = "For information";
const UNREAD: &str = "Not read";

/// Findings told in full.
const FULL: usize = 50;
/// Bytes of findings: the summary of a job on GitHub takes 1 MiB from a step, and is dropped if there are more.
const BYTES: usize = 768 * 1024;
/// Findings for information, and problems, told in a line each.
const LINES: usize = 50;
/// Places shown of a side.
const PLACES: usize = 3;
/// Columns of a sentence.
const SENTENCE: usize = 240;
/// Columns of other words of articles.
const WORDS: usize = 400;

/// Writes the summary.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## {TITLE}: {}\n", words::count(outcome.findings.len(), "finding"))?;
    if outcome.findings.is_empty() {
        writeln!(out, "{}\n", words::nothing_found(outcome))?;
    }
    let (brief, full): (Vec<&Finding>, Vec<&Finding>) =
        outcome.findings.iter().partition(|f| f.severity == Severity::Info);
    if full.len() > FULL {
        writeln!(out, "{BY_RULE} {}.\n", escape(&words::by_rule(&outcome.findings)))?;
    }
    let (mut told, mut bytes) = (0, 0);
    for finding in full.iter().take(FULL) {
        let mut text = Vec::new();
        one(finding, &mut text)?;
        bytes += text.len();
        if bytes > BYTES {
            break;
        }
        out.write_all(&text)?;
        told += 1;
    }
    if let Some(more @ 1..) = full.len().checked_sub(told) {
        writeln!(out, "{} {MORE}\n", words::count(more, "finding").replacen(' ', " more ", 1))?;
    }
    list(INFORMATION, brief.iter().map(|finding| brief_line(outcome, finding)).collect(), out)?;
    let problems = outcome.problems.iter().map(|p| format!("{}: {}", code(&p.place()), escape(&p.message)));
    list(UNREAD, problems.collect(), out)?;
    let by_severity = words::by_severity(&outcome.findings);
    let parted = if by_severity.is_empty() { "" } else { ": " };
    writeln!(out, "{}{parted}{by_severity}.", words::totals(&outcome.summary))
}

/// A list under a heading, if there is anything in it.
fn list(title: &str, lines: Vec<String>, out: &mut dyn Write) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "### {title}\n")?;
    for line in lines.iter().take(LINES) {
        writeln!(out, "- {line}")?;
    }
    if let Some(more @ 1..) = lines.len().checked_sub(LINES) {
        writeln!(out, "- and {more} {MORE_PLACES}")?;
    }
    writeln!(out)
}

fn brief_line(outcome: &Outcome, finding: &Finding) -> String {
    let place = words::primary(outcome, finding);
    let place = place.map(|(s, e)| format!(" ({})", code(&words::place(&finding.sides[s].evidence[e]))));
    format!("{}{}", escape(&words::headline(finding)), place.unwrap_or_default())
}

fn one(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let severity = match finding.severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Info",
    };
    writeln!(out, "### {severity}: {}\n", escape(&words::headline(finding)))?;
    if let Some(reason) = words::reason(finding) {
        writeln!(out, "{}\n", escape(reason))?;
    }
    for side in &finding.sides {
        answer(side, out)?;
    }
    writeln!(out, "\n{} {}\n", code(&finding.rule), code(words::fingerprint(finding)))
}

fn answer(side: &Side, out: &mut dyn Write) -> io::Result<()> {
    let mut line = format!("- {} - {}", strong(&escape(&side.value)), escape(&words::sources(side)));
    if let Some(independence) = words::independence(side) {
        line += &format!(" ({independence})");
    }
    if side.likely_wrong == Some(true) {
        line += &format!(", {}", strong(words::LIKELY_WRONG));
    }
    writeln!(out, "{line}")?;
    for evidence in side.evidence.iter().take(PLACES) {
        writeln!(out, "  - {}: {}", code(&words::place(evidence)), sentence(evidence))?;
    }
    if let Some(more @ 1..) = side.evidence.len().checked_sub(PLACES) {
        writeln!(out, "  - and {more} {MORE_PLACES}")?;
    }
    Ok(())
}

fn sentence(evidence: &Evidence) -> String {
    let quote = quote(&evidence.sentence, &evidence.text, evidence.offset, SENTENCE);
    format!("{}{}{}", escape(&quote.before), strong(&escape(&quote.mark)), escape(&quote.after))
}

/// Bold by tags: asterisks are not bold next to some letters and marks.
fn strong(escaped: &str) -> String {
    if escaped.trim().is_empty() { escaped.to_owned() } else { format!("<b>{escaped}</b>") }
}

/// Words of an article as Markdown that shows just these words.
fn escape(text: &str) -> String {
    let text = clip(text, WORDS);
    let mut out = String::with_capacity(text.len() + 16);
    // What would open a block if the words opened a line.
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let ordered = number.len() < text.len() && number.starts_with(['.', ')']);
    let marker = text.len() - number.len();
    for (at, c) in text.char_indices() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '$' | '^' => out.push('\\'),
            '+' | '-' | '=' if at == 0 => out.push('\\'),
            '.' | ')' if ordered && at == marker => out.push('\\'),
            // Addresses would become links, names would call people.
            ':' if text[at..].starts_with("://") => {
                out += "&#58;";
                continue;
            }
            '@' => {
                out += "&#64;";
                continue;
            }
            '.' if text[..at].to_ascii_lowercase().ends_with("www") => out.push('\\'),
            _ => {}
        }
        out.push(c);
    }
    out
}

/// A path or an id in a code span, whose fence is longer than any run of backticks in it.
fn code(text: &str) -> String {
    let text = safe(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::super::fixture::{self, render};
    use super::*;

    /// The text that a reader of Markdown sees, and whether anything in it is more than text, bold or code.
    fn shown(markdown: &str) -> (String, Vec<String>) {
        let (mut text, mut other) = (String::new(), Vec::new());
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(t) | Event::Code(t) => text += &t,
                Event::SoftBreak | Event::HardBreak => text.push('\n'),
                Event::InlineHtml(t) if matches!(&*t, "<b>" | "</b>") => {}
                Event::Start(Tag::Paragraph | Tag::List(_) | Tag::Item | Tag::Heading { .. }) | Event::End(_) => {}
                event => other.push(format!("{event:?}")),
            }
        }
        (text, other)
    }

    #[test]
    fn several_findings() {
        fixture::snapshot("markdown", &render("markdown", &fixture::several()));
        insta::assert_snapshot!(render("markdown", &fixture::none()), @r"
        ## factlint: 0 findings

        Nothing found that clashes: 412 facts, 131 had a counterpart. The other 281 stand in one place only and were compared with nothing.

        12 articles, 412 facts, 131 compared, 0 findings.
        ");
    }

    #[test]
    fn hostile_text_is_text() {
        let (text, other) = shown(&render("markdown", &fixture::hostile()));
        assert_eq!(other, Vec::<String>::new());
        assert!(text.contains("<img src=x>]]>&amp;`|*_[a](http://evil.example)::error::x%0A ## h"), "{text}");
    }

    #[test]
    fn many_findings_stay_below_what_a_job_page_takes() {
        let text = render("markdown", &fixture::many(2_000));
        assert!(text.len() < 1_000_000, "{}", text.len());
        assert!(text.contains(
            "1550 more findings not shown here: `factlint check -v` and the formats json and sarif tell all.\n"
        ));
        assert!(text.contains("\nBy rule: ") && !render("markdown", &fixture::many(40)).contains("By rule"));
        // However much one finding has to say.
        let mut outcome = fixture::many(40);
        for finding in &mut outcome.findings {
            let side = finding.sides[0].clone();
            finding.sides.extend(std::iter::repeat_n(side, 300));
        }
        let text = render("markdown", &outcome);
        assert!(text.len() < 1_000_000 && text.contains(" more findings not shown here"), "{}", text.len());
    }

    #[test]
    fn quotes_and_prices_read_as_they_stand() {
        for (text, expected) in [
            ("1. A list?", "1\\. A list?"),
            ("- not an item", "\\- not an item"),
            ("twenty-two of 1.5 m", "twenty-two of 1.5 m"),
            ("$5m or $6m", "\\$5m or \\$6m"),
            (
                "see https://x.example, www.x.example, a@x.example",
                "see https&#58;//x.example, www\\.x.example, a&#64;x.example",
            ),
        ] {
            assert_eq!(escape(text), expected);
            assert_eq!(shown(expected), (text.to_owned(), vec![]));
        }
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(shown(&code("`a`")).0, "`a`");
    }

    proptest! {
        #[test]
        fn any_words_are_shown_as_they_are(text in "[-a-z0-9 `*_<>&#|~$.()\\[\\]\\\\!+=:;/@^{}'\"é]{1,60}") {
            let text = text.trim();
            let (seen, other) = shown(&escape(text));
            prop_assert_eq!(&other, &Vec::<String>::new());
            prop_assert_eq!(seen, text);
        }

        #[test]
        fn any_path_is_shown_as_it_is(path in "[a-z`/. \\\\<*]{1,20}") {
            prop_assume!(!path.trim().is_empty());
            let (seen, other) = shown(&format!("x{}", code(&path)));
            prop_assert_eq!(other, Vec::<String>::new());
            prop_assert_eq!(seen.strip_prefix('x').unwrap().trim(), path.trim());
        }
    }
}
