//! The rules of the house: the rooms use only what comes before them, and hold no words of a language.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use walkdir::WalkDir;

use crate::stage::home;

/// The rooms in the order in which data flows, from `lib.rs`.
fn rooms() -> Vec<String> {
    let lib = fs::read_to_string(home().join("src/lib.rs")).unwrap();
    let name = |line: &str| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned());
    lib.lines().filter_map(name).collect()
}

/// All source files of a room.
fn files(room: &str) -> Vec<PathBuf> {
    let src = home().join("src");
    let folder = WalkDir::new(src.join(room)).sort_by_file_name().into_iter().filter_map(Result::ok);
    let mut files: Vec<PathBuf> = folder.map(walkdir::DirEntry::into_path).collect();
    files.push(src.join(room).with_extension("rs"));
    files.retain(|path| path.is_file() && path.extension().is_some_and(|x| x == "rs"));
    files
}

/// The code of a file without what is there for tests alone, token by token.
fn code(path: &Path) -> TokenStream {
    let text = fs::read_to_string(path).unwrap();
    let file = syn::parse_file(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    file.items.into_iter().filter(|item| !tested(item)).map(quote::ToTokens::into_token_stream).collect()
}

/// Whether an item is there for tests alone.
fn tested(item: &syn::Item) -> bool {
    let attributes = match item {
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        _ => return false,
    };
    attributes.iter().any(|a| match &a.meta {
        syn::Meta::List(list) => a.path().is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}

/// Whether the file itself is there for tests alone: some `mod` line says so.
fn for_tests(path: &Path) -> bool {
    let name = path.file_stem().unwrap().to_string_lossy();
    let parts: BTreeSet<String> =
        path.strip_prefix(home().join("src")).unwrap().iter().map(|p| p.to_string_lossy().into_owned()).collect();
    parts.contains("tests") || matches!(&*name, "tests" | "fixture")
}

#[test]
fn rooms_use_only_earlier_rooms() {
    let rooms = rooms();
    let place: BTreeMap<&str, usize> = rooms.iter().enumerate().map(|(i, room)| (room.as_str(), i)).collect();
    let on_disk: BTreeSet<String> = fs::read_dir(home().join("src"))
        .unwrap()
        .map(|e| e.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|name| !matches!(name.as_str(), "lib" | "main" | "cli"))
        .collect();
    assert_eq!(on_disk, rooms.iter().cloned().collect(), "every room stands in lib.rs");
    let mut wrong = Vec::new();
    for room in &rooms {
        for path in files(room).into_iter().filter(|path| !for_tests(path)) {
            for used in named_rooms(code(&path)) {
                match place.get(used.as_str()) {
                    Some(at) if *at > place[room.as_str()] => {
                        wrong.push(format!("{} uses `{used}`", path.strip_prefix(home()).unwrap().display()));
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(wrong.is_empty(), "rooms use later rooms:\n{}", wrong.join("\n"));
}

/// The names after `crate::`, also those in braces.
fn named_rooms(code: TokenStream) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let tokens: Vec<TokenTree> = code.into_iter().collect();
    for (i, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => found.extend(named_rooms(group.stream())),
            TokenTree::Ident(name) if name == "crate" => match tokens.get(i + 3) {
                Some(TokenTree::Ident(room)) => {
                    found.insert(room.to_string());
                }
                Some(TokenTree::Group(group)) => {
                    let inside: Vec<TokenTree> = group.stream().into_iter().collect();
                    let first =
                        |j: usize| j == 0 || matches!(&inside[j - 1], TokenTree::Punct(p) if p.as_char() == ',');
                    for (j, token) in inside.iter().enumerate() {
                        if let TokenTree::Ident(room) = token
                            && first(j)
                        {
                            found.insert(room.to_string());
                        }
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    found
}

/// The rooms that know grammar and arithmetic, and no words.
const WORDLESS: [&str; 7] = ["text", "syntax", "value", "mention", "fact", "graph", "rule"];

/// String literals that are no words of a language although a word is spelled like them: the room (all where empty), the
/// literals, and what they are.
const IDENTIFIERS: &[(&str, &[&str], &str)] = &[
    ("", &["count", "share", "measure", "duration", "age", "score", "time", "multiple"], "axes and kinds"),
    ("", &["person", "place", "organisation", "other"], "kinds of name"),
    ("", &["range", "exclusive"], "kinds of rule and topics"),
    ("", &["slip", "same"], "verdicts on names in the interface"),
    ("value", &["length"], "ids of axes"),
    ("value", &["each", "capita"], "ids of rates"),
    ("", &["percent", "percentage-point", "times", "degree"], "ids of units"),
    ("", &["second", "minute", "hour", "day", "month", "season", "quarter", "half", "year"], "ids of periods"),
    ("", &["fiscal-year", "decade", "century", "utc"], "ids of periods and zones"),
    (
        "syntax",
        &["det", "part", "case", "cc", "cop", "dep", "list", "mark"],
        "tags and relations of Universal Dependencies",
    ),
    ("graph", &["article", "question", "about", "note", "box", "fact"], "the graph's JSON and dot forms"),
    ("rule", &["question"], "what the braces of a rule's message stand for"),
    (
        "graph",
        &[
            "story",
            "lead",
            "sentence",
            "toll",
            "company",
            "before",
            "days",
            "change",
            "margin",
            "confirmed",
            "small",
            "apart",
        ],
        "features of the alignment, as in rules/alignment.toml",
    ),
    ("", &["week"], "ids of periods"),
    ("rule", &["kind", "id"], "keys of a pack, for messages"),
    ("graph", &["sum", "growth", "step", "length", "split"], "ids of operations"),
    ("rule", &["plus", "is", "total"], "keys of the wording of equations"),
    ("mention", &["foot", "inch"], "ids of units"),
    ("syntax", &["past"], "a feature of Universal Dependencies"),
];

#[test]
fn no_word_of_the_language_stands_in_the_code() {
    let words = words();
    assert!(words.len() > 2_000, "{} words", words.len());
    let mut found = Vec::new();
    let mut needed = BTreeSet::new();
    for room in WORDLESS {
        let lists = IDENTIFIERS.iter().filter(|(of, ..)| of.is_empty() || *of == room);
        let allowed: BTreeSet<&str> = lists.flat_map(|(_, list, _)| list.iter().copied()).collect();
        for path in files(room).into_iter().filter(|path| !for_tests(path)) {
            // The trainers read treebanks, whose forms are those of the treebanks.
            if path.iter().any(|part| part == "train" || part == "train.rs") {
                continue;
            }
            for literal in literals(code(&path)) {
                let word = literal.to_lowercase();
                if !words.contains_key(&word) {
                    continue;
                }
                needed.insert((room, word.clone()));
                if !allowed.contains(word.as_str()) {
                    let file = path.strip_prefix(home()).unwrap().display();
                    found.push(format!("{file}: {literal:?} stands in {}", words[&word]));
                }
            }
        }
    }
    let idle = |(of, list, _): &(&str, &[&'static str], &str)| {
        let used = |id: &&str| needed.iter().any(|(room, word)| (of.is_empty() || of == room) && word == id);
        list.iter().copied().filter(|id| !used(id)).collect::<Vec<_>>()
    };
    let idle: Vec<&str> = IDENTIFIERS.iter().flat_map(idle).collect();
    assert!(idle.is_empty(), "identifiers that need no exception: {idle:?}");
    assert!(found.is_empty(), "words of the language in the code:\n{}", found.join("\n"));
}

/// Strings and characters of the code; attributes (names in files, docs) are no code.
fn literals(code: TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    let mut tokens = code.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(p) if p.as_char() == '#' => {
                if let Some(TokenTree::Punct(bang)) = tokens.peek()
                    && bang.as_char() == '!'
                {
                    tokens.next();
                }
                if matches!(tokens.peek(), Some(TokenTree::Group(_))) {
                    tokens.next();
                }
            }
            TokenTree::Group(group) => found.extend(literals(group.stream())),
            TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    found.push(text.value());
                }
            }
            _ => {}
        }
    }
    found
}

/// Words of the language with the file that holds them. Keys of tables are names of classes, not words.
fn words() -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for entry in WalkDir::new(home().join("rules/en")).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|x| x == "toml") {
            let table: toml::Value = toml::Value::Table(fs::read_to_string(&path).unwrap().parse().unwrap());
            let file = path.strip_prefix(home()).unwrap().display().to_string();
            let mut strings = Vec::new();
            collect(&table, &mut strings);
            for word in strings {
                if word.chars().filter(|c| c.is_alphabetic()).count() > 1 {
                    words.entry(word.to_lowercase()).or_insert_with(|| file.clone());
                }
            }
        }
    }
    words
}

fn collect(value: &toml::Value, into: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => into.push(text.clone()),
        toml::Value::Array(list) => list.iter().for_each(|value| collect(value, into)),
        toml::Value::Table(table) => table.values().for_each(|value| collect(value, into)),
        _ => {}
    }
}

#[test]
fn the_order_of_rooms_is_read_rightly() {
    let code: TokenStream =
        "use crate::{value::Axis, graph::{self, name}}; fn f() { crate::report::x(\"of\") }".parse().unwrap();
    let rooms = named_rooms(code.clone());
    assert_eq!(rooms.into_iter().collect::<Vec<_>>(), ["graph", "report", "value"]);
    assert_eq!(literals(code), ["of"]);
}
