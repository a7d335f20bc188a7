//! How long it takes to extract the facts of an article, and to check the whole corpus.

use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use factlint::check::Checker;
use factlint::graph::Bonds;
use factlint::source::{self, Walk, gather};
use factlint::{fact, graph};

fn corpus() -> Vec<PathBuf> {
    gather(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")], &Walk::default()).0
}

fn extract(c: &mut Criterion) {
    let checker = Checker::builtin();
    let path = &corpus()[0];
    let bytes = source::bytes(path).unwrap();
    let article = source::read(&checker.lexicon, path, &bytes).unwrap();
    let mut group = c.benchmark_group("article");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("read", |b| b.iter(|| source::read(&checker.lexicon, path, &bytes).unwrap().text.len()));
    group.bench_function("extract", |b| b.iter(|| fact::extract(&checker.lexicon, &article).facts.len()));
    group.finish();
}

fn check(c: &mut Criterion) {
    let checker = Checker::builtin();
    let files = corpus();
    let (digests, _) = checker.digests(&files);
    let mut group = c.benchmark_group("corpus");
    group.throughput(Throughput::Elements(files.len() as u64));
    group.bench_function("link", |b| {
        b.iter(|| graph::link(&checker.lexicon, &checker.weights, digests.clone()).questions.len());
    });
    // As in a second run, where no article changed.
    let mut digests = digests;
    digests.sort_by(|a, b| a.path.cmp(&b.path));
    let mut bonds = Bonds::new(&digests);
    graph::link_with(&checker.lexicon, &checker.weights, digests.clone(), Some(&mut bonds));
    bonds.known = std::mem::take(&mut bonds.fresh).into_iter().collect();
    group.bench_function("link again", |b| {
        b.iter(|| {
            graph::link_with(&checker.lexicon, &checker.weights, digests.clone(), Some(&mut bonds)).questions.len()
        });
    });
    group.bench_function("check", |b| b.iter(|| checker.run(&files).findings.len()));
    group.finish();
    c.bench_function("start", |b| b.iter(|| Checker::builtin().rules.list.len()));
}

criterion_group!(benches, extract, check);
criterion_main!(benches);
