//! Terms that exclude each other: nobody is chief executive and chief financial officer at once.

use std::collections::BTreeMap;

use compact_str::CompactString;

use super::side::{Asked, Draft, Mark};
use super::{Case, Kind};
use crate::finding::{Category, Finding, Verdict};
use crate::graph::Topic;
use crate::lexicon::Class;
use crate::lexicon::wording::fill;

pub(super) const KIND: Kind = Kind {
    name: "exclusive",
    help: "two terms of one scale that exclude each other are said of one bearer",
    topics: |topic| matches!(topic, Topic::Role),
    compare,
};

fn compare(case: &Case) -> Option<Finding> {
    // By scale, then by term.
    let mut scales: BTreeMap<u16, BTreeMap<CompactString, Draft>> = BTreeMap::new();
    for answer in &case.question.answers {
        let entity = &case.graph.digests[answer.article].entities[answer.index];
        let role = &entity.roles[answer.part];
        let Some(rung) = case.lexicon.scales.find(&role.text) else { continue };
        // "The former minister" says nothing of today.
        let word = |w: &str| case.lexicon.grammar.is(&w.to_lowercase(), Class::Formerly);
        if role.text.split_whitespace().any(word) {
            continue;
        }
        let draft = scales.entry(rung.scale).or_default().entry(rung.term.clone()).or_insert_with(|| Draft {
            value: role.text.to_string(),
            marks: Vec::new(),
            places: Vec::new(),
        });
        draft.places.push((answer.article, role.locator.clone()));
        // The bearer's name, which the articles may spell in more than one way.
        let mark = Mark { about: entity.name.to_string(), ..Mark::of(rung.term.as_str()) };
        if !draft.marks.contains(&mark) {
            draft.marks.push(mark);
        }
    }
    let mut terms = scales.into_values().find(|terms| terms.len() > 1)?;
    terms.values_mut().for_each(|draft| draft.marks.sort());
    // An article that gives both tells of a change or of two offices.
    let articles = |d: &Draft| d.places.iter().map(|(a, _)| *a).collect::<Vec<_>>();
    let lists: Vec<Vec<usize>> = terms.values().map(articles).collect();
    if lists.iter().enumerate().any(|(i, x)| lists[i + 1..].iter().any(|y| x.iter().any(|a| y.contains(a)))) {
        return None;
    }
    let sides = case.sides(terms.into_values().collect());
    let (a, b) = (sides[0].0.value.clone(), sides[1].0.value.clone());
    let explanation = vec![fill(&case.lexicon.wording.verdict("exclusive"), &[("a", &a), ("b", &b)])];
    let question =
        case.question.answers.first().map(|x| case.graph.digests[x.article].entities[x.index].name.to_string());
    let severity = case.severity(Verdict::Contradiction);
    Some(case.finding(
        Verdict::Contradiction,
        Category::Role,
        severity,
        Asked { key: "role", words: question.unwrap_or_default() },
        explanation,
        sides,
    ))
}
