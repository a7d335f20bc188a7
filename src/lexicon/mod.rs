//! The words of one language, merged from `rules/<language>/*.toml` and the user's overlays.
//!
//! One file of the language's folder fills one section, a struct of its own module here; the name of the file is the
//! name of the section. Later rooms ask the sections and hold no words themselves.
//!
//! To add a section: a file under `rules/en/`, a module with its struct, a field of [`Lexicon`] and a line in [`FILES`].

mod abbreviations;
mod countries;
mod frequency;
pub mod gazetteer;
mod grammar;
mod load;
mod names;
mod scales;
mod senses;
mod suggest;
mod terms;
mod titles;
mod tokens;
pub mod wording;
pub mod furniture;
pub mod pattern;
pub mod calendar;
pub mod exact;
pub mod hedges;
pub mod numbers;
pub mod phrases;
pub mod quantities;
pub mod units;

pub use abbreviations::Abbreviations;
pub use countries::{Countries, Country, Land, LandKind, State};
pub use frequency::{RAREST, rarity};
pub use grammar::{Class, Grammar};
pub use load::{Fault, Overlay};
pub use names::{Groups, Names};
pub use senses::{Senses, senses};
pub use suggest::{nearest, suggest};
pub use terms::{OverTime, Terms};
pub use titles::{After, Demonyms, Gender, Inside, Organisations, Places, Roles, Titles, Words};
pub use tokens::{Hyphens, Numbers, Tokens};

use serde::Deserialize;

/// All word knowledge of a language. Cheap to share, never changed after loading.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    /// Small words by what they do.
    pub grammar: Grammar,
    /// Terms that exclude each other.
    pub scales: scales::Scales,
    /// What the program says about its findings.
    pub wording: wording::Wording,
    /// Families of words that are one idea.
    pub terms: Terms,
    /// Words with a full stop that does not end a sentence.
    pub abbreviations: Abbreviations,
    /// Countries, their parts, and what comes from them.
    pub countries: Countries,
    /// What stands before, after and inside names.
    pub titles: Titles,
    /// What ties two names beyond their letters.
    pub names: Names,
    /// Where a word is cut into tokens.
    pub tokens: Tokens,
    /// How numbers are spelled.
    pub numbers: numbers::Numbers,
    /// How a writer qualifies a number.
    pub hedges: hedges::Hedges,
    /// Dates and times of day.
    pub calendar: calendar::Calendar,
    /// Names of units and currencies.
    pub units: units::UnitNames,
    /// Units and currencies without the words of a language.
    pub measures: units::Measures,
    /// What is on a page and is not the article's own.
    pub furniture: furniture::Furniture,
    /// Numbers, units, hedges and the calendar compiled into tables.
    #[serde(skip)]
    pub quantities: quantities::Quantities,
}

/// The built-in sections: name and TOML text.
const FILES: &[(&str, &str)] = &[
    ("abbreviations", include_str!("../../rules/en/abbreviations.toml")),
    ("countries", include_str!("../../rules/en/countries.toml")),
    ("grammar", include_str!("../../rules/en/grammar.toml")),
    ("scales", include_str!("../../rules/en/scales.toml")),
    ("wording", include_str!("../../rules/en/wording.toml")),
    ("terms", include_str!("../../rules/en/terms.toml")),
    ("titles", include_str!("../../rules/en/titles.toml")),
    ("names", include_str!("../../rules/en/names.toml")),
    ("tokens", include_str!("../../rules/en/tokens.toml")),
    ("furniture", include_str!("../../rules/en/furniture.toml")),
    ("numbers", include_str!("../../rules/en/numbers.toml")),
    ("hedges", include_str!("../../rules/en/hedges.toml")),
    ("calendar", include_str!("../../rules/en/calendar.toml")),
    ("units", include_str!("../../rules/en/units.toml")),
    ("measures", include_str!("../../rules/units.toml")),
];

impl Lexicon {
    /// The built-in English words alone.
    ///
    /// # Panics
    /// Only if a built-in file is broken, which a test rules out.
    pub fn english() -> Self {
        Self::with(&[]).expect("the built-in lexicon is sound")
    }

    /// The built-in English words with the user's overlays merged in, in order: lists are added to, tables are merged,
    /// other values are replaced.
    ///
    /// # Errors
    /// The place in the overlay at fault, what is wrong, and what to do.
    pub fn with(overlays: &[Overlay]) -> Result<Self, Fault> {
        let mut lexicon: Self = load::merge(FILES, overlays)?;
        lexicon.quantities = quantities::Quantities::new(
            &lexicon.numbers,
            &lexicon.measures,
            &lexicon.units,
            &lexicon.hedges,
            &lexicon.calendar,
        );
        Ok(lexicon)
    }
}
