//! What ties two names beyond their letters.

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Groups of words by which two names may be one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// First names with their short forms.
    pub short: Groups,
    /// Last words of names that are easily taken for each other.
    pub alike: Groups,
}

/// Groups of words; a word stands in one of them.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<Vec<String>>")]
pub struct Groups(FxHashMap<String, u16>);

impl From<Vec<Vec<String>>> for Groups {
    fn from(groups: Vec<Vec<String>>) -> Self {
        let mut of = FxHashMap::default();
        for (n, group) in groups.into_iter().enumerate() {
            for word in group {
                of.entry(word).or_insert(n as u16);
            }
        }
        Self(of)
    }
}

impl Groups {
    /// Whether two words (in lower case) stand in one group.
    pub fn tie(&self, a: &str, b: &str) -> bool {
        matches!((self.0.get(a), self.0.get(b)), (Some(x), Some(y)) if x == y)
    }
}
