//! Same input, same bytes out: in any number of threads, in any order of files, however often.

use std::collections::BTreeSet;

use crate::stage::{Stage, home};

/// All articles of the corpus, as paths below a copy of it.
fn corpus() -> (Stage, Vec<String>) {
    let stage = Stage::new(&[]);
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(home().join("corpus")).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_some_and(|x| x == "md") {
            let name = entry.path().strip_prefix(home()).unwrap().to_str().unwrap().to_owned();
            stage.write(&name, std::fs::read(entry.path()).unwrap());
            files.push(name);
        }
    }
    (stage, files)
}

#[test]
fn threads_order_and_repetition_change_nothing() {
    let (stage, mut files) = corpus();
    let run = |first: &[&str], files: &[String], last: &[&str]| {
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let ran = stage.run(&[first, &files, last].concat());
        assert!(ran.out.len() > 100, "{}", ran.err);
        ran.out
    };
    for (first, last) in [
        (&["check"][..], &["--format", "json"][..]),
        (&["check"], &["--format", "sarif"]),
        (&["check"], &["-v"]),
        (&["facts"], &["--format", "csv"]),
        (&["graph"], &["--format", "json"]),
    ] {
        files.sort();
        let once = run(first, &files, &[last, &["-j", "1"]].concat());
        let two = run(first, &files, &[last, &["-j", "2"]].concat());
        assert_eq!(once, two, "{first:?} with one thread and two");
        files.reverse();
        assert_eq!(once, run(first, &files, last), "{first:?} with the files the other way round");
        let half = files.len() / 2;
        files.rotate_left(half);
        assert_eq!(once, run(first, &files, last), "{first:?} with the files in another order");
    }
}

/// Articles on other events change no finding.
#[test]
fn strangers_change_nothing() {
    let (stage, files) = corpus();
    let found = |folders: &[&str]| -> BTreeSet<String> {
        let report = stage.json(&[&["check"], folders].concat());
        let of = |f: &serde_json::Value| f["sides"].to_string();
        report["findings"].as_array().unwrap().iter().map(of).collect()
    };
    let stories: BTreeSet<&str> = files.iter().filter_map(|f| f.split("/docs/").next()).collect();
    let alone: BTreeSet<String> = stories.iter().flat_map(|s| found(&[s])).collect();
    assert!(alone.len() > 10);
    assert_eq!(alone, found(&["corpus"]));
}

/// "More than 600" goes with 620 and not with 840, though it could go with either.
#[test]
fn a_hedge_joins_one_of_two_answers() {
    let stage = Stage::new(&[
        ("a.txt", "More than 600 firefighters battled the blaze near Marwick on Sunday.\n"),
        ("b.txt", "In Marwick 620 firefighters battled the blaze on Sunday.\n"),
        ("c.txt", "On Sunday 840 firefighters battled the blaze near Marwick.\n"),
    ]);
    let report = stage.json(&["check"]);
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{report}");
    let files = |n: usize| -> Vec<&str> {
        let evidence = findings[0]["sides"][n]["evidence"].as_array().unwrap();
        evidence.iter().map(|e| e["file"].as_str().unwrap()).collect()
    };
    assert_eq!((files(0), files(1)), (vec!["a.txt", "b.txt"], vec!["c.txt"]));
}

#[test]
fn where_the_folder_lies_is_not_told() {
    let (a, _) = corpus();
    let (b, _) = corpus();
    for args in
        [&["check", "corpus", "--format", "json"][..], &["check", "--format", "sarif"], &["check", "--format", "html"]]
    {
        assert_eq!(a.run(args).out, b.run(args).out, "{args:?}");
    }
}

/// A fingerprint names a disagreement: it stays when the files get other names, and when an article that agrees joins.
#[test]
fn fingerprints_outlive_renames_and_company() {
    use crate::stage::CLASH;
    let ids = |stage: &Stage| -> Vec<String> {
        let report = stage.json(&["check"]);
        report["findings"].as_array().unwrap().iter().map(|f| f["id"].as_str().unwrap().to_owned()).collect()
    };
    let before = ids(&Stage::new(CLASH));
    assert_eq!(before.len(), 1);
    assert_eq!(before, ids(&Stage::new(&[("z.txt", CLASH[0].1), ("sub/y.txt", CLASH[1].1)])));
    let moved = format!("The council met on Monday.\n\n{}", CLASH[0].1);
    assert_eq!(before, ids(&Stage::new(&[("a.txt", &moved), CLASH[1], ("c.txt", CLASH[1].1)])));
}
