use std::io::{BufRead, Write};

use factlint::lexicon::Lexicon;
use factlint::mention::jsonl;

fn main() -> std::io::Result<()> {
    let lexicon = Lexicon::english();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        match jsonl::line(&lexicon, &line) {
            Ok(mentions) => writeln!(out, "{mentions}")?,
            Err(e) => eprintln!("{e}"),
        }
    }
    Ok(())
}
