//! What a rule found, in the shape in which it is reported (JSON schema version 1).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

/// What kind of disagreement it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Both cannot be true of the same thing at the same time.
    Contradiction,
    /// An article gives as current a value that a later article replaces.
    Outdated,
    /// One name or term in two spellings or styles.
    Variant,
    /// One article sets two parties' words against each other.
    Disputed,
    /// The old value stands only where the text presents it as old.
    Revised,
}

/// What the sides disagree about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Category {
    Count,
    Percentage,
    Money,
    Measurement,
    Duration,
    Date,
    TimeOfDay,
    Age,
    Ordinal,
    PlanSize,
    PersonName,
    PlaceName,
    OrgName,
    Style,
    Role,
    Affiliation,
    Location,
    Attribution,
    Quote,
    Polarity,
    Status,
    Arithmetic,
    Headline,
}

/// How loud it is. The order is that of the report: errors first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Must be settled before publication.
    Error,
    /// Should be looked at.
    Warning,
    /// For information.
    Info,
}

/// One disagreement: one finding per question, never per pair of articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Fingerprint: made of rule, question and the clashing values; the same for the same disagreement in every run.
    pub id: String,
    /// Fingerprints that it has as well, as articles that agree with a side word it otherwise: lists that name one of them
    /// mean this finding. For the run alone.
    #[serde(skip)]
    pub also: Vec<String>,
    /// Id of the rule.
    pub rule: String,
    /// What kind of disagreement.
    pub kind: Verdict,
    /// What it is about.
    pub category: Category,
    /// How loud.
    pub severity: Severity,
    /// How sure the program is that the sides answer one question and clash, 0 to 1.
    #[serde(serialize_with = "share")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f64,
    /// The question in words ("deaths in the ferry sinking").
    pub question: String,
    /// One line for people.
    pub message: String,
    /// Why the sides are one question, and why they cannot all hold, in steps.
    pub explanation: Vec<String>,
    /// The answers, the best supported first.
    pub sides: Vec<Side>,
}

/// One answer with everything that states it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// The answer in words ("at least 14").
    pub value: String,
    /// Names of the outlets, each once, in order of publication.
    pub sources: Vec<String>,
    /// How many of them are independent origins: copies of one agency text count once.
    pub independent: usize,
    /// Whether this side is likely the wrong one; none where nothing decides.
    pub likely_wrong: Option<bool>,
    /// The places that state it.
    pub evidence: Vec<Evidence>,
}

/// A place in a file that states an answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Path as the user gave it.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Byte column, from 1.
    pub column: u32,
    /// First byte in the file on disk (in the part, where there is one).
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Part of a container file ("word/document.xml#p12").
    pub part: Option<String>,
    /// The words that carry the value and what it measures.
    pub text: String,
    /// The sentence they stand in.
    pub sentence: String,
    /// The outlet.
    pub source: Option<String>,
    /// Day or time of publication in ISO 8601.
    pub published: Option<String>,
    /// Address of the article.
    pub url: Option<String>,
    /// Where `text` begins in `sentence`, in bytes; for the report alone.
    #[serde(skip)]
    pub offset: usize,
    /// Whether a comment in the article tells the rule to keep silent here; for the run alone.
    #[serde(skip)]
    pub settled: bool,
    /// Where the words stand as editors count, where it is known; for the report alone. See [`Evidence::measure`].
    #[serde(skip)]
    pub extent: Option<Extent>,
}

/// The end of a piece of evidence, and its columns as editors count them: in Unicode code points, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Column of the first code point, in the line that the evidence names.
    pub column: u32,
    /// Line of the last byte, from 1.
    pub end_line: u32,
    /// Column after the last code point.
    pub end_column: u32,
}

impl Evidence {
    /// Counts columns in code points and finds the end of the words, given the bytes of the file (of the text of the
    /// part, where there is one). Line and byte column are left as they are. Where the bytes are not UTF-8, or do not
    /// hold the words' range, the extent is unknown.
    pub fn measure(&mut self, file: &[u8]) {
        self.extent = self.extent_in(file);
    }

    fn extent_in(&self, file: &[u8]) -> Option<Extent> {
        let (start, end) = (self.start as usize, self.end as usize);
        let words = std::str::from_utf8(file.get(start..end)?).ok()?;
        let first = line_start(file, start);
        let column = points(file, first, start)?;
        // Words that end with a line break end on the line that they break.
        let breaks = words.trim_end_matches(['\r', '\n']).matches('\n').count() as u32;
        let end = start + words.trim_end_matches(['\r', '\n']).len();
        let last = if breaks == 0 { first } else { line_start(file, end) };
        Some(Extent { column, end_line: self.line + breaks, end_column: points(file, last, end)? })
    }
}

/// First byte of the line in which a byte stands, after the byte order mark.
fn line_start(file: &[u8], byte: usize) -> usize {
    match file[..byte].iter().rposition(|b| *b == b'\n') {
        Some(newline) => newline + 1,
        None if file.starts_with("\u{feff}".as_bytes()) && byte >= 3 => 3,
        None => 0,
    }
}

/// Column of a byte in code points, from 1.
fn points(file: &[u8], line: usize, byte: usize) -> Option<u32> {
    Some(std::str::from_utf8(&file[line..byte]).ok()?.chars().count() as u32 + 1)
}

/// Writes a confidence with three decimals: JSON has no NaN, and more digits than that claim too much.
fn share<S: Serializer>(confidence: &f64, out: S) -> Result<S::Ok, S::Error> {
    let confidence = if confidence.is_nan() { 0.0 } else { confidence.clamp(0.0, 1.0) };
    out.serialize_f64((confidence * 1000.0).round() / 1000.0)
}

/// Counts of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Articles read.
    pub articles: usize,
    /// Facts found in them.
    pub facts: usize,
    /// Facts that had a counterpart in another place.
    pub compared: usize,
    /// Findings reported.
    pub findings: usize,
}

/// The outcome of a run: what every report format renders.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Counts.
    pub summary: Summary,
    /// Findings, worst first.
    pub findings: Vec<Finding>,
    /// What could not be read or used.
    pub problems: Vec<crate::article::Problem>,
    /// What was set aside and why, for `-v`: file, line, reason, words.
    pub aside: Vec<(String, u32, String, String)>,
    /// Findings that are not reported because someone settled them; formats that know suppressions list them.
    pub suppressed: Vec<Suppressed>,
    /// The rules that ran, sorted by id; formats that describe rules take their words from here.
    pub rules: Vec<RuleNote>,
    /// The files that the run is about, as in the evidence: the draft, the changed files, or our own articles. A finding is
    /// then shown at them; empty where all articles are equal.
    pub focus: Vec<String>,
}

/// A finding that someone settled.
#[derive(Clone, Debug, PartialEq)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Where it was settled.
    pub by: Suppression,
    /// Why, in the words of whoever settled it.
    pub reason: Option<String>,
}

/// Where a finding was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suppression {
    /// In a comment of the article.
    Inline,
    /// In the list of accepted findings.
    Accepted,
    /// In the baseline.
    Baseline,
}

/// What a report says of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleNote {
    /// Id ("count-conflict").
    pub id: String,
    /// One line.
    pub summary: String,
    /// What it does and what to do about a finding, in plain text; may be empty.
    pub help: String,
    /// How loud it is at most.
    pub severity: Severity,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(file: &str, line: u32, start: usize, text: &str) -> Evidence {
        assert!(file[start..].starts_with(text));
        let (start, end) = (start as u32, (start + text.len()) as u32);
        let text = text.to_owned();
        Evidence { line, column: 1, start, end, text, ..Evidence::default() }
    }

    #[test]
    fn columns_count_code_points_and_not_bytes_nor_the_byte_order_mark() {
        let table = [
            ("Nine rowers left.", 1, "Nine rowers", (1, 1, 12)),
            ("\u{feff}Nine rowers left.", 1, "Nine rowers", (1, 1, 12)),
            ("Zoë Åkesson saw nine rowers.", 1, "nine rowers", (17, 1, 28)),
            ("One.\nThe 😀 crew: nine rowers.", 2, "nine rowers", (13, 2, 24)),
            ("One.\r\nAll nine\r\nrowers left.", 2, "nine\r\nrowers", (5, 3, 7)),
            ("One.\nAll nine\nrest", 2, "nine\n", (5, 2, 9)),
        ];
        for (file, line, text, (column, end_line, end_column)) in table {
            let mut evidence = words(file, line, file.find(text).unwrap(), text);
            evidence.measure(file.as_bytes());
            assert_eq!(evidence.extent, Some(Extent { column, end_line, end_column }), "{file:?}");
        }
    }

    #[test]
    fn no_extent_where_the_bytes_are_not_the_words() {
        let mut evidence = words("Nine rowers", 1, 0, "Nine rowers");
        evidence.measure(b"Nine");
        assert_eq!(evidence.extent, None);
        evidence.measure(b"N\xefne rowers left");
        assert_eq!(evidence.extent, None);
    }

    #[test]
    fn a_confidence_is_always_a_number_from_0_to_1() {
        for (confidence, written) in [(0.87654, "0.877"), (f64::NAN, "0.0"), (f64::INFINITY, "1.0"), (-3.0, "0.0")] {
            let mut out = Vec::new();
            share(&confidence, &mut serde_json::Serializer::new(&mut out)).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), written);
        }
    }
}
