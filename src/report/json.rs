//! Everything that is known of the findings, for programs: one JSON document, or a line for each finding. The form is
//! version 1 and stable; its schema can be printed.

use std::borrow::Cow;
use std::io::{self, Write};

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use super::safe::{is_control, is_hidden};
use super::{Style, words};
use crate::article::Problem;
use crate::finding::{Finding, Outcome, Summary};

/// The version of the form; raised when a consumer of the old one would break.
const FORM: u32 = 1;

/// The report of a run.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "factlint report, version 1")]
struct Report<'a> {
    /// Version of this form.
    #[schemars(extend("const" = FORM))]
    version: u32,
    /// The program that wrote it.
    tool: Tool<'a>,
    /// Counts of the run.
    summary: Summary,
    /// The findings, worst first: one for each question, never one for each pair of articles.
    findings: &'a [Finding],
    /// What could not be read or used.
    problems: &'a [Problem],
}

/// A program.
#[derive(Serialize, JsonSchema)]
struct Tool<'a> {
    /// Name.
    name: Cow<'a, str>,
    /// Version.
    version: Cow<'a, str>,
}

/// A line of the report in JSON lines: first the run, then the findings, then the problems.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Line<'a> {
    Run { version: u32, tool: Tool<'a>, summary: Summary },
    Finding(&'a Finding),
    Problem(&'a Problem),
}

const TOOL: Tool<'static> = Tool { name: Cow::Borrowed(words::TOOL), version: Cow::Borrowed(words::VERSION) };

/// Writes one document.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let Outcome { summary, findings, problems, .. } = outcome;
    document(&Report { version: FORM, tool: TOOL, summary: *summary, findings, problems }, out)
}

/// Writes one line for the run, and one for each finding and problem.
pub fn write_lines(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let run = Line::Run { version: FORM, tool: TOOL, summary: outcome.summary };
    let findings = outcome.findings.iter().map(Line::Finding);
    for line in std::iter::once(run).chain(findings).chain(outcome.problems.iter().map(Line::Problem)) {
        writeln!(out, "{}", escape(&serde_json::to_string(&line)?))?;
    }
    Ok(())
}

/// JSON Schema (draft 2020-12) of the document that the format `json` writes.
pub fn schema() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Report>()
}

/// Writes a value as indented JSON that is safe to show in a terminal.
pub fn document(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", escape(&serde_json::to_string_pretty(value)?))
}

/// Escapes what must not reach a terminal. Outside strings JSON is plain ASCII, so that every such character stands in a
/// string and keeps its meaning.
pub fn escape(json: &str) -> Cow<'_, str> {
    let unsafe_here = |c: char| c != '\n' && (is_control(c) || is_hidden(c) || matches!(c, '\u{2028}' | '\u{2029}'));
    if !json.contains(unsafe_here) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if unsafe_here(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out += &format!("\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::fixture::{self, render};
    use super::*;

    fn valid(text: &str) {
        let schema = serde_json::to_value(schema()).unwrap();
        jsonschema::meta::validate(&schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let report: Value = serde_json::from_str(text).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&report).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }

    #[test]
    fn reports_follow_the_printed_schema() {
        for outcome in [fixture::several(), fixture::none(), fixture::hostile(), fixture::many(30)] {
            valid(&render("json", &outcome));
        }
    }

    #[test]
    fn the_schema_refuses_what_is_not_a_report() {
        let schema = serde_json::to_value(schema()).unwrap();
        let good: Value = serde_json::from_str(&render("json", &fixture::several())).unwrap();
        let changes: [fn(&mut Value); 7] = [
            |r| r["version"] = 2.into(),
            |r| r["findings"][0]["severity"] = "fatal".into(),
            |r| r["findings"][0]["category"] = "TimeOfDay".into(),
            |r| r["findings"][0]["confidence"] = 1.5.into(),
            |r| r["findings"][0]["sides"][0]["evidence"][0]["start"] = (-1).into(),
            |r| drop(r["findings"][0]["sides"][0].as_object_mut().unwrap().remove("independent")),
            |r| drop(r.as_object_mut().unwrap().remove("tool")),
        ];
        for (i, change) in changes.iter().enumerate() {
            let mut bad = good.clone();
            change(&mut bad);
            assert!(!jsonschema::is_valid(&schema, &bad), "change {i}");
        }
    }

    #[test]
    fn the_form_is_version_1() {
        let mut outcome = fixture::several();
        outcome.findings[0].sides.truncate(1);
        outcome.findings[0].sides[0].evidence.truncate(1);
        outcome.findings.truncate(1);
        fixture::snapshot("json", &render("json", &outcome));
    }

    #[test]
    fn findings_come_back_as_they_were() {
        let outcome = fixture::several();
        let report: Value = serde_json::from_str(&render("json", &outcome)).unwrap();
        let mut back: Vec<Finding> = serde_json::from_value(report["findings"].clone()).unwrap();
        for (finding, original) in back.iter_mut().zip(&outcome.findings) {
            for (side, original) in finding.sides.iter_mut().zip(&original.sides) {
                for (evidence, original) in side.evidence.iter_mut().zip(&original.evidence) {
                    (evidence.offset, evidence.extent) = (original.offset, original.extent);
                }
            }
        }
        assert_eq!(back, outcome.findings);
    }

    #[test]
    fn each_line_is_a_value_and_the_findings_are_those_of_the_document() {
        let outcome = fixture::several();
        let document: Value = serde_json::from_str(&render("json", &outcome)).unwrap();
        let lines: Vec<Value> =
            render("jsonl", &outcome).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let kinds: Vec<&str> = lines.iter().map(|l| l["type"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["run", "finding", "finding", "finding", "finding", "problem"]);
        assert_eq!((&lines[0]["version"], &lines[0]["summary"]), (&document["version"], &document["summary"]));
        for (line, finding) in lines[1..].iter().zip(document["findings"].as_array().unwrap()) {
            let mut line = line.clone();
            line.as_object_mut().unwrap().remove("type");
            assert_eq!(&line, finding);
        }
    }

    #[test]
    fn escapes_keep_the_text() {
        let text = "a\u{9b}b\u{202e}c\u{e0041}d\u{2028}e\u{7f}\x1b é";
        let mut out = Vec::new();
        document(&text, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out, "\"a\\u009bb\\u202ec\\udb40\\udc41d\\u2028e\\u007f\\u001b é\"\n");
        assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
    }
}
