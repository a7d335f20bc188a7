//! What stands on a page and is not the article's own: buttons, bylines, credits, datelines, readers' comments.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
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
    /// Where in `lines` the patterns are that begin with a word, and those that may begin with anything.
    #[serde(skip)]
    index: OnceLock<Index>,
}

/// A pattern by the number of its rule and its own.
type Place = (usize, usize);

#[derive(Clone, Debug, Default)]
struct Index {
    words: FxHashMap<String, Vec<Place>>,
    others: Vec<Place>,
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

impl Furniture {
    /// The rules that speak of such a line, wherever it stands, in order. `sentence` is whether it ends as one.
    pub fn rules(&self, line: &Line<'_>, sentence: bool) -> Vec<&LineRule> {
        let classes = self.classes_of_words();
        let index = self.index.get_or_init(|| self.indexed());
        let named = line.first_word().and_then(|w| index.words.get(&w)).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<usize> = Vec::new();
        for (r, p) in named.iter().chain(&index.others).copied() {
            let rule = &self.lines[r];
            let pattern = &rule.patterns[p];
            let fits = line.words() <= rule.words && (rule.sentence || !sentence || !pattern.is_open());
            if fits && !found.contains(&r) && pattern.matches(line, classes) {
                found.push(r);
            }
        }
        found.sort_unstable();
        found.into_iter().map(|r| &self.lines[r]).collect()
    }

    fn classes_of_words(&self) -> Classes<'_> {
        Classes { particles: &self.particles, months: &self.months, weekdays: &self.weekdays }
    }

    fn indexed(&self) -> Index {
        let mut index = Index::default();
        for (r, rule) in self.lines.iter().enumerate() {
            for (p, pattern) in rule.patterns.iter().enumerate() {
                match pattern.first_words(self.classes_of_words()) {
                    Some(words) => {
                        for word in words {
                            index.words.entry(word.replace('’', "'")).or_default().push((r, p));
                        }
                    }
                    None => index.others.push((r, p)),
                }
            }
        }
        index
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
