//! The fact graph as GraphML (graphml.graphdrawing.org), for programs that draw and measure graphs.

use std::collections::BTreeSet;
use std::io::{self, Write};

use factlint::report::safe::safe;
use serde::Serialize;
use serde_json::Value;

/// Writes a graph that is given as `{"nodes": [{"id", ...}], "edges": [{"from", "to", ...}]}`; every other field becomes an
/// attribute, and what is no plain value is given as JSON.
pub fn write(graph: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let graph = serde_json::to_value(graph)?;
    let list = |name: &str| graph[name].as_array().cloned().unwrap_or_default();
    let (nodes, edges) = (list("nodes"), list("edges"));
    let keys = |list: &[Value], ends: &[&str]| -> BTreeSet<String> {
        let fields = list.iter().filter_map(Value::as_object).flat_map(|o| o.keys());
        fields.filter(|key| !ends.contains(&key.as_str())).cloned().collect()
    };
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    for (of, list, ends) in [("node", &nodes, &["id"][..]), ("edge", &edges, &["from", "to"])] {
        for key in keys(list, ends) {
            let key = text(&key);
            writeln!(out, "  <key id=\"{of}-{key}\" for=\"{of}\" attr.name=\"{key}\" attr.type=\"string\"/>")?;
        }
    }
    writeln!(out, "  <graph edgedefault=\"directed\">")?;
    for node in &nodes {
        writeln!(out, "    <node id=\"n{}\">", text(&plain(&node["id"])))?;
        data(node, "node", &["id"], out)?;
        writeln!(out, "    </node>")?;
    }
    for edge in &edges {
        let end = |name: &str| text(&plain(&edge[name]));
        writeln!(out, "    <edge source=\"n{}\" target=\"n{}\">", end("from"), end("to"))?;
        data(edge, "edge", &["from", "to"], out)?;
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn data(item: &Value, of: &str, ends: &[&str], out: &mut dyn Write) -> io::Result<()> {
    for (key, value) in item.as_object().into_iter().flatten() {
        if !ends.contains(&key.as_str()) && !value.is_null() {
            writeln!(out, "      <data key=\"{of}-{}\">{}</data>", text(key), text(&plain(value)))?;
        }
    }
    Ok(())
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Text as XML takes it.
fn text(text: &str) -> String {
    safe(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
