//! Tables of weights as they lie in the model file: read in place, without a copy.
//!
//! A table knows a feature by 16 bits of its hash beside its place, so one lookup in some ten thousand finds
//! a stranger; the noise is far below that of the weights' rounding.

use std::borrow::Cow;

/// Something that scores classes by the features that hold.
pub(super) trait Weights {
    /// Adds up the weights of `features` into `scores`, which the caller has set to zero.
    fn score(&self, features: &[u64], scores: &mut [i32]);
}

/// Bytes of a model file, built in or read.
pub(super) type Bytes = Cow<'static, [u8]>;

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
pub(super) struct Sparse {
    bytes: Bytes,
    buckets: u64,
    data: usize,
}

impl Sparse {
    /// Reads a table; none if it is malformed.
    pub(super) fn read(bytes: Bytes) -> Option<Self> {
        let buckets = u64::from(u32_at(&bytes, 0)?);
        let data = 4 + 4 * (buckets as usize + 1);
        let length = u32_at(&bytes, data - 4)? as usize;
        (buckets > 0 && bytes.len() == data + length).then_some(Self { bytes, buckets, data })
    }

    /// The entries of a feature: class and weight in turn.
    #[inline]
    pub(super) fn row(&self, hash: u64) -> &[u8] {
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
    pub(super) fn write(rows: &[(u64, Vec<(u8, i8)>)]) -> Vec<u8> {
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