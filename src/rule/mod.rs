//! Questions to findings: kinds of rule, packs of rules, and what joins the findings in the end.
//!
//! To add a kind: a file with its function, its `mod` line and its line in [`KINDS`].

mod arithmetic;
mod example;
mod exclusive;
mod house;
mod pack;
mod range;
mod resolve;
mod side;
mod spelling;

pub use example::{Outcome, examine};
pub use pack::{BUILTIN, Pack, Rule, Rules, Tolerance, Where, template};
pub(crate) use range::{axis_id, category, norm};
pub use resolve::resolve;
pub(crate) use side::{evidence, fingerprint};

use crate::finding::{Finding, RuleNote, Severity};
use crate::graph::{FactGraph, Question};
use crate::lexicon::Lexicon;

/// A way of asking whether the answers to a question can all be true.
#[derive(Clone, Copy)]
pub struct Kind {
    /// Its name in `compare = { kind = "..." }`.
    pub name: &'static str,
    /// What it does, in one line.
    pub help: &'static str,
    /// Which topics it can compare.
    topics: fn(&crate::graph::Topic) -> bool,
    /// Gives at most one finding for a question.
    compare: fn(&Case) -> Option<Finding>,
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// All kinds of rule.
pub const KINDS: &[Kind] =
    &[range::KIND, spelling::KIND, exclusive::KIND, arithmetic::KIND, house::REFERENCE, house::STYLE];

/// What a kind sees: one rule, one question, and where its answers lead.
pub(crate) struct Case<'a> {
    pub lexicon: &'a Lexicon,
    pub rule: &'a Rule,
    pub graph: &'a FactGraph,
    pub question: &'a Question,
}

/// Asks every rule that applies. Pure: the same question gives the same findings. What a rule of the user's tells is not told
/// once more, as loud or less loud, by one that ships with the program.
pub fn compare(lexicon: &Lexicon, rules: &Rules, graph: &FactGraph, question: &Question) -> Vec<Finding> {
    let cases = rules.list.iter().map(|rule| Case { lexicon, rule, graph, question });
    let cases = cases.filter(|c| (c.rule.kind.topics)(&question.topic));
    let mut found: Vec<(bool, Finding)> =
        cases.filter_map(|c| (c.rule.kind.compare)(&c).map(|finding| (c.rule.own, finding))).collect();
    let loudest = found.iter().filter(|(own, _)| *own).map(|(_, f)| f.severity).min();
    found.retain(|(own, f)| *own || loudest.is_none_or(|loudest| f.severity < loudest));
    found.into_iter().map(|(_, finding)| finding).collect()
}

impl Rule {
    /// What formats that describe rules say of it.
    pub fn note(&self) -> RuleNote {
        let loudest = self.severity.values().min().copied();
        let severity = loudest.unwrap_or(Severity::Error);
        RuleNote { id: self.id.clone(), summary: self.summary.clone(), help: self.kind.help.to_owned(), severity }
    }
}
