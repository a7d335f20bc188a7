//! Reviewdog's diagnostic format (`rdjson`, the message `DiagnosticResult`), for comments on a review. The other sides stand
//! in the message: older reviewdogs refuse a report with the field for related locations.

use std::io::{self, Write};

use serde::Serialize;

use super::safe::safe;
use super::{Style, json, words};
use crate::finding::{Evidence, Finding, Outcome, Severity};

#[derive(Serialize)]
struct Diagnostics {
    source: Source,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'static str>,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code,
}

#[derive(Serialize)]
struct Code {
    value: String,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<Position>,
}

/// Columns are bytes, as in the evidence.
#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

/// Writes the report. A finding without a place is left out.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics = outcome.findings.iter().filter_map(|finding| diagnostic(outcome, finding)).collect();
    let severity = outcome.findings.iter().map(|f| f.severity).min().map(name);
    json::document(&Diagnostics { source: Source { name: words::TOOL }, severity, diagnostics }, out)
}

fn diagnostic(outcome: &Outcome, finding: &Finding) -> Option<Diagnostic> {
    let primary = words::primary(outcome, finding)?;
    let lines: Vec<String> = words::lines(finding).iter().map(|line| safe(line).into_owned()).collect();
    Some(Diagnostic {
        message: lines.join("\n"),
        location: location(&finding.sides[primary.0].evidence[primary.1]),
        severity: name(finding.severity),
        code: Code { value: safe(&finding.rule).into_owned() },
    })
}

fn location(evidence: &Evidence) -> Location {
    let one_line = evidence.extent.is_some_and(|extent| extent.end_line == evidence.line);
    let range = evidence.part.is_none().then(|| {
        let start = Position { line: evidence.line.max(1), column: evidence.column.max(1) };
        let end = one_line
            .then(|| Position { column: start.column + evidence.end.saturating_sub(evidence.start), line: start.line });
        Range { start, end }
    });
    Location { path: words::path(&evidence.file).to_owned(), range }
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::fixture::{self, render};

    /// The messages of the format's definition, as far as they are used here.
    fn schema() -> Value {
        let position = json!({"type": "object", "required": ["line"], "additionalProperties": false, "properties": {
            "line": {"type": "integer", "minimum": 1, "maximum": i32::MAX}, "column": {"type": "integer", "minimum": 1, "maximum": i32::MAX}}});
        let location = json!({"type": "object", "required": ["path"], "additionalProperties": false, "properties": {
            "path": {"type": "string"},
            "range": {"type": "object", "required": ["start"], "additionalProperties": false, "properties": {"start": position, "end": position}}}});
        let severity = json!({"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]});
        json!({"type": "object", "required": ["diagnostics"], "additionalProperties": false, "properties": {
            "source": {"type": "object", "additionalProperties": false, "properties": {"name": {"type": "string"}, "url": {"type": "string"}}},
            "severity": severity,
            "diagnostics": {"type": "array", "items": {
                "type": "object", "required": ["message", "location"], "additionalProperties": false, "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "location": location,
                    "severity": severity,
                    "code": {"type": "object", "required": ["value"], "additionalProperties": false, "properties": {"value": {"type": "string"}}}}}}}})
    }

    #[test]
    fn reports_follow_the_definition_of_the_format() {
        let schema = schema();
        for outcome in [fixture::several(), fixture::none(), fixture::hostile(), fixture::many(30)] {
            let report: Value = serde_json::from_str(&render("rdjson", &outcome)).unwrap();
            let validator = jsonschema::validator_for(&schema).unwrap();
            let errors: Vec<String> =
                validator.iter_errors(&report).map(|e| format!("{}: {e}", e.instance_path())).collect();
            assert!(errors.is_empty(), "{errors:#?}");
            assert_eq!(report["diagnostics"].as_array().unwrap().len(), outcome.findings.len());
        }
    }

    #[test]
    fn a_diagnostic() {
        let mut outcome = fixture::several();
        outcome.findings.truncate(1);
        fixture::snapshot("rdjson", &render("rdjson", &outcome));
    }
}
