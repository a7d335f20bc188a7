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
    pub after: After,
    /// Small words inside names.
    pub inside: Inside,
    /// Words of names of organisations.
    pub organisations: Organisations,
    /// How words for peoples are made.
    pub demonyms: Demonyms,
    /// Words before the name of a ship.
    pub vessels: Words,
    /// Words of names of places.
    pub places: Places,
    /// Written large, but no names.
    pub never: Words,
    /// Small words that build a phrase for a role.
    pub roles: Roles,
}

/// Small words that build a phrase for a role.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// Articles and demonstratives.
    pub determiners: FxHashSet<String>,
    /// What ties a further noun to the head.
    pub prepositions: FxHashSet<String>,
    /// What joins two roles.
    pub conjunctions: FxHashSet<String>,
    /// What opens a clause about a person.
    pub relatives: FxHashSet<String>,
    /// Pronouns for a man.
    pub he: FxHashSet<String>,
    /// Pronouns for a woman.
    pub she: FxHashSet<String>,
    /// Endings of participles.
    pub participles: Vec<String>,
    /// Endings of plurals.
    pub plurals: Vec<String>,
    /// Possessive pronouns.
    pub possessives: FxHashSet<String>,
    /// Verbs whose subject holds an office.
    pub verbs: FxHashSet<String>,
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
    /// What ties a body's name to what it is of.
    pub of: FxHashSet<String>,
    /// Of organisations and places.
    pub joints: FxHashSet<String>,
}

/// How words for peoples are made.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demonyms {
    /// Endings added to a place's name, the longest first.
    pub endings: Vec<String>,
}

/// After a name.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct After {
    /// All of them.
    pub words: FxHashSet<String>,
    /// Degrees, orders and the like, which are no part of the name.
    pub honours: FxHashSet<String>,
}

/// Words of names of places.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// The first word of such a name, hardly ever that of a person's.
    pub first: FxHashSet<String>,
    /// A word of such a name.
    pub words: FxHashSet<String>,
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
