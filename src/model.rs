//! What a record is: years, dates, exact figures, categories, series, fields and metrics. Pure; cannot fail.
//!
//! Invariant: nothing here names another part of the program, touches a file, or panics on any input. What a person
//! types is read into an `Option` or an error that says what is wrong; what is shown can be read again.

pub mod year;

pub mod date;

pub mod figure;

pub mod exact;

pub mod formula;

pub mod unit;

pub mod category;

pub mod field;

pub mod series;

pub mod entry;

pub mod metric;

pub mod view;

mod width;
