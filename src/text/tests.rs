use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Vec<Sentence> {
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
    sentences(&Lexicon::english(), text, &[block])
}

/// Tokens parted by blanks, sentences by " | ".
fn tokens(text: &str) -> String {
    let of = |s: &Sentence| s.tokens.iter().map(|t| t.span.of(text)).collect::<Vec<_>>().join(" ");
    read(text).iter().map(of).collect::<Vec<_>>().join(" | ")
}

/// Sentences as they stand, parted by " | ".
fn split(text: &str) -> String {
    read(text).iter().map(|s| s.span.of(text)).collect::<Vec<_>>().join(" | ")
}

#[test]
fn tokens_are_those_of_universal_dependencies() {
    let table = [
        ("Some 20% of it, not 3.5%.", "Some 20 % of it , not 3.5 % ."),
        ("$1.2bn, US$20m, €3 million", "$ 1.2 bn , US$ 20 m , € 3 million"),
        ("£40k and $3M but 86M", "£ 40 k and $ 3 M but 86M"),
        ("a 20-point plan", "a 20 - point plan"),
        ("the third-year, US-led talks", "the third - year , US - led talks"),
        ("mid-July, non-profit, re-elected", "mid-July , non-profit , re-elected"),
        ("won 3-1 in 2013–14", "won 3 - 1 in 2013 – 14"),
        ("between 5-10 of 1,234.5", "between 5 - 10 of 1,234.5"),
        ("at 9:40, at 7:30PM, 5pm", "at 9:40 , at 7:30 PM , 5 pm"),
        ("on 2024-05-01 or 11/28/2000 or 9/11", "on 2024-05-01 or 11/28/2000 or 9/11"),
        ("the 1980s, the '90s, the 20th", "the 1980s , the '90s , the 20th"),
        ("in 2019,2020 and 12,500", "in 2019 , 2020 and 12,500"),
        ("24°C, 5km, 30mph", "24 ° C , 5 km , 30 mph"),
        ("don't, can’t, cannot", "do n't , ca n’t , can not"),
        ("it's, Doyle’s, they'll, we've", "it 's , Doyle ’s , they 'll , we 've"),
        ("the students' O'Hara Shi'ite", "the students ' O'Hara Shi'ite"),
        ("Mr. J. R. Hale met Dr. Oyelaran.", "Mr. J. R. Hale met Dr. Oyelaran ."),
        ("the U.S. and the U.K.", "the U.S. and the U.K."),
        ("at 5 a.m. sharp, e.g. here", "at 5 a.m. sharp , e.g. here"),
        ("and/or 1/2 of AT&T", "and / or 1/2 of AT&T"),
        ("see https://example.org/a?b=1. Or", "see https://example.org/a?b=1 . | Or"),
        ("write to a.b-c@example.org, please", "write to a.b-c@example.org , please"),
        ("call 555-013-4467 or 555-0134", "call 555-013-4467 or 555-0134"),
        ("“Well…” (he said) — then--", "“ Well … ” ( he said ) — then --"),
        ("No. 5, #1, #tag, @handle", "No. 5 , # 1 , #tag , @handle"),
        ("Jean-Pierre Bel al-Masri", "Jean - Pierre Bel al - Masri"),
        ("Zürich-Süd naïve Ørsted Лев", "Zürich - Süd naïve Ørsted Лев"),
        ("+3, -5 and 2½", "+3 , - 5 and 2½"),
        ("a b\u{a0}c\u{200b}d", "a b c d"),
    ];
    for (text, want) in table {
        assert_eq!(tokens(text), want, "{text}");
    }
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    let table = [
        "It rained. | He left. | Nobody came!",
        "Mr. Hale met Sen. Ruiz on Jan. 5 in St. Anne. | They spoke.",
        "He lives in the U.S. | The rest moved.",
        "Several U.S. officials and U.N. Secretary Lund agreed.",
        "Brackton Inc. | It was founded in 1990. | In 2001 it grew.",
        "Brackton Inc. said so at 5 p.m. | She denied it.",
        "Brackton Inc. Chairman Moe Lall spoke.",
        "He finished No. 5 of 12. | No. | They said no. | Then he left.",
        "George W. Harlan and J. K. Orde wrote it.",
        "It costs 3.50. | A second costs 4.",
        "\"I came. | I saw,\" he said.",
        "\"Are you sure?\" | She was. | \"Yes!\"",
        "\"Are you sure?\" Marta Linde asked.",
        "“Why?” he asked. | “Because.”",
        "He said: “We won.” | Then he left.",
        "(They had come by boat.) | Nobody saw them.",
        "The boat (the old one. so to say) sank.",
        "And then ... nothing. | Well... | We saw it.",
        "Shares of Yahoo! and its rivals fell.",
        "They brought food, tents, etc. | Help came late.",
        "They brought tents, etc. and left.",
        "It was over.[3] | Then it began.",
        "1. Open the door. | 2. Close it.",
        "It ended in 1999. | 2000 was better.",
        "It ended.Then it began.",
    ];
    for want in table {
        let text = want.replace(" | ", " ");
        let want = want.replace("ended.Then", "ended. | Then").replace("the old one. so", "the old one. | so");
        assert_eq!(split(&text), want);
    }
    assert_eq!(split("It ended.Then it began."), "It ended. | Then it began.");
}

#[test]
fn blocks_and_lines_end_sentences() {
    let text = "Dam fails\nThe dam\nfailed";
    let blocks = [
        Block { span: Span::new(0, 9), kind: BlockKind::Title },
        Block { span: Span::new(10, text.len()), kind: BlockKind::Paragraph },
    ];
    let found = sentences(&Lexicon::english(), text, &blocks);
    let of: Vec<_> = found.iter().map(|s| (s.block, s.span.of(text))).collect();
    assert_eq!(of, [(0, "Dam fails"), (1, "The dam"), (1, "failed")]);
}

#[test]
fn a_title_is_one_sentence() {
    let text = "Dam fails. Who knew?";
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Title };
    assert_eq!(sentences(&Lexicon::english(), text, &[block]).len(), 1);
}

#[test]
fn text_wrapped_at_a_column_is_joined() {
    let text = "The council of the harbour town decided on\nthe new bridge that had been in doubt for a\nlong time. It opens in May.";
    assert_eq!(read(text).len(), 2);
}

#[test]
fn endless_input_is_cut() {
    for unit in
        ["word ", "a", "1-", "1,", "-", "\"", "(", "a.", "a'", "Mr. ", "x@y.z", "[3]", "http://x/", "é\u{301}", ". "]
    {
        let text = unit.repeat(1_000_000 / unit.len());
        for sentence in read(&text) {
            assert!(sentence.tokens.len() <= LONGEST);
        }
    }
}

proptest! {
    /// Every character that shows belongs to exactly one token, in order.
    #[test]
    fn tokens_cover_the_text(text in "([a-zA-Z0-9.,'’\"“”()%$€:;!?@#&/ \n-]|\\PC|U\\.S\\.|Mr\\. |n't){0,60}") {
        let mut at = 0;
        for sentence in read(&text) {
            prop_assert!(!sentence.tokens.is_empty());
            prop_assert_eq!(sentence.span.start, sentence.tokens[0].span.start);
            prop_assert_eq!(sentence.span.end, sentence.tokens[sentence.tokens.len() - 1].span.end);
            for token in &sentence.tokens {
                let range = token.span.range();
                prop_assert!(!range.is_empty());
                prop_assert!(text[at..range.start].chars().all(|c| scan::is_blank(c) || is_line_end(c)));
                at = range.end;
            }
        }
        prop_assert!(text[at..].chars().all(|c| scan::is_blank(c) || is_line_end(c)));
    }
}
