//! A sentence as a row of values, words and signs.

use compact_str::CompactString;

use crate::fact::{Digest, Fact};
use crate::lexicon::numbers::Part;
use crate::lexicon::{Class, Lexicon};
use crate::value::{Axis, Change, Interval, Quantity, Rational};

/// One step of the row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// A fact, by its index in the article.
    Value(usize),
    /// The word that is also a number.
    One,
    /// A word in small letters.
    Word(CompactString),
    /// Anything else that is no space.
    Mark(char),
}

/// A sentence with the facts that stand in it.
pub(super) struct Line<'a> {
    pub digest: &'a Digest,
    /// Index of the sentence in the article.
    pub sentence: u32,
    pub steps: Vec<Step>,
    lexicon: &'a Lexicon,
}

impl<'a> Line<'a> {
    /// Reads sentence `sentence`; `facts` are those that stand in it.
    pub(super) fn read(lexicon: &'a Lexicon, digest: &'a Digest, sentence: u32, facts: &[usize]) -> Self {
        let text = digest.sentences.get(sentence as usize).map_or("", |s| s.text.as_str());
        let mut values: Vec<(usize, usize, usize)> = facts
            .iter()
            .filter_map(|i| {
                let fact = &digest.facts[*i];
                // The locator covers the thing too, and may begin with it: the last place of the words is the value's own
                // where the thing stands before it.
                let within = &fact.locator.text;
                let at = fact.locator.offset as usize + within.rfind(fact.written.as_str())?;
                Some((at, at + fact.written.len(), *i))
            })
            .collect();
        values.sort_unstable();
        let mut steps = Vec::new();
        let mut at = 0;
        for (start, end, fact) in values {
            if start < at || end > text.len() {
                continue;
            }
            words(lexicon, text.get(at..start).unwrap_or_default(), &mut steps);
            steps.push(Step::Value(fact));
            at = end;
        }
        words(lexicon, text.get(at..).unwrap_or_default(), &mut steps);
        Self { digest, sentence, steps, lexicon }
    }

    pub(super) fn fact(&self, i: usize) -> &'a Fact {
        &self.digest.facts[i]
    }

    /// The fact at a step, where one stands there.
    pub(super) fn value(&self, at: usize) -> Option<usize> {
        match self.steps.get(at) {
            Some(Step::Value(i)) => Some(*i),
            _ => None,
        }
    }

    /// Steps at which facts stand.
    pub(super) fn values(&self) -> impl DoubleEndedIterator<Item = (usize, usize)> + '_ {
        self.steps.iter().enumerate().filter_map(|(at, s)| match s {
            Step::Value(i) => Some((at, *i)),
            _ => None,
        })
    }

    /// Whether a word of the class stands at a step.
    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        matches!(self.steps.get(at), Some(Step::Word(w)) if self.lexicon.grammar.is(w, class))
    }

    /// Which way a word at a step says that a value moved.
    pub(super) fn moves(&self, at: usize) -> Option<Change> {
        let Some(Step::Word(word)) = self.steps.get(at) else { return None };
        let parts = self.lexicon.quantities.word(word).parts;
        let way = [(Part::Up, Change::Up), (Part::Down, Change::Down)];
        way.into_iter().find(|(part, _)| parts.has(*part)).map(|(_, change)| change)
    }

    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.steps.get(at) {
            Some(Step::Mark(c)) => Some(*c),
            _ => None,
        }
    }

    /// Whether a word as written belongs to the class.
    pub(super) fn says(&self, word: &str, class: Class) -> bool {
        self.lexicon.grammar.is(&word.to_lowercase(), class)
    }

    /// Whether a word of the class stands among the steps.
    pub(super) fn any(&self, range: std::ops::Range<usize>, class: Class) -> bool {
        range.into_iter().any(|at| self.is(at, class))
    }
}

fn words(lexicon: &Lexicon, text: &str, steps: &mut Vec<Step>) {
    let mut word = CompactString::default();
    let close = |word: &mut CompactString, steps: &mut Vec<Step>| {
        if !word.is_empty() {
            let word = std::mem::take(word);
            steps.push(if lexicon.grammar.is(&word, Class::One) { Step::One } else { Step::Word(word) });
        }
    };
    for c in text.chars() {
        if c.is_alphanumeric() || c == '&' {
            word.extend(c.to_lowercase());
        } else {
            close(&mut word, steps);
            if !c.is_whitespace() && !matches!(c, '"' | '“' | '”' | '*' | '_') {
                steps.push(Step::Mark(c));
            }
        }
    }
    close(&mut word, steps);
}

/// Whether two values can be added.
pub(super) fn alike(a: &Quantity, b: &Quantity) -> bool {
    let counts = |q: &Quantity| q.axis.counts();
    let axes = counts(a) && counts(b) || a.axis == b.axis && matches!(a.axis, Axis::Money(_) | Axis::Measure(_));
    let plain = |q: &Quantity| {
        q.per.is_none()
            && q.change.is_none()
            && !q.limit
            && q.pair.is_none()
            && q.number.is_some()
            && q.hard != Interval::ALL
    };
    axes && plain(a) && plain(b)
}

/// The number one, as a count.
pub(super) fn one() -> Quantity {
    let one = Rational::from_integer(1);
    Quantity {
        axis: Axis::Count,
        number: Some(one),
        step: Rational::from_integer(0),
        unit: None,
        hard: Interval::point(one),
        typical: Interval::point(one),
        hedge: None,
        change: None,
        limit: false,
        per: None,
        pair: None,
    }
}
