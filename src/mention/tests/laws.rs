//! Laws of comparison, over values read from text, and what an editor would call a conflict.

use proptest::prelude::*;

use super::{Context, Mention, found, values};
use crate::value::{Clash, Quantity, Rational, compare, is_rounding};

fn one(text: &str) -> Quantity {
    values(text).into_iter().next().map(|(_, q)| q).unwrap_or_else(|| panic!("no value in {text:?}"))
}

fn verdict(a: &str, b: &str) -> Clash {
    compare(&one(a), &one(b), Rational::from_integer(0))
}

const HEDGES: &[&str] = &["", "about ", "nearly ", "more than ", "at least ", "up to ", "under ", "just over "];

const EDGES: [&str; 7] =
    ["since {}", "since March {}", "until {}", "before May {}", "by 30 June {}", "in {}", "on 3 May {}"];

proptest! {
    #[test]
    fn comparison_is_symmetric(a in 1_u32..200_000, b in 1_u32..200_000, h in 0..HEDGES.len(), k in 0..HEDGES.len()) {
        let (x, y) = (format!("{}{a} km", HEDGES[h]), format!("{}{b} km", HEDGES[k]));
        prop_assert_eq!(verdict(&x, &y), verdict(&y, &x));
    }

    #[test]
    fn dates_at_their_edges_are_symmetric(a in 0..EDGES.len(), b in 0..EDGES.len(), y in 1990_u32..2020, z in 1990_u32..2020) {
        let (a, b) = (EDGES[a].replace("{}", &y.to_string()), EDGES[b].replace("{}", &z.to_string()));
        prop_assert_eq!(verdict(&a, &b), verdict(&b, &a), "{} / {}", a, b);
        prop_assert_eq!(verdict(&a, &a), Clash::Agree, "{}", a);
    }

    #[test]
    fn a_value_agrees_with_itself(a in 1_u32..200_000, h in 0..HEDGES.len()) {
        for noun in ["boats", "km", "percent", "euros"] {
            let x = format!("{}{a} {noun}", HEDGES[h]);
            prop_assert_eq!(verdict(&x, &x), Clash::Agree, "{}", x);
        }
    }

    #[test]
    fn a_hedge_never_sharpens(a in 1_u32..200_000, b in 1_u32..200_000) {
        for noun in ["boats", "km", "euros"] {
            let (bare, other) = (format!("{a} {noun}"), format!("{b} {noun}"));
            for hedge in ["about ", "some ", "roughly "] {
                prop_assert!(verdict(&format!("{hedge}{bare}"), &other) <= verdict(&bare, &other), "{} / {}", bare, other);
            }
        }
    }

    #[test]
    fn units_do_not_matter(a in 1_u32..5000, b in 1_u32..5000) {
        prop_assert_eq!(verdict(&format!("{a} km"), &format!("{a}000 metres")), Clash::Agree);
        prop_assert_eq!(one(&format!("{a} hours")).hard, one(&format!("{} minutes", a * 60)).hard);
        let tonnes = format!("{b}.5 tonnes");
        prop_assert_eq!(verdict(&format!("{a}.5 tonnes"), &tonnes), verdict(&format!("{a}500 kg"), &tonnes));
    }

    #[test]
    fn rounding_is_no_clash(n in 100_u32..9_999_999, digits in 2_u32..7) {
        let length = n.ilog10() + 1;
        prop_assume!(digits < length);
        let unit = 10_u32.pow(length - digits);
        let rounded = (n + unit / 2) / unit * unit;
        let (fine, coarse) = (format!("{n} boats"), format!("{rounded} boats"));
        prop_assert_eq!(verdict(&fine, &coarse), Clash::Agree, "{} / {}", fine, coarse);
        let (fine, coarse) = (one(&fine), one(&coarse));
        prop_assert!(n == rounded || fine.step >= coarse.step || is_rounding(&coarse, &fine));
    }

    #[test]
    fn any_text_is_survived(text in "[ -~€£½°–—0-9.,$%/:'a-z]{0,60}") {
        let mentions: Vec<Mention> = found(&Context::default(), &text);
        for pair in mentions.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for m in &mentions {
            prop_assert!(text.get(m.span.range()).is_some());
        }
    }
}

#[test]
fn what_an_editor_would_call_a_conflict() {
    for (a, b, expected) in [
        ("40 people died", "43 people died", Clash::Hard),
        ("1,900 people fled", "1,850 people fled", Clash::Agree),
        ("$3 million", "$3.15 million", Clash::Agree),
        ("more than 10,000 people", "about 12,000 people", Clash::Agree),
        ("14 people", "at least nine people", Clash::Agree),
        ("14 people", "nine people", Clash::Hard),
        ("at least 14 people", "nine people", Clash::Hard),
        ("about 12,000 people", "about 9,000 people", Clash::Typical),
        ("one in five voters", "20% of voters", Clash::Agree),
        ("one-fifth of it", "25 percent of it", Clash::Hard),
        ("4,200 hectares", "10,400 acres", Clash::Agree),
        ("4,200 hectares", "1,700 acres", Clash::Hard),
        ("US$1.2bn", "US$1,200m", Clash::Agree),
        ("220 lbs of rice", "100 kg", Clash::Agree),
        ("30 days", "one month", Clash::Agree),
        ("52 weeks", "one year", Clash::Agree),
        ("5 km", "5 kg", Clash::Incomparable),
        ("10 euros", "10 yen", Clash::Incomparable),
        ("Prices rose 5 percent", "Prices were 5 percent", Clash::Incomparable),
        ("Prices rose 5 percent", "Prices fell 5 percent", Clash::Hard),
        ("$5 a year", "$5", Clash::Incomparable),
        ("They won 3-1", "They won 3-2", Clash::Hard),
        ("They won 3-1", "They lost 1-3", Clash::Agree),
        ("a 20-point plan", "a 28-point plan", Clash::Hard),
        ("at 3pm GMT", "at 4pm CET", Clash::Agree),
        ("at 3pm GMT", "at 5pm CET", Clash::Hard),
        ("at twenty to five", "at 4.20 a.m.", Clash::Hard),
        ("at twenty to five", "at 16:40", Clash::Agree),
        ("from 7.30 to 18.30", "from 8.00 to 18.30", Clash::Typical),
        ("between 2018 and 2023", "from 2016 to 2023", Clash::Typical),
        ("at least five years", "at least three years", Clash::Typical),
        ("up to ten days", "up to two weeks", Clash::Typical),
        ("up to 42,000 tonnes", "24,000 tonnes", Clash::Typical),
        ("cut it by 250 basis points", "cut it by one and a half percentage points", Clash::Hard),
        ("N2.4bn", "4.2 billion naira", Clash::Hard),
        ("R25,000", "250,000 rand", Clash::Hard),
        ("He drank 4 L", "4 litres", Clash::Agree),
        ("at midnight", "at 24:00", Clash::Agree),
        ("in 2:16:42", "two hours, 16 minutes and 24 seconds", Clash::Hard),
        ("split four to three", "by 5 votes to two", Clash::Hard),
        ("at row 38", "at row twenty-eight", Clash::Hard),
        ("magnitude 6.7", "a 7.6-magnitude quake", Clash::Hard),
        ("37 degrees Celsius", "98.6 degrees Fahrenheit", Clash::Agree),
        ("fiscal 2021", "in 2021", Clash::Incomparable),
        ("in 2014", "in February 2014", Clash::Agree),
        ("in 2014", "in 2015", Clash::Hard),
        ("since 2014", "since March 2014", Clash::Agree),
        ("since 2014", "since 2016", Clash::Hard),
        ("since March 2014", "in March 2014", Clash::Agree),
        ("since March 2014", "in May 2016", Clash::Typical),
        ("by the end of 2026", "in December 2026", Clash::Agree),
        ("by 30 June 2026", "on 3 July 2026", Clash::Hard),
        ("before 1962", "in 1962", Clash::Incomparable),
        ("It entered its third year", "nearly four years", Clash::Typical),
        ("12 of 14 jurors", "all but two of the 14 jurors", Clash::Agree),
    ] {
        assert_eq!(verdict(a, b), expected, "{a} / {b}");
    }
}
