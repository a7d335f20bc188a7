//! The terminal. Whether to colour is decided here, once; nothing that steers a terminal gets through.

use std::io::{self, BufWriter, IsTerminal, Write};

use factlint::article::Problem;
use factlint::finding::Outcome;
use factlint::report::{self, Style, safe::safe};

use super::typed::When;

/// Standard output and standard error.
#[derive(Debug)]
pub struct Screen {
    /// How standard output looks.
    pub style: Style,
    /// How standard error looks.
    errors: Style,
    /// Whether nothing but findings is shown.
    pub quiet: bool,
}

impl Screen {
    /// Looks at the terminal and the environment.
    pub fn new(when: When, quiet: bool, verbose: bool) -> Self {
        let style = |terminal: bool| Style {
            color: match when {
                When::Always => true,
                When::Never => false,
                When::Auto => terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|t| t != "dumb"),
            },
            width: if terminal { width() } else { Style::default().width },
            verbose,
        };
        Self { style: style(io::stdout().is_terminal()), errors: style(io::stderr().is_terminal()), quiet }
    }

    /// Standard output; ends its lines at once only when it is flushed.
    pub fn out(&self) -> impl Write + use<> {
        BufWriter::new(io::stdout().lock())
    }

    /// A line for standard error, unless quiet. A closed standard error is no reason to stop.
    pub fn note(&self, line: &str) {
        if !self.quiet {
            Self::plain(line);
        }
    }

    /// Lines for standard error, whatever the settings.
    pub fn plain(lines: &str) {
        let mut err = io::stderr().lock();
        for line in lines.trim_end().lines() {
            let _ = writeln!(err, "{}", safe(line).trim_end());
        }
    }

    /// Why the job could not be done.
    pub fn error(&self, e: &anyhow::Error) {
        let causes: Vec<String> = e.chain().map(ToString::to_string).collect();
        Self::plain(&format!("error: {}", causes.join(": ")));
    }

    /// What could not be read or used and, if verbose, what was set aside.
    pub fn problems(&self, outcome: &Outcome) {
        if !self.quiet {
            let _ = report::problems(outcome, &self.errors, &mut io::stderr().lock());
        }
    }

    /// As [`Screen::problems`], where there is no outcome.
    pub fn only_problems(&self, problems: Vec<Problem>) {
        self.problems(&Outcome { problems, ..Outcome::default() });
    }
}

fn set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

fn width() -> usize {
    terminal_size::terminal_size().map_or(Style::default().width, |(width, _)| width.0.into())
}
