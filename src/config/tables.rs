//! The tables of `factlint.toml` in which a desk lays down what it knows: as they are written.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::value::Datetime;

use super::Loudness;
use crate::check::Day;

/// `[[alias]]`: a name and its forms, which are one bearer's.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AliasTable {
    /// The name by which the bearer is known.
    pub name: String,
    /// Other forms of it.
    #[serde(default)]
    pub forms: Vec<String>,
    /// The form that articles should use (house style): `name` or one of `forms`. None means that all are fine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefer: Option<String>,
}

/// `[[fact]]`: a reference fact that every article must agree with.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FactTable {
    /// Of whom or what ("Skarn Bridge").
    pub subject: String,
    /// What is laid down of it: words that stand at the value ("jobs", "cost"), or what is measured ("length", "age", "role").
    pub attribute: String,
    /// The value as an article would write it ("1,240 metres", "20%", "finance chief").
    pub value: Written,
    /// First day on which it holds, by the day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Day>,
    /// Last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Day>,
}

/// A value: text, or a number or date of TOML.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Written {
    /// "1,240 metres".
    Text(String),
    /// 14.
    Whole(i64),
    /// 3.5.
    Part(f64),
    /// 2025-03-10.
    Day(#[schemars(with = "String")] Datetime),
}

impl std::fmt::Display for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Written::Text(text) => f.write_str(text),
            Written::Whole(n) => write!(f, "{n}"),
            Written::Part(n) => write!(f, "{n}"),
            Written::Day(day) => write!(f, "{day}"),
        }
    }
}

/// `[[trust]]`: articles that are right where others differ from them.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TrustTable {
    /// Globs of these articles.
    pub files: Vec<String>,
}

/// `[[overrides]]`: what holds for some files only.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OverrideTable {
    /// Globs of the files. It holds for findings that would not be there without them.
    pub files: Vec<String>,
    /// Ids of rules that keep silent about them.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// How loud the findings of a rule are, by id; `off` silences it.
    #[serde(default)]
    pub severity: BTreeMap<String, Loudness>,
}

/// `[[preprocess]]`: a command that turns files of some endings into text.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PreprocessTable {
    /// Endings of the files, without the dot.
    pub extensions: Vec<String>,
    /// The program and its arguments; no shell is asked. `{file}` stands for the path, which comes last where it is left out.
    pub command: Vec<String>,
    /// What the command prints.
    #[serde(default)]
    pub prints: Prints,
    /// Seconds that it may take for a file.
    #[serde(default = "seconds")]
    #[schemars(range(min = 0.001, max = 3600.0))]
    pub seconds: f64,
}

fn seconds() -> f64 {
    10.0
}

/// What a command prints.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Prints {
    /// Plain text.
    #[default]
    Text,
    /// Markdown, with front matter or without.
    Markdown,
    /// HTML.
    Html,
}

impl Prints {
    /// The ending of files that hold such text.
    pub fn extension(self) -> &'static str {
        match self {
            Prints::Text => "txt",
            Prints::Markdown => "md",
            Prints::Html => "html",
        }
    }
}
