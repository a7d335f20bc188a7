//! `factlint rules` and `factlint new rule`.

use std::io::Write;

use anyhow::{Result, bail};
use factlint::finding::{Severity, Verdict};
use factlint::rule::{Rule, template};

use super::End;
use super::meant::Meant;
use super::screen::Screen;
use super::table;

/// Lists the rules in force.
pub fn list(meant: &Meant) -> Result<End> {
    let mut rules: Vec<&Rule> = meant.checker.rules.list.iter().collect();
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    let rows: Vec<_> = rules
        .iter()
        .map(|r| {
            let origin = format!("{}:{}", r.origin, r.line);
            [r.id.clone(), loud(r.note().severity).to_owned(), r.kind.name.to_owned(), origin, r.summary.clone()]
        })
        .collect();
    let mut out = meant.screen.out();
    table::write(["rule", "severity", "kind", "origin", "summary"], &rows, 40, &mut out)?;
    out.flush()?;
    Ok(End::Clean)
}

/// Prints a rule to fill in.
pub fn new(id: &str, screen: &Screen) -> Result<End> {
    if id.is_empty() || !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        bail!("`{id}` is no id of a rule; use small letters, digits and hyphens");
    }
    let mut out = screen.out();
    out.write_all(template(id).as_bytes())?;
    out.flush()?;
    Ok(End::Clean)
}

/// How loud, in a word.
pub fn loud(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// What kind of disagreement, in a word.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Contradiction => "contradiction",
        Verdict::Outdated => "outdated",
        Verdict::Variant => "variant",
        Verdict::Disputed => "disputed",
        Verdict::Revised => "revised",
    }
}
