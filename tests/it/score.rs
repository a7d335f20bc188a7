//! How well findings fit the gold of a story: what there is to find in its articles, and what must not be flagged.
//!
//! A finding counts for at most one conflict and a conflict for one finding; further findings on a conflict that is already
//! found are duplicates and count neither way. A finding hits a conflict when two of its sides stand on two sides of the
//! conflict, not both on the same, and at least half of its evidence belongs to the conflict: touches a listed place, or is
//! the same wording as one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use factlint::check::Checker;
use factlint::finding::{Finding, Severity};
use factlint::source::{Walk, gather};
use serde::Deserialize;

/// What there is to find in a story.
#[derive(Deserialize)]
pub struct Gold {
    conflicts: Vec<Conflict>,
    compatible: Vec<Compatible>,
    #[serde(default)]
    optional: Vec<Compatible>,
    #[serde(default)]
    extras: Vec<Spot>,
}

#[derive(Deserialize)]
struct Conflict {
    id: String,
    kind: String,
    category: String,
    what: String,
    sides: Vec<Vec<Spot>>,
}

#[derive(Deserialize)]
struct Compatible {
    spans: Vec<Spot>,
}

#[derive(Deserialize)]
struct Spot {
    doc: String,
    text: String,
}

/// A place in an article, with its wording.
#[derive(Clone, Debug)]
struct Place {
    doc: String,
    start: i64,
    end: i64,
    text: String,
}

/// Counts over stories.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    pub stories: usize,
    pub gold: usize,
    pub hit: usize,
    pub found: usize,
    pub truly: usize,
    pub kind_right: usize,
    pub duplicates: usize,
    pub traps: usize,
    pub trapped: usize,
    pub infos: usize,
    /// By tier (figures, names, words): hit and gold.
    pub tiers: BTreeMap<&'static str, (usize, usize)>,
    /// Every miss and false alarm, in words.
    pub faults: Vec<String>,
}

/// Evidence that is longer, in bytes, is read as its beginning.
const LONGEST: i64 = 160;

const FIGURES: [&str; 10] =
    ["count", "percentage", "money", "measurement", "duration", "date", "time-of-day", "age", "ordinal", "plan-size"];
const NAMES: [&str; 4] = ["person-name", "place-name", "org-name", "style"];

fn tier(category: &str) -> &'static str {
    if FIGURES.contains(&category) || category == "arithmetic" {
        "figures"
    } else if NAMES.contains(&category) {
        "names"
    } else {
        "words"
    }
}

/// The folders of stories below a folder, sorted.
pub fn stories(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let gold = files.filter(|e| e.file_name() == "gold.json").map(|e| e.path().parent().unwrap().to_path_buf());
    gold.collect()
}

/// Checks every story by itself and counts.
pub fn score(checker: &Checker, stories: &[PathBuf]) -> Counts {
    let mut counts = Counts::default();
    for story in stories {
        one(checker, story, &mut counts);
    }
    counts
}

impl Counts {
    pub fn recall(&self) -> f64 {
        share(self.hit, self.gold)
    }

    pub fn precision(&self) -> f64 {
        share(self.truly, self.found)
    }

    /// The share of traps that were sprung.
    pub fn sprung(&self) -> f64 {
        share(self.trapped, self.traps)
    }

    pub fn tier(&self, name: &str) -> f64 {
        self.tiers.get(name).map_or(0.0, |(hit, gold)| share(*hit, *gold))
    }
}

fn share(a: usize, b: usize) -> f64 {
    if b == 0 { 0.0 } else { a as f64 / b as f64 }
}

fn one(checker: &Checker, story: &Path, counts: &mut Counts) {
    let gold: Gold = serde_json::from_str(&fs::read_to_string(story.join("gold.json")).unwrap()).unwrap();
    let docs: BTreeMap<String, Vec<u8>> = fs::read_dir(story.join("docs"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    let (files, _) = gather(&[story.join("docs")], &Walk::default());
    let findings = checker.run(&files).findings;
    let name = story.file_name().unwrap().to_string_lossy();

    let spot = |s: &Spot| {
        let words = s.text.as_bytes();
        let at = docs[&s.doc].windows(words.len()).position(|w| w == words);
        let start = at.unwrap_or_else(|| panic!("{name}: {:?} stands in {}", s.text, s.doc)) as i64;
        Place { doc: s.doc.clone(), start, end: start + words.len() as i64, text: s.text.clone() }
    };
    let single = |spans: &[Spot]| -> Vec<Vec<Place>> { spans.iter().map(|s| vec![spot(s)]).collect() };
    let loud: Vec<&Finding> = findings.iter().filter(|f| f.severity != Severity::Info).collect();
    let sides: Vec<Vec<Vec<Place>>> = loud.iter().map(|f| places(f)).collect();
    let conflicts: Vec<(Vec<Vec<Place>>, bool)> = gold
        .conflicts
        .iter()
        .map(|c| {
            let docs: BTreeSet<&str> = c.sides.iter().flatten().map(|s| s.doc.as_str()).collect();
            let groups = c.sides.iter().map(|side| side.iter().map(spot).collect()).collect();
            (groups, c.category == "arithmetic" || docs.len() == 1)
        })
        .collect();
    let hit_by = |s: &[Vec<Place>]| {
        (0..conflicts.len()).filter(|c| hits(s, &conflicts[*c].0, conflicts[*c].1)).collect::<Vec<_>>()
    };
    let options: Vec<Vec<usize>> = sides.iter().map(|s| hit_by(s)).collect();
    let owner = assign(&options);
    let matched: BTreeSet<usize> = owner.values().copied().collect();
    let mut spare: BTreeSet<usize> =
        (0..loud.len()).filter(|i| !options[*i].is_empty() && !matched.contains(i)).collect();
    counts.duplicates += spare.len();
    for n in &gold.optional {
        let groups = single(&n.spans);
        spare.extend((0..loud.len()).filter(|i| hits(&sides[*i], &groups, false)));
    }
    for x in &gold.extras {
        let place = spot(x);
        spare.extend((0..loud.len()).filter(|i| sides[*i].iter().flatten().any(|p| touches(p, &place))));
    }
    spare.retain(|i| !matched.contains(i));
    for (c, conflict) in gold.conflicts.iter().enumerate() {
        let tier = counts.tiers.entry(tier(&conflict.category)).or_default();
        tier.1 += 1;
        counts.gold += 1;
        match owner.get(&c) {
            Some(i) => {
                tier.0 += 1;
                counts.hit += 1;
                let kind = serde_json::to_value(loud[*i].kind).unwrap();
                counts.kind_right += usize::from(kind == conflict.kind.as_str());
            }
            None => counts.faults.push(format!(
                "MISS  {name} {} {}/{}: {}",
                conflict.id, conflict.kind, conflict.category, conflict.what
            )),
        }
    }
    for n in &gold.compatible {
        let groups = single(&n.spans);
        let sprung = (0..loud.len()).filter(|i| !matched.contains(i)).any(|i| {
            let on = on_sides(&sides[i], &groups);
            let apart = |a: &BTreeSet<usize>, b: &BTreeSet<usize>| !a.is_subset(b) && !b.is_subset(a);
            on.iter().enumerate().any(|(n, x)| on[n + 1..].iter().any(|y| apart(x, y)))
        });
        counts.traps += 1;
        counts.trapped += usize::from(sprung);
    }
    for (i, finding) in loud.iter().enumerate() {
        if !matched.contains(&i) && !spare.contains(&i) {
            counts.faults.push(format!("FALSE {name} {}: {}", finding.rule, finding.message));
        }
    }
    counts.stories += 1;
    counts.infos += findings.len() - loud.len();
    counts.found += loud.len() - spare.len();
    counts.truly += matched.len();
}

/// Evidence of a finding by side.
fn places(finding: &Finding) -> Vec<Vec<Place>> {
    let place = |e: &factlint::finding::Evidence| {
        let (start, end) = (i64::from(e.start), i64::from(e.end));
        let doc = Path::new(&e.file).file_name().unwrap_or_default().to_string_lossy().into_owned();
        Place { doc, start, end: end.min(start + LONGEST), text: e.text.clone() }
    };
    finding.sides.iter().map(|s| s.evidence.iter().map(place).collect()).collect()
}

fn touches(a: &Place, b: &Place) -> bool {
    a.doc == b.doc && a.start < b.end && b.start < a.end
}

/// The words of a text in lower case, parted by single blanks.
fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A place of the group, or its wording elsewhere (a name has many mentions, gold lists some).
fn belongs(place: &Place, group: &[Place]) -> bool {
    let words = fold(&place.text);
    let inside = |g: &Place| format!(" {} ", fold(&g.text)).contains(&format!(" {words} "));
    group.iter().any(|g| touches(place, g)) || (words.chars().count() > 3 && group.iter().any(inside))
}

fn on_sides(sides: &[Vec<Place>], groups: &[Vec<Place>]) -> Vec<BTreeSet<usize>> {
    let on = |side: &Vec<Place>| {
        (0..groups.len()).filter(|g| side.iter().any(|p| groups[*g].iter().any(|q| touches(p, q)))).collect()
    };
    sides.iter().map(on).collect()
}

/// Two sides of the finding stand on different sides of the conflict, and half of the evidence belongs to it. The parts and
/// the total of a sum may be spread over the sides as the checker likes.
fn hits(sides: &[Vec<Place>], groups: &[Vec<Place>], sum_of_parts: bool) -> bool {
    let on = on_sides(sides, groups);
    let mut apart =
        on.iter().enumerate().any(|(i, x)| on[i + 1..].iter().any(|y| !x.is_empty() && !y.is_empty() && x != y));
    apart |= sum_of_parts && on.iter().flatten().collect::<BTreeSet<_>>().len() > 1;
    let every: Vec<&Place> = sides.iter().flatten().collect();
    let inside = every.iter().filter(|p| groups.iter().any(|g| belongs(p, g))).count();
    apart && 2 * inside >= every.len()
}

/// Maximum matching: `options[i]` are the conflicts that finding `i` may stand for. Gives the finding of each conflict.
fn assign(options: &[Vec<usize>]) -> BTreeMap<usize, usize> {
    fn place(i: usize, options: &[Vec<usize>], seen: &mut BTreeSet<usize>, owner: &mut BTreeMap<usize, usize>) -> bool {
        for c in &options[i] {
            if seen.insert(*c) {
                let free = match owner.get(c).copied() {
                    None => true,
                    Some(other) => place(other, options, seen, owner),
                };
                if free {
                    owner.insert(*c, i);
                    return true;
                }
            }
        }
        false
    }
    let mut owner = BTreeMap::new();
    let mut order: Vec<usize> = (0..options.len()).collect();
    order.sort_by_key(|i| options[*i].len());
    for i in order {
        place(i, options, &mut BTreeSet::new(), &mut owner);
    }
    owner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(doc: &str, start: i64, text: &str) -> Place {
        Place { doc: doc.into(), start, end: start + text.len() as i64, text: text.into() }
    }

    #[test]
    fn the_matching_is_a_greatest_one() {
        assert_eq!(assign(&[vec![0, 1], vec![0]]).len(), 2);
        assert_eq!(assign(&[vec![0, 1], vec![1, 2], vec![0, 1], vec![0]]).len(), 3);
        assert_eq!(assign(&[vec![], vec![2]]), BTreeMap::from([(2, 1)]));
    }

    #[test]
    fn a_hit_needs_two_sides_and_half_of_the_evidence() {
        let groups = [vec![place("a", 0, "nine rowers")], vec![place("b", 0, "four rowers")]];
        let (nine, four) = (place("a", 2, "ne"), place("b", 0, "four"));
        let elsewhere = |n| place("c", n, "something else");
        assert!(hits(&[vec![nine.clone()], vec![four.clone()]], &groups, false));
        assert!(!hits(&[vec![nine.clone(), four.clone()], vec![elsewhere(0)]], &groups, false));
        assert!(hits(&[vec![nine.clone(), four.clone()], vec![elsewhere(0)]], &groups, true));
        let noise: Vec<Place> = (0..3).map(elsewhere).collect();
        assert!(!hits(&[vec![nine.clone()], [vec![four.clone()], noise].concat()], &groups, false));
        // The same wording elsewhere belongs to the conflict.
        let again: Vec<Place> = (0..3).map(|n| place("c", n, "Four rowers,")).collect();
        assert!(hits(&[vec![nine], [vec![four], again].concat()], &groups, false));
    }
}
