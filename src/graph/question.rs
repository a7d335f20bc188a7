//! Facts to questions: which facts of which articles answer the same one.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::Serialize;

use super::align::Weights;
use super::bond::{self, Bond, Bonds};
use super::candidate::{Confirmed, Pair, agree, with_themselves};
use super::cluster::Clusters;
use super::feature::{Feature, Features};
use super::sides::{Answers, FLOOR, Judged};
use crate::article::Meta;
use crate::fact::{Digest, Fact};
use crate::lexicon::Lexicon;
use crate::mention::NameKind;

/// A question with all answers that were found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// What sort of question.
    pub topic: Topic,
    /// What is asked of whom, in normalised words; part of the fingerprint.
    pub key: String,
    /// The answers, by article and place.
    pub answers: Vec<Answer>,
    /// How likely they answer one question, 0 to 1.
    pub confidence: f32,
    /// Why they were taken for one question.
    pub reasons: Vec<String>,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// How much, how many, when.
    Figure,
    /// How is the name spelled?
    Name(NameKind),
    /// What is this person's role?
    Role,
    /// Do these figures add up? The last answer is the result.
    Equation(Box<super::arithmetic::Equation>),
}

/// One answer: a fact, or a form of an entity's name, or a role of an entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Answer {
    /// Index of the article.
    pub article: usize,
    /// Index of the fact or the entity.
    pub index: usize,
    /// Index of the form or role of the entity; 0 for facts.
    pub part: usize,
    /// Why it belongs here.
    pub reason: String,
}

/// Questions about figures.
pub(super) struct Figures {
    pub questions: Vec<Question>,
    pub compared: usize,
}

/// Likelihood of a clash that stands although one article states both answers.
const SURE: f32 = 0.8;

/// How much likelier a clash must be than an agreement with the same fact to stand beside it.
const MARGIN: f32 = 0.3;

/// An aligned pair of facts.
struct Edge<'a> {
    a: usize,
    b: usize,
    score: f32,
    agree: bool,
    features: &'a Features,
    reasons: Vec<Feature>,
}

/// A fact and where it stands.
struct Told<'a> {
    article: usize,
    meta: &'a Meta,
    fact: &'a Fact,
}

/// Groups the facts of all articles by question.
pub(super) fn figures(
    lexicon: &Lexicon,
    weights: &Weights,
    digests: &[Digest],
    pairs: Vec<Pair>,
    bonds: Option<&mut Bonds>,
) -> Figures {
    let pairs = with_themselves(pairs, digests.len());
    let first: Vec<usize> = digests.iter().scan(0, |n, d| Some(std::mem::replace(n, *n + d.facts.len()))).collect();
    let bonds = bond::all(lexicon, weights, digests, &pairs, bonds);
    let mut confirmed = Confirmed::default();
    for (pair, bond) in pairs.iter().zip(&bonds) {
        bond.confirmed.iter().for_each(|(i, j)| confirmed.add((pair.a, *i as usize), (pair.b, *j as usize)));
    }
    // Each pair by its two articles.
    let judge = |(pair, bond): (&Pair, Bond)| {
        let likely = bond.likely.into_iter().filter_map(|mut c| {
            let (a, b) = ((pair.a, c.a as usize), (pair.b, c.b as usize));
            confirmed.measure(a, b, &mut c.features);
            let odds = weights.odds(c.agree, &c.features);
            let judged = Judged { a, b, agree: c.agree, odds };
            let kept = if c.agree { weights.enough(true, weights.score(true, &c.features)) } else { odds >= FLOOR };
            kept.then_some((judged, c.features))
        });
        likely.collect::<Vec<_>>()
    };
    let judged: Vec<Vec<(Judged, Features)>> = pairs.par_iter().zip(bonds).map(judge).collect();
    let weighed = judged.par_iter().map(|all| {
        let mut found = Vec::new();
        let mut likely = Vec::new();
        for (j, features) in all {
            let score = weights.score(j.agree, features);
            let (a, b) = (first[j.a.0] + j.a.1, first[j.b.0] + j.b.1);
            if !j.agree && weights.near(score) {
                likely.push((a.min(b), a.max(b)));
            }
            found.push(Edge { a, b, score, agree: j.agree, features, reasons: Vec::new() });
        }
        settle(&mut found);
        (found, likely)
    });
    let weighed: Vec<_> = weighed.collect();
    let mut edges = Vec::new();
    let mut likely: FxHashSet<(usize, usize)> = FxHashSet::default();
    for (found, near) in weighed {
        edges.extend(found);
        likely.extend(near);
    }
    let facts = digests.iter().enumerate();
    let told = facts.flat_map(|(article, d)| d.facts.iter().map(move |fact| Told { article, meta: &d.meta, fact }));
    let told: Vec<Told> = told.collect();
    let pairwise: Vec<Judged> = judged.iter().flatten().map(|(j, _)| *j).collect();
    let fact = |place: (usize, usize)| &told[first[place.0] + place.1];
    let answers = Answers::new(&pairwise, |p, q| may_be_one(fact(p), fact(q)));
    let sides = answers.measure(&pairwise);
    let place = |i: usize| (told[i].article, i - first[told[i].article]);
    // Each clash once more, by all facts of the two answers that it stands between.
    for e in edges.iter_mut().filter(|e| !e.agree) {
        let (x, y) = (answers.of(place(e.a)), answers.of(place(e.b)));
        e.score = sides.get(&(x.min(y), x.max(y))).map_or(0.0, |sides| weights.sides(sides));
    }
    edges.retain(|e| weights.enough(e.agree, e.score));
    let answer = |i: usize| answers.of(place(i));
    let answer: Vec<usize> = (0..told.len()).map(answer).map(|(article, index)| first[article] + index).collect();
    // It is costly to say why, and few ask.
    let said = |f: Feature| !lexicon.wording.feature(f.id()).is_empty();
    edges.par_iter_mut().for_each(|e| {
        let spoken = weights.reasons(e.agree, e.features).into_iter().filter(|(f, w)| *w > 0.0 && said(*f));
        e.reasons = spoken.map(|(f, _)| f).take(4).collect();
    });
    let compared: BTreeSet<usize> =
        edges.iter().filter(|e| told[e.a].article != told[e.b].article).flat_map(|e| [e.a, e.b]).collect();
    Figures { questions: group(lexicon, &told, &first, &answer, &edges, &likely), compared: compared.len() }
}

/// Of the candidates between two articles, keeps agreements, and clashes that no agreement explains away.
fn settle(found: &mut Vec<Edge>) {
    let order = |e: &Edge| e.score + if e.agree { MARGIN } else { 0.0 };
    found.sort_by(|x, y| order(y).total_cmp(&order(x)).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut agreed: BTreeMap<usize, f32> = BTreeMap::new();
    let mut clashed: BTreeSet<usize> = BTreeSet::new();
    found.retain(|e| {
        if e.agree {
            for i in [e.a, e.b] {
                let best = agreed.entry(i).or_insert(0.0);
                *best = best.max(e.score);
            }
            return true;
        }
        // A fact whose value the other article confirms is not contradicted by another number there.
        if [e.a, e.b].iter().any(|i| agreed.get(i).is_some_and(|best| *best + MARGIN >= e.score)) {
            return false;
        }
        // Each fact clashes with its likeliest counterpart alone.
        if clashed.contains(&e.a) || clashed.contains(&e.b) {
            return false;
        }
        clashed.extend([e.a, e.b]);
        true
    });
}

fn may_be_one(x: &Told, y: &Told) -> bool {
    agree((x.fact, x.meta), (y.fact, y.meta))
}

/// Answers that clash are one question. `answer` gives the answer of each fact, by its first fact.
///
/// Two questions become one only where each answer of the one and each of the other may clash (`likely`), so that one wrong
/// pair does not tie two questions together.
fn group(
    lexicon: &Lexicon,
    told: &[Told],
    first: &[usize],
    answer: &[usize],
    edges: &[Edge],
    likely: &FxHashSet<(usize, usize)>,
) -> Vec<Question> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    answer.iter().enumerate().for_each(|(i, x)| members.entry(*x).or_default().push(i));
    let mut whole = Clusters::new(told.len());
    for (x, list) in &members {
        list.iter().for_each(|i| whole.join(*x, *i));
    }
    let mut clashes: Vec<&Edge> = edges.iter().filter(|e| !e.agree).collect();
    clashes.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    // The answers of each question, by the smallest fact of the question.
    let mut asked: BTreeMap<usize, Vec<usize>> = members.keys().map(|x| (*x, vec![*x])).collect();
    for e in clashes {
        let (x, y) = (answer[e.a], answer[e.b]);
        let (p, q) = (whole.find(e.a), whole.find(e.b));
        if p == q {
            continue;
        }
        // One article that states both answers means two questions, unless its own two facts are what clashes, or the clash
        // is so sure that one of the agreements must be wrong.
        let articles: BTreeSet<usize> = members[&x].iter().map(|i| told[*i].article).collect();
        let both = members[&y].iter().any(|j| articles.contains(&told[*j].article));
        if both && told[e.a].article != told[e.b].article && e.score < SURE {
            continue;
        }
        // "11 of the 21" agrees with 11: 21 is the whole, and no other answer.
        let whole_of = |x: usize, y: usize| {
            let of = |i: &usize| told[*i].fact.value.pair;
            let is = |j: &usize| told[*j].fact.value.number;
            members[&x].iter().any(|i| of(i).is_some() && members[&y].iter().any(|j| of(i) == is(j)))
        };
        if whole_of(x, y) || whole_of(y, x) {
            continue;
        }
        let may = |i: usize, j: usize| likely.contains(&(i.min(j), i.max(j)));
        let linked = |x: &usize, y: &usize| members[x].iter().any(|i| members[y].iter().any(|j| may(*i, *j)));
        if !asked[&p].iter().all(|x| asked[&q].iter().all(|y| linked(x, y))) {
            continue;
        }
        whole.join(e.a, e.b);
        let (keep, gone) = (p.min(q), p.max(q));
        let moved = asked.remove(&gone).unwrap_or_default();
        asked.entry(keep).or_default().extend(moved);
    }
    let mut inside_of: BTreeMap<usize, Vec<&Edge>> = BTreeMap::new();
    for e in edges {
        let (a, b) = (whole.find(e.a), whole.find(e.b));
        if a == b {
            inside_of.entry(a).or_default().push(e);
        }
    }
    let mut questions = Vec::new();
    for set in whole.sets() {
        if set.len() < 2 {
            continue;
        }
        let inside = inside_of.remove(&set[0]).unwrap_or_default();
        let clash = inside.iter().filter(|e| !e.agree).map(|e| e.score).fold(f32::NAN, f32::max);
        let confidence = if clash.is_nan() { inside.iter().map(|e| e.score).fold(0.0, f32::max) } else { clash };
        let mut spoken: BTreeMap<Feature, usize> = BTreeMap::new();
        for e in &inside {
            for f in &e.reasons {
                *spoken.entry(*f).or_default() += 1;
            }
        }
        let mut loudest: Vec<(Feature, usize)> = spoken.into_iter().collect();
        loudest.sort_by(|x, y| y.1.cmp(&x.1).then(x.0.cmp(&y.0)));
        let reasons = loudest.iter().take(REASONS).map(|(f, _)| lexicon.wording.feature(f.id())).collect();
        let list = set.iter().map(|i| {
            let best = inside.iter().filter(|e| e.a == *i || e.b == *i).max_by(|x, y| x.score.total_cmp(&y.score));
            let why =
                best.map(|e| e.reasons.iter().map(|f| lexicon.wording.feature(f.id())).collect::<Vec<_>>().join("; "));
            Answer {
                article: told[*i].article,
                index: i - first[told[*i].article],
                part: 0,
                reason: why.unwrap_or_default(),
            }
        });
        let answers = list.collect();
        questions.push(Question { topic: Topic::Figure, key: key(told, &set), answers, confidence, reasons });
    }
    questions
}

/// Most reasons that are told for one question.
const REASONS: usize = 4;

/// Axis, thing and predicate on which most of the facts agree; ties go to the first in the alphabet.
fn key(told: &[Told], set: &[usize]) -> String {
    let common = |term: &dyn Fn(&Fact) -> Option<CompactString>| {
        let mut counts: BTreeMap<CompactString, usize> = BTreeMap::new();
        for i in set {
            if let Some(t) = term(told[*i].fact) {
                *counts.entry(t).or_default() += 1;
            }
        }
        counts.into_iter().max_by(|x, y| x.1.cmp(&y.1).then(y.0.cmp(&x.0))).map(|(t, _)| t).unwrap_or_default()
    };
    let thing = common(&|f| f.thing.as_ref().map(|t| t.key.clone()));
    let predicate = common(&|f| f.chain.first().map(|t| t.key.clone()));
    format!("{:?}|{thing}|{predicate}", told[set[0]].fact.value.axis)
}
