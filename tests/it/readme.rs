//! What the README shows is real: output and figures are those of this program. `FACTLINT_BLESS=1 cargo test readme` writes
//! them anew.

use std::fs;
use std::path::PathBuf;

use factlint::check::Checker;

use crate::score::{score, stories};
use crate::stage::{Stage, home};

/// A stretch of a document that is made by the program: it follows `<!-- made by: NAME -->`, up to `<!-- end -->`.
fn check(name: &str, made: &str) {
    let path: PathBuf = home().join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let start = format!("<!-- made by: {name} -->\n");
    let from = text.find(&start).unwrap_or_else(|| panic!("README.md holds no `{start}`")) + start.len();
    let to = from + text[from..].find("<!-- end -->").expect("README.md: the stretch ends");
    if text[from..to] == *made {
        return;
    }
    if std::env::var_os("FACTLINT_BLESS").is_some() {
        fs::write(&path, format!("{}{made}{}", &text[..from], &text[to..])).unwrap();
        return;
    }
    panic!(
        "README.md shows of `{name}`:\n{}\nbut it is:\n{made}\nFACTLINT_BLESS=1 cargo test readme writes it anew",
        &text[from..to]
    );
}

#[test]
fn the_readme_shows_what_is_real() {
    let stage = Stage::new(&[]);
    let mut command = stage.command(&["check", "corpus/washer-plant", "--isolated"]);
    let output = command.current_dir(home()).output().unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    check("factlint check corpus/washer-plant", &format!("```text\n{report}```\n"));

    let counts = score(&Checker::builtin(), &stories(&home().join("corpus")));
    let tier = |name: &str| {
        let (hit, gold) = counts.tiers[name];
        format!("{hit} of {gold} in {name}")
    };
    let line = format!(
        "Of the {} conflicts planted in the {} stories it finds {} ({}, {}, {}). False alarms among its {} findings: {}. Of {} pairs \
         that look\nlike conflicts and are none it falls for {}.\n",
        counts.gold,
        counts.stories,
        counts.hit,
        tier("figures"),
        tier("names"),
        tier("words"),
        counts.found,
        counts.found - counts.truly,
        counts.traps,
        counts.trapped,
    );
    check("cargo test accuracy", &line);
}
