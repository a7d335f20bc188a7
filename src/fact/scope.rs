//! What narrows a value down: part of what, when, per what, on top of what.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::lexicon::{Class, Lexicon};
use crate::syntax::{Relation, Tag, Tree};
use crate::value::Interval;

/// The limits within which a value holds. Values of different scopes are not compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// Days that the clause names, in days since 1970-01-01.
    pub time: Vec<Interval>,
    /// The unit of a rate ("a year", "per share").
    pub per: Option<CompactString>,
    /// It adds to a count that stands elsewhere ("three others").
    pub additional: bool,
    /// It is a part of a count that stands elsewhere ("13 of them", "including two children").
    pub part: bool,
    /// It counts without some ("excluding the gunman").
    pub excluding: bool,
    /// It is one item of a list of amounts ("112 passengers and 16 crew").
    pub listed: bool,
    /// The clause looks back at an earlier event ("in 1998", "last year", "two years ago").
    pub background: bool,
}

/// Reads the marks of scope on a value (`at` is its top, `thing` the noun that it measures).
pub(super) fn read(lexicon: &Lexicon, tree: &Tree, at: usize, thing: Option<usize>) -> Scope {
    let grammar = &lexicon.grammar;
    let mut scope = Scope::default();
    for node in [Some(at), thing].into_iter().flatten() {
        for child in tree.children(node) {
            let word = tree.lower(child);
            match tree.relation(child) {
                Relation::Amod | Relation::Det | Relation::Advmod | Relation::Nummod => {
                    scope.additional |= grammar.is(&word, Class::Additional);
                }
                Relation::Case | Relation::Advcl | Relation::Acl => scope.part |= grammar.is(&word, Class::Including),
                Relation::Nmod => {
                    // "13 of them", "two of the victims": a part where a word for people stands with "of".
                    let of = tree
                        .children(child)
                        .any(|c| tree.relation(c) == Relation::Case && grammar.is(&tree.lower(c), Class::Whole));
                    scope.part |= of && node == at && tree.tag(at) == Tag::Num && thing.is_none_or(|t| t == child);
                    scope.excluding |= tree.children(child).any(|c| grammar.is(&tree.lower(c), Class::Excluding));
                }
                Relation::Conj => scope.listed |= counted(tree, child),
                _ => {}
            }
        }
        if tree.relation(node) == Relation::Conj {
            scope.listed |= tree.head(node).is_some_and(|h| counted(tree, h));
        }
        if grammar.is(&tree.lower(node), Class::Additional) {
            scope.additional = true;
        }
    }
    // The verb right above the value may itself be the mark: "including", "among them".
    if let Some(head) = thing.or(Some(at)).and_then(|n| tree.head(n)) {
        scope.part |= grammar.is(&tree.lower(head), Class::Including) && tree.tag(head) != Tag::Noun;
    }
    scope
}

/// Whether the noun carries a number.
fn counted(tree: &Tree, noun: usize) -> bool {
    tree.tag(noun) == Tag::Num || tree.children(noun).any(|c| tree.relation(c) == Relation::Nummod)
}
