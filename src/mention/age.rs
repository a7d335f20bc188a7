//! Ages: "44-year-old", "aged 44", "Anna Berg, 44,", "in her late forties", "19 or older".

use crate::lexicon::numbers::Part;
use crate::value::{Axis, Hedge, Interval, Quantity, Rational, times};

use super::hedge::{after, before};
use super::measure::In;
use super::quantity::{hedged, of_time, plain};
use super::scan::Scene;
use super::{Context, Found, Kind};

const ONE: Rational = Rational::new_raw(1, 1);

/// "44-year-old", "aged 44", "ten months old", "Anna Berg, 44,".
pub fn age(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Found> {
    let hedging = before(s, at);
    let start = hedging.end;
    if s.is(start, Part::Aged) {
        // "at the age of 16"
        return stated_age(s, ctx, at, start + 1 + usize::from(s.is(start + 1, Part::Of)));
    }
    if let Some((end, years)) = decade_of_life(s, start) {
        let mut q = aged(years, Some(years + Rational::from_integer(9)), "year", ONE, None)?;
        q.number = None;
        return Some(Found { start: at, end, kind: Kind::Age, quantity: q });
    }
    let pair = super::range::pair(s, ctx, start)?;
    if pair.low.number.ordinal || pair.low.number.vague.is_some() {
        return None;
    }
    let n = pair.low.number;
    if let In::Unit(u) = &pair.low.unit
        && of_time(u)
    {
        let i = s.past_hyphen(pair.end);
        let end = if s.is(i, Part::Old) || s.is(i, Part::YearsOld) {
            // "44-year-old" may be the person; the span ends with the word.
            i + 1
        } else if s.is(i, Part::Of) && s.is(i + 1, Part::Aged) {
            i + 2
        } else {
            return None;
        };
        let per_year = times(u.factor / u.multiple, Rational::new(1, 365))?;
        let (end, hedge) = after(s, end, hedging.hedge).map_or((end, hedging.hedge), |(e, h)| (e, Some(h)));
        let q = aged(n.value, pair.high.as_ref().map(|h| h.number.value), &u.id, per_year, hedge)?;
        return Some(Found { start: at, end, kind: Kind::Age, quantity: q });
    }
    if matches!(pair.low.unit, In::Plain) && s.is(pair.end, Part::YearsOld) && n.literal.is_some() {
        let q = aged(n.value, None, "year", ONE, hedging.hedge)?;
        return Some(Found { start: at, end: pair.end + 1, kind: Kind::Age, quantity: q });
    }
    // "Anyone 19 or older"
    if matches!(pair.low.unit, In::Plain) && s.is(pair.end + 1, Part::OfAge) && n.literal.is_some_and(|l| l.digits <= 2)
    {
        let (end, hedge) = after(s, pair.end, hedging.hedge)?;
        let q = aged(n.value, None, "year", ONE, Some(hedge))?;
        return Some(Found { start: at, end, kind: Kind::Age, quantity: q });
    }
    // A bare number after a name: between commas, or before a verb.
    if !matches!(pair.low.unit, In::Plain)
        || pair.high.is_some()
        || hedging.is_some()
        || !n.literal.is_some_and(|l| l.digits <= 3 && l.decimals == 0 && !l.padded)
        || at < 2
    {
        return None;
    }
    if n.value < ONE || n.value > Rational::from_integer(112) {
        return None;
    }
    between_commas(s, at, pair.end).then_some(())?;
    let q = aged(n.value, None, "year", ONE, None)?;
    Some(Found { start: at, end: pair.end, kind: Kind::Age, quantity: q })
}

/// "his 30s", "her late forties": end and the first year.
fn decade_of_life(s: &Scene<'_>, at: usize) -> Option<(usize, Rational)> {
    s.of_life(at).then_some(())?;
    if let Some(d) = s.word(at).decade {
        return Some((at + 1, Rational::from_integer(d.into())));
    }
    let l = s.literal(at).filter(|l| l.digits == 2 && l.decimals == 0 && !l.padded)?;
    let end = at + 1 + usize::from(matches!(s.mark(at + 1), Some('\'' | '\u{2019}')) && s.glued(at + 1));
    let ending = s.glued(end) && s.tables.decade_endings.iter().any(|e| e == s.lower(end));
    (ending && (l.value / Rational::from_integer(10)).is_integer()).then_some((end + 1, l.value))
}

/// Whether a bare number at an atom is an age by its place: "Anna Berg, 44,", "a man, 45, was", "two boys, 16 and 19,".
fn between_commas(s: &Scene<'_>, at: usize, end: usize) -> bool {
    let small = |i: usize| s.literal(i).is_some_and(|l| l.digits <= 3 && l.decimals == 0 && !l.padded);
    let stop = |i: usize| matches!(s.mark(i), Some(',' | '.' | ';' | ')')) || s.is(i, Part::AfterAge) || i >= s.len();
    let year_follows = s.literal(end + 1).is_some_and(|l| l.digits == 4);
    // The second of two: the first tells.
    if s.was(at, Part::And) && at > 2 && small(at - 2) && stop(end) {
        let first = at - 2;
        return first > 0
            && (s.was(first, Part::Aged)
                || s.was(first, Part::Ages)
                || first > 2 && s.mark(first - 1) == Some(',') && owner(s, first - 2));
    }
    let pair_follows = s.is(end, Part::And) && small(end + 1) && stop(end + 2);
    if s.was(at, Part::Ages) {
        return pair_follows || s.is(end, Part::To);
    }
    // "she was 14", "he turned 66"
    if s.was(at, Part::BeforeAge) && at > 1 && s.was(at - 1, Part::Somebody) {
        // "She turned 30 in May", no "was 3 for 4", "was 2 to 1".
        let goes_on = s.is(end, Part::Function) && ![Part::Of, Part::To, Part::Purpose].iter().any(|p| s.is(end, *p));
        return stop(end) || s.is(end, Part::And) || goes_on;
    }
    // "Anna Berg, now 53,"
    let adverb = usize::from(s.was(at, Part::AgeAdverb));
    if at < 2 + adverb {
        return false;
    }
    let comma = s.mark(at - adverb - 1) == Some(',');
    let name = at - adverb - 1 - usize::from(comma);
    if comma {
        // "Sam Osei Jr., 56,"
        let short = s.mark(name) == Some('.') && s.glued(name) && name > 1 && s.raw(name - 1).len() <= 3;
        return (stop(end) && !year_follows || pair_follows) && owner(s, name - usize::from(short));
    }
    if adverb > 0 {
        return false;
    }
    // "Anna Berg 44 has"
    s.is(end, Part::AfterAge)
        && owner(s, name)
        && name > 0
        && s.is_word(name - 1)
        && s.atoms[name - 1].capital
        && !s.is(end, Part::And)
}

/// Whether the word may be a person's: a name, or a noun such as "man".
fn owner(s: &Scene<'_>, i: usize) -> bool {
    if s.is(i, Part::Person) {
        return true;
    }
    let word = s.word(i);
    // The first word of a sentence has a capital anyway: there the parse must call it a name.
    let named = i > 0 || s.token(i).zip(s.tree).is_some_and(|(t, tree)| tree.tag(t) == crate::syntax::Tag::Propn);
    s.is_word(i)
        && s.atoms[i].capital
        && named
        && !s.is(i, Part::Function)
        && word.month.is_none()
        && word.weekday.is_none()
        && word.cardinal.is_none()
        && !s.is(i, Part::Label)
}

fn stated_age(s: &Scene<'_>, ctx: &Context, at: usize, from: usize) -> Option<Found> {
    let inner = before(s, from);
    let pair = super::range::pair(s, ctx, inner.end)?;
    if !matches!(pair.low.unit, In::Plain)
        || pair.low.number.ordinal
        || pair.low.number.value > Rational::from_integer(120)
    {
        return None;
    }
    let (end, hedge) = after(s, pair.end, inner.hedge).map_or((pair.end, inner.hedge), |(e, h)| (e, Some(h)));
    let q = aged(pair.low.number.value, pair.high.as_ref().map(|h| h.number.value), "year", ONE, hedge)?;
    Some(Found { start: at, end, kind: Kind::Age, quantity: q })
}

/// An age of n is [n, n + 1).
fn aged(
    value: Rational,
    high: Option<Rational>,
    unit: &str,
    years: Rational,
    hedge: Option<Hedge>,
) -> Option<Quantity> {
    let mut q = plain(Axis::Age, value);
    q.unit = Some(unit.into());
    match (high, hedge) {
        (Some(high), _) => {
            q.number = None;
            q.hedge = Some(Hedge::Range);
            q.hard = Interval::half_open(value, high + ONE);
            q.typical = q.hard;
        }
        (None, Some(h)) if h != Hedge::Exact => hedged(&mut q, value, h),
        _ => {
            q.hard = Interval::half_open(value, value + ONE);
            q.typical = q.hard;
        }
    }
    q.hard = q.hard.map(years, Rational::from_integer(0))?;
    q.typical = q.typical.map(years, Rational::from_integer(0))?;
    Some(q)
}
