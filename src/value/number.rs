//! Exact numbers, and how finely they are written.

use num_traits::{CheckedAdd, CheckedMul, Signed, Zero};

use super::{Interval, Rational};

/// Product; none on overflow.
pub fn times(a: Rational, b: Rational) -> Option<Rational> {
    a.checked_mul(&b)
}

/// Sum; none on overflow.
pub fn plus(a: Rational, b: Rational) -> Option<Rational> {
    a.checked_add(&b)
}

/// `number` times ten to the `exponent`; none on overflow.
pub fn scaled(number: Rational, exponent: i32) -> Option<Rational> {
    let power = 10_i128.checked_pow(exponent.unsigned_abs())?;
    times(number, if exponent < 0 { Rational::new(1, power) } else { Rational::from_integer(power) })
}

/// Reads "1609.344", "-3", "1e6" or "5/9"; none where it is no such number or out of range.
pub fn rational(text: &str) -> Option<Rational> {
    if let Some((a, b)) = text.split_once('/') {
        let (a, b) = (rational(a)?, rational(b)?);
        return if b.is_zero() { None } else { times(a, b.recip()) };
    }
    if let Some((a, e)) = text.split_once('e') {
        return scaled(rational(a)?, e.parse().ok().filter(|e: &i32| e.abs() < 38)?);
    }
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |t| (-1, t));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && part.is_empty() || part.len() > 30 || whole.starts_with(['+', '-']) {
        return None;
    }
    let mut value = 0_i128;
    for digit in whole.chars().chain(part.chars()) {
        value = value.checked_mul(10)?.checked_add(i128::from(digit.to_digit(10)?))?;
    }
    Some(Rational::new(sign * value, 10_i128.checked_pow(part.len() as u32)?))
}

/// How a number stands in the text, which says how far the true value may lie from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Precision {
    /// What the last written digit is worth ("4.7 billion": a hundred million; "41,700": one).
    pub place: Rational,
    /// Whether whole numbers only make sense (people, points), so that small round numbers are meant exactly.
    pub discrete: bool,
    /// Whether round tens are often rounded (distances, speeds), even below a hundred.
    pub coarse: bool,
}

impl Precision {
    /// The place of the last digit that counts, given what is written.
    ///
    /// Trailing zeros of a whole number count as digits up to 99 ("40 dead" is not 43); above, all but the first two
    /// digits may be filled up with zeros ("1,000" stands for 950 to 1,050, "41,700" for 41,650 to 41,750). Written
    /// decimals always count. A discrete number without rounding is exact: zero.
    pub fn step(&self, number: Rational) -> Rational {
        let zero = Rational::zero();
        if self.place.is_zero() || number.is_zero() {
            return zero;
        }
        let ten = Rational::from_integer(10);
        // The digits as written, as one whole number.
        let mantissa = (number / self.place).abs();
        if !mantissa.is_integer() {
            return self.place;
        }
        let whole = *mantissa.numer();
        let (mut rest, mut step) = (whole, self.place);
        let fraction = self.place < Rational::from_integer(1);
        if !fraction {
            while rest >= 100 && rest % 10 == 0 {
                rest /= 10;
                step *= ten;
            }
        }
        if self.coarse && !fraction && (20..100).contains(&whole) && whole % 10 == 0 {
            return step * Rational::from_integer(5);
        }
        if self.discrete && step <= Rational::from_integer(1) && !fraction { zero } else { step }
    }

    /// The values that are written so: half a step to both sides.
    pub fn stands_for(number: Rational, step: Rational) -> Interval {
        let half = step / Rational::from_integer(2);
        if half.is_zero() { Interval::point(number) } else { Interval::half_open(number - half, number + half) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Rational {
        rational(text).unwrap()
    }

    #[test]
    fn numbers_are_read_exactly() {
        assert_eq!(n("1609.344"), Rational::new(1_609_344, 1000));
        assert_eq!(n("5/9"), Rational::new(5, 9));
        assert_eq!(n("-2.5e3"), Rational::from_integer(-2500));
        for text in ["", ".", "x", "1/0", "1e99", "--1", "1.2.3"] {
            assert_eq!(rational(text), None, "{text}");
        }
    }

    #[test]
    fn round_numbers_are_less_fine() {
        let step = |number: &str, place: &str, discrete| {
            Precision { place: n(place), discrete, coarse: false }.step(n(number))
        };
        for (number, place, discrete, expected) in [
            ("41726", "1", true, "0"),
            ("41700", "1", true, "100"),
            ("1000", "1", true, "100"),
            ("100", "1", true, "10"),
            ("40", "1", true, "0"),
            ("40", "1", false, "1"),
            ("4700000000", "100000000", true, "100000000"),
            ("3000000", "1000000", true, "1000000"),
            ("0.30", "0.01", false, "0.01"),
            ("100000000", "1000000", true, "10000000"),
        ] {
            assert_eq!(step(number, place, discrete), n(expected), "{number} written to {place}");
        }
    }
}
