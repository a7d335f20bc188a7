//! Training of the parser with a dynamic oracle (Goldberg and Nivre 2013): it learns also from states that only its own
//! mistakes lead to.

use super::conllu::Sentence;
use super::lexicon::Lexicon;
use super::names::Names;
use super::perceptron::{Perceptron, Row, Sum, Three, pairs, rival, rows};
use super::random::Random;
use super::tag::Classes;
use crate::syntax::Relation;
use crate::syntax::form::Form;
use crate::syntax::parser::{self, ACTIONS, Action, Items, State};
use crate::syntax::table::Weights;

/// Passes over the text.
const EPOCHS: usize = 7;

/// Trainings whose weights are averaged.
const RUNS: u64 = 4;

/// Bytes for the weights of relations.
const LABELS: usize = 2_700_000;

/// How far the best action must be ahead of one that loses arcs, and the right relation ahead of the others, so as not to
/// be learnt again: some tenth of a usual difference.
const MARGIN: i32 = 20;
const LABEL_MARGIN: i32 = 10;

/// From the second pass on, the parser's own choice is followed in so many of a hundred cases.
const EXPLORE: usize = 90;

/// How many gold arcs each action makes impossible; none if it is not legal.
fn costs(state: &State, heads: &[u16]) -> [Option<usize>; 3] {
    let next = state.next;
    let head = |i: u16| heads[usize::from(i)];
    let rest = |from: u16| from..state.n;
    let stack = &state.stack;
    let mut out = [None; 3];
    for action in ACTIONS {
        if !state.legal(action) {
            continue;
        }
        let cost = match action {
            Action::Shift => {
                let below = &stack[..stack.len().saturating_sub(1)];
                stack.iter().filter(|d| head(**d) == next).count() + usize::from(below.contains(&head(next)))
            }
            Action::Left => {
                let top = stack[stack.len() - 1];
                let h = head(top);
                let under = stack.len() > 1 && stack[stack.len() - 2] == h;
                rest(next).filter(|d| head(*d) == top).count() + usize::from(under || h > next)
            }
            Action::Right => {
                let top = stack[stack.len() - 1];
                rest(next).filter(|d| head(*d) == top).count() + usize::from(head(top) >= next)
            }
        };
        out[action as usize] = Some(cost);
    }
    out
}

/// Trains the choice of actions and of relations some times, from other starts, and returns the averages of both sets of
/// weights: what one run has learnt by chance the others have not.
pub(super) fn train(
    sentences: &[Sentence],
    forms: &[Vec<Form>],
    tags: &[Vec<u8>],
    lexicon: &Lexicon,
    classes: &Classes,
    names: &Names,
    say: &mut impl FnMut(&str),
) -> (Vec<(u64, [u8; 2])>, Vec<Row>) {
    let (mut steps, mut relations) = (Sum::default(), Sum::default());
    for run in 0..RUNS {
        let (mut actions, mut labels) = (Three::new(), Perceptron::default());
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        let mut random = Random(2 + 1000 * run);
        for epoch in 0..EPOCHS {
            random.shuffle(&mut order);
            let (mut steps, mut wrong) = (0usize, 0usize);
            for i in &order {
                let kinds: Vec<u8> = forms[*i].iter().map(|f| names.get(&f.word).copied().unwrap_or(0)).collect();
                let entries = lexicon.entries(&forms[*i]);
                let items = Items::new(&forms[*i], &entries, &tags[*i], classes.list(), &kinds);
                let explore = if epoch == 0 { 0 } else { EXPLORE };
                let (s, w) = learn(&mut actions, &mut labels, &sentences[*i], &items, explore, &mut random);
                steps += s;
                wrong += w;
            }
            say(&format!(
                "parser, run {} of {RUNS}, pass {} of {EPOCHS}: {:.2} % of steps wrong",
                run + 1,
                epoch + 1,
                100.0 * wrong as f64 / steps as f64
            ));
        }
        actions.add_to(&mut steps);
        labels.add_to(&mut relations);
    }
    (pairs(&steps, RUNS as i64, 2, 400, 500), rows(&relations, RUNS as i64, 3, 400, LABELS))
}

/// Learns from one sentence; returns the number of steps and of wrong ones.
fn learn(
    actions: &mut Three,
    labels: &mut Perceptron,
    sentence: &Sentence,
    items: &Items,
    explore: usize,
    random: &mut Random,
) -> (usize, usize) {
    let mut state = State::new(sentence.forms.len() as u16);
    let mut buffer = Vec::with_capacity(128);
    let (mut steps, mut wrong) = (0, 0);
    while !state.done() {
        let costs = costs(&state, &sentence.heads);
        let least = costs.iter().flatten().min().copied().unwrap_or(0);
        let mut scores = [0; 3];
        parser::action_features(items, &state, &mut buffer);
        actions.score(&buffer, &mut scores);
        let found = parser::choose(&state, &scores);
        let mut best: Option<Action> = None;
        for action in ACTIONS {
            let optimal = costs[action as usize] == Some(least);
            if optimal && best.is_none_or(|b| scores[action as usize] > scores[b as usize]) {
                best = Some(action);
            }
        }
        let best = best.unwrap_or(found);
        steps += 1;
        actions.tick();
        let mistaken = costs[found as usize] != Some(least);
        wrong += usize::from(mistaken);
        let next = ACTIONS
            .into_iter()
            .filter(|a| costs[*a as usize].is_some_and(|c| c > least))
            .max_by_key(|a| scores[*a as usize]);
        if let Some(next) = next
            && scores[best as usize] - scores[next as usize] <= MARGIN
        {
            actions.update(&buffer, best as u8, next as u8);
        }
        let action = if mistaken && !random.chance(explore) { best } else { found };
        let label = match state.arc(action) {
            None => 0,
            Some((head, _)) if head == state.n => Relation::Root as u8,
            Some((head, child)) => {
                let mut scores = [0; Relation::ALL.len()];
                parser::label_features(items, &state, head, child, &mut buffer);
                labels.score(&buffer, &mut scores);
                let found = parser::choose_label(&state, head, &mut scores);
                let gold = sentence.relations[usize::from(child)] as u8;
                if sentence.heads[usize::from(child)] == head && gold != Relation::Root as u8 {
                    labels.tick();
                    if let Some(rival) = rival(&scores, gold, LABEL_MARGIN) {
                        labels.update(&buffer, gold, rival);
                    }
                }
                found
            }
        };
        state.apply(action, label);
    }
    (steps, wrong)
}
