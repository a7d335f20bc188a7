//! Commands, flags and exit codes.

use std::io::Read;
use std::process::Stdio;

use crate::stage::{CLASH, PEACE, Stage, home, rules};

#[test]
fn exit_codes() {
    let clash = Stage::new(CLASH);
    let peace = Stage::new(PEACE);
    let table: &[(&Stage, &[&str], i32)] = &[
        (&clash, &["check"], 1),
        (&clash, &["check", "a.txt", "b.txt"], 1),
        (&clash, &["check", "--fail-on", "error"], 1),
        (&clash, &["check", "--warning", "count-conflict", "--fail-on", "error"], 0),
        (&clash, &["check", "--warning", "count-conflict"], 1),
        (&clash, &["check", "--error", "count-conflict", "--fail-on", "error"], 1),
        (&clash, &["check", "--info", "count-conflict"], 0),
        (&clash, &["check", "--info", "count-conflict", "--fail-on", "info"], 1),
        (&clash, &["check", "--fail-on", "never"], 0),
        (&clash, &["check", "--off", "count-conflict"], 0),
        (&clash, &["check", "--ignore", "count-conflict,date-conflict"], 0),
        (&clash, &["check", "--select", "date-conflict"], 0),
        (&clash, &["check", "--select", "count-conflict"], 1),
        (&clash, &["check", "a.txt"], 0),
        (&clash, &["check", "--format", "json=report.json"], 1),
        (&clash, &["check", "--statistics", "-q"], 1),
        (&clash, &["check", "-j", "1", "--no-progress", "-v"], 1),
        (&clash, &["check", "a.txt", "b.txt", "missing.txt"], 1),
        (&clash, &["check", "a.txt", "b.txt", "missing.txt", "--strict"], 2),
        (&peace, &["check"], 0),
        (&peace, &["check", "--strict"], 0),
        (&peace, &["check", ".", "missing.txt"], 0),
        (&peace, &["check", ".", "missing.txt", "--strict"], 2),
        (&peace, &["check", "missing.txt"], 2),
        (&peace, &["check", "--format", "yaml"], 2),
        (&peace, &["check", "--format", "json", "--format", "sarif"], 2),
        (&peace, &["check", "--format", "json=no/such/folder.json"], 2),
        (&peace, &["check", "--select", "no-such-rule"], 2),
        (&peace, &["check", "--rules", "no-such-folder"], 2),
        (&peace, &["check", "--config", "no-such.toml"], 2),
        (&peace, &["check", "--since", "yesterday"], 2),
        (&peace, &["check", "-j", "0"], 2),
        (&peace, &["chek"], 2),
        (&peace, &[], 2),
        (&peace, &["--help"], 0),
        (&peace, &["check", "--help"], 0),
        (&peace, &["--version"], 0),
        (&peace, &["explain", "no-such-rule"], 2),
        (&peace, &["explain", "0123abcd"], 2),
        (&peace, &["new", "rule", "Not An Id"], 2),
    ];
    for (stage, args, code) in table {
        let ran = stage.run(args);
        assert_eq!(ran.code, *code, "{args:?}: {ran:?}");
        assert!(!(ran.code == 2 && ran.err.is_empty()), "{args:?} fails without a word");
    }
}

#[test]
fn what_is_misspelled_gets_a_proposal() {
    let stage = Stage::new(PEACE);
    for (args, proposal) in [
        (&["check", "--select", "count-conflit"][..], "did you mean `count-conflict`?"),
        (&["check", "--format", "sarfi"], "did you mean `sarif`?"),
        (&["explain", "date-conflct"], "did you mean `date-conflict`?"),
        (&["check", "--selct", "x"], "--select"),
        (&["chekc"], "check"),
    ] {
        let ran = stage.run(args);
        assert!(ran.err.contains(proposal), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_closed_pipe_is_success() {
    for args in [&["facts", "corpus"][..], &["check", "corpus", "--format", "json"], &["graph", "corpus"]] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_factlint"))
            .current_dir(home())
            .args(args)
            .arg("--no-cache")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{args:?}: {err}");
        assert!(!err.contains("panicked") && !err.contains("error"), "{args:?}: {err}");
    }
}

#[test]
fn a_draft_is_told_of_its_own_findings_alone() {
    let stage = Stage::new(CLASH);
    stage.write("other/c.txt", "The mill in Harrow is to cut 790 jobs.");
    stage.write("other/d.txt", "The Harrow mill will cut 870 jobs.");
    assert_eq!(rules(&stage.json(&["check"])).len(), 2);

    let report = stage.json(&["draft", "a.txt", "--against", "."]);
    assert_eq!(rules(&report), ["count-conflict"]);
    assert!(report["findings"][0]["message"].as_str().unwrap().contains("14"));
    assert_eq!(report["summary"]["articles"], 4, "the draft is there once");

    let ran = stage.run_with(&["draft", "-", "--against", "other", "--format", "json"], CLASH[0].1.as_bytes());
    assert_eq!((ran.code, rules(&serde_json::from_str(&ran.out).unwrap()).len()), (0, 0));
    // An unsaved state goes before the one on disk.
    let args = ["draft", "-", "--against", ".", "--stdin-filename", "a.txt", "--format", "json"];
    let ran = stage.run_with(&args, b"The explosion in Marwick killed nine people.");
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = stage.run_with(&args, b"The explosion in Marwick killed 19 people.");
    assert_eq!(ran.code, 1, "{ran:?}");
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let files: Vec<&str> = report["findings"][0]["sides"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["evidence"][0]["file"].as_str().unwrap())
        .collect();
    assert!(files.contains(&"a.txt") && files.contains(&"b.txt"), "{files:?}");
    assert_eq!(stage.run(&["draft", "a.txt", "--against", "nowhere"]).code, 2);
    assert_eq!(stage.run(&["draft", "nowhere.txt", "--against", "."]).code, 2);
}

#[test]
fn the_day_of_a_draft_may_be_told() {
    let stage =
        Stage::new(&[("b.md", "---\npublished: 2024-05-01\n---\nNine people were killed in the Marwick explosion.\n")]);
    let day = |args: &[&str]| {
        let args = [&["draft", "-", "--against", "b.md", "--format", "json"], args].concat();
        let ran = stage.run_with(&args, CLASH[0].1.as_bytes());
        let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let evidence = report["findings"].as_array().unwrap().iter().flat_map(|f| f["sides"].as_array().unwrap());
        let days = evidence.flat_map(|s| s["evidence"].as_array().unwrap());
        days.filter(|e| e["file"] == "draft").map(|e| e["published"].to_string()).next()
    };
    assert_eq!(day(&["--published", "2024-05-01"]), Some("\"2024-05-01\"".into()));
}

#[test]
fn a_run_may_be_about_some_articles_only() {
    let stage = Stage::new(&[
        ("ours/a.md", "---\npublished: 2024-05-01\n---\nThe explosion in Marwick killed 14 people.\n"),
        ("wire/b.md", "---\npublished: 2024-05-01\n---\nNine people were killed in the Marwick explosion.\n"),
        ("wire/c.md", "---\npublished: 2024-06-02\n---\nThe mill in Harrow is to cut 790 jobs.\n"),
        ("wire/d.md", "---\npublished: 2024-06-02\n---\nThe Harrow mill will cut 870 jobs.\n"),
    ]);
    let found = |args: &[&str]| rules(&stage.json(&[&["check"], args].concat())).len();
    assert_eq!(found(&[]), 2);
    assert_eq!(found(&["--changed", "wire/c.md"]), 1);
    assert_eq!(found(&["--changed", "./ours/../wire/c.md", "ours/a.md"]), 2);
    assert_eq!(found(&["--changed", "README.md", "gone.md"]), 0);
    // With flags between it and the files, as hooks have them.
    assert_eq!(found(&["--changed", "--fail-on", "error", "wire/c.md"]), 1);
    assert_eq!(found(&["--changed", "--fail-on", "error", "wire/c.md", "ours/a.md"]), 2);
    assert_eq!(found(&["--changed", "--fail-on", "error", "README.md"]), 0);
    assert!(stage.run(&["check", "--changed"]).told().contains("`--changed` names no file"));
    assert_eq!(found(&["--ours", "ours"]), 1);
    assert_eq!(found(&["--ours", "ours/**"]), 1);
    assert_eq!(found(&["--ours", "*.html"]), 0);
    assert_eq!(found(&["--since", "2024-06-01"]), 1);
    assert_eq!(found(&["--since", "2024-06-03"]), 0);
    assert_eq!(found(&["--ours", "ours", "--since", "2024-06-01"]), 0);
    let ran = stage.run_with(&["check", "--changed", "-", "--format", "json"], b"wire/b.md\nwire/gone.md\n");
    assert_eq!(rules(&serde_json::from_str(&ran.out).unwrap()).len(), 1);
    let ran = stage.run_with(&["check", "--files-from", "-", "--format", "json"], b"wire/c.md\0wire/d.md\0");
    assert_eq!(rules(&serde_json::from_str(&ran.out).unwrap()).len(), 1);
    assert_eq!(stage.run(&["check", "--files-from", "-", "--changed", "-"]).code, 2);
    // An empty list is no folder: nothing is read where nothing was asked for.
    assert_eq!(stage.run_with(&["check", "--files-from", "-"], b"").code, 2);
}

#[test]
fn colour_is_decided_once() {
    let stage = Stage::new(CLASH);
    let colour = |args: &[&str], env: Option<&str>| {
        let mut command = stage.command(&[&["check"], args].concat());
        if let Some(value) = env {
            command.env("NO_COLOR", value);
        }
        String::from_utf8(command.output().unwrap().stdout).unwrap().contains('\x1b')
    };
    assert!(!colour(&[], None), "a pipe gets no colour");
    assert!(colour(&["--color", "always"], None));
    assert!(colour(&["--color", "always"], Some("1")), "what is typed goes before the environment");
    assert!(!colour(&["--color", "never"], None));
    assert!(!colour(&["--color", "always", "--format", "json"], None));
}

#[test]
fn quiet_is_quiet_and_verbose_says_what_was_left_out() {
    let stage = Stage::new(CLASH);
    let byline = "---\ntitle: Bridge\n---\nBy Ana Korv\n\nThe council voted on Monday to close the bridge.\n";
    stage.write("c.md", byline);
    stage.write("d.txt", "");
    let quiet = stage.run(&["check", "-q"]);
    assert_eq!((quiet.code, quiet.err.as_str()), (1, ""));
    let plain = stage.run(&["check"]);
    assert!(plain.err.contains("d.txt: is empty") && !plain.err.contains("left out"), "{}", plain.err);
    let verbose = stage.run(&["check", "-v"]);
    assert!(verbose.err.contains("c.md:4: left out (byline): By Ana Korv"), "{}", verbose.err);
    assert!(verbose.out.contains("why:"), "{}", verbose.out);
}

#[test]
fn one_run_feeds_every_consumer() {
    let stage = Stage::new(CLASH);
    let ran = stage.run(&["check", "--format", "json=r.json", "--format", "sarif=r.sarif", "--format", "jsonl"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.lines().count() >= 2 && ran.out.starts_with('{'));
    for file in ["r.json", "r.sarif"] {
        serde_json::from_str::<serde_json::Value>(&stage.read(file)).unwrap();
    }
    let ran = stage.run(&["check", "--format", "json=r.json"]);
    assert!(ran.out.contains("1 finding"), "people still see the report: {}", ran.out);
    assert_eq!(stage.run(&["check", "-q", "--format", "json=r.json"]).out, "");
}

#[test]
fn findings_are_counted_by_rule() {
    let stage = Stage::new(CLASH);
    let ran = stage.run(&["check", "--statistics"]);
    assert!(ran.out.lines().any(|l| l.starts_with("1 ") && l.contains("count-conflict")), "{}", ran.out);
    let ran = stage.run(&["check", "--statistics", "--format", "json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&ran.out).is_ok() && ran.err.contains("count-conflict"));
}

#[test]
fn rules_and_findings_are_explained() {
    let stage = Stage::new(CLASH);
    let ran = stage.run(&["explain", "count-conflict"]);
    assert!(ran.out.contains("{14 people}") && ran.out.contains("rules/counts.toml:"), "{}", ran.out);
    let report = stage.json(&["check"]);
    let id = report["findings"][0]["id"].as_str().unwrap();
    for what in [id, &id[..8], &id[..8].to_uppercase()] {
        let ran = stage.run(&["explain", what]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.out.contains(id) && ran.out.contains("why:") && ran.out.contains("b.txt:1:1"), "{}", ran.out);
    }
    let listed = stage.run(&["rules"]).out;
    assert!(listed.lines().any(|l| l.starts_with("count-conflict ") && l.contains("error") && l.contains("range")));
}

#[test]
fn facts_in_three_forms() {
    let stage = Stage::new(CLASH);
    let table = stage.run(&["facts"]).out;
    assert!(table.lines().any(|l| l.starts_with("a.txt:1 ") && l.contains("14 people")), "{table}");
    let lines = stage.run(&["facts", "--format", "jsonl"]).out;
    for line in lines.lines() {
        let fact: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = stage.read(fact["file"].as_str().unwrap());
        let range = fact["start"].as_u64().unwrap() as usize..fact["end"].as_u64().unwrap() as usize;
        assert_eq!(&text[range], fact["text"].as_str().unwrap());
    }
    let csv = stage.run(&["facts", "--format", "csv"]).out;
    assert!(csv.starts_with("file,line,column,"), "{csv}");
    let width = csv.lines().next().unwrap().split(',').count();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert!(reader.records().all(|r| r.unwrap().len() == width));
    assert_eq!(lines.lines().count(), csv.lines().count() - 1);
}

#[test]
fn mentions_line_by_line() {
    let stage = Stage::new(&[]);
    let input = "{\"id\": \"x\", \"text\": \"Nine people died.\"}\n\n{\"id\": 2, \"text\": \"\"}\n";
    let ran = stage.run_with(&["mentions", "--from", "jsonl", "--format", "jsonl", "-"], input.as_bytes());
    let lines: Vec<serde_json::Value> = ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!((ran.code, lines.len()), (0, 2));
    assert_eq!((&lines[0]["id"], &lines[0]["mentions"][0]["value"]), (&"x".into(), &9.into()));
    let ran =
        stage.run_with(&["mentions"], b"{\"id\": 1, \"text\": \"Nine\"}\nnonsense\n{\"id\": 3, \"text\": \"\"}\n");
    assert_eq!((ran.code, ran.out.lines().count()), (2, 2));
    assert!(ran.err.contains("-:2: "), "{}", ran.err);
}

#[test]
fn names_pair_by_pair() {
    let stage = Stage::new(&[]);
    let pairs = [
        ("Ilse Brandvold", "Ilse Brandvold", "same"),
        ("Jean-Luc Sarrault", "Jean Luc Sarrault", "variant"),
        ("Ilse Brandvold", "Ilse Brandvolt", "slip"),
        ("Ilse Brandvold", "Olaf Korv", "different"),
    ];
    let input: String = pairs
        .iter()
        .enumerate()
        .map(|(n, (a, b, _))| serde_json::json!({"id": n, "a": a, "b": b}).to_string() + "\n")
        .collect();
    let ran = stage.run_with(&["names", "--from", "jsonl", "--format", "jsonl", "-"], input.as_bytes());
    assert_eq!(ran.code, 0, "{ran:?}");
    let lines: Vec<serde_json::Value> = ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let mut last = 1.01;
    for (n, (line, (.., verdict))) in lines.iter().zip(pairs).enumerate() {
        assert_eq!((&line["id"], &line["verdict"]), (&n.into(), &verdict.into()));
        let score = line["score"].as_f64().unwrap();
        assert!((0.0..last).contains(&score) && !line["reason"].as_str().unwrap().is_empty(), "{line}");
        last = score;
    }
    let ran = stage.run_with(&["names"], b"{\"id\": 1, \"a\": \"x\"}\n\n{\"id\": 2, \"a\": \"x\", \"b\": \"\"}\n");
    assert_eq!((ran.code, ran.out.lines().count()), (2, 1));
    assert!(ran.err.contains("-:1: "), "{}", ran.err);
}

#[test]
fn the_noun_of_a_mention_is_told() {
    let stage = Stage::new(&[]);
    for (text, noun) in [
        ("Nine people died.", Some("people")),
        ("The firm lost 20 percent of its customers.", Some("customers")),
        ("They built a 20-foot wall.", Some("wall")),
        ("It opened in 2014.", None),
    ] {
        let input = serde_json::json!({"id": 1, "text": text}).to_string();
        let out = stage.run_with(&["mentions"], input.as_bytes()).out;
        let line: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(line["mentions"][0]["noun"].as_str(), noun, "{out}");
    }
}

#[test]
fn a_parse_for_people_and_for_programs() {
    let stage = Stage::new(&[("a.md", "---\ntitle: A ferry sank\n---\n\nMayor Ilse Brandvold buried nine people.\n")]);
    let table = stage.run(&["parse", "a.md"]);
    assert_eq!(table.code, 0);
    let line = |word: &str| table.out.lines().find(|l| l.split_whitespace().nth(1) == Some(word)).unwrap_or_default();
    assert!(table.out.contains("a.md:5: Mayor Ilse Brandvold buried nine people."), "{}", table.out);
    assert!(line("nine").contains("nummod") && line("nine").contains("count 9 of 6 people"), "{}", table.out);
    assert!(line("buried").contains("VERB past finite"), "{}", table.out);
    assert!(table.out.contains("person mayor Ilse Brandvold #"), "{}", table.out);

    let ran = stage.run_with(&["parse", "-", "--format", "json"], b"Nine people died.");
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let tokens = &json["sentences"][0]["tokens"];
    assert_eq!((&tokens[0]["relation"], &tokens[0]["head"]), (&"nummod".into(), &1.into()));
    assert_eq!((&tokens[2]["lemma"], &tokens[2]["head"]), (&"die".into(), &serde_json::Value::Null));
    assert_eq!(json["sentences"][0]["values"][0]["noun"], 1);
    for token in tokens.as_array().unwrap() {
        let range = token["start"].as_u64().unwrap() as usize..token["end"].as_u64().unwrap() as usize;
        assert_eq!(&"Nine people died."[range], token["text"].as_str().unwrap());
    }
    assert!(stage.run(&["parse", "--help"]).out.contains("factlint parse -"));
    assert_eq!(stage.run(&["parse", "nowhere.txt"]).code, 2);
    assert_eq!(stage.run_with(&["parse", "-"], b"").code, 2);
}

#[test]
fn the_graph_in_three_forms() {
    let stage = Stage::new(CLASH);
    let dot = stage.run(&["graph"]).out;
    assert!(dot.starts_with("digraph") && dot.trim_end().ends_with('}') && dot.contains("14 people"));
    let json: serde_json::Value = serde_json::from_str(&stage.run(&["graph", "--format", "json"]).out).unwrap();
    let nodes = json["nodes"].as_array().unwrap();
    let ids: Vec<u64> = nodes.iter().map(|n| n["id"].as_u64().unwrap()).collect();
    assert!(nodes.iter().any(|n| n["kind"] == "question"));
    for edge in json["edges"].as_array().unwrap() {
        assert!(ids.contains(&edge["from"].as_u64().unwrap()) && ids.contains(&edge["to"].as_u64().unwrap()));
    }
    stage.write("<&>.txt", "The \"<b>&amp;\" plant in Harrow has 300 workers.");
    let json: serde_json::Value = serde_json::from_str(&stage.run(&["graph", "--format", "json"]).out).unwrap();
    let text = stage.run(&["graph", "--format", "graphml"]).out;
    let (mut nodes, mut edges, mut words) = (Vec::new(), Vec::new(), String::new());
    let mut reader = quick_xml::Reader::from_str(&text);
    loop {
        let event = reader.read_event().unwrap();
        if let quick_xml::events::Event::Start(tag) = &event {
            let attribute = |name: &str| {
                let value = tag.try_get_attribute(name).unwrap().unwrap_or_else(|| panic!("{name}"));
                value.value.to_string()
            };
            match tag.name().as_ref() {
                "node" => nodes.push(attribute("id")),
                "edge" => edges.extend([attribute("source"), attribute("target")]),
                _ => {}
            }
        } else if let quick_xml::events::Event::Text(inside) = &event {
            words += inside;
        } else if let quick_xml::events::Event::Eof = &event {
            break;
        }
    }
    assert_eq!(nodes.len(), json["nodes"].as_array().unwrap().len());
    assert_eq!(edges.len(), 2 * json["edges"].as_array().unwrap().len());
    assert!(edges.iter().all(|end| nodes.contains(end)));
    assert!(words.contains(".txt") && words.contains("14 people"), "{words}");
}

#[test]
fn shells_and_manual() {
    let stage = Stage::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(stage.run(&["completions", shell]).out.contains("factlint"), "{shell}");
    }
    assert!(stage.run(&["man"]).out.contains(".SH"));
    std::fs::create_dir(stage.path().join("man")).unwrap();
    assert_eq!(stage.run(&["man", "--dir", "man"]).code, 0);
    assert!(stage.read("man/factlint-check.1").contains("fail\\-on"));
}

/// Every flag that the help of a command names is typed in some test.
#[test]
fn no_flag_is_without_a_test() {
    let stage = Stage::new(&[]);
    let commands = |help: &str| -> Vec<String> {
        let lines = help.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| !l.is_empty());
        let names =
            lines.filter_map(|l| l.strip_prefix("  ")?.split(' ').next()).filter(|n| !n.is_empty() && *n != "help");
        names.map(str::to_owned).collect()
    };
    let mut asked: Vec<Vec<String>> = vec![vec![]];
    let mut flags = std::collections::BTreeSet::new();
    while let Some(command) = asked.pop() {
        let typed: Vec<&str> = command.iter().map(String::as_str).chain(["--help"]).collect();
        let help = stage.run(&typed);
        assert_eq!(help.code, 0, "{typed:?}");
        asked.extend(commands(&help.out).into_iter().map(|name| [command.clone(), vec![name]].concat()));
        for line in help.out.lines().map(str::trim_start).filter(|l| l.starts_with('-')) {
            let word = |w: &str| w.trim_end_matches([',', '.']).to_owned();
            let names: Vec<String> = line.split(' ').take_while(|w| w.starts_with('-')).map(word).collect();
            flags.insert(names);
        }
    }
    assert!(flags.len() > 30, "{flags:?}");
    let files = std::fs::read_dir(home().join("tests/it")).unwrap().flatten();
    let tests: String = files.map(|file| std::fs::read_to_string(file.path()).unwrap()).collect();
    for names in flags {
        let typed = |name: &String| [" ", "\"", "="].iter().any(|end| tests.contains(&format!("\"{name}{end}")));
        assert!(names.iter().any(typed), "{names:?}");
    }
}
