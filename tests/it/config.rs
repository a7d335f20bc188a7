//! `factlint.toml`, packs and words of the user's.

use crate::stage::{CLASH, PEACE, Stage, rules};

#[test]
fn settings_are_found_upwards_and_may_be_left_aside() {
    let stage = Stage::new(&[
        ("factlint.toml", "[files]\npaths = [\"copy\"]\n[rules]\nignore = [\"count-conflict\"]\n"),
        ("copy/a.txt", CLASH[0].1),
        ("copy/b.txt", CLASH[1].1),
        ("desk/notes.txt", "Nothing of note."),
    ]);
    let found = |args: &[&str], folder: &str| {
        let mut command = stage.command(&[args, &["--format", "json"]].concat());
        let output = command.current_dir(stage.path().join(folder)).output().unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        (rules(&report).len(), report["summary"]["articles"].as_u64().unwrap())
    };
    assert_eq!(found(&["check"], ""), (0, 2));
    assert_eq!(found(&["check"], "desk"), (0, 2));
    assert_eq!(found(&["check", "--isolated"], "desk"), (0, 1));
    assert_eq!(found(&["check", "--isolated"], ""), (1, 3));
    assert_eq!(found(&["check", "--select", "count-conflict"], ""), (1, 2));
    let ran = stage.run(&["config", "show"]);
    assert!(ran.out.starts_with("# factlint.toml\n") && ran.out.contains("\"count-conflict\""), "{}", ran.out);
}

#[test]
fn faults_of_settings_name_file_and_line() {
    for (text, told) in [
        ("[files]\n\nexclud = []", "factlint.toml:3: unknown field `exclud`"),
        ("[files]\n\nexclud = []", "did you mean `exclude`?"),
        ("[rules]\nselect = \"count-conflict\"", "factlint.toml:2: "),
        ("[rules]\nignore = [\"count-conflit\"]", "did you mean `count-conflict`?"),
        ("[rules.severity]\ncount-conflict = \"eror\"", "did you mean `error`?"),
        ("[rules]\ndirs = [\"nowhere\"]", "nowhere: no such folder of rules"),
        ("files = [", "factlint.toml:1: "),
    ] {
        let stage = Stage::new(PEACE);
        stage.write("factlint.toml", text);
        let ran = stage.run(&["check"]);
        assert_eq!(ran.code, 2, "{text}: {ran:?}");
        assert!(ran.err.contains(told), "{text}: {}", ran.err);
    }
}

#[test]
fn faults_of_packs_name_line_rule_and_choices() {
    let pack = |compare: &str, more: &str| {
        format!(
            "# A pack\n[[rule]]\nid = \"ours\"\nsummary = \"x\"\ncompare = {{ {compare} }}\n{more}\nmessage = \"{{sides}}\"\n"
        )
    };
    for (text, told) in [
        (pack("kind = \"rang\"", ""), "rules/p.toml:5: rule `ours`: unknown kind `rang`, did you mean `range`?"),
        (pack("kind = \"rang\"", ""), "`spelling`"),
        (pack("kind = \"range\", over-tine = \"rises\"", ""), "rules/p.toml:5: rule `ours`: unknown field `over-tine`"),
        (pack("kind = \"range\", over-tine = \"rises\"", ""), "did you mean `over-time`?"),
        (
            pack("kind = \"range\"", "colour = 1"),
            "rules/p.toml:6: rule `ours`: unknown field `colour`, expected one of",
        ),
        (pack("kind = \"range\"", "where = { axis = \"cout\" }"), "did you mean `count`?"),
        (pack("kind = \"range\"", "severity = { contradiction = \"loud\" }"), "`warning`"),
        (pack("kind = \"range\", tolerance = \"much\"", ""), "`much` is no tolerance"),
        (pack("kind = \"range\", tolerance = 5", ""), "expected a string; put it in quotes"),
        (pack("kind = \"range\"", "[[rule]]"), "rules/p.toml:"),
        ("[[rule]\n".to_owned(), "rules/p.toml:1: "),
    ] {
        let stage = Stage::new(PEACE);
        stage.write("rules/p.toml", &text);
        for command in [&["check", "--rules", "rules"][..], &["test", "rules"], &["test", "rules/p.toml"]] {
            let ran = stage.run(command);
            assert_eq!(ran.code, 2, "{text}: {ran:?}");
            assert!(ran.err.contains(told), "{text}: {}", ran.err);
        }
    }
}

#[test]
fn a_rule_of_ones_own() {
    let stage = Stage::new(CLASH);
    let template = stage.run(&["new", "rule", "our-count"]).out;
    stage.write("ours/count.toml", &template);
    let ran = stage.run(&["test", "ours"]);
    assert_eq!(ran.code, 0, "the rule to fill in passes its own examples: {}", ran.out);
    assert!(ran.out.contains("1 rule, 2 examples: 1 reported, 1 passed"), "{}", ran.out);
    assert!(stage.run(&["rules", "--rules", "ours"]).out.contains("ours/count.toml:"));
    // A folder that the settings name already may be typed as well.
    stage.write("factlint.toml", "[rules]\ndirs = [\"ours\"]\n");
    for typed in [&["test", "ours"][..], &["test", "./ours/count.toml"], &["check", "--rules", "ours"]] {
        assert!(stage.run(typed).code < 2, "{typed:?}");
    }
    std::fs::remove_file(stage.path().join("factlint.toml")).unwrap();
    // One that cries wolf, and one that sleeps.
    let noisy = template.replace("More than 100 jobs", "90 jobs");
    stage.write("ours/count.toml", noisy);
    let ran = stage.run(&["test", "ours/count.toml"]);
    assert!(ran.code == 1 && ran.out.contains("Noisy"), "{}", ran.out);
    stage.write("ours/count.toml", template.replace("{Eighty jobs}", "{120 jobs}"));
    let ran = stage.run(&["test", "ours/count.toml"]);
    assert!(ran.code == 1 && ran.out.contains("Missing"), "{}", ran.out);
}

#[test]
fn words_of_ones_own() {
    let stage = Stage::new(PEACE);
    stage.write("ours/en/colours.toml", "warm = ['red']");
    let ran = stage.run(&["check", "--rules", "ours"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("ours/en/colours.toml:1: no section `colours`; a word file is named"), "{}", ran.err);
    stage.write("good/en/abbreviations.toml", "");
    assert_eq!(stage.run(&["check", "--rules", "good"]).code, 0);
}

#[test]
fn init_writes_once() {
    let stage = Stage::new(PEACE);
    assert_eq!(stage.run(&["init"]).code, 0);
    let first = stage.read("factlint.toml");
    assert_eq!(stage.run(&["check"]).code, 0, "what it writes is sound");
    let again = stage.run(&["init"]);
    assert!(again.code == 2 && again.err.contains("is there already"), "{again:?}");
    assert_eq!(stage.read("factlint.toml"), first);
}
