//! Baseline, accepted findings, and fingerprints that last.

use crate::stage::{CLASH, Stage, home, rules};

const MILL: [(&str, &str); 2] =
    [("c.txt", "The mill in Harrow is to cut 790 jobs."), ("d.txt", "The Harrow mill will cut 870 jobs.")];

fn ids(stage: &Stage, args: &[&str]) -> Vec<String> {
    let report = stage.json(&[&["check"], args].concat());
    report["findings"].as_array().unwrap().iter().map(|f| f["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_baseline_leaves_new_findings_only() {
    let stage = Stage::new(CLASH);
    let made = stage.run(&["baseline", "create"]);
    assert_eq!(made.code, 0, "{made:?}");
    assert!(made.err.contains(".factlint-baseline.json: 1 finding set aside"), "{}", made.err);
    let ran = stage.run(&["check"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("1 finding set aside"), "{}", ran.out);
    assert_eq!(stage.run(&["check", "--no-baseline"]).code, 1);

    // A rename, an edit elsewhere and one more article that agrees bring nothing back.
    std::fs::rename(stage.path().join("a.txt"), stage.path().join("renamed.txt")).unwrap();
    stage.write("b.txt", format!("The council met on Monday.\n\n{}", CLASH[1].1));
    stage.write("e.txt", "Fourteen people died in the explosion in Marwick, police said.");
    assert_eq!(ids(&stage, &[]), Vec::<String>::new());

    // New findings are told.
    MILL.iter().for_each(|(name, text)| drop(stage.write(name, text)));
    assert_eq!(rules(&stage.json(&["check"])), ["count-conflict"]);
    assert_eq!(stage.run(&["check"]).code, 1);
}

#[test]
fn entries_that_are_gone_are_told_of_and_pruned() {
    let stage = Stage::new(CLASH);
    MILL.iter().for_each(|(name, text)| drop(stage.write(name, text)));
    stage.run(&["baseline", "create"]);
    let whole = stage.read(".factlint-baseline.json");
    assert_eq!(whole.matches("\"id\"").count(), 2);
    stage.write("d.txt", "The Harrow mill will cut 790 jobs.");
    let ran = stage.run(&["check"]);
    assert_eq!(ran.code, 0);
    assert!(ran.told().contains("no longer occurs; `factlint baseline prune` removes what is gone"), "{}", ran.err);
    assert_eq!(stage.run(&["check", "--strict"]).code, 2);
    // A run that has not read the files, or does not ask the rule, says nothing of them.
    for args in [&["check", "a.txt", "b.txt", "--strict"][..], &["check", "--off", "count-conflict", "--strict"]] {
        assert_eq!(stage.run(args).code, 0, "{args:?}");
    }
    let part = stage.run(&["baseline", "prune", "a.txt", "b.txt"]);
    assert!(part.err.contains("0 removed, 2 left"), "{}", part.err);
    assert_eq!(stage.read(".factlint-baseline.json"), whole);
    let pruned = stage.run(&["baseline", "prune"]);
    assert!(pruned.code == 0 && pruned.err.contains("1 removed, 1 left"), "{pruned:?}");
    assert_eq!(stage.run(&["check", "--strict"]).code, 0);
    let again = stage.run(&["baseline", "prune"]);
    assert!(again.err.contains("0 removed, 1 left"), "{}", again.err);
    assert_eq!(stage.read(".factlint-baseline.json").matches("\"id\"").count(), 1);
}

#[test]
fn a_baseline_lies_where_it_is_said_to() {
    let stage = Stage::new(CLASH);
    stage.write("factlint.toml", "");
    stage.write("sub/x.txt", "Nothing of note.");
    let within = |args: &[&str]| {
        let output = stage.command(args).current_dir(stage.path().join("sub")).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    // Beside the settings, from wherever it is made.
    assert_eq!(within(&["baseline", "create", ".."]).0, 0);
    assert!(stage.path().join(".factlint-baseline.json").exists());
    assert_eq!((stage.run(&["check", "--strict"]).code, within(&["check", "..", "--strict"]).0), (0, 0));
    std::fs::rename(stage.path().join(".factlint-baseline.json"), stage.path().join("known.json")).unwrap();
    assert_eq!(stage.run(&["check", "--strict"]).code, 1);
    assert_eq!(stage.run(&["check", "--baseline", "known.json", "--strict"]).code, 0);
    assert_eq!(stage.run(&["draft", "a.txt", "--against", "b.txt"]).code, 1);
    assert_eq!(stage.run(&["draft", "a.txt", "--against", "b.txt", "--baseline", "known.json"]).code, 0);
    for (args, told) in [
        (&["check", "--baseline", "nowhere.json"][..], "nowhere.json: no such baseline"),
        (&["baseline", "prune", "--baseline", "nowhere.json"], "nowhere.json: no such baseline"),
        (&["check", "--baseline", "known.json", "--no-baseline"], "cannot be used with"),
    ] {
        let ran = stage.run(args);
        assert!(ran.code == 2 && ran.err.contains(told), "{args:?}: {ran:?}");
    }
    for (text, told) in [
        ("{\n\"version\": 1,\n\"finding\": []}", "known.json:3: unknown field `finding`"),
        ("{\"version\": 9, \"findings\": []}", "known.json: has version 9"),
        ("", "known.json:1: "),
    ] {
        stage.write("known.json", text);
        let ran = stage.run(&["check", "--baseline", "known.json"]);
        assert!(ran.code == 2 && ran.err.contains(told), "{text}: {ran:?}");
    }
}

#[test]
fn one_finding_is_accepted_with_its_reason() {
    let stage = Stage::new(CLASH);
    MILL.iter().for_each(|(name, text)| drop(stage.write(name, text)));
    stage.write("factlint.accept.toml", "# Ours.");
    let all = ids(&stage, &[]);
    let args =
        ["accept", &all[0][..8], "--reason", "the \"old\" toll", "--author", "A. Korv", "--expires", "2026-03-31"];
    let ran = stage.run(&args);
    assert!(ran.code == 0 && ran.err.contains(&all[0]), "{ran:?}");
    assert!(stage.read("factlint.accept.toml").starts_with("# Ours.\n\n[[accept]]\n"));
    let on = |day: &str, args: &[&str]| {
        let mut command = stage.command(&[&["check", "--format", "sarif"], args].concat());
        // Seconds since 1970 of noon on that day.
        let seconds = day.parse::<jiff::civil::Date>().unwrap().at(12, 0, 0, 0);
        let seconds = jiff::tz::Offset::UTC.to_timestamp(seconds).unwrap().as_second();
        let output = command.env("SOURCE_DATE_EPOCH", seconds.to_string()).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        let log: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let open = results.iter().filter(|r| r["suppressions"].as_array().is_none_or(Vec::is_empty)).count();
        (open, err, log.to_string())
    };
    let (open, err, log) = on("2026-03-31", &[]);
    assert!(open == 1 && log.contains("the \\\"old\\\" toll") && !err.contains("problem"), "{open} {err}");
    let (open, err, _) = on("2026-04-01", &[]);
    assert!(open == 2 && err.contains("factlint.accept.toml:3: the acceptance of"), "{open} {err}");
    // What is accepted and gone is told of; what can't be found is not accepted.
    let again = stage.run(&args);
    assert!(again.code == 2 && again.told().contains("accept.toml:3: names the finding already"), "{again:?}");
    stage.write("b.txt", "Nothing of note.");
    let (_, err, _) = on("2026-03-31", &[]);
    assert!(err.contains("any more; remove the entry"), "{err}");
    for (args, told) in [
        (&["accept", "ffffffffffff", "--reason", "x"][..], "no finding `ffffffffffff`"),
        (&["accept", &all[1], "--reason", " "], "`--reason` is empty"),
        (&["accept", &all[1]], "--reason"),
        (&["accept", &all[1], "--reason", "x", "--expires", "soon"], "is no date"),
    ] {
        let ran = stage.run(args);
        assert!(ran.code == 2 && ran.err.contains(told), "{args:?}: {ran:?}");
    }
    assert_eq!(stage.read("factlint.accept.toml").matches("[[accept]]").count(), 1);
}

#[test]
fn faults_of_the_accepted_list_name_their_line() {
    for (text, told) in [
        ("[[accept]]\nfingerprint = 'aaaaaaaaaaaa'\n", "factlint.accept.toml:1: missing field `reason`"),
        ("[[accept]]\nfingerprint = 'aaaaaaaaaaaa'\nreasn = 'x'", "factlint.accept.toml:3: unknown field `reasn`"),
        ("[[accept]]\nfingerprint = 'aaaaaaaaaaaa'\nreasn = 'x'", "did you mean `reason`?"),
        ("\n[[accept]]\nfingerprint = 'aaaa'\nreason = 'x'", "factlint.accept.toml:2: `aaaa` is too short"),
        ("\n[[accept]]\nfingerprint = 'aaaaaaaaaaaa'\nreason = ''", "`reason` is empty"),
        ("[[accept]]\nfingerprint = 'aaaaaaaaaaaa'\nreason = 'x'\nexpires = 'May'", "`expires` is no day"),
    ] {
        let stage = Stage::new(CLASH);
        stage.write("factlint.accept.toml", text);
        let ran = stage.run(&["check"]);
        assert!(ran.code == 2 && ran.err.contains(told), "{text}: {ran:?}");
    }
}

/// All articles of the corpus in one folder, under names given by their order.
fn corpus(name: impl Fn(usize, usize) -> String) -> Stage {
    let stage = Stage::new(&[]);
    let files = walkdir::WalkDir::new(home().join("corpus")).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files: Vec<_> = files.filter(|e| e.path().extension().is_some_and(|x| x == "md")).collect();
    for (n, entry) in files.iter().enumerate() {
        stage.write(&name(n, files.len()), std::fs::read(entry.path()).unwrap());
    }
    stage
}

#[test]
fn fingerprints_outlive_new_names_and_another_order() {
    let set = |stage: &Stage| {
        let mut ids = ids(stage, &[]);
        ids.sort();
        let n = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), n, "two findings share a fingerprint");
        ids
    };
    let before = set(&corpus(|n, _| format!("{n:03}.md")));
    assert!(before.len() > 5, "{before:?}");
    assert_eq!(before, set(&corpus(|n, all| format!("x/{:03}.md", all - n))), "the other way round");
    assert_eq!(before, set(&corpus(|n, all| format!("{}/{n:03}.md", n * 7 % all))), "shuffled");
}

#[test]
fn one_more_article_that_agrees_changes_no_fingerprint() {
    let wordings = [
        "The explosion in Marwick killed 14 people, officials said.",
        "Fourteen people were killed when an explosion tore through Marwick.",
        "The toll of the Marwick explosion is 14 people killed.",
        "At least 14 people were killed in the explosion in Marwick.",
    ];
    let dated = |day: &str, text: &str| format!("---\npublished: {day}\n---\n{text}\n");
    let start = [("a.md", dated("2024-05-01", CLASH[0].1)), ("b.md", dated("2024-05-01", CLASH[1].1))];
    let files: Vec<(&str, &str)> = start.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let before = ids(&Stage::new(&files), &[]);
    assert_eq!(before.len(), 1);
    for (n, wording) in wordings.iter().enumerate() {
        for name in ["0.md", "z.md"] {
            let stage = Stage::new(&files);
            stage.write(name, dated("2024-05-02", wording));
            assert_eq!(before, ids(&stage, &[]), "{n}: {wording}");
        }
    }
    // Undated, the baseline still knows it.
    for wording in wordings {
        let stage = Stage::new(CLASH);
        stage.run(&["baseline", "create"]);
        stage.write("0.txt", wording);
        assert_eq!(ids(&stage, &[]), Vec::<String>::new(), "{wording}");
    }
}

#[test]
fn what_is_accepted_is_one_finding() {
    let stage = Stage::new(CLASH);
    MILL.iter().for_each(|(name, text)| drop(stage.write(name, text)));
    let both = ids(&stage, &[]);
    assert!(both.len() == 2 && both[0] != both[1], "{both:?}");
    assert_eq!(stage.run(&["accept", &both[0], "--reason", "right so"]).code, 0);
    assert_eq!(ids(&stage, &[]), [both[1].clone()]);
    let again = stage.run(&["accept", &both[0], "--reason", "right so"]);
    assert!(again.code == 2 && again.told().contains("is settled already"), "{again:?}");
}
