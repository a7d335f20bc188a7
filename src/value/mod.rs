//! Values: intervals over exact rationals, units, money, the calendar, and when two values clash.

mod interval;
mod number;
mod compare;
mod anchor;
mod display;
pub mod calendar;

pub use anchor::{birth, start};
pub use compare::{Clash, Gap, compare, compare_loosely, filled, is_rounding, neighbours_swapped};
pub use display::display;
pub use interval::{Bound, Interval};
pub use number::{Precision, plus, rational, scaled, times};

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// Exact number.
pub type Rational = num_rational::Ratio<i128>;

/// What a quantity measures. Values of different axes are never compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Axis {
    /// Things counted.
    Count,
    /// A part of a whole; base unit 1 (20 % is 1/5).
    Share,
    /// A position in a row.
    Ordinal,
    /// Points, parts or articles of a plan ("20-point plan").
    PlanSize,
    /// An amount of a currency, by ISO 4217 code; none where the text leaves it open (a bare "$").
    Money(Option<CompactString>),
    /// A measured dimension, by its id in `rules/units.toml` (`length`, `mass`, `area`, `temperature` ...).
    Measure(CompactString),
    /// A length of time; base unit: the day for calendar units, fractions of it below.
    Duration,
    /// How long somebody or something has lived; base unit: the year.
    Age,
    /// A day or range of days, half-open; base unit: days since 1970-01-01. Where the year is not known, `number` holds
    /// month * 100 + day (unit `month-day`), the month (`month-of-year`) or the weekday from Monday = 1 (`weekday`), and
    /// both intervals are open.
    Date,
    /// A time of day; base unit: minutes since midnight UTC where the zone is known, else local.
    TimeOfDay,
    /// A multiple of an earlier value ("doubled", "sixfold").
    Multiple,
    /// A result between two sides ("3-1"); compared as a whole, see [`Quantity::pair`].
    Score,
    /// A number of which nothing more is known.
    Number,
}

/// How a writer qualified a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hedge {
    /// "about", "some", "-ish".
    About,
    /// "nearly", "just under": the true value lies a little below.
    Nearly,
    /// "just over": the true value lies a little above.
    JustOver,
    /// "more than", "over".
    Over,
    /// "at least", "no fewer than".
    AtLeast,
    /// "under", "fewer than".
    Under,
    /// "at most", "up to".
    AtMost,
    /// "dozens", "several", "most".
    Vague,
    /// "between 10 and 20", "10-20".
    Range,
    /// "exactly", "precisely".
    Exact,
}

/// Which way a value moved, where the words give a change and not a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// "rose by", "up".
    Up,
    /// "fell by", "down".
    Down,
    /// A change whose direction the words leave open ("a 3 percent change").
    Either,
}

/// A value with its uncertainty. Intervals are in the base unit of the axis.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// What it measures.
    pub axis: Axis,
    /// The number as written, in `unit`; none where there is none ("dozens", "most"). Of a vague number that names a
    /// usual one ("a few", "a couple"), that one.
    pub number: Option<Rational>,
    /// How finely the number is written, in the base unit: the place of its last digit that counts, so that the true
    /// value may lie half of it away. Zero where it is exact (a count below a hundred, a date, a vague number).
    pub step: Rational,
    /// The unit as written, by its id ("km", "USD", "percent", "year"); none for plain counts.
    pub unit: Option<CompactString>,
    /// What the words entail: outside it they are false.
    pub hard: Interval,
    /// What an honest writer means by them.
    pub typical: Interval,
    /// The qualification, if any.
    pub hedge: Option<Hedge>,
    /// Set where it is a change, not a level.
    pub change: Option<Change>,
    /// Set where the number is a bound that somebody sets ("no more than two days a week").
    pub limit: bool,
    /// The unit or noun of a rate ("a year", "each", "per share"), by id or lemma.
    pub per: Option<CompactString>,
    /// The second number of a pair ("3-1"; "12 of 14"). Of days that roll on from the day of publication ("the next ten
    /// years"), how many units they are.
    pub pair: Option<Rational>,
}

/// Days of the period that a date is written by: "2026" 365, "May" 30, "3 May" 1.
pub fn period_days(date: &Quantity) -> i128 {
    match date.unit.as_deref() {
        Some("year") => 365,
        Some("quarter") => 91,
        Some("month") => 30,
        Some("week") => 7,
        _ => 1,
    }
}
