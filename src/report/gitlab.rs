//! GitLab's code quality report (docs.gitlab.com, "Code Quality report format"): a list with one entry for each finding.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;

use super::safe::safe;
use super::{Style, json, words};
use crate::finding::{Outcome, Severity};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: String,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// Writes the list. A finding without a place is left out, as is a second one with the same fingerprint: GitLab takes neither.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut seen = BTreeSet::new();
    let mut issues = Vec::new();
    for finding in &outcome.findings {
        let Some((side, evidence)) = words::primary(outcome, finding) else { continue };
        let evidence = &finding.sides[side].evidence[evidence];
        if seen.insert(&finding.id) {
            issues.push(Issue {
                description: safe(&words::lines(finding).join("; ")).into_owned(),
                check_name: safe(&finding.rule).into_owned(),
                fingerprint: &finding.id,
                severity: match finding.severity {
                    Severity::Error => "critical",
                    Severity::Warning => "minor",
                    Severity::Info => "info",
                },
                location: Location { path: words::path(&evidence.file), lines: Lines { begin: evidence.line.max(1) } },
            });
        }
    }
    json::document(&issues, out)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::fixture::{self, render};

    /// What GitLab's documentation demands of a report.
    fn schema() -> Value {
        json!({
            "type": "array",
            "items": {
                "type": "object",
                "required": ["description", "check_name", "fingerprint", "severity", "location"],
                "additionalProperties": false,
                "properties": {
                    "description": {"type": "string", "minLength": 1},
                    "check_name": {"type": "string", "minLength": 1},
                    "fingerprint": {"type": "string", "minLength": 1},
                    "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                    "location": {
                        "type": "object",
                        "required": ["path", "lines"],
                        "additionalProperties": false,
                        "properties": {
                            "path": {"type": "string", "not": {"pattern": "^\\./"}},
                            "lines": {
                                "type": "object",
                                "required": ["begin"],
                                "properties": {"begin": {"type": "integer", "minimum": 1}}
                            }
                        }
                    }
                }
            }
        })
    }

    #[test]
    fn reports_are_as_documented() {
        let schema = schema();
        for outcome in [fixture::several(), fixture::none(), fixture::hostile(), fixture::many(30)] {
            let report: Value = serde_json::from_str(&render("gitlab", &outcome)).unwrap();
            jsonschema::validate(&schema, &report).unwrap();
            assert_eq!(report.as_array().unwrap().len(), outcome.findings.len());
        }
    }

    #[test]
    fn fingerprints_are_unique() {
        let mut outcome = fixture::several();
        outcome.findings.push(outcome.findings[0].clone());
        outcome.findings[2].sides.clear();
        let report: Value = serde_json::from_str(&render("gitlab", &outcome)).unwrap();
        assert_eq!(report.as_array().unwrap().len(), outcome.findings.len() - 2);
    }

    #[test]
    fn an_entry() {
        let mut outcome = fixture::several();
        outcome.findings.truncate(1);
        outcome.findings[0].sides[1].evidence[0].file = "./drafts/barge.md".into();
        fixture::snapshot("gitlab", &render("gitlab", &outcome));
    }
}
