//! What part of a name a word is known as: the numbers that stand in the model file.

/// Before a name ("Ms", "Professor"), or an office written large before one.
pub(super) const HONORIFIC: u8 = 1;

/// See [`HONORIFIC`].
pub(super) const OFFICE: u8 = 2;

/// The last word of a company's name.
#[cfg(feature = "train")]
pub(super) const COMPANY: u8 = 3;

/// A word of the name of a body ("ministry").
#[cfg(feature = "train")]
pub(super) const BODY: u8 = 4;

/// A given name that is a surname too.
pub(super) const EITHER: u8 = 5;

/// A given name.
pub(super) const GIVEN: u8 = 6;

/// A surname.
#[cfg(feature = "train")]
pub(super) const FAMILY: u8 = 7;

/// A populated place.
#[cfg(feature = "train")]
pub(super) const PLACE: u8 = 8;

/// Before the name of a ship.
pub(super) const VESSEL: u8 = 9;

/// Another noun for a person ("administrator").
pub(super) const PERSON: u8 = 10;
