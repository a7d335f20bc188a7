//! Exact numbers and intervals as they stand in the word files: "5/9", "[3,10)", "(0.5,1]".

use serde::{Deserialize, Deserializer, de};

use num_rational::Ratio;

/// An exact number.
pub type Exact = Ratio<i128>;

/// One end of an interval: where it lies, and whether it is open.
pub type End = Option<(Exact, bool)>;

/// A pair of ends; a missing one is left empty ("[3,)").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// Lower end.
    pub low: End,
    /// Upper end.
    pub high: End,
}

/// Reads "3", "0.25", "1e6", "5/9".
pub fn exact(text: &str) -> Option<Exact> {
    if let Some((a, b)) = text.split_once('/') {
        let (a, b) = (exact(a)?, exact(b)?);
        return (b != Exact::from_integer(0)).then(|| a / b);
    }
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().ok()?;
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: i128 = format!("{whole}{part}").parse().ok()?;
    let shift = exponent - i32::try_from(part.len()).ok()?;
    let power = 10_i128.checked_pow(shift.unsigned_abs())?;
    Some(if shift < 0 { Exact::new(digits, power) } else { Exact::from_integer(digits.checked_mul(power)?) })
}

fn ends(text: &str) -> Option<Ends> {
    let inner = text.get(1..text.len().checked_sub(1)?)?;
    let (low, high) = inner.split_once(',')?;
    let end = |t: &str, open: bool| if t.is_empty() { Some(None) } else { Some(Some((exact(t)?, open))) };
    Some(Ends { low: end(low, text.starts_with('('))?, high: end(high, text.ends_with(')'))? })
}

/// A number in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(pub Exact);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        exact(&text)
            .map(Number)
            .ok_or_else(|| de::Error::custom(format!("`{text}` is no number such as `2`, `0.25` or `5/9`")))
    }
}

impl<'de> Deserialize<'de> for Ends {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        ends(&text).ok_or_else(|| de::Error::custom(format!("`{text}` is no interval such as `[3,10)` or `(0.5,1]`")))
    }
}
