//! Figures that are tied to each other inside one article: parts and total, what remains, a share and its two figures, a
//! change and its two ends, a length of time and its days, votes and voters, a value and its conversion.
//!
//! Only where the words tie the figures is there an equation; whether it adds up is the rule's to say. A loose list that
//! may leave something out becomes one only where another article gives the same list and it adds up there.

mod line;
mod sum;
mod tied;

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Answer, Question, Topic, story};
use crate::fact::{Digest, Fact};
use crate::lexicon::Lexicon;
use crate::value::{Axis, Bound, Hedge, Interval, Quantity, Rational};
use line::Line;

/// How the parts give the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// All parts together.
    Sum,
    /// The first part without the others.
    Difference,
    /// The first part as a share of the second.
    Share,
    /// The way between the ends of a change, as a share of the end that it starts from.
    Growth,
    /// The way between the ends of a change.
    Step,
    /// The time between two days.
    Length,
    /// The votes of both sides.
    Split,
    /// The same value in another unit.
    Conversion,
}

impl Operation {
    /// Its name, as the wording has it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Difference => "difference",
            Self::Share => "share",
            Self::Growth => "growth",
            Self::Step => "step",
            Self::Length => "length",
            Self::Split => "split",
            Self::Conversion => "conversion",
        }
    }
}

/// Figures that the words of an article tie to each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Equation {
    /// How the parts give the result.
    pub operation: Operation,
    /// The parts, in order.
    pub parts: Vec<Quantity>,
    /// The result that the article gives.
    pub total: Quantity,
    /// Whether the parts are all that there is, so that they may not fall short of the total.
    pub complete: bool,
}

/// What an equation comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The result in the base unit of the total's axis, as far as the parts are known.
    pub is: Interval,
    /// The result with each part as written.
    pub about: Rational,
}

impl Equation {
    /// What the parts come to, where that cannot be the total. `tolerance` widens conversions.
    pub fn fault(&self, tolerance: Rational) -> Option<Outcome> {
        let mut outcome = self.outcome(tolerance)?;
        let total = match self.operation {
            Operation::Share | Operation::Growth => lenient(&self.total),
            Operation::Length if self.total.hedge.is_none() => {
                let closed = |b: Option<Bound>| b.map(|b| Bound { open: false, ..b });
                Interval { low: closed(self.total.hard.low), high: closed(self.total.hard.high) }
            }
            _ => room(&self.total),
        };
        if !self.complete {
            outcome.is.high = None;
        }
        (!outcome.is.meets(&total)).then_some(outcome)
    }

    /// What the parts come to.
    fn outcome(&self, tolerance: Rational) -> Option<Outcome> {
        let parts = self.rooms();
        let at: Vec<Rational> = self.parts.iter().map(middle).collect::<Option<_>>()?;
        let sum = |list: &[Interval]| list.iter().copied().reduce(plus);
        let (is, about) = match self.operation {
            Operation::Sum | Operation::Split => (sum(&parts)?, at.iter().sum()),
            Operation::Difference => {
                let rest = sum(parts.get(1..)?)?.map(-ONE, ZERO)?;
                (plus(parts[0], rest), at[0] - at[1..].iter().sum::<Rational>())
            }
            Operation::Share => {
                let (a, b) = (ends(*parts.first()?)?, ends(*parts.get(1)?)?);
                (at[1] > ZERO && b.0 > ZERO && a.0 >= ZERO).then_some(())?;
                (Interval::closed(a.0 / b.1, a.1 / b.0), at[0] / at[1])
            }
            Operation::Growth => {
                let (a, b) = (ends(*parts.first()?)?, ends(*parts.get(1)?)?);
                (at[0] > ZERO && a.0 > ZERO && b.0 > ZERO).then_some(())?;
                let (least, most) = (b.0 / a.1 - ONE, b.1 / a.0 - ONE);
                let is = if least < ZERO { Interval::closed(-most, -least) } else { Interval::closed(least, most) };
                let about = at[1] / at[0] - ONE;
                (is, if about < ZERO { -about } else { about })
            }
            Operation::Step => {
                let is = plus(*parts.get(1)?, parts[0].map(-ONE, ZERO)?);
                let about = at[1] - at[0];
                if about < ZERO { (is.map(-ONE, ZERO)?, -about) } else { (is, about) }
            }
            Operation::Length => {
                let (from, to) = (parts.first()?, parts.get(1)?);
                let (first, last) = (from.low?.at, to.high?.at - ONE);
                let (end, begin) = (to.low?.at, from.high?.at - ONE);
                let slack = slack(&self.total);
                let is = Interval {
                    low: Some(Bound { at: end - begin - slack, open: slack <= ONE && hours(&self.total) }),
                    high: Some(Bound { at: last - first + slack, open: slack <= ONE && hours(&self.total) }),
                };
                (is, (end - begin + last - first) / Rational::from_integer(2))
            }
            Operation::Conversion => {
                let part = parts.first()?;
                let less = part.map(ONE - tolerance, ZERO)?;
                (less.hull(&part.map(ONE + tolerance, ZERO)?), at[0])
            }
        };
        Some(Outcome { is, about })
    }

    /// What each part may be. Counts in one list are written alike: the finest tells how fine they are.
    fn rooms(&self) -> Vec<Interval> {
        let small = |q: &Quantity| q.axis.counts() && q.number.is_some_and(|n| n < Rational::from_integer(100_000));
        let finest = self.parts.iter().map(|q| q.step).min().filter(|_| self.parts.iter().all(small));
        let parts = self.parts.iter().map(|q| match finest {
            Some(step) if q.hedge.is_none() => room(&Quantity { step, ..q.clone() }),
            _ => room(q),
        });
        parts.collect()
    }
}

const ZERO: Rational = Rational::new_raw(0, 1);
const ONE: Rational = Rational::new_raw(1, 1);

impl Axis {
    /// Whether its values are plain numbers.
    fn counts(&self) -> bool {
        matches!(self, Axis::Count | Axis::Number)
    }
}

/// Where the true value may lie, rounding and hedge taken in.
fn room(q: &Quantity) -> Interval {
    let half = q.step / Rational::from_integer(2);
    let wide = |i: Interval| Interval {
        low: i.low.map(|b| Bound { at: b.at - half, ..b }),
        high: i.high.map(|b| Bound { at: b.at + half, ..b }),
    };
    match q.hedge {
        None | Some(Hedge::Exact | Hedge::Range) => wide(q.hard),
        Some(Hedge::About | Hedge::Nearly | Hedge::JustOver | Hedge::Vague) => {
            let typical = wide(q.typical);
            q.number.and_then(|_| middle(q)).map_or(typical, |at| typical.hull(&Interval::point(at)))
        }
        Some(Hedge::Over | Hedge::AtLeast) => Interval { high: None, ..wide(q.hard) },
        Some(Hedge::Under | Hedge::AtMost) => Interval { low: None, ..wide(q.hard) },
    }
}

/// As [`room`], for a share that may have been cut and not rounded.
fn lenient(q: &Quantity) -> Interval {
    let i = room(&Quantity { step: q.step + q.step, ..q.clone() });
    let closed = |b: Option<Bound>| b.map(|b| Bound { open: false, ..b });
    Interval { low: closed(i.low), high: closed(i.high) }
}

/// The value as written, in the base unit.
fn middle(q: &Quantity) -> Option<Rational> {
    let ends = (q.hard.low.map(|b| b.at), q.hard.high.map(|b| b.at));
    match ends {
        (Some(a), Some(b)) => Some((a + b) / Rational::from_integer(2)),
        (a, b) => a.or(b).or_else(|| Some((q.typical.low?.at + q.typical.high?.at) / Rational::from_integer(2))),
    }
}

fn ends(i: Interval) -> Option<(Rational, Rational)> {
    Some((i.low?.at, i.high?.at))
}

fn plus(a: Interval, b: Interval) -> Interval {
    let end = |a: Option<Bound>, b: Option<Bound>| Some(Bound { at: a?.at + b?.at, open: a?.open || b?.open });
    Interval { low: end(a.low, b.low), high: end(a.high, b.high) }
}

fn hours(length: &Quantity) -> bool {
    matches!(length.unit.as_deref(), Some("hour" | "minute" | "second"))
}

/// Days by which a length of time may differ from the days between its ends: first and last may count, and a year that has
/// begun may too.
fn slack(length: &Quantity) -> Rational {
    Rational::from_integer(match length.unit.as_deref() {
        Some("decade") => 3660,
        Some("year") => 366,
        Some("quarter") => 92,
        Some("month") => 31,
        Some("week") => 6,
        _ => 1,
    })
}

/// An equation as it was found in an article.
struct Found {
    equation: Equation,
    /// Indices of the facts of the article: of the parts, as far as they are facts, then of the total.
    facts: Vec<usize>,
    /// Whether the words tie parts and total so that the equation stands on its own.
    sure: bool,
}

/// All equations, those that add up too; the order of the articles decides nothing.
pub fn questions(lexicon: &Lexicon, digests: &[Digest]) -> Vec<Question> {
    let mut found: Vec<(usize, Found)> = Vec::new();
    for (article, digest) in digests.iter().enumerate() {
        let mut sentences: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (i, fact) in digest.facts.iter().enumerate() {
            sentences.entry(fact.locator.sentence).or_default().push(i);
        }
        let lines: Vec<Line> = sentences.iter().map(|(n, facts)| Line::read(lexicon, digest, *n, facts)).collect();
        for (n, line) in lines.iter().enumerate() {
            let before = n.checked_sub(1).map(|m| &lines[m]).filter(|b| b.sentence + 1 == line.sentence);
            let mut own = sum::find(lexicon, line, before);
            own.extend(tied::find(lexicon, line, before));
            found.extend(own.into_iter().map(|f| (article, f)));
        }
    }
    let echoes: Vec<bool> = found.iter().map(|(a, f)| echoed(digests, *a, f, &found)).collect();
    for ((_, f), echoed) in found.iter_mut().zip(echoes) {
        // A list that is given elsewhere is complete, as it adds up there.
        f.equation.complete |= echoed;
        f.sure |= echoed;
    }
    let sure = found.into_iter().filter(|(_, f)| f.sure);
    sure.map(|(article, f)| question(digests, article, f)).collect()
}

/// Whether another article gives the same list and it adds up there, with one other item or another total.
fn echoed(digests: &[Digest], article: usize, found: &Found, all: &[(usize, Found)]) -> bool {
    // Another article on the event, and no second copy of this one.
    let related = |a: usize| {
        digests[a].sentences != digests[article].sentences
            && story::likeness(&digests[a], &digests[article]) >= story::ONE_STORY
    };
    let values = |e: &Equation| {
        let mut list: Vec<Option<Rational>> = e.parts.iter().map(middle).collect();
        list.sort_unstable();
        list
    };
    let (own, total) = (values(&found.equation), middle(&found.equation.total));
    all.iter().any(|(a, other)| {
        let e = &other.equation;
        if *a == article || e.operation != found.equation.operation || e.total.axis != found.equation.total.axis {
            return false;
        }
        let whole = Equation { complete: true, ..e.clone() };
        let (theirs, sum) = (values(e), middle(&e.total));
        let mut rest = own.clone();
        let shared = theirs.iter().filter(|v| rest.iter().position(|r| r == *v).map(|i| rest.remove(i)).is_some());
        let shared = shared.count();
        let same = related(*a)
            && own.len() == theirs.len()
            && (if sum == total { shared + 1 >= own.len() } else { shared == own.len() });
        same && e.parts.iter().all(|q| q.hedge.is_none()) && whole.fault(ZERO).is_none()
    })
}

fn question(digests: &[Digest], article: usize, found: Found) -> Question {
    let facts: Vec<&Fact> = found.facts.iter().map(|i| &digests[article].facts[*i]).collect();
    let thing = facts.iter().rev().find_map(|f| f.thing.as_ref()).map(|t| t.key.as_str()).unwrap_or_default();
    let key = format!("{}|{thing}", found.equation.operation.id());
    let answer = |(n, index): (usize, &usize)| Answer { article, index: *index, part: n, reason: String::new() };
    let answers = found.facts.iter().enumerate().map(answer).collect();
    Question { topic: Topic::Equation(Box::new(found.equation)), key, answers, confidence: 0.95, reasons: Vec::new() }
}

#[cfg(test)]
mod tests;
