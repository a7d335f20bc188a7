//! `factlint names`: how alike pairs of names are.

use std::io::Write;

use anyhow::{Result, bail};
use factlint::graph::name::{self, Likeness};
use factlint::source::shown;
use serde::{Deserialize, Serialize};

use super::End;
use super::meant::{Meant, bytes_of};
use super::typed::{Lines, NamesArgs};

/// A pair as it is read.
#[derive(Deserialize)]
struct Pair {
    id: serde_json::Value,
    a: String,
    b: String,
}

/// What is said of a pair.
#[derive(Serialize)]
struct Said<'a> {
    id: &'a serde_json::Value,
    /// How likely both are one name, 0 to 1.
    score: f64,
    verdict: &'a str,
    reason: String,
}

/// Reads lines, writes lines; a line that can't be read is a problem, and the rest is still done.
pub fn run(args: &NamesArgs, meant: &Meant) -> Result<End> {
    let (Lines::Jsonl, Lines::Jsonl) = (args.from, args.format);
    let bytes = bytes_of(&args.file)?;
    let text = String::from_utf8_lossy(&bytes);
    let mut out = meant.screen.out();
    let mut bad = 0;
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let pair: Pair = match serde_json::from_str(line) {
            Ok(pair) => pair,
            Err(e) => {
                bad += 1;
                let at = format!("{}:{}", shown(&args.file), n + 1);
                meant.screen.note(&format!("{at}: {e}; write {{\"id\", \"a\", \"b\"}}"));
                continue;
            }
        };
        let likeness = name::compare(&pair.a, &pair.b);
        let said = Said {
            id: &pair.id,
            score: score(likeness, &pair.a, &pair.b),
            verdict: likeness.id(),
            reason: match likeness {
                Likeness::Different => "two names".to_owned(),
                likeness => meant.checker.lexicon.wording.name(likeness.id()),
            },
        };
        let mut written = Vec::new();
        serde_json::to_writer(&mut written, &said)?;
        writeln!(out, "{}", factlint::report::escape(&String::from_utf8_lossy(&written)))?;
    }
    out.flush()?;
    if bad > 0 {
        bail!("{bad} of {} lines can't be read", text.lines().count());
    }
    Ok(End::Clean)
}

/// The verdict gives the band, the letters in common the place inside it, so that scores order pairs as verdicts do.
fn score(likeness: Likeness, a: &str, b: &str) -> f64 {
    let fold = |s: &str| name::Parts::of(s).parts.join(" ");
    let alike = strsim::normalized_damerau_levenshtein(&fold(a), &fold(b));
    let (low, high) = match likeness {
        Likeness::Same => (1.0, 1.0),
        Likeness::Variant => (0.85, 0.99),
        Likeness::Slip => (0.6, 0.85),
        Likeness::Different => (0.0, 0.6),
    };
    ((low + (high - low) * alike) * 1000.0).round() / 1000.0
}
