//! Averaged perceptron over hashed features (Collins 2002), in whole numbers.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::syntax::table::Weights;

/// A class's weight under one feature.
#[derive(Clone, Copy, Debug)]
struct Cell {
    class: u8,
    weight: i32,
    /// When the weight last changed, and the sum of its values until then.
    since: u32,
    sum: i64,
}

/// Weights in training.
#[derive(Debug, Default)]
pub(super) struct Perceptron {
    index: FxHashMap<u64, u32>,
    keys: Vec<u64>,
    rows: Vec<Vec<Cell>>,
    updates: Vec<u32>,
    now: u32,
}

/// A feature and its weights for the model file.
pub(super) type Row = (u64, Vec<(u8, i8)>);

impl Perceptron {
    /// One more decision has been looked at.
    pub(super) fn tick(&mut self) {
        self.now += 1;
    }

    /// Moves the weights of `features` towards one class and away from another.
    pub(super) fn update(&mut self, features: &[u64], right: u8, wrong: u8) {
        for hash in features {
            let next = self.rows.len() as u32;
            let row = *self.index.entry(*hash).or_insert(next);
            if row == next {
                self.keys.push(*hash);
                self.rows.push(Vec::new());
                self.updates.push(0);
            }
            self.updates[row as usize] += 1;
            let row = &mut self.rows[row as usize];
            for (class, change) in [(right, 1), (wrong, -1)] {
                let at = row.iter().position(|c| c.class == class).unwrap_or_else(|| {
                    row.push(Cell { class, weight: 0, since: self.now, sum: 0 });
                    row.len() - 1
                });
                let cell = &mut row[at];
                cell.sum += i64::from(cell.weight) * i64::from(self.now - cell.since);
                cell.since = self.now;
                cell.weight += change;
            }
        }
    }

    /// Averaged weights, in units of 1/1000.
    fn averages(&self) -> Vec<(u64, u32, Vec<(u8, i64)>)> {
        let now = i64::from(self.now.max(1));
        let mut out = Vec::with_capacity(self.rows.len());
        for ((key, row), updates) in self.keys.iter().zip(&self.rows).zip(&self.updates) {
            let cells = row
                .iter()
                .map(|c| {
                    let sum = c.sum + i64::from(c.weight) * i64::from(self.now - c.since);
                    (c.class, sum * 1000 / now)
                })
                .collect();
            out.push((*key, *updates, cells));
        }
        out
    }

    /// Adds the averaged weights, in units of 1/1000.
    pub(super) fn add_to(&self, sum: &mut Sum) {
        for (key, updates, cells) in self.averages() {
            let all = sum.0.entry(key).or_default();
            all.0 += updates;
            for (class, weight) in cells {
                *all.1.entry(class).or_default() += weight;
            }
        }
    }

    /// Weights rounded to a byte. Features updated fewer than `seen` times are dropped, and weights that round to zero at
    /// `unit` thousandths for one step.
    pub(super) fn rows(&self, seen: u32, unit: i64) -> Vec<Row> {
        let mut rows = Vec::new();
        for (key, updates, cells) in self.averages() {
            if updates < seen {
                continue;
            }
            let mut row: Vec<(u8, i8)> =
                cells.into_iter().map(|(c, w)| (c, round(w, unit))).filter(|(_, w)| *w != 0).collect();
            row.sort_unstable();
            if !row.is_empty() {
                rows.push((key, row));
            }
        }
        rows
    }
}

/// The best class beside the right one, if it comes nearer to it than `margin`.
pub(super) fn rival(scores: &[i32], right: u8, margin: i32) -> Option<u8> {
    let others = scores.iter().enumerate().filter(|(class, _)| *class != usize::from(right));
    let (class, score) = others.max_by_key(|(class, score)| (**score, std::cmp::Reverse(*class)))?;
    (scores[usize::from(right)].saturating_sub(*score) <= margin).then_some(class as u8)
}

/// A feature's weights for three classes, with what the average needs, in one place of memory.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: u64,
    sum: [i64; 3],
    weight: [i32; 3],
    since: u32,
    updates: u32,
}

/// A perceptron of three classes: the same, laid out for speed.
#[derive(Debug)]
pub(super) struct Three {
    slots: Vec<Slot>,
    used: usize,
    now: u32,
}

impl Three {
    pub(super) fn new() -> Self {
        Self { slots: vec![Slot::default(); 1 << 22], used: 0, now: 0 }
    }

    /// One more decision has been looked at.
    pub(super) fn tick(&mut self) {
        self.now += 1;
    }

    fn find(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key >> 20) as usize & mask;
        while self.slots[at].key != key && self.slots[at].key != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    /// Moves the weights of `features` towards one class and away from another.
    pub(super) fn update(&mut self, features: &[u64], right: u8, wrong: u8) {
        if (self.used + features.len()) * 3 > self.slots.len() * 2 {
            let double = vec![Slot::default(); self.slots.len() * 2];
            for slot in std::mem::replace(&mut self.slots, double).into_iter().filter(|s| s.key != 0) {
                let at = self.find(slot.key);
                self.slots[at] = slot;
            }
        }
        for key in features {
            let at = self.find(*key);
            let slot = &mut self.slots[at];
            if slot.key == 0 {
                slot.key = *key;
                self.used += 1;
            }
            let span = i64::from(self.now - slot.since);
            for (sum, weight) in slot.sum.iter_mut().zip(slot.weight) {
                *sum += span * i64::from(weight);
            }
            slot.since = self.now;
            slot.updates += 1;
            slot.weight[usize::from(right)] += 1;
            slot.weight[usize::from(wrong)] -= 1;
        }
    }

    /// Adds the averaged weights, in units of 1/1000, as the differences of the first two classes from the third.
    pub(super) fn add_to(&self, sum: &mut Sum) {
        let now = i64::from(self.now.max(1));
        for slot in self.slots.iter().filter(|s| s.updates > 0) {
            let span = i64::from(self.now - slot.since);
            let weight = |c: usize| (slot.sum[c] + span * i64::from(slot.weight[c])) * 1000 / now;
            let all = sum.0.entry(slot.key).or_default();
            all.0 += slot.updates;
            for class in 0..2 {
                *all.1.entry(class).or_default() += weight(usize::from(class)) - weight(2);
            }
        }
    }
}

/// Sums of the averaged weights of several trainings: by feature the updates, and by class the weight in units of 1/1000.
#[derive(Debug, Default)]
pub(super) struct Sum(BTreeMap<u64, (u32, BTreeMap<u8, i64>)>);

/// Averages of `runs` trainings of three classes rounded to a byte at `unit` thousandths for one step. Features updated
/// fewer than `seen` times and differences below `least` are dropped.
pub(super) fn pairs(sum: &Sum, runs: i64, seen: u32, unit: i64, least: i64) -> Vec<(u64, [u8; 2])> {
    let known = sum.0.iter().filter(|(_, (updates, _))| *updates >= seen);
    known
        .filter_map(|(key, (_, weights))| {
            let weight = |class: u8| weights.get(&class).copied().unwrap_or(0) / runs;
            let (a, b) = (weight(0), weight(1));
            let pair = [round(a, unit) as u8, round(b, unit) as u8];
            let heavy = a.abs().max(b.abs()).max((a - b).abs()) >= least;
            (heavy && pair != [0, 0]).then_some((*key, pair))
        })
        .collect()
}

/// Averages of `runs` trainings of many classes, as those of one ([`Perceptron::rows`]); the heaviest features, as many as
/// fit into so many bytes.
pub(super) fn rows(sum: &Sum, runs: i64, seen: u32, unit: i64, bytes: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (key, (updates, weights)) in &sum.0 {
        let row: Vec<(u8, i8)> =
            weights.iter().map(|(c, w)| (*c, round(w / runs, unit))).filter(|(_, w)| *w != 0).collect();
        if *updates >= seen && !row.is_empty() {
            rows.push((*key, row));
        }
    }
    let heaviest = |row: &Row| row.1.iter().map(|(_, w)| w.unsigned_abs()).max();
    rows.sort_by_key(|row| (std::cmp::Reverse(heaviest(row)), row.0));
    let mut room = bytes;
    rows.retain(|row| {
        // Its entry in the table, and its part of the table of buckets.
        let size = 3 + 2 * row.1.len() + 2;
        let fits = size <= room;
        room = if fits { room - size } else { 0 };
        fits
    });
    rows.sort_by_key(|row| row.0);
    rows
}

impl Weights for Three {
    fn score(&self, features: &[u64], scores: &mut [i32]) {
        let mut total = [0; 3];
        for key in features {
            let slot = &self.slots[self.find(*key)];
            for (sum, weight) in total.iter_mut().zip(slot.weight) {
                *sum += weight;
            }
        }
        for (score, sum) in scores.iter_mut().zip(total) {
            *score += sum;
        }
    }
}

fn round(weight: i64, unit: i64) -> i8 {
    let half = if weight < 0 { -unit / 2 } else { unit / 2 };
    ((weight + half) / unit).clamp(-127, 127) as i8
}

impl Weights for Perceptron {
    fn score(&self, features: &[u64], scores: &mut [i32]) {
        for hash in features {
            if let Some(row) = self.index.get(hash) {
                for cell in &self.rows[*row as usize] {
                    scores[usize::from(cell.class)] += cell.weight;
                }
            }
        }
    }
}
