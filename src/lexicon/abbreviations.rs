//! Words written with a full stop that does not end a sentence.

use rustc_hash::FxHashSet;
use serde::Deserialize;

/// `abbreviations.toml`: all entries without their last full stop.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Abbreviations {
    /// A name follows; never the end of a sentence.
    pub before_name: FxHashSet<String>,
    /// An abbreviation only before a number.
    pub before_number: FxHashSet<String>,
    /// Months and days of the week.
    pub calendar: FxHashSet<String>,
    /// Never the end of a sentence, whatever follows.
    pub midway: FxHashSet<String>,
    /// The end of a sentence where one of `openers` follows.
    pub closing: FxHashSet<String>,
    /// The end of a sentence before every capital letter.
    pub trailing: FxHashSet<String>,
    /// Words with which sentences open, lower case.
    pub openers: FxHashSet<String>,
    /// Words that go on with the sentence after a name with a mark in it, lower case.
    pub continuing: FxHashSet<String>,
    /// Verbs that tie a quotation to the speaker after it, lower case.
    pub after_quote: FxHashSet<String>,
}
