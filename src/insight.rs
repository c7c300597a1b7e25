//! What the records say together: a metric over the years, one year beside another, what does not fit.
//!
//! Pure: each part reads an [`Archive`](crate::store::archive::Archive) and gives a value that the screen and the command
//! line show in their own ways. Places are those of the archive, so that every line of what is told leads to its record.

pub mod check;

pub mod compare;

pub mod complete;

pub mod counts;

pub mod facts;

pub mod fault;

pub mod find;
pub mod found;

pub mod overview;

pub mod reading;

pub mod series;

pub mod sorted;

pub mod trend;
