//! Reads packs of rules.

use std::collections::BTreeMap;
use std::ops::Range;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{KINDS, Kind};
use crate::finding::{Category, Severity, Verdict};
use crate::lexicon::{Fault, OverTime, suggest};
use crate::value::Rational;

/// The packs that ship with the program: path and TOML text. They come through the same door as a user's.
pub const BUILTIN: &[(&str, &str)] = &[
    ("rules/counts.toml", include_str!("../../rules/counts.toml")),
    ("rules/money.toml", include_str!("../../rules/money.toml")),
    ("rules/schedule.toml", include_str!("../../rules/schedule.toml")),
    ("rules/people.toml", include_str!("../../rules/people.toml")),
    ("rules/names.toml", include_str!("../../rules/names.toml")),
    ("rules/arithmetic.toml", include_str!("../../rules/arithmetic.toml")),
    ("rules/house.toml", include_str!("../../rules/house.toml")),
];

/// All rules in force.
#[derive(Debug, Default)]
pub struct Rules {
    /// In the order in which they were read; a later rule replaces an earlier one of the same id.
    pub list: Vec<Rule>,
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id: small letters, digits and hyphens.
    pub id: String,
    /// What it looks for, in one line.
    pub summary: String,
    /// How it compares.
    pub kind: Kind,
    /// How its figures move while an event goes on; none leaves it to the words.
    pub over_time: Option<OverTime>,
    /// How far typical values may lie apart.
    pub tolerance: Tolerance,
    /// Which questions it asks.
    pub scope: Where,
    /// What its findings are about; none leaves it to the value.
    pub category: Option<Category>,
    /// How loud each verdict is.
    pub severity: BTreeMap<Verdict, Severity>,
    /// The line for people, with `{question}` and `{sides}`.
    pub message: String,
    /// Stories that fire and stories that stay silent.
    pub examples: Vec<Vec<String>>,
    /// The pack that it stands in.
    pub origin: String,
    /// Line of the rule in the pack, from 1.
    pub line: usize,
    /// Whether it comes from a pack of the user's, not from those that ship with the program.
    pub own: bool,
}

/// A share by which typical values may lie apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tolerance(pub Rational);

/// Which questions a rule asks; an empty list asks all.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Where {
    /// Axes: `count`, `share`, `money` ...
    #[serde(default, deserialize_with = "one_or_more")]
    #[schemars(with = "OneOrMore")]
    pub axis: Vec<String>,
    /// Lemmas or families of the thing.
    #[serde(default, deserialize_with = "one_or_more")]
    #[schemars(with = "OneOrMore")]
    pub thing: Vec<String>,
    /// Lemmas or families of a predicate.
    #[serde(default, deserialize_with = "one_or_more")]
    #[schemars(with = "OneOrMore")]
    pub predicate: Vec<String>,
    /// Terms that must stand around every value.
    #[serde(default, deserialize_with = "one_or_more")]
    #[schemars(with = "OneOrMore")]
    pub participants: Vec<String>,
    /// Kinds of name: `person`, `place`, `organisation`.
    #[serde(default, deserialize_with = "one_or_more")]
    #[schemars(with = "OneOrMore")]
    pub name: Vec<String>,
}

/// Axes that `where` may name.
const AXES: &[&str] =
    &["count", "share", "ordinal", "plan-size", "money", "measure", "duration", "age", "date", "time-of-day", "score"];
const NAMES: &[&str] = &["person", "place", "organisation", "other"];

/// A pack of rules as it is written.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "factlint pack of rules")]
pub struct Pack {
    /// The rules.
    #[serde(default)]
    #[schemars(with = "Vec<Written>")]
    rule: Vec<Spanned<Written>>,
}

/// A rule as it is written.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    /// Small letters, digits and hyphens.
    #[schemars(with = "String")]
    id: Spanned<String>,
    /// What it looks for, in one line.
    summary: String,
    /// How it compares.
    #[schemars(with = "Compare")]
    compare: Spanned<Compare>,
    /// Which questions it asks.
    #[serde(default, rename = "where")]
    #[schemars(with = "Option<Where>")]
    scope: Option<Spanned<Where>>,
    /// What its findings are about.
    category: Option<Category>,
    /// How loud each verdict is.
    #[serde(default)]
    severity: BTreeMap<Verdict, Severity>,
    /// The line for people, with `{question}` and `{sides}`.
    message: String,
    /// Stories: every string is an article, braces mark what must be reported.
    #[serde(default)]
    examples: Vec<Vec<String>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Compare {
    /// The kind of rule.
    #[schemars(with = "String", extend("enum" = KINDS.iter().map(|k| k.name).collect::<Vec<_>>()))]
    kind: Spanned<String>,
    /// How its figures move while an event goes on.
    over_time: Option<OverTime>,
    /// How far typical values may lie apart, as a share such as "5%".
    #[schemars(with = "Option<String>")]
    tolerance: Option<Spanned<String>>,
}

impl Rules {
    /// The rules that ship with the program.
    ///
    /// # Panics
    /// Only if a built-in pack is broken, which a test rules out.
    pub fn builtin() -> Self {
        let mut rules = Self::default();
        for (path, text) in BUILTIN {
            rules.read(path, text, false).expect("the built-in packs are sound");
        }
        rules
    }

    /// Reads a pack and adds its rules; a rule with a known id replaces that one.
    ///
    /// # Errors
    /// The place in the pack, what is wrong, and the valid choices.
    pub fn add(&mut self, path: &str, text: &str) -> Result<(), Fault> {
        self.read(path, text, true)
    }

    fn read(&mut self, path: &str, text: &str, own: bool) -> Result<(), Fault> {
        let fault = |at: Range<usize>, message: String| Fault {
            path: path.to_owned(),
            line: text[..at.start.min(text.len())].matches('\n').count() + 1,
            message,
        };
        let pack: Pack = toml::from_str(text).map_err(|e| {
            let at = e.span().unwrap_or(0..0);
            let rule = rule_at(text, at.start);
            let unquoted = e.message().starts_with("invalid type") && e.message().ends_with("expected a string");
            let hint = if unquoted { "; put it in quotes" } else { "" };
            fault(at, format!("{rule}{}{hint}", suggest(e.message())))
        })?;
        for written in pack.rule {
            let span = written.span();
            let written = written.into_inner();
            let id = written.id.get_ref().clone();
            let wrong = |at: Range<usize>, message: String| fault(at, format!("rule `{id}`: {message}"));
            if id.is_empty() || !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
                return Err(wrong(written.id.span(), "an id is made of small letters, digits and hyphens".to_owned()));
            }
            let compare = written.compare.into_inner();
            let name = compare.kind.get_ref();
            let Some(kind) = KINDS.iter().find(|k| k.name == name) else {
                return Err(wrong(compare.kind.span(), unknown("kind", name, KINDS.iter().map(|k| k.name))));
            };
            let tolerance = match &compare.tolerance {
                None => Tolerance(Rational::ZERO),
                Some(text) => Tolerance(percent(text.get_ref()).ok_or_else(|| {
                    wrong(text.span(), format!("`{}` is no tolerance; write a share such as \"5%\"", text.get_ref()))
                })?),
            };
            let scope = match written.scope {
                None => Where::default(),
                Some(scope) => {
                    for (what, list, choices) in
                        [("axis", &scope.get_ref().axis, AXES), ("name", &scope.get_ref().name, NAMES)]
                    {
                        if let Some(bad) = list.iter().find(|a| !choices.contains(&a.as_str())) {
                            return Err(wrong(scope.span(), unknown(what, bad, choices.iter().copied())));
                        }
                    }
                    scope.into_inner()
                }
            };
            let rule = Rule {
                id: id.clone(),
                summary: written.summary,
                kind: *kind,
                over_time: compare.over_time,
                tolerance,
                scope,
                category: written.category,
                severity: written.severity,
                message: written.message,
                examples: written.examples,
                origin: path.to_owned(),
                line: text[..span.start].matches('\n').count() + 1,
                own,
            };
            match self.list.iter_mut().find(|r| r.id == id) {
                Some(old) if old.own == own && old.origin == path => {
                    return Err(wrong(
                        written.id.span(),
                        format!("the id stands twice in this pack, first in line {}; rename one", old.line),
                    ));
                }
                Some(old) => *old = rule,
                None => self.list.push(rule),
            }
        }
        Ok(())
    }
}

/// "rule `x`: " where the fault stands inside a rule with an id.
fn rule_at(text: &str, at: usize) -> String {
    let before = &text[..at.min(text.len())];
    let Some(start) = before.rfind("[[rule]]") else { return String::new() };
    let body = &text[start..];
    let end = body[8..].find("[[rule]]").map_or(body.len(), |i| i + 8);
    let id =
        body[..end].lines().find_map(|l| l.trim().strip_prefix("id").map(|r| r.trim_start_matches([' ', '=']).trim()));
    id.map(|id| format!("rule `{}`: ", id.trim_matches(['"', '\'']))).unwrap_or_default()
}

/// "unknown kind `x`; the choices are `a`, `b`", with the nearest first where one is near.
fn unknown<'a>(what: &str, name: &str, choices: impl Iterator<Item = &'a str>) -> String {
    let mut list: Vec<&str> = choices.collect();
    list.sort_by_key(|c| strsim::osa_distance(c, name));
    let near = list.first().filter(|c| strsim::osa_distance(c, name) <= 2);
    let hint = near.map(|c| format!(", did you mean `{c}`?")).unwrap_or_default();
    list.sort_unstable();
    let list: Vec<_> = list.iter().map(|c| format!("`{c}`")).collect();
    format!("unknown {what} `{name}`{hint} The choices are {}", list.join(", ")).replace("` The", "`; the")
}

/// "5%" or "2.5 %" as a share.
fn percent(text: &str) -> Option<Rational> {
    let number = text.trim().strip_suffix('%')?.trim();
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if part.len() > 6 || whole.len() > 3 || number.is_empty() {
        return None;
    }
    let digits: i128 = format!("{whole}{part}").parse().ok()?;
    (digits >= 0).then(|| Rational::new(digits, 100 * 10i128.pow(part.len() as u32)))
}

/// A word or a list of them.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

fn one_or_more<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(match OneOrMore::deserialize(from)? {
        OneOrMore::One(one) => vec![one],
        OneOrMore::More(more) => more,
    })
}

/// A rule to fill in, for `factlint new rule`.
pub fn template(id: &str) -> String {
    format!(
        r#"# What this rule looks for, and why it matters to your desk.
[[rule]]
id       = "{id}"
summary  = "Two articles count the same thing differently"
# How answers are compared: {kinds}.
compare  = {{ kind = "range", tolerance = "0%" }}
# Which questions are asked; leave a key out to ask all. Axes: {axes}.
where    = {{ axis = "count", thing = ["job"] }}
severity = {{ contradiction = "error", outdated = "warning" }}
message  = "{{question}}: {{sides}}"
# Every string is an article; braces mark what must be reported, no braces means silence.
examples = [
  ["The mill in Harrow will cut {{120 jobs}}.", "{{Eighty jobs}} will be cut at the mill in Harrow."],
  ["The mill in Harrow will cut 120 jobs.", "More than 100 jobs will be cut at the mill in Harrow."],
]
"#,
        kinds = KINDS.iter().map(|k| k.name).collect::<Vec<_>>().join(", "),
        axes = AXES.join(", "),
    )
}
