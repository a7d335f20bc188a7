//! A folder of articles, and the program run in it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

/// Two articles that clash, by a rule whose own examples are these sentences.
pub const CLASH: &[(&str, &str)] = &[
    ("a.txt", "The explosion in Marwick killed 14 people."),
    ("b.txt", "Nine people were killed in the Marwick explosion."),
];

/// Two articles that agree.
pub const PEACE: &[(&str, &str)] = &[
    ("a.txt", "The explosion in Marwick killed 14 people."),
    ("b.txt", "At least nine people were killed in the Marwick explosion."),
];

/// A folder with files in it, gone at the end.
pub struct Stage {
    folder: TempDir,
}

/// What came of a run.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Stage {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let stage = Self { folder: tempfile::tempdir().unwrap() };
        for (name, text) in files {
            stage.write(name, text);
        }
        stage
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// The program in this folder, ready to run.
    pub fn command(&self, args: &[&str]) -> assert_cmd::Command {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_factlint"));
        // The cache of whoever runs the tests is left alone.
        let cache = self.path().join(".cache");
        command.current_dir(self.path()).env_remove("NO_COLOR").env("FACTLINT_CACHE_DIR", cache).args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        ran(&mut self.command(args))
    }

    pub fn run_with(&self, args: &[&str], input: &[u8]) -> Ran {
        ran(self.command(args).write_stdin(input))
    }

    /// The JSON report of a run.
    pub fn json(&self, args: &[&str]) -> Value {
        let ran = self.run(&[args, &["--format", "json"]].concat());
        serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {ran:?}"))
    }
}

impl Ran {
    /// What is told on standard error, without the breaks of its lines.
    pub fn told(&self) -> String {
        self.err.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn ran(command: &mut assert_cmd::Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let ran = Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) };
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran
}

/// The rules of the findings of a report, in order.
pub fn rules(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect()
}

/// The folder of the project.
pub fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
