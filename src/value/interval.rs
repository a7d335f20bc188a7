//! Intervals with open, closed or missing ends.

use serde::{Deserialize, Serialize};

use super::{Rational, plus, times};

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Bound {
    /// Where it lies.
    pub at: Rational,
    /// Whether the end itself is outside.
    pub open: bool,
}

/// A convex set of values. A missing end is unbounded; the empty interval does not occur.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: Option<Bound>,
    /// Upper end.
    pub high: Option<Bound>,
}

impl Interval {
    /// Everything.
    pub const ALL: Interval = Interval { low: None, high: None };

    /// One value.
    pub fn point(at: Rational) -> Self {
        Self::closed(at, at)
    }

    /// `[low, high]`.
    pub fn closed(low: Rational, high: Rational) -> Self {
        Self { low: Some(Bound { at: low, open: false }), high: Some(Bound { at: high, open: false }) }
    }

    /// `[low, high)`.
    pub fn half_open(low: Rational, high: Rational) -> Self {
        Self { low: Some(Bound { at: low, open: false }), high: Some(Bound { at: high, open: true }) }
    }

    /// From `low` upwards.
    pub fn from(low: Rational, open: bool) -> Self {
        Self { low: Some(Bound { at: low, open }), high: None }
    }

    /// Up to `high`.
    pub fn to(high: Rational, open: bool) -> Self {
        Self { low: None, high: Some(Bound { at: high, open }) }
    }

    /// Whether both share a value.
    pub fn meets(&self, other: &Interval) -> bool {
        below(self.low, other.high) && below(other.low, self.high)
    }

    /// Whether the value lies inside.
    pub fn holds(&self, at: Rational) -> bool {
        self.meets(&Interval::point(at))
    }

    /// Whether every value of `other` lies inside.
    pub fn covers(&self, other: &Interval) -> bool {
        let low = match (self.low, other.low) {
            (None, _) => true,
            (_, None) => false,
            (Some(a), Some(b)) => a.at < b.at || (a.at == b.at && (!a.open || b.open)),
        };
        let high = match (self.high, other.high) {
            (None, _) => true,
            (_, None) => false,
            (Some(a), Some(b)) => a.at > b.at || (a.at == b.at && (!a.open || b.open)),
        };
        low && high
    }

    /// The smallest interval that covers both.
    pub fn hull(&self, other: &Interval) -> Interval {
        let low = match (self.low, other.low) {
            (Some(a), Some(b)) if a.at != b.at => Some(if a.at < b.at { a } else { b }),
            (Some(a), Some(b)) => Some(Bound { at: a.at, open: a.open && b.open }),
            _ => None,
        };
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) if a.at != b.at => Some(if a.at > b.at { a } else { b }),
            (Some(a), Some(b)) => Some(Bound { at: a.at, open: a.open && b.open }),
            _ => None,
        };
        Interval { low, high }
    }

    /// The values in both; none where there are none.
    pub fn cut(&self, other: &Interval) -> Option<Interval> {
        let low = match (self.low, other.low) {
            (Some(a), Some(b)) if a.at != b.at => Some(if a.at > b.at { a } else { b }),
            (Some(a), Some(b)) => Some(Bound { at: a.at, open: a.open || b.open }),
            (a, b) => a.or(b),
        };
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) if a.at != b.at => Some(if a.at < b.at { a } else { b }),
            (Some(a), Some(b)) => Some(Bound { at: a.at, open: a.open || b.open }),
            (a, b) => a.or(b),
        };
        below(low, high).then_some(Interval { low, high })
    }

    /// Every value put through `number * factor + offset`; a negative factor swaps the ends. None on overflow.
    pub fn map(&self, factor: Rational, offset: Rational) -> Option<Interval> {
        let end = |b: Option<Bound>| -> Option<Option<Bound>> {
            let Some(b) = b else { return Some(None) };
            Some(Some(Bound { at: plus(times(b.at, factor)?, offset)?, open: b.open }))
        };
        let (low, high) = (end(self.low)?, end(self.high)?);
        Some(if factor < Rational::from_integer(0) {
            Interval { low: high, high: low }
        } else {
            Interval { low, high }
        })
    }

    /// How far the ends lie apart; none where one is missing.
    pub fn length(&self) -> Option<Rational> {
        plus(self.high?.at, -self.low?.at)
    }

    /// Whether one value lies inside and no other.
    pub fn is_point(&self) -> bool {
        self.value().is_some()
    }

    /// The only value, where there is one.
    pub fn value(&self) -> Option<Rational> {
        match (self.low, self.high) {
            (Some(a), Some(b)) if a.at == b.at => Some(a.at),
            _ => None,
        }
    }
}

/// Whether some value lies at or above `low` and at or below `high`.
fn below(low: Option<Bound>, high: Option<Bound>) -> bool {
    match (low, high) {
        (Some(a), Some(b)) => a.at < b.at || (a.at == b.at && !a.open && !b.open),
        _ => true,
    }
}
