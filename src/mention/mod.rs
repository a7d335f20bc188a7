//! Sentences to mentions: the spans that carry a value or a name.

mod age;
mod date;
mod hedge;
pub mod jsonl;
mod measure;
mod name;
mod noun;
mod numeral;
mod quantity;
mod range;
mod scan;
mod special;
mod time;

#[cfg(test)]
mod tests;

pub use name::names;
#[cfg(feature = "train")]
pub use name::train as name_training;
pub use noun::noun;

use std::ops::Range;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use jiff::civil::Date;

use crate::article::Article;
use crate::lexicon::Lexicon;
use crate::lexicon::quantities::{Quantities, Starts};
use crate::span::Span;
use crate::syntax::Tree;
use crate::text::Sentence;
use crate::value::{Quantity, Rational};

use scan::Scene;

/// What is known of the article that a sentence stands in.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The day of publication.
    pub published: Option<Date>,
    /// Where it was written, in lower case: tells which dollar is meant.
    pub place: Option<CompactString>,
    /// The outlet, in lower case.
    pub outlet: Option<CompactString>,
    /// Whether numeric dates put the day first ("3/5" is in May).
    pub day_first: bool,
    /// Whether "pounds" without more are money in this article.
    pub pounds: bool,
}

impl Context {
    /// What an article tells of itself: its day, and whether it counts in pounds sterling.
    pub fn of(article: &Article) -> Self {
        Self {
            published: article.meta.published.map(|p| p.date()),
            pounds: article.text.contains('£'),
            ..Self::default()
        }
    }

    /// The currency of a name or sign that several share ("dollar").
    fn currency<'a>(&self, tables: &'a Quantities, unit: &str) -> Option<&'a str> {
        let find = |list: Option<&'a Vec<(CompactString, CompactString)>>, of: &Option<CompactString>| {
            let of = of.as_deref()?;
            list?.iter().find(|(name, _)| of.contains(name.as_str())).map(|(_, code)| code.as_str())
        };
        find(tables.places.get(unit), &self.place).or_else(|| find(tables.outlets.get(unit), &self.outlet))
    }
}

/// What an extractor found: atoms `start..end`.
#[derive(Clone, Debug)]
struct Found {
    start: usize,
    end: usize,
    kind: Kind,
    quantity: Quantity,
}

/// One kind of value: its name, and how it is found at an atom.
struct Extractor {
    #[allow(dead_code)]
    name: &'static str,
    find: fn(&Scene<'_>, &Context, usize) -> Option<Found>,
}

/// All kinds of value, the more particular first.
const EXTRACTORS: &[Extractor] = &[
    Extractor { name: "time", find: time::find },
    Extractor { name: "date", find: date::find },
    Extractor { name: "stopwatch", find: special::stopwatch },
    Extractor { name: "score", find: special::score },
    Extractor { name: "all-but", find: quantity::all_but },
    Extractor { name: "age", find: age::age },
    Extractor { name: "year-under-way", find: special::year_under_way },
    Extractor { name: "plan-size", find: special::plan_size },
    Extractor { name: "multiple", find: special::multiple },
    Extractor { name: "graded", find: special::graded },
    Extractor { name: "quantity", find: quantity::quantity },
    Extractor { name: "ordinal", find: special::ordinal },
];

/// The values of one sentence, in order, none over another.
pub fn quantities(lexicon: &Lexicon, context: &Context, text: &str, sentence: &Sentence) -> Vec<Mention> {
    search(Scene::new(&lexicon.quantities, text, sentence.span), context, sentence)
}

/// As [`quantities`], with the parse of the sentence, which tells of tenses and names.
pub fn quantities_parsed(lexicon: &Lexicon, context: &Context, tree: &Tree<'_>) -> Vec<Mention> {
    search(Scene::parsed(&lexicon.quantities, tree), context, tree.sentence)
}

fn search(scene: Scene<'_>, context: &Context, sentence: &Sentence) -> Vec<Mention> {
    let text = scene.text;
    let mut mentions: Vec<Mention> = Vec::new();
    let mut at = 0;
    'atoms: while at < scene.len() {
        if scene.word(at).starts.has(Starts::IDIOM)
            && let Some((end, ())) = scene.phrase(&scene.tables.idioms, at)
        {
            at = end;
            continue;
        }
        if scene.can_start(at) {
            for extractor in EXTRACTORS {
                let Some(found) = (extractor.find)(&scene, context, at) else { continue };
                if found.end <= found.start || !stands_free(&scene, &found) || !tame(&found.quantity) {
                    continue;
                }
                let span = scene.span(found.start, found.end);
                mentions.push(Mention {
                    span,
                    tokens: tokens(sentence, span),
                    kind: found.kind,
                    value: Value::Quantity(Box::new(found.quantity)),
                    repeats: false,
                });
                at = found.end;
                continue 'atoms;
            }
        }
        at += 1;
    }
    mark_repeats(text, &mut mentions);
    mentions
}

/// The tokens that a span covers or touches.
fn tokens(sentence: &Sentence, span: Span) -> Range<usize> {
    let first = sentence.tokens.partition_point(|t| t.span.end <= span.start);
    let last = sentence.tokens.partition_point(|t| t.span.start < span.end);
    first..last.max(first)
}

/// Whether no letter, digit or joining sign touches what was found.
fn stands_free(s: &Scene<'_>, found: &Found) -> bool {
    let span = s.span(found.start, found.end);
    let before = s.text[..span.start as usize].chars().next_back();
    let after = s.text[span.end as usize..].chars().next();
    let sign = s.mark(found.start).is_some();
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '@');
    if touches(after) || touches(before) && s.glued(found.start) && !sign {
        return false;
    }
    // Part of a name or number with hyphens or slashes: "SCP-173", "555-1234", "5/17/2018".
    if found.start > 1
        && s.glued(found.start)
        && (s.dash(found.start - 1) || s.mark(found.start - 1) == Some('/'))
        && s.glued(found.start - 1)
    {
        let word = found.start - 2;
        let known = s.is(word, crate::lexicon::numbers::Part::Prefix) || s.word(word).cardinal.is_some();
        let other = s.is_word(word) && !known || s.literal(word).is_some();
        if other && s.literal(found.start).is_some() {
            return false;
        }
    }
    let next = found.end;
    let joint = s.dash(next) || s.mark(next) == Some('/');
    let digits_follow = s.literal(next + 1).is_some() && s.glued(next) && s.glued(next + 1);
    !(joint && digits_follow && matches!(found.kind, Kind::Number | Kind::Count | Kind::Fraction))
}

/// Whether the numbers are small enough that nothing overflows later.
fn tame(q: &Quantity) -> bool {
    let ok = |r: Rational| {
        let (n, d) = (r.numer().unsigned_abs(), r.denom().unsigned_abs());
        d <= 1_000_000_000_000_000_000 && n.checked_mul(d).is_some_and(|p| p < 10_u128.pow(34))
    };
    let ends = [q.hard.low, q.hard.high, q.typical.low, q.typical.high];
    ends.into_iter().flatten().all(|b| ok(b.at)) && q.number.is_none_or(ok) && q.pair.is_none_or(ok) && ok(q.step)
}

/// Marks conversions in brackets: "4,200 hectares (10,400 acres)", "HK$3.7 billion (US$473 million)", "nearly half (47%)".
fn mark_repeats(text: &str, mentions: &mut [Mention]) {
    for i in 1..mentions.len() {
        let between = &text[mentions[i - 1].span.end as usize..mentions[i].span.start as usize];
        let after = text[mentions[i].span.end as usize..].trim_start().chars().next();
        if between.trim() != "(" || !matches!(after, Some(')' | ',' | ';')) {
            continue;
        }
        let (Value::Quantity(a), Value::Quantity(b)) = (&mentions[i - 1].value, &mentions[i].value) else { continue };
        use crate::value::Axis;
        let same = match (&a.axis, &b.axis) {
            (Axis::Money(x), Axis::Money(y)) => x != y || a.unit != b.unit,
            (Axis::Measure(x), Axis::Measure(y)) => x == y && a.unit != b.unit,
            (Axis::Share, Axis::Share) => true,
            (Axis::Number | Axis::Count, Axis::Number | Axis::Count) => a.number == b.number,
            _ => false,
        };
        if !same {
            continue;
        }
        // The exact one of the two speaks.
        let vaguer = if a.hedge.is_some() && b.hedge.is_none() && a.axis == Axis::Share { i - 1 } else { i };
        mentions[vaguer].repeats = true;
    }
}

/// A span of a sentence that carries a value or a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands in the article's text, hedge included.
    pub span: Span,
    /// The tokens of the sentence that it covers.
    pub tokens: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// What it says.
    pub value: Value,
    /// Whether it only says the mention beside it once more: a conversion in brackets, or the rounded half of "nearly half
    /// (47%)". It is no fact of its own.
    pub repeats: bool,
}

/// What a mention is; the words of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Kind {
    Number,
    Count,
    Percentage,
    Fraction,
    Money,
    Measurement,
    Date,
    Time,
    Duration,
    Age,
    Ordinal,
    Name,
    Quote,
    Term,
}

/// What a mention says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number with its unit and uncertainty.
    Quantity(Box<Quantity>),
    /// A name with its parts.
    Name(Box<Name>),
}

/// A name as written, and what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Person, place or organisation.
    pub kind: NameKind,
    /// The words of the name itself, without titles and roles ("Ilse Brandvold").
    pub text: CompactString,
    /// Honorifics and titles before it ("Mr", "Dr", "President"), lower case.
    pub titles: Vec<CompactString>,
    /// Roles stated in the same noun phrase or apposition ("US special envoy"), as written, with their spans.
    pub roles: Vec<(Span, CompactString)>,
    /// A person's first given name.
    pub given: Option<CompactString>,
    /// A person's surname with its particles ("van der Laan").
    pub family: Option<CompactString>,
    /// Whether a title, the given name or a pronoun tells of a man or a woman.
    pub gender: Option<Gender>,
    /// Whom or what the roles belong to: employer, country, or the person whose envoy or brother somebody is.
    pub affiliations: Vec<(Span, CompactString)>,
    /// Number of the person, place or organisation in the article: mentions with one number mean the same.
    pub entity: u32,
}

/// Of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Gender {
    Male,
    Female,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameKind {
    /// A human being.
    Person,
    /// A place or country.
    Place,
    /// An organisation, company, agency, party or team.
    Organisation,
    /// Something else with a proper name (a ship, a law, a prize), or unknown.
    Other,
}
