//! Fractions, alone and after a number, and parts of a whole.

use super::*;

/// "half a million", "three quarters of a million", "a quarter million".
pub(super) fn fraction_of_million(s: &Scene<'_>, at: usize) -> Option<Numeral> {
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
pub(super) fn simple_fraction(s: &Scene<'_>, at: usize) -> Option<(usize, Rational)> {
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
pub(super) fn lone_fraction(s: &Scene<'_>, at: usize) -> Option<Numeral> {
    let by_article = s.is(at, Part::Article);
    let (end, value) = if by_article {
        if let Some((e, _)) = s.word(at + 1).scale_ordinal.filter(|_| part_follows(s, at + 2, at)) {
            (at + 2, scaled(ONE, -i32::from(e))?)
        } else {
            simple_fraction(s, at)?
        }
    } else if s.word(at).denominator == Some((2, false)) && s.word(at).ordinal.is_none() {
        let hyphen = s.dash(at + 1) && crate::mention::measure::unit_at(s, at + 2).is_none();
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
            || s.dash(at + 1) && crate::mention::measure::unit_at(s, at + 2).is_some())
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
pub(super) fn part_follows(s: &Scene<'_>, next: usize, at: usize) -> bool {
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

/// Fractions around and after a number: "two-thirds", "2 1/4", "3/4", "two and a half", "one in five", "12 of 14".
pub(super) fn with_fraction(s: &Scene<'_>, mut n: Numeral, apart: bool) -> Option<Numeral> {
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
        // "in two halves"
        && n.value != int(below.into())
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

pub(super) fn skip(s: &Scene<'_>, at: usize, part: Part) -> usize {
    if s.is(at, part) { at + 1 } else { at }
}

/// "and three fifths", "and a thirtieth" after a number.
pub(super) fn larger_fraction(s: &Scene<'_>, at: usize) -> Option<(usize, Rational)> {
    let (end, top) = if s.is(at, Part::Article) {
        (at + 1, 1)
    } else {
        below_hundred(s, at).filter(|b| !b.2).map(|b| (b.0, b.1))?
    };
    let end = s.past_hyphen(end);
    let (below, plural) = s.word(end).denominator?;
    (below > 2 && (plural || top == 1 || below == 4) && top > 0).then(|| (end + 1, Rational::new(top, below.into())))
}

pub(super) fn hundredths(s: &Scene<'_>, at: usize) -> Option<(usize, Rational)> {
    let (end, top, ordinal) = below_hundred(s, at)?;
    let (e, plural) = s.word(end).scale_ordinal?;
    (!ordinal && plural).then(|| Some((end + 1, scaled(int(top), -i32::from(e))?)))?
}

/// A scale after a fraction ("two and a half million"; "two thirds of a million").
pub(super) fn million(s: &Scene<'_>, mut n: Numeral) -> Option<Numeral> {
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
pub(super) fn slash(s: &Scene<'_>, at: usize, a: Literal, b: Literal) -> Option<Rational> {
    let whole = a.decimals == 0 && b.decimals == 0 && !a.vulgar && !b.vulgar && !b.padded && !a.grouped;
    let more = s.mark(at + 2) == Some('/') || (at >= 2 && s.mark(at - 2) == Some('/'));
    let share = a.value < b.value && b.value > ONE;
    (whole && !more && share && a.value > ZERO && b.value <= int(1000)).then(|| a.value / b.value)
}

pub(super) fn over(s: &Scene<'_>, n: &Numeral) -> Option<Numeral> {
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
pub(super) fn closed_number(s: &Scene<'_>, at: usize) -> bool {
    chain(s, at, true).is_some_and(|n| !s.is_word(n.end) || s.is(n.end, Part::Function))
}

/// "one in five", "three out of every ten", "12 of 14", "12 of the 14": a share, or a count with its whole.
pub(super) fn of_whole(s: &Scene<'_>, mut n: Numeral) -> Numeral {
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
    let timed = crate::mention::measure::unit_at(s, whole.end).is_some_and(|u| u.1.axis == "duration");
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
