//! The model file, and parsing with it.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use compact_str::CompactString;

use super::form::{self, Case, Form};
use super::lemma::{Edit, Lemmas};
use super::table::{Bytes, Pairs, Sparse, Steps};
use super::tagger::{self, Class, Entry, Sure};
use super::{Features, Relation, Tag, Word, hash, parser, repair};

/// First bytes of a model file.
pub(super) const MAGIC: [u8; 8] = *b"FLSYNTAX";

/// The version of layout, features and hashes that this program reads.
pub(super) const VERSION: u32 = 2;

/// Magic, version, number of sections, checksum of all that follows.
pub(super) const HEADER: usize = 24;

/// Sections begin at multiples of this.
pub(super) const ALIGN: usize = 64;

/// What a model file holds, in this order; each a length u32 in the table of sections, then its bytes, then zeros up to
/// where the next may begin.
#[derive(Clone, Copy, Debug)]
pub(super) enum Section {
    /// Classes: tag u8, features u16, whether base forms keep their capital u8.
    Classes,
    /// Edits of the lemmatiser: cut u8, length u8, bytes.
    Edits,
    /// Sure classes by kind of tags: u8, 255 for none.
    Sure,
    /// Words: kinds of tags and of meaning, packed.
    Lexicon,
    Tagger,
    Lemmas,
    Actions,
    Labels,
    /// Words of names: their kind ([`super::part`]), and a byte to spare.
    Names,
}

pub(super) const SECTIONS: usize = 9;

/// Tokens parsed as one; a longer sentence is cut, since no writer meant it as one and the stack would grow.
const CHUNK: usize = 400;

/// Why a model file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelError {
    /// The file does not begin as a model does.
    NotAModel,
    /// The file is of another version of the format.
    Version {
        /// The file's.
        found: u32,
        /// The one this program reads.
        wanted: u32,
    },
    /// The file was cut off or changed.
    Damaged,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAModel => f.write_str("not a language model of factlint; name a file written by its trainer"),
            Self::Version { found, wanted } => write!(
                f,
                "language model of version {found}, this program reads version {wanted}; train it again with this program's trainer"
            ),
            Self::Damaged => {
                f.write_str("language model is damaged (its checksum does not fit); copy or train it again")
            }
        }
    }
}

impl std::error::Error for ModelError {}

/// Aligned as the file's sections are, so that a bucket of weights never lies across two lines of the cache.
#[repr(align(64))]
struct Aligned<T: ?Sized>(T);

static BUILT_IN: &Aligned<[u8]> = &Aligned(*include_bytes!("../../rules/en/syntax.model"));

/// A trained tagger, lemmatiser and parser of one language. Immutable; share it freely.
#[derive(Debug)]
pub struct Model {
    classes: Vec<Class>,
    sure: Sure,
    lexicon: Pairs,
    tagger: Sparse,
    lemmas: Lemmas,
    actions: Steps,
    labels: Sparse,
    names: Pairs,
}

impl Model {
    /// The built-in model of English.
    ///
    /// # Panics
    /// Only if the built-in file is broken, which a test rules out.
    pub fn english() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self::read(&BUILT_IN.0[..]).expect("the built-in model is sound"))
    }

    /// Reads a model file. A static slice is used in place, so that loading costs no more than the checksum.
    ///
    /// # Errors
    /// If the bytes are no model, of another version, or damaged.
    pub fn read(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, ModelError> {
        let bytes: Bytes = bytes.into();
        if bytes.len() < HEADER || bytes[..8] != MAGIC {
            return Err(ModelError::NotAModel);
        }
        let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        let (found, sections) = (word(8), word(12) as usize);
        if found != VERSION {
            return Err(ModelError::Version { found, wanted: VERSION });
        }
        let sum = u64::from(word(16)) | u64::from(word(20)) << 32;
        if sections != SECTIONS || bytes.len() < HEADER + 4 * SECTIONS || sum != hash::checksum(&bytes[HEADER..]) {
            return Err(ModelError::Damaged);
        }
        let mut parts = Vec::with_capacity(SECTIONS);
        let mut start = (HEADER + 4 * SECTIONS).next_multiple_of(ALIGN);
        for i in 0..SECTIONS {
            let end = start + word(HEADER + 4 * i) as usize;
            let part: Bytes = match &bytes {
                Cow::Borrowed(all) => Cow::Borrowed(all.get(start..end).ok_or(ModelError::Damaged)?),
                Cow::Owned(all) => Cow::Owned(all.get(start..end).ok_or(ModelError::Damaged)?.to_vec()),
            };
            parts.push(part);
            start = end.next_multiple_of(ALIGN);
        }
        let mut part = |section: Section| std::mem::take(&mut parts[section as usize]);
        let damaged = ModelError::Damaged;
        let classes = part(Section::Classes)
            .chunks_exact(4)
            .map(|c| Class {
                tag: Tag::ALL.get(usize::from(c[0])).copied().unwrap_or_default(),
                features: Features(u16::from_le_bytes([c[1], c[2]])),
                cased: c[3] != 0,
            })
            .collect::<Vec<_>>();
        if classes.len() > tagger::CLASSES {
            return Err(damaged);
        }
        let edits = read_edits(&part(Section::Edits)).ok_or(damaged.clone())?;
        Ok(Self {
            classes,
            sure: part(Section::Sure)[..].try_into().map_err(|_| damaged.clone())?,
            lexicon: Pairs::read(part(Section::Lexicon)).ok_or(damaged.clone())?,
            tagger: Sparse::read(part(Section::Tagger)).ok_or(damaged.clone())?,
            lemmas: Lemmas { edits, table: Sparse::read(part(Section::Lemmas)).ok_or(damaged.clone())? },
            actions: Steps::read(part(Section::Actions)).ok_or(damaged.clone())?,
            labels: Sparse::read(part(Section::Labels)).ok_or(damaged.clone())?,
            names: Pairs::read(part(Section::Names)).ok_or(damaged)?,
        })
    }

    /// Tags, lemmas and a dependency tree of one sentence: one word per token, exactly one of them the root.
    ///
    /// A sentence of more than 400 tokens is parsed in pieces, whose roots hang on the first one's, so that time stays
    /// linear. Past token 65,534 indices no longer fit, and all tokens hang on the last that does.
    pub fn parse(&self, words: &[&str]) -> Vec<Word> {
        let forms = Form::of(words);
        let entries: Vec<Entry> = forms.iter().map(|f| self.entry(f.word)).collect();
        let names: Vec<u8> = forms.iter().map(|f| self.names.get(f.word).map_or(0, |p| p[0])).collect();
        let tags = tagger::tag(&self.tagger, self.classes.len(), &forms, &entries, &self.sure);
        let mut out: Vec<Word> = Vec::with_capacity(words.len());
        let mut root = 0;
        let mut start = 0;
        while start < words.len() {
            let end = start + chunk(&words[start..]);
            let part = start..end;
            let items = parser::Items::new(
                &forms[part.clone()],
                &entries[part.clone()],
                &tags[part.clone()],
                &self.classes,
                &names[part],
            );
            let n = end - start;
            for (i, (head, label)) in parser::parse(&self.actions, &self.labels, &items).arcs().enumerate() {
                let class = self.classes.get(usize::from(tags[start + i])).copied().unwrap_or_default();
                let is_root = usize::from(head) == n;
                let (head, relation) = match (is_root, start) {
                    (true, 0) => {
                        root = i;
                        (None, Relation::Root)
                    }
                    (true, _) => (Some(root), Relation::Parataxis),
                    (false, _) => (Some(start + usize::from(head)), relation(label)),
                };
                let (head, relation) = match head {
                    Some(_) if start + i > LAST => (Some(LAST), Relation::Dep),
                    // A token whose head lies past the limit hangs on the root instead.
                    Some(head) if head > LAST => (Some(root), Relation::Dep),
                    other => (other, relation),
                };
                out.push(Word {
                    tag: class.tag,
                    features: class.features,
                    lemma: CompactString::default(),
                    head: head.map(|h| h as u16),
                    relation,
                });
            }
            start = end;
        }
        if out.len() <= CHUNK {
            repair::name_heads(words, &names, &mut out);
        }
        mark_passives(&mut out);
        self.lemmatise(words, &tags, &mut out);
        out
    }

    pub(super) fn entry(&self, word: u64) -> Entry {
        self.lexicon.get(word).map(Entry::unpack).unwrap_or_default()
    }

    fn lemmatise(&self, words: &[&str], tags: &[u8], out: &mut [Word]) {
        let upper = form::case(words) == Case::Upper;
        let mut scratch = String::new();
        for ((word, written), class) in out.iter_mut().zip(words).zip(tags) {
            let cased = self.classes.get(usize::from(*class)).is_some_and(|c| c.cased);
            spelling(written, cased, upper, &mut scratch);
            word.lemma = self.lemmas.of(&scratch, *class, word.relation as u8);
        }
    }
}

/// The last token that a head may be.
const LAST: usize = u16::MAX as usize - 1;

/// The spelling that a lemma is made from: proper nouns as written, unless the whole sentence is in capitals.
pub(super) fn spelling(written: &str, cased: bool, upper: bool, out: &mut String) {
    form::fold(written, out);
    if !cased {
        return;
    }
    if !upper {
        out.clear();
        out.push_str(written);
    } else if let Some(first) = out.chars().next() {
        let rest = out.split_off(first.len_utf8());
        *out = first.to_uppercase().collect();
        out.push_str(&rest);
    }
}

/// Participles in the passive: those with a passive auxiliary or subject, or without any auxiliary where they modify.
pub(super) fn mark_passives(words: &mut [Word]) {
    let mut auxiliary = vec![(false, false); words.len()];
    for word in words.iter() {
        if let Some(at) = word.head.and_then(|h| auxiliary.get_mut(usize::from(h))) {
            at.0 |= matches!(word.relation, Relation::AuxPass | Relation::NsubjPass);
            at.1 |= matches!(word.relation, Relation::Aux | Relation::Nsubj);
        }
    }
    for i in 0..words.len() {
        let word = &words[i];
        if word.tag != Tag::Verb || !word.features.has(Features(Features::PARTICIPLE.0 | Features::PAST.0)) {
            continue;
        }
        let (passive, active) = auxiliary[i];
        let modifies = matches!(
            word.relation,
            Relation::Acl | Relation::Amod | Relation::Advcl | Relation::Xcomp | Relation::Case
        );
        let shares = word.relation == Relation::Conj
            && word.head.is_some_and(|h| usize::from(h) < i && words[usize::from(h)].features.has(Features::PASSIVE));
        if passive || (!active && (modifies || shares)) {
            words[i].features.0 |= Features::PASSIVE.0;
        }
    }
}

fn relation(label: u8) -> Relation {
    Relation::ALL.get(usize::from(label)).copied().unwrap_or_default()
}

/// How many tokens are parsed as one: all, or up to the last mark within the limit that no letter or digit belongs to.
fn chunk(words: &[&str]) -> usize {
    if words.len() <= CHUNK {
        return words.len();
    }
    let mark = |w: &&str| !w.chars().any(char::is_alphanumeric);
    words[CHUNK / 2..CHUNK].iter().rposition(mark).map_or(CHUNK, |i| CHUNK / 2 + i + 1)
}

fn read_edits(mut bytes: &[u8]) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    while let [cut, length, rest @ ..] = bytes {
        let append = std::str::from_utf8(rest.get(..usize::from(*length))?).ok()?;
        edits.push(Edit { cut: *cut, append: append.to_owned() });
        bytes = &rest[usize::from(*length)..];
    }
    bytes.is_empty().then_some(edits)
}
