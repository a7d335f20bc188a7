//! Sentences to mentions: the spans that carry a value or a name.

mod name;
#[cfg(feature = "train")]
pub use name::train as name_training;

use std::ops::Range;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::span::Span;
use crate::value::Quantity;

/// A span of a sentence that carries a value or a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands in the article's text, hedge included.
    pub span: Span,
    /// The tokens of the sentence that it covers.
    pub tokens: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// What it says.
    pub value: Value,
}

/// What a mention is; the words of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Kind {
    Number,
    Count,
    Percentage,
    Fraction,
    Money,
    Measurement,
    Date,
    Time,
    Duration,
    Age,
    Ordinal,
    Name,
    Quote,
    Term,
}

/// What a mention says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number with its unit and uncertainty.
    Quantity(Box<Quantity>),
    /// A name with its parts.
    Name(Box<Name>),
}

/// A name as written, and what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Person, place or organisation.
    pub kind: NameKind,
    /// The words of the name itself, without titles and roles ("Volodymyr Zelenskyy").
    pub text: CompactString,
    /// Honorifics and titles before it ("Mr", "Dr", "President"), lower case.
    pub titles: Vec<CompactString>,
    /// Roles stated in the same noun phrase or apposition ("US special envoy"), as written, with their spans.
    pub roles: Vec<(Span, CompactString)>,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameKind {
    /// A human being.
    Person,
    /// A place or country.
    Place,
    /// An organisation, company, agency, party or team.
    Organisation,
    /// Something else with a proper name (a ship, a law, a prize), or unknown.
    Other,
}
