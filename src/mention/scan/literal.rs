//! Numbers in digits: groups of thousands, decimals, powers, dates with dots.

use super::*;

/// Whether a run without white space is an address, a handle or an identifier.
pub(super) fn opaque(chunk: &str) -> bool {
    chunk.contains("://")
        || chunk.starts_with("www.")
        || chunk.contains('@')
        || chunk.contains('_')
        || (chunk.starts_with('#') && chunk[1..].starts_with(char::is_alphabetic))
}

pub(super) fn starts_with_digit(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

pub(super) fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The value of a sign such as "½".
pub(super) fn vulgar(c: char) -> Option<Rational> {
    let (n, d) = match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    };
    Some(Rational::new(n, d))
}

/// The length of the number that a text begins with, and the number; opaque where it is a dotted version or too long.
pub(super) fn number(text: &str) -> (usize, AtomKind) {
    let bytes = text.as_bytes();
    let mut whole = digits(text);
    let first = whole;
    let mut grouped = false;
    let mut plain: String = text[..whole].to_owned();
    // Thousands parted by commas, in threes or in the Indian way, or by spaces.
    if (1..=3).contains(&first) {
        let (mut at, mut groups) = (first, Vec::new());
        while bytes.get(at) == Some(&b',') {
            let n = digits(&text[at + 1..]);
            if n == 0 {
                break;
            }
            groups.push(n);
            at += 1 + n;
        }
        let western = !groups.is_empty() && groups.iter().all(|n| *n == 3);
        let indian = first <= 2
            && groups.len() > 1
            && groups.last() == Some(&3)
            && groups[..groups.len() - 1].iter().all(|n| *n == 2);
        if western || indian {
            (whole, grouped) = (at, true);
        } else if groups.is_empty() && !text.starts_with('0') {
            let mut at = first;
            while let Some(c) = text[at..].chars().next() {
                let is_space = matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
                let next = at + c.len_utf8();
                if !is_space || digits(&text[next..]) != 3 {
                    break;
                }
                let after = text[next + 3..].chars().next();
                if after.is_some_and(|c| c.is_alphabetic() || matches!(c, ':' | '/' | '-' | '\u{2013}')) {
                    break;
                }
                at = next + 3;
            }
            if at > first {
                (whole, grouped) = (at, true);
            }
        }
        if grouped {
            plain = text[..whole].chars().filter(char::is_ascii_digit).collect();
        }
    }
    let mut len = whole;
    let mut decimals = 0;
    if bytes.get(len) == Some(&b'.') && starts_with_digit(&text[len + 1..]) {
        decimals = digits(&text[len + 1..]);
        plain.push_str(&text[len + 1..len + 1 + decimals]);
        len += 1 + decimals;
        if bytes.get(len) == Some(&b'.') && starts_with_digit(&text[len + 1..]) {
            let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
            let end = text[..end].trim_end_matches('.').len();
            return (end, dotted_date(&text[..end]).unwrap_or(AtomKind::Opaque));
        }
    }
    let Some(mut kind) = literal(&plain, decimals, whole, grouped) else { return (len, AtomKind::Opaque) };
    if let (AtomKind::Number(l), Some(c)) = (&mut kind, text[len..].chars().next()) {
        if let (Some(part), true) = (vulgar(c), decimals == 0) {
            (l.value, l.vulgar, l.place) = (l.value + part, true, Rational::from_integer(0));
            len += c.len_utf8();
        } else if let Some((n, value)) = power(l.value, &text[len..]) {
            if let Some(place) = scaled(l.place, value) {
                (l.value, l.place) = (scaled(l.value, value).unwrap_or(l.value), place);
                l.vulgar = true;
                len += n;
            }
        } else if c == '^'
            && let Some((n, e)) = signed(&text[len + 1..])
        {
            if let Some(value) = raised(l.value, e) {
                (l.value, l.place) = (value, Rational::from_integer(0));
            }
            len += 1 + n;
        }
    }
    (len, kind)
}

/// "22.04.2022", "1.9.22"
pub(super) fn dotted_date(text: &str) -> Option<AtomKind> {
    let mut parts = text.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let fits = parts.next().is_none() && day.len() <= 2 && month.len() <= 2 && matches!(year.len(), 2 | 4);
    let (d, m, y): (u8, u8, i16) = (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
    let y = if year.len() == 4 { y } else { y + if y < 40 { 2000 } else { 1900 } };
    // A year of two digits is as likely a version.
    (fits && (1..=31).contains(&d) && (1..=12).contains(&m) && (year.len() == 4 || month.len() == 2))
        .then_some(AtomKind::Dotted(d, m, y))
}

pub(super) fn literal(plain: &str, decimals: usize, whole: usize, grouped: bool) -> Option<AtomKind> {
    if plain.len() > 24 || decimals > 12 {
        return None;
    }
    let value = plain.parse::<i128>().ok()?;
    let scale = 10_i128.pow(decimals as u32);
    Some(AtomKind::Number(Literal {
        value: Rational::new(value, scale),
        place: Rational::new(1, scale),
        digits: whole as u8,
        decimals: decimals as u8,
        padded: whole > 1 && plain.starts_with('0'),
        grouped,
        vulgar: false,
    }))
}

/// "e10", "x10^6", "×10−5": length and exponent.
pub(super) fn power(of: Rational, text: &str) -> Option<(usize, i32)> {
    let _ = of;
    let head = ["x10^", "×10^", "x10", "×10", "e", "E"].iter().find(|h| text.starts_with(**h))?;
    let (n, e) = signed(&text[head.len()..])?;
    let after = text[head.len() + n..].chars().next();
    // "5x100" is no power, and "3e2b" an identifier.
    if after.is_some_and(char::is_alphanumeric)
        || (head.ends_with('0') && !text[head.len()..].starts_with(['-', '+', '\u{2212}']))
    {
        return None;
    }
    (e.abs() <= 24).then_some((head.len() + n, e))
}

pub(super) fn signed(text: &str) -> Option<(usize, i32)> {
    let (mut at, mut sign) = (0, 1);
    for c in text.chars() {
        match c {
            '+' => at += 1,
            '-' | '\u{2212}' => (at, sign) = (at + c.len_utf8(), -sign),
            _ => break,
        }
    }
    let n = digits(&text[at..]);
    Some((at + n, sign * text[at..at + n].parse::<i32>().ok()?))
}

pub(super) fn raised(base: Rational, exponent: i32) -> Option<Rational> {
    if exponent.abs() > 64 || base == Rational::from_integer(0) {
        return None;
    }
    let mut result = Rational::from_integer(1);
    for _ in 0..exponent.abs() {
        result = crate::value::times(result, base)?;
    }
    let result = if exponent < 0 { result.recip() } else { result };
    // More decimals than anything written needs.
    let fine = Rational::from_integer(1_000_000_000_000);
    if *result.denom() <= *fine.numer() {
        return Some(result);
    }
    let whole = result.to_integer();
    let part = (result - Rational::from_integer(whole)).numer().checked_div(result.denom() / fine.numer())?;
    Some(Rational::from_integer(whole) + Rational::new(part, *fine.numer()))
}
