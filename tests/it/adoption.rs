//! What is copied into pipelines: the files parse, name what there is, and their commands are ones that the program takes.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::stage::{CLASH, Stage, home};

fn yaml(path: &str) -> Value {
    let text = std::fs::read_to_string(home().join(path)).unwrap();
    serde_saphyr::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
}

#[test]
fn hooks_run_on_the_files_of_a_commit() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let stage = Stage::new(CLASH);
    for hook in hooks.as_array().unwrap() {
        assert_eq!(hook["require_serial"], true);
        let entry: Vec<&str> = hook["entry"].as_str().unwrap().split(' ').collect();
        assert_eq!(entry[0], "factlint");
        let run = |files: &[&str]| stage.run(&[&entry[1..], files].concat()).code;
        assert_eq!((run(&["a.txt", "b.txt"]), run(&["other.md"])), (1, 0), "{hook}");
        // `args` of a configuration come between the command and the files.
        assert_eq!((run(&["--strict", "a.txt"]), run(&["--fail-on", "never", "a.txt"])), (1, 0), "{hook}");
    }
}

#[test]
fn the_action_types_what_the_program_takes() {
    let action = yaml("action.yml");
    assert_eq!(action["runs"]["using"], "composite");
    let inputs: BTreeSet<&str> = action["inputs"].as_object().unwrap().keys().map(String::as_str).collect();
    let steps = action["runs"]["steps"].as_array().unwrap();
    let text = std::fs::read_to_string(home().join("action.yml")).unwrap();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for rest in text.split("inputs.").skip(1) {
        used.insert(rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap());
    }
    assert_eq!(inputs, used, "every input is used, and only those that there are");
    for step in steps {
        let Some(script) = step["run"].as_str() else { continue };
        assert_eq!(step["shell"], "bash");
        // What somebody else may write never becomes part of a script.
        assert!(!script.contains("${{"), "{script}");
    }
}

/// Runs the step of the action that checks, as the runner would.
#[cfg(unix)]
#[test]
fn the_action_reports_annotates_and_fails_as_asked() {
    let action = yaml("action.yml");
    let steps = action["runs"]["steps"].as_array().unwrap();
    let script = steps.iter().find(|s| s["id"] == "check").unwrap()["run"].as_str().unwrap();
    let stage = Stage::new(&[]);
    for (name, text) in CLASH {
        stage.write(&format!("my articles/{name}"), text);
    }
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_factlint")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let run = |settings: &[(&str, &str)]| {
        let _ = std::fs::remove_dir_all(stage.path().join(".temp"));
        std::fs::create_dir(stage.path().join(".temp")).unwrap();
        let at = |name: &str| stage.path().join(".temp").join(name);
        let mut command = std::process::Command::new("bash");
        command.current_dir(stage.path()).args(["-c", script]).env("PATH", &path).env("RUNNER_TEMP", at("."));
        command.env("GITHUB_STEP_SUMMARY", at("summary")).env("GITHUB_OUTPUT", at("output"));
        command.env("FACTLINT_CACHE_DIR", at("cache"));
        for (name, value) in [
            ("PATHS", ""),
            ("ARGS", ""),
            ("CHANGED_ONLY", "false"),
            ("FAIL_ON", "warning"),
            ("SARIF", ""),
            ("SUMMARY", "true"),
            ("BEFORE", ""),
        ] {
            command.env(name, value);
        }
        command.envs(settings.iter().copied());
        let output = command.output().unwrap();
        let text = |name: &str| std::fs::read_to_string(at(name)).unwrap_or_default();
        let out = String::from_utf8(output.stdout).unwrap();
        assert_eq!(
            text("output"),
            format!("exit-code={}\n", output.status.code().unwrap()),
            "{output:?}",
            output = output.stderr
        );
        (output.status.code().unwrap(), out, text("summary"))
    };
    let (code, out, summary) = run(&[("PATHS", "my articles\n"), ("SARIF", "my report.sarif")]);
    assert!(code == 1 && out.starts_with("::error file=") && summary.contains("count-conflict"), "{out} {summary}");
    assert!(serde_json::from_str::<Value>(&stage.read("my report.sarif")).is_ok());
    assert_eq!(run(&[("FAIL_ON", "never")]).0, 0);
    assert_eq!(run(&[("ARGS", "--off\ncount-conflict\n")]).0, 0);
    assert_eq!(run(&[("SUMMARY", "false")]).2, "");
    // What changed is not known outside a repository: then all is reported.
    let (code, out, _) = run(&[("CHANGED_ONLY", "true"), ("BEFORE", "0000")]);
    assert!(code == 1 && out.contains("what changed is not known") && out.contains("::error file="), "{out}");
    let git = |args: &[&str]| {
        let mut command = std::process::Command::new("git");
        let name = ["-c", "user.name=A. Korv", "-c", "user.email=korv@harrow.invalid", "-c", "commit.gpgsign=false"];
        let output = command.current_dir(stage.path()).args(name).args(args).output();
        output.is_ok_and(|o| o.status.success())
    };
    if !(git(&["init", "--quiet"]) && git(&["add", "my articles"]) && git(&["commit", "--quiet", "-m", "one"])) {
        eprintln!("skipped: git is not at hand");
        return;
    }
    stage.write("my articles/ä c.txt", "The mill in Harrow is to cut 790 jobs.");
    stage.write("my articles/d.txt", "The Harrow mill will cut 870 jobs.");
    assert!(git(&["add", "my articles"]) && git(&["commit", "--quiet", "-m", "two"]));
    let (code, out, _) = run(&[("CHANGED_ONLY", "true"), ("BEFORE", "HEAD~1")]);
    assert!(code == 1 && out.contains("790") && !out.contains("14"), "{out}");
    assert_eq!(out.matches("::error").count(), 1, "{out}");
}

#[test]
fn the_jobs_name_formats_and_targets_that_there_are() {
    let gitlab = yaml("docs/ci/gitlab.yml");
    let script = gitlab["factlint"]["script"][0].as_str().unwrap();
    let stage = Stage::new(CLASH);
    let words: Vec<&str> = script.split(' ').collect();
    let ran = stage.run(&words[1..]);
    assert!(ran.code == 1 && ran.out.contains("count-conflict"), "{ran:?}");
    let reports = &gitlab["factlint"]["artifacts"]["reports"];
    for report in ["codequality", "junit"] {
        assert!(!stage.read(reports[report].as_str().unwrap()).is_empty());
    }
    // The action fetches what the release workflow builds.
    let release = yaml(".github/workflows/release.yml");
    let action = std::fs::read_to_string(home().join("action.yml")).unwrap();
    let targets = release["jobs"]["build"]["strategy"]["matrix"]["include"].as_array().unwrap();
    assert!(targets.len() >= 5);
    for target in targets {
        let target = target["target"].as_str().unwrap();
        assert!(action.contains(&format!("target={target} ")), "{target}");
    }
    assert!(
        std::fs::read_to_string(home().join("docs/ci/gitlab.yml"))
            .unwrap()
            .contains("factlint-x86_64-unknown-linux-musl.tar.gz")
    );
}

/// Every command and flag of the program that a document shows.
#[test]
fn documents_show_commands_that_there_are() {
    let mut shown = 0;
    for entry in std::fs::read_dir(home().join("docs")).unwrap().flatten() {
        let path = entry.path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for line in text.lines().filter(|l| l.starts_with("    ") && l.contains("factlint ")) {
            let from = line.find("factlint ").unwrap();
            let typed = line[from..].split([';', '|', '>', '#']).next().unwrap();
            let words: Vec<&str> = typed.split_whitespace().skip(1).collect();
            let Some(command) = words.first().filter(|w| w.chars().all(|c| c.is_ascii_lowercase())) else { continue };
            let help = Stage::new(&[]).run(&[command, "--help"]);
            assert_eq!(help.code, 0, "{}: {line}", path.display());
            for flag in words.iter().filter(|w| w.starts_with("--")) {
                assert!(help.out.contains(*flag) || *command == "baseline", "{}: {line}: no {flag}", path.display());
            }
            shown += 1;
        }
        // Links lead to files that there are.
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap();
            if !file.is_empty() && !file.contains("://") {
                assert!(home().join("docs").join(file).exists(), "{}: {link}", path.display());
            }
        }
    }
    assert!(shown >= 10, "{shown}");
}

/// The rule and the tables that the documents show are sound.
#[test]
fn what_documents_show_to_copy_works() {
    let block = |file: &str, first: &str| -> String {
        let text = std::fs::read_to_string(home().join(file)).unwrap();
        let lines = text.lines().skip_while(|l| *l != format!("    {first}"));
        let block: Vec<&str> = lines.take_while(|l| l.starts_with("    ")).map(|l| &l[4..]).collect();
        assert!(!block.is_empty(), "{file}: {first}");
        block.join("\n") + "\n"
    };
    let stage = Stage::new(CLASH);
    stage.write("rules/mill.toml", block("docs/rules.md", "[[rule]]"));
    let ran = stage.run(&["test", "rules"]);
    assert!(ran.code == 0 && ran.out.contains("1 reported, 1 passed"), "{ran:?}");
    for table in ["[[alias]]", "[[fact]]", "[[trust]]", "[[overrides]]", "[[preprocess]]"] {
        stage.write("factlint.toml", block("docs/noise.md", table));
        assert_eq!(stage.run(&["check"]).code, 1, "{table}");
    }
    stage.write("factlint.toml", "");
    stage.write("factlint.accept.toml", block("docs/noise.md", "[[accept]]"));
    assert!(stage.run(&["check"]).told().contains("factlint.accept.toml:1: no finding `d04c79a2beef`"));
}
