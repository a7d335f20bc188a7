//! Tables of weights as they lie in the model file: read in place, without a copy.
//!
//! Both kinds of table know a feature by 16 bits of its hash beside its place, so one lookup in some ten thousand finds
//! a stranger; the noise is far below that of the weights' rounding.

use std::borrow::Cow;

/// Something that scores classes by the features that hold.
pub(super) trait Weights {
    /// Adds up the weights of `features` into `scores`, which the caller has set to zero.
    fn score(&self, features: &[u64], scores: &mut [i32]);
}

/// Bytes of a model file, built in or read.
pub(crate) type Bytes = Cow<'static, [u8]>;

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// A check of 16 bits, never zero.
#[inline(always)]
fn check(hash: u64) -> u16 {
    (hash as u16).max(1)
}

/// The place of a hash among `n`, by its upper half.
#[inline(always)]
fn place(hash: u64, n: u64) -> usize {
    (((hash >> 32) * n) >> 32) as usize
}

/// Many classes, few of them with a weight: feature to list of (class, weight).
///
/// Layout: `n` u32 | n + 1 offsets u32 into the data | data. A bucket is a run of entries: check u16, count u8, then count
/// times class u8 and weight i8.
#[derive(Debug)]
pub(crate) struct Sparse {
    bytes: Bytes,
    buckets: u64,
    data: usize,
}

impl Sparse {
    /// Reads a table; none if it is malformed.
    pub(crate) fn read(bytes: Bytes) -> Option<Self> {
        let buckets = u64::from(u32_at(&bytes, 0)?);
        let data = 4 + 4 * (buckets as usize + 1);
        let length = u32_at(&bytes, data - 4)? as usize;
        (buckets > 0 && bytes.len() == data + length).then_some(Self { bytes, buckets, data })
    }

    /// The entries of a feature: class and weight in turn.
    #[inline]
    pub(crate) fn row(&self, hash: u64) -> &[u8] {
        self.find(hash).unwrap_or(&[])
    }

    #[inline]
    fn find(&self, hash: u64) -> Option<&[u8]> {
        let slot = 4 + 4 * place(hash, self.buckets);
        let start = self.data + u32_at(&self.bytes, slot)? as usize;
        let end = self.data + u32_at(&self.bytes, slot + 4)? as usize;
        let mut run = self.bytes.get(start..end)?;
        let wanted = check(hash).to_le_bytes();
        while let [a, b, count, rest @ ..] = run {
            let length = 2 * *count as usize;
            if [*a, *b] == wanted {
                return rest.get(..length);
            }
            run = rest.get(length..)?;
        }
        None
    }

    /// Writes a table. Rows must come in an order that is the same in every run.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn write(rows: &[(u64, Vec<(u8, i8)>)]) -> Vec<u8> {
        let n = (rows.len() / 3).max(1);
        let mut buckets = vec![Vec::new(); n];
        for (hash, row) in rows {
            let bucket: &mut Vec<u8> = &mut buckets[place(*hash, n as u64)];
            bucket.extend(check(*hash).to_le_bytes());
            bucket.push(row.len() as u8);
            for (class, weight) in row {
                bucket.extend([*class, *weight as u8]);
            }
        }
        let mut out = (n as u32).to_le_bytes().to_vec();
        let mut offset = 0u32;
        for bucket in &buckets {
            out.extend(offset.to_le_bytes());
            offset += bucket.len() as u32;
        }
        out.extend(offset.to_le_bytes());
        out.extend(buckets.concat());
        out
    }
}

impl Weights for Sparse {
    #[inline]
    fn score(&self, features: &[u64], scores: &mut [i32]) {
        for hash in features {
            for pair in self.row(*hash).chunks_exact(2) {
                if let Some(score) = scores.get_mut(pair[0] as usize) {
                    *score += i32::from(pair[1] as i8);
                }
            }
        }
    }
}

/// Two bytes per key, in open addressing.
///
/// Layout: `n` u32 | n slots: check u16 (0 for an empty slot), two bytes.
#[derive(Debug)]
pub(super) struct Pairs {
    bytes: Bytes,
    slots: usize,
}

impl Pairs {
    /// Reads a table; none if it is malformed.
    pub(super) fn read(bytes: Bytes) -> Option<Self> {
        let slots = u32_at(&bytes, 0)? as usize;
        (slots > 0 && bytes.len() == 4 + 4 * slots).then_some(Self { bytes, slots })
    }

    /// What stands under a key.
    #[inline]
    pub(super) fn get(&self, hash: u64) -> Option<[u8; 2]> {
        let mut slot = place(hash, self.slots as u64);
        let wanted = u32::from(check(hash));
        // No run of full slots is that long in a table that was written here; a damaged one must end too.
        for _ in 0..256 {
            let entry = u32_at(&self.bytes, 4 + 4 * slot)?;
            if entry & 0xffff == wanted {
                return Some([(entry >> 16) as u8, (entry >> 24) as u8]);
            }
            if entry & 0xffff == 0 {
                return None;
            }
            slot = if slot + 1 == self.slots { 0 } else { slot + 1 };
        }
        None
    }

    /// Writes a table. Of two keys that look the same the first stays.
    #[cfg(any(test, feature = "train"))]
    pub(super) fn write(rows: &[(u64, [u8; 2])]) -> Vec<u8> {
        let n = rows.len() * 5 / 4 + 1;
        let mut slots = vec![[0u8; 4]; n];
        for (hash, [a, b]) in rows {
            let [c, d] = check(*hash).to_le_bytes();
            let mut slot = place(*hash, n as u64);
            while slots[slot][..2] != [0, 0] && slots[slot][..2] != [c, d] {
                slot = (slot + 1) % n;
            }
            if slots[slot][..2] == [0, 0] {
                slots[slot] = [c, d, *a, *b];
            }
        }
        let mut out = (n as u32).to_le_bytes().to_vec();
        out.extend(slots.concat());
        out
    }
}

/// Slots of a bucket.
const BUCKET: usize = 8;

/// The weights of three classes under each feature, as the differences of the first two from the third.
///
/// Layout: buckets of eight slots: check u16 (0 for an empty slot), two weights i8. A feature's slot is in one bucket or
/// nowhere, so that a lookup has no branch: most of the program's time is spent here.
#[derive(Debug)]
pub(super) struct Steps {
    bytes: Bytes,
    buckets: u64,
}

impl Steps {
    /// Reads a table; none if it is malformed.
    pub(super) fn read(bytes: Bytes) -> Option<Self> {
        let buckets = bytes.len() / (4 * BUCKET);
        (buckets > 0 && bytes.len() == 4 * BUCKET * buckets).then_some(Self { buckets: buckets as u64, bytes })
    }

    /// Writes a table of so many bytes. Where a bucket is full, the features of least weight are left out.
    #[cfg(any(test, feature = "train"))]
    pub(super) fn write(rows: &[(u64, [u8; 2])], size: usize) -> Vec<u8> {
        let n = (size / (4 * BUCKET)).max(1);
        let mut buckets: Vec<Vec<(u16, [u8; 2])>> = vec![Vec::new(); n];
        let mut order: Vec<_> = rows.iter().collect();
        order.sort_by_key(|(hash, [a, b])| {
            let (a, b) = (i32::from(*a as i8), i32::from(*b as i8));
            (std::cmp::Reverse(a.abs().max(b.abs()).max((a - b).abs())), *hash)
        });
        for (hash, pair) in order {
            let bucket = &mut buckets[place(*hash, n as u64)];
            if bucket.len() < BUCKET && bucket.iter().all(|(c, _)| *c != check(*hash)) {
                bucket.push((check(*hash), *pair));
            }
        }
        let mut out = Vec::with_capacity(4 * BUCKET * n);
        for mut bucket in buckets {
            bucket.resize(BUCKET, (0, [0; 2]));
            for (check, [a, b]) in bucket {
                let [c, d] = check.to_le_bytes();
                out.extend([c, d, a, b]);
            }
        }
        out
    }
}

impl Weights for Steps {
    #[inline]
    fn score(&self, features: &[u64], scores: &mut [i32]) {
        let (mut first, mut second) = ([0i32; BUCKET], [0i32; BUCKET]);
        for hash in features {
            let at = 4 * BUCKET * place(*hash, self.buckets);
            let Some(bucket) = self.bytes.get(at..at + 4 * BUCKET) else { continue };
            let wanted = i32::from(check(*hash));
            let mut slots = [0i32; BUCKET];
            for (slot, four) in slots.iter_mut().zip(bucket.chunks_exact(4)) {
                *slot = i32::from_le_bytes([four[0], four[1], four[2], four[3]]);
            }
            for i in 0..BUCKET {
                let mask = -i32::from(slots[i] & 0xffff == wanted);
                first[i] += ((slots[i] << 8) >> 24) & mask;
                second[i] += (slots[i] >> 24) & mask;
            }
        }
        if let [a, b, ..] = scores {
            *a += first.iter().sum::<i32>();
            *b += second.iter().sum::<i32>();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash::feature;
    use super::*;

    #[test]
    fn written_weights_are_found_again() {
        let keys: Vec<u64> = (0..5000).map(|i| feature(1, &[i])).collect();
        let sparse: Vec<_> = keys.iter().map(|k| (*k, vec![(*k as u8 % 7, -3), (9, *k as i8)])).collect();
        let pairs: Vec<_> = keys.iter().map(|k| (*k, [*k as u8, 7])).collect();
        let (table, other) =
            (Sparse::read(Sparse::write(&sparse).into()).unwrap(), Pairs::read(Pairs::write(&pairs).into()).unwrap());
        for key in &keys {
            assert_eq!(table.row(*key), [*key as u8 % 7, -3i8 as u8, 9, *key as u8]);
            assert_eq!(other.get(*key), Some([*key as u8, 7]));
        }
        let strangers = (5000..10000).map(|i| feature(1, &[i]));
        let found = strangers.filter(|k| !table.row(*k).is_empty() || other.get(*k).is_some()).count();
        assert!(found < 10, "{found} strangers found");
    }

    #[test]
    fn the_heaviest_weights_find_room() {
        let rows: Vec<_> = (0..5000).map(|i| (feature(1, &[i]), [(i % 100) as u8, 0])).collect();
        let table = Steps::read(Steps::write(&rows, 16_000).into()).unwrap();
        let found = |low: u8| {
            let some: Vec<_> = rows.iter().filter(|r| r.1[0] >= low).collect();
            let right = some.iter().filter(|r| {
                let mut scores = [0; 3];
                table.score(&[r.0], &mut scores);
                scores == [i32::from(r.1[0]), 0, 0]
            });
            right.count() as f64 / some.len() as f64
        };
        assert!(found(90) > 0.99 && found(20) < 0.95);
    }

    #[test]
    fn malformed_tables_are_refused() {
        let whole = Sparse::write(&[(7, vec![(1, 2)])]);
        assert!(Sparse::read(whole[..whole.len() - 1].to_vec().into()).is_none());
        assert!(Sparse::read(Vec::new().into()).is_none());
        let whole = Pairs::write(&[(7, [1, 2])]);
        assert!(Pairs::read(whole[..whole.len() - 1].to_vec().into()).is_none());
        assert!(Pairs::read(vec![255; 40].into()).is_none());
    }
}
