//! Mentions to facts: what is measured, of whom, where and when, and who says so. Sees one article.
//!
//! [`extract`] is the whole of an article's work and gives a [`Digest`]; all later rooms see digests, never text.

mod antecedent;
mod context;
mod digest;
mod figure;
mod people;
mod scope;
mod stance;
#[cfg(test)]
mod tests;

pub use digest::{Digest, Entity, Form, Locator, RoleMention, SentenceText, VERSION, extract};
pub use scope::Scope;
pub use stance::Stance;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::article::{BlockKind, Meta};
use crate::lexicon::OverTime;
use crate::mention::Kind;
use crate::value::{self, Axis, Clash, Hedge, Quantity, Rational, calendar};

/// One answer by one article, and the words that say so. Never changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// What the mention is called in reports.
    pub kind: Kind,
    /// The answer.
    pub value: Quantity,
    /// The answer as written, with hedge and unit.
    pub written: CompactString,
    /// The noun that is counted or measured, without modifiers.
    pub thing: Option<Term>,
    /// Whether the value describes the thing itself ("a four-year war"), whatever else is said of it.
    pub attribute: bool,
    /// The verbs, event nouns and predicate nouns above the value, nearest first.
    pub chain: Vec<Term>,
    /// Everything else that the words around the value name, with the part it plays.
    pub terms: Vec<(Part, Term)>,
    /// Content words of the sentence with their distance from the value in tokens (up to 255), nearest first.
    pub window: Vec<(u8, Term)>,
    /// How such a figure moves while its event goes on.
    pub over_time: OverTime,
    /// What narrows the value down.
    pub scope: Scope,
    /// Who says it and how firmly.
    pub stance: Stance,
    /// The words that carry the value and what it measures.
    pub locator: Locator,
    /// What sort of text it stands in.
    pub block: BlockKind,
}

/// Days between two articles within which a birthday is not expected.
const FORTNIGHT: i128 = 14;

impl Fact {
    /// Whether two answers can both be true, each as its article gives it: where both days of publication are known, ages
    /// are compared as days of birth. `tolerance` is that of [`value::compare`].
    pub fn clash(&self, meta: &Meta, other: &Fact, its: &Meta, tolerance: Rational) -> Clash {
        let closed = |q: &Quantity| q.axis == Axis::Age && q.hard.low.is_some() && q.hard.high.is_some();
        if closed(&self.value) && closed(&other.value) {
            let born = |meta: &Meta, fact: &Fact| value::birth(meta.published?.date(), &fact.value);
            // The same age in both is no clash, even years apart: it may be told of one day, as that of a death.
            if let (Some(p), Some(q)) = (born(meta, self), born(its, other))
                && !self.value.hard.meets(&other.value.hard)
            {
                return match p.cut(&q) {
                    None => Clash::Hard,
                    // A birthday just between two articles of one fortnight is possible, and rare.
                    Some(both) if both.length().is_some_and(|days| days < Rational::from_integer(FORTNIGHT)) => {
                        Clash::Typical
                    }
                    Some(_) => Clash::Agree,
                };
            }
        }
        if self.value.axis == Axis::Date && self.same_day_of_year(other) {
            return Clash::Agree;
        }
        if self.value.axis == Axis::Date && (self.deictic() || other.deictic()) && self.a_week_apart(other) {
            return Clash::Agree;
        }
        match self.compare(other, tolerance) {
            Clash::Agree if self.overtaken(meta, other, its) || other.overtaken(its, self, meta) => Clash::Typical,
            clash => clash,
        }
    }

    /// Compares the values, where one leaves out what the other tells ("45 hours", "45 hours a week") without it.
    pub fn compare(&self, other: &Fact, tolerance: Rational) -> Clash {
        match value::compare(&self.value, &other.value, tolerance) {
            Clash::Incomparable => {
                let loosely = value::compare_loosely(&self.value, &other.value, tolerance);
                loosely.map_or(Clash::Incomparable, |(_, clash)| clash)
            }
            clash => clash,
        }
    }

    /// Whether both values measure alike, so that they could answer one question.
    pub fn comparable(&self, other: &Fact) -> bool {
        let (a, b) = (&self.value, &other.value);
        // "84 of 97 polls" and "all 97 polls": the whole is another question than the part.
        let whole = |x: &Quantity, y: &Quantity| x.pair.is_some() && x.pair == y.number;
        let apart = whole(a, b) || whole(b, a);
        // "Three others" are others than "four women".
        let counts = [a, b].iter().all(|q| matches!(q.axis, Axis::Count | Axis::Number));
        let apart = apart || counts && self.scope.additional != other.scope.additional && a.number != b.number;
        // 41.8 degrees, told without their unit, are no rival of 40 people.
        let broken = |q: &Quantity| q.axis == Axis::Number && q.number.is_some_and(|n| !n.is_integer());
        let whole = |q: &Quantity| q.axis == Axis::Count && q.number.is_some_and(|n| n.is_integer());
        let apart = apart || broken(a) && whole(b) || broken(b) && whole(a);
        !apart && self.compare(other, Rational::from_integer(0)) != Clash::Incomparable
    }

    /// Whether a date is told by a word alone ("today", "on Friday").
    pub fn deictic(&self) -> bool {
        self.value.axis == Axis::Date && !self.written.contains(|c: char| c.is_ascii_digit())
    }

    /// "June 28" in both, where one leaves the year to be guessed.
    fn same_day_of_year(&self, other: &Fact) -> bool {
        let year = |f: &Fact| f.written.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
        let day = |f: &Fact| {
            let low = f.value.hard.low.filter(|_| f.value.unit.as_deref() == Some("day"))?;
            calendar::date(i64::try_from(low.at.to_integer()).ok()?)
        };
        let same =
            matches!((day(self), day(other)), (Some(a), Some(b)) if (a.month(), a.day()) == (b.month(), b.day()));
        same && !(year(self) && year(other))
    }

    /// "On Monday" may be the last Monday or the coming one.
    fn a_week_apart(&self, other: &Fact) -> bool {
        let day = |f: &Fact| f.value.hard.low.map(|b| b.at);
        matches!((day(self), day(other)), (Some(a), Some(b)) if a - b == Rational::from_integer(7) || b - a == Rational::from_integer(7))
    }

    /// "At least 14" of what grows while an event goes on, where a later article knows of more.
    fn overtaken(&self, meta: &Meta, other: &Fact, its: &Meta) -> bool {
        let floor = matches!(self.value.hedge, Some(Hedge::AtLeast | Hedge::Over));
        let grows = self.over_time == OverTime::Rises || other.over_time == OverTime::Rises;
        let later = matches!((meta.published, its.published), (Some(a), Some(b)) if a.date() < b.date());
        let (low, now) = (self.value.typical.low, other.value.typical.low);
        // "More than 300" may well be 312.
        let beyond = |a: Rational| a + a * Rational::new(3, 20);
        floor && grows && later && matches!((low, now), (Some(a), Some(b)) if b.at > beyond(a.at))
    }
}

/// A content word or part of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Term {
    /// Name of the word's family, or its lemma in lower case: what is compared.
    pub key: CompactString,
    /// The lemma itself, in lower case.
    pub lemma: CompactString,
    /// Whether it is (part of) a proper name.
    pub name: bool,
}

/// The part that a term plays around a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Narrows the thing down ("compulsory redundancies", "the Swedish jobs").
    Modifier,
    /// The whole that a part is taken of.
    Whole,
    /// Who or what does it.
    Subject,
    /// To whom or what it is done.
    Object,
    /// Where, when, with what.
    Oblique,
    /// Elsewhere in the sentence.
    Nearby,
    /// Right beside the value, up to the next value or comma, whatever hangs on what.
    Close,
    /// In the sentence before, or what a pronoun of the sentence stands for.
    Before,
}
