//! Terms that exclude each other.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// The scales by wording.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Lists")]
pub struct Scales {
    of: FxHashMap<CompactString, Rung>,
    names: Vec<CompactString>,
    longest: usize,
}

/// A term of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// Index of the scale.
    pub scale: u16,
    /// Name of the term.
    pub term: CompactString,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    scale: Vec<Listed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    id: CompactString,
    terms: Vec<Vec<CompactString>>,
}

impl From<Lists> for Scales {
    fn from(lists: Lists) -> Self {
        let mut scales = Scales::default();
        for (n, scale) in lists.scale.into_iter().enumerate() {
            scales.names.push(scale.id);
            for wordings in scale.terms {
                let Some(term) = wordings.first().cloned() else { continue };
                for wording in wordings {
                    scales.longest = scales.longest.max(wording.split(' ').count());
                    scales.of.insert(wording, Rung { scale: n as u16, term: term.clone() });
                }
            }
        }
        scales
    }
}

impl Scales {
    /// The name of a scale.
    pub fn name(&self, rung: &Rung) -> &str {
        &self.names[rung.scale as usize]
    }

    /// The term that a phrase names: its longest run of words that stands on a scale, the last where several do.
    pub fn find(&self, phrase: &str) -> Option<&Rung> {
        let lower = phrase.to_lowercase();
        let words: Vec<&str> = lower.split_whitespace().collect();
        for length in (1..=self.longest.min(words.len())).rev() {
            for start in (0..=words.len() - length).rev() {
                if let Some(rung) = self.of.get(words[start..start + length].join(" ").as_str()) {
                    return Some(rung);
                }
            }
        }
        None
    }
}
