use factlint::check::Checker;
fn main() {
    let checker = Checker::builtin();
    let paths: Vec<_> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--") && a != "json" && a != "check")
        .map(Into::into)
        .collect();
    let (files, _) = factlint::source::gather(&paths, &Default::default());
    let o = checker.run(&files);
    println!("{}", serde_json::json!({"version":1,"summary":o.summary,"findings":o.findings,"problems":o.problems}));
}
