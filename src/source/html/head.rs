//! What a page says of itself: meta elements, JSON-LD, the title and the times.

use std::ops::Range;

use serde_json::Value;

use super::{Attributes, Page, attribute};
use crate::source::date;
use crate::source::draft::{Draft, Part, Role};

/// What was found; the first of a kind counts.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The headline as the page gives it to others: text, and where it stands.
    shared: Option<(String, Range<usize>)>,
    /// The same, from elements of less weight.
    other: Option<(String, Range<usize>)>,
    /// The title of the page.
    title: Option<(String, Range<usize>)>,
    headline: Option<String>,
    site: Option<String>,
    url: Option<String>,
    author: Option<String>,
    published: Option<(String, usize)>,
    updated: Option<(String, usize)>,
    data_published: Option<String>,
    data_updated: Option<String>,
    data_author: Option<String>,
    time: Option<String>,
    language: Option<String>,
}

impl Head {
    /// Reads a `meta` or `link` element.
    pub fn meta(&mut self, draft: &mut Draft<'_>, name: &str, attributes: &Attributes, offset: usize) {
        if name == "link" {
            if attribute(attributes, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) {
                self.url = attribute(attributes, "href").or(self.url.take());
            }
            return;
        }
        let key = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|k| attribute(attributes, k));
        let (Some(key), Some(value)) = (key, attribute(attributes, "content")) else { return };
        let at = attributes.get(b"content".as_slice()).map(|a| a.span);
        let range = at.map_or(0..0, |s| inside(&draft.decoded.text, offset + s.start..offset + s.end));
        match key.to_ascii_lowercase().as_str() {
            "og:title" => keep(&mut self.shared, (value, range)),
            "twitter:title" | "dc.title" | "headline" => keep(&mut self.other, (value, range)),
            "og:site_name" => keep(&mut self.site, value),
            "og:url" => keep(&mut self.url, value),
            "author" | "byl" | "dc.creator" | "parsely-author" => keep(&mut self.author, value),
            "article:published_time"
            | "og:published_time"
            | "datepublished"
            | "parsely-pub-date"
            | "pubdate"
            | "publishdate"
            | "publish-date"
            | "publication_date"
            | "article.published"
            | "date"
            | "dc.date"
            | "dc.date.issued"
            | "dcterms.created" => keep(&mut self.published, (value, range.start)),
            "article:modified_time"
            | "og:updated_time"
            | "datemodified"
            | "last-modified"
            | "lastmod"
            | "article.updated" => {
                keep(&mut self.updated, (value, range.start));
            }
            "content-language" | "og:locale" | "language" => keep(&mut self.language, value),
            _ => {}
        }
    }

    /// Reads a `time` element; `early` is one before the body.
    pub fn time(&mut self, attributes: &Attributes, early: bool) {
        let Some(value) = attribute(attributes, "datetime") else { return };
        let published = attribute(attributes, "itemprop").is_some_and(|p| p.eq_ignore_ascii_case("datepublished"))
            || attributes.contains_key(b"pubdate".as_slice());
        if published {
            self.data_published.get_or_insert(value);
        } else if early {
            self.time.get_or_insert(value);
        }
    }

    /// Reads the page's title.
    pub fn title(&mut self, range: Range<usize>, value: &str) {
        self.title.get_or_insert((value.split_whitespace().collect::<Vec<_>>().join(" "), range));
    }

    /// Reads JSON-LD.
    pub fn data(&mut self, source: &str) {
        if let Ok(value) = serde_json::from_str::<Value>(source.trim()) {
            self.item(&value, 0);
        }
    }

    fn item(&mut self, value: &Value, depth: usize) {
        if depth > 4 {
            return;
        }
        if let Value::Array(items) = value {
            return items.iter().take(200).for_each(|i| self.item(i, depth + 1));
        }
        let Value::Object(object) = value else { return };
        for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
            if let Some(inner) = object.get(key) {
                self.item(inner, depth + 1);
            }
        }
        let text = |key: &str| words(object.get(key)?);
        if !object.contains_key("datePublished") && !object.contains_key("headline") {
            return;
        }
        let fill = |slot: &mut Option<String>, value: Option<String>| {
            if slot.is_none() {
                *slot = value;
            }
        };
        fill(&mut self.data_published, text("datePublished"));
        fill(&mut self.data_updated, text("dateModified"));
        fill(&mut self.headline, text("headline"));
        fill(&mut self.data_author, text("author"));
        fill(&mut self.language, text("inLanguage"));
        fill(&mut self.url, text("url"));
        if let Some(publisher) = text("publisher") {
            // The publisher of the article is a better name than that of the page it stands on.
            self.site.get_or_insert(publisher);
        }
    }

    /// The outlet, as far as the head tells.
    pub fn site(&self) -> Option<&str> {
        self.site.as_deref()
    }

    /// The titles that the page gives.
    pub fn titles(&self) -> Vec<&str> {
        [
            self.shared.as_ref().map(|t| t.0.as_str()),
            self.other.as_ref().map(|t| t.0.as_str()),
            self.title.as_ref().map(|t| t.0.as_str()),
            self.headline.as_deref(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The headline from the head of the page, where the body has none: without the name of the outlet.
    pub fn title_part(&self, draft: &mut Draft<'_>) -> Option<Part> {
        let (_, range) = self.shared.as_ref().or(self.other.as_ref()).or(self.title.as_ref())?;
        let decoded = draft.decoded;
        let raw = decoded.text.get(range.clone())?;
        let mut end = raw.trim_end().len();
        if let Some((cut, mark)) =
            draft.furniture.title_separators.iter().filter_map(|s| raw.rfind(s.as_str()).map(|i| (i, s))).max()
        {
            let tail = raw[cut + mark.len()..].trim();
            let site = self.site.as_deref().is_some_and(|s| super::super::draft::alike(s, tail));
            let outlet = self.shared.is_none() && self.other.is_none() && tail.split_whitespace().count() <= 4;
            if (site || outlet) && raw[..cut].split_whitespace().count() >= 3 {
                end = raw[..cut].trim_end().len();
                if self.site.is_none() && outlet {
                    draft.meta.source.get_or_insert(tail.to_owned());
                }
            }
        }
        // A draft of its own lends its reading of references and white space.
        let mut inner = Draft::new(decoded, draft.furniture);
        inner.begin(Role::default(), 0);
        Page::new(0, false).pieces(&mut inner, range.start..range.start + end, false);
        inner.end();
        let part = inner.parts.pop()?;
        let text = part.text(&decoded.text);
        draft.meta.title.get_or_insert(text);
        Some(part)
    }

    /// Hands over what is known of the article.
    pub fn fill(&self, draft: &mut Draft<'_>) {
        let mut date = |found: Option<(&str, usize)>, told: bool| {
            let (text, at) = found?;
            match date::moment(draft.furniture, text) {
                Ok(moment) => Some(moment),
                Err(why) => {
                    if told {
                        draft.faults.push((at, why));
                    }
                    None
                }
            }
        };
        let published = date(self.published.as_ref().map(|(t, at)| (t.as_str(), *at)), true)
            .or_else(|| date(self.data_published.as_deref().map(|t| (t, 0)), true))
            .or_else(|| date(self.time.as_deref().map(|t| (t, 0)), false));
        let updated = date(self.updated.as_ref().map(|(t, at)| (t.as_str(), *at)), true)
            .or_else(|| date(self.data_updated.as_deref().map(|t| (t, 0)), true));
        let meta = &mut draft.meta;
        meta.published = meta.published.or(published);
        meta.updated = meta.updated.or(updated);
        let fill = |slot: &mut Option<String>, value: &Option<String>| {
            if slot.is_none() {
                slot.clone_from(value);
            }
        };
        fill(&mut meta.source, &self.site);
        fill(&mut meta.url, &self.url);
        fill(&mut meta.language, &self.language);
        fill(&mut meta.author, &self.data_author);
        fill(&mut meta.author, &self.author);
        fill(&mut meta.title, &self.headline);
    }
}

/// Fills a slot that is empty.
fn keep<T>(slot: &mut Option<T>, value: T) {
    slot.get_or_insert(value);
}

/// The words of a JSON-LD value: its own, its name, or those of its items.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|t| !t.is_empty()),
        Value::Object(object) => words(object.get("name")?),
        Value::Array(items) => {
            let all: Vec<_> = items.iter().take(20).filter_map(words).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        _ => None,
    }
}

/// The range of an attribute's value inside the range of the attribute.
fn inside(text: &str, attribute: Range<usize>) -> Range<usize> {
    let Some(raw) = text.get(attribute.clone()) else { return 0..0 };
    let Some(equals) = raw.find('=') else { return 0..0 };
    let value = raw[equals + 1..].trim_start();
    let start = attribute.end - value.len();
    match value.chars().next() {
        Some(q @ ('"' | '\'')) => {
            let end = value[1..].find(q).map_or(attribute.end, |i| start + 1 + i);
            start + 1..end
        }
        _ => start..start + value.trim_end().len(),
    }
}
