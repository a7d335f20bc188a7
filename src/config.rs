//! The settings of a run: `factlint.toml` and what it means.

mod house;
pub mod tables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use tables::{AliasTable, FactTable, OverrideTable, PreprocessTable, TrustTable};
use toml::Spanned;

use crate::check::{Checker, KNOWLEDGE};
use crate::finding::{Severity, Verdict};
use crate::graph::align::Weights;
use crate::lexicon::{Lexicon, Overlay, nearest, suggest};
use crate::rule::Rules;
use crate::source::{MetadataKeys, Walk, shown};

/// Name of the file of settings.
pub const FILE: &str = "factlint.toml";

/// `factlint.toml` as it is written. Every key may be left out; an unknown one is an error.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "factlint.toml")]
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
    /// What holds for some files only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<OverrideTable>")]
    pub overrides: Vec<Spanned<OverrideTable>>,
    /// Names with their forms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<AliasTable>")]
    pub alias: Vec<Spanned<AliasTable>>,
    /// Facts that every article must agree with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<FactTable>")]
    pub fact: Vec<Spanned<FactTable>>,
    /// Articles that are right where others differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<TrustTable>")]
    pub trust: Vec<Spanned<TrustTable>>,
    /// Commands that turn files into text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<PreprocessTable>")]
    pub preprocess: Vec<Spanned<PreprocessTable>>,
    /// Folder of the file; paths in it are relative to that.
    #[serde(skip)]
    pub folder: PathBuf,
    /// The file as it is shown, for messages.
    #[serde(skip)]
    pub name: String,
    /// What stands in it, to tell lines.
    #[serde(skip)]
    pub text: String,
}

/// The table `[rules]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
        let mut config = Self::parse(&shown(path), &text(path)?)?;
        config.folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        Ok(config)
    }

    /// Reads the text of a file of settings; `path` is for messages.
    ///
    /// # Errors
    /// `path:line: what is wrong; what to do`.
    pub fn parse(path: &str, text: &str) -> Result<Self> {
        let config: Self = toml::from_str(text).map_err(|e| {
            let before = &text.as_bytes()[..e.span().map_or(0, |s| s.start).min(text.len())];
            let line = before.iter().filter(|b| **b == b'\n').count() + 1;
            anyhow!("{path}:{line}: {}", suggest(e.message()))
        })?;
        Ok(Self { name: path.to_owned(), text: text.to_owned(), ..config })
    }

    /// Which files are articles, those that a preprocessor reads among them.
    pub fn walk(&self) -> Walk {
        let mut walk = self.files.clone();
        let more = self.preprocess.iter().flat_map(|p| &p.get_ref().extensions);
        walk.extensions.extend(more.map(|e| e.trim_start_matches('.').to_owned()));
        walk
    }

    /// The nearest file of settings from the working folder upwards, as a path relative to it.
    pub fn find() -> Option<PathBuf> {
        let depth = std::env::current_dir().map_or(1, |dir| dir.ancestors().count());
        let up = |n: usize| std::iter::repeat_n("..", n).collect::<PathBuf>().join(FILE);
        (0..depth).map(up).find(|path| path.is_file())
    }

    /// The files and folders to read where none are named: those of the settings, else the working folder.
    pub fn paths(&self) -> Vec<PathBuf> {
        if self.files.paths.is_empty() {
            return vec![PathBuf::from(".")];
        }
        self.files.paths.iter().map(|path| self.folder.join(path)).collect()
    }

    /// Loads words, rules and weights as the settings say; `more` are further packs or folders of them, added last.
    ///
    /// # Errors
    /// `path:line: what is wrong; what to do`.
    pub fn checker(&self, more: &[PathBuf]) -> Result<Checker> {
        let mut rules = Rules::builtin();
        let mut overlays = Vec::new();
        let own = self.rules.dirs.iter().map(|d| self.folder.join(d));
        // A folder of the settings may be typed as well.
        let mut seen = std::collections::BTreeSet::new();
        for path in own.chain(more.iter().cloned()) {
            let real = std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
            let inside = real.parent().is_some_and(|folder| path.is_file() && seen.contains(folder));
            if inside || !seen.insert(real) {
                continue;
            }
            if path.is_file() {
                rules.add(&shown(&path), &text(&path)?)?;
            } else {
                add_folder(&path, &mut rules, &mut overlays)?;
            }
        }
        let lexicon = if overlays.is_empty() { Lexicon::english() } else { Lexicon::with(&overlays)? };
        let known = rules.list.iter().map(|r| r.id.clone()).collect();
        let house = self.house(&lexicon, &rules)?;
        self.choose(&mut rules)?;
        let keys = self.metadata.clone();
        let knowledge = knowledge(&overlays, &keys)?;
        Ok(Checker { lexicon, rules, known, weights: Weights::builtin(), keys, house, knowledge })
    }

    /// Keeps the rules in force and sets how loud they are.
    fn choose(&self, rules: &mut Rules) -> Result<()> {
        let settings = &self.rules;
        let named = settings.select.iter().chain(&settings.ignore).chain(settings.severity.keys());
        for id in named {
            if let Some(message) = unknown_rule(rules, id) {
                bail!(message);
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

/// JSON Schema (draft 2020-12) of a type of settings, as an editor wants it to complete and check TOML.
pub fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_deserialize().into_generator().into_root_schema_for::<T>()
}

/// What is wrong with the id of a rule, if anything.
fn unknown_rule(rules: &Rules, id: &str) -> Option<String> {
    if rules.list.iter().any(|r| r.id == *id) {
        return None;
    }
    let near = nearest(id, rules.list.iter().map(|r| r.id.as_str()));
    let near = near.map(|n| format!(", did you mean `{n}`?")).unwrap_or_default();
    Some(format!("no rule `{id}`{near}; `factlint rules` lists them").replace("?;", "?"))
}

/// Names all that decides what is read out of an article: the program, words of the user's, and the front-matter keys.
fn knowledge(overlays: &[Overlay], keys: &MetadataKeys) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    let keys = toml::to_string(keys)?;
    let words = overlays.iter().flat_map(|o| [o.section.as_str(), o.text.as_str()]);
    for part in [KNOWLEDGE, keys.as_str()].into_iter().chain(words) {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    Ok(hasher.finalize().to_hex().to_string())
}

/// The text of a file.
fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{}: can't be read; check the path", shown(path)))
}

/// Packs are `*.toml` of the folder; words are `en/*.toml` below it.
fn add_folder(dir: &Path, rules: &mut Rules, overlays: &mut Vec<Overlay>) -> Result<()> {
    let read = |dir: &Path| -> Result<Vec<(PathBuf, String)>> {
        let entries = std::fs::read_dir(dir)
            .with_context(|| format!("{}: no such folder of rules; check `--rules` and `dirs`", shown(dir)))?;
        let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        paths.retain(|p| p.extension().is_some_and(|x| x == "toml"));
        paths.sort();
        paths.into_iter().map(|p| text(&p).map(|t| (p, t))).collect()
    };
    for (path, text) in read(dir)? {
        rules.add(&shown(&path), &text)?;
    }
    let words = dir.join("en");
    if words.is_dir() {
        for (path, text) in read(&words)? {
            let section = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            overlays.push(Overlay { path: shown(&path), section, text });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> String {
        Config::parse("factlint.toml", text).and_then(|c| c.checker(&[])).unwrap_err().to_string()
    }

    #[test]
    fn what_is_wrong_comes_with_its_line_and_a_proposal() {
        assert!(wrong("[files]\nexclud = []").starts_with("factlint.toml:2: unknown field `exclud`"));
        assert!(wrong("[files]\nexclud = []").ends_with("did you mean `exclude`?"));
        assert!(wrong("[rulez]").ends_with("did you mean `rules`?"));
        assert!(wrong("[rules]\nseverity = { count-conflict = 'loud' }").contains("unknown variant `loud`"));
        assert!(wrong("[rules]\nignore = ['count-conflit']").contains("did you mean `count-conflict`?"));
    }

    #[test]
    fn rules_are_chosen_and_made_louder() {
        let text = "[rules]\nselect = ['count-conflict', 'share-conflict', 'person-name']\nignore = ['share-conflict']\n\
                    severity = { count-conflict = 'info' }";
        let checker = Config::parse("x", text).unwrap().checker(&[]).unwrap();
        let ids: Vec<_> = checker.rules.list.iter().map(|r| r.id.as_str()).collect();
        assert_eq!(ids, ["count-conflict", "person-name"]);
        assert!(checker.rules.list[0].severity.values().all(|s| *s == Severity::Info));
        assert!(checker.known.iter().any(|id| id == "share-conflict"));
    }

    #[test]
    fn settings_survive_being_shown() {
        let text = "[files]\nexclude = ['wire/**']\n[rules]\nseverity = { count-conflict = 'off' }";
        let config = Config::parse("x", text).unwrap();
        let shown = toml::to_string(&config).unwrap();
        let again = Config::parse("x", &shown).unwrap();
        assert_eq!((again.files, again.rules.severity), (config.files, config.rules.severity));
    }
}
