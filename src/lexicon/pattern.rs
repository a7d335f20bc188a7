//! Patterns of words for whole lines: no regular expressions, no backtracking, one pass over the line.
//!
//! | in a pattern | stands for |
//! |---|---|
//! | `word`, `one\|other` | the word, or one of several, in any case |
//! | `word?` | the word or nothing |
//! | `#`, `#?` | a number such as 16, 1,204 or 12:30 |
//! | `@name` | two or more capitalised words, or an initial and one, with particles between |
//! | `@cap` | one capitalised word |
//! | `@month`, `@weekday` | the name of one, long or short |
//! | `*` | any words, or none |
//! | `:`, `;`, `,`, `\|`, `-`, `@`, `©` | the mark itself; `-` is any long dash, `\|` also a slash or a bullet |
//!
//! The marks `: ; , |`, long dashes, slashes and bullets part phrases: inside a line they must stand in the pattern, at
//! either end they are passed over. All other marks, full stops and quotation marks among them, are passed over always.

use serde::Deserialize;

/// A line cut into words and marks.
#[derive(Debug, Default)]
pub struct Line<'a> {
    tokens: Vec<Token<'a>>,
    words: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    Word(&'a str),
    Mark(char),
}

/// A compiled pattern.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern {
    items: Vec<Item>,
    /// Items that may be passed over, one bit each.
    optional: u64,
    open: bool,
}

#[derive(Clone, Debug)]
struct Item {
    kind: Kind,
    optional: bool,
    /// Whether it may match again and again.
    repeats: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Words(Vec<String>),
    Number,
    Capital,
    Month,
    Weekday,
    /// A capitalised word or a particle.
    Rest,
    Any,
    Mark(char),
}

/// Word lists that patterns may name.
#[derive(Clone, Copy, Debug)]
pub struct Classes<'a> {
    /// Lower-case words that may stand inside a name.
    pub particles: &'a [String],
    /// The months, each with its forms in lower case.
    pub months: &'a [Vec<String>],
    /// The days of the week, likewise.
    pub weekdays: &'a [Vec<String>],
}

/// Most items of a pattern: one bit each, and one for the end.
const MOST: usize = 63;

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(source: String) -> Result<Self, String> {
        let mut items = Vec::new();
        let mut push = |kind, optional, repeats| items.push(Item { kind, optional, repeats });
        for word in source.split_whitespace() {
            match word {
                "*" => push(Kind::Any, true, true),
                "#" => push(Kind::Number, false, false),
                "#?" => push(Kind::Number, true, false),
                "@cap" => push(Kind::Capital, false, false),
                "@month" => push(Kind::Month, false, false),
                "@weekday" => push(Kind::Weekday, false, false),
                "@name" => {
                    push(Kind::Capital, false, false);
                    push(Kind::Rest, false, true);
                }
                ":" | ";" | "," | "|" | "-" | "@" | "©" => {
                    push(Kind::Mark(word.chars().next().unwrap_or('-')), false, false)
                }
                _ if word.starts_with('@') => {
                    return Err(format!(
                        "pattern `{source}`: no class `{word}`; there are `@name`, `@cap`, `@month`, `@weekday`"
                    ));
                }
                _ => {
                    let (word, optional) = word.strip_suffix('?').map_or((word, false), |w| (w, true));
                    let words: Vec<String> = word.split('|').map(str::to_lowercase).collect();
                    if words.iter().any(|w| w.is_empty() || !w.chars().all(inside)) {
                        return Err(format!(
                            "pattern `{source}`: `{word}` is no word; use letters, `one|other`, `word?`"
                        ));
                    }
                    push(Kind::Words(words), optional, false);
                }
            }
        }
        if items.is_empty() || items.len() > MOST || items.iter().all(|i| i.optional) {
            return Err(format!("pattern `{source}`: needs between 1 and {MOST} words, one of them required"));
        }
        let open = items.iter().any(|i| i.kind == Kind::Any);
        let optional = items.iter().enumerate().filter(|(_, i)| i.optional).fold(0, |mask, (n, _)| mask | 1 << n);
        Ok(Self { items, optional, open })
    }
}

impl<'a> Line<'a> {
    /// Cuts a line; gives up, with no words at all, on one of more than `most` words.
    pub fn cut(text: &'a str, most: usize) -> Option<Self> {
        let mut line = Self::default();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if c.is_alphanumeric() {
                let end = word_end(text, at);
                line.tokens.push(Token::Word(&text[at..end]));
                line.words += 1;
                if line.words > most {
                    return None;
                }
                at = end;
            } else {
                if let Some(mark) = mark(c) {
                    line.tokens.push(Token::Mark(mark));
                }
                // A line of nothing but marks is no text, however long.
                if line.tokens.len() > 4 * most {
                    return None;
                }
                at += c.len_utf8();
            }
        }
        let parts = |t: &Token| matches!(t, Token::Mark(m) if !matches!(m, '@' | '©'));
        let first = line.tokens.iter().position(|t| !parts(t)).unwrap_or(line.tokens.len());
        let last = line.tokens.iter().rposition(|t| !parts(t)).map_or(first, |i| i + 1);
        line.tokens.truncate(last.max(first));
        line.tokens.drain(..first);
        Some(line)
    }

    /// Its first word, in lower case and with straight apostrophes, if it begins with one.
    pub fn first_word(&self) -> Option<String> {
        match self.tokens.first() {
            Some(Token::Word(w)) => Some(w.to_lowercase().replace('’', "'")),
            _ => None,
        }
    }

    /// How many words it has.
    pub fn words(&self) -> usize {
        self.words
    }
}

impl Pattern {
    /// Whether it has a part that stands for any words.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Whether the whole line is as the pattern says.
    pub fn matches(&self, line: &Line<'_>, classes: Classes<'_>) -> bool {
        let end = 1_u64 << self.items.len();
        let mut states = self.close(1);
        for token in &line.tokens {
            let mut next = 0;
            let mut rest = states & (end - 1);
            while rest != 0 {
                let i = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                let item = &self.items[i];
                if item.takes(*token, classes) {
                    next |= 2 << i;
                    if item.repeats {
                        next |= 1 << i;
                    }
                }
            }
            states = self.close(next);
            if states == 0 {
                return false;
            }
        }
        // A colon that the pattern waits for was passed over at the end of the line ("Read more:").
        for (i, item) in self.items.iter().enumerate() {
            if states & (1 << i) != 0 && item.kind == Kind::Mark(':') {
                states = self.close(states | 2 << i);
            }
        }
        states & end != 0
    }

    /// Adds the states that are reached without a token.
    fn close(&self, mut states: u64) -> u64 {
        loop {
            let more = states | (states & self.optional) << 1;
            if more == states {
                return states;
            }
            states = more;
        }
    }

    /// The words that a line must begin with to match, in lower case; none if it may begin with anything else.
    pub fn first_words<'a>(&'a self, classes: Classes<'a>) -> Option<Vec<&'a str>> {
        let mut words = Vec::new();
        for item in &self.items {
            match &item.kind {
                Kind::Words(alternatives) => words.extend(alternatives.iter().map(String::as_str)),
                Kind::Month => words.extend(classes.months.iter().flatten().map(String::as_str)),
                Kind::Weekday => words.extend(classes.weekdays.iter().flatten().map(String::as_str)),
                _ => return None,
            }
            if !item.optional {
                return Some(words);
            }
        }
        None
    }
}

impl Item {
    fn takes(&self, token: Token<'_>, classes: Classes<'_>) -> bool {
        match (&self.kind, token) {
            (Kind::Any, _) => true,
            (Kind::Mark(m), Token::Mark(t)) => *m == t,
            (Kind::Number, Token::Word(w)) => w.starts_with(|c: char| c.is_ascii_digit()),
            (Kind::Capital, Token::Word(w)) => w.starts_with(char::is_uppercase),
            (Kind::Rest, Token::Word(w)) => {
                w.starts_with(char::is_uppercase) || classes.particles.iter().any(|p| p.eq_ignore_ascii_case(w))
            }
            (Kind::Month, Token::Word(w)) => classes.months.iter().flatten().any(|p| same(p, w)),
            (Kind::Weekday, Token::Word(w)) => classes.weekdays.iter().flatten().any(|p| same(p, w)),
            (Kind::Words(words), Token::Word(w)) => words.iter().any(|p| same(p, w)),
            _ => false,
        }
    }
}

/// Whether a lower-case word and a written one are the same but for case and the shape of the apostrophe.
fn same(lower: &str, written: &str) -> bool {
    if lower.is_ascii() && written.is_ascii() {
        return lower.eq_ignore_ascii_case(written);
    }
    let fold = |c: char| if c == '’' { '\'' } else { c };
    lower.chars().map(fold).eq(written.chars().flat_map(char::to_lowercase).map(fold))
}

fn inside(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’')
}

/// The mark that parts phrases, or nothing for a mark that is passed over.
fn mark(c: char) -> Option<char> {
    match c {
        ':' | ';' | ',' | '@' | '©' | '|' => Some(c),
        '–' | '—' | '―' => Some('-'),
        '/' | '•' | '·' | '›' => Some('|'),
        _ => None,
    }
}

/// The end of the word that starts at `from`: letters, digits, apostrophes, and marks between two digits.
fn word_end(text: &str, from: usize) -> usize {
    let mut before = ' ';
    let mut chars = text[from..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        let joins = matches!(c, '.' | ',' | ':') && before.is_ascii_digit() && after.is_ascii_digit();
        if !inside(c) && !joins {
            return from + i;
        }
        before = c;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, line: &str) -> bool {
        let pattern = Pattern::try_from(pattern.to_owned()).unwrap();
        pattern.matches(
            &Line::cut(line, 40).unwrap(),
            Classes { particles: &["van".into(), "de".into()], months: &[vec!["may".into()]], weekdays: &[] },
        )
    }

    #[test]
    fn a_pattern_takes_whole_lines() {
        for (pattern, yes, no) in [
            (
                "# comment|comments",
                &["16 Comments", "1,204 comments", "(3) Comments »"][..],
                &["16 comments were made"][..],
            ),
            (
                "listen to this|the? article",
                &["Listen to the article", "LISTEN TO ARTICLE."],
                &["Listen to the article he wrote"],
            ),
            (
                "by @name",
                &["By Jane Doe", "BY JANE DOE", "By J. van Doe", "by Ann Lee Doe"],
                &["By Friday", "By Jane Doe, 34", "by way of"],
            ),
            ("by @name , *", &["By Jane Doe, Harbor Wire, in Oslo"], &["By Jane Doe"]),
            ("read more : *", &["Read more: the bill", "READ MORE:"], &["Read more books"]),
            ("* | * | *", &["Home | News | Sport", "Home / News / Sport"], &["Home | News"]),
            ("@month # , #", &["May 5, 2024"], &["June 5, 2024"]),
            ("follow us on *", &["Follow us on X"], &["Follow us"]),
        ] {
            for line in yes {
                assert!(matches(pattern, line), "{pattern} should take {line}");
            }
            for line in no {
                assert!(!matches(pattern, line), "{pattern} should not take {line}");
            }
        }
    }

    #[test]
    fn faults_say_what_to_do() {
        for bad in ["", "*", "@who wrote", "a.b"] {
            assert!(Pattern::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
