//! What may be typed. Nothing here is looked up or decided; [`super::meant`] does that.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use factlint::lexicon::nearest;
use factlint::report::{self, FORMATS};
use jiff::civil::Date;

/// Finds where articles on the same events cannot all be right: figures, dates, names.
///
/// Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 the job could not be done.
#[derive(Debug, Parser)]
#[command(name = "factlint", version, max_term_width = 100, after_help = example(""))]
pub struct Typed {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Args, Debug)]
#[command(next_help_heading = "Global options")]
pub struct Common {
    /// File of settings, in place of the nearest `factlint.toml` from here upwards
    #[arg(short, long, global = true, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Heed no file of settings
    #[arg(long, global = true)]
    pub isolated: bool,
    /// Add the rule packs (*.toml) and words (en/*.toml) of a folder; may be repeated
    #[arg(long = "rules", global = true, value_name = "DIR")]
    pub dirs: Vec<PathBuf>,
    /// Whether to colour; `auto` does so on a terminal unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: When,
    /// Findings only: no problems, no times, no progress
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Also show every place, every step of the reasoning, and what was set aside
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Threads to use, all cores unless given
    #[arg(short, long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Show no progress bar
    #[arg(long, global = true)]
    pub no_progress: bool,
    /// Read every article anew, and keep nothing of it on disk
    #[arg(long, global = true, conflicts_with = "cache_dir")]
    pub no_cache: bool,
    /// Folder that keeps what was read, in place of FACTLINT_CACHE_DIR or the user's cache folder
    #[arg(long, global = true, value_name = "FOLDER")]
    pub cache_dir: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compare all articles with each other
    #[command(after_help = example("check"))]
    Check(CheckArgs),
    /// Compare a draft with articles; only findings that touch the draft
    #[command(after_help = example("draft"))]
    Draft(DraftArgs),
    /// List the facts found
    #[command(after_help = example("facts"))]
    Facts(FactsArgs),
    /// Find the mentions in texts given as JSON lines, for tests and other programs
    #[command(after_help = example("mentions"))]
    Mentions(MentionsArgs),
    /// Show how a text was read: sentences, words, tags, heads, names and values
    #[command(after_help = example("parse"))]
    Parse(ParseArgs),
    /// Compare pairs of names given as JSON lines, for tests and other programs
    #[command(after_help = example("names"))]
    Names(NamesArgs),
    /// Write the fact graph
    #[command(after_help = example("graph"))]
    Graph(GraphArgs),
    /// Run the examples inside rule packs
    #[command(after_help = example("test"))]
    Test(TestArgs),
    /// List the rules in force
    #[command(after_help = example("rules"))]
    Rules(RulesArgs),
    /// Say what a rule does, or why a finding was made
    #[command(after_help = example("explain"))]
    Explain(ExplainArgs),
    /// Set today's findings aside, to be told of new ones only
    #[command(after_help = example("baseline"))]
    Baseline {
        #[command(subcommand)]
        what: BaselineArgs,
    },
    /// Accept one finding for good, or until a day
    #[command(after_help = example("accept"))]
    Accept(AcceptArgs),
    /// Print something to fill in
    #[command(after_help = example("new"))]
    New {
        #[command(subcommand)]
        what: New,
    },
    /// Write a commented `factlint.toml` into this folder
    #[command(after_help = example("init"))]
    Init,
    /// Show the settings in force, or JSON Schemas
    #[command(after_help = example("config"))]
    Config {
        #[command(subcommand)]
        what: ConfigArgs,
    },
    /// Print completions for a shell
    #[command(after_help = example("completions"))]
    Completions { shell: clap_complete::Shell },
    /// Print the manual page, or write those of all commands into a folder
    #[command(after_help = example("man"))]
    Man {
        /// Folder that takes a page for each command
        #[arg(long, value_name = "FOLDER")]
        dir: Option<PathBuf>,
    },
}

/// Which files are read.
#[derive(Args, Clone, Debug)]
pub struct Files {
    /// Files and folders of articles; unless given those of the settings, else the working folder
    pub paths: Vec<PathBuf>,
    /// Read further paths from a file, one a line (or parted by NUL); `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
}

/// Which rules are in force, and how loud they are.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Rules")]
pub struct RuleArgs {
    /// Only these rules
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub select: Vec<String>,
    /// All but these rules
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Findings of this rule are errors; may be repeated
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub error: Vec<String>,
    /// Findings of this rule are warnings
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub warning: Vec<String>,
    /// Findings of this rule are for information
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub info: Vec<String>,
    /// This rule is silent
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub off: Vec<String>,
}

/// What settles findings outside the articles.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Baseline")]
pub struct ListArgs {
    /// File of findings that are known, in place of `.factlint-baseline.json` beside the settings
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline")]
    pub baseline: Option<PathBuf>,
    /// Heed no baseline
    #[arg(long)]
    pub no_baseline: bool,
}

/// Where findings go and what comes of them.
#[derive(Args, Debug)]
#[command(next_help_heading = "Report")]
pub struct ReportArgs {
    /// Form of the report, and the file that takes it (standard output unless given); may be repeated
    #[arg(long, value_name = "FMT[=FILE]", value_parser = output, long_help = formats())]
    pub format: Vec<Output>,
    /// Exit with 1 where a finding is at least so loud
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    pub fail_on: FailOn,
    /// Exit with 2 where a file could not be read or used
    #[arg(long)]
    pub strict: bool,
    /// Count the findings by rule
    #[arg(long)]
    pub statistics: bool,
}

/// A report: its format, and the file that takes it.
#[derive(Clone, Debug)]
pub struct Output {
    pub format: String,
    pub file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

#[derive(Args, Debug)]
pub struct CheckArgs {
    #[command(flatten)]
    pub files: Files,
    /// Only findings that touch these files, as for a push; `-` reads them from standard input. Where no file follows the
    /// flag, those that stand as PATHS changed, and the articles are those of the settings
    #[arg(long, value_name = "FILE", num_args = 0.., action = ArgAction::Append)]
    pub changed: Option<Vec<PathBuf>>,
    /// Only findings in which an article that this glob hits is a side; may be repeated
    #[arg(long, value_name = "GLOB")]
    pub ours: Vec<String>,
    /// Only findings in which an article of this day or later is a side
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Option<Date>,
    #[command(flatten)]
    pub rules: RuleArgs,
    #[command(flatten)]
    pub lists: ListArgs,
    #[command(flatten)]
    pub report: ReportArgs,
}

#[derive(Args, Debug)]
pub struct DraftArgs {
    /// The draft; `-` is standard input
    pub file: PathBuf,
    /// Articles that it is compared with; may be repeated
    #[arg(long, value_name = "PATH", required = true, num_args = 1..)]
    pub against: Vec<PathBuf>,
    /// Name for what comes from standard input; its ending tells the format
    #[arg(long, value_name = "FILE")]
    pub stdin_filename: Option<PathBuf>,
    /// Day on which the draft will be published, where it does not say so itself
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub published: Option<Date>,
    #[command(flatten)]
    pub rules: RuleArgs,
    #[command(flatten)]
    pub lists: ListArgs,
    #[command(flatten)]
    pub report: ReportArgs,
}

#[derive(Args, Debug)]
pub struct FactsArgs {
    #[command(flatten)]
    pub files: Files,
    /// Form of the list
    #[arg(long, value_name = "FMT", default_value = "table")]
    pub format: FactsFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FactsFormat {
    /// Columns for reading
    Table,
    /// A JSON object a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
}

#[derive(Args, Debug)]
pub struct MentionsArgs {
    /// Lines `{"id", "text", "published"?, "place"?, "source"?}`; `-` is standard input
    #[arg(default_value = "-")]
    pub file: PathBuf,
    /// Form of what is read
    #[arg(long, value_name = "FMT", default_value = "jsonl")]
    pub from: Lines,
    /// Form of what is written
    #[arg(long, value_name = "FMT", default_value = "jsonl")]
    pub format: Lines,
}

#[derive(Args, Debug)]
pub struct NamesArgs {
    /// Lines `{"id", "a", "b"}`; `-` is standard input
    #[arg(default_value = "-")]
    pub file: PathBuf,
    /// Form of what is read
    #[arg(long, value_name = "FMT", default_value = "jsonl")]
    pub from: Lines,
    /// Form of what is written
    #[arg(long, value_name = "FMT", default_value = "jsonl")]
    pub format: Lines,
}

#[derive(Debug, Subcommand)]
pub enum BaselineArgs {
    /// Write a baseline of all that is found today, in place of one that is there
    Create(BaselineRun),
    /// Take out of the baseline what is found no more
    Prune(BaselineRun),
}

#[derive(Args, Debug)]
pub struct BaselineRun {
    #[command(flatten)]
    pub files: Files,
    /// The baseline, in place of `.factlint-baseline.json` beside the settings
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    #[command(flatten)]
    pub rules: RuleArgs,
}

#[derive(Args, Debug)]
pub struct AcceptArgs {
    /// Fingerprint of the finding, or its beginning
    pub fingerprint: String,
    #[command(flatten)]
    pub files: Files,
    /// Why it is right as it is
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Who says so; unless given, GIT_AUTHOR_NAME or the user
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Last day on which the finding is accepted
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub expires: Option<Date>,
    #[command(flatten)]
    pub rules: RuleArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lines {
    /// A JSON object a line
    Jsonl,
}

#[derive(Args, Debug)]
pub struct ParseArgs {
    /// The article; `-` is standard input
    pub file: PathBuf,
    /// Form of what is written
    #[arg(long, value_name = "FMT", default_value = "table")]
    pub format: ParseFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ParseFormat {
    /// Columns for reading
    Table,
    /// One JSON document
    Json,
}

#[derive(Args, Debug)]
pub struct GraphArgs {
    #[command(flatten)]
    pub files: Files,
    /// Form of the graph
    #[arg(long, value_name = "FMT", default_value = "dot")]
    pub format: GraphFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GraphFormat {
    /// The language of Graphviz; what hangs on a question
    Dot,
    /// Everything, see docs/graph.md
    Json,
    /// Everything, for Gephi, yEd, networkx and the like
    Graphml,
}

#[derive(Args, Debug)]
pub struct TestArgs {
    /// Packs, or folders of packs; all rules that there are unless given
    pub packs: Vec<PathBuf>,
}

#[derive(Args, Debug)]
pub struct RulesArgs {
    #[command(flatten)]
    pub rules: RuleArgs,
}

#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// Id of a rule, or the fingerprint of a finding or its beginning
    pub what: String,
    /// Where the finding was made
    #[command(flatten)]
    pub files: Files,
    #[command(flatten)]
    pub rules: RuleArgs,
}

#[derive(Debug, Subcommand)]
pub enum New {
    /// A rule with everything that it can hold; save it as a file of your folder of rules
    Rule {
        /// Its id: small letters, digits and hyphens
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum ConfigArgs {
    /// The settings in force
    Show,
    /// JSON Schema of `factlint.toml`
    Schema {
        /// Of the JSON report instead
        #[arg(long, conflicts_with = "pack")]
        report: bool,
        /// Of a pack of rules instead
        #[arg(long)]
        pack: bool,
    },
}

/// What is typed most, for the help of a command.
fn example(command: &str) -> String {
    let lines = EXAMPLES.iter().filter(|(of, ..)| *of == command);
    let lines: Vec<String> = lines.map(|(_, typed, does)| format!("  {typed}\n      {does}")).collect();
    format!("Examples:\n{}", lines.join("\n"))
}

/// Command, what is typed, what it does. The first are those of the program itself.
pub const EXAMPLES: &[(&str, &str, &str)] = &[
    ("", "factlint check articles/", "compare all articles of a folder with each other"),
    ("", "factlint draft my-article.md --against articles/", "only what touches the draft"),
    ("check", "factlint check articles/", "compare all articles of a folder with each other"),
    (
        "check",
        "factlint check --format github --format sarif=factlint.sarif",
        "annotations, and a file for code scanning",
    ),
    ("check", "git diff --name-only origin/main | factlint check --changed -", "only what touches the files of a push"),
    ("check", "factlint check --ours 'desk/**' --since 2026-03-01", "only our own or new articles"),
    ("check", "factlint check --select count-conflict,money-conflict --fail-on error", "two rules; warnings pass"),
    ("draft", "factlint draft my-article.md --against archive/2026/", "compare a draft with an archive"),
    ("draft", "pbpaste | factlint draft - --against archive/ --published 2026-03-20", "compare what was copied"),
    ("facts", "factlint facts article.md", "what was read out of an article"),
    ("facts", "factlint facts articles/ --format csv > facts.csv", "for a spreadsheet"),
    ("parse", "factlint parse article.md", "how an article was read, a line for each word"),
    ("parse", "echo 'Nine people died.' | factlint parse - --format json", "the same for a program"),
    ("mentions", "echo '{\"id\": 1, \"text\": \"Nine people\"}' | factlint mentions", "the mentions of a text"),
    (
        "names",
        "echo '{\"id\": 1, \"a\": \"Ann Lee\", \"b\": \"Anne Lee\"}' | factlint names",
        "how alike two names are",
    ),
    ("graph", "factlint graph articles/ | dot -Tsvg > graph.svg", "draw how the facts hang together"),
    ("graph", "factlint graph articles/ --format graphml > graph.graphml", "for Gephi or networkx"),
    ("test", "factlint test my-rules/", "run the examples of your own rules"),
    ("test", "factlint test", "run those of all rules"),
    ("rules", "factlint rules --rules my-rules", "all rules, yours among them"),
    ("explain", "factlint explain count-conflict", "what a rule does, with its examples"),
    ("explain", "factlint explain d04c79a2 articles/", "why a finding was made, step by step"),
    ("baseline", "factlint baseline create articles/", "set aside what is found today"),
    ("baseline", "factlint baseline prune articles/", "take out what is found no more"),
    ("accept", "factlint accept d04c79a2 articles/ --reason 'both are right: two plants'", "for good"),
    ("accept", "factlint accept d04c79a2 --reason 'asked the desk' --expires 2026-12-31", "until a day"),
    ("new", "factlint new rule mill-jobs > my-rules/mill.toml", "a rule to fill in"),
    ("init", "factlint init", "write a commented factlint.toml"),
    ("config", "factlint config show", "the settings in force"),
    ("config", "factlint config schema > factlint.schema.json", "for an editor that completes TOML"),
    ("completions", "factlint completions bash > ~/.local/share/bash-completion/completions/factlint", "for bash"),
    ("man", "factlint man --dir man/", "a page for each command"),
];

fn output(typed: &str) -> Result<Output, String> {
    let (name, file) = typed.split_once('=').map_or((typed, None), |(name, file)| (name, Some(file)));
    if report::format(name).is_none() {
        let names: Vec<_> = FORMATS.iter().map(|f| f.name).collect();
        let near = nearest(name, names.iter().copied());
        let near = near.map(|n| format!(", did you mean `{n}`?")).unwrap_or_default();
        return Err(format!("no format `{name}`{near}; the formats are {}", names.join(", ")).replace("?;", "?"));
    }
    if file == Some("") {
        return Err(format!("no file after `{name}=`; write `{name}=report.{name}` or `{name}` alone"));
    }
    Ok(Output { format: name.to_owned(), file: file.map(PathBuf::from) })
}

fn formats() -> String {
    let mut help =
        "Form of the report, and the file that takes it (standard output unless given); may be repeated.\n".to_owned();
    for format in FORMATS {
        help += &format!("\n{:9} {}", format.name, format.help);
    }
    help
}

fn day(typed: &str) -> Result<Date, String> {
    typed.parse().map_err(|_| format!("`{typed}` is no date; write it as 2025-03-10"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Typed::command().debug_assert();
    }

    #[test]
    fn every_command_has_examples_that_can_be_typed() {
        let command = Typed::command();
        for command in std::iter::once(&command).chain(command.get_subcommands()) {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains(" factlint "), "{}: {help}", command.get_name());
        }
        for (_, typed, _) in EXAMPLES {
            let own = typed.split(" | ").find(|part| part.starts_with("factlint")).unwrap();
            let own = own.split(" > ").next().unwrap();
            // Quoted words are one.
            let words = own.split('\'').enumerate().flat_map(|(n, part)| {
                let list = if n % 2 == 1 { vec![part] } else { part.split_whitespace().collect() };
                list.into_iter().map(str::to_owned)
            });
            if let Err(e) = Typed::try_parse_from(words.collect::<Vec<_>>()) {
                panic!("{typed}: {e}");
            }
        }
    }

    #[test]
    fn formats_and_days() {
        let file = |typed: &str| output(typed).unwrap().file;
        assert_eq!(file("sarif"), None);
        assert_eq!(file("sarif=a=b.sarif"), Some("a=b.sarif".into()));
        assert!(output("sarfi").unwrap_err().contains("did you mean `sarif`?"));
        assert!(output("json=").unwrap_err().contains("no file"));
        assert!(day("2025-02-30").unwrap_err().contains("is no date"));
    }
}
