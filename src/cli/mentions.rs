//! `factlint mentions`: the mentions of texts given as JSON lines.

use std::io::Write;

use anyhow::{Result, bail};
use factlint::mention::jsonl;
use factlint::source::shown;
use rayon::prelude::*;

use super::End;
use super::meant::{Meant, bytes_of};
use super::typed::{Lines, MentionsArgs};

/// Lines that are worked on at a time.
const BATCH: usize = 1024;

/// Reads lines, writes lines; a line that can't be read is a problem, and the rest is still done.
pub fn run(args: &MentionsArgs, meant: &Meant) -> Result<End> {
    let (Lines::Jsonl, Lines::Jsonl) = (args.from, args.format);
    let bytes = bytes_of(&args.file)?;
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    let mut out = meant.screen.out();
    let mut bad = 0;
    for (n, batch) in lines.chunks(BATCH).enumerate() {
        let found: Vec<_> = batch
            .par_iter()
            .map(|line| (!line.trim().is_empty()).then(|| jsonl::line(&meant.checker.lexicon, line)))
            .collect();
        for (i, result) in found.into_iter().enumerate() {
            match result {
                None => {}
                Some(Ok(line)) => writeln!(out, "{}", factlint::report::escape(&line))?,
                Some(Err(e)) => {
                    bad += 1;
                    let line = n * BATCH + i + 1;
                    meant.screen.note(&format!("{}:{line}: {e}; write {{\"id\", \"text\"}}", shown(&args.file)));
                }
            }
        }
    }
    out.flush()?;
    if bad > 0 {
        bail!("{bad} of {} lines can't be read", lines.len());
    }
    Ok(End::Clean)
}
