//! The words of numbers, units, hedges and the calendar, compiled once into tables by lower-cased word.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::calendar::{CalPart, Calendar, Feast, Period};
use super::exact::{Ends, Exact, exact};
use super::hedges::{HedgeKind, Hedges};
use super::numbers::{Numbers, Part, Parts};
use super::phrases::{Phrases, pieces};
use super::units::{Measures, UnitNames};

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
    pub(super) fn new(
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

    fn add_numbers(&mut self, n: &Numbers, plural: &str) {
        for (w, v) in &n.cardinals {
            self.entry(w).cardinal = Some(*v);
        }
        for (w, v) in &n.scales {
            self.entry(w).scale = Some(*v);
        }
        for (w, v) in &n.plural_scales {
            let entry = self.entry(w);
            (entry.scale, entry.plural_scale) = (Some(*v), true);
        }
        for (w, v) in &n.ordinals {
            self.entry(w).ordinal = Some(*v);
            if *v > 2 {
                self.entry(w).denominator = Some(((*v).into(), false));
            }
            if *v > 2 {
                self.entry(&format!("{w}{plural}")).denominator = Some(((*v).into(), true));
            }
        }
        for (w, v) in &n.scale_ordinals {
            self.entry(w).scale_ordinal = Some((*v, false));
            self.entry(&format!("{w}{plural}")).scale_ordinal = Some((*v, true));
        }
        for (w, v) in &n.denominators {
            let many = n.denominators.iter().any(|(x, y)| x.len() < w.len() && y == v);
            self.entry(w).denominator = Some(((*v).into(), many));
        }
        for (w, v) in n.groups.iter().chain(&n.single) {
            self.entry(w).group = Some(*v);
        }
        for (part, words) in &n.words.parts {
            self.parts(*part, words);
        }
        self.suffixes = n.suffixes.iter().map(|(w, v)| (w.into(), *v)).collect();
        self.ambiguous_suffixes = n.ambiguous_suffixes.iter().map(|(w, v)| (w.into(), *v)).collect();
        self.ordinal_suffixes = n.ordinal_suffixes.iter().map(|(w, v)| (w.into(), v.clone())).collect();
        self.rounded_shares = n.rounded_shares.iter().filter_map(|(w, v)| Some((exact(w)?, *v))).collect();
        for idiom in &n.words.idiom {
            self.idioms.add(idiom, ());
        }
        n.below_zero.iter().for_each(|w| self.below_zero.add(w, ()));
        for v in &n.vague {
            for w in &v.words {
                let value = Vague {
                    number: v.number,
                    share: v.share,
                    before_scale: v.before_scale,
                    hard: v.hard,
                    typical: v.typical,
                };
                self.vague.add(w, value);
            }
        }
        for e in &n.exact {
            e.words.iter().for_each(|w| self.exact.add(w, e.number));
        }
        for m in &n.multiple {
            m.words.iter().for_each(|w| self.multiples.add(w, (m.number.0, m.before_as)));
        }
    }

    fn add_hedges(&mut self, h: &Hedges) {
        for group in &h.before {
            for w in &group.words {
                let limit = h.limits.contains(w);
                self.hedges.add(w, HedgeWord { kind: group.kind, transparent: group.transparent, limit });
            }
        }
        for group in &h.after {
            group.words.iter().for_each(|w| self.hedges_after.add(w, group.kind));
        }
        h.inclusive.iter().for_each(|w| self.inclusive.add(w, ()));
        self.parts(Part::Modal, &h.modals);
        self.parts(Part::NotBeforeHedge, &h.not_before_hedge);
        self.parts(Part::Up, &h.change.up);
        self.parts(Part::Down, &h.change.down);
        self.parts(Part::Either, &h.change.either);
        self.parts(Part::Particle, &h.change.particles);
        self.parts(Part::Transitive, &h.change.transitive);
        self.parts(Part::OverIsMore, &h.over_is_more);
        self.parts(Part::LevelAfter, &h.change.level_after);
        for w in &h.change.by {
            if pieces(w).count() == 1 {
                self.entry(w).parts.set(Part::ChangeBy);
            }
        }
    }

    fn add_units(&mut self, m: &Measures, names: &UnitNames) {
        for u in &m.unit {
            let given = u.given_as.as_ref().and_then(|id| m.unit.iter().find(|v| v.id == *id));
            let given =
                given.map_or((u.id.as_str(), Exact::from_integer(1)), |v| (v.id.as_str(), u.factor.0 / v.factor.0));
            let given_id = u.given_as.as_deref().unwrap_or(given.0);
            let bare = self.unit_index(Unit {
                id: given_id.into(),
                axis: u.axis.as_str().into(),
                factor: u.factor.0,
                offset: u.offset.map(|o| o.0),
                multiple: given.1,
                coarse: u.coarse,
                shy: u.shy,
            });
            self.by_id.entry(u.id.as_str().into()).or_insert(bare);
            u.symbols.iter().for_each(|s| self.symbols.add(s, bare));
            let own = names.names.get(&u.id).map_or(&[][..], Vec::as_slice);
            for name in own {
                self.names.add(name, bare);
                self.names.add(&format!("{name}{}", names.plural), bare);
            }
            for prefix in &u.prefixes {
                let Some(size) = m.prefixes.get(prefix) else { continue };
                let size = (0..u.power).fold(Exact::from_integer(1), |x, _| x * size.0);
                let index = self.unit_index(Unit {
                    id: format!("{prefix}{}", u.id).into(),
                    axis: u.axis.as_str().into(),
                    factor: u.factor.0 * size,
                    offset: None,
                    multiple: Exact::from_integer(1),
                    coarse: u.coarse,
                    shy: u.shy,
                });
                self.by_id.entry(format!("{prefix}{}", u.id).into()).or_insert(index);
                for s in u
                    .symbols
                    .iter()
                    .chain(&u.prefixed_symbols)
                    .filter(|s| s.chars().all(char::is_alphanumeric) || u.power > 1)
                {
                    let symbol = format!("{prefix}{s}");
                    self.symbols.add(&symbol, index);
                    if prefix == "µ" {
                        self.symbols.add(&format!("μ{s}"), index);
                    }
                    if u.power == 1 && symbol.len() > 1 {
                        self.symbols.add(&format!("{symbol}{}", names.plural), index);
                    }
                }
                for (word, _) in names.prefixes.iter().filter(|(_, p)| *p == prefix) {
                    for name in own {
                        let (head, last) = name.rsplit_once(' ').map_or(("", name.as_str()), |(h, l)| (h, l));
                        let space = if head.is_empty() { "" } else { " " };
                        self.names.add(&format!("{head}{space}{word}{last}"), index);
                        self.names.add(&format!("{head}{space}{word}{last}{}", names.plural), index);
                    }
                }
            }
        }
        // A kilo of something.
        for (unit, words) in &names.not_before {
            self.not_before.insert(unit.as_str().into(), words.iter().map(Into::into).collect());
        }
        self.parts(Part::RateConnector, &names.rates.connectors);
        self.parts(Part::RateNoun, &names.rates.nouns);
        for (w, unit) in &names.rates.words {
            self.rates.add(w, unit.as_str().into());
        }
    }

    fn unit_index(&mut self, unit: Unit) -> u16 {
        self.units.push(unit);
        (self.units.len() - 1) as u16
    }

    fn add_money(&mut self, m: &Measures, names: &UnitNames) {
        let money = |code: Option<&str>, unit: &str, minor, shy, scale| Money {
            code: code.map(Into::into),
            unit: unit.into(),
            minor,
            shy,
            scale,
            mass: false,
            after_only: false,
        };
        for s in &m.sign {
            let unit = s.unit.as_deref().or(s.code.as_deref()).unwrap_or_default();
            self.signs.add(&s.text, money(s.code.as_deref(), unit, s.minor, false, 0));
        }
        for code in m.currencies.codes.split_whitespace() {
            let shy = m.currencies.shy.iter().any(|s| s == code);
            self.signs.add(code, money(Some(code), code, false, shy, 0));
            for (prefix, scale) in &m.currencies.scaled_prefixes {
                self.signs.add(&format!("{prefix}{code}"), money(Some(code), code, false, shy, *scale));
            }
            self.signs.add(&format!("{code}$"), money(Some(code), code, false, false, 0));
            self.signs.add(&format!("{}$", code.to_lowercase()), money(Some(code), code, false, false, 0));
        }
        for w in &names.money {
            let bare = w.unit.as_deref().or(w.code.as_deref()).unwrap_or_default();
            for name in &w.words {
                let entry = money(w.code.as_deref(), bare, false, w.shy, 0);
                self.money.add(name, Money { mass: w.mass, after_only: w.after_only, ..entry });
                for (before, code) in &w.by {
                    self.money.add(&format!("{before} {name}"), money(Some(code), code, false, false, 0));
                }
            }
        }
        for w in &names.minor {
            for name in &w.words {
                self.money.add(name, money(w.code.as_deref(), &w.unit, true, name.chars().count() == 1, 0));
            }
        }
        for code in m.currencies.codes.split_whitespace() {
            self.money.add(&code.to_lowercase(), money(Some(code), code, false, true, 0));
        }
        let table = |t: &std::collections::BTreeMap<String, std::collections::BTreeMap<String, String>>| {
            t.iter()
                .map(|(unit, by)| {
                    let mut list: Vec<(CompactString, CompactString)> =
                        by.iter().map(|(p, c)| (p.as_str().into(), c.as_str().into())).collect();
                    list.sort_by_key(|(p, _)| std::cmp::Reverse(p.len()));
                    (unit.as_str().into(), list)
                })
                .collect()
        };
        self.places = table(&names.places);
        self.outlets = table(&names.outlets);
    }

    fn add_calendar(&mut self, c: &Calendar) {
        for (w, v) in &c.months {
            let shy = c.shy.months.contains(w);
            let entry = self.entry(w);
            (entry.month, entry.shy) = (Some(*v), shy);
        }
        for (w, v) in &c.weekdays {
            let shy = c.shy.weekdays.contains(w);
            let entry = self.entry(w);
            (entry.weekday, entry.shy) = (Some(*v), shy);
        }
        for (w, v) in &c.seasons {
            let shy = c.shy.months.contains(w);
            let entry = self.entry(w);
            (entry.season, entry.shy) = (Some(*v), entry.shy || shy);
        }
        for (w, v) in &c.periods {
            self.entry(w).period = Some(*v);
        }
        for (w, v) in &c.decades {
            self.entry(w).decade = Some(*v);
        }
        for (part, words) in &c.words {
            for w in words {
                if pieces(w).count() == 1 {
                    self.entry(w).cal.set(*part);
                } else {
                    self.cal_phrases.add(w, *part);
                }
            }
        }
        for (w, v) in &c.steps {
            self.entry(w).step = Some(*v);
        }
        for (w, v) in &c.days_away {
            self.days_away.add(w, *v);
        }
        for (w, v) in &c.feasts {
            if let Some(feast) = Feast::parse(v, &c.weekdays) {
                self.feasts.add(w, feast);
            }
        }
        for (w, v) in &c.hours {
            self.hours.add(w, *v);
        }
        for (w, v) in &c.day_parts {
            self.day_parts.add(w, *v);
        }
        for (w, v) in &c.zones {
            self.zones.add(w, *v);
        }
        self.past_ending = c.tense.past_ending.as_str().into();
        self.decade_endings = c.decade_ending.words.iter().map(Into::into).collect();
        for (future, words) in [(false, &c.tense.past), (true, &c.tense.future)] {
            for w in words {
                self.entry(w).tense = Some(future);
            }
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
