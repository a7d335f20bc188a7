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
