//! SARIF 2.1.0 (OASIS standard), for code scanning and its viewers. A finding is one result: the draft or the minority side
//! is its location, the other places are related locations and links in the message.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::safe::safe;
use super::{Style, json, words};
use crate::finding::{Evidence, Finding, Outcome, RuleNote, Severity, Suppressed, Suppression, Verdict};

// Words of the user interface.
const BASELINE: &str = "in the baseline";
const HERE: &str = "here";
const MORE_PLACES: &str = "more";
const NO_PLACE: &str = "no place is known";

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Places of a side that are told, and the one at which the finding is shown: code scanning shows a hundred in all.
const PLACES: usize = 25;
/// Name and version of the fingerprint's making.
const FINGERPRINT: &str = "factlintFinding/v1";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    invocations: [Invocation; 1],
    column_kind: &'a str,
    results: Vec<Answer<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    semantic_version: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    information_uri: &'a str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: String,
    short_description: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Message>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
    locations: [Location; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    rule_id: String,
    rule_index: usize,
    level: &'static str,
    rank: f64,
    message: Message,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<Vec<Settled<'a>>>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Properties<'a> {
    kind: Verdict,
    category: crate::finding::Category,
    question: &'a str,
    explanation: &'a [String],
}

#[derive(Serialize)]
struct Settled<'a> {
    kind: &'a str,
    status: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'a str>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Default, Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    fully_qualified_name: String,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_offset: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_length: Option<u32>,
}

/// Writes the log.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let rules = rules(outcome);
    let open = outcome.findings.iter().map(|finding| (finding, None));
    let settled = outcome.suppressed.iter().map(|settled| (&settled.finding, Some(settled)));
    let results = open.chain(settled).map(|(finding, settled)| result(outcome, &rules, finding, settled)).collect();
    let notes = outcome.problems.iter().map(|problem| Notification {
        level: "warning",
        message: message(escape(&safe(&problem.message))),
        locations: [Location {
            physical_location: Physical {
                artifact_location: artifact(&problem.file),
                region: problem.line.map(|line| Region { start_line: line.max(1), ..Region::default() }),
            },
            ..Location::default()
        }],
    });
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            invocations: [Invocation { execution_successful: true, tool_execution_notifications: notes.collect() }],
            column_kind: "unicodeCodePoints",
            results,
            tool: Tool {
                driver: Driver {
                    name: words::TOOL,
                    version: words::VERSION,
                    semantic_version: words::VERSION,
                    information_uri: env!("CARGO_PKG_REPOSITORY"),
                    rules: rules.into_values().map(|(_, rule)| rule).collect(),
                },
            },
        }],
    };
    json::document(&log, out)
}

/// The rules that ran and those of the findings, by id, with their index.
fn rules(outcome: &Outcome) -> BTreeMap<&str, (usize, Descriptor)> {
    let mut notes: BTreeMap<&str, Option<&RuleNote>> = BTreeMap::new();
    for finding in outcome.findings.iter().chain(outcome.suppressed.iter().map(|s| &s.finding)) {
        notes.insert(&finding.rule, None);
    }
    notes.extend(outcome.rules.iter().map(|note| (note.id.as_str(), Some(note))));
    let describe = |(index, (id, note)): (usize, (_, Option<&RuleNote>))| {
        let summary = note.map_or(id, |note| note.summary.as_str());
        let help = note.map(|note| safe(&note.help)).filter(|help| !help.trim().is_empty());
        let rule = Descriptor {
            id: safe(id).into_owned(),
            short_description: message(safe(summary).into_owned()),
            help: help.map(|help| message(help.into_owned())),
            default_configuration: Configuration { level: note.map_or("warning", |note| level(note.severity)) },
        };
        (id, (index, rule))
    };
    notes.into_iter().enumerate().map(describe).collect()
}

fn result<'a>(
    outcome: &Outcome,
    rules: &BTreeMap<&str, (usize, Descriptor)>,
    finding: &'a Finding,
    settled: Option<&'a Suppressed>,
) -> Answer<'a> {
    let primary = words::primary(outcome, finding);
    let mut related = Vec::new();
    let mut text = vec![stop(&escape(&safe(&words::headline(finding))))];
    text.extend(words::reason(finding).map(|reason| stop(&escape(&safe(reason)))));
    for (s, side) in finding.sides.iter().enumerate() {
        let mut links = Vec::new();
        for (e, evidence) in side.evidence.iter().enumerate() {
            if links.len() >= PLACES && primary != Some((s, e)) {
                continue;
            }
            let name = escape(&safe(&words::origin(evidence).unwrap_or_else(|| words::place(evidence))));
            if primary == Some((s, e)) {
                links.push(format!("{HERE} ({name})"));
            } else {
                let id = related.len() + 1;
                links.push(format!("[{name}]({id})"));
                related.push(location(evidence, Some(id), &side.value));
            }
        }
        if links.is_empty() {
            links.push(NO_PLACE.to_owned());
        }
        if let Some(more @ 1..) = side.evidence.len().checked_sub(links.len()) {
            links.push(format!("{more} {MORE_PLACES}"));
        }
        let wrong = if side.likely_wrong == Some(true) { format!(", {}", words::LIKELY_WRONG) } else { String::new() };
        text.push(format!("\n- {}{wrong}: {}", escape(&safe(&side.value)), links.join("; ")));
    }
    // A log in which one result has suppressions gives all results the list.
    let suppressions = match settled {
        Some(settled) => Some(vec![suppression(settled)]),
        None if outcome.suppressed.is_empty() => None,
        None => Some(Vec::new()),
    };
    let confidence = if finding.confidence.is_nan() { 0.0 } else { finding.confidence.clamp(0.0, 1.0) };
    Answer {
        rule_id: safe(&finding.rule).into_owned(),
        rule_index: rules.get(finding.rule.as_str()).map_or(0, |rule| rule.0),
        level: level(finding.severity),
        rank: (confidence * 1000.0).round() / 10.0,
        message: message(text.join(" ").replace(" \n", "\n")),
        locations: primary
            .map(|(s, e)| location(&finding.sides[s].evidence[e], None, &finding.sides[s].value))
            .into_iter()
            .collect(),
        related_locations: related,
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, finding.id.as_str())]),
        suppressions,
        properties: Properties {
            kind: finding.kind,
            category: finding.category,
            question: &finding.question,
            explanation: &finding.explanation,
        },
    }
}

fn suppression(settled: &Suppressed) -> Settled<'_> {
    let (kind, default) = match settled.by {
        Suppression::Inline => ("inSource", None),
        Suppression::Accepted => ("external", None),
        Suppression::Baseline => ("external", Some(BASELINE)),
    };
    Settled { kind, status: "accepted", justification: settled.reason.as_deref().or(default) }
}

fn location(evidence: &Evidence, id: Option<usize>, value: &str) -> Location {
    // A place in a part is none in the file; consumers want a region all the same.
    let region = match (&evidence.part, evidence.extent) {
        (Some(_), _) => Region { start_line: 1, ..Region::default() },
        (None, extent) => Region {
            start_line: evidence.line.max(1),
            start_column: extent.map(|extent| extent.column.max(1)),
            end_line: extent.map(|extent| extent.end_line.max(1)),
            end_column: extent.map(|extent| extent.end_column.max(1)),
            byte_offset: Some(evidence.start),
            byte_length: Some(evidence.end.saturating_sub(evidence.start)),
        },
    };
    let part = evidence.part.as_deref().map(|part| Logical { fully_qualified_name: safe(part).into_owned() });
    let said = if evidence.sentence.is_empty() { &evidence.text } else { &evidence.sentence };
    Location {
        id,
        physical_location: Physical { artifact_location: artifact(&evidence.file), region: Some(region) },
        logical_locations: part.into_iter().collect(),
        message: Some(message(escape(&safe(&format!("{value}: {said}"))))),
    }
}

/// The file as a URI reference (RFC 3986): what is not unreserved is percent-encoded, absolute paths get the scheme.
fn artifact(file: &str) -> Artifact {
    let file = words::path(file).replace('\\', "/");
    let drive = matches!(file.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let mut uri = match file.as_bytes() {
        [b'/', ..] => "file://".to_owned(),
        _ if drive => "file:///".to_owned(),
        _ => String::new(),
    };
    for (i, byte) in file.bytes().enumerate() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(byte.into()),
            b':' if drive && i == 1 => uri.push(':'),
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    Artifact { uri }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn message(text: String) -> Message {
    Message { text }
}

/// Brackets are links in a message unless a backslash stands before them.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

/// Ends a sentence that does not end itself.
fn stop(text: &str) -> String {
    let ended = text.ends_with(['.', '!', '?', '…']) || text.is_empty();
    if ended { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::fixture::{self, render};
    use super::*;

    /// The standard's schema; see tests/schemas/README.md.
    const OFFICIAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas/sarif-schema-2.1.0.json");

    fn log(outcome: &Outcome) -> Value {
        serde_json::from_str(&render("sarif", outcome)).unwrap()
    }

    #[test]
    fn logs_follow_the_official_schema() {
        // Two patterns have a bracket too many and are no regular expressions.
        let schema = std::fs::read_to_string(OFFICIAL).unwrap().replace("{2}]?$", "{2}$");
        let schema: Value = serde_json::from_str(&schema).unwrap();
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
        for outcome in [fixture::several(), fixture::none(), fixture::hostile(), fixture::many(30)] {
            let log = log(&outcome);
            let errors: Vec<String> =
                validator.iter_errors(&log).map(|e| format!("{}: {e}", e.instance_path())).collect();
            assert!(errors.is_empty(), "{errors:#?}");
            let mut bad = log.clone();
            bad["runs"][0]["tool"]["driver"]["name"] = Value::Null;
            assert!(!validator.is_valid(&bad));
        }
    }

    #[test]
    fn rule_indices_lead_to_the_rule_and_links_to_their_places() {
        for outcome in [fixture::several(), fixture::hostile()] {
            let log = log(&outcome);
            let run = &log["runs"][0];
            let results = run["results"].as_array().unwrap();
            assert_eq!(results.len(), outcome.findings.len() + outcome.suppressed.len());
            for result in results {
                let index = result["ruleIndex"].as_u64().unwrap() as usize;
                assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
                let text = result["message"]["text"].as_str().unwrap();
                for related in result["relatedLocations"].as_array().unwrap() {
                    assert_eq!(text.matches(&format!("]({})", related["id"])).count(), 1, "{text}");
                }
            }
        }
    }

    #[test]
    fn a_result_in_full() {
        let log = log(&fixture::several());
        let mut result = log["runs"][0]["results"][0].clone();
        result["relatedLocations"].as_array_mut().unwrap().truncate(1);
        result["locations"][0]["message"] = Value::Null;
        fixture::snapshot("sarif-result", &serde_json::to_string_pretty(&result).unwrap());
    }

    #[test]
    fn what_a_hundred_articles_say_is_not_listed_in_full() {
        let mut outcome = fixture::several();
        let side = &mut outcome.findings[0].sides[0];
        let all = side.evidence.iter().cycle().take(100).cloned().collect();
        side.evidence = all;
        let log = log(&outcome);
        let result = &log["runs"][0]["results"][0];
        let related = result["relatedLocations"].as_array().unwrap().len();
        assert!((PLACES..PLACES + 10).contains(&related), "{related}");
        let text = result["message"]["text"].as_str().unwrap();
        assert!(text.contains("; 75 more") || text.contains("; 74 more"), "{text}");
    }

    #[test]
    fn places_in_a_part_claim_no_bytes_of_the_file() {
        let log = log(&fixture::several());
        let place = &log["runs"][0]["results"][2]["locations"][0];
        assert_eq!(place["physicalLocation"]["region"], serde_json::json!({"startLine": 1}));
        assert_eq!(place["logicalLocations"][0]["fullyQualifiedName"], "word/document.xml#p12");
    }

    #[test]
    fn suppressed_findings_are_results_with_a_suppression_and_the_others_have_none() {
        let log = log(&fixture::several());
        let results = log["runs"][0]["results"].as_array().unwrap();
        let counts: Vec<usize> = results.iter().map(|r| r["suppressions"].as_array().unwrap().len()).collect();
        assert_eq!(counts, [0, 0, 0, 0, 1]);
        assert_eq!(results[4]["suppressions"][0]["justification"], "as she signs");
    }

    #[test]
    fn paths_become_uri_references() {
        let table = [
            ("a/b.md", "a/b.md"),
            ("./a/b.md", "a/b.md"),
            ("../Straße nach Süd.md", "../Stra%C3%9Fe%20nach%20S%C3%BCd.md"),
            ("a:b#c?d%.md", "a%3Ab%23c%3Fd%25.md"),
            ("/srv/news/a b.md", "file:///srv/news/a%20b.md"),
            ("C:\\news\\a.md", "file:///C:/news/a.md"),
            ("\x1b\n", "%1B%0A"),
        ];
        for (file, uri) in table {
            assert_eq!(artifact(file).uri, uri);
        }
    }
}
