//! Families of words that are one idea in the news.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// How a figure moves while the event it belongs to goes on.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum OverTime {
    /// It does not.
    #[default]
    Fixed,
    /// It only grows (a toll).
    Rises,
    /// It only shrinks (the missing).
    Falls,
    /// It goes either way.
    Moves,
}

/// The families, by word.
#[derive(Debug, Default, Deserialize)]
#[serde(try_from = "Lists")]
pub struct Terms {
    of: FxHashMap<CompactString, u16>,
    families: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    family: Vec<Listed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Listed {
    words: Vec<CompactString>,
    #[serde(default)]
    over_time: OverTime,
}

#[derive(Debug)]
struct Entry {
    name: CompactString,
    over_time: OverTime,
}

impl TryFrom<Lists> for Terms {
    type Error = String;

    fn try_from(lists: Lists) -> Result<Self, String> {
        let mut terms = Terms::default();
        for family in lists.family {
            let Some(name) = family.words.first().cloned() else {
                return Err("a family without words; give `words` at least one entry".to_owned());
            };
            let id = terms.families.len() as u16;
            terms.families.push(Entry { name, over_time: family.over_time });
            // The first family to claim a word keeps it, so that an overlay cannot silently tear a family apart.
            for word in family.words {
                terms.of.entry(word).or_insert(id);
            }
        }
        Ok(terms)
    }
}

impl Terms {
    /// The name of the word's family, or the word itself.
    pub fn family<'a>(&'a self, lemma: &'a str) -> &'a str {
        self.of.get(lemma).map_or(lemma, |id| self.families[*id as usize].name.as_str())
    }

    /// How figures of this word move while an event goes on.
    pub fn over_time(&self, lemma: &str) -> OverTime {
        self.of.get(lemma).map_or(OverTime::Fixed, |id| self.families[*id as usize].over_time)
    }
}
