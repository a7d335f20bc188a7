//! Comments in articles that tell rules to keep silent.
//!
//! A place that a comment governs is settled. A finding is suppressed when fewer than two of its sides have a place left
//! that is not settled: a comment in one article does not hide that two others disagree.

use std::collections::BTreeMap;

use super::Checker;
use crate::article::Problem;
use crate::fact::Digest;
use crate::finding::{Finding, Suppressed, Suppression};
use crate::lexicon::nearest;
use crate::span::Span;

/// Marks settled places, takes out the findings that are suppressed, and tells of comments that suppress nothing.
pub(super) fn settle(
    checker: &Checker,
    digests: &[Digest],
    findings: &mut Vec<Finding>,
) -> (Vec<Suppressed>, Vec<Problem>) {
    // By file and rule: where in the list of all comments, with the bytes that it governs.
    let mut governed: BTreeMap<(&str, &str), Vec<(usize, Span)>> = BTreeMap::new();
    let comments: Vec<_> = digests.iter().flat_map(|d| d.suppressions.iter().map(move |s| (d, s))).collect();
    let named: Vec<_> = comments
        .iter()
        .enumerate()
        .flat_map(|(i, (digest, s))| s.rules.iter().map(move |rule| (i, digest.path.as_str(), rule.as_str())))
        .collect();
    for (n, (i, path, rule)) in named.iter().enumerate() {
        governed.entry((path, rule)).or_default().push((n, comments[*i].1.span));
    }
    let mut used = vec![false; named.len()];
    let mut suppressed = Vec::new();
    findings.retain_mut(|finding| {
        let mut reason = None;
        for evidence in finding.sides.iter_mut().flat_map(|s| &mut s.evidence) {
            let span = Span { start: evidence.start, end: evidence.end };
            let by = governed.get(&(evidence.file.as_str(), finding.rule.as_str()));
            for (n, _) in by.into_iter().flatten().filter(|(_, part)| part.touches(span)) {
                evidence.settled = true;
                used[*n] = true;
                reason = reason.take().or_else(|| comments[named[*n].0].1.reason.clone());
            }
        }
        let open = finding.sides.iter().filter(|s| s.evidence.iter().any(|e| !e.settled)).count();
        let any = finding.sides.iter().flat_map(|s| &s.evidence).any(|e| e.settled);
        let silent = any && open < 2;
        if silent {
            suppressed.push(Suppressed { finding: finding.clone(), by: Suppression::Inline, reason });
        }
        !silent
    });
    let unused = named.iter().zip(used).filter(|(_, used)| !used);
    let problems = unused.filter_map(|((i, path, rule), _)| {
        let known = checker.known.iter().any(|id| id == rule);
        let in_force = checker.rules.list.iter().any(|r| r.id == *rule);
        let message = if known && in_force {
            format!("the comment suppresses nothing of `{rule}`; remove it")
        } else if known {
            return None;
        } else {
            let near = nearest(rule, checker.known.iter().map(String::as_str));
            let near = near.map(|n| format!(", did you mean `{n}`?")).unwrap_or_default();
            format!("no rule `{rule}`{near}; `factlint rules` lists them")
        };
        Some(Problem::at(*path, comments[*i].1.line, message))
    });
    (suppressed, problems.collect())
}
