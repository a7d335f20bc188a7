//! Numbers with a grammar of their own: positions, sizes of plans, results, lap times, multiples, years under way.

use crate::lexicon::numbers::Part;
use crate::lexicon::quantities::Starts;
use crate::value::{Axis, Bound, Hedge, Interval, Rational, plus, times};

use super::hedge::before;
use super::measure::{In, amount, unit_at};
use super::numeral::numeral;
use super::quantity::{hedged, of_time, plain};
use super::scan::Scene;
use super::{Context, Found, Kind};

const ONE: Rational = Rational::new_raw(1, 1);

/// "entered its third year" [2, 3), "for the fifth straight year" (4, 5].
pub fn year_under_way(s: &Scene<'_>, _: &Context, at: usize) -> Option<Found> {
    // "in its third year" is under way too; "in the third year" may be any year of a plan.
    let entered = s.is(at, Part::Enter) || (s.is(at, Part::WithinYear) && s.is(at + 1, Part::Owner));
    let mut i = at + usize::from(entered);
    if !entered && !(s.is(at, Part::BeforeLength) && s.is(at + 1, Part::Own)) {
        return None;
    }
    i += usize::from(!entered);
    if !s.is(i, Part::Own) {
        return None;
    }
    i += 1;
    let n = numeral(s, i, true).filter(|n| n.ordinal)?;
    let straight = s.is(n.end, Part::Straight);
    let next = n.end + usize::from(straight);
    let (end, unit) = unit_at(s, next).filter(|(_, u)| of_time(u))?;
    if !entered && !straight {
        return None;
    }
    let mut q = plain(Axis::Duration, n.value);
    q.unit = Some(unit.id.clone());
    let (low, high) = (n.value - ONE, n.value);
    q.hard = if entered {
        Interval::half_open(low, high)
    } else {
        Interval { low: Some(Bound { at: low, open: true }), high: Some(Bound { at: high, open: false }) }
    };
    q.number = None;
    q.hedge = Some(Hedge::Range);
    q.hard = q.hard.map(unit.factor, Rational::from_integer(0))?;
    q.typical = q.hard;
    Some(Found { start: at, end, kind: Kind::Duration, quantity: q })
}

/// "third", "21st", "the most contentious", "largest".
pub fn ordinal(s: &Scene<'_>, _: &Context, at: usize) -> Option<Found> {
    let start = if s.is(at, Part::Article) && s.word(at + 1).ordinal.is_some() { at + 1 } else { at };
    if let Some(n) = numeral(s, start, true).filter(|n| n.ordinal) {
        let mut end = n.end;
        let mut q = plain(Axis::Ordinal, n.value);
        // "third-largest"
        let next = s.past_hyphen(end);
        if s.is(next, Part::Superlative) {
            end = next + 1;
        } else if let Some((_, unit)) = unit_at(s, next).filter(|u| of_time(u.1)) {
            q.unit = Some(unit.id.clone());
        }
        return Some(Found { start: at, end, kind: Kind::Ordinal, quantity: q });
    }
    let superlative =
        s.is(at, Part::Superlative) || (s.is(at, Part::Top) && s.is_word(at + 1) && !s.is(at + 1, Part::Function));
    let owned = at > 0 && (s.is(at - 1, Part::Own) || s.lower(at - 1) == s.tables.plural.as_str() && at > 1);
    // "at the highest levels" ranks nothing.
    let many = !s.is(at, Part::Top)
        && super::quantity::noun_end(s, at + 1).is_some_and(|e| s.tables.plural_ending(s.lower(e - 1)));
    if superlative && owned && !many {
        let end = at + 1 + usize::from(s.is(at, Part::Top));
        let mut q = plain(Axis::Ordinal, ONE);
        q.hedge = Some(Hedge::Vague);
        return Some(Found { start: at, end, kind: Kind::Ordinal, quantity: q });
    }
    None
}

/// "a 20-point plan", "a plan of 20 points".
pub fn plan_size(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Found> {
    let hedging = before(s, at);
    let a = amount(s, ctx, hedging.end, true)?;
    if !matches!(a.unit, In::Plain)
        || a.number.ordinal
        || a.number.share
        || a.number.vague.is_some()
        || !a.number.value.is_integer()
    {
        return None;
    }
    let part = s.past_hyphen(a.end);
    if !s.is(part, Part::PlanPart) {
        return None;
    }
    let words = (part + 1..part + 4).take_while(|i| s.is_word(*i) && !s.is(*i, Part::Function));
    let plan = words.filter(|i| s.is(*i, Part::Plan)).last().filter(|_| part > a.end);
    let behind = plan.is_some();
    let ahead = at > 1 && s.was(at, Part::Of) && s.is(at - 2, Part::Plan);
    if !behind && !ahead {
        return None;
    }
    let mut q = plain(Axis::PlanSize, a.number.value);
    q.unit = Some(s.lower(part).trim_end_matches(s.tables.plural.as_str()).into());
    let end = plan.unwrap_or(part) + 1;
    if let Some(h) = hedging.hedge {
        hedged(&mut q, a.number.value, h);
    }
    Some(Found { start: at, end, kind: Kind::Number, quantity: q })
}

/// "row 38", "level five", "No. 85": a position or degree behind its name. Of a list ("gates 2, 5 and 8") none is told.
pub fn graded(s: &Scene<'_>, _: &Context, at: usize) -> Option<Found> {
    let sign = s.is(at, Part::NumberSign);
    if !sign && !s.is(at, Part::Graded) {
        return None;
    }
    let dot = usize::from(sign && s.mark(at + 1) == Some('.'));
    let n = numeral(s, at + 1 + dot, true).filter(|n| {
        let digits = n.literal.is_some_and(|l| !l.grouped && !l.padded && l.digits <= 3);
        !n.ordinal
            && !n.share
            && n.vague.is_none()
            && !n.article
            && !n.scaled
            && (digits || n.literal.is_none() && !sign)
    })?;
    let noun = s.is_word(n.end) && !s.is(n.end, Part::Function) && !s.atoms[n.end].capital;
    let counts = noun && s.tables.plural_ending(s.lower(n.end));
    let goes_on = s.dash(n.end)
        || (s.is(n.end, Part::And) || s.is(n.end, Part::To) || s.is(n.end, Part::Or))
            && numeral(s, n.end + 1, true).is_some();
    if counts || goes_on || s.glued(n.end) && s.is_word(n.end) {
        return None;
    }
    let mut q = plain(Axis::Ordinal, n.value);
    // A scale that has no unit but its own name.
    if let Some((_, unit)) = unit_at(s, at).filter(|u| u.1.axis == u.1.id) {
        (q.axis, q.unit) = (Axis::Measure(unit.axis.as_str().into()), Some(unit.id.clone()));
        q.step = n.place;
        q.typical = crate::value::Precision::stands_for(n.value, n.place);
    }
    let kind = if q.axis == Axis::Ordinal { Kind::Ordinal } else { Kind::Measurement };
    Some(Found { start: at, end: n.end, kind, quantity: q })
}

/// "won 3-1", "a 52-48 vote", "split four to three", "by 11 votes to six".
pub fn score(s: &Scene<'_>, _: &Context, at: usize) -> Option<Found> {
    if let Some(found) = votes(s, at) {
        return Some(found);
    }
    let (a, b) = (s.literal(at)?, s.literal(at + 2)?);
    let tight = s.dash(at + 1) && s.glued(at + 1) && s.glued(at + 2);
    let small = |l: super::scan::Literal| l.digits <= 3 && l.decimals == 0 && !l.padded && !l.vulgar;
    if !tight || !small(a) || !small(b) || s.glued(at) && at > 0 && !matches!(s.mark(at - 1), Some('(')) {
        return None;
    }
    let end = at + 3;
    if s.glued(end) && (s.is_word(end) || s.dash(end) || s.literal(end).is_some() || s.mark(end) == Some('%')) {
        return None;
    }
    let near = (at.saturating_sub(4)..at).chain(end..end + 3).any(|i| s.is(i, Part::ScoreWord));
    // "Harlow 10-17 Brivac"
    let name = |i: usize| {
        s.is_word(i)
            && s.atoms[i].capital
            && s.word(i).month.is_none()
            && s.word(i).weekday.is_none()
            && !s.is(i, Part::Function)
    };
    let between = at > 0 && name(at - 1) && name(end);
    let unit = unit_at(s, end).is_some();
    if unit || !(near || between || a.value >= b.value && a.digits <= 3) || s.was(at, Part::Label) {
        return None;
    }
    let mut q = plain(Axis::Score, a.value);
    q.pair = Some(b.value);
    Some(Found { start: at, end, kind: Kind::Number, quantity: q })
}

/// Two numbers with "to" after a word of voting or winning, or with "votes" behind the first.
fn votes(s: &Scene<'_>, at: usize) -> Option<Found> {
    let count = |i: usize| {
        numeral(s, i, true).filter(|n| {
            let digits =
                n.literal.is_none_or(|l| l.digits <= 3 && l.decimals == 0 && !l.padded && !l.vulgar && !l.grouped);
            digits && !n.ordinal && !n.share && n.vague.is_none() && !n.article && !n.scaled && n.value.is_integer()
        })
    };
    let first = count(at)?;
    let named = s.is(first.end, Part::VoteWord);
    let to = first.end + usize::from(named);
    if !s.is(to, Part::To) || !named && !(at.saturating_sub(4)..at).any(|i| s.is(i, Part::VoteWord)) {
        return None;
    }
    let second = count(to + 1)?;
    let end = second.end;
    let more = s.glued(end) && (s.is_word(end) || s.dash(end) || s.literal(end).is_some());
    // "Won 10 to 12 seats" is a range.
    let counts =
        s.is_word(end) && !s.is(end, Part::Function) && !s.is(end, Part::VoteWord) && second.value > first.value;
    if more || counts || matches!(s.mark(end), Some('%' | ':')) || unit_at(s, end).is_some() || s.was(at, Part::Label) {
        return None;
    }
    let mut q = plain(Axis::Score, first.value);
    q.pair = Some(second.value);
    Some(Found { start: at, end, kind: Kind::Number, quantity: q })
}

/// "2:16:42", "9:58.23": how long something took, in hours, minutes and seconds. Times of day are found before.
pub fn stopwatch(s: &Scene<'_>, _: &Context, at: usize) -> Option<Found> {
    let hedging = before(s, at);
    let first = hedging.end;
    let part = |i: usize, last: bool| {
        let l = s.literal(i).filter(|l| !l.vulgar && !l.grouped && (last || l.decimals == 0))?;
        (l.value < Rational::from_integer(60)).then_some(l)
    };
    let colon = |i: usize| s.mark(i) == Some(':') && s.glued(i) && s.glued(i + 1);
    let mut parts = vec![part(first, false).filter(|l| l.digits <= 2)?];
    let mut end = first + 1;
    while parts.len() < 3 && colon(end) {
        parts.push(part(end + 1, true).filter(|l| l.digits == 2)?);
        end += 2;
    }
    let last = *parts.last()?;
    if parts.len() < 2
        || parts.len() == 2 && last.decimals == 0
        || parts[..parts.len() - 1].iter().any(|l| l.decimals > 0)
    {
        return None;
    }
    let sixty = Rational::from_integer(60);
    let seconds = parts.iter().try_fold(Rational::from_integer(0), |sum, l| plus(times(sum, sixty)?, l.value))?;
    let mut q = plain(Axis::Duration, seconds);
    q.unit = Some(s.tables.unit(SECOND)?.id.clone());
    if let Some(h) = hedging.hedge {
        hedged(&mut q, seconds, h);
    }
    let days = Rational::new(1, 86_400);
    q.hard = q.hard.map(days, Rational::from_integer(0))?;
    q.typical = q.typical.map(days, Rational::from_integer(0))?;
    Some(Found { start: at, end, kind: Kind::Duration, quantity: q })
}

/// Id of the unit of what a stop-watch shows.
const SECOND: &str = "second";

/// "doubled", "sixfold", "three times as many".
pub fn multiple(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Found> {
    let hedging = before(s, at);
    let i = hedging.end;
    let found = |end: usize, value: Rational| {
        let mut q = plain(Axis::Multiple, value);
        q.unit = Some("times".into());
        hedged(&mut q, value, hedging.hedge.unwrap_or(Hedge::Exact));
        if hedging.hedge.is_none() {
            q.hedge = None;
        }
        Some(Found { start: at, end, kind: Kind::Number, quantity: q })
    };
    if s.word(i).starts.has(Starts::MULTIPLE)
        && let Some((end, (value, before_as))) = s.phrase(&s.tables.multiples, i)
        && (!before_as || s.is(end, Part::AsMany))
    {
        return found(end, *value);
    }
    let a = amount(s, ctx, i, true)
        .filter(|a| matches!(a.unit, In::Plain) && !a.number.ordinal && a.number.vague.is_none())?;
    let next = s.past_hyphen(a.end);
    if s.is(next, Part::Fold) && s.glued(next) {
        return found(next + 1, a.number.value);
    }
    (s.is(next, Part::Times) && s.is(next + 1, Part::AsMany)).then(|| found(next + 1, a.number.value))?
}
