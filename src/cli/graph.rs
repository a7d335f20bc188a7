//! `factlint graph`: the fact graph for other programs.

use std::io::Write;

use anyhow::Result;
use factlint::graph::export;
use factlint::report::{document, safe::safe};

use super::End;
use super::graphml;
use super::meant::Meant;
use super::typed::{GraphArgs, GraphFormat};

/// Writes the graph.
pub fn run(args: &GraphArgs, meant: &Meant) -> Result<End> {
    let graph = meant.checker.link(meant.digests(&args.files)?);
    let mut out = meant.screen.out();
    match args.format {
        GraphFormat::Graphml => graphml::write(&export::json(&graph), &mut out)?,
        GraphFormat::Json => document(&export::json(&graph), &mut out)?,
        GraphFormat::Dot => {
            for line in export::dot(&graph).lines() {
                writeln!(out, "{}", safe(line))?;
            }
        }
    }
    out.flush()?;
    Ok(End::Clean)
}
