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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::calendar::date;
    use super::super::{Change, Hedge};
    use super::*;

    /// A length of time in days, or an age in years.
    fn quantity(axis: Axis, hard: Interval, hedge: Option<Hedge>) -> Quantity {
        Quantity {
            axis,
            number: None,
            step: Rational::from_integer(0),
            unit: None,
            hard,
            typical: hard,
            hedge,
            change: None::<Change>,
            limit: false,
            per: None,
            pair: None,
        }
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// "from..to", an open end left out.
    fn shown(i: Interval) -> String {
        let end = |b: Option<Bound>| {
            b.and_then(|b| date(i64::try_from(b.at.floor().to_integer()).ok()?))
                .map(|d| d.to_string())
                .unwrap_or_default()
        };
        format!("{}..{}", end(i.low), end(i.high))
    }

    fn int(n: i128) -> Rational {
        Rational::from_integer(n)
    }

    #[test]
    fn lengths_of_time_begin_on_days() {
        for (published, low, high, begins) in [
            // "three weeks", "two days", "a day"
            ("2024-03-10", Some(21), Some(21), "2024-02-17..2024-02-19"),
            ("2024-03-10", Some(2), Some(2), "2024-03-07..2024-03-09"),
            ("2024-01-01", Some(1), Some(1), "2023-12-30..2024-01-01"),
            // "entered its third year"
            ("2024-03-10", Some(730), Some(1095), "2021-03-10..2022-03-12"),
            // "more than 100 days", "nearly four years"
            ("2024-03-10", Some(100), None, "..2023-12-02"),
            ("2024-03-10", None, Some(1460), "2020-03-10.."),
            ("2024-03-10", None, None, ".."),
        ] {
            let end = |n: Option<i128>| n.map(|n| Bound { at: int(n), open: false });
            let lasted = quantity(Axis::Duration, Interval { low: end(low), high: end(high) }, None);
            assert_eq!(start(day(published), &lasted).map(shown).as_deref(), Some(begins), "{low:?} {high:?}");
        }
    }

    #[test]
    fn ages_are_born_in_a_year_of_days() {
        for (published, age, born) in [
            ("2024-03-10", 0, "2023-03-11..2024-03-10"),
            ("2024-03-10", 44, "1979-03-11..1980-03-10"),
            ("2000-02-29", 1, "1998-03-01..1999-02-28"),
            ("1970-01-01", 100, "1869-01-02..1870-01-01"),
        ] {
            let of = quantity(Axis::Age, Interval::half_open(int(age), int(age + 1)), None);
            assert_eq!(birth(day(published), &of).map(shown).as_deref(), Some(born), "{age}");
        }
    }

    #[test]
    fn other_values_are_tied_to_no_day() {
        for axis in [Axis::Count, Axis::Number, Axis::Share, Axis::Date, Axis::Measure("length".into())] {
            let q = quantity(axis, Interval::point(int(3)), None);
            assert_eq!((start(day("2024-03-10"), &q), birth(day("2024-03-10"), &q)), (None, None));
        }
        let (days, years) = (Interval::point(int(3)), Interval::half_open(int(3), int(4)));
        assert_eq!(birth(day("2024-03-10"), &quantity(Axis::Duration, days, None)), None);
        assert_eq!(start(day("2024-03-10"), &quantity(Axis::Age, years, None)), None);
    }

    proptest! {
        /// Whoever is so old today was born within the range, and so was whoever is told of on another day.
        #[test]
        fn every_birthday_that_fits_lies_inside(published in -30_000i64..30_000, lived in 0i64..40_000) {
            let today = date(published).unwrap();
            let born = date(published - lived).unwrap();
            let had = i32::from((today.month(), today.day()) >= (born.month(), born.day()));
            let age = i128::from(i32::from(today.year()) - i32::from(born.year()) - 1 + had);
            let q = quantity(Axis::Age, Interval::half_open(int(age), int(age + 1)), None);
            prop_assert!(birth(today, &q).unwrap().holds(int((published - lived).into())), "{age} on {today}, born {born}");
        }

        /// What has lasted n days began n days before, whatever the day; a day of slack to both sides.
        #[test]
        fn a_start_moves_with_the_day_of_publication(published in -30_000i64..30_000, lasted in 0i128..20_000, later in 0i64..400) {
            let of = |n: i128| quantity(Axis::Duration, Interval::point(int(n)), None);
            let first = start(date(published).unwrap(), &of(lasted)).unwrap();
            let second = start(date(published + later).unwrap(), &of(lasted + i128::from(later))).unwrap();
            prop_assert_eq!(first, second);
            prop_assert!(first.holds(int(i128::from(published) - lasted)));
            prop_assert!(!first.holds(int(i128::from(published) - lasted + 2)));
        }

        /// A wider length gives a wider range of starts.
        #[test]
        fn vaguer_lengths_begin_in_wider_ranges(low in 0i128..5_000, more in 0i128..5_000, even in 0i128..500) {
            let of = |low: i128, high: i128| {
                start(day("2024-03-10"), &quantity(Axis::Duration, Interval::closed(int(low), int(high)), None)).unwrap()
            };
            let (narrow, wide) = (of(low, low + more), of(low, low + more + even));
            prop_assert_eq!(narrow.cut(&wide), Some(narrow));
        }
    }
}
