//! The whole run: files to findings.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::article::Problem;
use crate::fact::{self, Digest};
use crate::finding::{Finding, Outcome, Summary};
use crate::graph::align::Weights;
use crate::graph::{self, FactGraph};
use crate::lexicon::Lexicon;
use crate::rule::{self, Rules};
use crate::source::{self, MetadataKeys};

/// What a run works with: words, rules and weights, all loaded and sound.
#[derive(Debug)]
pub struct Checker {
    /// The words of the language.
    pub lexicon: Lexicon,
    /// The rules in force.
    pub rules: Rules,
    /// What decides whether facts answer one question.
    pub weights: Weights,
    /// Keys of the front matter.
    pub keys: MetadataKeys,
}

impl Checker {
    /// With what ships with the program.
    pub fn builtin() -> Self {
        Self {
            lexicon: Lexicon::english(),
            rules: Rules::builtin(),
            weights: Weights::builtin(),
            keys: MetadataKeys::default(),
        }
    }

    /// Reads and extracts the files, in parallel; what can't be read is a problem.
    pub fn digests(&self, files: &[PathBuf]) -> (Vec<Digest>, Vec<Problem>) {
        let read = |path: &PathBuf| {
            source::load(&self.lexicon, &self.keys, path).map(|article| fact::extract(&self.lexicon, &article))
        };
        let mut digests = Vec::new();
        let mut problems = Vec::new();
        for result in files.par_iter().map(read).collect::<Vec<_>>() {
            match result {
                Ok(mut digest) => {
                    problems.append(&mut digest.problems);
                    digests.push(digest);
                }
                Err(problem) => problems.push(problem),
            }
        }
        (digests, problems)
    }

    /// Links digests into a graph.
    pub fn link(&self, digests: Vec<Digest>) -> FactGraph {
        graph::link(&self.lexicon, &self.weights, digests)
    }

    /// Asks all rules about all questions.
    pub fn compare(&self, graph: &FactGraph) -> Vec<Finding> {
        let questions: Vec<_> = graph.questions.iter().filter_map(|id| graph.question(*id)).collect();
        let found = questions.par_iter().flat_map_iter(|q| rule::compare(&self.lexicon, &self.rules, graph, q));
        rule::resolve(found.collect())
    }

    /// The whole run over files.
    pub fn run(&self, files: &[PathBuf]) -> Outcome {
        let (digests, problems) = self.digests(files);
        self.outcome(digests, problems)
    }

    /// The whole run over digests.
    pub fn outcome(&self, digests: Vec<Digest>, mut problems: Vec<Problem>) -> Outcome {
        let graph = self.link(digests);
        let findings = self.compare(&graph);
        problems.sort();
        let facts = graph.digests.iter().map(|d| d.facts.len() + d.entities.len()).sum();
        let aside = graph.digests.iter().flat_map(|d| {
            d.aside.iter().map(|(line, reason, words)| (d.path.clone(), *line, reason.clone(), words.clone()))
        });
        Outcome {
            summary: Summary { articles: graph.digests.len(), facts, compared: graph.compared, findings: findings.len() },
            aside: aside.collect(),
            findings,
            problems,
        }
    }
}
