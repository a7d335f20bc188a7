//! From the tables as they are written to what the run works with.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, anyhow, bail};

use super::{Config, Loudness, unknown_rule};
use crate::check::{Alias, Day, FILE, Globs, House, Override, Preprocess, Reference};
use crate::finding::{Evidence, Severity};
use crate::lexicon::Lexicon;
use crate::rule::Rules;

impl Config {
    /// Reads what the desk has laid down.
    pub(super) fn house(&self, lexicon: &Lexicon, rules: &Rules) -> Result<House> {
        Ok(House {
            aliases: self.aliases()?,
            references: self.references(lexicon)?,
            trusted: self.trusted()?,
            overrides: self.exceptions(rules)?,
            preprocess: self.commands()?,
        })
    }

    /// `path:line: message`.
    fn wrong(&self, at: &Range<usize>, message: impl std::fmt::Display) -> anyhow::Error {
        anyhow!("{}:{}: {message}", self.name, self.line(at.start))
    }

    fn line(&self, byte: usize) -> usize {
        self.text.as_bytes()[..byte.min(self.text.len())].iter().filter(|b| **b == b'\n').count() + 1
    }

    /// The place of a text inside a table, so that a finding can point at what decided it.
    fn place(&self, table: &Range<usize>, text: &str) -> Evidence {
        // The range of a table is that of its heading; what stands in it follows up to the next.
        let rest = self.text.get(table.start..).unwrap_or_default();
        let end = rest[1.min(rest.len())..].find("\n[").map_or(rest.len(), |i| i + 1);
        let inside = &rest[..end];
        let start = table.start + inside.find(text).unwrap_or_default();
        let end = if inside.contains(text) { start + text.len() } else { start };
        let line = self.text[..start].rfind('\n').map_or(0, |i| i + 1);
        let rest = &self.text[line..];
        let sentence = rest[..rest.find('\n').unwrap_or(rest.len())].trim_end();
        let indent = sentence.len() - sentence.trim_start().len();
        Evidence {
            file: self.name.clone(),
            line: self.line(start) as u32,
            column: (start - line + 1) as u32,
            start: start as u32,
            end: end as u32,
            text: self.text[start..end].to_owned(),
            sentence: sentence.trim_start().to_owned(),
            offset: (start - line).saturating_sub(indent),
            ..Evidence::default()
        }
    }

    fn aliases(&self) -> Result<Vec<Alias>> {
        let mut aliases: Vec<Alias> = Vec::new();
        for table in &self.alias {
            let (at, alias) = (table.span(), table.get_ref());
            let known = |text: &String| *text == alias.name || alias.forms.contains(text);
            if let Some(prefer) = alias.prefer.as_ref().filter(|p| !known(p)) {
                return Err(
                    self.wrong(&at, format!("`prefer` is `{prefer}`, which is neither `name` nor one of `forms`"))
                );
            }
            if alias.name.trim().is_empty() || alias.forms.iter().any(|f| f.trim().is_empty()) {
                return Err(self.wrong(&at, "a form of the name is empty"));
            }
            let taken = |text: &String| aliases.iter().any(|a| a.name == *text || a.forms.contains(text));
            if let Some(twice) = std::iter::once(&alias.name).chain(&alias.forms).find(|t| taken(t)) {
                return Err(self.wrong(&at, format!("`{twice}` stands in two tables `[[alias]]`; keep it in one")));
            }
            aliases.push(Alias {
                name: alias.name.clone(),
                forms: alias.forms.clone(),
                prefer: alias.prefer.clone(),
                place: self.place(&at, alias.prefer.as_ref().unwrap_or(&alias.name)),
            });
        }
        Ok(aliases)
    }

    fn references(&self, lexicon: &Lexicon) -> Result<Vec<Reference>> {
        let mut references = Vec::new();
        for table in &self.fact {
            let (at, fact) = (table.span(), table.get_ref());
            let value = fact.value.to_string();
            let place = self.place(&at, &value);
            let mut reference = Reference::new(lexicon, &fact.subject, &fact.attribute, &value, place)
                .map_err(|why| self.wrong(&at, why))?;
            let day = |key: &str, day: &Option<Day>| match day {
                None => Ok(None),
                Some(day) => match day.date() {
                    Some(date) => Ok(Some(date)),
                    None => Err(self.wrong(&at, format!("`{key}` is no date; write it as 2025-03-10"))),
                },
            };
            reference.from = day("valid-from", &fact.valid_from)?;
            reference.to = day("valid-to", &fact.valid_to)?;
            if matches!((reference.from, reference.to), (Some(from), Some(to)) if from > to) {
                return Err(self.wrong(&at, "`valid-from` is after `valid-to`; swap them"));
            }
            references.push(reference);
        }
        Ok(references)
    }

    fn trusted(&self) -> Result<Globs> {
        let mut all: Vec<&String> = Vec::new();
        for table in &self.trust {
            // Each by itself first, so that a fault names its line.
            Globs::new(&table.get_ref().files, None).map_err(|why| self.wrong(&table.span(), why))?;
            all.extend(&table.get_ref().files);
        }
        Globs::new(&all, Some(&self.folder)).map_err(|why| anyhow!(why))
    }

    fn exceptions(&self, rules: &Rules) -> Result<Vec<Override>> {
        let mut exceptions = Vec::new();
        for table in &self.overrides {
            let (at, written) = (table.span(), table.get_ref());
            for id in written.ignore.iter().chain(written.severity.keys()) {
                if let Some(message) = unknown_rule(rules, id) {
                    return Err(self.wrong(&at, message));
                }
            }
            let files = Globs::new(&written.files, Some(&self.folder)).map_err(|why| self.wrong(&at, why))?;
            let mut exception = Override { files, ignore: written.ignore.clone(), ..Override::default() };
            for (id, loudness) in &written.severity {
                let severity = match loudness {
                    Loudness::Error => Severity::Error,
                    Loudness::Warning => Severity::Warning,
                    Loudness::Info => Severity::Info,
                    Loudness::Off => {
                        exception.ignore.push(id.clone());
                        continue;
                    }
                };
                exception.severity.insert(id.clone(), severity);
            }
            exceptions.push(exception);
        }
        Ok(exceptions)
    }

    fn commands(&self) -> Result<Vec<Preprocess>> {
        let mut commands = Vec::new();
        for table in &self.preprocess {
            let (at, written) = (table.span(), table.get_ref());
            let Some((program, arguments)) = written.command.split_first().filter(|(p, _)| !p.is_empty()) else {
                return Err(self.wrong(&at, "`command` is empty; name a program and its arguments"));
            };
            if program.contains(char::is_whitespace) && arguments.is_empty() {
                let parts: Vec<String> = program.split_whitespace().map(|p| format!("{p:?}")).collect();
                let list = parts.join(", ");
                return Err(self.wrong(&at, format!("`command` is given to no shell; write `command = [{list}]`")));
            }
            if let Some(bad) = arguments.iter().find(|a| a.contains('{') && a.ends_with('}') && !a.contains(FILE)) {
                return Err(self.wrong(&at, format!("`{bad}` means nothing in `command`; {FILE} stands for the path")));
            }
            if !(written.seconds > 0.0 && written.seconds <= 3600.0) {
                return Err(self.wrong(&at, "`seconds` is no time between 0 and 3600"));
            }
            if written.extensions.is_empty() {
                return Err(self.wrong(&at, "`extensions` is empty; name endings such as \"docx\""));
            }
            // A path to a program is meant from the file of settings.
            let near = Path::new(program).components().count() > 1;
            let program: PathBuf = if near { self.folder.join(program) } else { program.into() };
            commands.push(Preprocess {
                extensions: written.extensions.iter().map(|e| e.trim_start_matches('.').to_lowercase()).collect(),
                program,
                arguments: arguments.to_vec(),
                prints: written.prints.extension().to_owned(),
                limit: Duration::from_secs_f64(written.seconds),
            });
        }
        let mut seen: Vec<&String> = Vec::new();
        for ending in commands.iter().flat_map(|c| &c.extensions) {
            if seen.contains(&ending) {
                bail!("{}: two `[[preprocess]]` commands for `.{ending}`; keep one", self.name);
            }
            seen.push(ending);
        }
        Ok(commands)
    }
}
