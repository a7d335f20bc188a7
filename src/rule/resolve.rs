//! What joins the findings in the end: order, doubles, consequences of one slip.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity};

/// Puts findings in order, worst first, and drops what is said twice: a finding whose places all stand in a louder one.
pub fn resolve(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (f.severity, f.kind, place(f));
        key(a).cmp(&key(b)).then(b.confidence.total_cmp(&a.confidence)).then(a.id.cmp(&b.id))
    });
    let mut taken: Vec<BTreeSet<(String, u32)>> = Vec::new();
    findings.retain(|f| {
        let places = places(f);
        let said = taken.iter().any(|t| places.is_subset(t));
        if !said {
            taken.push(places);
        }
        !said || f.severity == Severity::Info
    });
    // Two findings never share a fingerprint.
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for finding in &mut findings {
        let base = finding.id.clone();
        let mut n = 2;
        while !seen.insert(finding.id.clone()) {
            finding.id = format!("{base}-{n}");
            n += 1;
        }
    }
    findings
}

fn place(f: &Finding) -> (String, u32) {
    f.sides.iter().flat_map(|s| &s.evidence).map(|e| (e.file.clone(), e.start)).min().unwrap_or_default()
}

fn places(f: &Finding) -> BTreeSet<(String, u32)> {
    f.sides.iter().flat_map(|s| &s.evidence).map(|e| (e.file.clone(), e.start)).collect()
}
