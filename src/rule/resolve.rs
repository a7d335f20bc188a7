//! What joins the findings in the end: order, doubles, consequences of one slip.

use std::collections::{BTreeMap, BTreeSet};

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
    part(&mut findings);
    findings
}

/// Two findings never share a fingerprint: of those that would, the first by its words keeps it, and the others add a hash
/// of theirs.
fn part(findings: &mut [Finding]) {
    let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, finding) in findings.iter().enumerate() {
        by_id.entry(&finding.id).or_default().push(i);
    }
    let shared: Vec<Vec<usize>> = by_id.into_values().filter(|list| list.len() > 1).collect();
    let mut seen: BTreeSet<String> = findings.iter().map(|f| f.id.clone()).collect();
    for mut list in shared {
        list.sort_by_cached_key(|i| words(&findings[*i]));
        for i in &list[1..] {
            let finding = &mut findings[*i];
            let base = format!("{}-{}", finding.id, &blake3::hash(words(finding).as_bytes()).to_hex()[..4]);
            let mut id = base.clone();
            let mut n = 2;
            while !seen.insert(id.clone()) {
                id = format!("{base}-{n}");
                n += 1;
            }
            finding.also.push(std::mem::replace(&mut finding.id, id));
        }
    }
}

/// All that the finding's places say, in an order that no path decides.
fn words(f: &Finding) -> String {
    let places = f.sides.iter().flat_map(|s| &s.evidence).map(|e| e.sentence.as_str());
    places.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("\n")
}

fn place(f: &Finding) -> (String, u32) {
    f.sides.iter().flat_map(|s| &s.evidence).map(|e| (e.file.clone(), e.start)).min().unwrap_or_default()
}

fn places(f: &Finding) -> BTreeSet<(String, u32)> {
    f.sides.iter().flat_map(|s| &s.evidence).map(|e| (e.file.clone(), e.start)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    /// A finding in files of its own that says something of its own.
    fn finding(id: &str, name: &str, sentence: &str) -> Finding {
        let mut finding = fixture::several().findings[0].clone();
        finding.id = id.to_owned();
        for evidence in finding.sides.iter_mut().flat_map(|s| &mut s.evidence) {
            evidence.file = format!("{name}-{}", evidence.file);
            evidence.sentence = format!("{sentence} {}", evidence.sentence);
        }
        finding
    }

    #[test]
    fn two_findings_never_share_a_fingerprint_and_no_path_decides_who_keeps_it() {
        let ids = |names: [&str; 3]| -> BTreeMap<String, String> {
            let sentences = ["Alder.", "Birch.", "Cedar."];
            let findings = names.iter().zip(sentences).map(|(name, s)| finding("d04c79a2beef", name, s)).collect();
            let said = |f: &Finding| f.sides[0].evidence[0].sentence[..6].to_owned();
            resolve(findings).into_iter().map(|f| (said(&f), f.id)).collect()
        };
        let one = ids(["a", "b", "c"]);
        assert_eq!(one["Alder."], "d04c79a2beef");
        assert_eq!(one.values().collect::<BTreeSet<_>>().len(), 3);
        assert!(one.values().all(|id| id.starts_with("d04c79a2beef")));
        assert_eq!(one, ids(["z", "m", "c"]));
        // Those that say the same in the same words still have two.
        let twins = resolve(vec![finding("d04c79a2beef", "a", "Alder."), finding("d04c79a2beef", "b", "Alder.")]);
        assert!(twins[0].id != twins[1].id);
    }
}
