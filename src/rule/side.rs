//! What all kinds share: evidence, sides, severity, fingerprint.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use super::Case;
use crate::fact::{Digest, Locator};
use crate::finding::{Category, Evidence, Finding, Severity, Side, Verdict};
use crate::lexicon::wording::fill;

/// A side before it is put into words.
pub(super) struct Draft {
    /// In words.
    pub value: String,
    /// What it is known by, for the fingerprint; the first stands for it. Never empty.
    pub marks: Vec<Mark>,
    /// Article and place.
    pub places: Vec<(usize, Locator)>,
}

/// What is asked.
pub(super) struct Asked<'a> {
    /// In a form that no single article decides, for the fingerprint.
    pub key: &'a str,
    /// In words.
    pub words: String,
}

/// How one article gives an answer, without its wording.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    /// The value, normalised.
    pub norm: String,
    /// What it is said of, normalised.
    pub about: String,
    /// Proper names around it.
    pub names: BTreeSet<CompactString>,
}

impl Mark {
    /// Of a value alone.
    pub(super) fn of(norm: impl Into<String>) -> Self {
        Self { norm: norm.into(), ..Self::default() }
    }
}

/// The evidence of a place.
pub(crate) fn evidence(digest: &Digest, locator: &Locator) -> Evidence {
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
    pub(super) fn sides(&self, drafts: Vec<Draft>) -> Vec<(Side, Vec<Mark>)> {
        let digests = &self.graph.digests;
        let mut sides: Vec<(Side, Vec<Mark>)> = drafts
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
                (side, draft.marks)
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
        Asked { key, words: question }: Asked,
        explanation: Vec<String>,
        sides: Vec<(Side, Vec<Mark>)>,
    ) -> Finding {
        let marks: Vec<&[Mark]> = sides.iter().map(|(_, marks)| marks.as_slice()).collect();
        let mut ids = fingerprints(&self.rule.id, key, &marks);
        let id = ids.remove(0);
        let listed: Vec<&str> = sides.iter().take(LISTED).map(|(s, _)| s.value.as_str()).collect();
        let mut listed = listed.join(&self.lexicon.wording.between());
        if let Some(more @ 1..) = sides.len().checked_sub(LISTED) {
            listed += &format!("{}\u{2026} (+{more})", self.lexicon.wording.between());
        }
        let message = fill(&self.rule.message, &[("question", &question), ("sides", &listed)]);
        Finding {
            id,
            also: ids,
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

/// Values that a message names; the sides hold them all.
const LISTED: usize = 8;

/// Marks of a side that are tried, and fingerprints that a finding has at most.
const MARKS: usize = 8;
const IDS: usize = 128;

/// The fingerprints by which a finding is known: first its own, made of the first mark of each side, then those that it has
/// if other marks stand for the sides. A finding keeps all that it had when articles join that agree with a side, so that a
/// list that names one of them still names it.
fn fingerprints(rule: &str, asked: &str, sides: &[&[Mark]]) -> Vec<String> {
    let tried: Vec<usize> = sides.iter().map(|marks| marks.len().min(MARKS)).collect();
    let all = tried.iter().fold(1_usize, |n, tried| n.saturating_mul(*tried)).min(IDS);
    let mut ids = Vec::new();
    for n in 0..all {
        let mut rest = n;
        let chosen = sides.iter().zip(&tried).map(|(marks, tried)| {
            let mark = &marks[rest % tried];
            rest /= tried;
            mark
        });
        let id = of_marks(rule, asked, &chosen.collect::<Vec<_>>());
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

fn of_marks(rule: &str, asked: &str, marks: &[&Mark]) -> String {
    // Names that one side alone gives say little of the question.
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for name in marks.iter().flat_map(|m| &m.names) {
        *names.entry(name).or_default() += 1;
    }
    let mut parts: Vec<&str> = names.into_iter().filter(|(_, n)| *n > 1).map(|(name, _)| name).collect();
    parts.push("");
    let mut values: Vec<(&str, &str)> = marks.iter().map(|m| (m.norm.as_str(), m.about.as_str())).collect();
    values.sort_unstable();
    parts.extend(values.iter().flat_map(|(norm, about)| [*norm, *about]));
    fingerprint(rule, asked, &parts)
}

/// Twelve hexadecimal digits of the hash of rule, question and values.
pub(crate) fn fingerprint(rule: &str, question: &str, values: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [rule, question].iter().chain(values) {
        hasher.update(part.as_bytes());
        hasher.update(b"\0");
    }
    hasher.finalize().to_hex()[..12].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(norm: &str, about: &str, names: &[&str]) -> Mark {
        Mark { norm: norm.into(), about: about.into(), names: names.iter().map(|n| CompactString::from(*n)).collect() }
    }

    #[test]
    fn a_finding_keeps_the_fingerprints_that_it_had() {
        let (a, b) = ([mark("14", "person|kill", &["marwick"])], [mark("9", "person|kill", &["marwick", "monday"])]);
        let before = fingerprints("count", "count", &[&a, &b]);
        assert_eq!(before.len(), 1);
        let more = [mark("14", "dead|blast", &["marwick"]), a[0].clone(), mark("13.5", "person|kill", &[])];
        for sides in [[&more[..], &b[..]], [&b[..], &more[..]]] {
            let after = fingerprints("count", "count", &sides);
            assert!(after.contains(&before[0]), "{after:?}");
            assert_eq!(after.len(), 3);
        }
        for (rule, asked, other) in [("share", "count", &b[0]), ("count", "age", &b[0]), ("count", "count", &more[2])] {
            let others = fingerprints(rule, asked, &[&a, std::slice::from_ref(other)]);
            assert!(!others.contains(&before[0]), "{rule} {asked} {other:?}");
        }
    }

    #[test]
    fn however_many_agree_the_list_stays_short() {
        let many: Vec<Mark> = (0..60).map(|n| mark(&n.to_string(), "", &[])).collect();
        let ids = fingerprints("count", "count", &[&many, &many[3..], &many[7..]]);
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len());
        assert!((40..=IDS).contains(&ids.len()), "{}", ids.len());
        let sides: Vec<&[Mark]> = vec![&many; 90];
        assert!(fingerprints("count", "count", &sides).len() <= IDS);
    }
}
