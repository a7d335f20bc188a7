//! WordNet's words: parts of speech, kinds of meaning, and inflected forms made by the treebank's own patterns.

use std::collections::BTreeMap;

use crate::syntax::lemma::Edit;

/// A part of speech of WordNet, in the order of its sense keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Nouns.
    Noun,
    /// Verbs.
    Verb,
    /// Adjectives.
    Adjective,
    /// Adverbs.
    Adverb,
}

/// What WordNet says of a word as one part of speech.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sense {
    /// Number of the lexicographers' file of the commonest meaning: 3 to 28 nouns, 29 to 43 verbs.
    pub file: u8,
    /// Whether that meaning is written with a capital.
    pub proper: bool,
    /// How often the word was met in this part of speech in the texts that WordNet counted.
    pub count: u32,
}

/// Single words, in lower case, and irregular forms.
#[derive(Debug, Default)]
pub struct WordNet {
    pub(super) words: BTreeMap<(Part, String), Sense>,
    /// Part of speech and form to base form.
    pub(super) irregular: BTreeMap<(Part, String), String>,
}

const PARTS: [(Part, &str); 4] =
    [(Part::Noun, "noun"), (Part::Verb, "verb"), (Part::Adjective, "adj"), (Part::Adverb, "adv")];

impl WordNet {
    /// Reads WordNet 3's files; `open` returns the text of a file of its `dict` folder.
    ///
    /// # Errors
    /// Those of `open`.
    pub fn read<E>(open: impl Fn(&str) -> Result<String, E>) -> Result<Self, E> {
        let mut all = Self::default();
        for (part, name) in PARTS {
            let data = open(&format!("data.{name}"))?;
            let mut files: BTreeMap<&str, (u8, Vec<&str>)> = BTreeMap::new();
            for line in data.lines().filter(|l| !l.starts_with(' ')) {
                let fields: Vec<&str> = line.split(' ').collect();
                let [offset, file, _, count, ..] = fields[..] else { continue };
                let count = usize::from_str_radix(count, 16).unwrap_or(0);
                let words = fields.iter().skip(4).step_by(2).take(count).copied().collect();
                files.insert(offset, (file.parse().unwrap_or(0), words));
            }
            for line in open(&format!("index.{name}"))?.lines().filter(|l| !l.starts_with(' ')) {
                let fields: Vec<&str> = line.split_whitespace().collect();
                let (Some(word), Some(pointers)) = (fields.first(), fields.get(3)) else { continue };
                let first = 6 + pointers.parse::<usize>().unwrap_or(0);
                let Some((file, written)) = fields.get(first).and_then(|o| files.get(o)) else { continue };
                if !word.chars().all(|c| c.is_alphabetic() || c == '\'') {
                    continue;
                }
                let proper = written.iter().any(|w| w.to_lowercase() == *word && w.starts_with(char::is_uppercase));
                all.words.insert((part, (*word).to_owned()), Sense { file: *file, proper, count: 0 });
            }
            for line in open(&format!("{name}.exc"))?.lines() {
                if let [form, base, ..] = line.split(' ').collect::<Vec<_>>()[..]
                    && form.chars().all(char::is_alphabetic)
                {
                    all.irregular.insert((part, form.to_owned()), base.to_owned());
                }
            }
        }
        for line in open("cntlist.rev")?.lines() {
            let fields: Vec<&str> = line.split(' ').collect();
            let [key, _, count] = fields[..] else { continue };
            let Some((word, kind)) = key.split_once('%') else { continue };
            let part = match kind.as_bytes().first() {
                Some(b'1') => Part::Noun,
                Some(b'2') => Part::Verb,
                Some(b'3' | b'5') => Part::Adjective,
                _ => Part::Adverb,
            };
            if let Some(sense) = all.words.get_mut(&(part, word.to_owned())) {
                sense.count += count.parse::<u32>().unwrap_or(0);
            }
        }
        Ok(all)
    }
}

/// How base forms are inflected, learnt from pairs of base form and form.
#[derive(Debug, Default)]
pub(super) struct Inflection {
    /// Class and ending of the base form to edits with their counts.
    patterns: BTreeMap<(u8, String), BTreeMap<Edit, usize>>,
}

/// Longest ending of a base form that tells how it is inflected.
const ENDING: usize = 4;

fn endings(word: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> = word.char_indices().rev().take(ENDING).map(|(at, _)| at).collect();
    starts.into_iter().rev().chain([word.len()]).map(|at| &word[at..])
}

impl Inflection {
    pub(super) fn learn(&mut self, class: u8, base: &str, edit: &Edit) {
        for ending in endings(base) {
            *self.patterns.entry((class, ending.to_owned())).or_default().entry(edit.clone()).or_default() += 1;
        }
    }

    /// The form of a base form in a class, by the longest ending met at least twice.
    pub(super) fn form(&self, class: u8, base: &str) -> Option<String> {
        endings(base).find_map(|ending| {
            let counts = self.patterns.get(&(class, ending.to_owned()))?;
            let (edit, n) = counts.iter().max_by_key(|(edit, n)| (**n, std::cmp::Reverse((*edit).clone())))?;
            (*n > 1).then(|| edit.apply(base)).flatten().map(String::from)
        })
    }
}
