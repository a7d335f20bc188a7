//! Whether two facts answer one question: the weights of what was measured on them, and the score.
//!
//! First each pair is judged by its words alone ([`Weights::question`]); then, with the rivals of both in the other article
//! known, whether it is an agreement or a clash about one question. Scores are the logistic function of the weighted sum of
//! the features, or of what decision trees say where features count only together, so that 0.5 means as likely as not. The
//! weights and trees are data (`rules/alignment.toml`, `rules/agreeing.trees`, `rules/clashing.trees`), fitted on stories with known answers.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::feature::{FEATURES, Feature, Features};
use super::forest::Forest;

/// The weight of each feature for the judgement by words, and the trees for the two others.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    question: Features,
    agreeing: Forest,
    clashing: Forest,
    levels: Levels,
}

/// Scores from which pairs are taken for one question.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// For two facts that agree.
    pub agreeing: f32,
    /// For two facts that clash.
    pub clashing: f32,
}

/// The files of the weights and trees, embedded.
static WEIGHTS: &str = include_str!("../../rules/alignment.toml");
static AGREEING: &str = include_str!("../../rules/agreeing.trees");
static CLASHING: &str = include_str!("../../rules/clashing.trees");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    levels: Levels,
    question: BTreeMap<Feature, f32>,
}

impl Weights {
    /// The weights that ship with the program.
    ///
    /// # Panics
    /// Only if the built-in file is broken, which a test rules out.
    pub fn builtin() -> Self {
        Self::read(WEIGHTS, AGREEING, CLASHING).expect("the built-in weights are sound")
    }

    /// Reads weights from TOML, and the trees; a feature without a line weighs nothing.
    ///
    /// # Errors
    /// Where the text is at fault and how.
    pub fn read(weights: &str, agreeing: &str, clashing: &str) -> Result<Self, String> {
        let file: File = toml::from_str(weights).map_err(|e| e.to_string())?;
        let row =
            |map: &BTreeMap<Feature, f32>| std::array::from_fn(|i| map.get(&FEATURES[i].0).copied().unwrap_or(0.0));
        Ok(Self {
            question: row(&file.question),
            agreeing: Forest::read(agreeing)?,
            clashing: Forest::read(clashing)?,
            levels: file.levels,
        })
    }

    /// Log-odds that the pair answers one question, from the words around the values alone.
    pub fn question(&self, features: &Features) -> f32 {
        sum(&self.question, features)
    }

    /// Probability that a pair that agrees or clashes does so about one question; all features must be known.
    pub fn score(&self, agree: bool, features: &Features) -> f32 {
        logistic(self.trees(agree).sum(features))
    }

    fn trees(&self, agree: bool) -> &Forest {
        if agree { &self.agreeing } else { &self.clashing }
    }

    /// Whether the score is enough.
    pub fn enough(&self, agree: bool, score: f32) -> bool {
        score >= if agree { self.levels.agreeing } else { self.levels.clashing }
    }

    /// Whether a clash with this score may stand beside better ones in one question.
    pub fn near(&self, score: f32) -> bool {
        score >= self.levels.clashing * NEAR
    }

    /// What spoke for and against one question, with what each added to the log-odds, loudest first.
    pub fn reasons(&self, agree: bool, features: &Features) -> Vec<(Feature, f32)> {
        let own = self.trees(agree).parts(features);
        // What the words add passes through what the question weighs.
        let question = features[Feature::Question as usize];
        let through = if question == 0.0 { 0.0 } else { own[Feature::Question as usize] / question * SCALE };
        let part = |f: Feature| {
            let i = f as usize;
            let direct = if f == Feature::Question { 0.0 } else { own[i] };
            features[i] * self.question[i] * through.max(0.0) + direct
        };
        let mut parts: Vec<_> = FEATURES.iter().map(|(f, _)| (*f, part(*f))).collect();
        parts.retain(|(f, part)| *f != Feature::Bias && part.abs() > 0.05);
        parts.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        parts
    }
}

/// Share of the level that a clash needs beside better ones.
const NEAR: f32 = 0.5;

/// Log-odds are divided by four where they are features themselves, so that they lie near 0 to 1 as the others do.
pub const SCALE: f32 = 0.25;

fn sum(weights: &Features, features: &Features) -> f32 {
    weights.iter().zip(features).map(|(w, f)| w * f).sum()
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_that_ship_are_sound_and_reasons_add_up() {
        let weights = Weights::builtin();
        let features: Features = std::array::from_fn(|i| (i % 3) as f32 / 2.0);
        let total: f32 = weights.reasons(false, &features).iter().map(|(_, part)| part).sum();
        assert!(total.is_finite());
        assert!((0.0..=1.0).contains(&weights.score(true, &features)));
    }
}
