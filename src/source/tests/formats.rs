//! Small files of each format and the blocks that they give.

use jiff::civil::date;

use super::{origin, outline, read, read_bytes};
use crate::article::Moment;

const LEAD: &str = "The council of Ostvik voted on Monday to close the old bridge for nine weeks.";
const NEXT: &str = "Some 4,200 drivers use it every day, according to the roads office.";

fn expect(name: &str, file: &str, lines: &[&str]) {
    let file = file.replace("LEAD", LEAD).replace("NEXT", NEXT);
    let lines: Vec<String> = lines.iter().map(|l| l.replace("LEAD", LEAD).replace("NEXT", NEXT)).collect();
    assert_eq!(outline(&read(name, &file)), lines, "{name}: {file}");
}

#[test]
fn plain_text() {
    let body = ["Title: Bridge to close", "Paragraph: LEAD", "Paragraph: NEXT"];
    for file in [
        "Bridge to close\nLEAD\nNEXT\n",
        "Bridge to close\r\n\r\nLEAD\r\n\r\nNEXT",
        "\n\n  Bridge to close  \n\nLEAD\n\n\nNEXT\n\n\n",
        "Bridge to close\rLEAD\rNEXT",
        "\u{feff}Bridge to close\nLEAD\nNEXT",
    ] {
        expect("a.txt", file, &body);
    }
    // A first line that is a sentence is no title.
    expect("a.txt", "LEAD\nNEXT", &["Paragraph: LEAD", "Paragraph: NEXT"]);
    expect("a.txt", "LEAD", &["Paragraph: LEAD"]);
    expect(
        "a.txt",
        "Bridge to close\nLEAD\nWhat drivers say\nNEXT\n- By boat: 12 crowns\n2. On foot\n",
        &[
            "Title: Bridge to close",
            "Paragraph: LEAD",
            "Heading: What drivers say",
            "Paragraph: NEXT",
            "Item: By boat: 12 crowns",
            "Item: On foot",
        ],
    );
    // Any ending that is given by name is read as text.
    expect("a.story", "Bridge to close\nLEAD", &["Title: Bridge to close", "Paragraph: LEAD"]);
}

#[test]
fn lines_broken_at_a_width_are_joined() {
    let file = "Bridge to close\n\nThe council of Ostvik voted on Monday to close the\nold bridge for nine weeks, and to \
                let a ferry carry\nthose who have no car. It starts on 3 March.\n\nNobody spoke against it.\n";
    expect(
        "a.txt",
        file,
        &[
            "Title: Bridge to close",
            "Paragraph: The council of Ostvik voted on Monday to close the old bridge for nine weeks, and to let a ferry \
             carry those who have no car. It starts on 3 March.",
            "Paragraph: Nobody spoke against it.",
        ],
    );
    // One sentence a line is not one paragraph.
    let file =
        "Bridge to close\n\nThe council of Ostvik has voted on Monday.\nThe old bridge will be closed in March.\n";
    expect(
        "a.txt",
        file,
        &[
            "Title: Bridge to close",
            "Paragraph: The council of Ostvik has voted on Monday.",
            "Paragraph: The old bridge will be closed in March.",
        ],
    );
}

#[test]
fn furniture_is_set_aside() {
    expect(
        "a.txt",
        "Listen to this article\nBridge to close\nBy Jane Doe\nJohn de Vries, Political Editor\nMarch 3, 2024\nShare\nOSTVIK, \
         Norland (Coast Wire) - LEAD\nAdvertisement\nNEXT\nRead more: The ferry that never came\nReporting by Ann Lee; \
         editing by Bo Ek\nPhoto: Jane Doe/Coast Wire\n© 2024 Harbor Ledger. All rights reserved.\n2 Comments\nI saw \
         12,000 drivers there on Monday, and all of them were angry.\nAgreed!\n",
        &[
            "(listen) Listen to this article",
            "Title: Bridge to close",
            "(byline) By Jane Doe",
            "(byline) John de Vries, Political Editor",
            "(timestamp) March 3, 2024",
            "(share-button) Share",
            "(dateline) OSTVIK, Norland (Coast Wire) -",
            "Paragraph: LEAD",
            "(advertisement) Advertisement",
            "Paragraph: NEXT",
            "(related) Read more: The ferry that never came",
            "(byline) Reporting by Ann Lee; editing by Bo Ek",
            "(photo-credit) Photo: Jane Doe/Coast Wire",
            "(copyright) © 2024 Harbor Ledger. All rights reserved.",
            "(reader-comments) 2 Comments",
            "(reader-comments) I saw 12,000 drivers there on Monday, and all of them were angry.",
            "(reader-comments) Agreed!",
        ],
    );
    let article = read("a.txt", &format!("OSTVIK, Norland (Coast Wire) - {LEAD}"));
    assert_eq!(article.meta.place.as_deref(), Some("Ostvik, Norland"));
    assert_eq!(article.meta.agency.as_deref(), Some("Coast Wire"));
}

#[test]
fn lines_tell_the_day_where_nothing_better_does() {
    let day = |y, m, d| Some(Moment::day(date(y, m, d)));
    for (lines, published, updated) in [
        ("March 3, 2024", day(2024, 3, 3), None),
        ("Published on Sunday, March 3, 2024\nUpdated 5 March 2024", day(2024, 3, 3), day(2024, 3, 5)),
        ("Last updated: 2024-03-05", None, day(2024, 3, 5)),
        ("2 hours ago", None, None),
    ] {
        let article = read("a.txt", &format!("Bridge to close\n{lines}\n{LEAD}\n"));
        assert_eq!((article.meta.published, article.meta.updated), (published, updated), "{lines}");
    }
    let article = read("a.txt", &format!("---\ndate: 2024-03-01\n---\nMarch 3, 2024\n{LEAD}\n"));
    assert_eq!(article.meta.published, day(2024, 3, 1));
}

#[test]
fn paragraphs_are_never_taken_for_furniture() {
    for line in [
        "By Monday evening the ferry had sunk.",
        "Share prices fell by 12 percent on Tuesday.",
        "Comments by the minister drew 300 letters.",
        "Advertisement revenue rose to $4.2 million.",
        "Read more books, the minister told pupils.",
        "The minister said 16 comments had been removed.",
        "Sign-ups for the newsletter reached 4,000 in May.",
        "Photographs of the site show two men.",
        "Published reports put the toll at 14.",
        "Copyright law was changed in 1998.",
        "Home prices rose 3 percent, and rents 4 percent.",
        "Jane Doe is a reporter for the Ledger, and she was arrested on Monday.",
        "NATO - which has 32 members - met on Monday.",
        "Related costs came to $4 million last year.",
        "Donate blood, the hospital asked on Friday.",
    ] {
        let article = read("a.txt", &format!("{LEAD}\n{line}\n{NEXT}\n"));
        assert_eq!(article.aside, [], "{line}");
        assert_eq!(article.blocks.len(), 3, "{line}");
    }
}

#[test]
fn markdown() {
    expect(
        "a.md",
        "# Bridge to *close*\n\nThe council of [Ostvik](http://x.example) voted **on Monday** to close\nthe old bridge for \
         nine weeks.\n\n## What drivers say\n\n> NEXT\n\n- By boat: `12` crowns\n- On foot\n\n**The ferry**\n\n    Indented \
         &amp; kept.\n\n| Day | Cars |\n|---|---|\n| Monday | 4,200 |\n\n![A picture](x.png)\n\n- [Another \
         story](http://x.example)\n",
        &[
            "Title: Bridge to close",
            "Paragraph: LEAD",
            "Heading: What drivers say",
            "Quote: NEXT",
            "Item: By boat: 12 crowns",
            "Item: On foot",
            "Heading: The ferry",
            "Paragraph: Indented &amp; kept.",
            "Row: Day | Cars",
            "Row: Monday | 4,200",
            "(related) Another story",
        ],
    );
    // A long line before a single line break is a paragraph of its own.
    let long = format!("{LEAD} {NEXT}");
    expect("a.md", &format!("{long}\nNEXT\n"), &[&format!("Paragraph: {long}"), "Paragraph: NEXT"]);
}

#[test]
fn front_matter() {
    let text = "---\ntitle: \"Bridge \\\"to\\u0020close\\\": why\"\noutlet: Harbor Ledger\npubDate: 2024-03-02 \
                10:30 +01:00\nlastmod: 2024-03-04\nlink: https://ledger.example/a\nlang: en\nauthor: [Ann Lee, Bo \
                Ek]\n---\n\n# Bridge \"to close\": why\n\nLEAD\n";
    let article = read("a.md", text);
    let meta = &article.meta;
    assert_eq!(meta.title.as_deref(), Some("Bridge \"to close\": why"));
    assert_eq!(meta.source.as_deref(), Some("Harbor Ledger"));
    let at = date(2024, 3, 2).at(10, 30, 0, 0);
    assert_eq!(meta.published, Some(Moment { at, timed: true, offset: Some(60) }));
    assert_eq!(meta.updated, Some(Moment::day(date(2024, 3, 4))));
    assert_eq!(meta.url.as_deref(), Some("https://ledger.example/a"));
    assert_eq!(meta.language.as_deref(), Some("en"));
    assert_eq!(meta.author.as_deref(), Some("Ann Lee, Bo Ek"));
    assert_eq!(
        outline(&article),
        ["Title: Bridge \"to close\": why", "(repeated-title) Bridge \"to close\": why", "Paragraph: LEAD"]
    );
    assert_eq!(origin(&article, text.as_bytes(), "to close"), b"to\\u0020close");
    assert_eq!(article.problems, []);
}

#[test]
fn titles_lead_back_through_every_kind_of_scalar() {
    for (front, phrase, bytes) in [
        ("---\ntitle: Bridge to close\n---\n", "to close", "to close"),
        ("---\ntitle: 'Bridge isn''t closed'\n---\n", "isn't closed", "isn''t closed"),
        ("---\ntitle: >\n  Bridge\n  to close\n---\n", "Bridge to close", "Bridge\n  to close"),
        ("---\ntitle: \"Brücke – \\u201csicher\\u201d\"\n---\n", "“sicher”", "\\u201csicher\\u201d"),
        ("---\nurl: x\ntitle:    Brücke zu\n---\n", "zu", "zu"),
        ("+++\ntitle = \"Bridge \\\"to\\\" close\"\n+++\n", "\"to\" close", "\\\"to\\\" close"),
        ("+++\ntitle = 'Bridge to close'\ndate = 2024-03-02\n+++\n", "to close", "to close"),
        ("Title: Bridge to close\nDate: 2024-03-02\n\n", "to close", "to close"),
    ] {
        let file = format!("{front}{LEAD}\n");
        let article = read("a.txt", &file);
        assert_eq!(std::str::from_utf8(origin(&article, file.as_bytes(), phrase)), Ok(bytes), "{front}");
        assert_eq!(outline(&article).len(), 2, "{front}: {:?}", outline(&article));
        assert_eq!(article.problems, [], "{front}");
    }
}

#[test]
fn html_page() {
    let page = "<!doctype html><html lang=en><head><title>Bridge to close | Harbor Ledger</title>\
        <meta property='og:site_name' content='Harbor Ledger'><meta property=\"article:published_time\" \
        content=\"2024-03-02T10:30:00Z\"><link rel=canonical href='https://ledger.example/a'>\
        <script type='application/ld+json'>{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Bridge to close\",\
        \"dateModified\":\"2024-03-04\",\"publisher\":{\"name\":\"Ledger Group\"}}]}</script>\
        <style>p{}</style></head><body><nav><ul><li><a href=/>Home</a><li>News</ul></nav>\
        <main><article><h1>Bridge to <em>close</em></h1><p class=byline>By Jane Doe</p>\n\
        <figure><img src=x><figcaption>The old bridge in 2019</figcaption></figure>\
        <p>The council of Ostvik voted&nbsp;on Monday to\n   close the old bridge for nine weeks.</p>\
        <h2>What drivers say</h2><blockquote><p>&ldquo;Caf&eacute; &amp; car,&rdquo; he said, &#34;both&#x22;.</p></blockquote>\
        <ul><li>By boat<li>On foot</ul><table><tr><th>Day<th>Cars<tr><td>Monday<td>4,200</table>\
        <p>One line<br>another line</p><button>Share</button><aside><p>Something else entirely, which is not ours.</p></aside>\
        </article></main><article><h2>Another story</h2><p>Teaser.</p></article>\
        <footer><p>&copy; 2024</p></footer></body></html>";
    let article = read("a.html", page);
    assert_eq!(
        outline(&article),
        [
            "Title: Bridge to close",
            "(navigation) Home",
            "(navigation) News",
            "(byline) By Jane Doe",
            "Caption: The old bridge in 2019",
            "Paragraph: The council of Ostvik voted\u{a0}on Monday to close the old bridge for nine weeks.",
            "Heading: What drivers say",
            "Quote: “Café & car,” he said, \"both\".",
            "Item: By boat",
            "Item: On foot",
            "Row: Day | Cars",
            "Row: Monday | 4,200",
            "Paragraph: One line",
            "Paragraph: another line",
            "(button) Share",
            "(aside) Something else entirely, which is not ours.",
            "(outside-article) Another story",
            "(outside-article) Teaser.",
            "(footer) © 2024",
        ]
    );
    let meta = &article.meta;
    assert_eq!(meta.title.as_deref(), Some("Bridge to close"));
    assert_eq!(meta.source.as_deref(), Some("Harbor Ledger"));
    let at = date(2024, 3, 2).at(10, 30, 0, 0);
    assert_eq!(meta.published, Some(Moment { at, timed: true, offset: Some(0) }));
    assert_eq!(meta.updated, Some(Moment::day(date(2024, 3, 4))));
    assert_eq!(meta.url.as_deref(), Some("https://ledger.example/a"));
    assert_eq!(meta.language.as_deref(), Some("en"));
    let bytes = page.as_bytes();
    assert_eq!(origin(&article, bytes, "Café & car"), b"Caf&eacute; &amp; car");
    assert_eq!(origin(&article, bytes, "Monday to close"), b"Monday to\n   close");
    assert_eq!(origin(&article, bytes, "to close"), b"to <em>close");
}

#[test]
fn html_without_structure() {
    // The page's title serves where there is no heading; what claims to hold nothing but navigation and holds all is kept.
    let page = format!("<title>Bridge to close - Harbor Ledger</title><form><nav><p>{LEAD}<p>{NEXT}<br><br>End of it.");
    let article = read("a.htm", &page);
    assert_eq!(
        outline(&article),
        [
            "Title: Bridge to close".to_owned(),
            format!("Paragraph: {LEAD}"),
            format!("Paragraph: {NEXT}"),
            "Paragraph: End of it.".to_owned(),
        ]
    );
    assert_eq!(article.meta.source.as_deref(), Some("Harbor Ledger"));
    assert_eq!(origin(&article, page.as_bytes(), "to close"), b"to close");
    // A heading that names the site is not the headline.
    let page = format!("<title>Bridge to close</title><h1>Ledger</h1><h1>Bridge to close</h1><p>{LEAD}</p>");
    assert_eq!(outline(&read("a.html", &page))[0], "Title: Bridge to close");
    // A fragment is a page too.
    assert_eq!(outline(&read("a.html", &format!("<p>{LEAD}"))), [format!("Paragraph: {LEAD}")]);
    // What was never closed does not swallow the article.
    let page =
        format!("<h1>Bridge to close</h1><p>{LEAD} {LEAD} {LEAD} {LEAD}</p><div><aside><p>Note.</div><p>{NEXT}</p>");
    assert!(outline(&read("a.html", &page)).contains(&format!("Paragraph: {NEXT}")));
}

#[test]
fn encodings() {
    let text = format!("Café “Zoë” closes\n{LEAD}\n");
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [latin.to_vec(), utf16] {
        let article = read_bytes("a.txt", &bytes);
        assert_eq!(outline(&article), ["Title: Café “Zoë” closes".to_owned(), format!("Paragraph: {LEAD}")]);
        let origin = origin(&article, &bytes, "Zoë");
        let (back, _, _) = if origin.len() == 3 {
            encoding_rs::WINDOWS_1252.decode(origin)
        } else {
            encoding_rs::UTF_16LE.decode(origin)
        };
        assert_eq!(back, "Zoë");
    }
    let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("<meta charset=windows-1251><p>Погибли 14 человек.");
    assert_eq!(outline(&read_bytes("a.html", &russian)), ["Paragraph: Погибли 14 человек."]);
}

#[test]
fn invisible_characters_part_no_word() {
    let text = "The minis\u{ad}ter of Ost\u{200b}vik met 14 men on Monday.";
    let article = read("a.txt", text);
    assert_eq!(outline(&article), ["Paragraph: The minister of Ostvik met 14 men on Monday."]);
    assert_eq!(origin(&article, text.as_bytes(), "minister"), "minis\u{ad}ter".as_bytes());
}

#[test]
fn suppressions() {
    let file = format!(
        "# Bridge to close\n\n<!-- factlint-ignore count-conflict: as quoted -->\n\n{LEAD}\n\nOne <!-- factlint-ignore a, \
         b --> line more.\n\n<!-- factlint-disable share: a poll -->\n\n{NEXT}\n\nLast line.\n\n<!-- factlint-enable share \
         -->\n\nNot that.\n\n<!-- factlint-ignore-file names -->\n<!-- factlint-ignore -->\n"
    );
    let article = read("a.md", &file);
    let found: Vec<_> = article
        .suppressions
        .iter()
        .map(|s| (s.rules.join("+"), s.line, s.span.of(&article.text).trim_end().replace('\n', "/")))
        .collect();
    assert_eq!(
        found,
        [
            ("names".to_owned(), 19, article.text.trim_end().replace('\n', "/")),
            ("count-conflict".to_owned(), 3, LEAD.to_owned()),
            ("a+b".to_owned(), 7, "One line more.".to_owned()),
            ("share".to_owned(), 9, format!("{NEXT}/Last line.")),
        ]
    );
    assert_eq!(article.suppressions[1].reason.as_deref(), Some("as quoted"));
    assert_eq!(article.problems.len(), 1);
    assert!(article.problems[0].message.starts_with("`factlint-ignore` names no rule"));
    assert_eq!(article.problems[0].line, Some(20));

    let page = format!("<p>{LEAD}</p><!-- factlint-ignore share: as quoted --><p>{NEXT}</p>");
    let article = read("a.html", &page);
    assert_eq!(article.suppressions[0].span.of(&article.text), NEXT);
}
