//! Mentions of texts given as JSON lines, as JSON lines: what `factlint mentions` reads and writes.

use compact_str::CompactString;
use num_traits::ToPrimitive;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::article::{Block, BlockKind};
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::syntax::{Model, Tree};
use crate::text::{self, Sentence};
use crate::value::calendar::date;
use crate::value::{Axis, Bound, Hedge, Interval, Quantity, Rational};

use super::{Context, Kind, Mention, Value, noun, quantities_parsed};

/// One text.
#[derive(Debug, Deserialize)]
struct Input {
    id: Json,
    text: String,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    place: Option<String>,
    #[serde(default)]
    source: Option<String>,
}

/// The mentions of one text.
#[derive(Debug, Serialize)]
struct Output<'a> {
    id: &'a Json,
    mentions: Vec<Row<'a>>,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    kind: Kind,
    value: Json,
    unit: Option<CompactString>,
    noun: Option<&'a str>,
    hedge: Option<Hedge>,
    change: bool,
    hard: Option<Ends>,
    typical: Option<Ends>,
    low: Json,
    high: Json,
}

#[derive(Clone, Debug, Serialize)]
struct Ends {
    low: Json,
    high: Json,
    low_open: bool,
    high_open: bool,
}

/// Reads one line `{"id", "text", "published"?, "place"?, "source"?}` and writes its line of mentions.
///
/// # Errors
/// What is wrong with the line.
pub fn line(lexicon: &Lexicon, input: &str) -> Result<String, serde_json::Error> {
    let input: Input = serde_json::from_str(input)?;
    let context = Context {
        published: input.published.as_deref().and_then(|d| d.get(..10)?.parse().ok()),
        place: input.place.map(|p| p.to_lowercase().into()),
        outlet: input.source.map(|p| p.to_lowercase().into()),
        day_first: false,
        pounds: false,
    };
    let mut rows = Vec::new();
    for sentence in sentences(lexicon, &input.text) {
        let forms: Vec<&str> = sentence.tokens.iter().map(|t| t.span.of(&input.text)).collect();
        let words = Model::english().parse(&forms);
        let tree = Tree::new(&input.text, &sentence, &words);
        for mention in quantities_parsed(lexicon, &context, &tree) {
            let noun = noun(&tree, &mention).map(|i| forms[i]);
            rows.push(row(lexicon, &input.text, &mention, noun));
        }
    }
    serde_json::to_string(&Output { id: &input.id, mentions: rows })
}

/// The sentences of a text that is paragraphs, one a line.
fn sentences(lexicon: &Lexicon, text: &str) -> Vec<Sentence> {
    let mut at = 0;
    let mut blocks = Vec::new();
    for line in text.split('\n') {
        blocks.push(Block { span: Span::new(at, at + line.len()), kind: BlockKind::Paragraph });
        at += line.len() + 1;
    }
    text::sentences(lexicon, text, &blocks)
}

fn row<'a>(lexicon: &Lexicon, text: &'a str, m: &Mention, noun: Option<&'a str>) -> Row<'a> {
    let Value::Quantity(q) = &m.value else {
        return Row {
            start: m.span.start,
            end: m.span.end,
            text: m.span.of(text),
            kind: m.kind,
            value: Json::Null,
            unit: None,
            noun: None,
            hedge: None,
            change: false,
            hard: None,
            typical: None,
            low: Json::Null,
            high: Json::Null,
        };
    };
    let shown = Shown::new(lexicon, q);
    let ends = |i: Interval| (i != Interval::ALL).then(|| shown.ends(i));
    let (hard, typical) = (ends(q.hard), ends(q.typical));
    let (low, high) =
        hard.as_ref().or(typical.as_ref()).map_or((Json::Null, Json::Null), |e| (e.low.clone(), e.high.clone()));
    // Of a range the middle.
    let middle = match (q.hedge, q.typical.low, q.typical.high) {
        (Some(Hedge::Range), Some(a), Some(b)) => Some((a.at + b.at) / Rational::from_integer(2)),
        _ => None,
    };
    let value = match q.axis {
        Axis::Date => q.number.filter(|_| matches!(shown.unit, Some("year" | "decade"))).map_or(Json::Null, json),
        Axis::TimeOfDay => Json::Null,
        _ => q.number.map(|n| shown.written(n)).or(middle.map(|m| shown.number(m))).unwrap_or(Json::Null),
    };
    Row {
        start: m.span.start,
        end: m.span.end,
        text: m.span.of(text),
        kind: m.kind,
        value,
        unit: shown.unit.map(CompactString::from),
        noun,
        hedge: q.hedge,
        change: q.change.is_some(),
        hard,
        typical,
        low,
        high,
    }
}

/// How the numbers of a quantity are given: from base units back to the unit as written.
struct Shown<'a> {
    axis: &'a Axis,
    unit: Option<&'a str>,
    factor: Rational,
    offset: Rational,
    /// How many of the shown unit the written one is: parts of an hour are given in minutes.
    finer: Rational,
}

impl<'a> Shown<'a> {
    fn new(lexicon: &'a Lexicon, q: &'a Quantity) -> Self {
        let one = Rational::from_integer(1);
        let mut shown =
            Self { axis: &q.axis, unit: q.unit.as_deref(), factor: one, offset: Rational::from_integer(0), finer: one };
        let tables = &lexicon.quantities;
        match (&q.axis, shown.unit) {
            (Axis::Money(_), Some(_)) => {
                if let (Some(n), Some(at)) = (q.number, q.hard.value())
                    && at != n
                    && n != Rational::from_integer(0)
                {
                    shown.factor = at / n;
                }
            }
            (Axis::Duration, Some(id)) => {
                if let Some(u) = tables.unit(id) {
                    shown.factor = u.factor;
                    let steps: &[(&str, &str, i128)] =
                        &[("hour", "minute", 60), ("minute", "second", 60), ("day", "hour", 24)];
                    if let Some((_, to, n)) =
                        steps.iter().find(|s| s.0 == id && q.number.is_some_and(|v| !v.is_integer()))
                    {
                        (shown.unit, shown.finer) = (Some(*to), Rational::from_integer(*n));
                        shown.factor /= shown.finer;
                    }
                }
            }
            // Times are given as on the clock of their zone.
            (Axis::TimeOfDay, _) => {
                if let (Some(n), Some(at), false) = (q.number, q.hard.low, q.hard == Interval::ALL) {
                    shown.offset = at.at - n;
                }
            }
            (Axis::Age, Some(id)) => {
                if let (Some(u), Some(year)) = (tables.unit(id), tables.unit("year")) {
                    shown.factor = u.factor / year.factor;
                }
            }
            (_, Some(id)) => {
                if let Some(u) = tables.unit(id) {
                    shown.factor = u.factor;
                    if q.change.is_none() {
                        shown.offset = u.offset.unwrap_or(shown.offset);
                    }
                }
            }
            _ => {}
        }
        shown
    }

    fn written(&self, n: Rational) -> Json {
        json(n * self.finer)
    }

    fn number(&self, base: Rational) -> Json {
        match self.axis {
            Axis::Date => i64::try_from(base.floor().to_integer())
                .ok()
                .and_then(date)
                .map_or(Json::Null, |d| d.to_string().into()),
            Axis::TimeOfDay => {
                let seconds = ((base - self.offset) * Rational::from_integer(60)).to_integer();
                format!("{:02}:{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60).into()
            }
            _ => json((base - self.offset) / self.factor),
        }
    }

    fn ends(&self, i: Interval) -> Ends {
        let end = |b: Option<Bound>| b.map_or(Json::Null, |b| self.number(b.at));
        Ends {
            low: end(i.low),
            high: end(i.high),
            low_open: i.low.is_none_or(|b| b.open),
            high_open: i.high.is_none_or(|b| b.open),
        }
    }
}

fn json(n: Rational) -> Json {
    if n.is_integer()
        && let Ok(whole) = i64::try_from(*n.numer())
    {
        return whole.into();
    }
    n.to_f64().map_or(Json::Null, Json::from)
}
