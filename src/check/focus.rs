//! Which findings a run is about: those that touch the draft, the changed files or our own articles.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::finding::{Evidence, Finding, Outcome};

/// What a finding must touch to be reported. Comments of an article that settle a place take it out of the question.
#[derive(Clone, Debug, Default)]
pub struct Focus {
    /// One of these files (a draft, or what a push changes).
    pub changed: Option<BTreeSet<String>>,
    /// One of these files (our own articles).
    pub ours: Option<BTreeSet<String>>,
    /// An article of this day or later.
    pub since: Option<Date>,
}

impl Focus {
    /// Keeps the findings that touch what the run is about.
    pub fn narrow(&self, outcome: &mut Outcome) {
        let keep = |finding: &Finding| {
            let any = |what: &dyn Fn(&Evidence) -> bool| {
                finding.sides.iter().flat_map(|s| &s.evidence).any(|e| !e.settled && what(e))
            };
            self.changed.as_ref().is_none_or(|files| any(&|e| files.contains(&e.file)))
                && self.ours.as_ref().is_none_or(|files| any(&|e| files.contains(&e.file)))
                && self.since.is_none_or(|day| any(&|e| published(e).is_some_and(|p| p >= day)))
        };
        outcome.findings.retain(keep);
        outcome.suppressed.retain(|s| {
            let files: Vec<_> = [&self.changed, &self.ours].into_iter().flatten().collect();
            let mut evidence = s.finding.sides.iter().flat_map(|s| &s.evidence);
            files.is_empty() || evidence.any(|e| files.iter().all(|f| f.contains(&e.file)))
        });
        outcome.summary.findings = outcome.findings.len();
        outcome.focus = self.changed.as_ref().or(self.ours.as_ref()).into_iter().flatten().cloned().collect();
    }
}

/// The day of publication; a time that follows it is left out.
fn published(evidence: &Evidence) -> Option<Date> {
    evidence.published.as_deref()?.get(..10)?.parse().ok()
}
