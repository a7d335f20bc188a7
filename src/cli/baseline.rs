//! `factlint baseline` and `factlint accept`: findings that are set aside.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use factlint::check::Day;
use factlint::check::lists::{Acceptance, Accepted, Baseline, Lists, files, folder};
use factlint::finding::{Finding, Outcome};
use factlint::report::write_atomically;
use factlint::source::shown;

use super::End;
use super::meant::Meant;
use super::screen::Screen;
use super::typed::{AcceptArgs, BaselineArgs, BaselineRun, Common, Files, ListArgs};

/// Makes or prunes a baseline.
pub fn run(what: &BaselineArgs, common: &Common, screen: &Screen) -> Result<End> {
    match what {
        BaselineArgs::Create(run) => create(run, &Meant::new(common, &run.rules, screen)?),
        BaselineArgs::Prune(run) => prune(run, &Meant::new(common, &run.rules, screen)?),
    }
}

/// A run that heeds no baseline, and the files that it read.
fn found(files: &Files, meant: &Meant) -> Result<(Outcome, Vec<String>)> {
    let lists = meant.lists(&ListArgs { no_baseline: true, ..ListArgs::default() })?;
    let reading = meant.reading(files)?;
    let read: Vec<String> = reading.digests.iter().map(|d| d.path.clone()).collect();
    let mut outcome = meant.outcome(reading);
    Lists { tell: false, ..lists }.settle(&meant.checker, &read, &mut outcome);
    Ok((outcome, read))
}

fn create(run: &BaselineRun, meant: &Meant) -> Result<End> {
    let path = meant.baseline(run.baseline.as_deref());
    let (outcome, _) = found(&run.files, meant)?;
    meant.screen.only_problems(outcome.problems);
    let baseline = Baseline::of(&path, &outcome.findings);
    write(&path, &baseline.text())?;
    let n = baseline.len();
    meant.screen.note(&format!(
        "{}: {n} {} set aside; `factlint check` tells of new ones from now on",
        shown(&path),
        if n == 1 { "finding" } else { "findings" }
    ));
    Ok(End::Clean)
}

fn prune(run: &BaselineRun, meant: &Meant) -> Result<End> {
    let path = meant.baseline(run.baseline.as_deref());
    let Some(mut baseline) = Baseline::read(&path).map_err(|e| anyhow!(e))? else {
        bail!("{}: no such baseline; `factlint baseline create` makes one", shown(&path));
    };
    let (outcome, read) = found(&run.files, meant)?;
    meant.screen.only_problems(outcome.problems);
    let gone = baseline.prune(&meant.checker, &read, &outcome.findings);
    write(&path, &baseline.text())?;
    meant.screen.note(&format!("{}: {gone} removed, {} left", shown(&path), baseline.len()));
    Ok(End::Clean)
}

/// Adds a finding to the list of accepted ones; comments and order of the file stay as they are.
pub fn accept(args: &AcceptArgs, meant: &Meant) -> Result<End> {
    if args.reason.trim().is_empty() {
        bail!("`--reason` is empty; say why the finding is right as it is");
    }
    let path = meant.accepted();
    // A list that is broken is not added to.
    let list = Accepted::read(&path).map_err(|e| anyhow!(e))?;
    let (outcome, _) = found(&args.files, meant)?;
    let id = args.fingerprint.to_lowercase();
    let hits: Vec<&Finding> = outcome.findings.iter().filter(|f| f.id.starts_with(&id)).collect();
    let finding = match hits.as_slice() {
        [finding] if !id.is_empty() => *finding,
        [] if outcome.suppressed.iter().any(|s| s.finding.id.starts_with(&id)) => {
            bail!("finding `{}` is settled already", args.fingerprint)
        }
        [] => bail!("no finding `{}` in these files; name the files in which it was made", args.fingerprint),
        [_, ..] => bail!("`{}` is the beginning of {} findings; give more of it", args.fingerprint, hits.len()),
    };
    if let Some(line) = list.and_then(|list| list.line(finding)) {
        bail!("{}:{line}: names the finding already, and has expired; set a later day there", shown(&path));
    }
    let user = || ["GIT_AUTHOR_NAME", "USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    let entry = Acceptance {
        fingerprint: finding.id.clone(),
        reason: args.reason.trim().to_owned(),
        author: args.author.clone().or_else(user).filter(|name| !name.is_empty()),
        expires: args.expires.map(|day| Day::Date(day.to_string().parse().unwrap_or_else(|_| unreachable!("a date")))),
        rule: Some(finding.rule.clone()),
        message: Some(finding.message.clone()),
        files: files(finding, &folder(&path)),
    };
    let mut text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            "# Findings that are right as they are, each with its reason. `factlint accept` adds to it.\n".to_owned()
        }
        Err(e) => bail!("{}: can't be read: {e}", shown(&path)),
    };
    if !text.is_empty() {
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text.push('\n');
    }
    text += &entry.table();
    write(&path, &text)?;
    meant.screen.note(&format!("{}: accepted `{}`, {}", shown(&path), finding.id, finding.message));
    Ok(End::Clean)
}

fn write(path: &Path, text: &str) -> Result<()> {
    write_atomically(path, text.as_bytes())
        .with_context(|| format!("{}: can't be written; check folder and rights", shown(path)))
}
