use super::*;
use crate::article::{Block, BlockKind};
use crate::text::sentences;

fn read(text: &str) -> Vec<Vec<Mention>> {
    let lexicon = Lexicon::english();
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
    let sentences = sentences(&lexicon, text, &[block]);
    let model = crate::syntax::Model::english();
    let words: Vec<_> =
        sentences.iter().map(|s| model.parse(&s.tokens.iter().map(|t| t.span.of(text)).collect::<Vec<_>>())).collect();
    names(&lexicon, text, &sentences, &words)
}

fn all(text: &str) -> Vec<Name> {
    read(text)
        .into_iter()
        .flatten()
        .filter_map(|m| match m.value {
            Value::Name(name) => Some(*name),
            Value::Quantity(_) => None,
        })
        .collect()
}

/// Names with a letter for their kind, parted by "; ".
fn kinds(text: &str) -> String {
    let letter = |k| match k {
        NameKind::Person => 'P',
        NameKind::Place => 'L',
        NameKind::Organisation => 'O',
        NameKind::Other => 'X',
    };
    all(text).iter().map(|n| format!("{} {}", letter(n.kind), n.text)).collect::<Vec<_>>().join("; ")
}

/// The roles of the first person with this name.
fn roles(text: &str, person: &str) -> String {
    let names = all(text);
    let name = names.iter().find(|n| n.kind == NameKind::Person && n.text == person);
    name.map_or("nobody".into(), |n| n.roles.iter().map(|r| r.1.as_str()).collect::<Vec<_>>().join("; "))
}

#[test]
fn the_built_in_model_can_be_read() {
    assert!(Model::builtin().is_some());
    assert!(Model::read(b"factner1").is_none());
    assert!(Model::read(b"").is_none());
}

#[test]
fn names_end_where_they_end() {
    let table = [
        ("Mr. Oskar Lindqvist spoke in Nairobi.", "P Oskar Lindqvist; L Nairobi"),
        ("She met Joost van der Laan in Utrecht.", "P Joost van der Laan; L Utrecht"),
        ("Dr Amara Osei's report was late.", "P Amara Osei"),
        ("Officials in the United States and in South Sudan agreed.", "L United States; L South Sudan"),
        ("It was bought by Brackton Shipping Ltd. in 1999.", "O Brackton Shipping Ltd."),
        ("The Wellmoor City Council voted on Monday.", "O Wellmoor City Council"),
        ("The Ministry of Public Works said so.", "O Ministry of Public Works"),
        ("He joined the Danish Coast Guard in May.", "O Danish Coast Guard"),
        ("The ferry MV Orla Dawn sank.", "X Orla Dawn"),
        ("The wreck of the Orla Dawn was found.", "X Orla Dawn"),
        ("Talks between Iran and Iraq resumed.", "L Iran; L Iraq"),
        ("The Iran-Iraq talks resumed.", "L Iran; L Iraq"),
        ("Boats left from Punta Morrel at dawn.", "L Punta Morrel"),
        ("It rained on Monday in January.", ""),
        ("The President and the Prime Minister met.", ""),
        ("Ukrainian and Danish officials met.", ""),
    ];
    for (text, want) in table {
        assert_eq!(kinds(text), want, "{text}");
    }
}

#[test]
fn roles_are_read_off_the_phrase_around_the_name() {
    let table = [
        ("US special envoy Marta Lindholm arrived.", "Marta Lindholm", "US special envoy"),
        ("Danish Prime Minister Oskar Lindqvist spoke.", "Oskar Lindqvist", "Danish Prime Minister"),
        (
            "Marta Lindholm, secretary of the national security council, left.",
            "Marta Lindholm",
            "secretary of the national security council",
        ),
        ("Marta Lindholm, 54, a lawyer for the family, said so.", "Marta Lindholm", "lawyer for the family"),
        ("The captain, Oskar Lindqvist, was rescued.", "Oskar Lindqvist", "captain"),
        ("The union's president, Marta Lindholm, said no.", "Marta Lindholm", "president"),
        ("Marta Lindholm, who chairs the union, said no.", "Marta Lindholm", "chairs the union"),
        ("NATO chief Oskar Lindqvist said so.", "Oskar Lindqvist", "NATO chief"),
        ("Oskar Lindqvist, Marta Lindholm and others came.", "Oskar Lindqvist", ""),
        ("On Friday, Marta Lindholm said no.", "Marta Lindholm", ""),
    ];
    for (text, person, want) in table {
        assert_eq!(roles(text, person), want, "{text}");
    }
}

#[test]
fn a_role_belongs_to_the_possessor_that_fits() {
    let text = "President Oskar Lindqvist's special envoy Marta Lindholm and his son-in-law Peter Hartmann were there.";
    let names = all(text);
    let of = |person: &str| {
        let name = names.iter().find(|n| n.text == person).unwrap_or_else(|| panic!("no {person} in {names:?}"));
        let list = |l: &[(Span, CompactString)]| l.iter().map(|r| r.1.as_str()).collect::<Vec<_>>().join("; ");
        (list(&name.roles), list(&name.affiliations))
    };
    assert_eq!(of("Marta Lindholm"), ("special envoy".into(), "Oskar Lindqvist".into()));
    assert_eq!(of("Peter Hartmann"), ("son-in-law".into(), "Oskar Lindqvist".into()));
}

#[test]
fn parts_and_gender_of_a_person() {
    let names = all("Mrs Osei spoke. Joost van der Laan listened.");
    assert_eq!(names[0].family.as_deref(), Some("Osei"));
    assert_eq!(names[0].gender, Some(Gender::Female));
    assert_eq!(names[0].titles, ["mrs"]);
    assert_eq!(names[1].given.as_deref(), Some("Joost"));
    assert_eq!(names[1].family.as_deref(), Some("van der Laan"));
    let names = all("Osei Kwartana spoke. Kwartana said she was tired.");
    assert_eq!(names[1].gender, Some(Gender::Female));
}

#[test]
fn mentions_of_one_entity_have_one_number() {
    let table: [(&str, &[&str]); 5] = [
        (
            "Marta Lindholm left. Lindholm was late. Marta Lindholm said so.",
            &["Marta Lindholm", "Lindholm", "Marta Lindholm"],
        ),
        ("The World Harbour Council (WHC) met. The WHC voted.", &["World Harbour Council", "WHC", "WHC"]),
        ("The US agreed. The United States said so.", &["US", "United States"]),
        ("Mr. Hartmann spoke. Peter Hartmann is a lawyer.", &["Hartmann", "Peter Hartmann"]),
        ("P. Hartmann won. Peter Hartmann was glad.", &["P. Hartmann", "Peter Hartmann"]),
    ];
    for (text, want) in table {
        let names = all(text);
        let found: Vec<_> = names.iter().map(|n| n.text.as_str()).collect();
        assert_eq!(found, want, "{text}");
        assert!(names.iter().all(|n| n.entity == names[0].entity), "{text}: {names:?}");
    }
    let two = all("Peter Hartmann and Marta Lindholm met.");
    assert_ne!(two[0].entity, two[1].entity);
}

#[test]
fn namesakes_are_parted_by_their_titles() {
    let names = all("Peter Hartmann and Marta Hartmann came. Mr. Hartmann spoke.");
    assert_eq!(names[2].entity, names[0].entity);
}

#[test]
fn endless_lists_of_names_are_cheap() {
    let text = "Peter Hartmann and Hartmann of the WHC, Marta's envoy, met. ".repeat(4000);
    assert!(read(&text).iter().map(Vec::len).sum::<usize>() >= 8000);
}

#[test]
fn no_input_panics() {
    for text in [
        "",
        "-",
        "'s",
        "The",
        "- The - 's -",
        "(A)",
        "A-B-C-",
        "Mr.",
        "and Mr. and the",
        "X , , 5 , the",
        "who",
        ", who leads",
        "’s ’s",
    ] {
        let _ = read(text);
        let lexicon = Lexicon::english();
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
        let sentences = sentences(&lexicon, text, &[block]);
        let _ = names(&lexicon, text, &sentences, &[]);
    }
}
