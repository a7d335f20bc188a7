//! Disjoint sets.

/// Sets of the numbers `0..n`, each with its smallest member as representative.
pub(super) struct Clusters {
    parent: Vec<usize>,
}

impl Clusters {
    /// Every number alone.
    pub(super) fn new(n: usize) -> Self {
        Self { parent: (0..n).collect() }
    }

    /// The representative of a number's set.
    pub(super) fn find(&mut self, mut i: usize) -> usize {
        while self.parent[i] != i {
            self.parent[i] = self.parent[self.parent[i]];
            i = self.parent[i];
        }
        i
    }

    /// Makes one set of two.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.parent[a.max(b)] = a.min(b);
    }

    /// All sets with their members in order, by smallest member.
    pub(super) fn sets(&mut self) -> Vec<Vec<usize>> {
        let mut sets: Vec<Vec<usize>> = vec![Vec::new(); self.parent.len()];
        for i in 0..self.parent.len() {
            let root = self.find(i);
            sets[root].push(i);
        }
        sets.retain(|s| !s.is_empty());
        sets
    }
}
