//! Tables: one meaning, many wordings, by axis. The meaning is the value written in numerals.

mod laws;

use std::sync::OnceLock;

use jiff::civil::Date;

use super::{Context, Kind, Mention, Value, quantities};
use crate::article::{Block, BlockKind};
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::text::sentences;
use crate::value::{Axis, Change, Interval, Quantity, Rational, display};

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::english)
}

/// The mentions of a text.
fn found(context: &Context, text: &str) -> Vec<Mention> {
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
    let sentences = sentences(lexicon(), text, &[block]);
    sentences.iter().flat_map(|s| quantities(lexicon(), context, text, s)).collect()
}

/// The values of a text published on Friday, 20 November 2026.
fn values(text: &str) -> Vec<(Kind, Quantity)> {
    let context = Context { published: Some(Date::constant(2026, 11, 20)), ..Context::default() };
    let quantity = |m: Mention| match m.value {
        Value::Quantity(q) => Some((m.kind, *q)),
        Value::Name(_) => None,
    };
    found(&context, text).into_iter().filter_map(quantity).collect()
}

/// Each row: a meaning, and wordings parted by " | " of which each must hold exactly this one value.
fn check(kind: Kind, rows: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (meaning, wordings) in rows {
        for wording in wordings.split(" | ") {
            let got: Vec<String> = values(wording).iter().map(|(k, q)| format!("{k:?} {}", display(q))).collect();
            if got != [format!("{kind:?} {meaning}")] {
                wrong.push(format!("{wording:?}: wanted {kind:?} {meaning}, got {got:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn counts() {
    check(
        Kind::Count,
        &[
            ("14", "14 people | fourteen people | Fourteen miners"),
            ("41,726", "41,726 voters | 41726 voters | forty-one thousand seven hundred and twenty-six voters"),
            ("2,000,000", "2 million homes | two million homes | 2m homes | 2,000,000 homes"),
            ("≈ 12,000", "about 12,000 people | some 12,000 people | roughly twelve thousand people"),
            ("> 10,000", "more than 10,000 people | over 10,000 people | upwards of ten thousand people"),
            ("≥ 9", "at least nine people | no fewer than nine people"),
            ("≤ 30", "up to 30 guests | as many as thirty guests | no more than 30 guests | at most 30 guests"),
            ("12", "a dozen eggs | 12 eggs | twelve eggs"),
            ("36", "three dozen boats | thirty-six boats"),
            ("10–20", "10 to 20 boats | 10-20 boats | between 10 and 20 boats | from ten to twenty boats"),
            ("≥ 3", "several boats | many boats"),
            ("2", "both sides | two sides | a pair of boats"),
            ("1,300,000", "13 lakh voters | 1.3 million voters"),
            ("12/14", "12 of 14 jurors | twelve of the 14 jurors"),
        ],
    );
    check(Kind::Count, &[("12/14", "all but two of the 14 jurors")]);
}

#[test]
fn shares() {
    check(
        Kind::Percentage,
        &[
            ("20 %", "20% of it | 20 percent of it | 20 per cent of it | twenty percent of it"),
            ("≈ 20 %", "approximately 20% of it | about 20 percent of it"),
            ("< 5 %", "almost five percent of it | under 5% of it"),
            ("0.2 %", "0.2% of it | 0.2 percent of it"),
        ],
    );
    check(
        Kind::Fraction,
        &[
            ("0.3333", "one in three voters | one out of three voters"),
            ("0.3", "three in ten voters | three of every ten voters | three out of ten voters"),
            ("0.6667", "two-thirds majority | two thirds"),
        ],
    );
    for text in ["a fifth of them", "one-fifth of them", "one fifth of them"] {
        assert_eq!(values(text)[0].1.hard, Interval::point(Rational::new(1, 5)), "{text}");
    }
}

#[test]
fn positions_are_no_fractions() {
    check(
        Kind::Ordinal,
        &[
            ("3 day", "with a third day to come | on their third day"),
            ("21", "the 21st attempt | the twenty-first attempt"),
            ("2", "the second test run | She finished second."),
            ("3", "the third-largest port"),
        ],
    );
    // A superlative of what somebody has, and no share of it.
    for text in ["the country's most liberal paper", "the country’s most liberal paper"] {
        assert_eq!(values(text).iter().map(|(k, _)| *k).collect::<Vec<_>>(), [Kind::Ordinal], "{text}");
    }
}

#[test]
fn money() {
    check(
        Kind::Money,
        &[
            ("4,700,000,000 USD", "US$4.7 billion | 4.7 billion US dollars | USD 4.7bn | US$4,700m | U.S.$4.7bn"),
            ("3,000,000 pound", "£3m | £3 million | 3 million pounds"),
            ("500,000 INR", "5 lakh rupees | 500,000 rupees | Rs 5 lakh"),
            ("14,200,000,000 NOK", "NOK 14.2 bn | NOK 14.2 billion"),
            ("20.43 dollar", "$20.43 | 20 dollars 43 cents"),
            ("50 cent", "50 cents | fifty cents"),
            (
                "10,000,000–20,000,000 dollar",
                "between $10 and $20 million | $10-20 million | $10 million to $20 million",
            ),
            ("3.25 SEK", "SEK 3.25 | 3.25 kronor"),
        ],
    );
}

#[test]
fn a_bare_sign_is_resolved_by_place_or_outlet() {
    for (place, outlet, code) in [
        (Some("canberra, australia"), None, Some("AUD")),
        (None, Some("the globe and mail"), Some("CAD")),
        (Some("washington"), Some("the globe and mail"), Some("USD")),
        (None, None, None),
    ] {
        let context = Context { place: place.map(Into::into), outlet: outlet.map(Into::into), ..Context::default() };
        let axes: Vec<Axis> = found(&context, "It cost $5 million.")
            .into_iter()
            .filter_map(|m| if let Value::Quantity(q) = m.value { Some(q.axis) } else { None })
            .collect();
        assert_eq!(axes, [Axis::Money(code.map(Into::into))], "{place:?} {outlet:?}");
    }
}

#[test]
fn measures() {
    check(
        Kind::Measurement,
        &[
            ("4,200 ha", "4,200 hectares | 4,200ha | 4200 hectares"),
            ("46 fathom", "46 fathoms | forty-six fathoms"),
            ("37 celsius", "37 degrees Celsius | 37°C | 37C | 37 °C"),
            ("65 km/h", "65 kph | 65 kilometres per hour | 65 km/h | 65 kilometres an hour"),
            ("62 inch", "5 feet 2 inches | 5 feet and 2 inches | 5-foot-2"),
            ("2,000,000–3,000,000 m3", "2-3 million cubic metres | two or three million cubic metres"),
            ("-2 degree", "2 degrees below zero | -2 degrees"),
            ("20 foot", "a 20-foot wall | 20 feet | 20ft"),
            ("> 3.5 mile", "more than 3.5 miles | over three and a half miles"),
            ("301,338 km2", "301,338 km2 | 301,338 km²"),
            ("50 MWh", "50 megawatt-hours | 50 MWh"),
        ],
    );
}

#[test]
fn lengths_of_time() {
    check(
        Kind::Duration,
        &[
            ("102 month", "eight years and six months | 8 years, 6 months"),
            ("6.5 year", "six and a half years | 6.5 years"),
            ("90 minute", "1 hour 30 minutes | one hour and 30 minutes"),
            ("< 4 year", "a nearly four-year war | nearly four years | almost four years"),
            ("> 60 day", "more than 60 days | more than sixty days"),
            ("≤ 60 day", "no more than 60 days | up to 60 days"),
            ("20 year", "two decades | 20 years | twenty years"),
            ("2 week", "two weeks | a two-week break | 2 weeks"),
        ],
    );
    let year = |n: i128| Rational::from_integer(365 * n);
    assert_eq!(values("The war entered its third year.")[0].1.hard, Interval::half_open(year(2), year(3)));
}

#[test]
fn ages() {
    check(
        Kind::Age,
        &[
            ("44 year", "a 44-year-old man | Anna Berg, 44, said so. | a woman aged 44 | a man, 44, was hurt"),
            ("10 month", "a baby ten months old | a ten-month-old baby"),
            ("> 500 year", "more than 500 years old"),
            ("16 year", "She was 16. | at the age of 16 | Anna Berg, now 16, said so. | Sam Osei Jr., 16, was hurt"),
            ("30–40 year", "a man in his 30s | a woman in her thirties | a man in his late 30s"),
        ],
    );
    let pair = values("Two boys, 16 and 19, were hurt.");
    assert_eq!(pair.iter().map(|(k, _)| *k).collect::<Vec<_>>(), [Kind::Count, Kind::Age, Kind::Age]);
}

#[test]
fn plans_scores_and_multiples() {
    check(
        Kind::Number,
        &[
            (
                "20 point",
                "a 20-point peace plan that failed | a 20-point plan | a plan of 20 points | a 20-point peace plan | the twenty-point framework",
            ),
            ("12 step", "a 12-step programme"),
            ("3–1", "They won 3-1. | a 3–1 victory"),
            ("228–191", "by a vote of 228 to 191 | a 228-191 vote"),
            ("6 times", "Prices rose sixfold. | six times as high"),
            ("2 times", "Output doubled. | twice as many"),
        ],
    );
}

#[test]
fn dates() {
    check(
        Kind::Date,
        &[
            ("2022-02-01..2022-02-28", "in February 2022 | in Feb. 2022 | in February of 2022"),
            ("2024-03-05", "on 5 March 2024 | on March 5, 2024 | the 5th of March 2024 | 2024-03-05 | 5th March, 2024"),
            ("2026-11-19", "They met on Thursday. | yesterday | They met on Nov. 19."),
            ("2026-11-20", "They met on Friday. | today"),
            ("2026-11-24", "The court will rule on Tuesday. | It will open on 24 November."),
            ("2026-12-03", "Polls are on 3 December."),
            ("2025-10-01..2025-12-31", "the fourth quarter of 2025 | Q4 2025"),
            ("1990-01-01..1999-12-31", "in the 1990s | in the nineties"),
            ("2012-01-01..2013-12-31", "in 2012-13 | 2012–13"),
            ("0201-01-01..0300-12-31", "in the 3rd century A.D. | the third century"),
            ("2025-01-01..2025-12-31", "last year | in 2025 | in the year 2025"),
            ("2025-07-01..2025-12-31", "the second half of 2025 | H2 2025"),
            ("2024-06-01..2024-08-31", "the summer of 2024 | in summer 2024"),
            ("2026-12-11", "two weeks before Christmas 2026"),
            ("2024-03-03..2024-03-05", "March 3-5, 2024 | 3 to 5 March 2024 | from 3 to 5 March 2024"),
            ("2026-11-09..2026-11-13", "They met from Monday to Friday last week."),
            ("2024-01-01..2025-12-31", "fiscal 2025 | FY2025"),
            ("2008-01-01..2008-12-31", "the campaign of '08 | in ’08"),
            ("1898-01-01..1898-12-31", "an 1898 ruling | a 1898 Supreme Court ruling"),
            ("2025-07-04", "Independence Day of last year | Independence Day last year"),
            // The year in which the day falls on that weekday.
            ("2027-02-26", "It starts on Friday 26 February. | Friday, Feb. 26"),
            ("2026-12-12", "the Dec. 12 election | the December 12 election"),
        ],
    );
}

#[test]
fn times_of_day() {
    check(
        Kind::Time,
        &[
            ("18:00", "at 6pm | at 6 p.m. | at 18:00 | at six in the evening"),
            ("09:40", "at twenty to ten | at 9.40"),
            ("03:52", "at eight minutes to four | at 3.52am"),
            ("12:00", "at noon"),
            ("07:30–18:30", "from 7.30 to 18.30"),
            ("15:00", "3pm GMT | 1500 GMT"),
        ],
    );
}

#[test]
fn changes_are_no_levels() {
    let change = |text: &str| values(text).first().map(|(_, q)| q.change);
    for (text, expected) in [
        ("Prices rose 0.3% then.", Some(Change::Up)),
        ("Sales were down 2.1 percent.", Some(Change::Down)),
        ("Rents went up by a fifth.", Some(Change::Up)),
        ("They fell by 200 to a low.", Some(Change::Down)),
        ("It saw a 3 percent rise.", Some(Change::Up)),
        ("Unemployment rose to 5 percent.", None),
        ("The firm cut 870 jobs.", None),
        ("The dog turned up two bones.", None),
        ("It charged 5 percent.", None),
    ] {
        assert_eq!(change(text), Some(expected), "{text}");
    }
}

#[test]
fn rates_and_limits() {
    let first = |text: &str| values(text).into_iter().next().map(|(_, q)| q).expect(text);
    for (text, per) in [
        ("It costs $5 a day.", Some("day")),
        ("It costs $5 per share.", Some("share")),
        ("It earns 600 million euros annually.", Some("year")),
        ("It was 500,000 tonnes a year ago.", None),
    ] {
        assert_eq!(first(text).per.as_deref(), per, "{text}");
    }
    assert!(first("Staff may work up to three days at home.").limit);
    assert!(first("No more than two guests.").limit);
    assert!(!first("Up to 30 boats sank.").limit);
}

#[test]
fn conversions_in_brackets_repeat() {
    for (text, expected) in [
        ("It burned 4,200 hectares (10,400 acres).", vec![false, true]),
        ("It is worth HK$3.7 billion (US$473 million).", vec![false, true]),
        ("Nearly half (47%) left.", vec![true, false]),
        ("It has 40 rooms (12 of them small).", vec![false, false]),
    ] {
        let got: Vec<bool> = found(&Context::default(), text).iter().map(|m| m.repeats).collect();
        assert_eq!(got, expected, "{text}");
    }
}

#[test]
fn nothing_is_marked_where_nothing_is_counted() {
    for text in [
        "It takes two to tango.",
        "She may leave.",
        "Section 427 applies.",
        "Call +1-222-555-1234 now.",
        "See 192.168.1.2 for it.",
        "The model SCP-173 was sold.",
        "See https://example.org/2014/05/20 there.",
        "They flew Apollo 11 home.",
        "He may march on.",
        "Gates 2, 5 and 8 stay shut.",
        "",
        "They flew on Air Force One home.",
        "There was a real breakdown of talks.",
        "The couple met in school.",
        "She spoke on Capital Tonight about it.",
        "The Year 7 camp was full.",
        "The near-final text; close to the palace; over a recent scandal.",
    ] {
        let got = found(&Context::default(), text);
        assert!(got.is_empty(), "{text}: {:?}", got.iter().map(|m| m.span.of(text)).collect::<Vec<_>>());
    }
}
