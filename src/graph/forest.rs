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
}

/// A tree of the forest.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Tree {
    root: u32,
    /// Splits on the longest way down.
    depth: u32,
    /// Whether a split asks for what other articles say ([`OUTSIDE`]).
    outside: bool,
}

/// A node. A leaf leads back to itself, so that every way down can be walked as far as the longest, without asking at each
/// step whether it has ended: the processor guesses the outcomes of such questions badly.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    at: f32,
    feature: Feature,
    /// Where the tree for lower values begins.
    low: u32,
    /// Where the tree for the other values begins.
    high: u32,
    value: f32,
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
        let mut forest = Self { base, nodes: Vec::new(), trees: Vec::new() };
        for (n, line) in lines {
            let root = forest.nodes.len();
            let mut words = line.split_ascii_whitespace();
            let depth = forest.tree(&mut words).map_err(|what| format!("{}: {what}", n + 1))?;
            if let Some(word) = words.next() {
                return Err(format!("{}: `{word}` stands behind the end of the tree", n + 1));
            }
            let mut splits = forest.nodes[root..].iter().filter(|n| n.low != n.high);
            let outside = splits.any(|n| OUTSIDE.contains(&n.feature));
            forest.trees.push(Tree { root: root as u32, depth, outside });
        }
        Ok(forest)
    }

    /// Reads a tree, and gives its depth.
    fn tree(&mut self, words: &mut SplitAsciiWhitespace) -> Result<u32, String> {
        let word = words.next().ok_or("the tree breaks off")?;
        let number = |s: &str| s.parse::<f32>().map_err(|_| format!("`{s}` is no number"));
        let here = self.nodes.len();
        let leaf = |value| Node { at: 0.0, feature: Feature::Bias, low: here as u32, high: here as u32, value };
        if let Some(value) = word.strip_prefix('=') {
            self.nodes.push(leaf(number(value)?));
            return Ok(0);
        }
        let (test, value) = word.split_once('@').ok_or_else(|| format!("`{word}` is no node"))?;
        let (id, at) = test.split_once('<').ok_or_else(|| format!("`{word}` is no node"))?;
        let feature = FEATURES.iter().find(|(_, name)| *name == id).map(|(f, _)| *f);
        let feature = feature.ok_or_else(|| format!("no feature `{id}`"))?;
        self.nodes.push(Node { at: number(at)?, feature, ..leaf(number(value)?) });
        let low = (self.nodes.len() as u32, self.tree(words)?);
        let high = (self.nodes.len() as u32, self.tree(words)?);
        (self.nodes[here].low, self.nodes[here].high) = (low.0, high.0);
        Ok(1 + low.1.max(high.1))
    }

    /// The sum of all trees.
    pub fn sum(&self, features: &Features) -> f32 {
        self.trees.iter().fold(self.base, |sum, tree| sum + self.leaf(tree, features))
    }

    /// The most that the sum can be, whatever other articles say ([`OUTSIDE`]).
    pub fn most(&self, features: &Features) -> f32 {
        let most = |tree: &Tree| {
            if tree.outside { self.highest(tree.root, features) } else { self.leaf(tree, features) }
        };
        self.trees.iter().fold(self.base, |sum, tree| sum + most(tree))
    }

    fn leaf(&self, tree: &Tree, features: &Features) -> f32 {
        let mut at = tree.root;
        for _ in 0..tree.depth {
            at = self.next(&self.nodes[at as usize], features);
        }
        self.nodes[at as usize].value
    }

    fn next(&self, node: &Node, features: &Features) -> u32 {
        if features[node.feature as usize] < node.at { node.low } else { node.high }
    }

    /// The highest leaf that can be reached; trees are shallow.
    fn highest(&self, at: u32, features: &Features) -> f32 {
        let node = &self.nodes[at as usize];
        if node.low == node.high {
            node.value
        } else if OUTSIDE.contains(&node.feature) {
            self.highest(node.low, features).max(self.highest(node.high, features))
        } else {
            self.highest(self.next(node, features), features)
        }
    }

    /// What each feature added to the sum, by feature.
    pub fn parts(&self, features: &Features) -> Features {
        let mut parts = [0.0; FEATURES.len()];
        for tree in &self.trees {
            let mut node = &self.nodes[tree.root as usize];
            while node.low != node.high {
                let next = &self.nodes[self.next(node, features) as usize];
                parts[node.feature as usize] += next.value - node.value;
                node = next;
            }
        }
        parts
    }
}

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

    #[test]
    fn the_most_is_what_the_kindest_articles_would_make_it() {
        let forest = Forest::read("-1\nsupport<0.3@0 slip<0.5@0 =0.1 =0.7 =0.2\nstory<0.2@0 =0.5 =0\n").unwrap();
        for (slip, story) in [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)] {
            let mut features = [0.0; FEATURES.len()];
            features[Feature::Slip as usize] = slip;
            features[Feature::Story as usize] = story;
            let most = forest.most(&features);
            let sums = [0.0, 0.3, 1.0].map(|support| {
                features[Feature::Support as usize] = support;
                forest.sum(&features)
            });
            assert_eq!(most, sums.into_iter().fold(f32::MIN, f32::max));
        }
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
