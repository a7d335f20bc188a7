//! When two values clash.
//!
//! | intervals | verdict |
//! |---|---|
//! | hard ones disjoint, also when both numbers are taken as rounded | [`Clash::Hard`] |
//! | hard ones meet, typical ones disjoint beyond the tolerance | [`Clash::Typical`] |
//! | else | [`Clash::Agree`] |
//!
//! Pure and symmetric; a value agrees with itself, with its own rounding and with itself in another unit.

use num_traits::{One, Signed, Zero};

use super::{Axis, Bound, Change, Hedge, Interval, Precision, Quantity, Rational, period_days};

/// Whether two values can both be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clash {
    /// They can, and an honest writer may have written either.
    Agree,
    /// They can by the letter, but not as commonly meant.
    Typical,
    /// They cannot.
    Hard,
    /// They answer different questions: another axis, currency, rate, or a change against a level.
    Incomparable,
}

/// Compares two values. `tolerance` is relative (1/20: typical intervals are widened by 5 % of their ends).
pub fn compare(a: &Quantity, b: &Quantity, tolerance: Rational) -> Clash {
    if !comparable(a, b) {
        return Clash::Incomparable;
    }
    match (a.change, b.change) {
        (Some(Change::Up), Some(Change::Down)) | (Some(Change::Down), Some(Change::Up)) => return Clash::Hard,
        _ => {}
    }
    match a.axis {
        Axis::Score => return score(a, b),
        Axis::Date if open(a) || open(b) => return partial_date(a, b),
        Axis::Date if edge(a).is_some() || edge(b).is_some() => return edges(a, b),
        Axis::TimeOfDay => return time_of_day(a, b),
        _ => {}
    }
    if a.limit && b.limit {
        return bounds(a, b);
    }
    let verdict = match intervals(a, b, tolerance) {
        Clash::Agree if other_end(a, b) || other_floor(a, b) => Clash::Typical,
        verdict => verdict,
    };
    let of_another_whole = matches!((a.pair, b.pair), (Some(x), Some(y)) if x != y && a.number == b.number);
    // A bare "$" may be another dollar than the one named elsewhere: never more than a warning.
    let doubtful = matches!((&a.axis, &b.axis), (Axis::Money(x), Axis::Money(y)) if x != y);
    match verdict {
        Clash::Agree if of_another_whole => Clash::Hard,
        Clash::Hard if doubtful => Clash::Typical,
        verdict => verdict,
    }
}

/// Whether `coarse` is `fine` written with fewer digits ("3.15 million" and "3 million"). False for values of which one
/// carries no number, and for equal numbers.
pub fn is_rounding(coarse: &Quantity, fine: &Quantity) -> bool {
    let (Some(at), Some(of)) = (base(coarse), base(fine)) else { return false };
    comparable(coarse, fine) && at != of && coarse.step > fine.step && closed(rounded(at, coarse.step)).holds(of)
}

fn comparable(a: &Quantity, b: &Quantity) -> bool {
    let axes = match (&a.axis, &b.axis) {
        (Axis::Money(Some(x)), Axis::Money(Some(y))) => x == y,
        (Axis::Money(_), Axis::Money(_)) => true,
        (Axis::Number | Axis::Count, Axis::Number | Axis::Count) => true,
        (x, y) => x == y,
    };
    // "Fell twelve metres" is no change of a length.
    let change = a.change.is_some() == b.change.is_some() || matches!(&a.axis, Axis::Measure(m) if m == LENGTH);
    axes && change && (a.limit == b.limit || a.hedge == b.hedge) && a.per == b.per && a.axis_unit() == b.axis_unit()
}

/// Id of the axis of lengths and distances.
const LENGTH: &str = "length";

impl Quantity {
    /// The unit where it makes another question of the value: percentage points are no percentages, and a fiscal year is
    /// no calendar year.
    fn axis_unit(&self) -> Option<&str> {
        match self.unit.as_deref()? {
            "percentage-point" | "basis-point" => Some("percentage-point"),
            unit => matches!(unit, "fiscal-year" | "fiscal-quarter").then_some(unit),
        }
    }
}

fn open(q: &Quantity) -> bool {
    q.hard == Interval::ALL
}

fn score(a: &Quantity, b: &Quantity) -> Clash {
    // Each outlet puts its own side first.
    let same = (a.number, a.pair) == (b.number, b.pair) || (a.number, a.pair) == (b.pair, b.number);
    if same { Clash::Agree } else { Clash::Hard }
}

fn partial_date(a: &Quantity, b: &Quantity) -> Clash {
    match (a.number, b.number) {
        (Some(x), Some(y)) if a.unit == b.unit => {
            if x == y {
                Clash::Agree
            } else {
                Clash::Hard
            }
        }
        _ => Clash::Incomparable,
    }
}

/// "Since March 2022", "until 4 May", "by the end of 2026": the day or period at the edge, which is what is told.
fn edge(q: &Quantity) -> Option<(Interval, bool)> {
    let one =
        |at: Rational| Interval::closed(at, at + Rational::from_integer(period_days(q)) - Rational::from_integer(1));
    match (q.hard.low, q.hard.high) {
        (Some(low), None) => Some((one(low.at), true)),
        (None, Some(high)) => {
            Some((Interval::closed(high.at - Rational::from_integer(period_days(q)), high.at), false))
        }
        _ => None,
    }
}

/// Beginnings are compared with beginnings and with plain dates, ends with ends. What somebody means to have done "by the end
/// of 2026" may well be done before, but hardly a year before.
fn edges(a: &Quantity, b: &Quantity) -> Clash {
    let (x, y) = (edge(a), edge(b));
    let verdict = |clash: bool| if clash { Clash::Typical } else { Clash::Agree };
    match (x, y) {
        (Some((p, start)), Some((q, begin))) if start == begin => {
            if p.meets(&q) {
                Clash::Agree
            } else {
                Clash::Hard
            }
        }
        (Some(_), Some(_)) => Clash::Incomparable,
        (Some((p, true)), None) => verdict(!p.meets(&b.hard)),
        (None, Some((q, true))) => verdict(!q.meets(&a.hard)),
        (Some((_, false)), None) => deadline(a, b),
        (None, Some((_, false))) => deadline(b, a),
        (None, None) => Clash::Agree,
    }
}

/// A deadline and the day on which something is said to happen.
fn deadline(by: &Quantity, on: &Quantity) -> Clash {
    // "Before 1962" beside "in 1962" draws a line between two groups.
    if by.hedge != Some(Hedge::AtMost) {
        return if by.hard.meets(&on.hard) { Clash::Agree } else { Clash::Incomparable };
    }
    if !by.hard.meets(&on.hard) {
        return Clash::Hard;
    }
    let (Some(end), Some(at)) = (by.hard.high, on.hard.high) else { return Clash::Agree };
    let reach = Rational::from_integer(period_days(by)) * Rational::from_integer(2);
    if at.at + reach.max(Rational::from_integer(14)) < end.at { Clash::Typical } else { Clash::Agree }
}

/// Two ranges that begin alike and end apart, or end alike and begin apart, are one range told in two ways. So are two times
/// or periods from one to another that overlap: "from 2016 to 2023" beside "between 2018 and 2023".
fn other_end(a: &Quantity, b: &Quantity) -> bool {
    let range = |q: &Quantity| q.hedge == Some(Hedge::Range) && q.hard.low.is_some() && q.hard.high.is_some();
    if !range(a) || !range(b) || a.unit != b.unit {
        return false;
    }
    let (low, high) = (a.hard.low == b.hard.low, a.hard.high == b.hard.high);
    low != high || matches!(a.axis, Axis::Date | Axis::TimeOfDay) && !low
}

/// "At least five years" beside "at least three years", "up to ten days" beside "up to two weeks": both may be true, but a
/// bound more than 15 % away is another one. Of "more than" the rounder one is left alone.
fn other_floor(a: &Quantity, b: &Quantity) -> bool {
    let bound = matches!(a.hedge, Some(Hedge::AtLeast | Hedge::AtMost)) && a.hedge == b.hedge;
    let apart = |x: Rational, y: Rational| x.min(y).is_positive() && x.max(y) > x.min(y) * Rational::new(23, 20);
    bound && a.axis != Axis::Date && matches!((base(a), base(b)), (Some(x), Some(y)) if apart(x, y))
}

fn time_of_day(a: &Quantity, b: &Quantity) -> Clash {
    let (Some(x), Some(y)) = (a.number, b.number) else { return intervals(a, b, Rational::zero()) };
    if other_end(a, b) {
        return Clash::Typical;
    }
    let half = Rational::from_integer(720);
    let open = |q: &Quantity| q.unit.as_deref() == Some("half-day");
    if open(a) || open(b) {
        // One side leaves out the half of the day: the reading that comes nearer counts.
        let shift = if (x - y).abs() <= half / Rational::from_integer(2) { Rational::zero() } else { half };
        let shift = if x < y { shift } else { -shift };
        let moved = Quantity {
            hard: a.hard.map(Rational::one(), shift).unwrap_or(a.hard),
            typical: a.typical.map(Rational::one(), shift).unwrap_or(a.typical),
            ..a.clone()
        };
        return intervals(&moved, b, Rational::zero());
    }
    // Midnight is the end of one day and the start of the next.
    let day = Rational::from_integer(1440);
    if a.unit == b.unit && (x - y).abs() == day {
        return Clash::Agree;
    }
    if a.unit != b.unit {
        // One side leaves out the zone: zones lie whole or half hours apart.
        let half_hours = (x - y) / Rational::from_integer(30);
        return match (x == y, half_hours.is_integer()) {
            (true, _) => Clash::Agree,
            (false, true) => Clash::Incomparable,
            (false, false) => Clash::Typical,
        };
    }
    intervals(a, b, Rational::zero())
}

/// Limits that somebody sets: the bound is the value.
fn bounds(a: &Quantity, b: &Quantity) -> Clash {
    match (base(a), base(b)) {
        (Some(x), Some(y)) if x == y => Clash::Agree,
        (Some(_), Some(_)) => Clash::Hard,
        _ => Clash::Incomparable,
    }
}

fn intervals(a: &Quantity, b: &Quantity, tolerance: Rational) -> Clash {
    let slack = calendar_slack(a, b);
    if same_precision(a, b) {
        return if a.hard == b.hard { Clash::Agree } else { Clash::Hard };
    }
    if !widen(reach(a), slack).meets(&widen(reach(b), slack)) {
        return Clash::Hard;
    }
    let tolerance = tolerance + slack;
    if widen(usual(a), tolerance).meets(&widen(usual(b), tolerance)) { Clash::Agree } else { Clash::Typical }
}

/// Whether both are plain numbers, written in one unit and equally fine: then neither is the other's rounding.
fn same_precision(a: &Quantity, b: &Quantity) -> bool {
    let plain = |q: &Quantity| q.hedge.is_none() && q.number.is_some() && q.pair.is_none() && q.hard.value().is_some();
    plain(a) && plain(b) && a.unit == b.unit && a.step == b.step && a.axis == b.axis
}

/// Months and years have no fixed length: 30 days and a month agree, 52 weeks and a year too.
fn calendar_slack(a: &Quantity, b: &Quantity) -> Rational {
    let calendar =
        |q: &Quantity| q.axis == Axis::Duration && matches!(q.unit.as_deref(), Some("month" | "year" | "quarter"));
    if a.unit != b.unit && (calendar(a) || calendar(b)) { Rational::new(1, 50) } else { Rational::zero() }
}

/// The number in the base unit, where the hard interval is one point or has one end.
fn base(q: &Quantity) -> Option<Rational> {
    let end = |b: Option<Bound>| b.map(|b| b.at);
    q.hard.value().or(match (q.hard.low, q.hard.high) {
        (low, None) => end(low),
        (None, high) => end(high),
        _ => None,
    })
}

fn rounded(at: Rational, step: Rational) -> Interval {
    Precision::stands_for(at, step)
}

fn closed(i: Interval) -> Interval {
    let end = |b: Option<Bound>| b.map(|b| Bound { open: false, ..b });
    Interval { low: end(i.low), high: end(i.high) }
}

/// The hard interval, with the number taken as rounded to the precision at which it is written.
fn reach(q: &Quantity) -> Interval {
    match q.hedge {
        None | Some(Hedge::Exact | Hedge::Range) => {
            let end = |b: Option<Bound>| {
                b.map_or(Interval::ALL, |b| {
                    closed(rounded(b.at, q.step)).hull(&Interval { low: Some(b), high: Some(b) })
                })
            };
            match (q.hard.low, q.hard.high) {
                (None, None) => q.hard,
                (low, high) if q.step.is_zero() => Interval { low, high },
                (low, high) => {
                    Interval { low: low.and_then(|b| end(Some(b)).low), high: high.and_then(|b| end(Some(b)).high) }
                }
            }
        }
        // "Nearly 40" or "more than a dozen" of exactly as many is loose, not false.
        Some(Hedge::Nearly | Hedge::JustOver | Hedge::Over | Hedge::Under) => closed(q.hard),
        _ => q.hard,
    }
}

/// The typical interval as comparison needs it. A floor leaves open how much more there is: "at least nine" does not speak
/// against 14, and is doubtful only from twice as many.
fn usual(q: &Quantity) -> Interval {
    let mut usual = match q.hedge {
        None | Some(Hedge::Exact | Hedge::Range | Hedge::Nearly | Hedge::JustOver | Hedge::Over | Hedge::Under) => {
            closed(q.typical).hull(&q.typical)
        }
        _ => q.typical,
    };
    if let (Some(Hedge::AtLeast | Hedge::Over), Some(low), Some(high)) = (q.hedge, q.hard.low, &mut usual.high)
        && (q.axis != Axis::Share || q.hedge == Some(Hedge::Over))
    {
        high.at = high.at.max(low.at + low.at);
    }
    // "Up to 30" of what is 20 is fair, of what is 10 hardly.
    if let (Some(Hedge::AtMost | Hedge::Under), Some(high)) = (q.hedge, q.hard.high) {
        let two_thirds = high.at * Rational::new(2, 3);
        usual.low = (high.at.is_positive() && q.axis != Axis::Age).then_some(Bound { at: two_thirds, open: false });
    }
    usual
}

fn widen(i: Interval, share: Rational) -> Interval {
    if share.is_zero() {
        return i;
    }
    let by = |at: Rational| at.abs() * share;
    Interval {
        low: i.low.map(|b| Bound { at: b.at - by(b.at), open: b.open }),
        high: i.high.map(|b| Bound { at: b.at + by(b.at), open: b.open }),
    }
}
