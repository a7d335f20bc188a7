//! The whole run: files to findings.

mod alias;
mod cache;
mod day;
mod focus;
mod globs;
mod house;
mod kept;
pub mod lists;
mod preprocess;
mod reading;
mod reference;
mod settle;

pub use alias::Alias;
pub use cache::Cache;
pub use day::Day;
pub use focus::Focus;
pub use globs::Globs;
pub use house::{House, Override};
pub use preprocess::{FILE, Preprocess};
pub use reading::{PRINTED, Reading};
pub use reference::Reference;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::article::{Moment, Problem};
use crate::fact::{self, Digest};
use crate::finding::{Finding, Outcome, RuleNote, Summary};
use crate::graph::align::Weights;
use crate::graph::{self, Bonds, FactGraph};
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
    /// Ids of all rules that there are, in force or not.
    pub known: Vec<String>,
    /// What decides whether facts answer one question.
    pub weights: Weights,
    /// Keys of the front matter.
    pub keys: MetadataKeys,
    /// What the desk has laid down for itself.
    pub house: House,
    /// Names all that decides what is read out of an article, for the cache.
    pub knowledge: String,
}

/// Hash of the program's own code, words, rules and models; made by `build.rs`.
pub const KNOWLEDGE: &str = env!("FACTLINT_KNOWLEDGE");

/// An article whose bytes are given and not read from its file: a draft from standard input, or one that is not saved.
#[derive(Clone, Debug)]
pub struct Given {
    /// Path that it goes by; its ending tells the format.
    pub path: PathBuf,
    /// The file as it would lie on disk.
    pub bytes: Vec<u8>,
    /// When it will be published, where that is better known than from the article.
    pub published: Option<Moment>,
}

impl Checker {
    /// With what ships with the program.
    pub fn builtin() -> Self {
        let rules = Rules::builtin();
        Self {
            lexicon: Lexicon::english(),
            known: rules.list.iter().map(|r| r.id.clone()).collect(),
            rules,
            weights: Weights::builtin(),
            keys: MetadataKeys::default(),
            house: House::default(),
            knowledge: KNOWLEDGE.to_owned(),
        }
    }

    /// Reads and extracts the files, in parallel; what can't be read is a problem.
    pub fn digests(&self, files: &[PathBuf]) -> (Vec<Digest>, Vec<Problem>) {
        let reading = self.read(files, None, &|| {});
        (reading.digests, reading.problems)
    }

    /// Extracts an article that is given.
    ///
    /// # Errors
    /// As [`source::read_with`].
    pub fn digest(&self, given: &Given) -> Result<Digest, Problem> {
        let mut article = source::read_with(&self.lexicon, &self.keys, &given.path, &given.bytes)?;
        article.meta.published = given.published.or(article.meta.published);
        Ok(fact::extract(&self.lexicon, &article))
    }

    /// Links digests into a graph.
    pub fn link(&self, digests: Vec<Digest>) -> FactGraph {
        graph::link(&self.lexicon, &self.weights, digests)
    }

    fn link_kept(&self, digests: Vec<Digest>, cache: &Cache, private: &BTreeSet<String>) -> FactGraph {
        let mut bonds = Bonds::new(&digests);
        let all = digests.iter().zip(bonds.keys());
        let private = all.filter(|(digest, _)| private.contains(&digest.path)).map(|(_, key)| *key).collect();
        let kept = cache.recall(&mut bonds);
        let graph = graph::link_with(&self.lexicon, &self.weights, digests, Some(&mut bonds));
        cache.keep(bonds, &kept, &private);
        graph
    }

    /// Asks all rules about all questions.
    pub fn compare(&self, graph: &FactGraph) -> Vec<Finding> {
        rule::resolve(self.ask(graph))
    }

    fn ask(&self, graph: &FactGraph) -> Vec<Finding> {
        let questions: Vec<_> = graph.questions.iter().filter_map(|id| graph.question(*id)).collect();
        let found = questions.par_iter().flat_map_iter(|q| rule::compare(&self.lexicon, &self.rules, graph, q));
        found.collect()
    }

    /// Runs all examples of a rule: how each came out, in order.
    pub fn examine(&self, rule: &rule::Rule) -> Vec<rule::Outcome> {
        let check = |rule: &rule::Rule, articles: &[(String, Option<String>, String)]| {
            let given = articles.iter().map(|(path, day, text)| Given {
                path: path.into(),
                bytes: text.clone().into_bytes(),
                published: day.as_ref().and_then(|day| day.parse().ok()).map(Moment::day),
            });
            let digests = given.filter_map(|given| self.digest(&given).ok()).collect();
            let graph = self.link(digests);
            let questions = graph.questions.iter().filter_map(|id| graph.question(*id));
            let found = questions.flat_map(|q| rule::compare(&self.lexicon, &self.rules, &graph, q));
            rule::resolve(found.filter(|f| f.rule == rule.id).collect())
        };
        rule.examples.iter().map(|example| rule::examine(rule, example, check)).collect()
    }

    /// The whole run over files.
    pub fn run(&self, files: &[PathBuf]) -> Outcome {
        self.outcome(self.read(files, None, &|| {}), None)
    }

    /// The whole run over what was read. What the cache knows of pairs of articles is not worked out again; the outcome is
    /// the same.
    pub fn outcome(&self, reading: Reading, cache: Option<&Cache>) -> Outcome {
        let Reading { mut digests, mut problems, texts, private } = reading;
        digests.sort_by(|a, b| a.path.cmp(&b.path));
        let strays = alias::unite(&self.house.aliases, &mut digests);
        let graph = match cache {
            Some(cache) => self.link_kept(digests, cache, &private),
            None => self.link(digests),
        };
        let mut findings = self.ask(&graph);
        findings.extend(alias::findings(self, &graph, strays));
        let laid = reference::findings(self, &graph);
        findings.retain(|f| !reference::covers(&laid, f));
        findings.extend(laid);
        self.house.arrange(&mut findings);
        let mut findings = rule::resolve(findings);
        let (suppressed, unused) = settle::settle(self, &graph.digests, &mut findings);
        problems.extend(unused);
        problems.sort();
        problems.dedup();
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
            suppressed,
            rules: self.rule_notes(),
            ..Outcome::default()
        };
        self.measure(&mut outcome, &texts);
        outcome
    }

    /// Fills in the columns of the evidence, for which the files are looked at once more; a file that is gone has none.
    fn measure(&self, outcome: &mut Outcome, texts: &[Given]) {
        let mut files: BTreeMap<String, Option<Vec<u8>>> = BTreeMap::new();
        for given in texts {
            files.insert(source::shown(&given.path), Some(given.bytes.clone()));
        }
        let suppressed = outcome.suppressed.iter_mut().map(|s| &mut s.finding);
        let findings = outcome.findings.iter_mut().chain(suppressed);
        for evidence in findings.flat_map(|f| &mut f.sides).flat_map(|s| &mut s.evidence) {
            if self.house.preprocess.iter().any(|p| p.takes(Path::new(&evidence.file))) {
                evidence.part = Some(PRINTED.to_owned());
            }
            let read = |path: &String| source::bytes(Path::new(path)).ok();
            let bytes = files.entry(evidence.file.clone()).or_insert_with_key(read);
            if let Some(bytes) = bytes {
                evidence.measure(bytes);
            }
        }
    }

    /// What formats that describe rules say of them.
    fn rule_notes(&self) -> Vec<RuleNote> {
        let mut notes: Vec<_> = self.rules.list.iter().map(rule::Rule::note).collect();
        notes.sort_by(|a, b| a.id.cmp(&b.id));
        notes
    }
}
