//! Reads and merges the files of a language.

use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A file of the user's that adds to a section.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// Path for messages.
    pub path: String,
    /// Name of the section: the file's name without its ending.
    pub section: String,
    /// TOML text.
    pub text: String,
}

/// What is wrong with an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Path of the file.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

impl std::error::Error for Fault {}

/// Merges the built-in texts with the overlays and reads the whole.
pub(super) fn merge<T: DeserializeOwned>(builtin: &[(&str, &str)], overlays: &[Overlay]) -> Result<T, Fault> {
    let mut whole = toml::Table::new();
    for (name, text) in builtin {
        let section = text.parse::<toml::Table>().map_err(|e| fault(name, text, &e))?;
        whole.insert((*name).to_owned(), toml::Value::Table(section));
    }
    let mut last = None;
    for overlay in overlays {
        let table = overlay.text.parse::<toml::Table>().map_err(|e| fault(&overlay.path, &overlay.text, &e))?;
        let Some(toml::Value::Table(section)) = whole.get_mut(&overlay.section) else {
            let names: Vec<_> = builtin.iter().map(|(n, _)| format!("`{n}.toml`")).collect();
            let message = format!("no section `{}`; a word file is named {}", overlay.section, names.join(", "));
            return Err(Fault { path: overlay.path.clone(), line: 1, message });
        };
        add(section, table);
        // Read after each overlay, so that a fault names the file that brought it in.
        if let Err(e) = T::deserialize(whole.clone()) {
            let key = e.message().split('`').nth(1).unwrap_or_default();
            let line = overlay.text.lines().position(|l| !key.is_empty() && l.contains(key)).map_or(1, |i| i + 1);
            return Err(Fault { path: overlay.path.clone(), line, message: super::suggest(e.message()) });
        }
        last = Some(&overlay.path);
    }
    T::deserialize(whole).map_err(|e| Fault {
        path: last.cloned().unwrap_or_default(),
        line: 1,
        message: e.to_string(),
    })
}

fn fault(path: &str, text: &str, e: &toml::de::Error) -> Fault {
    let at = e.span().map_or(0, |s| s.start);
    let line = text.as_bytes()[..at.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1;
    Fault { path: path.to_owned(), line, message: e.message().to_owned() }
}

fn add(into: &mut toml::Table, from: toml::Table) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(toml::Value::Table(a)), toml::Value::Table(b)) => add(a, b),
            (Some(toml::Value::Array(a)), toml::Value::Array(b)) => a.extend(b),
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Words {
        colours: Colours,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Colours {
        warm: Vec<String>,
    }

    const BUILTIN: &[(&str, &str)] = &[("colours", "warm = ['red']")];

    fn overlay(section: &str, text: &str) -> Overlay {
        Overlay { path: format!("my/{section}.toml"), section: section.into(), text: text.into() }
    }

    #[test]
    fn lists_are_added_to() {
        let words: Words = merge(BUILTIN, &[overlay("colours", "warm = ['amber']")]).unwrap();
        assert_eq!(words.colours.warm, ["red", "amber"]);
    }

    #[test]
    fn faults_name_file_and_line() {
        let of = |o| merge::<Words>(BUILTIN, &[o]).unwrap_err().to_string();
        assert_eq!(
            of(overlay("colors", "")),
            "my/colors.toml:1: no section `colors`; a word file is named `colours.toml`"
        );
        assert!(of(overlay("colours", "\ncold = ['blue']")).starts_with("my/colours.toml:2: unknown field `cold`"));
        assert!(of(overlay("colours", "\n\nwarm = [")).starts_with("my/colours.toml:3: "));
    }
}
