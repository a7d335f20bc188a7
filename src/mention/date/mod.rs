//! Dates: absolute, partial and relative, with what stands before them ("since", "early", "by").

mod month;
mod relative;
mod year;

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

use month::*;
use relative::*;
use year::*;

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
    /// How many of the span follow on the day of publication or go before it ("the next ten years").
    pub rolling: Option<i64>,
}

impl Point {
    fn new(end: usize, days: Option<Days>, unit: &'static str) -> Self {
        Self { end, days, typical: None, unit, partial: None, rolling: None }
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
    q.pair = p.rolling.map(|n| Rational::from_integer(n.into()));
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
