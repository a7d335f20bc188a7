//! Kinds of rule for what a desk has laid down in `factlint.toml`. They look at articles one by one and not at questions, so
//! that the run asks them itself; here they have their names.

use super::Kind;

pub(super) const REFERENCE: Kind = Kind {
    name: "reference",
    help: "an article differs from a reference fact of the settings ([[fact]])",
    topics: |_| false,
    compare: |_| None,
};

pub(super) const STYLE: Kind = Kind {
    name: "style",
    help: "an article uses another form of a name than the settings prefer ([[alias]])",
    topics: |_| false,
    compare: |_| None,
};
