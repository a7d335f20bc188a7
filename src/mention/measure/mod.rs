//! A number with what it counts in: units, per cent, money.

mod money;

use compact_str::CompactString;

use crate::lexicon::numbers::Part;
use crate::lexicon::quantities::{Money, Starts, Unit};
use crate::value::{Rational, plus, times};

use super::Context;
use super::numeral::{Numeral, numeral};
use super::scan::Scene;

use money::*;

/// What a number counts in.
#[derive(Clone, Debug)]
pub enum In<'a> {
    /// Nothing named.
    Plain,
    /// A unit of measure, of time, or a share.
    Unit(&'a Unit),
    /// Money.
    Money(Money),
}

/// A number with its unit.
#[derive(Clone, Debug)]
pub struct Amount<'a> {
    /// One past its last atom.
    pub end: usize,
    /// The number.
    pub number: Numeral,
    /// What it counts in.
    pub unit: In<'a>,
    /// Whether the unit stands before the number.
    pub leading: bool,
    /// Whether the unit is bound by a hyphen ("20-foot").
    pub hyphen: bool,
}

/// The amount at an atom.
pub fn amount<'a>(s: &Scene<'a>, ctx: &Context, at: usize, apart: bool) -> Option<Amount<'a>> {
    if let Some(a) = leading_money(s, ctx, at, apart) {
        return Some(a);
    }
    let Some(number) = numeral(s, at, apart) else { return by_article(s, at) };
    if number.ordinal {
        return Some(Amount { end: number.end, number, unit: In::Plain, leading: false, hyphen: false });
    }
    Some(with_unit(s, ctx, at, number))
}

/// The unit at an atom: end and unit. Symbols as written, names in lower case, the longest.
pub fn unit_at<'a>(s: &Scene<'a>, at: usize) -> Option<(usize, &'a Unit)> {
    if !s.word(at).starts.has(Starts::UNIT) {
        return None;
    }
    let symbol = s.cased_phrase(&s.tables.symbols, at);
    let name = s.phrase(&s.tables.names, at);
    let (end, index) = match (symbol, name) {
        (Some(a), Some(b)) => {
            if b.0 >= a.0 {
                b
            } else {
                a
            }
        }
        (a, b) => a.or(b)?,
    };
    Some((end, &s.tables.units[*index as usize]))
}

fn with_unit<'a>(s: &Scene<'a>, ctx: &Context, at: usize, mut number: Numeral) -> Amount<'a> {
    let mut at_unit = number.end;
    let hyphen = s.dash(at_unit) && s.glued(at_unit) && s.glued(at_unit + 1) && s.is_word(at_unit + 1);
    at_unit += usize::from(hyphen);
    // "half an hour", "three quarters of a mile", "a quarter of hour"
    if number.share {
        let of = usize::from(s.is(at_unit, Part::Of));
        let article = usize::from(s.is(at_unit + of, Part::Article));
        if of + article > 0 && unit_at(s, at_unit + of + article).is_some() {
            at_unit += of + article;
        }
    } else if s.is(at_unit, Part::Of)
        && (number.vague.is_some() || number.scaled || number.mixed)
        && named(s, at_unit + 1)
    {
        // "hundreds of billions of dollars", "a couple of days"
        at_unit += 1;
    } else if s.is(at_unit, Part::More) && unit_at(s, at_unit + 1).is_some_and(|u| u.1.axis == "duration") {
        at_unit += 1;
    }
    // "20 (kg)"
    let bracket = match s.mark(at_unit) {
        Some('(') => Some(')'),
        Some('[') => Some(']'),
        Some('{') => Some('}'),
        Some('<') => Some('>'),
        _ => None,
    };
    if let Some(close) = bracket
        && let Some((end, unit)) = unit_at(s, at_unit + 1)
        && s.mark(end) == Some(close)
    {
        return Amount { end: end + 1, number, unit: In::Unit(unit), leading: false, hyphen: false };
    }
    if let Some((end, money)) = trailing_money(s, at, &number, at_unit, ctx) {
        let amount = Amount { end, number, unit: In::Money(money), leading: false, hyphen };
        return minor_part(s, amount);
    }
    // "20 below zero"
    if let Some((end, ())) = s.phrase(&s.tables.below_zero, at_unit)
        && let Some(degree) = s.tables.unit("degree")
    {
        number.value = -number.value;
        return Amount { end, number, unit: In::Unit(degree), leading: false, hyphen: false };
    }
    // "Eleven Boeing 737s": a plural, no unit.
    let models = at > 0
        && s.is_word(at - 1)
        && s.atoms[at - 1].capital
        && s.glued(at_unit)
        && s.raw(at_unit) == s.tables.plural.as_str()
        && number.literal.is_some_and(|l| l.decimals == 0);
    if let Some((end, unit)) = unit_at(s, at_unit)
        && !models
        && unit_fits(s, &number, at_unit, end, unit)
    {
        let mut amount = Amount { end, number, unit: In::Unit(unit), leading: false, hyphen };
        if unit.multiple != Rational::from_integer(1) {
            amount.number.value = times(number.value, unit.multiple).unwrap_or(number.value);
            amount.number.place = times(number.place, unit.multiple).unwrap_or(number.place);
        }
        if unit.offset.is_some()
            && let Some((end, ())) = s.phrase(&s.tables.below_zero, end)
        {
            (amount.number.value, amount.end) = (-number.value, end);
        }
        return if hyphen { feet_and_inches(s, amount) } else { compound(s, amount) };
    }
    // "3m people", "£3m": letters that could be a unit.
    if number.literal.is_some()
        && s.glued(number.end)
        && let Some(e) = s.tables.ambiguous_suffixes.get(s.raw(number.end))
        && many_follow(s, number.end + 1)
        && let Some(value) = crate::value::scaled(number.value, i32::from(*e))
    {
        number.place = crate::value::scaled(number.place, i32::from(*e)).unwrap_or(number.place);
        (number.value, number.scaled, number.end, number.literal) = (value, true, number.end + 1, None);
    }
    Amount { end: number.end, number, unit: In::Plain, leading: false, hyphen: false }
}

fn named(s: &Scene<'_>, at: usize) -> bool {
    unit_at(s, at).is_some() || s.word(at).starts.has(Starts::MONEY) && s.phrase(&s.tables.money, at).is_some()
}

/// Whether a plural noun follows, so that "3m" is a count.
fn many_follow(s: &Scene<'_>, at: usize) -> bool {
    let word = s.lower(at);
    let plural = word.len() > 3 && s.tables.plural_ending(word) && !s.is(at, Part::Function);
    s.is_word(at)
        && (plural
            || s.is(at, Part::People)
            || s.tables.plural_ending(s.lower(at + 1))
                && s.is_word(at + 1)
                && !s.is(at, Part::Function)
                && s.lower(at + 1).len() > 3)
}

/// Whether the letters after the number are a unit here, and not a word or a mark of something else.
fn unit_fits(s: &Scene<'_>, n: &Numeral, at: usize, end: usize, unit: &Unit) -> bool {
    let raw = s.raw(at);
    let single = end == at + 1;
    let after_word = s.glued(end) && (s.is_word(end) || s.literal(end).is_some());
    if after_word && !s.dash(end) {
        return false;
    }
    if single && matches!(raw, "'" | "\"" | "\u{2032}" | "\u{2033}") || (end == at + 2 && raw == "'") {
        // A prime sign, unless the quotation closes here.
        let open = (0..at)
            .filter(|i| s.mark(*i) == s.mark(at) && !(s.literal(i.wrapping_sub(1)).is_some() && s.glued(*i)))
            .count();
        return n.literal.is_some() && open % 2 == 0 && !(s.glued(end) && s.is_word(end));
    }
    // "122 Year 7 pupils"
    if s.is_word(at) && s.atoms[at].capital && s.word(at).period.is_some() && s.literal(end).is_some() && !s.title() {
        return false;
    }
    let name = s.phrase(&s.tables.names, at).is_some_and(|(e, _)| e == end);
    if !name && single && s.is_word(at) {
        if !n.digits && (raw.len() < 2 || s.is(at, Part::In) || s.is(at, Part::Function)) {
            return false;
        }
        // A preposition before it would be read ("2 in April"): only at the end or before a measure word.
        if s.is(at, Part::In) {
            let closed = !s.is_word(end) && s.literal(end).is_none();
            return closed && (s.len() == end || s.mark(end).is_some())
                || s.is(end, Part::Dimension)
                || s.is(end, Part::By);
        }
        if s.is(at, Part::Function) {
            return false;
        }
        // "C" and "F" of a name ("F Block"), initials.
        if raw.chars().count() == 1 && raw.chars().all(char::is_uppercase) && !s.glued(at) {
            return !(s.atoms.get(end).is_some_and(|a| a.capital) || s.mark(end) == Some('.') && s.glued(end + 1));
        }
        // "3m" before a plural noun is a count.
        if raw.chars().count() == 1
            && s.tables.ambiguous_suffixes.contains_key(raw)
            && (n.value >= Rational::from_integer(1) && many_follow(s, end))
        {
            return false;
        }
    }
    if let Some(words) = s.tables.not_before.get(&unit.id) {
        let next = s.lower(s.past_hyphen(end));
        if words.iter().any(|w| w == next) {
            return false;
        }
    }
    true
}

/// "an hour", "a kilogram": one of a unit. Only where an amount is likely, so not "a second" or "a cup".
fn by_article<'a>(s: &Scene<'a>, at: usize) -> Option<Amount<'a>> {
    if !s.is(at, Part::Article) && !s.is(at, Part::Whole) && !s.is(at, Part::Another) {
        return None;
    }
    let unit_at_ = s.past_hyphen(at + 1);
    let one = Rational::from_integer(1);
    let number = Numeral::one(at + 1, s.is(at, Part::Article));
    if s.is(at, Part::Article)
        && let Some((end, money)) =
            s.phrase(&s.tables.money, unit_at_).filter(|(_, m)| !m.shy && !m.mass && !m.after_only)
        && (at == 0 || s.was(at, Part::Function) || s.atoms[at - 1].word.starts.has(Starts::HEDGE))
    {
        return Some(minor_part(
            s,
            Amount { end, number, unit: In::Money(money.clone()), leading: false, hyphen: false },
        ));
    }
    let (end, unit) = unit_at(s, unit_at_)?;
    let named =
        s.phrase(&s.tables.names, unit_at_).is_some_and(|(e, _)| e == end) || s.raw(unit_at_).chars().count() > 1;
    let whole_text = at == 0 && end >= s.len();
    let free = at == 0 || s.was(at, Part::BeforeLength) || s.atoms[at - 1].word.starts.has(Starts::HEDGE);
    let duration = unit.axis == "duration";
    let allowed =
        named && free && (!unit.shy || whole_text || (duration && unit.offset.is_none() && unit.id != "second"));
    let whole = !s.is(at, Part::Article);
    if !allowed && !(whole && duration) || unit.axis == "share" || (whole && !duration) {
        return None;
    }
    let mut amount = Amount { end, number, unit: In::Unit(unit), leading: false, hyphen: false };
    amount.number.value = times(one, unit.multiple)?;
    Some(compound(s, amount))
}

/// "5-foot-11"; whatever else is bound by hyphens, as [`compound`] has it.
fn feet_and_inches<'a>(s: &Scene<'a>, a: Amount<'a>) -> Amount<'a> {
    let In::Unit(first) = a.unit else { return a };
    let inches = s.literal(a.end + 1).filter(|l| l.decimals == 0 && l.value < Rational::from_integer(12));
    let bound = s.dash(a.end) && s.glued(a.end) && s.glued(a.end + 1) && !s.glued(a.end + 2);
    if let (Some(l), Some(inch)) = (inches.filter(|_| bound && first.id == "foot"), s.tables.unit("inch"))
        && let Some(value) = in_smaller(a.number.value, first, inch).and_then(|v| plus(v, l.value))
    {
        let number = Numeral { value, end: a.end + 2, ..a.number };
        return Amount { end: a.end + 2, number, unit: In::Unit(inch), ..a };
    }
    compound(s, a)
}

/// Further parts in smaller units: "5 feet 2 inches", "two years and three months", "an hour and a half", "1 hour thirty".
fn compound<'a>(s: &Scene<'a>, mut a: Amount<'a>) -> Amount<'a> {
    let In::Unit(first) = a.unit else { return a };
    if a.number.vague.is_some()
        || first.offset.is_some()
        || first.axis == "share"
        || a.hyphen && first.axis != "duration"
    {
        return a;
    }
    let mut unit = first;
    let mut parts = vec![(a.number.value, first)];
    for _ in 0..4 {
        let mut i = a.end;
        let comma = s.mark(i) == Some(',');
        i += usize::from(comma);
        let and = s.is(i, Part::And);
        i += usize::from(and);
        // "an hour and a half"
        if and && let Some((end, part)) = super::numeral::part_of_one(s, i) {
            let next = unit_at(s, end)
                .or_else(|| if s.is(end, Part::Of) || s.is(end, Part::Article) { unit_at(s, end + 1) } else { None });
            if next.is_none() && part < Rational::from_integer(1) && !s.is(end, Part::Of) {
                a.number.value += times(part, unit.multiple).unwrap_or(part);
                (a.number.place, a.number.literal, a.number.mixed, a.end) =
                    (Rational::from_integer(0), None, true, end);
            }
            return a;
        }
        let Some(n) = numeral(s, i, true).filter(|n| !n.ordinal && n.vague.is_none() && !n.share && n.of.is_none())
        else {
            return a;
        };
        let hyphen = usize::from(s.dash(n.end) && s.glued(n.end));
        if let Some((end, smaller)) = unit_at(s, n.end + hyphen)
            && smaller.axis == unit.axis
            && smaller.factor < unit.factor
            && (unit.axis == "duration" || (unit.factor / smaller.factor).is_integer())
            && unit_fits(s, &n, n.end, end, smaller)
        {
            parts.push((n.value, smaller));
            let sum = |sum, (v, u): &(Rational, &Unit)| plus(sum, in_smaller(*v, u, smaller)?);
            let Some(value) = parts.iter().try_fold(Rational::from_integer(0), sum) else { return a };
            a.number = Numeral { value, end, ..n };
            (a.unit, a.end, unit) = (In::Unit(smaller), end, smaller);
            continue;
        }
        // "1 hour thirty", "2 hours and 10"
        if unit.id == "hour"
            && !comma
            && n.value < Rational::from_integer(60)
            && !s.is_word(n.end)
            && n.value.is_integer()
            && s.mark(n.end).is_none_or(|c| c == '.')
            && let Some(minute) = s.tables.unit("minute")
            && let Some(value) = in_smaller(a.number.value, unit, minute).and_then(|v| plus(v, n.value))
        {
            a.number = Numeral { value, ..n };
            (a.unit, a.end) = (In::Unit(minute), n.end);
        }
        return a;
    }
    a
}

/// Whole years are 12 months and 365 days, months 30 days, when they are counted in smaller units.
fn in_smaller(value: Rational, unit: &Unit, smaller: &Unit) -> Option<Rational> {
    let ratio = if unit.id == smaller.id {
        Rational::from_integer(1)
    } else if unit.id == "month" && smaller.factor <= Rational::from_integer(7) {
        times(Rational::from_integer(30), smaller.factor.recip())?
    } else {
        times(unit.factor, smaller.factor.recip())?
    };
    times(value, ratio)
}
