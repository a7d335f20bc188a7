//! The report for people: editors who read it in a terminal minutes before publication. Worst first; each finding says what
//! disagrees and why, then each side with its outlets and the sentence, the words underlined.

use std::io::{self, Write};

use super::Style;
use super::layout::{Paint, Text, quote};
use super::safe::clip;
use super::words;
use crate::finding::{Evidence, Finding, Outcome, Severity, Side, Verdict};

// Words of the user interface.
const MORE_PLACES: &str = "more";
const WHY: &str = "why:";
const CONFIDENCE: &str = "confidence";
const FOR_INFORMATION: &str = "more for information; -v shows all in full";
const SHORTENED: &str = "Shortened, as there are many: -v shows all in full, `factlint explain FINGERPRINT` one of them, \
    --select RULE those of a rule.";
const BY_RULE: &str = "By rule:";
const SETTLED: &str = "set aside by a comment, the accepted list or the baseline";
const PROBLEM: &str = "problem";
const NOT_TEXT: &str = "left out";

/// Places shown of a side.
const PLACES: usize = 3;
/// Above so many findings they are grouped by kind.
const GROUPED: usize = 12;
/// Above so many findings each side shows one place in one line, and findings after these are told in a line each.
const COMPACT: usize = 50;
/// Findings for information shown in a line each.
const LINES: usize = 10;
/// Lines that a sentence may take.
const SENTENCE: usize = 3;
/// A sentence takes at most so many columns, however wide the terminal.
const WIDEST: usize = 110;
const NARROWEST: usize = 40;

/// Writes the report.
pub fn write(outcome: &Outcome, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let style = &Style { width: style.width.max(NARROWEST), ..*style };
    let (full, brief): (Vec<&Finding>, Vec<&Finding>) =
        outcome.findings.iter().partition(|f| style.verbose || f.severity != Severity::Info);
    let compact = full.len() > COMPACT && !style.verbose;
    let mut told = 0;
    let mut tell = |finding: &Finding, out: &mut dyn Write| {
        told += 1;
        if compact && told > COMPACT { line(outcome, finding, style, out) } else { one(finding, style, compact, out) }
    };
    if full.len() > GROUPED {
        for (n, kind) in kinds(&full).into_iter().enumerate() {
            let group: Vec<&Finding> = full.iter().copied().filter(|f| f.kind == kind).collect();
            let mut title = Text::new();
            title.push(Paint::Strong, &format!("{}: {}", words::kind(kind), group.len()));
            if compact && n > 0 {
                writeln!(out)?;
            }
            title.write(style, 0, 0, out)?;
            writeln!(out)?;
            for finding in group {
                tell(finding, out)?;
            }
        }
        if compact {
            writeln!(out)?;
        }
    } else {
        for finding in &full {
            tell(finding, out)?;
        }
    }
    for finding in brief.iter().take(LINES) {
        line(outcome, finding, style, out)?;
    }
    if let Some(more @ 1..) = brief.len().checked_sub(LINES) {
        note(&format!("{more} {FOR_INFORMATION}"), style, out)?;
    }
    if !brief.is_empty() {
        writeln!(out)?;
    }
    if compact {
        note(SHORTENED, style, out)?;
        let mut text = Text::new();
        text.plain(&format!("{BY_RULE} {}", words::by_rule(&outcome.findings))).write(style, 0, 2, out)?;
    }
    if !outcome.suppressed.is_empty() {
        note(&format!("{} {SETTLED}", words::count(outcome.suppressed.len(), "finding")), style, out)?;
    }
    let (paint, last) = if outcome.findings.is_empty() {
        (Paint::Strong, words::nothing_found(outcome))
    } else {
        (Paint::Strong, words::by_severity(&outcome.findings))
    };
    let mut text = Text::new();
    text.push(paint, &last).write(style, 0, 0, out)?;
    let mut text = Text::new();
    text.plain(&words::totals(&outcome.summary)).write(style, 0, 0, out)
}

/// Writes what could not be read or used and, if verbose, what was set aside as not the article's own. For standard error.
pub fn problems(outcome: &Outcome, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let style = &Style { width: style.width.max(NARROWEST), ..*style };
    for problem in &outcome.problems {
        let mut text = Text::new();
        text.push(Paint::Warning, PROBLEM)
            .plain(": ")
            .push(Paint::Strong, &problem.place())
            .plain(": ")
            .plain(&problem.message);
        text.write(style, 0, 2, out)?;
    }
    if style.verbose {
        for (file, line, reason, words) in &outcome.aside {
            let mut text = Text::new();
            let start = format!("{file}:{line}: {NOT_TEXT} ({reason}): ");
            text.push(Paint::Dim, &start).plain(&clip(words, style.width)).write(style, 0, 2, out)?;
        }
    }
    Ok(())
}

/// The kinds of the findings, in the order in which they first come.
fn kinds(findings: &[&Finding]) -> Vec<Verdict> {
    let mut kinds = Vec::new();
    for finding in findings {
        if !kinds.contains(&finding.kind) {
            kinds.push(finding.kind);
        }
    }
    kinds
}

fn note(words: &str, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut text = Text::new();
    text.push(Paint::Dim, words).write(style, 0, 0, out)
}

fn loud(severity: Severity) -> Paint {
    match severity {
        Severity::Error => Paint::Error,
        Severity::Warning => Paint::Warning,
        Severity::Info => Paint::Info,
    }
}

fn head(finding: &Finding) -> Text {
    let mut text = Text::new();
    text.push(loud(finding.severity), words::severity(finding.severity));
    text.plain(": ").push(Paint::Strong, &words::headline(finding));
    text.push(Paint::Dim, &format!(" ({} {})", finding.rule, words::fingerprint(finding)));
    text
}

/// A finding in one line, with the place at which to look.
fn line(outcome: &Outcome, finding: &Finding, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut text = head(finding);
    if let Some((side, evidence)) = words::primary(outcome, finding) {
        text.push(Paint::Dim, &format!(" {}", words::place(&finding.sides[side].evidence[evidence])));
    }
    text.write(style, 0, 2, out)
}

fn one(finding: &Finding, style: &Style, compact: bool, out: &mut dyn Write) -> io::Result<()> {
    head(finding).write(style, 0, 2, out)?;
    if style.verbose {
        for step in &finding.explanation {
            let mut text = Text::new();
            text.push(Paint::Dim, WHY).plain(" ").plain(step).write(style, 2, 4, out)?;
        }
        let mut text = Text::new();
        text.push(Paint::Dim, &format!("{CONFIDENCE} {:.2}", finding.confidence)).write(style, 2, 4, out)?;
    } else if let Some(reason) = words::reason(finding) {
        let mut text = Text::new();
        text.plain(reason).write(style, 2, 2, out)?;
    }
    if !compact {
        writeln!(out)?;
    }
    for side in &finding.sides {
        answer(side, style, compact, out)?;
    }
    writeln!(out)
}

fn answer(side: &Side, style: &Style, compact: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut text = Text::new();
    text.push(Paint::Strong, &side.value).plain(" - ").plain(&words::sources(side));
    if let Some(independence) = words::independence(side) {
        text.push(Paint::Dim, &format!(" ({independence})"));
    }
    if side.likely_wrong == Some(true) {
        text.plain(", ").push(Paint::Warning, words::LIKELY_WRONG);
    }
    if compact {
        let Some(first) = side.evidence.first() else { return text.write(style, 2, 6, out) };
        let more = side.evidence.len() - 1;
        let more = if more > 0 { format!(" and {more} {MORE_PLACES}") } else { String::new() };
        text.push(Paint::Dim, &format!(": {}{more}", words::place(first))).write(style, 2, 6, out)?;
        return sentence(first, 1, style, out);
    }
    text.write(style, 2, 6, out)?;
    let places = if style.verbose { side.evidence.len() } else { PLACES };
    for evidence in side.evidence.iter().take(places) {
        let mut text = Text::new();
        text.push(Paint::Dim, &words::place(evidence));
        if let Some(source) = evidence.source.as_ref().filter(|_| side.sources.len() > 1) {
            text.push(Paint::Dim, &format!(" ({source})"));
        }
        text.write(style, 4, 6, out)?;
        sentence(evidence, SENTENCE, style, out)?;
    }
    if let Some(more @ 1..) = side.evidence.len().checked_sub(places) {
        let mut text = Text::new();
        text.push(Paint::Dim, &format!("and {more} {MORE_PLACES}")).write(style, 4, 4, out)?;
    }
    Ok(())
}

/// The sentence in at most so many lines, its words marked.
fn sentence(evidence: &Evidence, lines: usize, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let style = &Style { width: style.width.min(WIDEST), ..*style };
    let quote = quote(&evidence.sentence, &evidence.text, evidence.offset, (style.width - 6) * lines);
    let mut text = Text::new();
    text.plain(&quote.before).push(Paint::Mark, &quote.mark).plain(&quote.after).write(style, 6, 6, out)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{self, render, render_as, snapshot};
    use super::*;

    #[test]
    fn several_findings() {
        snapshot("human-several", &render("human", &fixture::several()));
    }

    #[test]
    fn several_findings_in_full() {
        let style = Style { color: false, width: 100, verbose: true };
        snapshot("human-verbose", &render_as("human", &fixture::several(), &style));
    }

    #[test]
    fn in_colour() {
        let mut outcome = fixture::several();
        outcome.findings.remove(1);
        let text = render_as("human", &outcome, &Style { color: true, width: 80, verbose: false });
        snapshot("human-colour", &text.replace('\x1b', "␛"));
    }

    #[test]
    fn hostile_texts() {
        snapshot("human-hostile", &render("human", &fixture::hostile()));
    }

    #[test]
    fn nothing_found_says_how_much_was_compared() {
        insta::assert_snapshot!(render("human", &fixture::none()), @r"
        Nothing found that clashes: 412 facts, 131 had a counterpart. The other 281
        stand in one place only and were compared with nothing.
        12 articles, 412 facts, 131 compared, 0 findings
        ");
        insta::assert_snapshot!(render("human", &Outcome::default()), @r"
        No article was read.
        0 articles, 0 facts, 0 compared, 0 findings
        ");
    }

    #[test]
    fn two_hundred_findings_stay_readable() {
        let text = render("human", &fixture::many(200));
        for heading in ["Contradictions: 80", "Overtaken by later reports: 40", "One name or term, two forms: 40"] {
            assert_eq!(text.lines().filter(|l| *l == heading).count(), 1, "{heading}");
        }
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.iter().filter(|l| l.starts_with("info: ")).count(), LINES);
        assert!(lines.contains(&"30 more for information; -v shows all in full"));
        assert!(lines.len() < 50 * 12 + 150 * 3, "{} lines", lines.len());
        assert!(lines.iter().all(|l| crate::report::safe::width(l) <= 80));
        // What is not told in full is told all the same, and how to see more of it.
        assert!((0..200).filter(|i| text.contains(&format!("{i:08x})"))).count() >= 170);
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("`factlint explain FINGERPRINT` one") && words.contains(" By rule: "), "{words}");
        let all = render_as("human", &fixture::many(200), &Style { color: false, width: 80, verbose: true });
        assert!((0..200).all(|i| all.contains(&format!("{i:08x})"))) && !all.contains("Shortened"));
    }

    #[test]
    fn problems_and_what_was_left_out() {
        let show = |verbose| {
            let mut out = Vec::new();
            problems(&fixture::several(), &Style { verbose, ..Style::default() }, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        insta::assert_snapshot!(show(false), @"problem: wire/broken.docx: is not a zip archive; save it again");
        insta::assert_snapshot!(show(true), @r"
        problem: wire/broken.docx: is not a zip archive; save it again
        wire/barge-1.md:12: left out (share-button): Share this story
        ");
    }
}
