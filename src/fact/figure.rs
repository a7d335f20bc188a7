//! Mentions of quantities to facts.

use super::antecedent::{self, Antecedents};
use super::{Fact, Part, Term, context, scope, stance};
use crate::article::BlockKind;
use crate::lexicon::{Class, Lexicon, OverTime};
use crate::mention::{Kind, Mention, NameKind, Value};
use crate::span::Span;
use crate::syntax::{Features, Relation, Tag, Tree};
use crate::value::{Axis, Hedge, Interval, Quantity, Rational};

/// Tokens between a value and its thing beyond which the evidence shows the value alone.
const REACH: usize = 9;

/// What the article has said around a sentence.
pub(super) struct Around<'a> {
    /// Names in the sentence.
    pub names: &'a [Mention],
    /// What its pronouns and definite nouns stand for.
    pub antecedents: &'a Antecedents,
    /// The person last named.
    pub person: Option<Vec<Term>>,
    /// Content words of the sentence before.
    pub before: &'a [Term],
}

/// The facts of one sentence.
pub(super) fn facts(
    lexicon: &Lexicon,
    tree: &Tree,
    mentions: &[Mention],
    said: &Around,
    block: BlockKind,
    locate: impl Fn(Span) -> super::Locator,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    for mention in mentions {
        let Value::Quantity(quantity) = &mention.value else { continue };
        if !telling(lexicon, tree, mention, quantity) || of_name(said, mention, quantity) {
            continue;
        }
        let mut value = Quantity::clone(quantity);
        let at = top(tree, mention);
        let mut around = context::read(lexicon, tree, said.antecedents, mention.tokens.clone(), at);
        // The unit of the next value is nothing that is measured ("from 14 to 22 kilometres").
        let unit = |t: usize| {
            let of =
                |m: &Mention| matches!(m.value, Value::Quantity(_)) && m.span != mention.span && m.tokens.contains(&t);
            mentions.iter().any(of)
        };
        around.thing = around.thing.filter(|t| !unit(*t));
        around.chain.retain(|t| !unit(*t));
        // "Of whom 13", "three of them": the pronoun is no thing unless it is known what it stands for.
        let empty = |t: &usize| tree.tag(*t) == Tag::Pron && !said.antecedents.contains_key(t);
        around.thing = around.thing.filter(|t| !empty(t));
        let person = around.thing.and_then(|t| person(tree, said, t));
        let mut kind = mention.kind;
        if let Some((length, of)) = rolled(lexicon, &value).map(|q| (q, Kind::Duration)) {
            (value, kind) = (length, of);
        }
        let bare = matches!(value.axis, Axis::Count | Axis::Number);
        let aged = bare && may_be_age(&value);
        let beside = person_before(lexicon, tree, said, mention).filter(|_| aged || value.axis == Axis::Age);
        if aged && (beside.is_some() || is_age(lexicon, tree, said, mention, at, around.thing, person.is_some())) {
            value = age(value);
            kind = Kind::Age;
        } else if bare && around.thing.is_some_and(|t| context::is_name(tree, t)) {
            // "Ana Lund 45.8, Olaf Brandt 37.9": a bare number beside a name says nothing of what it counts.
            around.thing = None;
        }
        if bare && around.thing.is_some_and(|t| lexicon.grammar.is(tree.lemma(t), Class::Hollow)) {
            continue;
        }
        if around.thing.is_none() && around.chain.is_empty() {
            around.thing = label(lexicon, tree, mention);
            around.terms.retain(|(_, i)| Some(*i) != around.thing);
        }
        let alone = around.thing.is_none() && around.chain.is_empty() && around.terms.is_empty();
        if alone && value.axis != Axis::Age && !speaks(&value) {
            continue;
        }
        if value.axis == Axis::PlanSize {
            // The words of the value name the plan.
            around.thing = mention.tokens.clone().rev().find(|i| tree.tag(*i) == Tag::Noun).or(around.thing);
            around.attribute = true;
        }
        if value.axis == Axis::Ordinal
            && mention.tokens.len() > 1
            && tree.tag(mention.tokens.clone().last().unwrap_or(at)) == Tag::Num
        {
            // "Row 38": what is numbered stands before the number.
            around.thing = Some(mention.tokens.start).filter(|i| context::content(lexicon, tree, *i)).or(around.thing);
        }
        let mut stance = stance::read(lexicon, tree, at);
        let mut scope = scope::read(lexicon, tree, at, around.thing);
        scope.per = value.per.clone();
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
        let mut terms: Vec<(Part, Term)> = Vec::new();
        for (part, i) in &around.terms {
            match said.antecedents.get(i) {
                Some(stand_for) => {
                    terms.extend(stand_for.iter().map(|t| (*part, t.clone())));
                    terms.extend(context::content(lexicon, tree, *i).then(|| (*part, to_term(*i))));
                }
                None => terms.push((*part, to_term(*i))),
            }
        }
        let mut thing = around.thing.map(to_term);
        // Whose age it is: the person named or meant, by the family name.
        let bearer = beside.or(person).or_else(|| said.person.clone().filter(|_| thing.is_none()));
        if let (Axis::Age, Some(bearer)) = (&value.axis, bearer) {
            terms.extend(bearer.iter().skip(1).map(|t| (Part::Modifier, t.clone())));
            thing = bearer.into_iter().next();
        } else if let Some(stand_for) = around.thing.and_then(|t| said.antecedents.get(&t)) {
            // "It is 3.8 km long", "the plant": a pronoun is replaced, a noun is narrowed down.
            let pronoun = around.thing.is_some_and(|t| tree.tag(t) == Tag::Pron);
            let mut rest = stand_for.iter();
            if pronoun {
                thing = rest.next().cloned();
            }
            terms.extend(rest.map(|t| (Part::Modifier, t.clone())));
        }
        let beside = close(lexicon, tree, mention, mentions);
        terms.extend(beside.into_iter().map(|i| (Part::Close, to_term(i))));
        terms.extend(said.before.iter().map(|t| (Part::Before, t.clone())));
        terms.sort();
        terms.dedup();
        let chain: Vec<Term> = around.chain.iter().map(|i| to_term(*i)).collect();
        let moving = thing.iter().chain(&chain).chain(terms.iter().filter(|(p, _)| *p == Part::Close).map(|(_, t)| t));
        let over_time = moving.map(|t| lexicon.terms.over_time(&t.lemma)).find(|o| *o != OverTime::Fixed);
        facts.push(Fact {
            over_time: over_time.unwrap_or_default(),
            window: window(lexicon, tree, mention),
            kind,
            written: mention.span.of(tree.text).into(),
            thing,
            attribute: around.attribute
                && !matches!(value.axis, Axis::Count | Axis::Number | Axis::Date | Axis::Ordinal),
            value,
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

/// The content words of the sentence by their distance from the value.
fn window(lexicon: &Lexicon, tree: &Tree, mention: &Mention) -> Vec<(u8, Term)> {
    let run = &mention.tokens;
    let away = |i: usize| if i < run.start { run.start - i } else { i + 1 - run.end };
    let mut all: Vec<(u8, Term)> = (0..tree.len())
        .filter(|i| !run.contains(i) && context::content(lexicon, tree, *i))
        .map(|i| (u8::try_from(away(i)).unwrap_or(u8::MAX), context::term(lexicon, tree, i)))
        .collect();
    all.sort();
    let mut met = std::collections::BTreeSet::new();
    all.retain(|(_, term)| met.insert(term.clone()));
    all
}

/// Tokens on each side of a value that are looked at for what stands right beside it.
const BESIDE: usize = 6;

/// Content words beside a value, up to the next value or comma on each side.
fn close(lexicon: &Lexicon, tree: &Tree, mention: &Mention, mentions: &[Mention]) -> Vec<usize> {
    let run = &mention.tokens;
    let other = |i: usize| mentions.iter().any(|m| m.tokens != *run && m.tokens.contains(&i));
    let ends = |i: &usize| other(*i) || matches!(tree.form(*i), "," | ";" | ":" | "(" | ")" | "–" | "—");
    let after = (run.end..tree.len().min(run.end + BESIDE)).take_while(|i| !ends(i));
    let before = (run.start.saturating_sub(BESIDE)..run.start).rev().take_while(|i| !ends(i));
    before.chain(after).filter(|i| context::content(lexicon, tree, *i)).collect()
}

/// The highest token of a value. Of several that hang outside, the one that counts a noun ("sixty-four houses").
fn top(tree: &Tree, mention: &Mention) -> usize {
    let run = mention.tokens.clone();
    let outside = |i: &usize| tree.head(*i).is_none_or(|h| !run.contains(&h));
    let counts = run.clone().rev().filter(outside).find(|i| tree.relation(*i) == Relation::Nummod);
    counts.unwrap_or_else(|| tree.top(run.clone()))
}

/// The name of the person whom a token names or stands for, the family name first.
fn person(tree: &Tree, said: &Around, at: usize) -> Option<Vec<Term>> {
    named(said, at).or_else(|| said.antecedents.get(&at).filter(|_| tree.tag(at) == Tag::Pron).cloned())
}

/// The person whose name a token is a part of.
fn named(said: &Around, at: usize) -> Option<Vec<Term>> {
    let name = said.names.iter().find(|m| m.tokens.contains(&at)).and_then(|m| match &m.value {
        Value::Name(name) if name.kind == NameKind::Person => Some(antecedent::terms_of(name)),
        _ => None,
    });
    name.filter(|t| !t.is_empty())
}

/// Whether a bare number may be an age.
fn may_be_age(value: &Quantity) -> bool {
    value.pair.is_none() && value.number.is_some_and(|n| n.is_integer() && (1..=110).contains(&n.to_integer()))
}

/// "Ana Lund, 54, takes over", "Ana Lund, now fifty-four,": the person named right before, between commas or brackets.
fn person_before(lexicon: &Lexicon, tree: &Tree, said: &Around, mention: &Mention) -> Option<Vec<Term>> {
    let run = &mention.tokens;
    if let Some(name) = person_is(lexicon, tree, said, run) {
        return Some(name);
    }
    let first = (0..run.start).rev().find(|i| tree.tag(*i) != Tag::Adv).map_or(0, |i| i + 1);
    let spelled = run.len() > 1 && run.clone().all(|i| matches!(tree.tag(i), Tag::Num | Tag::Punct));
    let run = &(first..run.end);
    let opens = run.start.checked_sub(1).is_some_and(|i| matches!(tree.form(i), "," | "("));
    let closes = run.end >= tree.len() || matches!(tree.form(run.end), "," | ")" | "." | ";");
    let name = run.start.checked_sub(2).filter(|_| opens && closes && (mention.tokens.len() == 1 || spelled))?;
    named(said, name)
}

/// "Ana Lund is only fifty-four", "She was 54 when": the person before the copula.
fn person_is(lexicon: &Lexicon, tree: &Tree, said: &Around, run: &std::ops::Range<usize>) -> Option<Vec<Term>> {
    let subject = before_copula(lexicon, tree, run)?;
    let relative = || {
        let name = subject.checked_sub(1).map(|i| i - usize::from(tree.form(i) == "," && i > 0))?;
        (tree.tag(subject) == Tag::Pron && !pronoun(lexicon, tree, subject)).then(|| named(said, name)).flatten()
    };
    person(tree, said, subject).or_else(relative)
}

/// The token before a copula and adverbs that end at a number after which nothing is counted.
fn before_copula(lexicon: &Lexicon, tree: &Tree, run: &std::ops::Range<usize>) -> Option<usize> {
    let ends = matches!(
        tree.words.get(run.end).map_or(Tag::Punct, |w| w.tag),
        Tag::Punct | Tag::Cconj | Tag::Sconj | Tag::Adv | Tag::Adp | Tag::Pron | Tag::Verb | Tag::Aux
    );
    let goes_on =
        run.end < tree.len() && (lexicon.grammar.is(&tree.lower(run.end), Class::Whole) || tree.form(run.end) == "-");
    let copula = (0..run.start).rev().find(|i| tree.tag(*i) != Tag::Adv)?;
    (ends && !goes_on && tree.tag(copula) == Tag::Aux).then(|| copula.checked_sub(1)).flatten()
}

/// "She is 54", "a woman of 80", "at 45 she": a number that can only be somebody's age.
fn is_age(
    lexicon: &Lexicon,
    tree: &Tree,
    said: &Around,
    mention: &Mention,
    at: usize,
    thing: Option<usize>,
    person: bool,
) -> bool {
    let grammar = &lexicon.grammar;
    // Whoever "he" is, here an age is told.
    if before_copula(lexicon, tree, &mention.tokens).is_some_and(|i| pronoun(lexicon, tree, i)) {
        return true;
    }
    let human = |i: usize| grammar.is(tree.lemma(i), Class::Person) && tree.tag(i) == Tag::Noun;
    let rest =
        |c: usize| matches!(tree.relation(c), Relation::Nmod | Relation::Obl | Relation::Case | Relation::Nummod);
    let follows = tree.children(at).any(|c| c > at && rest(c));
    let copula = tree.children(at).any(|c| tree.relation(c) == Relation::Cop);
    if copula && !follows && (person || thing.is_some_and(human)) {
        return true;
    }
    let case = tree.child(at, &[Relation::Case]).map(|c| tree.lower(c));
    let of = case.as_deref().is_some_and(|c| grammar.is(c, Class::Whole));
    if of && !follows && tree.head(at).is_some_and(human) {
        return true;
    }
    // "At 45 she could have a long run."
    let next =
        mention.tokens.end + usize::from(mention.tokens.end < tree.len() && tree.form(mention.tokens.end) == ",");
    let subject = next < tree.len() && (named(said, next).is_some() || pronoun(lexicon, tree, next));
    let before = mention.tokens.start.checked_sub(1).map(|i| tree.lower(i));
    subject && before.is_some_and(|b| grammar.is(&b, Class::AtPlace)) && mention.tokens.start == 1
}

/// "Over the next ten years" tells how long rather than when.
fn rolled(lexicon: &Lexicon, value: &Quantity) -> Option<Quantity> {
    let count = value.pair.filter(|_| value.axis == Axis::Date)?;
    let unit = lexicon.quantities.unit(value.unit.as_deref()?)?;
    let days = Interval::point(crate::value::times(count, unit.factor)?);
    Some(Quantity { axis: Axis::Duration, number: Some(count), pair: None, hard: days, typical: days, ..value.clone() })
}

fn pronoun(lexicon: &Lexicon, tree: &Tree, i: usize) -> bool {
    let (word, roles) = (tree.lower(i), &lexicon.titles.roles);
    roles.he.contains(&*word) || roles.she.contains(&*word)
}

/// The number as an age in years.
fn age(mut value: Quantity) -> Quantity {
    value.axis = Axis::Age;
    value.unit = Some(YEAR.into());
    if let (None, Some(n)) = (value.hedge, value.number) {
        value.hard = Interval::half_open(n, n + Rational::from_integer(1));
        value.typical = value.hard;
    }
    value
}

/// Id of the unit of ages.
const YEAR: &str = "year";

/// Whether another article could contradict it: superlatives ("the largest plant") and words such as "both", "several" or
/// "many" set no value against which another could stand.
fn telling(lexicon: &Lexicon, tree: &Tree, mention: &Mention, quantity: &Quantity) -> bool {
    let mut words = mention.tokens.clone();
    let superlative = words.any(|i| tree.words[i].features.has(Features::SUPERLATIVE));
    let vague = quantity.hedge == Some(Hedge::Vague) && quantity.typical.high.is_none();
    let end = mention.tokens.end;
    // "One of the largest plants" tells of one that is meant, not of how many there are.
    let one = matches!(quantity.axis, Axis::Count | Axis::Number)
        && quantity.number == Some(Rational::from_integer(1))
        && (quantity.hedge.is_some() || (end < tree.len() && lexicon.grammar.is(&tree.lower(end), Class::Whole)));
    let pronoun = mention.tokens.clone().all(|i| matches!(tree.tag(i), Tag::Det | Tag::Pron | Tag::Cconj));
    // "The second-largest" ranks by a number, "the largest" by a word alone.
    let ranked = quantity.axis == Axis::Ordinal && quantity.hedge.is_none();
    !(superlative && quantity.axis == Axis::Ordinal && !ranked) && !vague && !pronoun && !one
}

/// Whether a value with no word about it may still answer a question, by the sentence before: "68,400 shillings!", "In all it
/// is 310 terabytes."
fn speaks(value: &Quantity) -> bool {
    let measured = matches!(value.axis, Axis::Money(_) | Axis::Measure(_) | Axis::Share | Axis::Duration | Axis::Score);
    let bare = matches!(value.axis, Axis::Count | Axis::Number);
    measured || bare && value.number.is_some_and(|n| !n.is_integer() || n >= Rational::from_integer(100))
}

/// "June Whitmore", "Sunday Adeyemi": a word of the calendar that is somebody's given name.
fn of_name(said: &Around, mention: &Mention, quantity: &Quantity) -> bool {
    let run = &mention.tokens;
    quantity.axis == Axis::Date
        && run.len() == 1
        && said.names.iter().any(|n| {
            let person = matches!(&n.value, Value::Name(name) if name.kind == NameKind::Person);
            person && n.tokens.contains(&run.start) && n.tokens.end > run.end
        })
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
