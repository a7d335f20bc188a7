//! What pronouns and definite nouns stand for: a light coreference, left open where more than one candidate fits as well.

use std::collections::BTreeMap;

use compact_str::CompactString;

use super::{Term, context};
use crate::lexicon::{Class, Lexicon};
use crate::mention::{Gender, Mention, Name, NameKind, Value};
use crate::syntax::{Relation, Tag, Tree};

/// For the tokens of one sentence that stand for something named before: what that is, the telling word first.
pub(super) type Antecedents = BTreeMap<usize, Vec<Term>>;

/// Sentences back beyond which a pronoun reaches no name.
const FAR: usize = 3;

/// What the article has named so far.
#[derive(Default)]
pub(super) struct Discourse {
    /// The people in the order in which they were last named: entity, gender, terms, sentence, and whether as a subject.
    people: Vec<Person>,
    /// The terms of every person's fullest name, by entity.
    full: BTreeMap<u32, Vec<Term>>,
    /// By head noun: the names that it was last narrowed down with.
    nouns: BTreeMap<CompactString, Vec<Term>>,
    /// Subject of the last sentence that had one and is no person: its terms and the sentence.
    subject: Option<(Vec<Term>, usize)>,
}

struct Person {
    entity: u32,
    gender: Option<Gender>,
    sentence: usize,
    subject: bool,
}

impl Discourse {
    /// Reads the next sentence (`n` is its number) and says what its words stand for.
    pub(super) fn read(&mut self, lexicon: &Lexicon, tree: &Tree, names: &[Mention], n: usize) -> Antecedents {
        let mut found = Antecedents::new();
        let starts: BTreeMap<usize, &Name> = names
            .iter()
            .filter_map(|m| match &m.value {
                Value::Name(name) if name.kind == NameKind::Person => Some((m.tokens.start, name.as_ref())),
                _ => None,
            })
            .collect();
        for i in 0..tree.len() {
            if let Some(name) = starts.get(&i) {
                self.name(tree, i, name, n);
            }
            let word = tree.lower(i);
            let roles = &lexicon.titles.roles;
            let (he, she) = (roles.he.contains(&*word), roles.she.contains(&*word));
            let terms = if he || she {
                self.person(if he { Gender::Male } else { Gender::Female }, n)
            } else if lexicon.grammar.is(&word, Class::It) {
                self.subject.as_ref().filter(|(_, at)| at + 1 >= n).map(|(terms, _)| terms.clone())
            } else if tree.tag(i) == Tag::Noun && definite(lexicon, tree, i) && !named(tree, i) {
                self.nouns.get(tree.lemma(i)).cloned()
            } else {
                None
            };
            if let Some(terms) = terms.filter(|t| !t.is_empty()) {
                found.insert(i, terms);
            }
        }
        self.nouns(lexicon, tree);
        self.subject(lexicon, tree, &starts, n);
        found
    }

    /// The person whom an expression such as "the 24-year-old" stands for: the last one named, in this sentence before
    /// token `at` or in those just before.
    pub(super) fn last_person(&self, n: usize) -> Option<Vec<Term>> {
        let person = self.people.iter().rev().find(|p| p.sentence + 1 >= n)?;
        self.full.get(&person.entity).cloned()
    }

    fn name(&mut self, tree: &Tree, at: usize, name: &Name, n: usize) {
        let terms = terms_of(name);
        let full = self.full.entry(name.entity).or_default();
        if terms.len() > full.len() {
            *full = terms;
        }
        // A sentence that begins with a name tells of its bearer, whatever the parse makes of it.
        let subject =
            at == 0 || tree.path(at).take(3).any(|t| matches!(tree.relation(t), Relation::Nsubj | Relation::NsubjPass));
        let known = self.people.iter().position(|p| p.entity == name.entity).map(|p| self.people.remove(p));
        let gender = name.gender.or(known.and_then(|p| p.gender));
        self.people.push(Person { entity: name.entity, gender, sentence: n, subject });
    }

    /// The subject of the last sentences before other people, the last named before those named earlier.
    fn person(&self, gender: Gender, n: usize) -> Option<Vec<Term>> {
        let fits = |p: &&Person| p.gender.is_none_or(|g| g == gender) && p.sentence + FAR >= n;
        let recent = |p: &&Person| p.sentence + 1 >= n;
        let mut people = self.people.iter().rev().filter(fits);
        let subject = people.clone().filter(recent).find(|p| p.subject);
        let person = subject.or_else(|| people.next())?;
        self.full.get(&person.entity).cloned()
    }

    /// Remembers the nouns that are narrowed down by names.
    fn nouns(&mut self, lexicon: &Lexicon, tree: &Tree) {
        for i in (0..tree.len()).filter(|i| tree.tag(*i) == Tag::Noun) {
            let names: Vec<Term> = tree
                .children(i)
                .filter(|c| narrows(tree, *c))
                .flat_map(|c| std::iter::once(c).chain(tree.children(c).filter(|k| narrows(tree, *k))))
                .filter(|c| context::is_name(tree, *c))
                .map(|c| context::term(lexicon, tree, c))
                .take(4)
                .collect();
            if !names.is_empty() {
                self.nouns.insert(tree.lemma(i).into(), names);
            }
        }
    }

    fn subject(&mut self, lexicon: &Lexicon, tree: &Tree, people: &BTreeMap<usize, &Name>, n: usize) {
        let subject = (0..tree.len()).find(|i| {
            matches!(tree.relation(*i), Relation::Nsubj | Relation::NsubjPass)
                && matches!(tree.tag(*i), Tag::Noun | Tag::Propn)
        });
        let Some(subject) = subject.filter(|s| !people.contains_key(s)) else { return };
        let around = tree.children(subject).filter(|c| narrows(tree, *c));
        let terms: Vec<Term> = std::iter::once(subject)
            .chain(around)
            .filter(|i| context::content(lexicon, tree, *i))
            .map(|i| context::term(lexicon, tree, i))
            .take(4)
            .collect();
        if !terms.is_empty() {
            self.subject = Some((terms, n));
        }
    }
}

/// The words of a person's name, the family name first.
pub(super) fn terms_of(name: &Name) -> Vec<Term> {
    let family = name.family.as_deref().and_then(|f| f.split_whitespace().last());
    let mut words: Vec<&str> = name.text.split_whitespace().collect();
    words.sort_by_key(|w| Some(*w) != family);
    words.into_iter().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 1).map(name_term).collect()
}

fn name_term(word: &str) -> Term {
    let lower: CompactString = word.to_lowercase().into();
    Term { key: lower.clone(), lemma: lower, name: true }
}

fn narrows(tree: &Tree, i: usize) -> bool {
    matches!(
        tree.relation(i),
        Relation::Compound | Relation::Flat | Relation::NmodPoss | Relation::Nmod | Relation::Appos | Relation::Amod
    )
}

fn named(tree: &Tree, noun: usize) -> bool {
    tree.children(noun).any(|c| narrows(tree, c) && context::is_name(tree, c))
}

fn definite(lexicon: &Lexicon, tree: &Tree, noun: usize) -> bool {
    tree.children(noun)
        .any(|c| tree.relation(c) == Relation::Det && lexicon.grammar.is(&tree.lower(c), Class::Demonstrative))
}
