//! Reference facts: what an article says of a subject that the settings speak of must agree with them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Checker;
use super::house::{Deviation, Laid, in_force};
use crate::article::{Block, BlockKind};
use crate::fact::{Digest, Fact, Part};
use crate::finding::{Category, Evidence, Finding, Severity, Verdict};
use crate::graph::FactGraph;
use crate::lexicon::{Class, Lexicon, rarity};
use crate::mention::{self, Value};
use crate::rule::{self, Rule};
use crate::span::Span;
use crate::syntax::Model;
use crate::text;
use crate::value::{self, Axis, Clash, Quantity};

/// Kind of the rules that look after reference facts.
pub(super) const REFERENCE: &str = "reference";

/// A fact that every article must agree with.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Of whom or what.
    pub subject: String,
    /// What is laid down of it.
    pub attribute: String,
    /// The value as written.
    pub written: String,
    /// First day on which it holds.
    pub from: Option<Date>,
    /// Last day on which it holds.
    pub to: Option<Date>,
    /// Where it is laid down.
    pub place: Evidence,
    value: Wanted,
    names: Vec<String>,
    /// The rarest of the names.
    telling: String,
    words: Vec<String>,
    axis: String,
}

/// The value, as it is compared.
#[derive(Clone, Debug)]
enum Wanted {
    Quantity(Box<Quantity>),
    Role { scale: u16, term: String },
}

impl Reference {
    /// Reads subject, attribute and value.
    ///
    /// # Errors
    /// The value is nothing that could be compared, or a text is empty.
    pub fn new(
        lexicon: &Lexicon,
        subject: &str,
        attribute: &str,
        written: &str,
        place: Evidence,
    ) -> Result<Self, String> {
        for (what, text) in [("subject", subject), ("attribute", attribute), ("value", written)] {
            if !text.chars().any(char::is_alphanumeric) {
                return Err(format!("`{what}` is empty; give it at least one word"));
            }
        }
        let value = match (quantity(lexicon, written), lexicon.scales.find(written)) {
            (Some(quantity), _) => Wanted::Quantity(Box::new(quantity)),
            (None, Some(rung)) => Wanted::Role { scale: rung.scale, term: rung.term.to_string() },
            (None, None) => {
                return Err(format!(
                    "`{written}` can't be compared; write a number with its unit, a date, or a role that `scales.toml` knows"
                ));
            }
        };
        let names: Vec<String> = folded(subject).into_iter().filter(|w| !lexicon.grammar.is(w, Class::Stop)).collect();
        let telling = names.iter().max_by(|a, b| rarity(a).total_cmp(&rarity(b))).cloned().unwrap_or_default();
        Ok(Self {
            subject: subject.to_owned(),
            attribute: attribute.to_owned(),
            written: written.to_owned(),
            from: None,
            to: None,
            place,
            value,
            names,
            telling,
            words: keys(lexicon, attribute),
            axis: attribute.trim().to_lowercase().replace(' ', "-"),
        })
    }

    /// Whether the attribute is what the fact measures: its axis by name, or all words of the attribute stand at the value.
    fn asks(&self, fact: &Fact) -> bool {
        let axis = match &fact.value.axis {
            Axis::Measure(dimension) => dimension.as_str(),
            axis => rule::axis_id(axis),
        };
        let has = |word: &String| {
            let close = fact.terms.iter().filter(|(part, _)| *part != Part::Nearby).map(|(_, t)| t);
            let mut terms = close.chain(&fact.thing).chain(&fact.chain);
            terms.any(|t| t.key == word.as_str() || t.lemma == word.as_str())
        };
        self.axis == axis || (!self.words.is_empty() && self.words.iter().all(has))
    }

    /// Whether the fact is told of the subject. Where names stand close to the value, one of them must be the subject's;
    /// else the sentence must name it, or the title of the article must and the sentence its last word.
    fn tells(&self, digest: &Digest, fact: &Fact) -> bool {
        let close: Vec<String> = fact
            .terms
            .iter()
            .filter(|(part, t)| t.name && *part != Part::Nearby)
            .flat_map(|(_, t)| folded(&t.lemma))
            .collect();
        let at = fact.locator.sentence;
        let sentence = digest.sentences.get(at as usize).map(|s| folded(&s.text)).unwrap_or_default();
        let all = |words: &[String]| self.names.iter().all(|n| words.contains(n));
        // Beside names of others ("the Holm Bridge") the word that tells the subject apart must stand there, and not "Bridge".
        let strange = close.iter().any(|n| !self.names.contains(n));
        if strange && !close.contains(&self.telling)
            || !close.is_empty() && !self.names.iter().any(|n| close.contains(n))
        {
            return false;
        }
        // A person is named by surname below the first mention.
        let bearer = || {
            let known = digest.entities.iter().filter(|e| folded(&e.name) == self.names);
            known.flat_map(|e| &e.forms).flat_map(|f| &f.locators).any(|l| l.sentence == at)
        };
        let title = || {
            let last = self.names.last().is_some_and(|n| sentence.contains(n));
            last && digest.meta.title.as_ref().is_some_and(|t| all(&folded(t)))
        };
        all(&sentence) || bearer() || title()
    }
}

/// The value that a text holds.
fn quantity(lexicon: &Lexicon, written: &str) -> Option<Quantity> {
    let block = Block { span: Span::new(0, written.len()), kind: BlockKind::Paragraph };
    let sentences = text::sentences(lexicon, written, &[block]);
    let context = mention::Context::default();
    let found = sentences.iter().flat_map(|s| mention::quantities(lexicon, &context, written, s));
    let mut values: Vec<(usize, Quantity)> = found
        .filter_map(|m| match m.value {
            Value::Quantity(quantity) => Some((m.span.len(), *quantity)),
            Value::Name(_) => None,
        })
        .collect();
    values.sort_by_key(|(length, _)| *length);
    values.pop().map(|(_, quantity)| quantity)
}

/// Content words of a text by family.
fn keys(lexicon: &Lexicon, words: &str) -> Vec<String> {
    let forms: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let parsed = Model::english().parse(&forms);
    let content = forms.iter().zip(&parsed).filter(|(form, _)| !lexicon.grammar.is(&form.to_lowercase(), Class::Stop));
    content.map(|(_, word)| lexicon.terms.family(&word.lemma.to_lowercase()).to_owned()).collect()
}

/// Words in plain lower-case letters.
fn folded(text: &str) -> Vec<String> {
    let plain = any_ascii::any_ascii(text).to_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'');
    words.map(|w| w.strip_suffix("'s").unwrap_or(w).replace('\'', "")).filter(|w| !w.is_empty()).collect()
}

/// One finding for each reference fact from which articles differ.
pub(super) fn findings(checker: &Checker, graph: &FactGraph) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in checker.rules.list.iter().filter(|r| r.kind.name == REFERENCE) {
        findings.extend(checker.house.references.iter().filter_map(|r| finding(checker, rule, r, graph)));
    }
    findings
}

/// Whether a finding says nothing that these do not: all of its sides but one stand in one of them.
pub(super) fn covers(laid: &[Finding], finding: &Finding) -> bool {
    let places = |sides: &[crate::finding::Side]| -> BTreeSet<(String, u32)> {
        sides.iter().flat_map(|s| &s.evidence).map(|e| (e.file.clone(), e.start)).collect()
    };
    let all: Vec<_> = finding.sides.iter().map(|s| places(std::slice::from_ref(s))).collect();
    laid.iter().any(|l| {
        let said = places(&l.sides);
        all.iter().filter(|side| !side.is_subset(&said)).count() <= 1
    })
}

fn finding(checker: &Checker, rule: &Rule, reference: &Reference, graph: &FactGraph) -> Option<Finding> {
    let mut deviations: BTreeMap<String, Deviation> = BTreeMap::new();
    let mut category = Category::Role;
    let mut hard = false;
    let mut add = |value: &str, norm: String, article: usize, locator: &crate::fact::Locator| {
        let new = Deviation { value: value.to_owned(), norm: norm.clone(), places: Vec::new() };
        deviations.entry(norm).or_insert(new).places.push((article, locator.clone()));
    };
    for (article, digest) in graph.digests.iter().enumerate() {
        if !in_force(digest, reference.from, reference.to) {
            continue;
        }
        match &reference.value {
            Wanted::Quantity(wanted) => {
                for fact in &digest.facts {
                    if fact.stance.former || fact.stance.negated || !reference.asks(fact) {
                        continue;
                    }
                    let clash = clash(wanted, &fact.value, rule);
                    if !matches!(clash, Clash::Hard | Clash::Typical) || !reference.tells(digest, fact) {
                        continue;
                    }
                    hard |= clash == Clash::Hard;
                    category = rule::category(&fact.value.axis);
                    add(&fact.written, rule::norm(&fact.value), article, &fact.locator);
                }
            }
            Wanted::Role { scale, term } => {
                hard = true;
                let known = |e: &&crate::fact::Entity| folded(&e.name) == reference.names;
                for role in digest.entities.iter().filter(known).flat_map(|e| &e.roles) {
                    let Some(rung) = checker.lexicon.scales.find(&role.text) else { continue };
                    if rung.scale == *scale && rung.term != term.as_str() {
                        add(&role.text, rung.term.to_string(), article, &role.locator);
                    }
                }
            }
        }
    }
    if deviations.is_empty() {
        return None;
    }
    let severity = rule.severity.get(&Verdict::Contradiction).copied().unwrap_or(Severity::Error);
    let laid = Laid {
        rule,
        kind: Verdict::Contradiction,
        category,
        severity: if hard { severity } else { severity.max(Severity::Warning) },
        question: format!("{}, {}", reference.subject, reference.attribute),
        value: reference.written.clone(),
        place: &reference.place,
        explanation: format!("{} is laid down as {}", reference.attribute, reference.written),
    };
    Some(laid.finding(graph, deviations.into_values().collect()))
}

/// Whether an article's value clashes with the one laid down. A bare number is of the kind that the article gives.
fn clash(wanted: &Quantity, found: &Quantity, rule: &Rule) -> Clash {
    let plain = matches!(wanted.axis, Axis::Number | Axis::Count);
    let takes = matches!(found.axis, Axis::Age | Axis::PlanSize | Axis::Ordinal);
    if plain && takes {
        let wanted = Quantity { axis: found.axis.clone(), unit: found.unit.clone(), ..wanted.clone() };
        return value::compare(&wanted, found, rule.tolerance.0);
    }
    value::compare(wanted, found, rule.tolerance.0)
}
