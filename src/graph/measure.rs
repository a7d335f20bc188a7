//! Measures pairs of facts: first by the words around the values, then against their rivals in the other article.

use num_traits::ToPrimitive;

use super::feature::{FEATURES, Feature, Features};
use super::shared::View;
use super::terms::{Id, Ready, Sum, Vocabulary, Weighed};
use crate::fact::Fact;
use crate::lexicon::RAREST;
use crate::value::{self, Axis, Clash, Gap, Hedge, Interval, Quantity, Rational, calendar, period_days};

/// 1 where it is so, 0 where it is not.
pub fn yes(b: bool) -> f32 {
    if b { 1.0 } else { 0.0 }
}

/// Terms in common of two lists, by meaning: the weights of both sides that found a counterpart.
struct Common {
    bits: f32,
    local: f32,
    best: f32,
    count: usize,
}

/// Each term of `a` with its best counterpart in `b`.
fn common(v: &Vocabulary, a: &[Weighed], b: &[Weighed]) -> Common {
    let mut sum = Common { bits: 0.0, local: 0.0, best: 0.0, count: 0 };
    for x in a {
        let mut top: Option<(f32, &Weighed)> = None;
        for y in b {
            let like = v.like(x.id, y.id);
            // Of several that are equally like the weightiest counts, so that the order of the terms decides nothing.
            let better = top.is_none_or(|(best, t)| (like, y.bits, y.local) > (best, t.bits, t.local));
            if like > 0.0 && better {
                top = Some((like, y));
            }
        }
        if let Some((like, y)) = top {
            sum.bits += like * x.bits.min(y.bits);
            let local = like * x.local.min(y.local);
            sum.local += local;
            sum.best = sum.best.max(local);
            sum.count += usize::from(like >= 0.7 && v.bits(x.id) >= 7.0);
        }
    }
    sum
}

/// Terms that may find a counterpart, and what they weigh together with those that find none.
type Side<'a> = (&'a [Weighed], Sum);

/// Shared weight over the geometric mean of both, 0 to 1; the mean of both directions.
fn overlaps(v: &Vocabulary, (a, x): Side, (b, y): Side) -> (f32, f32, f32, usize) {
    if a.is_empty() || b.is_empty() {
        return (0.0, 0.0, 0.0, 0);
    }
    let (there, back) = (common(v, a, b), common(v, b, a));
    let part = |shared: f32, x: f32, y: f32| if x * y > 0.0 { shared / 2.0 / (x * y).sqrt() } else { 0.0 };
    (
        part(there.bits + back.bits, x.bits, y.bits),
        part(there.local + back.local, x.local, y.local),
        there.best.max(back.best),
        there.count.min(back.count),
    )
}

/// The best likeness of a term to any of a list.
fn best(v: &Vocabulary, id: Id, list: impl Iterator<Item = Id>) -> f32 {
    list.map(|other| v.like(id, other)).fold(0.0, f32::max)
}

fn ids(list: &[Weighed]) -> impl Iterator<Item = Id> + '_ {
    list.iter().map(|w| w.id)
}

/// Measures a pair of facts by the words around the values. Symmetric.
pub fn words(v: &Vocabulary, p: &View, q: &View, story: f32) -> Features {
    let (a, b) = (p.of, q.of);
    let mut out = [0.0; FEATURES.len()];
    let mut set = |feature: Feature, value: f32| out[feature as usize] = value;
    set(Feature::Bias, 1.0);

    let elsewhere = |id: Id, r: &View| {
        best(v, id, ids(r.near)).max(0.5 * best(v, id, ids(r.far))).max(0.3 * best(v, id, ids(r.before)))
    };
    match (a.thing, b.thing) {
        (Some(x), Some(y)) => {
            let like = v.like(x, y);
            if like >= 1.0 {
                set(Feature::SameThing, 1.0);
                set(Feature::RareThing, v.bits(x).min(v.bits(y)) / RAREST);
            } else {
                set(Feature::LikeThing, like);
                set(Feature::OtherThing, yes(like == 0.0));
                set(Feature::ThingElsewhere, elsewhere(x, q).max(elsewhere(y, p)));
            }
        }
        (Some(x), None) => {
            set(Feature::OneThing, 1.0);
            set(Feature::ThingElsewhere, elsewhere(x, q));
        }
        (None, Some(y)) => {
            set(Feature::OneThing, 1.0);
            set(Feature::ThingElsewhere, elsewhere(y, p));
        }
        (None, None) => set(Feature::NoThing, 1.0),
    }

    let nearest = match (a.chain.first(), b.chain.first()) {
        (Some(x), Some(y)) => v.like(*x, *y),
        _ => 0.0,
    };
    let mut shared = (0.0f32, 0.0f32);
    for x in &a.chain {
        for y in &b.chain {
            let like = v.like(*x, *y);
            shared.0 = shared.0.max(like);
            shared.1 = shared.1.max(like * v.bits(*x).min(v.bits(*y)) / RAREST);
        }
    }
    let cross = |x: &Ready, y: &Ready| x.thing.map_or(0.0, |t| best(v, t, y.chain.iter().copied()));
    let cross = cross(a, b).max(cross(b, a));
    set(Feature::SamePredicate, nearest);
    set(Feature::SharedPredicate, (shared.0 - nearest).max(0.0));
    set(Feature::RarePredicate, shared.1);
    set(Feature::ThingAsPredicate, cross);
    let attribute =
        a.fact.attribute && b.fact.attribute && matches!((a.thing, b.thing), (Some(x), Some(y)) if v.like(x, y) >= 1.0);
    set(Feature::Attribute, yes(attribute));
    let both = !a.chain.is_empty() && !b.chain.is_empty();
    set(Feature::OtherPredicate, yes(both && shared.0 == 0.0 && cross == 0.0 && !attribute));

    let (s, t) = (&a.sums, &b.sums);
    let (bits, local, top, count) = overlaps(v, (p.near, s.near), (q.near, t.near));
    set(Feature::Overlap, bits);
    set(Feature::LocalOverlap, local);
    set(Feature::BestTerm, top);
    set(Feature::CommonTerms, (count as f32 / 3.0).min(2.0));
    let (_, beside, _, _) = overlaps(v, (p.close, s.close), (q.close, t.close));
    set(Feature::Beside, beside);
    set(Feature::OtherBeside, yes(!a.close.is_empty() && !b.close.is_empty() && beside == 0.0));
    set(Feature::Window, overlaps(v, (p.window, s.window), (q.window, t.window)).1);
    let placed = |(d, x): &(u8, Id)| b.placed.iter().any(|(e, y)| x == y && d.abs_diff(*e) <= 1);
    set(Feature::SamePlace, (a.placed.iter().filter(|p| placed(p)).count() as f32 / 4.0).min(1.0));
    set(Feature::Toll, yes(a.tolls.iter().any(|x| best(v, *x, b.tolls.iter().copied()) >= 1.0)));
    let opposing = |x: &[Id], y: &[Id]| x.iter().flat_map(|p| y.iter().map(|q| v.opposite(*p, *q))).fold(0.0, f32::max);
    set(Feature::Opposite, opposing(&a.contrary, &b.contrary));
    set(Feature::Sentence, overlaps(v, (p.whole, s.whole), (q.whole, t.whole)).1);
    let before = overlaps(v, (p.before, s.before), (q.before, t.before))
        .1
        .max(overlaps(v, (p.before, s.before), (q.whole, t.whole)).1)
        .max(overlaps(v, (p.whole, s.whole), (q.before, t.before)).1);
    set(Feature::Before, before);

    let meet = |x: &[Id], y: &[Id]| x.iter().filter(|name| y.contains(name)).count();
    // Of two names here and one there, one is shared.
    let shared = |x: &[Id], y: &[Id]| meet(x, y).min(meet(y, x));
    set(Feature::SharedName, (shared(&a.names, &b.names) as f32 / 2.0).min(2.0));
    set(Feature::NearbyName, (shared(&a.all_names, &b.all_names) as f32 / 2.0).min(2.0));
    let strangers = meet(&a.names, &b.all_names) == 0 && meet(&b.names, &a.all_names) == 0;
    set(Feature::OtherName, yes(!a.names.is_empty() && !b.names.is_empty() && strangers));

    let nowhere = |list: &[Id], r: &View| list.iter().all(|id| best(v, *id, ids(r.whole)) <= 0.0);
    let disjoint = |x: &[Id], y: &[Id]| !x.is_empty() && !y.is_empty() && nowhere(x, q) && nowhere(y, p);
    set(Feature::OtherSubject, yes(disjoint(&a.subjects, &b.subjects)));
    set(Feature::OtherObject, yes(disjoint(&a.objects, &b.objects)));
    set(Feature::OtherModifier, yes(disjoint(&a.modifiers, &b.modifiers)));
    set(Feature::OtherWhole, yes(disjoint(&a.wholes, &b.wholes)));
    let (ma, mb) = (&a.modifiers, &b.modifiers);
    set(Feature::SameModifier, ma.iter().map(|m| best(v, *m, mb.iter().copied())).fold(0.0, f32::max));
    set(Feature::ModifierOnOne, yes(ma.is_empty() != mb.is_empty()));
    let bearers = !a.bearers.is_empty() && !b.bearers.is_empty() && meet(&a.bearers, &b.bearers) == 0;
    set(Feature::OtherBearer, yes(bearers));

    scope(a, b, &mut set);
    set(Feature::Story, story);
    set(Feature::Lead, yes(a.in_lead() && b.in_lead()));
    set(Feature::Headline, yes((a.in_title() && b.in_lead()) || (b.in_title() && a.in_lead())));
    set(Feature::OneArticle, yes(a.article == b.article));
    if let (Some(x), Some(y)) = (a.day, b.day) {
        set(Feature::Days, ((x - y).abs() as f32 + 1.0).log10().min(4.0));
    }
    set(Feature::Change, yes(a.fact.value.change.is_some() && b.fact.value.change.is_some()));
    let opposed = matches!((a.fact.value.change, b.fact.value.change), (Some(x), Some(y)) if x != y);
    set(Feature::OtherDirection, yes(opposed));
    let (x, y) = (&a.fact.value, &b.fact.value);
    set(Feature::SameUnit, yes(x.unit == y.unit && x.unit.is_some()));
    set(Feature::Deictic, yes(a.fact.deictic() || b.fact.deictic()));
    // Of two axes the one that says more.
    let axis = match if x.axis == Axis::Number || y.axis == Axis::Score { &y.axis } else { &x.axis } {
        Axis::Count | Axis::Number => Some(Feature::AxisCount),
        Axis::Share => Some(Feature::AxisShare),
        Axis::Money(_) => Some(Feature::AxisMoney),
        Axis::Duration => Some(Feature::AxisDuration),
        Axis::Date => Some(Feature::AxisDate),
        Axis::TimeOfDay => Some(Feature::AxisTime),
        Axis::Age => Some(Feature::AxisAge),
        Axis::Ordinal => Some(Feature::AxisOrdinal),
        Axis::PlanSize | Axis::Measure(_) | Axis::Multiple | Axis::Score => None,
    };
    axis.into_iter().for_each(|f| set(f, 1.0));
    out
}

/// Days.
const HALF_A_YEAR: Rational = Rational::new_raw(183, 1);

/// What narrows the values down, and how they are stated.
fn scope(a: &Ready, b: &Ready, set: &mut impl FnMut(Feature, f32)) {
    let (s, t) = (&a.fact.scope, &b.fact.scope);
    let narrow = |s: &crate::fact::Scope| s.additional || s.part || s.excluding;
    set(Feature::OtherScope, yes(narrow(s) != narrow(t)));
    set(Feature::ListedOnOne, yes(s.listed != t.listed));
    let both = !s.time.is_empty() && !t.time.is_empty();
    let meet = s.time.iter().any(|x| t.time.iter().any(|y| x.meets(y)));
    set(Feature::OtherTime, yes(both && !meet));
    set(Feature::SameTime, yes(both && meet));
    set(Feature::TimeOnOne, yes(s.time.is_empty() != t.time.is_empty()));
    let long_ago = |r: &Ready| {
        let old = |i: &Interval| matches!((i.high, r.day), (Some(h), Some(t)) if h.at + HALF_A_YEAR < Rational::from_integer(t.into()));
        r.fact.value.axis != Axis::Date && r.fact.scope.time.iter().any(old)
    };
    let (p, q) = (long_ago(a), long_ago(b));
    set(Feature::LongAgoOnOne, yes(p != q && !(both && meet)));
    set(Feature::OtherBackground, yes(s.background != t.background));
    let open = |f: &Fact| f.stance.forecast || f.stance.hypothetical;
    set(Feature::OtherStance, yes(open(a.fact) != open(b.fact)));
    set(Feature::OtherFormer, yes(a.fact.stance.former != b.fact.stance.former));
    set(Feature::NegatedOnOne, yes(a.fact.stance.negated != b.fact.stance.negated));
}

/// What the values themselves say.
pub fn values(of: &Fact, and: &Fact, out: &mut Features) {
    let filled = value::filled(&of.value, &and.value);
    let (a, b) = filled.as_ref().map_or((&of.value, &and.value), |(_, x, y)| (x, y));
    let gap = filled.as_ref().map(|(gap, ..)| *gap);
    let mut set = |feature: Feature, value: f32| out[feature as usize] = value;
    set(Feature::RateOnOne, yes(gap == Some(Gap::Rate)));
    set(Feature::UnitOnOne, yes(matches!(gap, Some(Gap::Unit | Gap::Sides))));
    set(Feature::ChangeOnOne, yes(gap == Some(Gap::Change)));
    set(Feature::LimitOnOne, yes(gap == Some(Gap::Limit)));
    set(Feature::Telling, yes(telling(a) && telling(b)));
    set(Feature::Small, yes(small(a) && small(b)));
    let verdict = of.compare(and, Rational::ZERO);
    let agree = verdict == Clash::Agree;
    set(Feature::DoubtOnly, yes(verdict == Clash::Typical));
    set(Feature::Slip, yes(!agree && slip(a, b)));
    set(Feature::OnePart, yes(!agree && one_part(a, b)));
    // A thousand times too much is near where the digits are right.
    let scale = !agree && other_scale(a, b);
    set(Feature::OtherScale, yes(scale));
    set(Feature::FarApart, if scale { 0.0 } else { far_apart(a, b) });
    set(Feature::Apart, if scale { 0.0 } else { apart(a, b) });
    let hedged = |q: &Quantity| !matches!(q.hedge, None | Some(Hedge::Exact));
    set(Feature::HedgeOnOne, yes(hedged(a) != hedged(b)));
}

/// Whether the number has three or more digits that count.
fn telling(q: &Quantity) -> bool {
    digits(q).is_some_and(|d| d.trim_end_matches('0').len() >= 3)
}

fn small(q: &Quantity) -> bool {
    q.number.is_some_and(|n| n.is_integer() && n <= Rational::from_integer(10))
}

/// The digits of the number as written, without sign, point and zeros in front.
fn digits(q: &Quantity) -> Option<String> {
    let n = q.number?;
    let mut scaled = n;
    let mut steps = 0;
    while !scaled.is_integer() && steps < 6 {
        scaled *= Rational::from_integer(10);
        steps += 1;
    }
    scaled.is_integer().then(|| scaled.to_integer().unsigned_abs().to_string())
}

/// Whether the digits differ as they do by a slip of the hand: swapped neighbours, one digit among three or more, or the same
/// digits with another unit or power of ten. Zeros at the end are no digits that could slip.
fn slip(a: &Quantity, b: &Quantity) -> bool {
    if a.axis == Axis::Date {
        // "March 3" for "May 3", or the right day of the wrong year.
        return matches!((civil(a), civil(b)), (Some(x), Some(y)) if x.day() == y.day()
            && (x.month() == y.month()) != (x.year() == y.year()));
    }
    if a.axis == Axis::TimeOfDay {
        return false;
    }
    let (Some(x), Some(y)) = (digits(a), digits(b)) else { return false };
    if other_scale(a, b) && x.trim_end_matches('0').len() >= 2 {
        return true;
    }
    if x == y || x.len() != y.len() {
        return false;
    }
    let told = x.trim_end_matches('0').len().max(y.trim_end_matches('0').len());
    let (x, y) = (&x.as_bytes()[..told], &y.as_bytes()[..told]);
    let apart = x.iter().zip(y).filter(|(p, q)| p != q).count();
    value::neighbours_swapped(x, y) || apart == 1 && told >= 3
}

/// Whether the digits are right and the unit or power of ten another: litres for gallons, millions for billions.
fn other_scale(a: &Quantity, b: &Quantity) -> bool {
    let plain = !matches!(a.axis, Axis::Age | Axis::Ordinal | Axis::Date | Axis::TimeOfDay);
    let (Some(x), Some(y)) = (digits(a), digits(b)) else { return false };
    plain && (a.number != b.number || a.unit != b.unit) && x.trim_end_matches('0') == y.trim_end_matches('0')
}

/// The day of a date that names one.
fn civil(q: &Quantity) -> Option<jiff::civil::Date> {
    let day = q.hard.low.filter(|l| q.hard.value() == Some(l.at) || q.unit.as_deref() == Some("day"))?;
    calendar::date(day.at.to_integer().to_i64()?)
}

/// Whether two days differ in one of day, month and year, or two numbers of two digits in one digit.
fn one_part(a: &Quantity, b: &Quantity) -> bool {
    if a.axis == Axis::Date {
        let (Some(x), Some(y)) = (civil(a), civil(b)) else { return false };
        let same = [x.year() == y.year(), x.month() == y.month(), x.day() == y.day()];
        return same.iter().filter(|s| **s).count() == 2;
    }
    let (Some(x), Some(y)) = (digits(a), digits(b)) else { return false };
    x.len() == 2 && y.len() == 2 && x.bytes().zip(y.bytes()).filter(|(p, q)| p == q).count() == 1
}

/// Where a value lies, roughly.
fn size(q: &Quantity) -> Option<f64> {
    q.typical.low.or(q.typical.high).and_then(|b| b.at.to_f64())
}

/// See [`Feature::Apart`].
fn apart(a: &Quantity, b: &Quantity) -> f32 {
    let (Some(x), Some(y)) = (size(a), size(b)) else { return 0.0 };
    if matches!(a.axis, Axis::Date | Axis::TimeOfDay) {
        return ((x - y).abs() / period(a, b) + 1.0).log10().min(4.0) as f32;
    }
    if x <= 0.0 || y <= 0.0 { 0.0 } else { (x / y).log10().abs().min(2.0) as f32 }
}

/// Days of the coarser of the periods that two dates are written by; 1 for other values.
fn period(a: &Quantity, b: &Quantity) -> f64 {
    if a.axis == Axis::Date { period_days(a).max(period_days(b)) as f64 } else { 1.0 }
}

/// How far the values lie apart: 1 at a factor of three, one more for each factor of ten beyond (up to 3); for dates 1 at half
/// a year and 2 from two years on, and where they are written by longer periods, at ten and thirty of these.
fn far_apart(a: &Quantity, b: &Quantity) -> f32 {
    let (Some(x), Some(y)) = (size(a), size(b)) else { return 0.0 };
    if a.axis == Axis::Date {
        let (days, period) = ((x - y).abs(), period(a, b));
        return if days >= f64::max(730.0, 30.0 * period) {
            2.0
        } else if days >= f64::max(183.0, 10.0 * period) {
            1.0
        } else {
            0.0
        };
    }
    if x <= 0.0 || y <= 0.0 {
        return 0.0;
    }
    let ratio = (x / y).max(y / x);
    if ratio < 3.0 { 0.0 } else { ((ratio / 3.0).log10() + 1.0).min(3.0) as f32 }
}
