//! Who says it, and how firmly.

use serde::{Deserialize, Serialize};

use crate::lexicon::{Class, Lexicon};
use crate::syntax::{Features, Relation, Tag, Tree};

/// How a statement stands to the truth, as the article presents it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stance {
    /// Said by somebody whom the article names ("the ministry said").
    pub reported: bool,
    /// The article leaves the truth open ("claims", "reckons").
    pub claimed: bool,
    /// Inside quotation marks.
    pub quoted: bool,
    /// Denied.
    pub negated: bool,
    /// Possible only, or under a condition.
    pub hypothetical: bool,
    /// A plan, wish, forecast or offer.
    pub forecast: bool,
    /// In the future.
    pub future: bool,
    /// Presented as a value that no longer holds ("initially", "from 28 to ..").
    pub former: bool,
}

impl Stance {
    /// Whether the article gives it as a plain, present statement of its own or of a plain source.
    pub fn plain(self) -> bool {
        !self.claimed && !self.negated && !self.hypothetical && !self.former
    }
}

/// Reads the stance of what hangs on token `at` (the top of a value).
pub(super) fn read(lexicon: &Lexicon, tree: &Tree, at: usize) -> Stance {
    let grammar = &lexicon.grammar;
    let mut stance = Stance { quoted: quoted(tree, at), ..Stance::default() };
    let mut clauses = 0;
    for node in tree.path(at) {
        let lemma = tree.lemma(node);
        let verb = matches!(tree.tag(node), Tag::Verb | Tag::Aux);
        if node != at && verb {
            stance.reported |= clauses > 0 && grammar.is(lemma, Class::Speech);
            stance.claimed |= clauses > 0 && grammar.is(lemma, Class::Claim);
        }
        if node != at && matches!(tree.tag(node), Tag::Verb | Tag::Noun | Tag::Adj) {
            stance.forecast |= grammar.is(lemma, Class::Forecast);
        }
        // Words of the verb group and adverbs of the clauses that the value stands in.
        for child in tree.children(node) {
            let word = tree.lower(child);
            match tree.relation(child) {
                Relation::Aux | Relation::AuxPass if clauses < 2 => {
                    if grammar.is(&word, Class::Future) {
                        stance.future = true;
                    } else if grammar.is(&word, Class::Modal) {
                        stance.hypothetical = true;
                    }
                }
                Relation::Advmod | Relation::Det | Relation::Cc if clauses < 2 => {
                    stance.negated |= grammar.is(&word, Class::Negation);
                    stance.former |=
                        clauses == 0 && tree.relation(child) == Relation::Advmod && grammar.is(&word, Class::Formerly);
                    stance.hypothetical |= grammar.is(&word, Class::Modal);
                }
                Relation::Mark if clauses < 2 => stance.hypothetical |= grammar.is(&word, Class::Condition),
                Relation::Obl | Relation::Nmod => {
                    // "according to X"
                    stance.reported |= tree.children(child).any(|c| grammar.is(&tree.lower(c), Class::According));
                }
                Relation::Parataxis | Relation::Ccomp => {
                    // "14 people died, the coast guard said": the speech verb hangs below.
                    let lemma = tree.lemma(child);
                    stance.reported |= grammar.is(lemma, Class::Speech);
                    stance.claimed |= grammar.is(lemma, Class::Claim);
                }
                _ => {}
            }
        }
        if verb && tree.words[node].features.has(Features::INFINITIVE) {
            // "is to begin", "plans to cut": not yet done.
            stance.future = true;
        }
        if matches!(
            tree.relation(node),
            Relation::Ccomp
                | Relation::Advcl
                | Relation::AclRelcl
                | Relation::Parataxis
                | Relation::Root
                | Relation::Csubj
        ) {
            clauses += 1;
        }
        // Beyond the clause only who says it matters.
        if clauses > 3 {
            break;
        }
    }
    stance
}

/// Whether the token stands between quotation marks of its sentence.
pub(super) fn quoted(tree: &Tree, at: usize) -> bool {
    let opening = |s: &str| matches!(s, "“" | "„" | "«" | "``" | "‘");
    let closing = |s: &str| matches!(s, "”" | "»" | "''");
    let mut open = false;
    for i in 0..at {
        let form = tree.form(i);
        if opening(form) {
            open = true;
        } else if closing(form) {
            open = false;
        } else if form == "\"" {
            // A straight mark closes where it stands right behind a word: the sentence may have begun inside a quotation.
            let glued = i > 0 && tree.span(i - 1).end == tree.span(i).start;
            open = !glued;
        }
    }
    open
}
