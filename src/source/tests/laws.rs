//! Laws that hold for any file.

use std::path::Path;

use proptest::prelude::*;

use super::check;
use crate::lexicon::Lexicon;

/// Text as authors and attackers write it.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z0-9 .,'\"]{0,20}",
        "\\PC{0,8}",
        prop::sample::select(vec![
            "&amp;",
            "&eacute;",
            "&#x1F600;",
            "&nbsp;",
            "&notin",
            "&",
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<br>",
            "<td>",
            "<tr>",
            "<li>",
            "<h1>",
            "</h1>",
            "<aside>",
            "</div>",
            "<!-- factlint-ignore a -->",
            "<!-- factlint-disable b: c -->",
            "<!--",
            "<q>",
            "</q>",
            "<pre>",
            "<title>",
            "</title>",
            "\n",
            "\n\n",
            "\r\n",
            "---\n",
            "+++\n",
            "title: ",
            "> ",
            "- ",
            "# ",
            "**",
            "`",
            "| a | b |\n|---|---|\n",
            "[x](y)",
            "16 Comments\n",
            "OSTVIK (CW) - ",
            "By Jane Doe\n",
            "\u{ad}",
            "\u{200b}",
            "\u{2028}",
            "“",
            "…",
            "é",
            "\u{feff}",
            "\t",
            "    ",
            "\\",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|p| p.concat())
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    LEXICON.get_or_init(Lexicon::english)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_block_leads_back_to_the_file(text in soup(), name in prop::sample::select(vec!["a.txt", "a.md", "a.html"])) {
        if let Ok(article) = crate::source::read(lexicon(), Path::new(name), text.as_bytes()) {
            check(&article, text.as_bytes());
        }
    }

    #[test]
    fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..200), name in prop::sample::select(vec!["a.txt", "a.md", "a.html"])) {
        if let Ok(article) = crate::source::read(lexicon(), Path::new(name), &bytes) {
            check(&article, &bytes);
        }
    }

    /// Words between entities decode to what a browser shows, and each entity maps as a whole.
    #[test]
    fn entities_map_as_a_whole(words in prop::collection::vec("[a-z]{1,6}", 2..8)) {
        let page = format!("<p>{}.</p>", words.join("&eacute;&amp;"));
        let article = crate::source::read(lexicon(), Path::new("a.html"), page.as_bytes()).unwrap();
        prop_assert_eq!(article.blocks[0].span.of(&article.text), format!("{}.", words.join("é&")));
        for (i, c) in article.text.char_indices().filter(|(_, c)| *c == 'é' || *c == '&') {
            let at = article.map.locate(crate::span::Span::new(i, i + c.len_utf8())).bytes;
            prop_assert_eq!(at.of(&page), if c == 'é' { "&eacute;" } else { "&amp;" });
        }
    }
}
