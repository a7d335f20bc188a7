//! Units and currencies (`rules/units.toml`, without a language) and their names (`units.toml` of the language).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::exact::Number;

/// The section without a language as it stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Measures {
    pub prefixes: BTreeMap<String, Number>,
    pub unit: Vec<UnitEntry>,
    pub currencies: Currencies,
    pub sign: Vec<Sign>,
}

/// A unit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnitEntry {
    /// Its id.
    pub id: String,
    /// What it measures.
    pub axis: String,
    /// How many base units it is.
    pub factor: Number,
    /// What is added after that (temperatures).
    pub offset: Option<Number>,
    /// As written, case included.
    #[serde(default)]
    pub symbols: Vec<String>,
    /// As written, only with a prefix.
    #[serde(default)]
    pub prefixed_symbols: Vec<String>,
    /// SI prefixes in use with it.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Power of the prefix: 2 for areas, 3 for volumes.
    #[serde(default = "one")]
    pub power: i32,
    /// Id of the unit in which values are given instead ("decade" in years).
    #[serde(rename = "as")]
    pub given_as: Option<String>,
    /// Whether round tens are commonly rounded.
    #[serde(default)]
    pub coarse: bool,
    /// Whether its name is an everyday word.
    #[serde(default)]
    pub shy: bool,
}

fn one() -> i32 {
    1
}

/// ISO 4217 codes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Currencies {
    /// Codes, parted by white space.
    pub codes: String,
    /// Scales before a code: exponents of ten.
    pub scaled_prefixes: BTreeMap<String, u8>,
    /// Codes that are also words.
    pub shy: Vec<String>,
}

/// A sign of money.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// As written.
    pub text: String,
    /// The currency; none where several share the sign.
    pub code: Option<String>,
    /// Id under which values are given; the code where it is left out.
    pub unit: Option<String>,
    /// Whether it is a hundredth.
    #[serde(default)]
    pub minor: bool,
    /// Whether it is plain letters that name much else: money only before a grouped or scaled number ("N2.4bn", "R250,000").
    #[serde(default)]
    pub letters: bool,
}

/// The section of the language as it stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct UnitNames {
    pub plural: String,
    pub prefixes: BTreeMap<String, String>,
    pub names: BTreeMap<String, Vec<String>>,
    pub not_before: BTreeMap<String, Vec<String>>,
    pub money: Vec<MoneyWords>,
    pub minor: Vec<MinorWords>,
    pub places: BTreeMap<String, BTreeMap<String, String>>,
    pub outlets: BTreeMap<String, BTreeMap<String, String>>,
    pub rates: Rates,
}

/// Names of a currency.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct MoneyWords {
    pub words: Vec<String>,
    pub unit: Option<String>,
    pub code: Option<String>,
    #[serde(default)]
    pub shy: bool,
    /// Whether the word is a unit of mass too.
    #[serde(default)]
    pub mass: bool,
    /// Whether the word is money only after a number.
    #[serde(default)]
    pub after_only: bool,
    #[serde(default)]
    pub by: BTreeMap<String, String>,
}

/// Names of a hundredth of a currency.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct MinorWords {
    pub words: Vec<String>,
    pub unit: String,
    pub code: Option<String>,
}

/// Words of rates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Rates {
    pub connectors: Vec<String>,
    pub words: BTreeMap<String, String>,
    pub nouns: Vec<String>,
}
