//! Dates and times as front matter and pages write them.

use jiff::civil::{Date, DateTime, Time};

use crate::article::Moment;
use crate::lexicon::furniture::Furniture;

/// Reads a date, with or without a time and a zone: ISO 8601, RFC 2822, `2 March 2024`, `March 2, 2024, 10:30 a.m. GMT`,
/// `02.03.2024`, `20240302`.
///
/// # Errors
/// What is wrong and what to write instead.
pub fn moment(furniture: &Furniture, text: &str) -> Result<Moment, String> {
    let text = text.trim();
    let bad = || format!("`{}` is no date; write YYYY-MM-DD, or YYYY-MM-DDTHH:MM with the zone", cut(text));
    if text.len() > 80 {
        return Err(bad());
    }
    let mut words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).collect();
    let weekday = |w: &str| {
        let w = w.trim_end_matches('.').to_lowercase();
        furniture.weekdays.iter().flatten().any(|d| *d == w)
    };
    if words.len() > 1 && weekday(words[0]) {
        words.remove(0);
    }
    let (date, rest) = match words[..] {
        [a, b, year, ..] if furniture.month(a).is_some() => {
            (named(furniture, b, a, year).ok_or_else(bad)?, &words[3..])
        }
        [a, b, year, ..] if furniture.month(b).is_some() => {
            (named(furniture, a, b, year).ok_or_else(bad)?, &words[3..])
        }
        [] => return Err(bad()),
        [first, ..] => {
            // ISO 8601 joins date and time by a T.
            let (day, time) = match first.split_once(['T', 't']) {
                Some((d, t)) if d.starts_with(|c: char| c.is_ascii_digit()) => (d, Some(t)),
                _ => (first, None),
            };
            let date = numeric(day)?.ok_or_else(bad)?;
            let Some(time) = time else { return finish(furniture, date, &words[1..]).ok_or_else(bad) };
            let mut rest = vec![time];
            rest.extend(&words[1..]);
            return finish(furniture, date, &rest).ok_or_else(bad);
        }
    };
    finish(furniture, date, rest).ok_or_else(bad)
}

/// A text short enough for a message.
pub(super) fn cut(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn named(furniture: &Furniture, day: &str, month: &str, year: &str) -> Option<Date> {
    let day = day.trim_end_matches(|c: char| !c.is_ascii_digit());
    Date::new(year.parse().ok()?, furniture.month(month)?, day.parse().ok()?).ok()
}

/// A date in figures. Day and month that could be taken either way are an error of their own.
fn numeric(text: &str) -> Result<Option<Date>, String> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(date(&text[..4], &text[4..6], &text[6..]));
    }
    let mark = text.chars().find(|c| matches!(c, '-' | '/' | '.'));
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    Ok(match parts[..] {
        [y, m, d] if y.len() == 4 => date(y, m, d),
        [d, m, y] if y.len() == 4 && mark == Some('.') => date(y, m, d),
        [a, b, y] if y.len() == 4 => match (date(y, b, a), date(y, a, b)) {
            (Some(one), Some(other)) if one != other => {
                return Err(format!("`{}` may be two dates; write {one} or {other}", cut(text)));
            }
            (one, other) => one.or(other),
        },
        _ => None,
    })
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// What follows the date: a time and a zone, or nothing.
fn finish(furniture: &Furniture, date: Date, rest: &[&str]) -> Option<Moment> {
    let rest: Vec<&str> =
        rest.iter().copied().filter(|w| w.len() > 1 || w.chars().all(char::is_alphanumeric)).collect();
    let Some(clock) = rest.iter().position(|w| w.starts_with(|c: char| c.is_ascii_digit())) else {
        return rest.is_empty().then(|| Moment::day(date));
    };
    // At most one word may lead to the time ("at 10:30").
    if clock > 1 {
        return None;
    }
    let word = rest[clock];
    let end = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(word.len());
    let (figures, tail) = word.split_at(end);
    let mut tail: Vec<String> =
        std::iter::once(tail).chain(rest[clock + 1..].iter().copied()).map(str::to_lowercase).collect();
    tail.retain(|w| !w.is_empty());
    let half = match tail.first().map(|w| w.replace('.', "")).as_deref() {
        Some("am") => Some(0),
        Some("pm") => Some(12),
        _ => None,
    };
    if half.is_some() {
        tail.remove(0);
    }
    let time = time(figures, half)?;
    let offset = match tail.first() {
        None => None,
        Some(zone) => match furniture.zones.get(zone.as_str()) {
            Some(minutes) => Some(*minutes),
            None if zone.starts_with(['+', '-', '−']) => Some(offset(zone)?),
            // A zone that is not known leaves the time as it stands.
            None if zone.chars().all(|c| c.is_alphabetic() || "()/_[]".contains(c)) => None,
            None => return None,
        },
    };
    Some(Moment { at: DateTime::from_parts(date, time), timed: true, offset })
}

fn time(figures: &str, half: Option<i8>) -> Option<Time> {
    let mut parts = figures.split([':', '.']);
    let mut next = || parts.next().map_or(Some(0), |p| p.get(..p.len().min(9))?.parse::<i8>().ok());
    let (hour, minute, second) = (next()?, next()?, next()?);
    if half.is_none() && !figures.contains([':', '.']) {
        return None;
    }
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    Time::new(hour, minute, second.min(59), 0).ok()
}

/// `+01:00`, `-0530`, `+2` in minutes.
fn offset(zone: &str) -> Option<i16> {
    let sign = if zone.starts_with('+') { 1 } else { -1 };
    let figures = zone.trim_start_matches(['+', '-', '−']).replace(':', "");
    let (hours, minutes): (i16, i16) = match figures.len() {
        1 | 2 => (figures.parse().ok()?, 0),
        4 => (figures.get(..2)?.parse().ok()?, figures.get(2..)?.parse().ok()?),
        _ => return None,
    };
    (hours <= 15 && minutes < 60).then_some(sign * (60 * hours + minutes))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn dates_in_many_wordings() {
        let lexicon = Lexicon::english();
        let of = |text| moment(&lexicon.furniture, text);
        let day = Moment::day(date(2024, 3, 22));
        for text in [
            "2024-03-22",
            "2024/3/22",
            "20240322",
            "22.03.2024",
            "22/03/2024",
            "3/22/2024",
            "22 March 2024",
            "March 22, 2024",
            "Fri, 22 Mar 2024",
            "Friday, March 22nd, 2024",
            "Mar. 22 2024",
        ] {
            assert_eq!(of(text), Ok(day), "{text}");
        }
        let timed = |offset| Moment { at: date(2024, 3, 22).at(14, 5, 0, 0), timed: true, offset };
        for (text, offset) in [
            ("2024-03-22T14:05", None),
            ("2024-03-22 14:05:00", None),
            ("2024-03-22T14:05:00Z", Some(0)),
            ("2024-03-22T14:05:00.000+01:00", Some(60)),
            ("2024-03-22 14:05 -0500", Some(-300)),
            ("Fri, 22 Mar 2024 14:05:00 GMT", Some(0)),
            ("March 22, 2024 at 2:05 p.m. EST", Some(-300)),
            ("March 22, 2024, 2:05pm", None),
        ] {
            assert_eq!(of(text), Ok(timed(offset)), "{text}");
        }
        for text in ["2024-13-45", "2024-02-30", "yesterday", "", "2024", "24-03-22", "2024-03-22T25:00", "March 2024"]
        {
            assert!(of(text).is_err(), "{text}");
        }
        assert!(of("03/04/2024").unwrap_err().contains("write 2024-04-03 or 2024-03-04"));
    }
}
