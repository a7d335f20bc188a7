//! Days of months, months, weekdays and dates in digits.

use super::*;

/// The month, or day of a month, in a year.
pub(super) fn of_partial(unit: &str, n: i32, year: i32) -> Option<Days> {
    if unit == "month" {
        return Days::month(year, n);
    }
    Date::new(i16::try_from(year).ok()?, (n / 100) as i8, (n % 100) as i8).ok().map(Days::day)
}

/// "March 3-5, 2024", "3-5 March", "3 to 5 March": end, days, unit.
pub(super) fn days_of_month(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<(usize, Days, &'static str)> {
    let joint = |i: usize| s.dash(i) || s.is(i, Part::To) || s.is(i, Part::And) || s.cal(i, CalPart::RangeTo);
    let (first, last, end, month) = if let Some(m) = month_at(s, at) {
        let (e, first) = day_number(s, at + 1)?;
        joint(e).then_some(())?;
        let (end, last) = day_number(s, e + 1)?;
        (first, last, end, m)
    } else {
        let (e, first) = day_number(s, at)?;
        joint(e).then_some(())?;
        let (e, last) = day_number(s, e + 1)?;
        let e = e + usize::from(s.is(e, Part::Of));
        (first, last, e + 1, month_at(s, e)?)
    };
    (last > first).then_some(())?;
    let (end, year) = year_after(s, end).map_or((end, None), |(e, y)| (e, Some(y)));
    let a = in_year(s, ctx, at, month, first, year)?;
    Some((end, Days { start: a.start, end: a.start + i64::from(last - first) + 1 }, "day"))
}

pub(super) fn weekday_of(n: u8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(n).ok()?).ok()
}

/// "Friday", "last Monday", "Tuesday, March 3", "next Friday", "Friday last week".
pub(super) fn weekday(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
    let deictic = deictic(s, at);
    let i = at + usize::from(deictic.is_some());
    let w = s.word(i);
    let n = w.weekday?;
    if w.shy && !(s.atoms[i].capital || s.raw(i).len() <= 3 && s.literal(i + 1).is_some())
        || s.raw(i).len() <= 3 && s.is(i + 1, Part::Function) && w.shy && !s.atoms[i].capital
    {
        return None;
    }
    let mut end = i + 1;
    if s.mark(end) == Some('.') && s.raw(i).len() <= 4 && s.atoms.get(end + 1).is_some_and(|a| !a.capital) {
        end += 1;
    }
    // "Friday the 23rd": the nearest such day.
    let after = end + usize::from(s.is(end, Part::The));
    if let (Some((e, day)), Some(published)) = (day_number(s, after), ctx.published)
        && month_at(s, e).is_none()
        && !s.is(e, Part::Of)
        && (after > end || e > after + 1 || !s.is_word(e))
        && s.mark(e).is_none_or(|c| !matches!(c, '/' | '-' | ':' | '\u{2013}'))
    {
        let fits = |back: i64| {
            date(days(published) + back)
                .filter(|d| i32::from(d.day()) == day && d.weekday().to_monday_one_offset() as u8 == n)
        };
        if let Some(d) = (0..200).find_map(|x| fits(-x)).or_else(|| (0..200).find_map(fits)) {
            return Some(Point::new(e, Some(Days::day(d)), "day"));
        }
    }
    // A date after it says which.
    let mut next = end + usize::from(s.mark(end) == Some(','));
    next += usize::from(s.is(next, Part::The));
    if s.word(next).weekday.is_none()
        && let Some(p) = month_date(s, ctx, next).or_else(|| numeric(s, ctx, next)).filter(|p| p.unit == "day")
    {
        return Some(that_falls_on(ctx, n, p));
    }
    let weekday = weekday_of(n)?;
    let Some(published) = ctx.published else {
        return Some(Point { partial: Some(n.into()), ..Point::new(end, None, "day") });
    };
    let week = Days::week(published);
    let of_week = |start: i64| date(start + i64::from(n) - 1);
    // "Friday last week", "Tuesday of next week"
    let of = end + usize::from(s.is(end, Part::Of));
    if deictic.is_none()
        && let Some(d) = self::deictic(s, of).filter(|_| s.word(of + 1).period == Some(Period::Week))
    {
        return Some(Point::new(of + 2, of_week(week.start + i64::from(d) * 7).map(Days::day), "day"));
    }
    let before = weekday_before(published, weekday, true)?;
    let day = match deictic {
        Some(0) => of_week(week.start)?,
        Some(1) => {
            let coming = weekday_after(published, weekday, false)?;
            let other = of_week(week.start + 7)?;
            let (a, b) = (coming.min(other), coming.max(other));
            let mut p = Point::new(end, Days { start: days(a), end: days(b) + 1 }.into(), "day");
            p.typical = Some(Days::day(coming));
            return Some(p);
        }
        Some(_) => {
            // Most readers mean the nearest; others that of the week before.
            let recent = weekday_before(published, weekday, false)?;
            let other = of_week(week.start - 7)?;
            let (a, b) = (recent.min(other), recent.max(other));
            let mut p = Point::new(end, Days { start: days(a), end: days(b) + 1 }.into(), "day");
            p.typical = Some(Days::day(recent));
            return Some(p);
        }
        None if s.ahead(at) => weekday_after(published, weekday, true)?,
        None => before,
    };
    Some(Point { partial: Some(n.into()), ..Point::new(end, Some(Days::day(day)), "day") })
}

/// A day without a year beside its weekday: the nearest year in which it falls on it.
fn that_falls_on(ctx: &Context, weekday: u8, p: Point) -> Point {
    let (Some(partial), Some(published)) = (p.partial, ctx.published) else { return p };
    let year = i32::from(published.year());
    let away = |d: &Days| (d.start - days(published)).abs();
    let fits = |d: &Days| date(d.start).is_some_and(|d| d.weekday().to_monday_one_offset() as u8 == weekday);
    let found = (year - 2..=year + 2).filter_map(|y| of_partial("day", partial, y)).filter(fits).min_by_key(away);
    // A weekday that fits no year near is a slip in the text.
    Point { days: found.filter(|d| away(d) < 550).or(p.days), ..p }
}

/// A month's number, unless the word is something else here.
pub(super) fn month_at(s: &Scene<'_>, i: usize) -> Option<i32> {
    let w = s.word(i);
    let m = w.month?;
    (!w.shy || s.atoms[i].capital || s.raw(i).len() > 3 && s.raw(i).len() != 5 && !s.is_word(i + 1))
        .then_some(i32::from(m))
}

/// A day of the month, "3", "3rd", "third", "twenty-first": end and number.
pub(super) fn day_number(s: &Scene<'_>, at: usize) -> Option<(usize, i32)> {
    if let Some(l) = s.literal(at) {
        if l.digits > 2 || l.decimals > 0 || l.vulgar {
            return None;
        }
        let n = i32::try_from(*l.value.numer()).ok()?;
        let suffix = s.glued(at + 1) && s.tables.ordinal_suffixes.contains_key(s.lower(at + 1));
        if s.glued(at + 1) && s.is_word(at + 1) && !suffix && s.word(at + 1).month.is_none() {
            return None;
        }
        return (1..=31).contains(&n).then_some((at + 1 + usize::from(suffix), n));
    }
    let w = s.word(at);
    (w.ordinal.is_some() || w.cardinal.is_some_and(|c| c >= 20)).then_some(())?;
    let n = position(s, at)?;
    let d = i32::try_from(*n.value.numer()).ok()?;
    (1..=31).contains(&d).then_some((n.end, d))
}

/// The day of a month, in a stated year or the nearest that fits.
pub(super) fn in_year(
    s: &Scene<'_>,
    ctx: &Context,
    at: usize,
    month: i32,
    day: i32,
    year: Option<i32>,
) -> Option<Days> {
    let on = |y: i32| Date::new(i16::try_from(y).ok()?, month as i8, day as i8).ok();
    match year {
        Some(y) => on(y).map(Days::day),
        None => nearest(ctx.published?, s.ahead(at), on).map(Days::day),
    }
}

/// "3 March 2024", "March 3rd", "the third of March", "March 2024", "May".
pub(super) fn month_date(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
    if let Some((e, day)) = day_number(s, at) {
        let mut i = e;
        // "the twenty-third day of September"
        if s.word(i).period == Some(Period::Day) {
            i += 1;
        }
        i += usize::from(s.is(i, Part::Of));
        i += usize::from((s.dash(i) || s.mark(i) == Some('/')) && s.glued(i) && s.glued(i + 1));
        if let Some(month) = month_at(s, i)
            .or_else(|| s.word(i).month.filter(|_| s.literal(at).is_some() || s.is(i - 1, Part::Of)).map(i32::from))
        {
            let mut end = i + 1;
            if s.mark(end) == Some('.')
                && s.raw(i).len() <= 4
                && (s.literal(end + 1).is_some() || s.atoms.get(end + 1).is_some_and(|a| !a.capital))
            {
                end += 1;
            }
            let mut glue = end;
            glue += usize::from((s.dash(glue) || s.mark(glue) == Some('/')) && s.glued(glue) && s.glued(glue + 1));
            let (end, year) = year_after(s, glue).map_or((end, None), |(e, y)| (e, Some(y)));
            let partial = year.is_none().then_some(month * 100 + day);
            return Some(Point { partial, ..Point::new(end, in_year(s, ctx, at, month, day, year), "day") });
        }
        return None;
    }
    let month = month_at(s, at)?;
    let mut i = at + 1;
    if s.mark(i) == Some('.')
        && s.raw(at).len() <= 4
        && (s.literal(i + 1).is_some() || s.atoms.get(i + 1).is_some_and(|a| !a.capital))
    {
        i += 1;
    }
    let glue = i + usize::from((s.mark(i) == Some('/') || s.dash(i)) && s.glued(i) && s.glued(i + 1));
    let the = usize::from(s.is(glue, Part::The));
    if let Some((e, day)) = day_number(s, glue + the) {
        // "May 20 people": a month with a count after it.
        let counted = s.is_word(e)
            && s.literal(glue + the).is_some()
            && s.word(at).shy
            && !s.is(e, Part::Function)
            && !s.atoms[e].capital
            && i == at + 1
            && !s.was(at, Part::The);
        if !counted {
            let (end, year) = year_after(s, e).map_or((e, None), |(e, y)| (e, Some(y)));
            let partial = year.is_none().then_some(month * 100 + day);
            return Some(Point { partial, ..Point::new(end, in_year(s, ctx, at, month, day, year), "day") });
        }
    }
    if let Some((end, y)) = year_after(s, glue) {
        return Some(Point::new(end, Days::month(y, month), "month"));
    }
    if let Some(d) = deictic(s, i).filter(|_| s.word(i + 1).period == Some(Period::Year)) {
        let y = ctx.published.map(|p| i32::from(p.year()) + d);
        return Some(Point {
            partial: Some(month),
            ..Point::new(i + 2, y.and_then(|y| Days::month(y, month)), "month")
        });
    }
    // A month alone, if nothing else is meant by the word.
    let placed = at > 0
        && (s.cal(at - 1, CalPart::In)
            || s.cal(at - 1, CalPart::Since)
            || s.cal(at - 1, CalPart::Until)
            || s.cal(at - 1, CalPart::Before)
            || s.cal(at - 1, CalPart::After)
            || deictic(s, at - 1).is_some()
            || s.cal(at - 1, CalPart::RangeTo)
            || s.cal(at - 1, CalPart::Between)
            || s.cal(at - 1, CalPart::Early)
            || s.cal(at - 1, CalPart::Mid)
            || s.cal(at - 1, CalPart::Late)
            || s.dash(at - 1));
    if s.word(at).shy && !placed || !s.atoms[at].capital && s.raw(at).len() <= 3 {
        return None;
    }
    if s.atoms.get(i).is_some_and(|a| a.capital) && s.word(at).shy {
        return None;
    }
    let on = |y: i32| Date::new(i16::try_from(y).ok()?, month as i8, 1).ok();
    let back = at.checked_sub(1).and_then(|i| deictic(s, i));
    let day = ctx.published.and_then(|p| match back {
        Some(1) => nearest(p, true, on),
        Some(0) => on(p.year().into()),
        // The month under way is not the one a year from now.
        None if i32::from(p.month()) == month => on(p.year().into()),
        _ => nearest(p, s.ahead(at), on),
    });
    let d = day.and_then(|d| Days::month(d.year().into(), month));
    Some(Point { partial: Some(month), ..Point::new(i, d, "month") })
}

/// "2024-03-05", "3/5/2024", "22.04.2022", "2019/aug/01".
pub(super) fn numeric(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
    let n = |i: usize| {
        s.literal(i).filter(|l| l.decimals == 0 && !l.grouped && !l.vulgar).map(|l| (*l.value.numer() as i32, l.digits))
    };
    let (a, width) = n(at)?;
    let sep =
        s.mark(at + 1).filter(|c| matches!(c, '-' | '/' | '.' | '\u{2013}') && s.glued(at + 1) && s.glued(at + 2));
    let Some(sep) = sep else { return None };
    let named = s.word(at + 2).month;
    let (b, _) = named.map_or_else(|| n(at + 2), |m| Some((m.into(), 2)))?;
    let third = s.mark(at + 3).filter(|c| *c == sep && s.glued(at + 3) && s.glued(at + 4)).and_then(|_| n(at + 4));
    let after = |end: usize| {
        s.glued(end)
            && (s.is_word(end) || s.literal(end).is_some() || s.mark(end) == Some(sep) && s.literal(end + 1).is_some())
    };
    let day =
        |y: i32, m: i32, d: i32| Date::new(i16::try_from(y).ok()?, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok();
    if let Some((c, last)) = third {
        let end = at + 5;
        if after(end) && s.raw(end) != "T" {
            return None;
        }
        let d = if width == 4 {
            if named.is_some() { day(a, b, c) } else { day(a, b, c).or_else(|| day(a, c, b)) }
        } else if last == 4 || last == 2 {
            let y = if last == 4 {
                c
            } else if c < 40 {
                2000 + c
            } else {
                1900 + c
            };
            if named.is_some() {
                day(y, b, a)
            } else if sep == '.' || ctx.day_first {
                day(y, b, a).or_else(|| day(y, a, b))
            } else {
                day(y, a, b).or_else(|| day(y, b, a))
            }
        } else {
            None
        };
        return Some(Point::new(end, Some(Days::day(d?)), "day"));
    }
    // "2024-03" and "7/6" beside a weekday or a preposition.
    // "2012-13" is two years, "2015-03" a month.
    let month = n(at + 2).is_some_and(|(m, w)| w <= 2 && (1..=12).contains(&m));
    let later = b > a % 100 && b <= a % 100 + 20 && n(at + 2).is_some_and(|m| m.1 == 2);
    if width == 4 && sep == '-' && month && (1900..2100).contains(&a) && !after(at + 3) && !later {
        return Some(Point::new(at + 3, Days::month(a, b), "month"));
    }
    let listed = at > 0
        && (s.is(at - 1, Part::From)
            || s.cal(at - 1, CalPart::Between)
            || s.cal(at - 1, CalPart::In) && !s.is(at - 1, Part::Of) && !s.is(at - 1, Part::In));
    let (a, b) = if a > 12 && b <= 12 { (b, a) } else { (a, b) };
    let near = at > 0
        && (s.word(at - 1).weekday.is_some()
            || s.mark(at - 1) == Some(',') && at > 1 && s.word(at - 2).weekday.is_some())
        || listed && crate::mention::measure::unit_at(s, at + 3).is_none() && !s.is(at + 3, Part::Of);
    if sep == '/' && near && !after(at + 3) && (1..=12).contains(&a) && (1..=31).contains(&b) {
        return Some(Point {
            partial: Some(a * 100 + b),
            ..Point::new(at + 3, in_year(s, ctx, at, a, b, None), "day")
        });
    }
    None
}
