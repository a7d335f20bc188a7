//! Dates counted from the day of publication or from another date.

use super::*;

/// "yesterday", "Christmas 2024", "the day before yesterday".
pub(super) fn named(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
    if let Some((end, away)) = s.phrase(&s.tables.days_away, at) {
        // "a programme called Town Tonight"
        if s.named(at) {
            return None;
        }
        let d = ctx.published.and_then(|p| date(days(p) + i64::from(*away))).map(Days::day);
        return Some(Point::new(end, d, "day"));
    }
    let (end, feast) = s.phrase(&s.tables.feasts, at)?;
    let comma = usize::from(s.mark(end) == Some(','));
    let year = s.literal(end + comma).and_then(|l| year_literal(&l));
    let on = |y: i32| match *feast {
        Feast::Day(m, d) => Date::new(i16::try_from(y).ok()?, m as i8, d as i8).ok(),
        Feast::Weekday(w, n, m) => nth_weekday(y, m.into(), weekday_of(w)?, n.into()),
        Feast::Easter(away) => date(days(easter(y)?) + i64::from(away)),
        Feast::Once(y, m, d) => Date::new(y, m as i8, d as i8).ok(),
    };
    if let Feast::Once(..) = feast {
        return Some(Point::new(end, on(0).map(Days::day), "day"));
    }
    if let Some(y) = year {
        return Some(Point::new(end + comma + 1, on(y).map(Days::day), "day"));
    }
    // "Independence Day of this year"
    let of = end + usize::from(s.is(end, Part::Of));
    if let (Some(way), Some(published)) = (deictic(s, of), ctx.published)
        && s.word(of + 1).period == Some(Period::Year)
    {
        return Some(Point::new(of + 2, on(i32::from(published.year()) + way).map(Days::day), "day"));
    }
    let next = ctx.published.and_then(|p| nearest(p, s.ahead(at), on));
    Some(Point::new(end, next.map(Days::day), "day"))
}

/// How many times nearer the coming day of a name must be than the last one to be meant, whatever the tense: what lies long
/// back would be given its year.
const NEARER: i64 = 2;

/// The day that recurs every year, last before publication or next after it.
pub(super) fn nearest(published: Date, ahead: bool, on: impl Fn(i32) -> Option<Date>) -> Option<Date> {
    let year = i32::from(published.year());
    let next = (year..year + 2).filter_map(&on).find(|d| *d >= published);
    let last = (year - 1..=year).rev().filter_map(&on).find(|d| *d <= published);
    let near = next.is_some_and(|n| {
        let coming = days(n) - days(published);
        last.is_none_or(|d| days(published) - days(d) > NEARER * coming)
    });
    if ahead || near { next } else { last }
}

/// "last" -1, "this" 0, "next" 1
pub(super) fn deictic(s: &Scene<'_>, i: usize) -> Option<i32> {
    if s.cal(i, CalPart::Last) {
        Some(-1)
    } else if s.cal(i, CalPart::This) {
        Some(0)
    } else if s.cal(i, CalPart::Next) {
        Some(1)
    } else {
        None
    }
}

/// "two weeks before Christmas", "three days after January 12": counted from another day.
pub(super) fn counted_from(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
    let (i, n) = if s.is(at, Part::Article) && s.word(at + 1).period.is_some() {
        (at + 1, 1)
    } else {
        let w = s.word(at);
        (s.literal(at).is_some() || w.cardinal.is_some()).then_some(())?;
        let n = numeral(s, at, true).filter(|n| !n.ordinal && n.value.is_integer() && n.vague.is_none())?;
        (n.end, i64::try_from(*n.value.numer()).ok()?)
    };
    let period = s.word(i).period?;
    let way = s.word(i + 1).step?;
    let from = point(s, ctx, i + 2 + usize::from(s.is(i + 2, Part::The)))?;
    let start = from.days.filter(|_| from.unit == "day").and_then(|d| date(d.start))?;
    let day = step(start, period, n * i64::from(way))?;
    Some(Point::new(from.end, Some(Days::day(day)), "day"))
}

/// "the first week of March", "the last three weeks of 2024", "the third month of next year".
pub(super) fn nth_of(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
    let last = s.cal(at, CalPart::Last) && !s.cal(at, CalPart::PastOnly);
    let (mut i, mut nth, mut count) = (at + 1, 0, 1);
    if last {
        if let Some(n) = numeral(s, i, true).filter(|n| !n.ordinal && n.value.is_integer()) {
            (i, count) = (n.end, i64::try_from(*n.value.numer()).ok()?);
        }
    } else {
        let n = numeral(s, at, true).filter(|n| n.ordinal)?;
        (i, nth) = (n.end, i64::try_from(*n.value.numer()).ok()?);
        if let Some(n) = numeral(s, i, true).filter(|n| !n.ordinal && n.value.is_integer() && n.vague.is_none()) {
            (i, count) = (n.end, i64::try_from(*n.value.numer()).ok()?);
        }
    }
    let period =
        s.word(i).period.filter(|p| matches!(p, Period::Day | Period::Week | Period::Month | Period::Weekend))?;
    if !(s.is(i + 1, Part::Of) || s.is(i + 1, Part::In)) || !(1..=366).contains(&count) || nth > 366 {
        return None;
    }
    let whole = point(s, ctx, i + 2 + usize::from(s.is(i + 2, Part::The)))
        .filter(|p| matches!(p.unit, "month" | "year" | "quarter" | "decade"))?;
    let Some(d) = whole.days else { return Some(Point::new(whole.end, None, period.id())) };
    let found = match period {
        Period::Month => {
            let (a, b) = (date(d.start)?, date(d.end)?);
            if last {
                Days::between(moved(b, -count, 0)?, b)?
            } else {
                Days::between(moved(a, nth - 1, 0)?, moved(a, nth - 1 + count, 0)?)?
            }
        }
        Period::Week | Period::Weekend => {
            // The first week of a month or year is the one with most of its days in it (ISO 8601).
            let first = Days::week(date(d.start + 3)?);
            let end = Days::week(date(d.end - 4)?);
            let week = if last {
                Days { start: end.start - 7 * (count - 1), end: end.end }
            } else {
                Days { start: first.start + 7 * (nth - 1), end: first.start + 7 * (nth - 1 + count) }
            };
            if period == Period::Weekend { Days { start: week.start + 5, end: week.end } } else { week }
        }
        _ if last => Days { start: d.end - count, end: d.end },
        _ => Days { start: d.start + nth - 1, end: d.start + nth - 1 + count },
    };
    (found.start < found.end).then(|| Point::new(whole.end, Some(found), period.id()))
}

/// "last week", "this month", "the past three years", "next 5 days".
pub(super) fn relative(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
    let way = deictic(s, at)?;
    let mut i = at + 1;
    let count = cardinal(s, i).filter(|n| n.value.is_integer() && n.value > Rational::from_integer(0));
    if let Some(n) = &count {
        i = n.end;
    }
    if s.tables.words.get(s.lower(i)).is_some_and(|w| w.cal.has(CalPart::YearWord) && w.period.is_none()) {
        i += 1;
    }
    let period = s.word(i).period?;
    let end = i + 1;
    // "the next day", "the previous year" count from another day.
    if count.is_none() && (period == Period::Day || s.cal(at, CalPart::Elsewhere) && s.was(at, Part::The)) {
        return None;
    }
    let rolling = match &count {
        Some(n) => Some(i64::try_from(*n.value.numer()).ok()?),
        None => None,
    };
    let Some(published) = ctx.published else {
        return Some(Point { rolling, ..Point::new(end, None, period.id()) });
    };
    // "later this week"
    let later = way == 0 && count.is_none() && at > 0 && s.cal(at - 1, CalPart::LaterIn);
    let (year, month) = (i32::from(published.year()), i32::from(published.month()));
    let today = days(published);
    if let Some(n) = rolling {
        let other = days(step(published, period, n * i64::from(way.signum()))?);
        let d = match way {
            -1 => Days { start: other, end: today },
            1 => Days { start: today + 1, end: other + 1 },
            _ => return None,
        };
        return (d.start < d.end).then(|| Point { rolling, ..Point::new(end, Some(d), period.id()) });
    }
    let w = i64::from(way);
    let past = s.cal(at, CalPart::PastOnly) && s.is(at.wrapping_sub(1), Part::The);
    if past {
        let start = days(step(published, period, -1)?);
        return Some(Point::new(end, Some(Days { start, end: today + 1 }), period.id()));
    }
    let mut typical = None;
    let d = match period {
        Period::Minute | Period::Hour => return None,
        Period::Day => Days { start: today + w, end: today + w + 1 },
        Period::Week | Period::Fortnight => {
            let week = Days::week(published).shifted(7 * w);
            typical = Some(week);
            // Also read as the seven days before.
            if way == -1 { Days { start: week.start, end: today } } else { week }
        }
        Period::Weekend => {
            let this = Days::weekend(published);
            if way == -1 && today < this.start || way != -1 {
                this.shifted(7 * if way == -1 { -1 } else { w })
            } else {
                this.shifted(-7)
            }
        }
        Period::Month => Days::months(year, month + way, 1)?,
        Period::Quarter => Days::months(year, (month - 1) / 3 * 3 + 1 + 3 * way, 3)?,
        Period::Year => Days::year(year + way)?,
        Period::Decade => Days::years((year / 10 + way) * 10, 10)?,
        Period::Century => Days::century((year - 1) / 100 + 1 + way)?,
    };
    let d = if later && d.start <= today && today < d.end { Days { start: today, end: d.end } } else { d };
    Some(Point { typical, ..Point::new(end, Some(d), period.id()) })
}

pub(super) fn step(from: Date, period: Period, n: i64) -> Option<Date> {
    match period {
        Period::Minute | Period::Hour => None,
        Period::Day => moved(from, 0, n),
        Period::Week | Period::Weekend => moved(from, 0, n.checked_mul(7)?),
        Period::Fortnight => moved(from, 0, n.checked_mul(14)?),
        Period::Month => moved(from, n, 0),
        Period::Quarter => moved(from, n.checked_mul(3)?, 0),
        Period::Year => moved(from, n.checked_mul(12)?, 0),
        Period::Decade => moved(from, n.checked_mul(120)?, 0),
        Period::Century => moved(from, n.checked_mul(1200)?, 0),
    }
}

/// "three days ago", "a year ago", "in two months", "two weeks from now".
pub(super) fn ago(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
    let coming = s.is(at, Part::In) && !s.was(at, Part::Once);
    let i = at + usize::from(coming);
    let (end, n) = if s.is(i, Part::Article) && s.word(i + 1).period.is_some() {
        (i + 1, 1)
    } else {
        let n = numeral(s, i, true).filter(|n| {
            !n.ordinal && n.value.is_integer() && (n.vague.is_none() || n.vague.is_some_and(|v| v.number.is_some()))
        })?;
        (n.end + usize::from(s.is(n.end, Part::Of)), i64::try_from(*n.value.numer()).ok()?)
    };
    let period = s.word(end).period?;
    let (end, way) = if let Some(e) = s.cal_end(end + 1, CalPart::Ago).filter(|_| !coming) {
        (e, -1)
    } else if let Some(e) = s.cal_end(end + 1, CalPart::FromNow) {
        (e, 1)
    } else if coming && s.ahead(at) && !s.is(end + 1, Part::Of) {
        (end + 1, 1)
    } else {
        return None;
    };
    let day = ctx.published.and_then(|p| step(p, period, n * way));
    let Some(day) = day else {
        return matches!(
            period,
            Period::Day
                | Period::Week
                | Period::Month
                | Period::Year
                | Period::Decade
                | Period::Century
                | Period::Fortnight
        )
        .then(|| Point::new(end, None, period.id()));
    };
    let slack = match period {
        Period::Week | Period::Fortnight => 3,
        Period::Month => 15,
        Period::Year => 183,
        Period::Decade | Period::Century => 1826,
        _ => 0,
    };
    let mut p = Point::new(end, Some(Days { start: days(day) - slack, end: days(day) + 1 + slack }), period.id());
    p.typical = Some(Days { start: days(day) - slack / 2, end: days(day) + 1 + slack / 2 });
    Some(p)
}
