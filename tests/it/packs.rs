//! The built-in rules do what their own examples say.

use factlint::check::{Checker, Given};
use factlint::rule::Outcome;

use crate::stage::{CLASH, Stage, rules};

#[test]
fn all_examples_of_all_built_in_rules_pass() {
    let checker = Checker::builtin();
    let mut failed = Vec::new();
    for rule in &checker.rules.list {
        for (example, outcome) in rule.examples.iter().zip(checker.examine(rule)) {
            if matches!(outcome, Outcome::Missing | Outcome::Noisy) {
                failed.push(format!("{outcome:?}: {} ({}:{}): {example:#?}", rule.id, rule.origin, rule.line));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// A rule of the user's for what a built-in rule finds as well, in a pack that has the name of a built-in one.
#[test]
fn a_rule_of_ones_own_goes_before_those_that_ship() {
    let stage = Stage::new(CLASH);
    let pack = |severity: &str| {
        format!(
            "[[rule]]\nid = \"marwick\"\nsummary = \"The dead of Marwick\"\ncompare = {{ kind = \"range\" }}\n\
             where = {{ axis = \"count\", participants = \"marwick\" }}\nseverity = {{ contradiction = \"{severity}\" }}\n\
             message = \"{{question}}: {{sides}}\"\n"
        )
    };
    for (severity, told) in [("error", &["marwick"][..]), ("warning", &["count-conflict"])] {
        stage.write("rules/counts.toml", pack(severity));
        assert_eq!(rules(&stage.json(&["check", "--rules", "rules"])), told);
    }
    // It may take the place of the built-in rule, too.
    stage.write("rules/counts.toml", pack("warning").replace("\"marwick\"\nsummary", "\"count-conflict\"\nsummary"));
    let report = stage.json(&["check", "--rules", "rules"]);
    assert_eq!((rules(&report), &report["findings"][0]["severity"]), (vec!["count-conflict"], &"warning".into()));
}

#[test]
fn a_predicate_without_a_thing_is_no_thing() {
    let stage = Stage::new(&[("a.txt", "Sea ice covered 3.4 million square kilometres in September.")]);
    let line = stage.run(&["facts", "--format", "jsonl"]).out.lines().next().unwrap().to_owned();
    let fact: serde_json::Value = serde_json::from_str(&line).unwrap();
    let about = fact["about"].as_str().unwrap();
    let checker = Checker::builtin();
    let given = Given { path: "a.txt".into(), bytes: stage.read("a.txt").into_bytes(), published: None };
    let digest = checker.digest(&given).unwrap();
    assert_eq!(about.starts_with("- < "), digest.facts[0].thing.is_none(), "{about}");
}
