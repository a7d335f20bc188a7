//! A value written back in numerals: "≈ 20 %", "> 10,000", "4,200 ha", "2022-02-01".

use num_traits::Signed;

use super::calendar::date;
use super::{Axis, Bound, Hedge, Interval, Quantity, Rational};

/// The value in numerals and unit ids, without a word of any language.
pub fn display(q: &Quantity) -> String {
    match q.axis {
        Axis::Date if q.hard != Interval::ALL => dates(q.hard),
        Axis::TimeOfDay if q.hedge == Some(Hedge::Range) => match (q.hard.low, q.hard.high) {
            (Some(a), Some(b)) => format!("{}\u{2013}{}", clock(a.at), clock(b.at)),
            _ => interval(q.hard),
        },
        Axis::TimeOfDay => q.number.map_or_else(|| interval(q.hard), clock),
        Axis::Score => match (q.number, q.pair) {
            (Some(a), Some(b)) => format!("{}\u{2013}{}", number(a), number(b)),
            _ => interval(q.hard),
        },
        _ => {
            let sign = match q.hedge {
                Some(Hedge::About) => "\u{2248} ",
                Some(Hedge::Nearly | Hedge::Under) => "< ",
                Some(Hedge::JustOver | Hedge::Over) => "> ",
                Some(Hedge::AtLeast) => "\u{2265} ",
                Some(Hedge::AtMost) => "\u{2264} ",
                _ => "",
            };
            let body = match (q.hedge, q.number) {
                (Some(Hedge::Range | Hedge::Vague), _) | (_, None) => interval(q.hard),
                (_, Some(n)) => number(n),
            };
            let unit = match (&q.axis, q.unit.as_deref()) {
                (Axis::Share, Some("percent")) => " %".to_owned(),
                (_, Some(unit)) => format!(" {unit}"),
                (_, None) => String::new(),
            };
            let per = q.per.as_deref().map(|p| format!("/{p}")).unwrap_or_default();
            let pair = q.pair.map(|p| format!("/{}", number(p))).unwrap_or_default();
            format!("{sign}{body}{pair}{unit}{per}")
        }
    }
}

fn clock(minutes: Rational) -> String {
    let whole = minutes.to_integer();
    format!("{:02}:{:02}", whole.div_euclid(60), whole.rem_euclid(60))
}

fn dates(i: Interval) -> String {
    let day = |b: Option<Bound>, last: i64| {
        let at = b.map(|b| i64::try_from(b.at.floor().to_integer()).unwrap_or_default());
        at.and_then(|at| date(at - last)).map(|d| d.to_string()).unwrap_or_default()
    };
    let (first, last) = (day(i.low, 0), day(i.high, 1));
    if first == last { first } else { format!("{first}..{last}") }
}

fn interval(i: Interval) -> String {
    match (i.low, i.high) {
        (Some(a), Some(b)) if a.at == b.at => number(a.at),
        (Some(a), Some(b)) => format!("{}\u{2013}{}", number(a.at), number(b.at)),
        (Some(a), None) => format!("{} {}", if a.open { ">" } else { "\u{2265}" }, number(a.at)),
        (None, Some(b)) => format!("{} {}", if b.open { "<" } else { "\u{2264}" }, number(b.at)),
        (None, None) => String::new(),
    }
}

/// Digits in groups of three from five digits on, at most four decimals.
fn number(n: Rational) -> String {
    let ten_thousand = 10_000;
    let shifted = n.abs() * Rational::from_integer(ten_thousand);
    let shifted = shifted.round().to_integer();
    let (whole, part) = ((shifted / ten_thousand).to_string(), shifted % ten_thousand);
    let mut out = String::from(if n.is_negative() { "-" } else { "" });
    for (i, digit) in whole.char_indices() {
        if i > 0 && whole.len() > 3 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if part > 0 {
        let part = format!("{part:04}");
        out.push('.');
        out.push_str(part.trim_end_matches('0'));
    }
    out
}
