//! Amounts with their hedges, ranges, rates and changes, as quantities.

mod bounds;
mod around;

use compact_str::CompactString;

use crate::lexicon::exact::{End, Ends};
use crate::lexicon::numbers::Part;
use crate::lexicon::quantities::{Starts, Unit};
use crate::value::{Axis, Bound, Change, Hedge, Interval, Precision, Quantity, Rational, plus, times};

use super::hedge::{Hedging, after, before};
use super::measure::{Amount, In, unit_at};
use super::numeral::Numeral;
use super::scan::Scene;
use super::{Context, Found, Kind};

use around::*;
pub use around::{noun_end, rate};
pub use bounds::hedged;
use bounds::*;

const ZERO: Rational = Rational::new_raw(0, 1);

const ONE: Rational = Rational::new_raw(1, 1);

/// Any amount: with unit, money, share, count or plain number, single or as a range.
pub fn quantity(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Found> {
    let hedging = before(s, at);
    let start = hedging.end;
    if hedging.is_some() && start == at {
        return None;
    }
    let found = build(s, ctx, at, start, hedging);
    if found.is_some() || hedging.end == at {
        return found;
    }
    None
}

/// One amount or two with what stands between them.
pub struct Pair<'a> {
    /// The first, or only one.
    pub low: Amount<'a>,
    /// The second.
    pub high: Option<Amount<'a>>,
    /// Distance to both sides ("5 ± 1").
    pub tolerance: Option<Rational>,
    /// First atom.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

fn build(s: &Scene<'_>, ctx: &Context, at: usize, start: usize, hedging: Hedging) -> Option<Found> {
    let mut pair = super::range::pair(s, ctx, start)?;
    if pair.high.is_none() && pair.low.number.ordinal {
        return None;
    }
    let n = pair.low.number;
    if n.article && matches!(pair.low.unit, In::Plain) {
        return None;
    }
    if matches!(pair.low.unit, In::Plain) && pair.high.is_none() && !plain_fits(s, &pair, hedging.hedge.is_some()) {
        return None;
    }
    let begin = if hedging.hedge.is_some() { at } else { pair.start };
    let mut hedge = hedging.hedge;
    if hedge == Some(Hedge::Over) && hedging.single && is_duration(&pair.low) && !s.was(at, Part::OverIsMore) && at > 0
    {
        return None;
    }
    let mut end = pair.end;
    if let Some((e, h)) = after(s, end, hedge) {
        (end, hedge) = (e, Some(h));
    }
    let mut q = assemble(s, &mut pair, hedge)?;
    if hedging.tight
        && let Some(n) = q.number.filter(|_| q.hedge == Some(Hedge::Nearly))
    {
        tighten(s, &pair, &mut q, n);
    }
    if let Some((e, whole)) = super::range::other_side(s, ctx, end, &q, &pair) {
        (end, q) = (e, whole);
    }
    q.limit = hedging.limit
        || (matches!(q.hedge, Some(Hedge::AtMost | Hedge::AtLeast))
            && (0..begin).rev().take(6).any(|i| s.is(i, Part::Modal)));
    let kind = kind_of(s, &q, &pair, end);
    if q.per.is_none()
        && let Some((e, per)) = rate(s, end)
    {
        q.per = Some(per);
        end = e;
    } else if kind == Kind::Count
        && let Some((_, per)) = noun_end(s, end).filter(|e| !s.is(*e, Part::The)).and_then(|e| rate(s, e))
    {
        q.per = Some(per);
    }
    q.change = change(s, begin, end, &q);
    if q.change.is_some()
        && let In::Unit(u) = &pair.low.unit
        && u.offset.is_some()
    {
        // A change of temperature has no zero point.
        q = assemble_with(s, &pair, hedge, None)?;
        q.change = change(s, begin, end, &q);
    }
    Some(Found { start: begin, end, kind, quantity: q })
}

fn is_duration(a: &Amount<'_>) -> bool {
    matches!(&a.unit, In::Unit(u) if u.axis == "duration")
}

/// Whether a number without unit is an amount here: no label, no pronoun, no letter beside it.
fn plain_fits(s: &Scene<'_>, pair: &Pair<'_>, hedged: bool) -> bool {
    let (n, start, end) = (&pair.low.number, pair.start, pair.end);
    if n.vague.is_some() || n.share || n.of.is_some() {
        return true;
    }
    // "gates 2, 5 and 8"
    let mut first = start;
    while first > 1
        && n.literal.is_some()
        && (s.mark(first - 1) == Some(',') || s.was(first, Part::And))
        && s.literal(first - 2).is_some()
    {
        first -= 2;
    }
    if first < start && s.was(first, Part::Label) {
        return false;
    }
    let label = start > 0
        && (s.is(start - 1, Part::Label)
            || (s.mark(start - 1) == Some('.')
                && start > 1
                && s.is(start - 2, Part::Label)
                && s.raw(start - 2).len() < 4));
    if label
        && !hedged
        && (n.literal.is_some() && !n.literal.is_some_and(|l| l.grouped)
            || n.digits
            || s.is(start - 1, Part::SpelledLabel))
    {
        return false;
    }
    // "Channel Four"
    if start > 0 && s.is(start - 1, Part::Label) && s.atoms[start].capital && s.atoms[start - 1].capital && !n.digits {
        return false;
    }
    // "Air Force One", "Year 7"
    let counts = s.is_word(end) && s.tables.plural_ending(s.lower(end)) && !s.is(end, Part::Function);
    let part_of_name = !n.digits && start + 1 == end && s.named(start) && s.atoms[start - 1].capital && !counts;
    let of_period = n.literal.is_some_and(|l| l.digits <= 2)
        && start > 0
        && s.word(start - 1).period.is_some()
        && s.atoms[start - 1].capital
        && !s.title();
    if !hedged && (part_of_name || of_period) {
        return false;
    }
    // The number of an item in a list.
    if start == 0
        && !hedged
        && n.literal.is_some_and(|l| l.digits <= 2)
        && matches!(s.mark(end), Some('.' | ')'))
        && (s.atoms.get(end + 1).is_some_and(|a| a.capital) || s.len() == end + 1 && s.mark(end) == Some(')'))
    {
        return false;
    }
    if n.value == ONE && !n.digits && !hedged && start + 1 == end {
        // "one" as a pronoun.
        let pronoun = s.was(start, Part::PronounBefore)
            || s.mark(end) == Some('\'')
            || s.mark(end) == Some('\u{2019}')
            || s.is(end, Part::PronounBefore);
        if pronoun {
            return false;
        }
    }
    // A name with its number ("Apollo 11"), unless the number counts what follows.
    if n.literal.is_some_and(|l| !l.grouped && l.decimals == 0) && start > 0 && !hedged {
        let named = s.atoms[start - 1].capital
            && s.is_word(start - 1)
            && start > 1
            && s.atoms[start].space
            && s.raw(start - 1).len() > 1;
        let counts = s.is_word(end) && !s.is(end, Part::Function) && !s.atoms[end].capital;
        if named && !counts {
            return false;
        }
    }
    true
}

/// The quantity of an amount or range under a hedge.
fn assemble(s: &Scene<'_>, pair: &mut Pair<'_>, hedge: Option<Hedge>) -> Option<Quantity> {
    let offset = match &pair.low.unit {
        In::Unit(u) => u.offset,
        _ => None,
    };
    assemble_with(s, pair, hedge, offset)
}

fn assemble_with(s: &Scene<'_>, pair: &Pair<'_>, hedge: Option<Hedge>, offset: Option<Rational>) -> Option<Quantity> {
    let n = &pair.low.number;
    let (axis, unit, factor, coarse) = scale_of(s, pair)?;
    let number = pair.high.is_none().then_some(n.value).filter(|_| n.vague.is_none_or(|v| v.number.is_some()));
    let discrete = matches!(axis, Axis::Count | Axis::Number | Axis::PlanSize | Axis::Ordinal) && n.place >= ONE;
    let precision = Precision { place: n.place, discrete, coarse };
    let step = if n.share && n.literal.is_none() { ZERO } else { precision.step(n.value) };
    let mut q = Quantity {
        axis,
        number,
        step,
        unit,
        hard: Interval::ALL,
        typical: Interval::ALL,
        hedge: None,
        change: None,
        limit: false,
        per: None,
        pair: n.of,
    };
    if let Some(tolerance) = pair.tolerance {
        q.hard = Interval::closed(n.value - tolerance, plus(n.value, tolerance)?);
        (q.typical, q.hedge, q.step) = (q.hard, Some(Hedge::Range), ZERO);
    } else if let Some(high) = &pair.high {
        let (low, high) = (n.value, high.number.value);
        let (low, high) = if low <= high { (low, high) } else { (high, low) };
        ranged(&mut q, low, high, hedge);
    } else if let Some(vague) = &n.vague {
        let scale = crate::value::scaled(ONE, n.scale)?;
        let multiple = match &pair.low.unit {
            In::Unit(u) if n.scale == 0 => u.multiple,
            _ => ONE,
        };
        let scale = times(scale, multiple)?;
        q.hard = vague.hard.map_or(Some(Interval::ALL), |e| ends(e).map(scale, ZERO))?;
        q.typical = vague.typical.map_or(Some(q.hard), |e| ends(e).map(scale, ZERO))?;
        if n.scale > 0 && vague.before_scale {
            // "tens of thousands" is below a hundred thousand.
            q.hard.high = q.typical.high;
        }
        q.hedge = Some(Hedge::Vague);
        // A hedge takes the number that a vague word names ("less than a couple of days").
        if let (Some(h), Some(number)) = (hedge.filter(|h| !matches!(h, Hedge::About | Hedge::Exact)), number) {
            hedged(&mut q, number, h);
        }
    } else if n.of.is_none() || hedge.is_none() {
        hedged(&mut q, n.value, hedge.unwrap_or(Hedge::Exact));
        if hedge.is_none() {
            q.hedge = None;
        }
    } else {
        hedged(&mut q, n.value, hedge?);
    }
    if n.share
        && n.literal.is_none()
        && hedge.is_none()
        && pair.high.is_none()
        && n.vague.is_none()
        && let Some(e) = s.tables.rounded_shares.get(&n.value)
    {
        q.typical = ends(*e);
    }
    if n.mixed
        && hedge.is_none()
        && pair.high.is_none()
        && matches!(q.axis, Axis::Duration | Axis::Measure(_) | Axis::Count | Axis::Number)
        && !n.scaled
    {
        q.step = Rational::new(1, 3);
        q.typical = Interval::closed(n.value - Rational::new(1, 6), n.value + Rational::new(1, 6));
    }
    if n.share && q.axis == Axis::Share && q.unit.is_none() && n.value <= ONE {
        let whole = Interval { low: None, high: Some(Bound { at: ONE, open: false }) };
        if q.hard != Interval::ALL {
            q.hard = cut_high(q.hard, whole);
        }
        q.typical = cut_high(q.typical, whole);
    }
    q.hard = q.hard.map(factor, offset.unwrap_or(ZERO))?;
    q.typical = q.typical.map(factor, offset.unwrap_or(ZERO))?;
    q.step = times(q.step, factor)?;
    // "a fifth of" is given in per cent.
    if n.share && n.vague.is_none() && q.axis == Axis::Share && q.unit.is_none() && s.is(pair.end, Part::Of) {
        q.unit = Some(s.tables.unit("percent")?.id.clone());
        q.number = q.number.map(|v| v * Rational::from_integer(100));
    }
    Some(q)
}

/// Axis, unit id, factor to the base unit, and whether round tens are rounded.
fn scale_of(s: &Scene<'_>, pair: &Pair<'_>) -> Option<(Axis, Option<CompactString>, Rational, bool)> {
    let unit = pair.high.as_ref().filter(|_| matches!(pair.low.unit, In::Plain)).map_or(&pair.low.unit, |h| &h.unit);
    let hundredth = Rational::new(1, 100);
    Some(match unit {
        In::Plain if pair.low.number.share => (Axis::Share, None, ONE, false),
        In::Plain => {
            let counts =
                s.is_word(pair.end) && !s.is(pair.end, Part::Function) || s.dash(pair.end) && s.is_word(pair.end + 1);
            (if counts { Axis::Count } else { Axis::Number }, None, ONE, false)
        }
        In::Unit(u) => {
            let axis = match u.axis.as_str() {
                "duration" => Axis::Duration,
                "share" => Axis::Share,
                other => Axis::Measure(other.into()),
            };
            // The number is already in the unit that values are given in.
            let factor = times(u.factor, u.multiple.recip())?;
            (axis, Some(u.id.clone()), factor, u.coarse)
        }
        In::Money(m) => {
            let factor = if m.minor { hundredth } else { ONE };
            (Axis::Money(m.code.clone()), Some(m.unit.clone()), factor, false)
        }
    })
}

fn kind_of(s: &Scene<'_>, q: &Quantity, pair: &Pair<'_>, end: usize) -> Kind {
    match &q.axis {
        Axis::Money(_) => Kind::Money,
        Axis::Duration => Kind::Duration,
        Axis::Measure(_) => Kind::Measurement,
        Axis::Share if pair.low.number.share => Kind::Fraction,
        Axis::Share => Kind::Percentage,
        Axis::Count if s.is_word(end) || s.dash(end) => Kind::Count,
        _ => Kind::Number,
    }
}

/// "all but two of the 14"
pub fn all_but(s: &Scene<'_>, _: &Context, at: usize) -> Option<Found> {
    (s.is(at, Part::All) && s.is(at + 1, Part::But)).then_some(())?;
    let n: Numeral = super::numeral::numeral(s, at + 2, true)?;
    let whole = n.of.filter(|w| *w > n.value)?;
    let mut q = plain(Axis::Count, whole - n.value);
    q.pair = Some(whole);
    Some(Found { start: at, end: n.end, kind: Kind::Count, quantity: q })
}

/// An exact number on an axis.
pub fn plain(axis: Axis, number: Rational) -> Quantity {
    Quantity {
        axis,
        number: Some(number),
        step: ZERO,
        unit: None,
        hard: Interval::point(number),
        typical: Interval::point(number),
        hedge: None,
        change: None,
        limit: false,
        per: None,
        pair: None,
    }
}

/// Whether a unit measures time.
pub fn of_time(u: &Unit) -> bool {
    u.axis == "duration"
}
