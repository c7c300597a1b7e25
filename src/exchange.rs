//! The ways out and in. Out: the archive as typed tables, made once, and one file for each format that is written from them.
//!
//! A format is a function from the tables to bytes; what is chosen, where the bytes go, and what may be overwritten are
//! matters of the caller. Numbers keep the digits of the source wherever the format can hold them; `docs/export.md` says
//! where it cannot, and what stands there instead.

pub mod table;

pub mod columns;

pub mod tables;

pub mod choice;

pub mod csv;

mod stream;

pub mod json;

mod report;

mod markdown;

mod html;

mod sheets;

mod xlsx;

mod ods;

mod sqlite;

#[cfg(feature = "parquet")]
mod parquet;

pub mod package;

pub mod format;

pub mod given;

pub mod read;

pub mod place;

pub mod mapping;

pub mod import;
