//! The trainer of the name model: a conditional random field by AdaGrad with regularised dual averaging (Duchi, Hazan and
//! Singer 2011; Xiao 2010), whose L1 penalty leaves few weights.
//!
//! The data tell of few names, the news of all the world's. So every document is also given with its names replaced: by
//! names of the gazetteers, and by names made of halves of them that no gazetteer has.

use std::collections::BTreeMap;
use std::path::Path;

use rustc_hash::FxHashMap;

use crate::lexicon::Lexicon;

use super::features::{self, Around};
use super::look::{Look, bit};
use super::model::{self, LABELS, MAGIC, Model, may_follow};
use crate::syntax::table::Sparse;

/// Labelled words of one sentence.
type Tagged = Vec<(String, u8)>;

/// Settings of the training.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Copies of each document with other names.
    pub variants: usize,
    /// Passes over the data.
    pub epochs: usize,
    /// Step length.
    pub rate: f32,
    /// L1 penalty for each sentence.
    pub penalty: f32,
    /// A feature must hold this often.
    pub least: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { variants: 1, epochs: 10, rate: 0.2, penalty: 1e-6, least: 2 }
    }
}

const NAMES: [&str; LABELS] = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"];

/// Sentences that are taken as one document: the files do not tell where one ends.
const DOCUMENT: usize = 25;

/// Reads lines `word<TAB>label`, sentences parted by empty lines.
///
/// # Errors
/// The file cannot be read, or a label is unknown.
pub fn read(path: &Path) -> anyhow::Result<Vec<Vec<(String, u8)>>> {
    let mut out = vec![Vec::new()];
    for line in std::fs::read_to_string(path)?.lines() {
        let Some((word, label)) = line.split_once('\t') else {
            out.push(Vec::new());
            continue;
        };
        let label = NAMES.iter().position(|n| *n == label);
        let label = label.ok_or_else(|| anyhow::anyhow!("{}: unknown label in `{line}`", path.display()))?;
        out.last_mut().expect("one was pushed").push((word.to_owned(), label as u8));
    }
    out.retain(|s| !s.is_empty());
    Ok(out)
}

/// Trains on sentences and returns the bytes of a model file.
pub fn train(lexicon: &Lexicon, data: &[Tagged], settings: &Settings) -> Vec<u8> {
    let mut random = Random(0x5EED);
    let data = &without_titles(lexicon, data);
    let mut documents: Vec<Vec<Tagged>> = data.chunks(DOCUMENT).map(<[_]>::to_vec).collect();
    let pools = Pools::new();
    for _ in 0..settings.variants {
        for chunk in data.chunks(DOCUMENT) {
            documents.push(pools.replace(lexicon, chunk, &mut random));
        }
    }
    let (sentences, keys) = index(lexicon, &documents, settings.least);
    let mut field = Field::new(keys.len(), settings);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    for _ in 0..settings.epochs {
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        for i in &order {
            field.learn(&sentences[*i]);
        }
    }
    field.write(&keys)
}

/// The same sentences under one scheme: titles are no part of a name and no name, nor are words for peoples. (GUM takes
/// them in, Universal NER does not.)
pub fn without_titles(lexicon: &Lexicon, data: &[Tagged]) -> Vec<Tagged> {
    let mut looks = super::look::Looks::default();
    let mut out = data.to_vec();
    for sentence in &mut out {
        for (start, end, _) in spans(sentence.iter().map(|(_, l)| *l)).into_iter().filter(|s| s.2 == 0) {
            let mut at = start;
            while at < end {
                let look = looks.of(lexicon, &sentence[at].0);
                let title = look.bits & (bit::HONORIFIC | bit::OFFICE | bit::DEMONYM) != 0
                    || look.bits & bit::PERSON_NOUN != 0 && look.bits & (bit::SEXED | bit::SURNAME) == 0;
                let small = look.shape == super::look::Shape::Small && look.bits & bit::JOINT != 0 && at > start;
                if !title && !small {
                    break;
                }
                sentence[at].1 = 0;
                at += 1;
            }
            if at < end {
                sentence[at].1 = 1;
            }
        }
    }
    out
}

/// Found and right names by kind, on labelled sentences.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// Names in the data.
    pub gold: usize,
    /// Names found.
    pub found: usize,
    /// Names found with the right ends and kind.
    pub right: usize,
}

impl Score {
    /// F1 in percent.
    pub fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}

/// Scores a model, given as the bytes of its file, on sentences: people, places, organisations, all.
/// With `one_scheme` the titles and peoples that the data take for names are left out, as in training.
pub fn measure(lexicon: &Lexicon, bytes: &[u8], data: &[Tagged], one_scheme: bool, show: bool) -> [Score; 4] {
    let stripped;
    let data = if one_scheme {
        stripped = without_titles(lexicon, data);
        &stripped
    } else {
        data
    };
    let model = Model::read(Vec::leak(bytes.to_vec())).expect("the model can be read");
    let mut out = [Score::default(); 4];
    for document in data.chunks(DOCUMENT) {
        let sentences: Vec<Vec<&str>> = document.iter().map(|s| s.iter().map(|(w, _)| w.as_str()).collect()).collect();
        let (looks, around) = model::looks(lexicon, &sentences);
        for ((words, looks), tagged) in sentences.iter().zip(&looks).zip(document) {
            let labels = model.label(looks, words, &around);
            let found = spans(labels.iter().copied());
            let gold = spans(tagged.iter().map(|(_, l)| *l));
            for (list, what) in [(&gold, 0), (&found, 1)] {
                for span in list {
                    for slot in [span.2, 3] {
                        match what {
                            0 => out[slot].gold += 1,
                            _ => out[slot].found += 1,
                        }
                    }
                }
            }
            for span in &found {
                if gold.contains(span) {
                    out[span.2].right += 1;
                    out[3].right += 1;
                } else if show {
                    println!(
                        "extra  {} {} | {}",
                        NAMES[span.2 * 2 + 1],
                        words[span.0..span.1].join(" "),
                        words.join(" ")
                    );
                }
            }
            for span in gold.iter().filter(|s| show && !found.contains(s)) {
                println!("missed {} {} | {}", NAMES[span.2 * 2 + 1], words[span.0..span.1].join(" "), words.join(" "));
            }
        }
    }
    out
}

/// Names in a row of labels as (start, end, kind): 0 people, 1 places, 2 organisations.
pub fn spans(labels: impl Iterator<Item = u8>) -> Vec<(usize, usize, usize)> {
    let mut out: Vec<(usize, usize, usize)> = Vec::new();
    for (i, label) in labels.enumerate() {
        let kind = (label as usize).div_ceil(2);
        match label {
            0 => {}
            l if l % 2 == 1 => out.push((i, i + 1, kind - 1)),
            _ => match out.last_mut().filter(|s| s.1 == i && s.2 + 1 == kind) {
                Some(span) => span.1 = i + 1,
                None => out.push((i, i + 1, kind - 1)),
            },
        }
    }
    out
}

/// A small generator of pseudo-random numbers (xorshift64*): the same model in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// Names to put in the place of others.
struct Pools {
    given: Vec<&'static str>,
    surnames: Vec<&'static str>,
    cities: Vec<&'static str>,
}

impl Pools {
    fn new() -> Self {
        let people = include_str!("../../../rules/en/gazetteer/people.tsv");
        let cities = include_str!("../../../rules/en/gazetteer/cities.tsv");
        let lines = || people.lines().filter_map(|l| l.split_once('\t'));
        Self {
            given: lines().filter(|(_, f)| f.contains(['m', 'f'])).map(|(n, _)| n).collect(),
            surnames: lines().filter(|(_, f)| f.contains('s')).map(|(n, _)| n).collect(),
            cities: cities.lines().filter_map(|l| l.split('\t').next()).filter(|n| !n.contains(' ')).collect(),
        }
    }

    /// A document with other names; a word is replaced by the same one everywhere.
    fn replace(&self, lexicon: &Lexicon, document: &[Tagged], random: &mut Random) -> Vec<Tagged> {
        let mut looks = super::look::Looks::default();
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        let mut out = document.to_vec();
        for sentence in &mut out {
            for i in 0..sentence.len() {
                let (word, label) = (sentence[i].0.clone(), sentence[i].1);
                let look = looks.of(lexicon, &word);
                let fixed =
                    bit::HONORIFIC | bit::OFFICE | bit::BODY | bit::COMPANY | bit::PLACE | bit::JOINT | bit::PARTICLE;
                let title = word.chars().next().is_some_and(char::is_uppercase)
                    && word.chars().nth(1).is_some_and(char::is_lowercase);
                if label == 0 || !title || look.bits & (fixed | bit::DEMONYM) != 0 {
                    continue;
                }
                if let Some(other) = known.get(&word) {
                    sentence[i].0.clone_from(other);
                    continue;
                }
                let more = sentence.get(i + 1).is_some_and(|(_, l)| *l == label.div_ceil(2) * 2 && *l > 0);
                let pool = match label {
                    1 if more => &self.given,
                    1 | 2 if look.bits & bit::SEXED != 0 => &self.given,
                    1 | 2 => &self.surnames,
                    3 | 4 if look.bits & (bit::COUNTRY | bit::STATE) != 0 && random.below(2) == 0 => continue,
                    3 if !more => &self.cities,
                    4 if look.bits & bit::COMMON == 0 => &self.cities,
                    5 | 6
                        if look.bits & (bit::GIVEN | bit::SURNAME | bit::CITY) != 0 && look.bits & bit::COMMON == 0 =>
                    {
                        &self.surnames
                    }
                    5 if !more && look.bits & bit::COMMON == 0 => &self.surnames,
                    _ => continue,
                };
                let mut name = random.pick(pool).to_owned();
                if random.below(2) == 0 {
                    // Half of one and half of another: nobody's name.
                    let other = random.pick(pool);
                    name = name[..name.len().div_ceil(2)].to_owned() + &other[other.len() / 2..];
                }
                let name = name[..1].to_uppercase() + &name[1..];
                known.insert(word, name.clone());
                sentence[i].0 = name;
            }
        }
        out
    }
}

/// A sentence as numbers of features for each word, and its labels.
struct Indexed {
    features: Vec<Vec<u32>>,
    labels: Vec<u8>,
}

/// Numbers the features that hold at least `least` times.
fn index(lexicon: &Lexicon, documents: &[Vec<Tagged>], least: u32) -> (Vec<Indexed>, Vec<u64>) {
    let prepared: Vec<(Vec<Vec<&str>>, Vec<Vec<Look>>, Around)> = documents
        .iter()
        .map(|d| {
            let sentences: Vec<Vec<&str>> = d.iter().map(|s| s.iter().map(|(w, _)| w.as_str()).collect()).collect();
            let (looks, around) = model::looks(lexicon, &sentences);
            (sentences, looks, around)
        })
        .collect();
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for (sentences, looks, around) in &prepared {
        for (words, looks) in sentences.iter().zip(looks) {
            features::sentence(looks, words, around, |f| f.iter().for_each(|h| *counts.entry(*h).or_default() += 1));
        }
    }
    let mut keys: Vec<u64> = counts.iter().filter(|(_, n)| **n >= least).map(|(h, _)| *h).collect();
    keys.sort_unstable();
    let numbers: FxHashMap<u64, u32> = keys.iter().enumerate().map(|(i, h)| (*h, i as u32)).collect();
    let mut out = Vec::new();
    for ((sentences, looks, around), document) in prepared.iter().zip(documents) {
        for ((words, looks), tagged) in sentences.iter().zip(looks).zip(document) {
            let mut rows = Vec::with_capacity(words.len());
            features::sentence(looks, words, around, |f| {
                rows.push(f.iter().filter_map(|h| numbers.get(h).copied()).collect());
            });
            out.push(Indexed { features: rows, labels: tagged.iter().map(|(_, l)| *l).collect() });
        }
    }
    (out, keys)
}

/// Sums of gradients and of their squares.
#[derive(Clone, Copy, Default)]
struct Sums {
    gradient: f32,
    squares: f32,
}

struct Field {
    words: Vec<[Sums; LABELS]>,
    moves: [[Sums; LABELS]; LABELS],
    steps: f32,
    rate: f32,
    penalty: f32,
}

impl Field {
    fn new(features: usize, settings: &Settings) -> Self {
        Self {
            words: vec![[Sums::default(); LABELS]; features],
            moves: [[Sums::default(); LABELS]; LABELS],
            steps: 0.0,
            rate: settings.rate,
            penalty: settings.penalty,
        }
    }

    fn weight(&self, sums: Sums) -> f32 {
        let excess = sums.gradient.abs() - self.penalty * self.steps;
        if excess <= 0.0 { 0.0 } else { sums.gradient.signum() * self.rate * excess / (sums.squares + 1e-4).sqrt() }
    }

    fn scores(&self, features: &[Vec<u32>]) -> (Vec<[f32; LABELS]>, [[f32; LABELS]; LABELS]) {
        let rows = features
            .iter()
            .map(|row| {
                let mut out = [0.0; LABELS];
                for f in row {
                    for (score, sums) in out.iter_mut().zip(self.words[*f as usize]) {
                        *score += self.weight(sums);
                    }
                }
                out
            })
            .collect();
        let mut moves = [[f32::NEG_INFINITY; LABELS]; LABELS];
        for (a, row) in moves.iter_mut().enumerate() {
            for (b, score) in row.iter_mut().enumerate().filter(|(b, _)| may_follow(a, *b)) {
                *score = self.weight(self.moves[a][b]);
            }
        }
        (rows, moves)
    }

    /// One step along the gradient of the log likelihood of a sentence.
    fn learn(&mut self, sentence: &Indexed) {
        self.steps += 1.0;
        let (rows, moves) = self.scores(&sentence.features);
        let n = rows.len();
        let mut forward = vec![[f32::NEG_INFINITY; LABELS]; n];
        let mut backward = vec![[0.0f32; LABELS]; n];
        for b in 0..LABELS {
            forward[0][b] = moves[0][b] + rows[0][b];
        }
        for i in 1..n {
            for b in 0..LABELS {
                forward[i][b] = rows[i][b] + log_sum((0..LABELS).map(|a| forward[i - 1][a] + moves[a][b]));
            }
        }
        for i in (0..n - 1).rev() {
            for a in 0..LABELS {
                backward[i][a] = log_sum((0..LABELS).map(|b| moves[a][b] + rows[i + 1][b] + backward[i + 1][b]));
            }
        }
        let whole = log_sum(forward[n - 1].iter().copied());
        for i in 0..n {
            let mut gradient = [0.0; LABELS];
            for b in 0..LABELS {
                let expected = (forward[i][b] + backward[i][b] - whole).exp();
                gradient[b] = f32::from(u8::from(sentence.labels[i] as usize == b)) - expected;
            }
            for f in &sentence.features[i] {
                for (sums, g) in self.words[*f as usize].iter_mut().zip(gradient) {
                    sums.gradient += g;
                    sums.squares += g * g;
                }
            }
            let before = if i == 0 { 0 } else { sentence.labels[i - 1] as usize };
            for a in 0..LABELS {
                for b in 0..LABELS {
                    if !may_follow(a, b) || i == 0 && a != 0 {
                        continue;
                    }
                    let from = if i == 0 { 0.0 } else { forward[i - 1][a] };
                    let expected = (from + moves[a][b] + rows[i][b] + backward[i][b] - whole).exp();
                    let g = f32::from(u8::from(before == a && sentence.labels[i] as usize == b)) - expected;
                    self.moves[a][b].gradient += g;
                    self.moves[a][b].squares += g * g;
                }
            }
        }
    }

    /// The bytes of a model file: weights as multiples of a twentieth, from which the small ones are left out.
    fn write(&self, keys: &[u64]) -> Vec<u8> {
        const SCALE: f32 = 24.0;
        let round = |w: f32| (w * SCALE).round().clamp(-127.0, 127.0);
        let mut rows: Vec<(u64, Vec<(u8, i8)>)> = Vec::new();
        for (key, sums) in keys.iter().zip(&self.words) {
            let row: Vec<(u8, i8)> = sums
                .iter()
                .enumerate()
                .map(|(label, s)| (label as u8, round(self.weight(*s)) as i8))
                .filter(|(_, w)| w.abs() >= 2)
                .collect();
            if !row.is_empty() {
                rows.push((*key, row));
            }
        }
        let mut out = MAGIC.to_vec();
        for (a, row) in self.moves.iter().enumerate() {
            for (b, sums) in row.iter().enumerate() {
                let score = if may_follow(a, b) { (self.weight(*sums) * SCALE).round() as i16 } else { i16::MIN / 2 };
                out.extend(score.to_le_bytes());
            }
        }
        out.extend(Sparse::write(&rows));
        out
    }
}

fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let most = values.clone().fold(f32::NEG_INFINITY, f32::max);
    if most == f32::NEG_INFINITY { most } else { most + values.map(|v| (v - most).exp()).sum::<f32>().ln() }
}
