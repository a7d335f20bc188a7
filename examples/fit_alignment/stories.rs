//! Stories with answers, as pairs of facts of which it is known whether they are right.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use factlint::check::Checker;
use factlint::fact::Digest;
use factlint::graph::{Candidate, candidates};
use factlint::source;
use factlint::value::{Axis, Rational, calendar};
use serde_json::Value;

use super::learn::Random;

/// A story, or one with altered values.
pub struct Story {
    /// Its folder.
    pub name: String,
    /// Pairs of articles with their pairs of facts, and whether each is right; none where that is not known.
    pub pairs: Vec<(Vec<Candidate>, Vec<Option<bool>>)>,
    /// Its facts in words, by article.
    pub told: Vec<Vec<String>>,
    /// Its articles.
    pub digests: Vec<Digest>,
    /// Number of the story; one with altered values has that of the one it was made from.
    pub home: usize,
    /// How many of the pairs of articles are its own.
    pub own: usize,
    /// Whether its values were altered.
    pub altered: bool,
    /// Whether nobody has judged its clashes.
    pub unread: bool,
}

/// How often the values of a story are altered, and which share of them each time, in 256ths.
const ALTERED: usize = 2;
const SHARE: u64 = 64;

/// Share of the altered numbers that get a slip of the hand, in 256ths; the others become another number of their size.
const SLIPS: u64 = 90;

/// Share of the altered amounts that get another scale, in 256ths.
const SCALES: u64 = 20;

/// One digit wrong, or two swapped.
fn slipped(old: i128, random: &mut Random) -> i128 {
    let mut digits: Vec<u8> = old.to_string().into_bytes();
    let i = random.next() as usize % digits.len();
    if digits.len() > 1 && random.next().is_multiple_of(2) {
        let j = i.max(1);
        digits.swap(j - 1, j);
    } else {
        digits[i] = b'1' + (random.next() % 9) as u8;
    }
    String::from_utf8_lossy(&digits).parse().unwrap_or(old)
}

/// Half to twice as much, written as finely.
fn rescaled(old: i128, random: &mut Random) -> i128 {
    let share = [50, 60, 70, 80, 90, 95, 106, 115, 125, 140, 160, 200][random.next() as usize % 12];
    let zeros = old.to_string().bytes().rev().take_while(|d| *d == b'0').count() as u32;
    let step = 10i128.pow(zeros);
    let new = (old * share / 100 + step / 2) / step * step;
    if new == old { old + step } else { new.max(1) }
}

/// Days from a day to the same day of another month of that year.
fn to_another_month(day: i128, random: &mut Random) -> i128 {
    let Some(from) = i64::try_from(day).ok().and_then(calendar::date) else { return 30 };
    let month = 1 + (random.next() % 12) as i8;
    let to = from.with().month(month).build().unwrap_or(from);
    i128::from(calendar::days(to) - calendar::days(from))
}

/// The article with some of its values altered as slips and stale copies alter them.
fn alter(digest: &Digest, random: &mut Random) -> Digest {
    let mut digest = digest.clone();
    for fact in &mut digest.facts {
        if random.next() >= SHARE {
            continue;
        }
        let q = &mut fact.value;
        if q.axis == Axis::Date {
            let days = [1, -1, 3, 7, -7, 10, 30, -31, 61, 92, 365, -365, 1096];
            let off = Rational::from_integer(match q.hard.low.filter(|_| random.next() < SLIPS) {
                Some(low) => to_another_month(low.at.to_integer(), random),
                None => days[random.next() as usize % days.len()],
            });
            let one = Rational::from_integer(1);
            if let (Some(hard), Some(typical)) = (q.hard.map(one, off), q.typical.map(one, off)) {
                (q.hard, q.typical) = (hard, typical);
            }
            continue;
        }
        let Some(old) = q.number.filter(|n| n.is_integer() && *n > Rational::from_integer(1)) else { continue };
        let scaled = matches!(q.axis, Axis::Money(_) | Axis::Measure(_)) || old > Rational::from_integer(10_000);
        let new = if scaled && random.next() < SCALES {
            old.to_integer().saturating_mul(1000)
        } else if random.next() < SLIPS {
            slipped(old.to_integer(), random)
        } else {
            rescaled(old.to_integer(), random)
        };
        if new == old.to_integer() {
            continue;
        }
        let factor = Rational::from_integer(new) / old;
        let zero = Rational::from_integer(0);
        if new > 0
            && let (Some(hard), Some(typical)) = (q.hard.map(factor, zero), q.typical.map(factor, zero))
        {
            (q.hard, q.typical, q.number) = (hard, typical, Some(Rational::from_integer(new)));
        }
    }
    digest
}

/// Score by the weights that ship from which a clash of articles without answers may be right.
const OPEN: f32 = 0.65;

/// The pairs of articles on one event that nobody has judged: clashes are rare in print, so that all are taken to be wrong but
/// those that the weights that ship speak for.
pub fn unread(checker: &Checker, folder: &Path, home: usize) -> Story {
    let (files, _) = source::gather(&[folder.to_path_buf()], &source::Walk::default());
    let (mut digests, _) = checker.digests(&files);
    digests.sort_by(|a, b| a.path.cmp(&b.path));
    let wrong = |c: &Candidate| {
        let open = c.agree || checker.weights.score(false, &c.features) >= OPEN;
        (!open).then_some(false)
    };
    let label = |found: Vec<Candidate>| {
        let labels = found.iter().map(wrong).collect();
        (found, labels)
    };
    let pairs = candidates(&checker.lexicon, &checker.weights, &digests).into_iter().map(label).collect();
    let name = folder.display().to_string();
    Story { name, pairs, told: Vec::new(), digests: Vec::new(), home, own: usize::MAX, altered: false, unread: true }
}

/// The labelled pairs of a story.
pub fn read(checker: &Checker, folder: &Path, home: usize) -> Result<Vec<Story>> {
    let docs = folder.join("docs");
    let (files, _) = source::gather(std::slice::from_ref(&docs), &source::Walk::default());
    let (mut digests, _) = checker.digests(&files);
    digests.sort_by(|a, b| a.path.cmp(&b.path));
    let gold: Value = serde_json::from_str(&std::fs::read_to_string(folder.join("gold.json"))?)?;
    let questions = std::fs::read_to_string(folder.join("questions.json")).ok();
    let questions: Option<Value> =
        questions.map(|q| serde_json::from_str(&q)).transpose().with_context(|| folder.display().to_string())?;
    let texts: Vec<String> =
        digests.iter().map(|d| std::fs::read_to_string(PathBuf::from(&d.path))).collect::<Result<_, _>>()?;
    let inside = |spans: &Value, (a, f): (usize, usize)| {
        let digest: &Digest = &digests[a];
        let place = digest.facts[f].locator.place.bytes;
        spans.as_array().into_iter().flatten().any(|s| {
            let text = s["text"].as_str().unwrap_or_default();
            let doc = s["doc"].as_str().unwrap_or_default();
            digest.path.ends_with(&format!("/{doc}"))
                && texts[a]
                    .find(text)
                    .is_some_and(|at| at < place.end as usize && (place.start as usize) < at + text.len())
        })
    };
    let list = |key: &str| gold[key].as_array().cloned().unwrap_or_default();
    let (conflicts, optional) = (list("conflicts"), list("optional"));
    let asked = questions.as_ref().map(|q| q["questions"].as_array().cloned().unwrap_or_default());
    // The questions and conflicts that a fact stands in.
    let mut of: Vec<Vec<Vec<usize>>> = Vec::new();
    for (a, digest) in digests.iter().enumerate() {
        let facts = (0..digest.facts.len()).map(|f| {
            let mut own = Vec::new();
            for (n, c) in conflicts.iter().enumerate() {
                let sides = c["sides"].as_array().cloned().unwrap_or_default();
                own.extend(sides.iter().any(|s| inside(s, (a, f))).then_some(n));
            }
            for (n, q) in asked.iter().flatten().enumerate() {
                own.extend(inside(&q["answers"], (a, f)).then_some(conflicts.len() + n));
            }
            own
        });
        of.push(facts.collect());
    }
    let told: Vec<Vec<String>> = digests
        .iter()
        .map(|d| {
            d.facts
                .iter()
                .map(|f| {
                    format!(
                        "{}: {} [{}] t={} c={:?} {}{}{}{}{}{}{} | {}",
                        d.path.rsplit('/').next().unwrap_or_default(),
                        factlint::value::display(&f.value),
                        f.locator.text,
                        f.thing.as_ref().map_or("-", |t| &t.key),
                        f.chain.iter().map(|t| t.key.as_str()).collect::<Vec<_>>(),
                        if f.scope.additional { "ADD " } else { "" },
                        if f.scope.part { "PART " } else { "" },
                        if f.scope.listed { "LIST " } else { "" },
                        if f.scope.background { "BACK " } else { "" },
                        if f.stance.former { "FORMER " } else { "" },
                        if f.stance.forecast || f.stance.hypothetical { "OPEN " } else { "" },
                        if f.scope.time.is_empty() { "" } else { "TIME " },
                        d.sentences[f.locator.sentence as usize].text.chars().take(260).collect::<String>()
                    )
                })
                .collect()
        })
        .collect();
    let mut stories = Vec::new();
    let mut reached = vec![false; conflicts.len()];
    let mut random = Random(of.iter().map(Vec::len).sum::<usize>() as u64);
    for round in 0..=if asked.is_some() { ALTERED } else { 0 } {
        // Again with some values altered: the questions stay what they were, agreements turn into clashes.
        let altered: Vec<Digest> =
            if round == 0 { digests.clone() } else { digests.iter().map(|d| alter(d, &mut random)).collect() };
        let mut pairs = Vec::new();
        for candidates in candidates(&checker.lexicon, &checker.weights, &altered) {
            let labels = candidates.iter().map(|c| {
                if optional.iter().any(|n| inside(&n["spans"], c.a) && inside(&n["spans"], c.b)) {
                    return None;
                }
                let (x, y) = (&of[c.a.0][c.a.1], &of[c.b.0][c.b.1]);
                let both: Vec<usize> = x.iter().filter(|q| y.contains(q)).copied().collect();
                if !c.agree && round == 0 {
                    both.iter().filter(|q| **q < conflicts.len()).for_each(|q| reached[*q] = true);
                }
                match asked {
                    _ if !both.is_empty() => Some(true),
                    None if c.agree => None,
                    _ => Some(false),
                }
            });
            let labels = labels.collect();
            pairs.push((candidates, labels));
        }
        let name = folder.display().to_string();
        let digests = if round == 0 { digests.clone() } else { Vec::new() };
        stories.push(Story {
            name,
            pairs,
            told: if round == 0 { told.clone() } else { Vec::new() },
            digests,
            home,
            own: usize::MAX,
            altered: round > 0,
            unread: false,
        });
    }
    // What no pair reaches was lost before: in the text or the values.
    let figures = [
        "count",
        "percentage",
        "money",
        "measurement",
        "duration",
        "date",
        "time-of-day",
        "age",
        "ordinal",
        "plan-size",
    ];
    for (n, c) in conflicts.iter().enumerate() {
        if figures.iter().any(|f| c["category"] == **f) && !reached[n] {
            let sides = c["sides"].as_array().cloned().unwrap_or_default();
            let read = |s: &Value| (0..digests.len()).any(|a| (0..digests[a].facts.len()).any(|f| inside(s, (a, f))));
            let read: Vec<bool> = sides.iter().map(read).collect();
            let texts: Vec<_> = sides.iter().map(|s| s[0]["text"].to_string()).collect();
            eprintln!(
                "not reached: {} {} {}: {} (sides read: {read:?}) {texts:?}",
                folder.display(),
                c["id"],
                c["category"],
                c["what"]
            );
        }
    }
    Ok(stories)
}
