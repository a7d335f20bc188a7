//! Hashes of features. The model file holds their values, so they must never change within a version of the file.

const K: u64 = 0x9E37_79B9_7F4A_7C15;
const L: u64 = 0xD6E8_FEB8_6659_FD93;

/// Takes one more value into a hash.
#[inline(always)]
pub(super) fn step(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(27) ^ value).wrapping_mul(K)
}

/// Spreads the bits, so that any of them may serve as index or check.
#[inline(always)]
pub(super) fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(L);
    hash ^ (hash >> 29)
}

/// Hash of a few values under a template's number.
#[inline(always)]
pub(crate) fn feature(template: u64, values: &[u64]) -> u64 {
    let mut hash = template.wrapping_mul(L);
    for value in values {
        hash = step(hash, *value);
    }
    finish(hash)
}

/// Hash of a string.
#[inline]
pub(crate) fn text(bytes: &[u8]) -> u64 {
    let mut hash = bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut eight = [0; 8];
        eight.copy_from_slice(chunk);
        hash = step(hash, u64::from_le_bytes(eight));
    }
    let mut rest = 0;
    for byte in chunks.remainder() {
        rest = rest << 8 | u64::from(*byte);
    }
    finish(step(hash, rest))
}

/// Checksum of a file's body: not against malice, against truncation and bit rot.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    // Four lanes, since one would wait for each multiplication to end.
    let mut lanes = [1u64, 2, 3, 4];
    let mut chunks = bytes.chunks_exact(32);
    for chunk in &mut chunks {
        for (lane, eight) in lanes.iter_mut().zip(chunk.chunks_exact(8)) {
            let mut word = [0; 8];
            word.copy_from_slice(eight);
            *lane = step(*lane, u64::from_le_bytes(word));
        }
    }
    feature(text(chunks.remainder()), &lanes)
}
