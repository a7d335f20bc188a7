use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::fact;
use crate::source::{self, MetadataKeys};

fn digest(lexicon: &Lexicon, name: &str, text: &str) -> Digest {
    let article = source::read_with(lexicon, &MetadataKeys::default(), Path::new(name), text.as_bytes()).unwrap();
    fact::extract(lexicon, &article)
}

/// What does not add up in the articles: operation and what the parts come to.
fn faults(lexicon: &Lexicon, articles: &[(&str, &str)]) -> Vec<(Operation, Rational)> {
    let digests: Vec<Digest> = articles.iter().map(|(name, text)| digest(lexicon, name, text)).collect();
    let tolerance = Rational::new(1, 20);
    let mut found: Vec<_> = questions(lexicon, &digests)
        .iter()
        .filter_map(|q| match &q.topic {
            Topic::Equation(e) => e.fault(tolerance).map(|o| (e.operation, o.about)),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    found
}

#[test]
fn what_does_not_add_up_is_found() {
    let lexicon = Lexicon::english();
    for (text, operation) in [
        ("There were 86 people on board, 74 passengers and 15 crew.", Operation::Sum),
        (
            "The boss came at four. Of the 640 jobs to go, 310 are in Harrow, 220 in Marwick and 150 elsewhere.",
            Operation::Sum,
        ),
        ("Of the 640 jobs to go, 310 are in Harrow, 220 in Marwick and 80 elsewhere.", Operation::Sum),
        (
            "The 4,300 who fled (2,100 from Belmar, 1,050 from Fond-Clair, 1,250 from Trois-Mares) have returned.",
            Operation::Sum,
        ),
        ("It has 94 trams, 61 of them built in Harrow and 37 in Marwick.", Operation::Sum),
        ("Of the 36 flats 21 had been sold, which left 12.", Operation::Difference),
        ("Of the 1,250 barns that fell, 350 have been rebuilt, or 41 per cent.", Operation::Share),
        ("The fare went from $12 to $15, a rise of 40 per cent.", Operation::Growth),
        ("The fire burned 3,000 hectares (5,200 acres) of forest.", Operation::Conversion),
        ("The mine was closed for six years, from May 2003 to June 2014.", Operation::Length),
        ("The strike began on 4 March, lasted 48 hours and ended on 9 March.", Operation::Length),
        ("All nine members were there, and the council voted 6 to 4 for the bridge.", Operation::Split),
    ] {
        let found: Vec<Operation> = faults(&lexicon, &[("a.txt", text)]).into_iter().map(|(o, _)| o).collect();
        assert_eq!(found, [operation], "{text}");
    }
}

#[test]
fn what_may_be_so_is_left_alone() {
    let lexicon = Lexicon::english();
    for text in [
        "There were 89 people on board, 74 passengers and 15 crew.",
        "Of the 640 jobs to go, 310 are in Harrow and 220 in Marwick.",
        "About 600 jobs will go: 310 in Harrow, 220 in Marwick and 90 elsewhere.",
        "The blast killed 14 people, 40 were injured and nine are missing.",
        "The blast killed 38 people, 20 of them children and 25 of them women.",
        "They have 12 vans, 9 cars and 4 buses.",
        "Of the 36 flats 21 had been sold, which left 15.",
        "Of the 1,250 barns that fell, 350 have been rebuilt, or 28 per cent.",
        "The fare went from $12 to $15, a rise of 25 per cent.",
        "The fire burned 3,000 hectares (7,400 acres) of forest.",
        "The fair ran for four days, from 2 June to 5 June.",
        "The mine was closed for eleven years, from May 2003 to June 2014.",
        "The strike began on 4 March, lasted 48 hours and ended on 6 March.",
        "All ten members were there, and the council voted 6 to 4 for the bridge.",
        "The quake killed 40 people and injured 80, leaving 300 homeless.",
    ] {
        assert_eq!(faults(&lexicon, &[("a.txt", text)]), [], "{text}");
    }
}

#[test]
fn a_loose_list_is_measured_by_another_article() {
    let lexicon = Lexicon::english();
    let slip = ("a.txt", "The club sold 240 shirts on Monday, 120 red, 70 green and 40 white.");
    let sound = ("b.txt", "The club sold 240 shirts on Monday: 120 red, 80 green and 40 white.");
    assert_eq!(faults(&lexicon, &[slip]), []);
    assert_eq!(faults(&lexicon, &[slip, sound]), [(Operation::Sum, Rational::from_integer(230))]);
    assert_eq!(faults(&lexicon, &[sound, slip]), faults(&lexicon, &[slip, sound]));
}

fn count(n: i128) -> Quantity {
    let at = Rational::from_integer(n);
    Quantity { number: Some(at), hard: Interval::point(at), typical: Interval::point(at), ..line::one() }
}

proptest! {
    /// Whatever adds up never fires, complete or not, and whatever falls short fires only where it is complete.
    #[test]
    fn sums_that_add_up_never_fire(parts in prop::collection::vec(1i128..5000, 2..6), less in 1i128..400, complete: bool) {
        let total: i128 = parts.iter().sum();
        let of = |total, complete| Equation {
            operation: Operation::Sum,
            parts: parts.iter().map(|n| count(*n)).collect(),
            total: count(total),
            complete,
        };
        prop_assert_eq!(of(total, complete).fault(ZERO), None);
        prop_assert_eq!(of(total + less, complete).fault(ZERO).is_some(), complete);
        prop_assert!(of(total - less, complete).fault(ZERO).is_some());
    }

    /// A share that was rounded to whole per cents fits its two figures.
    #[test]
    fn rounded_shares_never_fire(part in 1i128..900, more in 1i128..900) {
        let percent = Rational::new(part * 100, part + more).round().to_integer();
        let hundredth = Rational::new(1, 100);
        let share = Quantity {
            axis: Axis::Share,
            step: hundredth,
            hard: Interval::point(Rational::new(percent, 100)),
            typical: Interval::point(Rational::new(percent, 100)),
            ..count(percent)
        };
        let parts = vec![count(part), count(part + more)];
        let equation = Equation { operation: Operation::Share, parts, total: share, complete: true };
        prop_assert_eq!(equation.fault(ZERO), None);
    }
}
