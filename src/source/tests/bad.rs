//! What is wrong with files and folders, and what is said of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{outline, read, read_bytes};
use crate::lexicon::Lexicon;
use crate::source::{MetadataKeys, Walk, gather, load};

fn fault(name: &str, bytes: &[u8]) -> String {
    crate::source::read(&Lexicon::english(), Path::new(name), bytes).unwrap_err().message
}

#[test]
fn files_that_are_no_articles() {
    assert!(fault("a.txt", b"").contains("is empty"));
    assert!(fault("a.md", b" \n\n").contains("is empty"));
    assert!(fault("a.txt", b"\xff\xfe").contains("is empty"));
    assert!(fault("a.txt", b"\x7fELF\0\0").contains("binary"));
    assert!(fault("a.pdf", b"%PDF-1.7 ...").contains("is a PDF"));
    assert!(fault("a.docx", b"PK\x03\x04").contains("office document"));
}

#[test]
fn broken_bytes_do_not_stop_the_reading() {
    for bytes in [&b"Caf\xe9 \xff\xfe \x80 closes"[..], b"\xef\xbb\xbfZo\xc3", b"\xff\xfea\0b", b"\xfe\xff\xd8\0\0a"] {
        for name in ["a.txt", "a.md", "a.html"] {
            assert_eq!(read_bytes(name, bytes).blocks.len(), 1, "{bytes:?}");
        }
    }
}

#[test]
fn front_matter_that_is_broken_or_says_nonsense() {
    let body = "The council voted on Monday to close the bridge.";
    for (front, problem, title) in [
        (
            "---\ntitle: Bridge to close\npublished: 2024-13-45\n---\n",
            "a.md:3: `published`: `2024-13-45` is no date",
            true,
        ),
        ("---\ntitle: Bridge to close\ndate: 03/04/2024\n---\n", "a.md:3: `date`: `03/04/2024` may be two dates", true),
        ("---\ntitle: Bridge to close: why\nx: [\n---\n", "the front matter is not valid", true),
        ("---\ntitle: \"Bridge to close\nsource: Ledger\n---\n", "the front matter is not valid", true),
        ("+++\ntitle = Bridge to close\n+++\n", "a.md:2: the front matter is not valid", true),
        ("---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c, *c]\nx: [\n---\n", "not valid", false),
    ] {
        let article = read("a.md", &format!("{front}\n{body}\n"));
        assert_eq!(article.problems.len(), 1, "{front}: {:?}", article.problems);
        let told = format!("{}: {}", article.problems[0].place(), article.problems[0].message);
        assert!(told.contains(problem), "{front}: {told}");
        assert_eq!(outline(&article).last().unwrap(), &format!("Paragraph: {body}"));
        assert_eq!(article.meta.title.is_some(), title, "{front}");
    }
    // What everybody understands is no problem.
    let article = read("a.md", &format!("---\ntitle: Live: bridge to close\nsource: The \"Ledger\"\n---\n\n{body}\n"));
    assert_eq!((article.problems.len(), article.meta.title.as_deref()), (0, Some("Live: bridge to close")));
    // Rules across a page are no front matter.
    let article = read("a.txt", &format!("---\n{body}\n---\n{body}\n"));
    assert_eq!((article.problems.len(), article.meta.title), (0, None));
    // Nor is one that never ends.
    assert_eq!(read("a.md", &format!("---\ntitle: x\n\n{body}")).problems, []);
}

#[test]
fn an_alias_bomb_is_a_problem_and_no_more() {
    let mut front = String::from("---\na0: &a0 [x]\n");
    for i in 1..40 {
        let before = format!("*a{}", i - 1);
        front.push_str(&format!("a{i}: &a{i} [{}]\n", [before.as_str(); 9].join(", ")));
    }
    let start = Instant::now();
    let article = read("a.md", &format!("{front}---\nThe council voted on Monday.\n"));
    assert_eq!(article.problems.len(), 1);
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn huge_lines_take_linear_time() {
    let size = 5 << 20;
    let words = "The 14 men & women of Zoë's <b>crew</b> [left] *early*. ";
    let line = words.repeat(size / words.len());
    let entities = "&amp;&eacute;&#x41;&".repeat(size / 40);
    let nested = "<div><b><aside>".repeat(size / 80);
    let stars = "*a **b ".repeat(size / 80);
    for (name, text) in [
        ("a.txt", &line),
        ("a.md", &line),
        ("a.html", &line),
        ("b.html", &entities),
        ("c.html", &nested),
        ("b.md", &stars),
        ("b.txt", &"a\n".repeat(size / 40)),
        ("c.txt", &"16 Comments\n".repeat(size / 80)),
        ("d.txt", &"-".repeat(size)),
        ("e.txt", &"Title: x\n".repeat(size / 80)),
    ] {
        let start = Instant::now();
        let _ = crate::source::read(&Lexicon::english(), Path::new(name), text.as_bytes());
        let took = start.elapsed();
        assert!(took < Duration::from_secs(20), "{name}: {took:?}");
    }
}

#[test]
fn folders() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    for name in [
        "a.txt",
        "b.md",
        "sub/c.html",
        "sub/d.TXT",
        "drafts/e.md",
        "old/f.md",
        "noise/g.json",
        "README.md",
        "x.toml",
        ".hidden.md",
    ] {
        fs::create_dir_all(at(name).parent().unwrap()).unwrap();
        fs::write(at(name), "Bridge to close").unwrap();
    }
    fs::write(at(".gitignore"), "old/\n").unwrap();
    fs::create_dir(at("empty")).unwrap();
    let of = |paths: &[PathBuf], walk: &Walk| {
        let (files, problems) = gather(paths, walk);
        let below = |p: &PathBuf| crate::source::shown(p.strip_prefix(root.path()).unwrap());
        (files.iter().map(below).collect::<Vec<_>>(), problems)
    };
    let (files, problems) = of(&[root.path().into()], &Walk::default());
    assert_eq!(files, ["a.txt", "b.md", "drafts/e.md", "sub/c.html", "sub/d.TXT"]);
    assert_eq!(problems, []);
    let all = Walk { respect_gitignore: false, ..Walk::default() };
    assert!(of(&[root.path().into()], &all).0.contains(&"old/f.md".to_owned()));
    let walk = Walk { exclude: vec!["drafts/".into(), "*.html".into()], ..Walk::default() };
    assert_eq!(of(&[root.path().into()], &walk).0, ["a.txt", "b.md", "sub/d.TXT"]);
    let walk = Walk { include: vec!["sub/**".into(), "*.json".into()], ..Walk::default() };
    assert_eq!(of(&[root.path().into()], &walk).0, ["noise/g.json", "sub/c.html", "sub/d.TXT"]);
    // A file named is a file read, and read once.
    let (files, problems) = of(&[at("noise/g.json"), at("a.txt"), at("sub/../a.txt"), at("a.txt")], &Walk::default());
    assert_eq!((files, problems.len()), (vec!["a.txt".to_owned(), "noise/g.json".to_owned()], 0));
    let (files, problems) = of(&[at("empty"), at("noise"), at("nowhere.md")], &Walk::default());
    assert_eq!(files.len(), 0);
    assert!(problems[0].message.contains("`.md`"), "{problems:?}");
    assert!(problems[2].message.contains("no such file"), "{problems:?}");
    let walk = Walk { include: vec!["{a".into()], ..Walk::default() };
    assert!(of(&[root.path().into()], &walk).1[0].message.contains("not a valid glob"));
}

#[cfg(unix)]
#[test]
fn links_in_circles_and_twice() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("sub")).unwrap();
    fs::write(root.path().join("sub/a.md"), "Bridge to close").unwrap();
    std::os::unix::fs::symlink(root.path(), root.path().join("sub/loop")).unwrap();
    std::os::unix::fs::symlink(root.path().join("sub/a.md"), root.path().join("b.md")).unwrap();
    std::os::unix::fs::symlink(root.path().join("gone"), root.path().join("c.md")).unwrap();
    let (files, problems) = gather(&[root.path().into()], &Walk::default());
    assert_eq!(files.len(), 1, "{files:?}");
    assert!(problems.len() <= 1, "{problems:?}");
}

#[test]
fn loading() {
    let root = tempfile::tempdir().unwrap();
    let lexicon = Lexicon::english();
    let of = |name: &str| load(&lexicon, &MetadataKeys::default(), &root.path().join(name));
    assert!(of("missing.md").unwrap_err().message.contains("no such file"));
    assert!(of("").unwrap_err().message.contains("is a folder"));
    fs::write(root.path().join("a.md"), "---\ntitle: Bridge to close\n---\nThe council voted.").unwrap();
    assert_eq!(of("a.md").unwrap().meta.title.as_deref(), Some("Bridge to close"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let path = root.path().join("locked.md");
        fs::write(&path, "x").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        // Root may read everything.
        if fs::read(&path).is_err() {
            assert!(of("locked.md").unwrap_err().message.contains("check its rights"));
        }
    }
}

#[test]
fn two_files_with_one_title_are_two_articles() {
    let file = "Bridge to close\nThe council voted on Monday to close it.";
    let (a, b) = (read("a.txt", file), read("b.txt", file));
    assert_eq!(a.meta, b.meta);
    assert_ne!(a.path, b.path);
}
