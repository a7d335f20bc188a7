//! The program as a whole, as its users see it, and the rules of the house that no room can check by itself.

mod adoption;
mod bad;
mod cache;
mod cli;
mod config;
mod corpus;
mod determinism;
mod formats;
mod house;
mod laws;
mod house_tables;
mod lists;
mod packs;
mod readme;
mod score;
mod silence;
mod stage;
