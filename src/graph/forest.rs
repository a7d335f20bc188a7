//! A sum of small decision trees, read from text.
//!
//! One tree a line, written from its root: a split is `feature<threshold@value`, followed by the tree for lower values and
//! the one for the others; a leaf is `=value`. The value of a split is what the tree would say if it ended there, so that the
//! way down shows what each feature added (Saabas 2014). The first line is the value that all trees start from.

use std::str::SplitAsciiWhitespace;

use super::feature::{FEATURES, Feature, Features};

/// Trees, and the value that they start from.
#[derive(Clone, Debug, PartialEq)]
pub struct Forest {
    base: f32,
    nodes: Vec<Node>,
    trees: Vec<Tree>,
    /// The trees once more, cut off where a split asks for what other articles say ([`OUTSIDE`]): there stands the most
    /// that can follow. Those that tell most come first. Each with the most that it and those behind it can add.
    cut: Vec<(Tree, f32)>,
}

/// A tree of the forest.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Tree {
    root: u32,
    /// Splits on the longest way down.
    depth: u32,
}

/// A node. The tree for lower values begins at `low`, that for the others behind it. A leaf leads back to itself, so that
/// every way down can be walked as far as the longest, without asking at each step whether it has ended: the processor
/// guesses the outcomes of such questions badly.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    at: f32,
    low: u32,
    value: f32,
    feature: Feature,
}

impl Node {
    fn leaf(here: usize, value: f32) -> Self {
        Self { at: f32::INFINITY, low: here as u32, value, feature: Feature::Bias }
    }
}

/// What is measured on other articles than the two of the pair.
pub const OUTSIDE: [Feature; 2] = [Feature::LeastSupport, Feature::Support];

impl Forest {
    /// Reads trees from text.
    ///
    /// # Errors
    /// The number of the line at fault and what is wrong there.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut lines = text.lines().enumerate().filter(|(_, l)| !l.starts_with('#'));
        let (_, first) = lines.next().ok_or("1: no trees; make them with `examples/fit_alignment`")?;
        let base = first.trim().parse().map_err(|_| format!("1: `{first}` is no number"))?;
        let mut forest = Self { base, nodes: Vec::new(), trees: Vec::new(), cut: Vec::new() };
        for (n, line) in lines {
            let root = forest.nodes.len();
            forest.nodes.push(Node::leaf(root, 0.0));
            let mut words = line.split_ascii_whitespace();
            let depth = forest.tree(root, &mut words).map_err(|what| format!("{}: {what}", n + 1))?;
            if let Some(word) = words.next() {
                return Err(format!("{}: `{word}` stands behind the end of the tree", n + 1));
            }
            forest.trees.push(Tree { root: root as u32, depth });
        }
        forest.cut();
        Ok(forest)
    }

    /// Reads a tree into its node, and gives its depth.
    fn tree(&mut self, here: usize, words: &mut SplitAsciiWhitespace) -> Result<u32, String> {
        let word = words.next().ok_or("the tree breaks off")?;
        let number = |s: &str| s.parse::<f32>().map_err(|_| format!("`{s}` is no number"));
        if let Some(value) = word.strip_prefix('=') {
            self.nodes[here].value = number(value)?;
            return Ok(0);
        }
        let (test, value) = word.split_once('@').ok_or_else(|| format!("`{word}` is no node"))?;
        let (id, at) = test.split_once('<').ok_or_else(|| format!("`{word}` is no node"))?;
        let feature = FEATURES.iter().find(|(_, name)| *name == id).map(|(f, _)| *f);
        let feature = feature.ok_or_else(|| format!("no feature `{id}`"))?;
        let low = self.nodes.len();
        self.nodes[here] = Node { at: number(at)?, low: low as u32, value: number(value)?, feature };
        self.nodes.extend([Node::leaf(low, 0.0), Node::leaf(low + 1, 0.0)]);
        Ok(1 + self.tree(low, words)?.max(self.tree(low + 1, words)?))
    }

    /// Fills in `cut`.
    fn cut(&mut self) {
        let mut cut = Vec::new();
        for tree in self.trees.clone() {
            let first = self.nodes.len();
            self.nodes.push(Node::leaf(first, 0.0));
            let depth = self.cut_tree(tree.root, first);
            let leaves = self.nodes[first..].iter().enumerate().filter(|(i, n)| n.low as usize == first + i);
            let ends =
                leaves.fold((f32::INFINITY, f32::NEG_INFINITY), |(l, h), (_, n)| (l.min(n.value), h.max(n.value)));
            cut.push((Tree { root: first as u32, depth }, ends));
        }
        cut.sort_by(|(_, (l, h)), (_, (m, i))| (i - m).total_cmp(&(h - l)));
        let mut most = 0.0;
        let behind = cut.into_iter().rev().map(|(tree, (_, high))| {
            most += high;
            (tree, most)
        });
        self.cut = behind.collect();
        self.cut.reverse();
    }

    /// Copies a tree without what is cut off, and gives its depth.
    fn cut_tree(&mut self, from: u32, to: usize) -> u32 {
        let node = self.nodes[from as usize];
        if node.low == from {
            self.nodes[to].value = node.value;
            return 0;
        }
        if OUTSIDE.contains(&node.feature) {
            self.nodes[to].value = self.highest(from, None);
            return 0;
        }
        let low = self.nodes.len();
        self.nodes[to] = Node { low: low as u32, ..node };
        self.nodes.extend([Node::leaf(low, 0.0), Node::leaf(low + 1, 0.0)]);
        1 + self.cut_tree(node.low, low).max(self.cut_tree(node.low + 1, low + 1))
    }

    /// The sum of all trees.
    pub fn sum(&self, features: &Features) -> f32 {
        self.trees.iter().fold(self.base, |sum, tree| sum + self.leaf(tree, features))
    }

    /// Of each whether its sum can come to this, whatever other articles say ([`OUTSIDE`]). The rounding of the sum may make
    /// a difference of [`ROUNDING`].
    pub fn reaching(&self, limit: f32, all: &[&Features]) -> Vec<bool> {
        let mut left: Vec<(usize, f32)> = (0..all.len()).map(|i| (i, self.base)).collect();
        // A few trees for all at a time: they stay at hand.
        for trees in self.cut.chunks(STRIDE) {
            left.retain(|(_, sum)| sum + trees[0].1 >= limit);
            for (i, sum) in &mut left {
                *sum += trees.iter().map(|(tree, _)| self.leaf(tree, all[*i])).sum::<f32>();
            }
        }
        let most = |features| self.trees.iter().map(|tree| self.highest(tree.root, Some(features))).sum::<f32>();
        let mut reaching = vec![false; all.len()];
        for (i, sum) in left {
            reaching[i] = sum >= limit && self.base + most(all[i]) >= limit;
        }
        reaching
    }

    fn leaf(&self, tree: &Tree, features: &Features) -> f32 {
        let mut at = tree.root;
        for _ in 0..tree.depth {
            at = self.next(&self.nodes[at as usize], features);
        }
        self.nodes[at as usize].value
    }

    fn next(&self, node: &Node, features: &Features) -> u32 {
        node.low + u32::from(features[node.feature as usize] >= node.at)
    }

    /// The highest leaf that can be reached, whatever other articles say; without features, the highest of all. Trees are
    /// shallow.
    fn highest(&self, at: u32, features: Option<&Features>) -> f32 {
        let node = &self.nodes[at as usize];
        match features.filter(|_| !OUTSIDE.contains(&node.feature)) {
            _ if node.low == at => node.value,
            Some(known) => self.highest(self.next(node, known), features),
            None => self.highest(node.low, features).max(self.highest(node.low + 1, features)),
        }
    }

    /// What each feature added to the sum, by feature.
    pub fn parts(&self, features: &Features) -> Features {
        let mut parts = [0.0; FEATURES.len()];
        for tree in &self.trees {
            let mut at = tree.root;
            while self.nodes[at as usize].low != at {
                let node = &self.nodes[at as usize];
                at = self.next(node, features);
                parts[node.feature as usize] += self.nodes[at as usize].value - node.value;
            }
        }
        parts
    }
}

/// Trees that are walked before it is asked again whether the others can make up for it.
const STRIDE: usize = 16;

/// More than the rounding of single steps can make of a sum of some hundred trees.
pub const ROUNDING: f32 = 1e-3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_read_and_summed() {
        let forest = Forest::read("-1\nslip<0.5@0.1 =-0.5 story<0.2@0.4 =0.3 =0.6\n=0.25\n").unwrap();
        let mut features = [0.0; FEATURES.len()];
        assert_eq!(forest.sum(&features), -1.0 - 0.5 + 0.25);
        features[Feature::Slip as usize] = 1.0;
        features[Feature::Story as usize] = 0.3;
        assert_eq!(forest.sum(&features), -1.0 + 0.6 + 0.25);
        let parts = forest.parts(&features);
        assert!((parts[Feature::Slip as usize] - 0.3).abs() < 1e-6);
        assert!((parts[Feature::Story as usize] - 0.2).abs() < 1e-6);
    }

    fn reaches(forest: &Forest, limit: f32, features: &Features) -> bool {
        // Among others that don't.
        forest.reaching(limit, &[&[0.0; FEATURES.len()], features, &[0.0; FEATURES.len()]])[1]
    }

    #[test]
    fn what_other_articles_may_say_is_allowed_for() {
        let forest = Forest::read("-1\nsupport<0.3@0 slip<0.5@0 =0.1 =0.7 =0.2\nstory<0.2@0 =0.5 =0\n").unwrap();
        for (slip, story) in [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)] {
            let mut features = [0.0; FEATURES.len()];
            features[Feature::Slip as usize] = slip;
            features[Feature::Story as usize] = story;
            let sums = [0.0, 0.3, 1.0].map(|support| {
                features[Feature::Support as usize] = support;
                forest.sum(&features)
            });
            let most = sums.into_iter().fold(f32::MIN, f32::max);
            assert!(reaches(&forest, most - ROUNDING, &features) && !reaches(&forest, most + ROUNDING, &features));
        }
    }

    #[test]
    fn it_is_told_soundly_what_the_trees_that_ship_can_come_to() {
        let forest = Forest::read(include_str!("../../rules/clashing.trees")).unwrap();
        let (mut within, mut beyond) = (0, 0);
        for n in 0..300_usize {
            let mut features: Features = std::array::from_fn(|i| ((i * 7 + n * n) % 11) as f32 / 10.0);
            let sum = forest.sum(&features);
            for outside in OUTSIDE {
                features[outside as usize] = (n % 4) as f32 / 3.0;
            }
            assert!(reaches(&forest, sum - ROUNDING, &features), "{n}");
            let limit = sum + (n % 20) as f32 / 8.0;
            if reaches(&forest, limit, &features) { within += 1 } else { beyond += 1 }
        }
        assert!(within > 20 && beyond > 20, "{within} {beyond}");
    }

    #[test]
    fn broken_trees_are_told() {
        for (text, told) in [
            ("", "1: no trees"),
            ("x", "1: `x` is no number"),
            ("0\nslip<0.5@0 =1", "2: the tree breaks off"),
            ("0\nslap<0.5@0 =1 =2", "2: no feature `slap`"),
            ("0\n=1 =2", "2: `=2` stands behind"),
        ] {
            let error = Forest::read(text).unwrap_err();
            assert!(error.starts_with(told), "{error}");
        }
    }
}
