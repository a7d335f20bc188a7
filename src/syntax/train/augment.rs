//! Variants of the training sentences, as headlines and careless writers have them.

use super::conllu::Sentence;
use super::random::Random;
use crate::syntax::Tag;

/// All sentences, some of them followed by variants.
pub(super) fn augment(sentences: &[Sentence]) -> Vec<Sentence> {
    let mut random = Random(20);
    let mut out = Vec::with_capacity(sentences.len() * 5 / 4);
    for sentence in sentences {
        out.push(sentence.clone());
        let long = sentence.forms.len() > 3;
        if long && random.chance(8) {
            out.push(without_end(&title(sentence, random.chance(50)), random.chance(80)));
        }
        if long && random.chance(2) {
            out.push(without_end(&upper(sentence), random.chance(50)));
        }
        if long && random.chance(5) {
            out.push(without_end(sentence, true));
        }
    }
    out.iter_mut().for_each(Sentence::make_projective);
    out
}

/// Each word with a capital; small words only if `all`.
fn title(sentence: &Sentence, all: bool) -> Sentence {
    let mut out = sentence.clone();
    for (i, form) in out.forms.iter_mut().enumerate() {
        let small = matches!(sentence.tags[i], Tag::Adp | Tag::Cconj | Tag::Det | Tag::Part | Tag::Sconj);
        if (small && !all && form.len() < 5 && i > 0) || form.starts_with('\'') {
            continue;
        }
        if let Some(first) = form.chars().next() {
            *form = first.to_uppercase().chain(form[first.len_utf8()..].chars()).collect();
        }
    }
    out
}

fn upper(sentence: &Sentence) -> Sentence {
    let mut out = sentence.clone();
    out.forms.iter_mut().for_each(|f| *f = f.to_uppercase());
    out
}

/// Drops a final mark on which nothing hangs.
fn without_end(sentence: &Sentence, drop: bool) -> Sentence {
    let mut out = sentence.clone();
    let n = out.forms.len();
    let last = (n - 1) as u16;
    if !drop || out.tags[n - 1] != Tag::Punct || out.heads[n - 1] == n as u16 || out.heads.contains(&last) {
        return out;
    }
    out.forms.pop();
    out.lemmas.pop();
    out.tags.pop();
    out.fine.pop();
    out.heads.pop();
    out.relations.pop();
    out.heads.iter_mut().filter(|h| **h == n as u16).for_each(|h| *h = last);
    out
}
