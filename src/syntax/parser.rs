//! Arc-hybrid transition parsing (Kuhlmann, Gómez-Rodríguez and Satta 2011; Goldberg and Nivre 2013): one pass, at most
//! two steps for each token. What to do and how to call the arc are two decisions.

use super::form::Form;
use super::hash::feature;
use super::part::PERSON;
use super::table::Weights;
use super::tagger::{Class, Entry, best};
use super::{Relation, Tag};

/// No token.
const NONE: u16 = u16::MAX;

/// A step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Action {
    /// The next token goes onto the stack.
    Shift,
    /// The top of the stack hangs on the next token.
    Left,
    /// The top of the stack hangs on the one below it.
    Right,
}

pub(super) const ACTIONS: [Action; 3] = [Action::Shift, Action::Left, Action::Right];

/// What the parser sees of a token.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Item {
    word: u64,
    suffix: u64,
    class: u64,
    tag: u64,
    sense: u64,
}

/// The tokens of one sentence, the artificial root after them, and a place that stands for no token.
#[derive(Debug)]
pub(super) struct Items(Vec<Item>);

impl Items {
    pub(super) fn new(forms: &[Form], entries: &[Entry], tags: &[u8], classes: &[Class], names: &[u8]) -> Self {
        let mut items = Vec::with_capacity(forms.len() + 2);
        for (((form, entry), class), name) in forms.iter().zip(entries).zip(tags).zip(names) {
            let tag = classes.get(usize::from(*class)).map_or(Tag::X, |c| c.tag);
            items.push(Item {
                word: form.word,
                suffix: form.suffix[2],
                class: u64::from(*class) + 1,
                tag: tag as u64 + 1,
                sense: match tag {
                    Tag::Verb | Tag::Aux => u64::from(entry.verb) + 32,
                    // What part of a name a word is known as says more than its meaning as a noun.
                    Tag::Propn if *name > 0 && *name != PERSON => u64::from(*name) + 64,
                    Tag::Noun | Tag::Propn | Tag::Sym => u64::from(entry.noun),
                    _ => 0,
                },
            });
        }
        items.push(Item { word: 1, suffix: 1, class: 200, tag: 200, sense: 0 });
        items.push(Item { word: 2, suffix: 2, class: 201, tag: 201, sense: 0 });
        Self(items)
    }

    fn at(&self, i: u16) -> &Item {
        let last = self.0.len() - 1;
        &self.0[if i == NONE { last } else { usize::from(i) }]
    }
}

/// Children of a token as far as they are known.
#[derive(Clone, Copy, Debug)]
struct Node {
    head: u16,
    label: u8,
    /// The outermost child on each side, and the one inside it.
    left: [u16; 2],
    right: [u16; 2],
    lefts: u8,
    rights: u8,
    /// Relations of the children on each side, as bits.
    left_set: u64,
    right_set: u64,
}

const FRESH: Node =
    Node { head: NONE, label: 255, left: [NONE; 2], right: [NONE; 2], lefts: 0, rights: 0, left_set: 0, right_set: 0 };

/// The parser's state: a stack, the next token, and the arcs so far. Index `n` is the artificial root.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub stack: Vec<u16>,
    pub next: u16,
    pub n: u16,
    nodes: Vec<Node>,
}

impl State {
    pub(super) fn new(n: u16) -> Self {
        Self { stack: Vec::with_capacity(32), next: 0, n, nodes: vec![FRESH; usize::from(n) + 2] }
    }

    pub(super) fn done(&self) -> bool {
        self.next == self.n && self.stack.is_empty()
    }

    /// Only one token may hang on the root, so at the end the stack is reduced to one first.
    pub(super) fn legal(&self, action: Action) -> bool {
        match action {
            Action::Shift => self.next < self.n,
            Action::Left => !self.stack.is_empty() && (self.next < self.n || self.stack.len() == 1),
            Action::Right => self.stack.len() > 1,
        }
    }

    fn top(&self, k: usize) -> u16 {
        self.stack.len().checked_sub(k + 1).map_or(NONE, |i| self.stack[i])
    }

    fn ahead(&self, k: u16) -> u16 {
        self.next.checked_add(k).filter(|i| *i <= self.n).unwrap_or(NONE)
    }

    fn node(&self, i: u16) -> &Node {
        let last = self.nodes.len() - 1;
        &self.nodes[if i == NONE { last } else { usize::from(i) }]
    }

    /// The arc that an action would draw: head and dependent.
    pub(super) fn arc(&self, action: Action) -> Option<(u16, u16)> {
        match action {
            Action::Shift => None,
            Action::Left => Some((self.next, self.top(0))),
            Action::Right => Some((self.top(1), self.top(0))),
        }
    }

    /// Takes a step; `label` is the relation of the arc that it draws.
    pub(super) fn apply(&mut self, action: Action, label: u8) {
        let Some((head, child)) = self.arc(action) else {
            self.stack.push(self.next);
            self.next += 1;
            return;
        };
        self.stack.pop();
        let node = &mut self.nodes[usize::from(child)];
        node.head = head;
        node.label = label;
        let node = &mut self.nodes[usize::from(head)];
        if action == Action::Left {
            node.left = [child, node.left[0]];
            node.lefts += u8::from(node.lefts < 4);
            node.left_set |= 1 << label;
        } else {
            node.right = [child, node.right[0]];
            node.rights += u8::from(node.rights < 4);
            node.right_set |= 1 << label;
        }
    }

    /// Heads and relations, the root's head being `n`.
    pub(super) fn arcs(&self) -> impl Iterator<Item = (u16, u8)> + '_ {
        self.nodes[..usize::from(self.n)].iter().map(|n| (n.head, n.label))
    }
}

/// Distance in classes that widen.
fn distance(a: u16, b: u16) -> u64 {
    if a == NONE || b == NONE {
        return 0;
    }
    match a.abs_diff(b) {
        d @ 0..=4 => u64::from(d),
        5..=6 => 5,
        7..=10 => 6,
        11..=20 => 7,
        _ => 8,
    }
}

/// Numbers features as they come.
struct Gather<'a> {
    out: &'a mut Vec<u64>,
    template: u64,
}

impl Gather<'_> {
    #[inline(always)]
    fn add(&mut self, values: &[u64]) {
        self.template += 1;
        self.out.push(feature(self.template, values));
    }
}

/// Features of a state, for the choice of an action.
pub(super) fn action_features(items: &Items, state: &State, out: &mut Vec<u64>) {
    out.clear();
    let mut g = Gather { out, template: 1000 };
    let (s0, s1, s2, b0) = (state.top(0), state.top(1), state.top(2), state.ahead(0));
    let (i0, i1, i2) = (items.at(s0), items.at(s1), items.at(s2));
    let (j0, j1, j2, j3) = (items.at(b0), items.at(state.ahead(1)), items.at(state.ahead(2)), items.at(state.ahead(3)));
    let (n0, n1, n2, m0) = (state.node(s0), state.node(s1), state.node(s2), state.node(b0));
    let (w0, p0, w1, p1, p2) = (i0.word, i0.class, i1.word, i1.class, i2.class);
    let (wb, pb, p_b1, p_b2) = (j0.word, j0.class, j1.class, j2.class);
    let d0 = distance(s0, b0);
    let d1 = distance(s1, s0);
    // Single tokens.
    g.add(&[w0, p0]);
    g.add(&[w0]);
    g.add(&[p0]);
    g.add(&[w1, p1]);
    g.add(&[p1]);
    g.add(&[wb, pb]);
    g.add(&[wb]);
    g.add(&[pb]);
    g.add(&[j1.word, p_b1]);
    g.add(&[p_b1, p_b2]);
    g.add(&[j2.word, p_b2]);
    // Top of the stack and next token.
    g.add(&[w0, wb]);
    g.add(&[w0, pb]);
    g.add(&[p0, pb]);
    g.add(&[i0.tag, j0.tag, d0]);
    g.add(&[p0, pb, d0]);
    g.add(&[w0, pb, d0]);
    g.add(&[p0, wb, d0]);
    // Both on top of the stack.
    g.add(&[w1, w0]);
    g.add(&[p1, p0]);
    g.add(&[p1, p0, d1]);
    // Below the top and next token.
    g.add(&[w1, wb]);
    g.add(&[p1, pb]);
    g.add(&[w1, pb]);
    // Three tokens.
    g.add(&[p1, p0, pb]);
    g.add(&[p1, w0, pb]);
    g.add(&[p0, pb, p_b1]);
    g.add(&[w0, pb, p_b1]);
    g.add(&[p0, wb, p_b1]);
    g.add(&[pb, p_b1, p_b2]);
    g.add(&[p0, pb, p_b1, p_b2]);
    g.add(&[p0, pb, j1.word]);
    g.add(&[wb, p_b1, p_b2]);
    g.add(&[pb, p_b1, p_b2, j3.class]);
    g.add(&[p0, pb, p_b1, j3.tag, p_b2]);
    // Children.
    let (l0, r0) = (items.at(n0.left[0]), items.at(n0.right[0]));
    let l1 = items.at(n1.left[0]);
    let lb = items.at(m0.left[0]);
    let label = |i: u16| u64::from(state.node(i).label);
    let (xl0, xr0, xl1, xr1, xlb) =
        (label(n0.left[0]), label(n0.right[0]), label(n1.left[0]), label(n1.right[0]), label(m0.left[0]));
    g.add(&[p0, l0.class, pb]);
    g.add(&[p0, r0.class, pb]);
    g.add(&[p0, pb, lb.class]);
    g.add(&[p1, l1.class, p0]);
    g.add(&[p1, p0, r0.class]);
    g.add(&[p1, p0, pb, lb.class]);
    g.add(&[p0, xl0, xr0]);
    g.add(&[p1, xl1, xr1]);
    g.add(&[pb, xlb, p0]);
    g.add(&[w0, xr0, pb]);
    // Words that introduce: the first left child, a preposition or conjunction as a rule, and what it could hang on.
    g.add(&[w1, l0.word]);
    g.add(&[p1, l0.word, p0]);
    g.add(&[p1, l0.word, w0]);
    g.add(&[w0, lb.word]);
    g.add(&[p0, lb.word, pb]);
    // Sets of relations and numbers of children.
    g.add(&[p0, n0.left_set]);
    g.add(&[p0, n0.right_set, pb]);
    g.add(&[w0, n0.right_set, pb]);
    g.add(&[w0, n0.left_set]);
    g.add(&[p1, n1.right_set, p0]);
    g.add(&[pb, m0.left_set, p0]);
    g.add(&[p0, u64::from(n0.lefts), u64::from(n0.rights), pb]);
    g.add(&[p1, u64::from(n1.lefts), u64::from(n1.rights), p0]);
    g.add(&[p2, n2.right_set, p1, p0]);
    // Second children.
    g.add(&[pb, lb.class, items.at(m0.left[1]).class, p0]);
    // Neighbours in the text, which say what lies between.
    let before = |i: u16| items.at(if i == NONE { NONE } else { i.checked_sub(1).unwrap_or(NONE) });
    let after = |i: u16| items.at(if i >= state.n { NONE } else { i + 1 });
    g.add(&[p1, before(s0).class, p0]);
    g.add(&[p0, before(b0).class, pb]);
    g.add(&[p1, after(s1).class, p0, pb]);
    g.add(&[p0, after(s0).class, pb]);
    g.add(&[w1, before(s0).word, p0]);
    // Kinds of meaning.
    g.add(&[i0.sense, p0, j0.sense, pb]);
    g.add(&[i1.sense, p1, i0.sense, p0]);
    g.add(&[w1, l0.word, i0.sense]);
    g.add(&[i0.suffix, p0, pb]);
    g.add(&[p0, j0.suffix, pb]);
}

/// Features of an arc about to be drawn, for the choice of its relation.
pub(super) fn label_features(items: &Items, state: &State, head: u16, child: u16, out: &mut Vec<u64>) {
    out.clear();
    let mut g = Gather { out, template: 2000 };
    let (h, c) = (items.at(head), items.at(child));
    let (nh, nc) = (state.node(head), state.node(child));
    let way = u64::from(head > child);
    let d = distance(head, child) + 16 * way;
    let before = |i: u16| items.at(i.checked_sub(1).unwrap_or(NONE));
    let after = |i: u16| items.at(if i >= state.n { NONE } else { i + 1 });
    let (first, last) = (items.at(nc.left[0]), items.at(nc.right[0]));
    let siblings = if way == 1 { nh.left_set } else { nh.right_set };
    g.add(&[way]);
    g.add(&[h.class, c.class, way]);
    g.add(&[h.tag, c.tag, d]);
    g.add(&[h.word, c.word, way]);
    g.add(&[h.word, c.class, way]);
    g.add(&[h.class, c.word, way]);
    g.add(&[c.word, way]);
    g.add(&[c.class, d]);
    g.add(&[h.word, way]);
    g.add(&[c.word, c.class, h.tag, way]);
    g.add(&[h.word, h.class, c.tag, way]);
    g.add(&[h.class, c.class, first.class, last.class]);
    g.add(&[c.class, first.word, way]);
    g.add(&[h.word, first.word, c.class]);
    g.add(&[c.word, first.word, way]);
    g.add(&[h.tag, c.class, nc.left_set, way]);
    g.add(&[h.tag, c.class, nc.right_set, way]);
    g.add(&[h.class, c.class, siblings, way]);
    g.add(&[h.word, c.class, siblings, way]);
    g.add(&[h.class, c.class, before(child).class, way]);
    g.add(&[h.class, c.class, before(head).class, way]);
    g.add(&[h.class, c.class, after(head).class, way]);
    g.add(&[c.class, before(child).word, way]);
    g.add(&[c.class, before(child).class, after(child).class, way]);
    g.add(&[h.class, c.class, h.sense, c.sense, way]);
    g.add(&[h.word, c.class, c.sense, way]);
    g.add(&[c.sense, c.class, first.word, h.tag]);
    g.add(&[h.suffix, c.class, way]);
}

/// The best legal action.
pub(super) fn choose(state: &State, scores: &[i32; 3]) -> Action {
    let mut best: Option<Action> = None;
    for action in ACTIONS {
        if state.legal(action) && best.is_none_or(|b| scores[action as usize] > scores[b as usize]) {
            best = Some(action);
        }
    }
    best.unwrap_or(Action::Shift)
}

/// The relation that an arc would have. Only the root's own arc is called root.
pub(super) fn choose_label(state: &State, head: u16, scores: &mut [i32; Relation::ALL.len()]) -> u8 {
    if head == state.n {
        return Relation::Root as u8;
    }
    scores[Relation::Root as usize] = i32::MIN;
    best(scores)
}

/// Whether a numeral can count the token, or a unit, a sign or a further numeral.
fn countable(item: &Item) -> bool {
    let tags = [Tag::Noun, Tag::Propn, Tag::Sym, Tag::Num, Tag::Adj, Tag::X];
    tags.iter().any(|t| *t as u64 + 1 == item.tag)
}

/// Parses one sentence.
pub(super) fn parse(actions: &impl Weights, labels: &impl Weights, items: &Items) -> State {
    let mut state = State::new((items.0.len() - 2) as u16);
    let mut buffer = Vec::with_capacity(128);
    while !state.done() {
        let mut legal = ACTIONS.into_iter().filter(|a| state.legal(*a));
        let action = match (legal.next(), legal.next()) {
            (Some(only), None) => only,
            _ => {
                let mut scores = [0; 3];
                action_features(items, &state, &mut buffer);
                actions.score(&buffer, &mut scores);
                choose(&state, &scores)
            }
        };
        let label = match state.arc(action) {
            None => 0,
            Some((head, child)) => {
                let mut scores = [0; Relation::ALL.len()];
                if head != state.n {
                    label_features(items, &state, head, child, &mut buffer);
                    labels.score(&buffer, &mut scores);
                    if !countable(items.at(head)) {
                        scores[Relation::Nummod as usize] = i32::MIN;
                    }
                }
                choose_label(&state, head, &mut scores)
            }
        };
        state.apply(action, label);
    }
    state
}
