//! Names of people, places, organisations and other things, with titles and roles.

mod features;
mod hash;
mod look;
mod model;
mod table;
#[cfg(feature = "train")]
pub mod train;
