//! Findings that someone has settled outside the articles: accepted for good, or known when the desk began to check.
//!
//! Both lists name findings by fingerprint. An entry that names no finding any more is told of, where the run has read the
//! files that it was made for, or these are gone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{Checker, Day};
use crate::article::Problem;
use crate::finding::{Finding, Outcome, Suppressed, Suppression};
use crate::lexicon::suggest;
use crate::source::shown;

/// Name of the list of accepted findings.
pub const ACCEPTED: &str = "factlint.accept.toml";
/// Name of the baseline.
pub const BASELINE: &str = ".factlint-baseline.json";
/// Characters of a fingerprint that an entry gives at least: those that the report for people shows.
pub const SHORTEST: usize = 8;
/// Fingerprints that a problem names.
const NAMED: usize = 3;

/// A list of accepted findings.
#[derive(Clone, Debug)]
pub struct Accepted {
    path: PathBuf,
    entries: Vec<(u32, Acceptance)>,
}

/// The file as it is written.
#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct AcceptFile {
    #[serde(default)]
    #[schemars(with = "Vec<Acceptance>")]
    accept: Vec<Spanned<Acceptance>>,
}

/// One finding that is accepted for good, or until a day.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The fingerprint, or at least its first eight characters.
    pub fingerprint: String,
    /// Why it is right as it is.
    pub reason: String,
    /// Who says so.
    #[serde(default)]
    pub author: Option<String>,
    /// Last day on which it holds ("2026-12-31").
    #[serde(default)]
    pub expires: Option<Day>,
    /// Id of the rule.
    #[serde(default)]
    pub rule: Option<String>,
    /// What the finding said, for those who read the list.
    #[serde(default)]
    pub message: Option<String>,
    /// Where it stood; the entry is called idle only where these files were read.
    #[serde(default)]
    pub files: Vec<PathBuf>,
}

/// The baseline: what was found when it was made.
#[derive(Clone, Debug)]
pub struct Baseline {
    path: PathBuf,
    entries: Vec<Known>,
}

/// The file as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineFile {
    version: u32,
    findings: Vec<Known>,
}

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    rule: String,
    id: String,
    message: String,
    files: Vec<PathBuf>,
}

/// Version of the form of a baseline.
const VERSION: u32 = 1;

impl Accepted {
    /// Reads the list; none where there is no such file.
    ///
    /// # Errors
    /// `path:line: what is wrong; what to do`.
    pub fn read(path: &Path) -> Result<Option<Self>, String> {
        let Some(text) = read(path)? else { return Ok(None) };
        let at =
            |byte: usize| text.as_bytes()[..byte.min(text.len())].iter().filter(|b| **b == b'\n').count() as u32 + 1;
        let file: AcceptFile = toml::from_str(&text).map_err(|e| {
            format!("{}:{}: {}", shown(path), at(e.span().map_or(0, |s| s.start)), suggest(e.message()))
        })?;
        let mut entries = Vec::new();
        for entry in file.accept {
            let line = at(entry.span().start);
            let entry = entry.into_inner();
            let wrong = |what: &str| Err(format!("{}:{line}: {what}", shown(path)));
            if entry.fingerprint.len() < SHORTEST {
                return wrong(&format!(
                    "`{}` is too short; give eight characters of the fingerprint",
                    entry.fingerprint
                ));
            }
            if entry.reason.trim().is_empty() {
                return wrong("`reason` is empty; say why the finding is right as it is");
            }
            if entry.expires.as_ref().is_some_and(|day| day.date().is_none()) {
                return wrong("`expires` is no day; write a day such as 2026-12-31");
            }
            entries.push((line, entry));
        }
        Ok(Some(Self { path: path.to_path_buf(), entries }))
    }

    /// Line of the entry that names a finding, if any.
    pub fn line(&self, finding: &Finding) -> Option<u32> {
        let ids = || std::iter::once(&finding.id).chain(&finding.also);
        self.entries.iter().find(|(_, e)| ids().any(|id| id.starts_with(&e.fingerprint))).map(|(line, _)| *line)
    }
}

impl Acceptance {
    /// The entry as a table of the list.
    pub fn table(&self) -> String {
        let text = |s: &str| toml::Value::String(s.to_owned()).to_string();
        let mut out =
            format!("[[accept]]\nfingerprint = {}\nreason = {}\n", text(&self.fingerprint), text(&self.reason));
        for (key, value) in [("author", &self.author), ("rule", &self.rule), ("message", &self.message)] {
            if let Some(value) = value {
                out += &format!("{key} = {}\n", text(value));
            }
        }
        if let Some(day) = &self.expires {
            out += &format!("expires = {day}\n");
        }
        if !self.files.is_empty() {
            let files: Vec<String> = self.files.iter().map(|f| text(&shown(f))).collect();
            out += &format!("files = [{}]\n", files.join(", "));
        }
        out
    }

    fn expired(&self, today: Date) -> bool {
        self.expires.as_ref().and_then(Day::date).is_some_and(|day| day < today)
    }
}

impl Baseline {
    /// Reads a baseline; none where there is no such file.
    ///
    /// # Errors
    /// `path:line: what is wrong; what to do`.
    pub fn read(path: &Path) -> Result<Option<Self>, String> {
        let Some(text) = read(path)? else { return Ok(None) };
        let file: BaselineFile = serde_json::from_str(&text).map_err(|e| {
            format!("{}:{}: {}; make it anew with `factlint baseline create`", shown(path), e.line().max(1), e)
        })?;
        if file.version != VERSION {
            return Err(format!(
                "{}: has version {}, this program reads {VERSION}; make it anew with `factlint baseline create`",
                shown(path),
                file.version
            ));
        }
        Ok(Some(Self { path: path.to_path_buf(), entries: file.findings }))
    }

    /// The baseline of all findings of a run.
    pub fn of(path: &Path, findings: &[Finding]) -> Self {
        let folder = folder(path);
        Self { path: path.to_path_buf(), entries: findings.iter().map(|f| Known::of(f, &folder)).collect() }
    }

    /// Findings that it names.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it names none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes out the entries that no longer occur, and says how many; the others are brought up to date. `outcome` is of a
    /// run that heeded no baseline.
    pub fn prune(&mut self, checker: &Checker, read: &[String], findings: &[Finding]) -> usize {
        let before = self.entries.len();
        let folder = folder(&self.path);
        let named: Vec<(&str, usize)> = self.entries.iter().map(|e| e.id.as_str()).zip(0..).collect();
        let hits = matches(&named, findings);
        let read = Read::new(&folder, read);
        let mut hit: BTreeMap<usize, Known> =
            hits.into_iter().map(|(finding, entry)| (entry, Known::of(&findings[finding], &folder))).collect();
        let entries = std::mem::take(&mut self.entries).into_iter().enumerate();
        self.entries = entries
            .filter_map(|(n, entry)| match hit.remove(&n) {
                Some(new) => Some(new),
                None => (!(in_force(checker, Some(&entry.rule)) && read.covers(&entry.files))).then_some(entry),
            })
            .collect();
        before - self.entries.len()
    }

    /// The file, sorted, so that a change of it reads well.
    pub fn text(&self) -> String {
        let mut findings = self.entries.clone();
        findings.sort();
        findings.dedup_by(|a, b| a.id == b.id);
        let file = BaselineFile { version: VERSION, findings };
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }
}

impl Known {
    fn of(finding: &Finding, folder: &Path) -> Self {
        let files = files(finding, folder);
        Self { rule: finding.rule.clone(), id: finding.id.clone(), message: finding.message.clone(), files }
    }
}

/// The files in which a finding stands, as paths below a folder.
pub fn files(finding: &Finding, folder: &Path) -> Vec<PathBuf> {
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let root = real(folder);
    let all = finding.sides.iter().flat_map(|s| &s.evidence).map(|e| e.file.as_str()).collect::<BTreeSet<_>>();
    let below = |file: &str| {
        let path = real(Path::new(file));
        PathBuf::from(shown(path.strip_prefix(&root).unwrap_or(Path::new(file))))
    };
    all.into_iter().map(below).collect()
}

/// What settles findings outside the articles.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// Findings accepted for good.
    pub accepted: Option<Accepted>,
    /// Findings known from before.
    pub baseline: Option<Baseline>,
    /// The day of the run, for acceptances that expire; none keeps them all.
    pub today: Option<Date>,
    /// Whether entries that settle nothing are told of.
    pub tell: bool,
}

impl Lists {
    /// Takes the findings that are settled out of the outcome, and tells of entries that settle nothing or expired. `read` are
    /// the files of the run.
    pub fn settle(&self, checker: &Checker, read: &[String], outcome: &mut Outcome) {
        let mut problems = Vec::new();
        let mut settled: Vec<(usize, Suppression, Option<String>)> = Vec::new();
        if let Some(list) = &self.accepted {
            let named: Vec<(&str, usize)> = list.entries.iter().map(|(_, e)| e.fingerprint.as_str()).zip(0..).collect();
            let hits = matches(&named, &outcome.findings);
            let used: BTreeSet<usize> = hits.iter().map(|(_, entry)| *entry).collect();
            for (finding, n) in hits {
                let (line, entry) = &list.entries[n];
                if self.today.is_some_and(|today| entry.expired(today)) {
                    let message = format!(
                        "the acceptance of `{}` has expired; settle the finding, or set a later day",
                        outcome.findings[finding].id
                    );
                    problems.push(Problem::at(shown(&list.path), *line, message));
                } else {
                    settled.push((finding, Suppression::Accepted, Some(entry.reason.clone())));
                }
            }
            let read = Read::new(&folder(&list.path), read);
            for (n, (line, entry)) in list.entries.iter().enumerate() {
                if !used.contains(&n) && in_force(checker, entry.rule.as_deref()) && read.covers(&entry.files) {
                    let message = format!("no finding `{}` any more; remove the entry", entry.fingerprint);
                    problems.push(Problem::at(shown(&list.path), *line, message));
                }
            }
        }
        if let Some(list) = &self.baseline {
            let named: Vec<(&str, usize)> = list.entries.iter().map(|e| e.id.as_str()).zip(0..).collect();
            let hits = matches(&named, &outcome.findings);
            let used: BTreeSet<usize> = hits.iter().map(|(_, entry)| *entry).collect();
            let taken: BTreeSet<usize> = settled.iter().map(|(finding, ..)| *finding).collect();
            settled.extend(
                hits.into_iter().filter(|(f, _)| !taken.contains(f)).map(|(f, _)| (f, Suppression::Baseline, None)),
            );
            let read = Read::new(&folder(&list.path), read);
            let gone = |(n, entry): &(usize, &Known)| {
                !used.contains(n) && in_force(checker, Some(&entry.rule)) && read.covers(&entry.files)
            };
            let gone: Vec<&str> = list
                .entries
                .iter()
                .enumerate()
                .filter(gone)
                .map(|(_, e)| e.id.get(..SHORTEST).unwrap_or(&e.id))
                .collect();
            if !gone.is_empty() {
                problems.push(Problem::new(shown(&list.path), idle(&gone)));
            }
        }
        let mut by: BTreeMap<usize, (Suppression, Option<String>)> =
            settled.into_iter().map(|(f, by, reason)| (f, (by, reason))).collect();
        for (n, finding) in std::mem::take(&mut outcome.findings).into_iter().enumerate() {
            match by.remove(&n) {
                Some((by, reason)) => outcome.suppressed.push(Suppressed { finding, by, reason }),
                None => outcome.findings.push(finding),
            }
        }
        outcome.summary.findings = outcome.findings.len();
        if self.tell {
            outcome.problems.extend(problems);
            outcome.problems.sort();
        }
    }
}

fn idle(gone: &[&str]) -> String {
    let more = gone.len().saturating_sub(NAMED);
    let names = gone.iter().take(NAMED).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let verb = if gone.len() == 1 { "occurs" } else { "occur" };
    format!("{names}{more} no longer {verb}; `factlint baseline prune` removes what is gone")
}

/// Which finding each entry names: first by the fingerprint itself, then by one that the finding has as well. An entry names
/// one finding, and a finding is named by one entry, the first.
fn matches(named: &[(&str, usize)], findings: &[Finding]) -> Vec<(usize, usize)> {
    let mut hits: BTreeMap<usize, usize> = BTreeMap::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let begins = |id: &str, entry: &str| id == entry || (entry.len() >= SHORTEST && id.starts_with(entry));
    let own: BTreeMap<&str, usize> = findings.iter().enumerate().map(|(n, f)| (f.id.as_str(), n)).collect();
    for (entry, at) in named {
        let exact = own.get(entry).copied();
        let found = exact.or_else(|| own.range(*entry..).next().filter(|(id, _)| begins(id, entry)).map(|(_, n)| *n));
        if let Some(finding) = found
            && !hits.contains_key(&finding)
        {
            hits.insert(finding, *at);
            used.insert(*at);
        }
    }
    let mut also: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, finding) in findings.iter().enumerate().filter(|(n, _)| !hits.contains_key(n)) {
        for id in &finding.also {
            also.entry(id).or_default().push(n);
        }
    }
    for (entry, at) in named.iter().filter(|(_, at)| !used.contains(at)) {
        let near = also.range(*entry..).take_while(|(id, _)| begins(id, entry)).flat_map(|(_, list)| list);
        if let Some(finding) = near.copied().find(|n| !hits.contains_key(n)) {
            hits.insert(finding, *at);
        }
    }
    hits.into_iter().collect()
}

fn in_force(checker: &Checker, rule: Option<&str>) -> bool {
    rule.is_none_or(|id| checker.rules.list.iter().any(|r| r.id == id) || !checker.known.iter().any(|k| k == id))
}

/// The files that a run has read, as they really are.
struct Read {
    folder: PathBuf,
    files: BTreeSet<PathBuf>,
}

impl Read {
    fn new(folder: &Path, read: &[String]) -> Self {
        let files = read.iter().filter_map(|path| std::fs::canonicalize(path).ok()).collect();
        Self { folder: folder.to_path_buf(), files }
    }

    /// Whether each of the files was read, or is gone; settings are always read.
    fn covers(&self, files: &[PathBuf]) -> bool {
        let known = |file: &PathBuf| match std::fs::canonicalize(self.folder.join(file)) {
            Ok(real) => self.files.contains(&real) || real.extension().is_some_and(|x| x == "toml"),
            Err(_) => true,
        };
        files.iter().all(known)
    }
}

/// The folder in which a list lies.
pub fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

fn read(path: &Path) -> Result<Option<String>, String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(format!("{}: can't be read: {e}", shown(path))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    fn findings(ids: &[(&str, &[&str])]) -> Vec<Finding> {
        let one = &fixture::several().findings[0];
        let of = |(id, also): &(&str, &[&str])| Finding {
            id: (*id).to_owned(),
            also: also.iter().map(|a| (*a).to_owned()).collect(),
            ..one.clone()
        };
        ids.iter().map(of).collect()
    }

    #[test]
    fn an_entry_names_one_finding_by_itself_by_its_beginning_or_by_what_it_was() {
        let list =
            findings(&[("aaaaaaaa1111", &["cccccccc3333"]), ("bbbbbbbb2222", &["cccccccc3333", "dddddddd4444"])]);
        for (named, hits) in [
            (&["bbbbbbbb2222"][..], &[(1, 0)][..]),
            (&["bbbbbbbb"], &[(1, 0)]),
            (&["bbbb"], &[]),
            (&["dddddddd4444"], &[(1, 0)]),
            (&["cccccccc3333"], &[(0, 0)]),
            (&["cccccccc3333", "aaaaaaaa1111"], &[(0, 1), (1, 0)]),
            (&["aaaaaaaa1111", "aaaaaaaa1111"], &[(0, 0)]),
            (&["eeeeeeee5555"], &[]),
        ] {
            let named: Vec<(&str, usize)> = named.iter().copied().zip(0..).collect();
            assert_eq!(matches(&named, &list), hits, "{named:?}");
        }
    }

    #[test]
    fn entries_are_written_as_they_are_read() {
        let entry = Acceptance {
            fingerprint: "d04c79a2beef".into(),
            reason: "the \"old\" office\\still his".into(),
            author: Some("A. Korv".into()),
            expires: Some(Day::Date("2026-12-31".parse().unwrap())),
            rule: None,
            message: Some("x: 1 / 2".into()),
            files: vec!["a b.md".into()],
        };
        let file: AcceptFile = toml::from_str(&format!("{0}\n{0}", entry.table())).unwrap();
        assert_eq!(file.accept.len(), 2);
        assert_eq!(format!("{:?}", file.accept[1].get_ref()), format!("{entry:?}"));
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert!(!entry.expired(day("2026-12-31")) && entry.expired(day("2027-01-01")));
    }
}
