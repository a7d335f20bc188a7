//! Days, weeks, months, quarters, seasons, decades and centuries as half-open ranges of days.
//!
//! A day is counted from 1970-01-01; the calendar is the proleptic Gregorian one.

use jiff::civil::{Date, Weekday};

use super::{Interval, Rational};

/// Days since 1970-01-01.
pub fn days(date: Date) -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    i64::from((date - epoch).get_days())
}

/// The day of a count of days; none beyond the years -9999 to 9999.
pub fn date(days: i64) -> Option<Date> {
    let epoch = Date::constant(1970, 1, 1);
    let span = jiff::Span::new().try_days(days).ok()?;
    epoch.checked_add(span).ok()
}

/// A half-open range of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// First day.
    pub start: i64,
    /// One past the last day.
    pub end: i64,
}

impl Days {
    /// One day.
    pub fn day(date: Date) -> Self {
        let start = days(date);
        Self { start, end: start + 1 }
    }

    /// From one day up to another, that one left out.
    pub fn between(from: Date, to: Date) -> Option<Self> {
        let (start, end) = (days(from), days(to));
        (start < end).then_some(Self { start, end })
    }

    /// The seven days from a Monday on in which the day lies.
    pub fn week(of: Date) -> Self {
        let start = days(of) - i64::from(of.weekday().to_monday_zero_offset());
        Self { start, end: start + 7 }
    }

    /// Saturday and Sunday of the week in which the day lies.
    pub fn weekend(of: Date) -> Self {
        let week = Self::week(of);
        Self { start: week.start + 5, end: week.end }
    }

    /// `count` whole months from the month of the year on; months beyond December run on.
    pub fn months(year: i32, month: i32, count: i32) -> Option<Self> {
        let at = |index: i32| {
            let (y, m) = (index.div_euclid(12), index.rem_euclid(12) + 1);
            Date::new(i16::try_from(y).ok()?, m as i8, 1).ok()
        };
        let first = year.checked_mul(12)?.checked_add(month - 1)?;
        Self::between(at(first)?, at(first.checked_add(count)?)?)
    }

    /// A calendar month, 1 to 12.
    pub fn month(year: i32, month: i32) -> Option<Self> {
        Self::months(year, month, 1)
    }

    /// A quarter, 1 to 4.
    pub fn quarter(year: i32, quarter: i32) -> Option<Self> {
        Self::months(year, quarter * 3 - 2, 3)
    }

    /// A half, 1 or 2.
    pub fn half(year: i32, half: i32) -> Option<Self> {
        Self::months(year, half * 6 - 5, 6)
    }

    /// A calendar year.
    pub fn year(year: i32) -> Option<Self> {
        Self::years(year, 1)
    }

    /// `count` calendar years.
    pub fn years(year: i32, count: i32) -> Option<Self> {
        Self::months(year, 1, count.checked_mul(12)?)
    }

    /// A century, counted from the first (years 1 to 100).
    pub fn century(number: i32) -> Option<Self> {
        Self::years(number.checked_mul(100)?.checked_sub(99)?, 100)
    }

    /// The same range a number of days later.
    pub fn shifted(self, by: i64) -> Self {
        Self { start: self.start.saturating_add(by), end: self.end.saturating_add(by) }
    }

    /// From its start to the end of the other.
    pub fn through(self, other: Days) -> Option<Days> {
        (self.start < other.end).then_some(Days { start: self.start, end: other.end })
    }

    /// As an interval of day numbers.
    pub fn interval(self) -> Interval {
        Interval::half_open(Rational::from_integer(self.start.into()), Rational::from_integer(self.end.into()))
    }

    /// A part of it, by shares of its length from 0 to 1 as pairs of numerator and denominator: in whole months where it
    /// lasts a year or more, else in whole days.
    pub fn part(self, from: (i64, i64), to: (i64, i64)) -> Days {
        let length = self.end - self.start;
        let at = |(n, d): (i64, i64)| {
            let months = (length * 12 + 180) / 365 * n / d;
            let whole = if length >= 365 { date(self.start).and_then(|s| moved(s, months, 0)).map(days) } else { None };
            whole.unwrap_or(self.start + length * n / d)
        };
        Days { start: at(from), end: at(to).max(at(from) + 1) }
    }
}

/// The day this weekday falls on, at or before a day.
pub fn weekday_before(day: Date, weekday: Weekday, same_day: bool) -> Option<Date> {
    let back = i64::from(day.weekday().to_monday_zero_offset() - weekday.to_monday_zero_offset()).rem_euclid(7);
    date(days(day) - if back == 0 && !same_day { 7 } else { back })
}

/// The day this weekday falls on, at or after a day.
pub fn weekday_after(day: Date, weekday: Weekday, same_day: bool) -> Option<Date> {
    let ahead = i64::from(weekday.to_monday_zero_offset() - day.weekday().to_monday_zero_offset()).rem_euclid(7);
    date(days(day) + if ahead == 0 && !same_day { 7 } else { ahead })
}

/// A day moved by years, months, weeks and days; the end of a shorter month is the last day. None out of range.
pub fn moved(day: Date, months: i64, days: i64) -> Option<Date> {
    let span = jiff::Span::new().try_months(months).ok()?.try_days(days).ok()?;
    day.checked_add(span).ok()
}

/// Easter Sunday, by the Gregorian reckoning (anonymous algorithm of Meeus, Jones and Butcher).
pub fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()
}

/// The n-th weekday of a month (1 the first, -1 the last).
pub fn nth_weekday(year: i32, month: i32, weekday: Weekday, n: i32) -> Option<Date> {
    let range = Days::month(year, month)?;
    if n > 0 {
        let first = weekday_after(date(range.start)?, weekday, true)?;
        let day = days(first) + i64::from(n - 1) * 7;
        if day < range.end { date(day) } else { None }
    } else {
        weekday_before(date(range.end - 1)?, weekday, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn days_count_from_1970_both_ways() {
        for text in ["1970-01-01", "2024-02-29", "1650-06-04", "0001-01-01"] {
            assert_eq!(date(days(d(text))), Some(d(text)));
        }
        assert_eq!(days(d("1970-01-02")), 1);
        assert_eq!(date(i64::MAX), None);
    }

    #[test]
    fn ranges_begin_and_end_where_people_say() {
        for (range, start, end) in [
            (Days::week(d("2026-11-22")), "2026-11-16", "2026-11-23"),
            (Days::month(2024, 2).unwrap(), "2024-02-01", "2024-03-01"),
            (Days::months(2023, 12, 3).unwrap(), "2023-12-01", "2024-03-01"),
            (Days::quarter(2025, 4).unwrap(), "2025-10-01", "2026-01-01"),
            (Days::century(3).unwrap(), "0201-01-01", "0301-01-01"),
        ] {
            assert_eq!((date(range.start), date(range.end)), (Some(d(start)), Some(d(end))));
        }
    }

    #[test]
    fn weekdays_and_feasts() {
        let friday = d("2026-11-20");
        assert_eq!(weekday_before(friday, Weekday::Friday, true), Some(friday));
        assert_eq!(weekday_before(friday, Weekday::Friday, false), Some(d("2026-11-13")));
        assert_eq!(weekday_after(friday, Weekday::Monday, true), Some(d("2026-11-23")));
        assert_eq!(easter(2024), Some(d("2024-03-31")));
        assert_eq!(easter(2018), Some(d("2018-04-01")));
        assert_eq!(nth_weekday(2026, 11, Weekday::Thursday, 4), Some(d("2026-11-26")));
        assert_eq!(nth_weekday(2026, 5, Weekday::Monday, -1), Some(d("2026-05-25")));
    }
}
