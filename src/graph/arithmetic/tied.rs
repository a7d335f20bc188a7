//! A share and its two figures, a change and its ends, a length of time and its days, votes and voters, conversions.

use jiff::civil::Date;

use super::line::{Line, Step, alike};
use super::{Equation, Found, ONE, Operation, ZERO, middle};
use crate::lexicon::{Class, Lexicon};
use crate::value::{Axis, Change, Hedge, Interval, Quantity, Rational, calendar};

pub(super) fn find(lexicon: &Lexicon, line: &Line, before: Option<&Line>) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, i) in line.values() {
        found.extend(share(line, at, i));
        found.extend(change(line, before, at, i));
        found.extend(length(line, at, i));
        found.extend(votes(lexicon, line, i));
        found.extend(conversion(line, at, i));
    }
    found
}

fn equation(operation: Operation, parts: Vec<Quantity>, total: &Quantity) -> Equation {
    Equation { operation, parts, total: total.clone(), complete: true }
}

/// "410 of 1,140, or 36 per cent"; "of the 1,140 houses, 410 have been rebuilt, or 36 per cent".
fn share(line: &Line, at: usize, i: usize) -> Option<Found> {
    let total = &line.fact(i).value;
    if total.axis != Axis::Share
        || total.unit.as_deref() != Some("percent")
        || total.change.is_some()
        || total.pair.is_some()
    {
        return None;
    }
    let (prior, part) = line.values().take_while(|(v, _)| *v < at).last()?;
    let or = line.is(at - 1, Class::Or) && line.mark(at.checked_sub(2)?) == Some(',');
    let bracket = line.mark(at - 1) == Some('(') && line.mark(at + 1) == Some(')');
    if !or && !bracket || at - prior > 10 || (prior..at).any(|w| matches!(line.mark(w), Some(';' | ':'))) {
        return None;
    }
    let q = &line.fact(part).value;
    if !q.axis.counts() || q.per.is_some() || q.change.is_some() {
        return None;
    }
    if let (Some(a), Some(b)) = (q.number, q.pair) {
        let (a, b) = (count(q, a), count(q, b));
        return Some(Found {
            equation: equation(Operation::Share, vec![a, b], total),
            facts: vec![part, i],
            sure: true,
        });
    }
    // The whole, right before the part.
    let (w, whole) = line.values().take_while(|(v, _)| *v < prior).last()?;
    let of = (w.saturating_sub(2)..w)
        .any(|v| line.is(v, Class::Whole) && (v == 0 || !matches!(line.steps[v - 1], Step::Word(_))));
    let fits =
        of && prior - w <= 12 && alike(q, &line.fact(whole).value) && middle(q) < middle(&line.fact(whole).value);
    let parts = vec![q.clone(), line.fact(whole).value.clone()];
    fits.then(|| Found { equation: equation(Operation::Share, parts, total), facts: vec![part, whole, i], sure: true })
}

/// A plain number beside another, in its own terms.
fn count(like: &Quantity, number: Rational) -> Quantity {
    let hard = Interval::point(number);
    Quantity { number: Some(number), pair: None, hedge: None, step: ZERO, hard, typical: hard, ..like.clone() }
}

/// "From $14 to $17.50, a rise of 25 per cent": the change right after its ends, or at the head of the next sentence.
fn change(line: &Line, before: Option<&Line>, at: usize, i: usize) -> Option<Found> {
    let total = &line.fact(i).value;
    if total.pair.is_some()
        || total.per.is_some()
        || total.limit
        || total.number.is_none()
        || total.hedge == Some(Hedge::Range)
    {
        return None;
    }
    let moves = |w: usize| line.moves(w).is_some();
    // "A rise of 25 per cent" or "a 25 percent increase"; points may stand between.
    let after = (at + 1..=at + 2).any(moves) && line.mark(at + 1).is_none();
    let of = at >= 2 && line.is(at - 1, Class::Whole) && moves(at - 2);
    if !after && !of {
        return None;
    }
    let head = if of { at - 2 } else { at };
    let here: Vec<(usize, usize)> = line.values().take_while(|(v, _)| *v < at).collect();
    let (from, last) = if here.is_empty() {
        // "That's a 35 percent increase."
        let short = head <= 4 && (0..head).all(|w| line.mark(w).is_none_or(|c| matches!(c, '\'' | '’')));
        let points = line.is(0, Class::Demonstrative);
        (before.filter(|_| short && points)?, None)
    } else {
        (line, Some(head))
    };
    let values: Vec<(usize, usize)> = from.values().take_while(|(v, _)| last.is_none_or(|l| *v < l)).collect();
    let (end_at, end) = *values.last()?;
    if let Some(head) = last {
        let gap = end_at + 1..head;
        let comma = gap.clone().find(|w| matches!(line.mark(*w), Some(',' | '–' | '—')))?;
        if gap.len() > 8 || head - comma > 3 || gap.clone().filter(|w| line.mark(*w).is_some()).count() > 1 {
            return None;
        }
    } else if from.steps.len() - end_at > 8 {
        return None;
    }
    let q = &from.fact(end).value;
    let mut facts = vec![end, i];
    let (a, b) = if q.hedge == Some(Hedge::Range) && from.fact(end).written.split_whitespace().next().is_some() {
        let opened = from.is(end_at.wrapping_sub(1), Class::ChangeFrom)
            || from.fact(end).written.split_whitespace().next().is_some_and(|w| from.says(w, Class::ChangeFrom));
        let (low, high) = (q.hard.low?.at, q.hard.high?.at);
        let falls = |w: usize| line.moves(w) == Some(Change::Down);
        let down = falls(at + 1) || falls(at + 2) || of && falls(at - 2);
        if !opened {
            return None;
        }
        let one = |at: Rational| Quantity {
            hedge: None,
            hard: Interval::point(at),
            typical: Interval::point(at),
            ..q.clone()
        };
        if down { (one(high), one(low)) } else { (one(low), one(high)) }
    } else {
        // "$17.50 a month, up from $14".
        let (b_at, b) = *values.get(values.len().checked_sub(2)?)?;
        let turned = end_at >= 2 && from.is(end_at - 1, Class::ChangeFrom) && from.moves(end_at - 2).is_some();
        let near = end_at - b_at <= 6;
        let (x, y) = (q, &from.fact(b).value);
        let same = x.axis == y.axis && x.hedge.is_none() && y.hedge.is_none() && x.pair.is_none() && y.pair.is_none();
        if !turned || !near || !same || x.change.is_some() || y.change.is_some() {
            return None;
        }
        facts.insert(0, b);
        (x.clone(), y.clone())
    };
    let levels = matches!(a.axis, Axis::Count | Axis::Number | Axis::Money(_) | Axis::Measure(_) | Axis::Share);
    if !levels || a.hard == b.hard {
        return None;
    }
    let mut total = total.clone();
    total.change = None;
    let operation = if a.axis == Axis::Share {
        // "Two points" are points of the hundred; "per cent" of a share may mean either.
        if matches!(total.unit.as_deref(), Some("percentage-point" | "basis-point")) || total.axis == Axis::Share {
            let step = equation(Operation::Step, vec![a.clone(), b.clone()], &total);
            let growth = equation(Operation::Growth, vec![a.clone(), b.clone()], &total);
            let points = total.unit.as_deref() != Some("percent");
            if points || step.fault(ZERO).is_none() || growth.fault(ZERO).is_some() {
                Operation::Step
            } else {
                Operation::Growth
            }
        } else if total.axis.counts()
            && total.hedge.is_none()
            && (at + 1..at + 2).all(|w| matches!(line.steps.get(w), Some(Step::Word(_))))
        {
            let hundredth = Rational::new(1, 100);
            total.hard = total.hard.map(hundredth, ZERO)?;
            total.typical = total.hard;
            total.step = hundredth / Rational::from_integer(10);
            total.unit = Some("percentage-point".into());
            total.axis = Axis::Share;
            Operation::Step
        } else {
            return None;
        }
    } else if total.axis == Axis::Share {
        Operation::Growth
    } else if total.axis == a.axis && total.unit == a.unit {
        Operation::Step
    } else {
        return None;
    };
    Some(Found { equation: equation(operation, vec![a, b], &total), facts, sure: true })
}

/// "For nine years, from March 2012 to April 2021"; "began on 2 June, lasted 72 hours and ended on 5 June".
fn length(line: &Line, at: usize, i: usize) -> Option<Found> {
    let total = &line.fact(i).value;
    if total.axis != Axis::Duration
        || total.number.is_none()
        || total.per.is_some()
        || total.limit
        || line.fact(i).stance.negated
    {
        return None;
    }
    let date = |v: &(usize, usize)| line.fact(v.1).value.axis == Axis::Date;
    let after: Vec<(usize, usize)> = line.values().filter(|(v, _)| *v > at).filter(date).collect();
    let prior: Vec<(usize, usize)> = line.values().filter(|(v, _)| *v < at).filter(date).collect();
    let opens = |v: usize, class: Class| (v.saturating_sub(3)..v).any(|w| line.is(w, class));
    let right = |w: usize, class: Class| w > 0 && line.is(w - 1, class);
    // "From March 2012 to April 2021" is one value that holds both days.
    if let Some(span) = after.first().filter(|s| s.0 - at <= 3)
        && let Some((from, to)) = both_ends(line, *span)
    {
        return Some(Found {
            equation: equation(Operation::Length, vec![from, to], total),
            facts: vec![span.1, i],
            sure: true,
        });
    }
    let (a, b) = if let [a, b, ..] = after[..]
        && right(a.0, Class::Between)
        && a.0 - at <= 3
        && b.0 - a.0 == 2
        && (line.is(a.0 + 1, Class::ChangeTo) || line.is(a.0 + 1, Class::Condition) || line.is(a.0 + 1, Class::And))
    {
        (a, b)
    } else if let ([a], [b]) = (&prior[..], &after[..])
        && opens(a.0, Class::Begin)
        && opens(at, Class::Last)
        && (at + 1..b.0).any(|w| line.is(w, Class::End))
    {
        (*a, *b)
    } else if let ([b], [a]) = (&prior[..], &after[..])
        && opens(a.0, Class::Begin)
        && a.0 - at <= 6
        && line.any(b.0 + 1..at, Class::After)
        && at - b.0 <= 7
    {
        (*a, *b)
    } else if let [a, b] = prior[..]
        && after.is_empty()
        && line.is(at + 1, Class::Late)
        && at - b.0 <= 2
        && line.mark(b.0 + 1) == Some(',')
    {
        (a, b)
    } else {
        return None;
    };
    let (from, to) = days(&line.fact(a.1).value, &line.fact(b.1).value)?;
    let parts = vec![from, to];
    Some(Found { equation: equation(Operation::Length, parts, total), facts: vec![a.1, b.1, i], sure: true })
}

/// First and last day of a span of time that is written with both, opened by its small word.
fn both_ends(line: &Line, (at, i): (usize, usize)) -> Option<(Quantity, Quantity)> {
    let fact = line.fact(i);
    let q = &fact.value;
    let opened = line.is(at - 1, Class::Between)
        || fact.written.split_whitespace().next().is_some_and(|w| line.says(w, Class::Between));
    let joined = fact.written.split_whitespace().any(|w| line.says(w, Class::ChangeTo) || line.says(w, Class::And));
    let (low, high) = (q.hard.low?.at, q.hard.high?.at);
    let unit = Rational::from_integer(if q.unit.as_deref() == Some("month") { 31 } else { 1 });
    // One month or year alone is no span.
    if !opened || !joined || high - low < unit + unit {
        return None;
    }
    let of = |hard: Interval| Quantity { hard, typical: hard, hedge: None, ..q.clone() };
    Some((of(Interval::half_open(low, low + unit)), of(Interval::half_open(high - unit, high))))
}

/// Two dates as days; a year that one leaves out is that of the other, or the same.
fn days(a: &Quantity, b: &Quantity) -> Option<(Quantity, Quantity)> {
    let year = |q: &Quantity| calendar::date(i64::try_from(q.hard.low?.at.to_integer()).ok()?).map(Date::year);
    let shared = year(b).or_else(|| year(a)).unwrap_or(2023);
    let whole = |q: &Quantity| -> Option<Quantity> {
        if q.hard.low.is_some() && q.hard.high.is_some() {
            return Some(q.clone());
        }
        let number = q.number?.to_integer();
        if q.hard != Interval::ALL || q.unit.as_deref() != Some("month-day") {
            return None;
        }
        let day = Date::new(shared, i8::try_from(number / 100).ok()?, i8::try_from(number % 100).ok()?).ok()?;
        let at = Rational::from_integer(calendar::days(day).into());
        let hard = Interval::half_open(at, at + ONE);
        Some(Quantity { hard, typical: hard, ..q.clone() })
    };
    let (from, to) = (whole(a)?, whole(b)?);
    (from.hard.low?.at < to.hard.low?.at).then_some((from, to))
}

/// "All 11 members voted, 7 to 5".
fn votes(lexicon: &Lexicon, line: &Line, i: usize) -> Option<Found> {
    let split = &line.fact(i).value;
    let (a, b) = (split.number?, split.pair?);
    if split.axis != Axis::Score {
        return None;
    }
    let voter = |j: &usize| {
        let f = line.fact(*j);
        f.value.axis == Axis::Count && f.thing.as_ref().is_some_and(|t| lexicon.grammar.is(&t.lemma, Class::Voter))
    };
    let mut all = line.values().filter(|(at, j)| voter(j) && *at > 0 && line.is(at - 1, Class::All));
    let (_, body) = all.next()?;
    let total = &line.fact(body).value;
    (all.next().is_none() && total.hedge.is_none()).then_some(())?;
    let parts = vec![count(total, a), count(total, b)];
    Some(Found { equation: equation(Operation::Split, parts, total), facts: vec![i, body], sure: true })
}

/// "4,200 hectares (10,400 acres)", "6,900 hectares, or 17,000 acres".
fn conversion(line: &Line, at: usize, i: usize) -> Option<Found> {
    let total = &line.fact(i).value;
    let Axis::Measure(_) = total.axis else { return None };
    let bracket = at >= 2 && line.mark(at - 1) == Some('(') && matches!(line.mark(at + 1), Some(')' | ';'));
    let or = at >= 3 && line.is(at - 1, Class::Or) && line.mark(at - 2) == Some(',');
    let from = line.value(at.checked_sub(if bracket { 2 } else { 3 })?).filter(|_| bracket || or)?;
    let q = &line.fact(from).value;
    let same =
        q.axis == total.axis && q.unit != total.unit && q.per == total.per && q.change == total.change && !q.limit;
    if !same || q.pair.is_some() || total.pair.is_some() || q.hard == Interval::ALL || middle(q)? <= ZERO {
        return None;
    }
    Some(Found { equation: equation(Operation::Conversion, vec![q.clone()], total), facts: vec![from, i], sure: true })
}
