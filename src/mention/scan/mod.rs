//! A sentence cut into words, numbers and marks, each looked up once.
//!
//! Finer than tokens: "$10.5bn" is a mark, a number and a word. Spans of what is found are bytes of the article's text.

mod literal;
mod tense;

use crate::lexicon::calendar::CalPart;
use crate::lexicon::numbers::Part;
use crate::lexicon::phrases::Phrases;
use crate::lexicon::quantities::{NumberWord, Quantities, Starts};
use crate::span::Span;
use crate::syntax::Tree;
use crate::value::{Rational, scaled};

use literal::*;

/// A number in digits.
#[derive(Clone, Copy, Debug)]
pub struct Literal {
    /// Its value.
    pub value: Rational,
    /// What its last digit is worth.
    pub place: Rational,
    /// Digits of the whole part.
    pub digits: u8,
    /// Digits after the point.
    pub decimals: u8,
    /// Whether it begins with a zero that counts nothing ("0930").
    pub padded: bool,
    /// Whether thousands are parted.
    pub grouped: bool,
    /// Whether it is or ends in a sign such as "½".
    pub vulgar: bool,
}

/// What an atom is.
#[derive(Clone, Copy, Debug)]
pub enum AtomKind {
    /// Letters.
    Word,
    /// Digits.
    Number(Literal),
    /// One other sign.
    Mark(char),
    /// A date with dots ("22.04.2022"): day, month, year as written.
    Dotted(u8, u8, i16),
    /// An address, an identifier, a dotted version: nothing to read inside.
    Opaque,
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug)]
pub struct Atom {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: AtomKind,
    /// Whether white space stands before it.
    pub space: bool,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// What the word can be.
    pub word: NumberWord,
    lower: (u32, u32),
}

impl Atom {
    fn kind_is(&self, mark: char) -> bool {
        matches!(self.kind, AtomKind::Mark(c) if c == mark || (mark == '\'' && c == '\u{2019}'))
    }
}

/// A sentence, ready to be searched.
pub struct Scene<'a> {
    /// The article's text.
    pub text: &'a str,
    /// Its atoms.
    pub atoms: Vec<Atom>,
    /// The tables.
    pub tables: &'a Quantities,
    /// The parse of the sentence, where there is one.
    pub tree: Option<&'a Tree<'a>>,
    lower: String,
    /// Whether most words begin with a capital, so that one says nothing of names.
    title: bool,
}

impl<'a> Scene<'a> {
    /// Cuts the part of the text that the span covers.
    pub fn new(tables: &'a Quantities, text: &'a str, span: Span) -> Self {
        let mut scene = Self {
            text,
            atoms: Vec::with_capacity(span.len() / 5),
            tables,
            tree: None,
            lower: String::with_capacity(span.len()),
            title: false,
        };
        scene.scan(span);
        let words = || scene.atoms.iter().filter(|a| matches!(a.kind, AtomKind::Word));
        scene.title = words().filter(|a| a.capital).count() * 5 > words().count() * 3;
        scene
    }

    /// The same with the parse of the sentence, which then tells of tenses and names.
    pub fn parsed(tables: &'a Quantities, tree: &'a Tree<'a>) -> Self {
        Self { tree: Some(tree), ..Self::new(tables, tree.text, tree.sentence.span) }
    }

    /// The token that an atom lies in.
    pub fn token(&self, i: usize) -> Option<usize> {
        let (tree, atom) = (self.tree?, self.atoms.get(i)?);
        let tokens = &tree.sentence.tokens;
        let at = tokens.partition_point(|t| t.span.end <= atom.span.start);
        tokens.get(at).is_some_and(|t| t.span.start <= atom.span.start).then_some(at)
    }

    /// Whether the sentence is written as headlines are, so that capitals say nothing.
    pub fn title(&self) -> bool {
        self.title
    }

    /// Whether a word has a capital that only a name gives it: not where a sentence or quotation begins, nor in a headline.
    pub fn named(&self, i: usize) -> bool {
        i > 0 && !self.title && self.is_word(i) && self.atoms[i].capital && self.is_word(i - 1)
    }

    /// Whether somebody's decade of life is named at an atom: "his 30s", "her late forties".
    pub fn of_life(&self, i: usize) -> bool {
        let part = |p| self.cal(i.wrapping_sub(1), p);
        let whose = i.wrapping_sub(
            1 + usize::from(
                i > 0 && (part(CalPart::Early) || part(CalPart::Mid) || part(CalPart::Late) || self.dash(i - 1)),
            ),
        );
        let whose = if self.dash(i.wrapping_sub(1)) { whose.wrapping_sub(1) } else { whose };
        self.is(whose, Part::Own) && !self.is(whose, Part::The) && !self.is(whose, Part::Article)
    }

    /// Whether the ending of a possessive stands before it ("the country's").
    pub fn owned(&self, i: usize) -> bool {
        i > 2
            && self.glued(i - 1)
            && self.lower(i - 1) == self.tables.plural.as_str()
            && self.atoms[i - 2].kind_is('\'')
            && self.glued(i - 2)
    }

    /// Number of atoms.
    pub fn len(&self) -> usize {
        self.atoms.len()
    }

    /// The word in lower case, or the sign; empty beyond the end.
    pub fn lower(&self, i: usize) -> &str {
        self.atoms.get(i).map_or("", |a| &self.lower[a.lower.0 as usize..a.lower.1 as usize])
    }

    /// As written.
    pub fn raw(&self, i: usize) -> &'a str {
        self.atoms.get(i).map_or("", |a| a.span.of(self.text))
    }

    /// What the word can be.
    pub fn word(&self, i: usize) -> NumberWord {
        self.atoms.get(i).map(|a| a.word).unwrap_or_default()
    }

    /// Whether the word can play a part.
    pub fn is(&self, i: usize, part: Part) -> bool {
        self.atoms.get(i).is_some_and(|a| a.word.parts.has(part))
    }

    /// Whether the atom before can play a part.
    pub fn was(&self, i: usize, part: Part) -> bool {
        i > 0 && self.is(i - 1, part)
    }

    /// Whether the word plays a part in dates.
    pub fn cal(&self, i: usize, part: CalPart) -> bool {
        self.atoms.get(i).is_some_and(|a| a.word.cal.has(part))
    }

    /// The end of a word or phrase that plays a part in dates.
    pub fn cal_end(&self, i: usize, part: CalPart) -> Option<usize> {
        let phrase = self.word(i).starts.has(Starts::PART).then(|| self.phrase(&self.tables.cal_phrases, i)).flatten();
        match phrase {
            Some((end, p)) if *p == part => Some(end),
            _ => self.cal(i, part).then_some(i + 1),
        }
    }

    /// Whether it is letters.
    pub fn is_word(&self, i: usize) -> bool {
        matches!(self.atoms.get(i), Some(Atom { kind: AtomKind::Word, .. }))
    }

    /// The word in capitals.
    pub fn lower_as_upper(&self, i: usize) -> String {
        self.raw(i).to_uppercase()
    }

    /// The number in digits.
    pub fn literal(&self, i: usize) -> Option<Literal> {
        match self.atoms.get(i)?.kind {
            AtomKind::Number(l) => Some(l),
            _ => None,
        }
    }

    /// The sign.
    pub fn mark(&self, i: usize) -> Option<char> {
        match self.atoms.get(i)?.kind {
            AtomKind::Mark(c) => Some(c),
            _ => None,
        }
    }

    /// Whether it is a hyphen, minus or dash.
    pub fn dash(&self, i: usize) -> bool {
        matches!(self.mark(i), Some('-' | '\u{2010}'..='\u{2015}' | '\u{2212}'))
    }

    /// Whether no white space stands before it.
    pub fn glued(&self, i: usize) -> bool {
        i > 0 && self.atoms.get(i).is_some_and(|a| !a.space)
    }

    /// Past a hyphen that joins two words, else where it is.
    pub fn past_hyphen(&self, i: usize) -> usize {
        if self.dash(i) && self.glued(i) && self.glued(i + 1) { i + 1 } else { i }
    }

    /// The longest phrase of lower-case words at an atom: end and value.
    pub fn phrase<'t, T>(&self, table: &'t Phrases<T>, at: usize) -> Option<(usize, &'t T)> {
        table.longest(|i| (at + i < self.len()).then(|| self.lower(at + i))).map(|(n, v)| (at + n, v))
    }

    /// The longest phrase at an atom, case as written: end and value.
    pub fn cased_phrase<'t, T>(&self, table: &'t Phrases<T>, at: usize) -> Option<(usize, &'t T)> {
        // "ft 2" is not "ft2".
        let piece = |i: usize| {
            let fits = at + i < self.len() && (i == 0 || self.glued(at + i) || self.literal(at + i).is_none());
            fits.then(|| self.raw(at + i))
        };
        table.longest(piece).map(|(n, v)| (at + n, v))
    }

    /// Whether a value can begin here: a number, a sign, or a word of some table.
    pub fn can_start(&self, i: usize) -> bool {
        let Some(a) = self.atoms.get(i) else { return false };
        match a.kind {
            AtomKind::Number(_) | AtomKind::Dotted(..) => true,
            AtomKind::Opaque => false,
            AtomKind::Word | AtomKind::Mark(_) => {
                let w = &a.word;
                w.starts != Starts::default()
                    || w.cardinal.is_some()
                    || w.scale.is_some()
                    || w.ordinal.is_some()
                    || w.denominator.is_some()
                    || w.scale_ordinal.is_some()
                    || [
                        Part::Article,
                        Part::Minus,
                        Part::From,
                        Part::Between,
                        Part::All,
                        Part::Whole,
                        Part::Another,
                        Part::Aged,
                        Part::Enter,
                        Part::Graded,
                        Part::NumberSign,
                        Part::BeforeLength,
                        Part::Superlative,
                        Part::Top,
                        Part::Point,
                    ]
                    .iter()
                    .any(|p| w.parts.has(*p))
                    || self.dash(i)
                    || w.month.is_some()
                    || w.weekday.is_some()
                    || w.season.is_some()
                    || w.decade.is_some()
                    || w.cal != Default::default()
                    || a.kind_is('\'')
            }
        }
    }

    /// The span of the atoms `from..to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let first = self.atoms.get(from).map_or_else(Span::default, |a| a.span);
        to.checked_sub(1).and_then(|i| self.atoms.get(i)).map_or(first, |last| first.cover(last.span))
    }

    fn push(&mut self, start: usize, end: usize, kind: AtomKind, space: bool) {
        let raw = &self.text[start..end];
        let from = self.lower.len();
        match kind {
            AtomKind::Word if raw.is_ascii() => {
                self.lower.extend(raw.bytes().map(|b| char::from(b.to_ascii_lowercase())))
            }
            AtomKind::Word => self.lower.extend(raw.chars().flat_map(char::to_lowercase)),
            _ => self.lower.push_str(raw),
        }
        let word = match kind {
            AtomKind::Word | AtomKind::Mark(_) => self.tables.word(&self.lower[from..]),
            AtomKind::Number(_) | AtomKind::Opaque | AtomKind::Dotted(..) => NumberWord::default(),
        };
        let capital = raw.chars().next().is_some_and(char::is_uppercase);
        let lower = (from as u32, self.lower.len() as u32);
        self.atoms.push(Atom { span: Span::new(start, end), kind, space, capital, word, lower });
    }

    fn scan(&mut self, span: Span) {
        let (text, end) = (self.text, span.end as usize);
        let mut at = span.start as usize;
        let mut space = true;
        let mut chunk_end = at;
        while let Some(c) = text[at..end].chars().next() {
            if c.is_whitespace() {
                at += c.len_utf8();
                space = true;
                continue;
            }
            if space && at >= chunk_end {
                let rest = &text[at..end];
                chunk_end = at + rest.find(char::is_whitespace).unwrap_or(rest.len());
                if opaque(&text[at..chunk_end]) {
                    self.push(at, chunk_end, AtomKind::Opaque, true);
                    (at, space) = (chunk_end, false);
                    continue;
                }
            }
            let rest = &text[at..end];
            let after_digit_or_letter = !space && text[..at].ends_with(|c: char| c.is_alphanumeric());
            let (len, kind) = if c.is_alphabetic() {
                (rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()), AtomKind::Word)
            } else if c.is_ascii_digit() || (c == '.' && !after_digit_or_letter && starts_with_digit(&rest[1..])) {
                number(rest)
            } else if let Some(value) = vulgar(c) {
                let literal = Literal {
                    value,
                    place: Rational::from_integer(0),
                    digits: 0,
                    decimals: 0,
                    padded: false,
                    grouped: false,
                    vulgar: true,
                };
                (c.len_utf8(), AtomKind::Number(literal))
            } else {
                (c.len_utf8(), AtomKind::Mark(c))
            };
            self.push(at, at + len, kind, space);
            at += len;
            space = false;
        }
    }
}
