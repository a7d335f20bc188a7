//! Small words by what they do in a sentence.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// What a small word does; `rules/<language>/grammar.toml` says which words do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Class {
    /// Before the whole that a number is a part of.
    Whole,
    /// Before what an amount is of.
    AmountOf,
    /// Before the unit of a rate.
    Rate,
    /// Before a place.
    AtPlace,
    /// Before the value that a change starts from.
    ChangeFrom,
    /// Before the value that a change ends at.
    ChangeTo,
    /// Marks a count that adds to another.
    Additional,
    /// Marks a part of what was counted before.
    Including,
    /// Marks what is left out of a count.
    Excluding,
    /// Presents a value as one that no longer holds.
    Formerly,
    /// Puts a statement off the present event.
    Background,
    /// Denies.
    Negation,
    /// Makes a statement a possibility.
    Modal,
    /// Puts a statement in the future.
    Future,
    /// Makes a statement a condition.
    Condition,
    /// Verbs whose complement is somebody's word.
    Speech,
    /// Of these, the ones that leave the truth open.
    Claim,
    /// Makes a value a forecast, a plan or a wish.
    Forecast,
    /// Verbs with little meaning of their own.
    Light,
    /// Nouns that only carry a number.
    Carrier,
    /// Nouns for people in general.
    Person,
    /// Words without weight for what a text is about.
    Stop,
    /// Marks the source of a statement.
    According,
    /// Points back at what was said before.
    Demonstrative,
    /// Nouns whose number says nothing of the event ("five things to know").
    Hollow,
    /// Stands for a thing or body that was named before.
    It,
    /// Endings by which one name is made from another.
    NameEnding,
    /// Verbs that say of a value that another took its place.
    Replace,
    /// Joins the last item to a list.
    And,
    /// Puts a value in other words.
    Or,
    /// Stands before the sum of what was listed.
    Makes,
    /// Stands before what remains of a whole.
    Leaves,
    /// Names the last part of a whole, so that the list is complete.
    Remainder,
    /// Opens a span of time with its first day.
    Between,
    /// Says when something began.
    Begin,
    /// Says when something ended.
    End,
    /// Says how long something took.
    Last,
    /// Says that something came after the day that was set.
    Late,
    /// Puts what follows before the day that was named.
    After,
    /// Says that none of a body is left out.
    All,
    /// Those who cast a vote.
    Voter,
    /// The number one, which also stands for things and people.
    One,
}

/// The classes of every small word.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "BTreeMap<Class, Vec<String>>")]
pub struct Grammar {
    classes: FxHashMap<String, u64>,
}

impl From<BTreeMap<Class, Vec<String>>> for Grammar {
    fn from(lists: BTreeMap<Class, Vec<String>>) -> Self {
        let mut classes: FxHashMap<String, u64> = FxHashMap::default();
        for (class, words) in lists {
            for word in words {
                *classes.entry(word).or_default() |= 1_u64 << class as u8;
            }
        }
        Self { classes }
    }
}

impl Grammar {
    /// Whether the word (lower case, or a lemma) belongs to the class.
    pub fn is(&self, word: &str, class: Class) -> bool {
        self.classes.get(word).is_some_and(|c| c & (1_u64 << class as u8) != 0)
    }
}
