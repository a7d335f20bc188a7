//! Prints the names found in text files: `cargo run --release --features train --example show_names -- FILE...`.

use factlint::article::{Block, BlockKind};
use factlint::lexicon::Lexicon;
use factlint::mention::{Value, names};
use factlint::span::Span;
use factlint::syntax::Model;
use factlint::text::sentences;

fn main() -> anyhow::Result<()> {
    let lexicon = Lexicon::english();
    let model = Model::english();
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
        let sentences = sentences(&lexicon, &text, &[block]);
        let words: Vec<_> = sentences
            .iter()
            .map(|s| model.parse(&s.tokens.iter().map(|t| t.span.of(&text)).collect::<Vec<_>>()))
            .collect();
        let start = std::time::Instant::now();
        let found = names(&lexicon, &text, &sentences, &words);
        let seconds = start.elapsed().as_secs_f64();
        println!("{path}: {:.2} MB/s", text.len() as f64 / 1e6 / seconds);
        for (sentence, mentions) in sentences.iter().zip(&found) {
            println!("\n{}", sentence.span.of(&text).replace('\n', " "));
            for mention in mentions {
                let Value::Name(n) = &mention.value else { continue };
                let titles = n.titles.join(" ");
                println!(
                    "  #{} {:?} {} | {} | {} | {} | {}",
                    n.entity,
                    n.kind,
                    n.text,
                    titles,
                    list(n.roles.iter().map(|r| r.1.as_str())),
                    list(n.affiliations.iter().map(|a| a.1.as_str())),
                    n.gender.map_or(String::new(), |g| format!("{g:?}"))
                );
            }
        }
    }
    Ok(())
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join("; ")
}
