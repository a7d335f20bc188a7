//! What is meant by what was typed: settings found and merged, rules loaded, files gathered.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Read, stdin};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use factlint::article::Problem;
use factlint::check::lists::{ACCEPTED, Accepted, BASELINE, Baseline, Lists};
use factlint::check::{Cache, Checker, Reading};
use factlint::config::{Config, Loudness};
use factlint::fact::Digest;
use factlint::finding::Outcome;
use factlint::source::{self, shown};

use super::progress::Progress;
use super::screen::Screen;
use super::typed::{Common, Files, ListArgs, RuleArgs};

/// The path that stands for standard input.
pub const STDIN: &str = "-";

/// A run's settings, with all that was loaded for it.
pub struct Meant<'a> {
    /// The settings, those of the command line merged in.
    pub config: Config,
    /// Words, rules and weights.
    pub checker: Checker,
    /// Where to write.
    pub screen: &'a Screen,
    progress: bool,
    cache: Option<Cache>,
}

impl<'a> Meant<'a> {
    /// Finds the settings and loads what they ask for.
    pub fn new(common: &Common, rules: &RuleArgs, screen: &'a Screen) -> Result<Self> {
        Self::with(common, rules, &[], screen)
    }

    /// With all rules as the settings have them.
    pub fn plain(common: &Common, screen: &'a Screen) -> Result<Self> {
        Self::new(common, &RuleArgs::default(), screen)
    }

    /// With further packs, or folders of them.
    pub fn with(common: &Common, rules: &RuleArgs, packs: &[PathBuf], screen: &'a Screen) -> Result<Self> {
        let (_, mut config) = settings(common)?;
        merge(&mut config, rules);
        let more: Vec<PathBuf> = common.dirs.iter().chain(packs).cloned().collect();
        let checker = config.checker(&more)?;
        if let Some(jobs) = common.jobs {
            let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
        }
        let cache = cache(common, &checker, screen);
        Ok(Self { config, checker, screen, progress: !common.no_progress && !common.quiet, cache })
    }

    /// The articles to read.
    pub fn files(&self, files: &Files) -> Result<(Vec<PathBuf>, Vec<Problem>)> {
        let mut paths = files.paths.clone();
        if let Some(list) = &files.files_from {
            paths.extend(list_of(list)?);
        } else if paths.is_empty() {
            paths = self.config.paths();
        }
        Ok(source::gather(&paths, &self.config.walk()))
    }

    /// What was read of the files.
    ///
    /// # Errors
    /// Nothing could be read.
    pub fn reading(&self, files: &Files) -> Result<Reading> {
        let (files, problems) = self.files(files)?;
        let mut reading = self.read(&files);
        reading.problems.extend(problems);
        if reading.digests.is_empty() {
            self.screen.only_problems(reading.problems);
            bail!("nothing to read; name files or folders of articles");
        }
        Ok(reading)
    }

    /// As [`Meant::reading`], where problems are told at once.
    pub fn digests(&self, files: &Files) -> Result<Vec<Digest>> {
        let reading = self.reading(files)?;
        self.screen.only_problems(reading.problems);
        Ok(reading.digests)
    }

    /// Reads and extracts files, with a progress bar.
    pub fn read(&self, files: &[PathBuf]) -> Reading {
        let progress = Progress::new(files.len(), self.progress);
        let reading = self.checker.read(files, self.cache.as_ref(), &|| progress.tick());
        progress.done();
        self.cache_notes();
        reading
    }

    /// The whole run over what was read.
    pub fn outcome(&self, reading: Reading) -> Outcome {
        let outcome = self.checker.outcome(reading, self.cache.as_ref());
        self.cache_notes();
        outcome
    }

    fn cache_notes(&self) {
        for note in self.cache.iter().flat_map(Cache::notes) {
            self.screen.note(&format!("note: {note}"));
        }
    }

    /// Where the list of accepted findings lies.
    pub fn accepted(&self) -> PathBuf {
        self.config.folder.join(ACCEPTED)
    }

    /// Where the baseline lies.
    pub fn baseline(&self, typed: Option<&Path>) -> PathBuf {
        typed.map_or_else(|| self.config.folder.join(BASELINE), Path::to_path_buf)
    }

    /// What settles findings outside the articles.
    ///
    /// # Errors
    /// A list is broken, or one that was typed is missing.
    pub fn lists(&self, typed: &ListArgs) -> Result<Lists> {
        let path = self.baseline(typed.baseline.as_deref());
        let mut lists = Lists { today: today(), tell: true, ..Lists::default() };
        lists.accepted = Accepted::read(&self.accepted()).map_err(|e| anyhow!(e))?;
        if !typed.no_baseline {
            lists.baseline = Baseline::read(&path).map_err(|e| anyhow!(e))?;
            if lists.baseline.is_none() && typed.baseline.is_some() {
                bail!("{}: no such baseline; `factlint baseline create` makes one", shown(&path));
            }
        }
        Ok(lists)
    }
}

/// The cache, unless it is not wanted; one that can't be used is told of.
fn cache(common: &Common, checker: &Checker, screen: &Screen) -> Option<Cache> {
    if common.no_cache {
        return None;
    }
    let folder = common.cache_dir.clone().or_else(cache_folder)?;
    match Cache::open(&folder, &checker.knowledge) {
        Ok(cache) => Some(cache),
        Err(problem) => {
            screen.note(&format!("note: {} {}", problem.file, problem.message));
            None
        }
    }
}

/// The folder of the user's caches, as the system has it.
fn cache_folder() -> Option<PathBuf> {
    let of = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
    if let Some(own) = std::env::var_os("FACTLINT_CACHE_DIR").filter(|v| !v.is_empty()) {
        return Some(own.into());
    }
    let caches = if cfg!(windows) {
        of("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        of("HOME").map(|home| home.join("Library/Caches"))
    } else {
        of("XDG_CACHE_HOME").or_else(|| of("HOME").map(|home| home.join(".cache")))
    };
    caches.map(|folder| folder.join("factlint"))
}

/// The day of the run in UTC; `SOURCE_DATE_EPOCH` fixes it, so that a run can be repeated.
fn today() -> Option<jiff::civil::Date> {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|s| s.trim().parse().ok());
    let now = match fixed {
        Some(seconds) => jiff::Timestamp::from_second(seconds).ok()?,
        None => jiff::Timestamp::now(),
    };
    Some(jiff::tz::Offset::UTC.to_datetime(now).date())
}

/// The settings, and the file that they come from.
pub fn settings(common: &Common) -> Result<(Option<PathBuf>, Config)> {
    let path = match &common.config {
        Some(path) => Some(path.clone()),
        None if common.isolated => None,
        None => Config::find(),
    };
    let config = path.as_deref().map(Config::read).transpose()?;
    Ok((path, config.unwrap_or_default()))
}

/// What was typed goes before what is written in a file.
pub fn merge(config: &mut Config, typed: &RuleArgs) {
    let rules = &mut config.rules;
    if !typed.select.is_empty() {
        rules.select.clone_from(&typed.select);
        rules.ignore.retain(|id| !typed.select.contains(id));
        rules.severity.retain(|id, loudness| *loudness != Loudness::Off || !typed.select.contains(id));
    }
    rules.ignore.extend(typed.ignore.iter().cloned());
    for (ids, loudness) in [
        (&typed.error, Loudness::Error),
        (&typed.warning, Loudness::Warning),
        (&typed.info, Loudness::Info),
        (&typed.off, Loudness::Off),
    ] {
        rules.severity.extend(ids.iter().map(|id| (id.clone(), loudness)));
    }
}

/// The paths that a file lists, one a line or parted by NUL.
pub fn list_of(file: &Path) -> Result<Vec<PathBuf>> {
    let bytes = bytes_of(file)?;
    let text = String::from_utf8_lossy(&bytes);
    let mark = if text.contains('\0') { '\0' } else { '\n' };
    let lines = text.split(mark).map(|line| line.trim_end_matches(['\r', '\n']));
    Ok(lines.filter(|line| !line.is_empty()).map(PathBuf::from).collect())
}

/// The bytes of a file, or of standard input.
pub fn bytes_of(file: &Path) -> Result<Vec<u8>> {
    if file != Path::new(STDIN) {
        return std::fs::read(file).with_context(|| format!("{}: can't be read; check the path", shown(file)));
    }
    if stdin().is_terminal() {
        Screen::plain("reading standard input; end it with Ctrl-D");
    }
    let mut bytes = Vec::new();
    stdin().lock().take(source::LARGEST as u64 + 1).read_to_end(&mut bytes).context("standard input can't be read")?;
    Ok(bytes)
}

/// Those of the articles that are among these paths, by what they really are: a path may be written in many ways. Paths of
/// no article are left out.
pub fn among(digests: &[Digest], paths: &[PathBuf]) -> BTreeSet<String> {
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let paths: BTreeSet<PathBuf> = paths.iter().map(|path| real(path)).collect();
    digests.iter().filter(|d| paths.contains(&real(Path::new(&d.path)))).map(|d| d.path.clone()).collect()
}
