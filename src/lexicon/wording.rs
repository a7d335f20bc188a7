//! What the program says about its findings.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Texts of `rules/<language>/wording.toml`. A text that is missing is replaced by its key, so that an overlay in another
/// language may grow step by step.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    features: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
    verdicts: BTreeMap<String, String>,
    sides: BTreeMap<String, String>,
    equations: BTreeMap<String, String>,
}

impl Wording {
    /// Why a feature of a pair speaks for one question; `id` is the feature's name in the weights.
    pub fn feature(&self, id: &str) -> String {
        text(&self.features, id)
    }

    /// About names: `same`, `variant`, `slip`, and the sentences for findings.
    pub fn name(&self, id: &str) -> String {
        text(&self.names, id)
    }

    /// Why two values clash; the texts have `{a}` and `{b}`.
    pub fn verdict(&self, id: &str) -> String {
        text(&self.verdicts, id)
    }

    /// An equation that does not add up, by its operation; the texts have `{parts}`, `{a}`, `{b}`, `{is}` and `{total}`.
    pub fn equation(&self, id: &str) -> String {
        text(&self.equations, id)
    }

    /// What stands between the sides in a message.
    pub fn between(&self) -> String {
        text(&self.sides, "between")
    }
}

fn text(texts: &BTreeMap<String, String>, id: &str) -> String {
    texts.get(id).cloned().unwrap_or_else(|| id.to_owned())
}

/// Fills the braces of a template.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let close = after.find('}');
        match close.and_then(|c| values.iter().find(|(name, _)| *name == &after[..c]).map(|(_, v)| (c, v))) {
            Some((c, value)) => {
                out.push_str(value);
                rest = &after[c + 1..];
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn braces_are_filled_once() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(fill("{c} {", &[("a", "1")]), "{c} {");
    }
}
