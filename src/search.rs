//! Finding: what counts as the same, what was asked, how well a text answers, and in which order the answers stand.
//!
//! Nothing here knows what a record is: the caller is a [`source::Source`] of documents, and gets their numbers back.

pub mod answer;
mod chars;
pub mod docs;
pub mod facts;
pub mod fold;
pub mod glance;
pub mod index;
mod letters;
pub mod marks;
mod need;
mod needle;
pub mod once;
pub mod phonetic;
pub mod query;
pub mod rank;
pub mod segment;
pub mod source;
