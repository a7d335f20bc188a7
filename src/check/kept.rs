//! What was found out about pairs of articles, on disk beside the digests: a second run compares only what changed.
//!
//! Each article has one record with its bonds to others. A bond lies with that article of the two that had no record yet, so
//! that a changed article brings one new record and leaves those of its neighbours as they are.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::cache::{Cache, Record};
use crate::graph::{Bond, Bonds, ITSELF, Key};

/// Sorts these records from those of digests, which have the name of a format here.
const FORM: &str = "bonds";

/// Bytes up to which a record keeps what other runs put in; beyond, it starts again with what the last run needed.
const LARGEST: usize = 4 << 20;

/// A bond in the record of one of its articles: the other, and whether the owner of the record is the first of both.
type Entry = (Key, bool, Bond);

fn entries_of(body: &[u8]) -> Option<Vec<Entry>> {
    postcard::from_bytes(body).ok()
}

impl Cache {
    /// Looks up what is known of pairs of these articles.
    pub fn recall(&self, bonds: &mut Bonds) -> Kept {
        let keys: FxHashSet<Key> = bonds.keys().iter().copied().collect();
        let owners: Vec<Key> = keys.iter().copied().collect();
        let asked = |other: &Key| *other == ITSELF || keys.contains(other);
        let load = |owner: &Key| Some((*owner, self.load(Record::Bonds, &self.key(FORM, owner), entries_of)?));
        let records: Vec<(Key, Vec<Entry>)> = owners.par_iter().filter_map(load).collect();
        let mut kept = Kept::default();
        for (owner, entries) in records {
            kept.owners.insert(owner);
            for (other, first, bond) in entries.into_iter().filter(|(other, ..)| asked(other)) {
                bonds.known.insert(if first { (owner, other) } else { (other, owner) }, bond);
            }
        }
        kept
    }

    /// Keeps what was found out, but for what concerns `private` articles.
    pub fn keep(&self, bonds: Bonds, kept: &Kept, private: &FxHashSet<Key>) {
        let mut news: BTreeMap<Key, Vec<Entry>> = BTreeMap::new();
        for ((a, b), bond) in bonds.fresh {
            if private.contains(&a) || private.contains(&b) {
                continue;
            }
            let of_first = b == ITSELF || !kept.owners.contains(&a) || kept.owners.contains(&b);
            let (owner, other) = if of_first { (a, b) } else { (b, a) };
            news.entry(owner).or_default().push((other, of_first, bond));
        }
        news.into_par_iter().for_each(|(owner, mut entries)| {
            let key = self.key(FORM, &owner);
            let new = entries.len();
            if kept.owners.contains(&owner) {
                let met: FxHashSet<(Key, bool)> = entries.iter().map(|(other, first, _)| (*other, *first)).collect();
                let old = self.load(Record::Bonds, &key, entries_of).unwrap_or_default();
                entries.extend(old.into_iter().filter(|(other, first, _)| !met.contains(&(*other, *first))));
            }
            let mut body = postcard::to_stdvec(&entries);
            if body.as_ref().is_ok_and(|body| body.len() > LARGEST) {
                body = postcard::to_stdvec(&entries[..new]);
            }
            self.store(&key, body);
        });
    }
}

/// Which articles have a record.
#[derive(Debug, Default)]
pub struct Kept {
    owners: FxHashSet<Key>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [Key; 3] = [[1; 16], [2; 16], [3; 16]];

    fn fresh(pairs: &[(usize, usize, u32)]) -> Bonds {
        let bond = |n: u32| Bond { confirmed: vec![(n, n)], ..Bond::default() };
        let fresh = pairs.iter().map(|(a, b, n)| ((KEYS[*a], if a == b { ITSELF } else { KEYS[*b] }), bond(*n)));
        let mut bonds = Bonds::default();
        bonds.fresh.extend(fresh);
        bonds
    }

    /// What is known of some articles, by both and the number in their bond.
    fn known(cache: &Cache, articles: &[usize]) -> (Kept, Vec<(Key, Key, u32)>) {
        let mut bonds = Bonds::of_keys(articles.iter().map(|i| KEYS[*i]).collect());
        let kept = cache.recall(&mut bonds);
        let mut known: Vec<_> = bonds.known.iter().map(|((a, b), bond)| (*a, *b, bond.confirmed[0].0)).collect();
        known.sort_unstable();
        (kept, known)
    }

    #[test]
    fn each_bond_is_kept_once_and_found_with_either_article() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path(), "k").unwrap();
        let (none, empty) = known(&cache, &[0, 1, 2]);
        assert!(empty.is_empty());
        cache.keep(fresh(&[(0, 1, 7), (1, 1, 8)]), &none, &FxHashSet::default());
        let (kept, some) = known(&cache, &[0, 1]);
        assert_eq!(some, [(KEYS[0], KEYS[1], 7), (KEYS[1], ITSELF, 8)]);
        // A new article takes its bonds with it, and those that were known stay.
        let before = std::fs::read(cache.path(&cache.key(FORM, &KEYS[0]))).unwrap();
        cache.keep(fresh(&[(0, 2, 9), (2, 1, 10)]), &kept, &FxHashSet::default());
        assert_eq!(std::fs::read(cache.path(&cache.key(FORM, &KEYS[0]))).unwrap(), before);
        let (kept, all) = known(&cache, &[0, 1, 2]);
        assert_eq!(all.len(), 4);
        assert!(all.contains(&(KEYS[0], KEYS[2], 9)) && all.contains(&(KEYS[2], KEYS[1], 10)));
        assert_eq!(known(&cache, &[1, 2]).1.len(), 2, "only what is between the articles asked for");
        // The other way round is another bond, and a later one takes the place of an older.
        cache.keep(fresh(&[(1, 0, 11), (0, 1, 12)]), &kept, &FxHashSet::default());
        let (_, all) = known(&cache, &[0, 1]);
        assert_eq!(all, [(KEYS[0], KEYS[1], 12), (KEYS[1], ITSELF, 8), (KEYS[1], KEYS[0], 11)]);
        assert!(cache.notes().is_empty());
    }

    #[test]
    fn nothing_of_a_draft_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path(), "k").unwrap();
        let draft = FxHashSet::from_iter([KEYS[1]]);
        cache.keep(fresh(&[(0, 1, 7), (1, 1, 8), (1, 2, 9), (0, 2, 10)]), &Kept::default(), &draft);
        assert_eq!(known(&cache, &[0, 1, 2]).1, [(KEYS[0], KEYS[2], 10)]);
        assert!(!cache.path(&cache.key(FORM, &KEYS[1])).exists());
    }

    #[test]
    fn a_broken_record_is_none_and_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path(), "k").unwrap();
        cache.keep(fresh(&[(0, 1, 7)]), &Kept::default(), &FxHashSet::default());
        let path = cache.path(&cache.key(FORM, &KEYS[0]));
        let mut bytes = std::fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(&path, bytes).unwrap();
        let (kept, some) = known(&cache, &[0, 1]);
        assert!(some.is_empty());
        assert!(cache.notes()[0].contains("1 broken record; its article was compared anew"));
        assert!(cache.notes().is_empty());
        cache.keep(fresh(&[(0, 1, 7)]), &kept, &FxHashSet::default());
        assert_eq!(known(&cache, &[0, 1]).1.len(), 1, "it is mended");
    }
}
