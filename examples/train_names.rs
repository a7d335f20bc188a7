//! Trains and measures the name model:
//! `cargo run --release --features train --example train_names -- [--out FILE] TRAIN.tsv... --on TEST.tsv...`.

use factlint::lexicon::Lexicon;
use factlint::mention::name_training::{Settings, measure, read, train};

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
            let [people, places, organisations, all] = measure(&lexicon, &model, &data, one_scheme, show && one_scheme);
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
