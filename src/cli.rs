//! What the program does without its screen.

pub mod args;
pub mod check;
pub mod outline;
