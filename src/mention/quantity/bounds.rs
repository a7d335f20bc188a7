//! What a hedge entails and what is meant by it.

use super::*;

pub(super) fn cut_high(i: Interval, whole: Interval) -> Interval {
    if i.high.is_none() { i.cut(&whole).unwrap_or(i) } else { i }
}

pub(super) fn ends(e: Ends) -> Interval {
    let end = |e: End| e.map(|(at, open)| Bound { at, open });
    Interval { low: end(e.low), high: end(e.high) }
}

/// How far "about" reaches: a tenth, at least half a step, and of a share at most five hundredths.
pub(super) fn about(q: &Quantity, x: Rational) -> Rational {
    let tenth = abs(x) / Rational::from_integer(10);
    let half = q.step / Rational::from_integer(2);
    let mut reach = tenth.max(half);
    if q.axis == Axis::Count && abs(x) < Rational::from_integer(10) {
        reach = reach.max(ONE);
    }
    if q.axis == Axis::Share {
        let cap = if q.unit.is_some() { Rational::from_integer(5) } else { Rational::new(1, 20) };
        reach = reach.min(cap).max(half);
    }
    reach
}

pub(super) fn abs(x: Rational) -> Rational {
    if x < ZERO { -x } else { x }
}

/// Sets both intervals of a single number under a hedge.
pub fn hedged(q: &mut Quantity, x: Rational, hedge: Hedge) {
    let (two, five) = (Rational::from_integer(2), Rational::from_integer(5));
    q.hedge = Some(hedge);
    let reach = about(q, x);
    // The step of a whole number is taken as one for "nearly" and "just over", so that "nearly four years" begins at 3.5.
    let half = if q.step == ZERO && q.axis != Axis::Share {
        Rational::new(1, 2).min(reach.max(abs(x) / five))
    } else {
        q.step / two
    };
    let open = |low: Option<Rational>, high: Option<Rational>, low_open, high_open| Interval {
        low: low.map(|at| Bound { at, open: low_open }),
        high: high.map(|at| Bound { at, open: high_open }),
    };
    let more = if x > ZERO { x + x / two } else { x };
    (q.hard, q.typical) = match hedge {
        Hedge::Exact | Hedge::Range | Hedge::Vague => (Interval::point(x), Precision::stands_for(x, q.step)),
        Hedge::About => (Interval::ALL, Interval::closed(x - reach, x + reach)),
        Hedge::Nearly => (Interval::to(x, true), open(Some(x - nearly(q, x, half)), Some(x), false, true)),
        Hedge::JustOver => (Interval::from(x, true), open(Some(x), Some(x + (reach / two).max(half)), true, false)),
        Hedge::Over => (Interval::from(x, true), open(Some(x), Some(more), true, false)),
        Hedge::AtLeast => (Interval::from(x, false), open(Some(x), Some(more), false, false)),
        Hedge::Under => (Interval::to(x, true), open(Some(x / two), Some(x), false, true)),
        Hedge::AtMost => (Interval::to(x, false), Interval::to(x, false)),
    };
    if q.typical.low.is_some_and(|b| q.typical.high.is_some_and(|h| b.at > h.at)) {
        q.typical = q.hard;
    }
    if q.typical == Interval::ALL && q.hard != Interval::ALL {
        q.typical = q.hard;
    }
}

/// "just under" comes twice as near as "nearly".
pub(super) fn tighten(s: &Scene<'_>, pair: &Pair<'_>, q: &mut Quantity, n: Rational) {
    let Some((_, _, factor, _)) = scale_of(s, pair) else { return };
    let base = factor * n;
    if let (Some(low), true) = (&mut q.typical.low, q.hard.high.is_some_and(|h| h.at == base)) {
        let twentieth = abs(base) / Rational::from_integer(20);
        low.at = low.at.max(base - twentieth.max(q.step / Rational::from_integer(2)));
    }
}

pub(super) fn nearly(q: &Quantity, x: Rational, half: Rational) -> Rational {
    let tenth = about(q, x);
    tenth.max(half)
}

pub(super) fn ranged(q: &mut Quantity, low: Rational, high: Rational, hedge: Option<Hedge>) {
    q.hedge = Some(Hedge::Range);
    q.hard = Interval::closed(low, high);
    q.typical = q.hard;
    match hedge {
        Some(Hedge::About | Hedge::Nearly | Hedge::JustOver) => {
            q.hard = Interval::ALL;
            q.typical = Interval::closed(low - about(q, low), high + about(q, high));
        }
        Some(Hedge::AtLeast) => q.hard = Interval::from(low, false),
        Some(Hedge::Over) => q.hard = Interval::from(low, true),
        Some(Hedge::AtMost) => q.hard = Interval::to(high, false),
        Some(Hedge::Under) => q.hard = Interval::to(high, true),
        _ => {}
    }
}
