//! JUnit XML, for build servers: a suite for each rule, and in it a case for each file with findings. Errors and warnings
//! fail the case, findings for information are told in a case that passes, and a rule that found nothing is a case that
//! passes. A file that could not be read is a skipped case.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::safe::safe;
use super::{Style, words};
use crate::finding::{Finding, Outcome, Severity};

// Words of the user interface.
const ALL_FILES: &str = "all articles";
const READ: &str = "read";
const NO_FILE: &str = "no file";
const MORE_PLACES: &str = "more";

/// Places of a side that are told.
const PLACES: usize = 10;

/// Writes the report.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut suites: BTreeMap<&str, BTreeMap<&str, Vec<&Finding>>> = BTreeMap::new();
    for note in &outcome.rules {
        suites.entry(&note.id).or_default();
    }
    for finding in &outcome.findings {
        let place = words::primary(outcome, finding);
        let file = place.map_or(NO_FILE, |(s, e)| words::path(&finding.sides[s].evidence[e].file));
        suites.entry(&finding.rule).or_default().entry(file).or_default().push(finding);
    }
    let mut report = Report::new(words::TOOL);
    for (rule, files) in suites {
        let rule = safe(rule);
        let mut suite = TestSuite::new(&*rule);
        if files.is_empty() {
            suite.add_test_case(case(&rule, ALL_FILES, TestCaseStatus::success()));
        }
        for (file, findings) in files {
            suite.add_test_case(failed(&rule, file, &findings));
        }
        report.add_test_suite(suite);
    }
    // Readers take a report without any case for a run that went wrong.
    if report.test_suites.is_empty() || !outcome.problems.is_empty() {
        let mut suite = TestSuite::new(READ);
        for problem in &outcome.problems {
            let mut status = TestCaseStatus::skipped();
            status.set_message(&*safe(&problem.message));
            suite.add_test_case(case(READ, &problem.place(), status));
        }
        if outcome.problems.is_empty() {
            suite.add_test_case(case(READ, ALL_FILES, TestCaseStatus::success()));
        }
        report.add_test_suite(suite);
    }
    let text = report.to_string().map_err(io::Error::other)?;
    writeln!(out, "{}", text.trim_end())
}

fn case(class: &str, file: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(&*safe(file), status);
    case.set_classname(class);
    case
}

fn failed(rule: &str, file: &str, findings: &[&Finding]) -> TestCase {
    let text = findings.iter().map(|finding| body(finding)).collect::<Vec<_>>().join("\n\n");
    // The findings come worst first.
    let worst = findings.iter().map(|f| f.severity).min();
    if worst == Some(Severity::Info) {
        let mut case = case(rule, file, TestCaseStatus::success());
        case.set_system_out(text);
        return case;
    }
    let message = match findings {
        [one] => words::headline(one),
        _ => words::count(findings.len(), "finding"),
    };
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(&*safe(&message)).set_type(worst.map_or("", words::severity)).set_description(text);
    case(rule, file, status)
}

/// The finding in lines, with the sentences.
fn body(finding: &Finding) -> String {
    let mut lines = vec![format!("{}: {}", words::severity(finding.severity), words::headline(finding))];
    lines.extend(words::reason(finding).map(str::to_owned));
    for side in &finding.sides {
        lines.push(format!("- {}", words::answer(side)));
        lines.extend(side.evidence.iter().take(PLACES).map(|e| format!("  {}: {}", words::place(e), e.sentence)));
        let more = side.evidence.len().checked_sub(PLACES).filter(|more| *more > 0);
        lines.extend(more.map(|more| format!("  {more} {MORE_PLACES}")));
    }
    lines.iter().map(|line| safe(line).into_owned()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use junit_parser::{TestStatus, TestSuites};

    use super::super::fixture::{self, render};
    use super::*;

    fn read(outcome: &Outcome) -> TestSuites {
        junit_parser::from_reader(render("junit", outcome).as_bytes()).unwrap()
    }

    #[test]
    fn a_case_for_each_rule_and_file() {
        let report = read(&fixture::several());
        let cases: Vec<(&str, &str, &str)> = report
            .suites
            .iter()
            .flat_map(|suite| suite.cases.iter().map(|case| (suite.name.as_str(), case)))
            .map(|(suite, case)| {
                let status = match &case.status {
                    TestStatus::Success => "passed",
                    TestStatus::Failure(failure) => failure.failure_type.as_str(),
                    TestStatus::Skipped(_) => "skipped",
                    TestStatus::Error(_) => "broken",
                };
                (suite, case.original_name.as_str(), status)
            })
            .collect();
        let expected = [
            ("count-conflict", "drafts/barge.md", "error"),
            ("party-claims", "c/mill.md", "passed"),
            ("person-spelling", "b/port.docx", "warning"),
            ("quote-conflict", "all articles", "passed"),
            ("read", "wire/broken.docx", "skipped"),
            ("rising-count", "a/two.md", "warning"),
        ];
        let mut cases = cases;
        cases.sort_unstable();
        assert_eq!(cases, expected);
        assert_eq!((report.tests, report.failures, report.errors), (6, 3, 0));
    }

    #[test]
    fn findings_of_one_rule_in_one_file_are_one_case() {
        let mut outcome = fixture::several();
        outcome.findings = vec![fixture::contradiction(), fixture::contradiction()];
        let report = read(&outcome);
        let case = &report.suites[0].cases[0];
        let failure = case.status.failure_as_ref();
        assert_eq!((failure.message.as_str(), failure.text.matches("error: ").count()), ("2 findings", 2));
        assert_eq!(report.failures, 1);
    }

    #[test]
    fn what_a_hundred_articles_say_is_not_listed_in_full() {
        let mut finding = fixture::contradiction();
        let side = &mut finding.sides[0];
        side.evidence = side.evidence.iter().cycle().take(100).cloned().collect();
        let text = body(&finding);
        assert!(text.lines().count() < 30 && text.contains("  90 more\n"), "{text}");
    }

    #[test]
    fn a_run_without_findings_and_rules_has_a_case_that_passes() {
        let report = read(&fixture::none());
        assert_eq!((report.tests, report.failures), (1, 0));
    }

    #[test]
    fn hostile_text_is_read_back_as_the_same_text() {
        let outcome = fixture::hostile();
        let report = read(&outcome);
        assert_eq!(report.suites[0].cases[0].original_name, "../a b:c#d?.md");
        // The other reader parts text at entities.
        let report = Report::deserialize_from_str(&render("junit", &outcome)).unwrap();
        let case = report.test_suites.iter().flat_map(|s| &s.test_cases).find(|c| c.name.as_str() == "../a b:c#d?.md");
        let TestCaseStatus::NonSuccess { message, description, .. } = &case.unwrap().status else { panic!("passed") };
        assert_eq!(message.as_ref().unwrap().as_str(), safe(&words::headline(&outcome.findings[0])));
        assert_eq!(description.as_ref().unwrap().as_str().trim(), body(&outcome.findings[0]).trim());
    }
}
