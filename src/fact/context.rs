//! The words around a value by the part they play.

use compact_str::CompactString;

use super::antecedent::Antecedents;
use super::{Part, Term};
use crate::lexicon::{Class, Lexicon};
use crate::syntax::{Relation, Tag, Tree};

/// What stands around a value. Token indices are those of the sentence.
pub(super) struct Context {
    /// The noun that is counted or measured.
    pub thing: Option<usize>,
    /// Whether the value describes the thing itself ("a four-year war", "the bridge is 3.8 km long"), so that it does not
    /// matter what else is said of it.
    pub attribute: bool,
    /// Verbs, event nouns and predicates above it, nearest first.
    pub chain: Vec<usize>,
    /// Other content words.
    pub terms: Vec<(Part, usize)>,
}

/// How many steps up from a value its words still say what it measures.
const CLIMB: usize = 4;

/// Reads the surroundings of the value whose highest token is `at` and whose tokens are `run`.
pub(super) fn read(
    lexicon: &Lexicon,
    tree: &Tree,
    antecedents: &Antecedents,
    run: std::ops::Range<usize>,
    at: usize,
) -> Context {
    let (thing, attribute) = thing(lexicon, tree, &run, at).map_or((None, false), |(t, a)| (Some(t), a));
    let mut walk = Walk { lexicon, tree, antecedents, seen: vec![false; tree.len()], terms: Vec::new() };
    run.clone().for_each(|i| walk.seen[i] = true);
    if let Some(t) = thing {
        walk.seen[t] = true;
        walk.modifiers(t);
    }
    let mut chain = Vec::new();
    let mut node = thing.filter(|t| *t == at || !below(tree, *t, at)).unwrap_or(at);
    if node == at {
        walk.arguments(at);
    } else if tree.children(at).any(|c| tree.relation(c) == Relation::Cop) {
        walk.arguments(at);
        node = at;
    }
    for _ in 0..CLIMB {
        let relation = tree.relation(node);
        // An item of a list stands where the first item stands.
        let Some(head) = tree.head(node) else { break };
        if relation == Relation::Conj && !is_verb(tree, node) {
            node = head;
            if !walk.seen[head] && !counted(tree, head) {
                walk.seen[head] = true;
                walk.terms.push((Part::Nearby, head));
            }
            continue;
        }
        // The speech verb over a whole clause says who tells it, not what is told.
        if matches!(relation, Relation::Ccomp | Relation::Parataxis) {
            break;
        }
        if !run.contains(&head) {
            if content(lexicon, tree, head) && !walk.seen[head] {
                walk.seen[head] = true;
                if is_name(tree, head) { walk.terms.push((Part::Subject, head)) } else { chain.push(head) }
            }
            walk.arguments(head);
        }
        node = head;
    }
    for i in 0..tree.len() {
        if !walk.seen[i] && content(lexicon, tree, i) {
            walk.terms.push((Part::Nearby, i));
        }
    }
    Context { thing, attribute, chain, terms: walk.terms }
}

/// The noun that a value counts or measures, and whether the value describes it.
fn thing(lexicon: &Lexicon, tree: &Tree, run: &std::ops::Range<usize>, at: usize) -> Option<(usize, bool)> {
    let grammar = &lexicon.grammar;
    // "20 % of homes", "14 of the crew", "£4.6m worth of art", "three years in prison".
    let of = tree.children(at).filter(|c| !run.contains(c)).find(|c| {
        matches!(tree.relation(*c), Relation::Nmod | Relation::Obl)
            && noun(tree, *c)
            && tree.children(*c).any(|k| tree.relation(k) == Relation::Case && grammar.is(&tree.lower(k), Class::Whole))
    });
    if let Some(of) = of {
        return Some((resolve_carrier(lexicon, tree, of), false));
    }
    let copula = tree.children(at).any(|c| tree.relation(c) == Relation::Cop);
    if let Some(head) = tree.head(at).filter(|h| !run.contains(h) && !copula) {
        let up = match tree.relation(at) {
            Relation::Nummod | Relation::Compound | Relation::Amod | Relation::NmodPoss => noun(tree, head),
            // "a depth of 48 metres", "a term of six years", "a dividend of SEK 3.25"; not "the men in 12 boats".
            Relation::Nmod => {
                noun(tree, head)
                    && tree
                        .children(at)
                        .any(|k| tree.relation(k) == Relation::Case && grammar.is(&tree.lower(k), Class::AmountOf))
            }
            Relation::Appos | Relation::Dep | Relation::Flat => noun(tree, head),
            _ => false,
        };
        if up {
            return Some((resolve_carrier(lexicon, tree, head), true));
        }
        // "The bridge is 3.8 km long": the amount belongs to an adjective, and both to its subject.
        if tree.tag(head) == Tag::Adj
            && tree.child(head, &[Relation::Cop]).is_some()
            && let Some(subject) = tree.child(head, &[Relation::Nsubj]).filter(|s| noun(tree, *s))
        {
            return Some((resolve_carrier(lexicon, tree, subject), true));
        }
    }
    // "The toll is 38", "attendance: 41,206": the subject of a copula, also where the parse takes it for another part.
    if copula {
        let before = |c: &usize| *c < run.start && noun(tree, *c);
        let subject = tree.child(at, &[Relation::Nsubj]).or_else(|| {
            let loose = [Relation::Nmod, Relation::Compound, Relation::Dep, Relation::Flat, Relation::NmodPoss];
            tree.child(at, &loose).or_else(|| tree.head(at)).filter(before)
        });
        // "Agnes, who was 86": what the relative clause describes.
        let relative = |s: usize| {
            let clause = tree.path(at).find(|n| tree.relation(*n) == Relation::AclRelcl);
            if tree.tag(s) == Tag::Pron { clause.and_then(|c| tree.head(c)).unwrap_or(s) } else { s }
        };
        if let Some(s) = subject.map(relative).filter(|s| noun(tree, *s) && !run.contains(s)) {
            return Some((resolve_carrier(lexicon, tree, s), true));
        }
    }
    // "The war is in its third year", "a war that has entered its third year": the subject of the words of the value.
    let subject = run.clone().chain([at]).find_map(|i| tree.child(i, &[Relation::Nsubj, Relation::NsubjPass]));
    if let Some(subject) = subject.filter(|s| !run.contains(s)) {
        if tree.tag(subject) != Tag::Pron {
            return noun(tree, subject).then(|| (resolve_carrier(lexicon, tree, subject), true));
        }
        let clause = tree.path(at).find(|n| tree.relation(*n) == Relation::AclRelcl);
        if let Some(head) = clause.and_then(|c| tree.head(c)).filter(|h| noun(tree, *h) && !run.contains(h)) {
            return Some((head, true));
        }
    }
    chunk(tree, run).map(|t| (resolve_carrier(lexicon, tree, t), false))
}

/// Where the parse hangs a number elsewhere: the last of the adjectives and nouns right behind it.
fn chunk(tree: &Tree, run: &std::ops::Range<usize>) -> Option<usize> {
    let last = tree.tag(run.end.checked_sub(1)?);
    if last != Tag::Num {
        return None;
    }
    let end = (run.end..tree.len()).find(|i| !matches!(tree.tag(*i), Tag::Adj | Tag::Noun | Tag::Propn))?;
    (run.end..end).rev().find(|i| tree.tag(*i) == Tag::Noun)
}

/// "a total of 870 jobs", "the number of the dead": what hangs on a noun that only carries the number.
fn resolve_carrier(lexicon: &Lexicon, tree: &Tree, noun_at: usize) -> usize {
    if !lexicon.grammar.is(tree.lemma(noun_at), Class::Carrier) {
        return noun_at;
    }
    tree.children(noun_at)
        .find(|c| {
            tree.relation(*c) == Relation::Nmod
                && noun(tree, *c)
                && tree
                    .children(*c)
                    .any(|k| tree.relation(k) == Relation::Case && lexicon.grammar.is(&tree.lower(k), Class::Whole))
        })
        .unwrap_or(noun_at)
}

/// Gathers the words around a value, each once.
struct Walk<'a> {
    lexicon: &'a Lexicon,
    tree: &'a Tree<'a>,
    antecedents: &'a Antecedents,
    seen: Vec<bool>,
    terms: Vec<(Part, usize)>,
}

impl Walk<'_> {
    /// Words that narrow a noun down.
    fn modifiers(&mut self, noun_at: usize) {
        for child in self.tree.children(noun_at).collect::<Vec<_>>() {
            if self.seen[child] {
                continue;
            }
            let part = match self.tree.relation(child) {
                Relation::Amod | Relation::Compound | Relation::NmodPoss | Relation::Flat | Relation::Appos => {
                    Part::Modifier
                }
                Relation::Nmod | Relation::Acl | Relation::AclRelcl => Part::Oblique,
                _ => continue,
            };
            self.phrase(child, part, 2);
        }
    }

    /// Subject, object and the rest of a predicate.
    fn arguments(&mut self, predicate: usize) {
        for child in self.tree.children(predicate).collect::<Vec<_>>() {
            let part = match self.tree.relation(child) {
                Relation::Nsubj | Relation::Csubj => Part::Subject,
                Relation::NsubjPass | Relation::Obj | Relation::Iobj => Part::Object,
                Relation::Obl
                | Relation::Nmod
                | Relation::NmodPoss
                | Relation::Advmod
                | Relation::Xcomp
                | Relation::Appos => Part::Oblique,
                Relation::Compound | Relation::Amod | Relation::Flat => Part::Modifier,
                _ => continue,
            };
            if !self.seen[child] {
                self.phrase(child, part, 2);
            }
        }
    }

    /// The head of a phrase and what hangs on it, down to `depth` steps.
    fn phrase(&mut self, head: usize, part: Part, depth: usize) {
        if self.seen[head] {
            return;
        }
        self.seen[head] = true;
        if content(self.lexicon, self.tree, head) || self.antecedents.contains_key(&head) {
            self.terms.push((part, head));
        }
        if depth == 0 {
            return;
        }
        for child in self.tree.children(head).collect::<Vec<_>>() {
            if matches!(
                self.tree.relation(child),
                Relation::Compound
                    | Relation::Flat
                    | Relation::Amod
                    | Relation::Nmod
                    | Relation::NmodPoss
                    | Relation::Appos
                    | Relation::Conj
            ) {
                self.phrase(child, part, depth - 1);
            }
        }
    }
}

/// Whether `low` hangs, directly or not, on `high`.
fn below(tree: &Tree, low: usize, high: usize) -> bool {
    tree.path(low).skip(1).any(|n| n == high)
}

fn noun(tree: &Tree, i: usize) -> bool {
    matches!(tree.tag(i), Tag::Noun | Tag::Propn | Tag::Adj | Tag::Sym | Tag::Pron)
}

fn is_verb(tree: &Tree, i: usize) -> bool {
    matches!(tree.tag(i), Tag::Verb | Tag::Aux)
}

fn counted(tree: &Tree, i: usize) -> bool {
    tree.tag(i) == Tag::Num || tree.children(i).any(|c| tree.relation(c) == Relation::Nummod)
}

pub(super) fn is_name(tree: &Tree, i: usize) -> bool {
    tree.tag(i) == Tag::Propn
}

/// Whether the word says something about what a text is about.
pub(super) fn content(lexicon: &Lexicon, tree: &Tree, i: usize) -> bool {
    matches!(tree.tag(i), Tag::Noun | Tag::Propn | Tag::Verb | Tag::Adj | Tag::Adv)
        && !lexicon.grammar.is(&tree.lower(i), Class::Stop)
        && !lexicon.grammar.is(tree.lemma(i), Class::Stop)
        && tree.form(i).chars().any(char::is_alphabetic)
}

/// The term of a token.
pub(super) fn term(lexicon: &Lexicon, tree: &Tree, i: usize) -> Term {
    let name = is_name(tree, i);
    let lemma: CompactString = if name { tree.lower(i).into() } else { tree.lemma(i).to_lowercase().into() };
    let key = if name { lemma.clone() } else { lexicon.terms.family(&lemma).into() };
    Term { key, lemma, name }
}
