//! How common a word is in English at large; adding articles to a corpus changes nothing here.

/// Lines `lemma<TAB>count`, sorted by bytes. Counts are per some 800,000 running words.
static TABLE: &str = include_str!("../../rules/en/frequency.tsv");

/// Running words behind the table.
const TOTAL: f32 = 800_000.0;

/// How much information the lemma carries, in bits, from about 4 ("be") to [`RAREST`] (a word that the table lacks).
pub fn rarity(lemma: &str) -> f32 {
    count(lemma).map_or(RAREST, |n| (TOTAL / n as f32).log2().min(RAREST))
}

/// The rarity of a word that the table lacks, and of names.
pub const RAREST: f32 = 19.0;

fn count(lemma: &str) -> Option<u32> {
    line(TABLE, lemma)?.parse().ok()
}

/// What stands behind the tab of the line of a word, by binary search over the lines of a table sorted by bytes, without an
/// index in memory.
pub(super) fn line<'t>(table: &'t str, word: &str) -> Option<&'t str> {
    let bytes = table.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = (low + high) / 2;
        let start = bytes[..middle].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        let end = bytes[middle..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |i| middle + i);
        let (found, rest) = table[start..end].split_once('\t')?;
        match found.cmp(word) {
            std::cmp::Ordering::Equal => return Some(rest),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_every_word_is_found() {
        let words: Vec<_> = TABLE.lines().map(|l| l.split_once('\t').unwrap()).collect();
        assert!(words.windows(2).all(|w| w[0].0 < w[1].0));
        assert!(words.iter().all(|(w, n)| count(w) == n.parse().ok()));
        assert_eq!(count("zzz"), None);
        assert_eq!(count(""), None);
    }

    #[test]
    fn rare_words_tell_more() {
        assert!(rarity("be") < rarity("strike") && rarity("strike") < rarity("zymurgist"));
    }
}
