//! How many tokens a second are tagged, lemmatised and parsed, and how long the model takes to load.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use factlint::syntax::Model;

const SENTENCES: [&str; 6] = [
    "The council approved a budget of 41 million dollars on Monday , after two months of talks with the unions .",
    "\" We will not close the northern ferry line before the new bridge opens , \" said Ana Kovac , the town 's mayor .",
    "About 20 % of the homes in the region lost power when the storm that hit the coast last week turned inland .",
    "Fourteen people were killed and at least 30 injured , police said , in the worst accident there since 1998 .",
    "Turnout fell to 48 % .",
    "The company , which employs 2,300 people at three plants , plans to cut 870 jobs by the end of next year .",
];

fn language(c: &mut Criterion) {
    let sentences: Vec<Vec<&str>> = SENTENCES.iter().map(|s| s.split(' ').collect()).collect();
    let tokens: usize = sentences.iter().map(Vec::len).sum();
    let model = Model::english();
    let mut group = c.benchmark_group("syntax");
    group.throughput(Throughput::Elements(tokens as u64));
    group.bench_function("parse", |b| b.iter(|| sentences.iter().map(|s| model.parse(s).len()).sum::<usize>()));
    group.finish();
    let file: &'static [u8] = include_bytes!("../rules/en/syntax.model");
    c.bench_function("load", |b| b.iter(|| Model::read(file).is_ok()));
}

criterion_group!(benches, language);
criterion_main!(benches);
