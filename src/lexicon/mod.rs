//! The words of one language, merged from `rules/<language>/*.toml` and the user's overlays.
//!
//! One file of the language's folder fills one section, a struct of its own module here; the name of the file is the
//! name of the section. Later rooms ask the sections and hold no words themselves.
//!
//! To add a section: a file under `rules/en/`, a module with its struct, a field of [`Lexicon`] and a line in [`FILES`].

mod load;
pub mod calendar;
pub mod exact;
pub mod hedges;
pub mod numbers;
pub mod phrases;
pub mod quantities;
pub mod units;

pub use load::{Fault, Overlay};

use serde::Deserialize;

/// All word knowledge of a language. Cheap to share, never changed after loading.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
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
    /// The five compiled into tables.
    #[serde(skip)]
    pub quantities: quantities::Quantities,
}

/// The built-in sections: name and TOML text.
const FILES: &[(&str, &str)] = &[
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
