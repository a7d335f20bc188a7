//! `factlint explain`: what a rule does, or why a finding was made.

use std::io::Write;

use anyhow::{Result, bail};
use factlint::finding::{Finding, Outcome};
use factlint::lexicon::nearest;
use factlint::report::{FORMATS, Style, safe::safe};
use factlint::rule::Rule;

use super::End;
use super::meant::Meant;
use super::rules::{loud, verdict};
use super::typed::ExplainArgs;

/// Characters of a fingerprint below which it is taken for no prefix.
const SHORTEST: usize = 4;

/// Explains the rule of that id, else the findings whose fingerprint begins so.
pub fn run(args: &ExplainArgs, meant: &Meant) -> Result<End> {
    let mut out = meant.screen.out();
    if let Some(rule) = meant.checker.rules.list.iter().find(|r| r.id == args.what) {
        explain(rule, &mut out)?;
        out.flush()?;
        return Ok(End::Clean);
    }
    let id = args.what.to_lowercase();
    if id.len() < SHORTEST
        || !id.starts_with(|c: char| c.is_ascii_hexdigit())
        || !id.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
    {
        let near = nearest(&args.what, meant.checker.known.iter().map(String::as_str));
        let near = near.map(|n| format!(", did you mean `{n}`?")).unwrap_or_default();
        bail!("`{}` is neither a rule{near} nor a fingerprint; `factlint rules` lists the rules", args.what);
    }
    let outcome = meant.outcome(meant.reading(&args.files)?);
    let settled = outcome.suppressed.iter().map(|s| &s.finding);
    let all: Vec<&Finding> = outcome.findings.iter().chain(settled).collect();
    let mut findings: Vec<Finding> = all.iter().filter(|f| f.id.starts_with(&id)).map(|f| (*f).clone()).collect();
    if findings.is_empty() {
        // Lists may name it by a fingerprint that it had before more articles agreed.
        let before = |f: &&&Finding| f.also.iter().any(|also| also.starts_with(&id));
        findings = all.iter().filter(before).map(|f| (*f).clone()).collect();
    }
    if findings.is_empty() {
        bail!("no finding `{}` in these files; name the files in which it was made", args.what);
    }
    for finding in findings {
        let rule = finding.rule.clone();
        let style = Style { verbose: true, ..meant.screen.style };
        let one = Outcome { findings: vec![finding], summary: outcome.summary, ..Outcome::default() };
        let mut report = Vec::new();
        (FORMATS[0].write)(&one, &style, &mut report)?;
        // The report ends with counts of the whole run, which are of no use here.
        let report = String::from_utf8_lossy(&report);
        let end = report.trim_end().rfind("\n\n").map_or(report.len(), |i| i + 1);
        out.write_all(&report.as_bytes()[..end])?;
        writeln!(out, "\nfingerprint: {}", safe(&one.findings[0].id))?;
        writeln!(out, "The rule: factlint explain {}", safe(&rule))?;
    }
    out.flush()?;
    Ok(End::Clean)
}

fn explain(rule: &Rule, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}: {}", safe(&rule.id), safe(&rule.summary))?;
    writeln!(out, "  compares by  {}: {}", rule.kind.name, rule.kind.help)?;
    let scope = &rule.scope;
    for (name, list) in [
        ("axis", &scope.axis),
        ("thing", &scope.thing),
        ("predicate", &scope.predicate),
        ("participants", &scope.participants),
        ("name", &scope.name),
    ] {
        if !list.is_empty() {
            writeln!(out, "  {name:12} {}", safe(&list.join(", ")))?;
        }
    }
    for (kind, severity) in &rule.severity {
        writeln!(out, "  {:12} {}", verdict(*kind), loud(*severity))?;
    }
    writeln!(out, "  from         {}:{}", safe(&rule.origin), rule.line)?;
    for fires in [true, false] {
        let chosen: Vec<_> = rule.examples.iter().filter(|e| e.iter().any(|a| a.contains('{')) == fires).collect();
        if !chosen.is_empty() {
            writeln!(out, "\n{}", if fires { "Reported, at the words in braces:" } else { "Not reported:" })?;
        }
        for example in chosen {
            for (n, article) in example.iter().enumerate() {
                writeln!(out, "  {} {}", if n == 0 { '-' } else { ' ' }, safe(article))?;
            }
        }
    }
    writeln!(
        out,
        "\nSilence it in one article: <!-- factlint-ignore {id}: reason --> before the paragraph.\n\
         Silence it everywhere: --off {id}, or `[rules] ignore = [\"{id}\"]`.",
        id = safe(&rule.id)
    )
}
