//! Same input, same bytes out: in any number of threads, in any order of files, however often.

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
