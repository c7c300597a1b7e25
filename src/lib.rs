//! Annals: keep records in a terminal.
//!
//! An archive is a folder of TOML files. Their text is the truth; everything else is derived from it and can be thrown
//! away. A record is a set of ranges in its file's text, not a copy of it. What a person does to a record becomes a
//! splice: bytes that give way to others, with an exact inverse. Undo is that inverse; saving writes the spliced text.
//!
//! # The map, in reading order
//!
//! | module | what it is |
//! |---|---|
//! | [`config`], [`lang`], [`safe`], [`signal`] | settings as strings with their places; what the interface says; text that may leave for a terminal; how far a long job is |
//! | [`model`] | what a record is: years, dates, exact figures, categories, series, fields, metrics |
//! | [`store`] | text that holds records: tree → records → archive; change → splice → proof; disk, drafts, merge |
//! | [`search`] | what counts as the same, the query, the ranking, the index |
//! | [`insight`] | what the records say together: over the years, against their targets |
//! | [`exchange`] | the ways out: typed tables, and one file for each format |
//! | [`app`] | what the user is doing: events in, state, effects out |
//! | [`ui`] | how it looks: a layout is a value, drawing only reads |
//! | [`cli`] | what the program does without its screen |
//! | [`sample`] | the built-in archive |
//! | [`terminal`] | raw mode and its end, bytes → events, frames → bytes |
//! | [`run`] | the loop: event → handle → effect → draw; what takes long is done by another thread, and comes back as an event |
//!
//! # What holds everywhere
//!
//! - Invariant: a file's text changes only by a [`store::splice::Splice`] that [`store::verify`] has proved, by its exact
//!   inverse, or by a merge with what is on disk.
//! - Invariant: a file that cannot be read whole is never written.
//! - Invariant: only `store::disk` and `store::draft` touch files; only `terminal` touches the terminal.
//! - Invariant: every text that leaves for a terminal passes [`safe::Safe`].
//! - Invariant: nothing per frame costs more than what shows.
//! - Invariant: no thread wakes while nothing happens.
//!
//! `tests/tidy.rs` holds the modules to their order, and each file to one job.

// Of the tests beside `src/`, a failed `unwrap` is the message.
#![warn(unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

pub mod config;

pub mod lang;

pub mod safe;

pub mod signal;

pub mod model;

pub mod store;

pub mod search;

pub mod insight;

pub mod exchange;

pub mod app;

pub mod ui;

pub mod cli;

pub mod sample;

pub mod terminal;

pub mod run;
