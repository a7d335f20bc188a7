//! From short texts to facts: what a value is of, whose age it is, and which answers of two articles clash.

use std::path::Path;

use super::{Digest, Fact, Part, extract};
use crate::article::Moment;
use crate::check::Checker;
use crate::lexicon::OverTime;
use crate::source;
use crate::value::{Axis, Clash, Rational, display};

fn digest(text: &str, published: Option<&str>) -> Digest {
    let checker = Checker::builtin();
    let mut article =
        source::read_with(&checker.lexicon, &checker.keys, Path::new("a.txt"), text.as_bytes()).expect("it is text");
    article.meta.published = published.map(|day| Moment::day(day.parse().expect("it is a day")));
    extract(&checker.lexicon, &article)
}

fn fact(digest: &Digest, axis: &Axis) -> Fact {
    let of_axis: Vec<&Fact> = digest.facts.iter().filter(|f| f.value.axis == *axis).collect();
    assert_eq!(of_axis.len(), 1, "{:?}", digest.facts);
    of_axis[0].clone()
}

#[test]
fn a_copula_says_what_is_measured() {
    for (text, value, thing) in [
        ("Turnout was 43.1 per cent.", "43.1 %", "turnout"),
        ("The notice period is eight weeks.", "8 week", "period"),
        ("The bridge is 3.8 km long.", "3.8 km", "bridge"),
        ("Sixty-four houses were destroyed.", "64", "house"),
    ] {
        let found = digest(text, None).facts;
        let of = |f: &Fact| (display(&f.value), f.thing.as_ref().map(|t| t.lemma.to_string()));
        assert_eq!(found.iter().map(of).collect::<Vec<_>>(), [(value.to_owned(), Some(thing.to_owned()))], "{text}");
    }
}

#[test]
fn a_bare_number_may_be_somebodys_age() {
    for (text, bearer) in [
        ("The mayor, Ilse Brandt, 54, takes over in June.", "brandt"),
        ("Ilse Brandt is 54.", "brandt"),
        ("Ilse Brandt won on Sunday. She is 54.", "brandt"),
        ("Ilse Brandt won on Sunday. She's fifty-four and lives in Harrow.", "brandt"),
        ("Ilse Brandt, now fifty-four, takes over in June.", "brandt"),
        ("Ilse Brandt, who was 54 when she retired, takes over in June.", "brandt"),
        ("Ilse Brandt won on Sunday. The 54-year-old has lived in Harrow for years.", "brandt"),
    ] {
        let age = fact(&digest(text, None), &Axis::Age);
        assert_eq!(age.thing.as_ref().map(|t| t.key.as_str()), Some(bearer), "{text}");
        assert_eq!(age.value.number, Some(Rational::from_integer(54)), "{text}");
    }
    for text in ["The mill will cut 54 jobs.", "Ilse Brandt scored 54 points.", "The committee has 54 members."] {
        assert!(digest(text, None).facts.iter().all(|f| f.value.axis != Axis::Age), "{text}");
    }
}

#[test]
fn values_that_are_easily_lost_or_taken_for_others() {
    for (text, values) in [
        // An old and a new level; the unit of the second holds for both.
        ("The closed beach grew from 14 to 22 kilometres.", &[("14 km", true), ("22 km", false)][..]),
        ("The scheme will pay over the next ten years.", &[("10 year", false)]),
        ("The fire began at row 38.", &[("38", false)]),
        ("It flies eleven Boeing 737s.", &[("11", false)]),
        ("The rest went to Rosa Whitmore's sister, June Whitmore.", &[]),
    ] {
        let found = digest(text, Some("2024-05-01")).facts;
        let told: Vec<(String, bool)> = found.iter().map(|f| (display(&f.value), f.stance.former)).collect();
        let wanted: Vec<(String, bool)> = values.iter().map(|(value, former)| ((*value).to_owned(), *former)).collect();
        assert_eq!(told, wanted, "{text}");
        // The unit of a value is no thing and no predicate of another.
        assert!(found.iter().all(|f| f.thing.iter().chain(&f.chain).all(|t| t.lemma != "kilometre")), "{found:?}");
    }
}

#[test]
fn definite_nouns_and_pronouns_take_the_names_that_were_given_before() {
    for text in [
        "The Halmark plant makes drills. The plant will lose 310 jobs.",
        "Ilse Brandt founded Corvo in May. She hired 310 people.",
    ] {
        let count = fact(&digest(text, None), &Axis::Count);
        let near = |name: &str| count.terms.iter().any(|(p, t)| *p != Part::Before && t.key == name);
        assert!(near("halmark") || near("brandt"), "{text}: {:?}", count.terms);
    }
}

#[test]
fn one_that_is_meant_and_things_to_know_are_no_counts() {
    for text in ["One of the largest plants will close.", "Five things to know about the merger."] {
        assert!(digest(text, None).facts.is_empty(), "{text}: {:?}", digest(text, None).facts);
    }
}

#[test]
fn answers_of_two_days_clash_as_their_articles_mean_them() {
    let (rises, fixed) = ("The explosion killed at least {} people.", "The town has at least {} lakes.");
    let known = |text: &str, n: &str| text.replace("at least {}", n);
    for (a, b, axis, clash) in [
        // What goes on growing is overtaken by clearly more; what does not grow is not.
        (("2024-05-01", rises.replace("{}", "14")), ("2024-05-02", known(rises, "20")), Axis::Count, Clash::Typical),
        (("2024-05-01", rises.replace("{}", "30")), ("2024-05-02", known(rises, "31")), Axis::Count, Clash::Agree),
        (("2024-05-01", fixed.replace("{}", "14")), ("2024-05-02", known(fixed, "20")), Axis::Count, Clash::Agree),
        // Two floors of one thing are told alike.
        (
            ("2024-05-01", fixed.replace("{}", "14")),
            ("2024-05-01", fixed.replace("{}", "38")),
            Axis::Count,
            Clash::Typical,
        ),
        // 23 on one day may be 24 on the next, and 77 at death stays 77.
        (
            ("2024-05-01", "Ilse Brandt is 23.".into()),
            ("2024-05-01", "Ilse Brandt is 24.".into()),
            Axis::Age,
            Clash::Hard,
        ),
        (
            ("2024-05-01", "Ilse Brandt is 23.".into()),
            ("2024-06-01", "Ilse Brandt is 24.".into()),
            Axis::Age,
            Clash::Agree,
        ),
        (
            ("2024-05-01", "Ilse Brandt was 77.".into()),
            ("2026-05-01", "Ilse Brandt was 77.".into()),
            Axis::Age,
            Clash::Agree,
        ),
        // "On 28 June" of a year that is guessed, and "on Monday", which may be the next.
        (
            ("2013-02-20", "The vote was on 28 June.".into()),
            ("2013-06-20", "The vote is on 28 June.".into()),
            Axis::Date,
            Clash::Agree,
        ),
    ] {
        let (x, y) = (digest(&a.1, Some(a.0)), digest(&b.1, Some(b.0)));
        let (p, q) = (fact(&x, &axis), fact(&y, &axis));
        assert_eq!(p.clash(&x.meta, &q, &y.meta, Rational::ZERO), clash, "{a:?} {b:?}");
        assert_eq!(q.clash(&y.meta, &p, &x.meta, Rational::ZERO), clash, "{b:?} {a:?}");
    }
    assert_eq!(fact(&digest("Nine people were killed.", None), &Axis::Count).over_time, OverTime::Rises);
}

#[test]
fn a_broken_number_is_no_rival_of_a_count() {
    let number = |text: &str| digest(text, None).facts[0].clone();
    let (peak, people, dead) =
        (number("Saturday's peak was 41.8."), number("A place of 40 people."), number("The blast killed 41 people."));
    assert!(!peak.comparable(&people) && !people.comparable(&peak));
    assert!(people.comparable(&dead));
}

#[test]
fn what_one_text_leaves_out_is_taken_from_the_other() {
    let first = |text: &str| digest(text, None).facts.into_iter().find(|f| f.value.axis != Axis::Date).unwrap();
    for (a, b, clash) in [
        // The unit.
        ("Turnout was 41.6.", "Turnout was 46.1 per cent.", Clash::Typical),
        ("Now 57, he lay in the ward.", "The driver, Olaf Lund, 52, lay in the ward.", Clash::Typical),
        ("Now 52, he lay in the ward.", "The driver, Olaf Lund, 52, lay in the ward.", Clash::Agree),
        // "The bill is 295", of millions.
        ("The bill is now 295.", "The bill is now £295m.", Clash::Agree),
        ("The town has 295.", "The bill is now £41m.", Clash::Incomparable),
        // That it is a change, and the rate.
        ("Output rose by 1.6 per cent.", "They see output lifted, 0.9 per cent.", Clash::Typical),
        ("The drug costs $324,000 a year.", "The drug costs $342,000.", Clash::Typical),
        ("The plan costs $90 billion.", "The plan costs $30 billion a year.", Clash::Incomparable),
        ("They get 250,000 cedis a family.", "They get their 225,000 cedis each.", Clash::Hard),
        // The bound that somebody sets.
        ("Rents may rise by no more than 2 per cent.", "Rents may rise by 3 per cent.", Clash::Typical),
        // The other side of a vote.
        ("The house voted 187 to 96.", "In the house 69 votes were cast against it.", Clash::Typical),
        ("The house voted 187 to 96.", "In the house 96 votes were cast against it.", Clash::Agree),
        // Near enough to agree, were the digits not swapped.
        ("It carries about 18,700 cars a day.", "It carries 17,800 cars a day.", Clash::Typical),
        ("It carries about 18,700 cars a day.", "It carries 17,900 cars a day.", Clash::Agree),
    ] {
        let (x, y) = (first(a), first(b));
        assert_eq!(x.compare(&y, Rational::ZERO), clash, "{a} {b}");
        assert_eq!(y.compare(&x, Rational::ZERO), clash, "{b} {a}");
    }
}

#[test]
fn a_value_that_stands_alone_may_answer_what_was_said_before() {
    for (text, value) in [
        ("The fee went up. Sixty-eight thousand four hundred shillings!", "68,400 shilling"),
        ("It was copied. In all it is 310 terabytes.", "310 TB"),
        ("It is the second-largest hoard of the island.", "2"),
    ] {
        let found = digest(text, None).facts;
        assert!(found.iter().any(|f| display(&f.value).starts_with(value)), "{text} {found:?}");
    }
}
