//! Ranges, tolerances and pairs of bounds.

use crate::lexicon::numbers::Part;
use crate::value::{Hedge, Interval, Quantity, Rational, scaled};

use super::Context;
use super::hedge::before;
use super::measure::{Amount, In, amount};
use super::quantity::{Pair, rate};
use super::scan::Scene;

/// "10-20 dollars", "between $10 and $20 million", "from 3 km to 5 km", "5 ± 1", "two or three", or one amount.
pub fn pair<'a>(s: &Scene<'a>, ctx: &Context, at: usize) -> Option<Pair<'a>> {
    let between = s.is(at, Part::Between);
    let from = s.is(at, Part::From);
    if between || from {
        let start = past_hedge(s, at + 1);
        let start = start + usize::from(s.is(start, Part::The));
        let low = amount(s, ctx, start, true)?;
        if from && moved(s, at) {
            return None;
        }
        let end = rate(s, low.end).map_or(low.end, |r| r.0);
        let joined = s.is(end, Part::To) || s.is(end, Part::And) || s.dash(end) || s.mark(end) == Some('~');
        let high = joined.then(|| second(s, ctx, end + 1, &low)).flatten()?;
        return joined_pair(at, low, high);
    }
    let mut low = amount(s, ctx, at, false)?;
    let end = low.end;
    if at > 0 && s.is(at - 1, Part::From) && moved(s, at - 1) {
        // Old and new level, not a range; the unit of the second holds for the first ("rose from 3 to 5 %").
        let high = s.is(end, Part::To).then(|| second(s, ctx, end + 1, &low)).flatten();
        let plain = matches!(low.unit, In::Plain) && !low.number.ordinal;
        if let Some(high) = high.clone().filter(|h| plain && !h.leading) {
            if high.number.scaled && !low.number.scaled {
                share_scale(&mut low, &high);
            }
            low.unit = high.unit;
        } else if let Some(high) = high.filter(|h| low.leading && h.leading && h.number.scaled && !low.number.scaled) {
            share_scale(&mut low, &high);
        }
        return Some(Pair { start: at, end, low, high: None, tolerance: None });
    }
    let one = |low: Amount<'a>| Some(Pair { start: at, end: low.end, low, high: None, tolerance: None });
    if low.number.vague.is_some() || low.number.article && !s.is(end, Part::To) {
        return one(low);
    }
    if s.is(end, Part::PlusMinus) || s.mark(end) == Some('+') && s.mark(end + 1) == Some('/') && s.dash(end + 2) {
        let next = if s.is(end, Part::PlusMinus) { end + 1 } else { end + 3 };
        if let Some(by) = amount(s, ctx, next, true).filter(|b| !b.number.ordinal) {
            let unit = if matches!(low.unit, In::Plain) { by.unit } else { low.unit };
            let low = Amount { unit, ..low };
            return Some(Pair { start: at, end: by.end, low, high: None, tolerance: Some(by.number.value) });
        }
    }
    let dash = s.dash(end) || s.mark(end) == Some('~');
    let to = s.is(end, Part::To) && !low.number.ordinal;
    let or = s.is(end, Part::Or) && !low.number.ordinal;
    if (dash || to || or) && !low.number.ordinal {
        let next = if dash && s.is(end + 1, Part::To) { end + 2 } else { end + 1 };
        let number = low.number;
        let chained = number.literal.is_some() || !matches!(low.unit, In::Plain) || to || or || number.scaled;
        if chained && let Some(high) = second(s, ctx, next, &low) {
            // "two or three million" is 2 to 3 million.
            let shared = high.number.scaled && !low.number.scaled;
            let top = if shared { scaled(high.number.value, -high.number.scale) } else { Some(high.number.value) };
            let near = top.is_some_and(|top| top <= low.number.value + Rational::from_integer(2))
                && matches!(low.unit, In::Plain);
            let rising = high.number.value > low.number.value;
            let fits = if or {
                near && rising && !s.literal(at).is_some_and(|l| l.grouped)
            } else if dash {
                range_dash(s, &low, &high, end)
            } else {
                // "10 to 5" is a result, "20 to ten" a time; "rose 12 percent to 14" gives a change and a level.
                let level = matches!(low.unit, In::Unit(_)) && matches!(high.unit, In::Plain) && moved(s, at);
                (rising || !matches!(high.unit, In::Plain)) && !level
            };
            if fits && let Some(joined) = joined_pair(at, low.clone(), high) {
                return Some(joined);
            }
        }
    }
    // "$10 and $20 million", "45 and 50 mg": the unit or scale of the second holds for the first.
    let list = s.is(end, Part::And)
        || s.is(end, Part::Or)
        || s.mark(end) == Some(',') && s.literal(end + 1).is_some() && s.atoms[end + 1].space;
    if list && !low.number.ordinal && !low.number.share && low.number.literal.is_some() {
        let bare = matches!(low.unit, In::Plain) && !low.number.scaled;
        let money = matches!(low.unit, In::Money(_)) && !low.number.scaled && low.leading;
        if (bare || money)
            && let Some(high) = amount(s, ctx, end + 1, true)
        {
            let mut low = low;
            let measured = !matches!(high.unit, In::Plain);
            if bare && measured && !high.leading && high.number.literal.is_some() {
                low.unit = high.unit.clone();
            } else if money && high.leading && high.number.scaled {
                share_scale(&mut low, &high);
            }
            return one(low);
        }
    }
    one(low)
}

/// Atoms before "from" in which a word that moves a value is looked for.
const MOVER: usize = 8;

/// Whether the numbers after a "from" are an old and a new level: a word of rising or falling stands before it in its part of
/// the sentence ("raised the pass mark from 50 to 55").
fn moved(s: &Scene<'_>, from: usize) -> bool {
    (from.saturating_sub(MOVER)..from)
        .rev()
        .take_while(|i| s.mark(*i).is_none_or(|c| !matches!(c, ';' | ':' | '.' | '(')) && s.literal(*i).is_none())
        .any(|i| s.is(i, Part::Up) || s.is(i, Part::Down) || s.is(i, Part::Either))
}

fn past_hedge(s: &Scene<'_>, at: usize) -> usize {
    before(s, at).end
}

/// The second amount of a range, hedge words before it left aside ("2 - ~7 grams").
fn second<'a>(s: &Scene<'a>, ctx: &Context, at: usize, low: &Amount<'a>) -> Option<Amount<'a>> {
    let start = past_hedge(s, at);
    let start = start + usize::from(low.number.ordinal && s.is(start, Part::The));
    let mut high = amount(s, ctx, start, !s.is(at - 1, Part::To))
        .filter(|h| h.number.ordinal == low.number.ordinal && h.number.vague.is_none() && !h.number.article)?;
    // "33-35 billion" as the upper end
    if (s.dash(high.end) || s.mark(high.end) == Some('~'))
        && let Some(top) =
            amount(s, ctx, high.end + 1, true).filter(|t| t.number.value > high.number.value && !t.number.ordinal)
    {
        high = top;
    }
    Some(high)
}

/// Whether a dash between two numbers is a range: units or rising values, not a result, a name or a telephone number.
fn range_dash(s: &Scene<'_>, low: &Amount<'_>, high: &Amount<'_>, dash: usize) -> bool {
    let unit = !matches!(high.unit, In::Plain) || !matches!(low.unit, In::Plain);
    if unit {
        return s.mark(dash) == Some('~') || (s.mark(dash) != Some('\u{2014}')) || s.glued(dash + 1);
    }
    let more = s.dash(high.end) && s.glued(high.end) && s.literal(high.end + 1).is_some();
    high.number.value > low.number.value && !more && high.number.literal.is_none_or(|l| !l.padded)
}

fn joined_pair<'a>(start: usize, mut low: Amount<'a>, mut high: Amount<'a>) -> Option<Pair<'a>> {
    let end = high.end;
    if low.number.ordinal != high.number.ordinal {
        return None;
    }
    match (&low.unit, &high.unit) {
        (In::Plain, In::Plain) => {}
        (In::Plain, _) => low.unit = high.unit.clone(),
        (In::Money(_), In::Plain) => high.unit = low.unit.clone(),
        (In::Unit(u), In::Plain) if u.axis == "share" || low.hyphen => high.unit = low.unit.clone(),
        // "By 150 basis points to 26.5 percent" is no range.
        (In::Unit(a), In::Unit(b)) if a.axis == b.axis && (a.id == b.id || a.axis != "share") => {
            if a.id != b.id {
                low.number.value = low.number.value * a.factor / b.factor;
                low.unit = In::Unit(b);
            }
        }
        (In::Money(a), In::Money(b))
            if a.unit == b.unit || a.code == b.code || b.code.is_none() || a.code.is_none() =>
        {
            if a.code.is_none() {
                low.unit = high.unit.clone();
            }
        }
        _ => return None,
    }
    if high.number.scaled && !low.number.scaled {
        share_scale(&mut low, &high);
    }
    Some(Pair { start, end, low, high: Some(high), tolerance: None })
}

/// "7-9 lakh" is 7 lakh to 9 lakh.
fn share_scale(low: &mut Amount<'_>, high: &Amount<'_>) {
    let scale = high.number.scale;
    if let Some(value) = scaled(low.number.value, scale)
        && value <= high.number.value
    {
        low.number.value = value;
        low.number.place = scaled(low.number.place, scale).unwrap_or(low.number.place);
        low.number.scaled = true;
    }
}

/// "greater than 100 and smaller than 300": the second bound. End and the joined quantity.
pub fn other_side(
    s: &Scene<'_>,
    ctx: &Context,
    end: usize,
    q: &Quantity,
    first: &Pair<'_>,
) -> Option<(usize, Quantity)> {
    let lower = matches!(q.hedge, Some(Hedge::Over | Hedge::AtLeast));
    let upper = matches!(q.hedge, Some(Hedge::Under | Hedge::AtMost));
    if !(lower || upper) || !matches!(first.low.unit, In::Plain) {
        return None;
    }
    let joint = s.is(end, Part::And) || s.is(end, Part::But) || s.mark(end) == Some(',');
    let hedging = before(s, end + 1);
    let wanted = match hedging.hedge? {
        Hedge::Under | Hedge::AtMost => lower,
        Hedge::Over | Hedge::AtLeast => upper,
        _ => false,
    };
    if !joint || !wanted {
        return None;
    }
    let other = amount(s, ctx, hedging.end + usize::from(s.is(hedging.end, Part::The)), true)
        .filter(|o| matches!(o.unit, In::Plain) && o.number.ordinal == first.low.number.ordinal)?;
    let mut half = q.clone();
    super::quantity::hedged(&mut half, other.number.value, hedging.hedge?);
    let hard = q.hard.cut(&half.hard)?;
    let whole = Quantity { number: None, hard, typical: hard, hedge: Some(Hedge::Range), ..q.clone() };
    (hard != Interval::ALL).then_some((other.end, whole))
}
