//! Whether what is told lies ahead: from the parse where there is one, else from the nearest word of tense.

use super::Scene;
use crate::lexicon::calendar::CalPart;
use crate::lexicon::numbers::Part;
use crate::syntax::{Features, Relation, Tag, Tree};

const PAST: Features = Features::PAST;

const FINITE_PAST: Features = Features(Features::PAST.0 | Features::FINITE.0);

const FINITE_PRESENT: Features = Features(Features::PRESENT.0 | Features::FINITE.0);

impl Scene<'_> {
    /// Whether what is told at an atom lies ahead of the day of publication.
    pub fn ahead(&self, at: usize) -> bool {
        let parsed = self.tree.zip(self.token(at)).and_then(|(tree, token)| self.ahead_by_parse(tree, token, at));
        parsed.unwrap_or_else(|| self.ahead_by_words(at))
    }

    /// What the verbs say that govern a token, the nearest first; none where they leave the time open.
    fn ahead_by_parse(&self, tree: &Tree<'_>, token: usize, at: usize) -> Option<bool> {
        // "said Wednesday": the verb beside it, whatever the parse hangs the day on.
        if token > 0 && tree.tag(token - 1) == Tag::Verb && tree.words[token - 1].features.has(PAST) {
            let verb = token - 1;
            return self.tense(tree, verb, token).flatten();
        }
        // "since January" lies back, "set for Tuesday" and "until June" say nothing by their verb's tense alone.
        if self.cal(at.wrapping_sub(1), CalPart::Since) && !self.is(at.wrapping_sub(1), Part::From) {
            return Some(false);
        }
        if self.is(at.wrapping_sub(1), Part::Purpose) {
            return None;
        }
        let governs =
            |i: &usize| matches!(tree.tag(*i), Tag::Verb | Tag::Aux) || tree.child(*i, &[Relation::Cop]).is_some();
        // A clause that opens after the day does not tell of it ("said Monday that they are").
        let opens_after = |verb: usize| {
            let mut marks = tree.children(verb).filter(|c| matches!(tree.relation(*c), Relation::Mark));
            marks.any(|c| c > token && c < verb)
        };
        let verb = tree
            .path(token)
            .filter(governs)
            .take(3)
            .find_map(|verb| if opens_after(verb) { Some(None) } else { self.tense(tree, verb, token) });
        verb.flatten()
    }

    /// Whether a verb, or a predicate with its copula, tells of what lies ahead. `Some(None)` where it cannot be told, none
    /// where the verb above it decides ("speaking on Tuesday, she said").
    fn tense(&self, tree: &Tree<'_>, verb: usize, token: usize) -> Option<Option<bool>> {
        let has = |i: usize, f: Features| tree.words[i].features.has(f);
        let future = |i: usize| self.tables.word(&tree.lower(i)).tense == Some(true);
        let helper = |i: &usize| matches!(tree.relation(*i), Relation::Aux | Relation::AuxPass | Relation::Cop);
        let helpers = || tree.children(verb).filter(helper);
        let modal = |i: usize| has(i, Features::FINITE) && !has(i, Features::PAST) && !has(i, Features::PRESENT);
        let participle = has(verb, Features(Features::PARTICIPLE.0 | Features::PAST.0));
        // "may have met", "has met": what is told of is over; "will have been held" is rare.
        let perfect = participle
            && tree.child(verb, &[Relation::AuxPass]).is_none()
            && helpers().any(|i| tree.relation(i) == Relation::Aux && !modal(i));
        if perfect {
            return Some(Some(false));
        }
        if let Some(modal) = helpers().find(|i| modal(*i)) {
            // "could" tells of what was as well.
            return Some(future(modal).then_some(true));
        }
        if participle && future(verb) {
            return Some(Some(true));
        }
        if has(verb, FINITE_PAST) || helpers().any(|i| has(i, Features::PAST)) {
            return Some(Some(false));
        }
        if has(verb, Features::INFINITIVE) || helpers().any(|i| has(i, Features::INFINITIVE)) {
            // "agreed to meet" and "failed to meet" differ by their verbs alone: the words around say more.
            return Some(None);
        }
        if let Some(helper) = helpers().find(|i| has(*i, FINITE_PRESENT)) {
            // "is on Tuesday", "are meeting on Tuesday", "is held on Tuesday"; "is open, and more than on Tuesday" tells nothing.
            let sure = tree.relation(helper) != Relation::Cop || verb == token;
            return Some(sure.then_some(true));
        }
        if participle {
            return Some(Some(false));
        }
        if has(verb, FINITE_PRESENT) {
            // Headlines tell of the past in the present, a plain form may be a past one that was misread ("put"), and what
            // something has or shows is no event.
            let ends = tree.tag(tree.len() - 1) == Tag::Punct;
            let third = !tree.lemma(verb).eq_ignore_ascii_case(tree.form(verb));
            let does = third && tree.tag(verb) == Tag::Verb && tree.child(verb, &[Relation::Nsubj]).is_some();
            let event = tree.child(verb, &[Relation::Obj, Relation::Ccomp]).is_none();
            return Some((ends && does && event).then_some(true));
        }
        None
    }

    /// Whether the nearest word of tense says so.
    fn ahead_by_words(&self, at: usize) -> bool {
        let ending = self.tables.past_ending.as_str();
        let tense = |i: usize| {
            let past = self.is_word(i) && self.lower(i).len() > ending.len() + 2 && self.lower(i).ends_with(ending);
            self.word(i).tense.or(past.then_some(false))
        };
        // "will be held": the participle tells nothing.
        let leading = |i: usize| (i.saturating_sub(3)..i).any(|j| self.word(j).tense == Some(true));
        let before = (0..at).rev().take(25).find_map(|i| tense(i).map(|t| (at - i, t || leading(i))));
        let after = (at..self.len()).take(12).find_map(|i| tense(i).map(|t| (2 * (i - at) + 3, t)));
        match (before, after) {
            (Some(b), Some(a)) => {
                if b.0 <= a.0 {
                    b.1
                } else {
                    a.1
                }
            }
            (b, a) => b.or(a).is_some_and(|x| x.1),
        }
    }
}
