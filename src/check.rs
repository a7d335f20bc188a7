//! The whole run: files to findings.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::article::Problem;
use crate::fact::{self, Digest};
use crate::finding::{Finding, Outcome, RuleNote, Summary};
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
        let mut outcome = Outcome {
            summary: Summary {
                articles: graph.digests.len(),
                facts,
                compared: graph.compared,
                findings: findings.len(),
            },
            aside: aside.collect(),
            findings,
            problems,
            rules: self.rule_notes(),
            ..Outcome::default()
        };
        measure(&mut outcome);
        outcome
    }

    /// What formats that describe rules say of them.
    fn rule_notes(&self) -> Vec<RuleNote> {
        let mut notes: Vec<_> = self.rules.list.iter().map(rule::Rule::note).collect();
        notes.sort_by(|a, b| a.id.cmp(&b.id));
        notes
    }
}

/// Fills in the columns of the evidence, for which the files are looked at once more; a file that is gone has none.
fn measure(outcome: &mut Outcome) {
    let mut files: BTreeMap<String, Option<Vec<u8>>> = BTreeMap::new();
    for evidence in outcome.findings.iter_mut().flat_map(|f| &mut f.sides).flat_map(|s| &mut s.evidence) {
        let bytes = files.entry(evidence.file.clone()).or_insert_with_key(|path| source::bytes(Path::new(path)).ok());
        if let Some(bytes) = bytes {
            evidence.measure(bytes);
        }
    }
}
