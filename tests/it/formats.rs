//! What the reports hold when the whole program writes them. How each looks is under test in its own room.

use serde_json::Value;

use crate::stage::{CLASH, PEACE, Stage};

#[test]
fn the_json_report_follows_the_printed_schema() {
    let stage = Stage::new(CLASH);
    stage.write("empty.txt", "");
    let schema: Value = serde_json::from_str(&stage.run(&["config", "schema", "--report"]).out).unwrap();
    let report = stage.json(&["check"]);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&report).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(report["problems"][0]["file"], "empty.txt");
}

#[test]
fn settings_and_packs_follow_their_printed_schemas() {
    let stage = Stage::new(&[]);
    let schema = |args: &[&str]| -> Value { serde_json::from_str(&stage.run(args).out).unwrap() };
    let toml = |text: &str| -> Value { serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap() };
    let settings = schema(&["config", "schema"]);
    let pack = schema(&["config", "schema", "--pack"]);
    let shown = stage.run(&["config", "show"]).out;
    for (schema, text, good) in [
        (&settings, shown.as_str(), true),
        (&settings, "[rules]\nseverity = { count-conflict = 'off' }", true),
        (&settings, "[rules]\nseverity = { count-conflict = 'loud' }", false),
        (&settings, "[files]\nexclud = []", false),
        (&pack, "[[rule]]\nid = 'x'\nsummary = 'x'\nmessage = 'x'\ncompare = { kind = 'rang' }", false),
        (&pack, "[[rule]]\nid = 'x'\n", false),
    ] {
        assert_eq!(jsonschema::is_valid(schema, &toml(text)), good, "{text}");
    }
    for (path, text) in factlint::rule::BUILTIN {
        let errors: Vec<String> =
            jsonschema::validator_for(&pack).unwrap().iter_errors(&toml(text)).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{path}: {errors:#?}");
    }
}

#[test]
fn evidence_leads_to_the_words_in_the_file() {
    let stage = Stage::new(&[]);
    let front = "---\ntitle: Zoë Åkesson’s bridge\npublished: 2024-05-01\n---\n";
    for (name, text) in CLASH {
        stage.write(&name.replace("txt", "md"), format!("{front}\n“Oh dear,” – *said* Zoë.\n\n{text}\n"));
    }
    let report = stage.json(&["check"]);
    let sides = report["findings"][0]["sides"].as_array().unwrap();
    for evidence in sides.iter().flat_map(|s| s["evidence"].as_array().unwrap()) {
        let file = stage.read(evidence["file"].as_str().unwrap());
        let at = |key: &str| evidence[key].as_u64().unwrap() as usize;
        assert_eq!(&file[at("start")..at("end")], evidence["text"].as_str().unwrap());
        assert_eq!(file[..at("start")].matches('\n').count() + 1, at("line"));
        assert_eq!(at("start") - file[..at("start")].rfind('\n').map_or(0, |i| i + 1) + 1, at("column"));
        assert!(evidence["sentence"].as_str().unwrap().contains(evidence["text"].as_str().unwrap()));
        assert_eq!(evidence["published"], "2024-05-01");
    }
}

#[test]
fn every_format_tells_of_the_finding() {
    let clash = Stage::new(CLASH);
    let peace = Stage::new(PEACE);
    for format in factlint::report::FORMATS {
        let ran = clash.run(&["check", "--format", format.name]);
        assert_eq!(ran.code, 1, "{}", format.name);
        assert!(ran.out.contains("count-conflict"), "{}: {}", format.name, ran.out);
        assert!(ran.out.contains("a.txt") && ran.out.contains("b.txt"), "{}: {}", format.name, ran.out);
        let calm = peace.run(&["check", "--format", format.name]);
        assert_eq!(calm.code, 0, "{}", format.name);
        if matches!(format.name, "json" | "sarif" | "gitlab" | "rdjson") {
            serde_json::from_str::<Value>(&ran.out).unwrap();
            serde_json::from_str::<Value>(&calm.out).unwrap();
        }
        for (stage, ran) in [(&clash, &ran), (&peace, &calm)] {
            let path = format!("report.{}", format.name);
            stage.run(&["check", "-q", "--format", &format!("{}={path}", format.name)]);
            assert_eq!(stage.read(&path), ran.out, "{}: a file holds what is shown", format.name);
        }
    }
}
