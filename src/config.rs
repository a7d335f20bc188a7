//! The settings of a run: `factlint.toml` and what it means.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::check::Checker;
use crate::finding::{Severity, Verdict};
use crate::graph::align::Weights;
use crate::lexicon::{Lexicon, Overlay};
use crate::rule::Rules;
use crate::source::{MetadataKeys, Walk};

/// Name of the file of settings.
pub const FILE: &str = "factlint.toml";

/// `factlint.toml` as it is written. Every key may be left out; an unknown one is an error.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Which files are articles.
    #[serde(default)]
    pub files: Walk,
    /// Which front-matter keys say what.
    #[serde(default)]
    pub metadata: MetadataKeys,
    /// Which rules are in force.
    #[serde(default)]
    pub rules: RuleSettings,
    /// Folder of the file; paths in it are relative to that.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// The table `[rules]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleSettings {
    /// Folders of further packs and words, added in order.
    #[serde(default)]
    pub dirs: Vec<PathBuf>,
    /// Ids of the only rules in force; empty means all.
    #[serde(default)]
    pub select: Vec<String>,
    /// Ids of rules that are not in force.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// How loud the findings of a rule are, by id; `off` silences it.
    #[serde(default)]
    pub severity: BTreeMap<String, Loudness>,
}

/// How loud a rule is set to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loudness {
    /// Findings are errors.
    Error,
    /// Findings are warnings.
    Warning,
    /// Findings are for information.
    Info,
    /// No findings.
    Off,
}

impl Config {
    /// Reads a file of settings.
    ///
    /// # Errors
    /// `path:line: what is wrong; what to do`.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("{}: can't be read", path.display()))?;
        let mut config: Config = toml::from_str(&text).map_err(|e| {
            let line = text[..e.span().map_or(0, |s| s.start).min(text.len())].matches('\n').count() + 1;
            anyhow::anyhow!("{}:{line}: {}", path.display(), suggest(e.message()))
        })?;
        config.folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        Ok(config)
    }

    /// The nearest file of settings from this folder upwards.
    pub fn find(from: &Path) -> Option<PathBuf> {
        from.ancestors().map(|dir| dir.join(FILE)).find(|path| path.is_file())
    }

    /// Loads words, rules and weights as the settings say; `dirs` are further folders, added last.
    ///
    /// # Errors
    /// `path:line: what is wrong; what to do`.
    pub fn checker(&self, dirs: &[PathBuf]) -> Result<Checker> {
        let mut rules = Rules::builtin();
        let mut overlays = Vec::new();
        let own = self.rules.dirs.iter().map(|d| self.folder.join(d));
        for dir in own.chain(dirs.iter().cloned()) {
            add_folder(&dir, &mut rules, &mut overlays)?;
        }
        let lexicon = if overlays.is_empty() { Lexicon::english() } else { Lexicon::with(&overlays)? };
        self.choose(&mut rules)?;
        Ok(Checker { lexicon, rules, weights: Weights::builtin(), keys: self.metadata.clone() })
    }

    /// Keeps the rules in force and sets how loud they are.
    fn choose(&self, rules: &mut Rules) -> Result<()> {
        let settings = &self.rules;
        let named = settings.select.iter().chain(&settings.ignore).chain(settings.severity.keys());
        for id in named {
            if !rules.list.iter().any(|r| r.id == *id) {
                let near = nearest(id, rules.list.iter().map(|r| r.id.as_str()));
                bail!(
                    "no rule `{id}`{}; `factlint rules` lists them",
                    near.map(|n| format!(", did you mean `{n}`?")).unwrap_or_default()
                );
            }
        }
        let off = |id: &str| settings.severity.get(id) == Some(&Loudness::Off);
        rules.list.retain(|r| {
            (settings.select.is_empty() || settings.select.contains(&r.id))
                && !settings.ignore.contains(&r.id)
                && !off(&r.id)
        });
        for rule in &mut rules.list {
            let severity = match settings.severity.get(&rule.id) {
                Some(Loudness::Error) => Severity::Error,
                Some(Loudness::Warning) => Severity::Warning,
                Some(Loudness::Info) => Severity::Info,
                Some(Loudness::Off) | None => continue,
            };
            for verdict in [Verdict::Contradiction, Verdict::Outdated, Verdict::Variant] {
                rule.severity.insert(verdict, severity);
            }
        }
        Ok(())
    }
}

/// Packs are `*.toml` of the folder; words are `en/*.toml` below it.
fn add_folder(dir: &Path, rules: &mut Rules, overlays: &mut Vec<Overlay>) -> Result<()> {
    let read = |dir: &Path| -> Result<Vec<(PathBuf, String)>> {
        let entries = std::fs::read_dir(dir)
            .with_context(|| format!("{}: no such folder of rules; check `--rules` and `dirs`", dir.display()))?;
        let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        paths.retain(|p| p.extension().is_some_and(|x| x == "toml"));
        paths.sort();
        let text = |p: PathBuf| {
            std::fs::read_to_string(&p)
                .map(|t| (p.clone(), t))
                .with_context(|| format!("{}: can't be read", p.display()))
        };
        paths.into_iter().map(text).collect()
    };
    for (path, text) in read(dir)? {
        rules.add(&crate::source::shown(&path), &text)?;
    }
    let words = dir.join("en");
    if words.is_dir() {
        for (path, text) in read(&words)? {
            let section = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            overlays.push(Overlay { path: crate::source::shown(&path), section, text });
        }
    }
    Ok(())
}

/// The choice that the name was likely meant to be.
pub fn nearest<'a>(name: &str, choices: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    choices.map(|c| (strsim::osa_distance(c, name), c)).filter(|(d, c)| *d <= 2.max(c.len() / 3)).min().map(|(_, c)| c)
}

/// Adds "did you mean" to serde's "unknown field `x`, expected one of `a`, `b`".
pub fn suggest(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let near = quoted.next().filter(|_| message.starts_with("unknown")).and_then(|name| nearest(name, quoted));
    near.map_or_else(|| message.to_owned(), |n| format!("{message}; did you mean `{n}`?"))
}
