//! Files to digests: in parallel, through a preprocessor where there is one for the ending, and from the cache where the file
//! was read before.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Cache, Checker, Given};
use crate::article::Problem;
use crate::fact::{self, Digest};
use crate::source::{self, shown};

/// What was read.
#[derive(Debug, Default)]
pub struct Reading {
    /// One for each article that could be read.
    pub digests: Vec<Digest>,
    /// What could not be read or used.
    pub problems: Vec<Problem>,
    /// Texts that are not what lies in the file: drafts, and what a preprocessor printed.
    pub texts: Vec<Given>,
    /// Paths of drafts: nothing of them is kept.
    pub private: BTreeSet<String>,
}

/// The part of a preprocessed file in which evidence stands.
pub const PRINTED: &str = "text";

impl Checker {
    /// Reads and extracts files, in parallel; what can't be read is a problem. `tick` is called after each file, from any
    /// thread.
    pub fn read(&self, files: &[PathBuf], cache: Option<&Cache>, tick: &(dyn Fn() + Sync)) -> Reading {
        let read = |path: &PathBuf| {
            let result = self.read_one(path, cache);
            tick();
            result
        };
        let mut reading = Reading::default();
        for result in files.par_iter().map(read).collect::<Vec<_>>() {
            match result {
                Ok((digest, text)) => {
                    reading.problems.extend(digest.problems.iter().cloned());
                    reading.digests.push(digest);
                    reading.texts.extend(text);
                }
                Err(problem) => reading.problems.push(problem),
            }
        }
        reading
    }

    fn read_one(&self, path: &Path, cache: Option<&Cache>) -> Result<(Digest, Option<Given>), Problem> {
        let (bytes, form, printed) = self.text(path)?;
        let digest = self.extracted(path, &form, &bytes, cache)?;
        Ok((digest, printed.then(|| Given { path: path.to_path_buf(), bytes, published: None })))
    }

    /// The bytes of an article, the path by which they are read, and whether a preprocessor printed them.
    ///
    /// # Errors
    /// As [`source::bytes`] and [`super::Preprocess::run`].
    pub fn text(&self, path: &Path) -> Result<(Vec<u8>, PathBuf, bool), Problem> {
        match self.house.preprocess.iter().find(|p| p.takes(path)) {
            Some(preprocess) => {
                // What is missing is told as for any other file.
                std::fs::metadata(path).map_err(|_| Problem::new(shown(path), "no such file; check the path"))?;
                Ok((preprocess.run(path)?, path.with_extension(&preprocess.prints), true))
            }
            None => Ok((source::bytes(path)?, path.to_path_buf(), false)),
        }
    }

    fn extracted(&self, path: &Path, form: &Path, bytes: &[u8], cache: Option<&Cache>) -> Result<Digest, Problem> {
        let format = source::format_of(form).name;
        if let Some(known) = cache.and_then(|cache| cache.get(path, format, bytes)) {
            return Ok(known);
        }
        let rename = |mut problem: Problem| {
            problem.file = shown(path);
            problem
        };
        let mut article = source::read_with(&self.lexicon, &self.keys, form, bytes).map_err(rename)?;
        article.path = shown(path);
        article.problems = article.problems.into_iter().map(rename).collect();
        let digest = fact::extract(&self.lexicon, &article);
        if let Some(cache) = cache {
            cache.put(format, bytes, &digest);
        }
        Ok(digest)
    }
}
