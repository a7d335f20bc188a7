//! What one article comes to: the record that later rooms, the cache and an archive work with.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::antecedent::Discourse;
use super::{Fact, Term, context, figure, people};
use crate::article::{Article, BlockKind, Meta, Place, Problem, Suppression};
use crate::lexicon::{Lexicon, RAREST, rarity};
use crate::mention::{self, NameKind};
use crate::span::Span;
use crate::syntax::{Model, Tag, Tree, Word};
use crate::text::{self, Sentence};

/// Version of the form of a digest; a record of another version is not read.
pub const VERSION: u32 = 2;

/// Everything that later rooms know of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Digest {
    /// Form of this record.
    pub version: u32,
    /// Path as the user gave it.
    pub path: String,
    /// Origin.
    pub meta: Meta,
    /// Figures, in the order of the text.
    pub facts: Vec<Fact>,
    /// People, places and organisations.
    pub entities: Vec<Entity>,
    /// Sentences that hold evidence, in the order of the text.
    pub sentences: Vec<SentenceText>,
    /// What the article is about: telling terms with their weights in bits, by term.
    pub profile: Vec<(CompactString, f32)>,
    /// Smallest hashes of its five-word runs, sorted: articles that share many are copies.
    pub sketch: Vec<u64>,
    /// What was set aside: line, reason, words.
    pub aside: Vec<(u32, String, String)>,
    /// Comments that tell rules to keep silent; their spans are bytes of the file.
    pub suppressions: Vec<Suppression>,
    /// What could not be read or used.
    pub problems: Vec<Problem>,
}

/// A sentence that holds evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceText {
    /// Its words.
    pub text: String,
    /// What sort of text it is.
    pub block: BlockKind,
}

/// The words of an article that state something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locator {
    /// Where they stand in the file.
    pub place: Place,
    /// Index into [`Digest::sentences`].
    pub sentence: u32,
    /// Where they begin in that sentence, in bytes.
    pub offset: u32,
    /// The words.
    pub text: CompactString,
}

/// Somebody or something with a proper name, as one article knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Person, place, organisation.
    pub kind: NameKind,
    /// The fullest form of the name.
    pub name: CompactString,
    /// Every form, the fullest first.
    pub forms: Vec<Form>,
    /// Titles and roles.
    pub roles: Vec<RoleMention>,
}

/// One way in which an article writes a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// As written, without titles.
    pub text: CompactString,
    /// Where, in order.
    pub locators: Vec<Locator>,
    /// Whether it stands only inside quotations.
    pub quoted: bool,
}

/// A title or role that an article gives to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleMention {
    /// Head noun, by family.
    pub head: CompactString,
    /// As written.
    pub text: CompactString,
    /// Where, with the name.
    pub locator: Locator,
}

/// Terms that carry less information than this, in bits, say nothing of what an article is about.
const TELLING: f32 = 9.0;

/// Most terms of a profile.
const PROFILE: usize = 40;

/// Most nouns that are kept of the sentence before.
const BEFORE: usize = 16;

/// Words of a run, and runs of a sketch.
const RUN: usize = 5;
const SKETCH: usize = 96;

/// Extracts all that later rooms need of an article. Pure: the same article gives the same digest.
pub fn extract(lexicon: &Lexicon, article: &Article) -> Digest {
    let model = Model::english();
    let sentences = text::sentences(lexicon, &article.text, &article.blocks);
    let forms = |s: &Sentence| s.tokens.iter().map(|t| t.span.of(&article.text)).collect::<Vec<_>>();
    let words: Vec<Vec<Word>> = sentences.iter().map(|s| model.parse(&forms(s))).collect();
    let names = mention::names(lexicon, &article.text, &sentences, &words);
    let around = mention::Context::of(article);

    let locate = Locate { article, sentences: &sentences };
    let mut facts = Vec::new();
    let mut profile: BTreeMap<CompactString, f32> = BTreeMap::new();
    let mut discourse = Discourse::default();
    let mut before: Vec<Term> = Vec::new();
    for (n, sentence) in sentences.iter().enumerate() {
        let tree = Tree::new(&article.text, sentence, &words[n]);
        let block = article.blocks[sentence.block].kind;
        let quantities = mention::quantities_parsed(lexicon, &around, &tree);
        let antecedents = discourse.read(lexicon, &tree, &names[n], n);
        let person = discourse.last_person(n);
        let said = figure::Around { names: &names[n], antecedents: &antecedents, person, before: &before };
        facts.extend(figure::facts(lexicon, &tree, &quantities, &said, block, |span| locate.at(n, span)));
        before = (0..tree.len())
            .filter(|i| context::content(lexicon, &tree, *i) && matches!(tree.tag(*i), Tag::Noun | Tag::Propn))
            .map(|i| context::term(lexicon, &tree, i))
            .take(BEFORE)
            .collect();
        let boost = if block == BlockKind::Title { 2.0 } else { 1.0 };
        for i in (0..tree.len()).filter(|i| context::content(lexicon, &tree, *i)) {
            let term = context::term(lexicon, &tree, i);
            let bits = if term.name { RAREST } else { rarity(&term.lemma) };
            if bits >= TELLING {
                *profile.entry(term.key).or_default() += bits * boost;
            }
        }
    }
    let mut entities = people::entities(lexicon, &article.text, &sentences, &words, &names, &locate);
    let kept = keep_sentences(&locate, &mut facts, &mut entities);
    let line_of = |span| article.map.locate(span).line;
    Digest {
        version: VERSION,
        path: article.path.clone(),
        meta: article.meta.clone(),
        facts,
        entities,
        sentences: kept,
        profile: telling(profile),
        sketch: sketch(&article.text, &sentences),
        aside: article
            .aside
            .iter()
            .map(|a| (line_of(a.span), a.reason.clone(), a.span.of(&article.text).to_owned()))
            .collect(),
        suppressions: article.suppressions.iter().map(|s| governed(article, s)).collect(),
        problems: article.problems.clone(),
    }
}

/// A suppression with its span in bytes of the file. One that governs the whole text governs the whole file: its title
/// need not stand first there.
fn governed(article: &Article, suppression: &Suppression) -> Suppression {
    let whole = suppression.span.start == 0 && suppression.span.end as usize >= article.text.len();
    let span = if whole { Span { start: 0, end: u32::MAX } } else { article.map.locate(suppression.span).bytes };
    Suppression { span, ..suppression.clone() }
}

/// Gives places in the file for spans of sentences.
pub(super) struct Locate<'a> {
    article: &'a Article,
    sentences: &'a [Sentence],
}

impl Locate<'_> {
    /// The place of words in sentence `n`.
    pub(super) fn at(&self, n: usize, span: Span) -> Locator {
        let sentence = self.sentences[n].span;
        Locator {
            place: self.article.map.locate(span),
            sentence: n as u32,
            offset: span.start.saturating_sub(sentence.start),
            text: span.of(&self.article.text).into(),
        }
    }
}

/// The sentences that evidence stands in; the locators are led over to them.
fn keep_sentences(locate: &Locate, facts: &mut [Fact], entities: &mut [Entity]) -> Vec<SentenceText> {
    let locators = facts.iter_mut().map(|f| &mut f.locator).chain(entities.iter_mut().flat_map(|e| {
        e.forms.iter_mut().flat_map(|f| &mut f.locators).chain(e.roles.iter_mut().map(|r| &mut r.locator))
    }));
    let locators: Vec<_> = locators.collect();
    let used: BTreeSet<u32> = locators.iter().map(|l| l.sentence).collect();
    let order: BTreeMap<u32, u32> = used.iter().enumerate().map(|(new, old)| (*old, new as u32)).collect();
    for locator in locators {
        locator.sentence = order[&locator.sentence];
    }
    let kept = used.iter().map(|n| {
        let sentence = &locate.sentences[*n as usize];
        let block = locate.article.blocks[sentence.block].kind;
        SentenceText { text: sentence.span.of(&locate.article.text).to_owned(), block }
    });
    kept.collect()
}

/// The most telling terms, by term. Repetition counts less and less.
fn telling(profile: BTreeMap<CompactString, f32>) -> Vec<(CompactString, f32)> {
    let mut terms: Vec<_> = profile.into_iter().map(|(t, w)| (t, w.sqrt())).collect();
    terms.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    terms.truncate(PROFILE);
    terms.sort_by(|a, b| a.0.cmp(&b.0));
    terms
}

/// The smallest hashes of runs of words (Broder 1997).
fn sketch(text: &str, sentences: &[Sentence]) -> Vec<u64> {
    let words: Vec<String> = sentences
        .iter()
        .flat_map(|s| &s.tokens)
        .map(|t| t.span.of(text).to_lowercase())
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .collect();
    let mut hashes: Vec<u64> = words
        .windows(RUN)
        .map(|run| {
            let mut hasher = rustc_hash::FxHasher::default();
            run.hash(&mut hasher);
            // FxHash leaves low entropy in the low bits; a finaliser (that of splitmix64) spreads it.
            let mut h = hasher.finish();
            h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            h ^ (h >> 31)
        })
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(SKETCH);
    hashes
}
