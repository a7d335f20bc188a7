//! The words that several reports share.

use std::collections::BTreeMap;

use crate::finding::{Evidence, Finding, Outcome, Severity, Side, Summary, Verdict};

/// The name of the program in reports.
pub const TOOL: &str = env!("CARGO_PKG_NAME");
/// The version of the program in reports.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// A side that is likely wrong.
pub const LIKELY_WRONG: &str = "likely wrong";
/// A side of which no outlet is known.
pub const NO_SOURCE: &str = "source unknown";
/// What stands in place of a message that a rule left empty.
const CLASH: &str = "the articles disagree";
/// Outlets named in a line.
const NAMED: usize = 4;
/// Characters of a fingerprint that people see.
const SHORT: usize = 8;

/// How loud, in a word.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// What kind of disagreement, as a heading over several.
pub fn kind(kind: Verdict) -> &'static str {
    match kind {
        Verdict::Contradiction => "Contradictions",
        Verdict::Outdated => "Overtaken by later reports",
        Verdict::Variant => "One name or term, two forms",
        Verdict::Disputed => "Disputed between parties",
        Verdict::Revised => "Revised in the text itself",
    }
}

/// "1 article", "2 articles".
pub fn count(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

/// A number as people like it, never more than it is: "812", "9k", "9.4k", "41k", "1.2M".
pub fn short(n: usize) -> String {
    let (unit, sign) = match n {
        0..1_000 => return n.to_string(),
        1_000..1_000_000 => (1_000, 'k'),
        _ => (1_000_000, 'M'),
    };
    let tenths = n / (unit / 10);
    if n < 10 * unit && !tenths.is_multiple_of(10) {
        format!("{}.{}{sign}", tenths / 10, tenths % 10)
    } else {
        format!("{}{sign}", n / unit)
    }
}

/// The last line: "812 articles, 41k facts, 9k compared, 37 findings".
pub fn totals(summary: &Summary) -> String {
    let some = |n: usize, one: &str| format!("{} {one}{}", short(n), if n == 1 { "" } else { "s" });
    format!(
        "{}, {}, {} compared, {}",
        some(summary.articles, "article"),
        some(summary.facts, "fact"),
        short(summary.compared),
        count(summary.findings, "finding"),
    )
}

/// What was compared where nothing was found. Silence about the rest is no clearance.
pub fn nothing_found(outcome: &Outcome) -> String {
    let summary = &outcome.summary;
    if summary.articles == 0 {
        return "No article was read.".to_owned();
    }
    let rest = summary.facts.saturating_sub(summary.compared);
    let nothing = if outcome.suppressed.is_empty() { "Nothing found" } else { "Nothing else found" };
    let mut text =
        format!("{nothing} that clashes: {}, {} had a counterpart.", count(summary.facts, "fact"), summary.compared);
    if rest > 0 {
        text += &format!(" The other {rest} stand in one place only and were compared with nothing.");
    }
    text
}

/// "3 errors, 20 warnings, 14 for information".
pub fn by_severity(findings: &[Finding]) -> String {
    let of = |s: Severity| findings.iter().filter(|f| f.severity == s).count();
    let mut parts = Vec::new();
    for (n, one) in [(of(Severity::Error), "error"), (of(Severity::Warning), "warning")] {
        if n > 0 {
            parts.push(count(n, one));
        }
    }
    if of(Severity::Info) > 0 {
        parts.push(format!("{} for information", of(Severity::Info)));
    }
    parts.join(", ")
}

/// "173 count-conflict, 47 date-conflict": findings by rule, the most frequent first.
pub fn by_rule(findings: &[Finding]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    findings.iter().for_each(|f| *counts.entry(&f.rule).or_default() += 1);
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(rule, n)| (std::cmp::Reverse(*n), *rule));
    counts.iter().map(|(rule, n)| format!("{n} {rule}")).collect::<Vec<_>>().join(", ")
}

/// The finding in a line: the message, after the question where the message does not hold it.
pub fn headline(finding: &Finding) -> String {
    let (question, message) = (finding.question.trim(), finding.message.trim());
    match (question.is_empty(), message.is_empty()) {
        (_, false) if message.to_lowercase().contains(&question.to_lowercase()) => message.to_owned(),
        (false, false) => format!("{question}: {message}"),
        (false, true) => question.to_owned(),
        (true, _) => CLASH.to_owned(),
    }
}

/// Why in a line: the last step of the explanation says why the sides cannot all hold.
pub fn reason(finding: &Finding) -> Option<&str> {
    finding.explanation.last().map(String::as_str).filter(|r| !r.trim().is_empty())
}

/// The first characters of the fingerprint.
pub fn fingerprint(finding: &Finding) -> &str {
    finding.id.char_indices().nth(SHORT).map_or(&finding.id, |(end, _)| &finding.id[..end])
}

/// The day of publication.
pub fn day(published: &str) -> &str {
    published.split(['T', ' ']).next().unwrap_or_default()
}

/// Outlet and day of a place: "Marrow Post, 2031-05-02".
pub fn origin(evidence: &Evidence) -> Option<String> {
    let parts: Vec<&str> =
        [evidence.source.as_deref(), evidence.published.as_deref().map(day)].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The outlets of a side, each with the day of its first place: "Marrow Post (2031-05-02), Vale Courier and 2 more".
pub fn sources(side: &Side) -> String {
    let named = side.sources.iter().take(NAMED).map(|name| {
        let first = side
            .evidence
            .iter()
            .filter(|e| e.source.as_ref() == Some(name))
            .filter_map(|e| e.published.as_deref().map(day))
            .min();
        first.map_or_else(|| name.clone(), |day| format!("{name} ({day})"))
    });
    let named = named.collect::<Vec<_>>().join(", ");
    match side.sources.len().checked_sub(NAMED) {
        _ if side.sources.is_empty() => NO_SOURCE.to_owned(),
        Some(more) if more > 0 => format!("{named} and {more} more"),
        _ => named,
    }
}

/// How many origins a side has, where that is news: "3 sources, 1 independent"; none for a side with one outlet.
pub fn independence(side: &Side) -> Option<String> {
    match (side.sources.len(), side.independent) {
        (0 | 1, _) => None,
        (all, independent) if independent >= all => Some(format!("{all} independent sources")),
        (all, independent) => Some(format!("{all} sources, {independent} independent")),
    }
}

/// The side in a line: "nine - Marrow Post (2031-05-02), likely wrong".
pub fn answer(side: &Side) -> String {
    let mut line = format!("{} - {}", side.value, sources(side));
    if let Some(independence) = independence(side) {
        line += &format!(" ({independence})");
    }
    if side.likely_wrong == Some(true) {
        line += &format!(", {LIKELY_WRONG}");
    }
    line
}

/// `file:line:column`, or file and part where the file has parts.
pub fn place(evidence: &Evidence) -> String {
    match &evidence.part {
        Some(part) => format!("{} ({part})", evidence.file),
        None => {
            let column = evidence.extent.map_or(evidence.column, |extent| extent.column);
            format!("{}:{}:{column}", evidence.file, evidence.line)
        }
    }
}

/// The finding in plain text, without quotations: a line for the finding, one for the reason, one for each side. The first
/// is what a list shows.
pub fn lines(finding: &Finding) -> Vec<String> {
    let mut lines = vec![headline(finding)];
    lines.extend(reason(finding).map(str::to_owned));
    for side in &finding.sides {
        let mut line = answer(side);
        if let Some(evidence) = side.evidence.first() {
            line += &format!(": {}", place(evidence));
        }
        lines.push(line);
    }
    lines
}

/// The place at which a finding is shown, as indices of side and evidence: one in a file that the run is about, else on the
/// side that is likely wrong, else on the side with the fewest independent origins (the last of these, as the best supported
/// stand first). None where no side has evidence.
pub fn primary(outcome: &Outcome, finding: &Finding) -> Option<(usize, usize)> {
    let places =
        || finding.sides.iter().enumerate().flat_map(|(s, side)| (0..side.evidence.len()).map(move |e| (s, e)));
    let in_focus = |&(s, e): &(usize, usize)| outcome.focus.contains(&finding.sides[s].evidence[e].file);
    let wrong = |&(s, _): &(usize, usize)| finding.sides[s].likely_wrong == Some(true);
    let minority = || places().filter(|p| p.1 == 0).min_by_key(|p| (finding.sides[p.0].independent, usize::MAX - p.0));
    places()
        .find(|p| in_focus(p) && wrong(p))
        .or_else(|| places().find(in_focus))
        .or_else(|| places().find(wrong))
        .or_else(minority)
}

/// A path as build servers want it: relative paths without the leading dot.
pub fn path(file: &str) -> &str {
    file.trim_start_matches("./")
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;

    #[test]
    fn numbers_are_short_and_never_too_large() {
        let table = [
            (0, "0"),
            (999, "999"),
            (1_000, "1k"),
            (1_099, "1k"),
            (1_100, "1.1k"),
            (9_960, "9.9k"),
            (41_999, "41k"),
            (999_999, "999k"),
            (1_250_000, "1.2M"),
            (20_000_000, "20M"),
        ];
        for (n, expected) in table {
            assert_eq!(short(n), expected);
        }
        let summary = Summary { articles: 812, facts: 41_210, compared: 9_020, findings: 37 };
        assert_eq!(totals(&summary), "812 articles, 41k facts, 9k compared, 37 findings");
        let summary = Summary { articles: 1, facts: 1, compared: 0, findings: 1 };
        assert_eq!(totals(&summary), "1 article, 1 fact, 0 compared, 1 finding");
    }

    #[test]
    fn the_message_is_not_said_twice() {
        let mut finding = fixture::contradiction();
        (finding.question, finding.message) = ("crew of the barge".into(), "Crew of the barge: six or nine".into());
        assert_eq!(headline(&finding), "Crew of the barge: six or nine");
        finding.message = "six or nine".into();
        assert_eq!(headline(&finding), "crew of the barge: six or nine");
        finding.message.clear();
        assert_eq!(headline(&finding), "crew of the barge");
        finding.question.clear();
        assert_eq!(headline(&finding), CLASH);
    }

    #[test]
    fn independent_origins_are_told_apart_from_outlets() {
        let mut side = fixture::contradiction().sides.remove(0);
        side.sources = ["A", "B", "C", "D", "E", "F"].map(String::from).to_vec();
        side.independent = 2;
        assert_eq!(independence(&side).unwrap(), "6 sources, 2 independent");
        assert_eq!(sources(&side), "A, B, C, D and 2 more");
        side.independent = 6;
        assert_eq!(independence(&side).unwrap(), "6 independent sources");
        side.sources.truncate(1);
        assert_eq!(independence(&side), None);
    }

    #[test]
    fn a_finding_is_shown_at_the_draft_else_at_the_likely_wrong_else_at_the_minority() {
        let mut outcome = fixture::several();
        let mut finding = fixture::contradiction();
        for side in &mut finding.sides {
            side.likely_wrong = None;
        }
        let at = |outcome: &Outcome, finding: &Finding| primary(outcome, finding).unwrap();
        assert_eq!(at(&outcome, &finding), (1, 0));
        finding.sides[1].independent = finding.sides[0].independent + 1;
        assert_eq!(at(&outcome, &finding), (0, 0));
        finding.sides[1].likely_wrong = Some(true);
        assert_eq!(at(&outcome, &finding), (1, 0));
        outcome.focus = vec![finding.sides[0].evidence[1].file.clone()];
        assert_eq!(at(&outcome, &finding), (0, 1));
        finding.sides.clear();
        assert_eq!(primary(&outcome, &finding), None);
    }
}
