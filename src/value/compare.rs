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

use super::{Axis, Bound, Change, Hedge, Interval, Precision, Quantity, Rational, period_days, times};

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
    if elided(a, b).or(elided(b, a)).is_some() {
        return Clash::Agree;
    }
    let verdict = match intervals(a, b, tolerance) {
        Clash::Agree if other_end(a, b) || other_floor(a, b) || swapped(a, b) => Clash::Typical,
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
    let bounds = a.limit == b.limit || a.hedge == b.hedge;
    axes && change && bounds && same_rate(a, b) && a.axis_unit() == b.axis_unit()
}

/// Ids of what shares out one by one, whatever it is shared out to.
const APIECE: [&str; 2] = ["each", "capita"];

/// Ids of units of time.
const PERIODS: [&str; 8] = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"];

/// "250,000 a family" beside "250,000 each".
fn same_rate(a: &Quantity, b: &Quantity) -> bool {
    let apiece = |q: &Quantity| q.per.as_deref().is_some_and(|p| APIECE.contains(&p));
    let of_time = |q: &Quantity| q.per.as_deref().is_some_and(|p| PERIODS.contains(&p));
    a.per == b.per || a.per.is_some() && b.per.is_some() && (apiece(a) && !of_time(b) || apiece(b) && !of_time(a))
}

/// What one of two values tells and the other leaves out, so that they may still be told of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// A rate ("45 hours", "45 hours a week").
    Rate,
    /// That it is a change and not a level ("a rise of 35 percent", "the 35 percent").
    Change,
    /// That somebody sets it as a bound ("no more than 2 percent", "2 percent").
    Limit,
    /// What it measures ("54", "54 years old").
    Unit,
    /// Which two sides share it out ("69 votes", "187 to 69").
    Sides,
}

/// Compares two values of which one leaves out what the other tells; none where nothing or too much is left out. Those that
/// differ are told of one thing only where they are near or have the same digits: "$90 billion" and "$30 billion a year" are
/// two ways to tell of one sum.
pub fn compare_loosely(a: &Quantity, b: &Quantity, tolerance: Rational) -> Option<(Gap, Clash)> {
    let (gap, x, y) = filled(a, b)?;
    match compare(&x, &y, tolerance) {
        Clash::Agree => Some((gap, Clash::Agree)),
        Clash::Hard | Clash::Typical if near(gap, &x, &y) => Some((gap, Clash::Typical)),
        _ => None,
    }
}

/// Powers of ten that a writer leaves out where all know of what size the number is ("the loss was 310 million", "of the 310").
const ELIDED: [i128; 2] = [1_000_000, 1_000_000_000];

/// By what a bare number is to be multiplied to be the other number, if its power of ten was left out.
fn elided(bare: &Quantity, full: &Quantity) -> Option<Rational> {
    let (x, y) = (bare.number?, full.number?);
    ELIDED
        .map(Rational::from_integer)
        .into_iter()
        .find(|scale| bare.axis == Axis::Number && times(x, *scale) == Some(y))
}

/// Two values without what one of them leaves out, or with it in both; none where nothing is left out, or too much.
pub fn filled(a: &Quantity, b: &Quantity) -> Option<(Gap, Quantity, Quantity)> {
    if comparable(a, b) {
        return None;
    }
    let without = |gap: Gap, strip: &dyn Fn(&mut Quantity)| {
        let (mut x, mut y) = (a.clone(), b.clone());
        strip(&mut x);
        strip(&mut y);
        comparable(&x, &y).then_some((gap, x, y))
    };
    for (bare, full) in [(a, b), (b, a)] {
        let seen = if bare.axis == Axis::Number { as_measured(bare, full).map(|q| (Gap::Unit, q)) } else { None };
        let seen = seen.or_else(|| as_side(bare, full).map(|q| (Gap::Sides, q)));
        if let Some((gap, q)) = seen {
            let (x, y) = if gap == Gap::Sides { (bare.clone(), q) } else { (q, full.clone()) };
            return comparable(&x, &y).then_some((gap, x, y));
        }
    }
    if a.per.is_some() != b.per.is_some() {
        return without(Gap::Rate, &|q| q.per = None);
    }
    if a.change.is_some() != b.change.is_some() {
        return without(Gap::Change, &|q| q.change = None);
    }
    if a.limit != b.limit {
        // The bound is the value.
        return without(Gap::Limit, &|q| {
            let bound = base(q).filter(|_| q.limit).map(Interval::point);
            (q.limit, q.hedge) = (false, q.hedge.filter(|_| bound.is_none()));
            (q.hard, q.typical) = (bound.unwrap_or(q.hard), bound.unwrap_or(q.typical));
        });
    }
    None
}

/// A number of which nothing is known, read as what another value measures.
fn as_measured(bare: &Quantity, full: &Quantity) -> Option<Quantity> {
    let measured = matches!(
        full.axis,
        Axis::Age | Axis::Money(_) | Axis::Share | Axis::Duration | Axis::Measure(_) | Axis::PlanSize
    );
    let told = full.number.filter(|n| !n.is_zero() && measured)?;
    let (zero, one) = (Rational::zero(), Rational::one());
    // An age is a year long.
    if full.axis == Axis::Age {
        let by = bare.number? - told;
        let (hard, typical) = (full.hard.map(one, by)?, full.typical.map(one, by)?);
        let unit = full.unit.clone();
        return bare.hedge.is_none().then(|| Quantity { axis: Axis::Age, unit, hard, typical, ..bare.clone() });
    }
    let factor = times(full.hard.value()? / told, elided(bare, full).unwrap_or(one))?;
    Some(Quantity {
        axis: full.axis.clone(),
        unit: full.unit.clone(),
        step: times(bare.step, factor)?,
        hard: bare.hard.map(factor, zero)?,
        typical: bare.typical.map(factor, zero)?,
        per: full.per.clone(),
        change: full.change,
        limit: full.limit,
        ..bare.clone()
    })
}

/// That of the two numbers of a result which is nearer to a count. Small ones are met by chance.
fn as_side(count: &Quantity, result: &Quantity) -> Option<Quantity> {
    let least = Rational::from_integer(10);
    let (at, x, y) = (count.number?, result.number?, result.pair?);
    let plain = matches!(count.axis, Axis::Count | Axis::Number) && count.pair.is_none();
    let nearer = if (x - at).abs() <= (y - at).abs() { x } else { y };
    if !plain || result.axis != Axis::Score || at <= least || nearer <= least {
        return None;
    }
    let point = Interval::point(nearer);
    Some(Quantity {
        axis: count.axis.clone(),
        number: Some(nearer),
        pair: None,
        unit: None,
        hard: point,
        typical: point,
        ..result.clone()
    })
}

/// Whether two values lie within a factor of two. Rates, and large numbers, may also have the same digits.
fn near(gap: Gap, a: &Quantity, b: &Quantity) -> bool {
    let two = Rational::from_integer(2);
    let end = |q: &Quantity| q.typical.low.or(q.typical.high).map(|b| b.at).filter(|at| !at.is_zero());
    let within = |x: Rational, y: Rational| {
        let ratio = x / y;
        ratio.is_positive() && ratio <= two && ratio >= two.recip()
    };
    let large = |q: &Quantity| q.number.is_some_and(|n| n >= Rational::from_integer(1000));
    let scaled = gap == Gap::Rate || gap == Gap::Unit && large(a) && large(b);
    matches!((end(a), end(b)), (Some(x), Some(y)) if within(x, y))
        || scaled && matches!((digits(a), digits(b)), (Some(x), Some(y)) if x.len() >= 2 && x == y)
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

/// The digits of a whole number, without the zeros at its end.
fn digits(q: &Quantity) -> Option<String> {
    let number = q.number.filter(|n| n.is_integer() && !n.is_zero())?.to_integer();
    Some(number.to_string().trim_end_matches('0').to_owned())
}

/// "About 18,700" beside "17,800": near enough to agree, but the digits are the same in another order.
fn swapped(a: &Quantity, b: &Quantity) -> bool {
    let one = a.axis != Axis::Date && a.unit == b.unit && a.step == b.step;
    one && matches!((digits(a), digits(b)), (Some(x), Some(y)) if neighbours_swapped(x.as_bytes(), y.as_bytes()))
}

/// Whether two rows of digits are one but for two neighbours that changed places.
pub fn neighbours_swapped(x: &[u8], y: &[u8]) -> bool {
    let mut apart = x.iter().zip(y).enumerate().filter(|(_, (p, q))| p != q).map(|(i, _)| i);
    let (first, second) = (apart.next(), apart.next());
    let swap = |i: usize, j: usize| j == i + 1 && x[i] == y[j] && x[j] == y[i];
    x.len() == y.len() && apart.next().is_none() && matches!((first, second), (Some(i), Some(j)) if swap(i, j))
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
