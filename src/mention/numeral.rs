//! Numbers in digits and words: cardinals, decimals, fractions, ordinals, dozens, vague numbers.

use crate::lexicon::exact::Ends;
use crate::lexicon::numbers::Part;
use crate::lexicon::quantities::{Starts, Vague};
use crate::value::{Rational, plus, scaled, times};

use super::scan::{Literal, Scene};

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

fn vague(s: &Scene<'_>, at: usize) -> Option<Numeral> {
    let (end, v) = s.phrase(&s.tables.vague, at)?;
    let mut n = Numeral::new(end, int(v.number.unwrap_or(0).into()), ZERO);
    n.vague = Some(*v);
    n.share = v.share;
    if v.share
        && s.is(at, Part::Top)
        && (s.was(at, Part::The) || s.was(at, Part::PronounBefore) || s.was(at, Part::Own))
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
        hard: Some(hard),
        typical: Some(ends(2, Some(10))),
    });
    (n.scale, n.scaled) = (scale, true);
    Some(n)
}

/// "half a million", "three quarters of a million", "a quarter million".
fn fraction_of_million(s: &Scene<'_>, at: usize) -> Option<Numeral> {
    let (end, value) = simple_fraction(s, at)?;
    let mut next = end;
    if s.is(next, Part::Of) {
        next += 1;
    }
    if s.is(next, Part::Article) {
        next += 1;
    }
    next = s.past_hyphen(next);
    let exponent = s.word(next).scale.filter(|e| *e > 2)?;
    let mut n = Numeral::new(next + 1, scaled(value, exponent.into())?, scaled(Rational::new(1, 20), exponent.into())?);
    (n.scaled, n.scale) = (true, exponent.into());
    Some(n)
}

/// "half", "a quarter", "three quarters", "two thirds": end and value.
fn simple_fraction(s: &Scene<'_>, at: usize) -> Option<(usize, Rational)> {
    let (mut i, mut top) = (at, 1);
    let mut article = false;
    if s.is(i, Part::Article) {
        (i, article) = (i + 1, true);
    } else if let Some(c) = s.word(i).cardinal.filter(|c| *c > 0 && *c < 20) {
        (i, top) = (s.past_hyphen(i + 1), i128::from(c));
    }
    let (below, plural) = s.word(i).denominator?;
    if below < 2 || (top == 1) == plural && below != 2 || (i == at && s.word(i).ordinal.is_some()) {
        return None;
    }
    if article && s.word(i).ordinal.is_some() && !part_follows(s, i + 1, at) {
        return None;
    }
    Some((i + 1, Rational::new(top, below.into())))
}

/// "half of", "a quarter", "a third of": a fraction whose top is no number.
fn lone_fraction(s: &Scene<'_>, at: usize) -> Option<Numeral> {
    let by_article = s.is(at, Part::Article);
    let (end, value) = if by_article {
        if let Some((e, _)) = s.word(at + 1).scale_ordinal.filter(|_| part_follows(s, at + 2, at)) {
            (at + 2, scaled(ONE, -i32::from(e))?)
        } else {
            simple_fraction(s, at)?
        }
    } else if s.word(at).denominator == Some((2, false)) && s.word(at).ordinal.is_none() {
        let hyphen = s.dash(at + 1) && super::measure::unit_at(s, at + 2).is_none();
        let taken = s.was(at, Part::The)
            || s.was(at, Part::PronounBefore)
            || hyphen
            || (at > 0 && s.word(at - 1).ordinal.is_some());
        if taken {
            return None;
        }
        (at + 1, Rational::new(1, 2))
    } else if s.word(at).denominator.is_some_and(|d| d.0 > 2 && !d.1)
        && (s.is(at + 1, Part::Of) && (s.is(at + 2, Part::Article) || at == 0)
            || s.dash(at + 1) && super::measure::unit_at(s, at + 2).is_some())
        && !s.was(at, Part::The)
    {
        (at + 1, Rational::new(1, s.word(at).denominator?.0.into()))
    } else {
        return None;
    };
    let mut n = Numeral::new(end, value, ZERO);
    n.share = true;
    Some(n)
}

/// Whether what follows shows that "a third" is a part and not a position.
fn part_follows(s: &Scene<'_>, next: usize, at: usize) -> bool {
    if s.is(next, Part::Of)
        || s.is(next, Part::Comparative)
        || s.is(next, Part::AsMany) && !s.is(next, Part::Own)
        || s.was(at, Part::By)
    {
        return true;
    }
    // "by about a third", "for a third": at the end of a clause it is a part.
    !s.is_word(next) && s.literal(next).is_none() && !(s.dash(next) && s.glued(next))
}

/// Cardinals and ordinals, in digits or words.
fn chain(s: &Scene<'_>, at: usize, apart: bool) -> Option<Numeral> {
    let mut pos = at;
    let mut total: Option<Rational> = None;
    let mut last: Option<i32> = None;
    let mut place = ONE;
    let mut out = Numeral::new(at, ZERO, ONE);
    let mut article = false;
    loop {
        let mut start = pos;
        if total.is_some() && s.is(start, Part::And) && !apart {
            start += 1;
        } else if total.is_some()
            && s.dash(start)
            && s.glued(start)
            && s.glued(start + 1)
            && s.literal(start + 1).is_none()
        {
            start += 1;
        }
        let joined = start > pos;
        if joined
            && s.is(pos, Part::And)
            && (simple_fraction(s, start).is_some() || larger_fraction(s, start).is_some())
        {
            break;
        }
        let Some(p) = part(s, start, total.is_some(), apart) else { break };
        // "$280 million first mortgage notes"
        if p.ordinal
            && (out.digits || joined && s.is(pos, Part::And) && total.is_some_and(|t| t < int(100)))
            && total.is_some()
        {
            break;
        }
        let exponent = p.exponent;
        match (total, last) {
            (None, _) => {
                total = Some(scaled(p.value, exponent)?);
                article = p.article && exponent == 0;
                out.literal = p.literal.filter(|_| exponent == 0);
            }
            (Some(t), Some(l)) => {
                let chunk = scaled(p.value, exponent)?;
                // Digits follow words only after "hundred" ("3 hundred and 21"), and nothing follows plain digits.
                let digits_fit = p.literal.is_none() || (out.digits && (exponent > 0 || (joined && l == 2)));
                let step_down =
                    chunk < scaled(ONE, l)? && digits_fit && !(p.literal.is_some() && !joined && exponent == 0);
                let tail_hundred = joined && s.is(pos, Part::And) && l <= 2 && chunk >= int(100);
                if step_down && !tail_hundred && l > 0 && !(p.value == ZERO) {
                    total = Some(plus(t, chunk)?);
                } else if exponent > l
                    && l >= 2
                    && t < scaled(ONE, exponent)?
                    && p.literal.is_none()
                    && !joined
                    && !(l == exponent)
                {
                    // "two thousand two million" is so many millions.
                    total = Some(scaled(plus(t, p.value)?, exponent)?);
                } else {
                    break;
                }
            }
            (Some(_), None) => break,
        }
        out.digits |= p.literal.is_some();
        out.scaled |= exponent > 0;
        place = scaled(p.place, exponent)?;
        last = Some(if exponent > 0 { exponent } else { p.inner });
        out.scale = exponent;
        pos = p.end;
        if p.ordinal {
            out.ordinal = true;
            break;
        }
        if last == Some(0) || p.point {
            break;
        }
    }
    out.end = pos;
    out.value = total?;
    out.place = place;
    if article {
        return None;
    }
    Some(out)
}

/// One part of a chain: a group below a thousand, with the scales after it.
struct Chunk {
    end: usize,
    value: Rational,
    place: Rational,
    exponent: i32,
    /// Exponent of the scale inside the group ("two hundred": 2).
    inner: i32,
    ordinal: bool,
    article: bool,
    point: bool,
    literal: Option<Literal>,
}

fn part(s: &Scene<'_>, at: usize, later: bool, apart: bool) -> Option<Chunk> {
    let mut c = Chunk {
        end: at,
        value: ZERO,
        place: ONE,
        exponent: 0,
        inner: 0,
        ordinal: false,
        article: false,
        point: false,
        literal: None,
    };
    if let Some(l) = s.literal(at) {
        if l.vulgar && later {
            return None;
        }
        (c.end, c.value, c.place, c.literal) = (at + 1, l.value, l.place, Some(l));
        if s.glued(at + 1) && ordinal_suffix(s, at, l) {
            c.ordinal = true;
            c.end += 1;
            return Some(c);
        }
        // "10k", "1.2M", "3 mn".
        let suffix = s.tables.suffixes.get(s.raw(c.end)).filter(|e| {
            s.glued(c.end)
                || **e > 3 && s.raw(c.end).len() > 1
                || s.raw(c.end) == "k"
                || s.raw(c.end) == "G"
                || s.raw(c.end) == "M"
        });
        if let Some(e) = suffix {
            // "3.5 K" is a temperature, and "5 M" a width, only where nothing else says so.
            c.exponent = i32::from(*e);
            c.end += 1;
            return Some(c);
        }
    } else if s.is(at, Part::Article) && !later {
        let next = s.word(at + 1);
        if next.scale.is_some() && !next.plural_scale {
            (c.end, c.value) = (at + 1, ONE);
            c.article = true;
        } else if next.group.is_some() {
            c.value = int(next.group?.into());
            (c.end, c.place) = (at + 2, ZERO);
            return Some(c);
        } else {
            return None;
        }
    } else if let Some(g) = group(s, at, apart) {
        (c.end, c.value, c.inner, c.ordinal) =
            (g.end, int(g.value), if g.hundred && g.value % 100 == 0 { 2 } else { 0 }, g.ordinal);
        if g.ordinal {
            return Some(c);
        }
    } else if let Some(first) = s.word(at).scale.filter(|_| !s.word(at).plural_scale && s.word(at).cardinal.is_none()) {
        // "thousand and nine hundred": the bare scale.
        if s.raw(at).len() <= 2 || s.atoms[at].capital && at > 0 {
            return None;
        }
        c.value = ONE;
        if later && first == 2 {
            (c.end, c.value, c.inner) = (at + 1, int(100), 2);
            return Some(c);
        }
        c.end = at;
    } else if let Some((e, false)) = s.word(at).scale_ordinal {
        (c.end, c.value, c.ordinal) = (at + 1, scaled(ONE, e.into())?, true);
        return Some(c);
    } else if s.is(at, Part::Point)
        && (s.literal(at + 1).is_some() || s.word(at + 1).cardinal.is_some())
        && !later
        && !s.is_word(at.wrapping_sub(1))
    {
        c.end = at;
    } else {
        return None;
    }
    // "two point three", "1 point 1".
    if c.inner < 2 || c.literal.is_none() {
        if let Some((end, part, place)) = decimals(s, c.end) {
            (c.end, c.value, c.place, c.point) = (end, plus(c.value, part)?, place, true);
        }
    }
    let mut dozen = false;
    loop {
        let next = s.past_hyphen(c.end);
        let w = s.word(next);
        if let Some(e) = w.scale {
            let same = c.exponent == i32::from(e) || (c.exponent > 0 && i32::from(e) < c.exponent);
            let short = s.raw(next).len() <= 2 && c.literal.is_none() && c.value < int(2);
            if same || short || (w.plural_scale && c.article) {
                break;
            }
            c.exponent += i32::from(e);
            c.end = next + 1;
            c.point &= e == 2;
        } else if let (Some(g), false) = (w.group, dozen) {
            c.value = times(c.value, int(g.into()))?;
            (c.end, dozen) = (next + 1, true);
            if c.exponent == 0 {
                c.place = ZERO;
            }
        } else if let Some((e, plural)) = w.scale_ordinal {
            // Leave "a hundredth" and "three hundredths" to the fractions.
            if plural || c.literal.is_some() || (c.article && c.exponent == 0) {
                break;
            }
            c.value = scaled(c.value, e.into())?;
            (c.end, c.ordinal) = (next + 1, true);
            break;
        } else {
            break;
        }
    }
    if c.end == at { None } else { Some(c) }
}

/// Whether the ending glued to digits makes a position of them ("11th").
fn ordinal_suffix(s: &Scene<'_>, at: usize, l: Literal) -> bool {
    let Some(digits) = s.tables.ordinal_suffixes.get(s.lower(at + 1)) else { return false };
    let n = *l.value.numer() % 100;
    let last = if (10..20).contains(&n) { n } else { n % 10 };
    l.value.is_integer() && u8::try_from(last).is_ok_and(|last| digits.contains(&last))
}

struct Group {
    end: usize,
    value: i128,
    hundred: bool,
    ordinal: bool,
}

/// A number below ten thousand in words: "twenty-one", "nineteen hundred seventy-three", "two hundred and fifth".
fn group(s: &Scene<'_>, at: usize, apart: bool) -> Option<Group> {
    let bare = s.word(at).scale == Some(2) && !s.word(at).plural_scale;
    let (mut end, mut value, mut ordinal) = below_hundred(s, at).or_else(|| bare.then_some((at, 1, false)))?;
    let mut hundred = false;
    let next = s.past_hyphen(end);
    if !ordinal && value > 0 && s.word(next).scale == Some(2) && (!s.word(next).plural_scale || end > at) {
        (end, value, hundred) = (next + 1, value * 100, true);
        let mut tail = end;
        if s.is(tail, Part::And) && !apart {
            tail += 1;
        }
        let tail = s.past_hyphen(tail);
        // "one hundred and three quarters"
        let quarters = tail > end && simple_fraction(s, tail).is_some_and(|(_, f)| *f.denom() <= 4 && *f.denom() != 3);
        if let Some((e, v, o)) = below_hundred(s, tail).filter(|_| !quarters) {
            // "hundred and five hundred and six" are two numbers; "one hundred and two thousand" is one.
            let again = s.word(e).scale == Some(2) && !bare;
            if !again && v > 0 {
                (end, value, ordinal) = (e, value + v, o);
            }
        }
    }
    (end > at).then_some(Group { end, value, hundred, ordinal })
}

/// "seven", "twenty-one", "twenty first": end, value, whether it is a position.
fn below_hundred(s: &Scene<'_>, at: usize) -> Option<(usize, i128, bool)> {
    let word = s.word(at);
    if let Some(mut c) = word.cardinal {
        let mut end = at + 1;
        // "zero eight" is eight.
        while c == 0 && s.word(end).cardinal.is_some() {
            c = s.word(end).cardinal?;
            end += 1;
        }
        if c >= 20 && c % 10 == 0 {
            let next = if s.dash(end) { end + 1 } else { end };
            let w = s.word(next);
            if let Some(unit) = w.cardinal.filter(|u| (1..10).contains(u)) {
                return Some((next + 1, i128::from(c + unit), false));
            }
            // "twenty seconds" is a length of time.
            if let Some(unit) = w.ordinal.filter(|u| (1..10).contains(u)) {
                return Some((next + 1, i128::from(c + unit), true));
            }
        }
        return Some((end, c.into(), false));
    }
    word.ordinal.map(|o| (at + 1, o.into(), true))
}

/// "point three", "point nought four", "point 77": end, value, place.
fn decimals(s: &Scene<'_>, at: usize) -> Option<(usize, Rational, Rational)> {
    if !s.is(at, Part::Point) {
        return None;
    }
    let (mut i, mut value, mut power) = (at + 1, 0_i128, 0_u32);
    if let Some(l) = s.literal(i).filter(|l| l.decimals == 0) {
        return Some((i + 1, scaled(l.value, -i32::from(l.digits))?, scaled(ONE, -i32::from(l.digits))?));
    }
    while power < 12 {
        let w = s.word(i);
        let c = match w.cardinal {
            Some(c) => c,
            None if s.is(i, Part::Oh) => 0,
            None => break,
        };
        let (mut end, mut c) = (i + 1, i128::from(c));
        if c >= 20
            && let Some((e, v, false)) = below_hundred(s, i)
        {
            (end, c) = (e, v);
        }
        let width = if c >= 10 { 2 } else { 1 };
        value = value * 10_i128.pow(width) + c;
        power += width;
        i = end;
        if c >= 10 {
            break;
        }
    }
    (power > 0).then(|| (i, Rational::new(value, 10_i128.pow(power)), Rational::new(1, 10_i128.pow(power))))
}

/// Fractions around and after a number: "two-thirds", "2 1/4", "3/4", "two and a half", "one in five", "12 of 14".
fn with_fraction(s: &Scene<'_>, mut n: Numeral, apart: bool) -> Option<Numeral> {
    if n.ordinal {
        return Some(n);
    }
    let next = s.past_hyphen(n.end);
    let next = if next == n.end && s.dash(n.end) && s.word(n.end + 1).denominator.is_some() { n.end + 1 } else { next };
    let w = s.word(next);
    let whole = n.value.is_integer() && n.value > ZERO;
    // "two thirds", "one-third", "five hundred-fifths".
    if let Some((below, plural)) = w.denominator
        && whole
        && below > 0
        && (plural || n.value == ONE || next > n.end)
        && !(below == 2 && w.ordinal.is_some())
        && n.literal.is_none()
    {
        n.value /= int(below.into());
        (n.end, n.share, n.place) = (next + 1, true, ZERO);
        return million(s, n);
    }
    if let Some((e, _)) =
        w.scale_ordinal.filter(|(_, plural)| whole && (*plural || n.value == ONE) && n.literal.is_none())
    {
        n.value = scaled(n.value, -i32::from(e))?;
        (n.end, n.share, n.place) = (next + 1, true, ZERO);
        return Some(n);
    }
    if let (Some(a), Some('/'), Some(b)) = (n.literal, s.mark(n.end), s.literal(n.end + 1))
        && let Some(value) = slash(s, n.end, a, b)
    {
        (n.end, n.value, n.share, n.place, n.literal) = (n.end + 2, value, true, ZERO, None);
        return Some(n);
    }
    // "2 1/4"
    if let (Some(_), Some(a), Some('/'), Some(b)) =
        (n.literal, s.literal(n.end), s.mark(n.end + 1), s.literal(n.end + 2))
        && let Some(value) = slash(s, n.end + 1, a, b)
        && value < ONE
    {
        (n.end, n.value, n.place, n.literal) = (n.end + 3, n.value + value, ZERO, None);
        return million(s, n);
    }
    // "1 over 20", "one hundred by eleven"
    if let Some(below) = over(s, &n) {
        (n.end, n.value, n.share, n.place, n.literal) = (below.end, n.value / below.value, true, ZERO, None);
        return Some(n);
    }
    // "two and a half", "three million and a quarter"
    if s.is(n.end, Part::And) && !(apart && n.digits) {
        let after = n.end + 1;
        let found = simple_fraction(s, after).or_else(|| larger_fraction(s, after)).or_else(|| hundredths(s, after));
        if let Some((end, part)) = found {
            let own_scale = s.word(s.past_hyphen(skip(s, end, Part::Of))).scale.filter(|_| n.scale > 0);
            let unit = if n.scale >= 3 { scaled(part, n.scale)? } else { part };
            if own_scale.is_none() {
                n.value = plus(n.value, unit)?;
                (n.end, n.place, n.literal, n.mixed) = (end, ZERO, None, true);
                return million(s, n);
            }
            if let Some(m) = fraction_of_million(s, after) {
                n.value = plus(n.value, m.value)?;
                (n.end, n.literal) = (m.end, None);
                return Some(n);
            }
        }
    }
    Some(of_whole(s, n))
}

fn skip(s: &Scene<'_>, at: usize, part: Part) -> usize {
    if s.is(at, part) { at + 1 } else { at }
}

/// "and three fifths", "and a thirtieth" after a number.
fn larger_fraction(s: &Scene<'_>, at: usize) -> Option<(usize, Rational)> {
    let (end, top) = if s.is(at, Part::Article) {
        (at + 1, 1)
    } else {
        below_hundred(s, at).filter(|b| !b.2).map(|b| (b.0, b.1))?
    };
    let end = s.past_hyphen(end);
    let (below, plural) = s.word(end).denominator?;
    (below > 2 && (plural || top == 1 || below == 4) && top > 0).then(|| (end + 1, Rational::new(top, below.into())))
}

fn hundredths(s: &Scene<'_>, at: usize) -> Option<(usize, Rational)> {
    let (end, top, ordinal) = below_hundred(s, at)?;
    let (e, plural) = s.word(end).scale_ordinal?;
    (!ordinal && plural).then(|| Some((end + 1, scaled(int(top), -i32::from(e))?)))?
}

/// A scale after a fraction ("two and a half million"; "two thirds of a million").
fn million(s: &Scene<'_>, mut n: Numeral) -> Option<Numeral> {
    let mut next = n.end;
    if n.share && s.is(next, Part::Of) && s.is(next + 1, Part::Article) {
        next += 2;
    }
    let next = s.past_hyphen(next);
    if let Some(e) = s.word(next).scale.filter(|e| *e > 2) {
        n.value = scaled(n.value, e.into())?;
        n.place = scaled(Rational::new(1, 10), e.into())?;
        (n.end, n.share, n.scaled, n.scale) = (next + 1, false, true, e.into());
    }
    Some(n)
}

/// "3/4" and "9/10", but no dates, scores or "24/7".
fn slash(s: &Scene<'_>, at: usize, a: Literal, b: Literal) -> Option<Rational> {
    let whole = a.decimals == 0 && b.decimals == 0 && !a.vulgar && !b.vulgar && !b.padded && !a.grouped;
    let more = s.mark(at + 2) == Some('/') || (at >= 2 && s.mark(at - 2) == Some('/'));
    let share = a.value < b.value && b.value > ONE;
    (whole && !more && share && a.value > ZERO && b.value <= int(1000)).then(|| a.value / b.value)
}

fn over(s: &Scene<'_>, n: &Numeral) -> Option<Numeral> {
    let divided = s.is(n.end, Part::Divided) && s.is(n.end + 1, Part::By);
    let plain = s.is(n.end, Part::Over) && (n.literal.is_some() || n.value.is_integer());
    let words = s.is(n.end, Part::By) && !n.digits;
    let slash = s.mark(n.end) == Some('/') && n.literal.is_none();
    if !(divided || plain || words || slash) {
        return None;
    }
    let after = n.end + 1 + usize::from(divided);
    let below = chain(s, after, false)?;
    // "20 over three years" counts 20 of something.
    let alone = !s.is_word(below.end) && s.literal(below.end).is_none();
    (below.value > ZERO && !below.ordinal && alone).then_some(below)
}

/// Whether a number stands here that counts nothing after it.
fn closed_number(s: &Scene<'_>, at: usize) -> bool {
    chain(s, at, true).is_some_and(|n| !s.is_word(n.end) || s.is(n.end, Part::Function))
}

/// "one in five", "three out of every ten", "12 of 14", "12 of the 14": a share, or a count with its whole.
fn of_whole(s: &Scene<'_>, mut n: Numeral) -> Numeral {
    if !n.value.is_integer() || n.value <= ZERO || n.share || n.scaled || n.literal.is_some_and(|l| l.vulgar) {
        return n;
    }
    let (mut i, mut ratio) = (n.end, false);
    if s.is(i, Part::Out) && s.is(i + 1, Part::Of) {
        i += 2;
    } else if s.is(i, Part::In) {
        (i, ratio) = (i + 1, true);
    } else if n.value == ONE
        && !n.digits
        && s.is_word(i)
        && !s.is(i, Part::Function)
        && s.is(i + 1, Part::In)
        && closed_number(s, i + 2)
    {
        // "one job in fifteen"
        (i, ratio) = (i + 2, true);
    } else if s.is(i, Part::Of) {
        i += 1;
    } else {
        return n;
    }
    if s.is(i, Part::Every) {
        (i, ratio) = (i + 1, true);
    } else if s.is(i, Part::The) {
        if ratio {
            return n;
        }
        i += 1;
    }
    let Some(whole) = chain(s, i, true).filter(|w| !w.ordinal && w.value.is_integer() && w.value > n.value) else {
        return n;
    };
    let year = whole.literal.is_some_and(|l| l.digits == 4 && !l.grouped);
    // A unit after it makes it a length ("one in five years").
    let unit = s.glued(whole.end) && s.is_word(whole.end) || s.mark(whole.end) == Some('%');
    let timed = super::measure::unit_at(s, whole.end).is_some_and(|u| u.1.axis == "duration");
    if unit || (ratio && (year || timed || whole.value > int(1000))) {
        return n;
    }
    n.of = Some(whole.value);
    n.literal = None;
    let out_of = s.is(n.end, Part::Out) && n.value <= int(10);
    if ratio || out_of || s.was(i, Part::Every) {
        n.value /= whole.value;
        (n.share, n.place, n.of) = (true, ZERO, None);
    }
    n.end = whole.end;
    n
}
