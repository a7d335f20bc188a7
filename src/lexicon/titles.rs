//! What stands before, after and inside names.

use rustc_hash::FxHashSet;
use serde::Deserialize;

/// `titles.toml`. All words in small letters, with their full stop where they are written with one.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Titles {
    /// Words that tell whether a man or a woman is meant.
    pub gender: Gender,
    /// Before a name, no office.
    pub honorifics: Words,
    /// Offices written large before a name.
    pub offices: Words,
    /// After a name.
    pub after: Words,
    /// Small words inside names.
    pub inside: Inside,
    /// Words of names of organisations.
    pub organisations: Organisations,
    /// Words of names of places.
    pub places: Words,
}

/// A set of words.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The words.
    pub words: FxHashSet<String>,
}

/// Words that tell whether a man or a woman is meant.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gender {
    /// A man.
    pub male: FxHashSet<String>,
    /// A woman.
    pub female: FxHashSet<String>,
}

/// Small words inside names.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inside {
    /// Of people.
    pub particles: FxHashSet<String>,
    /// Of organisations and places.
    pub joints: FxHashSet<String>,
}

/// Words of names of organisations.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisations {
    /// The last word of a company's name.
    pub companies: FxHashSet<String>,
    /// A word of the name of a body.
    pub bodies: FxHashSet<String>,
}
