//! Number words and hedges into the tables.

use super::*;

impl Quantities {
    pub(super) fn add_numbers(&mut self, n: &Numbers, plural: &str) {
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
                    before_noun: v.before_noun,
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

    pub(super) fn add_hedges(&mut self, h: &Hedges) {
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
}
