//! Laws over random stories: what must change no finding, changes none.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use factlint::check::{Cache, Checker};
use factlint::finding::{Finding, Outcome};
use factlint::report;
use factlint::source::{Walk, gather};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::stage::{Stage, home};

fn checker() -> &'static Checker {
    static CHECKER: OnceLock<Checker> = OnceLock::new();
    CHECKER.get_or_init(Checker::builtin)
}

/// The articles of every story, by story.
fn stories() -> &'static Vec<Vec<PathBuf>> {
    static STORIES: OnceLock<Vec<Vec<PathBuf>>> = OnceLock::new();
    STORIES.get_or_init(|| {
        let folder = |name: &str| std::fs::read_dir(home().join(name)).unwrap().map(|e| e.unwrap().path().join("docs"));
        let mut all: Vec<PathBuf> = folder("corpus").chain(folder("tests/stories")).filter(|p| p.is_dir()).collect();
        all.sort();
        all.into_iter().map(|docs| gather(&[docs], &Walk::default()).0).collect()
    })
}

/// What is found, without what the number of articles alone decides.
fn found(outcome: &Outcome) -> BTreeSet<String> {
    let of = |f: &Finding| {
        let places = f.sides.iter().map(|s| {
            let at: BTreeSet<_> = s.evidence.iter().map(|e| (e.file.clone(), e.line, e.text.clone())).collect();
            format!("{} {at:?}", s.value)
        });
        format!("{} {} {:?}", f.id, f.rule, places.collect::<Vec<_>>())
    };
    outcome.findings.iter().map(of).collect()
}

fn ids(outcome: &Outcome) -> BTreeSet<(&str, &str)> {
    outcome.findings.iter().map(|f| (f.id.as_str(), f.rule.as_str())).collect()
}

/// The articles of a story under a folder of their own, named by `name`.
fn under(files: &[PathBuf], name: impl Fn(usize) -> String) -> Stage {
    let stage = Stage::new(&[]);
    for (n, file) in files.iter().enumerate() {
        stage.write(&format!("docs/{}.md", name(n)), std::fs::read(file).unwrap());
    }
    stage
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_and_threads(story: Index, turn: Index, threads in 1usize..4) {
        let files = story.get(stories());
        let mut turned = files.clone();
        turned.rotate_left(turn.index(files.len()));
        turned.swap(0, files.len() - 1);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let (once, again) = (checker().run(files), pool.install(|| checker().run(&turned)));
        prop_assert_eq!(found(&once), found(&again));
    }

    /// What earlier runs kept of these and of other articles changes not a byte of the report.
    #[test]
    fn what_was_kept(story: Index, other: Index, from: Index, to: Index, twice: Index) {
        static KEPT: OnceLock<tempfile::TempDir> = OnceLock::new();
        let folder = KEPT.get_or_init(|| tempfile::tempdir().unwrap());
        let cache = Cache::open(folder.path(), "laws").unwrap();
        let mut files = [story.get(stories()).clone(), other.get(stories()).clone()].concat();
        files.sort();
        files.dedup();
        let stage = under(&files, |n| n.to_string());
        let double = twice.index(files.len());
        let text = std::fs::read_to_string(&files[double]).unwrap();
        stage.write(&format!("docs/{double}-{}.md", files.len()), text.clone());
        stage.write(&format!("docs/0-{double}.md"), text + "\nMore was not to be learnt.\n");
        let all = gather(&[stage.path().join("docs")], &Walk::default()).0;
        let some = |files: &[PathBuf]| {
            let report = |cache: Option<&Cache>| {
                let outcome = checker().outcome(checker().read(files, cache, &|| {}), cache);
                let mut bytes = Vec::new();
                (report::format("json").unwrap().write)(&outcome, &report::Style::default(), &mut bytes).unwrap();
                String::from_utf8(bytes).unwrap()
            };
            (report(Some(&cache)), report(None))
        };
        for part in [&all[from.index(all.len())..], &all[..=to.index(all.len())], &all] {
            let (with, without) = some(part);
            prop_assert_eq!(with, without);
        }
        prop_assert!(cache.notes().is_empty());
    }

    /// What articles are called decides which is compared with which first, and nothing else.
    #[test]
    fn names_of_files(story: Index, turn: Index) {
        let files = story.get(stories());
        let (n, turn) = (files.len(), turn.index(files.len()));
        let stages = [under(files, |i| i.to_string()), under(files, |i| ((2 * n - i + turn) % n).to_string())];
        let found = stages.each_ref().map(|s| checker().run(&gather(&[s.path().join("docs")], &Walk::default()).0));
        prop_assert_eq!(ids(&found[0]), ids(&found[1]));
    }

    /// The command for a draft tells what a check of all would tell of it.
    #[test]
    fn a_draft_gets_the_findings_that_touch_it(story: Index, nth: Index) {
        let files = story.get(stories());
        let stage = under(files, |i| i.to_string());
        let draft = format!("docs/{}.md", nth.index(files.len()));
        let told = |report: &serde_json::Value, all: bool| -> BTreeSet<String> {
            let touches = |f: &&serde_json::Value| all || f["sides"].to_string().contains(&format!("\"{draft}\""));
            let findings = report["findings"].as_array().unwrap();
            findings.iter().filter(touches).map(|f| f["id"].as_str().unwrap().to_owned()).collect()
        };
        let whole = told(&stage.json(&["check", "docs"]), false);
        prop_assert_eq!(whole, told(&stage.json(&["draft", &draft, "--against", "docs"]), true));
    }
}

/// The findings that come or go when one more article joins each story.
fn changed(more: impl Fn(usize) -> PathBuf) -> Vec<String> {
    let all = (0..stories().len()).map(|n| {
        let files = &stories()[n];
        let (alone, together) = (checker().run(files), checker().run(&[files.clone(), vec![more(n)]].concat()));
        let (alone, together) = (ids(&alone), ids(&together));
        let change =
            alone.symmetric_difference(&together).map(|(id, rule)| format!("{}: {rule} {id}", files[0].display()));
        change.collect::<Vec<_>>()
    });
    all.flatten().collect()
}

/// Findings that an article of another story may change over all stories. The aim is none; what is left are values that an
/// article on another event says too, by chance.
const BY_STRANGERS: usize = 11;

#[test]
fn articles_of_other_stories_change_hardly_anything() {
    let change = changed(|n| {
        let strangers = &stories()[(n + 7) % stories().len()];
        strangers[n % strangers.len()].clone()
    });
    assert!(change.len() <= BY_STRANGERS, "{}: {change:#?}", change.len());
}

#[test]
fn articles_twice_change_nothing() {
    let twins = Stage::new(&[]);
    let change = changed(|n| {
        let files = &stories()[n];
        twins.write(&format!("{n}.md"), std::fs::read(&files[n % files.len()]).unwrap())
    });
    assert!(change.is_empty(), "{}: {change:#?}", change.len());
}
