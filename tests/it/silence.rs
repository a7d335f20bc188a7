//! Comments in articles that tell rules to keep silent.

use crate::stage::{Stage, rules};

const NINE: &str = "Nine people were killed in the Marwick explosion.\n";

fn fourteen(comment: &str) -> String {
    format!("The council met on Monday.\n\n<!-- {comment} -->\n\nThe explosion in Marwick killed 14 people.\n")
}

#[test]
fn a_comment_silences_its_rule_in_its_block() {
    for (comment, code, problem) in [
        ("factlint-ignore count-conflict: as quoted", 0, None),
        ("factlint-ignore-file count-conflict: as quoted", 0, None),
        ("factlint-disable count-conflict", 0, None),
        (
            "factlint-ignore date-conflict",
            1,
            Some("a.md:3: the comment suppresses nothing of `date-conflict`; remove it"),
        ),
        ("factlint-ignore count-conflit", 1, Some("did you mean `count-conflict`?")),
        ("factlint-ignore", 1, Some("a.md:3: `factlint-ignore` names no rule")),
        ("factlint-ignroe count-conflict", 1, Some("a.md:3: unknown comment")),
        ("a note on count-conflict", 1, None),
    ] {
        let stage = Stage::new(&[("a.md", &fourteen(comment)), ("b.md", NINE)]);
        let ran = stage.run(&["check"]);
        assert_eq!(ran.code, code, "{comment}: {ran:?}");
        match problem {
            None => assert!(!ran.err.contains("problem"), "{comment}: {}", ran.err),
            Some(problem) => assert!(ran.err.contains(problem), "{comment}: {}", ran.err),
        }
    }
}

#[test]
fn a_rule_that_is_off_makes_no_comment_idle() {
    let stage = Stage::new(&[("a.md", &fourteen("factlint-ignore count-conflict: as quoted")), ("b.md", NINE)]);
    let ran = stage.run(&["check", "--off", "count-conflict", "--strict"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn two_others_that_disagree_are_not_hidden() {
    let third = "The explosion in Marwick killed 14 people.\n";
    let stage = Stage::new(&[("a.md", &fourteen("factlint-ignore count-conflict")), ("b.md", NINE), ("c.md", third)]);
    assert_eq!(rules(&stage.json(&["check"])), ["count-conflict"]);
    assert!(
        rules(&stage.json(&["check", "--changed", "a.md"])).is_empty(),
        "it is not news for the article that is silent"
    );
    assert_eq!(rules(&stage.json(&["check", "--changed", "c.md"])).len(), 1);
}

#[test]
fn formats_that_know_suppressions_list_what_is_suppressed() {
    let stage = Stage::new(&[("a.md", &fourteen("factlint-ignore count-conflict: as quoted")), ("b.md", NINE)]);
    let ran = stage.run(&["check", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let suppression = &log["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!((&suppression["kind"], &suppression["justification"]), (&"inSource".into(), &"as quoted".into()));
    assert!(stage.run(&["check"]).out.contains("1 finding set aside"));
}
