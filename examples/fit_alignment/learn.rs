//! What is learned: weights by Newton's method, trees by gradient boosting.

use factlint::graph::feature::{FEATURES, Feature};
use rayon::prelude::*;

/// The features of a pair, whether it is right, and how much it counts.
pub type Row = (Vec<f64>, bool, f64);

/// The value that all trees start from, and the trees.
pub type Boosted = (f64, Vec<Vec<Node>>);

/// Steps of Newton's method, and the weight of the penalty in pairs.
const STEPS: usize = 12;
const PENALTY: f64 = 2.0;

/// The logistic function of the weighted sum.
pub fn score(weights: &[f64], features: &[f64]) -> f64 {
    let sum: f64 = weights.iter().zip(features).map(|(w, f)| w * f).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Newton's method for the penalised likelihood.
pub fn fit(rows: &[Row]) -> Vec<f64> {
    let n = FEATURES.len();
    let mut weights = vec![0.0; n];
    for _ in 0..STEPS {
        let mut gradient = vec![0.0; n];
        let mut hessian = vec![vec![0.0; n]; n];
        for (x, right, weight) in rows {
            let p = score(&weights, x);
            let error = weight * (f64::from(u8::from(*right)) - p);
            let curve = weight * p * (1.0 - p);
            let active: Vec<usize> = (0..n).filter(|i| x[*i] != 0.0).collect();
            for i in &active {
                gradient[*i] += error * x[*i];
                for j in &active {
                    hessian[*i][*j] += curve * x[*i] * x[*j];
                }
            }
        }
        for i in 0..n {
            let penalty = if i == Feature::Bias as usize { 1e-6 } else { PENALTY };
            gradient[i] -= penalty * weights[i];
            hessian[i][i] += penalty;
        }
        for (w, step) in weights.iter_mut().zip(solve(hessian, gradient)) {
            *w += step.clamp(-2.0, 2.0);
        }
    }
    weights
}

/// A tree of decisions: inner nodes hold feature, threshold and the two next nodes; leaves their value.
#[derive(Clone, Debug)]
pub enum Node {
    Split { feature: usize, at: f32, value: f64, low: usize, high: usize },
    Leaf(f64),
}

/// Number and depth of the trees, and how much of what it finds each adds.
pub const TREES: usize = 700;
/// Number of those that judge two answers by all their facts: they see little, and would learn it by heart.
pub const TREES_SIDES: usize = 150;
const DEPTH: usize = 5;
const RATE: f64 = 0.05;
/// Shares of the rows and of the features that each tree sees, in 256ths.
const ROWS: u64 = 150;
const SEEN: u64 = 120;
/// Values of a feature that are told apart.
const BINS: usize = 24;
/// Curvature that is added to each leaf, and the least that a leaf must have.
const SMOOTH: f64 = 8.0;
const LEAST: f64 = 6.0;

/// Gradient boosting of shallow trees on the logistic loss.
pub fn boost(rows: &[Row], count: usize) -> Boosted {
    let n = FEATURES.len();
    let cuts: Vec<Vec<f32>> = (0..n)
        .map(|f| {
            let mut values: Vec<f32> = rows.iter().map(|r| r.0[f] as f32).collect();
            values.sort_by(f32::total_cmp);
            values.dedup();
            if values.len() <= BINS {
                values.windows(2).map(|w| (w[0] + w[1]) / 2.0).collect()
            } else {
                (1..BINS).map(|b| values[b * values.len() / BINS]).collect::<Vec<_>>()
            }
        })
        .collect();
    let bins: Vec<Vec<u8>> =
        (0..n).map(|f| rows.iter().map(|r| cuts[f].partition_point(|c| *c <= r.0[f] as f32) as u8).collect()).collect();
    let weight = |right: bool| rows.iter().filter(|r| r.1 == right).map(|r| r.2).sum::<f64>();
    let base = (weight(true) / weight(false)).ln();
    let mut scores = vec![base; rows.len()];
    let mut trees = Vec::new();
    let mut random = Random(1);
    for _ in 0..count {
        let sample: Vec<u32> = (0..rows.len() as u32).filter(|_| random.next() < ROWS).collect();
        let features: Vec<usize> = (0..n).filter(|f| random.next() < SEEN && !cuts[*f].is_empty()).collect();
        let grads: Vec<(f64, f64)> = rows
            .iter()
            .zip(&scores)
            .map(|(r, s)| {
                let p = 1.0 / (1.0 + (-s).exp());
                (r.2 * (f64::from(u8::from(r.1)) - p), r.2 * p * (1.0 - p))
            })
            .collect();
        let mut nodes = vec![Node::Leaf(0.0)];
        let mut open: Vec<(usize, Vec<u32>, usize)> = vec![(0, sample, 0)];
        while let Some((at, members, depth)) = open.pop() {
            let total =
                members.iter().fold((0.0, 0.0), |t, i| (t.0 + grads[*i as usize].0, t.1 + grads[*i as usize].1));
            let gain = |g: f64, h: f64| g * g / (h + SMOOTH);
            // The best cut of a feature, with what it gains.
            let cut = |f: usize| {
                let mut sums = [(0.0f64, 0.0f64); BINS + 1];
                for i in &members {
                    let b = bins[f][*i as usize] as usize;
                    sums[b].0 += grads[*i as usize].0;
                    sums[b].1 += grads[*i as usize].1;
                }
                let mut best: Option<(f64, usize, usize)> = None;
                let mut left = (0.0, 0.0);
                for (b, sum) in sums.iter().enumerate().take(cuts[f].len()) {
                    left = (left.0 + sum.0, left.1 + sum.1);
                    let rest = (total.0 - left.0, total.1 - left.1);
                    if left.1 < LEAST || rest.1 < LEAST {
                        continue;
                    }
                    let g = gain(left.0, left.1) + gain(rest.0, rest.1) - gain(total.0, total.1);
                    if g > best.map_or(1e-3, |b| b.0) {
                        best = Some((g, f, b));
                    }
                }
                best
            };
            let cuts_of: Vec<_> =
                if depth < DEPTH { features.par_iter().map(|f| cut(*f)).collect() } else { Vec::new() };
            let best = cuts_of.into_iter().flatten().fold(None, |best: Option<(f64, usize, usize)>, one| match best {
                Some(b) if b.0 >= one.0 => Some(b),
                _ => Some(one),
            });
            let value = RATE * total.0 / (total.1 + SMOOTH);
            match best {
                Some((_, f, b)) => {
                    let (low, high): (Vec<u32>, Vec<u32>) =
                        members.iter().partition(|i| (bins[f][**i as usize] as usize) <= b);
                    let next = nodes.len();
                    nodes.push(Node::Leaf(0.0));
                    nodes.push(Node::Leaf(0.0));
                    nodes[at] = Node::Split { feature: f, at: cuts[f][b], value, low: next, high: next + 1 };
                    open.push((next, low, depth + 1));
                    open.push((next + 1, high, depth + 1));
                }
                None => {
                    nodes[at] = Node::Leaf(value);
                }
            }
        }
        scores.par_iter_mut().zip(rows).for_each(|(s, row)| *s += value_of(&nodes, &row.0));
        trees.push(nodes);
    }
    (base, trees)
}

/// Numbers that look random and are the same each time (splitmix64).
pub struct Random(pub u64);

impl Random {
    /// 0 to 255.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) >> 56
    }
}

fn value_of(tree: &[Node], x: &[f64]) -> f64 {
    let mut at = 0;
    loop {
        match &tree[at] {
            Node::Leaf(v) => return *v,
            Node::Split { feature, at: cut, low, high, .. } => {
                at = if (x[*feature] as f32) < *cut { *low } else { *high }
            }
        }
    }
}

/// The judgement of all trees, as log-odds.
pub fn grow(model: &Boosted, x: &[f64]) -> f64 {
    model.0 + model.1.iter().map(|t| value_of(t, x)).sum::<f64>()
}

/// Solves a system of linear equations by elimination with pivots.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for i in 0..n {
        let pivot = (i..n).max_by(|a, b| matrix[*a][i].abs().total_cmp(&matrix[*b][i].abs())).unwrap_or(i);
        matrix.swap(i, pivot);
        right.swap(i, pivot);
        let row = matrix[i].clone();
        for j in i + 1..n {
            let factor = matrix[j][i] / row[i];
            if factor != 0.0 {
                for (m, r) in matrix[j][i..].iter_mut().zip(&row[i..]) {
                    *m -= factor * r;
                }
                right[j] -= factor * right[i];
            }
        }
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| matrix[i][j] * right[j]).sum();
        right[i] = (right[i] - known) / matrix[i][i];
    }
    right
}

/// A tree from one of its nodes, as a line of text.
pub fn line(tree: &[Node], at: usize, out: &mut String) {
    match &tree[at] {
        Node::Leaf(value) => out.push_str(&format!("={value:.4}")),
        Node::Split { feature, at, value, low, high } => {
            out.push_str(&format!("{}<{at:.3}@{value:.4} ", FEATURES[*feature].1));
            line(tree, *low, out);
            out.push(' ');
            line(tree, *high, out);
        }
    }
}
