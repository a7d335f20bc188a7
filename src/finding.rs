//! What a rule found, in the shape in which it is reported (JSON schema version 1).

use serde::{Deserialize, Serialize};

/// What kind of disagreement it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Fingerprint: made of rule, question and the clashing values; the same for the same disagreement in every run.
    pub id: String,
    /// Id of the rule.
    pub rule: String,
    /// What kind of disagreement.
    pub kind: Verdict,
    /// What it is about.
    pub category: Category,
    /// How loud.
    pub severity: Severity,
    /// How sure the program is that the sides answer one question and clash, 0 to 1.
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
}

/// Counts of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
}
