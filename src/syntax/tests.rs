//! Laws of every parse, and sentences whose parse must be right.

use proptest::prelude::*;

use super::*;

/// Exactly one root, heads inside the sentence, no cycle.
fn assert_tree(words: &[Word]) {
    let roots = words.iter().filter(|w| w.head.is_none()).count();
    assert_eq!(roots, usize::from(!words.is_empty()));
    for i in 0..words.len() {
        let mut at = i;
        let mut steps = 0;
        while let Some(head) = words[at].head {
            assert_ne!(words[at].relation, Relation::Root);
            at = usize::from(head);
            steps += 1;
            assert!(steps <= words.len(), "token {i} is in a cycle");
        }
        assert_eq!(words[at].relation, Relation::Root);
    }
}

fn parse(text: &str) -> (Vec<&str>, Vec<Word>) {
    let tokens: Vec<&str> = text.split(' ').collect();
    let words = Model::english().parse(&tokens);
    assert_tree(&words);
    (tokens, words)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_tokens_make_a_tree(tokens in prop::collection::vec("\\PC{0,8}|[a-z]{1,9}|[0-9,.]{1,6}|the|of|said|[.,;-]", 0..60)) {
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let words = Model::english().parse(&tokens);
        prop_assert_eq!(words.len(), tokens.len());
        assert_tree(&words);
        prop_assert!(words.iter().all(|w| w.relation != Relation::Root || w.head.is_none()));
    }

    #[test]
    fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Model::read(bytes).is_err());
    }
}

#[test]
fn a_sentence_without_end_is_one_tree() {
    for n in [399, 400, 401, 1500, 70_000] {
        let tokens: Vec<&str> = ["the", "old", "bridge", "fell", ","].into_iter().cycle().take(n).collect();
        assert_tree(&Model::english().parse(&tokens));
    }
}

#[test]
fn the_same_words_have_the_same_parse() {
    let tokens = ["The", "mayor", "opened", "two", "schools", "on", "Friday", "."];
    assert_eq!(Model::english().parse(&tokens), Model::english().parse(&tokens));
}

#[test]
fn other_files_are_refused_with_a_reason() {
    let whole = include_bytes!("../../rules/en/syntax.model");
    let refused = |bytes: Vec<u8>| Model::read(bytes).unwrap_err();
    assert_eq!(refused(b"# words".to_vec()), ModelError::NotAModel);
    assert_eq!(refused(whole[..whole.len() - 1].to_vec()), ModelError::Damaged);
    let mut changed = whole.to_vec();
    changed[5000] ^= 1;
    assert_eq!(refused(changed), ModelError::Damaged);
    let mut newer = whole.to_vec();
    newer[8] = 99;
    let error = refused(newer);
    assert_eq!(error, ModelError::Version { found: 99, wanted: model::VERSION });
    assert_eq!(
        error.to_string(),
        format!(
            "language model of version 99, this program reads version {}; train it again with this program's trainer",
            model::VERSION
        )
    );
}

/// The arcs "dependent -relation-> head" that a parse must have.
const PARSES: &[(&str, &[&str])] = &[
    (
        "The council approved the budget on Monday .",
        &["council -nsubj-> approved", "budget -obj-> approved", "Monday -obl-> approved"],
    ),
    (
        "Two people were killed when a ferry hit the pier .",
        &["Two -nummod-> people", "people -nsubj:pass-> killed", "ferry -nsubj-> hit", "hit -advcl-> killed"],
    ),
    (
        "Fourteen people died when a ferry sank .",
        &["Fourteen -nummod-> people", "people -nsubj-> died", "ferry -nsubj-> sank"],
    ),
    (
        "The envoy presented a 20 - point plan .",
        &["envoy -nsubj-> presented", "20 -nummod-> point", "point -compound-> plan", "plan -obj-> presented"],
    ),
    ("The company will cut 870 jobs in Leeds .", &["870 -nummod-> jobs", "jobs -obj-> cut", "company -nsubj-> cut"]),
    ("About 20 % of homes lost power .", &["20 -nummod-> %", "homes -nmod-> %", "power -obj-> lost"]),
    ("The firm paid $ 20 million for the site .", &["firm -nsubj-> paid", "$ -obj-> paid", "million -nummod-> $"]),
    (
        "She said the bridge had reopened .",
        &["She -nsubj-> said", "bridge -nsubj-> reopened", "reopened -ccomp-> said"],
    ),
    (
        "Professor Brandvold praised NASA Administrator Ingrid Osei .",
        &["Brandvold -nsubj-> praised", "Professor -nmod-> Brandvold", "Ingrid -obj-> praised", "Osei -flat-> Ingrid"],
    ),
    (
        "The minister ’s office denied the report .",
        &["minister -nmod:poss-> office", "office -nsubj-> denied", "report -obj-> denied"],
    ),
];

#[test]
fn plain_sentences_are_parsed_rightly() {
    let mut wrong = Vec::new();
    for (text, arcs) in PARSES {
        let (tokens, words) = parse(text);
        let found: Vec<String> = words
            .iter()
            .zip(&tokens)
            .filter_map(|(w, t)| Some(format!("{t} -{}-> {}", w.relation.name(), tokens[usize::from(w.head?)])))
            .collect();
        for arc in arcs.iter().filter(|arc| !found.iter().any(|f| f == *arc)) {
            wrong.push(format!("{arc} in {text:?}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn forms_say_number_tense_and_voice() {
    for (text, at, tag, features, lemma) in [
        ("Two bridges were closed .", 1, Tag::Noun, Features::PLURAL, "bridge"),
        ("Two bridges were closed .", 3, Tag::Verb, Features::PASSIVE, "close"),
        ("Police closed two bridges .", 1, Tag::Verb, Features::PAST, "close"),
        ("The police are closing two bridges .", 3, Tag::Verb, Features::GERUND, "close"),
        ("They want to leave .", 3, Tag::Verb, Features::INFINITIVE, "leave"),
        ("The largest ship sank .", 1, Tag::Adj, Features::SUPERLATIVE, "large"),
        ("The United States agreed .", 2, Tag::Propn, Features::PLURAL, "State"),
    ] {
        let word = &parse(text).1[at];
        assert_eq!((word.tag, word.features.has(features), word.lemma.as_str()), (tag, true, lemma), "{text}");
    }
    assert!(!parse("Police had closed two bridges .").1[2].features.has(Features::PASSIVE));
}

#[test]
fn a_headline_is_not_all_names() {
    let (tokens, words) = parse("Thousands Flee Homes As Rising River Breaks Banks In Northern Region");
    let names = words.iter().filter(|w| w.tag == Tag::Propn).count();
    assert!(names <= tokens.len() / 3, "{:?}", words.iter().map(|w| w.tag).collect::<Vec<_>>());
}
