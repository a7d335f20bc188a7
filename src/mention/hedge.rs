//! The words around a number that qualify it.

use crate::lexicon::hedges::HedgeKind;
use crate::lexicon::numbers::Part;
use crate::lexicon::quantities::Starts;
use crate::value::Hedge;

use super::scan::Scene;

/// What stands before a number.
#[derive(Clone, Copy, Debug)]
pub struct Hedging {
    /// One past the hedge; where it began if there is none.
    pub end: usize,
    /// What it says.
    pub hedge: Option<Hedge>,
    /// Whether it sets a bound.
    pub limit: bool,
    /// Whether it says that the number is very near ("just under").
    pub tight: bool,
    /// Whether it is one word that is a preposition too ("over").
    pub single: bool,
}

impl Hedging {
    /// Whether there is one.
    pub fn is_some(&self) -> bool {
        self.hedge.is_some()
    }
}

fn hedge(kind: HedgeKind) -> Hedge {
    match kind {
        HedgeKind::About => Hedge::About,
        HedgeKind::Nearly | HedgeKind::JustUnder => Hedge::Nearly,
        HedgeKind::JustOver => Hedge::JustOver,
        HedgeKind::Over => Hedge::Over,
        HedgeKind::AtLeast => Hedge::AtLeast,
        HedgeKind::Under => Hedge::Under,
        HedgeKind::AtMost => Hedge::AtMost,
        HedgeKind::Exact => Hedge::Exact,
    }
}

/// The hedge that begins at an atom. Of several the first that says most counts ("up to about 20").
pub fn before(s: &Scene<'_>, at: usize) -> Hedging {
    let mut h = Hedging { end: at, hedge: None, limit: false, tight: false, single: false };
    let none = h;
    let mut i = at;
    for _ in 0..4 {
        if !s.word(i).starts.has(Starts::HEDGE) {
            break;
        }
        let Some((end, word)) = s.phrase(&s.tables.hedges, i) else { break };
        if word.transparent {
            if h.hedge.is_none() {
                return none;
            }
            // An article belongs to the number ("more than a hundred").
            if s.is(i, Part::Article)
                && (s.word(end).scale.is_some()
                    || s.word(end).group.is_some()
                    || super::measure::unit_at(s, end).is_some()
                    || s.word(end).denominator.is_some()
                    || s.word(end).starts.has(Starts::VAGUE))
            {
                break;
            }
            i = end;
            h.end = end;
            continue;
        }
        if s.was(i, Part::NotBeforeHedge) && i == at {
            return none;
        }
        let kind = hedge(word.kind);
        h.hedge = match h.hedge {
            None | Some(Hedge::Exact) => Some(kind),
            Some(Hedge::About) if kind != Hedge::Exact => Some(kind),
            first => first,
        };
        h.limit |= word.limit;
        h.tight |= matches!(word.kind, HedgeKind::JustUnder);
        h.single = end == at + 1;
        h.end = end;
        i = end;
    }
    if h.hedge.is_none() { none } else { h }
}

/// The hedge after a number: end and what it says together with the one before.
pub fn after(s: &Scene<'_>, at: usize, before: Option<Hedge>) -> Option<(usize, Hedge)> {
    let i = s.past_hyphen(at);
    if let Some((end, ())) = s.phrase(&s.tables.inclusive, i)
        && let Some(h @ (Hedge::Under | Hedge::Over)) = before
        && s.literal(end).is_none()
    {
        return Some((end, if h == Hedge::Under { Hedge::AtMost } else { Hedge::AtLeast }));
    }
    if !s.word(i).starts.has(Starts::AFTER) {
        return None;
    }
    let (end, kind) = s.phrase(&s.tables.hedges_after, i)?;
    // "200 or greater than 190" begins another.
    if s.literal(end).is_some() || s.word(end).cardinal.is_some() {
        return None;
    }
    let kind = hedge(*kind);
    match before {
        Some(Hedge::AtLeast | Hedge::Over | Hedge::AtMost | Hedge::Under | Hedge::Nearly | Hedge::JustOver) => None,
        _ => Some((end, kind)),
    }
}
