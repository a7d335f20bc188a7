//! Trains the language model from treebanks, or measures it: see `docs/language.md`.
//!
//!     cargo run --release --features train --example train -- DATA_DIR [--measure]
//!
//! `DATA_DIR` holds `ewt-train.conllu`, `gumfree-train.conllu`, `ewt-dev.conllu`, `ewt-test.conllu` and
//! `gumnews-devtest.conllu`. The model is written to `rules/en/syntax.model`.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use factlint::lexicon::Lexicon;
use factlint::syntax::Model;
use factlint::syntax::train::{Sentence, WordNet, evaluate, evaluate_raw, read, train};

/// Where Debian's package `wordnet-base` puts WordNet 3.
const WORDNET: &str = "/usr/share/wordnet";

const TRAIN: [&str; 2] = ["ewt-train.conllu", "gumfree-train.conllu"];
const MEASURE: [&str; 3] = ["ewt-dev.conllu", "ewt-test.conllu", "gumnews-devtest.conllu"];

fn load(folder: &Path, name: &str) -> Result<Vec<Sentence>> {
    let path = folder.join(name);
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(read(&text))
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (folder, rest) = match &arguments[..] {
        [folder, rest @ ..] => (Path::new(folder), rest),
        [] => bail!("name the folder with the treebanks"),
    };
    let output = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/en/syntax.model");
    let begin = Instant::now();
    if !rest.iter().any(|r| r == "--measure") {
        let mut sentences = Vec::new();
        for name in TRAIN {
            sentences.extend(load(folder, name)?);
        }
        let wordnet = WordNet::read(|name| {
            let path = Path::new(WORDNET).join(name);
            std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}` of WordNet", path.display()))
        })?;
        let file = train(&sentences, &wordnet, |line| eprintln!("{:6.1} s  {line}", begin.elapsed().as_secs_f64()));
        std::fs::write(&output, &file).with_context(|| format!("cannot write `{}`", output.display()))?;
    }
    let file = std::fs::read(&output).with_context(|| format!("cannot read `{}`", output.display()))?;
    println!("{} bytes", file.len());
    let model = Model::read(file)?;
    let lexicon = Lexicon::english();
    for name in MEASURE {
        let sentences = load(folder, name)?;
        println!("{name}: {}", evaluate(&model, &sentences));
        let [words, heads, arcs] = evaluate_raw(&model, &lexicon, &sentences);
        println!("    from plain text: words {words:.2}, UAS {heads:.2}, LAS {arcs:.2}");
    }
    Ok(())
}
