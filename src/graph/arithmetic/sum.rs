//! Parts and total; what remains of a whole.

use super::line::{Line, Step, alike, one};
use super::{Equation, Found, Operation, ZERO, middle};
use crate::lexicon::{Class, Lexicon};
use crate::value::{Quantity, Rational};

/// Words between two items of a list, and words that may stand between the sign that parts them and the second.
const LABEL: usize = 8;
const LEAD: usize = 3;

/// Share of the total within which the parts must come to it: further away they are parts of something else.
const NEAR: (i128, i128) = (7, 5);

/// Amounts that are listed.
struct List {
    /// Facts, as far as the items are facts.
    facts: Vec<usize>,
    parts: Vec<Quantity>,
    /// Steps of the first item, and one past the label of the last.
    start: usize,
    end: usize,
    /// Whether the last item is all the rest.
    rest: bool,
}

pub(super) fn find(lexicon: &Lexicon, line: &Line, before: Option<&Line>) -> Vec<Found> {
    let mut found = Vec::new();
    found.extend(totals_before(lexicon, line, before));
    found.extend(results(line, before, Class::Makes, Operation::Sum));
    found.extend(results(line, before, Class::Leaves, Operation::Difference));
    found
}

/// The longest list that begins at a step.
fn list(line: &Line, start: usize) -> Option<List> {
    let first = line.value(start)?;
    let kind = &line.fact(first).value;
    let mut list = List { facts: vec![first], parts: vec![kind.clone()], start, end: start + 1, rest: false };
    let mut at = start;
    while let Some(next) = next_item(line, at) {
        match line.value(next) {
            Some(i) if alike(kind, &line.fact(i).value) && !line.fact(i).scope.additional => {
                list.facts.push(i);
                list.parts.push(line.fact(i).value.clone());
            }
            None if kind.axis.counts() => list.parts.push(one()),
            _ => break,
        }
        at = next;
    }
    list.end = at + 1;
    while matches!(line.steps.get(list.end), Some(Step::Word(_) | Step::Mark('-'))) && list.end - at < LABEL {
        list.rest |= line.is(list.end, Class::Remainder);
        list.end += 1;
    }
    (list.parts.len() > 1 && alike(kind, kind)).then_some(list)
}

/// The step of the next item: after a label, one sign that parts items, and few words.
fn next_item(line: &Line, at: usize) -> Option<usize> {
    let mut parted = None;
    let mut next = at + 1;
    loop {
        let joint = line.mark(next).is_some_and(|c| matches!(c, ',' | ';')) || line.is(next, Class::And);
        match line.steps.get(next)? {
            Step::Value(_) => return parted.filter(|p| leads(line, *p, next)).map(|_| next),
            Step::One if parted == Some(next) => return Some(next),
            _ if joint => {
                if parted.is_some_and(|p| p != next) {
                    return None;
                }
                parted = Some(next + 1);
            }
            Step::Mark('-' | '\'' | '’') | Step::Word(_) | Step::One => {}
            Step::Mark(_) => return None,
        }
        next += 1;
        if next > at + LABEL + LEAD || parted.is_some_and(|p| next > p + LEAD) {
            return None;
        }
    }
}

/// Whether the words between the sign that parts items and a value only carry the value ("a crew of 14").
fn leads(line: &Line, from: usize, to: usize) -> bool {
    from == to || line.is(to - 1, Class::Whole) && !line.any(from..to, Class::Including)
}

/// How the words tie a total to the list after it.
enum Tie {
    Sure,
    Loose,
}

fn totals_before(lexicon: &Lexicon, line: &Line, before: Option<&Line>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut covered = 0;
    for (start, first) in line.values() {
        if start < covered {
            continue;
        }
        let Some(list) = list(line, start) else { continue };
        let kind = &line.fact(first).value;
        let fits = |i: &usize| alike(kind, &line.fact(*i).value);
        let here = line.values().take_while(|(at, _)| *at < start).filter(|(_, i)| fits(i)).last();
        let (total, tie) = match here {
            Some((at, i)) => match tie(lexicon, line, at, &list) {
                Some(tie) => (i, tie),
                None => continue,
            },
            None => {
                let last = before.and_then(|b| b.values().rfind(|(_, i)| fits(i)));
                let Some((_, i)) = last else { continue };
                (i, Tie::Loose)
            }
        };
        let result = &line.fact(total).value;
        let sum: Rational = list.parts.iter().filter_map(middle).sum();
        let Some(whole) = middle(result).filter(|w| *w > ZERO) else { continue };
        let ten = Rational::from_integer(10);
        let off = |n: i128| whole * Rational::from_integer(n) / ten;
        if sum < off(NEAR.0) || sum > off(10 + NEAR.1) || list.parts.iter().any(|p| middle(p) >= Some(whole)) {
            continue;
        }
        let sure = matches!(tie, Tie::Sure) && sum <= off(12);
        let complete = matches!(tie, Tie::Sure) && (list.rest || both_sorts(lexicon, line, &list));
        let equation = Equation { operation: Operation::Sum, parts: list.parts, total: result.clone(), complete };
        covered = list.end;
        let mut facts = list.facts;
        facts.push(total);
        found.push(Found { equation, facts, sure });
    }
    found
}

/// "Nine men and three women" at the end of a sentence: two sorts of people are all that there are.
fn both_sorts(lexicon: &Lexicon, line: &Line, list: &List) -> bool {
    let thing = |i: &usize| line.fact(*i).thing.as_ref();
    let general = |i: &usize| thing(i).is_some_and(|t| lexicon.grammar.is(&t.lemma, Class::Person));
    let ends = matches!(line.mark(list.end), Some('.') | None) && list.end + 1 >= line.steps.len();
    let bare = list.end - list.start == 5;
    list.facts.len() == 2
        && ends
        && bare
        && list.facts.iter().all(general)
        && thing(&list.facts[0]) != thing(&list.facts[1])
}

/// How the words between a total at a step and a list tie them.
fn tie(lexicon: &Lexicon, line: &Line, total: usize, list: &List) -> Option<Tie> {
    let gap = total + 1..list.start;
    let last = list.start - 1;
    if gap.is_empty() || gap.clone().any(|at| matches!(line.mark(at), Some('.' | '?' | '!'))) || gap.len() > 3 * LABEL {
        return None;
    }
    // A count that leaves out or adds is no total.
    let scope = &line.fact(line.value(total)?).scope;
    if scope.additional || scope.excluding || line.any(gap.clone(), Class::Excluding) {
        return None;
    }
    if line.any(last.saturating_sub(1)..list.start, Class::Including)
        && !line.any(last.saturating_sub(1)..last, Class::Whole)
    {
        return None;
    }
    let of = |at: usize| line.is(at, Class::Whole) && line.is(at + 1, Class::Including);
    match line.mark(last) {
        Some(':') => return Some(Tie::Sure),
        Some('(') => {
            let closed = line.mark(list.end) == Some(')');
            return Some(if closed { Tie::Sure } else { Tie::Loose });
        }
        _ => {}
    }
    // "Of which 71 ... and 47 ...": once, before the first.
    let several = (list.start..list.end).filter(|at| of(*at)).count();
    if last > total && of(last - 1) && several == 0 {
        return Some(Tie::Sure);
    }
    // "118 aircraft, 74 of them ... and 47 ...".
    if of(list.start + 1) && several == 1 && matches!(line.mark(last), Some(',' | '–' | '—')) {
        return Some(Tie::Sure);
    }
    // "Of the 850 jobs to be cut, 520 ...".
    let back = total.saturating_sub(2)..total;
    if back.into_iter().any(|at| line.is(at, Class::Whole) && (at == 0 || !matches!(line.steps[at - 1], Step::Word(_))))
    {
        return Some(Tie::Sure);
    }
    if !matches!(line.mark(last), Some(',' | '–' | '—')) {
        return None;
    }
    // "126 people aboard, 112 passengers and 16 crew": people in general, then who they are.
    let thing = |i: usize| line.fact(i).thing.as_ref();
    let general = |i: usize| thing(i).is_some_and(|t| lexicon.grammar.is(&t.lemma, Class::Person));
    let whole = line.value(total)?;
    let named = list.facts.iter().all(|i| thing(*i).is_some() && thing(*i) != thing(whole));
    let bare =
        (list.start..list.end).filter(|at| matches!(line.steps[*at], Step::Word(_))).count() <= 2 * list.parts.len();
    let told = named && bare && general(whole) && list.parts.len() == list.facts.len();
    // "12 people, nine dogs and four cats" is one list: the total has a phrase of its own.
    let phrase = last - total > 2;
    let kinds = phrase || list.facts.iter().all(|i| !line.fact(*i).chain.is_empty() || general(*i));
    Some(if told && kinds && line.any(list.start..list.end, Class::And) { Tie::Sure } else { Tie::Loose })
}

/// "... and that makes 86", "..., which left 11": the result after its parts.
fn results(line: &Line, before: Option<&Line>, class: Class, operation: Operation) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, total) in line.values() {
        let from = at.saturating_sub(LEAD);
        let Some(verb) = (from..at).rev().find(|v| line.is(*v, class)) else { continue };
        let points =
            |v: usize| line.is(v, Class::Demonstrative) && !line.is(v, Class::It) || line.is(v, Class::Including);
        if verb == 0 || !points(verb - 1) || (verb + 1..at).any(|w| line.mark(w).is_some()) {
            continue;
        }
        // "That makes 88 for the year" adds up what was paid in it.
        let result = &Quantity { per: None, ..line.fact(total).value.clone() };
        let fits = |i: &usize| alike(&line.fact(*i).value, result);
        let own: Vec<usize> = line.values().take_while(|(v, _)| *v < at).map(|(_, i)| i).filter(fits).collect();
        let mut parts: Vec<usize> = Vec::new();
        if own.len() < 2 && verb < 2 + LEAD {
            parts.extend(before.into_iter().flat_map(Line::values).map(|(_, i)| i).filter(fits));
        }
        parts.extend(own);
        if parts.len() != 2 && !(parts.len() == 3 && operation == Operation::Sum) {
            continue;
        }
        let Some(whole) = middle(result).filter(|w| *w > ZERO) else { continue };
        let thing = |i: usize| line.fact(i).thing.as_ref().map(|t| &t.key);
        let other = |i: &usize| thing(total).is_some() && thing(*i).is_some() && thing(*i) != thing(total);
        if operation == Operation::Difference && parts.iter().all(other) {
            continue;
        }
        let equation = |list: &[usize]| Equation {
            operation,
            parts: list.iter().map(|i| line.fact(*i).value.clone()).collect(),
            total: result.clone(),
            complete: true,
        };
        if operation == Operation::Difference {
            parts.sort_by_key(|i| std::cmp::Reverse(middle(&line.fact(*i).value)));
        }
        // Any way in which the figures add up is what was meant.
        let pairs = [[0, 1], [0, 2], [1, 2]];
        let some = pairs.iter().filter(|p| p[1] < parts.len()).map(|p| [parts[p[0]], parts[p[1]]]);
        let holds = some.into_iter().any(|p| equation(&p).fault(ZERO).is_none());
        let whole_list = equation(&parts);
        let Some(is) = whole_list.outcome(ZERO).map(|o| o.about) else { continue };
        let largest = parts.iter().filter_map(|i| middle(&line.fact(*i).value)).max().unwrap_or(whole);
        let scale = if operation == Operation::Sum { whole } else { largest };
        let apart = if is > whole { is - whole } else { whole - is };
        let near = apart * Rational::from_integer(4) <= scale && (operation == Operation::Sum || whole < largest);
        if near && (!holds || parts.len() == 2) {
            parts.push(total);
            found.push(Found { equation: whole_list, facts: parts, sure: true });
        }
    }
    found
}
