//! What two articles can have in common: the terms around their values that find a counterpart in the other article. Most
//! terms find none, and need not be looked at for each pair of facts.

use super::terms::{Id, Ready, Vocabulary, Weighed};

/// Room for marks on all terms, used for one pair of articles after the other.
pub struct Marks {
    round: u32,
    /// Of each term the last round in which it stood in the second article, and in which it found a counterpart.
    there: Vec<u32>,
    live: Vec<u32>,
}

impl Marks {
    /// For the terms of a vocabulary.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        Self { round: 0, there: vec![0; vocabulary.len()], live: vec![0; vocabulary.len()] }
    }
}

/// The facts of one article, seen from another.
pub struct Shared<'a> {
    facts: &'a [Ready<'a>],
    terms: Vec<Weighed>,
    /// Of each fact where its lists begin in `terms`, in the order of [`View`]; the last begins the next fact.
    starts: Vec<[u32; 5]>,
}

/// A fact with those of its terms that have a counterpart in the other article.
pub struct View<'a> {
    /// The fact with all its terms.
    pub of: &'a Ready<'a>,
    /// See [`Ready::near`].
    pub near: &'a [Weighed],
    /// See [`Ready::far`].
    pub far: &'a [Weighed],
    /// Both.
    pub whole: &'a [Weighed],
    /// See [`Ready::before`].
    pub before: &'a [Weighed],
    /// See [`Ready::close`].
    pub close: &'a [Weighed],
    /// See [`Ready::window`].
    pub window: &'a [Weighed],
}

/// Two articles, each seen from the other. `terms` are those of the whole articles, each once.
pub fn seen<'a>(v: &Vocabulary, marks: &mut Marks, sides: [(&'a [Ready<'a>], &[Id]); 2]) -> [Shared<'a>; 2] {
    marks.round += 1;
    let round = marks.round;
    let [(a, of_a), (b, of_b)] = sides;
    of_b.iter().for_each(|id| marks.there[*id as usize] = round);
    for id in of_a {
        for other in v.alike(*id).filter(|other| marks.there[*other as usize] == round) {
            marks.live[other as usize] = round;
            marks.live[*id as usize] = round;
        }
    }
    [a, b].map(|facts| Shared::new(facts, |id| marks.live[id as usize] == round))
}

impl<'a> Shared<'a> {
    fn new(facts: &'a [Ready<'a>], live: impl Fn(Id) -> bool) -> Self {
        let mut shared = Self { facts, terms: Vec::new(), starts: Vec::with_capacity(facts.len() + 1) };
        for fact in facts {
            let starts = [&fact.near, &fact.far, &fact.before, &fact.close, &fact.window].map(|list| {
                let start = shared.terms.len() as u32;
                shared.terms.extend(list.iter().filter(|w| live(w.id)));
                start
            });
            shared.starts.push(starts);
        }
        shared.starts.push([shared.terms.len() as u32; 5]);
        shared
    }

    /// A fact by its number.
    pub fn view(&self, i: usize) -> View<'_> {
        let ([near, far, before, close, window], [next, ..]) = (self.starts[i], self.starts[i + 1]);
        let part = |from: u32, to: u32| &self.terms[from as usize..to as usize];
        View {
            of: &self.facts[i],
            near: part(near, far),
            far: part(far, before),
            whole: part(near, before),
            before: part(before, close),
            close: part(close, window),
            window: part(window, next),
        }
    }
}
