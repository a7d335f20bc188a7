//! The words of dates and times into the tables.

use super::*;

impl Quantities {
    pub(super) fn add_calendar(&mut self, c: &Calendar) {
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
}
