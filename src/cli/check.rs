//! `factlint check` and `factlint draft`: findings, their reports, and the exit code.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};
use factlint::article::{Moment, Problem};
use factlint::check::lists::Lists;
use factlint::check::{Focus, Given, Globs};
use factlint::finding::{Outcome, Severity};
use factlint::report::{self, FORMATS, Format, Style, write_atomically};
use factlint::source::{self, shown};

use super::End;
use super::meant::{Meant, STDIN, among, bytes_of, list_of};
use super::table;
use super::typed::{CheckArgs, DraftArgs, FailOn, ReportArgs};

/// Compares all articles with each other.
pub fn check(args: &CheckArgs, meant: Meant) -> Result<End> {
    let start = Instant::now();
    let reports = Reports::new(&args.report)?;
    let mut files = args.files.clone();
    let typed = match &args.changed {
        // As a hook calls it: flags may stand between this one and the files.
        Some(none) if none.is_empty() && !files.paths.is_empty() => Some(std::mem::take(&mut files.paths)),
        Some(none) if none.is_empty() => bail!("`--changed` names no file; give it those that changed, or `-`"),
        typed => typed.clone(),
    };
    let standard = files.files_from.iter().chain(typed.iter().flatten()).filter(|path| *path == Path::new(STDIN));
    if standard.count() > 1 {
        bail!("`--files-from -` and `--changed -` both want standard input; give one of them a file");
    }
    let mut changed = Vec::new();
    for path in typed.iter().flatten() {
        if path == Path::new(STDIN) {
            changed.extend(list_of(path)?);
        } else {
            changed.push(path.clone());
        }
    }
    let lists = meant.lists(&args.lists)?;
    let reading = meant.reading(&files)?;
    let digests = &reading.digests;
    let focus = Focus {
        changed: typed.is_some().then(|| among(digests, &changed)),
        ours: ours(&args.ours, digests.iter().map(|d| d.path.as_str()))?,
        since: args.since,
    };
    let read: Vec<String> = digests.iter().map(|d| d.path.clone()).collect();
    let mut outcome = meant.outcome(reading);
    lists.settle(&meant.checker, &read, &mut outcome);
    focus.narrow(&mut outcome);
    reports.write(&outcome, &meant, start)
}

/// Compares a draft with articles.
pub fn draft(args: &DraftArgs, meant: Meant) -> Result<End> {
    let start = Instant::now();
    let reports = Reports::new(&args.report)?;
    let typed = args.file == Path::new(STDIN);
    if !typed && args.stdin_filename.is_some() {
        bail!("`--stdin-filename` names what comes from standard input; give `-` as the file");
    }
    let mut lists = meant.lists(&args.lists)?;
    // A draft is to be told of all that it says; the baseline is about what is published.
    if args.lists.baseline.is_none() {
        lists.baseline = None;
    }
    let lists = Lists { tell: false, ..lists };
    let path = if typed { args.stdin_filename.clone().unwrap_or_else(|| "draft".into()) } else { args.file.clone() };
    let bad = |p: Problem| anyhow!("{}: {}", p.place(), p.message);
    let published = args.published.map(Moment::day);
    let (given, draft) = if typed {
        let given = Given { path, bytes: bytes_of(&args.file)?, published };
        let draft = meant.checker.digest(&given).map_err(bad)?;
        (given, draft)
    } else {
        let (bytes, form, _) = meant.checker.text(&path).map_err(bad)?;
        let mut draft = meant.checker.digest(&Given { path: form, bytes: bytes.clone(), published }).map_err(bad)?;
        draft.path = shown(&path);
        (Given { path, bytes, published }, draft)
    };

    let (mut files, problems) = source::gather(&args.against, &meant.config.walk());
    // The draft may lie among the articles, there in an older state.
    if let Ok(real) = std::fs::canonicalize(&given.path) {
        files.retain(|file| std::fs::canonicalize(file).map_or(true, |file| file != real));
    }
    let mut reading = meant.read(&files);
    reading.problems.extend(problems);
    if reading.digests.is_empty() {
        meant.screen.only_problems(reading.problems);
        bail!("no article to compare the draft with; check `--against`");
    }
    reading.problems.extend(draft.problems.iter().cloned());
    let focus = Focus { changed: Some(BTreeSet::from([draft.path.clone()])), ..Focus::default() };
    reading.private.insert(draft.path.clone());
    reading.digests.push(draft);
    reading.texts.push(given);
    let mut outcome = meant.outcome(reading);
    lists.settle(&meant.checker, &[], &mut outcome);
    focus.narrow(&mut outcome);
    reports.write(&outcome, &meant, start)
}

/// The files that a glob hits; none where there is no glob.
fn ours<'a>(globs: &[String], files: impl Iterator<Item = &'a str>) -> Result<Option<BTreeSet<String>>> {
    if globs.is_empty() {
        return Ok(None);
    }
    let globs = Globs::new(globs, None).map_err(|e| anyhow!("`--ours`: {e}"))?;
    Ok(Some(files.filter(|file| globs.hit(file)).map(str::to_owned).collect()))
}

/// The reports asked for.
struct Reports {
    /// The one for standard output, if any.
    shown: Option<&'static Format>,
    files: Vec<(&'static Format, PathBuf)>,
    fail_on: Option<Severity>,
    strict: bool,
    statistics: bool,
}

impl Reports {
    fn new(args: &ReportArgs) -> Result<Self> {
        let format = |name: &str| report::format(name).with_context(|| format!("no format `{name}`"));
        let mut reports = Self {
            shown: None,
            files: Vec::new(),
            fail_on: match args.fail_on {
                FailOn::Error => Some(Severity::Error),
                FailOn::Warning => Some(Severity::Warning),
                FailOn::Info => Some(Severity::Info),
                FailOn::Never => None,
            },
            strict: args.strict,
            statistics: args.statistics,
        };
        for output in &args.format {
            let format = format(&output.format)?;
            match &output.file {
                Some(file) => {
                    if reports.files.iter().any(|(_, other)| other == file) {
                        bail!("two reports for `{}`; give each its own file", shown(file));
                    }
                    reports.files.push((format, file.clone()));
                }
                None if reports.shown.is_some() => {
                    bail!("two reports for standard output; give one a file: `--format {}=FILE`", output.format)
                }
                None => reports.shown = Some(format),
            }
        }
        Ok(reports)
    }

    /// Writes the reports and says how the run ends.
    fn write(&self, outcome: &Outcome, meant: &Meant, start: Instant) -> Result<End> {
        let screen = meant.screen;
        for (format, file) in &self.files {
            let mut bytes = Vec::new();
            (format.write)(outcome, &Style { verbose: screen.style.verbose, ..Style::default() }, &mut bytes)?;
            write_atomically(file, &bytes)
                .with_context(|| format!("{}: can't be written; check folder and rights", shown(file)))?;
        }
        screen.problems(outcome);
        // Where all reports go to files, a person still sees what there is.
        let human = &FORMATS[0];
        let shown = self.shown.or_else(|| (!(screen.quiet && !self.files.is_empty())).then_some(human));
        if let Some(format) = shown {
            let mut out = screen.out();
            (format.write)(outcome, &screen.style, &mut out)?;
            if self.statistics && format.name == human.name {
                writeln!(out)?;
                statistics(outcome, &mut out)?;
            }
            out.flush()?;
        }
        if self.statistics && shown.is_none_or(|format| format.name != human.name) {
            let mut table = Vec::new();
            statistics(outcome, &mut table)?;
            screen.note(&String::from_utf8_lossy(&table));
        }
        if shown.is_some_and(|format| format.name == human.name) {
            screen.note(&format!("{:.2} s", start.elapsed().as_secs_f64()));
        }
        Ok(self.end(outcome))
    }

    fn end(&self, outcome: &Outcome) -> End {
        if self.strict && !outcome.problems.is_empty() {
            return End::Failed;
        }
        let loud = |limit| outcome.findings.iter().any(|f| f.severity <= limit);
        if self.fail_on.is_some_and(loud) { End::Found } else { End::Clean }
    }
}

/// Findings by rule and severity, the most frequent first.
fn statistics(outcome: &Outcome, out: &mut dyn Write) -> std::io::Result<()> {
    let mut counts: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    for finding in &outcome.findings {
        *counts.entry((&finding.rule, finding.severity)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(key, n)| (std::cmp::Reverse(*n), *key));
    let summary = |id: &str| outcome.rules.iter().find(|r| r.id == id).map(|r| r.summary.clone()).unwrap_or_default();
    let row = |((rule, severity), n): &((&str, Severity), usize)| {
        [n.to_string(), super::rules::loud(*severity).to_owned(), (*rule).to_owned(), summary(rule)]
    };
    table::write(["count", "severity", "rule", "summary"], &counts.iter().map(row).collect::<Vec<_>>(), 40, out)
}
