//! Which words mean nearly the same, from a dictionary of senses.

/// Lines `lemma<TAB>concepts`, sorted by bytes; a concept is a letter for its weight (`a` = 1/16 to `p` = 1) and a number in
/// base 36.
static TABLE: &str = include_str!("../../rules/en/senses.tsv");

/// The concepts that a lemma stands for, by number, each with how well it does (0 to 1). Empty where the table lacks it.
pub fn senses(lemma: &str) -> Vec<(u32, f32)> {
    let Some(line) = super::frequency::line(TABLE, lemma) else { return Vec::new() };
    let concept = |c: &str| {
        let weight = c.bytes().next()?.checked_sub(b'a')?;
        Some((u32::from_str_radix(c.get(1..)?, 36).ok()?, (f32::from(weight) + 1.0) / 16.0))
    };
    let mut all: Vec<_> = line.split(' ').filter_map(concept).collect();
    all.sort_by_key(|(number, _)| *number);
    all
}

/// How nearly two lists of [`senses`] mean the same, 0 to 1: the best concept of both.
pub fn likeness(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
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
        let like = |a, b| likeness(&senses(a), &senses(b));
        for (a, b) in [("evacuate", "evacuation"), ("kill", "die"), ("strike", "walkout"), ("shut", "close")] {
            assert!(like(a, b) > 0.6, "{a} and {b}: {}", like(a, b));
            assert_eq!(like(a, b), like(b, a));
        }
        for (a, b) in [("ferry", "sentence"), ("north", "south"), ("doctor", "patient")] {
            assert!(like(a, b) < 0.3, "{a} and {b}: {}", like(a, b));
        }
    }

    #[test]
    fn the_table_is_sorted_and_sound() {
        let lemmas: Vec<&str> = TABLE.lines().filter_map(|l| l.split_once('\t').map(|(w, _)| w)).collect();
        assert!(lemmas.is_sorted() && lemmas.len() == TABLE.lines().count());
        assert!(lemmas.iter().all(|l| !senses(l).is_empty()));
    }
}
