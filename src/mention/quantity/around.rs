//! Rates and changes: the words around an amount.

use super::*;

/// "a year", "per share", "/hour", "each": end and the unit or noun of the rate.
pub fn rate(s: &Scene<'_>, at: usize) -> Option<(usize, CompactString)> {
    if s.word(at).starts.has(Starts::RATE)
        && let Some((end, unit)) = s.phrase(&s.tables.rates, at)
    {
        return Some((end, unit.clone()));
    }
    let hyphen = usize::from(s.dash(at) && s.glued(at) && s.glued(at + 1));
    let i = at + hyphen;
    if s.word(i).starts.has(Starts::RATE)
        && hyphen == 1
        && let Some((end, unit)) = s.phrase(&s.tables.rates, i)
    {
        return Some((end, unit.clone()));
    }
    // "3.52 kronor for each share"
    // "For the year" is when, not how often.
    let before =
        hyphen == 0 && s.is(i, Part::BeforeRate) && s.is(i + 1, Part::RateConnector) && !s.is(i + 1, Part::The);
    let i = i + usize::from(before && !s.is(i + 1, Part::Article));
    if !s.is(i, Part::RateConnector) {
        return None;
    }
    let noun = s.past_hyphen(i + 1);
    let slash = s.mark(i) == Some('/');
    if slash && !s.glued(noun) {
        return None;
    }
    if let Some((end, unit)) = unit_at(s, noun) {
        // "a year ago" is a point in time.
        let clear =
            slash || (s.phrase(&s.tables.names, noun).is_some() || s.is(i, Part::Per)) && !s.is(end, Part::AgoLike);
        if clear && (s.is(noun, Part::RateNoun) || slash || s.is(i, Part::Per)) {
            return Some((end, unit.id.clone()));
        }
    }
    (s.is(noun, Part::RateNoun) && !s.is(noun + 1, Part::AgoLike) && !s.is(i, Part::The))
        .then(|| (noun + 1, s.lower(noun).into()))
}

/// One past the noun that a count counts, at most four words on.
pub fn noun_end(s: &Scene<'_>, at: usize) -> Option<usize> {
    (at..at + 4).take_while(|i| s.is_word(*i) && !s.is(*i, Part::Function)).last().map(|i| i + 1)
}

/// The change that the words around an amount speak of.
pub(super) fn change(s: &Scene<'_>, begin: usize, end: usize, q: &Quantity) -> Option<Change> {
    let counts = !matches!(q.axis, Axis::Share);
    let way = |i: usize, strict: bool| -> Option<Change> {
        let plain = matches!(q.axis, Axis::Count | Axis::Number | Axis::PlanSize);
        if strict && (s.is(i, Part::Transitive) || plain && s.is(i, Part::Particle)) {
            return None;
        }
        if s.is(i, Part::Up) {
            Some(Change::Up)
        } else if s.is(i, Part::Down) {
            Some(Change::Down)
        } else if s.is(i, Part::Either) {
            Some(Change::Either)
        } else {
            None
        }
    };
    let mut i = begin;
    let mut by = false;
    while i > 0 && s.is(i - 1, Part::ChangeBy) {
        i -= 1;
        by = true;
    }
    if i > 0 && s.is(i - 1, Part::Of) && i > 1 {
        // "an increase of 3 percent"
        if let Some(c) = way(i - 2, false).filter(|_| {
            !s.is(i - 2, Part::Transitive) || !counts || q.hedge.is_some() || matches!(q.axis, Axis::Money(_))
        }) {
            return Some(c);
        }
    }
    if i > 0
        && let Some(c) = way(i - 1, counts && !by)
    {
        return Some(c);
    }
    if by
        && i > 1
        && let Some(c) = way(i - 2, false)
    {
        // "rose sharply by 5 %"
        return Some(c);
    }
    // "a 3 percent rise", "20 % higher", "three more people"
    let next = s.past_hyphen(end);
    if !counts || s.is(next, Part::Comparative) {
        return way(next, false).filter(|_| !s.is(next, Part::Function));
    }
    None
}
