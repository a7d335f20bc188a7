//! The command line: what may be typed ([`typed`]), what is meant by it ([`meant`]), and a file for each command. All that is
//! written to a terminal goes through [`Screen`].

mod baseline;
mod check;
mod config;
mod explain;
mod facts;
mod graph;
mod graphml;
mod mentions;
mod meant;
mod parse;
mod names;
mod progress;
mod rules;
mod screen;
mod table;
mod test;
mod typed;

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{CommandFactory, Parser};
use factlint::source::shown;

use meant::Meant;
use screen::Screen;
use typed::{Command, New, Typed};

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Nothing at or above the severity asked for, or nothing to judge.
    Clean,
    /// Findings, or examples that failed.
    Found,
    /// The job could not be done.
    Failed,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        ExitCode::from(match end {
            End::Clean => 0,
            End::Found => 1,
            End::Failed => 2,
        })
    }
}

/// Runs the command that was typed.
pub fn main() -> End {
    let typed = match Typed::try_parse() {
        Ok(typed) => typed,
        Err(e) => return refused(&e),
    };
    let screen = Screen::new(typed.common.color, typed.common.quiet, typed.common.verbose);
    match run(typed, &screen) {
        Ok(end) => end,
        Err(e) if is_broken_pipe(&e) => End::Clean,
        Err(e) => {
            screen.error(&e);
            End::Failed
        }
    }
}

fn run(typed: Typed, screen: &Screen) -> Result<End> {
    let Typed { common, command } = typed;
    match command {
        Command::Check(args) => check::check(&args, Meant::new(&common, &args.rules, screen)?),
        Command::Draft(args) => check::draft(&args, Meant::new(&common, &args.rules, screen)?),
        Command::Facts(args) => facts::run(&args, &Meant::plain(&common, screen)?),
        Command::Mentions(args) => mentions::run(&args, &Meant::plain(&common, screen)?),
        Command::Parse(args) => parse::run(&args, &Meant::plain(&common, screen)?),
        Command::Names(args) => names::run(&args, &Meant::plain(&common, screen)?),
        Command::Graph(args) => graph::run(&args, &Meant::plain(&common, screen)?),
        Command::Test(args) => test::run(&args, &common, screen),
        Command::Rules(args) => rules::list(&Meant::new(&common, &args.rules, screen)?),
        Command::Explain(args) => explain::run(&args, &Meant::new(&common, &args.rules, screen)?),
        Command::Baseline { what } => baseline::run(&what, &common, screen),
        Command::Accept(args) => baseline::accept(&args, &Meant::new(&common, &args.rules, screen)?),
        Command::New { what: New::Rule { id } } => rules::new(&id, screen),
        Command::Init => config::init(screen),
        Command::Config { what } => config::run(&what, &common, screen),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Typed::command(), "factlint", &mut script);
            screen.out().write_all(&script)?;
            Ok(End::Clean)
        }
        Command::Man { dir: Some(dir) } => {
            clap_mangen::generate_to(Typed::command(), &dir)
                .with_context(|| format!("{}: can't be written; check the folder", shown(&dir)))?;
            Ok(End::Clean)
        }
        Command::Man { dir: None } => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Typed::command()).render(&mut page)?;
            screen.out().write_all(&page)?;
            Ok(End::Clean)
        }
    }
}

/// Help and version go to standard output and are no failure; what can't be understood goes to standard error, and as it
/// repeats what was typed it is made safe first.
fn refused(e: &clap::Error) -> End {
    if !e.use_stderr() {
        // Clap decides on colour by itself, and heeds `NO_COLOR`.
        return match e.print() {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => End::Failed,
            _ => End::Clean,
        };
    }
    Screen::plain(&e.render().to_string());
    End::Failed
}

fn is_broken_pipe(e: &anyhow::Error) -> bool {
    let kinds = e.chain().filter_map(|cause| {
        let csv = cause.downcast_ref::<csv::Error>().and_then(|e| match e.kind() {
            csv::ErrorKind::Io(e) => Some(e.kind()),
            _ => None,
        });
        csv.or_else(|| cause.downcast_ref::<io::Error>().map(io::Error::kind))
    });
    kinds.into_iter().any(|kind| kind == io::ErrorKind::BrokenPipe)
}
