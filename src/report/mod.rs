//! Renders the outcome of a run: one file per output format, listed in [`FORMATS`]. The only room that knows of colours,
//! brackets and the words of the user interface. Same outcome in, same bytes out: no clock, no machine path, no look at the
//! environment or the terminal; what the terminal can do is told by [`Style`].

mod file;
#[cfg(test)]
pub(crate) mod fixture;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod layout;
mod markdown;
mod rdjson;
pub mod safe;
mod sarif;
mod words;

use std::io::{self, Write};

use crate::finding::Outcome;

pub use file::write_atomically;
pub use human::problems;
pub use json::{document, escape, schema};
pub use words::primary;

/// A format in which an outcome can be reported.
pub struct Format {
    /// Name, as in `--format NAME`.
    pub name: &'static str,
    /// One line for the help.
    pub help: &'static str,
    /// Writes the whole report; fails only where the writer does.
    pub write: fn(&Outcome, &Style, &mut dyn Write) -> io::Result<()>,
}

/// All formats; the first is the one used where none is asked for.
pub const FORMATS: &[Format] = &[
    Format { name: "human", help: "for reading in a terminal", write: human::write },
    Format {
        name: "json",
        help: "everything, in one JSON document (schema: config schema --report)",
        write: json::write,
    },
    Format { name: "jsonl", help: "as json, one finding per line", write: json::write_lines },
    Format { name: "sarif", help: "SARIF 2.1.0, for code scanning", write: sarif::write },
    Format { name: "github", help: "annotations in a GitHub workflow, the ten worst", write: github::write },
    Format { name: "gitlab", help: "GitLab code quality report", write: gitlab::write },
    Format { name: "junit", help: "JUnit XML, one case per rule and file", write: junit::write },
    Format { name: "rdjson", help: "for reviewdog", write: rdjson::write },
    Format { name: "markdown", help: "for a job summary or a message", write: markdown::write },
];

/// The format of that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|f| f.name == name)
}

/// How the human report looks; the other formats do not depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour and underline by escape sequences. Decided by the caller, never looked up here.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to show every place, every step of the explanation, and findings for information in full.
    pub verbose: bool,
}

impl Default for Style {
    /// No colour, 80 columns, not verbose: what a file or a pipe gets.
    fn default() -> Self {
        Self { color: false, width: 80, verbose: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_format_lets_anything_unsafe_through() {
        let outcome = fixture::hostile();
        for format in FORMATS {
            let text = fixture::render(format.name, &outcome);
            let bad = text.chars().find(|c| *c != '\n' && (safe::is_control(*c) || safe::is_hidden(*c)));
            assert_eq!(bad, None, "{}: {text}", format.name);
        }
        let mut out = Vec::new();
        problems(&outcome, &Style { verbose: true, ..Style::default() }, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.chars().any(|c| c != '\n' && (safe::is_control(c) || safe::is_hidden(c))), "{text}");
        assert_eq!(text.lines().filter(|l| !l.starts_with(' ')).count(), 2);
    }

    #[test]
    fn every_format_renders_every_outcome_the_same_twice() {
        for format in FORMATS {
            for outcome in
                [fixture::several(), fixture::none(), fixture::hostile(), fixture::many(60), Outcome::default()]
            {
                let text = fixture::render(format.name, &outcome);
                assert_eq!(text, fixture::render(format.name, &outcome), "{}", format.name);
                assert!(text.is_empty() || text.ends_with('\n'), "{} ends its last line", format.name);
            }
        }
    }

    #[test]
    fn only_the_human_format_looks_at_the_style() {
        let other = Style { color: true, width: 33, verbose: true };
        for format in FORMATS.iter().filter(|f| f.name != "human") {
            let outcome = fixture::several();
            assert_eq!(fixture::render(format.name, &outcome), fixture::render_as(format.name, &outcome, &other));
        }
    }

    #[test]
    fn names_are_unique() {
        for (i, format) in FORMATS.iter().enumerate() {
            assert!(FORMATS[i + 1..].iter().all(|other| other.name != format.name));
            assert!(format.help.len() <= 70 && !format.help.ends_with('.'), "{}", format.name);
        }
    }
}
