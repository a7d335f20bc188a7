//! Whether two facts answer one question: the weights of what was measured on them, and the score.
//!
//! First each pair is judged by its words alone ([`Weights::question`]); then, with the rivals of both in the other article
//! known, whether it is an agreement or a clash about one question; answers that clash once more, by all of their facts. Scores are the logistic function of the weighted sum of
//! the features, or of what decision trees say where features count only together, so that 0.5 means as likely as not. The
//! weights and trees are data (`rules/alignment.toml`, `agreeing.trees`, `clashing.trees`, `sides.trees`), fitted on stories with known answers.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::feature::{FEATURES, Feature, Features};
use super::forest::{Forest, ROUNDING};
use super::sides::{FLOOR, Sides};

/// The weight of each feature for the judgement by words, and the trees for the two others.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    question: Features,
    agreeing: Forest,
    clashing: Forest,
    sides: Forest,
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
static SIDES: &str = include_str!("../../rules/sides.trees");

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
        Self::read(WEIGHTS, AGREEING, CLASHING, SIDES).expect("the built-in weights are sound")
    }

    /// Reads weights from TOML, and the trees; a feature without a line weighs nothing.
    ///
    /// # Errors
    /// Where the text is at fault and how.
    pub fn read(weights: &str, agreeing: &str, clashing: &str, sides: &str) -> Result<Self, String> {
        let file: File = toml::from_str(weights).map_err(|e| e.to_string())?;
        let weight = |i: usize| file.question.get(&FEATURES[i].0).copied().unwrap_or(0.0);
        Ok(Self {
            question: std::array::from_fn(weight),
            agreeing: Forest::read(agreeing)?,
            clashing: Forest::read(clashing)?,
            sides: Forest::read(sides)?,
            levels: file.levels,
        })
    }

    /// Log-odds that the pair answers one question, from the words around the values alone.
    pub fn question(&self, features: &Features) -> f32 {
        sum(&self.question, features)
    }

    /// Log-odds that a pair that agrees or clashes does so about one question, by what its two articles say; all features
    /// must be known but those of the sides.
    pub fn odds(&self, agree: bool, features: &Features) -> f32 {
        self.trees(agree).sum(features)
    }

    /// The same as a probability.
    pub fn score(&self, agree: bool, features: &Features) -> f32 {
        logistic(self.odds(agree, features))
    }

    /// Probability that two answers are about one question, by all of their facts. The mean, in log-odds, of what the trees say
    /// and of the plain sum of the pairs: on stories that neither had met the mean was better than either.
    pub fn sides(&self, sides: &Sides) -> f32 {
        let plain = (sides.together / (1.0 - sides.together).max(f32::EPSILON)).ln();
        logistic((self.sides.sum(&sides.features) + plain) / 2.0)
    }

    /// Of pairs that all agree, or all clash, whether they may be enough, or come to [`FLOOR`] where they clash, whatever other
    /// articles say.
    pub fn hopeful(&self, agree: bool, all: &[&Features]) -> Vec<bool> {
        let agreeing = self.levels.agreeing;
        let least = if agree { (agreeing / (1.0 - agreeing)).ln() } else { FLOOR };
        self.trees(agree).reaching(least - ROUNDING, all)
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
        let shares = self.shares(agree, features);
        let mut parts: Vec<_> = FEATURES.iter().map(|(f, _)| (*f, shares[*f as usize])).collect();
        // What is not so may speak for one question, but says nothing to a reader; only a confirmation is missed by him.
        let so =
            |f: Feature| if f == Feature::Confirmed { features[f as usize] < 0.0 } else { features[f as usize] > 0.0 };
        parts.retain(|(f, part)| *f != Feature::Bias && part.abs() > 0.05 && so(*f));
        parts.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        parts
    }

    /// What each feature added. What the trees make of the judgement by words is shared out sides the words that spoke for it,
    /// or against it.
    fn shares(&self, agree: bool, features: &Features) -> Features {
        let mut parts = self.trees(agree).parts(features);
        let whole = std::mem::take(&mut parts[Feature::Question as usize]);
        let spoke = |i: usize| (self.question[i] * features[i] * whole.signum()).max(0.0);
        let all: f32 = (0..FEATURES.len()).map(spoke).sum();
        if all > 0.0 {
            parts.iter_mut().enumerate().for_each(|(i, part)| *part += whole * spoke(i) / all);
        }
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
    fn reasons_tell_only_what_is_so() {
        let weights = Weights::builtin();
        for n in 0..40 {
            let features: Features = std::array::from_fn(|i| ((i * 7 + n) % 4) as f32 - 1.0);
            let told = weights.reasons(false, &features);
            assert!(told.iter().all(|(f, _)| (features[*f as usize] > 0.0) != (*f == Feature::Confirmed)), "{told:?}");
        }
        assert!(!weights.reasons(false, &std::array::from_fn(|i| (i % 2) as f32)).is_empty());
    }

    #[test]
    fn the_weights_that_ship_are_sound_and_what_the_features_add_makes_the_score() {
        let weights = Weights::builtin();
        for n in 0..7 {
            let features: Features = std::array::from_fn(|i| ((i * 3 + n) % 5) as f32 / 4.0);
            for agree in [true, false] {
                let score = weights.score(agree, &features);
                assert!((0.0..=1.0).contains(&score));
                let added: f32 = weights.shares(agree, &features).iter().sum();
                let of_trees: f32 = weights.trees(agree).parts(&features).iter().sum();
                assert!((added - of_trees).abs() < 1e-3, "{added} and {of_trees}");
            }
        }
    }
}
