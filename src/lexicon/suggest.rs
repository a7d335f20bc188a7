//! What a misspelled name was likely meant to be.

/// The choice that the name was likely meant to be.
pub fn nearest<'a>(name: &str, choices: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    choices.map(|c| (strsim::osa_distance(c, name), c)).filter(|(d, c)| *d <= 2.max(c.len() / 3)).min().map(|(_, c)| c)
}

/// Adds "did you mean" to serde's "unknown field `x`, expected one of `a`, `b`".
pub fn suggest(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let near = quoted.next().filter(|_| message.starts_with("unknown")).and_then(|name| nearest(name, quoted));
    near.map_or_else(|| message.to_owned(), |n| format!("{message}; did you mean `{n}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_named_and_another_word_is_not() {
        let of = suggest;
        assert!(of("unknown field `over-tine`, expected `tolerance` or `over-time`").ends_with("mean `over-time`?"));
        assert_eq!(of("unknown field `colour`, expected `kind`"), "unknown field `colour`, expected `kind`");
        assert_eq!(of("missing field `kind`"), "missing field `kind`");
        assert_eq!(nearest("count-conflit", ["share-conflict", "count-conflict"].into_iter()), Some("count-conflict"));
    }
}
