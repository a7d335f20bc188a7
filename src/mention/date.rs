//! Dates: absolute, partial and relative, with what stands before them ("since", "early", "by").

use jiff::civil::{Date, Weekday};

use crate::lexicon::calendar::{CalPart, Feast, Period};
use crate::lexicon::numbers::Part;
use crate::lexicon::quantities::Starts;
use crate::value::calendar::{Days, date, days, easter, moved, nth_weekday, weekday_after, weekday_before};
use crate::value::{Axis, Hedge, Interval, Quantity, Rational};

use super::numeral::{cardinal, numeral, position};
use super::quantity::plain;
use super::scan::{AtomKind, Scene};
use super::{Context, Found, Kind};

/// A day or span of the calendar.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// One past its last atom.
    pub end: usize,
    /// Its days, where they are known.
    pub days: Option<Days>,
    /// What is meant by it, where the words allow more.
    pub typical: Option<Days>,
    /// Id of the span that it names ("day", "month", "quarter" ...).
    pub unit: &'static str,
    /// Without a year: month * 100 + day, month, or weekday.
    pub partial: Option<i32>,
}

impl Point {
    fn new(end: usize, days: Option<Days>, unit: &'static str) -> Self {
        Self { end, days, typical: None, unit, partial: None }
    }
}

/// Any date.
pub fn find(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Found> {
    if let Some(f) = range(s, ctx, at) {
        return Some(f);
    }
    // "since 2014", "before Friday": the words before make an open interval.
    for (part, hedge) in [
        (CalPart::Since, Hedge::AtLeast),
        (CalPart::After, Hedge::Over),
        (CalPart::Before, Hedge::Under),
        (CalPart::Until, Hedge::AtMost),
    ] {
        let Some(after) = s.cal_end(at, part) else { continue };
        let mut start = after;
        while s.is(start, Part::The)
            || s.cal(start, CalPart::YearWord)
            || s.cal(start, CalPart::At) && s.cal(start, CalPart::In)
        {
            start += 1;
        }
        let Some(p) = point(s, ctx, start) else { continue };
        // "by the 2010 health law" says who, not when.
        if hedge == Hedge::AtMost && s.was(start, Part::The) && s.is_word(p.end) && !s.is(p.end, Part::Function) {
            return None;
        }
        // "after Monday's attack" happened on a day.
        let owned = matches!(s.mark(p.end), Some('\'' | '\u{2019}')) && s.glued(p.end);
        if owned {
            return None;
        }
        let Some(d) = p.days else { continue };
        // "since the end of 1989"
        let d = p.typical.filter(|t| p.unit != "day" && t.start >= d.start && t.end <= d.end).unwrap_or(d);
        let mut q = quantity(&p)?;
        let (low, high) = (Rational::from_integer(d.start.into()), Rational::from_integer(d.end.into()));
        q.hard = match hedge {
            Hedge::AtLeast => Interval::from(low, false),
            Hedge::Over => Interval::from(high, false),
            Hedge::Under => Interval::to(low, true),
            _ => Interval::to(high, true),
        };
        q.hedge = Some(hedge);
        if !q.typical.meets(&q.hard) {
            q.typical = q.hard;
        }
        return Some(Found { start: at, end: p.end, kind: Kind::Date, quantity: q });
    }
    let p = point(s, ctx, at)?;
    let q = quantity(&p)?;
    // "1/1/2016 and later"
    Some(Found { start: at, end: p.end, kind: Kind::Date, quantity: q })
}

fn quantity(p: &Point) -> Option<Quantity> {
    let mut q = plain(Axis::Date, Rational::from_integer(0));
    q.unit = Some(p.unit.into());
    match (p.days, p.partial) {
        (Some(d), _) => {
            // Of a year or decade its number.
            let number =
                matches!(p.unit, "year" | "decade").then(|| date(d.start)).flatten().map(|d| i128::from(d.year()));
            q.number = number.map(Rational::from_integer);
            q.hard = d.interval();
            q.typical = p.typical.unwrap_or(d).interval();
        }
        (None, Some(n)) => {
            q.number = Some(Rational::from_integer(n.into()));
            (q.hard, q.typical) = (Interval::ALL, Interval::ALL);
            q.unit = Some(match p.unit {
                "day" if n <= 7 => "weekday".into(),
                "day" => "month-day".into(),
                "month" => "month-of-year".into(),
                other => other.into(),
            });
        }
        (None, None) => {
            q.number = None;
            (q.hard, q.typical) = (Interval::ALL, Interval::ALL);
        }
    }
    Some(q)
}

/// "from 3 March to 5 April", "between 2007 and 2009", "March 3-5", "2014-2018".
fn range(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Found> {
    let between = s.cal(at, CalPart::Between);
    let from = s.is(at, Part::From);
    let start = at + usize::from(between || from);
    let start = if (between || from) && s.is(start, Part::The) { start + 1 } else { start };
    let found = |end: usize, d: Days, unit: &'static str| {
        let mut q = quantity(&Point::new(end, Some(d), unit))?;
        q.hedge = Some(Hedge::Range);
        Some(Found { start: at, end, kind: Kind::Date, quantity: q })
    };
    if let Some((end, d, unit)) = days_of_month(s, ctx, start) {
        return found(end, d, unit);
    }
    if let Some((end, d)) = year_range(s, start) {
        return found(end, d, "year");
    }
    let low = point(s, ctx, start)?;
    let dash = s.dash(low.end) || s.mark(low.end) == Some('~');
    if !(s.cal(low.end, CalPart::RangeTo) || dash) || (s.is(low.end, Part::And) && !between) {
        return None;
    }
    let mut next = low.end + 1;
    while s.is(next, Part::The) || s.cal(next, CalPart::YearWord) {
        next += 1;
    }
    let high = point(s, ctx, next)?;
    let b = high.days?;
    let weekday = low.unit == "day" && low.partial.is_some_and(|n| n <= 7);
    let mut a = match (low.partial, low.days) {
        (Some(n), _) if !weekday => {
            // The year of the second holds for the first, or the one before ("November to February 2017").
            let year = i32::from(date(b.start)?.year());
            let in_year = |y: i32| of_partial(low.unit, n, y);
            in_year(year).filter(|a| a.start < b.end).or_else(|| in_year(year - 1))?
        }
        (_, days) => days?,
    };
    if weekday && a.start >= b.end {
        a = a.shifted(-7);
    }
    // "from the end of March to the middle of September"
    let a = low
        .typical
        .filter(|t| low.partial.is_none() || low.days.is_some_and(|d| d == a && t.start >= d.start))
        .unwrap_or(a);
    let b = high.typical.filter(|t| high.unit != "day" && t.start >= b.start).unwrap_or(b);
    found(high.end, a.through(b)?, high.unit)
}

/// The month, or day of a month, in a year.
fn of_partial(unit: &str, n: i32, year: i32) -> Option<Days> {
    if unit == "month" {
        return Days::month(year, n);
    }
    Date::new(i16::try_from(year).ok()?, (n / 100) as i8, (n % 100) as i8).ok().map(Days::day)
}

/// "March 3-5, 2024", "3-5 March", "3 to 5 March": end, days, unit.
fn days_of_month(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<(usize, Days, &'static str)> {
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

/// "2012–13", "2014-2018", "1939/40"
fn year_range(s: &Scene<'_>, at: usize) -> Option<(usize, Days)> {
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

/// One date, without what stands before it.
pub fn point(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
    let the = usize::from(s.is(at, Part::The));
    if let Some(p) = modified(s, ctx, at) {
        return Some(p);
    }
    let word = s.word(at + the);
    if s.word(at).starts.has(Starts::DATE)
        && let Some(p) = named(s, ctx, at)
    {
        return Some(p);
    }
    if let Some(AtomKind::Dotted(d, m, y)) = s.atoms.get(at).map(|a| a.kind) {
        let day = Date::new(y, m as i8, d as i8).ok().map(Days::day)?;
        return Some(Point::new(at + 1, Some(day), "day"));
    }
    if let Some(p) = counted_from(s, ctx, at).or_else(|| nth_of(s, ctx, at + the)) {
        return Some(p);
    }
    if let Some(p) = weekday(s, ctx, at + the) {
        return Some(p);
    }
    if let Some(l) = s.literal(at + the) {
        if the == 0
            && let Some(p) = numeric(s, ctx, at)
        {
            return Some(p);
        }
        let _ = l;
    }
    if let Some(p) = month_date(s, ctx, at + the) {
        return Some(p);
    }
    // "this summer", "last March"
    if deictic(s, at).is_some() && (s.word(at + 1).season.is_some() || s.word(at + 1).month.is_some()) {
        return season(s, ctx, at + 1).or_else(|| month_date(s, ctx, at + 1));
    }
    if let Some(p) = relative(s, ctx, at + the) {
        return Some(p);
    }
    if let Some(p) = ago(s, ctx, at) {
        return Some(p);
    }
    if word.season.is_some()
        && let Some(p) = season(s, ctx, at + the)
    {
        return Some(p);
    }
    part_of_year(s, ctx, at + the)
        .or_else(|| decade_or_century(s, at + the))
        .or_else(|| fiscal(s, at + the))
        .or_else(|| year(s, at + the))
}

/// "early March", "the end of 2020", "mid-1990s".
fn modified(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
    for (part, from, to) in
        [(CalPart::Early, (0, 1), (2, 5)), (CalPart::Mid, (1, 4), (3, 4)), (CalPart::Late, (3, 5), (1, 1))]
    {
        let the = usize::from(s.is(at, Part::The) && s.cal(at + 1, part));
        let Some(end) = s.cal_end(at + the, part) else { continue };
        let next = s.past_hyphen(end);
        let next = next + usize::from(s.is(next, Part::The));
        let Some(mut p) = point(s, ctx, next) else { continue };
        if p.unit == "day" {
            continue;
        }
        p.typical = p.days.map(|d| d.part(from, to));
        return Some(p);
    }
    None
}

/// "yesterday", "Christmas 2024", "the day before yesterday".
fn named(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
    if let Some((end, away)) = s.phrase(&s.tables.days_away, at) {
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
    let next = ctx.published.and_then(|p| nearest(p, s.ahead(at), on));
    Some(Point::new(end, next.map(Days::day), "day"))
}

fn weekday_of(n: u8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(n).ok()?).ok()
}

/// Days ahead within which a date without a year is the coming one, whatever the tense.
const SOON: i64 = 45;

/// The day that recurs every year, last before publication or next after it.
fn nearest(published: Date, ahead: bool, on: impl Fn(i32) -> Option<Date>) -> Option<Date> {
    let year = i32::from(published.year());
    let next = (year..year + 2).filter_map(&on).find(|d| *d >= published);
    let last = (year - 1..=year).rev().filter_map(&on).find(|d| *d <= published);
    // What lies almost a year back would be given its year.
    let near = next.is_some_and(|d| days(d) - days(published) <= SOON)
        && last.is_none_or(|d| days(published) - days(d) > 365 - SOON);
    if ahead || near { next } else { last }
}

/// "Friday", "last Monday", "Tuesday, March 3", "next Friday", "Friday last week".
fn weekday(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
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
        return Some(p);
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

/// "last" -1, "this" 0, "next" 1
fn deictic(s: &Scene<'_>, i: usize) -> Option<i32> {
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

/// A year in four digits that is one by itself.
pub fn year_literal(l: &super::scan::Literal) -> Option<i32> {
    let n = i32::try_from(*l.value.numer()).ok()?;
    (l.digits == 4 && l.decimals == 0 && !l.grouped && !l.padded && !l.vulgar && (1000..2200).contains(&n)).then_some(n)
}

/// A month's number, unless the word is something else here.
fn month_at(s: &Scene<'_>, i: usize) -> Option<i32> {
    let w = s.word(i);
    let m = w.month?;
    (!w.shy || s.atoms[i].capital || s.raw(i).len() > 3 && s.raw(i).len() != 5 && !s.is_word(i + 1))
        .then_some(i32::from(m))
}

/// A day of the month, "3", "3rd", "third", "twenty-first": end and number.
fn day_number(s: &Scene<'_>, at: usize) -> Option<(usize, i32)> {
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

/// ", 2024", " 2024", " of 1995", "nineteen seventy two" after a month or day: end and year.
fn year_after(s: &Scene<'_>, at: usize) -> Option<(usize, i32)> {
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
fn spelled_year(s: &Scene<'_>, at: usize) -> Option<(usize, i32)> {
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

/// The day of a month, in a stated year or the nearest that fits.
fn in_year(s: &Scene<'_>, ctx: &Context, at: usize, month: i32, day: i32, year: Option<i32>) -> Option<Days> {
    let on = |y: i32| Date::new(i16::try_from(y).ok()?, month as i8, day as i8).ok();
    match year {
        Some(y) => on(y).map(Days::day),
        None => nearest(ctx.published?, s.ahead(at), on).map(Days::day),
    }
}

/// "two weeks before Christmas", "three days after January 12": counted from another day.
fn counted_from(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
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
fn nth_of(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
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

/// "3 March 2024", "March 3rd", "the third of March", "March 2024", "May".
fn month_date(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
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
            && !s.atoms[e].capital;
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
        _ => nearest(p, s.ahead(at), on),
    });
    let d = day.and_then(|d| Days::month(d.year().into(), month));
    Some(Point { partial: Some(month), ..Point::new(i, d, "month") })
}

/// "2024-03-05", "3/5/2024", "22.04.2022", "2019/aug/01".
fn numeric(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
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
        || listed && super::measure::unit_at(s, at + 3).is_none() && !s.is(at + 3, Part::Of);
    if sep == '/' && near && !after(at + 3) && (1..=12).contains(&a) && (1..=31).contains(&b) {
        return Some(Point {
            partial: Some(a * 100 + b),
            ..Point::new(at + 3, in_year(s, ctx, at, a, b, None), "day")
        });
    }
    None
}

/// "last week", "this month", "the past three years", "next 5 days".
fn relative(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
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
    let Some(published) = ctx.published else { return Some(Point::new(end, None, period.id())) };
    // "later this week"
    let later = way == 0 && count.is_none() && at > 0 && s.cal(at - 1, CalPart::LaterIn);
    let (year, month) = (i32::from(published.year()), i32::from(published.month()));
    let today = days(published);
    if let Some(n) = count {
        let n = i64::try_from(*n.value.numer()).ok()?;
        let other = days(step(published, period, n * i64::from(way.signum()))?);
        let d = match way {
            -1 => Days { start: other, end: today },
            1 => Days { start: today + 1, end: other + 1 },
            _ => return None,
        };
        return (d.start < d.end).then(|| Point::new(end, Some(d), period.id()));
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

fn step(from: Date, period: Period, n: i64) -> Option<Date> {
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
fn ago(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
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

/// "summer 2024", "the summer of 2024", "last summer", "this winter".
fn season(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
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
fn part_of_year(s: &Scene<'_>, ctx: &Context, at: usize) -> Option<Point> {
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
fn decade_or_century(s: &Scene<'_>, at: usize) -> Option<Point> {
    let prime = matches!(s.mark(at), Some('\'' | '\u{2019}')) && s.glued(at + 1);
    let i = at + usize::from(prime);
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
fn fiscal(s: &Scene<'_>, at: usize) -> Option<Point> {
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

/// "2014", "AD 79", "nineteen seventy two", "2150".
fn year(s: &Scene<'_>, at: usize) -> Option<Point> {
    if let Some(e) = s.cal_end(at, CalPart::YearWord).filter(|e| s.literal(*e).is_some()) {
        let l = s.literal(e)?;
        let y = year_literal(&l).or_else(|| (l.digits == 2 && s.glued(e)).then(|| 2000 + *l.value.numer() as i32))?;
        return Some(Point::new(e + 1, Days::year(y), "year"));
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
    let unit = super::measure::unit_at(s, next).is_some() && !s.is(next, Part::In)
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
    (prepositional && !s.was(at, Part::Of) && !s.was(at, Part::Or) && !s.was(at, Part::To))
        .then(|| Point::new(next, Days::year(y), "year"))
}
