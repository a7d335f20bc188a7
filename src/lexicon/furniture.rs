//! What stands on a page and is not the article's own: buttons, bylines, credits, datelines, readers' comments.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::pattern::{Classes, Line, Pattern};

/// The section `furniture`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Furniture {
    /// Lower-case words that may stand inside a person's name.
    pub particles: Vec<String>,
    /// News agencies as datelines and credits write them.
    pub agencies: Vec<String>,
    /// Words that stand where a dateline does and name no place.
    pub labels: Vec<String>,
    /// What a line ends with that is no full stop, although it looks like one.
    pub abbreviations: Vec<String>,
    /// Marks and words that part the headline from the outlet in a page's title.
    #[serde(rename = "title-separators")]
    pub title_separators: Vec<String>,
    /// The twelve months: for each, the ways to write it, in lower case and without a full stop.
    pub months: Vec<Vec<String>>,
    /// The seven days of the week, from Monday, likewise.
    pub weekdays: Vec<Vec<String>>,
    /// Abbreviated time zones, in lower case: minutes east of UTC.
    pub zones: BTreeMap<String, i16>,
    /// Reasons, each with words that start the class or id of a part of a page which is to be set aside for it.
    pub classes: BTreeMap<String, Vec<String>>,
    /// Lines that are to be set aside.
    #[serde(rename = "line")]
    pub lines: Vec<LineRule>,
}

/// Lines that are to be set aside for one reason.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineRule {
    /// The id under which it is reported.
    pub reason: String,
    /// Where on the page the rule holds.
    #[serde(default, rename = "where")]
    pub region: Region,
    /// What becomes of the lines after it.
    #[serde(default)]
    pub then: Then,
    /// The longest line, in words.
    #[serde(default = "twelve")]
    pub words: usize,
    /// Whether a line that ends as a sentence may match a pattern with `*`.
    #[serde(default)]
    pub sentence: bool,
    /// The lines themselves.
    pub patterns: Vec<Pattern>,
}

fn twelve() -> usize {
    12
}

/// Where on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Region {
    /// Before the first running text.
    Head,
    /// After the first running text.
    Tail,
    /// Before the first running text or after the last.
    Ends,
    /// Anywhere.
    #[default]
    Any,
}

/// What becomes of the lines after one that was set aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Then {
    /// Nothing.
    #[default]
    Nothing,
    /// They are set aside too where no running text follows.
    Loose,
    /// All are set aside too.
    Rest,
}

impl LineRule {
    /// Whether the rule speaks of such a line, wherever it stands. `sentence` is whether it ends as one.
    pub fn matches(&self, line: &Line<'_>, sentence: bool, classes: Classes<'_>) -> bool {
        line.words() <= self.words
            && self.patterns.iter().any(|p| (self.sentence || !sentence || !p.is_open()) && p.matches(line, classes))
    }
}

impl Furniture {
    /// The word lists that patterns may name.
    pub fn pattern_classes(&self) -> Classes<'_> {
        Classes { particles: &self.particles, months: &self.months, weekdays: &self.weekdays }
    }

    /// The number of a month, from 1.
    pub fn month(&self, word: &str) -> Option<i8> {
        let word = word.trim_end_matches('.').to_lowercase();
        self.months.iter().position(|forms| forms.contains(&word)).map(|i| i as i8 + 1)
    }

    /// The agency, as listed, that a text is or ends with.
    pub fn agency(&self, text: &str) -> Option<&str> {
        let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
        self.agencies
            .iter()
            .map(String::as_str)
            .find(|a| text.strip_suffix(a).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
    }
}
