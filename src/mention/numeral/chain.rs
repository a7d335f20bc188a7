//! Cardinals, ordinals and decimals in digits and words.

use super::*;

/// Cardinals and ordinals, in digits or words.
pub(super) fn chain(s: &Scene<'_>, at: usize, apart: bool) -> Option<Numeral> {
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
                if step_down && !tail_hundred && l > 0 && (p.value != ZERO) {
                    total = Some(plus(t, chunk)?);
                } else if exponent > l
                    && l >= 2
                    && t < scaled(ONE, exponent)?
                    && p.literal.is_none()
                    && !joined
                    && (l != exponent)
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
pub(super) struct Chunk {
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

pub(super) fn part(s: &Scene<'_>, at: usize, later: bool, apart: bool) -> Option<Chunk> {
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
        let suffix = s
            .tables
            .suffixes
            .get(s.raw(c.end))
            .filter(|_| s.glued(c.end) || s.raw(c.end).len() > 1 || s.is(c.end, Part::SpacedSuffix));
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
    if (c.inner < 2 || c.literal.is_none())
        && let Some((end, part, place)) = decimals(s, c.end)
    {
        (c.end, c.value, c.place, c.point) = (end, plus(c.value, part)?, place, true);
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
pub(super) fn ordinal_suffix(s: &Scene<'_>, at: usize, l: Literal) -> bool {
    let Some(digits) = s.tables.ordinal_suffixes.get(s.lower(at + 1)) else { return false };
    let n = *l.value.numer() % 100;
    let last = if (10..20).contains(&n) { n } else { n % 10 };
    l.value.is_integer() && u8::try_from(last).is_ok_and(|last| digits.contains(&last))
}

pub(super) struct Group {
    end: usize,
    value: i128,
    hundred: bool,
    ordinal: bool,
}

/// A number below ten thousand in words: "twenty-one", "nineteen hundred seventy-three", "two hundred and fifth".
pub(super) fn group(s: &Scene<'_>, at: usize, apart: bool) -> Option<Group> {
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
pub(super) fn below_hundred(s: &Scene<'_>, at: usize) -> Option<(usize, i128, bool)> {
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
pub(super) fn decimals(s: &Scene<'_>, at: usize) -> Option<(usize, Rational, Rational)> {
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
