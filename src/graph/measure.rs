//! Measures pairs of facts: first by the words around the values, then against their rivals in the other article.

use num_traits::ToPrimitive;

use super::feature::{FEATURES, Feature, Features};
use super::terms::{Id, Ready, Vocabulary, Weighed};
use crate::fact::{Fact, Part};
use crate::lexicon::RAREST;
use crate::value::{Axis, Clash, Hedge, Interval, Quantity, Rational, calendar, period_days};

fn yes(b: bool) -> f32 {
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

/// Shared weight over the geometric mean of both, 0 to 1; the mean of both directions.
fn overlaps(v: &Vocabulary, a: &[Weighed], b: &[Weighed]) -> (f32, f32, f32, usize) {
    let (there, back) = (common(v, a, b), common(v, b, a));
    let bits = |l: &[Weighed]| l.iter().map(|w| w.bits).sum::<f32>();
    let local = |l: &[Weighed]| l.iter().map(|w| w.local).sum::<f32>();
    let part = |shared: f32, x: f32, y: f32| if x * y > 0.0 { shared / 2.0 / (x * y).sqrt() } else { 0.0 };
    (
        part(there.bits + back.bits, bits(a), bits(b)),
        part(there.local + back.local, local(a), local(b)),
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
pub fn words(v: &Vocabulary, a: &Ready, b: &Ready, story: f32) -> Features {
    let mut out = [0.0; FEATURES.len()];
    let mut set = |feature: Feature, value: f32| out[feature as usize] = value;
    set(Feature::Bias, 1.0);

    let elsewhere = |id: Id, r: &Ready| {
        best(v, id, ids(&r.near)).max(0.5 * best(v, id, ids(&r.far))).max(0.3 * best(v, id, ids(&r.before)))
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
                set(Feature::ThingElsewhere, elsewhere(x, b).max(elsewhere(y, a)));
            }
        }
        (Some(x), None) => {
            set(Feature::OneThing, 1.0);
            set(Feature::ThingElsewhere, elsewhere(x, b));
        }
        (None, Some(y)) => {
            set(Feature::OneThing, 1.0);
            set(Feature::ThingElsewhere, elsewhere(y, a));
        }
        (None, None) => set(Feature::NoThing, 1.0),
    }

    let nearest = match (a.chain.first(), b.chain.first()) {
        (Some(p), Some(q)) => v.like(*p, *q),
        _ => 0.0,
    };
    let mut shared = (0.0f32, 0.0f32);
    for p in &a.chain {
        for q in &b.chain {
            let like = v.like(*p, *q);
            shared.0 = shared.0.max(like);
            shared.1 = shared.1.max(like * v.bits(*p).min(v.bits(*q)) / RAREST);
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

    let (bits, local, top, count) = overlaps(v, &a.near, &b.near);
    set(Feature::Overlap, bits);
    set(Feature::LocalOverlap, local);
    set(Feature::BestTerm, top);
    set(Feature::CommonTerms, (count as f32 / 3.0).min(2.0));
    let (_, beside, _, _) = overlaps(v, &a.close, &b.close);
    set(Feature::Beside, beside);
    set(Feature::OtherBeside, yes(!a.close.is_empty() && !b.close.is_empty() && beside == 0.0));
    set(Feature::Window, overlaps(v, &a.window, &b.window).1);
    let placed = |(d, x): &(u8, Id)| b.placed.iter().any(|(e, y)| x == y && d.abs_diff(*e) <= 1);
    set(Feature::SamePlace, (a.placed.iter().filter(|p| placed(p)).count() as f32 / 4.0).min(1.0));
    let tolls = |r: &Ready| {
        let all = r.thing.into_iter().chain(r.chain.iter().take(2).copied()).chain(ids(&r.close));
        all.filter(|id| v.moves(*id)).collect::<Vec<_>>()
    };
    let (ta, tb) = (tolls(a), tolls(b));
    set(Feature::Toll, yes(ta.iter().any(|x| best(v, *x, tb.iter().copied()) >= 1.0)));
    let opposing = |x: &[Id], y: &[Id]| x.iter().flat_map(|p| y.iter().map(|q| v.opposite(*p, *q))).fold(0.0, f32::max);
    let told = |r: &Ready| {
        let mut ids: Vec<Id> = ids(&r.close).chain(r.chain.iter().take(1).copied()).collect();
        ids.extend(r.parts(v, &[Part::Modifier]));
        ids
    };
    let opposite = opposing(&told(a), &told(b));
    set(Feature::Opposite, opposite);
    let whole = |r: &Ready| r.near.iter().chain(&r.far).copied().collect::<Vec<_>>();
    let (wa, wb) = (whole(a), whole(b));
    set(Feature::Sentence, overlaps(v, &wa, &wb).1);
    let before =
        overlaps(v, &a.before, &b.before).1.max(overlaps(v, &a.before, &wb).1).max(overlaps(v, &wa, &b.before).1);
    set(Feature::Before, before);

    let names = |list: &[Weighed]| ids(list).filter(|id| v.name(*id)).collect::<Vec<_>>();
    let (na, nb) = (names(&a.near), names(&b.near));
    let meet = |x: &[Id], y: &[Id]| x.iter().filter(|id| best(v, **id, y.iter().copied()) >= 1.0).count();
    // Of two names here and one there, one is shared.
    let shared = |x: &[Id], y: &[Id]| meet(x, y).min(meet(y, x));
    let close = shared(&na, &nb);
    set(Feature::SharedName, (close as f32 / 2.0).min(2.0));
    let wide = |near: &[Id], r: &Ready| [near, &names(&r.far), &names(&r.before)].concat();
    let (fa, fb) = (wide(&na, a), wide(&nb, b));
    set(Feature::NearbyName, (shared(&fa, &fb) as f32 / 2.0).min(2.0));
    let apart = !na.is_empty() && !nb.is_empty() && meet(&na, &fb) == 0 && meet(&nb, &fa) == 0;
    set(Feature::OtherName, yes(apart));

    let near_or_far = |id: &Id, r: &Ready| best(v, *id, ids(&r.near).chain(ids(&r.far))) > 0.0;
    let disjoint = |parts: &[Part]| {
        let (p, q) = (a.parts(v, parts), b.parts(v, parts));
        !p.is_empty() && !q.is_empty() && !p.iter().any(|t| near_or_far(t, b)) && !q.iter().any(|t| near_or_far(t, a))
    };
    set(Feature::OtherSubject, yes(disjoint(&[Part::Subject])));
    set(Feature::OtherObject, yes(disjoint(&[Part::Object])));
    set(Feature::OtherModifier, yes(disjoint(&[Part::Modifier])));
    set(Feature::OtherWhole, yes(disjoint(&[Part::Whole])));
    let (ma, mb) = (a.parts(v, &[Part::Modifier]), b.parts(v, &[Part::Modifier]));
    set(Feature::SameModifier, ma.iter().map(|m| best(v, *m, mb.iter().copied())).fold(0.0, f32::max));
    set(Feature::ModifierOnOne, yes(ma.is_empty() != mb.is_empty()));

    let bearers =
        |r: &Ready, m: &[Id]| m.iter().filter(|id| v.name(**id) && Some(**id) != r.thing).copied().collect::<Vec<_>>();
    let (pa, pb) = (bearers(a, &ma), bearers(b, &mb));
    set(Feature::OtherBearer, yes(!pa.is_empty() && !pb.is_empty() && meet(&pa, &pb) == 0));

    scope(a, b, &mut set);
    set(Feature::Story, story);
    set(Feature::Lead, yes(a.in_lead() && b.in_lead()));
    set(Feature::Headline, yes((a.in_title() && b.in_lead()) || (b.in_title() && a.in_lead())));
    set(Feature::OneArticle, yes(a.article == b.article));
    let day = |r: &Ready| r.digest.meta.published.map(|p| crate::value::calendar::days(p.date()));
    if let (Some(p), Some(q)) = (day(a), day(b)) {
        set(Feature::Days, ((p - q).abs() as f32 + 1.0).log10().min(4.0));
    }
    set(Feature::Change, yes(a.fact.value.change.is_some() && b.fact.value.change.is_some()));
    let opposed = matches!((a.fact.value.change, b.fact.value.change), (Some(x), Some(y)) if x != y);
    set(Feature::OtherDirection, yes(opposed));
    let (x, y) = (&a.fact.value, &b.fact.value);
    set(Feature::SameUnit, yes(x.unit == y.unit && x.unit.is_some()));
    set(Feature::Deictic, yes(a.fact.deictic() || b.fact.deictic()));
    let axis = match x.axis {
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
        let today = r.digest.meta.published.map(|p| crate::value::calendar::days(p.date()));
        let old = |i: &Interval| matches!((i.high, today), (Some(h), Some(t)) if h.at + HALF_A_YEAR < Rational::from_integer(t.into()));
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
    let (a, b) = (&of.value, &and.value);
    let mut set = |feature: Feature, value: f32| out[feature as usize] = value;
    set(Feature::Telling, yes(telling(a) && telling(b)));
    set(Feature::Small, yes(small(a) && small(b)));
    let verdict = of.compare(and, Rational::ZERO);
    let agree = verdict == Clash::Agree;
    set(Feature::DoubtOnly, yes(verdict == Clash::Typical));
    set(Feature::RateOnOne, yes(a.per.is_some() != b.per.is_some()));
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
    let apart: Vec<usize> = x.iter().zip(y).enumerate().filter(|(_, (p, q))| p != q).map(|(i, _)| i).collect();
    match apart[..] {
        [i, j] => j == i + 1 && x[i] == y[j] && x[j] == y[i],
        [_] => told >= 3,
        _ => false,
    }
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
