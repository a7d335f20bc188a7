//! The fact graph in forms for other programs.

use std::collections::BTreeMap;
use std::fmt::Write;

use petgraph::visit::EdgeRef;
use serde::Serialize;

use super::{Edge, FactGraph, Node};

/// The graph as JSON: nodes with an id, edges between ids. The form is described in `docs/graph.md`.
#[derive(Debug, Serialize)]
pub struct Exported {
    version: u32,
    nodes: Vec<ExportedNode>,
    edges: Vec<ExportedEdge>,
}

#[derive(Debug, Serialize)]
struct ExportedNode {
    id: usize,
    kind: &'static str,
    label: String,
    #[serde(flatten)]
    more: BTreeMap<&'static str, serde_json::Value>,
}

#[derive(Debug, Serialize)]
struct ExportedEdge {
    from: usize,
    to: usize,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Puts the graph into its documented JSON form.
pub fn json(graph: &FactGraph) -> Exported {
    let nodes = graph.graph.node_indices().map(|id| node(graph, id.index(), &graph.graph[id])).collect();
    let edges = graph.graph.edge_references().map(|e| {
        let (kind, reason) = edge(e.weight());
        ExportedEdge { from: e.source().index(), to: e.target().index(), kind, reason }
    });
    Exported { version: 1, nodes, edges: edges.collect() }
}

/// Puts the graph into the language of Graphviz; only what hangs on a question is drawn.
pub fn dot(graph: &FactGraph) -> String {
    let exported = json(graph);
    let asked: Vec<bool> = {
        let mut asked = vec![false; exported.nodes.len()];
        for e in exported.edges.iter().filter(|e| e.kind != "states") {
            asked[e.from] = true;
            asked[e.to] = true;
        }
        for e in exported.edges.iter().filter(|e| e.kind == "states") {
            asked[e.from] |= asked[e.to];
        }
        asked
    };
    let mut out = String::from("digraph facts {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n");
    for n in exported.nodes.iter().filter(|n| asked[n.id]) {
        let shape = match n.kind {
            "article" => "note",
            "question" => "diamond",
            "entity" => "ellipse",
            _ => "box",
        };
        let _ = writeln!(out, "  n{} [shape={shape}, label=\"{}\"];", n.id, escaped(&n.label));
    }
    for e in exported.edges.iter().filter(|e| asked[e.from] && asked[e.to]) {
        let reason = e.reason.as_ref().map(|r| format!(", tooltip=\"{}\"", escaped(r))).unwrap_or_default();
        let _ = writeln!(out, "  n{} -> n{} [label=\"{}\"{reason}];", e.from, e.to, e.kind);
    }
    out.push_str("}\n");
    out
}

fn escaped(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect::<String>().replace('\\', "\\\\").replace('"', "\\\"")
}

fn node(graph: &FactGraph, id: usize, node: &Node) -> ExportedNode {
    let mut more = BTreeMap::new();
    let (kind, label) = match node {
        Node::Article(a) => {
            let digest = &graph.digests[*a];
            more.insert("meta", serde_json::json!(digest.meta));
            more.insert("path", serde_json::json!(digest.path));
            ("article", digest.meta.source.clone().unwrap_or_else(|| digest.path.clone()))
        }
        Node::Entity(a, e) => {
            let entity = &graph.digests[*a].entities[*e];
            more.insert("entity", serde_json::json!(entity));
            ("entity", entity.name.to_string())
        }
        Node::Fact(a, f) => {
            let fact = &graph.digests[*a].facts[*f];
            more.insert("fact", serde_json::json!(fact));
            ("fact", fact.locator.text.to_string())
        }
        Node::Question(question) => {
            more.insert("question", serde_json::json!(question));
            ("question", question.key.clone())
        }
    };
    ExportedNode { id, kind, label, more }
}

fn edge(edge: &Edge) -> (&'static str, Option<String>) {
    match edge {
        Edge::States => ("states", None),
        Edge::About => ("about", None),
        Edge::Same(reason) => ("same", Some(reason.clone())),
        Edge::CopyOf(share) => ("copy-of", Some(format!("{share:.2}"))),
        Edge::Answers(reason) => ("answers", Some(reason.clone())),
    }
}
