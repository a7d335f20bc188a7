//! Units and money into the tables.

use super::*;

impl Quantities {
    pub(super) fn add_units(&mut self, m: &Measures, names: &UnitNames) {
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

    pub(super) fn add_money(&mut self, m: &Measures, names: &UnitNames) {
        let money = |code: Option<&str>, unit: &str, minor, shy, scale| Money {
            code: code.map(Into::into),
            unit: unit.into(),
            minor,
            shy,
            scale,
            mass: false,
            after_only: false,
            letters: false,
        };
        for s in &m.sign {
            let unit = s.unit.as_deref().or(s.code.as_deref()).unwrap_or_default();
            let sign = money(s.code.as_deref(), unit, s.minor, false, 0);
            self.signs.add(&s.text, Money { letters: s.letters, ..sign });
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
}
