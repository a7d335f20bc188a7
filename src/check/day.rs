//! A day in settings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::value::Datetime;

/// A day: `2025-03-10`, with or without quotes.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Day {
    /// In quotes.
    Text(String),
    /// A date of TOML.
    Date(#[schemars(with = "String")] Datetime),
}

impl Day {
    /// The day, where it is one.
    pub fn date(&self) -> Option<jiff::civil::Date> {
        match self {
            Day::Text(text) => text.trim().parse().ok(),
            Day::Date(date) => date.to_string().get(..10)?.parse().ok(),
        }
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Day::Text(text) => write!(f, "{text:?}"),
            Day::Date(date) => date.fmt(f),
        }
    }
}
