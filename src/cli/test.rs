//! `factlint test`: runs the examples inside rule packs.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use factlint::report::safe::{clip, safe};
use factlint::rule::{Outcome, Rule};
use rayon::prelude::*;

use super::End;
use super::meant::Meant;
use super::screen::Screen;
use super::typed::{Common, RuleArgs, TestArgs};

/// Columns of an article of an example that are shown.
const SHOWN: usize = 100;

/// Runs the examples of the packs, of all rules where none are named.
pub fn run(args: &TestArgs, common: &Common, screen: &Screen) -> Result<End> {
    let meant = Meant::with(common, &RuleArgs::default(), &args.packs, screen)?;
    let of_packs = |rule: &&Rule| args.packs.is_empty() || args.packs.iter().any(|pack| comes_from(rule, pack));
    let rules: Vec<&Rule> = meant.checker.rules.list.iter().filter(of_packs).collect();
    if rules.is_empty() {
        bail!("no rule in these packs; a pack holds tables `[[rule]]`, and `factlint new rule ID` prints one");
    }
    let outcomes: Vec<Vec<Outcome>> = rules.par_iter().map(|rule| meant.checker.examine(rule)).collect();
    let mut out = screen.out();
    let (mut counts, mut bare) = ([0usize; 4], 0);
    for (rule, outcomes) in rules.iter().zip(&outcomes) {
        bare += usize::from(outcomes.is_empty());
        for (n, outcome) in outcomes.iter().enumerate() {
            let (place, name, bad) = match outcome {
                Outcome::Reported => (0, "Reported", false),
                Outcome::Passed => (1, "Passed", false),
                Outcome::Missing => (2, "Missing", true),
                Outcome::Noisy => (3, "Noisy", true),
            };
            counts[place] += 1;
            if bad || screen.style.verbose {
                let id = safe(&rule.id);
                writeln!(out, "{name:8} {id} example {} ({}:{})", n + 1, safe(&rule.origin), rule.line)?;
                for article in &rule.examples[n] {
                    writeln!(out, "         {}", clip(article, SHOWN))?;
                }
            }
        }
        if outcomes.is_empty() && screen.style.verbose {
            writeln!(out, "{:8} {} has no examples ({}:{})", "", safe(&rule.id), safe(&rule.origin), rule.line)?;
        }
    }
    let [reported, passed, missing, noisy] = counts;
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    writeln!(
        out,
        "{}, {}: {reported} reported, {passed} passed, {missing} missing, {noisy} noisy; {} without examples",
        count(rules.len(), "rule"),
        count(counts.iter().sum(), "example"),
        count(bare, "rule"),
    )?;
    if missing > 0 {
        screen.note("`factlint facts` shows what is read of such an article; `where` must hit its column `about`");
    }
    out.flush()?;
    Ok(if missing + noisy > 0 { End::Found } else { End::Clean })
}

/// Whether the rule stands in this pack, or in a pack of this folder. The packs that ship with the program are told apart by not
/// being there: their folder has a name that a user's may have too.
fn comes_from(rule: &Rule, pack: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let origin = PathBuf::from(&rule.origin);
    let Some(pack) = real(pack) else { return false };
    let inside = || origin.file_name().is_some_and(|name| pack.join(name).is_file());
    let folder = || origin.parent().and_then(real).is_some_and(|folder| folder == pack);
    real(&origin).is_some_and(|origin| origin == pack) || (pack.is_dir() && folder() && inside())
}
