//! Durations and ages tied to the day of publication, so that articles of different days compare.

use jiff::Span;
use jiff::civil::Date;

use super::calendar::days;
use super::{Axis, Bound, Interval, Rational};
use super::{Quantity, plus, times};

/// The days on which something began that has lasted so long at publication ("entered its third year").
/// None where the value is no duration.
pub fn start(published: Date, lasted: &Quantity) -> Option<Interval> {
    (lasted.axis == Axis::Duration).then_some(())?;
    before(published, lasted.hard, Rational::from_integer(1))
}

/// The days of birth of somebody who is so old at publication. None where the value is no age, or not a number of years.
pub fn birth(published: Date, age: &Quantity) -> Option<Interval> {
    (age.axis == Axis::Age).then_some(())?;
    // Whoever is 23 has had the 23rd birthday and not the 24th: ends are days exactly, not lengths of mean years.
    let back = |b: Option<Bound>, up: bool| -> Option<Option<Bound>> {
        let Some(b) = b else { return Some(None) };
        let years = if up { b.at.ceil() } else { b.at.floor() }.to_integer();
        let day = published.checked_sub(Span::new().try_years(i64::try_from(years).ok()?).ok()?).ok()?;
        // An open end of an age: that birthday is still to come, at the earliest tomorrow.
        let later = i128::from(b.open && up);
        Some(Some(Bound { at: Rational::from_integer(i128::from(days(day)) + later), open: false }))
    };
    Some(Interval { low: back(age.hard.high, true)?, high: back(age.hard.low, false)? })
}

/// The days that lie a length of time before a day; a day more at the early end, because part of a day counts.
fn before(day: Date, length: Interval, unit: Rational) -> Option<Interval> {
    let at = Rational::from_integer(days(day).into());
    let end = |b: Option<Bound>, slack: i128| -> Option<Option<Bound>> {
        let Some(b) = b else { return Some(None) };
        let back = plus(at, times(b.at, -unit)?)?;
        Some(Some(Bound { at: plus(back, Rational::from_integer(slack))?, open: b.open }))
    };
    Some(Interval { low: end(length.high, -1)?, high: end(length.low, 1)? })
}
