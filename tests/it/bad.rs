//! Bad input: each is told of in a line that says where, what and what to do; the rest is still checked; nothing panics; and
//! nothing in a file or its name reaches the terminal as more than text.

use std::time::Instant;

use crate::stage::{CLASH, PEACE, Stage, rules};

/// A file that is bad in some way beside two that clash: the clash is still found.
#[test]
fn the_rest_is_still_checked() {
    let deep = format!("<html><body>{}<p>Deep.</p>", "<div>".repeat(20_000));
    let table: &[(&str, &[u8], &str)] = &[
        ("empty.txt", b"", "empty.txt: is empty"),
        ("blank.md", b" \n\t\n", "blank.md: is empty"),
        ("front.md", b"---\ntitle: A title\n---\n", ""),
        ("binary.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0", "binary.txt: is "),
        ("picture.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture.md: is "),
        ("zeros.txt", &[0; 4096], "zeros.txt: is "),
        (
            "latin.txt",
            b"The council met.\n\xe2\x80\x9cNo\xe2\x80\x9d \xe2\x80\x94 caf\xc3\xa9s in Troms\xc3\xb8 \xff close.\n",
            "latin.txt:2: not valid UTF-8",
        ),
        ("date.md", b"---\ntitle: x\npublished: 2024-13-45\n---\nThe council met.\n", "date.md:3: `published`"),
        ("yaml.md", b"---\ntitle: \"x\n---\nThe council met.\n", "front matter is not valid"),
        ("deep.html", deep.as_bytes(), ""),
    ];
    for (name, bytes, told) in table {
        let stage = Stage::new(CLASH);
        stage.write(name, bytes);
        let ran = stage.run(&["check"]);
        assert_eq!(ran.code, 1, "{name}: {ran:?}");
        assert!(ran.err.contains(told), "{name}: {}", ran.err);
        let lines = ran.err.lines().filter(|l| l.contains(name)).count();
        assert_eq!(lines, usize::from(!told.is_empty()), "{name}: {}", ran.err);
        assert_eq!(rules(&stage.json(&["check"])), ["count-conflict"], "{name}");
    }
}

#[test]
fn folders_and_paths_that_hold_nothing() {
    let stage = Stage::new(&[]);
    std::fs::create_dir(stage.path().join("empty")).unwrap();
    stage.write("other/data.json", "{}");
    for (args, told) in [
        (&["check", "empty"][..], "empty: no articles in this folder"),
        (&["check", "other"], "other: no articles in this folder"),
        (&["check", "missing"], "missing: no such file or folder"),
        (&["check", "empty"], "error: nothing to read"),
        (&["facts", "empty"], "error: nothing to read"),
        (&["graph", "missing"], "error: nothing to read"),
    ] {
        let ran = stage.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(told), "{args:?}: {}", ran.err);
    }
}

#[test]
fn lines_without_end() {
    let sentence =
        "The council approved 41 million dollars for the Harrow bridge on Monday, after talks with 14 unions, and ";
    let stage = Stage::new(CLASH);
    stage.write("long.txt", sentence.repeat((20 << 20) / sentence.len()));
    stage.write("signs.txt", "-".repeat(20 << 20));
    let ran = stage.run(&["check"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("long.txt: holds 19 MB of text") && ran.err.contains("split it"), "{}", ran.err);

    // What could still be an article is read to the end, in time that grows with its length and no faster.
    let seconds = |kilobytes: usize| {
        let stage = Stage::new(PEACE);
        stage.write("long.txt", sentence.repeat((kilobytes << 10) / sentence.len()));
        let start = Instant::now();
        let ran = stage.run(&["check", "--fail-on", "never", "-j", "1"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        start.elapsed().as_secs_f64()
    };
    let (short, long) = (seconds(64), seconds(512));
    assert!(long < 8.0 * 3.0 * short.max(0.1), "{short} s for 64 kB, {long} s for 512 kB");
}

#[cfg(unix)]
#[test]
fn links_in_circles_and_files_without_rights() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let stage = Stage::new(CLASH);
    std::fs::create_dir(stage.path().join("sub")).unwrap();
    symlink("..", stage.path().join("sub/up")).unwrap();
    symlink("nowhere", stage.path().join("dangling.txt")).unwrap();
    symlink("self.txt", stage.path().join("self.txt")).unwrap();
    let report = stage.json(&["check"]);
    assert_eq!((rules(&report).len(), report["summary"]["articles"].as_u64()), (1, Some(2)));

    let locked = stage.write("locked.txt", "The council met.");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&locked).is_err() {
        let ran = stage.run(&["check", "."]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("locked.txt: cannot be read"), "{}", ran.err);
    }
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn two_files_with_one_title_are_two_articles() {
    let front = "---\ntitle: Explosion in Marwick\nsource: Harbor Ledger\n---\n";
    let stage = Stage::new(&[]);
    for (name, text) in CLASH {
        stage.write(name, format!("{front}{text}\n"));
    }
    let report = stage.json(&["check"]);
    assert_eq!(report["summary"]["articles"], 2);
    assert_eq!(rules(&report), ["count-conflict"]);
    let sides = report["findings"][0]["sides"].as_array().unwrap();
    let files: Vec<_> = sides.iter().map(|s| s["evidence"][0]["file"].as_str().unwrap()).collect();
    assert!(files.contains(&"a.txt") && files.contains(&"b.txt"), "{files:?}");
}

/// Colours, a window title, a cleared screen by C1, a bidirectional override, and what hides.
const ATTACK: &str = "\x1b[31m\x1b]0;owned\x07\u{9b}2J\u{202e}\u{2066}\u{200b}\u{e0041}";

#[test]
fn nothing_in_an_article_steers_the_terminal() {
    let title = format!("---\ntitle: \"x {} y\"\nsource: \"Ledger\u{202e}{0}\"\n---\n", "\u{9b}2J\u{202e}");
    let stage = Stage::new(&[]);
    stage.write("a.md", format!("{title}\nThe explosion{ATTACK} in Marwick killed 14 people{ATTACK}.\n"));
    stage.write("b.md", format!("{title}\nNine people were killed{ATTACK} in the Marwick explosion.\n"));
    stage.write("c.md", format!("---\npublished: \"{}\"\n---\nThe council met.\n", "\u{9b}31m\u{202e}99"));
    stage.write(
        "d.md",
        format!("<!-- factlint-ignore {ATTACK} -->\n\n<!-- factlint-ignroe\x1b[1m x -->\n\nThe council met.\n"),
    );
    let commands: &[&[&str]] = &[
        &["check"],
        &["check", "-v"],
        &["check", "--format", "json"],
        &["check", "--format", "jsonl"],
        &["check", "--format", "sarif"],
        &["check", "--format", "github"],
        &["check", "--format", "gitlab"],
        &["check", "--format", "junit"],
        &["check", "--format", "rdjson"],
        &["check", "--format", "markdown"],
        &["facts"],
        &["facts", "--format", "jsonl"],
        &["facts", "--format", "csv"],
        &["graph"],
        &["graph", "--format", "json"],
    ];
    for args in commands {
        harmless(&stage, args);
    }
}

#[cfg(unix)]
#[test]
fn nothing_in_a_path_or_a_setting_steers_the_terminal() {
    let evil = "\x1b[31mred\u{202e}\u{9b}2J";
    let stage = Stage::new(CLASH);
    stage.write(&format!("{evil}.txt"), "");
    stage.write(&format!("sub/{evil}.txt"), CLASH[0].1);
    stage.write("factlint.bad", format!("[rules]\nignore = [\"{}\"]\n", "\u{202e}\u{9b}31m"));
    stage.write("packs/p.toml", "[[rule]]\nid = \"x\u{202e}\"\n");
    let missing = format!("no-{evil}");
    let commands: &[&[&str]] = &[
        &["check"],
        &["check", &missing],
        &["check", "--select", evil],
        &["check", "--format", evil],
        &["check", "--since", evil],
        &["check", "--rules", evil],
        &["check", "--ours", "[\u{1b}[31m"],
        &["check", "-c", "factlint.bad"],
        &["check", "--rules", "packs"],
        &["explain", evil],
        &["new", "rule", evil],
        &["test", evil],
        &["draft", evil, "--against", "."],
        &[evil],
        &["facts"],
        &["graph"],
    ];
    for args in commands {
        harmless(&stage, args);
    }
}

fn harmless(stage: &Stage, args: &[&str]) {
    let ran = stage.run(args);
    let hidden = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || matches!(c, '\u{e0000}'..='\u{e0fff}')
    };
    for (stream, text) in [("standard output", &ran.out), ("standard error", &ran.err)] {
        let found = text.chars().find(|c| hidden(*c));
        assert_eq!(found, None, "{args:?} writes it to {stream}: {text:?}");
    }
}
