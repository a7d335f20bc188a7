//! How numbers are spelled (`numbers.toml`).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::exact::{Ends, Number};

/// The part a grammar word plays in a number phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Part {
    Article,
    The,
    And,
    Point,
    Minus,
    Of,
    In,
    Out,
    Every,
    To,
    From,
    Between,
    Or,
    But,
    All,
    Both,
    Over,
    By,
    Divided,
    Oh,
    Per,
    Each,
    Old,
    Aged,
    Ages,
    Fold,
    Times,
    Last,
    More,
    PlusMinus,
    PercentOf,
    Top,
    Whole,
    Another,
    Label,
    SpelledLabel,
    /// "row" of "row 38": a number after it is a position or degree.
    Graded,
    /// "No" of "No 85".
    NumberSign,
    Plan,
    PlanPart,
    PronounBefore,
    Comparative,
    AfterAge,
    BeforeAge,
    AgeAdverb,
    /// "older" of "19 or older".
    OfAge,
    Somebody,
    /// "for" of "set for Tuesday".
    Purpose,
    Superlative,
    People,
    Function,
    ScoreWord,
    Prefix,
    BeforeLength,
    Enter,
    Own,
    /// "for" of "for each share".
    BeforeRate,
    /// "its" of "in its third year".
    Owner,
    /// "in" of "in its third year".
    WithinYear,
    Straight,
    AsMany,
    AgoLike,
    Transitive,
    OverIsMore,
    Dimension,
    YearsOld,
    VoteWord,
    Once,
    Person,
    SpacedSuffix,
    Particle,
    // Set from other sections.
    Modal,
    NotBeforeHedge,
    Up,
    Down,
    Either,
    ChangeBy,
    LevelAfter,
    RateConnector,
    RateNoun,
}

/// A set of parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts(u128);

impl Parts {
    /// Whether the part is in the set.
    pub fn has(self, part: Part) -> bool {
        self.0 & (1 << part as u8) != 0
    }

    /// Adds a part.
    pub fn set(&mut self, part: Part) {
        self.0 |= 1 << part as u8;
    }
}

/// The section as it stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct Numbers {
    pub below_zero: Vec<String>,
    pub cardinals: BTreeMap<String, u8>,
    pub scales: BTreeMap<String, u8>,
    pub plural_scales: BTreeMap<String, u8>,
    pub suffixes: BTreeMap<String, u8>,
    pub ambiguous_suffixes: BTreeMap<String, u8>,
    pub ordinals: BTreeMap<String, u8>,
    pub scale_ordinals: BTreeMap<String, u8>,
    pub ordinal_suffixes: BTreeMap<String, Vec<u8>>,
    pub denominators: BTreeMap<String, u8>,
    pub groups: BTreeMap<String, u8>,
    pub single: BTreeMap<String, u8>,
    pub rounded_shares: BTreeMap<String, Ends>,
    pub words: NumberWords,
    pub vague: Vec<VagueWords>,
    pub exact: Vec<ExactWords>,
    pub multiple: Vec<MultipleWords>,
}

/// Grammar words by part, and idioms that are no numbers.
#[derive(Debug, Deserialize)]
pub struct NumberWords {
    /// Phrases with a number word that count nothing.
    pub idiom: Vec<String>,
    /// Words by the part they play.
    #[serde(flatten)]
    pub parts: BTreeMap<Part, Vec<String>>,
}

/// Words for a number that is not stated.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct VagueWords {
    /// Phrases.
    pub words: Vec<String>,
    /// The number they usually stand for.
    pub number: Option<u32>,
    /// Whether they name a share of a whole.
    #[serde(default)]
    pub share: bool,
    /// Whether a scale must follow ("tens of thousands").
    #[serde(default)]
    pub before_scale: bool,
    /// Whether what is counted must follow at once ("a couple weeks").
    #[serde(default)]
    pub before_noun: bool,
    /// What they entail.
    pub hard: Option<Ends>,
    /// What is meant by them.
    pub typical: Option<Ends>,
}

/// Words for an exact whole number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExactWords {
    /// Phrases.
    pub words: Vec<String>,
    /// The number.
    pub number: u32,
}

/// Words for a multiple.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MultipleWords {
    /// Phrases.
    pub words: Vec<String>,
    /// The factor.
    pub number: Number,
    /// Whether a comparison must follow ("twice as").
    #[serde(default)]
    pub before_as: bool,
}
