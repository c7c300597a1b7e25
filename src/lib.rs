//! Annals: keep records in a terminal.

#![warn(unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

pub mod config;

pub mod lang;

pub mod safe;

pub mod model;

pub mod store;

pub mod search;

pub mod app;

pub mod ui;

pub mod sample;

pub mod terminal;
