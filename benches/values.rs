//! Sentences per second of the value extractors on one core, without the parse.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use factlint::article::{Block, BlockKind};
use factlint::lexicon::Lexicon;
use factlint::mention::{Context, quantities};
use factlint::span::Span;
use factlint::text::sentences;

/// Sentences of the length and the density of numbers that news text has.
const TEXT: &str = "The harbour board said on Tuesday that about 12,000 containers had been held back since the strike began. \
    Nobody at the company would comment. At least 14 people, nine of them dock workers, were treated in hospital. \
    The union wants 7 percent over two years, more than the $3.5 million a year on offer. \
    Its chairwoman, Anna Bergdal, 52, spoke for almost half an hour before the vote, which ended 228-191. \
    The fire burned 4,200 hectares (10,400 acres) in the third week of August 2024 and was put out at 6.30pm. \
    A spokesman for the ministry told reporters that the plan would be looked at again, and that no date had been set.";

fn values(c: &mut Criterion) {
    let lexicon = Lexicon::english();
    let block = Block { span: Span::new(0, TEXT.len()), kind: BlockKind::Paragraph };
    let split = sentences(&lexicon, TEXT, &[block]);
    let context = Context { published: Some(jiff::civil::Date::constant(2026, 11, 20)), ..Context::default() };
    let mut group = c.benchmark_group("values");
    group.throughput(Throughput::Elements(split.len() as u64));
    group.bench_function("sentences", |b| {
        b.iter(|| {
            for sentence in &split {
                black_box(quantities(&lexicon, &context, TEXT, sentence));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, values);
criterion_main!(benches);
