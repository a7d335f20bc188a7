//! What a desk has laid down for itself: names with their preferred forms, reference facts, trusted articles, other severities
//! for some files.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Globs, Preprocess, alias::Alias, reference::Reference};
use crate::fact::{Digest, Locator};
use crate::finding::{Category, Evidence, Finding, Severity, Side, Verdict};
use crate::graph::FactGraph;
use crate::lexicon::wording::fill;
use crate::rule::{self, Rule};

/// All that `factlint.toml` lays down beside rules and files.
#[derive(Debug, Default)]
pub struct House {
    /// Names that are one.
    pub aliases: Vec<Alias>,
    /// Facts that every article must agree with.
    pub references: Vec<Reference>,
    /// Articles that are right where others differ.
    pub trusted: Globs,
    /// What holds for some files only.
    pub overrides: Vec<Override>,
    /// Commands that turn files into text.
    pub preprocess: Vec<Preprocess>,
}

/// What holds for some files only. It holds for a finding that would not be there without these files: fewer than two of its
/// sides have a place elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Override {
    /// Which files.
    pub files: Globs,
    /// Rules that keep silent about them.
    pub ignore: Vec<String>,
    /// How loud a rule is, by id.
    pub severity: BTreeMap<String, Severity>,
}

impl House {
    /// Sets severities, takes out what is to be ignored, and says which sides are wrong as trusted articles differ.
    pub(super) fn arrange(&self, findings: &mut Vec<Finding>) {
        for exception in &self.overrides {
            findings.retain_mut(|finding| exception.hold(finding));
        }
        for finding in findings {
            self.trust(finding);
        }
    }

    /// Marks the sides that differ from a trusted article.
    fn trust(&self, finding: &mut Finding) {
        if matches!(finding.kind, Verdict::Disputed | Verdict::Revised) {
            return;
        }
        let trusted: Vec<Option<String>> = finding
            .sides
            .iter()
            .map(|s| s.evidence.iter().find(|e| self.trusted.hit(&e.file)).map(|e| e.file.clone()))
            .collect();
        let Some(first) = trusted.iter().flatten().next() else { return };
        if trusted.iter().all(Option::is_some) {
            return;
        }
        // The last step of an explanation says why the sides clash.
        finding.explanation.insert(0, format!("{first} is trusted"));
        for (side, trusted) in finding.sides.iter_mut().zip(&trusted) {
            side.likely_wrong = Some(trusted.is_none());
        }
    }
}

impl Override {
    /// Whether the finding stays; its places in these files are settled where the rule is to keep silent about them.
    fn hold(&self, finding: &mut Finding) -> bool {
        let ignored = self.ignore.contains(&finding.rule);
        let severity = self.severity.get(&finding.rule);
        if !ignored && severity.is_none() {
            return true;
        }
        let mut elsewhere = 0;
        let mut any = false;
        for side in &mut finding.sides {
            let mut open = false;
            for evidence in &mut side.evidence {
                let hit = self.files.hit(&evidence.file);
                any |= hit;
                evidence.settled |= hit && ignored;
                open |= !hit;
            }
            elsewhere += usize::from(open);
        }
        let holds = any && elsewhere < 2;
        if let (true, Some(severity)) = (holds, severity) {
            finding.severity = *severity;
        }
        !(holds && ignored)
    }
}

/// A side of a finding about something that the settings lay down.
pub(super) struct Deviation {
    /// In words.
    pub value: String,
    /// Normalised.
    pub norm: String,
    /// Article and place, in order of the articles.
    pub places: Vec<(usize, Locator)>,
}

/// What all findings about something laid down have in common.
pub(super) struct Laid<'a> {
    pub rule: &'a Rule,
    pub kind: Verdict,
    pub category: Category,
    pub severity: Severity,
    pub question: String,
    /// The value laid down.
    pub value: String,
    /// Where it is laid down.
    pub place: &'a Evidence,
    pub explanation: String,
}

impl Laid<'_> {
    /// The finding, in which what is laid down is the side that is right.
    pub(super) fn finding(self, graph: &FactGraph, deviations: Vec<Deviation>) -> Finding {
        let mut values: Vec<&str> = deviations.iter().map(|d| d.norm.as_str()).collect();
        values.sort_unstable();
        values.push(&self.value);
        let id = rule::fingerprint(&self.rule.id, &self.question, &values);
        let right = Side {
            value: self.value.clone(),
            sources: vec![self.place.file.clone()],
            independent: 1,
            likely_wrong: Some(false),
            evidence: vec![self.place.clone()],
        };
        let mut sides = vec![right];
        sides.extend(deviations.into_iter().map(|d| side(graph, d)));
        let listed: Vec<&str> = sides.iter().map(|s| s.value.as_str()).collect();
        let message = fill(&self.rule.message, &[("question", &self.question), ("sides", &listed.join(" / "))]);
        Finding {
            id,
            also: Vec::new(),
            rule: self.rule.id.clone(),
            kind: self.kind,
            category: self.rule.category.unwrap_or(self.category),
            severity: self.severity,
            confidence: 0.95,
            question: self.question,
            message,
            explanation: vec![self.explanation],
            sides,
        }
    }
}

fn side(graph: &FactGraph, deviation: Deviation) -> Side {
    let mut sources: Vec<String> = Vec::new();
    let mut origins: Vec<usize> = Vec::new();
    for (article, _) in &deviation.places {
        let digest = &graph.digests[*article];
        let name = digest.meta.source.clone().unwrap_or_else(|| digest.path.clone());
        if !sources.contains(&name) {
            sources.push(name);
        }
        if !origins.contains(&graph.origins[*article]) {
            origins.push(graph.origins[*article]);
        }
    }
    Side {
        value: deviation.value,
        sources,
        independent: origins.len(),
        likely_wrong: Some(true),
        evidence: deviation.places.iter().map(|(a, l)| rule::evidence(&graph.digests[*a], l)).collect(),
    }
}

/// Whether an article of that day is in the time for which something is laid down. Where there are bounds, an article without
/// a date is not judged.
pub(super) fn in_force(digest: &Digest, from: Option<Date>, to: Option<Date>) -> bool {
    let day = digest.meta.published.map(|p| p.date());
    from.is_none_or(|from| day.is_some_and(|d| d >= from)) && to.is_none_or(|to| day.is_some_and(|d| d <= to))
}
