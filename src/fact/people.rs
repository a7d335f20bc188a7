//! Name mentions to the entities of an article.

use std::collections::BTreeMap;

use compact_str::{CompactString, CompactStringExt};

use super::digest::Locate;
use super::{Entity, Form, RoleMention};
use crate::lexicon::Lexicon;
use crate::mention::{Mention, Name, NameKind, Value};
use crate::syntax::{Tree, Word};
use crate::text::Sentence;

/// The entities of an article in the order in which they are first named. A single surname stands for the last person
/// who was named in full with it.
pub(super) fn entities(
    lexicon: &Lexicon,
    text: &str,
    sentences: &[Sentence],
    words: &[Vec<Word>],
    names: &[Vec<Mention>],
    locate: &Locate,
) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    let mut by_name: BTreeMap<(NameKind, CompactString), usize> = BTreeMap::new();
    let mentions = || {
        names.iter().enumerate().flat_map(|(n, found)| {
            found.iter().filter_map(move |m| match &m.value {
                Value::Name(name) => Some((n, m, name.as_ref())),
                Value::Quantity(_) => None,
            })
        })
    };
    // Full names first, so that a surname in the headline finds the person whom the text names below.
    for (_, _, name) in mentions().filter(|(_, _, name)| !short(name)) {
        let key = (name.kind, folded(&name.text));
        by_name.entry(key).or_insert_with(|| {
            entities.push(Entity { kind: name.kind, name: name.text.clone(), forms: Vec::new(), roles: Vec::new() });
            entities.len() - 1
        });
    }
    for (n, mention, name) in mentions() {
        let key = (name.kind, folded(&name.text));
        let id = match by_name.get(&key) {
            Some(id) => *id,
            None => match bearer(&entities, name) {
                Some(id) => id,
                None => {
                    entities.push(Entity {
                        kind: name.kind,
                        name: name.text.clone(),
                        forms: Vec::new(),
                        roles: Vec::new(),
                    });
                    by_name.insert(key, entities.len() - 1);
                    entities.len() - 1
                }
            },
        };
        let tree = Tree::new(text, &sentences[n], &words[n]);
        let quoted = super::stance::quoted(&tree, mention.tokens.start);
        let locator = locate.at(n, mention.span);
        for (span, role) in &name.roles {
            let Some(head) = role_head(lexicon, &tree, *span) else { continue };
            let locator = locate.at(n, span.cover(mention.span));
            entities[id].roles.push(RoleMention { head, text: role.clone(), locator });
        }
        let forms = &mut entities[id].forms;
        match forms.iter_mut().find(|f| f.text == name.text) {
            Some(form) => {
                form.quoted &= quoted;
                form.locators.push(locator);
            }
            None => forms.push(Form { text: name.text.clone(), locators: vec![locator], quoted }),
        }
    }
    for entity in &mut entities {
        entity.forms.sort_by_key(|f| std::cmp::Reverse(f.text.split_whitespace().count()));
    }
    entities.retain(|e| !e.forms.is_empty());
    entities
}

/// Whether the name may stand for a longer one: a person's surname alone.
fn short(name: &Name) -> bool {
    name.kind == NameKind::Person && !name.text.contains(char::is_whitespace)
}

/// The person named in full whose surname this is, where there is just one.
fn bearer(entities: &[Entity], name: &Name) -> Option<usize> {
    if !short(name) {
        return None;
    }
    let wanted = folded(&name.text);
    let fits = |e: &Entity| {
        e.kind == NameKind::Person && e.name.split_whitespace().next_back().is_some_and(|last| folded(last) == wanted)
    };
    let mut found = entities.iter().enumerate().filter(|(_, e)| fits(e)).map(|(i, _)| i);
    match (found.next(), found.next()) {
        (Some(id), None) => Some(id),
        _ => None,
    }
}

fn folded(name: &str) -> CompactString {
    name.split_whitespace().map(str::to_lowercase).join_compact(" ")
}

/// The head noun of a role phrase, by family.
fn role_head(lexicon: &Lexicon, tree: &Tree, span: crate::span::Span) -> Option<CompactString> {
    let inside: Vec<usize> = (0..tree.len()).filter(|i| span.contains(tree.span(*i))).collect();
    let (first, last) = (*inside.first()?, *inside.last()?);
    let top = tree.top(first..last + 1);
    Some(lexicon.terms.family(&tree.lemma(top).to_lowercase()).into())
}
