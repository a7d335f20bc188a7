//! The cache: a second run gives the same bytes, two at once are safe, and what is broken is read anew.

use std::fs;
use std::path::PathBuf;

use crate::stage::{CLASH, Stage, home};

/// A copy of the corpus.
fn corpus() -> Stage {
    let stage = Stage::new(&[]);
    for entry in walkdir::WalkDir::new(home().join("corpus")).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_some_and(|x| x == "md") {
            let name = entry.path().strip_prefix(home()).unwrap().to_str().unwrap().to_owned();
            stage.write(&name, fs::read(entry.path()).unwrap());
        }
    }
    stage
}

fn records(stage: &Stage) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(stage.path().join(".cache")).into_iter().filter_map(Result::ok);
    files.map(walkdir::DirEntry::into_path).filter(|p| p.is_file() && p.file_name().unwrap().len() > 30).collect()
}

#[test]
fn a_second_run_gives_the_same_bytes() {
    let stage = corpus();
    for args in [&["check", "-v"][..], &["check", "--format", "sarif"], &["facts", "--format", "csv"], &["graph"]] {
        let without = stage.run(&[args, &["--no-cache"]].concat());
        let first = stage.run(args);
        let second = stage.run(args);
        assert_eq!((&without.out, without.code), (&first.out, first.code), "{args:?}");
        assert_eq!((&first.out, first.code), (&second.out, second.code), "{args:?}");
    }
    let before = records(&stage).len();
    assert!(before >= 20);
    // An article that changes is read anew, one that is renamed is not.
    let text = stage.read("corpus/washer-plant/docs/press-release.md");
    stage.write("corpus/washer-plant/docs/press-release.md", text.replace("$86 million", "$87 million"));
    let changed = stage.run(&["facts", "--format", "jsonl"]).out;
    assert!(changed.contains("$87 million"), "{changed}");
    assert_eq!(records(&stage).len(), before + 1);
    assert_eq!(stage.run(&["facts", "--no-cache", "--format", "jsonl"]).out, changed);
    fs::rename(stage.path().join("corpus"), stage.path().join("elsewhere")).unwrap();
    assert_eq!(
        stage.run(&["check", "--format", "json"]).out,
        stage.run(&["check", "--no-cache", "--format", "json"]).out
    );
    assert_eq!(records(&stage).len(), before + 2, "what the changed article comes to with its neighbours is new");
}

#[test]
fn nothing_is_kept_where_nothing_is_to_be_kept() {
    let stage = Stage::new(CLASH);
    stage.run(&["check", "--no-cache"]);
    assert!(!stage.path().join(".cache").exists());
    stage.run(&["draft", "a.txt", "--against", "b.txt"]);
    let of_b = records(&stage);
    assert_eq!(of_b.len(), 2, "what was read out of the article, and what it comes to by itself");
    stage.write("a.txt", "The explosion in Marwick killed 15 people.");
    let told = stage.run(&["draft", "a.txt", "--against", "b.txt"]);
    assert!(told.out.contains("15"), "{}", told.out);
    assert_eq!(records(&stage), of_b, "a draft is never kept, nor what it comes to with others");
    stage.run(&["check", "--cache-dir", "own"]);
    assert!(stage.path().join("own/CACHEDIR.TAG").exists());
    assert_eq!(stage.run(&["check", "--cache-dir", "own", "--no-cache"]).code, 2);
}

#[test]
fn other_knowledge_reads_anew() {
    let stage = Stage::new(CLASH);
    stage.run(&["check"]);
    // Each article, and its bonds.
    assert_eq!(records(&stage).len(), 4);
    stage.write("factlint.toml", "[metadata]\nsource = [\"outlet\"]\n");
    stage.run(&["check"]);
    assert_eq!(records(&stage).len(), 8, "front matter is read otherwise");
    stage.write("ours/en/abbreviations.toml", "");
    stage.run(&["check", "--rules", "ours"]);
    assert_eq!(records(&stage).len(), 12, "words are known otherwise");
    stage.run(&["check", "--select", "count-conflict"]);
    assert_eq!(records(&stage).len(), 12, "which rules ask changes nothing of what is read");
}

#[test]
fn what_is_broken_or_foreign_is_read_anew_with_a_note() {
    let stage = Stage::new(CLASH);
    let clean = stage.run(&["check"]);
    for (n, record) in records(&stage).iter().enumerate() {
        let bytes = fs::read(record).unwrap();
        fs::write(record, if n == 0 { &b"nonsense"[..] } else { &bytes[..bytes.len() / 2] }).unwrap();
    }
    let ran = stage.run(&["check"]);
    assert_eq!((ran.code, &ran.out), (1, &clean.out));
    for told in
        ["2 broken records; these articles were read anew", "2 broken records; these articles were compared anew"]
    {
        assert!(ran.told().contains(told), "{}", ran.err);
    }
    assert!(!stage.run(&["check"]).err.contains("broken"), "they are mended");
    fs::remove_dir_all(stage.path().join(".cache")).unwrap();
    stage.write(".cache", "a file of somebody's");
    let ran = stage.run(&["check"]);
    assert_eq!((ran.code, &ran.out), (1, &clean.out));
    assert!(ran.err.contains("note: ") && ran.err.contains("can't be used as cache"), "{}", ran.err);
    assert_eq!(stage.read(".cache"), "a file of somebody's");
}

#[test]
fn one_store_serves_all_folders() {
    let stage = corpus();
    let check = |folder: &str| {
        let kept = stage.run(&["check", folder, "--format", "json"]);
        assert_eq!(kept.out, stage.run(&["check", folder, "--no-cache", "--format", "json"]).out, "{folder}");
        assert_eq!(kept.err, "");
    };
    // What two folders have in common is known in either order of their articles.
    check("corpus/washer-plant");
    check("corpus");
    for (n, name) in ["press-release", "white-goods-weekly"].iter().enumerate() {
        {
            let text = stage.read(&format!("corpus/washer-plant/docs/{name}.md"));
            stage.write(&format!("other/{}.md", 9 - n), &text);
            // Says the same of the facts, and is no copy.
            stage.write(&format!("other/{n}.md"), text + "\nThe weather stayed fine.\n");
        }
    }
    check("other");
    check("corpus");
    stage.write("corpus/more.md", "The washer plant is to lose 87 jobs.\n");
    check("corpus");
}

#[test]
fn runs_side_by_side_are_safe() {
    let stage = corpus();
    let alone = stage.run(&["check", "--no-cache", "--format", "json"]).out;
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| stage.run(&["check", "--format", "json"]))).collect();
        for run in runs {
            let ran = run.join().unwrap();
            assert_eq!(ran.out, alone);
            assert!(!ran.err.contains("cache"), "{}", ran.err);
        }
    });
    let left = walkdir::WalkDir::new(stage.path().join(".cache")).into_iter().filter_map(Result::ok);
    assert_eq!(left.filter(|e| e.file_name().to_string_lossy().starts_with(".new-")).count(), 0);
}
