//! How likely two articles tell of one event, and whether one is a copy of the other.

use crate::fact::Digest;

/// Share of a story in common: weighted overlap of the profiles, 0 to 1 (Jaccard over weights).
pub fn likeness(a: &Digest, b: &Digest) -> f32 {
    let (mut i, mut j) = (0, 0);
    let (mut shared, mut all) = (0.0f32, 0.0f32);
    let (x, y) = (&a.profile, &b.profile);
    while i < x.len() || j < y.len() {
        match (x.get(i), y.get(j)) {
            (Some(p), Some(q)) if p.0 == q.0 => {
                shared += p.1.min(q.1);
                all += p.1.max(q.1);
                (i, j) = (i + 1, j + 1);
            }
            (Some(p), Some(q)) if p.0 < q.0 => {
                all += p.1;
                i += 1;
            }
            (Some(p), None) => {
                all += p.1;
                i += 1;
            }
            (_, Some(q)) => {
                all += q.1;
                j += 1;
            }
            (None, None) => break,
        }
    }
    if all > 0.0 { shared / all } else { 0.0 }
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
