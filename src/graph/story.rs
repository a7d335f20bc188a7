//! How likely two articles tell of one event, and whether one is a copy of the other.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use crate::fact::Digest;

/// Share of a story in common: weighted overlap of the profiles, 0 to 1 (Jaccard over weights).
pub fn likeness(a: &Digest, b: &Digest) -> f32 {
    jaccard(&a.profile, &b.profile)
}

/// Both lists in the order of their terms.
fn jaccard<T: Ord>(x: &[(T, f32)], y: &[(T, f32)]) -> f32 {
    let (mut i, mut j) = (0, 0);
    let (mut shared, mut all) = (0.0f32, 0.0f32);
    while let (Some(p), Some(q)) = (x.get(i), y.get(j)) {
        match p.0.cmp(&q.0) {
            Ordering::Equal => {
                shared += p.1.min(q.1);
                all += p.1.max(q.1);
                (i, j) = (i + 1, j + 1);
            }
            Ordering::Less => {
                all += p.1;
                i += 1;
            }
            Ordering::Greater => {
                all += q.1;
                j += 1;
            }
        }
    }
    x[i..].iter().chain(&y[j..]).for_each(|(_, weight)| all += weight);
    if all > 0.0 { shared / all } else { 0.0 }
}

/// The profiles of all articles, their terms by number, which are compared sooner than words.
pub struct Profiles {
    /// Of each article, in the order of the words.
    of: Vec<Vec<(u32, f32)>>,
    /// Of each term the articles that have it, in order.
    with: Vec<Vec<u32>>,
}

impl Profiles {
    /// Of articles by their place in the list.
    pub fn new(digests: &[Digest]) -> Self {
        let mut terms: Vec<&str> = digests.iter().flat_map(|d| &d.profile).map(|(term, _)| term.as_str()).collect();
        terms.sort_unstable();
        terms.dedup();
        let numbers: FxHashMap<&str, u32> = terms.iter().enumerate().map(|(n, term)| (*term, n as u32)).collect();
        let mut with = vec![Vec::new(); terms.len()];
        let numbered = digests.iter().enumerate().map(|(i, digest)| {
            let list = digest.profile.iter().map(|(term, weight)| (numbers[term.as_str()], *weight));
            list.inspect(|(n, _)| with[*n as usize].push(i as u32)).collect()
        });
        let of = numbered.collect();
        Self { of, with }
    }

    /// The articles after this one that share a term with it, in order.
    pub fn sharing(&self, a: usize) -> Vec<usize> {
        let mut met = vec![false; self.of.len() - a];
        for (term, _) in &self.of[a] {
            let list = &self.with[*term as usize];
            let after = &list[list.partition_point(|b| *b as usize <= a)..];
            after.iter().for_each(|b| met[*b as usize - a] = true);
        }
        met.iter().enumerate().filter(|(_, met)| **met).map(|(n, _)| a + n).collect()
    }

    /// See [`likeness`].
    pub fn likeness(&self, a: usize, b: usize) -> f32 {
        jaccard(&self.of[a], &self.of[b])
    }
}

/// How much two articles must have in common for what the one says to bear on the other.
pub const ONE_STORY: f32 = 0.06;

/// Overlap of two sketches from which one article is a copy of the other.
pub const COPY: f32 = 0.5;

/// How much of the smaller text stands in the other, 0 to 1, estimated from the sketches.
pub fn overlap(a: &Digest, b: &Digest) -> f32 {
    let (x, y) = (&a.sketch, &b.sketch);
    // Both sketches hold all hashes of their text up to the largest that they hold.
    let Some(limit) = x.last().min(y.last()) else { return 0.0 };
    let within = |s: &[u64]| s.partition_point(|h| h <= limit);
    let (n, m) = (within(x), within(y));
    let shared = x[..n].iter().filter(|h| y[..m].binary_search(h).is_ok()).count();
    shared as f32 / n.min(m).max(1) as f32
}
