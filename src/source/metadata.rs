//! Which keys of front matter say what, and what they say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::date;
use super::draft::Draft;
use super::front::Field;
use crate::article::Moment;

/// Names of front-matter keys, best first. They are compared without regard to case, hyphens, underscores and blanks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MetadataKeys {
    /// The headline.
    pub title: Vec<String>,
    /// The outlet.
    pub source: Vec<String>,
    /// Day of publication, with or without the time.
    pub published: Vec<String>,
    /// Time of publication, where it stands apart from the day.
    pub time: Vec<String>,
    /// Day of the last change.
    pub updated: Vec<String>,
    /// The address.
    pub url: Vec<String>,
    /// The language.
    pub language: Vec<String>,
    /// Who wrote it.
    pub author: Vec<String>,
    /// Where it was written.
    pub place: Vec<String>,
    /// The news agency that it comes from.
    pub agency: Vec<String>,
}

impl Default for MetadataKeys {
    fn default() -> Self {
        let of = |names: &str| names.split(' ').map(str::to_owned).collect();
        Self {
            title: of("title headline hed"),
            source: of("source outlet publisher publication site site-name newspaper organization"),
            published: of(
                "published date pubdate publish-date published-at publication-date date-published published-date \
                           first-published datetime created created-at posted",
            ),
            time: of("time pubtime publish-time published-time"),
            updated: of("updated lastmod last-modified modified updated-at modified-at date-modified last-updated \
                         update-date corrected"),
            url: of("url link canonical canonical-url permalink address"),
            language: of("language lang locale"),
            author: of("author authors byline writer reporter by"),
            place: of("place dateline location city"),
            agency: of("agency wire newswire"),
        }
    }
}

/// What a key says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Title,
    Source,
    Published,
    Time,
    Updated,
    Url,
    Language,
    Author,
    Place,
    Agency,
}

impl MetadataKeys {
    fn lists(&self) -> [(Kind, &[String]); 10] {
        [
            (Kind::Title, &self.title),
            (Kind::Source, &self.source),
            (Kind::Published, &self.published),
            (Kind::Time, &self.time),
            (Kind::Updated, &self.updated),
            (Kind::Url, &self.url),
            (Kind::Language, &self.language),
            (Kind::Author, &self.author),
            (Kind::Place, &self.place),
            (Kind::Agency, &self.agency),
        ]
    }

    /// Whether any list names the key.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.lists().iter().any(|(_, names)| names.iter().any(|n| same_key(n, key)))
    }
}

fn same_key(a: &str, b: &str) -> bool {
    super::draft::letters(a).eq(super::draft::letters(b))
}

/// Takes over what the fields say. Dates that are none become faults, and the rest is still taken.
pub(super) fn fill(draft: &mut Draft<'_>, keys: &MetadataKeys, fields: &[Field]) {
    let mut day = None;
    let mut clock = None;
    for (kind, names) in keys.lists() {
        let field =
            names.iter().find_map(|n| fields.iter().find(|f| same_key(n, &f.key) && !f.value.trim().is_empty()));
        let Some(field) = field else { continue };
        let value = field.value.split_whitespace().collect::<Vec<_>>().join(" ");
        let meta = &mut draft.meta;
        match kind {
            Kind::Title => {
                draft.title = Some(field.part(&draft.decoded.text));
                meta.title = Some(value);
            }
            Kind::Source => meta.source = Some(value),
            Kind::Published => day = Some((field, value)),
            Kind::Time => clock = Some((field, value)),
            Kind::Updated => draft.meta.updated = date_of(draft, field, &value),
            Kind::Url => meta.url = Some(value),
            Kind::Language => meta.language = Some(value),
            Kind::Author => meta.author = Some(value),
            Kind::Place => meta.place = Some(value),
            Kind::Agency => meta.agency = Some(value),
        }
    }
    let Some((field, value)) = day else { return };
    draft.meta.published = date_of(draft, field, &value);
    if let (Some(Moment { timed: false, .. }), Some((field, time))) = (draft.meta.published, clock) {
        draft.meta.published = date_of(draft, field, &format!("{value} {time}")).or(draft.meta.published);
    }
}

fn date_of(draft: &mut Draft<'_>, field: &Field, value: &str) -> Option<Moment> {
    date::moment(draft.furniture, value)
        .map_err(|why| draft.faults.push((field.range.start, format!("`{}`: {why}", field.key))))
        .ok()
}
