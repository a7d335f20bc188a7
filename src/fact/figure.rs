//! Mentions of quantities to facts.

use super::{Fact, Term, context, scope, stance};
use crate::article::BlockKind;
use crate::lexicon::{Class, Lexicon};
use crate::mention::{Mention, Value};
use crate::span::Span;
use crate::syntax::{Features, Relation, Tag, Tree};
use crate::value::{Axis, Hedge, Quantity};

/// Tokens between a value and its thing beyond which the evidence shows the value alone.
const REACH: usize = 9;

/// The facts of one sentence. `dates` are its date mentions, for the scope of the others.
pub(super) fn facts(
    lexicon: &Lexicon,
    tree: &Tree,
    mentions: &[Mention],
    block: BlockKind,
    locate: impl Fn(Span) -> super::Locator,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    for mention in mentions {
        let Value::Quantity(quantity) = &mention.value else { continue };
        if !telling(tree, mention, quantity) {
            continue;
        }
        let at = tree.top(mention.tokens.clone());
        let mut around = context::read(lexicon, tree, mention.tokens.clone(), at);
        // "Ana Lund 45.8, Olaf Brandt 37.9": a bare number beside a name says nothing of what it counts.
        let bare = matches!(quantity.axis, Axis::Count | Axis::Number);
        if bare && around.thing.is_some_and(|t| context::is_name(tree, t)) {
            around.thing = None;
        }
        if around.thing.is_none() && around.chain.is_empty() {
            around.thing = label(lexicon, tree, mention);
            around.terms.retain(|(_, i)| Some(*i) != around.thing);
        }
        if around.thing.is_none() && around.chain.is_empty() {
            continue;
        }
        if quantity.axis == Axis::PlanSize {
            // The words of the value name the plan.
            around.thing = mention.tokens.clone().rev().find(|i| tree.tag(*i) == Tag::Noun).or(around.thing);
            around.attribute = true;
        }
        let mut stance = stance::read(lexicon, tree, at);
        let mut scope = scope::read(lexicon, tree, at, around.thing);
        scope.per = quantity.per.clone();
        stance.former |= around.thing.is_some_and(|t| replaced(lexicon, tree, t));
        changed_from(lexicon, tree, mention, mentions, &mut stance);
        for other in mentions {
            let Value::Quantity(q) = &other.value else { continue };
            if q.axis == Axis::Date
                && other.span != mention.span
                && same_clause(tree, at, tree.top(other.tokens.clone()))
            {
                scope.time.push(q.hard);
            }
        }
        scope.background |= looks_back(lexicon, tree, mention, at, &around);
        let span = evidence(tree, mention, around.thing);
        let to_term = |i: usize| context::term(lexicon, tree, i);
        let mut terms: Vec<_> = around.terms.iter().map(|(part, i)| (*part, to_term(*i))).collect();
        terms.sort();
        terms.dedup();
        let chain: Vec<Term> = around.chain.iter().map(|i| to_term(*i)).collect();
        facts.push(Fact {
            kind: mention.kind,
            value: Quantity::clone(quantity),
            written: mention.span.of(tree.text).into(),
            thing: around.thing.map(to_term),
            attribute: around.attribute
                && !matches!(quantity.axis, Axis::Count | Axis::Number | Axis::Date | Axis::Ordinal),
            chain,
            terms,
            scope,
            stance,
            locator: locate(span),
            block,
        });
    }
    facts
}

/// Whether another article could contradict it: superlatives ("the largest plant") and words such as "both", "several" or
/// "many" set no value against which another could stand.
fn telling(tree: &Tree, mention: &Mention, quantity: &Quantity) -> bool {
    let mut words = mention.tokens.clone();
    let superlative = words.any(|i| tree.words[i].features.has(Features::SUPERLATIVE));
    let vague = quantity.hedge == Some(Hedge::Vague) && quantity.typical.high.is_none();
    let pronoun = mention.tokens.clone().all(|i| matches!(tree.tag(i), Tag::Det | Tag::Pron | Tag::Cconj));
    !(superlative && quantity.axis == Axis::Ordinal) && !vague && !pronoun
}

/// The words of the value and, where it stands near, the noun that it measures.
fn evidence(tree: &Tree, mention: &Mention, thing: Option<usize>) -> Span {
    match thing {
        Some(t) if t + REACH >= mention.tokens.start && t <= mention.tokens.end + REACH => {
            mention.span.cover(tree.span(t))
        }
        _ => mention.span,
    }
}

/// "Still missing: 24": the last noun, adjective or participle before a colon that stands before the value.
fn label(lexicon: &Lexicon, tree: &Tree, mention: &Mention) -> Option<usize> {
    let colon = (0..mention.tokens.start).rev().find(|i| tree.form(*i) == ":")?;
    (0..colon).rev().find(|i| context::content(lexicon, tree, *i))
}

/// "a 28-point plan that has since been revised": a clause on the thing says that it was changed.
fn replaced(lexicon: &Lexicon, tree: &Tree, thing: usize) -> bool {
    tree.children(thing).any(|c| {
        matches!(tree.relation(c), Relation::AclRelcl | Relation::Acl)
            && tree.words[c].features.has(Features::PARTICIPLE)
            && lexicon.grammar.is(tree.lemma(c), Class::Replace)
            && tree.child(c, &[Relation::AuxPass]).is_some()
    })
}

/// Marks the start of a change ("from 28 to 20") as a former value.
fn changed_from(lexicon: &Lexicon, tree: &Tree, mention: &Mention, mentions: &[Mention], stance: &mut super::Stance) {
    let Some(before) = mention.tokens.start.checked_sub(1) else { return };
    if !lexicon.grammar.is(&tree.lower(before), Class::ChangeFrom) {
        return;
    }
    stance.former |= mentions.iter().any(|m| {
        m.kind == mention.kind
            && m.tokens.start > mention.tokens.end
            && m.tokens.start <= mention.tokens.end + 4
            && lexicon.grammar.is(&tree.lower(m.tokens.start - 1), Class::ChangeTo)
    });
}

/// Whether the clause of the value points at an earlier event.
fn looks_back(lexicon: &Lexicon, tree: &Tree, mention: &Mention, at: usize, around: &context::Context) -> bool {
    let nodes = around.thing.into_iter().chain(around.chain.iter().copied()).chain([at]);
    nodes.into_iter().any(|node| {
        tree.children(node).any(|c| {
            matches!(tree.relation(c), Relation::Amod | Relation::Advmod)
                && !mention.tokens.contains(&c)
                && lexicon.grammar.is(&tree.lower(c), Class::Background)
        })
    })
}

/// Whether both tokens hang in one clause.
fn same_clause(tree: &Tree, a: usize, b: usize) -> bool {
    let clause = |i: usize| tree.path(i).find(|n| tree.tag(*n) == Tag::Verb || tree.head(*n).is_none());
    clause(a) == clause(b)
}
