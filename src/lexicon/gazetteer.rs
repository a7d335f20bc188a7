//! Tables of names and of nouns for people, groups and places. They lie in the program as sorted text and are searched in
//! place: nothing is parsed at start. Sources: `rules/en/gazetteer/NOTICE.md`.

use std::cmp::Ordering;

static CITIES: &str = include_str!("../../rules/en/gazetteer/cities.tsv");
static KNOWN: &str = include_str!("../../rules/en/gazetteer/known.tsv");
static PEOPLE: &str = include_str!("../../rules/en/gazetteer/people.tsv");
static NOUNS: &str = include_str!("../../rules/en/gazetteer/nouns.tsv");

/// A populated place that the table of cities knows, or several of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct City {
    /// Codes (ISO 3166) of up to four countries that have a place of this name, parted by blanks, the most populous first.
    pub countries: &'static str,
    /// The largest one's population as a power of ten, from 4.
    pub magnitude: u8,
}

/// What part of a person's name a word is known as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PersonPart {
    /// A given name.
    pub given: bool,
    /// Given to men.
    pub male: bool,
    /// Given to women.
    pub female: bool,
    /// A surname.
    pub surname: bool,
}

/// What a common noun may stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NounClass {
    /// A person ("envoy").
    pub person: bool,
    /// A group of people ("ministry").
    pub group: bool,
    /// A place ("river").
    pub place: bool,
}

/// The key under which names are looked up: ASCII, small letters, words parted by single blanks.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    let mut push = |c: char| {
        let c = c.to_ascii_lowercase();
        if c.is_ascii_alphanumeric() || c == '\'' {
            if std::mem::take(&mut gap) && !out.is_empty() {
                out.push(' ');
            }
            out.push(c);
        } else {
            gap = true;
        }
    };
    for c in name.chars() {
        if c.is_ascii() {
            push(c);
        } else {
            any_ascii::any_ascii_char(c).chars().for_each(&mut push);
        }
    }
    out
}

/// Looks up a populated place by its folded name.
pub fn city(key: &str) -> Option<City> {
    let (countries, magnitude) = find(CITIES, key)?.split_once('\t')?;
    Some(City { countries, magnitude: magnitude.parse().ok()? })
}

/// Whether a folded name is known as that of an organisation, and as that of a region, river, mountain or the like.
pub fn known(key: &str) -> (bool, bool) {
    let letters = find(KNOWN, key).unwrap_or_default();
    (letters.contains('o'), letters.contains('l'))
}

/// Looks up a given name or surname by its folded form.
pub fn person_part(key: &str) -> PersonPart {
    let letters = find(PEOPLE, key).unwrap_or_default();
    let has = |c| letters.contains(c);
    PersonPart { given: has('g') || has('m') || has('f'), male: has('m'), female: has('f'), surname: has('s') }
}

/// All words of the table of people, with what they are known as.
#[cfg(feature = "train")]
pub(crate) fn people() -> impl Iterator<Item = (&'static str, PersonPart)> {
    PEOPLE.lines().filter_map(|l| l.split_once('\t')).map(|(word, _)| (word, person_part(word)))
}

/// All nouns of the table, with what they may stand for.
#[cfg(feature = "train")]
pub(crate) fn nouns() -> impl Iterator<Item = (&'static str, NounClass)> {
    NOUNS.lines().filter_map(|l| l.split_once('\t')).map(|(word, _)| (word, noun_class(word)))
}

/// All names of populated places.
#[cfg(feature = "train")]
pub(crate) fn cities() -> impl Iterator<Item = &'static str> {
    CITIES.lines().filter_map(|l| l.split('\t').next())
}

/// Looks up a noun by its lemma in small letters; of several words only those for people are known.
pub fn noun_class(lemma: &str) -> NounClass {
    let letters = find(NOUNS, lemma).unwrap_or_default();
    let has = |c| letters.contains(c);
    NounClass { person: has('p'), group: has('o'), place: has('l') }
}

/// Binary search over lines `key<TAB>value` sorted by key.
fn find(table: &'static str, key: &str) -> Option<&'static str> {
    let bytes = table.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = (low + high) / 2;
        let start = bytes[..middle].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        let end = bytes[middle..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |i| middle + i);
        let (word, value) = table[start..end].split_once('\t')?;
        match word.cmp(key) {
            Ordering::Equal => return Some(value),
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_every_key_is_found() {
        for table in [CITIES, KNOWN, PEOPLE, NOUNS] {
            let lines: Vec<_> = table.lines().map(|l| l.split_once('\t').unwrap()).collect();
            assert!(lines.windows(2).all(|w| w[0].0 < w[1].0));
            assert!(lines.iter().step_by(7).all(|(key, value)| find(table, key) == Some(*value)));
            assert_eq!(find(table, ""), None);
            assert_eq!(find(table, "zzzz"), None);
        }
        assert!(CITIES.lines().all(|l| city(l.split('\t').next().unwrap()).is_some()));
    }

    #[test]
    fn names_fold_to_keys() {
        for (name, key) in [
            ("Łódź", "lodz"),
            ("São Paulo", "sao paulo"),
            ("Port-au-Prince", "port au prince"),
            (" N’Djamena ", "n'djamena"),
            ("Київ", "kiiv"),
            ("", ""),
        ] {
            assert_eq!(fold(name), key);
        }
    }

    #[test]
    fn what_is_known_of_a_name() {
        assert_eq!(city("lodz").map(|c| (c.countries, c.magnitude)), Some(("PL", 5)));
        assert!(person_part("ingrid").female && !person_part("ingrid").male);
        assert!(person_part("hernandez").surname);
        assert!(
            noun_class("envoy").person && noun_class("ministry").group && noun_class("river") == NounClass::default()
        );
    }
}
