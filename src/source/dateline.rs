//! Datelines: "BANTOLAN, Philippines (Meridian Wire) - ", "July 22 (Atlas) - ", "COPENHAGEN. ".

use jiff::civil::Date;

use crate::lexicon::furniture::Furniture;

/// A dateline at the head of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dateline {
    /// Bytes up to the first word of the paragraph itself.
    pub length: usize,
    /// The place, in title case.
    pub place: Option<String>,
    /// The agency in brackets.
    pub agency: Option<String>,
    /// The day, where it comes with its year.
    pub date: Option<Date>,
}

/// Longest dateline in bytes.
const MOST: usize = 110;

/// The dateline at the head of a paragraph. A place in capitals, a known agency in brackets, or a day with an agency must
/// show that it is one, and a sentence must begin after it.
pub(super) fn find(furniture: &Furniture, paragraph: &str) -> Option<Dateline> {
    let mut most = paragraph.len().min(MOST);
    while !paragraph.is_char_boundary(most) {
        most -= 1;
    }
    let head = &paragraph[..most];
    for (at, c) in head.char_indices() {
        let rest = &paragraph[at..];
        let dash = match c {
            '-' if rest.starts_with("--") => rest.len() - rest.trim_start_matches('-').len(),
            '-' if head[..at].ends_with(char::is_whitespace) && rest[1..].starts_with(char::is_whitespace) => 1,
            '–' | '—' | '―' => c.len_utf8(),
            ':' if head[..at].ends_with(')') => 1,
            '.' if rest[1..].starts_with(' ') && capitals(&head[..at]) && letters(&head[..at]) >= 4 => 1,
            _ => continue,
        };
        let after = rest[dash..].trim_start();
        let length = paragraph.len() - after.len();
        if !begins_sentence(after) {
            return None;
        }
        let found = read(furniture, head[..at].trim())?;
        // A full stop proves little: it takes a place of capitals alone.
        return (c != '.' || found.agency.is_none() && found.date.is_none()).then_some(Dateline { length, ..found });
    }
    None
}

/// Whether a sentence begins here that is not all in capitals.
fn begins_sentence(text: &str) -> bool {
    let opening = |c: char| matches!(c, '"' | '\'' | '“' | '‘' | '«' | '(' | '[' | '…' | '$' | '€' | '£' | ' ');
    let text = text.trim_start_matches(opening);
    text.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) && text.chars().take(60).any(char::is_lowercase)
}

fn read(furniture: &Furniture, text: &str) -> Option<Dateline> {
    let mut found = Dateline::default();
    let mut known = false;
    let mut rest = text;
    if let Some(open) = text.rfind('(')
        && let Some(agency) = text[open + 1..].strip_suffix(')')
    {
        let agency = agency.trim();
        known = furniture.agency(agency).is_some();
        let named = agency.split_whitespace().count() <= 4 && agency.starts_with(|c: char| c.is_uppercase());
        if !named && !known {
            return None;
        }
        found.agency = Some(agency.to_owned());
        rest = text[..open].trim().trim_end_matches(',');
    }
    let mut places: Vec<&str> = Vec::new();
    let mut dated = false;
    for part in rest.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        if let Some(day) = day(furniture, part) {
            dated = true;
            found.date = day;
        } else if dated && part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()) {
            // The year after a comma: "March 4, 2025".
            found.date = rest.split(',').map(str::trim).find_map(|p| with_year(furniture, p, part));
        } else if !dated && is_place(furniture, part) {
            places.push(part);
        } else {
            return None;
        }
    }
    let shouted = places.first().is_some_and(|p| capitals(p));
    let alone = places.is_empty() && found.agency.is_some();
    if !(shouted || known || alone || dated && found.agency.is_some()) || places.len() > 3 {
        return None;
    }
    let label = |p: &str| furniture.labels.contains(&p.to_lowercase());
    places.retain(|p| !label(p));
    if !places.is_empty() {
        found.place = Some(places.iter().map(|p| titled(p)).collect::<Vec<_>>().join(", "));
    }
    Some(found)
}

/// A day without its year, or with it: "Feb 6", "6 February", "March 4 2025", "Aug. 11".
fn day(furniture: &Furniture, text: &str) -> Option<Option<Date>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |w: &str| w.parse::<i8>().ok().filter(|d| (1..=31).contains(d));
    let (day, month, year) = match words[..] {
        [a, b] => (number(a).or(number(b))?, furniture.month(a).or(furniture.month(b))?, None),
        [a, b, year] => (number(a).or(number(b))?, furniture.month(a).or(furniture.month(b))?, Some(year)),
        _ => return None,
    };
    match year {
        None => Some(None),
        Some(y) => Some(Some(Date::new(y.parse().ok()?, month, day).ok()?)),
    }
}

fn with_year(furniture: &Furniture, part: &str, year: &str) -> Option<Date> {
    day(furniture, &format!("{part} {year}")).flatten()
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// Whether a text is one to four words in capitals, and nothing else.
fn capitals(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=4).contains(&words)
        && letters(text) >= 2
        && text.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '-' | '.' | '\'' | '’' | '/'))
}

fn is_place(furniture: &Furniture, text: &str) -> bool {
    let words = text.split_whitespace();
    words.clone().count() <= 4
        && text.starts_with(char::is_uppercase)
        && words.into_iter().all(|w| w.starts_with(char::is_uppercase) || furniture.particles.iter().any(|p| p == w))
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\'' | '’' | '/'))
}

/// Capitals to title case; what has lower-case letters, or full stops inside, stays.
fn titled(text: &str) -> String {
    if !capitals(text) || text.trim_end_matches('.').contains('.') {
        return text.to_owned();
    }
    let mut start = true;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if start {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn datelines_are_parted_from_the_paragraph() {
        let lexicon = Lexicon::english();
        for (line, place, agency, rest) in [
            (
                "OSTVIK, Norland (Coast Wire) - A ferry sank.",
                Some("Ostvik, Norland"),
                Some("Coast Wire"),
                "A ferry sank.",
            ),
            ("OSTVIK -- In the end, they left.", Some("Ostvik"), None, "In the end, they left."),
            ("PORT-AU-PRINCE, Haiti (AP) — A storm.", Some("Port-Au-Prince, Haiti"), Some("AP"), "A storm."),
            ("OSTVIK, Feb 6 (CW) - The firm said.", Some("Ostvik"), Some("CW"), "The firm said."),
            ("July 22 (Coast) - Advisers said.", None, Some("Coast"), "Advisers said."),
            ("COPENHAGEN. The firm said today.", Some("Copenhagen"), None, "The firm said today."),
            ("WASHINGTON—The bill passed.", Some("Washington"), None, "The bill passed."),
            ("Paris (AFP) - “We won,” he said.", Some("Paris"), Some("AFP"), "“We won,” he said."),
            ("(Reuters) - Shares fell.", None, Some("Reuters"), "Shares fell."),
            ("LIVINGSTON, N.J. — He is running.", Some("Livingston, N.J."), None, "He is running."),
            ("UPDATE - The road is open.", None, None, "The road is open."),
        ] {
            let found = find(&lexicon.furniture, line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.place.as_deref(), found.agency.as_deref()), (place, agency), "{line}");
            assert_eq!(&line[found.length..], rest);
        }
        let dated = find(&lexicon.furniture, "OSTVIK, March 4, 2025 (CW) - It rained.").unwrap();
        assert_eq!(dated.date, Some(jiff::civil::date(2025, 3, 4)));
    }

    #[test]
    fn apposition_is_no_dateline() {
        let lexicon = Lexicon::english();
        for line in [
            "NATO - which has 32 members - said on Monday.",
            "Volkswagen (VW) - Germany's largest carmaker - said.",
            "Jones — the mayor — said.",
            "Trump, Republican of Florida — He said.",
            "The U.S. Senate voted.",
            "A. B. Carter said.",
            "NO. That was the answer.",
            "The ferry (built in 1990) - A disaster.",
            "",
        ] {
            assert_eq!(find(&lexicon.furniture, line), None, "{line}");
        }
    }
}
