//! Countries, their parts, and what comes from them.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// `countries.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Countries {
    /// Countries and parts that news treats as such.
    pub countries: Vec<Country>,
    /// Continents, regions, seas.
    pub regions: Vec<String>,
    /// Words for people and things by origin or faith that belong to no one country.
    pub people: Vec<String>,
    /// States and provinces.
    pub states: Vec<State>,
    #[serde(skip)]
    index: OnceLock<FxHashMap<String, Land>>,
}

/// A country.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166.
    pub code: String,
    /// The usual name.
    pub name: String,
    /// Other names and abbreviations.
    #[serde(default)]
    pub also: Vec<String>,
    /// Adjective and words for the people.
    #[serde(default)]
    pub demonyms: Vec<String>,
    /// Seats of government.
    #[serde(default)]
    pub capitals: Vec<String>,
}

/// A state or province.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The name.
    pub name: String,
    /// The country's code.
    pub country: String,
    /// Abbreviations.
    #[serde(default)]
    pub also: Vec<String>,
}

/// What a word is in this section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Land {
    /// What it is.
    pub kind: LandKind,
    /// The country's code; empty where there is none.
    pub country: String,
    /// The usual name of the country, state or city.
    pub name: String,
}

/// What a word of this section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LandKind {
    /// A country.
    Country,
    /// A capital.
    Capital,
    /// A state or province.
    State,
    /// A continent, region or sea.
    Region,
    /// A word for people and things by origin.
    Demonym,
}

impl Countries {
    /// What a name is, as written ("US", "Danish"). A country before its capital, a capital before a state.
    pub fn find(&self, name: &str) -> Option<&Land> {
        self.index.get_or_init(|| self.build()).get(name)
    }

    fn build(&self) -> FxHashMap<String, Land> {
        let mut out = FxHashMap::default();
        let mut add = |key: &String, kind, country: &str, name: &str| {
            out.entry(key.clone()).or_insert_with(|| Land { kind, country: country.to_owned(), name: name.to_owned() });
        };
        for c in &self.countries {
            for key in std::iter::once(&c.name).chain(&c.also) {
                add(key, LandKind::Country, &c.code, &c.name);
            }
        }
        for c in &self.countries {
            for key in &c.capitals {
                add(key, LandKind::Capital, &c.code, key);
            }
        }
        for s in &self.states {
            for key in std::iter::once(&s.name).chain(&s.also) {
                add(key, LandKind::State, &s.country, &s.name);
            }
        }
        for key in &self.regions {
            add(key, LandKind::Region, "", key);
        }
        for c in &self.countries {
            for key in &c.demonyms {
                add(key, LandKind::Demonym, &c.code, &c.name);
            }
        }
        for key in &self.people {
            add(key, LandKind::Demonym, "", key);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::*;

    #[test]
    fn what_a_word_is() {
        let lexicon = Lexicon::english();
        let of = |w| lexicon.countries.find(w).map(|l| (l.kind, l.country.as_str()));
        assert_eq!(of("U.S."), Some((LandKind::Country, "US")));
        assert_eq!(of("Danish"), Some((LandKind::Demonym, "DK")));
        assert_eq!(of("Nairobi"), Some((LandKind::Capital, "KE")));
        assert_eq!(of("Georgia"), Some((LandKind::Country, "GE")));
        assert_eq!(of("Ohio"), Some((LandKind::State, "US")));
        assert_eq!(of("Kurds"), Some((LandKind::Demonym, "")));
        assert_eq!(of("Harbour"), None);
    }
}
