//! Workflow commands that GitHub shows as annotations at the lines they name. A step may give ten of a kind, so that only the
//! worst are given and the rest are counted.

use std::io::{self, Write};

use super::safe::safe;
use super::{Style, words};
use crate::finding::{Evidence, Outcome, Severity};

// Words of the user interface.
const MORE: &str = ": GitHub takes ten from a step. --format sarif=FILE, markdown=FILE or human tells more of them";

/// Annotations that GitHub takes from a step.
const MOST: usize = 10;

/// Writes the commands.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    for finding in outcome.findings.iter().take(MOST) {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let place = words::primary(outcome, finding).map(|(side, evidence)| &finding.sides[side].evidence[evidence]);
        let title = format!("{} ({})", words::TOOL, finding.rule);
        let lines: Vec<String> = words::lines(finding).iter().map(|line| data(&safe(line))).collect();
        writeln!(
            out,
            "::{command} {}title={}::{}",
            place.map_or_else(String::new, at),
            property(&safe(&title)),
            lines.join("%0A")
        )?;
    }
    if let Some(more @ 1..) = outcome.findings.len().checked_sub(MOST) {
        let findings = words::count(more, "finding");
        let findings = findings.replacen(' ', " more ", 1);
        writeln!(out, "::notice title={}::{findings}{MORE}", words::TOOL)?;
    }
    Ok(())
}

/// The properties that say where, each with a comma after it.
fn at(evidence: &Evidence) -> String {
    let mut out = format!("file={},", property(&safe(words::path(&evidence.file))));
    if evidence.part.is_some() {
        return out;
    }
    out += &format!("line={},", evidence.line.max(1));
    match evidence.extent {
        // GitHub takes columns for one line only.
        Some(extent) if extent.end_line == evidence.line => {
            out += &format!("col={},endColumn={},", extent.column, extent.end_column);
        }
        Some(extent) => out += &format!("endLine={},", extent.end_line),
        None => out += &format!("col={},", evidence.column.max(1)),
    }
    out
}

/// The message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{self, render};

    /// A command as GitHub's runner reads it (actions/runner, ActionCommand).
    fn read(line: &str) -> (String, Vec<(String, String)>, String) {
        let unescape = |s: &str| {
            s.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
        };
        let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (command, properties) = head.split_once(' ').unwrap();
        let properties = properties.split(',').map(|p| p.split_once('=').unwrap());
        (command.into(), properties.map(|(k, v)| (k.into(), unescape(v))).collect(), unescape(message))
    }

    #[test]
    fn one_command_for_a_finding() {
        fixture::snapshot("github", &render("github", &fixture::several()));
    }

    #[test]
    fn hostile_text_stays_inside_its_command() {
        let text = render("github", &fixture::hostile());
        assert_eq!(text.lines().count(), 1);
        let (command, properties, message) = read(text.trim_end());
        assert_eq!(command, "error");
        let names: Vec<&str> = properties.iter().map(|p| p.0.as_str()).collect();
        assert_eq!(names, ["file", "line", "col", "endColumn", "title"]);
        assert_eq!(properties[0].1, "../a b:c#d?.md");
        assert!(message.contains("::error::x%0A ## h ::warning::"), "{message}");
    }

    #[test]
    fn the_worst_ten_and_the_number_of_the_rest() {
        let text = render("github", &fixture::many(37));
        assert_eq!(text.lines().count(), 11);
        assert!(text.lines().take(10).all(|l| l.starts_with("::error ")));
        assert_eq!(
            text.lines().last().unwrap(),
            "::notice title=factlint::27 more findings: GitHub takes ten from a step. --format sarif=FILE, markdown=FILE or human \
             tells more of them"
        );
        assert_eq!(render("github", &fixture::many(10)).lines().count(), 10);
        assert_eq!(render("github", &fixture::none()), "");
    }
}
