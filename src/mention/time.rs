//! Times of day: "6pm", "7.30 to 18.30", "twenty to ten", "noon GMT".

use crate::lexicon::calendar::CalPart;
use crate::lexicon::numbers::Part;
use crate::lexicon::quantities::Starts;
use crate::value::{Axis, Hedge, Interval, Rational};

use super::quantity::plain;
use super::scan::Scene;
use super::{Context, Found, Kind};

/// A time of day.
#[derive(Clone, Copy, Debug)]
struct Clock {
    end: usize,
    minutes: i32,
    /// Whether it is known which half of the day.
    sure: bool,
    /// Minutes from UTC.
    zone: Option<i16>,
    /// Whether the words can mean nothing but a time.
    plain: bool,
}

/// Any time of day, or two.
pub fn find(s: &Scene<'_>, _: &Context, at: usize) -> Option<Found> {
    let mut lead = usize::from(s.is(at, Part::From) || s.cal(at, CalPart::Between) || s.cal(at, CalPart::AtHour));
    // "at about 3pm"
    let hedging = super::hedge::before(s, at + lead);
    let hedge = hedging.hedge.filter(|h| matches!(h, Hedge::About | Hedge::JustOver | Hedge::Nearly));
    if hedge.is_some() {
        lead = hedging.end - at;
    }
    let Some(first) = clock(s, at + lead).or_else(|| bare_before(s, at + lead)) else { return None };
    let between = s.cal(at, CalPart::Between) || s.is(at, Part::From);
    let joint = s.dash(first.end)
        || s.is(first.end, Part::To)
        || s.cal(first.end, CalPart::RangeTo) && (between || !s.is(first.end, Part::And));
    let second = joint.then(|| clock(s, first.end + 1)).flatten();
    if let Some(mut b) = second {
        let mut a = first;
        // "from 2 to 2.30 pm", "9-5"
        if !a.sure && b.sure && b.minutes >= 720 && a.minutes < 720 && a.minutes + 720 <= b.minutes {
            a.minutes += 720;
        }
        a.sure |= b.sure;
        if !b.sure && b.minutes < a.minutes && b.minutes + 720 > a.minutes {
            b.minutes += 720;
        }
        let dotted = !a.plain && !b.plain;
        if !dotted || between || b.minutes > a.minutes && s.literal(at).is_some_and(|l| l.decimals == 2) {
            let zone = b.zone.or(a.zone);
            let shift = zone.map_or(0, i32::from);
            let mut q = plain(Axis::TimeOfDay, Rational::from_integer(a.minutes.into()));
            let at_utc = |m: i32| Rational::from_integer((m - shift).into());
            q.hard = Interval::closed(at_utc(a.minutes), at_utc(b.minutes.max(a.minutes)));
            (q.typical, q.hedge) = (q.hard, Some(Hedge::Range));
            q.unit = Some(unit(zone, a.sure));
            return Some(Found {
                start: at + usize::from(lead == 1 && !between),
                end: b.end,
                kind: Kind::Time,
                quantity: q,
            });
        }
    }
    // "7.30" alone is a time only after "at", and not as part of a range of numbers.
    if !first.plain && (joint || !(s.cal(at, CalPart::AtHour) || s.cal(at.wrapping_sub(1), CalPart::AtHour))) {
        return None;
    }
    // "At around 5.50 on Friday": a day follows.
    let placed = || {
        let next = [first.end, first.end + 1];
        next.iter().any(|i| s.word(*i).weekday.is_some()) || s.word(first.end).starts.has(Starts::DATE)
    };
    if hedge.is_some() && !first.plain && !placed() {
        return None;
    }
    let shift = first.zone.map_or(0, i32::from);
    let mut q = plain(Axis::TimeOfDay, Rational::from_integer(first.minutes.into()));
    q.hard = Interval::point(Rational::from_integer((first.minutes - shift).into()));
    q.typical = q.hard;
    q.unit = Some(unit(first.zone, first.sure));
    if let Some(h) = hedge {
        let around = Rational::from_integer(30);
        let at = q.hard.low.map_or(around, |b| b.at);
        (q.hard, q.typical, q.hedge) = (Interval::ALL, Interval::closed(at - around, at + around), Some(h));
    }
    let start = at
        + if hedge.is_some() && s.cal(at, CalPart::AtHour) {
            1
        } else if hedge.is_some() {
            0
        } else {
            lead
        };
    Some(Found { start, end: first.end, kind: Kind::Time, quantity: q })
}

fn unit(zone: Option<i16>, sure: bool) -> compact_str::CompactString {
    match (zone, sure) {
        (Some(_), _) => "utc".into(),
        (None, true) => "local".into(),
        (None, false) => "half-day".into(),
    }
}

fn clock(s: &Scene<'_>, at: usize) -> Option<Clock> {
    let mut c = named(s, at).or_else(|| past_or_to(s, at)).or_else(|| digits(s, at)).or_else(|| hour_word(s, at))?;
    // "in the morning" settles the half of the day.
    let mut i = c.end;
    i += usize::from(s.is(i, Part::In));
    i += usize::from(s.is(i, Part::The));
    i += usize::from(s.cal(i, CalPart::This) && s.word(i + 1).starts.has(Starts::TIME));
    if let Some((end, (from, _))) =
        s.word(i).starts.has(Starts::TIME).then(|| s.phrase(&s.tables.day_parts, i)).flatten()
    {
        if !c.sure && *from >= 720 && c.minutes < 720 && c.minutes >= 60 {
            c.minutes += 720;
        }
        (c.sure, c.plain, c.end) = (true, true, end);
    }
    if let Some((end, zone)) =
        s.word(c.end).starts.has(Starts::TIME).then(|| s.phrase(&s.tables.zones, c.end)).flatten()
    {
        (c.zone, c.end, c.plain) = (Some(*zone), end, true);
    }
    Some(c)
}

/// The first hour of "3-5pm", "between 5 and 6 in the afternoon": bare, with a sure one after it.
fn bare_before(s: &Scene<'_>, at: usize) -> Option<Clock> {
    let (end, h) = hour(s, at)?;
    let joint = s.dash(end)
        || s.is(end, Part::To)
        || s.is(end, Part::And) && s.cal(at.wrapping_sub(1), CalPart::Between)
        || s.cal(end, CalPart::Until);
    if !joint || h == 0 || h > 12 {
        return None;
    }
    let second = clock(s, end + 1).filter(|c| c.plain && c.sure)?;
    let minutes = if second.minutes >= 780 && h < 12 && h * 60 + 720 <= second.minutes { h * 60 + 720 } else { h * 60 };
    Some(Clock { end, minutes, sure: true, zone: second.zone, plain: true })
}

/// "noon", "midnight"
fn named(s: &Scene<'_>, at: usize) -> Option<Clock> {
    let (end, minutes) = s.word(at).starts.has(Starts::TIME).then(|| s.phrase(&s.tables.hours, at)).flatten()?;
    Some(Clock { end, minutes: (*minutes).into(), sure: true, zone: None, plain: true })
}

/// An hour in digits or words: end and number.
fn hour(s: &Scene<'_>, at: usize) -> Option<(usize, i32)> {
    if let Some(l) = s.literal(at) {
        let n = i32::try_from(*l.value.numer()).ok()?;
        return (l.decimals == 0 && l.digits <= 2 && n <= 24 && !l.vulgar).then_some((at + 1, n));
    }
    let c = s.word(at).cardinal.filter(|c| (1..=12).contains(c))?;
    Some((at + 1, c.into()))
}

/// am or pm: end and whether it is pm.
fn meridiem(s: &Scene<'_>, at: usize) -> Option<(usize, bool)> {
    let of = |end: usize| end + usize::from(s.mark(end) == Some('.') && s.raw(end - 1).len() == 1 && s.glued(end));
    s.cal_end(at, CalPart::Pm).map(|e| (of(e), true)).or_else(|| s.cal_end(at, CalPart::Am).map(|e| (of(e), false)))
}

fn with_meridiem(hour: i32, pm: bool) -> i32 {
    match (hour, pm) {
        (12, false) => 0,
        (12, true) => 12,
        (h, true) if h < 12 => h + 12,
        (h, _) => h,
    }
}

/// "6pm", "8:45 a.m.", "18:30", "7.30", "1730 GMT", "1140 a.m."
fn digits(s: &Scene<'_>, at: usize) -> Option<Clock> {
    let l = s.literal(at)?;
    if l.vulgar || l.grouped {
        return None;
    }
    let whole = i32::try_from(l.value.to_integer()).ok()?;
    // "7.30"
    if l.decimals == 2 && l.digits <= 2 && whole < 24 {
        let minutes = i32::try_from((l.value * Rational::from_integer(100)).to_integer() % 100).ok()?;
        if minutes >= 60 {
            return None;
        }
        if let Some((end, pm)) = meridiem(s, at + 1) {
            return (whole <= 12).then(|| Clock {
                end,
                minutes: with_meridiem(whole, pm) * 60 + minutes,
                sure: true,
                zone: None,
                plain: true,
            });
        }
        let next = at + 1;
        let open = !s.is_word(next)
            || s.is(next, Part::Function)
            || s.word(next).starts.has(Starts::TIME)
            || s.word(next).weekday.is_some()
            || s.cal(next, CalPart::HoursMark) && s.raw(next).len() > 1;
        let open = open
            && !s.mark(next).is_some_and(|c| matches!(c, '%' | '$' | '€' | '£' | '°'))
            && super::measure::unit_at(s, next).is_none_or(|u| s.is(next, Part::In) || u.1.id == "hour");
        return open.then_some(Clock {
            end: next,
            minutes: whole * 60 + minutes,
            sure: whole >= 13 || l.padded,
            zone: None,
            plain: s.cal(next, CalPart::HoursMark) && s.raw(next).len() > 1,
        });
    }
    if l.decimals > 0 {
        return None;
    }
    // "18:30", "7:30:15"
    if s.mark(at + 1) == Some(':') && s.glued(at + 1) && s.glued(at + 2) && l.digits <= 2 && whole <= 24 {
        let m =
            s.literal(at + 2).filter(|m| m.digits == 2 && m.decimals == 0 && m.value < Rational::from_integer(60))?;
        let minutes = i32::try_from(*m.value.numer()).ok()?;
        let mut end = at + 3;
        if s.mark(end) == Some(':') && s.glued(end) && s.literal(end + 1).is_some_and(|x| x.digits == 2) {
            end += 2;
            // "In 2:16:42": how long it took, unless more says that it is a time of day.
            let of_day = l.padded
                || s.cal(at.wrapping_sub(1), CalPart::At)
                || meridiem(s, end).is_some()
                || s.word(end).starts.has(Starts::TIME) && s.phrase(&s.tables.zones, end).is_some();
            if !of_day {
                return None;
            }
        }
        if s.mark(end) == Some(':') || s.glued(end) && s.literal(end).is_some() {
            return None;
        }
        let (end, h, sure) = match meridiem(s, end) {
            Some((e, pm)) if whole <= 12 => (e, with_meridiem(whole, pm), true),
            _ => (end, whole, whole >= 13 || l.padded || whole == 0),
        };
        return Some(Clock { end, minutes: h * 60 + minutes, sure, zone: None, plain: true });
    }
    if let Some((end, pm)) = meridiem(s, at + 1) {
        let (h, m) = if l.digits <= 2 { (whole, 0) } else { (whole / 100, whole % 100) };
        return (h <= 12 && m < 60 && l.digits <= 4).then(|| Clock {
            end,
            minutes: with_meridiem(h, pm) * 60 + m,
            sure: true,
            zone: None,
            plain: true,
        });
    }
    // "1730 GMT", "0930 hours"
    if l.digits == 4 && whole / 100 < 24 && whole % 100 < 60 {
        let zone = s.word(at + 1).starts.has(Starts::TIME) && s.phrase(&s.tables.zones, at + 1).is_some();
        let hours = s.cal(at + 1, CalPart::HoursMark);
        if zone || hours && (l.padded || s.cal(at.wrapping_sub(1), CalPart::At)) {
            let end = at + 1 + usize::from(!zone);
            return Some(Clock { end, minutes: whole / 100 * 60 + whole % 100, sure: true, zone: None, plain: true });
        }
    }
    // "at 8 on Friday", "10 to 4": bare hours, only beside words of time.
    if l.digits <= 2 && (1..=12).contains(&whole) && !s.glued(at + 1) {
        let next = at + 1;
        if let Some(e) = s.cal_end(next, CalPart::Oclock) {
            return Some(Clock { end: e, minutes: whole * 60, sure: false, zone: None, plain: true });
        }
        let mut i = next;
        i += usize::from(s.is(i, Part::In));
        i += usize::from(s.is(i, Part::The));
        let part = s.word(i).starts.has(Starts::TIME)
            && (s.phrase(&s.tables.day_parts, i).is_some() && i > next || s.phrase(&s.tables.zones, next).is_some());
        let at_hour = s.cal(at.wrapping_sub(1), CalPart::AtHour)
            && (!s.is_word(next) && s.mark(next).is_none_or(|c| matches!(c, '.' | ',' | '!' | '?'))
                || s.word(next).starts.has(Starts::DATE)
                || s.word(next).weekday.is_some());
        // Beside another bare hour a day part may follow; see the range.
        if part || at_hour {
            return Some(Clock { end: next, minutes: whole * 60, sure: false, zone: None, plain: part || at_hour });
        }
    }
    None
}

/// "twenty to ten", "eight minutes to four", "quarter past five", "half past six".
fn past_or_to(s: &Scene<'_>, at: usize) -> Option<Clock> {
    let (mut i, minutes, bare) = if let Some(e) = s.cal_end(at, CalPart::Quarter) {
        (e, 15, true)
    } else if s.cal(at, CalPart::Half)
        && s.cal(at + 1, CalPart::Past)
        && s.cal(at + 1, CalPart::BeforeYear) == s.cal(at + 1, CalPart::BeforeYear)
    {
        (at + 1, 30, true)
    } else {
        let n = super::numeral::numeral(s, at, true)
            .filter(|n| !n.ordinal && n.value.is_integer() && !n.share && n.vague.is_none())?;
        let m = i32::try_from(*n.value.numer()).ok().filter(|m| (1..60).contains(m))?;
        (n.end, m, n.literal.is_none() && m % 5 == 0)
    };
    let named = s.word(i).period == Some(crate::lexicon::calendar::Period::Minute);
    i += usize::from(named);
    let past = s.cal(i, CalPart::Past) && !s.cal(i, CalPart::After);
    let to = s.cal(i, CalPart::To) && !s.cal(i, CalPart::Before) && !s.cal(i, CalPart::Until);
    // "within a minute to four" needs the word; "twenty to ten" needs round minutes in words.
    if !(past || to) || !(named || bare) {
        return None;
    }
    let (end, h) = if let Some(n) = self::named(s, i + 1) { (n.end, n.minutes / 60) } else { hour(s, i + 1)? };
    if h > 12
        || s.glued(end) && (s.is_word(end) && meridiem(s, end).is_none() || s.literal(end).is_some())
        || s.mark(end) == Some('%')
    {
        return None;
    }
    let clear = !s.is_word(end)
        || s.is(end, Part::Function)
        || s.word(end).starts.has(Starts::TIME)
        || meridiem(s, end).is_some()
        || s.cal_end(end, CalPart::Oclock).is_some()
        || s.word(end).weekday.is_some()
        || s.word(end).starts.has(Starts::DATE);
    let said = at == 2 && s.was(at, Part::BeforeAge) && !s.is_word(end);
    let placed = s.cal(at.wrapping_sub(1), CalPart::At) || at < 2 || said || named || past;
    (clear && placed).then_some(())?;
    let (end, h, sure) = match meridiem(s, end) {
        Some((e, pm)) => (e, with_meridiem(h, pm), true),
        None => (s.cal_end(end, CalPart::Oclock).unwrap_or(end), h, false),
    };
    let total = if past { h * 60 + minutes } else { h * 60 - minutes };
    Some(Clock { end, minutes: total.rem_euclid(1440), sure, zone: None, plain: true })
}

/// "five o'clock", "six pm"
fn hour_word(s: &Scene<'_>, at: usize) -> Option<Clock> {
    let (end, h) = hour(s, at)?;
    if let Some((e, pm)) = meridiem(s, end).filter(|_| s.literal(at).is_none()) {
        return Some(Clock { end: e, minutes: with_meridiem(h, pm) * 60, sure: true, zone: None, plain: true });
    }
    // "four in the morning"
    if s.is(end, Part::In)
        && s.is(end + 1, Part::The)
        && s.literal(at).is_none()
        && s.phrase(&s.tables.day_parts, end + 2).is_some()
    {
        return Some(Clock { end, minutes: h * 60, sure: false, zone: None, plain: true });
    }
    let e = s.cal_end(end, CalPart::Oclock)?;
    let (e, h, sure) = meridiem(s, e).map_or((e, h, false), |(e2, pm)| (e2, with_meridiem(h, pm), true));
    Some(Clock { end: e, minutes: h * 60, sure, zone: None, plain: true })
}
