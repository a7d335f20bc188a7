//! How a writer qualifies a number, and which way a value moves (`hedges.toml`).

use serde::Deserialize;

/// What a hedge says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum HedgeKind {
    About,
    Nearly,
    JustUnder,
    JustOver,
    Over,
    AtLeast,
    Under,
    AtMost,
    Exact,
}

/// The section as it stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Hedges {
    /// Words before a number.
    pub before: Vec<HedgeWords>,
    /// Words after a number.
    pub after: Vec<HedgeWords>,
    /// Words after a bound that include it.
    pub inclusive: Vec<String>,
    /// Words that set a bound.
    pub limits: Vec<String>,
    /// Verbs that make a bound of a number in their clause.
    pub modals: Vec<String>,
    /// Words after which a hedge word is none.
    pub not_before_hedge: Vec<String>,
    /// Words before "over" that make it "more than" and not "during".
    pub over_is_more: Vec<String>,
    /// Words that hold a change.
    pub change: ChangeWords,
}

/// Phrases of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HedgeWords {
    /// What they say.
    pub kind: HedgeKind,
    /// Phrases.
    pub words: Vec<String>,
    /// Whether another hedge may follow ("only about 20"), and they leave the number as it is.
    #[serde(default)]
    pub transparent: bool,
}

/// Words that hold a change.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct ChangeWords {
    pub up: Vec<String>,
    pub down: Vec<String>,
    pub either: Vec<String>,
    pub transitive: Vec<String>,
    pub particles: Vec<String>,
    pub by: Vec<String>,
    pub level_after: Vec<String>,
}
