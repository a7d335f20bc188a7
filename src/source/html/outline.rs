//! Which parts of a page are the article, and which of its first-level headings is the headline.

use super::head::Head;
use crate::article::BlockKind;
use crate::source::draft::{Draft, Role, alike, letters};

/// What a part of a page says that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// An article: the page's own, or a teaser of another.
    Article,
    /// The main part of the page.
    Main,
    /// Something apart, with the reason.
    Apart(String),
}

/// The holders of a page as a tree: each with the one outside it. Number 0 is the page itself.
#[derive(Debug, Default)]
pub(super) struct Outline {
    holders: Vec<(u32, Holder)>,
    unclosed: Vec<bool>,
}

/// An article is taken for the page's own where it holds at least this share of the words outside asides.
const SHARE: f64 = 0.5;

/// Letters of a title that are compared.
const LONGEST: usize = 400;

impl Outline {
    /// Adds a holder inside another; returns its number.
    pub fn add(&mut self, outside: u32, holder: Holder) -> u32 {
        self.holders.push((outside, holder));
        self.unclosed.push(false);
        self.holders.len() as u32
    }

    /// Says that the element at this depth of the stack was closed by its own tag, and those above it were not.
    pub fn closed(&mut self, innermost: u32, depth: usize, stack: &[(String, u32)]) {
        let own = stack.get(depth + 1).map_or(innermost, |(_, outside)| *outside);
        if depth + 1 < stack.len() && innermost != own {
            // A part that ends with the element around it may have ended anywhere before.
            self.unclosed([innermost].into_iter());
        }
    }

    /// Says that these holders were never closed.
    pub fn unclosed(&mut self, numbers: impl Iterator<Item = u32>) {
        for n in numbers.filter(|n| *n > 0) {
            self.unclosed[n as usize - 1] = true;
        }
    }

    /// Sets aside what is not the article's own, and chooses the headline.
    pub fn settle(&self, draft: &mut Draft<'_>, head: &Head, headings: &[usize]) {
        let apart = self.apart(draft);
        let own = self.own(draft, &apart);
        for part in &mut draft.parts {
            let holder = part.holder as usize;
            if let Some(reason) = &apart[holder] {
                part.role = Role::Aside(reason.as_str().into());
            } else if !own[holder] {
                part.role = Role::Aside("outside-article".into());
            }
        }
        self.headline(draft, head, headings);
        head.fill(draft);
    }

    /// Words in each holder, those inside it included.
    fn sizes(&self, draft: &Draft<'_>, counted: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut sizes = vec![0; self.holders.len() + 1];
        for part in &draft.parts {
            let prose = matches!(part.role, Role::Block(BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item));
            if prose && counted(part.holder as usize) {
                sizes[part.holder as usize] += part.len().saturating_sub(part.linked);
            }
        }
        // The holder outside always has a lower number.
        for n in (1..sizes.len()).rev() {
            sizes[self.holders[n - 1].0 as usize] += sizes[n];
        }
        sizes
    }

    /// For each holder the reason to set it aside, if any. One that holds most of the page is not what it says.
    fn apart(&self, draft: &Draft<'_>) -> Vec<Option<String>> {
        let sizes = self.sizes(draft, |_| true);
        let mut apart: Vec<Option<String>> = vec![None; sizes.len()];
        for (i, (outside, holder)) in self.holders.iter().enumerate() {
            let n = i + 1;
            apart[n] = apart[*outside as usize].clone();
            if let (None, Holder::Apart(reason)) = (&apart[n], holder)
                && sizes[n] * 2 <= sizes[0]
                && !(self.unclosed[i] && sizes[n] > 200)
            {
                apart[n] = Some(reason.clone());
            }
        }
        apart
    }

    /// For each holder whether its words are the article's own, as far as `article` and `main` tell.
    fn own(&self, draft: &Draft<'_>, apart: &[Option<String>]) -> Vec<bool> {
        let sizes = self.sizes(draft, |n| apart[n].is_none());
        let best = |wanted: Holder| {
            let of = (1..sizes.len()).filter(|n| self.holders[n - 1].1 == wanted && apart[*n].is_none());
            of.rev().max_by_key(|n| sizes[*n]).filter(|n| sizes[*n] as f64 >= SHARE * sizes[0] as f64 && sizes[*n] > 0)
        };
        // The outermost article, where one is inside another of the same words.
        let Some(best) = best(Holder::Article).or_else(|| best(Holder::Main)) else { return vec![true; sizes.len()] };
        let mut own = vec![false; sizes.len()];
        for n in 1..sizes.len() {
            own[n] = n == best || own[self.holders[n - 1].0 as usize];
        }
        own
    }

    fn headline(&self, draft: &mut Draft<'_>, head: &Head, headings: &[usize]) {
        let words =
            |draft: &Draft<'_>, i: usize| draft.parts.get(i).map(|p| p.text(&draft.decoded.text)).unwrap_or_default();
        let titles: Vec<String> = head.titles().into_iter().map(|t| letters(t).take(LONGEST).collect()).collect();
        let fits = |text: &str| {
            let own: String = letters(text).take(LONGEST + 1).collect();
            own.len() > 3 && titles.iter().any(|t| t.contains(&own))
        };
        let kept = |draft: &Draft<'_>, i: usize| matches!(draft.parts.get(i).map(|p| &p.role), Some(Role::Block(_)));
        let site = draft.meta.source.clone().or_else(|| head.site().map(str::to_owned)).unwrap_or_default();
        let sound: Vec<usize> =
            headings.iter().copied().filter(|i| *i < draft.parts.len() && !alike(&words(draft, *i), &site)).collect();
        let named =
            sound.iter().copied().find(|i| fits(&words(draft, *i)) && words(draft, *i).split_whitespace().count() > 2);
        let choice = named.or_else(|| match sound[..] {
            [only] if titles.is_empty() || kept(draft, only) => Some(only),
            _ => sound.iter().copied().find(|i| kept(draft, *i)),
        });
        match choice {
            Some(i) => {
                let title = draft.parts.remove(i);
                let text = title.text(&draft.decoded.text);
                draft.meta.title.get_or_insert(text);
                if draft.title.is_none() {
                    // Comments before the heading stay with what follows it.
                    draft.title = Some(title);
                }
            }
            None if draft.title.is_none() => draft.title = head.title_part(draft),
            None => {}
        }
    }
}
