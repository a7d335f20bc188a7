use factlint::{check::Checker, graph::candidates, source};
use serde_json::Value;
fn main() {
    let c = Checker::builtin();
    for folder in std::env::args().skip(1) {
        let folder = std::path::PathBuf::from(folder);
        let (files, _) = source::gather(&[folder.join("docs")], &Default::default());
        let (mut ds, _) = c.digests(&files);
        ds.sort_by(|a, b| a.path.cmp(&b.path));
        let gold: Value = serde_json::from_str(&std::fs::read_to_string(folder.join("gold.json")).unwrap()).unwrap();
        let texts: Vec<String> = ds.iter().map(|d| std::fs::read_to_string(&d.path).unwrap()).collect();
        let inside = |spans: &Value, (a, f): (usize, usize)| {
            let place = ds[a].facts[f].locator.place.bytes;
            spans.as_array().into_iter().flatten().any(|s| {
                let text = s["text"].as_str().unwrap_or_default();
                ds[a].path.ends_with(&format!("/{}", s["doc"].as_str().unwrap()))
                    && texts[a]
                        .find(text)
                        .is_some_and(|at| at < place.end as usize && (place.start as usize) < at + text.len())
            })
        };
        let all: Vec<_> = candidates(&c.lexicon, &c.weights, &ds).into_iter().flatten().collect();
        let show = |x: &factlint::graph::Candidate| {
            let f = |(a, i): (usize, usize)| {
                let f = &ds[a].facts[i];
                format!(
                    "    {}: {} [{}] t={} c={:?} {:?} {}\n",
                    ds[a].path.rsplit('/').next().unwrap(),
                    factlint::value::display(&f.value),
                    f.locator.text,
                    f.thing.as_ref().map_or("-", |t| &t.key),
                    f.chain.iter().map(|t| t.key.as_str()).collect::<Vec<_>>(),
                    f.terms
                        .iter()
                        .filter(|(p, _)| *p != factlint::fact::Part::Before)
                        .map(|(p, t)| format!("{:.3}:{}", format!("{p:?}"), t.key))
                        .collect::<Vec<_>>()
                        .join(" "),
                    {
                        let s = &f.scope;
                        let st = &f.stance;
                        format!(
                            "{}{}{}{}{}{}{}{}",
                            if s.additional { "ADD " } else { "" },
                            if s.part { "PART " } else { "" },
                            if s.listed { "LIST " } else { "" },
                            if s.background { "BACK " } else { "" },
                            if st.former { "FORMER " } else { "" },
                            if st.forecast || st.hypothetical { "OPEN " } else { "" },
                            if st.negated { "NEG " } else { "" },
                            if s.time.is_empty() { "" } else { "TIME " }
                        )
                    }
                )
            };
            format!(
                "  {:.2} {}\n{}{}      {}",
                c.weights.score(x.agree, &x.features),
                if x.agree { "=" } else { "#" },
                f(x.a),
                f(x.b),
                c.weights
                    .reasons(x.agree, &x.features)
                    .into_iter()
                    .take(14)
                    .map(|(f, w)| format!("{}{:+.1}", f.id(), w))
                    .collect::<Vec<_>>()
                    .join(" ")
            )
        };
        println!("### {}", folder.display());
        let mut good = std::collections::BTreeSet::new();
        for n in gold["conflicts"].as_array().unwrap() {
            let sides = n["sides"].as_array().unwrap();
            let of = |x| sides.iter().position(|s| inside(s, x));
            let mut right: Vec<_> =
                all.iter().filter(|c| matches!((of(c.a), of(c.b)), (Some(x), Some(y)) if x != y)).collect();
            right.sort_by(|x, y| {
                c.weights.score(y.agree, &y.features).total_cmp(&c.weights.score(x.agree, &x.features))
            });
            for r in &right {
                good.insert((r.a, r.b));
            }
            if let Some(r) = right.first() {
                println!("{} {} {}\n{}", n["id"], n["category"], n["what"], show(r));
            }
        }
        let mut wrong: Vec<_> = all.iter().filter(|x| !x.agree && !good.contains(&(x.a, x.b))).collect();
        wrong.sort_by(|x, y| c.weights.score(y.agree, &y.features).total_cmp(&c.weights.score(x.agree, &x.features)));
        println!("-- wrong");
        for w in wrong.iter().take(6) {
            println!("{}", show(w));
        }
    }
}
