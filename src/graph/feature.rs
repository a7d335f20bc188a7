//! What is measured on a pair of facts.

use serde::{Deserialize, Serialize};

/// Declares the features with their ids and what they are, once.
macro_rules! features {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// What is measured on a pair of facts. Each is 0 to 1 unless said otherwise.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[repr(u8)]
        pub enum Feature { $($(#[$doc])* $name,)* }

        /// All features with their ids, in the order of their values.
        pub const FEATURES: &[(Feature, &str)] = &[$((Feature::$name, $id),)*];
    };
}

features! {
    /// Always 1.
    Bias = "bias",
    /// Both measure the same thing.
    SameThing = "same-thing",
    /// The things are the same and rare: information in bits over that of a name.
    RareThing = "rare-thing",
    /// How nearly different words for the things mean the same.
    LikeThing = "like-thing",
    /// They measure things that mean something else.
    OtherThing = "other-thing",
    /// What one measures stands around the other's value: 1 near it, 0.5 elsewhere in the sentence.
    ThingElsewhere = "thing-elsewhere",
    /// Neither names a thing.
    NoThing = "no-thing",
    /// One names a thing, the other none.
    OneThing = "one-thing",
    /// Both values describe the same thing itself.
    Attribute = "attribute",
    /// How nearly the nearest predicates mean the same.
    SamePredicate = "same-predicate",
    /// How nearly some predicates of both mean the same, beyond the nearest.
    SharedPredicate = "shared-predicate",
    /// Information of the best predicate in common, over that of a name.
    RarePredicate = "rare-predicate",
    /// The thing of one is the predicate of the other ("the loss of 870", "870 were lost").
    ThingAsPredicate = "thing-as-predicate",
    /// Both have predicates and share none.
    OtherPredicate = "other-predicate",
    /// Overlap of the terms around the values, by meaning, weighted by part and rarity in English.
    Overlap = "overlap",
    /// The same, weighted by rarity in the two articles.
    LocalOverlap = "local-overlap",
    /// Best single term in common near both values, weighted by rarity in the two articles.
    BestTerm = "best-term",
    /// How many terms near both values agree, over three (up to 2).
    CommonTerms = "common-terms",
    /// Overlap of the whole sentences, weighted by rarity in the two articles.
    Sentence = "sentence",
    /// Overlap of the words right beside the values.
    Beside = "beside",
    /// Overlap of the sentences, weighted by distance from the values.
    Window = "window",
    /// How many of the next content words stand in the same place beside both values, over four (up to 1).
    SamePlace = "same-place",
    /// Both count what grows or shrinks while an event goes on, by a word in common right at the values.
    Toll = "toll",
    /// Both have words right beside, and none means the same.
    OtherBeside = "other-beside",
    /// How nearly words right beside, predicates or modifiers are opposites.
    Opposite = "opposite",
    /// How many other values of both sentences agree, over two (up to 1).
    Company = "company",
    /// Overlap of the sentences before, and of each with the other's sentence.
    Before = "before",
    /// Names in common near both values, in multiples of a full name (up to 2).
    SharedName = "shared-name",
    /// Names in common anywhere in both sentences and in those before, in multiples of a full name (up to 2).
    NearbyName = "nearby-name",
    /// Both have names near, and none in common, near or in the sentence.
    OtherName = "other-name",
    /// Both narrow the thing down by names, and by different ones.
    OtherBearer = "other-bearer",
    /// Both name a subject and they have no term in common.
    OtherSubject = "other-subject",
    /// Both name an object and they have no term in common.
    OtherObject = "other-object",
    /// Both narrow the thing down by modifiers, and by different ones.
    OtherModifier = "other-modifier",
    /// Both narrow the thing down by the same modifier.
    SameModifier = "same-modifier",
    /// One narrows the thing down, the other does not.
    ModifierOnOne = "modifier-on-one",
    /// Both are of a whole, and of another one.
    OtherWhole = "other-whole",
    /// One adds to or is a part of a count, the other not.
    OtherScope = "other-scope",
    /// One is an item of a list of amounts, the other not.
    ListedOnOne = "listed-on-one",
    /// Both name days, and different ones.
    OtherTime = "other-time",
    /// Both name days, and the same.
    SameTime = "same-time",
    /// One names a day, the other not.
    TimeOnOne = "time-on-one",
    /// One names a day more than half a year before its article, the other none of that time.
    LongAgoOnOne = "long-ago-on-one",
    /// One looks back at an earlier event, the other not.
    OtherBackground = "other-background",
    /// One is a forecast, plan or condition, the other not.
    OtherStance = "other-stance",
    /// One presents its value as one that no longer holds, the other not.
    OtherFormer = "other-former",
    /// One says what is not.
    NegatedOnOne = "negated-on-one",
    /// How much the articles have in common.
    Story = "story",
    /// Both stand in the headline or the first lines.
    Lead = "lead",
    /// One stands in the headline and the other in the first lines.
    Headline = "headline",
    /// Both stand in one article.
    OneArticle = "one-article",
    /// Days between the publications, as a logarithm to base 10 (up to 4).
    Days = "days",
    /// Both are changes, not levels.
    Change = "change",
    /// The changes go different ways.
    OtherDirection = "other-direction",
    /// Units are written alike.
    SameUnit = "same-unit",
    /// A date is told by a word alone ("today", "on Friday"), which means another day in each article.
    Deictic = "deictic",
    /// It is a count or plain number.
    AxisCount = "axis-count",
    /// It is a share.
    AxisShare = "axis-share",
    /// It is an amount of money.
    AxisMoney = "axis-money",
    /// It is a length of time.
    AxisDuration = "axis-duration",
    /// It is a date.
    AxisDate = "axis-date",
    /// It is a time of day.
    AxisTime = "axis-time",
    /// It is an age.
    AxisAge = "axis-age",
    /// It is an ordinal.
    AxisOrdinal = "axis-ordinal",
    /// Log-odds that both answer one question, values and rivals aside; over 4.
    Question = "question",
    /// How far the pair lies before the best rival of either, in log-odds over 4 (-1 to 1).
    Margin = "margin",
    /// The same for the side where it is less (-1 to 1).
    LeastMargin = "least-margin",
    /// Log-odds of the best agreement of either in the other article, over 4 (-1 to 1).
    Confirmed = "confirmed",
    /// Both values are confirmed in the other article.
    BothConfirmed = "both-confirmed",
    /// Other articles that confirm the less confirmed value, over three (up to 1).
    LeastSupport = "least-support",
    /// Other articles that confirm the more confirmed value, over three (up to 1).
    Support = "support",
    /// Candidates for both facts in the other article, as a logarithm to base 10.
    Rivals = "rivals",
    /// Both numbers have three or more digits that count.
    Telling = "telling",
    /// Both are whole numbers up to ten, which occur by chance.
    Small = "small",
    /// The values differ by swapped, dropped or single digits.
    Slip = "slip",
    /// One digit of two differs, or one of day, month and year.
    OnePart = "one-part",
    /// The digits are the same, and the unit or power of ten another.
    OtherScale = "other-scale",
    /// The values differ by more than a factor of three (up to 3).
    FarApart = "far-apart",
    /// Ratio of the values, as a logarithm to base 10 (up to 2); for dates, of the periods between them that they
    /// are written by, for times of the minutes (up to 4).
    Apart = "apart",
    /// One of the values has a hedge, the other not.
    HedgeOnOne = "hedge-on-one",
    /// By the letter both values could be true.
    DoubtOnly = "doubt-only",
    /// One is a rate ("a year", "each"), the other not.
    RateOnOne = "rate-on-one",
    /// How many values of the sentences around both agree, over three (up to 1).
    WiderCompany = "wider-company",
    /// How far the two sentences are more alike than either and another sentence of the other article, at least (-1 to 1).
    SentenceMargin = "sentence-margin",
    /// How far apart the two stand in their articles, as shares of their lengths.
    OtherPosition = "other-position",
    /// The value of one stands in the other article too, whatever is said of it there; numbers up to ten aside.
    Echo = "echo",
    /// Each value stands in the other article too.
    BothEcho = "both-echo",
    /// Other facts of the two articles that measure the same thing, as a logarithm to base 10.
    SameThings = "same-things",
    /// One says what its number measures, the other not; or one is a count and the other a result of two sides.
    UnitOnOne = "unit-on-one",
    /// One is a change, the other is not told as one.
    ChangeOnOne = "change-on-one",
    /// One is a bound that somebody sets, the other not.
    LimitOnOne = "limit-on-one",
    /// Log-odds of the surest clash of two answers, judged by its two articles; over 4. What follows is measured on two
    /// answers with all their facts ([`super::sides`]).
    SurestPair = "surest-pair",
    /// The same of the second.
    SecondPair = "second-pair",
    /// The same of the third.
    ThirdPair = "third-pair",
    /// The mean over all pairs of facts of the two, those that may not clash counted low.
    MeanPair = "mean-pair",
    /// How many pairs may clash, over four (up to 4).
    Pairs = "pairs",
    /// How many pairs there are, over four (up to 4).
    PossiblePairs = "possible-pairs",
    /// Which share of them may clash.
    SharePairs = "share-pairs",
    /// Articles that give the answer that more give, over four (up to 4).
    ArticlesMore = "articles-more",
    /// Articles that give the other, over four (up to 4).
    ArticlesLess = "articles-less",
    /// Articles that give both, over four (up to 4).
    ArticlesBoth = "articles-both",
    /// Log-odds of the surest clash of either with a third answer, over 4.
    RivalMore = "rival-more",
    /// The same for the side where it is less sure.
    RivalLess = "rival-less",
    /// Log-odds of the surest agreement inside either answer, over 4.
    AgreedMore = "agreed-more",
    /// The same for the side where it is less sure.
    AgreedLess = "agreed-less",
}

impl Feature {
    /// Its name in the weights and the wording.
    pub fn id(self) -> &'static str {
        FEATURES[self as usize].1
    }
}

/// The features of a pair, by [`Feature`].
pub type Features = [f32; FEATURES.len()];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn every_feature_has_an_id_of_its_own_and_wording() {
        let wording = Lexicon::english().wording;
        for (n, (feature, id)) in FEATURES.iter().enumerate() {
            assert_eq!((*feature as usize, feature.id()), (n, *id));
            assert_ne!(wording.feature(id), *id, "`{id}` has no line in the wording");
        }
    }
}
