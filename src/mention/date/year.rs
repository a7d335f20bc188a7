//! Years and their parts, decades, centuries, fiscal years.

use super::*;

/// "2012–13", "2014-2018", "1939/40"
pub(super) fn year_range(s: &Scene<'_>, at: usize) -> Option<(usize, Days)> {
    let first = s.literal(at).and_then(|l| year_literal(&l))?;
    let joined = (s.dash(at + 1) || matches!(s.mark(at + 1), Some('/' | '~'))) && s.glued(at + 1) && s.glued(at + 2);
    let l = s.literal(at + 2).filter(|_| joined)?;
    let n = i32::try_from(*l.value.numer()).ok().filter(|_| l.decimals == 0 && !l.grouped)?;
    let last = match l.digits {
        2 => first / 100 * 100 + n,
        4 => n,
        _ => return None,
    };
    let end = at + 3;
    if last <= first
        || last > first + 300
        || s.glued(end) && (s.is_word(end) || s.literal(end).is_some() || s.dash(end))
    {
        return None;
    }
    // "2004-05" is also a month; nearer years are the common reading in news.
    if l.digits == 2 && last - first > 20 && n <= 12 {
        return None;
    }
    Some((end, Days::years(first, last - first + 1)?))
}

/// A year in four digits that is one by itself.
pub fn year_literal(l: &crate::mention::scan::Literal) -> Option<i32> {
    let n = i32::try_from(*l.value.numer()).ok()?;
    (l.digits == 4 && l.decimals == 0 && !l.grouped && !l.padded && !l.vulgar && (1000..2200).contains(&n)).then_some(n)
}

/// ", 2024", " 2024", " of 1995", "nineteen seventy two" after a month or day: end and year.
pub(super) fn year_after(s: &Scene<'_>, at: usize) -> Option<(usize, i32)> {
    let mut i = at + usize::from(s.mark(at) == Some(','));
    i += usize::from(s.is(i, Part::Of) || s.is(i, Part::In));
    i += usize::from(s.mark(i) == Some('\'') || s.mark(i) == Some('\u{2019}'));
    if let Some(l) = s.literal(i) {
        if let Some(y) = year_literal(&l) {
            return Some((i + 1, y));
        }
        // "'94", "Dec 94"
        let short = l.digits == 2 && l.decimals == 0 && i == at + 1 && matches!(s.mark(at), Some('\'' | '\u{2019}'));
        return short.then(|| {
            let n = *l.value.numer() as i32;
            (i + 1, if n < 40 { 2000 + n } else { 1900 + n })
        });
    }
    spelled_year(s, i)
}

/// "nineteen seventy two", "two thousand", "twenty fifteen": end and year.
pub(super) fn spelled_year(s: &Scene<'_>, at: usize) -> Option<(usize, i32)> {
    let first = s.word(at).cardinal?;
    if (15..=20).contains(&first) {
        let next = s.past_hyphen(at + 1);
        let tens = s.word(next).cardinal.unwrap_or(0);
        if tens >= 10 {
            let unit = s.past_hyphen(next + 1);
            let (end, ones) = match s.word(unit).cardinal {
                Some(u) if tens >= 20 && u < 10 => (unit + 1, u),
                _ => (next + 1, 0),
            };
            return Some((end, i32::from(first) * 100 + i32::from(tens) + i32::from(ones)));
        }
        if s.is(next, Part::Oh) {
            return s
                .word(next + 1)
                .cardinal
                .filter(|u| *u < 10)
                .map(|u| (next + 2, i32::from(first) * 100 + i32::from(u)));
        }
    }
    let n = numeral(s, at, false).filter(|n| n.value.is_integer() && !n.ordinal && !n.digits)?;
    let y = i32::try_from(*n.value.numer()).ok()?;
    (1500..2100).contains(&y).then_some((n.end, y))
}

/// "summer 2024", "the summer of 2024", "last summer", "this winter".
pub(super) fn season(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
    let first = i32::from(s.word(at).season?);
    let span = |y: i32| {
        // A winter of a year is either of the two that it has a part in.
        if first == 12 {
            Days::month(y - 1, 12).zip(Days::months(y, 12, 3)).and_then(|(a, b)| a.through(b))
        } else {
            Days::months(y, first, 3)
        }
    };
    if let Some((end, y)) = year_after(s, at + 1) {
        return Some(Point::new(end, span(y), "season"));
    }
    let back = at.checked_sub(1).and_then(|i| deictic(s, i))?;
    let published = ctx.published;
    let d = published.and_then(|p| {
        let y = i32::from(p.year());
        let today = days(p);
        let winters = |y: i32| if first == 12 { Days::months(y, 12, 3) } else { Days::months(y, first, 3) };
        match back {
            -1 => (y - 2..=y).rev().filter_map(winters).find(|d| d.end <= today),
            0 => (y - 1..=y).rev().filter_map(winters).find(|d| d.start <= today + 120),
            _ => (y..y + 2).filter_map(winters).find(|d| d.start > today),
        }
    });
    Some(Point::new(at + 1, d, "season"))
}

/// "Q1 2019", "the fourth quarter of 2025", "first half of the year", "H1 2024".
pub(super) fn part_of_year(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
    let (mut end, n, quarter) =
        if (s.cal(at, CalPart::QuarterMark) || s.cal(at, CalPart::HalfMark)) && s.atoms[at].capital | s.glued(at + 1) {
            let l = s.literal(at + 1).filter(|l| l.digits == 1 && l.decimals == 0 && s.glued(at + 1))?;
            (at + 2, *l.value.numer() as i32, s.cal(at, CalPart::QuarterMark))
        } else {
            let n = numeral(s, at, true).filter(|n| n.ordinal)?;
            let i = s.past_hyphen(n.end);
            let quarter = s.word(i).period == Some(Period::Quarter);
            let half = s.cal(i, CalPart::Half);
            if !quarter && !half {
                return None;
            }
            (i + 1, *n.value.numer() as i32, quarter)
        };
    if !(1..=if quarter { 4 } else { 2 }).contains(&n) {
        return None;
    }
    let unit = if quarter { "quarter" } else { "half" };
    let span = |y: i32| if quarter { Days::quarter(y, n) } else { Days::half(y, n) };
    let mut i = end + usize::from(s.mark(end) == Some('-') || s.mark(end) == Some(','));
    i += usize::from(s.is(i, Part::Of));
    let mut fiscal = false;
    if let Some(e) = s.cal_end(i, CalPart::Fiscal) {
        (i, fiscal) = (e, true);
    }
    i += usize::from(s.is(i, Part::The));
    let unit = if fiscal { "fiscal-quarter" } else { unit };
    if let Some((e, y)) = s.literal(i).and_then(|l| year_literal(&l)).map(|y| (i + 1, y)) {
        return Some(Point::new(e, span(y), unit));
    }
    if s.word(at.wrapping_sub(1)).period.is_none()
        && at > 0
        && let Some(y) = s.literal(at - 1).and_then(|l| year_literal(&l))
    {
        return Some(Point::new(end, span(y), unit));
    }
    let year = ctx.published.map(|p| i32::from(p.year()));
    let way = deictic(s, i).filter(|_| s.word(i + 1).period == Some(Period::Year));
    let the_year = s.is(i - 1, Part::The) && s.word(i).period == Some(Period::Year);
    if let Some(w) = way {
        return Some(Point::new(i + 2, year.and_then(|y| span(y + w)), unit));
    }
    if the_year {
        return Some(Point::new(i + 1, year.and_then(span), unit));
    }
    if !quarter {
        return None;
    }
    // The last such quarter that has begun.
    end = end.max(at + 1);
    let d = ctx.published.and_then(|p| {
        let y = i32::from(p.year());
        let today = days(p);
        if s.ahead(at) {
            (y..y + 2).filter_map(span).find(|d| d.end > today)
        } else {
            (y - 1..=y).rev().filter_map(span).find(|d| d.start <= today)
        }
    });
    Some(Point::new(end, d, unit))
}

/// "1990s", "the '90s", "nineteen fifties", "21st century", "third century BC".
pub(super) fn decade_or_century(s: &Scene<'_>, at: usize) -> Option<Point> {
    let prime = matches!(s.mark(at), Some('\'' | '\u{2019}')) && s.glued(at + 1);
    let i = at + usize::from(prime);
    if s.of_life(at) {
        return None;
    }
    if let Some(l) = s.literal(i).filter(|l| l.decimals == 0 && !l.grouped) {
        let mut end = i + 1;
        end += usize::from(matches!(s.mark(end), Some('\'' | '\u{2019}')) && s.glued(end));
        let ending = s.tables.decade_endings.iter().any(|e| e == s.lower(end));
        let tens = *l.value.numer() as i32;
        if ending && (s.glued(end) || l.digits == 4) && tens % 10 == 0 {
            let first = match l.digits {
                4 if (1000..2100).contains(&tens) => tens,
                2 if prime || tens >= 20 && s.was(at, Part::The) => {
                    if tens < 30 {
                        2000 + tens
                    } else {
                        1900 + tens
                    }
                }
                _ => return None,
            };
            let length = if tens % 100 == 0 && l.digits == 4 { 100 } else { 10 };
            let unit = if length == 100 { "century" } else { "decade" };
            return Some(Point::new(end + 1, Days::years(first, length), unit));
        }
    }
    if let Some(d) = s.word(at).decade {
        return (s.was(at, Part::The)
            || s.cal(at.wrapping_sub(1), CalPart::Early)
            || s.cal(at.wrapping_sub(1), CalPart::Late)
            || s.is(at.wrapping_sub(1), Part::In))
        .then(|| Point::new(at + 1, Days::years(if d < 30 { 2000 } else { 1900 } + i32::from(d), 10), "decade"));
    }
    if let (Some(c), Some(d)) = (s.word(at).cardinal.filter(|c| (16..=20).contains(c)), s.word(at + 1).decade) {
        return Some(Point::new(at + 2, Days::years(i32::from(c) * 100 + i32::from(d), 10), "decade"));
    }
    let n = numeral(s, at, true).filter(|n| n.ordinal)?;
    let i = s.past_hyphen(n.end);
    if s.word(i).period != Some(Period::Century) {
        return None;
    }
    let number = i32::try_from(*n.value.numer()).ok().filter(|n| (1..=30).contains(n))?;
    let end = i + 1;
    if let Some(e) = s.cal_end(end, CalPart::Bc) {
        return Some(Point::new(e, Days::years(1 - number * 100, 100), "century"));
    }
    let end = s.cal_end(end, CalPart::Ad).unwrap_or(end);
    Some(Point::new(end, Days::century(number), "century"))
}

/// "fiscal 2021", "FY2024", "FY24", "the 2024 financial year".
pub(super) fn fiscal(s: &Scene<'_>, at: usize) -> Option<Point> {
    let of = |y: i32| Days::years(y - 1, 2);
    if let Some(mut e) = s.cal_end(at, CalPart::Fiscal) {
        e += usize::from(s.cal(e, CalPart::YearWord));
        let l = s.literal(e)?;
        let y = year_literal(&l)
            .or_else(|| (l.digits == 2 && l.decimals == 0 && s.glued(e)).then(|| 2000 + *l.value.numer() as i32))?;
        return Some(Point::new(e + 1, of(y), "fiscal-year"));
    }
    let y = s.literal(at).and_then(|l| year_literal(&l))?;
    let e = s.cal_end(at + 1, CalPart::Fiscal)?;
    let e = e + usize::from(s.cal(e, CalPart::YearWord));
    Some(Point::new(e, of(y), "fiscal-year"))
}

/// "the class of '92", "in ’08": a year without its century.
fn short_year(s: &Scene<'_>, at: usize) -> Option<Point> {
    let prime = matches!(s.mark(at), Some('\'' | '\u{2018}' | '\u{2019}')) && !s.glued(at) && s.glued(at + 1);
    let l = s.literal(at + 1).filter(|l| prime && l.digits == 2 && l.decimals == 0 && !l.vulgar)?;
    let before = at > 0 && (s.cal(at - 1, CalPart::BeforeYear) || s.was(at, Part::The));
    let counts = s.is_word(at + 2) && (s.tables.plural_ending(s.lower(at + 2)) || s.glued(at + 2));
    let n = *l.value.numer() as i32;
    (before && !counts).then(|| Point::new(at + 2, Days::year(if n < 40 { 2000 } else { 1900 } + n), "year"))
}

/// "2014", "AD 79", "nineteen seventy two", "2150".
pub(super) fn year(s: &Scene<'_>, at: usize) -> Option<Point> {
    if let Some(e) = s.cal_end(at, CalPart::YearWord).filter(|e| s.literal(*e).is_some()) {
        let l = s.literal(e)?;
        let y = year_literal(&l).or_else(|| (l.digits == 2 && s.glued(e)).then(|| 2000 + *l.value.numer() as i32))?;
        return Some(Point::new(e + 1, Days::year(y), "year"));
    }
    if let Some(p) = short_year(s, at) {
        return Some(p);
    }
    let prepositional =
        at > 0 && (s.cal(at - 1, CalPart::BeforeYear) || s.cal(at - 1, CalPart::RangeTo) && !s.dash(at - 1));
    let Some(l) = s.literal(at) else {
        if !prepositional {
            return None;
        }
        let (end, y) = spelled_year(s, at)?;
        return Some(Point::new(end, Days::year(y), "year"));
    };
    if let Some(e) = s.cal_end(at + 1, CalPart::Bc).filter(|_| l.digits <= 4) {
        return Some(Point::new(e, Days::year(1 - *l.value.numer() as i32), "year"));
    }
    if let Some(e) = s.cal_end(at + 1, CalPart::Ad).filter(|_| l.digits <= 4 && s.atoms[at + 1].capital) {
        return Some(Point::new(e, Days::year(*l.value.numer() as i32), "year"));
    }
    let y = year_literal(&l)?;
    let next = at + 1;
    // "2019 Q1", "2019-H2"
    let mark = s.past_hyphen(next);
    if (s.cal(mark, CalPart::QuarterMark) || s.cal(mark, CalPart::HalfMark))
        && s.glued(mark + 1)
        && let Some(l) = s.literal(mark + 1).filter(|l| l.digits == 1 && l.decimals == 0)
    {
        let (n, quarter) = (*l.value.numer() as i32, s.cal(mark, CalPart::QuarterMark));
        let d = if quarter { Days::quarter(y, n) } else { Days::half(y, n) };
        if (1..=if quarter { 4 } else { 2 }).contains(&n) {
            return Some(Point::new(mark + 2, d, if quarter { "quarter" } else { "half" }));
        }
    }
    // "2017 April"
    if let Some(m) = month_at(s, next).filter(|_| day_number(s, next + 1).is_none()) {
        return Some(Point::new(next + 1, Days::month(y, m), "month"));
    }
    // With a noun, a unit, money or a dash it is a number.
    let unit = crate::mention::measure::unit_at(s, next).is_some() && !s.is(next, Part::In)
        || s.mark(next).is_some_and(|c| matches!(c, '%' | '$' | '€' | '£'));
    let counted = s.is_word(next)
        && !s.is(next, Part::Function)
        && s.tables.plural_ending(s.lower(next))
        && !(1900..2100).contains(&y);
    let glued = s.glued(next)
        && (s.is_word(next) || s.literal(next).is_some() || s.mark(next) == Some('/') && s.literal(next + 1).is_some())
        || s.word(next).scale.is_some()
        || s.word(next).group.is_some();
    if unit || counted || glued || s.was(at, Part::Label) && !s.cal(at - 1, CalPart::BeforeYear) {
        return None;
    }
    let likely = (1900..2100).contains(&y);
    let plural = s.is_word(next)
        && !s.is(next, Part::Function)
        && (s.tables.plural_ending(s.lower(next)) || s.is(next, Part::People));
    let comma_or_end = !s.is_word(next);
    // "2,014 people" is grouped; "2014 people" is a count, "the 2014 elections" are of that year.
    if likely
        && (prepositional
            || (!plural && (comma_or_end || s.is(next, Part::Function) || at > 0))
            || s.was(at, Part::The))
    {
        return Some(Point::new(next, Days::year(y), "year"));
    }
    // "an 1898 ruling": what one thing is called by is no number of things.
    let attribute = s.was(at, Part::Article) && s.is_word(next) && !s.is(next, Part::Function) && !plural;
    if attribute && (1700..1900).contains(&y) {
        return Some(Point::new(next, Days::year(y), "year"));
    }
    (prepositional && !s.was(at, Part::Of) && !s.was(at, Part::Or) && !s.was(at, Part::To))
        .then(|| Point::new(next, Days::year(y), "year"))
}
