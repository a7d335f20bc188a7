//! Do the figures of an article add up?

use super::side::{Asked, Draft, Mark};
use super::{Case, Kind};
use crate::finding::{Category, Finding, Verdict};
use crate::graph::arithmetic::{Equation, Operation, Outcome};
use crate::graph::{Answer, Topic};
use crate::lexicon::wording::fill;
use crate::value::{Axis, Clash, Interval, Quantity, Rational, display};

pub(super) const KIND: Kind = Kind {
    name: "arithmetic",
    help: "figures that one article ties together and that do not add up",
    topics: |topic| matches!(topic, Topic::Equation(_)),
    compare,
};

fn compare(case: &Case) -> Option<Finding> {
    let Topic::Equation(equation) = &case.question.topic else { return None };
    let outcome = equation.fault(case.rule.tolerance.0)?;
    if told_elsewhere(case, equation) {
        return None;
    }
    let (last, parts) = case.question.answers.split_last()?;
    let fact = |index: usize| &case.graph.digests[last.article].facts[index];
    let written = |i: usize| parts.get(i).map(|p| fact(p.index).written.to_string()).unwrap_or_default();
    let shown =
        |i: usize| equation.parts.get(i).map(|q| display(&Quantity { per: None, ..q.clone() })).unwrap_or_default();
    // Days read better as they were written; numbers as numbers.
    let days = equation.operation == Operation::Length;
    let (a, b) = match (days, parts.len()) {
        (true, _) => (written(0), written(1)),
        _ => (shown(0), shown(1)),
    };
    let total = if days { fact(last.index).written.to_string() } else { display(&equation.total) };
    let plus = case.lexicon.wording.equation("plus");
    let listed = equation.parts.iter().map(display).collect::<Vec<_>>().join(&plus);
    let is = result(equation, &outcome);
    let length = is.number.zip(is.unit.as_deref()).filter(|_| days);
    let is = match length {
        Some((n, unit)) => {
            let bare = display(&Quantity { unit: None, number: Some(n), ..is.clone() });
            fill(&case.lexicon.wording.equation(unit), &[("n", &bare)])
        }
        None => display(&is),
    };
    let one_span = days && parts.len() == 1;
    let template = case.lexicon.wording.equation(if one_span { "span" } else { equation.operation.id() });
    let told = fill(&template, &[("parts", &listed), ("a", &a), ("b", &b), ("is", &is), ("total", &total)]);
    let norm = |q: &Quantity| format!("{:?}", (q.hard.low.map(|b| b.at), q.hard.high.map(|b| b.at)));
    let drafts = vec![
        Draft {
            value: parts.iter().map(|p| fact(p.index).written.as_str()).collect::<Vec<_>>().join(&plus),
            marks: vec![Mark::of(equation.parts.iter().map(norm).collect::<Vec<_>>().join(" "))],
            places: parts.iter().map(|p| (p.article, fact(p.index).locator.clone())).collect(),
        },
        Draft {
            value: fact(last.index).written.to_string(),
            marks: vec![Mark::of(norm(&equation.total))],
            places: vec![(last.article, fact(last.index).locator.clone())],
        },
    ];
    let severity = case.severity(Verdict::Contradiction);
    let sides = case.sides(drafts);
    let asked = Asked { key: equation.operation.id(), words: told.clone() };
    Some(case.finding(Verdict::Contradiction, Category::Arithmetic, severity, asked, vec![told], sides))
}

/// Whether another article gives one of the figures otherwise, so that it adds up: that the two articles clash is told
/// already, and one slip is one finding.
fn told_elsewhere(case: &Case, equation: &Equation) -> bool {
    let own = &case.question.answers;
    let value = |a: &Answer| &case.graph.digests[a.article].facts[a.index].value;
    let clashes = |a: &Answer, b: &Answer| {
        let (x, y) = (&case.graph.digests[a.article], &case.graph.digests[b.article]);
        let clash = x.facts[a.index].clash(&x.meta, &y.facts[b.index], &y.meta, case.rule.tolerance.0);
        clash == Clash::Hard && value(b).hedge.is_none()
    };
    let mended = |n: usize, with: &Quantity| {
        let mut whole = Equation { complete: true, ..equation.clone() };
        if n + 1 == own.len() {
            whole.total = with.clone();
        } else if whole.parts.len() + 1 == own.len() {
            whole.parts[n] = with.clone();
        } else {
            return false;
        }
        whole.fault(case.rule.tolerance.0).is_none()
    };
    let figures = case.graph.questions.iter().filter_map(|id| case.graph.question(*id));
    figures.filter(|q| q.topic == Topic::Figure).any(|q| {
        let here = own
            .iter()
            .enumerate()
            .filter(|(_, o)| q.answers.iter().any(|a| (a.article, a.index) == (o.article, o.index)));
        let mut here = here.map(|(n, _)| n);
        here.any(|n| {
            q.answers.iter().any(|a| a.article != own[n].article && clashes(&own[n], a) && mended(n, value(a)))
        })
    })
}

/// What the parts come to, in the unit of the total.
fn result(equation: &Equation, outcome: &Outcome) -> Quantity {
    let total = &equation.total;
    // Size of the unit that the total is written in.
    let zero = Rational::from_integer(0);
    let half = |i: Interval| Some((i.low?.at + i.high?.at) / Rational::from_integer(2));
    let at = total.hard.value().or_else(|| half(total.hard)).or_else(|| half(total.typical));
    let unit = match (total.number, at) {
        (Some(n), Some(at)) if n != zero && at != zero => at / n,
        _ => Rational::from_integer(1),
    };
    let ten = Rational::from_integer(10);
    let number = outcome.about / unit;
    let exact = matches!(total.axis, Axis::Count | Axis::Number | Axis::Money(_)) && number.is_integer();
    let fine = if number < Rational::from_integer(100) { ten } else { Rational::from_integer(1) };
    let number = if exact { number } else { (number * fine).round() / fine };
    let hard = Interval::point(outcome.about);
    Quantity { number: Some(number), hedge: None, hard, typical: hard, ..total.clone() }
}
