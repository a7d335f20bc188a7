//! The built-in rules do what their own examples say.

use factlint::check::Checker;
use factlint::rule::Outcome;

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
