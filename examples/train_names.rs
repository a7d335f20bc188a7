//! Trains and measures the name model:
//! `cargo run --release --features train --example train_names -- [--out FILE] TRAIN.tsv... --on TEST.tsv...`.

use factlint::lexicon::Lexicon;
use factlint::mention::name_training::{Settings, measure, read, spans, train, without_titles};
use factlint::mention::{NameKind, Value, names};
use factlint::span::Span;
use factlint::text::{Sentence, Token};

fn main() -> anyhow::Result<()> {
    let mut settings = Settings::default();
    let (mut data, mut tests, mut out, mut show) = (Vec::new(), Vec::new(), None, false);
    let mut testing = false;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut number = || args.next().and_then(|a| a.parse::<f32>().ok()).expect("a number");
        match arg.as_str() {
            "--variants" => settings.variants = number() as usize,
            "--epochs" => settings.epochs = number() as usize,
            "--rate" => settings.rate = number(),
            "--penalty" => settings.penalty = number(),
            "--least" => settings.least = number() as u32,
            "--show" => show = true,
            "--out" => out = args.next(),
            "--on" => testing = true,
            _ if testing => tests.push(arg),
            _ => data.extend(read(arg.as_ref())?),
        }
    }
    let lexicon = Lexicon::english();
    let model = match (&out, data.is_empty()) {
        (Some(path), true) => std::fs::read(path)?,
        _ => train(&lexicon, &data, &settings),
    };
    println!("{} sentences, {} bytes", data.len(), model.len());
    if let (Some(path), false) = (&out, data.is_empty()) {
        std::fs::write(path, &model)?;
    }
    for test in &tests {
        let data = read(test.as_ref())?;
        for one_scheme in [false, true] {
            let rows = if one_scheme { without_titles(&lexicon, &data) } else { data.clone() };
            let [p, l, o, all] = whole(&lexicon, &rows, show && one_scheme)
                .map(|(gold, found, right)| 200.0 * right as f64 / (gold + found).max(1) as f64);
            println!(
                "{test}, built-in model with rules: people {p:.1}, places {l:.1}, organisations {o:.1}, all {all:.1}"
            );
            let [people, places, organisations, all] = measure(&lexicon, &model, &data, one_scheme, false);
            println!(
                "{test}{}: people {:.1}, places {:.1}, organisations {:.1}, all {:.1} (precision {:.1}, recall {:.1})",
                if one_scheme { ", titles left out" } else { "" },
                people.f1(),
                places.f1(),
                organisations.f1(),
                all.f1(),
                100.0 * all.right as f64 / all.found.max(1) as f64,
                100.0 * all.right as f64 / all.gold.max(1) as f64
            );
        }
    }
    Ok(())
}

/// Scores the names that the program finds, rules and article included, with the built-in models.
fn whole(lexicon: &Lexicon, data: &[Vec<(String, u8)>], show: bool) -> [(usize, usize, usize); 4] {
    let syntax = factlint::syntax::Model::english();
    let mut out = [(0, 0, 0); 4];
    for document in data.chunks(25) {
        let mut text = String::new();
        let mut sentences = Vec::new();
        for sentence in document {
            let mut tokens = Vec::new();
            let mut glue = true;
            for (word, _) in sentence {
                // The files do not tell where blanks are.
                let hyphen = word == "-";
                let left = hyphen
                    || matches!(
                        word.as_str(),
                        "'s" | "'" | "’s" | "n't" | "," | "." | ")" | "?" | "!" | "%" | ":" | ";"
                    );
                if !glue && !left {
                    text.push(' ');
                }
                glue = hyphen || matches!(word.as_str(), "(" | "$" | "#");
                let start = text.len();
                text.push_str(word);
                tokens.push(Token { span: Span::new(start, text.len()) });
            }
            text.push(' ');
            let span = tokens[0].span.cover(tokens[tokens.len() - 1].span);
            sentences.push(Sentence { span, block: 0, tokens });
        }
        let words: Vec<_> =
            document.iter().map(|s| syntax.parse(&s.iter().map(|(w, _)| w.as_str()).collect::<Vec<_>>())).collect();
        let found = names(lexicon, &text, &sentences, &words);
        for (sentence, mentions) in document.iter().zip(&found) {
            let gold = spans(sentence.iter().map(|(_, l)| *l));
            let own: Vec<_> = mentions
                .iter()
                .filter_map(|m| match &m.value {
                    Value::Name(n) if n.kind != NameKind::Other => {
                        Some((m.tokens.start, m.tokens.end, n.kind as usize))
                    }
                    _ => None,
                })
                .collect();
            let words = |s: &(usize, usize, usize)| {
                sentence[s.0..s.1].iter().map(|(w, _)| w.as_str()).collect::<Vec<_>>().join(" ")
            };
            let line = || sentence.iter().map(|(w, _)| w.as_str()).collect::<Vec<_>>().join(" ");
            for span in &gold {
                out[span.2].0 += 1;
                if show && !own.contains(span) {
                    println!("missed {} {} | {}", span.2, words(span), line());
                }
            }
            for span in &own {
                out[span.2].1 += 1;
                out[span.2].2 += usize::from(gold.contains(span));
                if show && !gold.contains(span) {
                    println!("extra  {} {} | {}", span.2, words(span), line());
                }
            }
        }
    }
    for kind in 0..3 {
        out[3] = (out[3].0 + out[kind].0, out[3].1 + out[kind].1, out[3].2 + out[kind].2);
    }
    out
}
