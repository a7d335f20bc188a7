//! The words of numbers, units, hedges and the calendar, compiled once into tables by lower-cased word.

mod calendar;
mod numbers;
mod units;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::lexicon::calendar::{CalPart, Calendar, Feast, Period};
use crate::lexicon::exact::{Ends, Exact, exact};
use crate::lexicon::hedges::{HedgeKind, Hedges};
use crate::lexicon::numbers::{Numbers, Part, Parts};
use crate::lexicon::phrases::{Phrases, pieces};
use crate::lexicon::units::{Measures, UnitNames};

/// What a single word can be in a number phrase.
#[derive(Clone, Copy, Debug, Default)]
pub struct NumberWord {
    /// The parts it may play.
    pub parts: Parts,
    /// A number below a hundred.
    pub cardinal: Option<u8>,
    /// An exponent of ten that multiplies what stands before.
    pub scale: Option<u8>,
    /// Whether the scale is a plural that may stand alone ("hundreds").
    pub plural_scale: bool,
    /// A position in a row below a hundred.
    pub ordinal: Option<u8>,
    /// The exponent of a larger position ("millionth"), and whether the word is plural.
    pub scale_ordinal: Option<(u8, bool)>,
    /// A denominator: the number, and whether the word is plural.
    pub denominator: Option<(u32, bool)>,
    /// A dozen.
    pub group: Option<u8>,
    /// Which phrase tables hold a phrase that begins with it.
    pub starts: Starts,
    /// A month from 1, a weekday from Monday = 1, the first month of a season.
    pub month: Option<u8>,
    /// See above.
    pub weekday: Option<u8>,
    /// See above.
    pub season: Option<u8>,
    /// Whether the month or weekday is another word too.
    pub shy: bool,
    /// A span of the calendar.
    pub period: Option<Period>,
    /// The decade of a century.
    pub decade: Option<u8>,
    /// Parts it may play in a date or time.
    pub cal: CalParts,
    /// Which way a length is counted from the date after it.
    pub step: Option<i8>,
    /// Which way it points a date: future or past.
    pub tense: Option<bool>,
}

/// A set of parts of the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CalParts(u64);

impl CalParts {
    /// Whether the part is in the set.
    pub fn has(self, part: CalPart) -> bool {
        self.0 & (1 << part as u8) != 0
    }

    fn set(&mut self, part: CalPart) {
        self.0 |= 1 << part as u8;
    }
}

/// A set of phrase tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Starts(u16);

#[allow(missing_docs)]
impl Starts {
    pub const HEDGE: u16 = 1;
    pub const AFTER: u16 = 2;
    pub const VAGUE: u16 = 4;
    pub const EXACT: u16 = 8;
    pub const MULTIPLE: u16 = 16;
    pub const IDIOM: u16 = 32;
    pub const UNIT: u16 = 64;
    pub const MONEY: u16 = 128;
    pub const RATE: u16 = 256;
    pub const DATE: u16 = 512;
    pub const TIME: u16 = 1024;
    pub const PART: u16 = 2048;

    /// Whether the table is in the set.
    pub fn has(self, table: u16) -> bool {
        self.0 & table != 0
    }
}

/// A unit, ready for use.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its id, under which values are given.
    pub id: CompactString,
    /// What it measures.
    pub axis: CompactString,
    /// How many base units it is.
    pub factor: Exact,
    /// What is added after that.
    pub offset: Option<Exact>,
    /// How many of the units under `id` it is ("decade": ten years).
    pub multiple: Exact,
    /// Whether round tens are commonly rounded.
    pub coarse: bool,
    /// Whether its name is an everyday word, so that an article before it makes no amount ("a cup").
    pub shy: bool,
}

/// A name or sign of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// The currency; none where several share the name.
    pub code: Option<CompactString>,
    /// Id under which values are given.
    pub unit: CompactString,
    /// Whether it is a hundredth.
    pub minor: bool,
    /// Whether it may be something else than money.
    pub shy: bool,
    /// Scale that the name itself holds ("MUSD").
    pub scale: u8,
    /// Whether it is a unit of mass too.
    pub mass: bool,
    /// Whether it is money only after a number.
    pub after_only: bool,
    /// Whether it is money only before a grouped or scaled number.
    pub letters: bool,
}

/// Words for a number that is not stated.
#[derive(Clone, Copy, Debug)]
pub struct Vague {
    /// The number they usually stand for.
    pub number: Option<u32>,
    /// Whether they name a share.
    pub share: bool,
    /// Whether a scale must follow.
    pub before_scale: bool,
    /// Whether what is counted must follow at once.
    pub before_noun: bool,
    /// What they entail.
    pub hard: Option<Ends>,
    /// What is meant by them.
    pub typical: Option<Ends>,
}

/// A hedge.
#[derive(Clone, Copy, Debug)]
pub struct HedgeWord {
    /// What it says.
    pub kind: HedgeKind,
    /// Whether another hedge may follow and it leaves the number as it is.
    pub transparent: bool,
    /// Whether it sets a bound.
    pub limit: bool,
}

/// All tables.
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct Quantities {
    pub words: FxHashMap<CompactString, NumberWord>,
    pub suffixes: FxHashMap<CompactString, u8>,
    pub ambiguous_suffixes: FxHashMap<CompactString, u8>,
    pub ordinal_suffixes: FxHashMap<CompactString, Vec<u8>>,
    pub rounded_shares: FxHashMap<Exact, Ends>,
    pub idioms: Phrases<()>,
    pub vague: Phrases<Vague>,
    pub exact: Phrases<u32>,
    /// The factor, and whether a comparison must follow ("twice as").
    pub multiples: Phrases<(Exact, bool)>,
    pub hedges: Phrases<HedgeWord>,
    pub hedges_after: Phrases<HedgeKind>,
    pub inclusive: Phrases<()>,
    pub below_zero: Phrases<()>,
    /// Symbols, case as written.
    pub symbols: Phrases<u16>,
    /// Names, lower case.
    pub names: Phrases<u16>,
    pub units: Vec<Unit>,
    /// By id.
    pub by_id: FxHashMap<CompactString, u16>,
    /// Signs and codes, case as written.
    pub signs: Phrases<Money>,
    /// Names, lower case.
    pub money: Phrases<Money>,
    /// Currency of a name that several share, by name and place or outlet.
    pub places: FxHashMap<CompactString, Vec<(CompactString, CompactString)>>,
    pub outlets: FxHashMap<CompactString, Vec<(CompactString, CompactString)>>,
    pub rates: Phrases<CompactString>,
    /// Phrases that play a part in dates, the longest of each.
    pub cal_phrases: Phrases<CalPart>,
    /// Phrases of half years: which half.
    pub days_away: Phrases<i32>,
    pub feasts: Phrases<Feast>,
    pub hours: Phrases<u16>,
    pub day_parts: Phrases<(u16, u16)>,
    pub zones: Phrases<i16>,
    pub decade_endings: Vec<CompactString>,
    /// Ending of verbs of the past.
    pub past_ending: CompactString,
    /// Ending of plurals.
    pub plural: CompactString,
    pub not_before: FxHashMap<CompactString, Vec<CompactString>>,
}

impl Quantities {
    pub(in crate::lexicon) fn new(
        numbers: &Numbers,
        measures: &Measures,
        names: &UnitNames,
        hedges: &Hedges,
        calendar: &Calendar,
    ) -> Self {
        let mut q = Self { plural: names.plural.as_str().into(), ..Self::default() };
        q.add_numbers(numbers, &names.plural);
        q.add_hedges(hedges);
        q.add_units(measures, names);
        q.add_money(measures, names);
        q.add_calendar(calendar);
        q.mark_starts();
        q
    }

    /// What the lower-cased word can be.
    pub fn word(&self, lower: &str) -> NumberWord {
        self.words.get(lower).copied().unwrap_or_default()
    }

    /// Whether the word has the ending of a plural, and not that of words such as "less".
    pub fn plural_ending(&self, lower: &str) -> bool {
        let plural = self.plural.as_str();
        lower.strip_suffix(plural).is_some_and(|stem| !stem.is_empty() && !stem.ends_with(plural))
    }

    /// A unit by its id.
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.by_id.get(id).map(|i| &self.units[*i as usize])
    }

    fn entry(&mut self, word: &str) -> &mut NumberWord {
        self.words.entry(word.into()).or_default()
    }

    fn parts(&mut self, part: Part, words: &[String]) {
        for word in words {
            self.entry(word).parts.set(part);
        }
    }

    fn mark_starts(&mut self) {
        fn firsts<T>(table: &Phrases<T>) -> Vec<String> {
            table.firsts().map(str::to_lowercase).collect()
        }
        for (bit, list) in [
            (Starts::HEDGE, firsts(&self.hedges)),
            (Starts::AFTER, firsts(&self.hedges_after)),
            (Starts::VAGUE, firsts(&self.vague)),
            (Starts::EXACT, firsts(&self.exact)),
            (Starts::MULTIPLE, firsts(&self.multiples)),
            (Starts::IDIOM, firsts(&self.idioms)),
            (Starts::UNIT, firsts(&self.symbols)),
            (Starts::UNIT, firsts(&self.names)),
            (Starts::MONEY, firsts(&self.signs)),
            (Starts::MONEY, firsts(&self.money)),
            (Starts::RATE, firsts(&self.rates)),
            (Starts::DATE, firsts(&self.days_away)),
            (Starts::DATE, firsts(&self.feasts)),
            (Starts::TIME, firsts(&self.hours)),
            (Starts::TIME, firsts(&self.zones)),
            (Starts::TIME, firsts(&self.day_parts)),
            (Starts::PART, firsts(&self.cal_phrases)),
        ] {
            for word in list {
                self.entry(&word).starts.0 |= bit;
            }
        }
    }
}
