//! The words of one language, merged from `rules/<language>/*.toml` and the user's overlays.
//!
//! One file of the language's folder fills one section, a struct of its own module here; the name of the file is the
//! name of the section. Later rooms ask the sections and hold no words themselves.
//!
//! To add a section: a file under `rules/en/`, a module with its struct, a field of [`Lexicon`] and a line in [`FILES`].

mod load;
pub mod furniture;
pub mod pattern;

pub use load::{Fault, Overlay};

use serde::Deserialize;

/// All word knowledge of a language. Cheap to share, never changed after loading.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    /// What is on a page and is not the article's own.
    pub furniture: furniture::Furniture,
}

/// The built-in sections: name and TOML text.
const FILES: &[(&str, &str)] = &[("furniture", include_str!("../../rules/en/furniture.toml"))];

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
        load::merge(FILES, overlays)
    }
}
