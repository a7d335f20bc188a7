//! Can these amounts, dates or durations all be true?

use std::collections::BTreeSet;

use super::side::{Asked, Draft, Mark};
use super::{Case, Kind};
use crate::article::{BlockKind, Moment};
use crate::fact::{Digest, Fact};
use crate::finding::{Category, Finding, Severity, Side, Verdict};
use crate::graph::Topic;
use crate::lexicon::OverTime;
use crate::lexicon::wording::fill;
use crate::value::{self, Axis, Clash, Quantity};

pub(super) const KIND: Kind = Kind {
    name: "range",
    help: "two amounts, dates or durations that cannot both be true",
    topics: |topic| *topic == Topic::Figure,
    compare,
};

/// An answer with where it leads.
#[derive(Clone, Copy)]
struct Answer<'a> {
    article: usize,
    digest: &'a Digest,
    fact: &'a Fact,
}

/// Answers that agree.
struct Group<'a> {
    members: Vec<Answer<'a>>,
}

impl Group<'_> {
    fn published(&self) -> impl Iterator<Item = Moment> {
        self.members.iter().filter_map(|m| m.digest.meta.published)
    }

    fn articles(&self) -> BTreeSet<usize> {
        self.members.iter().map(|m| m.article).collect()
    }
}

fn compare(case: &Case) -> Option<Finding> {
    let answers: Vec<Answer> = case
        .question
        .answers
        .iter()
        .map(|a| {
            let digest = &case.graph.digests[a.article];
            Answer { article: a.article, digest, fact: &digest.facts[a.index] }
        })
        .collect();
    // A number of which nothing is known is what the others measure.
    let measured = |a: &&Answer| a.fact.value.axis != Axis::Number;
    let some = answers.iter().any(|a| measured(&a));
    if !answers.iter().filter(|a| !some || measured(a)).any(|a| applies(case, a.fact)) {
        return None;
    }
    // A former value is evidence of a revision, not an answer of today.
    let (former, current): (Vec<_>, Vec<_>) = answers.iter().partition(|a| a.fact.stance.former);
    let groups = clashing(case, current);
    let mut explanation = Vec::new();
    if !case.question.reasons.is_empty() {
        let reasons = case.question.reasons.join("; ");
        explanation.push(fill(&case.lexicon.wording.verdict("one-question"), &[("reasons", &reasons)]));
    }
    if groups.len() > 1 {
        let (verdict, hard) = verdict(case, &groups, &former);
        let mut severity = case.severity(verdict);
        if verdict == Verdict::Contradiction && !hard {
            severity = severity.max(Severity::Warning);
        }
        return Some(finding(case, groups, verdict, severity, hard, explanation));
    }
    // Nothing clashes today; a former value that differs is worth a line.
    let mut all: Vec<Answer> = groups.into_iter().flat_map(|g| g.members).collect();
    all.extend(answers.iter().filter(|a| !a.fact.stance.former).copied());
    let old: Vec<Answer> = former.into_iter().copied().collect();
    let now = all.first().copied()?;
    let differs = |a: &Answer| matches!(clash(case, a, &now), Clash::Hard | Clash::Typical);
    let old: Vec<Answer> = old.into_iter().filter(differs).collect();
    if old.is_empty() {
        return None;
    }
    let groups = vec![Group { members: all }, Group { members: old }];
    let severity = case.severity(Verdict::Revised);
    Some(finding(case, groups, Verdict::Revised, severity, true, explanation))
}

/// Whether the rule asks about this fact.
fn applies(case: &Case, fact: &Fact) -> bool {
    let scope = &case.rule.scope;
    let named = |list: &[String], term: Option<&crate::fact::Term>| {
        list.is_empty() || term.is_some_and(|t| list.iter().any(|w| *w == t.key.as_str() || *w == t.lemma.as_str()))
    };
    let around = |word: &String| {
        let terms = fact.terms.iter().map(|(_, t)| t).chain(&fact.thing).chain(&fact.chain);
        terms.into_iter().any(|t| *word == t.key.as_str() || *word == t.lemma.as_str())
    };
    (scope.axis.is_empty() || scope.axis.iter().any(|a| a == axis_id(&fact.value.axis)))
        && named(&scope.thing, fact.thing.as_ref())
        && (scope.predicate.is_empty() || fact.chain.iter().any(|t| named(&scope.predicate, Some(t))))
        && scope.participants.iter().all(around)
        && scope.name.is_empty()
}

/// The name of an axis in `where`.
pub(crate) fn axis_id(axis: &Axis) -> &'static str {
    match axis {
        Axis::Count | Axis::Number | Axis::Multiple => "count",
        Axis::Share => "share",
        Axis::Ordinal => "ordinal",
        Axis::PlanSize => "plan-size",
        Axis::Money(_) => "money",
        Axis::Measure(_) => "measure",
        Axis::Duration => "duration",
        Axis::Age => "age",
        Axis::Date => "date",
        Axis::TimeOfDay => "time-of-day",
        Axis::Score => "score",
    }
}

/// What a finding about such values is about.
pub(crate) fn category(axis: &Axis) -> Category {
    match axis {
        Axis::Share => Category::Percentage,
        Axis::Ordinal => Category::Ordinal,
        Axis::PlanSize => Category::PlanSize,
        Axis::Money(_) => Category::Money,
        Axis::Measure(_) => Category::Measurement,
        Axis::Duration => Category::Duration,
        Axis::Age => Category::Age,
        Axis::Date => Category::Date,
        Axis::TimeOfDay => Category::TimeOfDay,
        Axis::Count | Axis::Number | Axis::Multiple | Axis::Score => Category::Count,
    }
}

/// Whether two answers clash.
fn clash(case: &Case, a: &Answer, b: &Answer) -> Clash {
    a.fact.clash(&a.digest.meta, b.fact, &b.digest.meta, case.rule.tolerance.0)
}

/// Groups of answers that agree, those alone that clash with another group.
fn clashing<'a>(case: &Case, mut answers: Vec<&Answer<'a>>) -> Vec<Group<'a>> {
    // Precise values first, so that a hedged one joins the value that it hedges; then by value, so that the names of the
    // files decide nothing.
    answers.sort_by_cached_key(|a| (a.fact.value.hedge.is_some(), a.fact.value.number.is_none(), norm(&a.fact.value)));
    let mut groups: Vec<Group> = Vec::new();
    for answer in answers {
        let fits =
            |g: &&mut Group| g.members.iter().all(|m| !matches!(clash(case, m, answer), Clash::Hard | Clash::Typical));
        match groups.iter_mut().find(fits) {
            Some(group) => group.members.push(*answer),
            None => groups.push(Group { members: vec![*answer] }),
        }
    }
    let clashes = |g: &Group, h: &Group| {
        g.members.iter().any(|a| h.members.iter().any(|b| matches!(clash(case, a, b), Clash::Hard | Clash::Typical)))
    };
    let keep: Vec<bool> = groups.iter().map(|g| groups.iter().any(|h| !std::ptr::eq(g, h) && clashes(g, h))).collect();
    let mut keep = keep.into_iter();
    groups.retain(|_| keep.next().unwrap_or(false));
    groups
}

/// What the clash means, and whether the values exclude each other by the letter.
fn verdict(case: &Case, groups: &[Group], former: &[&Answer]) -> (Verdict, bool) {
    let hard = groups.iter().enumerate().any(|(i, g)| {
        let rest = &groups[i + 1..];
        rest.iter().any(|h| g.members.iter().any(|a| h.members.iter().any(|b| clash(case, a, b) == Clash::Hard)))
    });
    // Two parties' words side by side in one article.
    let claims = |g: &Group| g.members.iter().all(|m| m.fact.stance.claimed || m.fact.stance.reported);
    let side_by_side = groups.windows(2).any(|w| !w[0].articles().is_disjoint(&w[1].articles()));
    if side_by_side
        && groups.iter().all(claims)
        && groups.iter().any(|g| g.members.iter().any(|m| m.fact.stance.claimed))
    {
        return (Verdict::Disputed, hard);
    }
    if replaced(case, groups, former) { (Verdict::Outdated, hard) } else { (Verdict::Contradiction, hard) }
}

/// Whether the later groups replace the earlier ones: the figure moves that way over time, or a later article calls the
/// old value former.
fn replaced(case: &Case, groups: &[Group], former: &[&Answer]) -> bool {
    let mut order: Vec<&Group> = groups.iter().collect();
    order.sort_by_key(|g| g.published().min());
    let apart = order
        .windows(2)
        .all(|w| matches!((w[0].published().max(), w[1].published().min()), (Some(a), Some(b)) if a.date() < b.date()));
    if !apart {
        return false;
    }
    let told = order
        .first()
        .is_some_and(|g| former.iter().any(|f| g.members.iter().any(|m| clash(case, f, m) == Clash::Agree)));
    if told {
        return true;
    }
    let over_time = case.rule.over_time.unwrap_or_else(|| {
        let facts = groups.iter().flat_map(|g| &g.members).map(|m| m.fact.over_time);
        facts.into_iter().find(|o| *o != OverTime::Fixed).unwrap_or_default()
    });
    let size = |g: &Group| {
        g.members.iter().filter_map(|m| m.fact.value.typical.low.or(m.fact.value.typical.high)).map(|b| b.at).max()
    };
    let grows = order.windows(2).all(|w| size(w[0]) < size(w[1]));
    let shrinks = order.windows(2).all(|w| size(w[0]) > size(w[1]));
    match over_time {
        OverTime::Fixed => false,
        OverTime::Rises => grows,
        OverTime::Falls => shrinks,
        OverTime::Moves => grows || shrinks,
    }
}

fn finding(
    case: &Case,
    groups: Vec<Group>,
    verdict: Verdict,
    severity: Severity,
    hard: bool,
    mut explanation: Vec<String>,
) -> Finding {
    let one_article = groups.iter().flat_map(Group::articles).collect::<BTreeSet<_>>().len() == 1;
    let in_title = |g: &Group| g.members.iter().all(|m| m.fact.block == BlockKind::Title);
    let headline = one_article && groups.iter().any(in_title);
    let best = groups.iter().flat_map(|g| &g.members).max_by_key(|m| (m.fact.thing.is_some(), m.fact.chain.len()));
    let question = best.map(|m| question(m.fact)).unwrap_or_default();
    let mut axes = groups.iter().flat_map(|g| &g.members).map(|m| &m.fact.value.axis);
    let axis = axes.clone().find(|a| **a != Axis::Number).or(axes.next()).cloned().unwrap_or(Axis::Number);
    let asked = match &axis {
        Axis::Measure(dimension) => format!("{} {dimension}", axis_id(&axis)),
        axis => axis_id(axis).to_owned(),
    };
    let mut dates: Vec<(String, Option<Moment>)> = Vec::new();
    let drafts = groups.iter().map(|g| {
        let first = g.members.iter().min_by_key(|m| m.fact.value.hedge.is_some());
        let value = first.map(|m| m.fact.written.to_string()).unwrap_or_default();
        dates.push((value.clone(), g.published().min()));
        Draft {
            value,
            marks: marks(g),
            places: g.members.iter().map(|m| (m.article, m.fact.locator.clone())).collect(),
        }
    });
    let drafts: Vec<Draft> = drafts.collect();
    let mut sides = case.sides(drafts);
    judge(verdict, &mut sides, &dates);
    let template = match verdict {
        Verdict::Outdated => "outdated",
        Verdict::Revised => "revised",
        Verdict::Disputed => "disputed",
        _ if hard => "hard",
        _ => "typical",
    };
    let (a, b) = match verdict {
        // The older value is the one that is replaced.
        Verdict::Outdated => {
            dates.sort_by_key(|(_, at)| *at);
            (dates[0].0.clone(), dates[dates.len() - 1].0.clone())
        }
        Verdict::Revised => (sides.last().map(|s| s.0.value.clone()).unwrap_or_default(), sides[0].0.value.clone()),
        _ => (sides[0].0.value.clone(), sides[1].0.value.clone()),
    };
    explanation.push(fill(&case.lexicon.wording.verdict(template), &[("a", &a), ("b", &b)]));
    let category = if headline { Category::Headline } else { category(&axis) };
    case.finding(verdict, category, severity, Asked { key: &asked, words: question }, explanation, sides)
}

/// Says which side is likely wrong: what a later article replaced, or what fewer independent sources say.
fn judge(verdict: Verdict, sides: &mut [(Side, Vec<Mark>)], dates: &[(String, Option<Moment>)]) {
    match verdict {
        Verdict::Outdated => {
            let newest = dates.iter().max_by_key(|(_, at)| *at).map(|(v, _)| v.clone());
            for (side, _) in sides.iter_mut() {
                side.likely_wrong = Some(Some(&side.value) != newest.as_ref());
            }
        }
        Verdict::Contradiction if sides.len() > 1 && sides[0].0.independent > sides[1].0.independent => {
            for (n, (side, _)) in sides.iter_mut().enumerate() {
                side.likely_wrong = Some(n > 0);
            }
        }
        _ => {}
    }
}

/// The question in words: what is measured, and what is said of it.
fn question(fact: &Fact) -> String {
    let mut words: Vec<String> = Vec::new();
    words.extend(fact.thing.iter().map(|t| t.lemma.to_string()));
    let predicate = fact.chain.iter().map(|t| t.lemma.to_string()).find(|l| !words.contains(l));
    words.extend(predicate);
    let names: Vec<String> =
        fact.terms.iter().filter(|(_, t)| t.name).take(2).map(|(_, t)| capital(&t.lemma)).collect();
    if !names.is_empty() {
        words.push(format!("({})", names.join(" ")));
    }
    words.join(", ").replace(", (", " (")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What a group is known by: its articles in order of publication, so that one that joins later changes nothing; of one
/// day the plainest first.
fn marks(group: &Group) -> Vec<Mark> {
    let mut members: Vec<_> = group
        .members
        .iter()
        .map(|m| {
            let key = |term: Option<&crate::fact::Term>| term.map_or("", |t| t.key.as_str()).to_owned();
            let mark = Mark {
                norm: norm(&m.fact.value),
                about: format!("{}|{}", key(m.fact.thing.as_ref()), key(m.fact.chain.first())),
                names: m.fact.terms.iter().filter(|(_, t)| t.name).map(|(_, t)| t.key.clone()).collect(),
            };
            let published = m.digest.meta.published.map(Moment::date);
            ((published.is_none(), published, m.fact.value.hedge.is_some()), mark)
        })
        .collect();
    members.sort();
    let mut marks = Vec::new();
    for (_, mark) in members {
        if !marks.contains(&mark) {
            marks.push(mark);
        }
    }
    marks
}

/// The value in a form that does not depend on its wording: what its words centre on.
pub(crate) fn norm(quantity: &Quantity) -> String {
    let centre = match (quantity.typical.low, quantity.typical.high) {
        (Some(low), Some(high)) => {
            value::plus(low.at, high.at).and_then(|sum| value::times(sum, value::Rational::new(1, 2)))
        }
        (Some(end), None) | (None, Some(end)) => Some(end.at),
        (None, None) => None,
    };
    let mut norm = match (centre, quantity.number) {
        (Some(centre), _) => centre.to_string(),
        (None, Some(number)) => format!("{number} {}", quantity.unit.as_deref().unwrap_or_default()),
        (None, None) => String::new(),
    };
    if let Some(second) = quantity.pair {
        norm += &format!(" : {second}");
    }
    norm
}
