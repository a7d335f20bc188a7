//! Finds the files that are articles.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use ignore::WalkBuilder;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::FORMATS;
use crate::article::Problem;

/// Which files of a folder are articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Walk {
    /// Files and folders to read where none are named on the command line; relative to the file of settings.
    pub paths: Vec<PathBuf>,
    /// Globs of files to take, whatever their ending; none means all that have an ending of [`FORMATS`].
    pub include: Vec<String>,
    /// Globs of files and folders to leave out.
    pub exclude: Vec<String>,
    /// Whether `.gitignore` and `.ignore` are heeded, in a git repository or not.
    pub respect_gitignore: bool,
    /// Further endings that are articles, without the dot: those that a preprocessor reads.
    pub extensions: Vec<String>,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            paths: Vec::new(),
            include: Vec::new(),
            exclude: Vec::new(),
            respect_gitignore: true,
            extensions: Vec::new(),
        }
    }
}

/// Files that stand beside articles and are none, by name without ending.
const BESIDE: [&str; 10] = [
    "readme",
    "license",
    "licence",
    "copying",
    "notice",
    "changelog",
    "contributing",
    "authors",
    "code_of_conduct",
    "security",
];

/// The files that are articles among these paths: a file as it is, a folder with all below it. Sorted by path; a file that
/// is reached in two ways comes once. Hidden files and folders are left out unless given by name; links are followed, in
/// circles once.
pub fn gather(paths: &[PathBuf], options: &Walk) -> (Vec<PathBuf>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut globs = |list: &[String]| {
        globs(list).unwrap_or_else(|p| {
            problems.push(p);
            GlobSet::empty()
        })
    };
    let (include, exclude) = (globs(&options.include), globs(&options.exclude));
    // By the real path; of two names the one given first is kept, in a folder the lesser.
    let mut found: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    let mut take = |path: PathBuf| {
        let real = std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        found.entry(real).or_insert(path);
    };
    for path in paths {
        let metadata = match std::fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(e) => {
                problems.push(missing(path, &e));
                continue;
            }
        };
        if !metadata.is_dir() {
            take(path.clone());
            continue;
        }
        let mut walk = WalkBuilder::new(path);
        walk.hidden(true)
            .follow_links(true)
            .require_git(false)
            .git_ignore(options.respect_gitignore)
            .git_exclude(options.respect_gitignore)
            .git_global(options.respect_gitignore)
            .ignore(options.respect_gitignore)
            .parents(options.respect_gitignore)
            .sort_by_file_name(std::ffi::OsStr::cmp);
        let root = path.clone();
        let excluded = exclude.clone();
        walk.filter_entry(move |entry| !hit(&excluded, entry.path(), &root));
        let mut any = false;
        for entry in walk.build() {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) => {
                    let file = entry.into_path();
                    let wanted = if include.is_empty() {
                        is_article(&file, &options.extensions)
                    } else {
                        hit(&include, &file, path)
                    };
                    if wanted {
                        any = true;
                        take(file.strip_prefix("./").map(Path::to_path_buf).unwrap_or(file));
                    }
                }
                Ok(_) => {}
                // A link in a circle leads to what is read anyway.
                Err(e) if is_loop(&e) => {}
                Err(e) => problems.push(unread(path, &e)),
            }
        }
        if !any {
            problems.push(Problem::new(shown(path), nothing(&include)));
        }
    }
    let mut files: Vec<PathBuf> = found.into_values().collect();
    files.sort();
    (files, problems)
}

/// A path as it is shown: as the user gave it, with forward slashes.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text.into_owned() }
}

/// A file or folder below one that was given, which cannot be looked at.
fn unread(root: &Path, e: &ignore::Error) -> Problem {
    let path = path_of(e).unwrap_or(root);
    let why = e.io_error().map_or_else(|| e.to_string(), std::string::ToString::to_string);
    Problem::new(shown(path), format!("cannot be read: {why}; check its rights"))
}

/// The path that a failure of the walk is about.
fn path_of(e: &ignore::Error) -> Option<&Path> {
    match e {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

fn missing(path: &Path, e: &std::io::Error) -> Problem {
    let message = match e.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder; check the path".to_owned(),
        _ => format!("cannot be read: {e}; check its rights"),
    };
    Problem::new(shown(path), message)
}

fn nothing(include: &GlobSet) -> String {
    if include.is_empty() {
        let endings: Vec<_> = FORMATS.iter().flat_map(|f| f.extensions).map(|e| format!("`.{e}`")).collect();
        format!(
            "no articles in this folder; files that end in {} are read, name others with `include`",
            endings.join(", ")
        )
    } else {
        "no file in this folder matches `include`; check its globs".to_owned()
    }
}

fn is_article(path: &Path, more: &[String]) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let stem = path.file_stem().map(|s| s.to_string_lossy().to_lowercase()).unwrap_or_default();
    !BESIDE.contains(&stem.as_str())
        && (FORMATS.iter().any(|f| f.extensions.contains(&ending.as_str()))
            || more.iter().any(|m| m.to_lowercase() == ending))
}

/// Whether a glob hits the path as shown, the path below the folder, or the name.
fn hit(globs: &GlobSet, path: &Path, root: &Path) -> bool {
    if globs.is_empty() || path == root {
        return false;
    }
    let below = path.strip_prefix(root).unwrap_or(path);
    let bare = path.strip_prefix("./").unwrap_or(path);
    globs.is_match(bare) || globs.is_match(below) || path.file_name().is_some_and(|n| globs.is_match(n))
}

fn globs(list: &[String]) -> Result<GlobSet, Problem> {
    let bad = |glob: &str, e: &globset::Error| {
        Problem::new(glob, format!("not a valid glob: {}; write for instance `drafts/**` or `*.md`", e.kind()))
    };
    let mut set = GlobSetBuilder::new();
    for glob in list {
        // "drafts/" and "drafts" both mean all that is in it.
        let trimmed = glob.trim_start_matches("./").trim_end_matches('/');
        let built = GlobBuilder::new(trimmed).literal_separator(true).build();
        set.add(built.map_err(|e| bad(glob, &e))?);
    }
    set.build().map_err(|e| bad("include, exclude", &e))
}

fn is_loop(e: &ignore::Error) -> bool {
    match e {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithDepth { err, .. }
        | ignore::Error::WithPath { err, .. }
        | ignore::Error::WithLineNumber { err, .. } => is_loop(err),
        ignore::Error::Partial(all) => all.iter().all(is_loop),
        _ => false,
    }
}
