//! How alike two names are: one name in two spellings, a slip, or two names.

use compact_str::CompactString;
use strsim::osa_distance;

/// The outcome of comparing two names as strings; who bears them is for the linking to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// Two names.
    Different,
    /// One may be the other with a letter or two wrong.
    Slip,
    /// One name in two styles (hyphen, space, accents, an initial for a name).
    Variant,
    /// The same letters.
    Same,
}

impl Likeness {
    /// Its id in the interface and the wording.
    pub fn id(self) -> &'static str {
        match self {
            Likeness::Different => "different",
            Likeness::Slip => "slip",
            Likeness::Variant => "variant",
            Likeness::Same => "same",
        }
    }
}

/// The parts of a name, folded to plain letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Parts in order, lower case ASCII.
    pub parts: Vec<CompactString>,
}

impl Parts {
    /// Splits at spaces and hyphens; apostrophes, stops and accents are dropped.
    pub fn of(name: &str) -> Self {
        let plain = any_ascii::any_ascii(name).to_lowercase();
        let parts = plain
            .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '_'))
            .map(|p| p.chars().filter(char::is_ascii_alphanumeric).collect::<CompactString>())
            .filter(|p| !p.is_empty());
        Self { parts: parts.collect() }
    }

    /// All letters in a row.
    fn joined(&self) -> String {
        self.parts.concat()
    }
}

/// Letters that a name must have for each slip in it: one in four, two in eight.
const LETTERS_PER_SLIP: usize = 4;

/// Compares two names as strings. Symmetric.
pub fn compare(a: &str, b: &str) -> Likeness {
    if a == b {
        return Likeness::Same;
    }
    let (x, y) = (Parts::of(a), Parts::of(b));
    if x.parts.is_empty() || y.parts.is_empty() {
        return Likeness::Different;
    }
    if x.joined() == y.joined() {
        // "U.S." and "US" are one abbreviation, whatever the house style.
        // So are a name and the same name in capitals, as datelines and headings have it.
        let loud = |s: &str| !s.chars().any(char::is_lowercase);
        let plain = |s: &str| if loud(a) || loud(b) { s.replace('.', "").to_uppercase() } else { s.replace('.', "") };
        // At the beginning of a sentence every name has a capital.
        let small = |s: &str| {
            s.chars().next().map(char::to_lowercase).into_iter().flatten().chain(s.chars().skip(1)).collect::<String>()
        };
        return if plain(a) == plain(b) || small(a) == small(b) { Likeness::Same } else { Likeness::Variant };
    }
    if x.parts.len() != y.parts.len() {
        return Likeness::Different;
    }
    let mut slips = 0;
    let mut initials = false;
    for (p, q) in x.parts.iter().zip(&y.parts) {
        if p == q {
            continue;
        }
        if (p.len() == 1 && q.starts_with(p.as_str())) || (q.len() == 1 && p.starts_with(q.as_str())) {
            initials = true;
        } else if slipped(p, q) {
            slips += 1;
        } else {
            return Likeness::Different;
        }
    }
    match slips {
        0 if initials => Likeness::Variant,
        1 if !initials => Likeness::Slip,
        _ => Likeness::Different,
    }
}

/// Whether two names differ in accents alone, as the styles of two houses do.
pub fn accents_only(a: &str, b: &str) -> bool {
    a != b && any_ascii::any_ascii(a) == any_ascii::any_ascii(b)
}

/// Whether one word may be the other with a slip: swapped, dropped, doubled or wrong letters, more of them in longer words.
pub fn slipped(a: &str, b: &str) -> bool {
    let letters = a.chars().count().min(b.chars().count());
    let distance = osa_distance(a, b);
    let digits = |s: &str| s.chars().any(|c| c.is_ascii_digit());
    let longer = distance <= 2 && letters >= LETTERS_PER_SLIP && (a.starts_with(b) || b.starts_with(a));
    let close = distance > 0 && distance <= 2 && letters >= distance * LETTERS_PER_SLIP;
    (close || longer) && !digits(a) && !digits(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_or_two() {
        for (a, b, likeness) in [
            ("Ilse Brandvold", "Ilse Brandvold", Likeness::Same),
            ("Ilse Brandvold", "Ilse Brandvolt", Likeness::Slip),
            ("Ilse Brandvold", "Ilse Brandovld", Likeness::Slip),
            ("Ilse Brandvold", "Else Brandvolt", Likeness::Different),
            ("Ilse Brandvold", "I. Brandvold", Likeness::Variant),
            ("Jean-Luc Sarrault", "Jean Luc Sarrault", Likeness::Variant),
            ("Brekka-Holm", "Brekka Holm", Likeness::Variant),
            ("José Ibarra", "Jose Ibarra", Likeness::Variant),
            ("Tom Reed", "Tim Reed", Likeness::Different),
            ("Bogdan Tymensk", "Bogdan Tymenskyy", Likeness::Slip),
            ("U.N.", "UN", Likeness::Same),
            ("Port Ilsa", "PORT ILSA", Likeness::Same),
            ("diLund", "DiLund", Likeness::Same),
            ("Ana Lund", "Ana Lunde Holm", Likeness::Different),
            ("", "Ana", Likeness::Different),
        ] {
            assert_eq!(compare(a, b), likeness, "{a} / {b}");
            assert_eq!(compare(b, a), likeness, "{b} / {a}");
        }
    }
}
