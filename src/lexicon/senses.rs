//! Which words mean nearly the same, from a dictionary of senses.

/// Lines `lemma<TAB>concepts`, sorted by bytes; a concept is a letter for its weight (`a` = 1/16 to `p` = 1) and a number in
/// base 36. A capital letter (`A` to `P`) marks a concept that the lemma is the opposite of.
static TABLE: &str = include_str!("../../rules/en/senses.tsv");

/// What a lemma means: concepts by number, each with how well the lemma stands for it (0 to 1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Senses {
    /// What it stands for.
    pub of: Vec<(u32, f32)>,
    /// What it is the opposite of.
    pub against: Vec<(u32, f32)>,
}

/// The senses of a lemma; none where the table lacks it.
pub fn senses(lemma: &str) -> Senses {
    let mut all = Senses::default();
    for concept in super::frequency::line(TABLE, lemma).unwrap_or_default().split(' ') {
        let Some(letter) = concept.bytes().next() else { continue };
        let Some(number) = concept.get(1..).and_then(|n| u32::from_str_radix(n, 36).ok()) else { continue };
        let weight = f32::from((letter.to_ascii_lowercase()).saturating_sub(b'a') + 1) / 16.0;
        if letter.is_ascii_uppercase() { &mut all.against } else { &mut all.of }.push((number, weight));
    }
    all.of.sort_by_key(|(number, _)| *number);
    all.against.sort_by_key(|(number, _)| *number);
    all
}

impl Senses {
    /// How nearly two lemmas mean the same, 0 to 1: the best concept that both stand for.
    pub fn likeness(&self, other: &Senses) -> f32 {
        best(&self.of, &other.of)
    }

    /// How nearly two lemmas are opposites, 0 to 1.
    pub fn opposition(&self, other: &Senses) -> f32 {
        best(&self.against, &other.of).max(best(&self.of, &other.against))
    }
}

/// The best product of the weights of a concept in both lists.
fn best(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut best) = (0, 0, 0.0f32);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                best = best.max(x.1 * y.1);
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivations_and_causes_are_near_and_strangers_are_not() {
        let like = |a, b| senses(a).likeness(&senses(b));
        for (a, b) in [("evacuate", "evacuation"), ("kill", "die"), ("strike", "walkout"), ("shut", "close")] {
            assert!(like(a, b) > 0.6, "{a} and {b}: {}", like(a, b));
            assert_eq!(like(a, b), like(b, a));
        }
        for (a, b) in [("ferry", "sentence"), ("north", "south"), ("doctor", "patient")] {
            assert!(like(a, b) < 0.3, "{a} and {b}: {}", like(a, b));
        }
    }

    #[test]
    fn opposites_are_known() {
        let against = |a, b| senses(a).opposition(&senses(b));
        for (a, b) in [("open", "close"), ("first", "last"), ("arrive", "leave"), ("northern", "southern")] {
            assert!(against(a, b) > 0.3 && against(a, b) == against(b, a), "{a} and {b}: {}", against(a, b));
        }
        assert_eq!(against("open", "start"), 0.0);
    }

    #[test]
    fn the_table_is_sorted_and_sound() {
        let lemmas: Vec<&str> = TABLE.lines().filter_map(|l| l.split_once('\t').map(|(w, _)| w)).collect();
        assert!(lemmas.is_sorted() && lemmas.len() == TABLE.lines().count());
        assert!(lemmas.iter().all(|l| senses(l) != Senses::default()));
    }
}
