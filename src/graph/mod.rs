//! Digests to the fact graph: copies, entities, and questions. The one step that sees all articles; it never sees text.
//!
//! Nodes are articles, entities, facts and questions. Nothing is merged in place: that two things are one is an edge with
//! a reason, and a question points at the facts that answer it.

pub mod align;
pub mod arithmetic;
mod around;
mod bond;
mod candidate;
mod cluster;
mod copies;
mod entity;
pub mod export;
pub mod feature;
pub mod forest;
mod measure;
pub mod name;
mod question;
mod shared;
pub mod sides;
pub mod story;
mod terms;

use petgraph::graph::{DiGraph, NodeIndex};

use crate::fact::Digest;
use crate::lexicon::Lexicon;

pub use bond::{Bond, Bonds, ITSELF, Key, Likely};
pub use candidate::{Candidate, candidates, rivals, support};
pub use question::{Answer, Question, Topic};

/// All facts of a corpus and how they hang together.
#[derive(Debug)]
pub struct FactGraph {
    /// The articles, sorted by path.
    pub digests: Vec<Digest>,
    /// For each article the number of its origin: copies of one text share it.
    pub origins: Vec<usize>,
    /// The graph itself.
    pub graph: DiGraph<Node, Edge>,
    /// The questions, in the order of their first answer.
    pub questions: Vec<NodeIndex>,
    /// Facts that had a counterpart elsewhere.
    pub compared: usize,
}

/// A node of the graph; indices lead into the digests.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// An article.
    Article(usize),
    /// An entity of an article.
    Entity(usize, usize),
    /// A fact of an article.
    Fact(usize, usize),
    /// A question.
    Question(Box<Question>),
}

/// An edge of the graph.
#[derive(Clone, Debug, PartialEq)]
pub enum Edge {
    /// Article to fact, or article to entity.
    States,
    /// Entity to question.
    About,
    /// Entity to entity: one bearer, and why.
    Same(String),
    /// Article to the article that it shares its text with, and how much of it (0 to 1).
    CopyOf(f32),
    /// Fact or entity to question, and why.
    Answers(String),
}

/// Links the digests of all articles. The order in which they come does not matter.
pub fn link(lexicon: &Lexicon, weights: &align::Weights, digests: Vec<Digest>) -> FactGraph {
    link_with(lexicon, weights, digests, None)
}

/// As [`link`], with what is known of pairs of these articles; what is found out is added. The graph is the same.
pub fn link_with(
    lexicon: &Lexicon,
    weights: &align::Weights,
    mut digests: Vec<Digest>,
    bonds: Option<&mut Bonds>,
) -> FactGraph {
    digests.sort_by(|a, b| a.path.cmp(&b.path));
    let mut graph = DiGraph::new();
    let articles: Vec<NodeIndex> = (0..digests.len()).map(|i| graph.add_node(Node::Article(i))).collect();
    let mut facts = Vec::new();
    let mut entities = Vec::new();
    for (a, digest) in digests.iter().enumerate() {
        let add = |node, graph: &mut DiGraph<Node, Edge>| {
            let id = graph.add_node(node);
            graph.add_edge(articles[a], id, Edge::States);
            id
        };
        facts.push((0..digest.facts.len()).map(|f| add(Node::Fact(a, f), &mut graph)).collect::<Vec<_>>());
        entities.push((0..digest.entities.len()).map(|e| add(Node::Entity(a, e), &mut graph)).collect::<Vec<_>>());
    }

    let pairs = candidate::related(&digests);
    let mut origin = cluster::Clusters::new(digests.len());
    for pair in &pairs {
        let copied = story::overlap(&digests[pair.a], &digests[pair.b]);
        if copied >= story::COPY {
            origin.join(pair.a, pair.b);
            graph.add_edge(articles[pair.b], articles[pair.a], Edge::CopyOf(copied));
        }
    }

    let copies = copies::Copies::of(&digests);
    let read = copies.emptied(&digests);
    let pairs: Vec<_> = pairs.into_iter().filter(|p| !copies.holds(p.a) && !copies.holds(p.b)).collect();
    let figures = question::figures(lexicon, weights, &read, pairs, bonds);
    let names = entity::names(lexicon, &read);
    let mut questions = Vec::new();
    for link in names.links {
        graph.add_edge(entities[link.a.0][link.a.1], entities[link.b.0][link.b.1], Edge::Same(link.reason));
    }
    let equations = arithmetic::questions(lexicon, &read);
    for mut question in figures.questions.into_iter().chain(names.questions).chain(equations) {
        copies.join(&mut question);
        let answers = question.answers.clone();
        let topic = question.topic.clone();
        let id = graph.add_node(Node::Question(Box::new(question)));
        for answer in answers {
            match topic {
                Topic::Figure | Topic::Equation(_) => {
                    graph.add_edge(facts[answer.article][answer.index], id, Edge::Answers(answer.reason))
                }
                _ => graph.add_edge(entities[answer.article][answer.index], id, Edge::About),
            };
        }
        questions.push(id);
    }
    let origins = (0..digests.len()).map(|i| origin.find(i)).collect();
    FactGraph { digests, origins, graph, questions, compared: figures.compared }
}

impl FactGraph {
    /// A question by its node.
    pub fn question(&self, id: NodeIndex) -> Option<&Question> {
        match &self.graph[id] {
            Node::Question(question) => Some(question),
            _ => None,
        }
    }
}
