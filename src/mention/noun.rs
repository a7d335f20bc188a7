//! What a value counts or measures, by the parse.

use super::{Kind, Mention};
use crate::syntax::{Relation, Tag, Tree};

/// The token of the noun that a mention counts ("14 *people*", "20 % of the *votes*", "a four-year *war*"); none where no
/// noun is named, and for dates and times.
pub fn noun(tree: &Tree<'_>, mention: &Mention) -> Option<usize> {
    if matches!(mention.kind, Kind::Date | Kind::Time | Kind::Name | Kind::Quote | Kind::Term) {
        return None;
    }
    let run = mention.tokens.start..mention.tokens.end.min(tree.len());
    if run.is_empty() {
        return None;
    }
    let top = tree.top(run.clone());
    // The mention holds the noun itself ("a 20-point plan").
    if mention.kind == Kind::Number && top + 1 == run.end && is_noun(tree, top) {
        return Some(top);
    }
    // "14 people", "both sides", "a 20-foot wall", "the third attempt": the number hangs on the noun.
    let hangs = matches!(
        tree.relation(top),
        Relation::Nummod | Relation::Det | Relation::Amod | Relation::Compound | Relation::NmodPoss | Relation::Advmod
    );
    if let Some(head) = tree.head(top).filter(|h| hangs && is_noun(tree, *h) && *h > top) {
        return Some(head);
    }
    // "20 % of the votes", "two of the boats": the noun hangs on the number or its unit.
    tree.children(top).find(|c| *c >= run.end && tree.relation(*c) == Relation::Nmod && is_noun(tree, *c))
}

fn is_noun(tree: &Tree<'_>, i: usize) -> bool {
    matches!(tree.tag(i), Tag::Noun | Tag::Propn)
}
