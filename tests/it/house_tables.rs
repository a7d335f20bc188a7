//! What a desk lays down in `factlint.toml`: names, facts, trusted articles, exceptions for some files, and commands that read
//! other files.

use serde_json::Value;

use crate::stage::{CLASH, Stage, rules};

/// The values of the sides of the first finding of a rule, and whether each is likely wrong.
fn sides(report: &Value, rule: &str) -> Vec<(String, Option<bool>)> {
    let findings = report["findings"].as_array().unwrap();
    let Some(finding) = findings.iter().find(|f| f["rule"] == rule) else { return Vec::new() };
    let side = |s: &Value| (s["value"].as_str().unwrap().to_owned(), s["likely_wrong"].as_bool());
    finding["sides"].as_array().unwrap().iter().map(side).collect()
}

fn wrong(value: &str) -> (String, Option<bool>) {
    (value.to_owned(), Some(true))
}

fn right(value: &str) -> (String, Option<bool>) {
    (value.to_owned(), Some(false))
}

#[test]
fn forms_of_one_name_are_no_slip_and_one_may_be_preferred() {
    let stage = Stage::new(&[
        ("a.txt", "Ilse Brandvold met the board in Harrow. \"Ilse Brandvolt is welcome,\" Ada Korv said."),
        ("b.txt", "Ilse Brandvolt met the board in Harrow on Monday."),
    ]);
    assert_eq!(rules(&stage.json(&["check"])), ["person-name"]);
    let alias = "[[alias]]\nname = \"Ilse Brandvold\"\nforms = [\"Ilse Brandvolt\"]\n";
    stage.write("factlint.toml", alias);
    assert_eq!(rules(&stage.json(&["check"])), Vec::<&str>::new());
    stage.write("factlint.toml", format!("\n{alias}prefer = \"Ilse Brandvold\"\n"));
    let report = stage.json(&["check"]);
    assert_eq!(rules(&report), ["house-style"]);
    assert_eq!(sides(&report, "house-style"), [right("Ilse Brandvold"), wrong("Ilse Brandvolt")]);
    let finding = &report["findings"][0];
    let at =
        |side: usize| (&finding["sides"][side]["evidence"][0]["file"], &finding["sides"][side]["evidence"][0]["line"]);
    assert_eq!(at(0), (&"factlint.toml".into(), &3.into()), "a finding points at what decided it");
    assert_eq!(at(1), (&"b.txt".into(), &1.into()));
    assert_eq!(finding["sides"][1]["evidence"].as_array().unwrap().len(), 1, "a quotation keeps its speaker's form");
    assert_eq!(stage.run(&["check", "--off", "house-style"]).code, 0);
}

#[test]
fn articles_must_agree_with_reference_facts() {
    let length = "[[fact]]\nsubject = \"Skarn Bridge\"\nattribute = \"length\"\nvalue = \"1,240 metres\"\n";
    let age = "[[fact]]\nsubject = \"Ada Brekke\"\nattribute = \"age\"\nvalue = 63\n";
    let role = "[[fact]]\nsubject = \"Martin Velde\"\nattribute = \"role\"\nvalue = \"chief financial officer\"\n";
    let jobs = "[[fact]]\nsubject = \"Harrow mill\"\nattribute = \"jobs\"\nvalue = \"870\"\n";
    let table: &[(&str, &str, &[(String, Option<bool>)])] = &[
        (length, "The Skarn Bridge is 1,420 metres long.", &[right("1,240 metres"), wrong("1,420 metres")]),
        (length, "The Skarn Bridge is 1.24 kilometres long.", &[]),
        (length, "The Holm Bridge is 900 metres long, and the Skarn Bridge is new.", &[]),
        (length, "The Skarn Bridge cost 1,420 crowns.", &[]),
        (age, "Ada Brekke, 64, cut the ribbon.", &[right("63"), wrong("64")]),
        (age, "Ada Brekke, 63, cut the ribbon.", &[]),
        (age, "Ada Brekke and Olaf Korv, 41, cut the ribbon.", &[]),
        (
            role,
            "Martin Velde, the chief operating officer, paid for it.",
            &[right("chief financial officer"), wrong("chief operating officer")],
        ),
        (role, "Martin Velde, the finance chief, paid for it.", &[]),
        (jobs, "The Harrow mill will cut 790 jobs.", &[right("870"), wrong("790")]),
        (jobs, "The Harrow mill will cut 870 jobs.", &[]),
        (jobs, "The Harrow mill will cut nearly 900 jobs.", &[]),
        (jobs, "The Marwick mill will cut 790 jobs.", &[]),
    ];
    for (fact, article, want) in table {
        let stage = Stage::new(&[("factlint.toml", fact), ("a.txt", article)]);
        let report = stage.json(&["check"]);
        assert_eq!(sides(&report, "reference-fact"), *want, "{fact}{article}\n{:#?}", stage.run(&["facts"]));
    }
}

#[test]
fn a_reference_fact_may_hold_for_a_time_and_speaks_for_itself() {
    let fact = "[[fact]]\nsubject = \"Harrow mill\"\nattribute = \"jobs\"\nvalue = 870\nvalid-from = 2025-01-01\n\
                valid-to = \"2025-06-30\"\n";
    let article = |day: &str, jobs: u32| format!("---\n{day}\n---\nThe Harrow mill will cut {jobs} jobs.\n");
    for (day, found) in [
        ("published: 2024-12-31", 0),
        ("published: 2025-01-01", 1),
        ("published: 2025-06-30", 1),
        ("published: 2025-07-01", 0),
        ("title: Harrow", 0),
    ] {
        let stage = Stage::new(&[("factlint.toml", fact), ("a.md", &article(day, 790))]);
        assert_eq!(rules(&stage.json(&["check"])).len(), found, "{day}");
    }
    // Where an article with the right value clashes with the wrong one, that is no second finding.
    let stage = Stage::new(&[
        ("factlint.toml", fact),
        ("a.md", &article("published: 2025-02-01", 790)),
        ("b.md", &article("published: 2025-02-01", 870)),
    ]);
    let report = stage.json(&["check"]);
    assert_eq!(rules(&report), ["reference-fact"]);
    let place = &report["findings"][0]["sides"][0]["evidence"][0];
    assert_eq!((&place["line"], &place["text"]), (&4.into(), &"870".into()));
    assert_eq!(rules(&stage.json(&["check", "--isolated"])), ["count-conflict"]);
}

#[test]
fn trusted_articles_are_right() {
    let stage = Stage::new(CLASH);
    stage.write("c.txt", CLASH[1].1);
    assert_eq!(sides(&stage.json(&["check"]), "count-conflict").len(), 2);
    for (files, nine) in [("a.txt", true), ("b.txt", false)] {
        stage.write("factlint.toml", format!("[[trust]]\nfiles = [\"{files}\"]\n"));
        let report = stage.json(&["check"]);
        let wrong: Vec<_> = sides(&report, "count-conflict").into_iter().filter(|s| s.1 == Some(true)).collect();
        assert_eq!((wrong.len(), wrong[0].0.to_lowercase().contains("nine")), (1, nine), "{files}");
        assert_eq!(report["findings"][0]["explanation"][0], format!("{files} is trusted"));
    }
}

#[test]
fn some_files_may_have_other_severities() {
    let stage = Stage::new(CLASH);
    let third = "The explosion in Marwick killed 14 people.";
    let found = |table: &str| {
        stage.write("factlint.toml", table);
        let report = stage.json(&["check"]);
        let findings = report["findings"].as_array().unwrap();
        findings.iter().map(|f| f["severity"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let to = |files: &str, what: &str| format!("[[overrides]]\nfiles = [\"{files}\"]\n{what}\n");
    assert_eq!(found(""), ["error"]);
    assert_eq!(found(&to("b.txt", "severity = { count-conflict = 'info' }")), ["info"]);
    assert_eq!(found(&to("b.txt", "severity = { count-conflict = 'off' }")), Vec::<String>::new());
    assert_eq!(found(&to("*.txt", "ignore = ['count-conflict']")), Vec::<String>::new());
    assert_eq!(found(&to("b.txt", "ignore = ['date-conflict']")), ["error"]);
    assert_eq!(found(&to("other", "ignore = ['count-conflict']")), ["error"]);
    // It holds only for what would not be there without these files.
    stage.write("c.txt", third);
    assert_eq!(found(&to("a.txt", "ignore = ['count-conflict']")), ["error"]);
    assert_eq!(found(&to("b.txt", "ignore = ['count-conflict']")), Vec::<String>::new());
    // The globs are meant from the file of settings, wherever the program runs.
    stage.write("sub/d.txt", CLASH[0].1);
    stage.write("sub/e.txt", CLASH[1].1);
    stage.write("factlint.toml", to("sub/e.txt", "ignore = ['count-conflict']"));
    let run = |args: &[&str]| {
        let output = stage.command(args).current_dir(stage.path().join("sub")).output().unwrap();
        output.status.code()
    };
    assert_eq!((run(&["check", "."]), run(&["check", ".", "--isolated"])), (Some(0), Some(1)));
}

#[cfg(unix)]
#[test]
fn commands_read_what_factlint_can_not() {
    let stage = Stage::new(&CLASH[1..]);
    stage.write("a; touch owned.rev", CLASH[0].1.chars().rev().collect::<String>());
    stage.write("factlint.toml", "[[preprocess]]\nextensions = [\"rev\"]\ncommand = [\"rev\"]\n");
    let report = stage.json(&["check"]);
    assert_eq!(rules(&report), ["count-conflict"]);
    let evidence = report["findings"][0]["sides"].as_array().unwrap().iter().map(|s| &s["evidence"][0]);
    let turned = evidence.clone().find(|e| e["file"] == "a; touch owned.rev").unwrap();
    let range = turned["start"].as_u64().unwrap() as usize..turned["end"].as_u64().unwrap() as usize;
    assert_eq!((&turned["part"], &CLASH[0].1[range]), (&"text".into(), turned["text"].as_str().unwrap()));
    assert!(evidence.clone().any(|e| e["part"].is_null()));
    assert!(!stage.path().join("owned").exists(), "no shell sees the path");
    assert!(stage.run(&["facts"]).out.contains("a; touch owned.rev:1"));
    let draft = stage.json(&["draft", "a; touch owned.rev", "--against", "b.txt"]);
    assert_eq!(rules(&draft), ["count-conflict"]);

    for (command, told) in [
        ("[\"no-such-program\"]", "`no-such-program` can't be started"),
        ("[\"false\"]", "`false` failed"),
        ("[\"sh\", \"-c\", \"sleep 20\"]\nseconds = 0.2", "`sh` took longer than 0.2 s"),
    ] {
        stage.write("factlint.toml", format!("[[preprocess]]\nextensions = [\"rev\"]\ncommand = {command}\n"));
        let ran = stage.run(&["check"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.err.contains(told), "{command}: {}", ran.err);
        assert_eq!(stage.run(&["check", "--strict"]).code, 2);
    }
}

#[test]
fn faults_of_tables_name_line_and_remedy() {
    for (text, told) in [
        ("\n[[alias]]\nname = 'a'\nform = []", "factlint.toml:4: unknown field `form`, expected"),
        ("\n[[alias]]\nname = 'a'\nform = []", "did you mean `forms`?"),
        ("\n[[alias]]\nname = 'a'\nprefer = 'b'", "factlint.toml:2: `prefer` is `b`, which is neither"),
        ("[[alias]]\nname = 'a'\n[[alias]]\nname = 'b'\nforms = ['a']", "factlint.toml:3: `a` stands in two tables"),
        ("[[fact]]\nsubject = 'x'\nattribute = 'y'\nvalue = 'blue'", "factlint.toml:1: `blue` can't be compared"),
        ("[[fact]]\nsubject = 'x'\nattribute = ' '\nvalue = '1'", "`attribute` is empty"),
        ("[[fact]]\nsubject = 'x'\nattribute = 'y'\nvalue = 1\nvalid-from = 'May'", "`valid-from` is no date"),
        ("[[fact]]\nsubject = 'x'\nattribute = 'y'", "missing field `value`"),
        ("[[fact]]\nsubject = 'x'\natribute = 'y'", "did you mean `attribute`?"),
        ("[[trust]]\nfiles = ['[a']", "factlint.toml:1: `[a` is no valid glob"),
        ("[[overrides]]\nfiles = ['a']\nignore = ['count-conflit']", "did you mean `count-conflict`?"),
        ("[[override]]\nfiles = ['a']", "did you mean `overrides`?"),
        ("[[preprocess]]\nextensions = ['x']\ncommand = ['a -b c']", "write `command = [\"a\", \"-b\", \"c\"]`"),
        ("[[preprocess]]\nextensions = ['x']\ncommand = ['a', '{path}']", "{file} stands for the path"),
        ("[[preprocess]]\nextensions = ['x']\ncommand = 'a'", "factlint.toml:3: "),
        ("[[preprocess]]\nextensions = []\ncommand = ['a']", "`extensions` is empty"),
        ("[[preprocess]]\nextensions = ['x']\ncommand = ['a']\nseconds = 0", "`seconds` is no time"),
    ] {
        let stage = Stage::new(CLASH);
        stage.write("factlint.toml", text);
        let ran = stage.run(&["check"]);
        assert_eq!(ran.code, 2, "{text}: {ran:?}");
        assert!(ran.err.contains(told), "{text}: {}", ran.err);
    }
}

#[test]
fn tables_follow_the_schema_and_are_shown() {
    let text = "[[alias]]\nname = \"a\"\nforms = [\"b\"]\nprefer = \"b\"\n[[fact]]\nsubject = \"x\"\nattribute = \"y\"\n\
                value = 3\nvalid-from = 2025-01-01\n[[trust]]\nfiles = [\"c\"]\n[[overrides]]\nfiles = [\"d\"]\n\
                severity = { count-conflict = \"off\" }\n[[preprocess]]\nextensions = [\"rev\"]\ncommand = [\"rev\"]\n\
                prints = \"markdown\"\n";
    let stage = Stage::new(CLASH);
    stage.write("factlint.toml", text);
    let shown = stage.run(&["config", "show"]).out;
    let schema: Value = serde_json::from_str(&stage.run(&["config", "schema"]).out).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for text in [text, &shown] {
        let value = serde_json::to_value(
            text.replace("2025-01-01", "\"2025-01-01\"").replace("\"\"", "\"").parse::<toml::Table>().unwrap(),
        );
        let errors: Vec<String> = validator.iter_errors(&value.unwrap()).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{text}: {errors:?}");
    }
    for key in ["[[alias]]", "[[fact]]", "[[trust]]", "[[overrides]]", "[[preprocess]]", "valid-from"] {
        assert!(shown.contains(key), "{key}: {shown}");
    }
    stage.write("again.toml", &shown);
    assert_eq!(stage.run(&["check", "-c", "again.toml"]).code, stage.run(&["check"]).code);
}
