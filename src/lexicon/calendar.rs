//! Dates, times of day and the words around them (`calendar.toml`).

use std::collections::BTreeMap;

use serde::Deserialize;

/// The part a word plays in a date or time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
#[allow(missing_docs)]
pub enum CalPart {
    Am,
    Pm,
    Oclock,
    Past,
    To,
    Quarter,
    Half,
    At,
    AtHour,
    HoursMark,
    Last,
    PastOnly,
    Elsewhere,
    This,
    Next,
    EarlierIn,
    LaterIn,
    Ago,
    FromNow,
    In,
    Since,
    After,
    Before,
    Until,
    Between,
    RangeTo,
    Early,
    Mid,
    Late,
    Fiscal,
    YearWord,
    Ad,
    Bc,
    BeforeYear,
    HalfYear,
    QuarterMark,
    HalfMark,
}

/// A span of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Period {
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Period {
    /// Its id, as unit of a date.
    pub fn id(self) -> &'static str {
        match self {
            Period::Minute => "minute",
            Period::Hour => "hour",
            Period::Day => "day",
            Period::Week | Period::Fortnight => "week",
            Period::Weekend => "weekend",
            Period::Month => "month",
            Period::Quarter => "quarter",
            Period::Year => "year",
            Period::Decade => "decade",
            Period::Century => "century",
        }
    }
}

/// The section as it stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct Calendar {
    pub months: BTreeMap<String, u8>,
    pub shy: Shy,
    pub weekdays: BTreeMap<String, u8>,
    pub seasons: BTreeMap<String, u8>,
    pub periods: BTreeMap<String, Period>,
    pub decades: BTreeMap<String, u8>,
    pub decade_ending: Endings,
    pub steps: BTreeMap<String, i8>,
    pub days_away: BTreeMap<String, i32>,
    pub feasts: BTreeMap<String, String>,
    pub hours: BTreeMap<String, u16>,
    pub day_parts: BTreeMap<String, (u16, u16)>,
    pub zones: BTreeMap<String, i16>,
    pub words: BTreeMap<CalPart, Vec<String>>,
    pub tense: Tense,
}

/// Names that are words too.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Shy {
    pub months: Vec<String>,
    pub weekdays: Vec<String>,
}

/// What makes a decade of a year ("1990s").
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Endings {
    pub words: Vec<String>,
}

/// Words that say which way a date lies.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct Tense {
    pub past_ending: String,
    pub future: Vec<String>,
    pub past: Vec<String>,
}

/// A day with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feast {
    /// The same day of every year.
    Day(u8, u8),
    /// The nth weekday (1 Monday) of a month, -1 the last: weekday, n, month.
    Weekday(u8, i8, u8),
    /// Days from Easter.
    Easter(i32),
    /// One day in history.
    Once(i16, u8, u8),
}

impl Feast {
    /// Reads "12-25", "thu 4 11", "easter -2", "2001-09-11".
    pub fn parse(text: &str, weekdays: &BTreeMap<String, u8>) -> Option<Self> {
        if let Some((name, rest)) = text.split_once(' ') {
            if let Some((n, month)) = rest.split_once(' ') {
                return Some(Feast::Weekday(*weekdays.get(name)?, n.parse().ok()?, month.parse().ok()?));
            }
            return Some(Feast::Easter(rest.parse().ok()?));
        }
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [m, d] => Some(Feast::Day(m.parse().ok()?, d.parse().ok()?)),
            [y, m, d] => Some(Feast::Once(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)),
            _ => None,
        }
    }
}
