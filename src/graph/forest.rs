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
    /// Where each tree begins.
    roots: Vec<u32>,
}

/// A node; a split is followed by the tree for lower values.
#[derive(Clone, Debug, PartialEq)]
struct Node {
    value: f32,
    split: Option<Split>,
}

#[derive(Clone, Debug, PartialEq)]
struct Split {
    feature: Feature,
    at: f32,
    /// Where the tree for the other values begins.
    high: u32,
}

impl Forest {
    /// Reads trees from text.
    ///
    /// # Errors
    /// The number of the line at fault and what is wrong there.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut lines = text.lines().enumerate().filter(|(_, l)| !l.starts_with('#'));
        let (_, first) = lines.next().ok_or("1: no trees; make them with `examples/fit_alignment`")?;
        let base = first.trim().parse().map_err(|_| format!("1: `{first}` is no number"))?;
        let mut forest = Self { base, nodes: Vec::new(), roots: Vec::new() };
        for (n, line) in lines {
            forest.roots.push(forest.nodes.len() as u32);
            let mut words = line.split_ascii_whitespace();
            forest.tree(&mut words).map_err(|what| format!("{}: {what}", n + 1))?;
            if let Some(word) = words.next() {
                return Err(format!("{}: `{word}` stands behind the end of the tree", n + 1));
            }
        }
        Ok(forest)
    }

    fn tree(&mut self, words: &mut SplitAsciiWhitespace) -> Result<(), String> {
        let word = words.next().ok_or("the tree breaks off")?;
        let number = |s: &str| s.parse::<f32>().map_err(|_| format!("`{s}` is no number"));
        if let Some(value) = word.strip_prefix('=') {
            self.nodes.push(Node { value: number(value)?, split: None });
            return Ok(());
        }
        let (test, value) = word.split_once('@').ok_or_else(|| format!("`{word}` is no node"))?;
        let (id, at) = test.split_once('<').ok_or_else(|| format!("`{word}` is no node"))?;
        let feature = FEATURES.iter().find(|(_, name)| *name == id).map(|(f, _)| *f);
        let feature = feature.ok_or_else(|| format!("no feature `{id}`"))?;
        let here = self.nodes.len();
        self.nodes.push(Node { value: number(value)?, split: Some(Split { feature, at: number(at)?, high: 0 }) });
        self.tree(words)?;
        let next = self.nodes.len() as u32;
        if let Some(split) = &mut self.nodes[here].split {
            split.high = next;
        }
        self.tree(words)
    }

    /// The sum of all trees.
    pub fn sum(&self, features: &Features) -> f32 {
        let mut sum = self.base;
        self.walk(features, |_, _| {}, |leaf| sum += leaf);
        sum
    }

    /// What each feature added to the sum, by feature.
    pub fn parts(&self, features: &Features) -> Features {
        let mut parts = [0.0; FEATURES.len()];
        self.walk(features, |feature, step| parts[feature as usize] += step, |_| {});
        parts
    }

    fn walk(&self, features: &Features, mut step: impl FnMut(Feature, f32), mut leaf: impl FnMut(f32)) {
        for root in &self.roots {
            let mut at = *root as usize;
            while let Some(split) = &self.nodes[at].split {
                let next = if features[split.feature as usize] < split.at { at + 1 } else { split.high as usize };
                step(split.feature, self.nodes[next].value - self.nodes[at].value);
                at = next;
            }
            leaf(self.nodes[at].value);
        }
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
