//! Names that are one, and which of their forms the house prefers.

use std::collections::BTreeMap;

use super::Checker;
use super::house::{Deviation, Laid};
use crate::fact::{Digest, Term};
use crate::finding::{Category, Evidence, Finding, Severity, Verdict};
use crate::graph::FactGraph;
use crate::mention::NameKind;

/// Kind of the rules that look after preferred forms.
pub(super) const STYLE: &str = "style";

/// A name with its forms.
#[derive(Clone, Debug)]
pub struct Alias {
    /// The name by which the bearer is known.
    pub name: String,
    /// Its other forms.
    pub forms: Vec<String>,
    /// The one that articles should use; none where all are fine.
    pub prefer: Option<String>,
    /// Where that is laid down.
    pub place: Evidence,
}

impl Alias {
    fn has(&self, text: &str) -> bool {
        self.name == text || self.forms.iter().any(|form| form == text)
    }
}

/// Where articles use a form that the house does not prefer: alias, form, article, place.
pub(super) type Strays = BTreeMap<(usize, String), (Category, Vec<(usize, crate::fact::Locator)>)>;

/// Gives the bearers one name, so that later steps know them for one and call none of their forms a slip. The digests are in
/// order of their paths. Words inside quotations keep their speaker's form.
pub(super) fn unite(aliases: &[Alias], digests: &mut [Digest]) -> Strays {
    let mut strays = Strays::new();
    if aliases.is_empty() {
        return strays;
    }
    let words = words(aliases);
    for (article, digest) in digests.iter_mut().enumerate() {
        for entity in &mut digest.entities {
            for form in &mut entity.forms {
                let Some(n) = aliases.iter().position(|a| a.has(&form.text)) else { continue };
                if aliases[n].prefer.as_ref().is_some_and(|p| form.text != p.as_str()) && !form.quoted {
                    let category = match entity.kind {
                        NameKind::Person => Category::PersonName,
                        NameKind::Place => Category::PlaceName,
                        NameKind::Organisation => Category::OrgName,
                        NameKind::Other => Category::Style,
                    };
                    let places = strays.entry((n, form.text.to_string())).or_insert((category, Vec::new()));
                    places.1.extend(form.locators.iter().map(|l| (article, l.clone())));
                }
                form.text = aliases[n].name.as_str().into();
            }
            if let Some(alias) = aliases.iter().find(|a| a.has(&entity.name)) {
                entity.name = alias.name.as_str().into();
            }
        }
        if words.is_empty() {
            continue;
        }
        let rename = |term: &mut Term| {
            if let Some(word) = words.get(term.lemma.as_str()) {
                term.key = word.as_str().into();
                term.lemma = word.as_str().into();
            }
        };
        for fact in &mut digest.facts {
            let terms = fact.terms.iter_mut().map(|(_, term)| term);
            terms.chain(&mut fact.thing).chain(&mut fact.chain).for_each(rename);
        }
        for (term, _) in &mut digest.profile {
            if let Some(word) = words.get(term.as_str()) {
                *term = word.as_str().into();
            }
        }
        digest.profile.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        digest.profile.dedup_by(|a, b| a.0 == b.0);
    }
    strays
}

/// Forms of one word, in lower case, with the name of one word that stands for them.
fn words(aliases: &[Alias]) -> BTreeMap<String, String> {
    let one = |text: &str| !text.contains(char::is_whitespace);
    let mut words = BTreeMap::new();
    for alias in aliases.iter().filter(|a| one(&a.name)) {
        for form in alias.forms.iter().filter(|f| one(f)) {
            words.insert(form.to_lowercase(), alias.name.to_lowercase());
        }
    }
    words
}

/// One finding for each name of which articles use forms that the house does not prefer.
pub(super) fn findings(checker: &Checker, graph: &FactGraph, strays: Strays) -> Vec<Finding> {
    let mut by_alias: BTreeMap<usize, (Category, Vec<Deviation>)> = BTreeMap::new();
    for ((n, form), (category, places)) in strays {
        let deviation = Deviation { norm: form.clone(), value: form, places };
        by_alias.entry(n).or_insert((category, Vec::new())).1.push(deviation);
    }
    let mut findings = Vec::new();
    for rule in checker.rules.list.iter().filter(|r| r.kind.name == STYLE) {
        for (n, (category, deviations)) in &by_alias {
            let alias = &checker.house.aliases[*n];
            let Some(prefer) = &alias.prefer else { continue };
            let deviations = deviations.iter().map(|d| Deviation {
                value: d.value.clone(),
                norm: d.norm.clone(),
                places: d.places.clone(),
            });
            let laid = Laid {
                rule,
                kind: Verdict::Variant,
                category: *category,
                severity: rule.severity.get(&Verdict::Variant).copied().unwrap_or(Severity::Warning),
                question: prefer.clone(),
                value: prefer.clone(),
                place: &alias.place,
                explanation: format!("the house writes {prefer}"),
            };
            findings.push(laid.finding(graph, deviations.collect()));
        }
    }
    findings
}
