//! Where a word is cut into several tokens.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// `tokens.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// Endings cut off together with the apostrophe before them.
    pub clitics: FxHashSet<String>,
    /// The letters before and after the apostrophe of the negation that is cut off.
    pub negation: (String, String),
    /// Words written together, with the number of bytes of their first part.
    pub merged: FxHashMap<String, usize>,
    /// What is joined by a hyphen.
    pub hyphens: Hyphens,
    /// What stands after digits without a blank.
    pub numbers: Numbers,
}

/// What is joined by a hyphen.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hyphens {
    /// First parts that are no token of their own, lower case.
    pub prefixes: FxHashSet<String>,
}

/// Letters after digits.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Numbers {
    /// They stay with the digits.
    pub kept: FxHashSet<String>,
    /// They are a token of their own.
    pub tails: FxHashSet<String>,
    /// They are a token of their own after a currency sign.
    pub money_tails: FxHashSet<String>,
}
