//! Comments in an article that tell rules to keep silent.
//!
//! | comment | governs |
//! |---|---|
//! | `factlint-ignore RULE: reason` | the block that it stands in, else the next |
//! | `factlint-ignore-file RULE: reason` | the whole article |
//! | `factlint-disable RULE: reason` to `factlint-enable RULE` | the blocks between, or to the end |

use std::collections::BTreeMap;

use super::draft::{Placed, Role};
use crate::article::Suppression;
use crate::span::Span;

/// A comment that speaks to the program.
#[derive(Clone, Debug)]
pub(super) struct Comment {
    pub action: Action,
    /// Where it begins in the decoded text.
    pub at: usize,
}

/// What a comment asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Action {
    verb: Verb,
    rules: Vec<String>,
    reason: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Ignore,
    IgnoreFile,
    Disable,
    Enable,
}

const PREFIX: &str = "factlint-";
const VERBS: [(&str, Verb); 4] =
    [("ignore", Verb::Ignore), ("ignore-file", Verb::IgnoreFile), ("disable", Verb::Disable), ("enable", Verb::Enable)];

/// Reads a comment: nothing if it does not speak to the program, what is wrong if it does so amiss.
pub(super) fn parse(comment: &str) -> Option<Result<Action, String>> {
    let rest = comment.trim().strip_prefix(PREFIX)?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
    let (word, rest) = rest.split_at(end);
    let Some((_, verb)) = VERBS.iter().find(|(name, _)| *name == word) else {
        let names: Vec<_> = VERBS.iter().map(|(n, _)| format!("`{PREFIX}{n}`")).collect();
        return Some(Err(format!("unknown comment `{PREFIX}{word}`; there are {}", names.join(", "))));
    };
    let mut rules = Vec::new();
    let mut rest = rest.trim_start();
    loop {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_*".contains(c)).unwrap_or(rest.len());
        if end == 0 {
            break;
        }
        rules.push(rest[..end].to_owned());
        rest = rest[end..].trim_start();
        match rest.strip_prefix(',') {
            Some(more) => rest = more.trim_start(),
            None => break,
        }
    }
    if rules.is_empty() {
        return Some(Err(format!("`{PREFIX}{word}` names no rule; write `{PREFIX}{word} RULE: reason`")));
    }
    let reason = rest.trim_start_matches([':', '-', ' ']).trim();
    Some(Ok(Action { verb: *verb, rules, reason: (!reason.is_empty()).then(|| reason.to_owned()) }))
}

/// What the comments of an article govern, and what is wrong with them. `comments` holds those of each part, flagged
/// where they stand inside it; `last` are those after the last part; `length` is that of the text. What is wrong comes
/// with its place in the decoded text.
pub(super) fn resolve(
    comments: Vec<Vec<(Comment, bool)>>,
    last: Vec<Comment>,
    placed: &[Placed],
    length: usize,
    line_of: impl Fn(usize) -> u32,
) -> (Vec<Suppression>, Vec<(usize, String)>) {
    let mut found = Vec::new();
    let mut faults = Vec::new();
    // Rules that are disabled: for each, where from, with the reason and the line of the comment.
    let mut open: BTreeMap<String, Vec<(u32, Option<String>, u32)>> = BTreeMap::new();
    // For each part the first block from there on.
    let mut next = vec![placed.len(); placed.len() + 1];
    for i in (0..placed.len()).rev() {
        next[i] = if matches!(placed[i].role, Role::Block(_)) { i } else { next[i + 1] };
    }
    let end = length as u32;
    let here = |i: usize| placed.get(i).map_or(Span { start: end, end }, |p| p.span);
    let all =
        comments.into_iter().enumerate().flat_map(|(i, cs)| cs.into_iter().map(move |(c, inside)| (i, c, inside)));
    for (i, comment, inside) in all.chain(last.into_iter().map(|c| (placed.len(), c, false))) {
        let Comment { action: Action { verb, rules, reason }, at } = comment;
        let line = line_of(at);
        match verb {
            Verb::IgnoreFile => found.push(Suppression { span: Span { start: 0, end }, rules, reason, line }),
            Verb::Ignore => match placed.get(next[i]) {
                Some(place) => found.push(Suppression { span: place.span, rules, reason, line }),
                None => faults.push((at, format!("`{PREFIX}ignore` governs nothing; put it before a paragraph"))),
            },
            Verb::Disable => {
                for rule in rules {
                    open.entry(rule).or_default().push((here(i).start, reason.clone(), line));
                }
            }
            Verb::Enable => {
                let stop = if inside { here(i).end } else { here(i).start };
                for rule in rules {
                    match open.get_mut(&rule).and_then(Vec::pop) {
                        Some((start, reason, line)) => {
                            let span = Span { start, end: stop.max(start) };
                            found.push(Suppression { span, rules: vec![rule], reason, line });
                        }
                        None => faults.push((at, format!("`{rule}` is not disabled here; remove the comment"))),
                    }
                }
            }
        }
    }
    for (rule, starts) in open {
        for (start, reason, line) in starts {
            found.push(Suppression { span: Span { start, end }, rules: vec![rule.clone()], reason, line });
        }
    }
    found.sort_by_key(|s| (s.span, s.line));
    (found, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_read() {
        let of = |text: &str| parse(text).unwrap().map(|a| (a.verb, a.rules.join("+"), a.reason));
        assert_eq!(of(" factlint-ignore a-b: as quoted "), Ok((Verb::Ignore, "a-b".into(), Some("as quoted".into()))));
        assert_eq!(of("factlint-ignore a, b as quoted"), Ok((Verb::Ignore, "a+b".into(), Some("as quoted".into()))));
        assert_eq!(of("factlint-ignore-file a"), Ok((Verb::IgnoreFile, "a".into(), None)));
        assert_eq!(of("factlint-enable a"), Ok((Verb::Enable, "a".into(), None)));
        assert!(of("factlint-ignore").unwrap_err().contains("names no rule"));
        assert!(of("factlint-ignore: as quoted").unwrap_err().contains("names no rule"));
        assert!(of("factlint-skip a").unwrap_err().contains("`factlint-disable`"));
        assert!(parse("an editor's note on factlint-ignore").is_none());
    }
}
