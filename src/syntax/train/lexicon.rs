//! What is known of words before a sentence is read: the tags they can have and the kinds of their meanings.

use std::collections::{BTreeMap, BTreeSet};

use super::conllu::Sentence;
use super::lemmas::edit;
use super::tag::Classes;
use super::wordnet::{Inflection, Part, Sense, WordNet};
use crate::syntax::Tag;
use crate::syntax::form::{Form, fold, key};
use crate::syntax::lemma::Edit;
use crate::syntax::tagger::{Entry, OPEN, Sure, TAG_KINDS};

/// Words to what is known of them.
#[derive(Debug)]
pub(super) struct Lexicon {
    entries: BTreeMap<u64, Entry>,
    /// The words, the commonest first: of two that the table cannot tell apart, the first stays.
    order: Vec<u64>,
    /// Classes by kind of tags, where there is no doubt.
    pub sure: Sure,
    /// Form, class and base form of words that only WordNet knows.
    pub inflected: Vec<(String, u8, String)>,
}

/// Penn tags of inflected forms.
const INFLECTED: [(Part, Tag, &str); 7] = [
    (Part::Noun, Tag::Noun, "NNS"),
    (Part::Verb, Tag::Verb, "VBZ"),
    (Part::Verb, Tag::Verb, "VBG"),
    (Part::Verb, Tag::Verb, "VBD"),
    (Part::Verb, Tag::Verb, "VBN"),
    (Part::Adjective, Tag::Adj, "JJR"),
    (Part::Adjective, Tag::Adj, "JJS"),
];

/// Which classes a word can have, and which it has as a rule; where a lone class is also the rule, there is no doubt.
type Kind = (BTreeSet<u8>, Option<u8>);

/// A class is sure if a word was seen so many times, and with another class at most once in so many.
const SURE: (usize, usize) = (25, 400);

/// What is gathered of a word.
#[derive(Debug, Default)]
struct Word {
    seen: BTreeMap<u8, usize>,
    possible: BTreeMap<u8, u32>,
    noun: u8,
    verb: u8,
}

impl Lexicon {
    /// Learns from the treebank's words, and from WordNet where the treebank has a word fewer than three times.
    pub(super) fn of(sentences: &[Sentence], wordnet: &WordNet, classes: &Classes) -> Self {
        let mut words: BTreeMap<String, Word> = BTreeMap::new();
        let mut inflection = Inflection::default();
        let mut pairs: BTreeSet<(u8, String, String)> = BTreeSet::new();
        let mut folded = String::new();
        for sentence in sentences {
            for (i, class) in classes.gold(sentence).into_iter().enumerate() {
                fold(&sentence.forms[i], &mut folded);
                *words.entry(folded.clone()).or_default().seen.entry(class).or_default() += 1;
                if matches!(sentence.tags[i], Tag::Noun | Tag::Verb | Tag::Adj) && !sentence.lemmas[i].is_empty() {
                    pairs.insert((class, sentence.lemmas[i].to_lowercase(), folded.clone()));
                }
            }
        }
        for (class, base, form) in &pairs {
            let edit = edit(base, form);
            if edit.cut != Edit::ALL {
                inflection.learn(*class, base, &edit);
            }
        }
        let mut lexicon =
            Self { entries: BTreeMap::new(), order: Vec::new(), sure: [OPEN; TAG_KINDS], inflected: Vec::new() };
        lexicon.add_wordnet(wordnet, classes, &inflection, &mut words);
        lexicon.number_kinds(&words);
        lexicon
    }

    fn add_wordnet(
        &mut self,
        wordnet: &WordNet,
        classes: &Classes,
        inflection: &Inflection,
        words: &mut BTreeMap<String, Word>,
    ) {
        let irregular: BTreeSet<(Part, &String)> = wordnet.irregular.iter().map(|((p, _), base)| (*p, base)).collect();
        for ((part, base), sense) in &wordnet.words {
            let own: &[(Tag, &str)] = match part {
                Part::Noun if sense.proper => &[(Tag::Propn, "NNP")],
                Part::Noun => &[(Tag::Noun, "NN")],
                Part::Verb => &[(Tag::Verb, "VB"), (Tag::Verb, "VBP")],
                Part::Adjective => &[(Tag::Adj, "JJ")],
                Part::Adverb => &[(Tag::Adv, "RB")],
            };
            for (tag, fine) in own {
                add(words, base, classes.number(*tag, fine), *part, sense);
            }
            for (of, tag, fine) in INFLECTED {
                if of != *part || sense.proper || (of == Part::Adjective && (sense.count == 0 || base.len() > 7)) {
                    continue;
                }
                let class = classes.number(tag, fine);
                let listed = irregular.contains(&(*part, base)) && !matches!(fine, "VBG" | "VBZ");
                if let Some(form) = inflection.form(class, base).filter(|f| f != base && !listed) {
                    add(words, &form, class, *part, sense);
                    if sense.count > 0 || *part == Part::Verb {
                        self.inflected.push((form, class, base.clone()));
                    }
                }
            }
        }
        for ((part, form), base) in &wordnet.irregular {
            let Some(sense) = wordnet.words.get(&(*part, base.clone())) else { continue };
            // The list of verbs holds doubled consonants too: a form that ends as a gerund does is one.
            let gerund = inflection.form(classes.number(Tag::Verb, "VBG"), base).unwrap_or_default();
            let fine: &[(Tag, &str)] = match part {
                Part::Noun => &[(Tag::Noun, "NNS")],
                Part::Verb
                    if form.get(form.len().saturating_sub(3)..) == gerund.get(gerund.len().saturating_sub(3)..) =>
                {
                    &[(Tag::Verb, "VBG")]
                }
                Part::Verb => &[(Tag::Verb, "VBD"), (Tag::Verb, "VBN")],
                _ => continue,
            };
            for (tag, fine) in fine {
                let class = classes.number(*tag, fine);
                add(words, form, class, *part, sense);
                self.inflected.push((form.clone(), class, base.clone()));
            }
        }
    }

    fn number_kinds(&mut self, words: &BTreeMap<String, Word>) {
        let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
        for word in words.values() {
            *kinds.entry(word.kind()).or_default() += 1 + word.seen.values().sum::<usize>();
        }
        let mut kinds: Vec<(Kind, usize)> = kinds.into_iter().filter(|(k, _)| !k.0.is_empty()).collect();
        kinds.sort_by_key(|(kind, n)| (std::cmp::Reverse(*n), kind.clone()));
        let numbers: BTreeMap<Kind, u8> =
            kinds.into_iter().take(TAG_KINDS - 1).enumerate().map(|(i, (kind, _))| (kind, i as u8 + 1)).collect();
        for (kind, number) in &numbers {
            if let (1, Some(class)) = (kind.0.len(), kind.1) {
                self.sure[usize::from(*number)] = class;
            }
        }
        let mut words: Vec<_> = words.iter().collect();
        words.sort_by_key(|(_, word)| std::cmp::Reverse(word.seen.values().sum::<usize>()));
        for (text, word) in words {
            let tags = numbers.get(&word.kind()).copied().unwrap_or(0);
            let entry = Entry { tags, noun: word.noun, verb: word.verb };
            // Numbers share keys; the commonest speaks for all.
            if entry != Entry::default() && !self.entries.contains_key(&key(text)) {
                self.entries.insert(key(text), entry);
                self.order.push(key(text));
            }
        }
    }

    pub(super) fn entries(&self, forms: &[Form]) -> Vec<Entry> {
        forms.iter().map(|f| self.entries.get(&f.word).copied().unwrap_or_default()).collect()
    }

    pub(super) fn rows(&self) -> Vec<(u64, [u8; 2])> {
        self.order.iter().map(|word| (*word, self.entries[word].pack())).collect()
    }
}

fn add(words: &mut BTreeMap<String, Word>, text: &str, class: u8, part: Part, sense: &Sense) {
    let word = words.entry(text.to_owned()).or_default();
    *word.possible.entry(class).or_default() += sense.count;
    match part {
        Part::Noun if word.noun == 0 => word.noun = sense.file - 2,
        Part::Verb if word.verb == 0 => word.verb = sense.file - 28,
        _ => {}
    }
}

impl Word {
    fn kind(&self) -> Kind {
        let seen: usize = self.seen.values().sum();
        if seen > 2 {
            if seen >= SURE.0
                && let Some((class, _)) = self.seen.iter().find(|(_, n)| (seen - **n) * SURE.1 <= seen)
            {
                return (BTreeSet::from([*class]), Some(*class));
            }
            return (self.seen.iter().filter(|(_, n)| **n * 20 >= seen).map(|(c, _)| *c).collect(), None);
        }
        let all: u32 = self.possible.values().sum();
        let main = self.possible.iter().max_by_key(|(c, n)| (**n, std::cmp::Reverse(**c)));
        let main = main.filter(|(_, n)| **n * 10 > all * 7 && self.possible.len() > 1).map(|(c, _)| *c);
        (self.possible.keys().copied().collect(), main)
    }
}
