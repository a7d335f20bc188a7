//! Outcomes for the tests of all formats. Outlets, people and events are invented.

use crate::article::Problem;
use crate::finding::*;

/// A place: the braces in the sentence mark the words, the file holds nothing else in that line.
pub fn place(file: &str, source: &str, published: &str, line: u32, sentence: &str) -> Evidence {
    let offset = sentence.find('{').expect("a mark opens");
    let length = sentence.find('}').expect("a mark closes") - offset - 1;
    let sentence = sentence.replacen(['{', '}'], "", 2);
    let start = line * 200 + offset as u32;
    let column = sentence[..offset].chars().count() as u32 + 1;
    let text = sentence[offset..offset + length].to_owned();
    Evidence {
        file: file.into(),
        line,
        column: offset as u32 + 1,
        start,
        end: start + length as u32,
        part: None,
        source: (!source.is_empty()).then(|| source.into()),
        published: (!published.is_empty()).then(|| published.into()),
        url: None,
        offset,
        settled: false,
        extent: Some(Extent { column, end_line: line, end_column: column + text.chars().count() as u32 }),
        text,
        sentence,
    }
}

/// A side; its outlets are those of its places.
pub fn side(value: &str, independent: usize, likely_wrong: Option<bool>, evidence: Vec<Evidence>) -> Side {
    let mut sources: Vec<String> = Vec::new();
    for source in evidence.iter().filter_map(|e| e.source.clone()) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    Side { value: value.into(), sources, independent, likely_wrong, evidence }
}

/// A finding; its fingerprint is made of rule and question.
pub fn finding(
    (rule, kind, category, severity): (&str, Verdict, Category, Severity),
    (question, message): (&str, &str),
    explanation: &[&str],
    sides: Vec<Side>,
) -> Finding {
    let id = blake3::hash(format!("{rule}\n{question}").as_bytes()).to_hex()[..16].to_owned();
    let explanation = explanation.iter().map(|s| (*s).to_owned()).collect();
    let (rule, question, message) = (rule.into(), question.into(), message.into());
    Finding {
        id,
        also: Vec::new(),
        rule,
        kind,
        category,
        severity,
        confidence: 0.87,
        question,
        message,
        explanation,
        sides,
    }
}

/// Two counts of one crew.
pub fn contradiction() -> Finding {
    let long = "The barge Wilhelmine, which had left the quay at Tarn Hollow before dawn with timber for the mills of the \
        lower valley and a pilot who knew the river from childhood, went down near the second lock, and {nine crew members \
        drowned} while the people of the village tried to reach them from both banks with ropes, ladders and the one boat \
        that was left, the lock keeper said.";
    finding(
        ("count-conflict", Verdict::Contradiction, Category::Count, Severity::Error),
        ("deaths in the barge sinking", "Deaths in the barge sinking: six, or nine"),
        &[
            "Both speak of the barge Wilhelmine, of deaths, of the same day.",
            "Six and nine cannot both be the whole count.",
        ],
        vec![
            side(
                "six",
                2,
                None,
                vec![
                    place(
                        "wire/barge-1.md",
                        "Marrow Post",
                        "2031-05-02",
                        3,
                        "{Six of the crew died} when the barge Wilhelmine sank.",
                    ),
                    place(
                        "wire/barge-2.md",
                        "Vale Courier",
                        "2031-05-02T18:30:00+02:00",
                        5,
                        "Rescuers found {six bodies} by noon.",
                    ),
                    place(
                        "wire/barge-3.md",
                        "Lowland Echo",
                        "2031-05-03",
                        1,
                        "Zoë Åkermark said {six sailors} had lost their lives.",
                    ),
                ],
            ),
            side("nine", 1, Some(true), vec![place("drafts/barge.md", "Tarn Gazette", "2031-05-04", 7, long)]),
        ],
    )
}

/// Four states of one figure, the first told by many.
pub fn outdated() -> Finding {
    let many = (1..=5)
        .map(|n| {
            let (file, source) = (format!("wire/dyke-{n}.md"), format!("Outlet {n}"));
            place(&file, &source, "2031-06-09", n, "By Monday {2,300 households} had no power.")
        })
        .collect();
    finding(
        ("rising-count", Verdict::Outdated, Category::Count, Severity::Warning),
        ("households without power after the dyke breach", "an older figure is given as current"),
        &["2,300 was published last; the others say less, and none says that it speaks of an earlier day."],
        vec![
            side("2,300", 3, Some(false), many),
            side(
                "about 1,800",
                1,
                Some(true),
                vec![place("a/two.md", "Marrow Post", "2031-06-08", 2, "Some {1,800 homes} are dark.")],
            ),
            side(
                "at least 950",
                1,
                Some(true),
                vec![place("a/three.md", "Vale Courier", "2031-06-07", 4, "At {least 950 households} wait.")],
            ),
            side("400", 0, Some(true), vec![place("a/four.html", "", "", 31, "The breach cut off {400 households}.")]),
        ],
    )
}

/// Two spellings of one name.
pub fn variant() -> Finding {
    finding(
        ("person-spelling", Verdict::Variant, Category::PersonName, Severity::Warning),
        ("name of the harbour master", "\"Ilse Vandermeer\" is also spelt \"Ilse van der Meer\""),
        &["Both are the harbour master of Ostrand.", "The names differ in spelling alone."],
        vec![
            side(
                "Ilse Vandermeer",
                1,
                None,
                vec![place(
                    "b/port.md",
                    "Marrow Post",
                    "2031-03-01",
                    2,
                    "Harbour master {Ilse Vandermeer} closed the port.",
                )],
            ),
            side(
                "Ilse van der Meer",
                1,
                None,
                vec![Evidence {
                    part: Some("word/document.xml#p12".into()),
                    ..place(
                        "b/port.docx",
                        "Vale Courier",
                        "2031-03-02",
                        1,
                        "{Ilse van der Meer}, the harbour master, agreed.",
                    )
                }],
            ),
        ],
    )
}

/// Two parties' words.
pub fn disputed() -> Finding {
    finding(
        ("party-claims", Verdict::Disputed, Category::Polarity, Severity::Info),
        (
            "whether the mill was on fire before the blast",
            "The parties dispute whether the mill was on fire before the blast",
        ),
        &["The article gives both claims to their speakers."],
        vec![
            side(
                "it was",
                1,
                None,
                vec![place(
                    "c/mill.md",
                    "Lowland Echo",
                    "2031-01-20",
                    9,
                    "The owner says {the mill was already on fire}.",
                )],
            ),
            side(
                "it was not",
                1,
                None,
                vec![place("c/mill.md", "Lowland Echo", "2031-01-20", 10, "The fire brigade {denies it}.")],
            ),
        ],
    )
}

/// One finding of each kind that people meet, a file that could not be read, and a finding that was settled.
pub fn several() -> Outcome {
    let mut settled = variant();
    settled.id = "5e771ed000000001".into();
    let note = |id: &str, summary: &str, severity| RuleNote {
        id: id.into(),
        summary: summary.into(),
        help: format!("{summary}. Look up which is right, and correct the other."),
        severity,
    };
    Outcome {
        summary: Summary { articles: 23, facts: 1_412, compared: 391, findings: 4 },
        findings: vec![contradiction(), outdated(), variant(), disputed()],
        problems: vec![Problem::new("wire/broken.docx", "is not a zip archive; save it again")],
        aside: vec![("wire/barge-1.md".into(), 12, "share-button".into(), "Share this story".into())],
        suppressed: vec![Suppressed {
            finding: settled,
            by: Suppression::Accepted,
            reason: Some("as she signs".into()),
        }],
        rules: vec![
            note("count-conflict", "Two articles count the same thing differently", Severity::Error),
            note("party-claims", "Two parties say opposite things", Severity::Info),
            note("person-spelling", "A name is spelt in two ways", Severity::Warning),
            note("quote-conflict", "One quotation in two wordings", Severity::Warning),
            note("rising-count", "A figure that only rises is given in an older state", Severity::Warning),
        ],
        focus: Vec::new(),
    }
}

/// A run that found nothing.
pub fn none() -> Outcome {
    Outcome { summary: Summary { articles: 12, facts: 412, compared: 131, findings: 0 }, ..Outcome::default() }
}

/// As many findings as asked for: mostly contradictions and variants, every fifth for information.
pub fn many(n: usize) -> Outcome {
    let findings = (0..n).map(|i| {
        let mut finding = match i % 5 {
            0 | 1 => contradiction(),
            2 => outdated(),
            3 => variant(),
            _ => disputed(),
        };
        finding.id = format!("{i:08x}00000000");
        finding
    });
    let mut findings: Vec<Finding> = findings.collect();
    findings.sort_by_key(|f| f.severity);
    Outcome { summary: Summary { articles: 812, facts: 41_210, compared: 9_020, findings: n }, findings, ..several() }
}

/// Text that attacks terminals, Markdown, XML, workflow commands and links, in every field that an article or a path fills.
pub fn hostile() -> Outcome {
    let attack = "\x1b[2J\u{9b}31m<img src=x>]]>&amp;`|*_[a](http://evil.example)::error::x%0A\n## h\r::warning::\u{202e}\u{200b},:\"\0{}";
    let mark = |text: &str| text.replace(['{', '}'], "");
    let evil = mark(attack);
    let sentence = format!("{evil} before {{{evil}}} after {evil}");
    let mut finding = finding(
        (&evil, Verdict::Contradiction, Category::Quote, Severity::Error),
        (&evil, &evil),
        &[attack, attack],
        vec![
            side(attack, 1, None, vec![place(&evil, &evil, &evil, 3, &sentence)]),
            side(
                attack,
                1,
                Some(true),
                vec![Evidence {
                    url: Some(evil.clone()),
                    ..place("../a b:c#d?.md", &evil, "2031-01-01", 4, &sentence)
                }],
            ),
            side("", 0, None, vec![]),
        ],
    );
    finding.id = evil.clone();
    finding.confidence = f64::NAN;
    Outcome {
        summary: Summary { articles: 2, facts: 2, compared: 2, findings: 1 },
        suppressed: vec![Suppressed { finding: finding.clone(), by: Suppression::Inline, reason: Some(attack.into()) }],
        findings: vec![finding],
        problems: vec![Problem::new(evil.clone(), attack)],
        aside: vec![(evil.clone(), 1, evil.clone(), attack.into())],
        rules: vec![RuleNote {
            id: evil.clone(),
            summary: attack.into(),
            help: attack.into(),
            severity: Severity::Error,
        }],
        focus: Vec::new(),
    }
}

/// What a format makes of an outcome, without colour, 80 columns wide.
pub fn render(format: &str, outcome: &Outcome) -> String {
    render_as(format, outcome, &super::Style { color: false, width: 80, verbose: false })
}

/// What a format makes of an outcome.
pub fn render_as(format: &str, outcome: &Outcome, style: &super::Style) -> String {
    let mut out = Vec::new();
    (super::format(format).expect("a format of that name").write)(outcome, style, &mut out)
        .expect("a vector takes all");
    String::from_utf8(out).expect("reports are UTF-8")
}

/// Compares with the stored text in `tests/snapshots`.
pub fn snapshot(name: &str, text: &str) {
    let text = text.replace(super::words::VERSION, "[version]");
    insta::with_settings!({ snapshot_path => "../../tests/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("report-{name}"), text);
    });
}
