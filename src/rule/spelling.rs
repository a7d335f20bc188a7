//! Is one name spelled in one way?

use std::collections::BTreeMap;

use super::side::{Asked, Draft, Mark};
use super::{Case, Kind};
use crate::finding::{Category, Finding, Severity, Verdict};
use crate::graph::Topic;
use crate::graph::name::{self, Likeness};
use crate::lexicon::wording::fill;
use crate::mention::NameKind;

pub(super) const KIND: Kind = Kind {
    name: "spelling",
    help: "one name or term is spelled or styled in two ways",
    topics: |topic| matches!(topic, Topic::Name(_)),
    compare,
};

fn compare(case: &Case) -> Option<Finding> {
    let Topic::Name(kind) = case.question.topic else { return None };
    let id = match kind {
        NameKind::Person => "person",
        NameKind::Place => "place",
        NameKind::Organisation => "organisation",
        NameKind::Other => "other",
    };
    if !case.rule.scope.name.is_empty() && !case.rule.scope.name.iter().any(|n| n == id) {
        return None;
    }
    let mut by_text: BTreeMap<&str, Draft> = BTreeMap::new();
    for answer in &case.question.answers {
        let form = &case.graph.digests[answer.article].entities[answer.index].forms[answer.part];
        let draft = by_text.entry(&form.text).or_insert_with(|| Draft {
            value: form.text.to_string(),
            marks: vec![Mark::of(form.text.as_str())],
            places: Vec::new(),
        });
        draft.places.extend(form.locators.iter().map(|l| (answer.article, l.clone())));
    }
    let mut sides = case.sides(by_text.into_values().collect());
    if sides.len() < 2 {
        return None;
    }
    let (a, b) = (sides[0].0.value.clone(), sides[1].0.value.clone());
    let styled = name::compare(&a, &b) == Likeness::Variant;
    // The spelling that most independent sources share is likely right.
    if sides[0].0.independent > sides[1].0.independent + 1
        || (!styled && sides[0].0.independent > sides[1].0.independent)
    {
        for (n, (side, _)) in sides.iter_mut().enumerate() {
            side.likely_wrong = Some(n > 0);
        }
    }
    let text = case.lexicon.wording.name(if styled { "styled" } else { "spelled" });
    let explanation = vec![fill(&text, &[("a", &a), ("b", &b)])];
    let category = match kind {
        NameKind::Person => Category::PersonName,
        NameKind::Place => Category::PlaceName,
        NameKind::Organisation => Category::OrgName,
        NameKind::Other => Category::Style,
    };
    // Whole outlets write without accents: worth a word, no warning.
    let severity = if name::accents_only(&a, &b) { Severity::Info } else { case.severity(Verdict::Variant) };
    let asked = Asked { key: id, words: a };
    Some(case.finding(Verdict::Variant, category, severity, asked, explanation, sides))
}
