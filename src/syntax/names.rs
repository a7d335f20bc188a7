//! The names that Universal Dependencies gives to tags and relations.

use super::{Features, Relation, Tag};

impl Tag {
    /// All tags, in the order of their numbers.
    pub const ALL: [Tag; 17] = [
        Tag::Adj,
        Tag::Adp,
        Tag::Adv,
        Tag::Aux,
        Tag::Cconj,
        Tag::Det,
        Tag::Intj,
        Tag::Noun,
        Tag::Num,
        Tag::Part,
        Tag::Pron,
        Tag::Propn,
        Tag::Punct,
        Tag::Sconj,
        Tag::Sym,
        Tag::Verb,
        Tag::X,
    ];

    /// The tag's name in Universal Dependencies.
    pub fn name(self) -> &'static str {
        match self {
            Tag::Adj => "ADJ",
            Tag::Adp => "ADP",
            Tag::Adv => "ADV",
            Tag::Aux => "AUX",
            Tag::Cconj => "CCONJ",
            Tag::Det => "DET",
            Tag::Intj => "INTJ",
            Tag::Noun => "NOUN",
            Tag::Num => "NUM",
            Tag::Part => "PART",
            Tag::Pron => "PRON",
            Tag::Propn => "PROPN",
            Tag::Punct => "PUNCT",
            Tag::Sconj => "SCONJ",
            Tag::Sym => "SYM",
            Tag::Verb => "VERB",
            Tag::X => "X",
        }
    }

    /// The tag of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.name() == name)
    }
}

impl Features {
    /// The names of the flags that are set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        const NAMES: [(Features, &str); 10] = [
            (Features::PLURAL, "plural"),
            (Features::PAST, "past"),
            (Features::PRESENT, "present"),
            (Features::FINITE, "finite"),
            (Features::INFINITIVE, "infinitive"),
            (Features::PARTICIPLE, "participle"),
            (Features::GERUND, "gerund"),
            (Features::PASSIVE, "passive"),
            (Features::COMPARATIVE, "comparative"),
            (Features::SUPERLATIVE, "superlative"),
        ];
        NAMES.into_iter().filter(move |(flag, _)| self.has(*flag)).map(|(_, name)| name)
    }
}

impl Relation {
    /// All relations, in the order of their numbers.
    pub const ALL: [Relation; 41] = [
        Relation::Root,
        Relation::Acl,
        Relation::AclRelcl,
        Relation::Advcl,
        Relation::Advmod,
        Relation::Amod,
        Relation::Appos,
        Relation::Aux,
        Relation::AuxPass,
        Relation::Case,
        Relation::Cc,
        Relation::Ccomp,
        Relation::Compound,
        Relation::CompoundPrt,
        Relation::Conj,
        Relation::Cop,
        Relation::Csubj,
        Relation::Dep,
        Relation::Det,
        Relation::Discourse,
        Relation::Dislocated,
        Relation::Expl,
        Relation::Fixed,
        Relation::Flat,
        Relation::Goeswith,
        Relation::Iobj,
        Relation::List,
        Relation::Mark,
        Relation::Nmod,
        Relation::NmodPoss,
        Relation::Nsubj,
        Relation::NsubjPass,
        Relation::Nummod,
        Relation::Obj,
        Relation::Obl,
        Relation::Orphan,
        Relation::Parataxis,
        Relation::Punct,
        Relation::Reparandum,
        Relation::Vocative,
        Relation::Xcomp,
    ];

    /// The relation's name in Universal Dependencies.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Root => "root",
            Relation::Acl => "acl",
            Relation::AclRelcl => "acl:relcl",
            Relation::Advcl => "advcl",
            Relation::Advmod => "advmod",
            Relation::Amod => "amod",
            Relation::Appos => "appos",
            Relation::Aux => "aux",
            Relation::AuxPass => "aux:pass",
            Relation::Case => "case",
            Relation::Cc => "cc",
            Relation::Ccomp => "ccomp",
            Relation::Compound => "compound",
            Relation::CompoundPrt => "compound:prt",
            Relation::Conj => "conj",
            Relation::Cop => "cop",
            Relation::Csubj => "csubj",
            Relation::Dep => "dep",
            Relation::Det => "det",
            Relation::Discourse => "discourse",
            Relation::Dislocated => "dislocated",
            Relation::Expl => "expl",
            Relation::Fixed => "fixed",
            Relation::Flat => "flat",
            Relation::Goeswith => "goeswith",
            Relation::Iobj => "iobj",
            Relation::List => "list",
            Relation::Mark => "mark",
            Relation::Nmod => "nmod",
            Relation::NmodPoss => "nmod:poss",
            Relation::Nsubj => "nsubj",
            Relation::NsubjPass => "nsubj:pass",
            Relation::Nummod => "nummod",
            Relation::Obj => "obj",
            Relation::Obl => "obl",
            Relation::Orphan => "orphan",
            Relation::Parataxis => "parataxis",
            Relation::Punct => "punct",
            Relation::Reparandum => "reparandum",
            Relation::Vocative => "vocative",
            Relation::Xcomp => "xcomp",
        }
    }

    /// The relation of that name; a subtype that is not kept stands for its relation ("obl:agent" is [`Relation::Obl`]).
    pub fn named(name: &str) -> Option<Self> {
        let find = |name: &str| Self::ALL.into_iter().find(|r| r.name() == name);
        find(name).or_else(|| find(name.split(':').next().unwrap_or(name)))
    }

    /// The relation without its subtype, as parsers are scored.
    pub fn universal(self) -> Self {
        match self {
            Relation::AclRelcl => Relation::Acl,
            Relation::AuxPass => Relation::Aux,
            Relation::CompoundPrt => Relation::Compound,
            Relation::NmodPoss => Relation::Nmod,
            Relation::NsubjPass => Relation::Nsubj,
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_and_numbers_are_places() {
        for (i, tag) in Tag::ALL.into_iter().enumerate() {
            assert_eq!((tag as usize, Tag::named(tag.name())), (i, Some(tag)));
        }
        for (i, relation) in Relation::ALL.into_iter().enumerate() {
            assert_eq!((relation as usize, Relation::named(relation.name())), (i, Some(relation)));
        }
        assert_eq!(Relation::named("obl:agent"), Some(Relation::Obl));
        assert_eq!(Relation::named("nothing"), None);
    }
}
