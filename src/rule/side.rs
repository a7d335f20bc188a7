//! What all kinds share: evidence, sides, severity, fingerprint.

use std::collections::BTreeSet;

use super::Case;
use crate::fact::{Digest, Locator};
use crate::finding::{Category, Evidence, Finding, Severity, Side, Verdict};
use crate::lexicon::wording::fill;

/// A side before it is put into words.
pub(super) struct Draft {
    /// In words.
    pub value: String,
    /// Normalised, for the fingerprint.
    pub norm: String,
    /// Article and place.
    pub places: Vec<(usize, Locator)>,
}

/// The evidence of a place.
pub(super) fn evidence(digest: &Digest, locator: &Locator) -> Evidence {
    let meta = &digest.meta;
    Evidence {
        file: digest.path.clone(),
        line: locator.place.line,
        column: locator.place.column,
        start: locator.place.bytes.start,
        end: locator.place.bytes.end,
        part: None,
        text: locator.text.to_string(),
        sentence: digest.sentences.get(locator.sentence as usize).map(|s| s.text.clone()).unwrap_or_default(),
        source: meta.source.clone(),
        published: meta.published.map(|p| if p.timed { p.at.to_string() } else { p.date().to_string() }),
        url: meta.url.clone(),
        offset: locator.offset as usize,
        // Columns in code points are counted where the file's bytes are at hand.
        extent: None,
        settled: false,
    }
}

impl Case<'_> {
    /// Puts sides into words, the best supported first; evidence in order of publication.
    pub(super) fn sides(&self, drafts: Vec<Draft>) -> Vec<(Side, String)> {
        let digests = &self.graph.digests;
        let mut sides: Vec<(Side, String)> = drafts
            .into_iter()
            .map(|mut draft| {
                draft.places.sort_by(|(a, p), (b, q)| {
                    let when = |i: usize| (digests[i].meta.published, &digests[i].path);
                    when(*a).cmp(&when(*b)).then(p.place.cmp(&q.place))
                });
                draft.places.dedup();
                let mut sources = Vec::new();
                for (article, _) in &draft.places {
                    let digest = &digests[*article];
                    let name = digest.meta.source.clone().unwrap_or_else(|| digest.path.clone());
                    if !sources.contains(&name) {
                        sources.push(name);
                    }
                }
                let origins: BTreeSet<usize> = draft.places.iter().map(|(a, _)| self.graph.origins[*a]).collect();
                let evidence = draft.places.iter().map(|(a, l)| evidence(&digests[*a], l)).collect();
                let side =
                    Side { value: draft.value, sources, independent: origins.len(), likely_wrong: None, evidence };
                (side, draft.norm)
            })
            .collect();
        sides.sort_by(|(a, x), (b, y)| b.independent.cmp(&a.independent).then(first(a).cmp(&first(b))).then(x.cmp(y)));
        sides
    }

    /// How loud a verdict is under this rule.
    pub(super) fn severity(&self, verdict: Verdict) -> Severity {
        self.rule.severity.get(&verdict).copied().unwrap_or(match verdict {
            Verdict::Contradiction => Severity::Error,
            Verdict::Outdated | Verdict::Variant => Severity::Warning,
            Verdict::Disputed | Verdict::Revised => Severity::Info,
        })
    }

    /// The finding, with its fingerprint and message.
    pub(super) fn finding(
        &self,
        kind: Verdict,
        category: Category,
        severity: Severity,
        question: String,
        explanation: Vec<String>,
        sides: Vec<(Side, String)>,
    ) -> Finding {
        let mut values: Vec<&str> = sides.iter().map(|(_, norm)| norm.as_str()).collect();
        values.sort_unstable();
        let id = fingerprint(&self.rule.id, &self.question.key, &values);
        let listed: Vec<&str> = sides.iter().map(|(s, _)| s.value.as_str()).collect();
        let listed = listed.join(&self.lexicon.wording.between());
        let message = fill(&self.rule.message, &[("question", &question), ("sides", &listed)]);
        Finding {
            id,
            rule: self.rule.id.clone(),
            kind,
            category: self.rule.category.unwrap_or(category),
            severity,
            confidence: f64::from((self.question.confidence * 1000.0).round()) / 1000.0,
            question,
            message,
            explanation,
            sides: sides.into_iter().map(|(s, _)| s).collect(),
        }
    }
}

fn first(side: &Side) -> (Option<&str>, &str, u32) {
    side.evidence.first().map_or((None, "", 0), |e| (e.published.as_deref(), e.file.as_str(), e.start))
}

/// Twelve hexadecimal digits of the hash of rule, question and values.
fn fingerprint(rule: &str, question: &str, values: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [rule, question].iter().chain(values) {
        hasher.update(part.as_bytes());
        hasher.update(b"\0");
    }
    hasher.finalize().to_hex()[..12].to_owned()
}
