//! What a word looks like and what the tables know of it: the ground of the features of the name model.

use rustc_hash::FxHashMap;

use crate::lexicon::gazetteer::{self, NounClass, PersonPart};
use crate::lexicon::{Class, LandKind, Lexicon, rarity};

use crate::syntax::hash;

/// What the tables know of a word, as a set of bits.
#[allow(missing_docs)]
pub(super) mod bit {
    pub const GIVEN: u32 = 1;
    pub const SEXED: u32 = 1 << 1;
    pub const SURNAME: u32 = 1 << 2;
    pub const COUNTRY: u32 = 1 << 3;
    pub const CAPITAL: u32 = 1 << 4;
    pub const STATE: u32 = 1 << 5;
    pub const REGION: u32 = 1 << 6;
    pub const DEMONYM: u32 = 1 << 7;
    pub const CITY: u32 = 1 << 8;
    pub const HONORIFIC: u32 = 1 << 9;
    pub const OFFICE: u32 = 1 << 10;
    pub const COMPANY: u32 = 1 << 11;
    pub const BODY: u32 = 1 << 12;
    pub const PLACE: u32 = 1 << 13;
    pub const PARTICLE: u32 = 1 << 14;
    pub const JOINT: u32 = 1 << 15;
    pub const PERSON_NOUN: u32 = 1 << 16;
    pub const GROUP_NOUN: u32 = 1 << 17;
    pub const PLACE_NOUN: u32 = 1 << 18;
    pub const COMMON: u32 = 1 << 19;
    pub const SPEECH: u32 = 1 << 20;
    pub const AT_PLACE: u32 = 1 << 21;
    pub const AFTER: u32 = 1 << 22;
    pub const BIG_CITY: u32 = 1 << 23;
    /// The first word of a place of several words.
    pub const PLACE_BEGIN: u32 = 1 << 24;
    /// A later word of one.
    pub const PLACE_INSIDE: u32 = 1 << 25;
    pub const KNOWN_BODY: u32 = 1 << 26;
    pub const KNOWN_PLACE: u32 = 1 << 27;
    /// A word of an organisation that is known.
    pub const BODY_BEGIN: u32 = 1 << 28;
    pub const BODY_INSIDE: u32 = 1 << 29;
    /// What names are known by; a test of the model without them is a test on names that no table has.
    pub const TABLES: u32 =
        GIVEN | SEXED | SURNAME | COUNTRY | CAPITAL | STATE | REGION | CITY | BIG_CITY | PLACE_BEGIN | PLACE_INSIDE;
    /// How many bits there are.
    pub const COUNT: u32 = 30;
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Shape {
    /// "word"
    Small,
    /// "Word"
    Title,
    /// "WORD", of two letters and more
    Large,
    /// "W"
    Letter,
    /// "W.", "U.S."
    Dotted,
    /// "McDonald", "eBay"
    Mixed,
    /// Digits and what stands between them.
    Number,
    /// Letters and digits.
    Code,
    /// No letter, no digit.
    Sign,
    /// Letters of a script without small ones.
    Other,
}

impl Shape {
    /// Whether it may be a word of a name by its writing.
    pub(super) fn is_large(self) -> bool {
        matches!(self, Shape::Title | Shape::Large | Shape::Letter | Shape::Dotted | Shape::Mixed | Shape::Other)
    }
}

/// A word by its looks.
#[derive(Clone, Debug)]
pub(super) struct Look {
    /// Hash of the word in small letters.
    pub word: u64,
    /// How it is written.
    pub shape: Shape,
    /// Hashes of its first 1 to 4 and last 1 to 4 letters, in small letters.
    pub affixes: [u64; 8],
    /// What the tables know, see [`bit`].
    pub bits: u32,
}

/// The looks of the words of an article: each is looked up once.
#[derive(Default)]
pub(super) struct Looks {
    known: FxHashMap<String, Look>,
}

impl Looks {
    /// The look of a word.
    pub(super) fn of(&mut self, lexicon: &Lexicon, word: &str) -> Look {
        if let Some(look) = self.known.get(word) {
            return look.clone();
        }
        let look = look(lexicon, word);
        self.known.insert(word.to_owned(), look.clone());
        look
    }

    /// The looks of the words of a sentence, with places of several words marked.
    pub(super) fn sentence(&mut self, lexicon: &Lexicon, words: &[&str]) -> Vec<Look> {
        let mut out: Vec<Look> = words.iter().map(|w| self.of(lexicon, w)).collect();
        let mut at = 0;
        while at < out.len() {
            let run = out[at..].iter().take(5).take_while(|l| joins(l)).count();
            let longest = (2..=run).rev().filter(|n| out[at + n - 1].shape.is_large()).find_map(|n| {
                let bits = several(lexicon, &words[at..at + n]);
                (bits != (0, 0)).then_some((n, bits))
            });
            if let (Some((n, (begin, inside))), true) = (longest, out[at].shape.is_large()) {
                out[at].bits |= begin;
                out[at + 1..at + n].iter_mut().for_each(|l| l.bits |= inside);
                at += n;
            } else {
                at += 1;
            }
        }
        out
    }
}

/// Whether a word can stand in a name of several words.
fn joins(look: &Look) -> bool {
    look.shape.is_large() || look.bits & (bit::JOINT | bit::PARTICLE) != 0 || look.shape == Shape::Sign
}

/// The bits of the first and of the later words of a known name of several words.
fn several(lexicon: &Lexicon, words: &[&str]) -> (u32, u32) {
    let joined = words.join(" ");
    let key = gazetteer::fold(&joined);
    let (body, place) = gazetteer::known(&key);
    let place = place
        || lexicon.countries.find(&joined).is_some_and(|l| l.kind != LandKind::Demonym)
        || gazetteer::city(&key).is_some();
    let mut out = (0, 0);
    if place {
        out = (out.0 | bit::PLACE_BEGIN, out.1 | bit::PLACE_INSIDE);
    }
    if body {
        out = (out.0 | bit::BODY_BEGIN, out.1 | bit::BODY_INSIDE);
    }
    out
}

fn look(lexicon: &Lexicon, word: &str) -> Look {
    let lower = word.to_lowercase();
    let shape = shape(word);
    let mut affixes = [0; 8];
    let ends: Vec<usize> = lower.char_indices().map(|(i, _)| i).chain([lower.len()]).collect();
    let n = ends.len() - 1;
    for length in 1..=4usize.min(n) {
        affixes[length - 1] = hash::text(&lower.as_bytes()[..ends[length]]);
        affixes[length + 3] = hash::text(&lower.as_bytes()[ends[n - length]..]);
    }
    Look { word: hash::text(lower.as_bytes()), shape, affixes, bits: bits(lexicon, word, &lower, shape) }
}

fn bits(lexicon: &Lexicon, word: &str, lower: &str, shape: Shape) -> u32 {
    let mut out = 0;
    let mut set = |yes: bool, bit: u32| {
        if yes {
            out |= bit;
        }
    };
    let titles = &lexicon.titles;
    set(titles.honorifics.words.contains(lower), bit::HONORIFIC);
    set(titles.offices.words.contains(lower), bit::OFFICE);
    set(titles.after.words.contains(lower), bit::AFTER);
    set(titles.organisations.companies.contains(lower), bit::COMPANY);
    set(titles.organisations.bodies.contains(lower), bit::BODY);
    set(titles.places.words.contains(lower), bit::PLACE);
    set(titles.inside.particles.contains(lower), bit::PARTICLE);
    set(titles.inside.joints.contains(lower), bit::JOINT);
    set(lexicon.grammar.is(lower, Class::Speech), bit::SPEECH);
    set(lexicon.grammar.is(lower, Class::AtPlace), bit::AT_PLACE);
    set(rarity(lower) < 15.0, bit::COMMON);
    if !matches!(shape, Shape::Number | Shape::Sign | Shape::Code) {
        let NounClass { person, group, place } = gazetteer::noun_class(lower);
        set(person, bit::PERSON_NOUN);
        set(group, bit::GROUP_NOUN);
        set(place, bit::PLACE_NOUN);
    }
    // In loose writing countries and cities are small too; people's names would be mistaken for words.
    let small = shape == Shape::Small && !matches!(lower.len(), 0..=3);
    if shape.is_large() || small && rarity(lower) > 16.0 {
        let key = gazetteer::fold(word);
        let PersonPart { given, male, female, surname } =
            if small { PersonPart::default() } else { gazetteer::person_part(&key) };
        set(given, bit::GIVEN);
        set(male || female, bit::SEXED);
        set(surname, bit::SURNAME);
        let (body, place) = if small { (false, false) } else { gazetteer::known(&key) };
        set(body, bit::KNOWN_BODY);
        set(place, bit::KNOWN_PLACE);
        if let Some(city) = gazetteer::city(&key).filter(|c| !small || c.magnitude >= 5) {
            set(true, bit::CITY);
            set(city.magnitude >= 5, bit::BIG_CITY);
        }
        let land = lexicon.countries.find(word).or_else(|| lexicon.countries.find(&title_case(word, shape)?));
        if let Some(land) = land {
            set(
                true,
                match land.kind {
                    LandKind::Country => bit::COUNTRY,
                    LandKind::Capital => bit::CAPITAL,
                    LandKind::State => bit::STATE,
                    LandKind::Region => bit::REGION,
                    LandKind::Demonym => bit::DEMONYM,
                },
            );
        }
    }
    out
}

/// "FRANCE" and "france" as "France".
fn title_case(word: &str, shape: Shape) -> Option<String> {
    let mut chars = word.chars();
    let first = chars.next().filter(|_| matches!(shape, Shape::Large | Shape::Small) && word.len() > 3)?;
    Some(first.to_uppercase().collect::<String>() + &chars.as_str().to_lowercase())
}

fn shape(word: &str) -> Shape {
    let (mut upper, mut small, mut digit, mut other, mut dots) = (0, 0, 0, 0, 0);
    let mut first = None;
    for c in word.chars() {
        first.get_or_insert(c);
        if c.is_uppercase() {
            upper += 1;
        } else if c.is_lowercase() {
            small += 1;
        } else if c.is_ascii_digit() {
            digit += 1;
        } else if c.is_alphabetic() {
            other += 1;
        } else if c == '.' {
            dots += 1;
        }
    }
    let starts_large = first.is_some_and(char::is_uppercase);
    match () {
        () if digit > 0 && upper + small + other > 0 => Shape::Code,
        () if digit > 0 => Shape::Number,
        () if other > 0 => Shape::Other,
        () if upper + small == 0 => Shape::Sign,
        () if dots > 0 && upper > 0 && small <= 1 => Shape::Dotted,
        () if upper == 0 => Shape::Small,
        () if upper == 1 && small == 0 => Shape::Letter,
        () if small == 0 => Shape::Large,
        () if upper == 1 && starts_large => Shape::Title,
        () => Shape::Mixed,
    }
}
