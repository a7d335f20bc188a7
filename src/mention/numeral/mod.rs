//! Numbers in digits and words: cardinals, decimals, fractions, ordinals, dozens, vague numbers.

mod chain;
mod fraction;

use crate::lexicon::exact::Ends;
use crate::lexicon::numbers::Part;
use crate::lexicon::quantities::{Starts, Vague};
use crate::value::{Rational, plus, scaled, times};

use super::scan::{Literal, Scene};

use chain::*;
use fraction::*;

/// A number phrase.
#[derive(Clone, Copy, Debug)]
pub struct Numeral {
    /// One past its last atom.
    pub end: usize,
    /// Its value.
    pub value: Rational,
    /// What its last written digit is worth; zero where it is exact ("a dozen").
    pub place: Rational,
    /// A position in a row.
    pub ordinal: bool,
    /// A part of a whole ("one-third", "3/4", "two in five").
    pub share: bool,
    /// Whether digits stand in it.
    pub digits: bool,
    /// Whether a scale word or letter stands in it ("million", "bn").
    pub scaled: bool,
    /// Exponent of its last scale.
    pub scale: i32,
    /// A number that is not stated.
    pub vague: Option<Vague>,
    /// Whole of which it is a part ("12 of 14").
    pub of: Option<Rational>,
    /// Whether only an article gives the number ("a", "an").
    pub article: bool,
    /// Whether a simple fraction is added to a whole number ("two and a half"): good to a sixth.
    pub mixed: bool,
    /// The literal, where it is nothing but digits.
    pub literal: Option<Literal>,
}

impl Numeral {
    fn new(end: usize, value: Rational, place: Rational) -> Self {
        Self {
            end,
            value,
            place,
            ordinal: false,
            share: false,
            digits: false,
            scaled: false,
            scale: 0,
            vague: None,
            of: None,
            article: false,
            mixed: false,
            literal: None,
        }
    }
}

impl Numeral {
    /// One of something, as an article says it.
    pub fn one(end: usize, article: bool) -> Self {
        Self { article, ..Self::new(end, ONE, ZERO) }
    }
}

/// A fraction below one ("a half", "three quarters") for what stands before it: end and value.
pub fn part_of_one(s: &Scene<'_>, at: usize) -> Option<(usize, Rational)> {
    simple_fraction(s, at)
}

/// A position in a row ("third", "21st", "twenty-first"), never read as a fraction.
pub fn position(s: &Scene<'_>, at: usize) -> Option<Numeral> {
    chain(s, at, true).filter(|n| n.ordinal)
}

/// A cardinal number alone, without a fraction after it.
pub fn cardinal(s: &Scene<'_>, at: usize) -> Option<Numeral> {
    chain(s, at, true).filter(|n| !n.ordinal)
}

fn int(n: i128) -> Rational {
    Rational::from_integer(n)
}

const ZERO: Rational = Rational::new_raw(0, 1);

const ONE: Rational = Rational::new_raw(1, 1);

/// The number phrase at an atom. `apart`: "and" joins no numbers ("between one hundred and two hundred").
pub fn numeral(s: &Scene<'_>, at: usize, apart: bool) -> Option<Numeral> {
    let word = s.word(at);
    if word.starts.has(Starts::VAGUE)
        && let Some(n) = vague(s, at)
    {
        return Some(n);
    }
    if word.starts.has(Starts::EXACT)
        && let Some((end, value)) = s.phrase(&s.tables.exact, at)
        // "both sides", but not "both military and civilian".
        && (!word.parts.has(Part::Both) || s.tables.plural_ending(s.lower(end)) || s.is(end, Part::Of) || s.is(end, Part::People) || s.atoms.get(end).is_some_and(|a| a.capital))
    {
        return Some(Numeral::new(end, int((*value).into()), ZERO));
    }
    if word.plural_scale
        && let Some(n) = plural_scales(s, at)
    {
        return Some(n);
    }
    let negative = sign(s, at);
    let start = at + usize::from(negative);
    let mut n = fraction_of_million(s, start).or_else(|| lone_fraction(s, start)).or_else(|| chain(s, start, apart))?;
    n = with_fraction(s, n, apart)?;
    if negative {
        n.value = -n.value;
        n.literal = None;
    }
    Some(n)
}

/// Whether a minus stands here that belongs to the number after it.
fn sign(s: &Scene<'_>, at: usize) -> bool {
    if s.is(at, Part::Minus) && s.is_word(at) {
        return true;
    }
    if !s.dash(at) || matches!(s.mark(at), Some('\u{2014}' | '\u{2015}')) {
        return false;
    }
    let begins =
        at == 0 || !s.glued(at) || matches!(s.mark(at - 1), Some('(' | '[' | '<' | '>' | '=' | '$' | '€' | '£'));
    // " - 5" in running text is a dash; at the start or after a word such as "to" it is a minus.
    let tight = s.glued(at + 1) || at == 0 || s.atoms[at - 1].word.parts.has(Part::To);
    begins && tight && s.literal(at + 1).is_some()
}

/// Whether what follows is counted: a plural, a unit, a scale, "more".
fn many_at(s: &Scene<'_>, at: usize) -> bool {
    let noun = |i: usize| s.is(i, Part::People) || s.is_word(i) && s.tables.plural_ending(s.lower(i));
    noun(at)
        || at >= s.len()
        || s.is(at, Part::More)
        || s.word(at).scale.is_some()
        || s.word(at).group.is_some()
        || s.is_word(at) && !s.is(at, Part::Function) && noun(at + 1)
        || crate::mention::measure::unit_at(s, at).is_some()
}

fn vague(s: &Scene<'_>, at: usize) -> Option<Numeral> {
    let (end, v) = s.phrase(&s.tables.vague, at)?;
    // "twice as many"
    if s.was(at, Part::AsMany) && s.was(at.wrapping_sub(1), Part::Times) | s.was(at.wrapping_sub(1), Part::Once) {
        return None;
    }
    // "the couple" are two people, and no number of anything.
    if v.before_noun && !many_at(s, end) {
        return None;
    }
    let mut n = Numeral::new(end, int(v.number.unwrap_or(0).into()), ZERO);
    n.vague = Some(*v);
    n.share = v.share;
    if v.share
        && s.is(at, Part::Top)
        && (s.was(at, Part::The) || s.was(at, Part::PronounBefore) || s.was(at, Part::Own) || s.owned(at))
    {
        return None;
    }
    // "several hundred", "tens of thousands", "a few million".
    let mut scale = 0;
    let mut next = end;
    while let Some(exponent) = s.word(next).scale {
        scale += i32::from(exponent);
        next += 1;
        if s.is(next, Part::Of) && s.word(next + 1).scale.is_some() {
            next += 1;
        }
    }
    if v.before_scale && scale == 0 {
        return None;
    }
    if scale > 0 {
        (n.end, n.scale, n.scaled) = (next, scale, true);
        n.value = scaled(n.value, scale)?;
    }
    Some(n)
}

/// "hundreds", "thousands of", "hundreds of billions": at least one, usually from two of them to ten.
fn plural_scales(s: &Scene<'_>, at: usize) -> Option<Numeral> {
    let mut scale = i32::from(s.word(at).scale?);
    let first = scale;
    let mut end = at + 1;
    while s.is(end, Part::Of) && s.word(end + 1).plural_scale {
        scale += i32::from(s.word(end + 1).scale?);
        end += 2;
    }
    let mut n = Numeral::new(end, ZERO, ZERO);
    let ends =
        |low: i128, high: Option<i128>| Ends { low: Some((int(low), false)), high: high.map(|h| (int(h), true)) };
    // Of a single scale the upper end is soft: "thousands" may be tens of thousands.
    let hard = ends(1, (first == 2 || scale > first).then_some(10));
    n.vague = Some(Vague {
        number: None,
        share: false,
        before_scale: false,
        before_noun: false,
        hard: Some(hard),
        typical: Some(ends(2, Some(10))),
    });
    (n.scale, n.scaled) = (scale, true);
    Some(n)
}
